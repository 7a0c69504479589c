"""Reads `statuspage.yml`: who we are, with the default policy beneath what it overrides."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mkdocs_statuspage.language import is_language
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.finding import Finding, Place
from mkdocs_statuspage.reading.checks import Problem, found
from mkdocs_statuspage.reading.decode import decode
from mkdocs_statuspage.reading.file_list import CONFIG_NAME, shown
from mkdocs_statuspage.reading.nearness import unknown
from mkdocs_statuspage.yaml_text.nodes import Refused
from mkdocs_statuspage.yaml_text.source import SourceFile, read_source
from mkdocs_statuspage.yaml_text.tree import Marks, Tree, merge, read_tree, scan_tree

POLICY_FILE = Path(__file__).parent.parent / "policy.yml"


@dataclass(frozen=True)
class Settings:
    """The config as far as it holds, and what is wrong with it."""

    held: SiteConfig | None
    """Without the keys that are wrong: enough to check other files by."""
    findings: tuple[Finding, ...]
    marks: Marks | None = None
    """Where everything stands in the file; None where no sense can be made of it."""

    @property
    def config(self) -> SiteConfig | None:
        """The config; None when anything is wrong with it."""
        return None if self.findings else self.held


def read_settings(incidents_dir: Path) -> Settings:
    """Read `statuspage.yml` as far as it holds."""
    path = incidents_dir / CONFIG_NAME
    if not (path.exists() or path.is_symlink()):
        return Settings(None, (_no_config(path),))
    source = read_source(path, shown(path))
    return Settings(None, (source,)) if isinstance(source, Finding) else settings_in(source)


def settings_in(source: SourceFile) -> Settings:
    """Read a text as that of `statuspage.yml`, as far as it holds."""
    try:
        tree, marks, findings = scan_tree(source, source.text)
    except Refused as refused:
        return Settings(None, refused.findings)
    if not isinstance(tree, dict):
        message = "this file is empty" if tree is None else "keys belong here"
        help_text = "write `site_id:` and `organisation:` first"
        finding = source.finding(Place(source.path), "wrong-type", message, help_text)
        return Settings(None, (*findings, finding), marks)
    merged = {**tree, "policy": merge(default_policy(), tree.get("policy") or {})}
    config, wrong = decode(SiteConfig, merged, marks)
    held = config or _stand_in(tree)
    problems = (p for check in CHECKS for p in check(held)) if held else ()
    wrong += [found(problem, marks) for problem in problems]
    return Settings(held, (*findings, *wrong), marks)


def _stand_in(tree: Mapping[str, Any]) -> SiteConfig | None:
    """Return a config with the names that a wrong one declares, so that incidents are checked too."""
    components, people = tree.get("components"), tree.get("people")
    known = dict(components) if isinstance(components, dict) else {}
    former = {id_: c.get("formerly") for id_, c in known.items() if isinstance(c, dict)}
    stand_in = {
        "site_id": "stand-in",
        "organisation": {"name": "Stand-in"},
        "policy": default_policy(),
        "components": {id_: {"name": id_, "formerly": former.get(id_) or []} for id_ in known},
        "people": {id_: {"name": id_, "role": id_} for id_ in people or ()},
    }
    try:
        return SiteConfig.model_validate(stand_in)
    except ValidationError:
        return None


def _no_config(path: Path) -> Finding:
    other = path.with_suffix(".yaml")
    help_text = "run `statuspage init` for a ready site, or name another folder with -C"
    if other.exists():
        help_text = f"rename {other.name} to {path.name}"
    return Finding(Place(shown(path)), "no-config", "there is no such file", help_text)


@cache
def default_policy() -> Tree:
    """Return the default response policy as a tree of strings."""
    text = POLICY_FILE.read_text(encoding="utf-8")
    return read_tree(SourceFile(str(POLICY_FILE), text), text)[0]


def _ids_are_used_once(config: SiteConfig) -> Iterator[Problem]:
    taken = dict.fromkeys(config.components, "a component")
    for id_, component in config.components.items():
        for number, former in enumerate(component.formerly):
            if former in taken:
                owner = "a component" if former in config.components else f"`{taken[former]}`"
                message = f"`{former}` is an id of {owner} already"
                loc = ("components", id_, "formerly", number)
                yield Problem(loc, "duplicate-id", message, "an id is used once; take it out here")
            taken.setdefault(former, id_)


def _retired_after_it_began(config: SiteConfig) -> Iterator[Problem]:
    for id_, component in config.components.items():
        if component.since and component.retired_on and component.retired_on < component.since:
            message = f"retired before it began ({component.since})"
            loc = ("components", id_, "retired_on")
            yield Problem(loc, "ends-before-start", message, "correct one of the two")


def _language_is_known(config: SiteConfig) -> Iterator[Problem]:
    if not is_language(config.language):
        message = f"`{config.language}` is not a known language"
        yield Problem(("language",), "bad-language", message, "use a tag such as en, pt or pt-BR")


NEEDED = {
    "apprise": ("at_in",),
    "webhook": ("at", "secret_in"),
    "mail": ("at", "sender"),
    "listmonk": ("at", "secret_in"),
}
"""What each way of telling needs to know; `at_in` stands for `at`."""


def _channels_can_tell(config: SiteConfig) -> Iterator[Problem]:
    for id_, channel in config.notify.items():
        for key in NEEDED[channel.to]:
            if not (getattr(channel, key) or (key == "at" and channel.at_in)):
                loc, help_text = ("notify", id_), f"write `{key}`: see the guide to notices"
                yield Problem(loc, "no-way-to-tell", f"`{channel.to}` needs `{key}`", help_text)
        if channel.to == "mail" and config.mail is None:
            help_text = "write `mail: {host: smtp.acme.example}`: see the guide to notices"
            message = "it tells by mail, and no mail server is named"
            yield Problem(("notify", id_), "no-way-to-tell", message, help_text)
        named = {"components": channel.components, "lists": tuple(channel.lists)}
        for key, ids in named.items():
            for unknown_id in [one for one in ids if one not in config.current_ids]:
                help_text = unknown(unknown_id, config.components, "components")
                message = f"there is no component `{unknown_id}`"
                yield Problem(("notify", id_, key), "unknown-component", message, help_text)
        person = config.person(channel.sender)
        if channel.sender and (person is None or person.reply_to is None):
            message = f"`{channel.sender}` is nobody who can be replied to"
            help_text = "name one of `people` who has a `reply_to`"
            yield Problem(("notify", id_, "sender"), "no-sender", message, help_text)


CHECKS: tuple[Callable[[SiteConfig], Iterable[Problem]], ...] = (
    _ids_are_used_once,
    _retired_after_it_began,
    _language_is_known,
    _channels_can_tell,
)
