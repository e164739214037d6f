"""Blank forms: made, filled in, checked and scored."""

import re
import zipfile

from support import ROOT, EndToEnd, kaohe, read_workbook, region_of, rule_of
from lists import BOILERS, LIMITS, PACK, TASKS, UNITS

WUZHONG = ROOT / "rules/640300-wuzhong/2021"


def fill(source, target, cells):
    """A copy of a workbook with texts typed into cells: {sheet: {"F3": "已完成"}}."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        workbook = package.read("xl/workbook.xml").decode()
        names = re.findall(r'<sheet name="([^"]+)"', workbook)
        for name in package.namelist():
            data = package.read(name)
            match = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            if match:
                text = data.decode()
                for ref, value in cells.get(names[int(match.group(1)) - 1], {}).items():
                    text, count = re.subn(rf'<c r="{ref}"( s="\d+")?(?:/>|>.*?</c>)', rf'<c r="{ref}"\1 t="inlineStr"><is><t>{value}</t></is></c>', text)
                    assert count == 1, (names[int(match.group(1)) - 1], ref)
                data = text.encode()
            out.writestr(name, data)


class Forms(EndToEnd):
    def setUp(self):
        super().setUp()
        self.pack = self.folder / "pack"
        self.pack.mkdir()
        for name, text in (("pack.lua", PACK), ("units.csv", UNITS), ("tasks.csv", TASKS), ("limits.csv", LIMITS), ("boilers.csv", BOILERS)):
            (self.pack / name).write_text(text, "utf-8")
        self.blank = self.folder / "blank.xlsx"

    def form(self, *options, rules=None, code=0):
        run = kaohe("form", "--rules", rules or self.pack, "-o", self.blank, *options)
        self.assertEqual(run.code, code, run)
        return read_workbook(self.blank) if code == 0 else run

    def test_what_is_known_is_written_in(self):
        book = self.form("--region", "甲县")
        self.assertEqual(list(book), ["填报信息", "指标填报", "任务调度表", "项目清单"])
        self.assertEqual([book["填报信息"][f"B{i}"] for i in (1, 2, 7, 8)], ["甲县", "2021", "lists-2021", "1.0.0"])
        tasks = book["任务调度表"]
        self.assertEqual([tasks[f"{c}2"] for c in "ABCDEFGHI"], ["序号", "重点任务", "责任单位", "完成时限", "工作进展情况", "存在问题", "状态", "完成比例（%）", "完成日期"])
        self.assertEqual([(tasks[f"A{i}"], tasks[f"B{i}"], tasks[f"D{i}"]) for i in range(3, 7)],
                         [("1", "拆除锅炉", "2021-06-30"), ("2", "编制方案", "2021-10-31"), ("1", "巡查河道", "持续推进"), ("5", "更新车辆", "2021-12-31")])
        self.assertEqual([book["指标填报"][f"A{i}"] for i in range(3, 6)], ["指标一", "指标二", "指标三"])
        projects = book["项目清单"]
        self.assertEqual([projects[cell] for cell in ("A3", "A4")], ["B1", "B2"])
        self.assertEqual(self.form("--region", "乙县")["指标填报"]["A4"], "指标二")  # 指标三 is not required of it

    def test_lists_locks_and_notes(self):
        self.form("--region", "甲县")
        with zipfile.ZipFile(self.blank) as package:
            sheets = "".join(package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/sheet"))
            self.assertTrue(any("comments" in name for name in package.namelist()))
        self.assertIn("未启动,进行中,已完成", sheets)
        self.assertEqual(sheets.count("<sheetProtection"), 4)

    def test_filled_in_checked_and_scored(self):
        self.form("--region", "甲县")
        filled = self.folder / "甲县.xlsx"
        fill(self.blank, filled, {
            "指标填报": {"C3": "85", "C4": "79", "C5": "80"},
            "任务调度表": {"G3": "已完成", "H3": "100", "I3": "2021-06-30", "G4": "已完成", "I4": "2021-11-02", "G5": "进行中"},
            "项目清单": {"G3": "已完成", "H3": "2021-08-01", "G4": "已完成", "H4": "2021-09-01"},
        })
        run = kaohe("check", filled, "--rules", self.pack)
        self.assertEqual(run.code, 0, run)
        result, _ = self.score(filled, rules=self.pack, code=0, options=("--region", "甲县"))
        self.assertEqual({task["id"]: task["state"] for task in region_of(result, "甲县")["tasks"]},
                         {"T1": "done", "T2": "late", "T3": "ongoing", "T5": "not_submitted"})
        self.assertEqual(rule_of(result, "甲县", "on_time")["exact"], "100/3")
        self.assertEqual(rule_of(result, "甲县", "shared")["points"], "45")

    def test_a_form_of_another_version_is_recognised(self):
        self.form("--region", "甲县")
        text = (self.pack / "pack.lua").read_text("utf-8")
        (self.pack / "pack.lua").write_text(text.replace('version = "1.0.0"', 'version = "1.1.0"'), "utf-8")
        run = kaohe("check", self.blank, "--rules", self.pack)
        self.assertIn("KH-D038", run.out + run.err, run)

    def test_the_month_of_a_schedule(self):
        book = self.form("--region", "某市", "--table", "任务调度表", "--month", "2021-09")
        self.assertEqual(list(book), ["填报信息", "任务调度表"])
        self.assertEqual(book["任务调度表"]["A1"], "2021年任务调度表（9月）")
        self.assertEqual(book["任务调度表"]["B7"], "更新车辆")

    def test_every_pack_and_the_forgotten_measures(self):
        for pack in sorted(path.parent for path in (ROOT / "rules").glob("*/*/pack.lua")):
            self.form(rules=pack)
        tasks = self.form("--region", "吴忠市", "--table", "tasks", rules=WUZHONG)["任务调度表"]
        numbers = [tasks[f"A{row}"] for row in range(3, 3 + 110)]
        for number in map(str, range(35, 43)):  # the printed dispatch table stops at 34
            self.assertIn(number, numbers)
        titles = [tasks[f"B{row}"] for row in range(3, 3 + 110)]
        self.assertIn("19", [number for number, title in zip(numbers, titles) if "公路交通网络" in title])  # climate: no row there

    def test_same_bytes(self):
        self.form("--region", "甲县")
        first = self.blank.read_bytes()
        self.form("--region", "甲县")
        self.assertEqual(first, self.blank.read_bytes())

    def test_wrong_arguments(self):
        for options in (("--region", "丙县"), ("--table", "不知道"), ("--month", "9月"), ("--region", "甲县", "--region", "乙县")):
            self.form(*options, code=2)
        self.assertEqual(kaohe("form", "--rules", self.pack, "-o", self.folder / "x.csv").code, 2)
