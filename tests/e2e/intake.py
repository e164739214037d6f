"""What counties hand in, as it comes: raw files that are wrong in known ways, merged cells, percentages, annotated copies."""

import json
import pathlib
import re
import zipfile
from xml.sax.saxutils import escape

from support import ROOT, EndToEnd, kaohe, read_workbook, region_of, rule_of
from forms import WUZHONG, fill

SHARED = ROOT.parent / "shared/data"
AIR = """pack { id = "air-raw", title = "空气", version = "1", engine = ">=0.1", period = "%s" }
regions { { name = "银川市", kind = "county" }, { name = "吴忠市", kind = "county" }, { name = "龙岩市", kind = "county" } }
source "s" { title = "试验文件" }
indicator "days" { title = "优良天数", unit = "%%", better = "higher", digits = 1, method = "air.days", value = "rate", params = { validity = "none" } }
targets "days" { form = at_least, cite = { "s", "一" }, value = "10", applies = "each" }
scheme { title = "试验", total = "100" }
group "g" { title = "组", points = "100" }
rule "days" { group = "g", points = "100", compare = "rounded", missing = "undetermined", not_applicable = "rescale", score = ratio { floor = "0", cap = "1" } }
"""


def workbook(path, sheets, merges=None, styles=""):
    """A small .xlsx: {sheet: [[cell, …]]}; a cell is a text, a number, or (number, style)."""
    def cell(ref, value):
        if value is None or value == "":
            return ""
        if isinstance(value, tuple):
            return f'<c r="{ref}" s="{value[1]}"><v>{value[0]}</v></c>'
        if isinstance(value, str):
            return f'<c r="{ref}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        return f'<c r="{ref}"><v>{value}</v></c>'

    with zipfile.ZipFile(path, "w") as package:
        main, office = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                         '<Default Extension="xml" ContentType="application/xml"/>'
                         '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                         + "".join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                                   'spreadsheetml.worksheet+xml"/>' for i in range(1, len(sheets) + 1)) + "</Types>")
        package.writestr("_rels/.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
                         f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        package.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>' + "".join(
            f'<sheet name="{escape(name)}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(sheets, 1)) + "</sheets></workbook>")
        package.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(
            f'<Relationship Id="r{i}" Type="{office}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1))
            + f'<Relationship Id="rs" Type="{office}/styles" Target="styles.xml"/></Relationships>')
        package.writestr("xl/styles.xml", f'<styleSheet xmlns="{main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
                         '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
                         '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs></styleSheet>')
        for i, (name, rows) in enumerate(sheets.items(), 1):
            data = "".join(f'<row r="{r}">' + "".join(cell("ABCDEFGHIJKLMNOP"[c] + str(r), value) for c, value in enumerate(row)) + "</row>"
                           for r, row in enumerate(rows, 1))
            ranges = (merges or {}).get(name, [])
            merged = f'<mergeCells count="{len(ranges)}">' + "".join(f'<mergeCell ref="{ref}"/>' for ref in ranges) + "</mergeCells>" if ranges else ""
            package.writestr(f"xl/worksheets/sheet{i}.xml", f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData>{merged}</worksheet>')
    return path


class RawFiles(EndToEnd):
    """Files of other systems, as they were stored: each ends in the right findings, none in a wrong score."""

    def setUp(self):
        super().setUp()
        if not SHARED.is_dir():
            self.skipTest("the data of ../shared are not here")

    def check(self, table, name, period, codes, exit_code):
        pack = self.folder / "pack.lua"
        pack.write_text(AIR % period, "utf-8")
        data = f"{table}={SHARED / name}"
        run = kaohe("check", data, "--rules", pack, "--format", "json")
        self.assertEqual(run.code, exit_code, run)
        found = {finding["code"] for finding in json.loads(run.out)}
        self.assertLessEqual(codes, found, run)
        run = kaohe("score", data, "--rules", pack, "--format", "json", "-q")
        self.assertIn(run.code, (3, 8), run)
        if run.code == 8:
            for region in json.loads(run.out)["regions"]:
                for rule in region["rules"]:
                    self.assertIn(rule["status"], ("invalid", "not_submitted"), (region["region"], rule))

    def test_a_header_shifted_by_one_column(self):
        # Every row whose AQI is not, by chance, that of the columns as they are headed; O3 is not the name of a column here.
        self.check("空气质量日报", "air_daily/raw_yinchuan_2025_2026_wrong_header.csv", "2025", {"KH-D047", "KH-D003"}, 1)

    def test_a_file_without_header(self):
        self.check("空气质量日报", "air_daily/raw_wuzhong_bom_no_header.csv", "2015", {"KH-D007"}, 3)

    def test_line_breaks_in_cells(self):
        self.check("空气质量小时值", "air_hourly/raw_wuzhong_newlines_in_cells.csv", "2020", {"KH-D002"}, 3)

    def test_a_line_that_is_cut(self):
        self.check("空气质量小时值", "air_hourly/raw_longyan_truncated_last_line.csv", "2020", {"KH-D002"}, 3)

    def test_water_with_stars_and_dashes(self):
        self.check("水质监测", "water/auto_4h_2021-04_5provinces.csv", "2021", {"KH-D002"}, 3)

    def test_html_in_cells_and_nested_json(self):
        self.check("水质监测", "water/raw_day_2020-07-19_html_cells.json", "2020", {"KH-F009"}, 3)
        self.check("空气质量小时值", "air_hourly/raw_snapshot_2018-02-20T07_sample.json", "2018", {"KH-F009"}, 3)

    def test_an_old_workbook_of_something_else(self):
        self.check("空气质量日报", "workbooks/biff8_chinese_provinces.xls", "2021", {"KH-D007"}, 3)


class Workbooks(EndToEnd):
    def score_straw(self, rows, merges=(), code=8):
        data = workbook(self.folder / "a.xlsx", {"秸秆": rows}, {"秸秆": list(merges)})
        return self.score(data, code=code)

    def test_a_name_merged_over_rows_counts_for_each(self):
        rows = [["县区", "作物", "可收集量", "肥料化"], ["利通区", "水稻", 100, 90], ["", "小麦", 100, 80], ["同心县", "玉米", 50, 40]]
        result, run = self.score_straw(rows, ["A2:A3"])
        straw = rule_of(result, "利通区", "straw.rate")
        self.assertEqual((straw["exact"], len(straw["rows"])), ("85", 1), run)
        # Without the merge nobody knows whose the second row is.
        result, run = self.score_straw(rows)
        self.assertIn("KH-D006", [d[1] for d in run.diagnostics()], run)
        self.assertIn("[秸秆]!A3", run.err)

    def test_a_number_merged_over_rows_is_nobodys(self):
        rows = [["县区", "作物", "可收集量", "肥料化"], ["利通区", "水稻", 100, 90], ["利通区", "小麦", "", 80]]
        result, run = self.score_straw(rows, ["C2:C3"])
        self.assertEqual(rule_of(result, "利通区", "straw.rate")["status"], "invalid", run)
        self.assertIn("KH-D049", [d[1] for d in run.diagnostics()], run)

    def test_a_percentage_counts_as_it_is_seen(self):
        # 0.857 shown as 85.70% is 85.7; 0.857 shown as 0.857 is asked about.
        pack = self.copy_pack()
        for value, expected in (((0.857, 1), None), ((0.857, 0), "KH-D015")):
            data = workbook(self.folder / "t.xlsx", {"任务调度表": [["县区", "序号", "重点任务", "完成比例"], ["利通区", "1", "甲", value]]})
            run = kaohe("check", data, "--rules", pack)
            self.assertEqual(expected in run.out if expected else "error" not in run.out, True, run)

    def test_a_sheet_named_by_its_title(self):
        data = workbook(self.folder / "b.xlsx", {"填报信息": [["县区", "利通区"]], "Sheet2": [["附件2"], ["利通区2021年秸秆表（年报）"], ["作物", "可收集量", "肥料化"], ["水稻", 100, 90]]})
        result, run = self.score(data)
        self.assertEqual(rule_of(result, "利通区", "straw.rate")["exact"], "90", run)


class Checks(EndToEnd):
    def test_a_thousand_equal_mistakes_are_one_line(self):
        lines = ["县区,日期,PM10"] + [f"利通区,2021-{m:02}-{d:02},坏" for m in range(1, 13) for d in range(1, 29)] * 3
        data = self.folder / "空气质量日报.csv"
        data.write_text("\n".join(lines) + "\n", "utf-8")
        run = kaohe("check", data, "--rules", ROOT / "tests/e2e/fixture/pack")
        self.assertEqual(run.code, 1, run)
        self.assertEqual(run.out.count("KH-N001"), 1, run)
        self.assertIn("同类共 1008 处：第 2-1001 行", run.out)
        self.assertLess(len(run.out.splitlines()), 40, run)
        self.assertEqual(kaohe("check", data, "--rules", ROOT / "tests/e2e/fixture/pack", "-v").out.count("KH-N001"), 1001)

    def test_dates_behind_the_day_of_filling(self):
        data = workbook(self.folder / "a.xlsx", {"填报信息": [["县区", "利通区"], ["填报日期", "2021-06-30"]],
                                                 "空气质量日报": [["日期", "PM10"], ["2021-06-30", 50], ["2021-07-01", 60]]})
        run = kaohe("check", data, "--rules", ROOT / "tests/e2e/fixture/pack")
        self.assertEqual(run.code, 1, run)
        self.assertIn("日期 2021-07-01 晚于填报日期 2021-06-30", run.out)
        self.assertIn("[空气质量日报]!A3", run.out)

    def test_what_is_missing_is_said_of_those_who_submitted(self):
        data = self.folder / "空气质量日报.csv"
        data.write_text("县区,日期,PM10\n利通区,2021-01-01,50\n利通区,2021-01-04,50\n", "utf-8")
        run = kaohe("check", data, "--rules", ROOT / "tests/e2e/fixture/pack", "--as-of", "2021-01-05")
        self.assertIn("“利通区”的空气质量日报缺 3 个：2021-01-02 至 2021-01-03、2021-01-05", run.out)
        self.assertIn("“利通区”没有提交表“秸秆”", run.out)
        self.assertNotIn("盐池县", run.out)
        self.assertEqual(run.code, 0, run)


    def test_a_given_class_is_compared_with_the_concentrations(self):
        # GB 3838: 0.05 mg/L phosphorus is Ⅱ in a river and Ⅲ in a lake; 0.15 is Ⅲ in a river.
        rows = ["县区,水体,断面,类型,月份,总磷,水质类别", "利通区,甲河,一桥,河流,2021-01,0.05,Ⅲ", "利通区,甲河,一桥,河流,2021-02,0.15,三类", "利通区,乙湖,,湖库,2021-01,0.05,III"]
        data = self.folder / "水质监测.csv"
        data.write_text("\n".join(rows) + "\n", "utf-8")
        run = kaohe("check", data, "--rules", WUZHONG)
        self.assertEqual(run.out.count("KH-D048"), 1, run)
        self.assertIn("“水质类别”填的是 3，按本行其它各列算是 2\n  --> 水质监测.csv:2:7", run.out)


class Annotated(EndToEnd):
    def setUp(self):
        super().setUp()
        self.blank = self.folder / "form.xlsx"
        self.assertEqual(kaohe("form", "--rules", WUZHONG, "--region", "利通区", "--table", "reported", "--table", "straw", "-o", self.blank).code, 0)
        self.filled = self.folder / "filled.xlsx"
        fill(self.blank, self.filled, {"秸秆": {"A3": "水稻", "B3": "约100", "C3": "90"}})

    def test_the_form_names_its_pack(self):
        run = kaohe("check", self.filled)
        self.assertEqual(run.code, 1, run)
        self.assertIn("“约100”是界限或约数", run.out)
        other = workbook(self.folder / "none.xlsx", {"秸秆": [["县区", "作物"], ["利通区", "水稻"]]})
        run = kaohe("check", other)
        self.assertEqual(run.code, 2, run)
        self.assertIn("rules/640300-wuzhong/2021", run.err)

    def test_the_wrong_cell_is_coloured_and_commented_and_nothing_else_changes(self):
        out = self.folder / "out.xlsx"
        run = kaohe("check", self.filled, "--annotate", out)
        self.assertEqual(run.code, 1, run)
        before, after = read_workbook(self.filled), read_workbook(out)
        self.assertEqual(before, {name: after[name] for name in before})
        with zipfile.ZipFile(out) as package, zipfile.ZipFile(self.filled) as source:
            comments = "".join(package.read(name).decode() for name in package.namelist() if "comments" in name)
            self.assertIn("“约100”是界限或约数", comments)
            self.assertRegex(comments, r'<comment ref="B3"')
            same = [name for name in source.namelist() if source.read(name) == package.read(name)]
            self.assertIn("xl/worksheets/sheet1.xml", same)  # the cover has no marks
            self.assertIn("xl/sharedStrings.xml" if "xl/sharedStrings.xml" in source.namelist() else "xl/workbook.xml", same)

    def test_other_files_are_refused_with_advice(self):
        data = self.folder / "秸秆.csv"
        data.write_text("县区,作物,可收集量\n利通区,水稻,约100\n", "utf-8")
        run = kaohe("check", data, "--rules", WUZHONG, "--annotate", self.folder / "o.xlsx")
        self.assertEqual(run.code, 1, run)
        self.assertIn("KH-T005", run.err)
        self.assertFalse((self.folder / "o.xlsx").exists())


class Verified(EndToEnd):
    def test_a_number_edited_by_hand_is_found(self):
        out = self.assess()
        book = out / "考核.xlsx"
        self.assertEqual(kaohe("verify", book).code, 0)
        with zipfile.ZipFile(book) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        sheet = next(name for name in parts if name == "xl/worksheets/sheet2.xml")  # 总排名
        text = parts[sheet].decode()
        match = re.search(r'<c r="([C-F]\d+)" s="\d+"><v>(\d[\d.]*)</v></c>', text)
        parts[sheet] = text.replace(match.group(0), match.group(0).replace(f"<v>{match.group(2)}</v>", "<v>99</v>"), 1).encode()
        with zipfile.ZipFile(book, "w") as package:
            for name, data in parts.items():
                package.writestr(name, data)
        run = kaohe("verify", book)
        self.assertEqual(run.code, 5, run)
        self.assertIn(f"“总排名”的 {match.group(1)} 现在是“99”，按结果应是“{match.group(2)}”", run.err)

    def test_another_result_beside_it(self):
        out = self.assess()
        (out / "result.json").write_text((out / "result.json").read_text("utf-8").replace('"as_of"', ' "as_of"', 1), "utf-8")
        run = kaohe("verify", out / "考核.xlsx")
        self.assertEqual(run.code, 5, run)
        self.assertIn("KH-T008", run.err)

    def test_sums_of_a_result(self):
        out = self.assess()
        result = json.loads((out / "result.json").read_text("utf-8"))
        self.assertEqual(kaohe("verify", out / "result.json").code, 0)
        result["regions"][0]["total"] = "100"
        (self.folder / "r.json").write_text(json.dumps(result, ensure_ascii=False), "utf-8")
        self.assertEqual(kaohe("verify", self.folder / "r.json").code, 5)

    def test_other_files(self):
        data = workbook(self.folder / "x.xlsx", {"秸秆": [["县区"]]})
        self.assertEqual(kaohe("verify", data).code, 3)
        self.assertEqual(kaohe("verify", self.folder / "none.xlsx").code, 3)
