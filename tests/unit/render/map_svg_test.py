"""map_svg_test.py BINARY EXAMPLES: the SVG of every function of every example is well-formed and complete."""

import json
import pathlib
import subprocess
import sys
import unittest
import xml.etree.ElementTree as xml

BINARY, EXAMPLES = sys.argv[1], pathlib.Path(sys.argv[2])
SVG = "{http://www.w3.org/2000/svg}"


def run(*arguments):
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, check=True, timeout=60).stdout


class Pictures(unittest.TestCase):
    def check(self, file, function):
        picture = xml.fromstring(run("map", "--format", "svg", "--func", function, file))
        memory = json.loads(run("map", "--format", "json", "--func", function, file))[0]
        self.assertEqual(picture.tag, SVG + "svg")
        names = [element.get("id") for element in picture.iter() if element.get("id")]
        self.assertEqual(len(names), len(set(names)), "ids are unique")
        self.assertTrue(all(name in names for name in picture.get("aria-labelledby").split()))
        self.assertIn(function, picture.find(SVG + "title").text)
        cells = [g for g in picture.iter(SVG + "g") if g.get("class", "").startswith("cell ")]
        arrows = [g for g in picture.iter(SVG + "g") if g.get("class", "").startswith("pointer ")]
        self.assertEqual(len(cells), len(memory["objects"]))
        self.assertEqual(len(arrows), len(memory["arrows"]))
        self.assertTrue(all("NaN" not in path.get("d", "") and "inf" not in path.get("d", "") for path in picture.iter(SVG + "path")))

    def test_every_function_of_every_example(self):
        files = sorted(EXAMPLES.glob("*.go"))
        self.assertGreaterEqual(len(files), 12)
        for file in files:
            for report in json.loads(run("check", "--format", "json", file)):
                gaps = {gap["function"] for gap in report["notAnalysed"]}  # have no run to draw
                functions = {s["name"] for s in report["sites"] if s["kind"] == "function" and s["name"] == s["function"]}
                for function in sorted(f for f in functions - gaps if ".func" not in f):
                    with self.subTest(file=file.name, function=function):
                        self.check(file, function)


unittest.main(argv=sys.argv[:1])
