"""重污染天气预警: many made-up series, judged a second time hour by hour in plain Python."""

import datetime
import json
import random
from fractions import Fraction

from support import EndToEnd, kaohe

REGIONS, HOURS = 60, 500
FIRST = datetime.datetime(2021, 1, 1, 1)
PACK = """pack { id = "warnings-2021", title = "预警试验", version = "1.0.0", engine = ">=0.1", period = "2021" }
regions { %s }
source "s" { title = "试验文件" }
indicator "highest" { title = "最高预警级别", unit = "级", better = "lower", digits = 0, method = "warning.levels", value = "highest",
  params = { coverage = "0" } }
targets "highest" { form = at_most, cite = { "s", "一" }, value = "2", applies = "each" }
scheme { title = "试验", total = "100" }
group "g" { title = "组", points = "100" }
rule "highest" { group = "g", points = "100", compare = "full", missing = "undetermined", score = full_or_zero }
grades { { "合格", at_least = "60" }, { "不合格" } }
"""


def made_up(generator):
    """Hourly AQI that drifts between levels near the bounds, with hours missing one by one and sometimes many."""
    out, level, wanted = [], 60, 60
    for _ in range(HOURS):
        if generator.random() < 0.025:
            wanted = generator.choice([40, 60, 90, 120, 149, 150, 151, 190, 201, 230, 310, 330, 500])
        level = max(5, min(500, level + (wanted - level) // 3 + generator.randint(-6, 6)))
        out.append(None if generator.random() < 0.03 else level)
    if generator.random() < 0.4:
        begin = generator.randint(50, HOURS - 100)
        out[begin:begin + 30] = [None] * 30
    out[0], out[-1] = out[0] or 50, out[-1] or 50  # the series that is read begins and ends with a row
    return out


def level_of(reached, mean):
    if "500" in reached or mean >= 500 or {(200, 96), (300, 48)} <= reached:
        return 4
    if {(200, 72), (300, 1)} <= reached:
        return 3
    return 2 if (200, 48) in reached else 1


def judged(series):
    """What the 2017 grading gives, walking from hour to hour as somebody on duty would."""
    episodes, known, now = [], 0, None
    begun, reached = {}, set()  # of the stretch above 200 that goes on now
    for at in range(len(series)):
        there = [v for v in series[max(0, at - 23):at + 1] if v is not None]
        mean = Fraction(sum(there), len(there)) if len(there) >= 20 else None
        known += mean is not None
        for bound in (200, 300):
            if mean is None or mean <= bound:
                begun.pop(bound, None)
                continue
            covered = at - max(0, begun.setdefault(bound, at) - 23) + 1
            reached |= {(bound, hours) for hours in (1, 48, 72, 96) if covered >= hours}
        if 200 in begun:
            level = level_of(reached, mean)
            if level == 4 and mean >= 500:
                reached.add("500")
            now = now or {"level": 0, "hours": {}}
            now["last"], now["level"] = at, max(now["level"], level)
        else:
            reached = set()
        if now is None:
            continue
        now["hours"][at] = now["level"]
        calm = [v for v in series[max(0, at - 36):at + 1] if v is not None]
        if 200 not in begun and len(calm) >= 31 and max(calm) <= 150:
            end = max(now["last"], at - 37)
            now["hours"] = {hour: level for hour, level in now["hours"].items() if hour <= end}
            episodes.append(now)
            now = None
    episodes += [now] if now else []
    hours = [level for episode in episodes for level in episode["hours"].values()]
    names = {"hours_blue": 1, "hours_yellow": 2, "hours_orange": 3, "hours_red": 4}
    return {"highest": max((e["level"] for e in episodes), default=0), "episodes": len(episodes), "known_hours": known,
            **{name: hours.count(level) for name, level in names.items()}}


class Warnings(EndToEnd):
    def test_levels_episodes_and_hours_are_those_of_walking_through_the_series(self):
        generator = random.Random(20210101)
        series = {f"第{i}县": made_up(generator) for i in range(REGIONS)}
        rows = [f"{region},全县,{FIRST + datetime.timedelta(hours=hour):%Y-%m-%d %H:%M},{value}"
                for region, values in series.items() for hour, value in enumerate(values) if value is not None]
        data = self.folder / "空气质量小时值.csv"
        data.write_text("县区,点位,时间,AQI\n" + "\n".join(rows) + "\n", "utf-8")
        pack = self.folder / "pack.lua"
        pack.write_text(PACK % ", ".join(f'{{ name = "{region}", kind = "county" }}' for region in series), "utf-8")
        run = kaohe("score", data, "--rules", pack, "--format", "json")
        self.assertEqual(run.code, 0, run)
        seen = set()
        for region in json.loads(run.out)["regions"]:
            values = region["rules"][0]["values"]
            expected = judged(series[region["region"]])
            self.assertEqual({name: int(values[name]) for name in expected}, expected, region["region"])
            seen.add(expected["highest"])
        self.assertEqual(seen, {0, 1, 2, 3, 4})
