"""Methods and formulas that fail while scoring: that rule is `error`, the others are scored, the result is written, and
it never looks like a pass."""

import json
import shutil
from decimal import Decimal

from support import EXAMPLE, PACK, PLUGINS, EndToEnd, edit, kaohe, load_result, region_of, rules_by_key

START = "    local s = t.straw\n"
STRAW_REGIONS = ("利通区", "红寺堡区", "青铜峡市", "盐池县", "同心县", "太阳山开发区")
# name, what the method does first, code of the finding, exit code, words of the message
METHOD_FAILURES = [
    ("raises an error", 'error("台账对不上")', "KH-R902", 4, "台账对不上"),
    ("asserts", 'assert(1 == 2, "不成立")', "KH-R902", 4, "不成立"),
    ("reads a field of nothing", "local x = t.nothing.area", "KH-R902", 4, ""),
    ("calls what is no function", "t.straw.collectable()", "KH-R902", 4, ""),
    ("never ends", "while true do end", "KH-R901", 6, "指令"),
    ("fills the memory", "local all = {}; local i = 0; while true do i = i + 1; all[i] = { i } end", "KH-R901", 6, "内存"),
    ("recurses without end", "local function f() return 1 + f() end; f()", "KH-R901|KH-R902", (4, 6), ""),
    ("returns nothing", "if true then return end", "KH-P005", 4, "straw"),
    ("returns a number", 'if true then return D"90" end', "KH-P005", 4, "straw"),
    ("returns a text", 'if true then return "90" end', "KH-P005", 4, "straw"),
    ("returns a table without the value", 'if true then return { used = D"1" } end', "KH-P005", 4, "rate"),
    ("returns an output that is not declared", 'if true then return { rate = D"90", extra = D"1" } end', "KH-P005", 4, "extra"),
    ("returns a text as value", 'if true then return { rate = "90" } end', "KH-P005", 4, "rate"),
    ("returns a float", "if true then return { rate = 90.5 } end", "KH-P005|KH-N010", 4, ""),
    ("divides by zero", 'if true then return { rate = ratio(D"1", D"0") } end', "KH-R902|KH-N003", 4, ""),
    ("overflows", 'local x = D"10"; for i = 1, 60 do x = x * 10 end', "KH-N003|KH-R902", 4, ""),
    ("uses a float", "local x = num.add(0.1, 0.2)", "KH-N010", 4, "0.1"),
    ("writes a global", "total = 1", "KH-R014", 4, "total"),
    ("reaches for the host", "os.exit(0)", "KH-R013", 4, "os"),
    ("declares while scoring", 'method { id = "x" }', "KH-R013", 4, ""),
]


class FailingMethod(EndToEnd):
    @classmethod
    def setUpClass(cls):
        cls.clean = json.loads(kaohe("score", EXAMPLE, "--rules", PACK, "--format", "json").out)

    def plugins_with(self, code, name="plugins"):
        plugins = shutil.copytree(PLUGINS, self.folder / name)
        edit(plugins / "straw/method.lua", (START, START + "    " + code + "\n"))
        return plugins

    def assert_others_unchanged(self, result, failed):
        # The bytes a call uses depend on all plugins that were loaded before it, so on the one changed here too. Where the changed
        # method does not fail, the line that was put into it was still run: it costs instructions there, too.
        clean, now = rules_by_key(self.clean), rules_by_key(result)
        for key, rule in clean.items():
            if key not in failed:
                if key[1] != "straw.rate":
                    self.assertEqual(now[key]["budget"]["instructions"], rule["budget"]["instructions"], key)
                self.assertEqual(dict(now[key], budget=None), dict(rule, budget=None), key)

    def test_each_way_to_fail(self):
        for number, (name, code, finding, exit_code, words) in enumerate(METHOD_FAILURES):
            with self.subTest(name):
                plugins = self.plugins_with(code, f"plugins{number}")
                out = self.folder / f"out{number}"
                run = kaohe("assess", EXAMPLE, "--rules", PACK, "--plugins", plugins, "-o", out)
                self.assertIn(run.code, exit_code if isinstance(exit_code, tuple) else (exit_code,), run)
                self.assertTrue(any(entry[1] in finding.split("|") and "straw/method.lua" in entry[3] for entry in run.diagnostics()), run)
                self.assertIn(words, run.err)
                result = load_result(out)
                self.assertEqual(result["outcome"]["code"], run.code)
                self.assertIn(8, result["outcome"]["codes"])
                rules = rules_by_key(result)
                for region in STRAW_REGIONS:
                    rule = rules[region, "straw.rate"]
                    self.assertEqual((rule["status"], rule["points"], rule["possible"]), ("error", "0", "14"), region)
                    self.assertTrue(rule["reason"])
                    whole = region_of(result, region)
                    self.assertTrue(whole["provisional"])
                    self.assertEqual(Decimal(whole["total"]), sum(Decimal(e["points"]) for e in whole["ledger"]))
                self.assert_others_unchanged(result, {(region, "straw.rate") for region in STRAW_REGIONS})
                self.assertTrue((out / "考核.xlsx").is_file())

    def test_only_in_one_region(self):
        plugins = self.plugins_with('if col.sum(s.collectable) == D"100000" then error("只有利通区") end')
        result, _ = self.score(code=4, options=("--plugins", plugins))
        self.assertEqual(rules_by_key(result)["利通区", "straw.rate"]["status"], "error")
        self.assert_others_unchanged(result, {("利通区", "straw.rate")})
        for region in ("红寺堡区", "盐池县"):
            self.assertEqual(region_of(result, region)["total"], region_of(self.clean, region)["total"])

    def test_the_same_error_on_one_thread_or_two_and_fail_on_never_does_not_hide_it(self):
        for code, exit_code in (('error("x")', 4), ("while true do end", 6)):
            plugins = self.plugins_with(code, f"plugins{exit_code}")
            outputs = {json.dumps(self.score(code=exit_code, options=("--plugins", plugins, "--jobs", jobs))[0]) for jobs in (1, 2)}
            self.assertEqual(len(outputs), 1)
            self.score(code=exit_code, options=("--plugins", plugins, "--fail-on", "never"))

    def test_error_and_budget_together(self):
        plugins = self.plugins_with("while true do end")
        edit(plugins / "farmland/method.lua", ("    local f = t.farmland\n", '    local f = t.farmland\n    error("x")\n'))
        result, _ = self.score(code=4, options=("--plugins", plugins))
        self.assertEqual(result["outcome"]["codes"], [4, 6, 8])

    def test_a_failed_call_leaves_nothing_behind_for_the_next(self):
        # The method spoils what it can reach when it fails; the other methods share the state.
        plugins = self.plugins_with('local m = t; m.straw = nil; p.period.first = "x"; error("x")')
        result, _ = self.score(code=4, options=("--plugins", plugins, "--jobs", 1))
        self.assert_others_unchanged(result, {(region, "straw.rate") for region in STRAW_REGIONS})

    def test_invalid_and_not_applicable_are_no_errors(self):
        for code, status, points in (('if true then return invalid("台账未盖章", { used = D"5" }) end', "invalid", "0"),
                                     ('if true then return not_applicable("没有秸秆") end', "not_applicable", "0")):
            plugins = self.plugins_with(code, status)
            result, _ = self.score(options=("--plugins", plugins))
            rule = rules_by_key(result)["利通区", "straw.rate"]
            self.assertEqual((rule["status"], rule["points"]), (status, points))
            self.assertIn(rule["reason"], ("台账未盖章", "没有秸秆"))
            self.assertEqual(rule["values"], {"used": "5"} if status == "invalid" else {})


class FailingFormula(EndToEnd):
    def score_formula(self, body, code):
        pack = self.copy_pack(f"pack{code}{abs(hash(body))}")
        edit(pack / "scheme.lua", ('score = ratio { floor = "0", cap = "1" }',
                                   'score = formula { explain = "试验", run = function(x, k) ' + body + " end }"))
        return self.score(rules=pack, code=code)[0]

    def test_a_formula_that_works(self):
        result = self.score_formula('return k.clamp(k.mul(x["manure.equipped_rate"], D"0.05"), D"0", D"4")', 8)
        rule = rules_by_key(result)["利通区", "manure.equipped_rate"]  # 98 × 0.05 = 4.9, at most 4
        self.assertEqual((rule["status"], rule["points"]), ("met", "4"))

    def test_a_formula_that_fails(self):
        for body, code in (('error("x")', 4), ("while true do end", 6), ('return "8"', 4), ("return", 4), ("return {}", 4), ("return 0.5", 4),
                           ('return x["nope"] + 1', 4)):
            with self.subTest(body):
                result = self.score_formula(body, code)
                for region in ("利通区", "红寺堡区"):
                    rule = rules_by_key(result)[region, "manure.equipped_rate"]
                    self.assertEqual((rule["status"], rule["points"], rule["possible"]), ("error", "0", "8"))
                self.assertEqual(rules_by_key(result)["利通区", "manure.rate"]["points"], "12")
