"""The web page of the shipped example in headless Chromium: tests/browser/webpage.mjs drives it.

Runs only where Chromium, node and playwright-core are; says what is missing otherwise.
"""

import os
import shutil
import subprocess
import sys
import unittest

from support import ROOT, SHIPPED_EXAMPLE, SHIPPED_PACK, EndToEnd

SKIPPED = 77


class Browser(EndToEnd):
    def drive(self, page):
        """Runs the script on a page; its lines say what was checked."""
        if not shutil.which("node"):
            self.skip("node（nodejs）")
        done = subprocess.run(["node", str(ROOT / "tests/browser/webpage.mjs"), str(page)], capture_output=True, timeout=600, check=False, env=dict(os.environ))
        said = done.stdout.decode() + done.stderr.decode()
        if done.returncode == SKIPPED:
            self.skip(said.strip().removeprefix("not run: "))
        self.assertEqual(done.returncode, 0, said)
        self.assertGreater(said.count("ok  "), 10, said)

    def skip(self, lacking):
        print("没有运行：缺少 " + lacking, file=sys.stderr)
        raise unittest.SkipTest(lacking)

    def test_the_page_of_the_whole_city(self):
        self.drive(self.assess(SHIPPED_EXAMPLE, rules=SHIPPED_PACK) / "index.html")
