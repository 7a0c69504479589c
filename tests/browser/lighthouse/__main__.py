"""Has Lighthouse judge every kind of page of the five sites, on a phone, and says which marks are under 99.

`python -m tests.browser.lighthouse [SITE …]`; the program is in `.build/lighthouse`, put there by `make lighthouse`.
The machine must be quiet: a mark for speed is a measurement.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))  # the tests find each other so

from browser.library import CHROMIUM, ROOT, served
from browser.sites import SITES, made_site

PROGRAM = ROOT / ".build/lighthouse/node_modules/.bin/lighthouse"
ENOUGH = 99
UNJUDGED = {"not found"}
"""A page that answers 404 gets no marks."""


def main() -> None:
    """Print the marks of each page; fail where one is too low."""
    low = 0
    for name in sys.argv[1:] or SITES:
        with TemporaryDirectory() as folder:
            paths = made_site(name, Path(folder))
            with served(Path(folder) / "site") as url:
                for kind, path in paths.items():
                    if kind not in UNJUDGED:
                        marks = marks_of(url + path)
                        low += min(marks.values()) < ENOUGH
                        shown = " ".join(f"{mark:3}" for mark in marks.values())
                        print(f"{shown}  {name}: {kind}", flush=True)
    raise SystemExit(f"{low} pages have a mark under {ENOUGH}" if low else 0)


def marks_of(url: str) -> dict[str, int]:
    """Give the marks of a page, of a hundred: performance, accessibility, best practices, search engines."""
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    command = [str(PROGRAM), url, "--quiet", "--output=json", flags]
    environment = os.environ | {"CHROME_PATH": CHROMIUM or ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    categories = json.loads(done.stdout)["categories"]
    return {name: round(100 * one["score"]) for name, one in categories.items()}


if __name__ == "__main__":
    main()
