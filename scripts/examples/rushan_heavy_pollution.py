#!/usr/bin/env python3
"""Makes examples/rushan-heavy-pollution/submissions: the hourly AQI of 乳山 in 2018, with one episode in January.

The figures are invented and fixed; examples/rushan-heavy-pollution/EXPECTED.md works the levels out by hand.
Standard library only; the same bytes on every machine.

    scripts/examples/rushan_heavy_pollution.py [DIR]
"""

import datetime
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FIRST = datetime.datetime(2018, 1, 1, 1)  # an hour is named by its end


def aqi(hour):
    if 528 <= hour < 564:
        return 330  # 36 hours
    return 230 if 480 <= hour < 576 else 80  # 96 hours, with those


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples/rushan-heavy-pollution/submissions"
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["县区,点位,时间,AQI"]
    for hour in range(8760):
        lines.append(f"乳山市,全市,{FIRST + datetime.timedelta(hours=hour):%Y-%m-%d %H:00},{aqi(hour)}")
    (folder / "空气质量小时值.csv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
