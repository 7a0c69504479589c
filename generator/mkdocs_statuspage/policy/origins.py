"""Where a demand comes from: the default policy, with the source that it names, or what the site overrides."""

import re
from functools import cache

from mkdocs_statuspage.model.policy import Policy
from mkdocs_statuspage.policy.classes import UNDECIDED
from mkdocs_statuspage.policy.demand import Loc
from mkdocs_statuspage.reading.settings import POLICY_FILE, default_policy

_LINE = re.compile(r"^(?P<indent> *)(?P<key>[\w.-]+):.*?(?:#\s*(?P<why>.*))?$")


def origin_of(loc: Loc, policy: Policy) -> str:
    """Say where a demand comes from, by its place in the policy or in the file."""
    if loc[0] != "classes":
        return f"[{loc[0]}]"
    key = ".".join(str(step) for step in loc)
    if _value(policy, loc) != _value(_default(), loc):
        return f"[this site's policy: {key}]"
    sources = _sources()
    # What several classes ask alike is explained where it is written first.
    alike = ("classes", UNDECIDED.value, loc[2])
    why = sources.get(loc) or sources.get(loc[:3]) or sources.get(alike, "")
    return f"[policy: {key}{'; ' + why if why else ''}]"


def _value(policy: object, loc: Loc) -> object:
    found = policy
    for step in loc:
        found = found.get(step) if isinstance(found, dict) else getattr(found, str(step), None)
    return found


@cache
def _default() -> Policy:
    return Policy.model_validate(default_policy())


@cache
def _sources() -> dict[Loc, str]:
    """Read where each figure of the default policy is from, as its own comments say."""
    way: list[str] = []
    found: dict[Loc, str] = {}
    for line in POLICY_FILE.read_text(encoding="utf-8").splitlines():
        read = _LINE.match(line)
        if read:
            way = [*way[: len(read["indent"]) // 2], read["key"]]
            found[tuple(way)] = (read["why"] or "").strip()
    return {loc: why for loc, why in found.items() if why}
