"""What a visitor of the front page downloads."""

import gzip
import re
from pathlib import Path

from plugin.library import build

BYTES = 30_000
REQUESTS = 4


def test_the_front_page_is_light(tmp_path: Path) -> None:
    """With an open incident and thirty components, at most 30 kB compressed in four requests."""
    built = build("busy", tmp_path)
    config = tmp_path / "incidents" / "statuspage.yml"
    more = "".join(f"  part-{n}: {{name: Part {n}, group: Group {n % 5}}}\n" for n in range(27))
    config.write_text(
        config.read_text(encoding="utf-8").replace("people:", f"{more}people:"), encoding="utf-8"
    )
    from plugin.library import run

    assert run(built).returncode == 0
    page = built.read("index.html")
    assert page.count('class="component"') == 30
    head = re.sub(r'<link rel="(?:canonical|alternate)"[^>]*>', "", page)
    asked = re.findall(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]*)"', head)
    files = [built.site_dir / "index.html", *(built.site_dir / address for address in asked)]
    assert len(files) <= REQUESTS
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= BYTES
