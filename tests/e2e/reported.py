"""指标填报: values that a county reports directly."""

import json

from support import EndToEnd, kaohe, region_of, rules_by_key

PACK = """pack { id = "reported-2021", title = "填报试验", version = "1.0.0", engine = ">=0.1", period = "2021" }
regions { { name = "甲县", kind = "county" }, { name = "乙县", kind = "county" } }
source "s" { title = "试验文件" }
indicator "treated" { title = "污水处理率", unit = "%", better = "higher", digits = 1, method = "reported", value = "value" }
indicator "wells" { title = "封井", unit = "个", better = "higher", digits = 0, method = "reported", value = "value" }
indicator "index" { title = "综合指数", unit = "1", better = "lower", digits = 2, method = "reported", value = "value" }
targets "treated" { form = at_least, cite = { "s", "一" }, value = "85", applies = "each" }
targets "wells" { form = at_least, cite = { "s", "二" }, value = "10", applies = "each" }
targets "index" { form = at_most, cite = { "s", "三" }, value = "4.50", applies = "each" }
scheme { title = "试验", total = "100" }
group "g" { title = "组", points = "100" }
rule "treated" { group = "g", points = "40", compare = "full", missing = "undetermined", score = full_or_zero }
rule "wells" { group = "g", points = "30", compare = "full", missing = "zero", score = full_or_zero }
rule "index" { group = "g", points = "30", compare = "rounded", missing = "exclude", score = full_or_zero }
grades { { "合格", at_least = "60" }, { "不合格" } }
"""
HEADER = "县区,指标,年度,数值,单位\n"
GOOD = {"treated": "甲县,污水处理率,2021,85.7,%", "wells": "甲县,wells,2021,12,个", "index": "甲县,综合指数,2021,4.504,"}


class Reported(EndToEnd):
    def setUp(self):
        super().setUp()
        (self.folder / "pack").mkdir()
        (self.folder / "pack/pack.lua").write_text(PACK, "utf-8")

    def run_rows(self, *rows, code, header=HEADER, options=()):
        file = self.folder / "指标填报.csv"
        file.write_text(header + "\n".join(rows) + "\n", "utf-8")
        run = kaohe("score", file, "--rules", self.folder / "pack", "--format", "json", *options)
        self.assertEqual(run.code, code, run)
        return (json.loads(run.out) if run.out else None), run

    def rule(self, result, rule, region="甲县"):
        return rules_by_key(result)[region, rule]

    def rows(self, **changes):
        """The good rows of 甲县 with those of some indicators replaced."""
        return list({**GOOD, **changes}.values())

    def test_values_by_id_or_title(self):
        result, _ = self.run_rows(*self.rows(), code=0, options=("--region", "甲县"))
        rule = self.rule(result, "treated")
        self.assertEqual((rule["status"], rule["actual"], rule["exact"], rule["points"]), ("met", "85.7", "857/10", "40"))
        self.assertEqual(rule["rows"], [{"file": "指标填报.csv", "sheet": "", "cell": "2-2", "rows": 1}])
        rule = self.rule(result, "index")  # 4.504 rounds to 4.50
        self.assertEqual((rule["status"], rule["actual"], rule["borderline"], rule["full_met"]), ("met", "4.50", True, False))
        self.assertEqual(region_of(result, "甲县")["total"], "100")

    def test_missing_rows_are_not_submitted(self):
        result, _ = self.run_rows(self.rows()[0], code=8)
        states = {key: (r["status"], r["points"], r["possible"]) for key, r in rules_by_key(result).items()}
        self.assertEqual(states["甲县", "treated"], ("met", "40", "40"))
        self.assertEqual(states["甲县", "wells"], ("not_submitted", "0", "30"))  # 记零
        self.assertEqual(states["甲县", "index"][1:], ("0", "0"))  # 剔除
        self.assertEqual(states["甲县", "index"][0], "excluded")
        self.assertEqual(states["乙县", "treated"], ("not_submitted", "0", "40"))  # 待定
        self.assertEqual(region_of(result, "乙县")["provisional"], True)
        self.assertEqual(region_of(result, "甲县")["provisional"], False)
        # 40 of the 70 that take part, as a share of 100
        self.assertEqual(region_of(result, "甲县")["total"], "57.142857")

    def test_a_blank_value_is_not_submitted(self):
        for blank in ("", "—", "/", "无", "NA"):
            result, _ = self.run_rows(*self.rows(treated=f"甲县,污水处理率,2021,{blank},%"), code=8)
            self.assertEqual(self.rule(result, "treated")["status"], "not_submitted", blank)
            self.assertEqual(self.rule(result, "wells")["status"], "met")

    def refused(self, code, words, **changes):
        result, run = self.run_rows(*self.rows(**changes), code=8)
        found = [f for f in result["findings"] if f["code"] == code]
        self.assertTrue(found, run)
        self.assertEqual((found[0]["severity"], found[0]["place"]["file"]), ("error", "指标填报.csv"))
        for word in words:
            self.assertIn(word, run.err)
        for name in ("treated", "wells", "index"):
            if name in changes or name != "index":
                self.assertIn(self.rule(result, name)["status"], ("invalid",), name)
        return found[0]

    def test_units(self):
        for unit in ("%", "％", "百分点"):
            result, _ = self.run_rows(*self.rows(treated=f"甲县,污水处理率,2021,85.7,{unit}"), code=0, options=("--region", "甲县"))
            self.assertEqual(self.rule(result, "treated")["status"], "met", unit)
        result, _ = self.run_rows(*self.rows(wells="甲县,封井,2021,12,家"), code=0, options=("--region", "甲县"))
        self.assertEqual(self.rule(result, "wells")["status"], "met")
        place = self.refused("KH-D014", ("公里", "个"), wells="甲县,封井,2021,12,公里")["place"]
        self.assertEqual(place["line"], 3)

    def test_units_that_convert(self):
        # 0.0012 万个 are 12 个; the target is met as with 12.
        result, run = self.run_rows(*self.rows(wells="甲县,封井,2021,0.0012,万个"), code=0, options=("--region", "甲县"))
        self.assertEqual((self.rule(result, "wells")["status"], self.rule(result, "wells")["exact"]), ("met", "12"), run)

    def test_a_blank_unit_only_where_there_is_none(self):
        self.refused("KH-D014", ("%",), treated="甲县,污水处理率,2021,85.7,")
        result, _ = self.run_rows(*self.rows(), code=0, options=("--region", "甲县"))  # 综合指数 has none
        self.assertEqual(self.rule(result, "index")["status"], "met")
        for unit in ("1", "无量纲"):
            result, _ = self.run_rows(*self.rows(index=f"甲县,综合指数,2021,4.3,{unit}"), code=0, options=("--region", "甲县"))
            self.assertEqual(self.rule(result, "index")["status"], "met", unit)

    def test_without_a_unit_column(self):
        result, run = self.run_rows("甲县,综合指数,2021,4.3", code=8, header="县区,指标,年度,数值\n")
        self.assertEqual(self.rule(result, "index")["status"], "met", run)
        _, run = self.run_rows("甲县,污水处理率,2021,85.7", code=8, header="县区,指标,年度,数值\n")
        self.assertIn("KH-D014", run.err)

    def test_a_share_for_a_percentage_is_refused(self):
        finding = self.refused("KH-D015", ("0.857", "85.7%"), treated="甲县,污水处理率,2021,0.857,%")
        self.assertEqual(finding["place"]["line"], 2)
        for value in ("0", "1", "1.5", "100"):  # not ambiguous
            result, _ = self.run_rows(*self.rows(treated=f"甲县,污水处理率,2021,{value},%"), code=0, options=("--region", "甲县"))
            self.assertEqual(self.rule(result, "treated")["exact"], value.replace("1.5", "3/2"))

    def test_a_percent_sign_in_the_cell(self):
        result, _ = self.run_rows(*self.rows(treated="甲县,污水处理率,2021,85.7%,%"), code=0, options=("--region", "甲县"))
        self.assertEqual(self.rule(result, "treated")["actual"], "85.7")

    def test_an_unknown_indicator_with_a_hint(self):
        result, run = self.run_rows(*self.rows(wells="甲县,封井数,2021,12,个"), code=8)
        self.assertIn("KH-D025", run.err)
        self.assertIn("是否为“封井”", run.err)
        self.assertEqual(self.rule(result, "wells")["status"], "invalid")

    def test_another_year_is_passed_over(self):
        result, run = self.run_rows(*self.rows(), "甲县,污水处理率,2020,12,%", code=0, options=("--region", "甲县"))
        self.assertEqual(self.rule(result, "treated")["actual"], "85.7")
        self.assertIn("KH-D022", run.err)
        self.assertIn("1 行", run.err)
        result, _ = self.run_rows(*self.rows(treated="甲县,污水处理率,2020,95,%"), code=8)
        self.assertEqual(self.rule(result, "treated")["status"], "not_submitted")

    def test_without_a_year(self):
        result, _ = self.run_rows("甲县,污水处理率,85.7,%", code=8, header="县区,指标,数值,单位\n")
        self.assertEqual(self.rule(result, "treated")["actual"], "85.7")

    def test_twice_with_different_values(self):
        for again in ("甲县,污水处理率,2021,90,%", "甲县,treated,2021,90,%"):
            result, run = self.run_rows(*self.rows(), again, code=8)
            self.assertIn("KH-D020", run.err, again)
            self.assertEqual(self.rule(result, "treated")["status"], "invalid", again)

    def test_twice_once_with_and_once_without_the_year(self):
        result, run = self.run_rows(*self.rows(), "甲县,污水处理率,,90,%", code=8)
        self.assertIn("KH-D020", run.err)
        self.assertEqual(self.rule(result, "treated")["status"], "invalid")

    def test_a_value_that_is_no_number(self):
        self.refused("KH-D039", ("约85",), treated="甲县,污水处理率,2021,约85,%")

    def test_english_headers(self):
        result, _ = self.run_rows("甲县,treated,2021,85.7,%", code=8, header="county,indicator,year,actual,unit\n")
        self.assertEqual(self.rule(result, "treated")["status"], "met")
