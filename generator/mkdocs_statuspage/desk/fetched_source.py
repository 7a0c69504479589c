"""A history fetched from where it is: what one would save by hand for `import` comes into a folder, all of it or none."""

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.web_answer import NoAnswer, WebAnswer, fetch_answer
from mkdocs_statuspage.importers.feed_reading.feed_file import read_feed
from mkdocs_statuspage.importers.history import CannotImport
from mkdocs_statuspage.importers.v2.gather import gather, read_documents, text_of
from mkdocs_statuspage.model.scalars import host_in
from mkdocs_statuspage.writing.mail_server import OWN_HOSTS

TOKENS = ("GH_TOKEN", "GITHUB_TOKEN")
"""Names of the variables of which the first that is there opens a repository, as for GitHub's own program."""
MOST_PAGES = 1000
"""Of one list so many pages at most are asked for."""
QUIET_PAGES = 8
"""So many pages of three months without an incident, one after the other, are the beginning of a page's history."""
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_CODE = re.compile(r"[\w-]{1,64}")
Told = Callable[[str], None]
"""Is told each address before it is asked."""


def is_address(source: str) -> bool:
    """Tell whether a history is named by its address on the web."""
    return bool(_ADDRESS.match(source))


@dataclass(frozen=True)
class FetchedFolder:
    """A folder with what was fetched, while it is filled."""

    folder: Path
    told: Told
    headers: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """What is not there, one sentence each."""

    def ask(self, url: str, **headers: str) -> WebAnswer:
        """Fetch an address.

        Raises:
            NoAnswer: it does not answer with all of it.
        """
        self.told(url)
        return fetch_answer(url, {**self.headers, **headers})

    def maybe(self, url: str, **headers: str) -> WebAnswer | None:
        """Fetch an address; None where there is nothing.

        Raises:
            NoAnswer: it does not answer with all of it.
        """
        try:
            return self.ask(url, **headers)
        except NoAnswer as problem:
            if problem.code in (404, 410):
                return None
            raise

    def save(self, name: str, data: bytes) -> Path:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def save_json(self, name: str, url: str) -> None:
        """Fetch JSON into a file; what does not exist is noted.

        Raises:
            NoAnswer: it does not answer with all of it, or with something else.
        """
        answer = self.maybe(url)
        if answer is None:
            self.notes.append(f"{url} is not there, so it is left out")
            return
        answer.as_json()
        self.save(name, answer.data)

    def pages(self, name: str, url: str) -> None:
        """Fetch JSON that goes on at other addresses, a file for each.

        Raises:
            NoAnswer: one does not answer with all of it, or with something else.
        """
        for number in range(1, MOST_PAGES + 1):
            answer = self.ask(url)
            answer.as_json()
            self.save(f"{name}-{number:03}.json", answer.data)
            if not answer.next_url:
                return
            if urlsplit(answer.next_url).netloc != urlsplit(answer.url).netloc:
                raise NoAnswer(url, "it goes on at another host")
            url = answer.next_url
        self.cut_off(url)

    def named(self, problem: CannotRun, url: str) -> CannotRun:
        """Return a problem with what was fetched, in which it is called by its address."""
        said = problem.message.replace(f"{self.folder}/", f"{url}: ").replace(str(self.folder), url)
        return CannotRun(said, problem.help)

    def cut_off(self, url: str) -> None:
        """Note that a list has more pages than are asked for."""
        self.notes.append(f"{url} has more than {MOST_PAGES} pages; what is older is left out")


@contextmanager
def fetched_source(system: str, url: str, told: Told) -> Iterator[FetchedFolder]:
    """Fetch a system's history from its address into a folder that is there for as long as this.

    Raises:
        CannotRun: a part of it does not come whole, or there is no way to fetch from such a system.
    """
    if system not in FETCHERS:
        raise CannotRun(
            f"{system} is read from files, not from an address", "fetch them, and name the folder"
        )
    with tempfile.TemporaryDirectory(prefix="statuspage-") as name:
        into = FetchedFolder(Path(name), told)
        try:
            _refuse_no_address(url)
            FETCHERS[system](url, into)
        except NoAnswer as problem:
            raise CannotRun(str(problem), _remedy(system, problem)) from None
        except CannotImport as problem:
            raise into.named(CannotRun(problem.message, problem.help), url) from None
        yield into


def _refuse_no_address(url: str) -> None:
    if not host_in(url):
        raise NoAnswer(url, "this is no address of the web")


def _remedy(system: str, problem: NoAnswer) -> str:
    if system == "upptime" and problem.code in (401, 403, 404, 429):
        return f"a token in {TOKENS[0]} opens private repositories, and asks more often; nothing was written"
    return "nothing was written; run this again, or save the files by hand and name the folder"


def _statuspage(url: str, into: FetchedFolder) -> None:
    """Fetch the API, and what is older than it tells: each incident of the page's own archive, or else its feed."""
    base = _without(url, r"/(?:api|history|incidents)\b.*")
    incidents = into.ask(f"{base}/api/v2/incidents.json")
    incidents.as_json()
    into.save("incidents.json", incidents.data)
    gather(read_documents(into.folder))
    for name in ("scheduled-maintenances", "components", "summary"):
        into.save_json(f"{name}.json", f"{base}/api/v2/{name}.json")
    documents = read_documents(into.folder)
    known = {text_of(raw, "id") for raw in gather(documents).incidents}
    if not _archive(base, known, into):
        _feed_pages(f"{base}/history.atom", into)


def _archive(base: str, known: set[str], into: FetchedFolder) -> bool:
    """Fetch what a page's archive lists beyond what is known, and tell whether all of it came."""
    listed = _archived(base, into)
    before = len(into.notes)
    for code in listed or ():
        if code not in known:
            into.save_json(f"incidents/{code}.json", f"{base}/incidents/{code}.json")
    return listed is not None and len(into.notes) == before


def _archived(base: str, into: FetchedFolder) -> tuple[str, ...] | None:
    """Return the codes of all incidents that `/history.json` lists, three months a page; None where there is no such thing."""
    codes: dict[str, None] = {}
    quiet, url = 0, f"{base}/history.json"
    for number in range(1, MOST_PAGES + 1):
        found = _codes_on(into.maybe(f"{url}?page={number}"))
        if found is None and not codes:
            return None
        if found is None:
            raise NoAnswer(url, f"page {number} is not as those before")
        new = [code for code in found if code not in codes and _CODE.fullmatch(code)]
        codes |= dict.fromkeys(new)
        quiet = 0 if new else quiet + 1
        if quiet == QUIET_PAGES:
            return tuple(codes)
    into.cut_off(url)
    return tuple(codes)


def _codes_on(answer: WebAnswer | None) -> list[str] | None:
    """Return the codes on a page of the archive; None where it is something else."""
    try:
        months = answer.as_json()["months"] if answer else []
        return (
            [str(one["code"]) for month in months for one in month["incidents"]] if answer else None
        )
    except (NoAnswer, LookupError, TypeError):
        return None


def _feed_pages(url: str, into: FetchedFolder) -> None:
    """Fetch a page's feed as far back as it goes; what is not there, or no feed, is noted."""
    seen: set[str] = set()
    for number in range(1, MOST_PAGES + 1):
        answer = into.maybe(url if number == 1 else f"{url}?page={number}")
        if answer is None:
            if number == 1:
                into.notes.append(
                    f"{url} is not there, so nothing is known of what is older than the API tells"
                )
            return
        path = into.save(f"history-{number:03}.atom", answer.data)
        try:
            entries = {entry.id or entry.link for entry in read_feed(path).entries}
        except CannotImport:
            if number > 1 or b"<html" not in answer.data[:2000].lower():
                raise
            path.unlink()
            into.notes.append(f"{url} is a web page and no feed; it is left out")
            return
        if not entries - seen:
            path.unlink()
            return
        seen |= entries
    into.cut_off(url)


def _feed(url: str, into: FetchedFolder) -> None:
    """Fetch a feed, and the pages that it says come after it."""
    following, asked = url, set[str]()
    while following and following not in asked:
        if len(asked) == MOST_PAGES:
            into.cut_off(url)
            return
        asked.add(following)
        answer = into.ask(following)
        path = into.save(f"feed-{len(asked):03}.xml", answer.data)
        following = urljoin(answer.url, found) if (found := read_feed(path).next_link) else ""


def _upptime(url: str, into: FetchedFolder) -> None:
    """Fetch the issues and comments of a repository, and what Upptime keeps in its files."""
    parts = urlsplit(url)
    names = parts.path.strip("/").removesuffix(".git").split("/")
    if len(names) < 2:
        raise CannotRun(f"{url} names no repository", "name it as https://github.com/OWNER/REPO")
    api = (
        "https://api.github.com"
        if parts.hostname in ("github.com", "www.github.com")
        else f"{parts.scheme}://{parts.netloc}/api/v3"
    )
    repository = f"{api}/repos/{quote(names[0])}/{quote(names[1])}"
    gh = replace(into, headers=_opens(api))
    gh.pages("issues", f"{repository}/issues?state=all&per_page=100")
    gh.pages("comments", f"{repository}/issues/comments?per_page=100")
    if settings := gh.maybe(f"{repository}/contents/.upptimerc.yml", **_RAW):
        gh.save(".upptimerc.yml", settings.data)
    listed = gh.maybe(f"{repository}/contents/history")
    for name in _files_in(listed.as_json() if listed else []):
        gh.save(
            f"history/{name}", gh.ask(f"{repository}/contents/history/{quote(name)}", **_RAW).data
        )


_RAW = {"Accept": "application/vnd.github.raw+json"}


def _opens(api: str) -> Mapping[str, str]:
    """Return the head that opens a repository, where a token is at hand and the line is locked or does not leave this machine."""
    parts = urlsplit(api)
    token = next((found for name in TOKENS if (found := os.environ.get(name, "").strip())), "")
    is_safe = parts.scheme == "https" or parts.hostname in OWN_HOSTS
    return {"Authorization": f"Bearer {token}"} if token and is_safe else {}


def _files_in(listed: Any) -> Iterator[str]:
    """Yield the names of the files of a folder that a history is read from."""
    for one in listed if isinstance(listed, list) else ():
        name = str(one.get("name")) if isinstance(one, dict) else ""
        if re.fullmatch(r"[^/\\\0.][^/\\\0]*\.(?:yml|json)", name):
            yield name


def _without(url: str, pattern: str) -> str:
    """Return an address down to its host and the folder it is in, without what a pattern finds in its path."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{re.sub(pattern, '', parts.path).rstrip('/')}"


FETCHERS: Mapping[str, Callable[[str, FetchedFolder], None]] = {
    "feed": _feed,
    "statuspage": _statuspage,
    "upptime": _upptime,
}
"""What fetches each system's history; the others are read from files."""
