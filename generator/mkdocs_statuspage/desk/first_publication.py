"""How a new site comes to its readers: where its host will serve it, and the line that puts it there."""

import shutil
import subprocess
from pathlib import Path
from shlex import quote

from mkdocs_statuspage.desk.nested_site import top_of
from mkdocs_statuspage.desk.new_site import has_remote

PAGES_ON = "gh api --method POST 'repos/{owner}/{repo}/pages' -f build_type=workflow"
"""What switches GitHub Pages on; `gh` knows the owner and the repository."""
_PROGRAMS = {"github": "gh", "gitlab": "glab"}
"""Hosts' own programs, by which a repository can be made from here."""


def address_to_be(folder: Path, host: str) -> str | None:
    """Ask GitHub's own program who we are there, and return where it will serve the page; None where it does not say."""
    if host != "github" or not shutil.which("gh"):
        return None
    try:
        said = subprocess.run(
            ["gh", "api", "user", "--jq", ".login"],  # noqa: S607 - wherever it is installed
            capture_output=True,
            text=True,
            check=True,
            timeout=5,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return f"https://{said.strip().lower()}.github.io/{folder.resolve().name}/"


def publishing_line(folder: Path, host: str) -> str:
    """Return the line for a shell that puts a new site where its host publishes it, with what is left to click."""
    inside = top_of(folder) is not None
    added = ". :/.github" if inside and host == "github" else "."
    put = "git push -u origin main" if has_remote(folder) else _first_push(folder, host)
    by_hand = host == "github" and PAGES_ON not in put
    switched = "   # then: Settings → Pages → Source: GitHub Actions" if by_hand else ""
    return f"git add {added} && git commit -m 'Our status page' && {put}{switched}"


def _first_push(folder: Path, host: str) -> str:
    tool, name, push = (
        _PROGRAMS.get(host, ""),
        quote(folder.resolve().name),
        "git push -u origin main",
    )
    if not shutil.which(tool):
        return f"git remote add origin ADDRESS && {push}"
    if tool == "gh":
        return f"gh repo create {name} --public --source . --push && {PAGES_ON}"
    return f"glab repo create {name} --public && {push}"


def makes_repository(line: str) -> bool:
    """Tell whether a host's own program makes the repository, and of nothing but the new site."""
    begins = line.startswith("git add . &&")  # not in a folder of a larger repository
    return begins and any(f" {tool} repo create" in line for tool in _PROGRAMS.values())
