"""The web page of a run, read with Python's own html.parser: what it says is what the result says."""

import html.parser
import json
import pathlib
import re
import tempfile
import xml.etree.ElementTree as ElementTree
from decimal import Decimal

from support import EXAMPLE, ROOT, SHIPPED_EXAMPLE, SHIPPED_PACK, EndToEnd, kaohe, load_result

VOID = {"meta", "br", "input", "rect", "path", "circle", "polyline", "col", "hr"}


class Page(html.parser.HTMLParser):
    """Elements with their attributes and texts, and what is wrong with their nesting."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.faults = [], [], []
        self.feed(text)
        self.faults += [f"not closed: {element['tag']}" for element in self.open]

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "attrs": dict(attrs), "text": "", "parents": [id(e) for e in self.open]}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append({"tag": tag, "attrs": dict(attrs), "text": "", "parents": [id(e) for e in self.open]})

    def handle_endtag(self, tag):
        if not self.open or self.open[-1]["tag"] != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")
        else:
            self.open.pop()

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def all(self, tag, **attrs):
        wanted = {name.rstrip("_"): value for name, value in attrs.items()}
        return [e for e in self.elements if e["tag"] == tag and all(e["attrs"].get(n) == v for n, v in wanted.items())]

    def by_id(self, name):
        return next(e for e in self.elements if e["attrs"].get("id") == name)

    def within(self, element, tag):
        return [e for e in self.elements if e["tag"] == tag and id(element) in e["parents"]]


class WebPage(EndToEnd):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kept = tempfile.TemporaryDirectory(prefix="kaohe-e2e-")
        cls.addClassCleanup(cls.kept.cleanup)
        cls.out = pathlib.Path(cls.kept.name) / "out"
        run = kaohe("assess", SHIPPED_EXAMPLE, "--rules", SHIPPED_PACK, "-o", cls.out)
        assert run.code == 8, run
        cls.text = (cls.out / "index.html").read_text("utf-8")
        cls.page, cls.result = Page(cls.text), load_result(cls.out)

    def test_the_page_is_well_formed(self):
        self.assertEqual(self.page.faults, [])
        ElementTree.fromstring(self.text.replace("<!DOCTYPE html>", "", 1))  # as XML too

    def test_nothing_outside_is_needed(self):
        self.assertNotRegex(self.text, r"https?:|@import|<link|<img|<iframe|\ssrc=")
        for element in self.page.elements:
            for name, value in element["attrs"].items():
                self.assertFalse(name.startswith("on"), element)
                if name == "href":
                    self.assertNotRegex(value, r"^(\w+:|//)")
        for link in self.page.all("a"):
            href = link["attrs"]["href"]
            if not href.startswith("#"):
                self.assertTrue((self.out / href).is_file(), href)

    def test_internal_links_resolve_and_ids_are_unique(self):
        ids = [e["attrs"]["id"] for e in self.page.elements if "id" in e["attrs"]]
        self.assertEqual(len(ids), len(set(ids)))
        for element in self.page.elements:
            wanted = element["attrs"].get("aria-labelledby", "").split()
            if element["attrs"].get("href", "").startswith("#"):
                wanted.append(element["attrs"]["href"][1:])
            for name in wanted:
                self.assertIn(name, ids)

    def test_landmarks_language_headings_and_scopes(self):
        self.assertEqual(self.page.all("html")[0]["attrs"]["lang"], "zh-CN")
        for tag in ("header", "nav", "main", "footer", "h1"):
            self.assertEqual(len(self.page.all(tag)), 1, tag)
        level = 0
        for element in self.page.elements:
            if re.fullmatch(r"h[1-6]", element["tag"]):
                self.assertLessEqual(int(element["tag"][1]), level + 1, element["text"])
                level = int(element["tag"][1])
        for head in self.page.all("th"):
            self.assertIn(head["attrs"].get("scope"), ("col", "row", "rowgroup"), head)
        for picture in self.page.all("svg"):
            attrs = picture["attrs"]
            self.assertTrue(attrs.get("aria-hidden") == "true" or attrs.get("aria-labelledby") or attrs.get("aria-label"), attrs)

    def test_the_ranking_has_the_figures_of_the_result(self):
        table = self.page.by_id("ranking-table")
        rows = {}
        for row in self.page.within(table, "tr")[1:]:
            rows[self.page.within(row, "th")[0]["text"]] = [cell["text"] for cell in self.page.within(row, "td")]
        self.assertEqual(set(rows), {region["region"] for region in self.result["regions"]})
        for region in self.result["regions"]:
            rank, _, total, possible, rate, grade, *_, remarks, _ = rows[region["region"]]
            self.assertEqual((rank, total, possible, grade),
                             (str(region["rank"] or "—"), region["total"], region["possible"], region["grade"] or "—"))
            self.assertEqual("不参加排名" in remarks, region["rank"] is None)
            self.assertEqual(f"暂定，补报后为 {region['total']}～{region['total_max']} 分" in remarks, region["provisional"])
            earned = sum(Decimal(e["points"]) for e in region["ledger"] if e["kind"] != "rescale")
            self.assertLessEqual(abs(Decimal(rate.rstrip("%")) - earned * 100 / Decimal(region["possible"])), Decimal("0.005"))

    def test_every_rule_has_its_row_its_derivation_and_its_place(self):
        sections = {self.page.within(s, "h2")[0]["text"]: s for s in self.page.all("section", class_="region")}
        for region in self.result["regions"]:
            section = sections[region["region"]]
            rows = [row for row in self.page.within(section, "tr") if row["attrs"].get("class", "").startswith("rule")]
            by_rule = {self.page.within(row, "span")[0]["text"]: row for row in rows}
            self.assertEqual(set(by_rule), {rule["rule"] for rule in region["rules"]})
            self.assertEqual(len(self.page.within(section, "details")), len(region["rules"]))
            words = section["text"]
            for rule in region["rules"]:
                cells = [cell["text"] for cell in self.page.within(by_rule[rule["rule"]], "td")]
                if rule["actual"] and rule["unit"] != "类":
                    self.assertEqual(cells[2], rule["actual"])
                if "part_of" not in rule and rule["status"] in ("met", "unmet", "partial"):
                    self.assertEqual((cells[5], cells[6]), (rule["points"], rule["possible"]))
                for place in rule["rows"]:
                    self.assertIn(place["file"], words)
            # The ledger, summed from what is printed.
            names = {e["attrs"]["id"]: e for e in self.page.elements if "id" in e["attrs"]}
            ledger = names.get(section["attrs"]["id"] + "-ledger")
            printed = re.findall(r"与总分 (\S+) 一致", words)
            self.assertEqual(printed, [region["total"]] if ledger else [])
            for duty in region["tasks"] + region["projects"]:
                self.assertIn(duty["title"], words)

    def test_findings_and_inputs_are_listed(self):
        words = self.page.by_id("findings")["text"]
        for finding in self.result["findings"]:
            self.assertIn(finding["message"], words)
            self.assertIn(finding["code"], words)
        words = self.page.by_id("sources")["text"]
        for entry in self.result["inputs"]:
            self.assertIn(entry["name"], words)
            self.assertIn(entry["digest"], words)

    def test_values_have_names_in_words(self):
        """Every output that a shipped plugin declares has a title, so no value is called by its English name."""
        examples = {"wuzhong-2021": "640300-wuzhong/2021", "jiyuan-2021": "419001-jiyuan/2021", "rushan-2018-2020": "371083-rushan/2018-2020",
                    "rushan-heavy-pollution": "371083-rushan/heavy-pollution", "shuozhou-2018-2020": "140600-shuozhou/2018-2020", "jinlin": "230751-jinlin/2020"}
        for example, pack in examples.items():
            path = self.folder / f"{example}.json"
            kaohe("score", ROOT / "examples" / example / "submissions", "--rules", ROOT / "rules" / pack, "-o", path, "--fail-on", "never", "-q")
            result = json.loads(path.read_text("utf-8"))
            unnamed = {f"{method['id']}.{output['name']}" for method in result["methods"] for output in method["outputs"] if not output["title"]}
            self.assertEqual(unnamed, set(), example)
            self.assertEqual(kaohe("report", path, "-o", self.folder / f"{example}.html", "--html").code, 0)
            text = (self.folder / f"{example}.html").read_text("utf-8")
            values = re.findall(r"<span>([^<]*)</span>", "".join(re.findall(r'<dd class="values">(.*?)</dd>', text, re.DOTALL)))
            self.assertGreater(len(values), 5, example)
            for value in values:
                self.assertRegex(value, r"^(AQI |PM|SO2|NO2|CO |O3|pH)?[\u4e00-\u9fff]", example)
        self.assertIn("水质类别 Ⅳ类", (self.folder / "wuzhong-2021.html").read_text("utf-8"))

    def test_a_countys_page_is_its_own(self):
        page = self.folder / "one"
        self.assertEqual(kaohe("report", self.out / "result.json", "-o", page, "--html", "--region", "同心县", "-q").code, 0)
        text = (page / "index.html").read_text("utf-8")
        for region in self.result["regions"]:
            if region["kind"] == "county" and region["region"] != "同心县":
                self.assertNotIn(region["region"], text)
        self.assertEqual(re.findall(r"sha256:\w+", text), [entry["digest"] for entry in self.result["inputs"] if entry["name"] == "同心县.json"])

    def test_the_same_result_gives_the_same_bytes(self):
        again = self.folder / "again"
        run = kaohe("report", self.out / "result.json", "-o", again)
        self.assertEqual(run.code, 0, run)
        self.assert_same_file(self.out / "index.html", again / "index.html")

    def test_submitted_markup_stays_text(self):
        result = json.loads((self.out / "result.json").read_text("utf-8"))
        result["regions"][0]["rules"][0]["notes"] = ["<script>alert(1)</script>"]
        file = self.folder / "result.json"
        file.write_text(json.dumps(result), "utf-8")
        run = kaohe("report", file, "--html", "-o", self.folder / "page.html")
        self.assertEqual(run.code, 0, run)
        page = Page((self.folder / "page.html").read_text("utf-8"))
        self.assertEqual(len(page.all("script")), 1)
        self.assertEqual(page.faults, [])

    def test_three_thousand_regions_stay_a_page(self):
        result = json.loads((self.out / "result.json").read_text("utf-8"))
        county = next(region for region in result["regions"] if region["region"] == "利通区")
        rule = {key: county["rules"][0][key] for key in ("rule", "title", "group", "status", "points", "possible", "actual")}
        county = dict(county, tasks=[], projects=[], rules=[dict(rule, rule=f"rule{i}") for i in range(60)])
        result["regions"] = [dict(county, region=f"县{i}", name=f"县{i}", rank=i + 1) for i in range(3000)]
        file = self.folder / "result.json"
        file.write_text(json.dumps(result, ensure_ascii=False), "utf-8")
        run = kaohe("report", file, "--html", "-o", self.folder / "page.html")
        self.assertEqual(run.code, 0, run)
        text = (self.folder / "page.html").read_text("utf-8")
        self.assertLess(len(text.encode()), 6_000_000)
        self.assertIn("kaohe explain", text)
        self.assertIn("县2999", text)

    def test_an_unknown_tag_of_a_template_is_an_error_with_its_line(self):
        mine = self.folder / "mine/html"
        mine.mkdir(parents=True)
        (mine / "index.html").write_text("<p>{{title}}</p>\n<p>{{totle}}</p>\n", "utf-8")
        run = kaohe("report", self.out / "result.json", "--html", "--template", self.folder / "mine", "-o", self.folder / "page.html")
        self.assertEqual(run.code, 2, run)
        self.assertIn("index.html:2", run.err)
        self.assertFalse((self.folder / "page.html").exists())


class SmallPack(EndToEnd):
    def test_a_small_pack_has_a_page_too(self):
        page = Page((self.assess(EXAMPLE) / "index.html").read_text("utf-8"))
        self.assertEqual(page.faults, [])
        self.assertTrue(page.all("section", class_="region"))
