"""Packs and methods of strangers: whatever they try, they end, the message says where and why, the exit code is right, and
nothing else is harmed; in this process and, with --isolate, in one of their own, with the same answers byte for byte."""

import json
import os
import shutil
import subprocess

from support import EXAMPLE, PACK, PLUGINS, ROOT, EndToEnd, edit, kaohe, rules_by_key
from hostile_scripts import CALLS, FACTS, LOADS, Hostile

START = "    local s = t.straw\n"
REGION = "利通区"
FORMULA = 'score = ratio { floor = "0", cap = "1" }'


class Hostility(EndToEnd):
    @classmethod
    def setUpClass(cls):
        cls.clean = json.loads(kaohe("score", EXAMPLE, "--rules", PACK, "--format", "json", "--region", REGION).out)

    def prepare(self, case, number):
        """(pack, options, the rule that must fail)"""
        folder = self.folder / str(number)
        if case.where == "pack":
            folder.mkdir()
            (folder / "pack.lua").write_text(case.script, "utf-8")
            return folder, (), ""
        pack = self.copy_pack(str(number))
        if case.where == "end of pack":
            with (pack / "pack.lua").open("a", encoding="utf-8") as file:
                file.write(case.script + "\n")
            return pack, (), ""
        if case.where == "formula":
            edit(pack / "scheme.lua", (FORMULA, 'score = formula { explain = "试验", run = function(x, k)\n' + case.script + "\nend }"))
            return pack, (), "manure.equipped_rate"
        plugins = shutil.copytree(PLUGINS, self.folder / f"plugins{number}")
        if case.where == "method":
            edit(plugins / "straw/method.lua", (START, START + "    do " + case.script + " end\n"))
        else:
            (plugins / "aaa").mkdir()
            (plugins / "aaa/method.lua").write_text(case.script, "utf-8")
        return pack, ("--plugins", plugins), "straw.rate"

    def check_finding(self, case, run):
        found = [entry for entry in run.diagnostics() if any(entry[1].startswith(code) for code in case.code.split("|"))]
        self.assertTrue(found, f"{case.name}: no {case.code}: {run}")
        self.assertIn(case.says, run.err, f"{case.name}: {run}")
        self.assertNotIn("KH-C070", run.err, run)
        self.assertNotIn("\x1b", run.err, "terminal codes are printed as they are")
        self.assertNotIn("/etc/passwd\n", run.err)

    def check_call(self, case, number):
        pack, options, rule = self.prepare(case, number)
        arguments = ("score", EXAMPLE, "--rules", pack, "--format", "json", "--region", REGION, *options)
        run = kaohe(*arguments)
        self.assertEqual(run.code, case.exit, f"{case.name}: {run}")
        self.check_finding(case, run)
        self.assertTrue(any(".lua" in entry[3] for entry in run.diagnostics()), run)
        result = json.loads(run.out)
        self.assertIn(case.exit, result["outcome"]["codes"])
        now, clean = rules_by_key(result), rules_by_key(self.clean)
        failed = now[REGION, rule]
        self.assertEqual((failed["status"], failed["points"]), ("error", "0"), case.name)
        if case.exit == 6:
            self.assertGreater(failed["budget"]["instructions"] + failed["budget"]["bytes"], 1_000_000 if "内存" not in case.says else 30_000, case.name)
        for key, entry in clean.items():
            if key != (REGION, rule):
                self.assertEqual(dict(now[key], budget=None), dict(entry, budget=None), f"{case.name}: {key}")
        apart = kaohe(*arguments, "--isolate")
        self.assertEqual((apart.code, apart.out, apart.err), (run.code, run.out, run.err), f"{case.name}: --isolate")

    def check_load(self, case, number):
        pack, options, _ = self.prepare(case, number)
        out = self.folder / f"out{number}"
        run = kaohe("assess", EXAMPLE, "--rules", pack, "-o", out, *options)
        self.assertEqual(run.code, 4, f"{case.name}: {run}")
        self.assertEqual(run.out, "")
        self.assertFalse(out.exists(), "something was written")
        self.check_finding(case, run)
        apart = kaohe("assess", EXAMPLE, "--rules", pack, "-o", out, *options, "--isolate")
        self.assertEqual((apart.code, apart.out, apart.err), (run.code, run.out, run.err), f"{case.name}: --isolate")

    def test_there_are_enough_of_them(self):
        names = [case.name for case in CALLS + LOADS]
        self.assertEqual(len(names), len(set(names)))
        self.assertGreaterEqual(len(names), 60)

    def test_while_scoring(self):
        for number, case in enumerate(CALLS):
            with self.subTest(case.name):
                self.check_call(case, number)
        self.assertFalse(os.path.exists("/tmp/kaohe-was-here"))

    def test_while_loading(self):
        for number, case in enumerate(LOADS):
            with self.subTest(case.name):
                self.check_load(case, number)


    def test_no_verb_goes_on(self):
        pack, options, _ = self.prepare(LOADS[0], 0)
        for verb in (("check", EXAMPLE), ("form", "-o", self.folder / "form.xlsx"), ("rules", "list"), ("rules", "lint"), ("rules", "doc", "-o", self.folder / "doc.md")):
            for isolate in ((), ("--isolate",)):
                self.assertEqual(kaohe(*verb, "--rules", pack, *options, *isolate).code, 4, verb)
        self.assertEqual(kaohe("rules", "test", pack, "--isolate").code, 4)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["0"], "something was written")


class OneAmongOthers(EndToEnd):
    """Several hostile methods beside good ones: every good rule keeps its points in every region."""

    def test_five_at_once(self):
        clean = json.loads(kaohe("score", EXAMPLE, "--rules", PACK, "--format", "json").out)
        plugins = shutil.copytree(PLUGINS, self.folder / "plugins")
        for name, start, script in (("straw", START, "while true do end"), ("farmland", "    local f = t.farmland\n", "local all = {} while true do all = { all } end")):
            edit(plugins / name / "method.lua", (start, start + "    do " + script + " end\n"))
        pack = self.copy_pack()
        edit(pack / "scheme.lua", (FORMULA, 'score = formula { explain = "x", run = function() local u = {} for i = 1, 30000 do u[i * 1023 * 32767] = i end end }'))
        results = []
        for options in (("--jobs", 1), ("--jobs", 2), ("--isolate", "--jobs", 2)):
            run = kaohe("score", EXAMPLE, "--rules", pack, "--plugins", plugins, "--format", "json", *options)
            self.assertEqual(run.code, 4, run)
            results.append(run.out)
        self.assertEqual(len(set(results)), 1, "threads or isolation made a difference")
        result = json.loads(results[0])
        self.assertEqual(result["outcome"]["codes"][:2], [4, 6])
        now = rules_by_key(result)
        bad = {"straw.rate", "farmland.rate", "manure.equipped_rate"}
        for (region, rule), entry in rules_by_key(clean).items():
            if rule in bad and entry["status"] not in ("not_submitted", "not_applicable"):  # the others are not called
                self.assertEqual(now[region, rule]["status"], "error")
            elif rule not in bad:
                self.assertEqual(dict(now[region, rule], budget=None), dict(entry, budget=None))

    def test_nothing_is_remembered_from_region_to_region(self):
        plugins = shutil.copytree(PLUGINS, self.folder / "plugins")
        edit(plugins / "straw/method.lua", ("method {", "local calls, seen = 0, {}\nmethod {"),
             (START, START + "    calls = calls + 1 seen[#seen + 1] = s.feed\n    if calls > 1 or #seen > 1 or t.seen then error(\"remembered\") end\n    t.seen = seen t.straw = {}\n"))
        for options in ((), ("--isolate",)):
            run = kaohe("score", EXAMPLE, "--rules", PACK, "--plugins", plugins, "--format", "json", *options)
            self.assertEqual(run.code, 8, run)
            self.assertNotIn("remembered", run.err)

    def test_a_pack_does_not_see_another(self):
        # One after the other in the same folder, with the same names: each is loaded into a state of its own.
        for name in ("one", "two"):
            pack = self.copy_pack(name)
            with (pack / "pack.lua").open("a", encoding="utf-8") as file:
                file.write("local x = shared\n" if name == "two" else "")
        self.assertEqual(kaohe("rules", "list", "--rules", self.folder / "one").code, 0)
        run = kaohe("rules", "list", "--rules", self.folder / "two")
        self.assertEqual(run.code, 4)
        self.assertIn("shared", run.err)


class Files(EndToEnd):
    """What a pack's folder may hold besides text."""

    def pack_with(self, name, script='regions { file = "regions.csv" }'):
        folder = self.folder / name
        folder.mkdir()
        (folder / "pack.lua").write_text(FACTS + script + "\n", "utf-8")
        return folder

    def check(self, pack, code, says):
        for options in ((), ("--isolate",)):
            run = kaohe("rules", "list", "--rules", pack, *options)
            self.assertEqual(run.code, 4, run)
            self.assertTrue(any(entry[1] == code for entry in run.diagnostics()), run)
            self.assertIn(says, run.err, run)
            self.assertNotIn("root:", run.err + run.out, "it was read")

    def test_links_lead_nowhere(self):
        pack = self.pack_with("link")
        (pack / "regions.csv").symlink_to("/etc/passwd")
        self.check(pack, "KH-R012", "链接")
        folder = self.pack_with("folder", 'regions { file = "data/passwd" }')
        (folder / "data").symlink_to("/etc")
        self.check(folder, "KH-R012", "链接")
        include = self.pack_with("include", 'include "more"')
        (include / "more.lua").symlink_to("/etc/passwd")
        self.check(include, "KH-R007", "more")
        whole = self.folder / "whole"
        whole.mkdir()
        (whole / "pack.lua").symlink_to("/etc/passwd")
        self.check(whole, "KH-R012", "链接")
        method = self.copy_pack("method")
        (method / "plugins/x").mkdir(parents=True)
        (method / "plugins/x/method.lua").symlink_to("/etc/passwd")
        self.check(method, "KH-R012", "链接")

    def test_pipes_and_devices_are_not_waited_for(self):
        pipe = self.pack_with("pipe")
        os.mkfifo(pipe / "regions.csv")
        self.check(pipe, "KH-R012", "不是普通文件")
        folder = self.pack_with("folder")
        (folder / "regions.csv").mkdir()
        self.check(folder, "KH-R012", "不是普通文件")
        method = self.copy_pack("method")
        (method / "plugins/x").mkdir(parents=True)
        os.mkfifo(method / "plugins/x/method.lua")
        self.check(method, "KH-R012", "method.lua")
        include = self.pack_with("include", 'include "more"')
        os.mkfifo(include / "more.lua")
        self.check(include, "KH-R007", "more")

    def test_a_name_that_is_nearly_right_is_suggested(self):
        pack = self.pack_with("typo", 'regions { file = "region.csv" }')
        (pack / "regions.csv").write_text("name,kind\n利通区,county\n", "utf-8")
        self.check(pack, "KH-R012", "regions.csv")


class Layouts(EndToEnd):
    """The layout of the workbook is Lua of a stranger too."""

    def report(self, script, *options):
        templates = self.folder / "templates/workbook"
        templates.mkdir(parents=True, exist_ok=True)
        layout = (ROOT / "templates/workbook/layout.lua").read_text("utf-8")
        (templates / "layout.lua").write_text(layout + script, "utf-8")
        result, book = self.folder / "out/result.json", self.folder / f"own{len(options)}.xlsx"
        if not result.exists():
            self.assess()
        return kaohe("report", result, "--xlsx", "--template", templates.parent, "-o", book, *options), book

    def test_what_they_try(self):
        for script, code, says in (("while true do end", "KH-R901", "指令"), ("local all = {} while true do all = { all } end", "KH-R901", "内存"),
                                   ("sheet {", "KH-R001", "layout.lua"), ('sheet "x" { nme = "y" }', "KH-R002", "nme"),
                                   ('os.execute("touch /tmp/kaohe-was-here")', "KH-R013", "os"), ('include "/etc/passwd"', "KH-R", "include")):
            with self.subTest(script):
                run, book = self.report("\n" + script + "\n")
                self.assertEqual(run.code, 4, run)  # as a pack that does not load
                self.assertFalse(book.exists())
                self.assertTrue(any(entry[1].startswith(code) and "layout.lua" in entry[3] for entry in run.diagnostics()), run)
                self.assertIn(says, run.err)
                apart, book = self.report("\n" + script + "\n", "--isolate")
                self.assertEqual((apart.code, apart.err), (run.code, run.err))
                self.assertFalse(book.exists())
        self.assertFalse(os.path.exists("/tmp/kaohe-was-here"))

    def test_isolation_changes_nothing_in_a_workbook(self):
        (one, book), (other, apart) = self.report(""), self.report("", "--isolate")
        self.assertEqual((one.code, other.code), (0, 0), f"{one}{other}")
        self.assert_same_file(book, apart)
        run = kaohe("verify", apart, "--result", self.folder / "out/result.json", "--template", self.folder / "templates", "--isolate")
        self.assertEqual(run.code, 0, run)


class SameEverywhere(EndToEnd):
    """Neither addresses, nor the order of hashes, nor the locale, nor isolation make a difference."""

    # The length of a list with gaps depends on when its table was laid out anew, and so on hashes and addresses.
    SCRIPT = ('local keys = {} for i = 1, 40 do keys[i] = { {}, "k" .. i, D(i), i + 0.5, function() return i end } end local out = D"0" '
              "for round = 1, 30 do local u = {} for i = 1, 40 do for j = 1, 5 do u[keys[i][j]] = i end u[i * 2 % 37] = i end "
              "for i = 1, 40 do if i % 3 ~= round % 3 then for j = 1, 5 do u[keys[i][j]] = nil end end end "
              "for i = 1, round do u[i * i % 41] = i end u[type] = 1 out = out + #u end if true then return { rate = out } end")

    def test_hashes_and_addresses(self):
        plugins = shutil.copytree(PLUGINS, self.folder / "plugins")
        edit(plugins / "straw/method.lua", (START, START + "    do " + self.SCRIPT + " end\n"))
        arguments = ("score", EXAMPLE, "--rules", PACK, "--plugins", plugins, "--format", "json")
        results = {kaohe(*arguments, "--jobs", 1 + i % 3, *(("--isolate",) if i % 2 else ())).out for i in range(6)}
        self.assertEqual(len(results), 1)
        self.assertEqual(rules_by_key(json.loads(results.pop()))[REGION, "straw.rate"]["status"], "met")

    def test_locales(self):
        locales = self.folder / "locales"
        locales.mkdir()
        expected = kaohe("score", EXAMPLE, "--rules", PACK, "--format", "json").out
        tried = 0
        for language in ("de_DE", "tr_TR"):
            name = f"{language}.UTF-8"
            made = shutil.which("localedef") and subprocess.run(["localedef", "-i", language, "-f", "UTF-8", locales / name], capture_output=True, check=False)
            if not made or not (locales / name).is_dir():
                continue
            tried += 1
            run = kaohe("score", EXAMPLE, "--rules", PACK, "--format", "json", env={"LOCPATH": str(locales), "LC_ALL": name, "LANG": name})
            self.assertEqual(run.out, expected, name)
            run = kaohe("score", EXAMPLE, "--rules", PACK, "--format", "json", "--isolate", env={"LOCPATH": str(locales), "LC_ALL": name})
            self.assertEqual(run.out, expected, name)
        if not tried:
            self.skipTest("localedef makes no locales here")

    def test_isolation_changes_nothing_in_the_shipped_examples(self):
        for data, pack in (("wuzhong-2021", "640300-wuzhong/2021"), ("rushan-heavy-pollution", "371083-rushan/heavy-pollution"), ("jinlin", "230751-jinlin/2020")):
            arguments = ("score", ROOT / "examples" / data / "submissions", "--rules", ROOT / "rules" / pack, "--format", "json")
            one, other = kaohe(*arguments), kaohe(*arguments, "--isolate")
            self.assertEqual((other.code, other.out, other.err), (one.code, one.out, one.err), data)

    def test_isolation_of_the_other_verbs(self):
        for verb in (("check", EXAMPLE), ("rules", "list"), ("rules", "show"), ("rules", "list", "--format", "json")):
            one, other = (kaohe(*verb, "--rules", PACK, *options) for options in ((), ("--isolate",)))
            self.assertEqual((other.code, other.out, other.err), (one.code, one.out, one.err), verb)
        self.assess(out=self.folder / "one")
        self.assess(out=self.folder / "two", options=("--isolate",))
        self.assert_same_file(self.folder / "one/result.json", self.folder / "two/result.json")
        for options in ((), ("--isolate",)):
            run = kaohe("form", "--rules", PACK, "-o", self.folder / f"form{len(options)}.xlsx", *options)
            self.assertEqual(run.code, 0, run)
        self.assert_same_file(self.folder / "form0.xlsx", self.folder / "form1.xlsx")
        run = kaohe("verify", PACK, "--isolate")
        self.assertEqual(run.code, 0, run)

    def test_the_worker_is_no_verb_for_people(self):
        run = kaohe("--isolated", stdin=b"")
        self.assertIn(run.code, (0, 71, 72))
        self.assertEqual((run.out, run.err), ("", ""))
