#!/usr/bin/env python3
"""Makes examples/rushan-2030/submissions: contaminated farmland, land parcels and verdicts of 乳山 for 2030.

The figures are invented and fixed; examples/rushan-2030/EXPECTED.md works the results out by hand.
Standard library only; the same bytes on every machine.

    scripts/examples/rushan_2030.py [DIR]        default DIR: examples/rushan-2030/submissions
"""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FILES = {
    "受污染耕地.csv": """县区,地块,类别,面积（亩）,措施落实面积（亩）,农产品达标
乳山市,甲,轻微,1000,1000,是
乳山市,乙,轻中度,760,760,是
乳山市,丙,轻中度,40,40,否
乳山市,丁,重度,200,190,
""",
    "污染地块.csv": """县区,地块,面积（亩）,再开发,符合规划用地要求
乳山市,一号,300,是,是
乳山市,二号,76,是,是
乳山市,三号,24,是,否
乳山市,四号,500,否,
""",
    "事项.csv": """县区,事项,数量,日期,证明材料,认定单位
乳山市,土壤环境质量稳中向好,1,2030-12-20,评估报告,乳山市环保局
乳山市,农用地和建设用地安全得到有效保障,0,2030-12-20,评估报告,乳山市环保局
乳山市,土壤环境风险得到全面管控,1,2030-12-20,自评材料,
""",
}


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples/rushan-2030/submissions"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
