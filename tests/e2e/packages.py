"""Packs as one file: built, inspected, signed, verified, loaded; and that a pack reads nothing outside its folder."""

import os
import shutil
import subprocess
import unittest
import zipfile

from support import EXAMPLE, PACK, PLUGINS, EndToEnd, edit, kaohe, line_of


def rewritten(source, target, change):
    """A copy of a package with change(name, bytes) for each part; None leaves it out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            data = change(item.filename, old.read(item))
            if data is not None:
                new.writestr(item.filename, data)


@unittest.skipUnless(shutil.which("openssl"), "openssl, which makes the keys, is not installed")
class Packages(EndToEnd):
    def setUp(self):
        super().setUp()
        self.plain = self.folder / "small.kpack"
        run = kaohe("pack", "build", PACK, "-o", self.plain)
        self.assertEqual(run.code, 0, run)

    def key(self, name, algorithm="ed25519"):
        private, public = self.folder / f"{name}.pem", self.folder / f"{name}.pub.pem"
        subprocess.run(["openssl", "genpkey", "-algorithm", algorithm, "-out", str(private)], check=True, capture_output=True)
        subprocess.run(["openssl", "pkey", "-in", str(private), "-pubout", "-out", str(public)], check=True, capture_output=True)
        return private, public

    def signed(self, private, name="signed.kpack"):
        out = self.folder / name
        run = kaohe("pack", "sign", self.plain, "--key", private, "-o", out)
        self.assertEqual(run.code, 0, run)
        return out

    def test_the_same_folder_gives_the_same_bytes(self):
        again = self.folder / "again.kpack"
        copied = self.copy_pack()
        for path in copied.rglob("*"):
            os.utime(path, (1, 1))
        (copied / ".hidden").write_text("not part of it")
        self.assertEqual(kaohe("pack", "build", copied, "-o", again).code, 0)
        self.assertEqual(self.plain.read_bytes(), again.read_bytes())

    def test_a_package_scores_as_its_folder_does(self):
        results = []
        for rules in (PACK, self.plain):
            out = self.folder / f"{len(results)}.json"
            self.assertEqual(kaohe("score", EXAMPLE, "--rules", rules, "-o", out, "-q").code, 8)
            results.append(out.read_bytes())
        self.assertEqual(*results)

    def test_signatures_of_both_algorithms(self):
        for algorithm in ("ed25519", "SM2"):
            with self.subTest(algorithm):
                private, public = self.key(algorithm, algorithm)
                signed = self.signed(private, algorithm + ".kpack")
                self.assertEqual(kaohe("pack", "verify", signed, "--trust", public).code, 0)
                other = self.key("other" + algorithm, algorithm)[1]
                run = kaohe("pack", "verify", signed, "--trust", other)
                self.assertEqual(run.code, 5, run)
                self.assertIn("KH-K004", run.err)
                keys = self.folder / f"keys-{algorithm}"  # one of a folder is enough
                keys.mkdir()
                shutil.copy(public, keys)
                shutil.copy(other, keys)
                self.assertEqual(kaohe("pack", "verify", signed, "--trust", keys).code, 0)

    def test_every_changed_byte_is_found(self):
        private, public = self.key("a")
        signed, bad = self.signed(private), self.folder / "bad.kpack"
        with zipfile.ZipFile(signed) as package:
            names = package.namelist()
        for name in names:
            with self.subTest(name):
                rewritten(signed, bad, lambda part, data, name=name: data[:-2] + bytes([data[-2] ^ 1]) + data[-1:] if part == name else data)
                run = kaohe("pack", "verify", bad, "--trust", public)
                self.assertIn(run.code, (4, 5), run)
                run = kaohe("score", EXAMPLE, "--rules", bad, "--require-signed", "--trust", public, "-o", self.folder / "r.json")
                self.assertIn(run.code, (4, 5), run)
                self.assertFalse((self.folder / "r.json").exists())

    def test_a_part_more_or_less_is_found(self):
        bad = self.folder / "bad.kpack"
        rewritten(self.plain, bad, lambda part, data: None if part == "files/0002" else data)
        self.assertEqual(kaohe("pack", "verify", bad).code, 5)
        shutil.copy(self.plain, bad)
        with zipfile.ZipFile(bad, "a") as package:
            package.writestr("files/9999", "stowaway")
        self.assertEqual(kaohe("pack", "verify", bad).code, 5)

    def test_names_that_lead_out_of_the_folder(self):
        for name in ("../pack.lua", "/tmp/pack.lua", "a/../../pack.lua", "C:pack.lua", "a\\\\pack.lua"):
            with self.subTest(name):
                bad = self.folder / "evil.kpack"
                rewritten(self.plain, bad, lambda part, data, name=name: data.replace(b'"pack.lua"', f'"{name}"'.encode()) if part == "manifest.json" else data)
                run = kaohe("rules", "list", "--rules", bad)
                self.assertEqual(run.code, 4, run)
                self.assertIn("KH-K001", run.err)

    def test_require_signed_holds_for_every_verb(self):
        private, public = self.key("a")
        for verb in (("score", EXAMPLE), ("assess", EXAMPLE, "-o", self.folder / "out"), ("check", EXAMPLE), ("form", "-o", self.folder / "f.xlsx"),
                     ("rules", "list"), ("rules", "lint"), ("rules", "doc", "-o", self.folder / "doc"), ("rules", "show", "air.pm25")):
            for rules in (PACK, self.plain):
                with self.subTest(verb=verb, rules=rules):
                    self.assert_unsigned(*verb, "--rules", rules, "--require-signed", "--trust", public)
        signed = self.signed(private)
        for rules in (PACK, self.plain):
            for verb in (("rules", "test", rules), ("rules", "diff", rules, signed), ("rules", "diff", signed, rules),
                         ("impact", EXAMPLE, "--from", signed, "--to", rules), ("impact", EXAMPLE, "--from", rules, "--to", signed),
                         ("rules", "new", "pack", "--from", rules, "--year", "2022", "-o", self.folder / "out")):
                with self.subTest(verb=verb, rules=rules):
                    self.assert_unsigned(*verb, "--require-signed", "--trust", public)
        self.assertFalse((self.folder / "out").exists())

    def assert_unsigned(self, *words):
        run = kaohe(*words)
        self.assertEqual(run.code, 5, run)
        self.assertIn("KH-K003", run.err)

    def test_a_package_is_tested_compared_and_carried_on_as_its_folder_is(self):
        run = kaohe("rules", "test", self.plain)
        self.assertEqual(run.code, 0, run)
        self.assertIn("没有改动", kaohe("rules", "diff", PACK, self.plain).out)
        for word in ("folder", "package"):
            kaohe("rules", "new", "pack", "--from", PACK if word == "folder" else self.plain, "--year", "2022", "-o", self.folder / word)
        self.assertIn("没有改动", kaohe("rules", "diff", self.folder / "folder", self.folder / "package").out)
        for words in (("indicator", "film.rate"), ("test", "x"), ("method", "film")):
            run = kaohe("rules", "new", *words, "--rules", self.plain)  # what is added to a made package would be lost
            self.assertEqual(run.code, 2, run)
            self.assertIn(".kpack", run.err)

    def test_messages_name_the_package_and_the_file_in_it(self):
        pack, package = self.copy_pack(), self.folder / "broken.kpack"
        edit(pack / "scheme.lua", ('score = ratio { floor = "0", cap = "1" }', 'score = formula { explain = "x", run = function() error("broken") end }'))
        self.assertEqual(kaohe("pack", "build", pack, "-o", package).code, 0)
        place = f"{package}/scheme.lua:{line_of(pack / 'scheme.lua', 'error(')}"
        outs = []
        for isolate in ((), ("--isolate",)):
            run = kaohe("score", EXAMPLE, "--rules", package, "--format", "json", *isolate)
            self.assertEqual(run.code, 4, run)
            self.assertIn(place, [entry[3] for entry in run.diagnostics() if entry[1] == "KH-R902"])
            self.assertIn('error("broken")', run.err)  # the line itself is shown
            self.assertNotIn("/kaohe-", (run.out + run.err).replace(str(self.folder), ""), "where it was unpacked is nobody's business")
            outs.append(run.out)
        self.assertEqual(*outs)

    def test_a_package_that_does_not_load_is_named_too(self):
        plugins, pack, package = shutil.copytree(PLUGINS, self.folder / "plugins"), self.copy_pack(), self.folder / "other.kpack"
        shutil.copytree(plugins / "straw", plugins / "more")
        edit(plugins / "more/method.lua", ('id = "straw"', 'id = "more"'))
        (pack / "tests").mkdir()
        (pack / "tests/one.lua").write_text('test "one" {}\n', "utf-8")
        with (pack / "pack.lua").open("a", encoding="utf-8") as file:
            file.write('indicator "more" { title = "多", unit = "%", better = "higher", digits = 1, method = "more", value = "rate" }\n')
        self.assertEqual(kaohe("pack", "build", pack, "--plugins", plugins, "-o", package).code, 0)
        line = line_of(pack / "pack.lua", 'indicator "more"')
        for verb in (("rules", "list"), ("check", EXAMPLE), ("rules", "lint")):
            run = kaohe(*verb, "--rules", package)
            self.assertEqual(run.code, 4, run)
            self.assertIn(f"{package}/pack.lua:{line}", [entry[3] for entry in run.diagnostics()], run)
        run = kaohe("rules", "test", package, "--plugins", plugins)
        self.assertNotEqual(run.code, 0, run)
        self.assertIn(f"{package}/tests/one.lua", run.out + run.err)

    def test_an_id_that_leads_elsewhere_writes_nothing_there(self):
        temporary, bad = self.folder / "tmp", self.folder / "evil.kpack"
        temporary.mkdir()
        for name in ("../../elsewhere", str(self.folder / "elsewhere")):
            rewritten(self.plain, bad, lambda part, data, name=name: data.replace(b'"id": "wuzhong-2021"', f'"id": "{name}"'.encode()) if part == "manifest.json" else data)
            self.assertIn(name, kaohe("pack", "inspect", bad).out)
            kaohe("rules", "list", "--rules", bad, env={"TMPDIR": str(temporary)})
            self.assertFalse((self.folder / "elsewhere").exists(), name)
            self.assertEqual(list(temporary.iterdir()), [])

    def test_inspect_says_what_is_in_it(self):
        run = kaohe("pack", "inspect", self.plain)
        self.assertEqual(run.code, 0, run)
        for word in ("pack.lua", "sm3:", "没有签名"):
            self.assertIn(word, run.out)

    def test_wrong_files_and_keys(self):
        other = self.folder / "other.kpack"
        other.write_bytes(b"hello")
        self.assertEqual(kaohe("pack", "inspect", other).code, 4)
        run = kaohe("pack", "sign", self.plain, "--key", other)
        self.assertEqual(run.code, 2, run)
        self.assertIn("openssl genpkey", run.err)


class Outside(EndToEnd):
    """A pack's folder is all that it can read."""

    def refused(self, pack):
        run = kaohe("rules", "list", "--rules", pack)
        self.assertEqual(run.code, 4, run)
        return run

    def test_links_out_of_the_folder(self):
        pack, secret = self.copy_pack(), self.folder / "secret"
        secret.mkdir()
        shutil.move(pack / "targets.csv", secret / "targets.csv")
        (pack / "targets.csv").symlink_to(secret / "targets.csv")
        self.assertIn("链接", self.refused(pack).err)
        run = kaohe("pack", "build", pack, "-o", self.folder / "x.kpack")
        self.assertEqual(run.code, 4, run)
        self.assertFalse((self.folder / "x.kpack").exists())

    def test_a_linked_folder_within_the_folder(self):
        pack, secret = self.copy_pack(), self.folder / "secret"
        secret.mkdir()
        shutil.copy(pack / "targets.csv", secret / "targets.csv")
        (pack / "sub").symlink_to(secret)
        for path in pack.glob("*.lua"):
            path.write_text(path.read_text(encoding="utf-8").replace('"targets.csv"', '"sub/targets.csv"'), encoding="utf-8")
        self.refused(pack)

    def test_include_takes_names_only(self):
        for name in ("../scheme", "/etc/passwd", "sub/scheme", ".hidden"):
            with self.subTest(name):
                pack = self.copy_pack(f"p{abs(hash(name))}")
                with open(pack / "pack.lua", "a", encoding="utf-8") as out:
                    out.write(f'\ninclude "{name}"\n')
                self.refused(pack)
