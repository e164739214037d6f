#!/usr/bin/env python3
"""Makes examples/shuozhou-2018-2020/submissions: task tables and verdicts of 朔州 and its six counties for 2018-2020.

The figures are invented and fixed; examples/shuozhou-2018-2020/EXPECTED.md works the results out by hand.
Standard library only; the same bytes on every machine.

    scripts/examples/shuozhou_2018_2020.py [DIR]        default DIR: examples/shuozhou-2018-2020/submissions
"""

import csv
import io
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

# 序号: 重点任务, 责任单位, 完成时限, the day it is usually done. 11b and 12b are the city's alone.
PERIOD_END = "2020-12-31"
TASKS = {
    "1": ("优化畜牧业区域布局", "市畜牧兽医服务中心", PERIOD_END, "2020-06-30"),
    "2": ("加快畜牧业转型升级", "市畜牧兽医服务中心", PERIOD_END, "2020-11-20"),
    "3": ("加强规模养殖场粪污设施建设", "市畜牧兽医服务中心", PERIOD_END, "2020-10-15"),
    "4": ("促进畜禽粪污资源化利用", "市畜牧兽医服务中心", PERIOD_END, "2020-09-30"),
    "5": ("落实畜禽规模养殖环评制度", "市环保局", PERIOD_END, "2019-12-20"),
    "6": ("落实畜禽养殖污染监管制度", "市环保局；市畜牧兽医服务中心", PERIOD_END, "2020-08-31"),
    "7": ("建立属地管理责任制度", "市畜牧兽医服务中心", "2018-04-30", "2018-04-20"),
    "8": ("落实规模养殖场主体责任制度", "市环保局；市畜牧兽医服务中心", PERIOD_END, "2020-12-10"),
    "9": ("健全绩效评价考核制度", "市畜牧兽医服务中心；市环保局", PERIOD_END, "2019-06-28"),
    "10": ("构建种养循环发展机制", "市畜牧兽医服务中心", PERIOD_END, "2020-07-15"),
    "11": ("加大政策扶持", "市财政局；市环保局；市农委；市农机服务中心；市畜牧兽医服务中心", PERIOD_END, "2020-12-18"),
    "11b": ("加大政策扶持：生物天然气和沼气", "市住建局；市国税局；市经信委", PERIOD_END, "2020-12-18"),
    "12": ("统筹解决用地用电问题", "市国土资源局", PERIOD_END, "2020-05-29"),
    "12b": ("统筹解决用地用电问题：用电和沼气发电", "市发改委；市经信委；朔州供电公司", PERIOD_END, "2020-05-29"),
    "13": ("加强科技及装备支撑", "市畜牧兽医服务中心；市科技局", PERIOD_END, "2020-12-25"),
}
CITY_ONLY = ("11b", "12b")
TASK_HEADER = ("县区", "序号", "重点任务", "责任单位", "完成时限", "工作进展情况", "存在问题", "状态", "完成比例", "完成日期")

VERDICTS = ("规模养殖场粪污设施配套并验收", "规模养殖场一场一案", "新改扩建规模养殖场依法环评", "规模养殖场全数登记赋码", "有排放口的规模养殖场持证排污")
EVENT_HEADER = ("县区", "事项", "数量", "日期", "证明材料", "认定单位")
OFFICE = "朔州市畜牧兽医服务中心"

DONE, GOING, NOT_STARTED = "已完成", "进行中", "未启动"

# What differs from "all done on the usual day, all five verdicts 1, approved by the office".
PLACES = {
    "朔州市": {"tasks": {"11b": (GOING, 60, None, "入网标准在协商")}, "verdicts": None},
    "朔城区": {},
    "平鲁区": {"tasks": {"7": (DONE, 100, "2018-05-16", "")}, "verdicts": {"规模养殖场全数登记赋码": 0}},
    "山阴县": {"tasks": {"5": (GOING, 80, None, "两个场补办环评"), "10": (NOT_STARTED, 0, None, "等市里的规划")}},
    "应县": {"without": ("9", "13"), "unapproved": ("规模养殖场一场一案",)},
    "右玉县": {"tasks": {"7": (DONE, 100, "2018-04-30", ""), "3": (DONE, 100, "2020-12-31", "")}},
    "怀仁市": {"tasks": None, "verdicts": {"新改扩建规模养殖场依法环评": 0, "有排放口的规模养殖场持证排污": 0}, "as": "怀仁县"},
}


def task_rows(place, facts):
    changed = facts.get("tasks", {})
    if changed is None:
        return []
    rows = []
    for number, (title, unit, due, usual) in TASKS.items():
        if number in facts.get("without", ()) or (number in CITY_ONLY and place != "朔州市"):
            continue
        state, percent, day, problem = changed.get(number, (DONE, 100, usual, ""))
        progress = {DONE: "按要求完成", GOING: f"完成{percent}%", NOT_STARTED: "尚未启动"}[state]
        rows.append((place, number, title, unit, due, progress, problem, state, str(percent), day or ""))
    return rows


def event_rows(place, facts):
    verdicts = facts.get("verdicts", {})
    if verdicts is None:
        return []
    name = facts.get("as", place)
    return [(name, item, str(verdicts.get(item, 1)), "2020-12-31", "现场核查记录", "" if item in facts.get("unapproved", ()) else OFFICE)
            for item in VERDICTS]


def csv_text(header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples/shuozhou-2018-2020/submissions"
    for place, facts in PLACES.items():
        tables = {"任务调度表": (TASK_HEADER, task_rows(place, facts)), "事项": (EVENT_HEADER, event_rows(place, facts))}
        if place == "右玉县":  # one county sends a single file
            sent = {name: [dict(zip(header, row)) for row in rows] for name, (header, rows) in tables.items()}
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{place}.json").write_text(json.dumps(sent, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            continue
        (folder / place).mkdir(parents=True, exist_ok=True)
        for name, (header, rows) in tables.items():
            if rows:
                (folder / place / f"{name}.csv").write_text(csv_text(header, rows), encoding="utf-8")


if __name__ == "__main__":
    main()
