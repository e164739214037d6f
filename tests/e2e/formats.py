"""The forms a result is given in: by ending, by --format, by --columns."""

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from fractions import Fraction

from support import EXAMPLE, PACK, EndToEnd, kaohe

DEFAULT = "region,total,possible,met,unmet,undetermined,rank,grade"
REGIONS = ["吴忠市", "利通区", "红寺堡区", "青铜峡市", "盐池县", "同心县", "太阳山开发区"]


class Formats(EndToEnd):
    def call(self, *options, code=8):
        run = kaohe("score", EXAMPLE, "--rules", PACK, *options)
        self.assertEqual(run.code, code, run)
        return run

    def test_ending_picks_the_format_and_the_summary_still_goes_to_stdout(self):
        pretty = self.call().out
        for name, option in (("x.json", "json"), ("x.csv", "csv"), ("x.xml", "junit"), ("x.txt", "pretty")):
            path = self.folder / name
            run = self.call("-o", path)
            self.assertEqual(run.out, pretty, name)
            self.assertEqual(path.read_text("utf-8"), self.call("--format", option).out, name)
        self.assertIn("红寺堡区", pretty)
        self.assertIn("89.99153", pretty)

    def test_format_stands_above_the_ending(self):
        path = self.folder / "x.json"
        self.call("-o", path, "--format", "csv")
        self.assertTrue(path.read_text("utf-8").startswith(DEFAULT + "\n"))

    def test_quiet_and_dash(self):
        self.assertEqual(self.call("-o", self.folder / "x.json", "-q").out, "")
        self.assertEqual(json.loads(self.call("-o", "-", "--format", "json").out)["schema"], "kaohe.result/1")

    def test_results_go_to_stdout_and_diagnostics_to_stderr(self):
        run = self.call("--format", "json")
        json.loads(run.out)
        self.assertIn("KH-D024", run.err)  # the dust day without approval
        self.assertNotIn("\x1b", run.err)

    def test_csv_has_the_default_columns(self):
        text = self.call("--format", "csv").out
        self.assertEqual(text.splitlines()[0], DEFAULT)
        self.assertFalse(text.startswith("\ufeff"))
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual([row["region"] for row in rows], REGIONS)
        self.assertEqual(rows[3], dict(zip(DEFAULT.split(","), ("青铜峡市", "74.36", "100", "4", "3", "1", "5", "合格"))))
        self.assertEqual((rows[0]["rank"], rows[0]["grade"]), ("", ""))

    def test_columns(self):
        text = self.call("--format", "csv", "--columns",
                         "region,code,total,total_max,possible,met,unmet,not_met,undetermined,rank,grade,"
                         "air.good_days_rate:good_days,air.good_days_rate:rate,air.pm25:mean,straw.rate:used").out
        rows = {row["region"]: row for row in csv.DictReader(io.StringIO(text))}
        row = rows["红寺堡区"]
        self.assertEqual((row["code"], row["total_max"], row["not_met"]), ("640303", "89.99153", "3"))
        self.assertEqual(row["air.good_days_rate:good_days"], "320")
        self.assertEqual(row["air.good_days_rate:rate"], "87.6712328767")  # 6400/73, ten decimals half-even
        self.assertEqual(Fraction(row["air.pm25:mean"]), 27)
        self.assertEqual(row["straw.rate:used"], "52799")
        self.assertEqual(rows["青铜峡市"]["not_met"], "4")
        self.assertEqual(rows["太阳山开发区"]["air.pm25:mean"], "")  # it has no such rule

    def test_values_of_an_invalid_rule_are_printed(self):
        text = self.call("--format", "csv", "--columns", "region,air.pm10:days,air.pm10:mean").out
        rows = {row["region"]: row for row in csv.DictReader(io.StringIO(text))}
        self.assertEqual((rows["青铜峡市"]["air.pm10:days"], rows["青铜峡市"]["air.pm10:mean"]), ("361", "67"))

    def test_unknown_columns_are_an_error_of_the_command_line(self):
        for column, hint in (("totl", ""), ("air.good_days_rat:rate", "air.good_days_rate"), ("straw.rate:nonsense", ""), ("", "")):
            path = self.folder / "x.csv"
            run = self.call("-o", path, "--columns", f"region,{column}", code=2)
            self.assertIn("KH-C001", run.err)
            self.assertIn(hint, run.err)
            self.assertFalse(path.exists())

    def test_junit(self):
        root = ElementTree.fromstring(self.call("--format", "junit").out)
        self.assertEqual(root.tag, "testsuites")
        suites = {suite.get("name"): suite for suite in root.findall("testsuite")}
        self.assertEqual(list(suites), REGIONS)
        suite = suites["青铜峡市"]
        cases = suite.findall("testcase")
        self.assertEqual(len(cases), 8)
        self.assertEqual(len([case for case in cases if case.find("failure") is not None]), 3)
        self.assertEqual(len([case for case in cases if case.find("error") is not None]), 1)
        self.assertEqual((suite.get("tests"), suite.get("failures"), suite.get("errors")), ("8", "3", "1"))
        skipped = [case for case in suites["盐池县"].findall("testcase") if case.find("skipped") is not None]
        self.assertEqual(len(skipped), 1)

    def test_junit_escapes_what_a_pack_says(self):
        pack = self.copy_pack()
        path = pack / "agriculture.lua"
        path.write_text(path.read_text("utf-8").replace('title = "秸秆综合利用率"', 'title = "秸秆 <&> \\"利用\\" \'率\'"'), "utf-8")
        run = kaohe("score", EXAMPLE, "--rules", pack, "--format", "junit")
        self.assertEqual(run.code, 8, run)
        names = [case.get("name") for case in ElementTree.fromstring(run.out).iter("testcase")]
        self.assertIn("秸秆 <&> \"利用\" '率'", names)

    def test_counts_agree_with_the_states_of_the_result(self):
        result, _ = self.score()
        rows = list(csv.DictReader(io.StringIO(self.call("--format", "csv", "--columns", "region,met,unmet,undetermined,not_met").out)))
        for region, row in zip(result["regions"], rows):
            states = [rule["status"] for rule in region["rules"]]
            unmet = sum(state in ("unmet", "partial") for state in states)
            open_ = sum(state in ("not_submitted", "invalid", "error", "manual", "pending_target") for state in states)
            self.assertEqual(row, {"region": region["region"], "met": str(states.count("met")), "unmet": str(unmet),
                                   "undetermined": str(open_), "not_met": str(unmet + open_)})
