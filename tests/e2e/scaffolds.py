"""rules new: what is written runs as it stands."""

import json

from support import PACK, ROOT, EndToEnd, edit, kaohe


class Scaffolds(EndToEnd):
    def make(self, *arguments, code=0):
        run = kaohe("rules", "new", *arguments)
        self.assertEqual(run.code, code, run)
        return run

    def check_pack(self, pack, *, lint=0):
        run = kaohe("rules", "lint", "--rules", pack)
        self.assertEqual(run.code, lint, run)
        run = kaohe("rules", "test", pack, "--fail-on-empty")
        self.assertEqual(run.code, 0, run)

    def test_a_pack_of_its_own(self):
        pack = self.folder / "new"
        run = self.make("pack", "demo-2022", "-o", pack)
        self.assertIn("rules test", run.out)
        self.check_pack(pack)
        run = kaohe("score", pack / "示例数据", "--rules", pack, "--format", "json")
        self.assertEqual(run.code, 0, run)
        result = json.loads(run.out)
        self.assertEqual((result["pack"]["id"], result["period"]), ("demo-2022", "2022"))
        # 甲县: 60 + 40 − 2; 乙县 reaches both.
        self.assertEqual([(r["region"], r["total"], r["rank"]) for r in result["regions"]], [("甲县", "98", 2), ("乙县", "100", 1)])

    def test_indicator_method_and_test_in_a_pack(self):
        pack = self.folder / "new"
        self.make("pack", "demo-2022", "-o", pack)
        self.make("indicator", "film.rate", "--rules", pack)
        self.make("test", "农膜", "--rules", pack, "--rule", "film.rate")
        self.check_pack(pack)
        self.make("method", "film.own", "--rules", pack)
        self.check_pack(pack)
        edit(pack / "film-rate.lua", ('method = "reported", value = "value"', 'method = "film.own", value = "rate"'))
        self.check_pack(pack, lint=1)  # its basis is unconfirmed, and that is said
        run = kaohe("score", pack / "示例数据", "--rules", pack, "--fail-on", "never")
        self.assertEqual(run.code, 0, run)

    def test_in_a_shipped_pack(self):
        pack = self.copy_pack()
        self.make("test", "边界", "--rules", pack)
        self.check_pack(pack, lint=kaohe("rules", "lint", "--rules", pack).code)
        run = kaohe("rules", "test", pack)
        self.assertIn("4 个通过", run.out)

    def test_what_is_there_stays(self):
        pack = self.folder / "new"
        self.make("pack", "demo-2022", "-o", pack)
        before = {path: path.read_bytes() for path in pack.rglob("*") if path.is_file()}
        for arguments in (("pack", "demo-2022", "-o", pack), ("indicator", "air.pm25", "--rules", pack), ("test", "计分", "--rules", pack),
                          ("method", "film", "--rules", pack)):
            run = self.make(*arguments, code=2)
            self.assertIn("KH-V010", run.err, run)
        self.assertEqual(before, {path: path.read_bytes() for path in pack.rglob("*") if path.is_file()})

    def test_names(self):
        for name in ("考核", "2022-demo", "Demo", "a/b", "demo.", "a b"):
            run = self.make("pack", name, "--year", "2022", "-o", self.folder / "x", code=2)
            self.assertIn("KH-V011", run.err, run)
        self.assertIn("--year", self.make("pack", "demo", "-o", self.folder / "x", code=2).err)
        self.make("pack", code=2)
        self.assertIn("是否为“air.pm25”", self.make("test", "x", "--rules", PACK, "--rule", "air.pm2", code=2).err)
        self.assertFalse((self.folder / "x").exists())


class NextYear(EndToEnd):
    def test_small_pack(self):
        pack = self.folder / "2022"
        run = kaohe("rules", "new", "pack", "--from", PACK, "--year", "2022", "-o", pack)
        self.assertEqual(run.code, 0, run)
        self.assertIn("优良天数比例 盐池县：90.0", run.out)
        self.assertIn("依据文件 wz-air-2021", run.out)
        self.assertIn("共 48 个目标值与原来相同", run.out)
        text = (pack / "pack.lua").read_text("utf-8")
        self.assertIn('id = "wuzhong-2022"', text)
        self.assertIn('period = "2022"', text)
        self.assertIn('title = "吴忠市2022年度', text)
        self.assertIn('source "wz-air-2021"', text)  # whose document it is, the author has to say
        self.assertIn("盐池县,air.good_days_rate,2022,90.0,%,附件1", (pack / "targets.csv").read_text("utf-8"))
        edit(pack / "targets.csv", ("盐池县,air.good_days_rate,2022,90.0,", "盐池县,air.good_days_rate,2022,90.5,"))
        run = kaohe("rules", "diff", PACK, pack, "--kept")
        self.assertIn("共 47 个目标值与原来相同", run.out)
        run = kaohe("rules", "new", "pack", "--from", PACK, "--year", "2022", "-o", pack)
        self.assertEqual(run.code, 2, run)

    def test_every_shipped_pack(self):
        for old in sorted(path.parent for path in (ROOT / "rules").glob("*/*/pack.lua")):
            name = "-".join(old.parts[-2:])
            pack = self.folder / name
            run = kaohe("rules", "new", "pack", "next-2031", "--from", old, "--year", "2031", "-o", pack)
            self.assertIn(run.code, (0, 4), run)
            if run.code == 4:  # values by year that end before it
                self.assertIn("KH-R003", run.err)
                continue
            if (pack / "tests").exists():
                run = kaohe("rules", "test", pack)
                self.assertEqual(run.code, 0, run)

    def test_deadlines_move_on(self):
        old = ROOT / "rules/640300-wuzhong/2021"
        pack = self.folder / "2022"
        run = kaohe("rules", "new", "pack", "--from", old, "--year", "2022", "-o", pack)
        self.assertEqual(run.code, 0, run)
        def dues(path):
            items = json.loads(kaohe("rules", "list", "--rules", path, "--format", "json").out)
            return {item["id"].split(":", 1)[-1]: item["due"] for item in items if item["due"]}
        before, after = dues(old), dues(pack)
        self.assertEqual(set(before), set(after))
        moved = {key for key in before if after[key] == before[key].replace("2021-", "2022-") and before[key].startswith("2021-")}
        self.assertEqual({key for key in before if before[key].startswith("2021-")}, moved)
