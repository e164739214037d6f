#!/usr/bin/env python3
"""Recomputes the shipped example with fractions, straight from the submitted files, and compares.

A second opinion on examples/wuzhong-2021: it shares no code with kaohe nor with make_example.py. Targets come from
the rule pack's 附件1 table and from the lists below, tasks and projects from its csv lists; breakpoints are those of
HJ 633-2012, limits of waters those of GB 3838-2002 and GB/T 14848-2017, transcribed here for the items submitted.

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
CITY, ZONE = "吴忠市", "太阳山开发区"
COUNTIES = ("利通区", "红寺堡区", "青铜峡市", "盐池县", "同心县")
BUREAUS = ("市生态环境局", "市农业农村局", "市住建局", "市水务局", "市城市管理局", "市国资委")
REGIONS = (CITY, *COUNTIES, ZONE, *BUREAUS)
UNRANKED = (CITY, ZONE, *BUREAUS)

# --- reading -----------------------------------------------------------------------------------------------------

NAMES = {
    "空气质量日报": "air_daily", "秸秆": "straw", "畜禽粪污": "manure", "受污染耕地": "farmland", "污染地块": "parcels",
    "农膜": "film", "事项": "events", "填报信息": "info", "水质监测": "water_monthly", "饮用水水源": "sources", "能源与碳": "energy",
    "黑臭水体": "blackwater", "行政村": "villages", "指标填报": "reported", "任务调度表": "tasks", "项目清单": "projects",
    "县区": "region", "日期": "date", "SO2": "so2", "NO2": "no2", "CO": "co", "O3_8h": "o3_8h", "PM10": "pm10",
    "PM2.5": "pm25", "沙尘": "dust", "沙尘认定文号": "dust_ref", "作物": "crop", "可收集量": "collectable",
    "肥料化": "fertiliser", "饲料化": "feed", "能源化": "energy", "基料化": "substrate", "原料化": "material",
    "养殖场": "farm", "畜种": "species", "规模场": "scale", "产生量": "produced", "利用量": "utilised",
    "设施配套": "equipped", "验收": "accepted", "类别": "category", "面积": "area", "措施落实面积": "measures_area",
    "农产品达标": "produce_ok", "再开发": "redeveloped", "符合规划用地要求": "compliant", "使用量": "used",
    "回收量": "recovered", "数量": "value", "证明材料": "evidence", "认定单位": "approved_by",
    "水体": "body", "断面": "section", "类型": "kind", "月份": "month", "水源地": "source", "pH": "ph", "溶解氧": "dissolved_oxygen",
    "高锰酸盐指数": "codmn", "化学需氧量": "cod", "五日生化需氧量": "bod5", "氨氮": "nh3n", "总磷": "tp", "总氮": "tn", "氟化物": "fluoride",
    "石油类": "petroleum", "总硬度": "hardness", "溶解性总固体": "dissolved_solids", "硫酸盐": "sulfate", "氯化物": "chloride",
    "硝酸盐": "nitrate", "铁": "iron", "锰": "manganese", "年度": "year", "能源消费": "energy", "二氧化碳": "co2", "地区生产总值": "gdp",
    "价格基期": "price_base", "国家监管": "national", "完成整治": "finished", "验收日期": "date", "污水治理率": "sewage",
    "黑臭水体整治率": "blackwater", "水源规范化率": "source", "指标": "indicator", "数值": "value", "单位": "unit", "依据": "evidence",
    "任务编号": "task", "重点任务": "title", "完成时限": "due", "工作进展情况": "progress", "存在问题": "problems", "状态": "state",
    "完成比例": "percent", "完成日期": "done", "项目编号": "project", "单位名称": "unit", "完成时间": "due",
}
PLOT_COLUMN = {"farmland": "plot", "parcels": "parcel", "events": "item", "villages": "village"}
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
    header = [PLOT_COLUMN[table] if name in ("地块", "事项", "行政村") else NAMES[name] for name in rows[0]]
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


LAST_DAY = "2021-12-31"


def pack_rows(name):
    with (PACK / name).open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row.get("编号") != "合计"]


def iso(day):
    """2021/3/5 as 2021-03-05, so that days compare as text."""
    return "" if day in BLANK else "-".join(part.rjust(2, "0") for part in day.replace("/", "-").split("-"))


def deadlines(region):
    """{task: deadline or ''} of everything that names a unit standing for this region; the city has all."""
    units = {}
    for row in pack_rows("units.csv"):
        for name in [row["单位"]] + row["别名"].split("；"):
            if name:
                units[name] = set(row["代表"].split("；"))
    mine = {}
    for name in ("tasks-air.csv", "tasks-water.csv", "tasks-soil.csv", "tasks-climate.csv"):
        for row in pack_rows(name):
            named = "；".join((row["牵头单位"], row["配合单位"], row["落实单位"])).split("；")
            if region == CITY or any(region in units.get(unit, ()) for unit in named):
                mine[row["编号"]] = row["完成时限"]
    return mine


def on_time(rows):
    mine = deadlines(rows[0]["region"])
    due = {task: day for task, day in mine.items() if day and day <= LAST_DAY}
    done = {row["task"]: iso(row["done"]) for row in rows if row["state"] == "已完成" and iso(row["done"]) <= LAST_DAY}
    reported = {row["task"] for row in rows}
    met = sum(task in done and done[task] <= day for task, day in due.items())
    late = sum(task in done and done[task] > day for task, day in due.items())
    values = {"total": len(mine), "due": len(due), "on_time": met, "late": late,
              "overdue": sum(task in reported and task not in done for task in due),
              "missing": sum(task not in reported for task in mine)}
    return share(met, len(due)), True, values


def finished(name):
    def method(rows):
        mine = [row["编号"] for row in pack_rows(name) if row["县区"] == rows[0]["region"]]
        done = {row["project"] for row in rows if row["state"] == "已完成" and iso(row["done"]) <= LAST_DAY}
        count = sum(project in done for project in mine)
        return share(count, len(mine)), True, {"finished": count, "total": len(mine)}
    return method


# Limits of classes Ⅰ to Ⅴ (GB 3838-2002, 表1) and Ⅰ to Ⅳ (GB/T 14848-2017, 表1); worse is 6 or 5.
RIVER = {
    "codmn": "2 4 6 10 15", "cod": "15 15 20 30 40", "bod5": "3 3 4 6 10", "nh3n": "0.15 0.5 1.0 1.5 2.0", "tp": "0.02 0.1 0.2 0.3 0.4",
    "fluoride": "1.0 1.0 1.0 1.5 1.5", "petroleum": "0.05 0.05 0.05 0.5 1.0",
}
LAKE = dict(RIVER, tp="0.01 0.025 0.05 0.1 0.2")
GROUND = {
    "codmn": "1.0 2.0 3.0 10.0", "nh3n": "0.02 0.10 0.50 1.50", "hardness": "150 300 450 650", "dissolved_solids": "300 500 1000 2000",
    "sulfate": "50 150 250 350", "chloride": "50 150 250 350", "nitrate": "2.0 5.0 20.0 30.0", "fluoride": "1.0 1.0 1.0 2.0",
    "iron": "0.1 0.2 0.3 2.0", "manganese": "0.05 0.05 0.10 1.50",
}
SUPPLEMENT = {"sulfate": 250, "chloride": 250, "nitrate": 10, "iron": "0.3", "manganese": "0.1"}  # GB 3838-2002, 表2


def level(limits, value):
    return next((n for n, limit in enumerate(limits, 1) if value <= Fraction(limit)), len(limits) + 1)


def concentration(text):
    """Half of the detection limit below it; nothing where the water was frozen."""
    if text in BLANK or text == "结冰":
        return None
    return Fraction(text[1:]) / 2 if text.startswith("<") else Fraction(text)


def means_of(rows):
    means = {}
    for item in ("ph", "dissolved_oxygen", *dict.fromkeys((*RIVER, *GROUND))):
        values = [value for value in (concentration(row.get(item)) for row in rows) if value is not None]
        if values:
            means[item] = sum(values) / len(values)
    return means


def water_class(points, is_source):
    """The mean of each point, then of the points; the worst item decides. Needs twelve months at every point."""
    kinds = {row["kind"] for rows in points for row in rows}
    assert len(kinds) == 1
    kind = kinds.pop()
    each = [means_of(rows) for rows in points]
    means = {item: sum(m[item] for m in each) / len(each) for item in each[0]}
    months = min(sum(any(concentration(v) is not None for k, v in row.items() if k in means) for row in rows) for rows in points)
    table = {"河流": RIVER, "湖库": LAKE, "地下水": GROUND}[kind]
    classes = [level(limits.split(), means[item]) for item, limits in table.items()
               if item in means and not (is_source and item == "cod")]
    assert Fraction("6.5") <= means["ph"] <= Fraction("8.5")
    if kind != "地下水":
        oxygen = ("7.5", "6", "5", "3", "2")
        classes.append(next((n for n, limit in enumerate(oxygen, 1) if means["dissolved_oxygen"] >= Fraction(limit)), 6))
        if is_source and any(means[item] > Fraction(limit) for item, limit in SUPPLEMENT.items() if item in means):
            classes.append(4)
    return Fraction(max(classes)), months == 12, dict(means, months=months)


def section_class(body, section):
    def method(rows):
        mine = [row for row in rows if row["body"] == body and (not section or row["section"] == section)]
        if not mine:
            return None, True, {}
        return water_class([[row for row in mine if row["section"] == name] for name in dict.fromkeys(row["section"] for row in mine)], False)
    return method


def source_class(name):
    return lambda rows: water_class([[row for row in rows if row["source"] == name]], True)


def blackwater(national):
    def method(rows):
        mine = [row for row in rows if not national or row["national"] == "是"]
        done = [row for row in mine if row["finished"] == "是" and iso(row["date"]) <= LAST_DAY]
        names = ("national_done", "national_total") if national else ("done", "total")
        return share(len(done), len(mine)), True, dict(zip(names, (len(done), len(mine))))
    return method


def villages(rows):
    def reached(row):
        rates = [number(row[item]) for item in ("sewage", "blackwater", "source")]
        return row["finished"] == "是" and None not in rates and rates[0] >= 60 and rates[1] >= 80 and rates[2] >= 80
    count = sum(map(reached, rows))
    return Fraction(count), True, {"qualified": count, "total": len(rows)}


def intensity_drop(column):
    def method(rows):
        now, before = (next(row for row in rows if row["year"] == year) for year in ("2021", "2020"))
        assert now["price_base"] == before["price_base"]
        return 100 - 100 * (number(now[column]) / number(now["gdp"])) / (number(before[column]) / number(before["gdp"]))
    return method


def increment(rows):
    return number(next(row for row in rows if row["year"] == "2021")["energy"]) - \
        number(next(row for row in rows if row["year"] == "2020")["energy"])


def reported(*names):
    def method(rows):
        mine = [row for row in rows if row["indicator"] in names]
        assert len(mine) < 2
        return (number(mine[0]["value"]), True, {}) if mine else (None, True, {})
    return method


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
    "air.good_days_rate": ("air_daily", air_days, 1, +1, "rounded", 16, "wait", "rescale", deduct(16, 1, False)),
    "air.pm25": ("air_daily", lambda rows: air_mean(rows, "pm25"), 0, -1, "rounded", 10, "wait", "rescale",
                 deduct(10, "0.5", True)),
    "air.pm10": ("air_daily", lambda rows: air_mean(rows, "pm10"), 0, -1, "rounded", 10, "wait", "rescale",
                 deduct(10, "0.5", True)),
    "straw.rate": ("straw", straw, 1, +1, "full", 4, "zero", "rescale", deduct(4, 1, False)),
    "manure.rate": ("manure", manure, 1, +1, "full", 3, "zero", "rescale", deduct(3, 1, False)),
    "manure.equipped_rate": ("manure", equipped, 1, +1, "full", 2, "zero", "full", part_of(2)),
    "farmland.rate": ("farmland", farmland, 1, +1, "full", 3, "wait", "rescale", lambda *_: Fraction(0)),
    "parcels.rate": ("parcels", parcels, 1, +1, "full", 3, "wait", "rescale", lambda *_: Fraction(0)),
    "tasks.on_time": ("tasks", on_time, 1, +1, "full", 6, "zero", "rescale", part_of(6)),
}
CITY_LINES = {"straw.rate": 88, "manure.rate": 90, "manure.equipped_rate": 98, "farmland.rate": 100, "parcels.rate": 100}

# --- rules that count others: what belongs to each, in the order of the pack -------------------------------------------

EACH = (*COUNTIES, ZONE)
TOWNS = COUNTIES[1:]  # 县城: those without the city proper


def same_for(regions, value):
    return dict.fromkeys(regions, value)


def report(name, title, digits, sign, **lines):
    return name, "reported", reported(name, title), digits, sign, {CITY: lines["city"]} if "city" in lines else lines["lines"]


def verdict(name, title, regions=(CITY,)):
    return name, "qualitative", (name, title), 0, +1, same_for(regions, "")


def later(name):
    """下达 later: there is no value yet, whatever was reported."""
    return name, "assigned", None, 0, +1, {CITY: ""}


def water(name, body, point, line, *owners):
    return f"water.section.{name}", "water_monthly", section_class(body, point), 0, -1, same_for(owners, line)


def source(name, title, county):
    return f"water.source.{name}", "sources", source_class(title), 0, -1, {county: 3}


def projects(name, file, *counties):
    return f"projects.{name}", "projects", finished(f"projects-{file}.csv"), 1, +1, same_for(counties, 100)


DRAIN = "（青铜峡－永宁县交界）"
SHARES = {  # rule: points, what a table that nobody sent counts, members
    "air.measures": (4, "wait", [
        verdict("air.heavy_days", "重污染天气持续减少"), verdict("air.ozone", "臭氧浓度基本稳定"), later("air.nox_cut"), later("air.voc_cut"),
        later("industry.obsolete_capacity"), later("industry.value_added_energy"),
        report("industry.cement_lines", "水泥生产线超低排放改造完成数", 0, +1, city=4),
        report("industry.sealed_silos", "重点企业封闭式料仓建成家数", 0, +1, city=3),
        later("coal.consumption"), later("vehicles.retired"), later("vehicles.chargers"),
        report("dust.site_monitoring", "达规模工地在线监测和视频安装率", 1, +1, lines=same_for(EACH, 100)),
        report("dust.sweeping_rate", "城市道路机械化清扫率", 1, +1, lines={**same_for((CITY, "利通区"), 75), **same_for(TOWNS, 65)}),
        report("greening.area", "新增营造林和退化草原修复面积", 2, +1, city="46.61"),
        report("greening.forest_cover", "森林覆盖率", 2, +1, city=18),
        report("greening.urban_cover", "城市建成区绿化覆盖率", 2, +1, city=42),
    ]),
    "water.bodies": (18, "wait", [
        water("yesheng", "黄河干流", "叶盛公路桥", 2, "市生态环境局"),
        water("shitangou", "清水河", "石炭沟断面", 4, "同心县"),
        water("ganning", "苦水河", "甘宁交界", 5, "盐池县"),
        water("sunjiatan", "苦水河", "孙家滩", 5, ZONE),
        water("kushuihe_mouth", "苦水河", "入黄口", 5, "市生态环境局", "市农业农村局"),
        water("nangangou_border", "南干沟", "青铜峡－利通区交界", 4, "青铜峡市"),
        water("nangangou_mouth", "南干沟", "入黄口", 4, "市生态环境局"),
        water("luojiahe", "罗家河", "罗家河入黄口", 3, "青铜峡市"),
        water("qingshuigou", "清水沟", "清水沟入黄口", 4, "市住建局"),
        water("first_drain_1", "青铜峡第一排水沟", DRAIN + "一分沟", 4, "青铜峡市"),
        water("first_drain_2", "青铜峡第一排水沟", DRAIN + "二分沟", 4, "青铜峡市"),
        water("hongliugou", "红柳沟", "红寺堡-中宁交界", 4, "红寺堡区"),
        water("qingninghe", "清宁河", None, 3, "市水务局"),
        water("liuxihu", "柳溪湖", None, 4, "市国资委"),
        water("nuanquanhu", "暖泉湖", None, 4, "市生态环境局", ZONE),
        water("mingzhuhu", "明珠公园湖", None, 4, "市住建局", "市城市管理局"),
        water("naiguanghu", "乃光湖", None, 4, "市住建局", "市城市管理局"),
        water("luojiahu", "罗家湖", None, 4, "市国资委"),
        source("jinji", "金积水源地", "利通区"), source("xiaoba", "小坝水源地", "青铜峡市"),
        source("xiaoba_east", "小坝东区水源地", "青铜峡市"), source("daba", "大坝水源地", "青铜峡市"),
        source("qingtongxia_town", "青铜峡镇水源地", "青铜峡市"), source("shaquan", "沙泉水源地（柳泉）", "红寺堡区"),
        source("xiaohonggou", "小洪沟水源地", "同心县"), source("luotuojing", "骆驼井水源地", "盐池县"),
        source("liujiagou", "刘家沟水库水源地", "盐池县"),
    ]),
    "water.works": (7, "wait", [
        report("water.rural_sources", "千吨万人农村水源规范化建设数", 0, +1, city=26),
        verdict("water.no_direct_outlet", "建成区生活污水直排口基本消除", ["利通区"]),
        verdict("water.no_blank_area", "生活污水收集处理空白区基本消除", ["利通区"]),
        ("water.collection_rate", "any", [("城市生活污水集中收集率", 70), ("城市生活污水集中收集率较2018年增幅", 10)], 1, +1, {CITY: ""}),
        report("water.sewage_rate", "城市污水处理率", 1, +1, city=95),
        report("water.sewage_rate_town", "县城污水处理率", 1, +1, lines=same_for(TOWNS, 85)),
        report("water.sludge_rate", "污泥无害化处理处置率", 1, +1, city=92),
        verdict("water.city_ditches", "清水沟、南干沟长制久清"), later("water.total_use"), later("water.efficient_irrigation"),
        report("water.irrigation_coefficient", "农田灌溉水有效利用系数", 2, +1, city="0.55"),
        report("water.saving_enterprises", "重点行业规上节水型企业比例", 1, +1, city=80),
        report("water.saving_agencies", "自治区级节水型机关比例", 1, +1, city=90),
        verdict("water.saving_city", "国家节水型城市标准"),
        report("water.leakage_rate", "市辖区公共供水管网漏损率", 1, -1, city=10),
    ]),
    "rural.works": (5, "wait", [
        ("blackwater.rate", "blackwater", blackwater(False), 1, +1, same_for((CITY, "利通区", "红寺堡区", "青铜峡市"), 20)),
        ("blackwater.national_rate", "blackwater", blackwater(True), 1, +1, same_for((CITY, "利通区"), 10)),
        ("villages.qualified", "villages", villages, 0, +1, {CITY: 10}),
        report("rural.sewage_projects", "农村生活污水治理项目实施数", 0, +1,
               lines={CITY: 18, "利通区": 9, "同心县": 5, "红寺堡区": 2, "盐池县": 2}),
        report("rural.plants_monitored", "开展常规监测的农村污水设施数", 0, +1, city=27),
        report("rural.plants_running", "农村生活污水设施正常运行率", 1, +1, city=80),
        verdict("rural.nonpoint", "农业面源污染防治指标巩固提高"), verdict("rural.film_residue", "农田残膜零污染"),
        report("fertiliser.use_rate", "化肥利用率", 1, +1, city="40.5"),
        report("soil.key_units", "履行防治义务的土壤重点监管单位数", 0, +1, city=42),
        verdict("soil.priority_farmland", "优先保护类耕地面积不减质量不降"), later("soil.groundwater"),
    ]),
    "climate.works": (5, "wait", [
        ("carbon.intensity_drop", "energy", intensity_drop("co2"), 2, +1, same_for((CITY, *EACH), "2.98")),
        later("energy.quota"), ("energy.increment", "energy", increment, 2, -1, {CITY: 35}),
        ("energy.intensity_drop", "energy", intensity_drop("energy"), 2, +1, same_for((CITY, *EACH), "2.5")),
        report("tech.high_tech", "新增国家高新技术企业", 0, +1, city=6), report("tech.small_giants", "新增自治区科技小巨人企业", 0, +1, city=5),
        report("tech.small_firms", "新增自治区科技型中小企业", 0, +1, city=20), report("tech.platforms", "建设科技创新平台", 0, +1, city=6),
        report("tech.projects", "实施自治区科技项目", 0, +1, city=55),
        verdict("climate.jinji_park", "金积工业园区升级国家高新区"), verdict("climate.qingtongxia_park", "青铜峡工业园区创建自治区高新区"),
        verdict("climate.scenic_area", "青铜峡黄河大峡谷创建5A级景区"), verdict("climate.oil", "石油消费基本稳定"),
        verdict("climate.new_energy", "新能源装机和非化石能源比重提高"), later("climate.green_industry"),
    ]),
    "projects.works": (4, "zero", [
        projects("p11", "11-boilers", "盐池县"), projects("p12", "12-fuel", "盐池县", ZONE), projects("p2", "2-loose-coal", "同心县"),
        projects("p31", "31-dust", "青铜峡市"), projects("p32", "32-so2", "青铜峡市"), projects("p4", "4-voc", "红寺堡区"),
        projects("p5", "5-yards", "利通区", "红寺堡区", "青铜峡市", "盐池县", "同心县"),
        projects("p6", "6-kilns", "红寺堡区", "青铜峡市", "盐池县", ZONE), projects("p7", "7-monitors", "利通区", "青铜峡市", ZONE),
    ]),
}
GRADES = ((90, "优秀"), (80, "良好"), (60, "合格"), (0, "不合格"))


def targets():
    table = {}
    for row in csv.DictReader((PACK / "targets.csv").open(encoding="utf-8")):
        table[row["县区"], row["指标"]] = Fraction(row["目标值"])
    for region in EACH:
        for rule, value in CITY_LINES.items():
            table[region, rule] = Fraction(value)
    for region in REGIONS[:-1]:  # 市国资委 is named in no task
        table[region, "tasks.on_time"] = Fraction(100)
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


def judge_member(member, region, tables):
    """One member of a share rule: no points of its own."""
    rule, table, method, digits, sign, lines = member
    out = {"region": region, "rule": rule, "actual": "", "exact": "", "target": str(lines[region]), "borderline": "false", "points": "0",
           "possible": "0"}
    if table == "assigned":
        return dict(out, status="pending_target")
    if table == "qualitative":
        said = [row for row in tables.get("events", []) if row["item"] in method and row["approved_by"] not in BLANK]
        return dict(out, status="manual" if not said else "met" if number(said[-1]["value"]) else "unmet")
    if table == "any":
        values = [(reported(title)(tables["reported"])[0], line) for title, line in method]
        return dict(out, status="met" if any(value >= line for value, line in values) else "unmet")
    result = method(tables[table]) if table in tables else None
    value, valid, values = result if isinstance(result, tuple) else (result, True, {})
    if value is None:
        return dict(out, status="not_submitted")
    out["values"] = values
    if not valid:
        return dict(out, status="invalid")
    target = Fraction(lines[region])
    met, rounded_met = sign * (value - target) >= 0, sign * (rounded(value, digits) - target) >= 0
    return dict(out, status="met" if met else "unmet", actual=plain(value, digits), exact=str(value),
                borderline="true" if met != rounded_met else "false")


def judge_share(rule, region, tables):
    """[the members of this region, then the rule that counts them]; nothing where none applies."""
    points, missing, members = SHARES[rule]
    mine = [judge_member(member, region, tables) for member in members if region in member[-1]]
    if not mine:
        return []
    open_ = [row for row in mine if row["status"] not in ("met", "unmet")]
    waiting = [row for row in open_ if missing == "wait" or row["status"] != "not_submitted"]
    met = sum(row["status"] == "met" for row in mine)
    status = open_[0]["status"] if open_ else "met" if met == len(mine) else "partial" if met else "unmet"
    most = rounded(Fraction(points * (met + len(waiting)), len(mine)), 6)
    return mine + [{"region": region, "rule": rule, "status": status, "actual": "", "exact": "", "target": "", "borderline": "false",
                    "points": plain(rounded(Fraction(points * met, len(mine)), 6)), "possible": str(points), "most": most,
                    "values": {"met": met, "open": len(waiting), "total": len(mine)}}]


def assess(data):
    table = targets()
    rules, sums = [], []
    for region in REGIONS:
        mine = [judge(rule, region, data[region].get(RULES[rule][0]), table[region, rule])
                for rule in RULES if (region, rule) in table]
        for rule in SHARES:
            mine += judge_share(rule, region, data[region])
        rules += mine
        got = sum(Fraction(row["points"]) for row in mine)
        most = got + sum(Fraction(row["possible"]) for row in mine if row.get("wait"))
        most += sum(row["most"] - Fraction(row["points"]) for row in mine if "most" in row)
        possible = sum(Fraction(row["possible"]) for row in mine)
        absent = [row["rule"] for row in mine if row["status"] == "not_applicable" and row["possible"] == "0"]
        if absent:
            whole = possible + sum(RULES[rule][5] for rule in absent)
            got, most = rounded(got / possible * whole, 6), rounded(most / possible * whole, 6)
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
                          "target": (rule.get("target") or {}).get("value") or "",
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
        for region in (CITY, *COUNTIES):
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
