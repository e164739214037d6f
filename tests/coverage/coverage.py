#!/usr/bin/env python3
"""Does the inventory hold every figure of the source documents?

Walks a document, takes each figure that a unit follows (88 %, 33 微克/立方米, 35 蒸吨, Ⅲ类, 2021年10月底 ...) and looks for it
among the items that the packs say of that document (a `source` names its document in `file`). What is neither encoded nor
listed, with a reason, in omissions/<document>.tsv is printed, and the exit code is 1.

    coverage.py --kaohe PROGRAM --sources FOLDER [--document 004] PACK...

omissions/<document>*.tsv: figure, near, reason. `figure` as printed here (20万吨), `near`: characters that stand within
20 characters of it, or empty for every place.
"""

import argparse
import collections
import csv
import json
import pathlib
import re
import subprocess
import sys
import unicodedata
from decimal import Decimal, InvalidOperation

SKIPPED = 77
HERE = pathlib.Path(__file__).resolve().parent

# Written forms of the units, longest first when matched; the right side is what the figures are compared by.
UNITS = {
    "%": "%", "个百分点": "%", "百分点": "%", "‰": "‰",
    "μg/m3": "μg/m³", "微克/立方米": "μg/m³", "微克每立方米": "μg/m³", "ug/m3": "μg/m³",
    "mg/m3": "mg/m³", "毫克/立方米": "mg/m³", "毫克每立方米": "mg/m³", "mg/L": "mg/L", "毫克/升": "mg/L",
    "吨/平方公里·月": "t/km²·月", "吨/平方公里": "t/km²·月", "吨/月·平方公里": "t/km²·月",
    "吨/日": "t/d", "吨/天": "t/d", "万吨/日": "万t/d", "吨/年": "t/a", "万吨/年": "万t/a", "m3/h": "m³/h", "立方米/小时": "m³/h",
    "万吨标准煤": "万tce", "万吨标煤": "万tce", "吨标准煤": "tce", "吨标煤": "tce", "蒸吨/小时": "蒸吨", "蒸吨": "蒸吨", "t/h": "蒸吨",
    "万亩": "万亩", "亩": "亩", "公顷": "公顷", "万吨": "万t", "吨": "t", "千克": "kg", "公斤": "kg", "kg": "kg", "克": "g",
    "平方公里": "km²", "平方千米": "km²", "万平方米": "万m²", "平方米": "m²", "m2": "m²", "万立方米": "万m³", "亿立方米": "亿m³",
    "立方米": "m³", "公里": "km", "千米": "km", "km": "km", "毫米": "mm", "mm": "mm", "米": "m",
    "亿千瓦时": "亿kWh", "千瓦时": "kWh", "万千瓦": "万kW", "千瓦": "kW", "MW": "MW",
    "亿元": "亿元", "万元": "万元", "元": "元", "倍": "倍", "℃": "℃",
    "万人": "万人", "万户": "万个", "万个": "万个", "万辆": "万个", "万株": "万个", "人次": "人次", "人": "人", "名": "人",
    "个工作日": "工作日", "工作日": "工作日", "个月": "月", "小时": "h", "分钟": "min", "天": "天", "日": "天", "周": "周", "年": "年",
    "个": "个", "家": "个", "处": "个", "项": "个", "次": "个", "户": "个", "辆": "个", "眼": "个", "座": "台", "台": "台", "套": "台",
    "条": "个", "口": "个", "所": "个", "村": "个", "宗": "个", "块": "个", "批次": "批", "批": "批", "期": "期", "份": "份", "件": "件",
    "头": "头", "只": "头", "羽": "头", "级": "级", "类": "类", "层": "层", "倍以上": "倍", "分": "分",
}
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
CHINESE_CLASS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
# Units that are counted alike whatever word is used.
ALIKE = {"台": "个", "村": "个", "人": "人", "批": "个", "份": "个", "件": "个", "期": "个", "户": "个"}

UNIT_PATTERN = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
NUMBER = r"(\d+(?:,\d{3})*(?:\.\d+)?)"
FIGURE = re.compile(NUMBER + r"(?:\s*(?:-|—|–|~|～|至|到)\s*" + NUMBER + r")?\s*(?:余|多|左右)?\s*(" + UNIT_PATTERN + r")")
# 10、35、100毫克/立方米: the unit stands behind the last.
LIST = re.compile(r"((?:\d+(?:\.\d+)?、)+)(?=\d+(?:\.\d+)?\s*(" + UNIT_PATTERN + r"))")
# >200, 0.62以上: a figure without a unit that is a limit all the same.
BARE = re.compile(r"(?:[><≥≤]=?|大于|高于|低于|小于)" + NUMBER + r"|(?<![\d.])" + NUMBER + r"(?=以上|以下|以内)")
DATE = re.compile(r"(?:(20\d\d)年)?(\d{1,2})月(?:(\d{1,2})日|(底|末|份))?|(20\d\d)年(?:年?(底|末)|(?!\d))|(20\d\d)[.](\d{1,2})(?:[.](\d{1,2}))?(?!\d)")
CLASS = re.compile(r"劣?([IVⅠⅡⅢⅣⅤⅥ]{1,3}|[一二三四五])类")
SPAN_YEARS = re.compile(r"20\d\d\s*(?:-|—|–|至)\s*20\d\d年")


def normal(text):
    text = unicodedata.normalize("NFKC", text).replace("µ", "μ")
    return re.sub(r"\s+", "", text)


def canonical_unit(unit):
    folded = normal(unit)
    for written, canonical in UNITS.items():
        if folded == normal(written) or folded == normal(canonical):
            return ALIKE.get(canonical, canonical)
    return ALIKE.get(folded, folded)


def value_of(text):
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return format(value.normalize(), "f")


def figures(text):
    """(printed figure, key, position) of every figure that a unit follows, dates and classes among them."""
    out, taken = [], []

    def free(begin, end):
        return all(end <= b or begin >= e for b, e in taken)

    for match in SPAN_YEARS.finditer(text):
        taken.append(match.span())
    for match in DATE.finditer(text):
        if not free(*match.span()):
            continue
        year, month, day, _end, only_year, _year_end, dotted_year, dotted_month, dotted_day = match.groups()
        taken.append(match.span())
        year = year or only_year or dotted_year
        month = month or dotted_month
        key = ("date", year or "", int(month) if month else 0, int(day or dotted_day or 0))
        if month or _year_end:
            out.append((match.group(0), key, match.start()))
    for match in CLASS.finditer(text):
        if not free(*match.span()):
            continue
        roman = unicodedata.normalize("NFKC", match.group(1))
        value = CHINESE_CLASS.get(roman) or ROMAN.get(roman)
        if value:
            taken.append(match.span())
            value = 6 if match.group(0).startswith("劣") else value
            out.append((match.group(0), ("figure", str(value), "类"), match.start()))
    for match in FIGURE.finditer(text):
        if not free(*match.span()):
            continue
        low, high, unit = match.groups()
        unit = canonical_unit(unit)
        if unit == "年" and re.fullmatch(r"(19|20)\d\d", low):
            continue
        taken.append(match.span())
        for value in (low, high):
            if value:
                out.append((match.group(0), ("figure", value_of(value.replace(",", "")), unit), match.start()))
    for match in LIST.finditer(text):
        unit = canonical_unit(match.group(2))
        for value in match.group(1).strip("、").split("、"):
            out.append((value + match.group(2), ("figure", value_of(value), unit), match.start()))
    for match in BARE.finditer(text):
        value = match.group(1) or match.group(2)
        if free(match.start(), match.end()):
            out.append((match.group(0), ("figure", value_of(value.replace(",", "")), None), match.start()))
    return out


class Inventory:
    """What the packs say of one document."""

    def __init__(self):
        self.figures = set()      # (value, unit)
        self.dates = set()        # (year, month, day)
        self.items = 0

    def add(self, item):
        self.items += 1
        unit = canonical_unit(item.get("unit") or "")
        value = item.get("value")
        if value and item.get("op") == "by":
            self.add_date(value)
        elif value:
            for part in value.split(".."):
                plain = value_of(part)
                if plain is not None:
                    self.figures.add((plain, unit))
                    self.figures.add((plain.lstrip("-"), unit))
        if item.get("due"):
            self.add_date(item["due"])
        for key, unit_key in (("quantity", None), ("scale", "scale_unit")):
            if item.get(key):
                self.figures.add((value_of(item[key]), canonical_unit(item.get(unit_key) or "个") if unit_key else "个"))
        rhythm = item.get("report") or ""
        if rhythm.startswith("monthly:") or rhythm.startswith("quarterly:"):
            self.figures.add((rhythm.split(":")[1], "天"))
        if rhythm == "half_year":
            self.dates |= {("", 6, 30), ("", 12, 31)}
        if rhythm.startswith("dates:"):
            for part in rhythm[6:].split(";"):
                month, day = part.split("-")
                self.dates.add(("", int(month), int(day)))
        if item.get("base_year"):
            self.dates.add((item["base_year"], 0, 0))
        if item.get("year"):
            for year in re.findall(r"\d{4}", item["year"]):
                self.dates.add((year, 12, 31))

    def add_date(self, text):
        match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
        if match:
            year, month, day = match.group(1), int(match.group(2)), int(match.group(3))
            self.dates.add((year, month, day))

    def holds(self, key):
        if key[0] == "figure":
            _, value, unit = key
            return (value, unit) in self.figures if unit else any(known == value for known, _ in self.figures)
        _, year, month, day = key
        for known_year, known_month, known_day in self.dates:
            if year and known_year and year != known_year:
                continue
            if month and month != known_month:
                continue
            if not month and year and known_month not in (0, 12):
                continue
            if day and day != known_day:
                continue
            return True
        return False


def load_omissions(document):
    out = []
    for path in sorted((HERE / "omissions").glob(f"{document}*.tsv")):
        with path.open(encoding="utf-8") as lines:
            for row in csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"):
                if row and row[0] != "figure" and row[0].strip():
                    row = [cell.strip() for cell in row] + ["", ""]
                    if not row[2]:
                        sys.exit(f"{path}: {row[0]}: no reason given")
                    out.append((normal(row[0]), normal(row[1]), path.name))
    return out


def read_packs(program, packs):
    """document -> Inventory."""
    documents = collections.defaultdict(Inventory)
    for pack in packs:
        text = subprocess.run([program, "rules", "list", "--rules", str(pack), "--format", "json"], capture_output=True, text=True, check=False)
        if text.returncode != 0:
            sys.exit(f"{pack} does not load:\n{text.stderr}")
        sources = json.loads(subprocess.run([program, "rules", "list", "--rules", str(pack), "--format", "json", "--sources"],
                                            capture_output=True, text=True, check=True).stdout)
        files = {source["id"]: source["file"] for source in sources}
        for item in json.loads(text.stdout):
            document = files.get(item["cite"]["source"], "")
            if document:
                documents[document].add(item)
    return documents


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kaohe", required=True)
    parser.add_argument("--sources", required=True)
    parser.add_argument("--document", action="append")
    parser.add_argument("--limit", type=int, default=0, help="print at most so many places")
    parser.add_argument("packs", nargs="+")
    arguments = parser.parse_args()
    if not pathlib.Path(arguments.sources).is_dir():
        print(f"skipped: {arguments.sources} is not here")
        return SKIPPED
    documents = read_packs(arguments.kaohe, arguments.packs)
    missing = 0
    for path in sorted(pathlib.Path(arguments.sources).glob("*.txt")):
        document = path.name[:3]
        if arguments.document and document not in arguments.document:
            continue
        if not arguments.document and document not in documents:
            continue
        text = normal(path.read_text(encoding="utf-8"))
        omitted, used = load_omissions(document), set()
        inventory = documents[document]
        found = figures(text)
        open_places = []
        for printed, key, position in found:
            if inventory.holds(key):
                continue
            near = text[max(0, position - 20):position + len(printed) + 20]
            reasons = [i for i, (figure, where, _) in enumerate(omitted) if figure == printed and (not where or where in near)]
            if reasons:
                used.update(reasons)
                continue
            open_places.append((printed, near, position))
        for printed, near, position in open_places[:arguments.limit or None]:
            print(f"{document}\t{position}\t{printed}\t…{near}…")
        stale = [omitted[i] for i in range(len(omitted)) if i not in used]
        for figure, where, name in stale:
            print(f"{name}: {figure} {where}: omission that nothing needs", file=sys.stderr)
        print(f"document {document}: {inventory.items} items, {len(found)} figures with a unit, {len(open_places)} not covered, "
              f"{len(used)} omissions used, {len(stale)} stale", file=sys.stderr)
        missing += len(open_places)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
