"""The components of a page: those it lists, and those that only its history speaks of."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mkdocs_statuspage.importers.foreign_values import clean, component_id, one_line, shorten
from mkdocs_statuspage.importers.v2.gather import Raw, text_of

_NOBODY = "no components were affected"
"""Older pages say so in a sentence that stands where a component's name should."""


@dataclass(frozen=True, slots=True)
class ForeignComponents:
    """Every component, and how the source speaks of it."""

    trees: Mapping[str, Mapping[str, object]]
    """What `statuspage.yml` says of each, by our id."""
    ids: Mapping[str, str]
    """The source's keys, see `key_of`, to ours."""
    notes: tuple[str, ...] = ()
    """What wants a look."""

    def find(self, mention: Raw) -> str | None:
        """Return the id of the component that an entry is about; None when it is about none."""
        key = key_of(mention)
        return self.ids.get(key) if key else None


def key_of(mention: Raw) -> str:
    """Return what tells one component from others: the source's id, or else its name."""
    code = text_of(mention, "code") or text_of(mention, "id")
    name = text_of(mention, "name")
    if code or not name or name.lower().startswith(_NOBODY):
        return code
    return f"name:{name.casefold()}"


def list_components(listed: Sequence[Raw], mentions: Iterable[Raw]) -> ForeignComponents:
    """Declare the components that a page lists, and those that are mentioned besides.

    Args:
        listed: the components of the page, groups among them. Without any, entries of one name are one component.
        mentions: the entries in incidents that name a component, newest first.
    """
    known = {text_of(raw, "id"): raw for raw in listed}
    groups = {id_: text_of(raw, "name") for id_, raw in known.items() if raw.get("group") is True}
    found = {key_of(raw): raw for raw in listed if text_of(raw, "id") not in groups}
    by_name = {text_of(raw, "name").casefold(): key for key, raw in found.items()}
    aliases: dict[str, str] = {}
    only_mentioned: list[str] = []
    for mention in mentions:
        key, name = key_of(mention), text_of(mention, "name").casefold()
        is_new = key not in found and (key.startswith("name:") or not listed)
        if key and is_new and name in by_name:
            aliases[key] = by_name[name]
        elif key and key not in found:
            found[key] = known.get(key, mention)
            by_name.setdefault(name, key)
            only_mentioned.append(key)
    trees, ids = _declare(found, groups)
    ids |= {alias: ids[key] for alias, key in aliases.items()}
    told = only_mentioned if listed else []
    notes = [*_notes(found, groups, ids, told), *_from_incidents_alone(ids, listed)]
    return ForeignComponents(trees, ids, tuple(notes))


def _from_incidents_alone(ids: Mapping[str, str], listed: Sequence[Raw]) -> Iterator[str]:
    """Say that no file lists the components, and which were taken for one."""
    if listed or not ids:
        return
    keys = Counter(ids.values())
    several = ", ".join(f"{id_} ({count} ids)" for id_, count in keys.items() if count > 1)
    taken = f"; those of one name were taken for one: {several}" if several else ""
    yield (
        f"no file lists the components; these {len(keys)} are what incidents speak of{taken}."
        " Save components.json beside it for all of them"
    )


def _declare(
    found: Mapping[str, Raw], groups: Mapping[str, str]
) -> tuple[dict[str, Mapping[str, object]], dict[str, str]]:
    trees: dict[str, Mapping[str, object]] = {}
    ids: dict[str, str] = {}
    for key, raw in found.items():
        tree = _tree(raw, groups)
        ids[key] = component_id(str(tree["name"]), str(tree.get("group", "")), trees)
        trees[ids[key]] = tree
    return trees, ids


def _tree(raw: Raw, groups: Mapping[str, str]) -> Mapping[str, object]:
    cleaned = clean(dict(raw))[0]
    group = clean(groups.get(text_of(raw, "group_id"), ""))[0]
    fields = {
        "name": _line(text_of(cleaned, "name")) or "Unnamed",
        "group": _line(group),
        "description": text_of(cleaned, "description"),
        "since": _day(text_of(raw, "start_date")),
    }
    return {key: value for key, value in fields.items() if value}


def _line(text: str) -> str:
    return shorten(one_line(text))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _notes(
    found: Mapping[str, Raw],
    groups: Mapping[str, str],
    ids: Mapping[str, str],
    only_mentioned: Iterable[str],
) -> Iterator[str]:
    for key, raw in found.items():
        name, group = text_of(raw, "name"), text_of(raw, "group_id")
        if group and group not in groups:
            yield f"component {ids[key]}: its group {group} is in none of the files; it has none here"
        if name != _line(name):
            yield f"component {ids[key]}: its name was made one line of fewer characters: {name!r}"
        count = clean(dict(raw))[1]
        if count:
            yield f"component {ids[key]}: {count} characters replaced with U+FFFD"
    gone = ", ".join(ids[key] for key in only_mentioned)
    if gone:
        yield f"only incidents speak of {gone}; give those that are gone a `retired_on`"
