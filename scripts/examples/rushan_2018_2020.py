#!/usr/bin/env python3
"""Makes examples/rushan-2018-2020/submissions: what 乳山市 might have sent in for 2019.

The figures are invented and fixed, so that every result can be worked out by hand (EXPECTED.md beside the output does).
Standard library only; the same bytes on every machine.

    scripts/examples/rushan_2018_2020.py DIR
"""

import csv
import io
import json
import pathlib
import sys

REGION = "乳山市"
YEAR = "2019"

# 示例养殖场：40 scale farms of 10 000 t each, all equipped and accepted; small holders make up the rest.
SCALE_FARMS = 40
MANURE_EACH = ("10000", "9100")
SMALL_HOLDERS = (("东片区养殖户", "60000", "52340"), ("西片区养殖户", "40000", "33560"))
SPECIES = ("猪", "肉鸡", "蛋鸡", "奶牛")

FARMLAND = (  # plot, category, area, measures taken on, produce ok
    ("示例地块1", "轻微", "800", "800", "是"),
    ("示例地块2", "轻中度", "150", "80", "是"),
    ("示例地块3", "重度", "50", "15", "否"),
)
PARCELS = (  # parcel, area, redeveloped, compliant
    ("示例污染地块1", "300", "是", "是"),
    ("示例污染地块2", "149.8", "是", "是"),
    ("示例污染地块3", "50.2", "是", "否"),
    ("示例污染地块4", "90", "否", "否"),
)
FERTILISER = (  # year, kind, t
    ("2014", "化肥", "20000"), ("2019", "化肥", "18000"),
    ("2014", "农药", "800"), ("2019", "农药", "740"),
)
REPORTED = (  # indicator, year, value, unit, evidence
    ("soil.solid_waste_rate", "2019", "88.0", "%", "固体废物申报登记（示例）"),
    ("soil.province.safe_use", "2019", "120", "", "台账（示例）"),
    ("soil.province.heavy_metal", "2019", "35", "", "台账（示例）"),
    ("input.rate.fertiliser", "2019", "40.1", "%", "田间试验（示例）"),
    ("input.rate.pesticide", "2019", "39.96", "%", "田间试验（示例）"),
    ("input.rate.soil_testing", "2019", "90", "%", "推广台账（示例）"),
    ("manure.dung_rate", "2018", "94", "%", "上年数，不在考核期"),
    ("manure.dung_rate", "2019", "95", "%", "畜牧台账（示例）"),
    ("manure.sewage_rate", "2019", "81.18", "%", "畜牧台账（示例）"),
    ("heating.villages_rate", "2019", "63", "%", "供暖台账（示例）"),
)
VERDICT = "市政府（示例）"
EVENTS = (  # item, value, date, evidence, approved_by
    ("soil.state.quality", "1", "2019-12-20", "年度监测报告（示例）", VERDICT),
    ("soil.state.safety", "1", "2019-12-20", "年度评估（示例）", VERDICT),
    ("soil.state.risk", "1", "2019-12-20", "自行申报（示例）", ""),          # nobody's verdict: does not count
    ("soil.state.priority_land", "0", "2019-12-20", "面积核查（示例）", VERDICT),
    ("input.rate.film", "1", "2019-12-20", "回收台账（示例）", VERDICT),
    ("manure.state.pattern", "1", "2019-12-20", "现场核查（示例）", VERDICT),
    ("manure.state.running", "1", "2019-12-20", "现场核查（示例）", VERDICT),
    ("heating.state.public_places", "1", "2019-03-20", "验收材料（示例）", VERDICT),
    ("heating.state.pilot", "1", "2019-03-20", "验收材料（示例）", VERDICT),
)
TASKS = (  # task, title, unit, due, progress, problems, state, percent, done
    ("RS-SOI-T22", "加强重点监管企业土壤环境监测", "环保局", "2017-12-31", "名单已公布", "", "已完成", "100", "2018-03-30"),
    ("RS-SOI-T04", "提升土壤环境信息化管理水平", "环保局", "2018-12-31", "平台已上线", "", "已完成", "100", "2018-12-31"),
    ("RS-HEAT-T02", "编制农村供暖实施方案", "住建局", "2018-01-31", "均已备案", "", "已完成", "100", "2018-01-29"),
    ("RS-SOI-T01", "深入开展土壤环境质量调查", "环保局", "2020-12-31", "企业用地调查中", "采样进度偏慢", "进行中", "60", ""),
)


def manure_rows():
    rows = [(f"示例养殖场{n:02d}", SPECIES[n % len(SPECIES)], "是") + MANURE_EACH + ("是", "是") for n in range(1, SCALE_FARMS + 1)]
    return rows + [(name, "猪", "否", made, used, "否", "否") for name, made, used in SMALL_HOLDERS]


TABLES = (
    ("畜禽粪污", ("养殖场", "畜种", "规模场", "产生量", "利用量", "设施配套", "验收"), manure_rows()),
    ("受污染耕地", ("地块", "类别", "面积", "措施落实面积", "农产品达标"), FARMLAND),
    ("污染地块", ("地块", "面积", "再开发", "符合规划用地要求"), PARCELS),
    ("化肥农药", ("年度", "种类", "使用量"), FERTILISER),
    ("指标填报", ("指标", "年度", "数值", "单位", "依据"), REPORTED),
    ("任务调度表", ("序号", "重点任务", "责任单位", "完成时限", "工作进展情况", "存在问题", "状态", "完成比例", "完成日期"), TASKS),
)
EVENT_COLUMNS = ("item", "value", "date", "evidence", "approved_by")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = pathlib.Path(sys.argv[1]) / REGION
    out.mkdir(parents=True, exist_ok=True)
    for title, header, rows in TABLES:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(("县区",) + header)
        writer.writerows((REGION,) + tuple(row) for row in rows)
        (out / f"{title}.csv").write_bytes(text.getvalue().encode("utf-8"))
    events = [dict(zip(("region",) + EVENT_COLUMNS, (REGION,) + row)) for row in EVENTS]
    (out / "事项.json").write_bytes((json.dumps({"events": events}, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


if __name__ == "__main__":
    main()
