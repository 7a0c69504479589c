"""`statuspage init`: a ready site in a new folder."""

import shutil
import subprocess
import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from mkdocs_statuspage.cli.ask import confirm
from mkdocs_statuspage.cli.lock import tell_only_here
from mkdocs_statuspage.cli.terminal import is_interactive, warn
from mkdocs_statuspage.language import load_words

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.existing_site import ExistingSite
    from mkdocs_statuspage.desk.new_site import NewSite

WHO = "Who answers for it? (name, role, mail; empty for later)"


PAGES_ON = "gh api --method POST 'repos/{owner}/{repo}/pages' -f build_type=workflow"
"""What switches GitHub Pages on; `gh` knows the owner and the repository."""


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The site's new folder.")],
    name: Annotated[
        str | None, typer.Option(help="The organisation, as customers know it.")
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(help="Where the page will be served; by default what the remote says."),
    ] = None,
    timezone: Annotated[str, typer.Option(help="How times are shown.")] = "UTC",
    host: Annotated[
        str, typer.Option(help="What publishes it: github, gitlab, netlify, cloudflare or none.")
    ] = "github",
    person: Annotated[
        str | None, typer.Option(metavar="'NAME, ROLE, MAIL'", help="Who answers for it.")
    ] = None,
) -> None:
    """Make a ready site, or add status pages to a site of MkDocs: config, an example, schemas; asks what is missing."""
    from mkdocs_statuspage.desk.existing_site import existing_site
    from mkdocs_statuspage.desk.new_site import (
        HOSTS,
        UNKNOWN_URL,
        NewSite,
        address_of,
        begin_repository,
        make_site,
        person_in,
    )
    from mkdocs_statuspage.desk.typed_words import one_of

    host = one_of(host, list(HOSTS), "host")
    if there := existing_site(folder):
        if is_interactive():
            name = name or _asked("Whose page is it? (as customers know it)", there.name)
            person = person or _asked(WHO, "")
        new = NewSite(name or there.name, there.url, timezone, person=person_in(person))
        sys.stdout.write(_joined(there, new, there.address_in(url)))
        return
    known = address_of(folder)
    if is_interactive():
        default = folder.resolve().name.replace("-", " ").capitalize()
        name = name or _asked("Whose page is it? (as customers know it)", default)
        known = known or _own_address(folder, host)
        url = url or _asked("Where will it be served?", known or UNKNOWN_URL)
        person = person or _asked(WHO, "")
    new = NewSite(name, _with_slash(url or known or UNKNOWN_URL), timezone, host, person_in(person))
    tell_only_here(make_site(folder, new))
    begin_repository(folder)
    if new.url == UNKNOWN_URL:
        warn(
            "the page has no address yet: write `site_url` in mkdocs.yml; nothing is published before"
        )
    sys.stdout.write(_next(folder, _published(folder, host)))


def _published(folder: Path, host: str) -> str:
    """Offer to run the line that publishes a new site, and return what is left to type."""
    line = _publishing(folder, host)
    question = f"This makes the repository, and publishes it:\n  {line}\nRun it now?"
    if _may_be_run(line) and confirm(question, load_words("en")):
        ran = subprocess.run(line, shell=True, cwd=folder, check=False)  # noqa: S602 - the line is ours
        return line if ran.returncode else "# it is on its way to its visitors"
    return line


def _asked(question: str, default: str) -> str:
    return str(
        typer.prompt(question, default=default, show_default=bool(default), err=True)
    ).strip()


def _own_address(folder: Path, host: str) -> str | None:
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


def _with_slash(url: str) -> str:
    return url.rstrip("/") + "/"


def _joined(site: "ExistingSite", new: "NewSite", address: str) -> str:
    """Add status pages to a site that is there, and say what came of it and what to type next."""
    from mkdocs_statuspage.desk.existing_site import join_site

    joined = join_site(site, new, address)
    config = site.mkdocs_yml
    if not joined.url:
        warn(f"the site has no address yet: write `site_url` in {config.name}")
    told = f"{config}: the plugin is in it, and nothing else of it has changed"
    if joined.to_add:
        told = f"{config} stays as it is. Add to it:\n{joined.to_add}"
    return (
        f"{told}\n"
        f"The status pages stand at {joined.url or address}. Next:\n"
        f"  statuspage -C {config.parent} serve    # look at them\n"
        f"  edit incidents/statuspage.yml          # your components and people\n"
        f"  add `- Status: {joined.front}` to `nav`, where there is one; mkdocs-statuspage to what the site is built with\n"
        f"  statuspage open 'TITLE' -c website=major -m TEXT   # when something breaks\n"
    )


def _publishing(folder: Path, host: str) -> str:
    """Return the line that puts a new site where its host publishes it."""
    from mkdocs_statuspage.desk.nested_site import top_of
    from mkdocs_statuspage.desk.new_site import has_remote

    top = top_of(folder)
    added = "." if top is None or host != "github" else ". :/.github"
    if top is not None and host not in ("github", "none"):
        warn(
            f"{host} reads its file at the top of the repository: name the folder there, or move it"
        )
    put = "git push -u origin main"
    if not has_remote(folder):
        tool, name = {"github": "gh", "gitlab": "glab"}.get(host, ""), quote(folder.resolve().name)
        make = {
            "gh": f"gh repo create {name} --public --source . --push && {PAGES_ON}",
            "glab": f"glab repo create {name} --public && {put}",
        }
        put = make.get(
            tool if shutil.which(tool) else "", f"git remote add origin ADDRESS && {put}"
        )
    by_hand = host == "github" and PAGES_ON not in put
    switched = "   # then: Settings → Pages → Source: GitHub Actions" if by_hand else ""
    return f"git add {added} && git commit -m 'Our status page' && {put}{switched}"


def _may_be_run(line: str) -> bool:
    """Tell whether a host's own program is at hand for a line, and somebody who may say yes."""
    begins = line.startswith("git add . &&")  # not in a folder of a larger repository
    return (
        begins
        and is_interactive()
        and any(f" {tool} repo create" in line for tool in ("gh", "glab"))
    )


def _next(folder: Path, line: str) -> str:
    """Say what to type next, down to the page that customers see; `line` publishes it, if that is not done."""
    return (
        f"{folder} is a site. Next:\n"
        f"  cd {folder} && statuspage serve        # look at it\n"
        f"  edit incidents/statuspage.yml          # your components and people\n"
        f"  {line}\n"
        f"  statuspage open 'TITLE' -c website=major -m TEXT   # when something breaks\n"
    )
