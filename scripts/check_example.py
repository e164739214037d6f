#!/usr/bin/env python3
"""Recomputes the shipped example with fractions, straight from the submitted files, and compares.

A second opinion on examples/wuzhong-2021: it shares no code with kaohe nor with make_example.py. Targets come from
the rule pack's 附件1 table and from the list below; breakpoints are those of HJ 633-2012.

    scripts/check_example.py                        files against expected*.csv
    scripts/check_example.py --monthly              also prints the monthly sums that EXPECTED.md quotes
    scripts/check_example.py --result RESULT.json   also compares a result of the program with expected*.csv
"""

import argparse
import csv
import datetime
import io
import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples/wuzhong-2021"
PACK = ROOT / "rules/640300-wuzhong/2021"
REGIONS = ("吴忠市", "利通区", "红寺堡区", "青铜峡市", "盐池县", "同心县", "太阳山开发区")
UNRANKED = ("吴忠市", "太阳山开发区")

# --- reading -----------------------------------------------------------------------------------------------------

NAMES = {
    "空气质量日报": "air_daily", "秸秆": "straw", "畜禽粪污": "manure", "受污染耕地": "farmland", "污染地块": "parcels",
    "农膜": "film", "事项": "events", "填报信息": "info",
    "县区": "region", "日期": "date", "SO2": "so2", "NO2": "no2", "CO": "co", "O3_8h": "o3_8h", "PM10": "pm10",
    "PM2.5": "pm25", "沙尘": "dust", "沙尘认定文号": "dust_ref", "作物": "crop", "可收集量": "collectable",
    "肥料化": "fertiliser", "饲料化": "feed", "能源化": "energy", "基料化": "substrate", "原料化": "material",
    "养殖场": "farm", "畜种": "species", "规模场": "scale", "产生量": "produced", "利用量": "utilised",
    "设施配套": "equipped", "验收": "accepted", "类别": "category", "面积": "area", "措施落实面积": "measures_area",
    "农产品达标": "produce_ok", "再开发": "redeveloped", "符合规划用地要求": "compliant", "使用量": "used",
    "回收量": "recovered", "数量": "value", "证明材料": "evidence", "认定单位": "approved_by",
}
PLOT_COLUMN = {"farmland": "plot", "parcels": "parcel", "events": "item"}
BLANK = ("", "—", "NA", None)


def read_csv(path):
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return list(csv.reader(io.StringIO(text)))


def read_workbook(path):
    """{sheet: rows of text}; numbers as the shortest text of the stored double, dates as ISO text."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    sheets = {}
    with zipfile.ZipFile(path) as package:
        shared = []
        if "xl/sharedStrings.xml" in package.namelist():
            root = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
            shared = ["".join(t.text or "" for t in si.iter(f"{{{space['m']}}}t")) for si in root]
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        for n, sheet in enumerate(book.findall("m:sheets/m:sheet", space), 1):
            root = ElementTree.fromstring(package.read(f"xl/worksheets/sheet{n}.xml"))
            rows = []
            for row in root.findall("m:sheetData/m:row", space):
                cells = {}
                for cell in row.findall("m:c", space):
                    column = ord(cell.get("r")[0]) - 65
                    cells[column] = cell_text(cell, shared, space)
                rows.append([cells.get(c, "") for c in range(max(cells) + 1)])
            sheets[sheet.get("name")] = rows
    return sheets


def cell_text(cell, shared, space):
    if cell.get("t") == "s":
        return shared[int(cell.find("m:v", space).text)]
    if cell.get("t") == "inlineStr":
        return cell.find("m:is/m:t", space).text
    value = cell.find("m:v", space).text
    if cell.get("s") == "1":
        return (datetime.date(1899, 12, 30) + datetime.timedelta(int(value))).isoformat()
    return repr(float(value)).removesuffix(".0")


def rows_to_records(table, rows, region):
    header = [PLOT_COLUMN[table] if name in ("地块", "事项") else NAMES[name] for name in rows[0]]
    records = []
    for row in rows[1:]:
        record = dict(zip(header, list(row) + [""] * (len(header) - len(row))))
        record.setdefault("region", region)
        records.append(record)
    return records


def read_all(folder):
    """{region: {table: [record]}}; every value is text or None."""
    data = {region: {} for region in REGIONS}

    def add(table, records):
        for record in records:
            data[record["region"]].setdefault(table, []).append(record)

    for path in sorted(folder.rglob("*")):
        if path.suffix == ".csv":
            table = NAMES[path.stem]
            add(table, rows_to_records(table, read_csv(path), None))
        elif path.suffix == ".xlsx":
            sheets = read_workbook(path)
            region = dict(row[:2] for row in sheets.pop("填报信息"))["县区"]
            for title, rows in sheets.items():
                add(NAMES[title], rows_to_records(NAMES[title], rows, region))
        elif path.suffix == ".json":
            content = json.loads(path.read_text("utf-8"), parse_float=str, parse_int=str)
            content.pop("info")
            for table, records in content.items():
                add(table, records)
    return data


def number(text):
    return None if text in BLANK else Fraction(text)


# --- methods -----------------------------------------------------------------------------------------------------

LEVELS = (0, 50, 100, 150, 200, 300, 400, 500)
BREAKPOINTS = {  # HJ 633-2012, 24 h and MDA8
    "so2": (0, 50, 150, 475, 800, 1600, 2100, 2620),
    "no2": (0, 40, 80, 180, 280, 565, 750, 940),
    "pm10": (0, 50, 150, 250, 350, 420, 500, 600),
    "co": (0, 2, 4, 14, 24, 36, 48, 60),
    "o3_8h": (0, 100, 160, 215, 265, 800),
    "pm25": (0, 35, 75, 115, 150, 250, 350, 500),
}


def iaqi(item, value):
    """Ceiling of the interpolated index; 500 above the table."""
    limits = BREAKPOINTS[item]
    value = Fraction(round(value * 10), 10) if item == "co" else Fraction(round(value))  # round() is half-even
    for low, high, index_low, index_high in zip(limits, limits[1:], LEVELS, LEVELS[1:]):
        if value <= high:
            exact = Fraction(index_high - index_low) / (high - low) * (value - low) + index_low
            return -((-exact.numerator) // exact.denominator)
    return 500


def approved_dust(row):
    return row["dust"] == "是" and row["dust_ref"] not in BLANK


def year_is_valid(months):
    counts = [months.count(m) for m in range(1, 13)]
    return sum(counts) >= 324 and all(n >= (25 if m == 1 else 27) for m, n in enumerate(counts))


def month_of(row):
    return int(row["date"].replace("/", "-").split("-")[1])


def air_days(rows):
    good = counted = incomplete = removed = index_sum = index_max = 0
    months = []
    for row in rows:
        present = {item: number(row[item]) for item in BREAKPOINTS}
        complete = all(value is not None for value in present.values())
        aqi = max(iaqi(item, value) for item, value in present.items() if value is not None)
        if not complete and aqi <= 100:
            incomplete += 1
            continue
        months.append(month_of(row))
        if approved_dust(row) and aqi > 100:
            removed += 1
            continue
        counted += 1
        good += aqi <= 100
        index_sum += aqi
        index_max = max(index_max, aqi)
    values = {"good_days": good, "valid_days": counted, "incomplete_days": incomplete, "dust_days": removed,
              "aqi_sum": index_sum, "aqi_max": index_max}
    return Fraction(100 * good, counted), year_is_valid(months), values


def air_mean(rows, item):
    measured = [row for row in rows if number(row[item]) is not None]
    kept = [number(row[item]) for row in measured if not approved_dust(row)]
    return sum(kept) / len(kept), year_is_valid([month_of(row) for row in measured]), {"days": len(kept)}


def share(part, whole):
    assert part <= whole
    return Fraction(part) / whole * 100 if whole else None


def total(rows, *columns):
    return sum((number(row[c]) for row in rows for c in columns), Fraction(0))


def straw(rows):
    return share(total(rows, "fertiliser", "feed", "energy", "substrate", "material"), total(rows, "collectable"))


def manure(rows):
    return share(total(rows, "utilised"), total(rows, "produced"))


def equipped(rows):
    scale = [row for row in rows if row["scale"] == "是"]
    return share(sum(row["equipped"] == "是" and row["accepted"] == "是" for row in scale), len(scale))


def farmland(rows):
    safe = [row for row in rows if row["category"] in ("轻微", "重度") or row["produce_ok"] == "是"]
    return share(total(safe, "measures_area"), total(rows, "area"))


def parcels(rows):
    used = [row for row in rows if row["redeveloped"] == "是"]
    return share(total([row for row in used if row["compliant"] == "是"], "area"), total(used, "area"))


# --- rules: table, method, digits, direction, comparison, points, effect of 缺报/无效, effect of 无此项, score ----------

def deduct(points, loss, per_started):
    def score(shortfall, _):
        if per_started:
            shortfall = -((-shortfall.numerator) // shortfall.denominator)
        return max(Fraction(points) - shortfall * Fraction(loss), Fraction(0))
    return score


def part_of(points):
    return lambda _, quotient: points * min(max(quotient, Fraction(0)), Fraction(1))


RULES = {
    "air.good_days_rate": ("air_daily", air_days, 1, +1, "rounded", 18, "wait", "rescale", deduct(18, 1, False)),
    "air.pm25": ("air_daily", lambda rows: air_mean(rows, "pm25"), 0, -1, "rounded", 14, "wait", "rescale",
                 deduct(14, "0.5", True)),
    "air.pm10": ("air_daily", lambda rows: air_mean(rows, "pm10"), 0, -1, "rounded", 14, "wait", "rescale",
                 deduct(14, "0.5", True)),
    "straw.rate": ("straw", straw, 1, +1, "full", 14, "zero", "rescale", deduct(14, 1, False)),
    "manure.rate": ("manure", manure, 1, +1, "full", 12, "zero", "rescale", deduct(12, 1, False)),
    "manure.equipped_rate": ("manure", equipped, 1, +1, "full", 8, "zero", "full", part_of(8)),
    "farmland.rate": ("farmland", farmland, 1, +1, "full", 10, "wait", "rescale", lambda *_: Fraction(0)),
    "parcels.rate": ("parcels", parcels, 1, +1, "full", 10, "wait", "rescale", lambda *_: Fraction(0)),
}
CITY_LINES = {"straw.rate": 88, "manure.rate": 90, "manure.equipped_rate": 98, "farmland.rate": 100, "parcels.rate": 100}
GRADES = ((90, "优秀"), (80, "良好"), (60, "合格"), (0, "不合格"))


def targets():
    table = {}
    for row in csv.DictReader((PACK / "targets.csv").open(encoding="utf-8")):
        table[row["县区"], row["指标"]] = Fraction(row["目标值"])
    for region in REGIONS[1:]:
        for rule, value in CITY_LINES.items():
            table[region, rule] = Fraction(value)
    return table


def rounded(value, digits):
    return Fraction(round(value * 10**digits), 10**digits)


def plain(value, digits=None):
    """Decimal text: fixed digits, or as few as the value needs."""
    if digits is not None:
        whole = round(value * 10**digits)
        text = str(abs(whole)).rjust(digits + 1, "0")
        return ("-" if whole < 0 else "") + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)
    text = plain(value, 6)
    return text.rstrip("0").rstrip(".")


def judge(rule, region, rows, target):
    table, method, digits, sign, compare, points, missing, absent, score = RULES[rule]
    out = {"region": region, "rule": rule, "actual": "", "exact": "", "target": plain(target), "borderline": "false"}
    if rows is None:
        return dict(out, status="not_submitted", points="0", possible=str(points), wait=missing == "wait")
    result = method(rows)
    value, valid, values = result if isinstance(result, tuple) else (result, True, {})
    out["values"] = values
    if not valid:
        return dict(out, status="invalid", points="0", possible=str(points), wait=missing == "wait")
    if value is None:
        given = str(points) if absent == "full" else "0"
        return dict(out, status="not_applicable", points=given, possible=given)
    readings = {"full": value, "rounded": rounded(value, digits)}
    met = {name: sign * (reading - target) >= 0 for name, reading in readings.items()}
    used = readings[compare]
    got = Fraction(points) if met[compare] else score(abs(target - used), value / target)
    return dict(out, status="met" if met[compare] else "unmet", actual=plain(value, digits), exact=str(value),
                borderline="true" if met["full"] != met["rounded"] else "false",
                points=plain(rounded(got, 6)), possible=str(points))


def assess(data):
    table = targets()
    rules, sums = [], []
    for region in REGIONS:
        mine = [judge(rule, region, data[region].get(RULES[rule][0]), table[region, rule])
                for rule in RULES if (region, rule) in table]
        rules += mine
        got = sum(Fraction(row["points"]) for row in mine)
        most = got + sum(Fraction(row["possible"]) for row in mine if row.get("wait"))
        possible = sum(Fraction(row["possible"]) for row in mine)
        if any(row["status"] == "not_applicable" and row["possible"] == "0" for row in mine):
            got, most = rounded(got / possible * 100, 6), rounded(most / possible * 100, 6)
        bonus = sum(Fraction(row["value"]) for row in data[region].get("events", [])
                    if row["item"] == "表彰" and row["approved_by"] not in BLANK)
        bonus = min(bonus / 2, Fraction(3))
        sums.append({"region": region, "value": got + bonus, "total_max": plain(most + bonus),
                     "possible": plain(possible), "provisional": "true" if most != got else "false"})
    for row in sums:
        row["total"] = plain(row["value"])
        if row["region"] in UNRANKED:
            row["grade"] = row["rank"] = ""
            continue
        row["grade"] = next(name for least, name in GRADES if row["value"] >= least)
        better = [other for other in sums if other["region"] not in UNRANKED
                  and rounded(other["value"], 2) > rounded(row["value"], 2)]
        row["rank"] = str(len(better) + 1)
    return rules, sums


# --- comparing ---------------------------------------------------------------------------------------------------

def same(one, other):
    """Equal as text, or as numbers: 100 and 100.0 are the same."""
    if one == other:
        return True
    try:
        return Fraction(one) == Fraction(other)
    except (ValueError, ZeroDivisionError):
        return False


def compare(name, got, keys, problems):
    """Rows of expected file `name` against `got`; a blank expectation of actual or exact is not compared."""
    rows = list(csv.DictReader((EXAMPLE / name).open(encoding="utf-8")))
    index = {tuple(row[k] for k in keys): row for row in got}
    for row in rows:
        key = tuple(row[k] for k in keys)
        mine = index.pop(key, None)
        if mine is None:
            problems.append(f"{name}: {' '.join(key)}: expected, but not there")
            continue
        for column, wanted in row.items():
            if column in ("actual", "exact") and wanted == "":
                continue
            if not same(wanted, mine.get(column, "")):
                problems.append(f"{name}: {' '.join(key)}: {column} is {mine.get(column)!r}, expected {wanted!r}")
    problems += [f"{name}: {' '.join(key)}: not expected" for key in index]
    return len(rows)


def from_result(path):
    text = {True: "true", False: "false", None: ""}
    rules, sums, values = [], [], []
    for region in json.loads(pathlib.Path(path).read_text("utf-8"))["regions"]:
        sums.append({key: text.get(region[key], str(region[key])) if isinstance(region[key], (bool, type(None)))
                     else str(region[key])
                     for key in ("region", "total", "total_max", "possible", "grade", "rank", "provisional")})
        for rule in region["rules"]:
            rules.append({"region": region["region"], "rule": rule["rule"], "status": rule["status"],
                          "actual": rule.get("actual") or "", "exact": rule.get("exact") or "",
                          "target": (rule.get("target") or {}).get("value", ""),
                          "borderline": text[rule.get("borderline", False)],
                          "points": rule["points"], "possible": rule["possible"]})
            values += [{"region": region["region"], "rule": rule["rule"], "name": name, "value": value}
                       for name, value in rule.get("values", {}).items()]
    return rules, sums, values


def values_of(rules):
    return [{"region": row["region"], "rule": row["rule"], "name": name, "value": str(value)}
            for row in rules for name, value in row.get("values", {}).items()]


def expected_only(values):
    """The program names more values than the table lists: keep the listed ones."""
    listed = {(row["region"], row["rule"], row["name"])
              for row in csv.DictReader((EXAMPLE / "expected_values.csv").open(encoding="utf-8"))}
    return [row for row in values if (row["region"], row["rule"], row["name"]) in listed]


def check(rules, sums, values):
    problems = []
    count = compare("expected.csv", rules, ("region", "rule"), problems)
    count += compare("expected_totals.csv", sums, ("region",), problems)
    count += compare("expected_values.csv", expected_only(values), ("region", "rule", "name"), problems)
    return count, problems


def print_months(data):
    for item in ("pm10", "pm25"):
        print(f"{item}: 各月合计 | 全年合计 / 天数（已剔除经认定的沙尘日）")
        for region in REGIONS[:-1]:
            kept = [row for row in data[region]["air_daily"] if number(row[item]) is not None and not approved_dust(row)]
            sums = [sum(number(row[item]) for row in kept if month_of(row) == m) for m in range(1, 13)]
            print("|", region, "|", " | ".join(map(str, sums)), "|", sum(sums), "|", len(kept), "|")


def main():
    parser = argparse.ArgumentParser(description="Recomputes the shipped example and compares.")
    parser.add_argument("--monthly", action="store_true")
    parser.add_argument("--result")
    options = parser.parse_args()
    data = read_all(EXAMPLE / "submissions")
    rules, sums = assess(data)
    if options.monthly:
        print_months(data)
    sources = [("submitted files", rules, sums, values_of(rules))]
    if options.result:
        sources.append((options.result,) + from_result(options.result))
    failed = False
    for name, *got in sources:
        count, problems = check(*got)
        failed = failed or bool(problems)
        for problem in problems:
            print(f"{name}: {problem}", file=sys.stderr)
        print(f"{name}: {count} expected rows, {len(problems)} differences")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
