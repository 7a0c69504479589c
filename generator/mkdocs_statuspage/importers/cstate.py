"""cState: a site's folder, its settings and its posts, becomes a history.

Read are `content/issues` and the settings beside it, or a folder of posts alone. A post is an incident; an informational
one is a notice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs_statuspage.importers.foreign_values import component_id, one_line, read_zone, shorten
from mkdocs_statuspage.importers.history import CannotImport, ForeignIncident, History, Tally
from mkdocs_statuspage.importers.hugo.front_matter import NoPost, Post, read_post, read_settings
from mkdocs_statuspage.importers.hugo.post_files import address_of_post, other_pages, post_files
from mkdocs_statuspage.importers.hugo.post_incident import (
    NeedsZone,
    PostContext,
    affected_in,
    read_incident,
)
from mkdocs_statuspage.language import ENGLISH, languages
from mkdocs_statuspage.model.scalars import is_on_the_web

SYSTEM = "cstate"
_SETTINGS = ("config", "hugo", "config/_default/config", "config/_default/hugo", "_site/config")
_ENDINGS = (".yml", ".yaml", ".toml")
_HELP = "name the folder of the site, which has config.yml and content/issues"


def read_history(source: Path, zone: ZoneInfo | None = None) -> History:
    """Read a site's folder, or one of posts alone; times without a zone are in the one given, or in the site's.

    Raises:
        CannotImport: there are no posts, or times of theirs have no zone and none is known.
    """
    settings, notes = _settings(source)
    refused: list[str] = []
    read = _posts(source, settings, refused)
    components, ids, unlisted = _components(settings, read.posts)
    pages, components = _pages(source, components, ids, refused)
    named = zone or read_zone(settings.get("timezone"))
    context = PostContext(named, _text(settings, "baseurl"), ids)
    found = {one: read.with_others(one, it) for one, it in _incidents(read.posts, context, refused)}
    incidents = sorted(found.values(), key=lambda one: (one.begins_at, one.source_id))
    if unlisted:
        names = ", ".join(unlisted)
        notes.append(
            f"only posts speak of {names}; those are retired, as the page did not show them"
        )
    return History(
        SYSTEM,
        _config(settings, source, named),
        _retire(components, unlisted, incidents, named),
        tuple(incidents),
        (*notes, *_unplaced(settings)),
        refused=tuple(refused),
        tallies=_tallies(read, found, refused, pages, len(components)),
    )


@dataclass(frozen=True, slots=True)
class ReadPosts:
    """The posts of a site."""

    posts: Mapping[str, Post]
    """By their addresses, each in one language."""
    others: Mapping[str, Sequence[Post]]
    """The same in other languages."""

    def with_others(self, address: str, incident: ForeignIncident) -> ForeignIncident:
        """Return an incident with what was said of it in other languages kept beside it."""
        kept = {post.path: post.whole for post in self.others.get(address, ())}
        if not kept:
            return incident
        note = f"what it says in other languages is kept in `source.kept`: {', '.join(kept)}"
        return replace(incident, kept={**incident.kept, **kept}, notes=(*incident.notes, note))


def _tallies(
    read: ReadPosts,
    found: Mapping[str, ForeignIncident],
    refused: Sequence[str],
    pages: Tally,
    components: int,
) -> Mapping[str, Tally]:
    fields = {address: len(post.fields) for address, post in read.posts.items()}
    lost = sum(count for address, count in fields.items() if address not in found)
    others = sum(len(posts) for address, posts in read.others.items() if address in found)
    kept = sum(len(incident.kept) for incident in found.values()) - others
    of_posts = len(refused) - pages.refused
    told = {
        "posts": Tally(len(found) + of_posts + others, others, of_posts),
        "fields of posts": Tally(sum(fields.values()), kept, lost),
        "updates": Tally(sum(len(incident.updates) for incident in found.values())),
        "other pages": pages,
        "components": Tally(components),
    }
    return {name: tally for name, tally in told.items() if tally.read or name != "other pages"}


def _posts(source: Path, settings: Mapping[str, Any], refused: list[str]) -> ReadPosts:
    """Read each post, by its address below the folder of posts; what is none is told."""
    if not source.is_dir():
        raise CannotImport(f"{source} is no folder", _HELP)
    files = post_files(source, settings)
    posts: dict[str, Post] = {}
    others: dict[str, list[Post]] = {}
    language: dict[str, str] = {}
    for file in files:
        try:
            post = read_post(file.path, file.shown)
        except NoPost as problem:
            refused.append(str(problem))
            continue
        address = address_of_post(file.address, post.fields.get("slug"))
        if address not in posts:
            posts[address], language[address] = post, file.language
        elif language[address] != file.language:
            others.setdefault(address, []).append(post)
        else:
            refused.append(f"{file.shown}:1:1: it has the address of {posts[address].path}")
    if not posts:
        why = f"{source} has no post of cState"
        raise CannotImport(why if not refused else f"{why}: {refused[0]}", _HELP)
    return ReadPosts(posts, others)


def _pages(
    source: Path,
    components: Mapping[str, Mapping[str, object]],
    ids: Mapping[str, str],
    refused: list[str],
) -> tuple[Tally, Mapping[str, Mapping[str, object]]]:
    """Read the pages about components into their descriptions; the others are refused, for somebody to look at."""
    described = dict(components)
    found, before = list(other_pages(source)), len(refused)
    for path in found:
        shown = path.relative_to(source).as_posix()
        post = _page_of_component(path, shown)
        id_ = ids.get(str(post.fields.get("title") or "").strip().casefold()) if post else None
        if post and id_:
            said = (str(described[id_].get("description") or ""), post.body.strip())
            described[id_] = {**described[id_], "description": "\n\n".join(filter(None, said))}
        else:
            refused.append(
                f"{shown}:1:1: a page and no post; copy what is wanted to incidents/pages/"
            )
    return Tally(len(found), refused=len(refused) - before), described


def _page_of_component(path: Path, shown: str) -> Post | None:
    if "affected" not in path.parts:
        return None
    try:
        return read_post(path, shown)
    except NoPost:
        return None


def _settings(source: Path) -> tuple[Mapping[str, Any], list[str]]:
    """Read the site's settings, their keys in small letters as Hugo reads them."""
    for place in (source, source.parent.parent):
        for name in (f"{name}{ending}" for name in _SETTINGS for ending in _ENDINGS):
            if (place / name).is_file():
                try:
                    found = read_settings(place / name, name)
                except NoPost as problem:
                    raise CannotImport(str(problem), "correct it, and run this again") from None
                return {str(key).lower(): value for key, value in found.items()}, []
    note = "there is no config.yml, so components are those that posts name; set `organisation`"
    return {}, [note]


def _incidents(
    posts: Mapping[str, Post], context: PostContext, refused: list[str]
) -> Iterator[tuple[str, ForeignIncident]]:
    zoneless = []
    for address, post in posts.items():
        try:
            yield address, read_incident(address, post, context)
        except NeedsZone:
            zoneless.append(address)
        except NoPost as problem:
            refused.append(str(problem))
    if zoneless:
        message = f"{len(zoneless)} of {len(posts)} posts have times without a zone, the first is {zoneless[0]}"
        help_text = "say where those times hold, as --timezone Europe/Berlin, or --timezone UTC"
        raise CannotImport(message, help_text)


def _components(
    settings: Mapping[str, Any], posts: Mapping[str, Post]
) -> tuple[Mapping[str, Mapping[str, object]], Mapping[str, str], tuple[str, ...]]:
    """Return the components as `statuspage.yml` has them, the id of each name, and which only posts name."""
    params = {str(key).lower(): value for key, value in _mapping(settings.get("params")).items()}
    groups = {
        _text(raw, "name"): "" if _text(raw, "untitled").lower() == "true" else _text(raw, "name")
        for raw in _mappings(params.get("categories"))
    }
    trees: dict[str, Mapping[str, object]] = {}
    ids: dict[str, str] = {}
    for raw in _mappings(params.get("systems")):
        _declare(raw, groups.get(_text(raw, "category"), _text(raw, "category")), trees, ids)
    listed = len(trees)
    for name in (name for post in posts.values() for name in affected_in(post)):
        if name.casefold() not in ids:
            _declare({"name": name}, "", trees, ids)
    return trees, ids, tuple(trees)[listed:] if listed else ()


def _retire(
    trees: Mapping[str, Mapping[str, object]],
    unlisted: Iterable[str],
    incidents: Iterable[ForeignIncident],
    zone: ZoneInfo | None,
) -> Mapping[str, Mapping[str, object]]:
    """Let components go that the settings do not list: the page there shows them no more, and their history stays."""
    last: dict[str, date | None] = {}
    for incident in incidents:
        ends = incident.resolved_at or incident.updates[-1].at
        is_open = not (incident.resolved_at or incident.updates[-1].status.closes)
        day = None if is_open else ends.astimezone(zone).date() + timedelta(days=1)
        for id_ in incident.components:
            before = last.get(id_, date.min)
            last[id_] = None if day is None or before is None else max(day, before)
    gone = {id_: day for id_ in unlisted if (day := last.get(id_))}
    return {
        id_: {**tree, "retired_on": gone[id_]} if id_ in gone else tree
        for id_, tree in trees.items()
    }


def _declare(
    raw: Mapping[str, Any], group: str, trees: dict[str, Mapping[str, object]], ids: dict[str, str]
) -> None:
    name = _text(raw, "name") or "Unnamed"
    link = _text(raw, "link")
    fields = {
        "name": shorten(one_line(name)),
        "group": shorten(one_line(group)),
        "description": "\n\n".join(filter(None, (_text(raw, "description"), link))),
    }
    id_ = component_id(fields["name"], fields["group"], trees)
    trees[id_] = {key: value for key, value in fields.items() if value}
    ids.setdefault(name.casefold(), id_)


def _config(
    settings: Mapping[str, Any], source: Path, zone: ZoneInfo | None
) -> Mapping[str, object]:
    name = shorten(one_line(_text(settings, "title"))) or source.resolve().name
    url = _text(settings, "baseurl").rstrip("/")
    return {
        "site_id": component_id(name, "", ()),
        "organisation": {"name": name, **({"url": url} if is_on_the_web(url) else {})},
        "timezone": zone.key if zone else "UTC",
        **_language(settings),
    }


def _unplaced(settings: Mapping[str, Any]) -> Iterator[str]:
    """Name the texts of the settings that have no place here."""
    params = {str(key).lower(): value for key, value in _mapping(settings.get("params")).items()}
    if said := _text(params, "description"):
        yield f"the settings describe the page, which has no place here: {said!r}"
    for raw in _mappings(params.get("categories")):
        if said := _text(raw, "description"):
            yield f"category {_text(raw, 'name')!r} has a description, which has no place here: {said!r}"


def _language(settings: Mapping[str, Any]) -> Mapping[str, object]:
    """Return the language of the site's own words, where ours can have it."""
    said = _text(settings, "defaultcontentlanguage").lower()
    return {"language": said} if said in languages() and said != ENGLISH else {}


def _text(raw: Mapping[str, Any], key: str) -> str:
    value = raw.get(key)
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
