"""What a text says without a figure: how a component is, whether it is over, what people get; compared with the page.

Few ways to say it are known, in English and Portuguese; what is said in others passes.
"""

import re
from collections.abc import Iterator, Mapping

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.model.texts import texts_of
from mkdocs_statuspage.outputs.view.looks import LOOKS, component_state
from mkdocs_statuspage.review.rule import Hit
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.headline import LEVEL_OF

NAME = "other-fact"
_WELL = ComponentStatus.OPERATIONAL
_UNWELL = frozenset(ComponentStatus) - {_WELL, ComponentStatus.UNDER_MAINTENANCE}
SAID: Mapping[str, frozenset[ComponentStatus]] = {
    r"operational|working(?: again| normally)?|up(?: again)?|fine|back(?: to normal| up)?|recovered|restored"
    r"|a funcionar|de volta|normalizad[oa]s?|operacional|operacionais": frozenset([_WELL]),
    r"slow|degraded|lent[oa]s?|degradad[oa]s?": frozenset([ComponentStatus.DEGRADED_PERFORMANCE]),
    r"partly down|partially down|parcialmente em baixo": frozenset(
        [ComponentStatus.PARTIAL_OUTAGE]
    ),
    r"down|unavailable|not working|offline|em baixo|indisponíve(?:l|is)": frozenset(
        [ComponentStatus.MAJOR_OUTAGE, ComponentStatus.PARTIAL_OUTAGE]
    ),
    r"under maintenance|em manutenção": frozenset([ComponentStatus.UNDER_MAINTENANCE]),
}
"""What people call a component that is so."""
_NOW = r"\s(?:is|are|remains?|is still|are still|is now|are now|está|estão|continuam?|já está|já estão)\s(?:still |now |again |fully |all |ainda |já )*"
_THEN = r"\s(?:was|were|esteve|estiveram|estava|estavam)\s(?:fully |all )*"
_OVER = re.compile(
    r"\b(?:this|it|the (?:incident|problem|outage|issue|fault)|everything|all|isto|tudo|o (?:incidente|problema))\s"
    r"(?:is|has been|was|está|foi|ficou)\s(?:now |fully |all |agora |já |totalmente )*"
    r"(?:resolved|fixed|solved|over|mended|back to normal|working again|resolvid[oa]|corrigid[oa]|normalizad[oa])\b"
    r"|\b(?:it|everything|all|tudo)\s(?:works again|voltou a funcionar)\b",
    re.IGNORECASE,
)
_BY_ITSELF = re.compile(
    r"\b(?:you need (?:not )?(?:to )?do (?:nothing|anything)|automatic(?:ally)?|comes by itself|need not ask|automatic(?:o|a|amente)|automátic[oa]|não precisa de fazer nada)\b",
    re.IGNORECASE,
)
_ON_CLAIM = re.compile(
    r"\b(?:claim it|claim (?:your|the) \w+|ask us for (?:it|your|the)|apply for (?:it|your|the)|on request|peça-n[oa]s|a pedido)\b",
    re.IGNORECASE,
)
_AMENDS = re.compile(
    r"\b(?:refund(?:s|ed|ing)?|reimburse\w*|credit(?:s|ed)? (?:to|on|for|of|note)|service credits?|vouchers?|compensat\w+|free month|discount\w*"
    r"|reembols\w+|vale de|indemniza\w+|compensaç\w+|desconto\w*)",
    re.IGNORECASE,
)


def claims_against(text: str, course: Course, site: Site) -> list[Hit]:
    """Find what a text says of components, of the end and of what people get that the page does not."""
    return [
        *_components(text, course, site),
        *_over(text, course, site),
        *_way(text, course.incident, site),
        *_amends(text, course.incident),
    ]


def _hit(found: re.Match[str], there: str) -> Hit:
    said = " ".join(found[0].split())
    message = f"this says “{said}”, and the page says {there}"
    help_text = "say what the page says, or correct the page first"
    return Hit(found.start(), found.end(), message, help_text, Severity.ERROR, NAME)


def _components(text: str, course: Course, site: Site) -> Iterator[Hit]:
    for id_, component in site.components.items():
        now = site.status_of(id_)
        reached = {spell.status for spell in course.spells if spell.component == id_} | {_WELL}
        name = rf"(?<![\w-])(?:the )?{re.escape(component.name)}"
        for words, meant in _said(site).items():
            for found in re.finditer(rf"{name}(?:{_NOW}|: )(?:{words})\b", text, re.IGNORECASE):
                if now is not None and now not in meant:
                    yield _hit(found, f"that {component.name}: {_word(now, site)}")
            for found in re.finditer(rf"{name}{_THEN}(?:{words})\b", text, re.IGNORECASE):
                if not meant & reached:
                    worst = max(reached, key=lambda status: status.rank)
                    yield _hit(
                        found, f"that {component.name} was at its worst: {_word(worst, site)}"
                    )
        spared = rf"{name}(?:{_NOW}|{_THEN})(?:not affected|unaffected|não afetad[oa]s?)\b"
        if reached & _UNWELL:
            for found in re.finditer(spared, text, re.IGNORECASE):
                yield _hit(found, f"that {component.name} was among what failed")


def _said(site: Site) -> Mapping[str, frozenset[ComponentStatus]]:
    """Return what people call each status, the site's own words for it among them."""
    own = {
        re.escape(site.words(LOOKS[LEVEL_OF[status]].word)): frozenset([status])
        for status in ComponentStatus
    }
    return {**own, **SAID}


def _word(status: ComponentStatus, site: Site) -> str:
    return component_state(status, site.words).word


def _over(text: str, course: Course, site: Site) -> Iterator[Hit]:
    if not course.is_open or course.works_since is not None:
        return
    for found in _OVER.finditer(text):
        since = site.words.zoned_moment(course.began_at, site.config.zone)
        yield _hit(found, f"that it has gone on since {since}")


def _way(text: str, incident: Incident, site: Site) -> Iterator[Hit]:
    """Compare how people get what is made good."""
    ways = {promise.how for promise in incident.make_goods if promise.how}
    for pattern, other in ((_BY_ITSELF, "claim"), (_ON_CLAIM, "automatic")):
        if ways != {other}:
            continue
        there = (
            site.words("comes by itself") if other == "automatic" else site.words("ask us for it")
        )
        for found in pattern.finditer(text):
            if not any(found[0].casefold() in said.casefold() for said in _texts(incident)):
                yield _hit(found, f"“{there}”")


def _amends(text: str, incident: Incident) -> Iterator[Hit]:
    """Find a make-good of which the page knows nothing."""
    if any(_AMENDS.search(said) for said in _texts(incident)):
        return
    for found in _AMENDS.finditer(text):
        yield _hit(found, "nothing of the kind")


def _texts(incident: Incident) -> list[str]:
    return [one.text for one in texts_of(incident) if one.use.is_published]
