#!/usr/bin/env python3
"""Makes examples/jiyuan-2021/submissions: what 济源示范区 might have sent in for 2021.

The figures are invented and fixed; examples/jiyuan-2021/EXPECTED.md works every result out by hand. The lists of tasks and projects
come from the rule pack, so that the dispatch table has a row for every task that has a deadline in the year.

Standard library only, csv and json only: the same bytes on every machine.

    scripts/examples/jiyuan_2021.py DIR
"""

import csv
import datetime
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PACK = ROOT / "rules/419001-jiyuan/2021"
REGION = "济源示范区"
YEAR = 2021

# --- 指标填报 ------------------------------------------------------------------------------------------------------

REPORTED = (
    # indicator, value, unit
    ("air.assigned.ozone_days", "31", "天"),
    ("air.works.heat_network", "11.5", "km"),
    ("air.works.heat_stations", "11", "个"),
    ("air.works.heat_area", "24.6", "万m²"),
    ("air.works.gas_reserve", "3", "天"),
    ("air.works.forest", "6.45", "万亩"),
    ("air.works.tending", "2.75", "万亩"),
    ("air.works.corridor", "5000", "亩"),
    ("air.works.tobacco_barns", "30", "个"),
    ("air.works.ultra_low_mills", "3", "个"),
    ("air.works.gate_sectors", "26", "个"),
    ("air.share.heat_coverage", "91.2", "%"),
    ("air.share.green_freight", "75", "%"),
    ("air.share.family_check", "80", "%"),
    ("air.share.public_vehicles", "100", "%"),
    ("air.share.delivery_vehicles", "94.6", "%"),
    ("air.share.official_vehicles", "100", "%"),
    ("air.share.green_space", "36.5", "%"),
    ("air.share.catering", "99.96", "%"),
    ("air.share.grade_ab", "20.4", "%"),
    ("air.share.kiln_first", "50", "%"),
    ("air.share.kiln_second", "33.3", "%"),
    ("air.share.obd", "100", "%"),
    ("air.dust_fall", "8.6", "吨/月·平方公里"),
    ("water.section.new_national", "3", "类"),
    ("water.sewer", "7.6", "km"),
    ("water.sludge_rate", "96.2", "%"),
    ("water.reuse_rate", "31.5", "%"),
    ("soil.self_monitoring", "100", "%"),
    ("agri.farming.irrigation", "0.62", ""),
    ("agri.farming.fertiliser", "40.2", "%"),
    ("agri.farming.pesticide", "40.79", "%"),
    ("agri.sewage.rate", "45.2", "%"),
    ("agri.sewage.main_pipe", "60", "km"),
    ("agri.sewage.connected", "108", "个"),
    ("agri.sewage.own_plant", "49", "个"),
    ("agri.village.model", "20", "个"),
    ("agri.village.self_check", "18", "%"),
    ("agri.assigned.villages", "10", "个"),
)

# --- 事项：人工认定 ------------------------------------------------------------------------------------------------

# item, value (1 reached, 0 not), date, evidence, approved_by. The last one has nobody's verdict and does not count.
EVENTS = (
    ("air.assigned.dual_replacement", "1", "2021-12-20", "认定意见（示例）", "示范区污染防治攻坚战领导小组"),
    ("air.assigned.grade_d", "0", "2021-12-20", "认定意见（示例）", "示范区污染防治攻坚战领导小组"),
    ("soil.assigned.stable", "1", "2021-12-20", "认定意见（示例）", "示范区污染防治攻坚战领导小组"),
    ("water.assigned.blackwater", "1", "2021-12-20", "自评材料（示例）", ""),
)

# --- 台账 ----------------------------------------------------------------------------------------------------------

STRAW = (("小麦", "120000", "78000", "14000", "6000", "9000", "2200"), ("玉米", "80000", "52000", "14000", "3000", "3200", "600"))
MANURE = (
    # farm, species, scale, produced, utilised, equipped, accepted
    ("示例养殖场01", "猪", "是", "4200", "3400", "是", "是"),
    ("示例养殖场02", "肉牛", "是", "3300", "2650", "是", "是"),
    ("示例养殖场03", "蛋鸡", "是", "1500", "1200", "是", "是"),
    ("示例养殖户04", "羊", "否", "1000", "800", "否", "否"),
)
FARMLAND = (
    # plot, category, area, measures_area, produce_ok
    ("示例地块1", "轻微", "1200", "1200", "是"),
    ("示例地块2", "轻中度", "800", "800", "是"),
    ("示例地块3", "重度", "50", "50", "否"),
)
PARCELS = (("示例污染地块1", "120", "否", ""), ("示例污染地块2", "45", "否", ""))
BLACKWATER = (("示例黑臭水体1", "是", "是", "2021-09-30"), ("示例黑臭水体2", "否", "是", "2021-11-20"), ("示例黑臭水体3", "否", "否", ""))
# village, sewage, blackwater, source, done. The tenth stands exactly on both lines, the next three each miss something.
VILLAGES = tuple((f"示例村{i:02}", "95", "100", "100", "是") for i in range(1, 10)) + (
    ("示例村10", "90", "100", "80", "是"),
    ("示例村11", "89.9", "100", "100", "是"),
    ("示例村12", "96", "100", "79", "是"),
    ("示例村13", "96", "100", "100", "否"),
)

# Tasks with a deadline in the year are done five days early, but for these: (state, percent, done).
TASKS = {
    "JY-AIR-L20b": ("已完成", "100", "2021-08-20"),  # 20 days late
    "JY-AGR-T11": ("已完成", "100", "2021-11-15"),  # 15 days late
    "JY-WAT-T07": ("进行中", "60", ""),  # overdue
    "JY-SOI-L03b": None,  # no row at all
}

OPEN_PROJECT = "JW-06"  # every other named water project is finished in time


def air_days():
    """A usual day every day; ozone is bad all July, fine dust all January."""
    day = datetime.date(YEAR, 1, 1)
    while day.year == YEAR:
        ozone, pm10, pm25 = 100, 70, 40
        if day.month == 7:
            ozone = 180
        if day.month == 1:
            pm10, pm25 = 130, 90
        yield day.isoformat(), "10", "25", "0.8", str(ozone), str(pm10), str(pm25), "否", ""
        day += datetime.timedelta(days=1)


def task_rows():
    for name in ("air", "water", "soil", "agri"):
        with open(PACK / f"tasks-{name}.csv", encoding="utf-8", newline="") as file:
            for task in csv.DictReader(file):
                due = task["完成时限"]
                if not due.startswith(str(YEAR)):
                    continue
                early = (datetime.date.fromisoformat(due) - datetime.timedelta(days=5)).isoformat()
                state = TASKS.get(task["编号"], ("已完成", "100", early))
                if state is not None:
                    yield (task["编号"], task["任务"], task["牵头单位"].split("；")[0], due) + state


def project_rows():
    with open(PACK / "projects-water.csv", encoding="utf-8", newline="") as file:
        for project in csv.DictReader(file):
            state = ("进行中", "") if project["编号"] == OPEN_PROJECT else ("已完成", "2021-12-10")
            yield (project["编号"], project["单位名称"], project["数量"], project["完成时间"]) + state


def write_csv(folder, name, header, rows):
    with open(folder / name, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["县区", *header])
        out.writerows([REGION, *row] for row in rows)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder, "空气质量日报.csv", ("日期", "SO2", "NO2", "CO", "O3_8h", "PM10", "PM2.5", "沙尘", "沙尘认定文号"), air_days())
    write_csv(folder, "指标填报.csv", ("指标", "年度", "数值", "单位", "依据"),
              [(indicator, YEAR, value, unit, "牵头单位统计（示例）") for indicator, value, unit in REPORTED])
    write_csv(folder, "事项.csv", ("事项", "数量", "日期", "证明材料", "认定单位"), EVENTS)
    write_csv(folder, "秸秆.csv", ("作物", "可收集量", "肥料化", "饲料化", "能源化", "基料化", "原料化"), STRAW)
    write_csv(folder, "畜禽粪污.csv", ("养殖场", "畜种", "规模场", "产生量", "利用量", "设施配套", "验收"), MANURE)
    write_csv(folder, "黑臭水体.csv", ("水体", "国家监管", "完成整治", "验收日期"), BLACKWATER)
    write_csv(folder, "行政村.csv", ("行政村", "污水治理率", "黑臭水体整治率", "水源规范化率", "完成整治"), VILLAGES)
    write_csv(folder, "任务调度表.csv", ("任务", "重点任务", "责任单位", "完成时限", "状态", "完成比例", "完成日期"), task_rows())
    write_csv(folder, "项目清单.csv", ("项目", "单位名称", "数量", "完成时间", "状态", "完成日期"), project_rows())
    soil = {
        "info": {"县区": REGION, "年度": YEAR, "填报单位": "示范区生态环境部门（示例）", "填报人": "示例",
                 "填报日期": "2022-01-20", "规则包": "jiyuan-2021", "版本": "1.0.0"},
        "farmland": [dict(zip(("region", "plot", "category", "area", "measures_area", "produce_ok"), (REGION, *row)))
                     for row in FARMLAND],
        "parcels": [dict(zip(("region", "parcel", "area", "redeveloped", "compliant"), (REGION, *row))) for row in PARCELS],
    }
    (folder / "土壤.json").write_text(json.dumps(soil, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
