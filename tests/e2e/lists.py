"""Lists of a pack (units, tasks, thresholds, projects), rules that count others, and targets that are due later."""

import json

from support import EndToEnd, kaohe, region_of, rule_of, rules_by_key

PACK = """pack { id = "lists-2021", title = "清单试验", version = "1.0.0", engine = ">=0.1", period = "2021" }
regions { { name = "某市", kind = "city", ranked = false }, { name = "甲县", kind = "county" }, { name = "乙县", kind = "county" } }
source "s" { title = "试验文件" }
units { file = "units.csv" }
tasks { file = "tasks.csv", source = "s" }
thresholds { file = "limits.csv", source = "s" }
project "boilers" { title = "锅炉", file = "boilers.csv", cite = { "s", "附件" } }
indicator "a.one" { title = "指标一", unit = "%", better = "higher", digits = 0, method = "reported", value = "value" }
indicator "a.two" { title = "指标二", unit = "%", better = "higher", digits = 0, method = "reported", value = "value" }
indicator "a.three" { title = "指标三", unit = "%", better = "higher", digits = 0, method = "reported", value = "value" }
indicator "on_time" { title = "按期率", unit = "%", better = "higher", digits = 1, method = "tasks.completion", value = "on_time_rate" }
indicator "built" { title = "项目", unit = "%", better = "higher", digits = 0, method = "projects.finished", value = "rate", params = { list = "boilers" } }
targets "a.one" { form = at_least, cite = { "s", "一" }, value = "80", applies = "each" }
targets "a.two" { form = at_least, cite = { "s", "二" }, value = "80", applies = "each", lead = { "环保局" } }
targets "a.three" { form = at_least, cite = { "s", "三" }, rows = { { "甲县", "80" } } }
targets "on_time" { form = at_least, cite = { "s", "四" }, value = "100", applies = "each" }
targets "built" { form = at_least, cite = { "s", "五" }, value = "100", applies = { "甲县" } }
scheme { title = "试验", total = "100" }
group "g" { title = "组", points = "100" }
rule "shared" { group = "g", points = "60", members = { "a.*", "built" }, compare = "full", missing = "undetermined", not_applicable = "rescale", score = share }
rule "on_time" { group = "g", points = "40", compare = "full", missing = "zero", score = ratio { floor = "0", cap = "1" } }
grades { { "合格", at_least = "60" }, { "不合格" } }
"""
UNITS = "单位,别名,代表\n生态环境局,环保局；市环保局,\n各县,各县政府,each\n"
TASKS = """编号,序号,任务,牵头单位,配合单位,落实单位,完成时限,时限原文,报送,条款,说明
T1,1,拆除锅炉,环保局,,各县政府,2021-06-30,6月底,monthly:4,一1,
T2,2,编制方案,环保局,,甲县,2021-10-31,10月底,,一2,
T3,1,巡查河道,生态环境局,,各县,,持续推进,half_year,二1,
T4,4,年底总结,市环保局,,,2021-12-31,年底,,二4,
T5,5,更新车辆,生态环境局,,各县,2021-12-31,年底,,二5,
"""
LIMITS = """编号,名称,对象,判定,限值,单位,年度,时限,牵头单位,条款,说明
L1,锅炉规模,,<=,35,蒸吨,,,,三,
L2,养殖密度,甲县,between,50..75,头/公顷,,,环保局,四,
L3,方案印发,,by,2021年4月30日,,,,,五,
"""
BOILERS = """编号,县区,单位名称,数量,规模,规模单位,措施,完成时间,时限原文,说明
B1,甲县,甲厂,2,20,蒸吨,拆除,2021-08-31,8月,
B2,甲县,乙厂,1,13,蒸吨,拆除,2021-08-31,8月,
合计,,,3,33,,,,,
"""
REPORTED = "县区,指标,数值,单位\n甲县,a.one,85,%\n甲县,a.two,79,%\n甲县,a.three,80,%\n乙县,a.one,85,%\n"
SCHEDULE = """县区,序号,重点任务,状态,完成比例,完成日期
甲县,T1,,已完成,100,2021-06-30
甲县,2,编制方案,已完成,100,2021-11-02
甲县,1,巡查河道,进行中,50,
乙县,T1,,进行中,70,
"""
PROJECTS = "县区,编号,状态,完成日期\n甲县,B1,已完成,2021-08-01\n甲县,乙厂,已完成,2021-09-01\n"


class Lists(EndToEnd):
    def setUp(self):
        super().setUp()
        self.pack = self.folder / "pack"
        self.pack.mkdir()
        for name, text in (("pack.lua", PACK), ("units.csv", UNITS), ("tasks.csv", TASKS), ("limits.csv", LIMITS), ("boilers.csv", BOILERS)):
            (self.pack / name).write_text(text, "utf-8")

    def data(self, reported=REPORTED, schedule=SCHEDULE, projects=PROJECTS):
        folder = self.folder / "data"
        folder.mkdir(exist_ok=True)
        for name, text in (("指标填报", reported), ("任务调度表", schedule), ("项目清单", projects)):
            if text:
                (folder / f"{name}.csv").write_text(text, "utf-8")
        return folder

    def run_score(self, code=8, options=(), **tables):
        return self.score(self.data(**tables), rules=self.pack, code=code, options=options)

    def inventory(self):
        run = kaohe("rules", "list", "--rules", self.pack, "--format", "json")
        self.assertEqual(run.code, 0, run)
        return {item["id"]: item for item in json.loads(run.out)}

    def broken(self, name, old, new, *messages):
        path = self.pack / name
        text = path.read_text("utf-8")
        self.assertEqual(text.count(old), 1)
        path.write_text(text.replace(old, new), "utf-8")
        run = kaohe("rules", "list", "--rules", self.pack)
        self.assertEqual(run.code, 4, run)
        for message in messages:
            self.assertIn(message, run.err, run)

    def test_inventory(self):
        items = self.inventory()
        task = items["lists-2021:T1"]
        self.assertEqual((task["kind"], task["op"], task["value"], task["due"], task["lead"], task["implement"], task["report"]),
                         ("task", "by", "2021-06-30", "2021-06-30", ["生态环境局"], ["各县"], "monthly:4"))
        self.assertEqual((items["lists-2021:T3"]["due"], items["lists-2021:T3"]["due_text"]), (None, "持续推进"))
        limit = items["lists-2021:L2"]
        self.assertEqual((limit["kind"], limit["op"], limit["value"], limit["region"], limit["lead"]), ("threshold", "between", "50..75", "甲县", ["生态环境局"]))
        self.assertEqual(items["lists-2021:L3"]["value"], "2021-04-30")
        project = items["lists-2021:B1"]
        self.assertEqual((project["kind"], project["region"], project["quantity"], project["scale"], project["due"]), ("project", "甲县", "2", "20", "2021-08-31"))
        self.assertEqual(items["lists-2021:a.two:甲县"]["lead"], ["生态环境局"])

    def test_share_counts_the_targets_that_apply(self):
        result, _ = self.run_score()
        # 甲县: one met, two not (79), three met (80 = 80), built: both finished -> 3 of 4
        shared = rule_of(result, "甲县", "shared")
        self.assertEqual((shared["status"], shared["points"], shared["possible"], shared["values"]), ("partial", "45", "60", {"met": "3", "open": "0", "total": "4"}))
        member = rule_of(result, "甲县", "a.two")
        self.assertEqual((member["status"], member["points"], member["possible"], member["part_of"], member["gap"]), ("unmet", "0", "0", "shared", "-1.00"))
        # 乙县: one met, two not reported (待定), three and built are not required of it -> 1 of 2, may become 2 of 2
        shared = rule_of(result, "乙县", "shared")
        self.assertEqual((shared["status"], shared["points"], shared["points_max"]), ("not_submitted", "30", "60"))
        self.assertNotIn(("乙县", "a.three"), rules_by_key(result))
        self.assertTrue(region_of(result, "乙县")["provisional"])

    def test_tasks_have_a_state_each(self):
        result, _ = self.run_score()
        states = {name: {task["id"]: task["state"] for task in region_of(result, name)["tasks"]} for name in ("甲县", "乙县", "某市")}
        self.assertEqual(states["甲县"], {"T1": "done", "T2": "late", "T3": "ongoing", "T5": "not_submitted"})
        self.assertEqual(states["乙县"], {"T1": "overdue", "T3": "not_submitted", "T5": "not_submitted"})
        self.assertEqual(states["某市"], {f"T{i}": "not_submitted" for i in range(1, 6)})  # the city answers for all
        # 甲县: T1 on time, T2 late, T5 due and forgotten -> 1 of 3; T3 has no deadline
        on_time = rule_of(result, "甲县", "on_time")
        self.assertEqual((on_time["exact"], on_time["actual"], on_time["points"]), ("100/3", "33.3", "13.333333"))
        self.assertEqual((on_time["values"]["due"], on_time["values"]["late"], on_time["values"]["missing"]), ("3", "1", "1"))
        self.assertEqual(rule_of(result, "乙县", "on_time")["exact"], "0")

    def test_before_the_deadline_nothing_is_due(self):
        schedule = "县区,序号,重点任务,状态,完成日期\n甲县,T1,,进行中,\n甲县,T2,,未启动,\n甲县,T5,,未启动,\n"
        result, _ = self.run_score(schedule=schedule, options=("--as-of", "2021-05-31"))
        self.assertEqual({task["id"]: task["state"] for task in region_of(result, "甲县")["tasks"]},
                         {"T1": "open", "T2": "open", "T3": "not_submitted", "T5": "open"})
        self.assertEqual(rule_of(result, "甲县", "on_time")["status"], "not_applicable")

    def test_projects(self):
        result, _ = self.run_score()
        projects = {project["id"]: project["state"] for project in region_of(result, "甲县")["projects"]}
        self.assertEqual(projects, {"B1": "done", "B2": "late"})
        self.assertEqual(rule_of(result, "甲县", "built")["values"]["scale"], "33")

    def test_a_number_of_two_notices_needs_the_title(self):
        _, run = self.run_score(schedule="县区,序号,重点任务,状态\n甲县,1,,进行中\n")
        self.assertIn("KH-D034", run.err, run)
        self.assertIn("几份安排都有的序号要同时写任务名称", run.err)

    def test_unknown_and_repeated_tasks_name_their_row(self):
        _, run = self.run_score(schedule="县区,序号,重点任务,状态,完成日期\n甲县,T9,,进行中,\n甲县,T1,,进行中,\n甲县,,拆除锅炉,已完成,2021-06-01\n乙县,T2,,进行中,\n")
        found = sorted((code, place) for _, code, _, place in run.diagnostics())
        self.assertEqual(found, [("KH-D013", "任务调度表.csv:4:2"), ("KH-D034", "任务调度表.csv:2:2"), ("KH-D034", "任务调度表.csv:5:2")], run)
        _, run = self.run_score(schedule="县区,序号,重点任务,状态,完成日期\n甲县,T1,,进行中,\n甲县,拆除锅炉,,已完成,2021-06-01\n")
        self.assertEqual([(code, place) for _, code, _, place in run.diagnostics()], [("KH-D020", "任务调度表.csv:3:2")], run)

    def test_finished_needs_a_date(self):
        result, run = self.run_score(schedule="县区,序号,状态,完成日期\n甲县,T1,已完成,\n甲县,T3,已完成,\n")
        self.assertEqual([code for _, code, _, _ in run.diagnostics() if code == "KH-D035"], ["KH-D035"])  # T3 has no deadline
        self.assertEqual(rule_of(result, "甲县", "on_time")["status"], "invalid")
        self.assertNotEqual(rule_of(result, "乙县", "on_time")["status"], "invalid")

    def test_broken_lists_say_where(self):
        self.broken("tasks.csv", "2021-06-30,6月底", "6月底,6月底", "tasks.csv:2", "“6月底”应写成 2021-12-31")

    def test_unknown_unit_of_a_task(self):
        self.broken("tasks.csv", "T2,2,编制方案,环保局", "T2,2,编制方案,环保据", "tasks.csv:3", "“环保据”没有声明，是否为“环保局”")

    def test_a_total_that_does_not_add_up(self):
        self.broken("boilers.csv", "合计,,,3,33", "合计,,,3,34", "boilers.csv:4", "合计写 34，各行相加为 33")

    def test_limits_are_checked(self):
        self.broken("limits.csv", "50..75", "50-75", "limits.csv:3", "应写成 下限..上限")

    def test_the_same_id_twice(self):
        self.broken("tasks.csv", "T5,5", "T4,5", "tasks.csv:6", "T4")

    def test_members_must_exist(self):
        self.broken("pack.lua", '"a.*", "built"', '"b.*", "built"', "b.*")

    def test_a_member_can_not_be_scored_twice(self):
        self.broken("pack.lua", 'rule "on_time"', 'rule "a.one" { group = "g", points = "0", compare = "full", missing = "zero", score = full_or_zero }\nrule "on_time"', "KH-R006")

    def test_targets_by_year_and_due_later(self):
        text = (self.pack / "pack.lua").read_text("utf-8")
        text = text.replace('period = "2021"', 'period = "2020-2022"').replace(
            'targets "a.one" { form = at_least, cite = { "s", "一" }, value = "80", applies = "each" }',
            'targets "a.one" { form = by_year, cite = { "s", "一" }, years = { ["2021"] = "80", ["2022"] = "90" }, applies = "each" }').replace(
            'value = "80", applies = "each", lead', 'value = "80", year = "2022", applies = "each", lead')
        (self.pack / "pack.lua").write_text(text, "utf-8")
        items = self.inventory()
        self.assertEqual([(items[f"lists-2021:a.one:甲县:{year}"]["value"], items[f"lists-2021:a.one:甲县:{year}"]["year"]) for year in (2021, 2022)],
                         [("80", "2021"), ("90", "2022")])
        result, _ = self.run_score(options=("--period", "2021"), code=0)
        self.assertEqual((rule_of(result, "甲县", "a.one")["status"], rule_of(result, "甲县", "a.one")["target"]["value"]), ("met", "80"))
        self.assertEqual((rule_of(result, "甲县", "a.two")["status"], rule_of(result, "甲县", "a.two")["possible"]), ("not_due", "0"))
        self.assertEqual(rule_of(result, "甲县", "shared")["values"]["total"], "3")
        reported = REPORTED.replace("数值,单位", "数值,单位")
        result, _ = self.run_score(reported=reported, options=("--period", "2022"))
        self.assertEqual(rule_of(result, "甲县", "a.one")["target"]["value"], "90")
        result, _ = self.run_score(reported=reported, options=("--period", "2020"), code=0)
        self.assertEqual(rule_of(result, "甲县", "a.one")["status"], "not_due")

    def test_show_and_doc(self):
        run = kaohe("rules", "show", "T1", "--rules", self.pack)
        self.assertEqual(run.code, 0, run)
        for text in ("拆除锅炉", "2021-06-30", "牵头：生态环境局", "每月4日前", "试验文件 一1"):
            self.assertIn(text, run.out, run)
        run = kaohe("rules", "show", "a.one", "--rules", self.pack)
        for text in ("指标一", "≥ 80 %", "reported"):
            self.assertIn(text, run.out, run)
        run = kaohe("rules", "show", "T99", "--rules", self.pack)
        self.assertEqual(run.code, 2, run)
        self.assertIn("没有“T99”", run.err)
        run = kaohe("rules", "doc", "--rules", self.pack, "-o", self.folder / "doc")
        self.assertEqual(run.code, 0, run)
        text = (self.folder / "doc/lists-2021.md").read_text("utf-8")
        for expected in ("满分 × 达标项数 ÷ 参评项数", "50–75 头/公顷", "拆除锅炉"):
            self.assertIn(expected, text)
