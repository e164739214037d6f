"""Submissions with mistakes: every wrong cell is named, exactly the rules that read that table in that region are
`invalid`, everything else is what it is without the mistake."""

import json
import os
import shutil
import unittest
import zipfile

from support import EXAMPLE, PACK, READERS, EndToEnd, kaohe, region_of, rules_by_key, write_workbook

# 盐池县 submits UTF-8 csv files, one a table.
STRAW, AIR, MANURE, FARMLAND = "盐池县/秸秆.csv", "盐池县/空气质量日报.csv", "盐池县/畜禽粪污.csv", "盐池县/受污染耕地.csv"
STRAW_HEADER = ["县区", "作物", "可收集量", "肥料化", "饲料化", "能源化", "基料化", "原料化"]
STRAW_ROWS = [["盐池县", "玉米", 22500.5, 4000.25, 14500.25, 900, 350, 250], ["盐池县", "荞麦", 7499.5, 2399.5, 3500, 300, 120, 80]]

# name, file, what is replaced, by what, table, code, place after the file's name, words of message and hint
CELLS = [
    ("text in a number column", STRAW, "22500.5", "两万多", "straw", "KH-N001", ":2:3", ("两万多",)),
    ("a number with a unit that is none of the column's", STRAW, "22500.5", "22500.5亩", "straw", "KH-D014", ":2:3", ("亩", "t")),
    ("two points", STRAW, "22500.5", "22.500.5", "straw", "KH-N001", ":2:3", ()),
    ("a misplaced thousands separator", STRAW, "22500.5", '"225,00.5"', "straw", "KH-N001", ":2:3", ()),
    ("an exponent", STRAW, "22500.5", "2.25e4", "straw", "KH-N001", ":2:3", ()),
    ("below detection", AIR, "2021-01-01,23,", "2021-01-01,<23,", "air_daily", "KH-D039", ":2:3", ("<23",)),
    ("too many digits", STRAW, "22500.5", "22500.50000000000000000001", "straw", "KH-N002", ":2:3", ()),
    ("a day that is none", AIR, "2021-01-01", "2021-02-29", "air_daily", "KH-D011", ":2:2", ("2021-02-29",)),
    ("a day in words", AIR, "2021-01-01", "元旦", "air_daily", "KH-D011", ":2:2", ("元旦",)),
    ("no day", AIR, "盐池县,2021-01-01", "盐池县,", "air_daily", "KH-D013", ":2:2", ("日期",)),
    ("a negative amount", STRAW, "22500.5", "-22500.5", "straw", "KH-D010", ":2:3", ("-22500.5", "0")),
    ("CO in μg/m³", AIR, "2021-01-01,23,36,1.1,", "2021-01-01,23,36,1100,", "air_daily", "KH-D010", ":2:5", ("CO", "1100", "200")),
    ("neither yes nor no", MANURE, "示例养殖场01,肉牛,是", "示例养殖场01,肉牛,大概", "manure", "KH-D012", ":2:4", ("大概", "是 或 否")),
    ("a choice that is none", FARMLAND, "示例地块1,轻微", "示例地块1,微轻", "farmland", "KH-D012", ":2:3", ("微轻", "轻中度")),
    ("no name of a row", STRAW, "盐池县,玉米", "盐池县,", "straw", "KH-D013", ":2:2", ("作物",)),
    ("a unit in the header that is not the column's", STRAW, "可收集量", "可收集量(立方米)", "straw", "KH-D014", ":1:3", ("立方米", "t")),
    ("a required column is missing", STRAW, "作物", "品种名", "straw", "KH-D002", ":1", ("作物",)),
    ("a column twice", STRAW, "原料化", "肥料化", "straw", "KH-D004", ":1:8", ("肥料化",)),
    ("the same key with other values", AIR, "盐池县,2021-01-02,25,", "盐池县,2021-01-01,25,", "air_daily", "KH-D020", ":3", ("空气质量日报.csv:2", "2021-01-01")),
    ("a quote that does not end", STRAW, "盐池县,玉米", '盐池县,"玉米', "straw", "KH-F030", "", ()),
    ("a row that is too long", STRAW, "900,350,250", "900,350,250,7,8", "straw", "KH-F031", ":2", ()),
]


class Clean(EndToEnd):
    """Compares a run on spoiled data with one on the shipped data."""

    @classmethod
    def setUpClass(cls):
        cls.clean = json.loads(kaohe("score", EXAMPLE, "--rules", PACK, "--format", "json").out)

    def setUp(self):
        super().setUp()
        self.data = self.copy_data()

    def replace(self, file, old, new, encoding="utf-8"):
        path = self.data / file
        text = path.read_text("utf-8")
        self.assertEqual(text.count(old), 1, f"{old!r} in {file}")
        path.write_text(text.replace(old, new), encoding)

    def assert_only_invalid(self, result, region, rules, *, same_files=True):
        """These rules are invalid, all others are exactly as without the mistake."""
        now, clean = rules_by_key(result), rules_by_key(self.clean)
        self.assertEqual(list(now), list(clean))
        for key, rule in clean.items():
            if key[0] == region and key[1] in rules:
                self.assertEqual(now[key]["status"], "invalid", (key, now[key]["reason"]))
                self.assertTrue(now[key]["reason"], key)
                self.assertFalse(now[key]["full_met"] or now[key]["rounded_met"])
                if key[1] != "straw.rate" and not key[1].startswith("manure"):  # those count a missing value as zero
                    self.assertEqual((now[key]["points"], now[key]["points_max"]), ("0", rule["full"]), key)
            elif same_files or key[0] != region:
                self.assertEqual(now[key], rule, key)
            else:
                self.assertEqual((now[key]["status"], now[key]["points"]), (rule["status"], rule["points"]), key)
        for other in self.clean["regions"]:
            if other["region"] != region:
                mine = region_of(result, other["region"])
                self.assertEqual((mine["total"], mine["total_max"]), (other["total"], other["total_max"]))

    def finding(self, run, code, place="", severity="error"):
        found = [entry for entry in run.diagnostics() if entry[0] == severity and entry[1] == code and place in entry[3]]
        self.assertTrue(found, f"no {severity} {code} at {place}: {run}")
        return found[0]


class WrongCells(Clean):
    def test_each_kind_of_wrong_cell(self):
        for name, file, old, new, table, code, place, words in CELLS:
            with self.subTest(name):
                shutil.rmtree(self.data)
                self.data = self.copy_data()
                self.replace(file, old, new)
                result, run = self.score(self.data)
                severity, _, message, where = self.finding(run, code, file + place)
                self.assertTrue(message and where)
                for word in words:
                    self.assertIn(word, run.err, run)
                self.assert_only_invalid(result, "盐池县", READERS[table])
                listed = [f for f in result["findings"] if f["code"] == code and f["place"]["file"] == file]
                self.assertTrue(listed, result["findings"])
                self.assertEqual(listed[0]["severity"], "error")

    def test_an_unknown_region_is_named_with_a_hint(self):
        self.replace(STRAW, "盐池县,荞麦", "盐迟县,荞麦")
        result, run = self.score(self.data)
        self.finding(run, "KH-D005", STRAW + ":3:1")
        self.assertIn("是否为“盐池县”", run.err)
        # The folder is 盐池县's: the row that is left must not be scored as if it were all.
        self.assert_only_invalid(result, "盐池县", READERS["straw"])

    def test_all_wrong_cells_are_named(self):
        self.replace(STRAW, "22500.5", "x1")
        self.replace(STRAW, "4000.25", "x2")
        self.replace(STRAW, "7499.5", "-1")
        self.replace(AIR, "2021-12-31", "2021-12-32")
        result, run = self.score(self.data)
        for code, place in (("KH-N001", ":2:3"), ("KH-N001", ":2:4"), ("KH-D010", ":3:3"), ("KH-D011", ":366:2")):
            self.finding(run, code, place)
        self.assert_only_invalid(result, "盐池县", READERS["straw"] + READERS["air_daily"])

    def test_check_names_the_same_cells_and_ends_with_1(self):
        self.replace(STRAW, "22500.5", "两万多")
        run = kaohe("check", self.data, "--rules", PACK, "--format", "json")
        self.assertEqual(run.code, 1, run)
        found = [f for f in json.loads(run.out) if f["code"] == "KH-N001"]
        self.assertEqual(found[0]["place"], {"file": STRAW, "line": 2, "column": 3})
        self.assertEqual(kaohe("check", EXAMPLE, "--rules", PACK).code, 0)

    def test_an_unknown_column_is_a_warning_and_is_not_read(self):
        path = self.data / STRAW
        lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join([lines[0] + ",肥料花"] + [line + ",5" for line in lines[1:]]) + "\n", "utf-8")
        result, run = self.score(self.data)
        self.finding(run, "KH-D003", STRAW + ":1:9", "warning")
        self.assertIn("是否为“肥料化”", run.err)
        self.assertEqual(rules_by_key(result)["盐池县", "straw.rate"]["status"], "met")

    def test_identical_rows_are_a_warning_and_count_once(self):
        path = self.data / AIR
        lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join(lines + [lines[1], lines[5]]) + "\n", "utf-8")
        result, run = self.score(self.data)
        self.finding(run, "KH-D021", AIR + ":367", "warning")
        self.assertIn(AIR + ":2", run.err)
        for name in READERS["air_daily"]:
            rule, clean = (rules_by_key(r)["盐池县", name] for r in (result, self.clean))
            self.assertEqual((rule["status"], rule["exact"], rule["points"]), (clean["status"], clean["exact"], clean["points"]))

    def test_the_same_key_in_two_files_names_both_cells(self):
        (self.data / "盐池县/再报").mkdir()
        shutil.copy(self.data / STRAW, self.data / "盐池县/再报/秸秆.csv")
        self.replace("盐池县/再报/秸秆.csv", "22500.5", "22600.5")
        result, run = self.score(self.data)
        self.finding(run, "KH-D020", "秸秆.csv:2")
        self.assertIn("盐池县/秸秆.csv", run.err)
        self.assertIn("盐池县/再报/秸秆.csv", run.err)
        self.assert_only_invalid(result, "盐池县", READERS["straw"])

    def test_two_counties_with_the_same_day_are_no_duplicates(self):
        run = kaohe("score", EXAMPLE, "--rules", PACK)
        self.assertNotIn("KH-D020", run.err)

    def test_rows_of_another_year_are_one_counted_warning(self):
        path = self.data / AIR
        lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join(lines + [lines[1].replace("2021", "2020"), lines[2].replace("2021", "2022")]) + "\n", "utf-8")
        result, run = self.score(self.data)
        found = [entry for entry in run.diagnostics() if entry[1] == "KH-D022"]
        self.assertEqual(len(found), 1, run)
        self.assertIn("2 行", found[0][2])
        self.assertEqual([r["points"] for key, r in rules_by_key(result).items()], [r["points"] for r in rules_by_key(self.clean).values()])

    def test_only_rows_of_another_year_is_an_error(self):
        path = self.data / AIR
        path.write_text(path.read_text("utf-8").replace("2021-", "2020-"), "utf-8")
        result, run = self.score(self.data)
        self.finding(run, "KH-D023", AIR)
        for name in READERS["air_daily"]:
            self.assertIn(rules_by_key(result)["盐池县", name]["status"], ("invalid", "not_submitted"))

    def test_the_unit_in_a_header_and_a_title_above_it(self):
        path = self.data / STRAW
        lines = path.read_text("utf-8").splitlines()
        lines[0] = lines[0].replace("可收集量", "可收集量（吨）").replace("肥料化", "肥料化 (t)")
        path.write_text("\n".join(["盐池县2021年秸秆利用情况表,,,,,,,", ""] + lines) + "\n", "utf-8")
        result, _ = self.score(self.data)
        self.assertEqual(rules_by_key(result)["盐池县", "straw.rate"]["exact"], "88")

    def test_columns_in_any_order(self):
        path = self.data / STRAW
        path.write_text("\n".join(",".join(reversed(line.split(","))) for line in path.read_text("utf-8").splitlines()) + "\n", "utf-8")
        result, _ = self.score(self.data)
        self.assertEqual(rules_by_key(result)["盐池县", "straw.rate"]["exact"], "88")

    def test_an_event_that_cannot_be_read_is_code_8(self):
        events = self.folder / "事项.csv"
        options = ("--region", "太阳山开发区")
        for date, code in (("2021-11-01", 0), ("2021-13-01", 8)):
            events.write_text(f"县区,事项,数量,日期,证明材料,认定单位\n太阳山开发区,重大突发环境事件,1,{date},x,市生态环境局\n", "utf-8")
            _, run = self.score(EXAMPLE, events, options=options, code=code)
        self.finding(run, "KH-D011", "事项.csv:2:4")

    def test_what_was_read_before_a_file_broke_off_is_not_all_there_is(self):
        rows = [line for region in ("盐池县", "太阳山开发区") for line in (self.data / region / "秸秆.csv").read_text("utf-8").splitlines()[1:]]
        for region in ("盐池县", "太阳山开发区"):
            (self.data / region / "秸秆.csv").unlink()
        (self.data / "秸秆.csv").write_text("\n".join([",".join(STRAW_HEADER), rows[0], rows[2], '盐池县,"荞麦,7499.5', rows[1]]) + "\n", "utf-8")
        result, run = self.score(self.data)
        self.finding(run, "KH-F030", "秸秆.csv")
        for region in ("盐池县", "太阳山开发区"):
            self.assertEqual(rules_by_key(result)[region, "straw.rate"]["status"], "invalid", region)
        self.assertEqual(rules_by_key(result)["利通区", "straw.rate"], rules_by_key(self.clean)["利通区", "straw.rate"])

    def test_a_table_without_header_or_region_is_not_taken_for_not_submitted(self):
        path = self.data / STRAW
        lines = path.read_text("utf-8").splitlines()
        for text, code in (("\n".join(lines[1:]), "KH-D007"), ("\n".join(line.split(",", 1)[1] for line in lines), "KH-D006")):
            path.write_text(text + "\n", "utf-8")
            result, run = self.score(self.data)
            self.finding(run, code, STRAW)
            self.assert_only_invalid(result, "盐池县", READERS["straw"])


class Workbooks(Clean):
    def put_workbook(self, rows, name="盐池县/秸秆.xlsx"):
        (self.data / STRAW).unlink()
        write_workbook(self.data / name, "秸秆", rows)

    def test_a_workbook_gives_the_same_as_the_csv(self):
        self.put_workbook([STRAW_HEADER, *STRAW_ROWS])
        result, _ = self.score(self.data)
        self.assertEqual(rules_by_key(result)["盐池县", "straw.rate"]["exact"], "88")

    def test_cells_that_hold_no_value(self):
        for cell, code, words in (("<c><f>SUM(D2:H2)</f></c>", "KH-F020", ("SUM(D2:H2)",)), ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', "KH-F021", ("#DIV/0!",)),
                                  ('<c t="e"><v>#REF!</v></c>', "KH-F021", ("#REF!",)), ("两万", "KH-N001", ("两万",)), ('<c t="b"><v>1</v></c>', "KH-N001", ())):
            with self.subTest(cell):
                shutil.rmtree(self.data)
                self.data = self.copy_data()
                self.put_workbook([STRAW_HEADER, [*STRAW_ROWS[0][:2], cell, *STRAW_ROWS[0][3:]], STRAW_ROWS[1]])
                result, run = self.score(self.data)
                self.finding(run, code, "盐池县/秸秆.xlsx[秸秆]!C2")
                for word in words:
                    self.assertIn(word, run.err)
                self.assert_only_invalid(result, "盐池县", READERS["straw"], same_files=False)

    def test_a_formula_with_its_value(self):
        self.put_workbook([STRAW_HEADER, [*STRAW_ROWS[0][:2], "<c><f>22000+500.5</f><v>22500.5</v></c>", *STRAW_ROWS[0][3:]], STRAW_ROWS[1]])
        result, _ = self.score(self.data)
        self.assertEqual(rules_by_key(result)["盐池县", "straw.rate"]["exact"], "88")

    def test_a_stored_double_is_its_shortest_text(self):
        self.put_workbook([STRAW_HEADER, [*STRAW_ROWS[0][:3], "4000.2500000000001", *STRAW_ROWS[0][4:]], STRAW_ROWS[1]])
        write_workbook(self.data / "盐池县/秸秆.xlsx", "秸秆", [STRAW_HEADER, [*STRAW_ROWS[0][:3], 4000.2500000000001, *STRAW_ROWS[0][4:]], STRAW_ROWS[1]])
        result, _ = self.score(self.data)
        self.assertEqual(rules_by_key(result)["盐池县", "straw.rate"]["exact"], "88")

    def test_an_unknown_sheet(self):
        self.put_workbook([STRAW_HEADER, *STRAW_ROWS])
        write_workbook(self.data / "盐池县/秸秆.xlsx", "秸杆台帐", [STRAW_HEADER, *STRAW_ROWS])
        _, run = self.score(self.data)
        # The file's own name says what its only sheet is; a workbook of another name would not do.
        (self.data / "盐池县/秸秆.xlsx").rename(self.data / "盐池县/台账.xlsx")
        result, run = self.score(self.data)
        self.finding(run, "KH-D001", "盐池县/台账.xlsx[秸杆台帐]")
        self.assertNotEqual(rules_by_key(result)["盐池县", "straw.rate"]["status"], "met")


class UnreadableFiles(Clean):
    ALL = tuple(rule for rules in READERS.values() for rule in rules)

    def test_each_kind_of_unreadable_file(self):
        whole = (EXAMPLE / "利通区.xlsx").read_bytes()
        archive = self.folder / "x.docx"
        with zipfile.ZipFile(archive, "w") as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr("word/document.xml", "<document/>")
        cases = [("empty", b"", "KH-F002"), ("cut short", whole[: len(whole) // 2], "KH-F004"), ("a few bytes short", whole[:-20], "KH-F004"),
                 ("a document renamed", archive.read_bytes(), "KH-F003|KH-F004"), ("random bytes", bytes((i * 7919 + i // 3) % 251 for i in range(5000)), "KH-F003|KH-F005|KH-F004"),
                 ("an old workbook without its directory", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "KH-F004")]
        for name, content, codes in cases:
            with self.subTest(name):
                (self.data / "利通区.xlsx").write_bytes(content)
                result, run = self.score(self.data)
                self.assertTrue(any(e[0] == "error" and e[1] in codes.split("|") and "利通区.xlsx" in e[3] for e in run.diagnostics()), run)
                self.assert_only_invalid(result, "利通区", self.ALL)

    def test_a_csv_that_is_empty_or_no_text(self):
        for content, codes in ((b"", "KH-F002"), (b"\xff\xfe\x00\x01" * 50, "KH-D007|KH-F005"), (bytes(range(1, 255)), "KH-F003|KH-F005|KH-N001|KH-D007|KH-F031")):
            with self.subTest(content[:8]):
                (self.data / STRAW).write_bytes(content)
                result, run = self.score(self.data)
                self.assertTrue(any(e[0] == "error" and e[1] in codes.split("|") and STRAW in e[3] for e in run.diagnostics()), run)
                now = rules_by_key(result)
                self.assertEqual(now["盐池县", "straw.rate"]["status"], "invalid")
                for key, rule in rules_by_key(self.clean).items():
                    if key[0] != "盐池县":
                        self.assertEqual(now[key], rule, key)

    def test_encodings_of_csv_give_the_same_result(self):
        text = (self.data / STRAW).read_text("utf-8")
        for encoding in ("utf-8-sig", "gb18030"):
            (self.data / STRAW).write_bytes(text.replace("\n", "\r\n").encode(encoding))
            result, _ = self.score(self.data)
            self.assertEqual(rules_by_key(result), rules_by_key(self.clean), encoding)

    def test_broken_json(self):
        path = self.data / "同心县.json"
        path.write_text(path.read_text("utf-8").replace('"straw": [', '"straw": ', 1), "utf-8")
        result, run = self.score(self.data)
        self.finding(run, "KH-F009", "同心县.json")
        self.assert_only_invalid(result, "同心县", self.ALL)

    def test_a_wrong_cell_in_json_is_named(self):
        path = self.data / "同心县.json"
        text = path.read_text("utf-8")
        path.write_text(text.replace('"pm25": 50,', '"pm25": "五十",', 1), "utf-8")
        result, run = self.score(self.data)
        self.finding(run, "KH-N001", "同心县.json")
        self.assert_only_invalid(result, "同心县", READERS["air_daily"])

    def test_when_nothing_can_be_read_nothing_is_written(self):
        for path in list(self.data.rglob("*")):
            if path.is_file():
                path.write_bytes(b"")
        out = self.folder / "out"
        run = kaohe("assess", self.data, "--rules", PACK, "-o", out)
        self.assertEqual(run.code, 3, run)
        self.assertEqual(run.out, "")
        self.assertFalse(out.exists())
        self.assertEqual(kaohe("score", self.data, "--rules", PACK, "-o", self.folder / "x.json").code, 3)
        self.assertFalse((self.folder / "x.json").exists())

    def test_data_that_is_not_there(self):
        run = kaohe("assess", self.folder / "nowhere", "--rules", PACK, "-o", self.folder / "out")
        self.assertEqual(run.code, 3, run)
        self.finding(run, "KH-F001", "nowhere")
        self.assertFalse((self.folder / "out").exists())
        # Beside data that is there: the others are scored, and the code says that something is missing.
        result, run = self.score(EXAMPLE, self.folder / "nowhere.csv")
        self.finding(run, "KH-F001", "nowhere.csv")
        self.assertEqual(region_of(result, "利通区")["total"], "99.44")

    def test_a_file_that_could_be_anybodys_makes_code_8_even_when_nothing_else_is_missing(self):
        broken = self.folder / "补充.xlsx"
        broken.write_bytes(b"PK\x03\x04 nothing")
        for options in (("--region", "太阳山开发区"), ("--region", "太阳山开发区", "--region", "盐池县")):
            self.score(options=options, code=0)
            result, _ = self.score(EXAMPLE, broken, options=options, code=8)
        # What was submitted is scored all the same.
        self.assertEqual(region_of(result, "盐池县")["total"], "99.444444")

    def test_an_empty_folder(self):
        (self.folder / "empty").mkdir()
        self.assertEqual(kaohe("score", self.folder / "empty", "--rules", PACK).code, 3)


class CommandLine(EndToEnd):
    def refused(self, *arguments, words=()):
        run = kaohe(*arguments)
        self.assertEqual(run.code, 2, run)
        self.assertEqual(run.out, "")
        self.assertIn("KH-C001", run.err)
        for word in words:
            self.assertIn(word, run.err)

    def test_wrong_command_lines(self):
        self.refused("score", EXAMPLE, "--rules", PACK, "--nonsense")
        self.refused("score", EXAMPLE)
        self.refused("score", "--rules", PACK)
        self.refused("assess", EXAMPLE, "--rules", PACK)
        self.refused("nonsense")
        self.refused()
        self.refused("score", EXAMPLE, "--rules", PACK, "--format", "yaml")
        self.refused("score", EXAMPLE, "--rules", PACK, "--fail-on", "maybe")
        self.refused("score", EXAMPLE, "--rules", PACK, "--jobs", "many")
        self.refused("score", EXAMPLE, "--rules", PACK, "--period", "2021年", words=("2021年",))
        self.refused("score", EXAMPLE, "--rules", PACK, "--as-of", "2021-02-30", words=("2021-02-30",))

    def test_an_unknown_region_with_a_hint(self):
        self.refused("score", EXAMPLE, "--rules", PACK, "--region", "利同区", words=("利同区", "是否为“利通区”"))
        self.refused("score", EXAMPLE, "--rules", PACK, "--region", "利通区", "--region", "灵武市", words=("灵武市",))

    def test_a_broken_pack_stands_above_a_wrong_region(self):
        self.assertEqual(kaohe("score", EXAMPLE, "--rules", self.folder / "nowhere", "--region", "x").code, 4)

    def test_output_that_cannot_be_written(self):
        file = self.folder / "file"
        file.write_text("here", "utf-8")
        run = kaohe("assess", EXAMPLE, "--rules", PACK, "-o", file / "out")
        self.assertEqual(run.code, 7, run)
        self.assertIn("KH-T001", run.err)
        run = kaohe("score", EXAMPLE, "--rules", PACK, "-o", self.folder / "no such folder/x.json")
        self.assertEqual(run.code, 7, run)
        run = kaohe("assess", EXAMPLE, "--rules", PACK, "-o", file)
        self.assertEqual(run.code, 7, run)
        self.assertEqual(file.read_text("utf-8"), "here")

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_a_folder_without_permission(self):
        locked = self.folder / "locked"
        locked.mkdir(mode=0o500)
        self.assertEqual(kaohe("assess", EXAMPLE, "--rules", PACK, "-o", locked / "out").code, 7)
        self.assertEqual(list(locked.iterdir()), [])

    def test_a_full_disk_is_no_success(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        with open("/dev/full", "wb") as full:
            import subprocess
            import support
            done = subprocess.run([support.BINARY, "score", EXAMPLE, "--rules", PACK, "--format", "json"], stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 7, done.stderr.decode())

    def test_table_named_on_the_command_line(self):
        source = self.folder / "任意名.csv"
        shutil.copy(EXAMPLE / STRAW, source)
        run = kaohe("score", f"秸秆={source}", "--rules", PACK, "--region", "盐池县", "--format", "json")
        self.assertEqual(run.code, 8, run)
        self.assertEqual(rules_by_key(json.loads(run.out))["盐池县", "straw.rate"]["exact"], "88")
        run = kaohe("score", source, "--rules", PACK, "--region", "盐池县")
        self.assertEqual(run.code, 3, run)
        self.assertIn("KH-D001", run.err)

    def test_region_of_rows_that_name_none(self):
        source = self.folder / "秸秆.csv"
        rows = (EXAMPLE / STRAW).read_text("utf-8").splitlines()
        source.write_text("\n".join(row.split(",", 1)[1] for row in rows) + "\n", "utf-8")
        run = kaohe("score", source, "--rules", PACK, "--region", "盐池县", "--format", "json")
        self.assertEqual(rules_by_key(json.loads(run.out))["盐池县", "straw.rate"]["exact"], "88")
        run = kaohe("score", source, "--rules", PACK)
        self.assertEqual(run.code, 3, run)
        self.assertIn("KH-D006", run.err)

    def test_data_from_standard_input(self):
        rows = (EXAMPLE / STRAW).read_bytes()
        run = kaohe("score", "straw=-", "--rules", PACK, "--region", "盐池县", "--format", "json", stdin=rows)
        self.assertEqual(run.code, 8, run)
        self.assertEqual(rules_by_key(json.loads(run.out))["盐池县", "straw.rate"]["exact"], "88")
