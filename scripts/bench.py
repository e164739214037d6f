#!/usr/bin/env python3
"""Measures the program against its targets and writes docs/performance.md.

    scripts/bench.py [--cache DIR] [--kaohe FILE] [--runs N] [--only WORDS] [--daily] [--rivals DIR] [--data DIR] [-o FILE]

Every row is the real program with real files, start to exit, at least five times; all rows take turns, so that a drift of the
machine hits all alike. Reported are the median of wall clock and of processor time (user and system), and the largest memory.
Where a row has a target the table says whether it was met; nothing here fails for a figure that was not.

Data and packs are made by make_bench.py in DIR (default: build/bench). --daily adds 30,000 counties x 365 days (400 MB).
--rivals names a folder with run.py and contestants.json that measure other programs at the same four jobs, --data its data; those
of them that are installed run in the same way, and libxlsxwriter alone is what the workbook is compared with.
"""

import argparse
import collections
import datetime
import hashlib
import json
import os
import pathlib
import platform
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
MIB = 1024 * 1024
Measure = collections.namedtuple("Measure", "wall cpu memory code")


class Row:
    """One line of the table: a command, and what it may take. `{out}` is a file or folder of its own."""

    def __init__(self, name, command, wall=None, memory=None, codes=(0,)):
        self.name, self.command, self.wall, self.memory, self.codes = name, command, wall, memory, codes
        self.runs = []

    def median(self, what):
        return statistics.median(getattr(run, what) for run in self.runs)

    def most_memory(self):
        return max(run.memory for run in self.runs)


def run(command, log):
    """The process and those that it waits for. Memory cannot be less than what this script itself has, some 20 MiB."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Measure(time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, process.returncode)


def remove(path):
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def digest(path):
    """Of a file, or of all files of a folder with their names."""
    out = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            out.update(str(file.relative_to(path)).encode() + file.read_bytes())
    return out.hexdigest()


class Bench:
    def __init__(self, kaohe, cache, runs):
        self.kaohe, self.cache, self.runs = kaohe, cache, runs
        self.out = cache / "out"
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir(parents=True)
        self.rows = {}

    def add(self, key, name, arguments, **limits):
        """`arguments` of the program, with {data}, {packs} and {out}."""
        self.rows[key] = Row(name, [str(self.kaohe), *self.filled(key, arguments)], **limits)

    def add_other(self, key, name, command):
        self.rows[key] = Row(name, self.filled(key, command))

    def filled(self, key, arguments):
        out = str(self.out / key)
        return [word.format(data=self.cache / "data", packs=self.cache / "packs", out=out, root=ROOT) for word in shlex.split(arguments)]

    def measure(self):
        log = open(self.out / "log", "w", encoding="utf-8")
        for turn in range(self.runs):
            for key, row in self.rows.items():
                for path in self.out.glob(key + ".*"):
                    remove(path)
                measured = run(row.command, log)
                row.runs.append(measured)
                if measured.code not in row.codes:
                    raise SystemExit(f"bench: {key} ended with {measured.code}: {shlex.join(row.command)}; see {self.out / 'log'}")
            print(f"round {turn + 1} of {self.runs}", flush=True)


SCORE = "score --fail-on never --quiet --format csv"


def add_rows(bench, daily):
    w1 = "--columns code,total,met,not_met,rank"
    w2 = ("--columns code,air.days:good_days,air.days:valid_days,air.days:aqi_sum,air.days:aqi_max,air.pm25:mean,air.pm10:mean,"
          "air.o3:value")
    bench.add("start", "`version`", "version", wall=0.015)
    bench.add("load", "loading a pack of 500 rules and 10,000 targets (`rules show` of one)", "rules show R000 --rules {packs}/rules500", wall=0.040)
    bench.add("load-list", "the same, and printing them all (`rules list`)", "rules list --rules {packs}/rules500")
    bench.add("w1", "W1: 3,000 regions x 60 rules", f"{SCORE} reported={{data}}/w1/actuals.csv --rules {{packs}}/w1 {w1} -o {{out}}.csv", wall=0.08)
    bench.add("w1-formula", "W1 with a Lua formula in every rule", f"{SCORE} reported={{data}}/w1/actuals.csv --rules {{packs}}/w1-formula {w1} -o {{out}}.csv", wall=0.30)
    bench.add("w2", "W2: daily AQI of 3,000 counties x 365 days", f"{SCORE} air_daily={{data}}/w2/daily.csv --rules {{packs}}/w2 {w2} -o {{out}}.csv", wall=0.22, memory=120 * MIB)
    bench.add("w2-one", "W2 on one thread", f"{SCORE} air_daily={{data}}/w2/daily.csv --rules {{packs}}/w2 {w2} --jobs 1 -o {{out}}.csv")
    bench.add("w2-two", "W2 on two threads", f"{SCORE} air_daily={{data}}/w2/daily.csv --rules {{packs}}/w2 {w2} --jobs 2 -o {{out}}.csv")
    bench.add("w3", "W3: workbook of 3,000 x 60 scores and 100 county sheets", "report {data}/w3/result.json --xlsx --template {packs}/w3 -o {out}.xlsx")
    bench.add("w4", "W4: reading 100,000 x 12 cells of an xlsx", "read {data}/w4/mixed.xlsx --format csv -o {out}.csv", wall=0.80, memory=30 * MIB)
    bench.add("summary", "summary workbook of 3,000 regions x 60 rules", "report {data}/summary.json --xlsx -o {out}.xlsx", wall=1.5)
    bench.add("books-one", "100 county workbooks and notices, one thread", "report {data}/books.json --each --docx --html --quiet --jobs 1 -o {out}.d")
    bench.add("books-two", "the same on two threads", "report {data}/books.json --each --docx --html --quiet --jobs 2 -o {out}.d")
    bench.add("wuzhong", "吴忠 2021: five counties, a full year, with workbook and notices (`assess`)",
              "assess {root}/examples/wuzhong-2021/submissions --rules {root}/rules/640300-wuzhong/2021 --quiet -o {out}.d", wall=0.30, codes=(8,))
    for key, pack, table, data in (("regions", "regions", "reported", "actuals"), ("rules", "rules", "reported", "actuals"), ("rows", "rows", "air_daily", "daily")):
        for times in (1, 10):
            rules = "rows" if key == "rows" else f"{pack}{times}"
            bench.add(f"grow-{key}-{times}", f"{key} x {times}", f"{SCORE} {table}={{data}}/grow/{key}{times}/{data}.csv --rules {{packs}}/grow/{rules} --columns code,total -o {{out}}.csv")
    if daily:
        bench.add("daily", "30,000 counties x 365 days", f"{SCORE} air_daily={{data}}/daily/daily.csv --rules {{packs}}/daily {w2} -o {{out}}.csv", wall=3, memory=600 * MIB)


# What make_bench.py makes for the rows whose keys begin so.
NEEDS = {"load": "load", "w1": "w1", "w2": "w2", "w3": "w3", "w4": "w4", "lxw": "w3", "summary": "w1", "books": "books", "grow": "grow", "daily": "daily"}


def prepare(bench, data):
    """Data and packs for the rows that are measured, and the results that some of them draw."""
    needs = {what for key in bench.rows for begin, what in NEEDS.items() if key.startswith(begin)}
    subprocess.run([sys.executable, str(ROOT / "scripts/make_bench.py"), str(bench.cache), *(["--data", str(data)] if data else []), *sorted(needs)],
                   check=True, stdout=subprocess.DEVNULL)
    for name, source in (("summary", "w1"), ("books", "books")):
        if not any(key.startswith(name) for key in bench.rows):
            continue
        out = bench.cache / "data" / f"{name}.json"
        subprocess.run([str(bench.kaohe), *bench.filled(name, f"score --fail-on never --quiet reported={{data}}/{source}/actuals.csv --rules {{packs}}/{source} --format json -o {out}")],
                       check=True, stdout=subprocess.DEVNULL)


# --- the same bytes, whatever the number of threads ----------------------------------------------------------------


def same_bytes(bench):
    """Which results differ between one, two and three threads."""
    cases = {
        "result of W1": ("score --fail-on never --quiet reported={data}/w1/actuals.csv --rules {packs}/w1 --format json", ".json"),
        "result of W2": ("score --fail-on never --quiet air_daily={data}/w2/daily.csv --rules {packs}/w2 --format json", ".json"),
        "workbook of W3": ("report {data}/w3/result.json --xlsx --template {packs}/w3", ".xlsx"),
        "100 workbooks and notices": ("report {data}/books.json --each --docx --html --quiet", ".d"),
    }
    differ = []
    for name, (arguments, ending) in cases.items():
        seen = set()
        for jobs in (1, 2, 3):
            out = bench.out / f"same{ending}"
            remove(out)
            subprocess.run([str(bench.kaohe), *bench.filled("same", arguments), "--jobs", str(jobs), "-o", str(out)], check=True, stdout=subprocess.DEVNULL)
            seen.add(digest(out))
        if len(seen) > 1:
            differ.append(name)
    return list(cases), differ


# --- rivals --------------------------------------------------------------------------------------------------------

OURS = {
    "W1": SCORE + " reported={dir}/actuals.csv --rules {cache}/packs/w1 --columns code,total,met,not_met,rank -o {out}",
    "W2": SCORE + " air_daily={dir}/daily.csv --rules {cache}/packs/w2 --columns code,air.days:good_days,air.days:valid_days,air.days:aqi_sum,"
    "air.days:aqi_max,air.pm25:mean,air.pm10:mean,air.o3:value -o {out}",
    "W3": "report {dir}/result.json --xlsx --template {cache}/packs/w3 -o {out}",
    "W4": "read {dir}/mixed.xlsx --format csv -o {out}",
}


def build_tools(rivals, binaries):
    """The rivals' own small programs; what cannot be built is left out."""
    binaries.mkdir(exist_ok=True)
    for name, command in {
        "measure": ["gcc", "-O2", "tools/measure.c"],
        "lxw": ["gcc", "-O2", "-w", "w3/lxw.c", "-lxlsxwriter"],
        "w1ref": ["g++", "-O3", "-march=native", "-std=c++20", "w1/ref.cpp"],
        "w2ref": ["g++", "-O3", "-march=native", "-std=c++20", "w2/ref.cpp"],
    }.items():
        if not (binaries / name).exists():
            subprocess.run([*command, "-o", str(binaries / name)], cwd=rivals, check=False, capture_output=True)


MODULES = {"pandas": "pandas", "xw.py": "xlsxwriter", "opx.py": "openpyxl"}


def python_with_modules():
    """A python3 that has as many of the modules as any; several may be on the PATH."""
    found = [str(path) for folder in os.environ["PATH"].split(os.pathsep) if (path := pathlib.Path(folder) / "python3").exists()]
    has = lambda python: sum(subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0 for module in MODULES.values())
    return max(dict.fromkeys(found), key=has)


def can_run(contestant, cache, python):
    words = shlex.split(contestant["cmd"])
    if words[0] == "node" and not (cache / "npm/node_modules").is_dir():
        return False
    if words[0] == "{py}":
        module = next((module for part, module in MODULES.items() if part in contestant["cmd"]), "sys")
        return subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0
    if words[0].startswith("{cache}/bin/"):
        return (cache / "bin" / words[0].split("/")[-1]).exists()
    if "lo.sh" in words[0]:
        return shutil.which("soffice") is not None
    return shutil.which("sqlite3" if "sqlite" in words[0] else words[0]) is not None


def run_rivals(rivals, bench, runs):
    """The tables of run.py, of those contestants that are installed."""
    cache = bench.cache.resolve()
    contestants = [one for each in json.loads((rivals / "contestants.json").read_text(encoding="utf-8")).values() for one in each]
    python = python_with_modules()
    names = [one["name"] for one in contestants if can_run(one, cache, python)] + ["ours"]
    environment = dict(os.environ, BENCH_CACHE=str(cache), BENCH_PYTHON=python, **{f"BENCH_OURS_{key}": f"{bench.kaohe} {command}" for key, command in OURS.items()})
    report = cache / "rivals.md"
    subprocess.run([sys.executable, str(rivals / "run.py"), "--runs", str(runs), "--retries", "1", "--quiet-wait", "1", "--only",
                    "^(" + "|".join(map(re.escape, names)) + ")$", "--report", str(report)], env=environment, check=True)
    return report.read_text(encoding="utf-8")


# --- the page ------------------------------------------------------------------------------------------------------


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8") if line.startswith("model name")), platform.machine())
    memory = int(open("/proc/meminfo", encoding="utf-8").readline().split()[1]) / 1024 / 1024
    system = next((line.split("=", 1)[1].strip().strip('"') for line in open("/etc/os-release", encoding="utf-8") if line.startswith("PRETTY_NAME")), platform.system())
    return f"{os.cpu_count()} x {model}, {memory:.0f} GiB, {system}, Linux {platform.release()}"


def seconds(value):
    return f"{value:.3f}" if value < 1 else f"{value:.2f}"


def page(bench, load, same, rivals):
    rows = bench.rows
    commit = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--short=10", "HEAD"], capture_output=True, text=True).stdout.strip()
    version = subprocess.run([str(bench.kaohe), "version"], capture_output=True, text=True).stdout.strip().splitlines()
    lines = [
        "# Performance", "",
        "Made by `scripts/bench.py`; how it measures stands there. Figures are those of one machine on one day: compare rows with each other, and with",
        "the same rows of another build in the same run.", "",
        f"- {datetime.date.today()}, commit {commit}", f"- {machine()}", f"- {'; '.join(version)}",
        f"- {bench.runs} runs of each row in turn. {load}", "",
        "| job | wall s, median (least) | processor s | memory MiB | target | |", "|---|--:|--:|--:|--:|---|",
    ]

    def verdict(met):
        return "met" if met else "not met"

    def line(row, target="", met=""):
        lines.append(f"| {row.name} | {seconds(row.median('wall'))} ({seconds(min(run.wall for run in row.runs))}) | {seconds(row.median('cpu'))} | {row.most_memory() / MIB:.0f} | {target} | {met} |")

    for key, row in rows.items():
        if key.startswith("grow-"):
            continue
        if key == "w3" and "lxw" in rows:
            size = (bench.cache / "data/w3/result.json").stat().st_size / 1e6
            target = rows["lxw"].median("wall") + 0.002 * size
            line(row, f"{seconds(target)} s: libxlsxwriter + 2 ms for each of {size:.0f} MB", verdict(row.median("wall") <= target))
        elif row.wall:
            parts, met = [f"{row.wall:g} s"], row.median("wall") <= row.wall
            if row.memory:
                parts.append(f"{row.memory / MIB:.0f} MiB")
                met = met and row.most_memory() <= row.memory
            line(row, ", ".join(parts), verdict(met))
        else:
            line(row)
    ratios = [("W2", "w2-one", "w2-two"), ("100 county workbooks and notices", "books-one", "books-two")]
    if any(a in rows and b in rows for _, a, b in ratios):
        lines += ["", "Two threads against one (target: 1.7 times as fast):", ""]
        for name, one, two in ratios:
            if one in rows and two in rows:
                ratio = rows[one].median("wall") / rows[two].median("wall")
                lines.append(f"- {name}: {ratio:.2f} ({verdict(ratio >= 1.7)}); processor time {rows[two].median('cpu') / rows[one].median('cpu'):.2f} times that of one thread")
    grown = [key for key in ("regions", "rows", "rules") if f"grow-{key}-1" in rows and f"grow-{key}-10" in rows]
    if grown:
        lines += ["", "Ten times as much of one thing (target: at most 11 times the time):", "",
                  "| more | from | to | wall s | times | processor s | times | memory MiB |", "|---|--:|--:|--:|--:|--:|--:|--:|"]
        sizes = {"regions": ("3,000", "30,000"), "rows": ("108,000", "1,080,000"), "rules": ("60", "600")}
        for key in grown:
            a, b = rows[f"grow-{key}-1"], rows[f"grow-{key}-10"]
            times = b.median("wall") / a.median("wall")
            lines.append(f"| {key} | {sizes[key][0]} | {sizes[key][1]} | {seconds(a.median('wall'))}, {seconds(b.median('wall'))} | {times:.1f} {verdict(times <= 11)} | "
                         f"{seconds(a.median('cpu'))}, {seconds(b.median('cpu'))} | {b.median('cpu') / a.median('cpu'):.1f} | {a.most_memory() / MIB:.0f}, {b.most_memory() / MIB:.0f} |")
    if same:
        cases, differ = same
        lines += ["", f"The same bytes with `--jobs` 1, 2 and 3: {', '.join(cases)}. " + ("All are." if not differ else f"NOT the same: {', '.join(differ)}.")]
    if rivals:
        lines += ["", "## Other programs at the same jobs", "", "Those that were installed, measured by their own script in the same hour; it also compares the answers.", "", rivals.strip()]
    return "\n".join(lines) + "\n"


def busy():
    fields = list(map(int, open("/proc/stat", encoding="utf-8").readline().split()[1:]))
    return sum(fields[:3]) + fields[5] + fields[6], sum(fields[:8])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cache", type=pathlib.Path, default=ROOT / "build/bench")
    arguments.add_argument("--kaohe", type=pathlib.Path, default=ROOT / "build/release/core/kaohe/app/kaohe")
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--only", default="", help="a regular expression on the keys of rows")
    arguments.add_argument("--daily", action="store_true")
    arguments.add_argument("--data", type=pathlib.Path)
    arguments.add_argument("--rivals", type=pathlib.Path)
    arguments.add_argument("-o", "--output", type=pathlib.Path, default=ROOT / "docs/performance.md")
    given = arguments.parse_args()
    given.cache.mkdir(parents=True, exist_ok=True)
    bench = Bench(given.kaohe.resolve(), given.cache.resolve(), given.runs)
    add_rows(bench, given.daily)
    if given.rivals:
        build_tools(given.rivals, bench.cache / "bin")
        if (bench.cache / "bin/lxw").exists():
            bench.add_other("lxw", "libxlsxwriter alone, the same workbook", f"{bench.cache}/bin/lxw {{data}}/w3 {{out}}.xlsx")
    bench.rows = {key: row for key, row in bench.rows.items() if re.search(given.only, key)}
    prepare(bench, given.data)
    before, all_before = busy()
    bench.measure()
    after, all_after = busy()
    own = sum(measured.cpu for row in bench.rows.values() for measured in row.runs) * os.sysconf("SC_CLK_TCK")
    others = max(after - before - own, 0) / max(all_after - all_before, 1) * os.cpu_count()
    load = f"Others kept {others:.1f} of {os.cpu_count()} processors busy meanwhile" + ("." if others < 0.2 else ": trust processor time more than wall clock.")
    same = same_bytes(bench) if not given.only else None
    given.output.write_text(page(bench, load, same, None), encoding="utf-8")  # the rivals take long, and may end it
    rivals = run_rivals(given.rivals, bench, given.runs) if given.rivals and not given.only else None
    text = page(bench, load, same, rivals)
    given.output.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
