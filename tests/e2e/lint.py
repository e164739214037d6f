"""rules lint and rules grammar: what an author asks before publishing a pack."""

import json
import shutil

from support import ROOT, EndToEnd, kaohe


class Lint(EndToEnd):
    def changed_pack(self, file, old, new):
        pack = self.copy_pack()
        path = pack / file
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return pack

    def test_a_doubt_is_told_with_code_place_and_advice(self):
        pack = self.copy_pack()
        with open(pack / "pack.lua", "a", encoding="utf-8") as out:
            out.write('\nsource "nobody" { title = "没有引用的文件" }\n')
        run = kaohe("rules", "lint", "--rules", pack)
        self.assertEqual(run.code, 1, run)
        self.assertIn("nobody", run.err)
        self.assertRegex(run.err, r"pack\.lua:\d+")
        self.assertIn("hint", run.err)

    def test_findings_for_programs(self):
        pack = self.copy_pack()
        with open(pack / "pack.lua", "a", encoding="utf-8") as out:
            out.write('\nsource "nobody" { title = "没有引用的文件" }\n')
        findings = json.loads(kaohe("rules", "lint", "--rules", pack, "--format", "json").out)
        self.assertIn("KH-R018", [finding["code"] for finding in findings])
        sarif = json.loads(kaohe("rules", "lint", "--rules", pack, "--format", "sarif").out)
        self.assertIn("KH-R018", [result["ruleId"] for result in sarif["runs"][0]["results"]])

    def test_targets_weaker_than_last_years(self):
        old = self.copy_pack("old")
        new = self.copy_pack("new")
        path = next(path for path in sorted(new.rglob("*")) if path.is_file() and "85.7" in path.read_text(encoding="utf-8"))
        path.write_text(path.read_text(encoding="utf-8").replace("85.7", "85.6", 1), encoding="utf-8")
        run = kaohe("rules", "lint", "--rules", new, "--previous", old)
        self.assertEqual(run.code, 1, run)
        for word in ("KH-L008", "85.7", "85.6"):
            self.assertIn(word, run.err)

    def test_rules_and_boundaries_without_a_test(self):
        pack = self.copy_pack()
        shutil.rmtree(pack / "tests", ignore_errors=True)
        run = kaohe("rules", "lint", "--rules", pack)
        self.assertEqual(run.err.count("KH-L013"), 1, run)  # one for the whole pack
        (pack / "tests").mkdir()
        head = "县区,规则,给定,状态\n"
        (pack / "tests/a.csv").write_text(head + "盐池县,air.pm25,28,达标\n", "utf-8")  # the target is 29
        run = kaohe("rules", "lint", "--rules", pack)
        self.assertIn("规则“air.pm25”没有一个测试的实际值恰好等于目标值", run.err)
        self.assertIn("规则“air.pm10”没有测试", run.err)
        (pack / "tests/a.csv").write_text(head + "盐池县,air.pm25,29.4,达标\n", "utf-8")  # which rounds to 29
        self.assertNotIn("air.pm25", kaohe("rules", "lint", "--rules", pack).err)
        (pack / "tests/a.csv").write_text(head + "盐池县,air.pm25,29.4,\n", "utf-8")
        self.assertIn("KH-V002", kaohe("rules", "lint", "--rules", pack).err)

    def test_every_code_of_lint_is_explained(self):
        for number in (1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14):
            code = f"KH-L{number:03}"
            run = kaohe("rules", "lint", "--explain", code, "--rules", "x")
            self.assertEqual(run.code, 0, run)
            self.assertIn(code, run.out)
        self.assertEqual(kaohe("rules", "lint", "--explain", "KH-L999", "--rules", "x").code, 2)


class Grammar(EndToEnd):
    """What is made from the registry of words stands in the repository; it must be what the program says today."""

    def test_reference_stubs_and_globals_are_up_to_date(self):
        for file, form in (("docs/reference.md", "markdown"), ("plugins/_meta/words.lua", "stubs"), ("plugins/_meta/globals.lua", "globals")):
            with self.subTest(file):
                made = kaohe("rules", "grammar", "--format", form).out
                self.assertEqual((ROOT / file).read_text(encoding="utf-8"), made, f"kaohe rules grammar --format {form} -o {file}")
