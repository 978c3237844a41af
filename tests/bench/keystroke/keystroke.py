"""From an edit to its hints, over standard streams, as an editor does it: didChange and inlayHint at once, the time until the answer.
Usage: keystroke.py ESCAPEMENT COUNTER.GO EDITS LARGE_LINES LARGE_EDITS"""
import os
import pathlib
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "lsp"))
from client import over_stdio, span  # noqa: E402

FUNCTION = """
func make{0}(n int) (*node, func() int) {{
	count := n
	kept := &node{{value: n}}
	local := node{{next: kept}}
	buffer := make([]int, {1})
	for i := range buffer {{
		buffer[i] = local.value + i
	}}
	return kept, func() int {{
		count++
		return count + buffer[0]
	}}
}}
"""


def generated(lines):
    text = "package main\n\ntype node struct {\n\tnext *node\n\tvalue int\n}\n\nfunc main() {}\n"
    per_function = FUNCTION.count("\n")
    return text + "".join(FUNCTION.format(i, i % 7 + 1) for i in range(lines // per_function))


def report(name, samples):
    ordered = sorted(samples)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(f"{name}: median {statistics.median(ordered) * 1000:.2f} ms, p99 {p99 * 1000:.2f} ms, worst {ordered[-1] * 1000:.2f} ms ({len(ordered)} samples)")


def timed(client, uri, act, count):
    """One warm-up, then `count` samples of act(i) until the answer it returns the id of."""
    samples = []
    for i in range(count + 1):
        begin = time.perf_counter()
        answer = client.answer(act(i))
        samples.append(time.perf_counter() - begin)
        assert "result" in answer, answer
        # A person types slower than this; the diagnostics that follow an edit are not to be in the next sample.
        time.sleep(0.005)
    return samples[1:]


def keystrokes(binary, name, text, at, edits, inlining=False):
    """Letters typed and taken back in a comment at the end of a line that creates storage. With `inlining`, hints for it are among those asked for,
    and the package is compiled in the background after each edit."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "main.go")
        path.write_text(text)
        uri = path.as_uri()
        client = over_stdio(binary)
        client.initialize(["utf-8"], textDocument={"inlayHint": {"resolveSupport": {"properties": ["tooltip"]}}})
        client.notify("workspace/didChangeConfiguration", {"settings": {"escapement": {"hints": {"inlining": inlining}}}})
        client.open(uri, text)
        hints = len(client.hints(uri)["result"])
        assert hints, "no hints"
        while inlining and not any("inlin" in hint["label"] for hint in client.hints(uri)["result"]):
            time.sleep(0.1)

        def edit(i):
            change = {"range": span(*at, *at), "text": "1"} if i % 2 == 0 else {"range": span(at[0], at[1], at[0], at[1] + 1), "text": ""}
            client.change(uri, change)
            return client.start("textDocument/inlayHint", {"textDocument": {"uri": uri}, "range": span(0, 0, 10**6, 0)})

        report(f"{name}, {text.count(chr(10))} lines, {hints} hints, edit to hints", timed(client, uri, edit, edits))
        # The floor: the same way through the server without an analysis.
        here = {"textDocument": {"uri": uri}, "position": {"line": 10**6, "character": 0}}
        report(f"{name}, round trip without an edit", timed(client, uri, lambda _: client.start("textDocument/hover", here), min(edits, 200)))
        client.process.stdin.close()
        client.process.wait(timeout=60)


def main():
    binary, counter, edits, lines, large_edits = os.path.abspath(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:6])
    text = pathlib.Path(counter).read_text()
    line, column = next((i, t.index("count := 0") + len("count := 0")) for i, t in enumerate(text.split("\n")) if "count := 0" in t)
    keystrokes(binary, "examples/counter.go", text, (line, column), edits)
    large = generated(lines)
    line = next(i for i, t in enumerate(large.split("\n")) if "count := n" in t)
    keystrokes(binary, "generated package", large, (line, len("\tcount := n")), large_edits)
    keystrokes(binary, "generated package with hints for inlining", large, (line, len("\tcount := n")), large_edits, inlining=True)


main()
