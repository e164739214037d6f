"""The assessment workbook: layouts of the office, links, sums that another program calculates anew, counties by themselves."""

import posixpath
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

from support import ROOT, EndToEnd, kaohe

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
LAYOUT = ROOT / "templates/workbook/layout.lua"


def relations_of(names):
    return [name for name in names if name.endswith(".rels")]


def base_of(rels):
    """The folder that the targets of a relationship part are relative to."""
    return posixpath.dirname(posixpath.dirname(rels))


def sheets(path):
    """{sheet name: part name} of a workbook."""
    with zipfile.ZipFile(path) as book:
        root = ElementTree.fromstring(book.read("xl/workbook.xml"))
        rels = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    targets = {row.get("Id"): posixpath.normpath(posixpath.join("xl", row.get("Target").lstrip("/").removeprefix("xl/"))) for row in rels}
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    return {sheet.get("name"): targets[sheet.get(key)] for sheet in root.iter(S + "sheet")}


def numbers(path):
    """{(sheet, cell): value} of the cells with a number, and the set of those that are formulas."""
    values, formulas = {}, set()
    with zipfile.ZipFile(path) as book:
        for name, part in sheets(path).items():
            for cell in ElementTree.fromstring(book.read(part)).iter(S + "c"):
                value, formula = cell.find(S + "v"), cell.find(S + "f")
                if formula is not None:
                    formulas.add((name, cell.get("r")))
                if value is not None and cell.get("t", "n") == "n":
                    values[name, cell.get("r")] = float(value.text)
    return values, formulas


def without_values(source, target):
    """A copy in which no formula has a stored value, so that whoever opens it must calculate."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                ElementTree.register_namespace("", S[1:-1])
                root = ElementTree.fromstring(data)
                for cell in root.iter(S + "c"):
                    value = cell.find(S + "v")
                    if cell.find(S + "f") is not None and value is not None:
                        cell.remove(value)
                data = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
            new.writestr(item, data)


class Workbook(EndToEnd):
    def book(self):
        return self.assess(self.copy_data()) / "考核.xlsx"

    def own_layout(self, *changes):
        folder = self.folder / "templates/workbook"
        folder.mkdir(parents=True)
        text = LAYOUT.read_text(encoding="utf-8")
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new)
        (folder / "layout.lua").write_text(text, encoding="utf-8")
        return folder.parent

    def test_every_part_is_xml_and_every_relation_leads_to_a_part(self):
        book = self.book()
        for path in [book, *(book.parent / "通知书").glob("*.docx")]:
            with self.subTest(path.name), zipfile.ZipFile(path) as package:
                names = set(package.namelist())
                for name in names:
                    if name.endswith((".xml", ".rels")):
                        ElementTree.fromstring(package.read(name))
                for rels in relations_of(names):
                    for row in ElementTree.fromstring(package.read(rels)).iter(RELATION):
                        if row.get("TargetMode") == "External":
                            continue
                        target = row.get("Target")
                        found = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(base_of(rels), target))
                        self.assertIn(found, names, f"{rels}: {target}")

    @unittest.skipUnless(shutil.which("soffice"), "LibreOffice is not installed")
    def test_another_program_calculates_the_same(self):
        book = self.book()
        bare = self.folder / "bare.xlsx"
        without_values(book, bare)
        ours, formulas = numbers(book)
        self.assertGreater(len(formulas), 40)
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{self.folder}/profile", "--convert-to", "xlsx", "--outdir",
                        str(self.folder / "calculated"), str(bare)], capture_output=True, timeout=300, check=True)
        theirs, _ = numbers(self.folder / "calculated/bare.xlsx")
        for cell in sorted(formulas):
            self.assertAlmostEqual(ours[cell], theirs[cell], places=9, msg=cell)

    def test_openpyxl_reads_every_sheet(self):
        python = next((path for path in (sys.executable, "/usr/bin/python3") if shutil.which(path) and subprocess.run(
            [path, "-c", "import openpyxl"], capture_output=True, check=False).returncode == 0), None)
        if python is None:
            self.skipTest("openpyxl is not installed")
        book = self.book()
        script = "import openpyxl, sys\nfor s in openpyxl.load_workbook(sys.argv[1]): print(s.title, s.max_row, s['A1'].value is not None)"
        done = subprocess.run([python, "-c", script, str(book)], capture_output=True, text=True, check=True)
        self.assertEqual([line.split(" ")[0] for line in done.stdout.splitlines()], list(sheets(book)))
        self.assertNotIn("False", done.stdout)

    def test_the_office_changes_the_layout(self):
        result = self.book().parent / "result.json"
        own = self.own_layout(('column { "县（市、区）", "region", width = 16, link = "rules" }', 'column { "县区", "region", width = 16 }'),
                              ('sheet "校核签字栏"', 'sheet "签字"'))
        book = self.folder / "own.xlsx"
        run = kaohe("report", result, "--xlsx", "--template", own, "-o", book)
        self.assertEqual(run.code, 0, run)
        self.assertIn("签字", sheets(book))
        shown = kaohe("read", book, "--sheet", "总排名")
        self.assertIn("县区", shown.out)
        # verify draws the same again: it must be told the layout.
        run = kaohe("verify", book, "--result", result)
        self.assertEqual(run.code, 2, run)
        self.assertIn("--template", run.err)
        run = kaohe("verify", book, "--result", result, "--template", own)
        self.assertEqual(run.code, 0, run)

    def test_a_mistake_in_the_layout_is_told_and_nothing_is_written(self):
        result = self.book().parent / "result.json"
        own = self.own_layout(('"rank", width = 7', '"rang", width = 7'), ("{{year_label}}", "{{year_lable}}"))
        run = kaohe("report", result, "--xlsx", "--template", own, "-o", self.folder / "own.xlsx")
        self.assertEqual(run.code, 4, run)
        self.assertFalse((self.folder / "own.xlsx").exists())
        for word in ("rang", "rank", "layout.lua:", "year_lable"):
            self.assertIn(word, run.err)

    def test_a_countys_workbook_holds_nothing_of_the_others(self):
        result = self.book().parent / "result.json"
        book = self.folder / "one.xlsx"
        self.assertEqual(kaohe("report", result, "--xlsx", "--region", "利通区", "-o", book).code, 0)
        with zipfile.ZipFile(book) as package:
            everything = "".join(package.read(name).decode("utf-8") for name in package.namelist() if name.endswith(".xml"))
        self.assertIn("利通区", everything)
        for other in ("红寺堡区", "青铜峡市", "盐池县", "同心县"):
            self.assertNotIn(other, everything)

    def test_the_previous_result_shows_who_moved(self):
        result = self.book().parent / "result.json"
        before = self.folder / "before.json"
        text = result.read_text(encoding="utf-8").replace('"as_of": "2021-12-31"', '"as_of": "2020-12-31"')
        before.write_text(text, encoding="utf-8")
        book = self.folder / "both.xlsx"
        run = kaohe("report", result, "--xlsx", "--previous", before, "-o", book)
        self.assertEqual(run.code, 0, run)
        self.assertIn("上期名次", kaohe("read", book, "--sheet", "总排名").out)
        self.assertIn("连续未达标", kaohe("read", book, "--sheet", "未达标清单").out)
        run = kaohe("verify", book, "--result", result)
        self.assertEqual(run.code, 2, run)
        self.assertIn("--previous", run.err)
        self.assertEqual(kaohe("verify", book, "--result", result, "--previous", before).code, 0)
