#!/usr/bin/env python3
"""Makes examples/jinlin/submissions: herds and land, tasks and verdicts of 金林区 for 2020.

The figures are invented and fixed; examples/jinlin/EXPECTED.md works the results out by hand.
Standard library only; the same bytes on every machine.

    scripts/examples/jinlin.py [DIR]        default DIR: examples/jinlin/submissions
"""

import csv
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
REGION = "金林区"
OFFICE = "畜禽养殖废弃物资源化利用联席会议办公室"

# 畜种, 数量 (头), 配套土地 (公顷), 还田氮, 还田磷 (kg a year).
HERD_HEADER = ("县区", "畜种", "数量", "配套土地", "还田氮", "还田磷")
HERD = (
    ("生猪", "7500", "100", "18600", "3900"),
    ("奶牛", "210", "40", "7200", "1600"),
    ("肉牛", "480", "60", "8200", "1700"),
)

REPORTED_HEADER = ("县区", "指标", "年度", "数值", "单位", "依据")
REPORTED = (("jl.land.cow", "2020", "5.25", "头/公顷", "奶牛存栏 210 头，配套土地 40 公顷"),)

# 序号, 重点任务, 状态, 完成比例, 完成日期, 存在问题. 二（十三） is not in the table that was sent.
TASK_HEADER = ("县区", "序号", "重点任务", "工作进展情况", "存在问题", "状态", "完成比例", "完成日期")
TASKS = (
    ("JL-T01", "发挥绿色有机食品产业引领作用", "已完成", "100", "2020-10-20", ""),
    ("JL-T02", "构建种养循环发展机制", "已完成", "100", "2020-11-30", ""),
    ("JL-T03", "加快畜牧业转型升级", "已完成", "100", "2020-12-15", ""),
    ("JL-T04", "分类推广重点技术模式", "已完成", "100", "2020-09-18", ""),
    ("JL-T05", "持续禁养区治理工作", "已完成", "100", "2020-06-30", ""),
    ("JL-T06", "落实畜禽规模养殖环评制度", "已完成", "100", "2020-12-01", ""),
    ("JL-T07", "完善畜禽养殖污染监管制度", "进行中", "70", "", "土地承载能力还在测算"),
    ("JL-T08", "落实属地管理责任制度", "已完成", "100", "2020-04-10", ""),
    ("JL-T09", "落实规模养殖场主体责任制度", "已完成", "100", "2020-12-10", ""),
    ("JL-T10", "建立绩效评价考核制度", "未启动", "0", "", "考核办法没有定"),
    ("JL-T11", "加强财税政策支持", "已完成", "100", "2020-08-21", ""),
    ("JL-T12", "统筹解决用地用电问题", "已完成", "100", "2020-07-31", ""),
    ("JL-T14", "报送年度工作报告", "已完成", "100", "2021-01-08", "迟报"),
    ("JL-T15", "督导检查并向区政府报告", "已完成", "100", "2020-11-10", ""),
    ("JL-T16", "落实联席会议决定并报告", "进行中", "50", "", "两项决定还在办"),
)

EVENT_HEADER = ("县区", "事项", "数量", "日期", "证明材料", "认定单位")
VERDICTS = (
    ("禁养区内无排污规模场、无新建场", "1"),
    ("新改扩建规模场依法环评", "1"),
    ("有固定排污口的规模场持证排污", "1"),
    ("规模场建有粪污设施并做到三防", "0"),
    ("自制有机肥经检测达标才还田", "1"),
)


def write_csv(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples/jinlin/submissions"
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / "养殖与土地.csv", HERD_HEADER, [(REGION, *row) for row in HERD])
    write_csv(folder / "指标填报.csv", REPORTED_HEADER, [(REGION, *row) for row in REPORTED])
    progress = {"已完成": "按要求完成", "进行中": "正在推进", "未启动": "尚未启动"}
    write_csv(folder / "任务调度表.csv", TASK_HEADER,
              [(REGION, number, title, progress[state], problem, state, percent, day)
               for number, title, state, percent, day, problem in TASKS])
    sent = {"事项": [dict(zip(EVENT_HEADER, (REGION, item, value, "2020-12-31", "现场核查记录", OFFICE))) for item, value in VERDICTS]}
    (folder / "事项.json").write_text(json.dumps(sent, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
