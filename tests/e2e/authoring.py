"""What a rule author does without a compiler: change a target, change a value, add an indicator with its own method."""

import csv
import shutil

from support import (EXAMPLE, PACK, PLUGINS, EndToEnd, document_text, edit, kaohe, line_of, load_result, read_workbook,
                     region_of, rule_of, rules_by_key, write_workbook)

METHOD = """method {
  id = "land.plots", title = "地块数", api = 1, edition = "1",
  basis = { { "本测试", "按行计数", "unconfirmed" } },
  tables = { farmland = { "area" } },
  params = { least = { default = "0" } },
  outputs = { plots = { unit = "个" }, area = { unit = "亩" } },
  run = function(t, p)
    return { plots = D(col.len(t.farmland.area)), area = col.sum(t.farmland.area) }
  end,
}
"""
INDICATOR = """
indicator "land.plots" { title = "登记地块数", unit = "个", better = "higher", digits = 0, method = "land.plots", value = "plots" }
targets "land.plots" { form = at_least, cite = { "wz-soil-2021", "一" }, value = "3", applies = "each", demo = true }
"""
RULE = """
rule "land.plots" { group = "soil", points = "4", compare = "full", missing = "zero", not_applicable = "rescale", score = full_or_zero }
"""


class ChangeATarget(EndToEnd):
    def test_verdict_points_rank_workbook_and_notice_follow(self):
        before = load_result(self.assess(out=self.folder / "before"))
        self.assertEqual(rule_of(before, "利通区", "air.good_days_rate")["status"], "met")
        pack = self.copy_pack()
        edit(pack / "targets.csv", ("利通区,air.good_days_rate,2021,85.7,", "利通区,air.good_days_rate,2021,95.7,"))
        out = self.assess(rules=pack, out=self.folder / "after")
        after = load_result(out)
        rule = rule_of(after, "利通区", "air.good_days_rate")
        self.assertEqual((rule["status"], rule["target"]["value"], rule["actual"], rule["points"], rule["gap"]),
                         ("unmet", "95.7", "85.7", "8", "-10.0"))  # ten points short, one for each
        self.assertFalse(rule["borderline"])
        region = region_of(after, "利通区")
        self.assertEqual((region["total"], region["grade"]), ("89.44", "良好"))
        self.assertEqual({r["region"]: r["rank"] for r in after["regions"] if r["rank"]},
                         {"盐池县": 1, "红寺堡区": 2, "同心县": 3, "利通区": 4, "青铜峡市": 5})
        book = read_workbook(out / "考核.xlsx")
        sheet = book["利通区"]
        row = next(ref[1:] for ref, text in sheet.items() if ref[0] == "A" and text == "优良天数比例")
        self.assertEqual((sheet["C" + row], sheet["D" + row], sheet["I" + row]), ("95.7", "85.7", "8"))
        listed = {(cells["B"], cells["C"], cells.get("E")) for cells in rows_of(book["未达标清单"])}
        self.assertIn(("利通区", "优良天数比例", "95.7"), listed)
        notice = document_text(out / "通知书/利通区.docx")
        self.assertIn("95.7", notice)
        self.assertIn("89.44", notice)
        self.assertIn("95.7", (out / "通知书/利通区.html").read_text("utf-8"))
        # Nothing else moved.
        others = {key: rule for key, rule in rules_by_key(before).items() if key != ("利通区", "air.good_days_rate")}
        self.assertEqual(others, {key: rule for key, rule in rules_by_key(after).items() if key != ("利通区", "air.good_days_rate")})
        self.assertNotEqual(before["pack"]["digest"], after["pack"]["digest"])

    def test_a_target_in_lua(self):
        pack = self.copy_pack()
        edit(pack / "agriculture.lua", ('value = "88", applies', 'value = "87.4 %", applies'))
        result, _ = self.score(rules=pack)
        rule = rule_of(result, "利通区", "straw.rate")
        self.assertEqual((rule["status"], rule["points"], rule["target"]["value"]), ("met", "14", "87.4"))

    def test_a_row_for_one_county_stands_above_the_city_line(self):
        pack = self.copy_pack()
        with (pack / "agriculture.lua").open("a", encoding="utf-8") as file:
            file.write('\ntargets "straw.rate" { form = at_least, cite = { "wz-air-2021", "二（五）33" }, rows = { { "同心县", "95" } } }\n')
        result, _ = self.score(rules=pack)
        self.assertEqual(rule_of(result, "同心县", "straw.rate")["target"]["value"], "95.0")
        self.assertEqual(rule_of(result, "同心县", "straw.rate")["points"], "9.5")  # 14 − (95 − 90.5) × 1
        self.assertEqual(rule_of(result, "利通区", "straw.rate")["target"]["value"], "88.0")

    def test_target_file_in_gb18030_and_as_workbook(self):
        reference = None
        text = (PACK / "targets.csv").read_text("utf-8").replace("利通区,air.pm25,2021,33,", "利通区,air.pm25,2021,34,")
        rows = list(csv.reader(text.splitlines()))
        for kind in ("utf-8", "utf-8-sig", "gb18030", "xlsx"):
            pack = self.copy_pack("pack-" + kind)
            if kind == "xlsx":
                (pack / "targets.csv").unlink()
                write_workbook(pack / "targets.xlsx", "目标", [[float(c) if i == 3 and r else c for i, c in enumerate(row)]
                                                             for r, row in enumerate(rows)])
                air = pack / "air.lua"
                air.write_text(air.read_text("utf-8").replace('file = "targets.csv"', 'file = "targets.xlsx"'), "utf-8")
            else:
                (pack / "targets.csv").write_text(text.replace("μg/m³", "微克/立方米"), kind)
            result, _ = self.score(rules=pack)
            self.assertEqual(rule_of(result, "利通区", "air.pm25")["status"], "met", kind)
            reference = reference or result["regions"]
            self.assertEqual(result["regions"], reference, kind)

    def test_points_policy_and_grades(self):
        pack = self.copy_pack()
        edit(pack / "scheme.lua", ('{ "优秀", at_least = "90" }', '{ "优秀", at_least = "89.99153" }'))
        result, _ = self.score(rules=pack)
        self.assertEqual(region_of(result, "红寺堡区")["grade"], "优秀")


class AddAnIndicator(EndToEnd):
    def make_pack(self):
        pack = self.copy_pack()
        with (pack / "soil.lua").open("a", encoding="utf-8") as file:
            file.write(INDICATOR)
        edit(pack / "scheme.lua", ('rule "parcels.rate" {\n  group = "soil", points = "10"', 'rule "parcels.rate" {\n  group = "soil", points = "6"'))
        with (pack / "scheme.lua").open("a", encoding="utf-8") as file:
            file.write(RULE)
        return pack

    def check(self, result):
        rule = rule_of(result, "利通区", "land.plots")
        self.assertEqual((rule["title"], rule["unit"], rule["actual"], rule["target"]["value"], rule["status"], rule["points"]),
                         ("登记地块数", "个", "3", "3", "met", "4"))
        self.assertEqual(rule["values"], {"plots": "3", "area": "4500"})
        rule = rule_of(result, "太阳山开发区", "land.plots")
        self.assertEqual((rule["actual"], rule["status"], rule["points"]), ("1", "unmet", "0"))
        self.assertEqual(rule_of(result, "同心县", "land.plots")["status"], "not_submitted")
        self.assertEqual(rule_of(result, "利通区", "parcels.rate")["points"], "6")

    def test_with_a_method_beside_the_pack(self):
        pack = self.make_pack()
        (pack / "plugins/plots").mkdir(parents=True)
        (pack / "plugins/plots/method.lua").write_text(METHOD, "utf-8")
        out = self.assess(rules=pack)
        self.check(load_result(out))
        book = read_workbook(out / "考核.xlsx")
        self.assertIn("登记地块数", book["利通区"].values())
        self.assertIn("登记地块数", document_text(out / "通知书/太阳山开发区.docx"))

    def test_with_a_folder_of_methods(self):
        pack, plugins = self.make_pack(), self.folder / "methods"
        (plugins / "plots").mkdir(parents=True)
        (plugins / "plots/method.lua").write_text(METHOD, "utf-8")
        result, _ = self.score(rules=pack, options=("--plugins", plugins))
        self.check(result)

    def test_with_a_whole_folder_of_plugins(self):
        pack, plugins = self.make_pack(), self.folder / "plugins"
        shutil.copytree(PLUGINS, plugins)
        (plugins / "plots").mkdir()
        (plugins / "plots/method.lua").write_text(METHOD, "utf-8")
        result, _ = self.score(rules=pack, options=("--plugins", plugins))
        self.check(result)

    def test_its_named_values_are_columns(self):
        pack = self.make_pack()
        (pack / "plugins/plots").mkdir(parents=True)
        (pack / "plugins/plots/method.lua").write_text(METHOD, "utf-8")
        run = kaohe("score", EXAMPLE, "--rules", pack, "--format", "csv", "--columns", "region,land.plots:area")
        self.assertIn("利通区,4500\n", run.out, run)

    def test_a_table_of_its_own(self):
        pack, data = self.copy_pack(), self.copy_data()
        (pack / "plugins/wells").mkdir(parents=True)
        (pack / "plugins/wells/method.lua").write_text(
            METHOD.replace("land.plots", "wells").replace("farmland", "wells").replace('{ "area" }', '{ "depth" }')
            .replace("t.wells.area", "t.wells.depth").replace('area = { unit = "亩" }', 'area = { unit = "km" }'), "utf-8")
        with (pack / "soil.lua").open("a", encoding="utf-8") as file:
            file.write('dictionary "wells" { title = "水井", columns = {\n'
                       '  { id = "region", label = "县区" }, { id = "depth", label = "井深", type = "number", unit = "km", required = true } } }\n')
            file.write(INDICATOR.replace("land.plots", "wells"))
        edit(pack / "scheme.lua", ('rule "parcels.rate" {\n  group = "soil", points = "10"', 'rule "parcels.rate" {\n  group = "soil", points = "6"'))
        with (pack / "scheme.lua").open("a", encoding="utf-8") as file:
            file.write(RULE.replace("land.plots", "wells"))
        (data / "水井.csv").write_text("县区,井深(公里)\n" + "利通区,0.1\n" * 4 + "盐池县,0.2\n", "utf-8")
        result, _ = self.score(data, rules=pack)
        self.assertEqual(rule_of(result, "利通区", "wells")["values"], {"plots": "4", "area": "0.4"})
        self.assertEqual(rule_of(result, "盐池县", "wells")["status"], "unmet")
        self.assertEqual(rule_of(result, "同心县", "wells")["status"], "not_submitted")


class PointsMustAddUp(EndToEnd):
    def setUp(self):
        super().setUp()
        self.pack = self.copy_pack()
        edit(self.pack / "scheme.lua", ('group = "air", points = "18"', 'group = "air", points = "17"'))

    def test_refused_with_file_and_line_and_nothing_is_written(self):
        out = self.folder / "out"
        run = kaohe("assess", EXAMPLE, "--rules", self.pack, "-o", out)
        self.assertEqual(run.code, 4, run)
        self.assertIn("KH-R010", run.err)
        self.assertIn(f"scheme.lua:{line_of(self.pack / 'scheme.lua', 'group ' + chr(34) + 'air')}", run.err)
        self.assertIn("45", run.err)
        self.assertEqual(run.out, "")
        self.assertFalse(out.exists())

    def test_an_output_that_is_there_stays_untouched(self):
        out = self.assess()
        before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
        run = kaohe("assess", EXAMPLE, "--rules", self.pack, "-o", out)
        self.assertEqual(run.code, 4, run)
        self.assertEqual(before, {path: path.read_bytes() for path in out.rglob("*") if path.is_file()})
        file = self.folder / "x.json"
        file.write_text("old", "utf-8")
        self.assertEqual(kaohe("score", EXAMPLE, "--rules", self.pack, "-o", file).code, 4)
        self.assertEqual(file.read_text("utf-8"), "old")


def rows_of(sheet):
    """The cells of a sheet by row: [{column letter: text}]."""
    rows = {}
    for ref, text in sheet.items():
        letters = ref.rstrip("0123456789")
        rows.setdefault(int(ref[len(letters):]), {})[letters] = text
    return [{"B": "", "C": "", **rows[number]} for number in sorted(rows)]


class Layers(EndToEnd):
    """Which layer set a value, and who wins."""

    def show(self, pack, what):
        run = kaohe("rules", "show", what, "--rules", pack)
        self.assertEqual(run.code, 0, run)
        return run.out

    def test_what_is_written_and_what_goes_without_saying(self):
        out = self.show(self.copy_pack(), "air.pm10")
        for line in ("名称：PM10年均浓度　〔没有写，取指标的名称〕", "数据无效：待定　〔没有写，同缺报〕", "参数 item：pm10　〔指标写明，方法没有默认值〕"):
            self.assertIn(line, out)

    def test_a_countys_own_row_stands_before_the_line_for_all(self):
        pack = self.copy_pack()
        edit(pack / "agriculture.lua", ('value = "88"', 'rows = { { "盐池县", "90" } }, value = "88"'))
        out = self.show(pack, "straw.rate")
        self.assertRegex(out, r"要求：≥ 90.0 %　〔.*agriculture\.lua:\d+，本县区的行，代替全部县区的 ≥ 88.0 %（")
        self.assertRegex(out, r"要求：≥ 88.0 %　〔.*agriculture\.lua:\d+〕")


class NoPack(EndToEnd):
    def test_a_file_that_is_no_pack_is_not_read_as_one(self):
        for name in ("说明.md", "利通区.xlsx"):
            (self.folder / name).write_text("# 说明", "utf-8")
            run = kaohe("rules", "list", "--rules", self.folder / name)
            self.assertEqual(run.code, 4, run)
            self.assertEqual(run.err.count("error["), 1, run)
            self.assertIn("KH-R020", run.err)
