#!/usr/bin/env python3
"""Makes examples/wuzhong-2021/submissions: what the places and bureaus of 吴忠 might have sent in for 2021.

The figures are invented. They are built backwards from the results we want to see: the annual sums of PM10 and
PM2.5, the number of bad days, the tonnages and the annual means of the waters are given below, and days and months are
filled in around them. So every expected result can be worked out by hand (examples/wuzhong-2021/EXPECTED.md does).
Titles and deadlines of tasks and projects are those of the rule pack.

Standard library only, own random numbers, stored (not deflated) zip parts: the same bytes on every machine.

    scripts/make_example.py [DIR]        default DIR: examples/wuzhong-2021/submissions
"""

import csv
import datetime
import io
import pathlib
import sys
import zipfile
from decimal import Decimal
from xml.sax.saxutils import escape

YEAR = 2021
ROOT = pathlib.Path(__file__).resolve().parent.parent
PACK = ROOT / "rules/640300-wuzhong/2021"


class Lcg:
    """Numerical Recipes' 32-bit generator; ours, so that no Python release can change the data."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return (self.state >> 16) % n

    def pick(self, items, count):
        items = list(items)
        return [items.pop(self.below(len(items))) for _ in range(count)]


# --- air ---------------------------------------------------------------------------------------------------------

ITEMS = ("so2", "no2", "co", "o3_8h", "pm10", "pm25")
# A usual day of each month: all sub-indices are below 100 even with the scatter added.
SO2 = (24, 22, 17, 13, 11, 9, 8, 8, 10, 14, 19, 24)
NO2 = (38, 33, 28, 24, 20, 17, 16, 17, 22, 28, 34, 38)
CO_TENTHS = (11, 10, 8, 7, 6, 5, 5, 5, 6, 7, 9, 11)
O3 = (62, 75, 90, 105, 122, 130, 130, 122, 105, 85, 68, 58)
PM10_SHAPE = (14, 8, 12, 8, -2, -14, -20, -20, -12, 0, 10, 14)  # difference from the year's usual level
PM25_SHAPE = (14, 9, 3, -2, -6, -9, -11, -11, -8, -1, 7, 13)

BAD_PM10 = {"pm10": 168}
BAD_PM25 = {"pm25": 82, "pm10": 128}


class Air:
    """One place's year. `*_days` are bad days a month by what exceeds; `special` sets single days.

    `pm10_sum` and `pm25_sum` are the sums over the days that enter the annual mean.
    """

    def __init__(self, seed, o3_days, pm25_days, pm10_days, pm10_sum, pm25_sum, special=None):
        self.seed = seed
        self.bad = {"o3": o3_days, "pm25": pm25_days, "pm10": pm10_days}
        self.sums = {"pm10": pm10_sum, "pm25": pm25_sum}
        self.special = special or {}


MISSING = None
CO_DAY = {"so2": 10, "no2": 30, "co": 22, "o3_8h": 60, "pm10": 48, "pm25": 30}  # AQI 55, set by CO 2.2


def dust(reference, **values):
    return dict(values, dust="是", dust_ref=reference)


AIR = {
    "吴忠市": Air(
        11, {5: 4, 6: 9, 7: 9, 8: 6, 9: 2}, {1: 4, 12: 4}, {3: 5, 4: 5, 5: 1, 11: 3},
        pm10_sum=24700, pm25_sum=12045, special={"01-10": CO_DAY}),
    "利通区": Air(
        12, {5: 4, 6: 9, 7: 9, 8: 6, 9: 2}, {1: 4, 12: 3}, {3: 5, 4: 5, 5: 1, 11: 3},
        pm10_sum=24273, pm25_sum=12194, special={
            "01-10": CO_DAY,
            "02-09": {"pm25": MISSING},                # the rest is fine: not a valid day
            "04-16": {"o3_8h": MISSING, "pm10": 168},  # what is there exceeds: a valid, bad day
            "07-13": {"o3_8h": MISSING},
        }),
    "红寺堡区": Air(
        13, {5: 4, 6: 8, 7: 8, 8: 5, 9: 1}, {1: 3, 12: 1}, {3: 5, 4: 5, 5: 2, 11: 2},
        pm10_sum=21294, pm25_sum=9855, special={"06-20": {"o3_8h": 178, "pm10": MISSING}}),
    "青铜峡市": Air(
        14, {5: 5, 6: 10, 7: 10, 8: 7, 9: 3}, {1: 6, 2: 2, 12: 5}, {3: 5, 4: 5, 10: 1, 12: 2},
        pm10_sum=24187, pm25_sum=11900, special={
            # November keeps 26 days of PM10, one too few, but 27 days with an index.
            "11-03": {"pm10": MISSING}, "11-04": {"pm10": MISSING}, "11-05": {"pm10": MISSING},
            "11-21": {"pm10": MISSING, "pm25": 82},
        }),
    "盐池县": Air(
        15, {5: 3, 6: 6, 7: 6, 8: 3}, {1: 2, 12: 2}, {3: 4, 4: 5, 5: 2, 11: 2},
        pm10_sum=20340, pm25_sum=10620, special={
            "03-15": dust("示例沙尘认定〔2021〕1号", pm10=610, pm25=120),
            "03-16": dust("示例沙尘认定〔2021〕1号", pm10=340, pm25=88),
            "03-28": dust("示例沙尘认定〔2021〕2号", pm10=405, pm25=95),
            "04-15": dust("示例沙尘认定〔2021〕3号", pm10=228, pm25=70),
            "05-24": dust("示例沙尘认定〔2021〕4号", pm10=138, pm25=41),  # approved, but not a bad day
            "05-07": dust("", pm10=212, pm25=58),                        # not approved: stays
        }),
    "同心县": Air(
        16, {5: 4, 6: 8, 7: 8, 8: 5, 9: 1}, {1: 5, 12: 4}, {3: 4, 4: 4, 11: 2},
        pm10_sum=25298, pm25_sum=12558, special={"08-18": {"pm10": MISSING, "pm25": MISSING}}),
}


def days_of_year():
    first = datetime.date(YEAR, 1, 1)
    return [first + datetime.timedelta(n) for n in range(365)]


def air_rows(plan):
    """The 365 rows of one place, as dicts with integers (CO in tenths of a mg/m³)."""
    rng = Lcg(plan.seed)
    level = {"pm10": plan.sums["pm10"] // 365 - 8, "pm25": plan.sums["pm25"] // 365 - 2}
    rows, usual = [], []
    for day in days_of_year():
        m = day.month - 1
        row = {"date": day, "so2": SO2[m] + rng.below(5) - 2, "no2": NO2[m] + rng.below(5) - 2,
               "co": CO_TENTHS[m] + rng.below(3) - 1, "o3_8h": O3[m] + rng.below(21) - 10,
               "pm10": level["pm10"] + PM10_SHAPE[m], "pm25": level["pm25"] + PM25_SHAPE[m],
               "dust": "否", "dust_ref": ""}
        special = plan.special.get(day.strftime("%m-%d"))
        row.update(special or {})
        rows.append(row)
        if special is None:
            usual.append(row)
    for month in range(1, 13):
        free = [row for row in usual if row["date"].month == month]
        for kind, days in plan.bad.items():
            for row in rng.pick(free, days.get(month, 0)):
                free.remove(row)
                usual.remove(row)
                if kind == "o3":
                    row["o3_8h"] = 163 + rng.below(25)
                else:
                    row.update(BAD_PM25 if kind == "pm25" else BAD_PM10)
    for item, scatter in (("pm10", 9), ("pm25", 4)):
        settle(rows, usual, item, plan.sums[item], scatter, rng)
    return rows


def settle(rows, usual, item, wanted, scatter, rng):
    """Scatters the usual days in pairs (+d, -d), then moves them together until the sum is what the plan wants."""
    for one, other in zip(usual[0::2], usual[1::2]):
        shift = rng.below(scatter + 1)
        one[item] += shift
        other[item] -= shift
    counted = [row for row in rows if row[item] is not None and not row["dust_ref"]]
    each, rest = divmod(wanted - sum(row[item] for row in counted), len(usual))
    for n, row in enumerate(usual):
        row[item] += each + (1 if n < rest else 0)
    assert sum(row[item] for row in counted) == wanted
    assert all(5 < row["pm25"] < 75 and row["pm10"] < 150 for row in usual), (item, each)


# --- the other tables --------------------------------------------------------------------------------------------

STRAW_COLUMNS = ("作物", "可收集量", "肥料化", "饲料化", "能源化", "基料化", "原料化")
STRAW = {
    "利通区": [("玉米", 62000, 18000, 32400, 2400, 800, 900), ("水稻", 21000, 9800, 6200, 1200, 600, 400),
            ("小麦", 17000, 8340, 5200, 700, 300, 200)],
    "红寺堡区": [("玉米", 52000, 12000, 30500, 2000, 800, 600), ("小麦", 8000, 3099, 3000, 400, 250, 150)],
    "青铜峡市": [("玉米", 40000, 11000, 22000, 1800, 700, 500), ("水稻", 25000, 14000, 5500, 1500, 600, 400),
             ("小麦", 10000, 5000, 3200, 400, 200, 100)],
    "盐池县": [("玉米", "22500.5", "4000.25", "14500.25", 900, 350, 250),
            ("荞麦", "7499.5", "2399.5", 3500, 300, 120, 80)],
    "同心县": [("玉米", 70000, 16000, 44000, 2500, 1000, 500), ("小麦", 10000, 4000, 3800, 300, 200, 100)],
    "太阳山开发区": [("玉米", 5000, 1500, 2800, 200, 60, 40)],
}

MANURE_COLUMNS = ("养殖场", "畜种", "规模场", "产生量", "利用量", "设施配套", "验收")
SPECIES = ("奶牛", "肉牛", "羊", "猪")
# Scale farms: how many, tonnes produced and utilised by each; the last farm's (equipped, accepted); then small holders.
MANURE = {
    "利通区": (50, 8000, 7450, ("否", "否"), [("规模以下养殖户", 100000, 90000)]),
    "红寺堡区": (48, 5000, 4700, ("是", "否"), [("规模以下养殖户", 60000, 53400)]),
    "青铜峡市": (30, 1200, 1100, ("是", "是"), [("规模以下养殖户", 14000, 11980)]),
    "盐池县": (25, 2400, 2220, ("是", "是"), [("规模以下养殖户", 20000, 17500)]),
    "同心县": (40, 1500, 1365, ("是", "是"), [("规模以下养殖户", 30000, 26400)]),
    "太阳山开发区": (0, 0, 0, ("否", "否"), [("一片区养殖户", 6000, 5500), ("二片区养殖户", 4000, 3600)]),
}


def manure_rows(farms, produced, utilised, last, small):
    rows = []
    for n in range(1, farms + 1):
        state = last if n == farms else ("是", "是")
        rows.append((f"示例养殖场{n:02d}", SPECIES[n % 4], "是", produced, utilised) + state)
    return rows + [(name, "羊", "否", made, used, "否", "否") for name, made, used in small]


FARMLAND_COLUMNS = ("地块", "类别", "面积", "措施落实面积", "农产品达标")
FARMLAND = {
    "利通区": [("示例地块1", "轻微", 3000, 3000, "是"), ("示例地块2", "轻中度", 1200, 1200, "是"),
            ("示例地块3", "重度", 300, 300, "是")],
    "红寺堡区": [("示例地块1", "轻微", 900, 900, "是"), ("示例地块2", "轻中度", 600, 600, "是")],
    "青铜峡市": [("示例地块1", "轻微", 8000, 8000, "是"), ("示例地块2", "轻中度", "3698.8", "3698.8", "是"),
             ("示例地块3", "轻中度", "1.2", "1.2", "否"), ("示例地块4", "重度", 300, 300, "是")],
    "盐池县": [("示例地块1", "轻微", 500, 500, "是"), ("示例地块2", "重度", 80, 80, "否")],
    "太阳山开发区": [("示例地块1", "轻微", 150, 150, "是")],
}

PARCEL_COLUMNS = ("地块", "面积", "再开发", "符合规划用地要求")
PARCELS = {
    "利通区": [("示例污染地块1", 120, "是", "是"), ("示例污染地块2", 80, "是", "是"), ("示例污染地块3", 50, "否", "否")],
    "红寺堡区": [("示例污染地块1", 190, "是", "是"), ("示例污染地块2", 10, "是", "否")],
    "青铜峡市": [("示例污染地块1", 60, "是", "是")],
    "盐池县": [("示例污染地块1", 45, "否", "否")],
    "同心县": [("示例污染地块1", "33.5", "是", "是"), ("示例污染地块2", "12.5", "是", "是")],
    "太阳山开发区": [("示例污染地块1", 200, "是", "是")],
}

FILM_COLUMNS = ("使用量", "回收量")
EVENT_COLUMNS = ("事项", "数量", "日期", "证明材料", "认定单位")

COMMENDED = [
    ("表彰", 1, datetime.date(2021, 6, 5), "表彰决定复印件（示例）", "市生态环境保护领导小组办公室（示例）"),
    ("表彰", 1, datetime.date(2021, 11, 20), "自行申报（示例）", ""),
]


def verdicts(*rows):
    """事项 rows of 人工认定: (indicator's title or id, 1 reached or 0 not, who says so)."""
    return [(item, reached, datetime.date(2021, 12, 31), "认定意见（示例）" if by else "自评材料（示例）", by and f"{by}（示例）")
            for item, reached, by in rows]


EVENTS = {
    "吴忠市": verdicts(
        ("重污染天气持续减少", 1, "市生态环境局"), ("air.ozone", 0, "市生态环境局"),
        ("清水沟、南干沟长制久清", 1, "市住建局"), ("国家节水型城市标准", 1, ""),
        ("农田残膜零污染", 1, "市农业农村局"), ("优先保护类耕地面积不减质量不降", 1, "市农业农村局"),
        ("金积工业园区升级国家高新区", 1, "市科技局"), ("青铜峡工业园区创建自治区高新区", 0, "市科技局"),
        ("石油消费基本稳定", 1, "市发改委"), ("新能源装机和非化石能源比重提高", 1, "市发改委")),
    "利通区": COMMENDED + verdicts(
        ("建成区生活污水直排口基本消除", 1, "市住建局"), ("water.no_blank_area", 1, "市住建局")),
}

REPORTED_COLUMNS = ("指标", "年度", "数值", "单位", "依据")
SITES, SWEEPING, TOWNS, SEWAGE = "达规模工地在线监测和视频安装率", "城市道路机械化清扫率", "县城污水处理率", "农村生活污水治理项目实施数"
REPORTED = {
    "吴忠市": [
        ("氮氧化物减排比例", "3.1", "%"), ("挥发性有机物减排比例", "2.85", "%"), ("industry.cement_lines", 4, "个"),
        ("重点企业封闭式料仓建成家数", 2, "家"), ("煤炭消费总量", "1630.5", "万t"), ("固定式充电桩建设数", 120, "个"),
        (SWEEPING, "76.2", "%"), ("新增营造林和退化草原修复面积", "46.61", "万亩"), ("森林覆盖率", "17.996", "%"),
        ("城市建成区绿化覆盖率", "42.35", "%"),
        ("千吨万人农村水源规范化建设数", 26, "个"), ("城市生活污水集中收集率", "68.5", "%"),
        ("城市生活污水集中收集率较2018年增幅", 10, "百分点"), ("城市污水处理率", "95.3", "%"),
        ("污泥无害化处理处置率", "91.5", "%"), ("高效节水灌溉发展面积", "3.2", "万亩"), ("农田灌溉水有效利用系数", "0.546", ""),
        ("重点行业规上节水型企业比例", 80, "%"), ("自治区级节水型机关比例", "92.5", "%"), ("市辖区公共供水管网漏损率", 10, "%"),
        (SEWAGE, 17, "个"), ("开展常规监测的农村污水设施数", 27, "家"), ("农村生活污水设施正常运行率", "79.5", "%"),
        ("化肥利用率", "40.5", "%"), ("履行防治义务的土壤重点监管单位数", 42, "家"),
        ("新增国家高新技术企业", 8, "个"), ("新增自治区科技小巨人企业", 5, "个"), ("新增自治区科技型中小企业", 19, "个"),
        ("建设科技创新平台", 6, "个"), ("实施自治区科技项目", 55, "个"),
    ],
    "利通区": [(SITES, 100, "%"), (SWEEPING, "73.5", "%"), (SEWAGE, 8, "个")],
    "红寺堡区": [(SITES, 100, "%"), (SWEEPING, "66.2", "%"), (TOWNS, "84.96", "%"), (SEWAGE, 2, "个")],
    "青铜峡市": [(SITES, 100, "%"), (SWEEPING, "68.4", "%"), (TOWNS, "88.1", "%")],
    "盐池县": [(SITES, 100, "%"), (SWEEPING, 65, "%"), (TOWNS, 85, "%"), (SEWAGE, 2, "个")],
    "同心县": [(SITES, 100, "%"), (SWEEPING, "67.3", "%"), (TOWNS, "86.4", "%"), (SEWAGE, 5, "个")],
    "太阳山开发区": [(SITES, 100, "%")],
}

ENERGY_COLUMNS = ("年度", "能源消费", "二氧化碳", "地区生产总值", "价格基期")
ENERGY = {  # 2020, then 2021: 万tce, 万t, 亿元 at prices of 2020
    "吴忠市": ((1000, 2600, 650), (1035, "2677.8624", 690)),
    "利通区": ((200, 500, 170), ("203.7", "506.625", "178.5")),
    "红寺堡区": ((80, 200, 80), ("81.9", "203.7", 84)),
    "青铜峡市": ((400, 1000, 150), ("411.84", "1009.008", 156)),
    "盐池县": ((90, 220, 100), ("93.1104", "226.204", 106)),
    "同心县": ((100, 240, 90), ("102.27", "244.188", "94.5")),
    "太阳山开发区": ((130, 330, 60), ("132.405", "332.64", 63)),
}

BLACKWATER_COLUMNS = ("水体", "国家监管", "完成整治", "验收日期")
BLACKWATER = {"利通区": (3, 1), "红寺堡区": (4, 1), "青铜峡市": (6, 1)}  # waters beside the national ones, and how many are done


def blackwater_rows(region):
    """The city's list is that of the three counties together."""
    if region == "吴忠市":
        return [(f"{county}{row[0]}",) + row[1:] for county in BLACKWATER for row in blackwater_rows(county)]
    rows = []
    if region == "利通区":
        for n, row in enumerate(pack_rows("projects-blackwater.csv")):
            done = n in (0, 1)
            rows.append((row["单位名称"], "是", "是" if done else "否", datetime.date(2021, 10, 15) if done else None))
    count, done = BLACKWATER[region]
    for n in range(1, count + 1):
        finished = n <= done
        rows.append((f"示例沟{n}", "否", "是" if finished else "否", datetime.date(2021, 11, 10) if finished else None))
    if region == "青铜峡市":
        rows[1] = ("示例沟2", "否", "是", datetime.date(2022, 1, 12))  # too late for 2021
    return rows


VILLAGE_COLUMNS = ("行政村", "污水治理率", "黑臭水体整治率", "水源规范化率", "完成整治")
VILLAGES = [(f"示例村{n:02d}", 60 + n, 100, 80 + n, "是") for n in range(1, 10)] + [
    ("示例村10", 60, 80, 80, "是"),      # all three exactly at the line
    ("示例村11", "59.9", 100, 90, "是"),  # one short by a tenth
    ("示例村12", 70, 100, None, "是"),    # one not filled in
]

# --- waters ------------------------------------------------------------------------------------------------------

# Monthly values are the annual mean plus these steps; they sum to zero, so the mean is what is given.
STEPS = (2, 1, 0, -1, -2, -1, 0, 1, 2, 1, -1, -2)
assert sum(STEPS) == 0

WATER_COLUMNS = ("pH", "溶解氧", "高锰酸盐指数", "化学需氧量", "五日生化需氧量", "氨氮", "总磷", "总氮", "氟化物", "石油类")
WATER_USUAL = {  # item: mean and step; a text alone stands in every month. Class Ⅲ as a river.
    "pH": ("8.0", "0.1"), "溶解氧": ("7.6", "0.2"), "高锰酸盐指数": ("4.0", "0.2"), "化学需氧量": ("16", "1"),
    "五日生化需氧量": ("2.5", "0.2"), "氨氮": ("0.40", "0.05"), "总磷": ("0.12", "0.01"), "氟化物": ("0.80", "0.05"),
    "石油类": "<0.01",
}
FROZEN = "结冰"


def section(kind, places, missing=(), **items):
    """`places`: (水体, 点位) and the items that differ there; `items` differ at all of them."""
    return [(body, point, kind, missing, {**WATER_USUAL, **items, **own}) for body, point, own in places]


RIVERS = {
    "叶盛": section("河流", [("黄河干流", "叶盛公路桥", {})], 化学需氧量=("12", "1"), 高锰酸盐指数=("2.6", "0.1"),
                  氨氮=("0.15", "0.01"), 总磷=["<0.01"] * 4 + ["0.148"] * 4 + ["0.147"] * 4),
    "石炭沟": section("河流", [("清水河", "石炭沟断面", {})], 化学需氧量=("28", "2"), 氟化物=("1.20", "0.05")),
    "甘宁": section("河流", [("苦水河", "甘宁交界", {})], 化学需氧量=("36", "2")),
    "孙家滩": section("河流", [("苦水河", "孙家滩", {})], 化学需氧量=("27", "2"), 氟化物=("1.40", "0.05")),
    "苦水河入黄口": section("河流", [("苦水河", "入黄口", {})], 氟化物=("1.52", "0.05")),
    "利青交界": section("河流", [("南干沟", "青铜峡－利通区交界", {})], 氨氮=("1.55", "0.05")),
    "南干沟入黄口": section("河流", [("南干沟", "入黄口", {})], 氨氮=("1.20", "0.05")),
    "罗家河": section("河流", [("罗家河", "罗家河入黄口", {})], 化学需氧量=("20", "2")),
    "清水沟": section("河流", [("清水沟", "清水沟入黄口", {})], 氨氮=("1.50", "0.05")),
    "一分沟": section("河流", [("青铜峡第一排水沟", "（青铜峡－永宁县交界）一分沟", {})], 化学需氧量=("25", "1")),
    "二分沟": section("河流", [("青铜峡第一排水沟", "（青铜峡－永宁县交界）二分沟", {})], missing=(1, 2)),
    "红柳沟": section("河流", [("红柳沟", "红寺堡-中宁交界", {})], 氟化物=("1.50", "0.05")),
    "清宁河": section("湖库", [("清宁河", None, {})], 总磷=("0.060", "0.005"), 总氮=("1.80", "0.1")),
    "暖泉湖": section("湖库", [("暖泉湖", "湖心", {"总磷": ("0.080", "0.005")}), ("暖泉湖", "出口", {"总磷": ("0.100", "0.005")})],
                   总氮=("2.40", "0.1")),
    "明珠公园湖": section("湖库", [("明珠公园湖", None, {})], 总磷=("0.045", "0.002")),
    "乃光湖": section("湖库", [("乃光湖", None, {})], 总磷=("0.100", "0.005")),
}
WATERS = {
    "红寺堡区": ["红柳沟"], "青铜峡市": ["利青交界", "罗家河", "一分沟", "二分沟"], "盐池县": ["甘宁"], "同心县": ["石炭沟"],
    "太阳山开发区": ["孙家滩", "暖泉湖"], "市生态环境局": ["叶盛", "苦水河入黄口", "南干沟入黄口", "暖泉湖"], "市农业农村局": ["苦水河入黄口"],
    "市住建局": ["清水沟", "明珠公园湖", "乃光湖"], "市水务局": ["清宁河"], "市城市管理局": ["明珠公园湖", "乃光湖"],
}

SOURCE_COLUMNS = ("pH", "溶解氧", "高锰酸盐指数", "化学需氧量", "氨氮", "总磷", "总硬度", "溶解性总固体", "硫酸盐", "氯化物", "硝酸盐",
                  "氟化物", "铁", "锰")
WELLS_USUAL = {  # class Ⅲ of GB/T 14848
    "pH": ("7.6", "0.1"), "高锰酸盐指数": ("1.2", "0.1"), "氨氮": ("0.06", "0.01"), "总硬度": ("320", "5"),
    "溶解性总固体": ("620", "10"), "硫酸盐": ("160", "5"), "氯化物": ("90", "2"), "硝酸盐": ("4.0", "0.2"), "氟化物": ("0.70", "0.02"),
    "铁": "<0.03", "锰": "<0.01",
}


def wells(name, months=12, **items):
    return name, "地下水", months, {**WELLS_USUAL, **items}


SOURCES = {
    "利通区": [wells("金积水源地", 总硬度=("450", "5"))],
    "青铜峡市": [
        wells("小坝水源地"),
        wells("小坝东区水源地", 总硬度=("280", "5"), 溶解性总固体=("460", "10"), 硫酸盐=("140", "5")),
        wells("大坝水源地", 锰=("0.12", "0.01")),
        wells("青铜峡镇水源地", 硫酸盐=("250", "5")),
    ],
    "红寺堡区": [wells("沙泉水源地（柳泉）")],
    "同心县": [wells("小洪沟水源地", months=8)],
    "盐池县": [
        wells("骆驼井水源地"),
        ("刘家沟水库水源地", "湖库", 12, {
            "pH": ("8.1", "0.1"), "溶解氧": ("8.2", "0.2"), "高锰酸盐指数": ("3.5", "0.2"), "化学需氧量": ("22", "1"), "氨氮": ("0.20", "0.02"),
            "总磷": ("0.050", "0.005"), "硫酸盐": ("240", "5"), "氯化物": ("150", "5"), "硝酸盐": ("1.2", "0.1"), "氟化物": ("0.90", "0.02"),
            "铁": "<0.03", "锰": ("0.04", "0.005")}),
    ],
}


def month_value(item, month):
    if item is None or isinstance(item, str):
        return item
    if isinstance(item, list):
        return item[month - 1]
    mean, step = map(Decimal, item)
    return str(mean + step * STEPS[month - 1])


def water_rows(region):
    rows = []
    for name in WATERS[region]:
        for body, point, kind, missing, items in RIVERS[name]:
            for month in range(1, 13):
                values = [month_value(items.get(column), month) for column in WATER_COLUMNS]
                if month in missing:
                    values = [value and FROZEN for value in values]
                rows.append((body, point, kind, f"{YEAR}-{month:02d}", *values))
    return rows


def source_rows(region):
    return [(name, kind, f"{YEAR}-{month:02d}", *(month_value(items.get(column), month) for column in SOURCE_COLUMNS))
            for name, kind, months, items in SOURCES[region] for month in range(1, months + 1)]


# --- tasks and projects ------------------------------------------------------------------------------------------

def pack_rows(name):
    """Rows of a list of the rule pack, without its total."""
    with (PACK / name).open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row.get("编号") != "合计"]


def tasks_of(region):
    """What the pack asks of this place, as rows of the lists; the city keeps all of them."""
    stands_for = {}
    for unit in pack_rows("units.csv"):
        for name in filter(None, [unit["单位"], *unit["别名"].split("；")]):
            stands_for[name] = unit["代表"].split("；")
    out = []
    for part in ("air", "water", "soil", "climate"):
        for task in pack_rows(f"tasks-{part}.csv"):
            units = [unit for column in ("牵头单位", "配合单位", "落实单位") for unit in task[column].split("；")]
            if region == "吴忠市" or any(region in stands_for.get(unit, ()) for unit in units):
                out.append(task)
    return out


TASK_COLUMNS = ("任务编号", "重点任务", "完成时限", "工作进展情况", "存在问题", "状态", "完成比例", "完成日期")
OPEN = "open"
# What is not done in time: finished on a later day, or still open with so many percent.
TASK_TROUBLE = {
    "利通区": {"WZ-AIR-T10": datetime.date(2021, 11, 12)},
    "青铜峡市": {"WZ-AIR-T10": datetime.date(2021, 11, 5), "WZ-AIR-T28": 60, "WZ-AIR-T36": 80},
    "盐池县": {"WZ-CLI-T02": datetime.date(2022, 1, 5), "WZ-CLI-T06": 70},
    "市生态环境局": {"WZ-AIR-T36": datetime.date(2021, 12, 3)},
    "市住建局": {"WZ-AIR-T10": datetime.date(2021, 11, 12)},
    "市城市管理局": {"WZ-AIR-T29": 90},
}
# The printed 调度表 leave out measures 35 to 42 (air) and 19 (climate): who copies them forgets these.
FORGOTTEN = {f"WZ-AIR-T{n}" for n in range(35, 43)} | {"WZ-CLI-T19"}
COPIES_PRINTED_TABLE = ("吴忠市", "同心县")


def task_rows(region):
    rows = []
    trouble = TASK_TROUBLE.get(region, {})
    for n, task in enumerate(tasks_of(region)):
        if region in COPIES_PRINTED_TABLE and task["编号"] in FORGOTTEN:
            continue
        how = trouble.get(task["编号"])
        due = task["完成时限"]
        state = ("年度工作已完成（示例）", "", "已完成", 100, due and datetime.date(2021, int(due[5:7]), 10 + n % 20))
        if isinstance(how, datetime.date):
            state = ("已完成（示例）", "逾期", "已完成", 100, how)
        elif how is not None:
            state = ("正在推进（示例）", "进度滞后", "进行中", how, None)
        elif not due:
            state = ("持续推进（示例）", "", "进行中", None, None)
        rows.append((task["编号"], task["任务"], due or None, *state))
    return rows


PROJECT_COLUMNS = ("项目编号", "单位名称", "完成时间", "状态", "完成日期")
PROJECT_LISTS = ("11-boilers", "12-fuel", "2-loose-coal", "31-dust", "32-so2", "4-voc", "5-yards", "6-kilns", "7-monitors", "wetlands",
                 "blackwater")
PROJECT_TROUBLE = {
    "WZ-P11-02": datetime.date(2021, 9, 10), "WZ-P12-01": OPEN, "WZ-P32-01": OPEN, "WZ-P5-05": datetime.date(2021, 11, 8),
    "WZ-P7-04": datetime.date(2021, 11, 15),
}
PROJECTS_DONE_WITHOUT_DEADLINE = {"WZ-PBO-01": datetime.date(2021, 10, 15), "WZ-PBO-02": datetime.date(2021, 10, 15)}
PLACES_WITH_PROJECTS = ("利通区", "红寺堡区", "青铜峡市", "盐池县", "同心县", "太阳山开发区")


def project_rows(region):
    rows = []
    for name in PROJECT_LISTS:
        for project in pack_rows(f"projects-{name}.csv"):
            if project["县区"] != region:
                continue
            due = project["完成时间"]
            how = PROJECT_TROUBLE.get(project["编号"]) or (due and datetime.date(2021, int(due[5:7]), 18))
            how = how or PROJECTS_DONE_WITHOUT_DEADLINE.get(project["编号"]) or OPEN
            done = None if how == OPEN else how
            rows.append((project["编号"], project["单位名称"], due or None, "已完成" if done else "进行中", done))
    return rows



def tables_of(region):
    """[(中文 table name, id, header, rows)] of everything this place submits, without the region column."""
    tables = []
    if region in AIR:
        header = ("日期", "SO2", "NO2", "CO", "O3_8h", "PM10", "PM2.5", "沙尘", "沙尘认定文号")
        rows = [(row["date"], row["so2"], row["no2"], co_text(row["co"]), row["o3_8h"], row["pm10"], row["pm25"],
                 row["dust"], row["dust_ref"]) for row in air_rows(AIR[region])]
        tables.append(("空气质量日报", "air_daily", header, rows))
    if region in STRAW:
        tables.append(("秸秆", "straw", STRAW_COLUMNS, STRAW[region]))
        tables.append(("畜禽粪污", "manure", MANURE_COLUMNS, manure_rows(*MANURE[region])))
    if region in FARMLAND:
        tables.append(("受污染耕地", "farmland", FARMLAND_COLUMNS, FARMLAND[region]))
    if region in PARCELS:
        tables.append(("污染地块", "parcels", PARCEL_COLUMNS, PARCELS[region]))
    if region == "利通区":
        tables.append(("农膜", "film", FILM_COLUMNS, [(1200, 1104)]))
    if region in EVENTS:
        tables.append(("事项", "events", EVENT_COLUMNS, EVENTS[region]))
    if region in WATERS:
        header = ("水体", "断面", "类型", "月份") + WATER_COLUMNS
        tables.append(("水质监测", "water_monthly", header, water_rows(region)))
    if region in SOURCES:
        tables.append(("饮用水水源", "sources", ("水源地", "类型", "月份") + SOURCE_COLUMNS, source_rows(region)))
    if region in ENERGY:
        tables.append(("能源与碳", "energy", ENERGY_COLUMNS, [
            (YEAR - 1, *ENERGY[region][0], YEAR - 1), (YEAR, *ENERGY[region][1], YEAR - 1)]))
    if region in BLACKWATER or region == "吴忠市":
        tables.append(("黑臭水体", "blackwater", BLACKWATER_COLUMNS, blackwater_rows(region)))
    if region == "吴忠市":
        tables.append(("行政村", "villages", VILLAGE_COLUMNS, VILLAGES))
    if region in REPORTED:
        tables.append(("指标填报", "reported", REPORTED_COLUMNS, [
            (item, YEAR, value, unit, "统计台账（示例）") for item, value, unit in REPORTED[region]]))
    tables.append(("任务调度表", "tasks", TASK_COLUMNS, task_rows(region)))
    if region in PLACES_WITH_PROJECTS:
        tables.append(("项目清单", "projects", PROJECT_COLUMNS, project_rows(region)))
    return tables


def co_text(tenths):
    return f"{tenths // 10}.{tenths % 10}"


def info_of(region):
    return [("县区", region), ("年度", YEAR), ("填报单位", f"{region}生态环境部门（示例）"), ("填报人", "示例"),
            ("填报日期", datetime.date(2022, 1, 20)), ("截止日期", datetime.date(2021, 12, 31)),
            ("规则包", "wuzhong-2021"), ("版本", "1.1.0")]


# --- writers -----------------------------------------------------------------------------------------------------

def write_csv_folder(folder, region, encoding, newline, date_format=None):
    folder.mkdir(parents=True, exist_ok=True)
    for title, _, header, rows in tables_of(region):
        out = io.StringIO()
        writer = csv.writer(out, lineterminator=newline)
        writer.writerow(("县区",) + tuple(header))
        for row in rows:
            writer.writerow([region] + [csv_cell(cell, date_format) for cell in row])
        (folder / f"{title}.csv").write_bytes(out.getvalue().encode(encoding))


def csv_cell(cell, date_format):
    if isinstance(cell, datetime.date):
        return date_format(cell) if date_format else cell.isoformat()
    return "" if cell is None else cell


JSON_COLUMNS = {
    "air_daily": ("date", "so2", "no2", "co", "o3_8h", "pm10", "pm25", "dust", "dust_ref"),
    "straw": ("crop", "collectable", "fertiliser", "feed", "energy", "substrate", "material"),
    "manure": ("farm", "species", "scale", "produced", "utilised", "equipped", "accepted"),
    "parcels": ("parcel", "area", "redeveloped", "compliant"),
    "water_monthly": ("body", "section", "kind", "month", "ph", "dissolved_oxygen", "codmn", "cod", "bod5", "nh3n", "tp", "tn", "fluoride",
                      "petroleum"),
    "sources": ("source", "kind", "month", "ph", "dissolved_oxygen", "codmn", "cod", "nh3n", "tp", "hardness", "dissolved_solids", "sulfate",
                "chloride", "nitrate", "fluoride", "iron", "manganese"),
    "energy": ("year", "energy", "co2", "gdp", "price_base"),
    "reported": ("indicator", "year", "value", "unit", "evidence"),
    "tasks": ("task", "title", "due", "progress", "problems", "state", "percent", "done"),
    "projects": ("project", "unit", "due", "state", "done"),
}


def write_json(path, region):
    """By hand, one row a line, so that 0.7 and 33.5 stay the digits they are."""
    parts = ['  "info": {' + ", ".join(f'"{key}": {json_cell(value)}' for key, value in info_of(region)) + "}"]
    for _, table, _, rows in tables_of(region):
        lines = []
        for row in rows:
            cells = [f'"region": "{region}"']
            cells += [f'"{name}": {json_cell(cell)}' for name, cell in zip(JSON_COLUMNS[table], row)]
            lines.append("    {" + ", ".join(cells) + "}")
        parts.append(f'  "{table}": [\n' + ",\n".join(lines) + "\n  ]")
    path.write_bytes(("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8"))


def json_cell(cell):
    if cell is None:
        return "null"
    if isinstance(cell, int) or is_number(cell):
        return str(cell)
    return f'"{cell}"'


def is_number(text):
    return isinstance(text, str) and text.replace(".", "", 1).isdigit()


class Workbook:
    """Just enough of .xlsx: text, numbers and dates on plain sheets."""

    def __init__(self, date_format, shared_strings):
        self.date_format = date_format
        self.shared = {} if shared_strings else None
        self.sheets = []

    def add(self, title, rows):
        lines = []
        for r, row in enumerate(rows, 1):
            cells = "".join(self.cell(f"{chr(64 + c)}{r}", value) for c, value in enumerate(row, 1))
            lines.append(f'<row r="{r}">{cells}</row>')
        self.sheets.append((title, "".join(lines)))

    def cell(self, ref, value):
        if value is None or value == "":
            return ""
        if isinstance(value, datetime.date):
            serial = (value - datetime.date(1899, 12, 30)).days
            return f'<c r="{ref}" s="1"><v>{serial}</v></c>'
        if isinstance(value, int) or is_number(value):
            # Excel drops trailing zeros, and stores some typed decimals so: the reader has to give 2.2 back.
            number = "2.2000000000000002" if value == "2.2" else str(value).removesuffix(".0")
            return f'<c r="{ref}"><v>{number}</v></c>'
        if self.shared is None:
            return f'<c r="{ref}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        index = self.shared.setdefault(value, len(self.shared))
        return f'<c r="{ref}" t="s"><v>{index}</v></c>'

    def save(self, path):
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006"
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        numbers = range(1, len(self.sheets) + 1)
        extra = [("styles", "styles")] + ([("sharedStrings", "sharedStrings")] if self.shared is not None else [])
        parts = {}
        parts["[Content_Types].xml"] = (
            f'{head}<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            + "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
                      for n in numbers)
            + "".join(f'<Override PartName="/xl/{name}.xml" ContentType="{kind}.{what}+xml"/>' for name, what in extra)
            + "</Types>")
        parts["_rels/.rels"] = (
            f'{head}<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        parts["xl/workbook.xml"] = (
            f'{head}<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            + "".join(f'<sheet name="{escape(title)}" sheetId="{n}" r:id="rId{n}"/>'
                      for n, (title, _) in zip(numbers, self.sheets)) + "</sheets></workbook>")
        parts["xl/_rels/workbook.xml.rels"] = (
            f'{head}<Relationships xmlns="{package}/relationships">'
            + "".join(f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
                      for n in numbers)
            + "".join(f'<Relationship Id="rId{len(self.sheets) + n}" Type="{office}/{name}" Target="{name}.xml"/>'
                      for n, (name, _) in enumerate(extra, 1)) + "</Relationships>")
        own_format, format_id = "", 14
        if self.date_format:
            format_id = 176
            code = escape(self.date_format, {'"': "&quot;"})
            own_format = f'<numFmts count="1"><numFmt numFmtId="176" formatCode="{code}"/></numFmts>'
        parts["xl/styles.xml"] = (
            f'{head}<styleSheet xmlns="{main}">{own_format}'
            '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill></fills>'
            '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
            f'<xf numFmtId="{format_id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
            '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>'
            "</styleSheet>")
        if self.shared is not None:
            parts["xl/sharedStrings.xml"] = (
                f'{head}<sst xmlns="{main}" uniqueCount="{len(self.shared)}">'
                + "".join(f"<si><t>{escape(text)}</t></si>" for text in self.shared) + "</sst>")
        for n, (_, data) in zip(numbers, self.sheets):
            parts[f"xl/worksheets/sheet{n}.xml"] = (
                f'{head}<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>')
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package_file:
            for name, text in parts.items():
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.create_system = 0
                package_file.writestr(entry, text.encode("utf-8"))


def write_workbook(path, region, with_region_column, date_format, shared_strings, blank):
    """`blank` is what stands in the cell of a missing concentration, first to last."""
    book = Workbook(date_format, shared_strings)
    book.add("填报信息", info_of(region))
    blanks = iter(blank)
    for title, table, header, rows in tables_of(region):
        if table == "air_daily":
            rows = [tuple(next(blanks, "") if cell is None else cell for cell in row) for row in rows]
        lead = (region,) if with_region_column else ()
        head = ("县区",) if with_region_column else ()
        book.add(title, [head + tuple(header)] + [lead + tuple(row) for row in rows])
    book.save(path)


def main():
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples/wuzhong-2021/submissions"
    out.mkdir(parents=True, exist_ok=True)
    write_csv_folder(out / "吴忠市", "吴忠市", "utf-8-sig", "\r\n")
    write_workbook(out / "利通区.xlsx", "利通区", True, None, True, ("—", "", "NA"))
    write_csv_folder(out / "红寺堡区", "红寺堡区", "gb18030", "\r\n",
                     lambda day: f"{day.year}/{day.month}/{day.day}")
    write_workbook(out / "青铜峡市.xlsx", "青铜峡市", False, 'yyyy"年"m"月"d"日"', False, ())
    write_csv_folder(out / "盐池县", "盐池县", "utf-8", "\n")
    write_json(out / "同心县.json", "同心县")
    write_csv_folder(out / "太阳山开发区", "太阳山开发区", "utf-8", "\n")
    for bureau in ("市生态环境局", "市农业农村局", "市住建局", "市水务局", "市城市管理局"):  # 市国资委 sends nothing
        write_csv_folder(out / bureau, bureau, "utf-8", "\n")


if __name__ == "__main__":
    main()
