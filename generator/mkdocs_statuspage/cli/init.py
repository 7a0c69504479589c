"""`statuspage init`: a ready site in a new folder."""

import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mkdocs_statuspage.cli.ask import as_line, ask_until, confirm
from mkdocs_statuspage.cli.lock import tell_only_here
from mkdocs_statuspage.cli.terminal import is_interactive, warn
from mkdocs_statuspage.language import load_words

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.existing_site import ExistingSite
    from mkdocs_statuspage.desk.new_site import NewSite


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
    from mkdocs_statuspage.desk.new_site import HOSTS, NewSite, person_in, url_in
    from mkdocs_statuspage.desk.typed_words import one_of

    at, of_host = url_in(url) if url else "", one_of(host, list(HOSTS), "host")
    new = NewSite(name, at, timezone, of_host, person_in(person))
    there = existing_site(folder)
    sys.stdout.write(_joined(there, new) if there else _made(folder, new))


def _made(folder: Path, new: "NewSite") -> str:
    """Make a site of its own, and say what to type next."""
    from mkdocs_statuspage.desk.first_publication import address_to_be
    from mkdocs_statuspage.desk.new_site import (
        UNKNOWN_URL,
        address_of,
        begin_repository,
        make_site,
        url_in,
    )

    known = address_of(folder)
    if is_interactive():
        new = _named(new, folder.resolve().name.replace("-", " ").capitalize())
        known = known or address_to_be(folder, new.host)
        asked = "Where will it be served?"
        new = replace(new, url=new.url or ask_until(asked, url_in, known or UNKNOWN_URL))
        new = _with_person(new)
    new = replace(new, url=(new.url or known or UNKNOWN_URL).rstrip("/") + "/")
    tell_only_here(make_site(folder, new))
    begin_repository(folder)
    if new.url == UNKNOWN_URL:
        warn(
            "the page has no address yet: write `site_url` in mkdocs.yml; nothing is published before"
        )
    return _next(folder, _published(folder, new.host))


def _named(new: "NewSite", default: str) -> "NewSite":
    asked = "Whose page is it? (as customers know it)"
    return replace(new, name=new.name or ask_until(asked, as_line, default))


def _with_person(new: "NewSite") -> "NewSite":
    from mkdocs_statuspage.desk.new_site import person_in

    who = "Who answers for it? (name, role, mail; empty for later)"
    return new if new.person else replace(new, person=ask_until(who, person_in))


def _published(folder: Path, host: str) -> str:
    """Offer to run the line that publishes a new site, and return what is left to type."""
    from mkdocs_statuspage.desk.first_publication import makes_repository, publishing_line
    from mkdocs_statuspage.desk.nested_site import top_of

    if top_of(folder) is not None and host not in ("github", "none"):
        warn(
            f"{host} reads its file at the top of the repository: name the folder there, or move it"
        )
    line = publishing_line(folder, host)
    question = f"This makes the repository, and publishes it:\n  {line}\nRun it now?"
    if is_interactive() and makes_repository(line) and confirm(question, load_words("en")):
        ran = subprocess.run(line, shell=True, cwd=folder, check=False)  # noqa: S602 - the line is ours
        return line if ran.returncode else "# it is on its way to its visitors"
    return line


def _joined(site: "ExistingSite", new: "NewSite") -> str:
    """Add status pages to a site that is there, and say what came of it and what to type next."""
    from mkdocs_statuspage.desk.existing_site import join_site

    address = site.address_in(new.url)
    if is_interactive():
        new = _with_person(_named(new, site.name))
    joined = join_site(site, replace(new, name=new.name or site.name, url=site.url), address)
    config = site.mkdocs_yml
    if not joined.url:
        warn(f"the site has no address yet: write `site_url` in {config.name}")
    told = f"{config}: the plugin is in it, and nothing else of it has changed"
    if joined.to_add:
        told = f"{config} stays as it is. Add to it:\n{joined.to_add}"
    own = shlex.join(["statuspage", "-C", str(config.parent)])
    return (
        f"{told}\n"
        f"The status pages stand at {joined.url or address}. Next:\n"
        f"  {own} serve    # look at them\n"
        f"  edit incidents/statuspage.yml          # your components and people\n"
        f"  add `- Status: {joined.front}` to `nav`, where there is one; mkdocs-statuspage to what the site is built with\n"
        f"  {own} open 'TITLE' -c website=major -m TEXT   # when something breaks\n"
    )


def _next(folder: Path, line: str) -> str:
    """Say what to type next, down to the page that customers see; `line` publishes it, if that is not done."""
    return (
        f"{folder} is a site. Next:\n"
        f"  cd {shlex.quote(str(folder))} && statuspage serve        # look at it\n"
        f"  edit incidents/statuspage.yml          # your components and people\n"
        f"  {line}\n"
        f"  statuspage open 'TITLE' -c website=major -m TEXT   # when something breaks\n"
    )
