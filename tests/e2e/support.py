"""What the end-to-end tests share: calling the program, editing copies of pack and data, reading what it wrote.

Nothing here knows how kaohe works inside; packages and tables are read with Python's own zipfile, xml, csv and json.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

BINARY = ""  # set by run.py
ROOT = pathlib.Path(__file__).resolve().parents[2]
PLUGINS = ROOT / "plugins"
SHIPPED_PACK = ROOT / "rules/640300-wuzhong/2021"
SHIPPED_EXAMPLE = ROOT / "examples/wuzhong-2021/submissions"
# A small pack and its data (the headline targets of 吴忠 2021), worked out by hand in expected*.csv: what the tests break
# and edit, so that the shipped packs can grow.
PACK = ROOT / "tests/e2e/fixture/pack"
EXAMPLE = ROOT / "tests/e2e/fixture/submissions"

# Which rules of that pack read which table.
READERS = {
    "air_daily": ("air.good_days_rate", "air.pm25", "air.pm10"),
    "straw": ("straw.rate",),
    "manure": ("manure.rate", "manure.equipped_rate"),
    "farmland": ("farmland.rate",),
    "parcels": ("parcels.rate",),
}


class Run:
    """One finished call of the program."""

    def __init__(self, arguments, done):
        self.arguments, self.code = arguments, done.returncode
        self.out, self.err = done.stdout.decode(), done.stderr.decode()

    def __str__(self):
        return (f"\n$ kaohe {' '.join(map(str, self.arguments))}\nexit code {self.code}\n"
                f"--- stdout (start)\n{self.out[:1500]}\n--- stderr (start)\n{self.err[:6000]}")

    def diagnostics(self):
        """[(severity, code, message, place)] of stderr."""
        pattern = r"^(error|warning|note)\[(KH-\w\d+)\]: (.*(?:\n(?! *-->|error|warning|   = ).*)*)(?:\n *--> (.*))?"
        return re.findall(pattern, self.err, re.MULTILINE)


def kaohe(*arguments, cwd=None, env=None, stdin=None):
    arguments = [str(argument) for argument in arguments]
    done = subprocess.run([BINARY, *arguments], cwd=cwd, env={**os.environ, "NO_COLOR": "1", **(env or {})},
                          input=stdin, capture_output=True, timeout=120, check=False)
    return Run(arguments, done)


class EndToEnd(unittest.TestCase):
    """A temporary folder per test, and assertions that show the whole call when they fail."""

    maxDiff = 4000
    longMessage = True

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kaohe-e2e-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def copy_pack(self, name="pack"):
        return pathlib.Path(shutil.copytree(PACK, self.folder / name))

    def copy_data(self, name="data"):
        return pathlib.Path(shutil.copytree(EXAMPLE, self.folder / name))

    def assess(self, *data, rules=PACK, out=None, code=8, options=()):
        """Runs assess and returns the folder it filled."""
        out = out or self.folder / "out"
        run = kaohe("assess", *(data or (EXAMPLE,)), "--rules", rules, "-o", out, *options)
        self.assertEqual(run.code, code, run)
        return out

    def score(self, *data, rules=PACK, code=8, options=()):
        """Runs score and returns (result, run)."""
        run = kaohe("score", *(data or (EXAMPLE,)), "--rules", rules, "--format", "json", *options)
        self.assertEqual(run.code, code, run)
        return json.loads(run.out), run

    def assert_same_file(self, one, other):
        self.assertEqual(one.read_bytes(), other.read_bytes(), f"{one} and {other} differ")


def edit(path, *changes):
    """Replaces texts in a file; each must occur exactly once."""
    text = path.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, f"{path.name}: {text.count(old)} × {old!r}"
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def line_of(path, text, nth=1):
    """The number of the nth line with that text."""
    lines = [number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if text in line]
    assert len(lines) >= nth, f"{path.name} has {len(lines)} lines with {text!r}"
    return lines[nth - 1]


def load_result(folder):
    return json.loads((folder / "result.json").read_text("utf-8"))


def rules_by_key(result):
    """{(region, rule): entry}. The numbers of inputs are replaced by their names."""
    names = [entry["name"] for entry in result["inputs"]]
    return {(region["region"], rule["rule"]): dict(rule, inputs=[names[i] for i in rule["inputs"]])
            for region in result["regions"] for rule in region["rules"]}


def region_of(result, name):
    return next(region for region in result["regions"] if region["region"] == name)


def rule_of(result, region, rule):
    return rules_by_key(result)[region, rule]


# --- workbooks

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
         "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
         "p": "http://schemas.openxmlformats.org/package/2006/relationships"}


def read_workbook(path):
    """{sheet: {cell: text}} of any workbook; numbers as their shortest text."""
    with zipfile.ZipFile(path) as package:
        shared = []
        if "xl/sharedStrings.xml" in package.namelist():
            root = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
            shared = ["".join(t.text or "" for t in si.iter(f"{{{SPACE['m']}}}t")) for si in root]
        targets = {link.get("Id"): link.get("Target").removeprefix("/xl/")
                   for link in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))}
        sheets = {}
        for sheet in ElementTree.fromstring(package.read("xl/workbook.xml")).findall("m:sheets/m:sheet", SPACE):
            root = ElementTree.fromstring(package.read("xl/" + targets[sheet.get(f"{{{SPACE['r']}}}id")]))
            cells = {}
            for cell in root.iter(f"{{{SPACE['m']}}}c"):
                value = cell.find("m:v", SPACE)
                text = value.text if value is not None else "".join(t.text or "" for t in cell.iter(f"{{{SPACE['m']}}}t"))
                if cell.get("t") == "s":
                    text = shared[int(text)]
                elif value is not None and cell.get("t") in (None, "n") and text:
                    text = repr(float(text)).removesuffix(".0")
                cells[cell.get("r")] = text
            sheets[sheet.get("name")] = cells
    return sheets


def document_text(path):
    """The visible text of a .docx."""
    with zipfile.ZipFile(path) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    return "".join(node.text or "" for node in root.iter() if node.tag.endswith("}t"))


def write_workbook(path, sheet, rows):
    """A one-sheet workbook; a cell is a text, a number, None, or raw XML that begins with '<c'. Addresses are filled in."""
    def cell(ref, value):
        if value is None:
            return ""
        if isinstance(value, str) and value.startswith("<c"):
            return value.replace("<c", f'<c r="{ref}"', 1)
        if isinstance(value, str):
            text = value.replace("&", "&amp;").replace("<", "&lt;")
            return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'
        return f'<c r="{ref}"><v>{value}</v></c>'

    body = "".join(
        f'<row r="{r}">' + "".join(cell(f"{chr(65 + c)}{r}", value) for c, value in enumerate(row)) + "</row>"
        for r, row in enumerate(rows, 1))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml":
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{SPACE["p"]}"><Relationship Id="rId1" Type="{office}/officeDocument" '
                       'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SPACE["m"]}" xmlns:r="{office}"><sheets><sheet name="{sheet}" sheetId="1" '
                           'r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{SPACE["p"]}"><Relationship Id="rId1" '
                                      f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SPACE["m"]}"><sheetData>{body}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
