#!/usr/bin/env python3
"""Runs the end-to-end tests against a built kaohe.

    tests/e2e/run.py build/core/kaohe/app/kaohe                      everything
    tests/e2e/run.py build/core/kaohe/app/kaohe broken_packs         one module: tests/e2e/broken_packs.py
    tests/e2e/run.py build/core/kaohe/app/kaohe formats -k junit     the tests with that in their name
    tests/e2e/run.py build/core/kaohe/app/kaohe typeset              one of those that need more than the build: typeset, browser
"""

import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
MODULES = ("example", "formats", "authoring", "broken_packs", "failing_rules", "submissions", "reported", "lists", "packs", "warning_levels", "forms",
           "intake", "webpage", "workbook", "notices", "lint", "packages", "rule_tests", "changes", "scaffolds", "manual", "hostile_packs")
LABELLED = ("typeset", "browser")  # run when named; say what is missing where they can't


def main():
    if len(sys.argv) < 2 or not pathlib.Path(sys.argv[1]).is_file():
        sys.exit(__doc__)
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(HERE))
    import support
    support.BINARY = str(pathlib.Path(sys.argv[1]).resolve())
    arguments = sys.argv[2:]
    modules = [argument for argument in arguments if argument in MODULES + LABELLED]
    options = [argument for argument in arguments if argument not in MODULES + LABELLED]
    unittest.main(module=None, argv=[sys.argv[0], *options, *(modules or MODULES)])


if __name__ == "__main__":
    main()
