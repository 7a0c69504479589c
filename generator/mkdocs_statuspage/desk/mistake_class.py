"""Which class of mistake it is: the questions that decide it, and what their answers make of it."""

from collections.abc import Mapping
from typing import NamedTuple

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.statuses import MistakeClass
from mkdocs_statuspage.policy.people import RANKS


class Question(NamedTuple):
    """A question whose yes makes a mistake of a class."""

    key: str
    """The flag that answers it, with underscores."""
    text: str
    decides: MistakeClass


QUESTIONS = (
    Question(
        "stakes",
        "Is it money, safety or personal data, or did somebody come to harm?",
        MistakeClass.GRAVE,
    ),
    Question("one_person", "Does it concern one person alone?", MistakeClass.PERSONAL),
    Question("blocked", "Was anybody blocked?", MistakeClass.AFFECTING),
    Question("acted_on", "Did anybody act on something wrong?", MistakeClass.AFFECTING),
)
"""The highest class first, so that where two fit the higher holds."""

Answers = Mapping[str, bool | None]


def chosen_class(
    given: MistakeClass | None, answers: Answers, reason: str | None, config: SiteConfig
) -> MistakeClass:
    """Decide the class of a new incident: as named, else as the answers decide, else `affecting`.

    Raises:
        CannotRun: the class that was named is lower than the answers make it, without a reason.
    """
    decided = decide(answers, config.policy.when_in_doubt)
    if given is None:
        return decided or MistakeClass.AFFECTING
    if decided is not None and RANKS[given] < RANKS[decided] and not reason:
        raise CannotRun(
            f"the answers make it {decided}, and {given} is lower",
            "say why with --class-reason TEXT, or leave --class out",
        )
    return given


def decide(answers: Answers, when_in_doubt: str = "higher") -> MistakeClass | None:
    """Decide by the answers alone: the class that they make it; a slip when all are no, None without any answer."""
    known = {key: answer for key, answer in answers.items() if answer is not None}
    if not known:
        return None
    fits = [question.decides for question in QUESTIONS if known.get(question.key)]
    if not fits:
        return MistakeClass.SLIP
    return fits[0] if when_in_doubt == "higher" else fits[-1]
