"""From the start of the server process to the first hints of examples/counter.go. Usage: start.py ESCAPEMENT COUNTER.GO RUNS"""
import os
import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "lsp"))
from client import over_stdio  # noqa: E402


def start(binary, path):
    text = path.read_text()
    begin = time.perf_counter()
    client = over_stdio(binary)
    client.initialize(["utf-8"])
    ready = time.perf_counter()
    client.open(path.as_uri(), text)
    assert client.hints(path.as_uri())["result"]
    end = time.perf_counter()
    client.process.stdin.close()
    client.process.wait(timeout=60)
    return ready - begin, end - begin


binary, path, runs = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve(), int(sys.argv[3])
samples = [start(binary, path) for _ in range(runs)]
print(f"process start to the answer of initialize: median {statistics.median(s[0] for s in samples) * 1000:.1f} ms ({runs} samples)")
print(f"process start to the first hints: median {statistics.median(s[1] for s in samples) * 1000:.1f} ms, worst {max(s[1] for s in samples) * 1000:.1f} ms")
