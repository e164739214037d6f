"""Notices of deviation: templates of the clerk, kinds, document numbers, dates, PDF."""

import json
import posixpath
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

import pages
from support import ROOT, SHIPPED_EXAMPLE, SHIPPED_PACK, EndToEnd, kaohe

PACK = """pack { id = "notices-2021", title = "通知试验", version = "1.0.0", engine = ">=0.1", period = "2021", office = "某市领导小组办公室" }
regions { { name = "甲县", kind = "county" }, { name = "乙县", kind = "county" }, { name = "丙县", kind = "county" }, { name = "丁县", kind = "county" } }
source "s" { title = "试验方案", number = "某办发〔2021〕1号" }
tasks { file = "tasks.csv", source = "s" }
indicator "a.one" { title = "指标一", unit = "%", better = "higher", digits = 0, method = "reported", value = "value" }
indicator "a.two" { title = "指标二", unit = "%", better = "higher", digits = 0, method = "reported", value = "value" }
indicator "a.three" { title = "指标三", unit = "%", better = "higher", digits = 0, method = "reported", value = "value" }
targets "a.one" { form = at_least, cite = { "s", "一" }, value = "80", applies = "each" }
targets "a.two" { form = at_least, cite = { "s", "二" }, value = "80", applies = "each" }
targets "a.three" { form = at_least, cite = { "s", "三" }, value = "80", applies = "each" }
scheme { title = "试验", total = "100" }
group "g" { title = "组", points = "100" }
rule "a.one" { group = "g", points = "40", compare = "full", missing = "undetermined", score = full_or_zero }
rule "shared" { group = "g", points = "60", title = "分项", members = { "a.two", "a.three" }, compare = "full", missing = "undetermined", score = share }
grades { { "合格", at_least = "60" }, { "不合格" } }
consequence "warn" { title = "预警", when = "有指标未达标", cite = { "s", "四" }, kind = "warning" }
consequence "interview" { title = "约谈", when = "差距大", cite = { "s", "五" }, kind = "interview", gap_at_least = "25" }
consequence "again" { title = "整改", when = "连续未达标", cite = { "s", "六" }, kind = "rectify", repeated = true }
consequence "bonus" { title = "考核加分", when = "成效好", cite = { "s", "七" }, reward = true }
"""
TASKS = """编号,序号,任务,牵头单位,配合单位,落实单位,完成时限,时限原文,报送,条款,说明
T1,1,拆除<锅炉>,,,甲县,2021-06-30,6月底,,八,
"""
# 甲县 misses one target by 1 of 80, 乙县 by 20 of 80 (25 %), 丙县 meets all, 丁县 has not reported one.
REPORTED = """县区,指标,数值,单位
甲县,a.one,80,%
甲县,a.two,79,%
甲县,a.three,80,%
乙县,a.one,60,%
乙县,a.two,80,%
乙县,a.three,80,%
丙县,a.one,80,%
丙县,a.two,80,%
丙县,a.three,80,%
丁县,a.one,80,%
丁县,a.two,80,%
"""
SCHEDULE = "县区,序号,重点任务,状态,完成比例,完成日期\n甲县,T1,,进行中,70,\n乙县,T1,,已完成,100,2021-06-01\n丙县,T1,,已完成,100,2021-06-01\n丁县,T1,,已完成,100,2021-06-01\n"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraphs(path):
    with zipfile.ZipFile(path) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    return ["".join(t.text or "" for t in p.iter(W + "t")) for p in root.iter(W + "p")]


class Notices(EndToEnd):
    def setUp(self):
        super().setUp()
        self.pack, self.data = self.folder / "pack", self.folder / "data"
        self.pack.mkdir()
        self.data.mkdir()
        (self.pack / "pack.lua").write_text(PACK, "utf-8")
        (self.pack / "tasks.csv").write_text(TASKS, "utf-8")
        (self.data / "指标填报.csv").write_text(REPORTED, "utf-8")
        (self.data / "任务调度表.csv").write_text(SCHEDULE, "utf-8")
        self.out = self.folder / "out"

    def result(self, name="result.json", options=()):
        path = self.folder / name
        run = kaohe("score", self.data, "--rules", self.pack, "-o", path, *options)
        self.assertEqual(run.code, 8, run)
        return path

    def report(self, *options, result=None, out=None, code=0, env=None):
        run = kaohe("report", result or self.result(), "-o", out or self.out, *options, env=env)
        self.assertEqual(run.code, code, run)
        return run

    def notice(self, region, out=None):
        return "\n".join(paragraphs((out or self.out) / "通知书" / f"{region}.docx"))

    def template(self, *changes):
        """A folder with the shipped Word template, changed."""
        folder = self.folder / "mine"
        folder.mkdir(exist_ok=True)
        shipped = ROOT / "templates/notice/notice.docx"
        with zipfile.ZipFile(shipped) as old, zipfile.ZipFile(folder / "notice.docx", "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name == "word/document.xml":
                    text = data.decode()
                    for before, after in changes:
                        assert text.count(before) == 1, (before, text.count(before))
                        text = text.replace(before, after)
                    data = text.encode()
                new.writestr(name, data)
        return folder

    def test_the_pack_chooses_the_kind(self):
        self.report("--docx")
        self.assertEqual({path.name for path in (self.out / "通知书").iterdir()}, {"甲县.docx", "乙县.docx", "丁县.docx"})
        first, second, fourth = (self.notice(name) for name in ("甲县", "乙县", "丁县"))
        self.assertIn("\n预警函\n", first)
        self.assertIn("没有给上期结果", first)
        self.assertIn("\n约谈通知\n", second)
        self.assertIn("依据《试验方案》五“约谈”，因“指标一”差距达到目标值的25.0%", second)
        self.assertIn("\n提醒函\n", fourth)
        self.assertIn("规则包没有规定适用的文种", fourth)

    def test_repetition(self):
        now = self.result()
        before = self.folder / "before.json"
        old = json.loads(now.read_text("utf-8"))
        old.update(as_of="2020-12-31", period="2020")
        before.write_text(json.dumps(old, ensure_ascii=False), "utf-8")
        self.report("--docx", "--previous", before, result=now)
        text = self.notice("甲县")
        self.assertIn("\n限期整改通知书\n", text)
        self.assertIn("指标二（%）（连续）", text)
        run = kaohe("report", now, "-o", self.out, "--previous", now)
        self.assertEqual(run.code, 2, run)

    def test_contents(self):
        self.report("--docx", "--number-prefix", "某环函〔2022〕", "--date", "2022-01-05", "--set", "contact=<甲>&{{region}}", "--set", "copy_to=市财政局")
        text = self.notice("甲县")
        for expected in ("某市领导小组办公室", "某环函〔2022〕1号", "甲县人民政府：", "《试验方案》（某办发〔2021〕1号）", "数据截止2021年12月31日",
                         "1\n指标二（%）（示范）\n≥80\n79\n79\n-1.00", "[1]二", "拆除<锅炉>", "6月底", "2022年1月5日\n", "联系人：<甲>&{{region}}，电话：【未填】",
                         "抄送：市财政局。", "指标填报.csv", "分项满分60，得30，失30"):
            self.assertIn(expected, text)
        self.assertNotIn("考核加分", text)
        self.assertNotIn("\n分项\n", text)  # its member is in the table, so it is not a row itself
        self.assertNotIn("拆除", self.notice("乙县"))

    def test_no_cell_of_the_web_notice_is_dressed_as_its_number(self):
        """The red rule belongs to the document's number alone."""
        self.report("--html")
        text = (self.out / "通知书/甲县.html").read_text("utf-8")
        self.assertEqual(text.count('class="number"'), 1)

    def test_packages_are_whole(self):
        self.report("--docx")
        for path in (self.out / "通知书").glob("*.docx"):
            with zipfile.ZipFile(path) as package:
                names = set(package.namelist())
                for name in names - {"word/media/seal.png"}:
                    root = ElementTree.fromstring(package.read(name))
                    self.assertNotIn(b"{{", package.read(name), name)
                    if name.endswith(".rels"):
                        base = posixpath.dirname(posixpath.dirname(name))
                        for link in root:
                            self.assertIn(posixpath.normpath(posixpath.join(base, link.get("Target"))), names)

    def test_same_bytes(self):
        result = self.result()
        for out in (self.folder / "a", self.folder / "b"):
            self.report("--docx", "--html", "--number-prefix", "函", result=result, out=out)
        for path in sorted((self.folder / "a").rglob("*")):
            if path.is_file():
                self.assert_same_file(path, self.folder / "b" / path.relative_to(self.folder / "a"))

    def test_numbers_are_kept(self):
        result = self.result()
        self.report("--docx", "--number-prefix", "函〔2022〕", "--region", "乙县", result=result)
        self.report("--docx", "--number-prefix", "函〔2022〕", result=result)
        register = self.out / "发文登记.json"
        self.assertEqual([(e["number"], e["region"], e["kind"]) for e in json.loads(register.read_text("utf-8"))["issued"]],
                         [("函〔2022〕1号", "乙县", "interview"), ("函〔2022〕2号", "甲县", "warning"), ("函〔2022〕3号", "丁县", "reminder")])
        self.assertIn("函〔2022〕1号", self.notice("乙县"))
        notice = (self.out / "通知书/乙县.docx").read_bytes()
        register.write_text("{", "utf-8")
        run = self.report("--docx", "--number-prefix", "别〔2022〕", result=result, code=7)
        self.assertIn("KH-T009", run.err)
        self.assertEqual((register.read_text("utf-8"), (self.out / "通知书/乙县.docx").read_bytes()), ("{", notice))

    def test_without_a_number_or_a_date_both_stay_blank(self):
        run = self.report("--docx")
        self.assertIn("〔2021〕　　号", self.notice("甲县"))
        self.assertIn("　　　　年　　月　　日", self.notice("甲县"))
        self.assertFalse((self.out / "发文登记.json").exists())
        self.assertIn("印作【未填】的字段", run.err)

    def test_the_clerks_template(self):
        mine = self.template(("（联系人：{{contact}}，电话：{{phone}}）", "（科室：{{reg</w:t></w:r><w:r><w:t>ion}}科）"))
        self.report("--docx", "--html", "--template", mine)
        self.assertIn("（科室：甲县科）", self.notice("甲县"))
        self.assertTrue((self.out / "通知书/甲县.html").exists())  # the shipped one

    def test_a_wrong_template_says_where(self):
        shown = paragraphs(ROOT / "templates/notice/notice.docx")
        number = next(i for i, text in enumerate(shown, 1) if "{{phone}}" in text)
        mine = self.template(("电话：{{phone}}", "电话：{{phon}}"))
        run = self.report("--docx", "--template", mine, code=2)
        for expected in ("KH-T006", f"word/document.xml 第 {number} 段", "{{phon}}", "相近的有 phone"):
            self.assertIn(expected, run.err)
        self.assertFalse((self.out / "通知书").exists())
        mine = self.template(("{{/summaries}}", ""))
        run = self.report("--docx", "--template", mine, code=2)
        self.assertIn("KH-T004", run.err)

    def test_fields(self):
        run = kaohe("report", "--fields")
        self.assertEqual(run.code, 0, run)
        for expected in ("{{addressee}}", "主送机关", "{{#rows}}…{{/rows}}", "--set contact=…"):
            self.assertIn(expected, run.out)
        self.assertEqual(kaohe("report", self.folder / "none.json", "-o", self.out, "--set", "contakt=a").code, 2)

    def test_pdf(self):
        result = self.result()
        run = self.report("--pdf", "--region", "甲县", result=result, env={"PATH": "/nonexistent"})
        self.assertIn("KH-T011", run.err)
        self.assertTrue((self.out / "通知书/甲县.docx").exists())
        fake = self.folder / "bin"
        fake.mkdir()
        (fake / "soffice").write_text("#!/bin/sh\nexit 3\n")
        (fake / "soffice").chmod(0o755)
        run = self.report("--pdf", "--region", "甲县", result=result, env={"PATH": str(fake)}, code=7)
        self.assertIn("KH-T012", run.err)
        self.assertIn("退出码 3", run.err)
        self.assertIn("KH-T030", run.err)  # fc-list is not there either
        self.assertEqual([path.name for path in (self.out / "通知书").iterdir()], ["甲县.docx"])
        if not shutil.which("soffice"):
            raise unittest.SkipTest("没有 LibreOffice")
        self.report("--pdf", "--region", "甲县", result=result)
        self.assertTrue((self.out / "通知书/甲县.pdf").read_bytes().startswith(b"%PDF"))

    def test_a_county_that_fails_the_year_is_asked_to_an_interview(self):
        """吴忠, 水生态安排 三（四）: 对未通过年度考核的，提请约谈. A grade of the demonstration scheme stands for it, and the notice says so."""
        path = self.folder / "wuzhong.json"
        kaohe("score", SHIPPED_EXAMPLE, "--rules", SHIPPED_PACK, "-o", path, "-q")
        result = json.loads(path.read_text("utf-8"))
        for region in result["regions"]:
            if region["region"] == "盐池县":
                region["grade"] = "不合格"
        path.write_text(json.dumps(result, ensure_ascii=False), "utf-8")
        self.report("--docx", result=path)
        text = self.notice("盐池县")
        self.assertIn("约谈通知", text)
        self.assertIn("《2021年全市水生态环境保护重点工作安排》三（四）“约谈”，因等次为不合格（按《示范计分方案》）", text)
        self.assertIn("\n限期整改通知书\n", self.notice("利通区"))
        self.assertNotIn("文件未载文号", text)
        self.assertNotIn("根据《示范计分方案", text)

    def test_seal(self):
        result = self.result()
        seal = self.folder / "seal.png"
        seal.write_bytes(pages.disc(42, (255, 0, 0)))
        self.report("--docx", "--seal", seal, result=result)
        with zipfile.ZipFile(self.out / "通知书/甲县.docx") as package:
            self.assertEqual(package.read("word/media/seal.png"), seal.read_bytes())
        mine = self.template(('descr="{{image:seal}}"', 'descr="x"'))
        run = self.report("--docx", "--seal", seal, "--template", mine, result=result)
        self.assertIn("KH-T032", run.err)
        mine = self.template(("{{image:seal}}", "{{image:sael}}"))
        run = self.report("--docx", "--template", mine, result=result, code=2)
        for expected in ("KH-T006", "{{image:sael}}", "图片只有 {{image:seal}}"):
            self.assertIn(expected, run.err)
        seal.write_bytes(b"GIF89a")
        run = self.report("--docx", "--seal", seal, result=result, code=2)
        self.assertIn("KH-T031", run.err)

    @unittest.skipUnless(shutil.which("soffice") and shutil.which("fc-list"), "没有 LibreOffice 或 fontconfig")
    def test_missing_typefaces_are_named(self):
        text = '<w:t xml:space="preserve">（联系人：'
        mine = self.template((text, '<w:rPr><w:rFonts w:eastAsia="没有这种字体" w:ascii="DejaVu Sans"/></w:rPr>' + text))
        run = self.report("--pdf", "--region", "甲县", "--template", mine)
        (found,) = (item for item in run.diagnostics() if item[1] == "KH-T013")
        self.assertEqual(found[0], "warning")
        self.assertIn("没有这种字体", found[2])
        self.assertIn("templates/notice/fonts", run.err)

    def test_packs_say_conditions_with_a_kind(self):
        for old, new, code in (('kind = "interview", ', "", "KH-R003"), ('kind = "warning"', 'kind = "letter"', "KH-R005"),
                               ("reward = true", 'reward = true, kind = "warning"', "KH-R019"), ('gap_at_least = "25"', 'gap_at_least = "0"', "KH-R019"),
                               ("repeated = true", 'grade = "优"', "KH-R007"), ("reward = true", 'whom = "enterprise", kind = "warning"', "KH-R019"),
                               ("reward = true", 'whom = "farms"', "KH-R005")):
            (self.pack / "pack.lua").write_text(PACK.replace(old, new), "utf-8")
            run = kaohe("rules", "list", "--rules", self.pack)
            self.assertEqual(run.code, 4, run)
            self.assertIn(code, run.err, run)

    def test_the_shipped_template_is_that_of_its_script(self):
        made = self.folder / "made.docx"
        subprocess.run([sys.executable, ROOT / "scripts/notice_template.py", made], check=True)
        with zipfile.ZipFile(made) as one, zipfile.ZipFile(ROOT / "templates/notice/notice.docx") as other:
            self.assertEqual(one.namelist(), other.namelist())
            for name in one.namelist():
                self.assertEqual(one.read(name), other.read(name), name)
