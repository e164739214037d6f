#!/usr/bin/env python3
"""Makes what scripts/bench.py measures: data, rule packs, a workbook template and a stored result.

    scripts/make_bench.py OUT [--data DATA] [--small] [WHAT ...]

OUT/data gets the data, OUT/packs the packs. DATA is a folder with w1 to w4 in the shapes below that are already there (none of
them is changed; OUT/data links to what is used); what it lacks, and everything without it, is made here with fixed seeds.

    w1     3,000 regions x 60 indicators: actuals.csv, targets.csv, indicators.csv; packs w1 and w1-formula, where a Lua
           function has its say in the points of every rule
    w2     3,000 counties x 365 days of six pollutants: daily.csv; pack w2
    w3     scores.csv, 3,000 regions x 60, and sheets.csv, 100 counties x 60 rows; the result that says the same, and a
           template that draws it
    w4     mixed.xlsx, 100,000 rows x 12
    load   a pack of 500 rules
    grow   the same with ten times the regions, rows or rules
    books  the results of 100 counties
    daily  30,000 counties x 365 days, 400 MB; made only when it is asked for by name

Standard library only. The same call makes the same bytes.
"""

import argparse
import csv
import json
import pathlib
import random
import shutil
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from xml.sax.saxutils import escape

USUAL = ("w1", "w2", "w3", "w4", "load", "grow", "books")


def county(i):
    """The code of the i-th of up to 30,000 counties."""
    return f"{11 + i // 1000:02d}{i // 10 % 100:02d}{i % 10 + 1:02d}"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# --- data ----------------------------------------------------------------------------------------------------------


def make_w1(folder, regions=3000, rules=60, seed=11):
    draw = random.Random(seed).random
    indicators = [(f"I{k + 1:02d}", "at_least" if draw() < 0.6 else "at_most", f"{(5 + int(draw() * 20)) / 10:.1f}") for k in range(rules)]
    targets, actuals = ["region,indicator,target"], []
    for i in range(regions):
        for indicator, kind, _ in indicators:
            target = round(10 + 190 * draw(), 2)
            actual = "" if draw() < 0.005 else f"{target * (0.7 + 0.6 * draw()):.2f}"
            targets.append(f"{county(i)},{indicator},{target:.2f}")
            actuals.append(f"{county(i)},{indicator},{actual}")
    random.Random(seed).shuffle(actuals)
    write(folder / "indicators.csv", "\n".join(["indicator,kind,weight", *(",".join(row) for row in indicators)]) + "\n")
    write(folder / "targets.csv", "\n".join(targets) + "\n")
    write(folder / "actuals.csv", "\n".join(["region,indicator,actual", *actuals]) + "\n")


def make_w2(folder, counties=3000, days=365, seed=12):
    draw = random.Random(seed).random
    folder.mkdir(parents=True, exist_ok=True)
    dirt = [0.4 + 1.1 * draw() for _ in range(counties)]
    codes = [county(i) for i in range(counties)]
    with open(folder / "daily.csv", "w", encoding="utf-8") as file:
        file.write("county,date,pm25,pm10,so2,no2,co,o3\n")
        for day in range(days):
            when = date(2023, 1, 1) + timedelta(day)
            lines = []
            for code, level in zip(codes, dirt):
                a = draw()
                pm25 = int(6 + 90 * level * a * a)
                cells = [pm25, int(pm25 * 1.6) + 5, int(3 + 14 * a), int(5 + 45 * level * a), f"0.{int(2 + 7 * a)}", int(20 + 170 * (1 - a))]
                if a > 0.996:  # a day with a gap
                    cells[day % 6] = ""
                lines.append(f"{code},{when},{','.join(map(str, cells))}\n")
            file.writelines(lines)


NAMES = ("空气质量优良天数比率", "地表水达标率", "单位地区生产总值能耗降低率", "森林覆盖率", "污水集中处理率", "生活垃圾无害化处理率",
         "化学需氧量排放量", "氨氮排放量", "主要农作物秸秆综合利用率", "建成区绿化覆盖率")
UNITS = ("吨", "万元", "%", "微克/立方米", "公顷", "件", "人次", "千瓦时")


def make_w3(folder, regions=3000, sheets=100, seed=13):
    draw = random.Random(seed).random
    scores = ["region," + ",".join(f"S{k:02d}" for k in range(1, 61))]
    scores += [county(i) + "," + ",".join(f"{40 + 70 * draw():.2f}" for _ in range(60)) for i in range(regions)]
    rows = ["sheet,code,name,unit,kind,target,actual,ratio,score,weight,weighted,verdict,note"]
    for i in range(sheets):
        for k in range(60):
            target = round(10 + 190 * draw(), 2)
            actual = round(target * (0.6 + 0.8 * draw()), 2)
            score, weight = round(min(110, 100 * actual / target), 2), (5 + int(20 * draw())) / 10
            rows.append(f"{county(i)},I{k + 1:02d},{NAMES[k % 10]}{k + 1},{UNITS[k % 8]},{'不低于' if k % 3 else '不高于'},{target:.2f},{actual:.2f},"
                        f"{actual / target:.4f},{score:.2f},{weight:.1f},{score * weight:.4f},{'达标' if actual >= target else '未达标'},"
                        f"第{k + 1}条 依据材料{int(draw() * 10000)}号")
    write(folder / "scores.csv", "\n".join(scores) + "\n")
    write(folder / "sheets.csv", "\n".join(rows) + "\n")


def make_w4(folder, rows=100_000, seed=14):
    """mixed.csv and the same as a workbook: texts, whole numbers, decimals, a date, a flag, gaps."""
    draw = random.Random(seed).random
    header = ["region", "name", "unit", "remark", "year", "count", "v1", "v2", "v3", "date", "ok", "opt"]
    shared, lines, xml = {}, [",".join(header)], []

    def text(value):
        return shared.setdefault(value, len(shared))

    xml.append('<row r="1">' + "".join(f'<c r="{"ABCDEFGHIJKL"[x]}1" t="s"><v>{text(name)}</v></c>' for x, name in enumerate(header)) + "</row>")
    for i in range(rows):
        day = date(2023, 1 + int(draw() * 12), 1 + int(draw() * 28))
        ok = draw() < 0.5
        texts = [county(i % 3000), NAMES[int(draw() * 10)], UNITS[int(draw() * 8)], f"备注&<{i}>号 'x'" if draw() < 0.3 else "无"]
        numbers = [2015 + int(draw() * 10), int(draw() * 1_000_000), f"{draw() * 1000:.2f}", f"{draw() * 10:.2f}", f"{-500 + 1000 * draw():.2f}"]
        opt = "" if draw() < 0.3 else f"{draw() * 100:.2f}"
        lines.append(",".join(map(str, [*texts, *numbers, day, "TRUE" if ok else "FALSE", opt])))
        r = i + 2
        cells = [f'<c r="{c}{r}" t="s"><v>{text(value)}</v></c>' for c, value in zip("ABCD", texts)]
        cells += [f'<c r="{c}{r}"{" s=" + chr(34) + "1" + chr(34) if c > "F" else ""}><v>{value}</v></c>' for c, value in zip("EFGHI", numbers)]
        cells.append(f'<c r="J{r}" s="2"><v>{(day - date(1899, 12, 30)).days}</v></c><c r="K{r}" t="b"><v>{int(ok)}</v></c>')
        if opt:
            cells.append(f'<c r="L{r}" s="1"><v>{opt}</v></c>')
        xml.append(f'<row r="{r}">{"".join(cells)}</row>')
    write(folder / "mixed.csv", "\n".join(lines) + "\n")
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    items = "".join(f"<si><t>{escape(value)}</t></si>" for value in shared)
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="data" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/styles.xml": f'<styleSheet {main}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="1"><font/></fonts>'
        '<fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/>'
        '<xf numFmtId="2" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst {main} uniqueCount="{len(shared)}">{items}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet {main}><sheetData>{"".join(xml)}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(folder / "mixed.xlsx", "w", zipfile.ZIP_DEFLATED) as out:
        for name, part in parts.items():
            out.writestr(zipfile.ZipInfo(name), '<?xml version="1.0" encoding="UTF-8"?>' + part, zipfile.ZIP_DEFLATED)


# --- packs ---------------------------------------------------------------------------------------------------------

RATIO = 'ratio { floor = "0", cap = "1.1" }'


def head(name, regions, folder, total):
    write(folder / "regions.csv", "name,code,kind,ranked\n" + "".join(f"{code},{code},county,是\n" for code in regions))
    return [f'pack {{ id = "{name}", title = "{name}", version = "1", engine = ">=0.1", period = "2023" }}',
            'regions { file = "regions.csv" }', 'source "bench" { title = "bench" }', f'scheme {{ title = "bench", {total} }}']


def reported(indicator, kind):
    better = "higher" if kind == "at_least" else "lower"
    return f'indicator "{indicator}" {{ title = "{indicator}", unit = "1", better = "{better}", digits = 2, method = "reported", value = "value" }}'


def make_pack_w1(folder, data, name="w1", formula=False):
    """60 indicators that count by actual over target, at most 1.1 of their weight, brought to a total of 100.

    A formula is given values of indicators and no target: it says the most that the rule may bring, which is what `cap` allows, and
    the lower of the two counts. So the numbers are those of the pack without."""
    indicators = rows_of(data / "indicators.csv")
    regions = sorted({row["region"] for row in rows_of(data / "targets.csv")})
    total = sum(Decimal(row["weight"]) for row in indicators)
    lines = head(name, regions, folder, f'total = "{total}", scale_to = "100", rank_interval = "0.0001"')
    lines.append(f'group "g" {{ title = "g", points = "{total}" }}')
    for row in indicators:
        indicator, weight = row["indicator"], row["weight"]
        bound = f'formula {{ explain = "至多 1.1 倍", run = function(x, k) return k.max(k.mul(x["{indicator}"], D"0"), k.mul(D"{weight}", D"1.1")) end }}'
        score = f'needs = {{ "{indicator}" }}, score = min_of {{ {RATIO}, {bound} }}' if formula else f"score = {RATIO}"
        lines += [reported(indicator, row["kind"]), f'targets "{indicator}" {{ form = {row["kind"]}, cite = {{ "bench", "w1" }}, file = "targets.csv" }}',
                  f'rule "{indicator}" {{ group = "g", points = "{weight}", compare = "full", missing = "zero", {score} }}']
    write(folder / "pack.lua", "\n".join(lines) + "\n")
    shutil.copyfile(data / "targets.csv", folder / "targets.csv")


def make_pack_w2(folder, regions):
    """HJ 633-2012 as the shipped methods have it. The header `o3` of the data is the 8-hour maximum."""
    lines = head("w2", regions, folder, 'total = "100"')
    lines += ['dictionary "air_daily" { extend = true, columns = { { id = "o3_8h", headers = { "o3" } } } }', 'group "air" { title = "air", points = "100" }']
    rules = [("air.days", "air.days", "rate", "%", "higher", 1, 'edition = "2012", incomplete = "invalid"', 'at_least', "80"),
             ("air.pm25", "air.mean", "mean", "μg/m³", "lower", 0, 'item = "pm25"', "at_most", "35"),
             ("air.pm10", "air.mean", "mean", "μg/m³", "lower", 0, 'item = "pm10"', "at_most", "70"),
             ("air.o3", "air.percentile", "value", "μg/m³", "lower", 0, 'item = "o3_8h", p = "90"', "at_most", "160")]
    for rule, method, value, unit, better, digits, params, form, target in rules:
        lines += [f'indicator "{rule}" {{ title = "{rule}", unit = "{unit}", better = "{better}", digits = {digits}, method = "{method}", value = "{value}", '
                  f'params = {{ {params}, validity = "none" }} }}',
                  f'targets "{rule}" {{ form = {form}, cite = {{ "bench", "w2" }}, value = "{target}", applies = "each" }}',
                  f'rule "{rule}" {{ group = "air", points = "25", compare = "rounded", missing = "zero", score = full_or_zero }}']
    write(folder / "pack.lua", "\n".join(lines) + "\n")


def make_pack_of_rules(folder, rules=500, per_file=50):
    """Many rules in several files, a targets table, every way of scoring that needs no other rule."""
    scores = [RATIO, "full_or_zero", 'deduct { per = "1", points = "0.1", partial = "prorate", floor = "0" }',
              'line { slope = "0.5", intercept = "0", floor = "0", cap = "1" }',
              'formula { explain = "完成值的百分之一", run = function(x, k) return k.clamp(k.mul(x["ID"], D"0.01"), D"0", D"1") end }']
    regions = [county(i) for i in range(20)]
    lines = head("rules500", regions, folder, f'total = "{rules}"')
    lines.append(f'group "g" {{ title = "g", points = "{rules}" }}')
    files = [f"part{n}" for n in range(rules // per_file)]
    lines += [f'include "{name}"' for name in files]
    write(folder / "pack.lua", "\n".join(lines) + "\n")
    for n, name in enumerate(files):
        part = []
        for k in range(n * per_file, (n + 1) * per_file):
            rule, kind, score = f"R{k:03d}", "at_least" if k % 3 else "at_most", scores[k % len(scores)].replace("ID", f"R{k:03d}")
            needs = f'needs = {{ "{rule}" }}, ' if "formula" in score else ""
            part += [reported(rule, kind), f'targets "{rule}" {{ form = {kind}, cite = {{ "bench", "第{k}条" }}, file = "targets.csv" }}',
                     f'rule "{rule}" {{ group = "g", points = "1", compare = "full", missing = "zero", {needs}score = {score} }}']
        write(folder / f"{name}.lua", "\n".join(part) + "\n")
    write(folder / "targets.csv", "region,indicator,target\n" + "".join(f"{code},R{k:03d},{10 + k % 90}.5\n" for code in regions for k in range(rules)))


# --- the workbook of w3 --------------------------------------------------------------------------------------------

LAYOUT = """\
-- 一张总表和各县的明细表：只有表头和数，各栏的格式和底色照竞品的样子。
style {
  colours = { head = "D9E1F2", bad = "FFC7CE", warn = "FFEB9C", good = "C6EFCE" },
}

local by_score = {
  { below = "60", tone = "bad" }, { below = "80", tone = "warn" }, { tone = "good" },
}

sheet "总表" {
  title = "",
  freeze = 1,
  blocks = { rows {
    from = "regions",
    columns = {
      column { "region", "code", width = 12, align = "left" },
      columns_of { "rules", group = "scores", width = 9, format = "0.00", marks = by_score },
    },
  } },
}

sheet "county" {
  each = "regions",
  optional = true,
  name = "{{region}}",
  title = "",
  blocks = { rows {
    from = "rules",
    group = "details",
    columns = {
      column { "指标编号", "code", align = "left" },
      column { "指标名称", "indicator", width = 30, align = "left" },
      column { "单位", "unit" },
      column { "方向", "direction" },
      column { "目标值", "target_value", format = "0.00" },
      column { "实际值", "actual", format = "0.00" },
      column { "完成比", "values", of = "ratio", format = "0.0000" },
      column { "得分", "points", format = "0.00", marks = { { tone = "plain" } } },
      column { "权重", "possible", format = "0.0" },
      column { "加权得分", "values", of = "weighted", format = "0.0000" },
      column { "结论", "status", marks = { { is = "达标", tone = "good" }, { tone = "bad" } } },
      column { "备注", "clause", width = 24, align = "left" },
    },
  } },
}
"""


def detail(row):
    """One row of sheets.csv as a rule of a stored result."""
    return {"rule": row["code"], "title": row["name"], "unit": row["unit"], "group": "details", "indicator": row["code"], "digits": 2,
            "status": "met" if row["verdict"] == "达标" else "unmet", "actual": row["actual"], "exact": row["actual"],
            "target": {"op": ">=" if row["kind"] == "不低于" else "<=", "value": row["target"]}, "points": row["score"], "possible": row["weight"],
            "values": {"ratio": row["ratio"], "weighted": row["weighted"]}, "cite": {"source": "bench", "clause": row["note"]}, "method": "reported"}


def make_result_w3(file, data):
    """scores.csv and sheets.csv as a stored result: a rule for each score, and a rule for each row of a county's sheet."""
    sheets = {}
    for row in rows_of(data / "sheets.csv"):
        sheets.setdefault(row["sheet"], []).append(detail(row))
    regions = []
    for row in rows_of(data / "scores.csv"):
        code = row.pop("region")
        total = str(sum(map(Decimal, row.values())))
        rules = [{"rule": name, "title": name, "group": "scores", "status": "met" if Decimal(points) >= 60 else "unmet", "points": points, "possible": "100"}
                 for name, points in row.items()]
        regions.append({"region": code, "code": code, "kind": "county", "total": total, "total_max": total, "possible": "6000", "provisional": False,
                        "rank": None, "groups": [{"id": "scores", "title": "得分", "points": total, "possible": "6000"},
                                                 {"id": "details", "title": "明细", "points": "0", "possible": "0"}], "rules": rules + sheets.get(code, [])})
    top = {"schema": "kaohe.result/1", "engine": "0.1.0", "period": "2023", "as_of": "2023-12-31",
           "pack": {"id": "w3", "version": "1", "title": "w3", "digest": "sm3:" + "0" * 64}, "inputs": [], "scheme": {"title": "bench", "total": "6000"},
           "sources": [{"id": "bench", "title": "bench"}],
           "methods": [{"id": "reported", "title": "直接填报", "outputs": [{"name": "ratio", "title": "完成比"}, {"name": "weighted", "title": "加权得分"}]}]}

    def text(value):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    members = [f' "{name}": {text(value)}' for name, value in top.items()]
    members.append(' "regions": [\n  ' + ",\n  ".join(map(text, regions)) + "\n ]")
    write(file, "{\n" + ",\n".join(members) + "\n}\n")


# --- all of it -----------------------------------------------------------------------------------------------------


class Maker:
    def __init__(self, out, given, small):
        self.data, self.packs, self.given = out / "data", out / "packs", given
        self.tenth = 10 if small else 1

    def use(self, name, files, make, **size):
        """The folder of this data in OUT: links to what was given, else made."""
        folder = self.data / name
        folder.mkdir(parents=True, exist_ok=True)
        source = self.given / name if self.given else None
        if source and all((source / file).is_file() for file in files):
            for file in files:
                link = folder / file
                if link.exists() and link.samefile(source / file):
                    continue
                link.unlink(missing_ok=True)
                link.symlink_to((source / file).resolve())
        elif not all((folder / file).is_file() for file in files):
            make(folder, **{key: max(value // self.tenth, 1) for key, value in size.items()})
        return folder

    def w1(self):
        data = self.use("w1", ("indicators.csv", "targets.csv", "actuals.csv"), make_w1, regions=3000)
        make_pack_w1(self.packs / "w1", data)
        make_pack_w1(self.packs / "w1-formula", data, "w1-formula", formula=True)

    def w2(self):
        data = self.use("w2", ("daily.csv",), make_w2, counties=3000)
        with open(data / "daily.csv", encoding="utf-8") as file:  # day by day: the first day has every county
            next(file)
            regions = []
            for line in file:
                code = line.split(",", 1)[0]
                if regions and code == regions[0]:
                    break
                regions.append(code)
        make_pack_w2(self.packs / "w2", sorted(regions))

    def w3(self):
        data = self.use("w3", ("scores.csv", "sheets.csv"), make_w3, regions=3000, sheets=100)
        write(self.packs / "w3/workbook/layout.lua", LAYOUT)
        make_result_w3(data / "result.json", data)

    def w4(self):
        self.use("w4", ("mixed.csv", "mixed.xlsx"), make_w4, rows=100_000)

    def load(self):
        make_pack_of_rules(self.packs / "rules500")

    def grow(self):
        sizes = {"regions1": (3000, 60), "regions10": (30_000, 60), "rules1": (300, 60), "rules10": (300, 600)}
        for name, (regions, rules) in sizes.items():
            data = self.use(f"grow/{name}", ("indicators.csv", "targets.csv", "actuals.csv"), lambda folder, regions, n=rules: make_w1(folder, regions, n), regions=regions)
            make_pack_w1(self.packs / "grow" / name, data, name)
        for name, days in {"rows1": 36, "rows10": 360}.items():
            self.use(f"grow/{name}", ("daily.csv",), lambda folder, counties, n=days: make_w2(folder, counties, n), counties=3000)
        make_pack_w2(self.packs / "grow/rows", [county(i) for i in range(max(3000 // self.tenth, 1))])

    def books(self):
        data = self.use("books", ("indicators.csv", "targets.csv", "actuals.csv"), make_w1, regions=100)
        make_pack_w1(self.packs / "books", data, "books")

    def daily(self):
        self.use("daily", ("daily.csv",), make_w2, counties=30_000)
        make_pack_w2(self.packs / "daily", [county(i) for i in range(max(30_000 // self.tenth, 1))])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out", type=pathlib.Path)
    arguments.add_argument("what", nargs="*", help="default: all but daily")
    arguments.add_argument("--data", type=pathlib.Path, help="a folder with w1 to w4")
    arguments.add_argument("--small", action="store_true", help="a tenth of what is made here")
    given = arguments.parse_intermixed_args()
    what = given.what or USUAL
    unknown = [name for name in what if name not in (*USUAL, "daily")]
    if unknown:
        arguments.error(f"unknown: {' '.join(unknown)}; known: {' '.join((*USUAL, 'daily'))}")
    maker = Maker(given.out, given.data, given.small)
    for name in what:
        getattr(maker, name)()
        print(f"{name}: {given.out}")


if __name__ == "__main__":
    main()
