"""What a text says of how components are or were, in English and Portuguese, compared with the page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.outputs.view.looks import LOOKS, component_state
from mkdocs_statuspage.review.rule import Hit
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.headline import LEVEL_OF

NAME = "other-fact"
_WELL = ComponentStatus.OPERATIONAL
_SLOW = ComponentStatus.DEGRADED_PERFORMANCE
_WORK = ComponentStatus.UNDER_MAINTENANCE
_OUTAGES = frozenset([ComponentStatus.MAJOR_OUTAGE, ComponentStatus.PARTIAL_OUTAGE])
_UNWELL = _OUTAGES | {_SLOW}
_GOOD = (
    r"(?:fully |completely )?operational|working(?: (?:again|normally|fine|properly|as (?:usual|normal|expected)))*|up(?: and running)?(?: again)?|fine|ok(?:ay)?|healthy|normal|in order|fast(?: again)?"
    r"|back(?: to normal| up| online| in service)?|available|online|running(?: normally)?|recovered|restored|green|unaffected now|a funcionar(?: normalmente| de novo)?|de volta(?: ao normal)?|normais|normal|normalizad[oa]s?|operacional|operacionais"
    r"|dispon[ií]ve(?:l|is)|restabelecid[oa]s?|repost[oa]s?|recuperad[oa]s?"
)
SAID: Mapping[str, frozenset[ComponentStatus]] = {
    _GOOD: frozenset([_WELL]),
    r"(?:very |rather |a bit |a little )?slow(?:er)?(?: than usual)?|sluggish|degraded|impaired|delayed|(?:in )?degraded performance|lent[oa]s?|degradad[oa]s?|com (?:lentidão|atrasos)": frozenset(
        [_SLOW]
    ),
    r"(?:partly|partially) (?:down|unavailable|out)|(?:in )?(?:a )?partial outage|parcialmente (?:em baixo|indispon[ií]ve(?:l|is))|com falhas parciais": frozenset(
        [ComponentStatus.PARTIAL_OUTAGE]
    ),
    r"(?:in )?(?:a )?major outage|(?:completely|totally|entirely) (?:down|out|unavailable)|totalmente (?:em baixo|indispon[ií]ve(?:l|is))": frozenset(
        [ComponentStatus.MAJOR_OUTAGE]
    ),
    r"down(?! to\b)|unavailable|unreachable|offline|broken|failing|an outage|out of (?:service|order|action)|interrupted|em baixo|fora (?:do ar|de serviço)|indispon[ií]ve(?:l|is)|a falhar|parad[oa]s?": _OUTAGES,
    r"under maintenance|being maintained|em manutenção": frozenset([_WORK]),
}
"""What people call a component that is so."""
_ADVERBS = r"(?:(?:still|now|again|fully|all|currently|once more|right now|already|both|ainda|já|agora|de momento|neste momento|tod[oa]s)\s)*"
_NOW = rf"(?:\s(?:is|are|remains?|stays?|looks?|está|estão|continuam?|já está|já estão|encontra-se|encontram-se)\s|[’']s\s)(?P<adverbs>{_ADVERBS})"
_LABEL = r"(?:\s?(?::|=|\||[–—-]\s|→)\s*(?:[^\w\s]️?\s*)?)(?P<label>)"
_BEEN = rf"\s(?:has|have)\sbeen\s{_ADVERBS}"
_THEN = rf"\s(?:was|were|went|had been|has been|have been|esteve|estiveram|estava|estavam|ficou|ficaram)\s{_ADVERBS}"
_NOT = r"(?:\s(?:is|are)(?:\snot|n[’']t)|\snão\s(?:está|estão))\s(?:yet |fully |quite |currently |ainda )*"
_NO_LONGER = r"\s(?:(?:is|are)\s(?:no longer|not)|(?:is|are)n[’']t|não está|não estão|já não está|já não estão)\s(?:down|unavailable|em baixo|indispon[ií]ve(?:l|is)|offline|slow|lent[oa]s?)\b"
_WORKS = r"\s(?:now )?(?:works?|runs?|(?:has|have) (?:fully )?recovered|(?:já )?funcionam?|voltou ao normal|voltaram ao normal|voltou a funcionar|voltaram a funcionar)(?=\s(?:again|normally|fine|as |everywhere|for everyone|and|now|since|de novo|normalmente|desde)|[.!,;]|$)"
_FAILS = (
    r"\s(?:(?:do|does)(?:\snot|n[’']t) (?:yet )?work|fails?|(?:ainda )?não funcionam?|falham?)\b"
)
_SPARED = (
    r"(?:not affected|unaffected|not impacted|not hit|spared|não (?:foi |foram )?afetad[oa]s?|(?:operational|working|fine|up|available|online|a funcionar) (?:throughout|all along|at all times|all the time|the whole time|sempre)"
    r")\b"
)
_WORKED_ON = r"\s(?:worked (?:throughout|all along|all the time|the whole time)|(?:kept|continued) (?:on )?(?:working|to work)|(?:was|were)n[’']t (?:affected|hit|impacted)|não (?:foi|foram) afetad[oa]s?|funcionou sempre|funcionaram sempre)\b"
_HIT = r"(?:also )?(?:affected|hit|impacted|disrupted|afetad[oa]s?)\b"
IS_ONLY_IF = re.compile(
    r"\b(?:once|until|till|when|whenever|as soon as|if|whether|after|before|should|unless|neither|nor|nem|assim que|quando|até|se|enquanto|depois de|antes de|logo que|a menos que)\b[^.!?;\n]*$",
    re.IGNORECASE,
)
"""What stands before a word that is true only under a condition, or later."""


def other_fact(start: int, end: int, message: str) -> Hit:
    """Return what a text says otherwise than the page."""
    help_text = "say what the page says, or correct the page first; what is right and on no page: --beside TEXT"
    return Hit(start, end, message, help_text, Severity.ERROR, NAME)


def clause_before(text: str, start: int) -> str:
    """Return what stands before a place in its sentence, at most sixty signs of it."""
    return re.split(r"[.!?;:\n—–]", text[max(0, start - 60) : start])[-1]


_MARK = "\ue000"
"""Stands for each sign of the name that is compared, so that no pattern has to be made for a name."""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"{_MARK}+(?:{name})", re.IGNORECASE)


@dataclass(frozen=True)
class _Told:
    """How a component is and was, and a text in which its name is marked."""

    name: str
    text: str
    now: ComponentStatus | None
    reached: frozenset[ComponentStatus]

    @property
    def worst(self) -> ComponentStatus:
        """How bad it came to be."""
        return max(self.reached, key=lambda status: status.rank)

    def said(self, pattern: str) -> Iterator[re.Match[str]]:
        """Find what is said of it."""
        return _pattern(pattern).finditer(self.text)


def states_against(text: str, course: Course, site: Site) -> Iterator[Hit]:
    """Find what a text says of how components are or were that the page does not."""
    for component in _components(text, course, site):
        for found, there in (*_now(component, site), *_then(component, site)):
            if not IS_ONLY_IF.search(clause_before(text, found.start())):
                said = " ".join(text[found.start() : found.end()].split())
                message = f"this says “{said}”, and the page says that {component.name} {there}"
                yield other_fact(found.start(), found.end(), message)
    yield from _all(text, course, site)


def _components(text: str, course: Course, site: Site) -> Iterator[_Told]:
    """Yield the components that a text names; a list of several is the name of each."""
    names = "|".join(re.escape(one.name) for one in site.components.values())
    others = rf"(?:(?:,\s(?:and\s|e\s)?|\s(?:and|e|&)\s|/)(?:the\s|o\s|a\s|os\s|as\s)?(?:{names}))*"
    for id_, component in site.components.items():
        if component.name.casefold() not in text.casefold():
            continue
        named = rf"(?<![\w.-])(?:the\s)?{re.escape(component.name)}{others}"
        marked = re.sub(named, lambda found: _MARK * len(found[0]), text, flags=re.IGNORECASE)
        reached = {spell.status for spell in course.spells if spell.component == id_} | {_WELL}
        is_planned = course.is_upcoming and id_ in course.incident.components
        now = None if is_planned else site.status_of(id_)
        yield _Told(component.name, marked, now, frozenset(reached))


Compared = Iterator[tuple[re.Match[str], str]]
"""What a text says, and what the page does."""


def _now(component: _Told, site: Site) -> Compared:
    """Compare what it says that a component is."""
    if (now := component.now) is None:
        return
    ways = [(rf"(?:{_NOW}|{_LABEL})(?:{w})(?![\w-])", meant) for w, meant in _said(site).items()]
    ways += [(rf"{_BEEN}(?:{words})\ssince\b", meant) for words, meant in _said(site).items()]
    ways += [
        (rf"{_NOT}(?:{_GOOD})(?![\w-])|{_FAILS}", frozenset(ComponentStatus) - {_WELL}),
        (_WORKS, frozenset([_WELL])),
        (_NO_LONGER, frozenset([_WELL, _SLOW, _WORK])),
    ]
    for pattern, meant in ways:
        if now not in meant:
            yield from ((found, f"{_is(now, site)}") for found in component.said(pattern))


def _then(component: _Told, site: Site) -> Compared:
    """Compare what it says that a component was."""
    worst = f"was at its worst: {_word(component.worst, site)}"
    not_all = r"(?![\w-])(?!\s(?:throughout|all|at all|since)\b)"
    for words, meant in _said(site).items():
        if not meant & component.reached:
            yield from ((f, worst) for f in component.said(rf"{_THEN}(?:{words}){not_all}"))
    if component.reached & _UNWELL:
        spared = rf"(?:{_NOW}|{_THEN}){_SPARED}|{_WORKED_ON}"
        yield from ((found, "was among what failed") for found in component.said(spared))
    else:
        yield from ((found, worst) for found in component.said(rf"(?:{_THEN}){_HIT}"))


_ALL = re.compile(
    rf"\b(?P<which>all (?:other )?|everything(?: else)?|the other |tod[oa]s (?:os |as )?(?:outr[oa]s )?|os restantes |o resto)(?:systems|components|services|parts|componentes|sistemas|serviços)?(?:\s(?:is|are|está|estão)\s|\s?:\s)(?:\w+ )?(?:{_GOOD})(?![\w-])",
    re.IGNORECASE,
)


def _all(text: str, course: Course, site: Site) -> Iterator[Hit]:
    """Find that all are well, or all others, where one is not."""
    of_it = {spell.component for spell in course.spells} | {*course.incident.components}
    unwell = {id_ for id_ in site.components if site.status_of(id_) not in (_WELL, None)}
    for found in _ALL.finditer(text):
        is_rest = re.search(r"other|else|outr|rest", found["which"], re.IGNORECASE)
        if those := sorted(unwell - of_it if is_rest else unwell):
            name, status = site.components[those[0]].name, site.status_of(those[0])
            there = f"{name} {_is(status, site)}" if status else name
            said = f"this says “{' '.join(found[0].split())}”, and the page says that {there}"
            yield other_fact(found.start(), found.end(), said)


def _said(site: Site) -> Mapping[str, frozenset[ComponentStatus]]:
    """Return what people call each status, the site's own words for it among them."""
    own = {
        re.escape(site.words(LOOKS[LEVEL_OF[status]].word)): frozenset([status])
        for status in ComponentStatus
    }
    return {**own, **SAID}


def _is(status: ComponentStatus, site: Site) -> str:
    return f"is: {_word(status, site)}"


def _word(status: ComponentStatus, site: Site) -> str:
    return component_state(status, site.words).word
