"""The printed notice, measured: GB/T 9704-2012 on what LibreOffice makes of it.

Runs only where LibreOffice, poppler's tools and the typefaces of templates/notice/fonts.conf are; says what is missing otherwise.
Lengths are in mm from the upper left corner of the paper. The standard allows 1 mm for the margins (5.2.1).
"""

import os
import re
import shutil
import subprocess
import sys
import unittest
import zipfile

import pages
from support import ROOT, SHIPPED_EXAMPLE, SHIPPED_PACK, EndToEnd, kaohe

FONTS = ROOT / "templates/notice/fonts.conf"
# What each name of the template must become, by its <accept> of fonts.conf; and the Debian package that has one.
WANTED = {"仿宋_GB2312": "texlive-lang-chinese", "楷体_GB2312": "texlive-lang-chinese", "黑体": "texlive-lang-chinese", "宋体": "texlive-lang-chinese",
          "方正小标宋简体": "fonts-noto-cjk-extra"}
LEFT, TOP, RIGHT, BOTTOM = 28, 37, 184, 262  # of the 版心, 156 × 225
LINE = 225 / 22
GIVEN = ("--number-prefix", "吴环考函〔2022〕", "--date", "2022-01-20", "--set", "contact=综合科", "--set", "phone=0953-0000000", "--set", "plan_by=2022年2月28日",
         "--set", "rectify_by=2022年3月31日", "--set", "submit_by=2022年2月15日", "--set", "copy_to=自治区生态环境厅，市纪委监委，各县（市、区）委")
# The counties of the second run miss 1, 2, … 30 targets, so that their closing blocks come to stand at every height of a page.
MOST = 30
PACK = """pack {{ id = "typeset-2021", title = "版面试验", version = "1.0.0", engine = ">=0.1", period = "2021", office = "{office}" }}
regions {{ {regions} }}
source "s" {{ title = "试验方案", number = "某办发〔2021〕1号" }}
{indicators}
scheme {{ title = "试验", total = "{most}" }}
group "g" {{ title = "组", points = "{most}" }}
{rules}
grades {{ {{ "合格", at_least = "20" }}, {{ "不合格" }} }}
"""


def missing():
    """What the suite needs and does not find, with the package that has it."""
    tools = {"soffice": "libreoffice-writer", "pdftotext": "poppler-utils", "pdftoppm": "poppler-utils", "pdffonts": "poppler-utils", "fc-match": "fontconfig"}
    out = [f"{tool}（{package}）" for tool, package in tools.items() if not shutil.which(tool)]
    if out:
        return out
    accepted = dict(re.findall(r"<family>([^<]*)</family>\s*<accept>(.*?)</accept>", FONTS.read_text("utf-8"), re.DOTALL))
    for name, package in WANTED.items():
        done = subprocess.run(["fc-match", "--format=%{family}", name], env={**os.environ, "FONTCONFIG_FILE": str(FONTS)}, capture_output=True, check=True)
        found = set(done.stdout.decode().split(","))
        if not found & {name, *re.findall(r"<family>([^<]*)</family>", accepted[name])}:
            out.append(f"字体 {name}（{package}）")
    return out


def setUpModule():
    lacking = missing()
    if lacking:
        why = "没有运行：缺少 " + "、".join(lacking)
        print(why, file=sys.stderr)
        raise unittest.SkipTest(why)


class MadeOnce(EndToEnd):
    """Its tests look at what was made once, in the folder of `maker`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maker = EndToEnd()
        cls.maker.setUp()
        cls.addClassCleanup(cls.maker.doCleanups)


class Typeset(MadeOnce):
    """One notice of the shipped example, and one with a page of nothing but Chinese characters."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.maker.folder
        run = kaohe("score", SHIPPED_EXAMPLE, "--rules", SHIPPED_PACK, "-o", folder / "result.json", "-q")
        assert run.code == 8, run
        seal = folder / "seal.png"
        seal.write_bytes(pages.disc(210, (255, 0, 0)))
        run = kaohe("report", folder / "result.json", "-o", folder / "real", "--pdf", "--region", "利通区", "--seal", seal, *GIVEN)
        assert run.code == 0 and "KH-T" not in run.err, run
        cls.pdf = folder / "real/通知书/利通区.pdf"
        cls.pages = pages.read_pages(cls.pdf)
        run = kaohe("report", folder / "result.json", "-o", folder / "probe", "--pdf", "--region", "利通区", "--template", cls.probe(folder))
        assert run.code == 0, run
        cls.full = next(page for page in pages.read_pages(folder / "probe/通知书/利通区.pdf") if page.text.count("永") > 500)

    @staticmethod
    def probe(folder):
        """The shipped template with three pages of one character after the salutation."""
        mine = folder / "mine"
        mine.mkdir()
        with zipfile.ZipFile(ROOT / "templates/notice/notice.docx") as old, zipfile.ZipFile(mine / "notice.docx", "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name == "word/document.xml":
                    start = data.index('<w:p><w:pPr><w:pStyle w:val="Body"/>'.encode())
                    data = (data[:start] + '<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t>'.encode() + "永".encode() * 1900
                            + "</w:t></w:r></w:p>".encode() + data[start:])
                new.writestr(name, data)
        return mine

    def assert_near(self, measured, wanted, allowed, what):
        self.assertLessEqual(abs(measured - wanted), allowed, f"{what}: {measured:.2f}, wanted {wanted:.2f} ± {allowed}")

    def test_paper(self):
        for page in self.pages:
            self.assert_near(page.width, 210, 0.1, "5.1 width")
            self.assert_near(page.height, 297, 0.1, "5.1 height")

    def test_22_lines_of_28_characters_fill_the_block(self):
        lines = [line for line in self.full.lines if "永" in line.text]
        self.assertEqual([len(line.text) for line in lines], [28] * 22)
        ink = self.full.ink("black", top=30, bottom=264)
        self.assert_near(lines[0].left, LEFT, 1, "5.2.1 left margin")
        self.assert_near(ink[0], LEFT, 1, "left edge of the ink")
        self.assert_near(ink[2], RIGHT, 1, "right edge of the ink")
        pitch = (lines[-1].top - lines[0].top) / 21
        self.assert_near(pitch, LINE, 0.05, "5.2.3 line")
        self.assert_near((lines[0].top + lines[0].bottom) / 2, TOP + LINE / 2, 1.5, "first line")
        self.assert_near((lines[-1].top + lines[-1].bottom) / 2, BOTTOM - LINE / 2, 1.5, "last line")

    def test_mark_number_and_red_rule(self):
        first = self.pages[0]
        mark = first.ink("red", bottom=100)
        self.assert_near(mark[1], TOP + 35, 1, "7.2.4 top of the mark")
        self.assert_near((mark[0] + mark[2]) / 2, LEFT + 78, 1, "mark in the middle")
        self.assertLess(mark[2] - mark[0], 156)
        number = first.line("吴环考函〔2022〕1号")
        self.assert_near(number.middle, LEFT + 78, 1, "7.2.5 number in the middle")
        (rule,) = first.rules("red")
        self.assert_near(rule[0], LEFT, 1, "7.2.7 rule begins")
        self.assert_near(rule[2] - rule[0], 156, 0.5, "7.2.7 rule as wide as the block")
        ink = first.ink("black", top=mark[3], bottom=rule[1])
        self.assert_near(rule[1] - ink[3], 4, 0.6, "7.2.7 rule below the number")
        self.assert_near((ink[1] - mark[3]) / LINE, 2.5, 0.5, "7.2.5 blank lines between mark and number")

    def test_title_and_salutation(self):
        first = self.pages[0]
        (rule,) = first.rules("red")
        title, kind, to = first.line("利通区2021年度生态环境目标考核"), first.line("限期整改通知书"), first.line("利通区人民政府：")
        self.assertLess(rule[3], title.top)
        self.assertLess(title.top, kind.top)
        self.assertLess(kind.bottom, to.top)
        ink = first.ink("black", top=rule[3] + 1, bottom=kind.top)
        self.assert_near((ink[1] - rule[3]) / LINE, 2.25, 0.5, "7.3.1 title two lines below the rule")
        for line in (title, kind):
            self.assert_near(line.middle, LEFT + 78, 1, "title in the middle")
        self.assert_near(to.left, LEFT, 1, "7.3.2 salutation at the left edge")
        self.assert_near((to.top - kind.bottom) / LINE, 1.25, 0.5, "7.3.2 one blank line above it")
        body = first.line("根据")
        self.assertGreater(body.top, to.top)
        self.assert_near(body.left, LEFT + 2 * 156 / 28, 1, "7.3.3 indent of two characters")

    def test_page_numbers(self):
        character = 14 * pages.POINT
        for page in self.pages:
            ink = page.ink("black", top=BOTTOM + 3)
            self.assert_near((ink[1] + ink[3]) / 2, BOTTOM + 7, 1, "7.5 dashes 7 mm below the block")
            if page.number % 2:
                self.assert_near(ink[2], RIGHT - character, 1, f"7.5 page {page.number} at the right")
            else:
                self.assert_near(ink[0], LEFT + character, 1, f"7.5 page {page.number} at the left")
            self.assertEqual(page.lines[-1].text, f"—{page.number}—")

    def test_imprint(self):
        rules = [rule for rule in self.pages[-1].rules("black", 150) if rule[1] > 200]
        self.assertEqual(len(rules), 3, rules)
        self.assert_near(rules[-1][3], BOTTOM, 1, "7.4.1 last rule on the lower edge of the block")
        for rule, thickness in zip(rules, (0.35, 0.25, 0.35)):
            self.assert_near(rule[2] - rule[0], 156, 0.5, "7.4.1 as wide as the block")
            self.assert_near(rule[3] - rule[1], thickness, 0.15, "7.4.1 thickness")
        copy, printed = self.pages[-1].line("抄送：自治区生态环境厅"), self.pages[-1].line("吴忠市生态环境保护领导小组办公室")
        self.assertTrue(printed.text.endswith("2022年1月20日印发"))
        for line in (copy, printed):
            self.assert_near(line.left, LEFT + 14 * pages.POINT, 1, "7.4.2 a character from the left")
        self.assert_near(printed.right, RIGHT - 14 * pages.POINT, 1, "7.4.3 a character from the right")

    def test_closing_and_seal(self):
        page = next(page for page in self.pages if "特此通知" in page.text)
        office, date = page.line("吴忠市生态环境保护领导小组办公室"), page.line("2022年1月20日")
        self.assertIn("附件：", page.text)
        self.assert_near(office.middle, date.middle, 2, "7.3.5.1 name and date on one middle")
        self.assertLess(office.right, RIGHT + 1)
        seal = page.ink("red")
        self.assert_near(seal[2] - seal[0], 42, 0.5, "seal of 42 mm")
        self.assert_near(seal[3] - seal[1], 42, 0.5, "seal of 42 mm")
        self.assert_near((seal[0] + seal[2]) / 2, date.middle, 2, "7.3.5.1 seal over the middle of the date")
        middle = (seal[1] + seal[3]) / 2
        self.assertLess(office.top, middle, "7.3.5.1 name and date a little below the seal's middle")
        self.assertLess(middle, (office.top + date.bottom) / 2)
        above = page.line("附件：")
        self.assertLess(seal[1] - above.bottom, LINE, "7.3.5.1 top of the seal within a line of the text above")
        self.assertGreater(seal[1], above.bottom - 1)

    def test_typefaces(self):
        used = pages.fonts_of(self.pdf)
        self.assertFalse({font for font in used if re.search("DejaVu|Liberation|Sans", font)}, used)

    def test_figures_stay_on_one_line(self):
        """A figure of the table is one line of text: sign, digits and all."""
        page = next(page for page in self.pages if "指标偏差情况" in page.text)
        words = " ".join(line.text for line in page.lines)
        for figure in ("≥88.0", "-0.560", "-1.587", "98.4126…", "0.095238"):
            self.assertIn(figure, words)


class ManyHeights(MadeOnce):
    """30 notices of growing length, made in one call."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.maker.folder
        # The office's name is too long to be centred over the date and for one line of 版记 in 14 points.
        cls.office = "某某自治州生态环境保护和污染防治攻坚战领导小组办公室"
        names = [f"第{number}县" for number in range(1, MOST + 1)]
        numbers = range(1, MOST + 1)
        (folder / "pack").mkdir()
        (folder / "pack/pack.lua").write_text(PACK.format(
            office=cls.office, most=MOST, regions=", ".join(f'{{ name = "{name}", kind = "county" }}' for name in names),
            indicators="\n".join(
                f'indicator "a.{n}" {{ title = "指标{n}", unit = "%", better = "higher", digits = 0, method = "reported", value = "value" }}\n'
                f'targets "a.{n}" {{ form = at_least, cite = {{ "s", "{n}" }}, value = "80", applies = "each" }}' for n in numbers),
            rules="\n".join(f'rule "a.{n}" {{ group = "g", points = "1", compare = "full", missing = "undetermined", score = full_or_zero }}' for n in numbers)), "utf-8")
        (folder / "data").mkdir()
        rows = [f"{name},a.{n},{79 if n <= short else 80},%" for short, name in enumerate(names, 1) for n in numbers]
        (folder / "data/指标填报.csv").write_text("县区,指标,数值,单位\n" + "\n".join(rows) + "\n", "utf-8")
        run = kaohe("score", folder / "data", "--rules", folder / "pack", "-o", folder / "result.json", "-q")
        assert run.code == 0, run
        run = kaohe("report", folder / "result.json", "-o", folder / "out", "--pdf", *GIVEN)
        assert run.code == 0, run
        cls.notices = {name: pages.read_pages(folder / "out/通知书" / f"{name}.pdf") for name in names}

    def test_the_closing_block_never_stands_alone(self):
        heights = set()
        for name, notice in self.notices.items():
            page = next(page for page in notice if "特此通知" in page.text)
            for part in ("附件：数据来源", self.office, "2022年1月20日", "联系人"):
                self.assertIn(part, page.text, f"{name}, page {page.number}")
            body = page.text[:page.text.index("特此通知")]
            self.assertIn("整改结果及证明材料", body, f"{name}: nothing of the body on page {page.number}")
            heights.add(round(page.line("特此通知").top / 10))
        self.assertGreater(len(heights), 5, "the notices do not differ enough to show anything")

    def test_a_long_name_fits(self):
        notice = self.notices["第1县"]
        printed = notice[-1].line(self.office)
        self.assertTrue(printed.text.endswith("2022年1月20日印发"), printed.text)
        page = next(page for page in notice if "特此通知" in page.text)
        office, date = page.line(self.office), page.line("2022年1月20日")
        self.assertLess(office.right, RIGHT + 1)
        self.assertLess(abs(office.middle - date.middle), 2)

    def test_the_mark_begins_at_the_same_height_whatever_its_size(self):
        mark = self.notices["第1县"][0].ink("red", bottom=100)
        self.assertLessEqual(abs(mark[1] - (TOP + 35)), 1, mark)
        self.assertLess(mark[2] - mark[0], 156)
