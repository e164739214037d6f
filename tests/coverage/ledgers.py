#!/usr/bin/env python3
"""Is every transcribed task and project of the source documents in a pack?

    ledgers.py --kaohe PROGRAM --ledgers FOLDER PACK...

A measure of the text (-T), its row in a ledger (-L) and its row in a dispatch table (-D) are one task, kept under one of
the three keys.
"""

import argparse
import csv
import json
import pathlib
import subprocess
import sys

SKIPPED = 77


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kaohe", required=True)
    parser.add_argument("--ledgers", required=True)
    parser.add_argument("packs", nargs="+")
    arguments = parser.parse_args()
    ledgers = pathlib.Path(arguments.ledgers)
    if not ledgers.is_dir():
        print(f"skipped: {ledgers} is not here")
        return SKIPPED
    items = {}
    for pack in arguments.packs:
        listed = subprocess.run([arguments.kaohe, "rules", "list", "--rules", pack, "--format", "json"], capture_output=True, text=True, check=True)
        items.update({item["id"].split(":", 1)[1]: item for item in json.loads(listed.stdout)})
    missing = []
    with (ledgers / "tasks.csv").open(encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            document, number = row["key"].rsplit("-", 1)
            if not any(f"{document}-{kind}{number[1:]}" in items for kind in (number[0], "T", "L")):
                missing.append(f"task {row['key']} {row['title']}")
    with (ledgers / "projects.csv").open(encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            if row["seq"] == "total":
                continue
            item = items.get(row["key"])
            if not item:
                missing.append(f"project {row['key']} {row['unit']}")
            elif row["deadline"] and not (item["due"] or "").startswith(row["deadline"][:7]):
                missing.append(f"project {row['key']}: due {item['due']}, the list says {row['deadline']}")
    with (ledgers / "blackwater.csv").open(encoding="utf-8-sig") as lines:
        missing += [f"black water {row['key']} {row['water_body']}" for row in csv.DictReader(lines) if row["key"] not in items]
    print("\n".join(missing) or f"all found among {len(items)} items")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
