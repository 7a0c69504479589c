"""cState: a site's folder, its settings and its posts, becomes a history.

Read are `content/issues` and the settings beside it, or a folder of posts alone. A post is an incident; an informational
one is a notice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs_statuspage.importers.foreign_values import component_id, one_line, read_zone, shorten
from mkdocs_statuspage.importers.history import CannotImport, ForeignIncident, History, Tally
from mkdocs_statuspage.importers.hugo.front_matter import NoPost, Post, read_post, read_settings
from mkdocs_statuspage.importers.hugo.post_incident import (
    NeedsZone,
    PostContext,
    affected_in,
    read_incident,
)

SYSTEM = "cstate"
_SETTINGS = ("config", "hugo", "config/_default/config", "config/_default/hugo", "_site/config")
_ENDINGS = (".yml", ".yaml", ".toml")
_POSTS = (".md", ".markdown", ".html")
_HELP = "name the folder of the site, which has config.yml and content/issues"


def read_history(source: Path, zone: ZoneInfo | None = None) -> History:
    """Read a site's folder, or one of posts alone; times without a zone are in the one given, or in the site's.

    Raises:
        CannotImport: there are no posts, or times of theirs have no zone and none is known.
    """
    settings, notes = _settings(source)
    refused: list[str] = []
    posts = dict(_posts(source, refused))
    components, ids, unlisted = _components(settings, posts)
    named = zone or read_zone(settings.get("timezone"))
    context = PostContext(named, _text(settings, "baseurl"), ids)
    found = dict(_incidents(posts, context, refused))
    incidents = sorted(found.values(), key=lambda one: (one.begins_at, one.source_id))
    if unlisted:
        names = ", ".join(unlisted)
        notes.append(
            f"only posts speak of {names}; those are retired, as the page did not show them"
        )
    components = _retire(components, unlisted, incidents, named)
    config = _config(settings, source, named)
    return History(
        SYSTEM,
        config,
        components,
        tuple(incidents),
        tuple(notes),
        refused=tuple(refused),
        tallies=_tallies(posts, found, refused, len(components)),
    )


def _tallies(
    posts: Mapping[str, Post],
    found: Mapping[str, ForeignIncident],
    refused: Sequence[str],
    components: int,
) -> Mapping[str, Tally]:
    fields = {address: len(post.fields) for address, post in posts.items()}
    lost = sum(count for address, count in fields.items() if address not in found)
    kept = sum(len(incident.kept) for incident in found.values())
    return {
        "posts": Tally(len(found) + len(refused), refused=len(refused)),
        "fields of posts": Tally(sum(fields.values()), kept, lost),
        "updates": Tally(sum(len(incident.updates) for incident in found.values())),
        "components": Tally(components),
    }


def _posts(source: Path, refused: list[str]) -> Iterator[tuple[str, Post]]:
    """Yield each post by its address below the folder of posts; what is none is told."""
    if not source.is_dir():
        raise CannotImport(f"{source} is no folder", _HELP)
    found = list(_files(source))
    for path, folder in found:
        shown = path.relative_to(source).as_posix()
        try:
            yield path.relative_to(folder).with_suffix("").as_posix(), read_post(path, shown)
        except NoPost as problem:
            refused.append(str(problem))
    if len(refused) == len(found):
        why = f"{source} has no post of cState"
        raise CannotImport(why if not refused else f"{why}: {refused[0]}", _HELP)


def _files(source: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each file that may be a post, and the folder of posts that it is in."""
    content = source / "content"
    folders = sorted(path for path in content.rglob("issues") if path.is_dir()) or [source]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            parts = path.relative_to(folder).parts
            if path.suffix in _POSTS and path.is_file() and not any(p[0] in "._" for p in parts):
                yield path, folder


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
    is_address = url.startswith(("https://", "http://")) and len(url.split()) == 1
    return {
        "site_id": component_id(name, "", ()),
        "organisation": {"name": name, **({"url": url} if is_address else {})},
        "timezone": zone.key if zone else "UTC",
    }


def _text(raw: Mapping[str, Any], key: str) -> str:
    value = raw.get(key)
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
