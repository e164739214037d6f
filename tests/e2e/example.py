"""The shipped example, end to end: what comes out, that it is right, and that it is always the same bytes."""

import random
import subprocess
import sys
from decimal import Decimal

from support import EXAMPLE, PACK, ROOT, SHIPPED_EXAMPLE, SHIPPED_PACK, EndToEnd, document_text, kaohe, load_result, read_workbook, region_of


class ShippedExample(EndToEnd):
    def test_assess_writes_everything_and_the_hand_calculation_agrees(self):
        out = self.assess(SHIPPED_EXAMPLE, rules=SHIPPED_PACK)
        result = load_result(out)
        self.assertEqual(result["schema"], "kaohe.result/1")
        self.assertEqual(result["outcome"], {"code": 8, "codes": [8]})
        for name in ("result.json", "考核.xlsx", "index.html"):
            self.assertGreater((out / name).stat().st_size, 500, name)
        # 吴忠市 and some bureaus fall short too, but notices go to counties and zones only.
        short = [region for region in result["regions"] if any(rule["status"] in ("unmet", "partial") for rule in region["rules"])]
        told = [region["region"] for region in short if region["kind"] in ("county", "zone")]
        self.assertEqual(told, ["利通区", "红寺堡区", "青铜峡市", "盐池县", "同心县"])
        self.assertLess(len(told), len(short))
        self.assertEqual(sorted(path.name for path in (out / "通知书").iterdir()),
                         sorted(f"{region}.{ending}" for region in told for ending in ("docx", "html")))
        check = subprocess.run([sys.executable, ROOT / "scripts/check_example.py", "--result", out / "result.json"],
                               capture_output=True, text=True, check=False)
        self.assertEqual(check.returncode, 0, check.stdout + check.stderr)

    def test_no_temporary_file_is_left(self):
        out = self.assess(SHIPPED_EXAMPLE, rules=SHIPPED_PACK)
        left = [path.name for path in out.rglob("*") if path.name.startswith(".") or path.name.endswith(".tmp")]
        self.assertEqual(left, [])

    def test_workbook_and_notice_show_the_numbers_of_the_result(self):
        out = self.assess(SHIPPED_EXAMPLE, rules=SHIPPED_PACK)
        book = read_workbook(out / "考核.xlsx")
        for sheet in ("总排名", "得分明细", "未达标清单", "扣分说明", "数据来源与依据", "利通区", "太阳山开发区", "市国资委"):
            self.assertIn(sheet, book)
        ranking = set(book["总排名"].values())
        for region in load_result(out)["regions"]:
            self.assertIn(region["region"], ranking)
        listing = set(book["未达标清单"].values())
        notice = document_text(out / "通知书/利通区.docx")
        page = (out / "通知书/利通区.html").read_text("utf-8")
        self.assertIn("87.4", listing)  # 秸秆: 2186/25 = 87.44
        self.assertIn("南干沟青铜峡－利通区交界水质类别", listing)
        # A rule of its own, a rule that counts others and one of those: 利通区 implemented 8 of 9 sewage projects.
        for text in ("秸秆综合利用率", "87.44", "0.56", "农村生活污水治理项目实施数", "农村、土壤和地下水达标比例", "1.666667"):
            self.assertIn(text, notice)
            self.assertIn(text, page)

    def test_tasks_that_nobody_reported_are_still_listed(self):
        result, _ = self.score(SHIPPED_EXAMPLE, rules=SHIPPED_PACK)
        for region, forgotten in (("同心县", 7), ("吴忠市", 9), ("利通区", 0)):
            states = {task["id"]: task["state"] for task in region_of(result, region)["tasks"]}
            self.assertEqual(sum(state == "not_submitted" for state in states.values()), forgotten, region)
            self.assertEqual(states["WZ-AIR-T35"], "not_submitted" if forgotten else "done")
            self.assertEqual(states["WZ-CLI-T19"], "not_submitted" if forgotten else "ongoing")
        states = {task["id"]: task["state"] for task in region_of(result, "青铜峡市")["tasks"]}
        self.assertEqual([states[f"WZ-AIR-T{n:02d}"] for n in (10, 28, 36, 1)], ["late", "overdue", "overdue", "done"])

    def test_every_ranked_county_can_reach_the_same_points(self):
        result, _ = self.score(SHIPPED_EXAMPLE, rules=SHIPPED_PACK)
        for region in result["regions"]:
            if region["kind"] == "county":  # what 无此项 takes away comes back by rescaling
                self.assertEqual(sum(Decimal(rule["full"]) for rule in region["rules"]), 100, region["region"])

    def test_the_example_is_what_its_script_makes(self):
        made = self.folder / "made"
        subprocess.run([sys.executable, "-B", ROOT / "scripts/make_example.py", made], check=True)
        names = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
        self.assertEqual(names, sorted(path.relative_to(SHIPPED_EXAMPLE) for path in SHIPPED_EXAMPLE.rglob("*") if path.is_file()))
        for name in names:
            self.assert_same_file(made / name, SHIPPED_EXAMPLE / name)


class SameBytes(EndToEnd):
    @classmethod
    def setUpClass(cls):
        cls.reference = kaohe("score", EXAMPLE, "--rules", PACK, "--format", "json").out
        assert cls.reference

    def json_of(self, *arguments, **settings):
        return kaohe("score", *arguments, "--format", "json", **settings).out

    def test_every_output_on_rerun(self):
        one, other = self.assess(out=self.folder / "one"), self.assess(out=self.folder / "other")
        files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
        self.assertEqual(files, sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file()))
        self.assertGreater(len(files), 10)
        for name in files:
            self.assert_same_file(one / name, other / name)
        self.assertEqual((one / "result.json").read_text("utf-8"), self.reference)

    def test_report_from_the_stored_result_is_what_assess_made(self):
        out = self.assess()
        again = self.folder / "again"
        run = kaohe("report", out / "result.json", "-o", again)
        self.assertEqual(run.code, 0, run)
        for path in again.rglob("*"):
            if path.is_file():
                self.assert_same_file(path, out / path.relative_to(again))

    def test_one_thread_or_two(self):
        for jobs in (1, 2, 7):
            self.assertEqual(self.json_of(EXAMPLE, "--rules", PACK, "--jobs", jobs), self.reference)

    def test_working_directory_and_relative_paths(self):
        run = self.json_of("tests/e2e/fixture/submissions", "--rules", "tests/e2e/fixture/pack", cwd=ROOT)
        self.assertEqual(run, self.reference)
        self.assertEqual(self.json_of("submissions/", "--rules", PACK, cwd=EXAMPLE.parent), self.reference)
        self.assertEqual(self.json_of(".", "--rules", PACK / "pack.lua", cwd=EXAMPLE), self.reference)

    def test_copied_data_and_pack(self):
        self.assertEqual(self.json_of(self.copy_data("elsewhere"), "--rules", self.copy_pack("other")), self.reference)

    def test_time_zone_language_and_date(self):
        for env in ({"TZ": "America/New_York"}, {"TZ": "Asia/Shanghai", "LANG": "zh_CN.GB18030"},
                    {"LC_ALL": "C"}, {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}, {"HOME": "/nonexistent"}):
            self.assertEqual(self.json_of(EXAMPLE, "--rules", PACK, env=env), self.reference, env)

    def test_files_as_arguments_in_any_order(self):
        # Several of them have the same name (秸秆.csv of four counties).
        files = sorted(path for path in EXAMPLE.rglob("*") if path.is_file())
        reference = self.json_of(*files, "--rules", PACK)
        self.assertIn('"region": "利通区"', reference)
        for seed in range(4):
            shuffled = files[:]
            random.Random(seed).shuffle(shuffled)
            self.assertEqual(self.json_of(*shuffled, "--rules", PACK), reference, f"seed {seed}")

    def test_neither_clock_host_nor_absolute_path_is_in_the_result(self):
        for text in (str(ROOT), "/tmp", "/work"):
            self.assertNotIn(text, self.reference)


class Ledger(EndToEnd):
    @classmethod
    def setUpClass(cls):
        import json
        cls.result = json.loads(kaohe("score", EXAMPLE, "--rules", PACK, "--format", "json").out)

    def test_ledger_and_groups_sum_to_the_total(self):
        for region in self.result["regions"]:
            total = Decimal(region["total"])
            self.assertEqual(sum(Decimal(e["points"]) for e in region["ledger"]), total, region["region"])
            self.assertEqual(sum(Decimal(g["points"]) for g in region["groups"]), total, region["region"])

    def test_ledger_says_why(self):
        for region in self.result["regions"]:
            for entry in region["ledger"]:
                self.assertIn(entry["kind"], ("award", "deduct", "bonus", "cap", "veto", "rescale"))
                if entry["kind"] != "award":
                    self.assertTrue(entry["reason"], (region["region"], entry))

    def test_provisional_is_exactly_a_total_that_may_still_grow(self):
        kinds = set()
        for region in self.result["regions"]:
            open_ = Decimal(region["total"]) != Decimal(region["total_max"])
            self.assertEqual(region["provisional"], open_, region["region"])
            self.assertLessEqual(Decimal(region["total"]), Decimal(region["total_max"]))
            kinds.add(open_)
        self.assertEqual(kinds, {True, False})

    def test_unranked_regions_have_neither_rank_nor_grade(self):
        ranks = {region["region"]: region["rank"] for region in self.result["regions"]}
        self.assertEqual(ranks, {"吴忠市": None, "利通区": 1, "红寺堡区": 3, "青铜峡市": 5, "盐池县": 1, "同心县": 4, "太阳山开发区": None})
        for name in ("吴忠市", "太阳山开发区"):
            self.assertIsNone(region_of(self.result, name)["grade"])

    def test_only_some_regions_have_no_ranks_and_unchanged_totals(self):
        result, _ = self.score(options=("--region", "青铜峡市", "--region", "利通"))
        self.assertEqual([r["region"] for r in result["regions"]], ["利通区", "青铜峡市"])
        for region in result["regions"]:
            whole = region_of(self.result, region["region"])
            self.assertIsNone(region["rank"])
            self.assertEqual(dict(region, rank=whole["rank"]), whole)
        result, _ = self.score(options=("--region", "红寺堡区"), code=0)
        self.assertEqual(region_of(result, "红寺堡区")["total"], "89.99153")

    def test_fail_on(self):
        self.score(options=("--fail-on", "never"), code=0)
        self.score(options=("--fail-on", "unmet"), code=8)  # 8 stands before 1
        self.score(options=("--fail-on", "unmet", "--region", "利通区"), code=1)
        self.score(options=("--fail-on", "unmet", "--region", "太阳山开发区"), code=0)
        self.score(options=("--fail-on", "never", "--region", "利通区"), code=0)


