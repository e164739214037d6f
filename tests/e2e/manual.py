"""Every command of the manual and of the README's quick start, run as printed, in a copy of what a user has."""
import pathlib
import re
import shutil
import subprocess

import support
from support import ROOT, EndToEnd

ANSWERS = (0, 1, 8)  # done; the answer is no; something can't be judged: what commands of an assessment end with
BUILDING = ("scripts/", "export PATH=")  # what comes before there is a program


def blocks(file):
    for block in re.findall(r"^```sh\n(.*?)^```", file.read_text("utf-8"), re.M | re.S):
        lines = [line for line in block.splitlines(keepends=True) if not line.startswith(BUILDING)]
        if lines:
            yield "".join(lines)


class Commands(EndToEnd):
    def run_all(self, name, least):
        place = self.folder / "kaohe"
        for folder in ("rules", "plugins", "templates", "examples", "docs"):
            shutil.copytree(ROOT / folder, place / folder)
        program = self.folder / "bin"
        program.mkdir()
        (program / "kaohe").symlink_to(support.BINARY)
        found = list(blocks(ROOT / name))
        self.assertGreaterEqual(len(found), least)
        for block in found:
            with self.subTest(block.splitlines()[0]):
                # Every command has to end with an answer, and the next runs whatever it was.
                script = "set -o pipefail\nfail() { code=$?; case $code in " + "|".join(map(str, ANSWERS)) + ") ;; *) exit $code;; esac; }\ntrap fail ERR\n" + block
                run = subprocess.run(["bash", "-c", script], cwd=place, capture_output=True, text=True,
                                     env={"PATH": f"{program}:/usr/bin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8"})
                self.assertIn(run.returncode, ANSWERS, f"{block}\n{run.stdout[-1500:]}\n{run.stderr[-1500:]}")
        return place

    def test_manual(self):
        place = self.run_all("docs/manual.md", 20)
        # What chapter 5 says of its pack.
        run = support.kaohe("rules", "test", place / "out/2022", "--coverage", "--mutate", "--threshold", "100")
        self.assertEqual(run.code, 0, run)

    def test_readme(self):
        self.run_all("README.md", 1)
