"""rules test: tests beside a pack and cases beside methods, as an author runs them."""

import json
import os
import shutil
import signal
import subprocess
import time
import xml.etree.ElementTree as ElementTree

import support
from support import EXAMPLE, PLUGINS, ROOT, EndToEnd, edit, kaohe

# 利通区 PM2.5: target 33, 14 points, half a point for each begun microgram (scheme.lua of the fixture).
HEAD = "名称,县区,规则,给定,状态,得分,出处\n"
GOOD = HEAD + "恰好达标,利通区,air.pm25,33,达标,14,附件1\n超 3 微克,利通区,air.pm25,36,未达标,12.5,14 − 3 × 0.5\n"
WRONG = HEAD + "超 3 微克,利通区,air.pm25,36,未达标,12,记错\n"


class TestsOfAPack(EndToEnd):
    def pack_with(self, table, name="计分.csv"):
        pack = self.copy_pack()
        (pack / "tests").mkdir()
        (pack / "tests" / name).write_text(table, "utf-8")
        return pack

    def test_that_pass(self):
        run = kaohe("rules", "test", self.pack_with(GOOD))
        self.assertEqual(run.code, 0, run)
        self.assertIn("共 2 个测试，2 个通过，0 个没有通过", run.out)

    def test_that_fail_say_what_was_expected_and_where(self):
        run = kaohe("rules", "test", self.pack_with(WRONG))
        self.assertEqual(run.code, 1, run)
        self.assertIn("KH-V003", run.out)
        self.assertIn("得分应为 12，实际是 12.5", run.out)
        self.assertIn("计分.csv:2", run.out)
        self.assertIn("14 − 3（3 进整） × 0.5 = 12.5", run.out)

    def test_see_the_same_as_score(self):
        pack = self.pack_with(HEAD.replace("给定", "数据") + "同一份数据,同心县,air.good_days_rate,同心县.json,达标,18,\n")
        (pack / "tests/同心县.json").write_bytes((support.EXAMPLE / "同心县.json").read_bytes())
        result, _ = self.score(rules=pack)
        scored = support.rule_of(result, "同心县", "air.good_days_rate")
        run = kaohe("rules", "test", pack, "--format", "json")
        self.assertEqual((run.code == 0), (scored["points"], scored["status"]) == ("18", "met"), run)

    def test_a_target_that_moves_fails_its_tests(self):
        pack = self.pack_with(GOOD)
        edit(pack / "targets.csv", ("利通区,air.pm25,2021,33,", "利通区,air.pm25,2021,32,"))
        run = kaohe("rules", "test", pack)
        self.assertEqual(run.code, 1, run)
        self.assertIn("状态应为 达标，实际是 未达标", run.out)

    def test_in_lua(self):
        pack = self.pack_with("""test "超 3 微克" { region = "利通区", rule = "air.pm25", given = "36",
  expect = { status = "unmet", points = "12.5", gap = "-3", clause = "附件1" } }
test "秸秆" { region = "利通区", rule = "straw.rate",
  given = { straw = { { crop = "玉米", collectable = "100", fertiliser = "87" } } },
  expect = { status = "unmet", actual = "87.0", points = "13" } }
""", "计分.lua")
        run = kaohe("rules", "test", pack)
        self.assertEqual(run.code, 0, run)

    def test_formats(self):
        pack = self.pack_with(GOOD + "记错,利通区,air.pm25,36,未达标,12,<&>\n")
        run = kaohe("rules", "test", pack, "--format", "junit")
        self.assertEqual(run.code, 1, run)
        suites = ElementTree.fromstring(run.out)
        self.assertEqual((suites.get("tests"), suites.get("failures")), ("3", "1"))
        self.assertEqual([case.get("name") for case in suites.iter("testcase")], ["恰好达标", "超 3 微克", "记错"])
        run = kaohe("rules", "test", pack, "--format", "tap")
        lines = run.out.splitlines()
        self.assertEqual(lines[:2], ["TAP version 13", "1..3"])
        self.assertEqual([line.split(" - ")[0] for line in lines if not line.startswith("#")][2:], ["ok 1", "ok 2", "not ok 3"])
        run = kaohe("rules", "test", pack, "--format", "json")
        result = json.loads(run.out)
        self.assertEqual((result["tests"], result["failed"]), (3, 1))
        out = self.folder / "t.xml"
        self.assertEqual(kaohe("rules", "test", pack, "--format", "junit", "-o", out).code, 1)
        self.assertEqual(len(ElementTree.parse(out).getroot().findall("testsuite")), 1)

    def test_none_at_all(self):
        pack = self.copy_pack()
        self.assertEqual(kaohe("rules", "test", pack).code, 0)
        run = kaohe("rules", "test", pack, "--fail-on-empty")
        self.assertEqual(run.code, 1, run)
        self.assertIn("KH-V004", run.err)

    def test_a_table_that_is_wrong(self):
        run = kaohe("rules", "test", self.pack_with(GOOD.replace("得分", "得份")))
        self.assertEqual(run.code, 1, run)
        self.assertIn("KH-V001", run.err)
        self.assertIn("得份", run.err)
        self.assertIn("最多可得", run.err)  # what there is

    def test_a_pack_that_does_not_load(self):
        pack = self.pack_with(GOOD)
        edit(pack / "scheme.lua", ('group = "air", points = "18"', 'group = "air", points = "17"'))
        self.assertEqual(kaohe("rules", "test", pack).code, 4)

    def test_coverage_and_its_threshold(self):
        pack = self.pack_with(GOOD)
        run = kaohe("rules", "test", pack, "--coverage")
        self.assertEqual(run.code, 0, run)
        self.assertIn("规则 air.pm25（PM2.5年均浓度）：到下限", run.out)
        self.assertNotIn("规则 air.pm25（PM2.5年均浓度）：达标", run.out)
        run = kaohe("rules", "test", pack, "--coverage", "--threshold", "90")
        self.assertEqual(run.code, 1, run)
        self.assertIn("KH-V007", run.err)
        self.assertEqual(kaohe("rules", "test", pack, "--threshold", "90").code, 2)

    def test_mutants_by_name(self):
        pack = self.pack_with(GOOD)
        run = kaohe("rules", "test", pack, "--mutate", "--format", "json")
        self.assertEqual(run.code, 0, run)
        survivors = {(each["what"], each["from"], each["to"]) for each in json.loads(run.out)["mutation"]["survivors"]}
        self.assertIn(("规则 air.pm25 的deduct.floor", "0", "0.1"), survivors)
        self.assertNotIn(("规则 air.pm25 的deduct.points", "0.5", "0.6"), survivors)
        self.assertFalse(any("目标值" in what for what, _, _ in survivors))
        run = kaohe("rules", "test", pack, "--mutate", "--targets", "--format", "json")
        survivors = {each["what"] for each in json.loads(run.out)["mutation"]["survivors"]}
        self.assertIn("PM2.5年均浓度 盐池县 的目标值", survivors)
        self.assertNotIn("PM2.5年均浓度 利通区 的目标值", survivors)

    def test_boundaries_hold_as_they_are(self):
        pack = self.copy_pack()
        run = kaohe("rules", "test", pack, "--boundaries")
        self.assertEqual(run.code, 0, run)
        self.assertIn("air.pm25 盐池县 等于目标,盐池县,air.pm25,29,,,达标,,14,", run.out)
        self.assertIn("air.pm25 盐池县 高于目标一步,盐池县,air.pm25,30,,,未达标,,13.5,", run.out)
        (pack / "tests").mkdir()
        (pack / "tests/边界.csv").write_text(run.out, "utf-8")
        run = kaohe("rules", "test", pack)
        self.assertEqual(run.code, 0, run)
        self.assertIn("0 个没有通过", run.out)

    def test_watch_runs_again_when_a_file_is_saved(self):
        pack = self.pack_with(GOOD)
        process = subprocess.Popen([support.BINARY, "rules", "test", str(pack), "--watch"], stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, env={**os.environ, "NO_COLOR": "1"})
        try:
            def read_until(text):
                seen, end = "", time.monotonic() + 60
                while text not in seen and time.monotonic() < end:
                    seen += process.stdout.readline().decode()
                return seen
            self.assertIn("2 个通过", read_until("等待改动"))
            (pack / "tests/计分.csv").write_text(WRONG, "utf-8")
            self.assertIn("1 个没有通过", read_until("等待改动"))
            edit(pack / "scheme.lua", ('group = "air", points = "18"', 'group = "air", points = "17"'))
            self.assertIn("KH-R010", read_until("等待改动"))  # broken: said, and the watch goes on
        finally:
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.wait(timeout=20), 130)
            process.stdout.close()


class ScoreWatches(EndToEnd):
    def test_a_broken_pack_leaves_the_old_in_force(self):
        pack, result, data = self.copy_pack(), self.folder / "r.json", self.folder / "data"
        shutil.copytree(EXAMPLE, data)
        process = subprocess.Popen([support.BINARY, "score", str(data), "--rules", str(pack), "-o", str(result), "--watch"], stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, env={**os.environ, "NO_COLOR": "1"})

        def read_until_waiting():
            seen, end = "", time.monotonic() + 60
            while "等待改动" not in seen and time.monotonic() < end:
                seen += process.stdout.readline().decode()
            return seen

        def target():
            region = next(region for region in json.loads(result.read_text("utf-8"))["regions"] if region["region"] == "盐池县")
            return next(rule for rule in region["rules"] if rule["rule"] == "air.pm25")["target"]["value"]
        try:
            self.assertNotIn("没有换上", read_until_waiting())
            self.assertEqual(target(), "29")
            edit(pack / "targets.csv", ("盐池县,air.pm25,2021,29,", "盐池县,air.pm25,2021,28,"))
            read_until_waiting()
            self.assertEqual(target(), "28")
            edit(pack / "targets.csv", ("盐池县,air.pm25,2021,28,", "盐池县,air.pm25,2021,二十,"))
            said = read_until_waiting()
            self.assertIn("targets.csv", said)
            self.assertIn("没有换上，仍按原来的评", said)
            self.assertEqual(target(), "28")
            edit(pack / "targets.csv", ("盐池县,air.pm25,2021,二十,", "盐池县,air.pm25,2021,27,"))
            (pack / "tests").mkdir(exist_ok=True)
            (pack / "tests/a.csv").write_text("县区,规则,给定,状态\n盐池县,air.pm25,28,达标\n", "utf-8")
            self.assertIn("KH-V003", read_until_waiting())  # its test says 28 reaches it
            self.assertEqual(target(), "28")
        finally:
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.wait(timeout=20), 130)
            process.stdout.close()


class CasesOfMethods(EndToEnd):
    def test_the_shipped_ones_pass(self):
        run = kaohe("rules", "test", PLUGINS)
        self.assertEqual(run.code, 0, run)
        self.assertIn("plugins/water/cases.tsv", run.out)

    def test_one_folder(self):
        run = kaohe("rules", "test", PLUGINS / "film")
        self.assertEqual(run.code, 0, run)
        self.assertNotIn("water", run.out)

    def test_methods_of_a_pack_run_with_it(self):
        pack = self.copy_pack()
        run = kaohe("rules", "new", "method", "film.own", "--rules", pack)
        self.assertEqual(run.code, 0, run)
        edit(pack / "plugins/film-own/cases.tsv", ("rate=75 ", "rate=76 "))
        run = kaohe("rules", "test", pack)
        self.assertEqual(run.code, 1, run)
        self.assertIn("rate 应为 76，实际是 75", run.out)

    def test_no_such_folder(self):
        run = kaohe("rules", "test", self.folder)
        self.assertEqual(run.code, 4, run)


class ShippedPacks(EndToEnd):
    def test_all_pass_cover_and_notice(self):
        packs = sorted(path.parent for path in (ROOT / "rules").glob("*/*/pack.lua"))
        tested = [pack for pack in packs if (pack / "scheme.lua").exists()]
        self.assertEqual(len(tested), 6)
        for pack in tested:
            run = kaohe("rules", "test", pack, "--coverage", "--mutate", "--threshold", "90", "--fail-on-empty")
            self.assertEqual(run.code, 0, run)
