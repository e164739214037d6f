"""Every shipped pack loads, lists and documents itself; every shipped example gives what was worked out by hand."""

import collections
import csv
import filecmp
import json
import subprocess
import sys

from support import ROOT, EndToEnd, kaohe, region_of, rules_by_key

PACKS = sorted(path.parent for path in (ROOT / "rules").glob("*/*/pack.lua"))

# example -> script, pack, options of `score`, exit code
EXAMPLES = {
    "jinlin": ("jinlin.py", "230751-jinlin/2020", (), 0),
    "jiyuan-2021": ("jiyuan_2021.py", "419001-jiyuan/2021", (), 8),
    "rushan-2018-2020": ("rushan_2018_2020.py", "371083-rushan/2018-2020", ("--period", "2019"), 0),
    "rushan-2030": ("rushan_2030.py", "371083-rushan/2030", (), 0),
    "rushan-heavy-pollution": ("rushan_heavy_pollution.py", "371083-rushan/heavy-pollution", (), 0),
    "shuozhou-2018-2020": ("shuozhou_2018_2020.py", "140600-shuozhou/2018-2020", (), 8),
}


SMALL = ("rushan-2030", "rushan-heavy-pollution")  # packs of a handful of targets


def rows_of(path):
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def same(written, expected):
    """Numbers are compared as numbers: 88 is 88.0."""
    if written == expected:
        return True
    try:
        from fractions import Fraction
        return Fraction(written) == Fraction(expected)
    except (TypeError, ValueError, ZeroDivisionError):
        return False


class Packs(EndToEnd):
    def test_every_pack_lists_itself_and_ids_are_unique(self):
        self.assertGreaterEqual(len(PACKS), 8)
        owners = collections.defaultdict(list)
        for pack in PACKS:
            run = kaohe("rules", "list", "--rules", pack, "--format", "json")
            self.assertEqual(run.code, 0, run)
            for item in json.loads(run.out):
                owners[item["id"]].append(pack.parent.name)
                self.assertTrue(item["cite"]["source"] and item["cite"]["clause"], item)
                self.assertIn(item["kind"], ("target", "task", "project", "threshold"))
                self.assertIn(item["op"], (">=", ">", "<=", "<", "=", "class<=", "between", "about", "by", None), item)
                self.assertIn(item["computability"], ("computed", "reported", "manual", "pending"))
        self.assertEqual({id for id, packs in owners.items() if len(packs) > 1}, set())

    def test_every_pack_has_a_handbook(self):
        for pack in PACKS:
            run = kaohe("rules", "doc", "--rules", pack, "-o", self.folder)
            self.assertEqual(run.code, 0, run)
        handbooks = sorted(path.name for path in self.folder.iterdir())
        self.assertEqual(len(handbooks), 2 * len(PACKS), handbooks)
        for path in self.folder.glob("*.html"):
            text = path.read_text("utf-8")
            self.assertTrue(text.rstrip().endswith("</html>"))
            for anchor in set(part.split('"')[0] for part in text.split('href="#')[1:]):
                self.assertIn(f'id="{anchor}"', text, f"{path.name}: a link to nowhere")


class Examples(EndToEnd):
    def check_example(self, name):
        script, pack, options, code = EXAMPLES[name]
        example = ROOT / "examples" / name
        made = self.folder / "made"
        subprocess.run([sys.executable, "-B", ROOT / "scripts/examples" / script, made], check=True)
        self.assert_same_tree(made, example / "submissions")
        run = kaohe("score", example / "submissions", "--rules", ROOT / "rules" / pack, "--format", "json", *options)
        self.assertEqual(run.code, code, run)
        result = json.loads(run.out)
        rules = rules_by_key(result)
        expected = rows_of(example / "expected.csv")
        self.assertGreaterEqual(len(expected), 10 if name not in SMALL else 1)
        for row in expected:
            rule = rules[row["region"], row["rule"]]
            target = (rule["target"] or {}).get("value")
            for field, written in (("status", rule["status"]), ("actual", rule["actual"]), ("exact", rule["exact"]), ("target", target),
                                   ("borderline", str(rule["borderline"]).lower()), ("points", rule["points"]), ("possible", rule["possible"])):
                if row[field] != "":
                    self.assertTrue(same(written, row[field]), f"{row['region']} {row['rule']} {field}: {written}, by hand {row[field]}")
        if (example / "expected_values.csv").exists():
            for row in rows_of(example / "expected_values.csv"):
                written = rules[row["region"], row["rule"]]["values"].get(row["name"])
                self.assertTrue(same(written, row["value"]), f"{row}: {written}")
        if (example / "expected_totals.csv").exists():
            for row in rows_of(example / "expected_totals.csv"):
                region = region_of(result, row["region"])
                for field in ("total", "total_max", "possible", "grade", "rank"):
                    if row.get(field):
                        self.assertTrue(same(str(region[field]), row[field]), f"{row['region']} {field}: {region[field]}, by hand {row[field]}")
        for region in result["regions"]:  # the ledger and the groups sum to the total, always
            from decimal import Decimal
            self.assertEqual(sum(Decimal(entry["points"]) for entry in region["ledger"]), Decimal(region["total"]))
            self.assertEqual(sum(Decimal(group["points"]) for group in region["groups"]), Decimal(region["total"]))

    def assert_same_tree(self, one, other):
        comparison = filecmp.dircmp(one, other)
        self.assertEqual((comparison.left_only, comparison.right_only, comparison.funny_files), ([], [], []))
        for name in comparison.common_files:
            self.assert_same_file(one / name, other / name)
        for name in comparison.common_dirs:
            self.assert_same_tree(one / name, other / name)

    def test_jinlin(self):
        self.check_example("jinlin")

    def test_jiyuan(self):
        self.check_example("jiyuan-2021")

    def test_rushan(self):
        self.check_example("rushan-2018-2020")

    def test_rushan_2030(self):
        self.check_example("rushan-2030")

    def test_rushan_heavy_pollution(self):
        self.check_example("rushan-heavy-pollution")

    def test_shuozhou(self):
        self.check_example("shuozhou-2018-2020")
