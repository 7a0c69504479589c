"""The classes of mistake: the questions that decide which one it is, which is the higher, which is let go."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mkdocs_statuspage.language import phrase
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import MistakeClass
from mkdocs_statuspage.reading.noted import Known, Noted

UNDECIDED: MistakeClass = Incident.model_fields["mistake_class"].default
"""The class of a mistake of which nobody said anything."""
OF_ONE_PERSON = MistakeClass.PERSONAL
"""The class of what concerns one person alone."""
RANKS = {
    MistakeClass.SLIP: 0,
    MistakeClass.AFFECTING: 1,
    MistakeClass.PERSONAL: 1,
    MistakeClass.GRAVE: 2,
}
"""Which class is the higher one; a personal mistake is another kind, and not a lesser one."""


class Question(NamedTuple):
    """A question whose yes makes a mistake of a class."""

    key: str
    """The flag that answers it, with underscores."""
    text: str
    decides: MistakeClass
    is_likely: bool = False
    """Whether it is yes where nobody knows better."""


QUESTIONS = (
    Question(
        "stakes",
        phrase("Is it money, safety or personal data, or did somebody come to harm?"),
        MistakeClass.GRAVE,
    ),
    Question("one_person", phrase("Does it concern one person alone?"), MistakeClass.PERSONAL),
    Question("blocked", phrase("Was anybody blocked?"), MistakeClass.AFFECTING, is_likely=True),
    Question(
        "acted_on",
        phrase("Did anybody act on something wrong?"),
        MistakeClass.AFFECTING,
        is_likely=True,
    ),
)
"""The highest class first, so that where two fit the higher holds."""

Answers = Mapping[str, bool | None]


def decide(answers: Answers, when_in_doubt: str = "higher") -> MistakeClass | None:
    """Find the class that the answers make it; a slip when all are no, None without any answer."""
    known = {key: answer for key, answer in answers.items() if answer is not None}
    if not known:
        return None
    fits = [question.decides for question in QUESTIONS if known.get(question.key)]
    if not fits:
        return MistakeClass.SLIP
    return fits[0] if when_in_doubt == "higher" else fits[-1]


def is_lower(one: MistakeClass, other: MistakeClass) -> bool:
    """Tell whether a class is lower than another."""
    return RANKS[one] < RANKS[other]


def highest(classes: Iterable[MistakeClass]) -> MistakeClass | None:
    """Find the highest class of several."""
    return max(classes, key=lambda each: RANKS[each], default=None)


def publishes(mistake_class: MistakeClass, config: SiteConfig) -> bool:
    """Tell whether the policy publishes a class of mistake; what it does not belongs into `private/`."""
    return config.policy.classes[mistake_class].publish == "always"


def lets_go(mistake_class: MistakeClass, config: SiteConfig) -> bool:
    """Tell whether nobody is told of such a mistake, and nothing more is done about it."""
    return mistake_class is MistakeClass.SLIP and not publishes(mistake_class, config)


def is_let_go(incident: Incident, config: SiteConfig) -> bool:
    """Tell whether it is a slip that nobody is told of."""
    return lets_go(incident.mistake_class, config)


def is_published(incident: Known, config: SiteConfig) -> bool:
    """Tell whether an incident may be in any output."""
    if isinstance(incident, Noted):
        return incident.is_published
    return not incident.draft and publishes(incident.mistake_class, config)
