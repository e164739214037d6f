"""rules diff and impact: what changed in a pack, and what that does to scores."""

import json
import shutil

from support import EXAMPLE, PACK, ROOT, EndToEnd, edit, kaohe, read_workbook

FORMULA = """
rule "air.extra" { group = "air", points = "1", cite = { "wz-air-2021", "附件1" }, missing = "undetermined", needs = { "air.pm25" },
  not_applicable = "rescale", score = formula { explain = "示范", run = function(x, k) return D"1" end } }
"""


class Changed(EndToEnd):
    def diff(self, new, *options, old=PACK):
        run = kaohe("rules", "diff", old, new, *options)
        self.assertEqual(run.code, 0, run)
        return run.out.splitlines()

    def test_nothing(self):
        self.assertEqual(self.diff(PACK), ["没有改动"])

    def test_comments_and_layout_are_no_change(self):
        pack = self.copy_pack()
        edit(pack / "scheme.lua", ("-- 每差 1 个百分点", "-- 另一句话\n--  每差 1 个百分点"))
        self.assertEqual(self.diff(pack), ["没有改动"])

    def test_a_target_in_words(self):
        pack = self.copy_pack()
        edit(pack / "targets.csv", ("盐池县,air.good_days_rate,2021,90.0,", "盐池县,air.good_days_rate,2021,90.5,"))
        self.assertEqual(self.diff(pack), ["改 目标 优良天数比例 盐池县 90.0 → 90.5", "共 1 处改动"])

    def test_the_same_change_of_many_counties_is_one_line(self):
        pack = self.copy_pack()
        edit(pack / "agriculture.lua", ('value = "88", applies', 'value = "89", applies'))
        self.assertEqual(self.diff(pack)[0], "改 目标 秸秆综合利用率 利通区、红寺堡区、青铜峡市、盐池县、同心县、太阳山开发区 88.0 → 89.0")

    def test_points_policies_groups_and_grades(self):
        pack = self.copy_pack()
        edit(pack / "scheme.lua",
             ('group = "air", points = "18", compare = "rounded",\n  missing = "undetermined"', 'group = "air", points = "17", compare = "full",\n  missing = "zero"'),
             ('title = "大气", points = "46", cap = "46"', 'title = "大气", points = "45", cap = "45"'),
             ('title = "土壤", points = "20", cap = "20"', 'title = "土壤", points = "21", cap = "21"'),
             ('rule "farmland.rate" {\n  group = "soil", points = "10"', 'rule "farmland.rate" {\n  group = "soil", points = "11"'),
             ('{ "优秀", at_least = "90" }', '{ "优秀", at_least = "92" }'),
             ('score = deduct { per = "1", points = "1", partial = "prorate", floor = "0" },\n}\n\n-- 每超',
              'score = deduct { per = "1", points = "2", partial = "prorate", floor = "0" },\n}\n\n-- 每超'))
        lines = self.diff(pack)
        for line in ("改 组 air（大气）：分值 46 → 45", "改 组 air（大气）：上限 46 → 45",
                     "改 规则 air.good_days_rate（优良天数比例）：满分 18 → 17",
                     "改 规则 air.good_days_rate（优良天数比例）：比较 rounded → full",
                     "改 规则 air.good_days_rate（优良天数比例）：缺报 待定 → 零分",
                     "改 规则 air.good_days_rate（优良天数比例）：计分 每差 1 扣 1 分，不足一个单位按比例，最低 0 → 每差 1 扣 2 分，不足一个单位按比例，最低 0",
                     "改 规则 farmland.rate（受污染耕地安全利用率）：满分 10 → 11", "改 等次 优秀：不低于 90 → 92"):
            self.assertIn(line, lines)

    def test_added_and_removed(self):
        pack = self.copy_pack()
        with (pack / "scheme.lua").open("a", encoding="utf-8") as file:
            file.write('bonus "advance" { title = "先进表彰", table = "events", item = "表彰", per = "1", points = "0.5", cite = { "demo-scheme", "加分" } }\n'
                       if 'bonus "advance"' not in (pack / "scheme.lua").read_text("utf-8") else
                       'bonus "innovation" { title = "创新", table = "events", item = "创新", per = "1", points = "0.5", cite = { "demo-scheme", "加分" } }\n')
        lines = self.diff(pack)
        self.assertTrue(any(line.startswith("新增 加分 ") and line.endswith("：加分 0.5") for line in lines), lines)
        lines = self.diff(PACK, old=pack)
        self.assertTrue(any(line.startswith("删除 加分 ") for line in lines), lines)

    def test_code_of_formulas_and_methods(self):
        old, new = self.copy_pack("old"), self.copy_pack("new")
        for pack in (old, new):
            edit(pack / "scheme.lua", ('group = "air", points = "18"', 'group = "air", points = "17"'))
            with (pack / "scheme.lua").open("a", encoding="utf-8") as file:
                file.write("\nlocal one = 1\n" + FORMULA)
        edit(new / "scheme.lua", ('return D"1" end', 'return D"0.5" end'))
        self.assertEqual(self.diff(new, old=old), ["改 规则 air.extra：公式的代码有改动", "共 1 处改动"])
        edit(new / "scheme.lua", ('return D"0.5" end', 'return D"1" end'), ("local one = 1", "local one = 2"))
        self.assertEqual(self.diff(new, old=old), ["改 代码 scheme.lua：声明以外的代码有改动", "共 1 处改动"])

    def test_json(self):
        pack = self.copy_pack()
        edit(pack / "targets.csv", ("盐池县,air.good_days_rate,2021,90.0,", "盐池县,air.good_days_rate,2021,90.5,"))
        result = json.loads("\n".join(self.diff(pack, "--format", "json")))
        self.assertEqual(result["schema"], "kaohe.diff/1")
        self.assertEqual([(each["how"], each["kind"], each["id"], each["regions"], each["from"], each["to"]) for each in result["changes"]],
                         [("changed", "目标", "air.good_days_rate", ["盐池县"], "90.0", "90.5")])

    def test_deadlines_that_went_along_with_the_year_are_one_line(self):
        pack = self.folder / "2022"
        kaohe("rules", "new", "pack", "--from", ROOT / "rules/640300-wuzhong/2021", "--year", "2022", "-o", pack)
        tasks = pack / "tasks-air.csv"
        tasks.write_text(tasks.read_text("utf-8").replace("2022-10-31", "2022-11-30", 1), "utf-8")  # one of them is another day
        lines = [line for line in kaohe("rules", "diff", ROOT / "rules/640300-wuzhong/2021", pack).out.splitlines() if "任务" in line]
        self.assertEqual(len(lines), 2, lines)
        self.assertRegex(lines[0], "完成时限 2021-10-31 → 2022-11-30")
        self.assertRegex(lines[1], "随考核期移 1 年：.*任务 [0-9]+ 处")

    def test_kept_targets(self):
        pack = self.copy_pack()
        edit(pack / "targets.csv", ("盐池县,air.good_days_rate,2021,90.0,", "盐池县,air.good_days_rate,2021,90.5,"))
        lines = self.diff(pack, "--kept")
        self.assertIn("优良天数比例 同心县：87.5", lines)
        self.assertFalse(any(line.startswith("优良天数比例") and "盐池县" in line for line in lines), lines)


class Impact(EndToEnd):
    """The difference of two full runs."""

    def impact(self, old, new, *options, data=(EXAMPLE,)):
        run = kaohe("impact", *data, "--from", old, "--to", new, "--format", "json", "-q", *options)
        self.assertEqual(run.code, 0, run)
        return json.loads(run.out)

    def full_runs(self, old, new, data=(EXAMPLE,)):
        """What moved, worked out from the two results and the notices that report writes."""
        results, notices = [], []
        for name, pack in (("old", old), ("new", new)):
            file = self.folder / f"{name}.json"
            kaohe("score", *data, "--rules", pack, "-o", file, "-q")
            results.append(json.loads(file.read_text("utf-8")))
            out = self.folder / f"notices-{name}"
            run = kaohe("report", file, "-o", out, "--docx")
            notices.append({line.split("：")[0]: line.split("：")[1].split(" ")[0] for line in run.err.splitlines() if "，" in line and "没有值" not in line})
        before, after = ({region["region"]: region for region in result["regions"]} for result in results)
        region_keys = ("total", "total_max", "possible", "grade", "rank")
        rule_keys = ("status", "points", "points_max", "possible")
        regions, rules = {}, {}
        for name in after:
            states = [tuple(side[name][key] for key in region_keys) for side in (before, after)]
            if states[0] != states[1]:
                regions[name] = tuple(states)
            sides = [{rule["rule"]: tuple(rule[key] for key in rule_keys) for rule in side[name]["rules"]} for side in (before, after)]
            for rule in {*sides[0], *sides[1]}:
                if sides[0].get(rule) != sides[1].get(rule):
                    rules[name, rule] = (sides[0].get(rule), sides[1].get(rule))
        moved = {name: (notices[0].get(name), notices[1].get(name)) for name in {*notices[0], *notices[1]} if notices[0].get(name) != notices[1].get(name)}
        return regions, rules, moved

    def check(self, old, new, data=(EXAMPLE,)):
        got = self.impact(old, new, data=data)
        region_keys = ("total", "total_max", "possible", "grade", "rank")
        rule_keys = ("status", "points", "points_max", "possible")
        def state(side, keys):
            return side and tuple(side[key] for key in keys)
        regions = {each["region"]: (state(each["from"], region_keys), state(each["to"], region_keys)) for each in got["regions"]}
        rules = {(each["region"], each["rule"]): (state(each["from"], rule_keys), state(each["to"], rule_keys)) for each in got["rules"]}
        notices = {each["region"]: (each["from"], each["to"]) for each in got["notices"]}
        self.assertEqual((regions, rules, notices), self.full_runs(old, new, data))
        return got

    def test_nothing_changed(self):
        got = self.check(PACK, PACK)
        self.assertEqual((got["regions"], got["rules"], got["notices"]), ([], [], []))

    def test_a_target(self):
        pack = self.copy_pack()
        edit(pack / "targets.csv", ("红寺堡区,air.pm10,2021,58,", "红寺堡区,air.pm10,2021,57,"))
        got = self.check(PACK, pack)
        self.assertEqual([(each["region"], each["rule"], each["from"]["status"], each["to"]["status"]) for each in got["rules"]],
                         [("红寺堡区", "air.pm10", "met", "unmet")])
        self.assertEqual(got["differences"], ["改 目标 PM10年均浓度 红寺堡区 58 → 57"])

    def test_scheme_ranks_grades_and_notices(self):
        pack = self.copy_pack()
        edit(pack / "targets.csv", ("盐池县,air.good_days_rate,2021,90.0,", "盐池县,air.good_days_rate,2021,99.9,"),
             ("同心县,air.pm25,2021,34,", "同心县,air.pm25,2021,40,"))
        edit(pack / "scheme.lua", ('{ "优秀", at_least = "90" }', '{ "优秀", at_least = "89.9" }'))
        with (pack / "pack.lua").open("a", encoding="utf-8") as file:
            file.write('consequence "warn" { title = "预警", when = "x", cite = { "wz-water-2021", "三（四）" }, kind = "interview", share_unmet = "30" }\n')
        got = self.check(PACK, pack)
        self.assertTrue(got["regions"] and got["rules"] and got["notices"])

    def test_deadlines_and_tasks(self):
        old = ROOT / "rules/640300-wuzhong/2021"
        pack = self.folder / "pack"
        shutil.copytree(old, pack)
        text = (pack / "tasks-air.csv").read_text("utf-8")
        self.assertIn("2021-10-31", text)
        (pack / "tasks-air.csv").write_text(text.replace("2021-10-31", "2021-03-31"), "utf-8")
        got = self.check(old, pack, data=(ROOT / "examples/wuzhong-2021/submissions",))
        self.assertTrue(any(each["rule"] == "tasks.on_time" for each in got["rules"]))

    def test_an_indicator_that_goes_and_one_that_comes(self):
        pack = self.copy_pack()
        edit(pack / "scheme.lua", ('rule "parcels.rate" {\n  group = "soil", points = "10"', 'rule "parcels.rate" {\n  group = "soil", points = "6"'))
        with (pack / "scheme.lua").open("a", encoding="utf-8") as file:
            file.write('indicator "film" { title = "农膜回收率", unit = "%", better = "higher", digits = 1, method = "film", value = "rate" }\n'
                       'targets "film" { form = at_least, cite = { "wz-soil-2021", "一" }, value = "90", applies = "each" }\n'
                       'rule "film" { group = "soil", points = "4", compare = "full", missing = "zero", not_applicable = "rescale", score = full_or_zero }\n')
        self.check(PACK, pack)
        self.check(pack, PACK)

    def test_a_table_of_the_pack_changes_what_is_read(self):
        pack = self.copy_pack()
        with (pack / "soil.lua").open("a", encoding="utf-8") as file:
            file.write('dictionary "straw" { extend = true, columns = { { id = "note", label = "备注", type = "text" } } }\n')
        self.check(PACK, pack)

    def test_text_and_workbook(self):
        pack = self.copy_pack()
        edit(pack / "targets.csv", ("红寺堡区,air.pm10,2021,58,", "红寺堡区,air.pm10,2021,57,"))
        out = self.folder / "impact.xlsx"
        run = kaohe("impact", EXAMPLE, "--from", PACK, "--to", pack, "-o", out)
        self.assertEqual(run.code, 0, run)
        self.assertIn("红寺堡区 air.pm10（PM10年均浓度）　达标 → 未达标", run.out)
        book = read_workbook(out)
        self.assertEqual(list(book), ["县区变化", "得分变化", "通知书变化", "规则改动"])
        self.assertIn("红寺堡区", book["县区变化"].values())
        self.assertIn("改 目标 PM10年均浓度 红寺堡区 58 → 57", book["规则改动"].values())
        again = self.folder / "again.xlsx"
        kaohe("impact", EXAMPLE, "--from", PACK, "--to", pack, "-o", again, "-q")
        self.assert_same_file(out, again)

    def test_another_year_is_compared_by_last_years_period(self):
        pack = self.folder / "2022"
        run = kaohe("rules", "new", "pack", "--from", PACK, "--year", "2022", "-o", pack)
        self.assertEqual(run.code, 0, run)
        run = kaohe("impact", EXAMPLE, "--from", PACK, "--to", pack, "--format", "json")
        self.assertEqual(run.code, 0, run)
        self.assertIn("KH-V013", run.err)
        got = json.loads(run.out)
        self.assertEqual((got["period"], got["regions"], got["rules"], got["notices"]), ("2021", [], [], []))

    def test_wrong_arguments(self):
        self.assertEqual(kaohe("impact", EXAMPLE, "--from", PACK, "--to", self.folder).code, 4)
        self.assertEqual(kaohe("impact", self.folder, "--from", PACK, "--to", PACK).code, 3)
        self.assertEqual(kaohe("impact", EXAMPLE, "--from", PACK).code, 2)
        self.assertEqual(kaohe("impact", EXAMPLE, "--from", PACK, "--to", PACK, "-o", self.folder / "none/x.json").code, 7)
