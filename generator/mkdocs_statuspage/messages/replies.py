"""Replies to one who complains: what they ask is answered from the page, and what it does not answer is said."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.messages.letter import promised_by, when
from mkdocs_statuspage.messages.post_length import WITHOUT_LIMIT, PostLimit
from mkdocs_statuspage.model.config import Person
from mkdocs_statuspage.model.promise import NothingPromised
from mkdocs_statuspage.outputs.view.plain_text import one_line
from mkdocs_statuspage.outputs.view.prose import plain, rooted
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, incident_url, root_of
from mkdocs_statuspage.timeline.course import Course, what_to_do
from mkdocs_statuspage.timeline.ledger import state_of


class Topic(StrEnum):
    """What a complaint asks."""

    WHEN = "when"
    """Whether it is over, and when it will be."""
    BACK = "back"
    """What they get for it."""
    WHOM = "whom"
    """Whether it hit them, and how they tell."""
    WHY = "why"


_ASKS: Mapping[Topic, re.Pattern[str]] = {
    topic: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for topic, words in {
        Topic.BACK: r"refund\w*|money|compensat\w*|reimburs\w*|credit(?:s|ed)?|vouchers?|fees?|make (?:it|this) (?:good|up)|get back"
        r"|reembols\w*|dinheiro|compensa\w*|indemni\w*|devol\w*|taxas?|crédito\w*",
        Topic.WHOM: r"am i|are we|was i|were we|did (?:it|this) (?:hit|affect)|affected|my (?:account|shop|data|orders?|payments?)|our (?:account|shop|data|orders?|payments?)|how (?:do|can) (?:i|we) (?:know|tell|see)"
        r"|fui|fomos|estou|estamos|afetad[oa]s?|a minha|o meu|a nossa|o nosso|como (?:sei|vejo)",
        Topic.WHY: r"why (?:did|does|do|is|are|was|were|has|have) (?:it|this|that|everything|all this)|why(?=\?)|what happened|what went wrong|how come|the (?:reason|cause)"
        r"|(?:porqu[eê]|por que) (?:é que )?(?:isto|isso|tudo)|porqu[eê](?=\?)|o que (?:aconteceu|se passou|correu mal)|a causa|o motivo",
        Topic.WHEN: r"when (?:will|does|do|is|are|can|was)|how (?:long|much longer)|still (?:down|broken|not|failing|out|waiting|does|do|is|can)|(?:works?|working|up|online) (?:again|now)|fixed|mended|solved|resolved|eta|nothing works|not work\w*|(?:does|is|are|do)n[’']t work\w*"
        r"|quando (?:é|volta|fica|vai)|quanto tempo|ainda (?:não|está|estão)|resolvid[oa]|(?:já|não) funciona\w*|em baixo|previsão",
    }.items()
}
"""By which words, in English and Portuguese; what stands first is meant where several would do."""
_QUESTION = re.compile(r"[^.!?\n]*\?")
_LONGEST = 160


def reply(
    course: Course,
    here: Standpoint,
    signer: Person,
    name: str = "",
    limit: PostLimit = WITHOUT_LIMIT,
    complaint: str = "",
) -> str:
    """Write to one who complains.

    Args:
        course: the incident that hit them.
        here: the site.
        signer: who answers.
        name: whom it is to.
        limit: how long it may be; what matters least is left out first.
        complaint: what they wrote; without it, whether it is over, and what they get.
    """
    words = here.words
    greeting = words("Hello {name},", name=one_line(name)) if name else ""
    answers = [" ".join(part) for part in _answers(course, here, complaint)]
    link = f"{root_of(here.site)}{incident_url(course.incident)}"
    signature = f"{signer.name}, {signer.role}"
    written = (
        f"{said}\n\n{ending}"
        for said in _shorter_and_shorter(greeting, answers, signer, words)
        for ending in (f"{link}\n{signature}", link)
    )
    return next(filter(limit.fits, written), link)


def _shorter_and_shorter(
    greeting: str, answers: Sequence[str], signer: Person, words: Words
) -> Iterator[str]:
    """Yield what is said, each time with less of what matters least."""
    sorry = words("I am sorry for what this did to you, and I answer for it.")
    private = words("Write to me and I will answer: {address}.", address=signer.reply_to)
    for count in range(len(answers), 0, -1):
        told = answers[:count]
        for parts in ((greeting, sorry, *told, private), (sorry, *told, private), told):
            yield " ".join(filter(None, parts))


def _answers(course: Course, here: Standpoint, complaint: str) -> Iterator[Iterator[str]]:
    """Yield the answers, each as its sentences: first whether it is over, then what is asked, as it is asked."""
    yield _state(course, here)
    asked, open_questions = read_complaint(complaint)
    answers: Mapping[Topic, Callable[[Course, Standpoint], Iterator[str]]] = {
        Topic.BACK: _back,
        Topic.WHOM: _whom,
        Topic.WHY: _why,
    }
    for topic in asked:
        if topic in answers:
            yield answers[topic](course, here)
    if not complaint.strip():
        yield _gets(course, here)
    for question in open_questions:
        yield iter(
            [
                here.words(
                    "You ask: “{question}” I do not know yet. I will find out and write to you.",
                    question=question,
                )
            ]
        )


def read_complaint(text: str) -> tuple[Sequence[Topic], Sequence[str]]:
    """Read what a complaint asks: what it is about, in its order, and the questions that are about none of it."""
    topics: dict[Topic, None] = {}
    left = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
        is_question = _QUESTION.search(sentence) is not None
        found = [topic for topic, words in _ASKS.items() if words.search(sentence)]
        found = [one for one in found if is_question or one is not Topic.WHOM]
        question = " ".join(sentence.split())
        if found:
            topics |= dict.fromkeys(found if len(found) == 1 else _nearest(found))
        elif is_question and len(question) <= _LONGEST:
            left.append(question)
    return tuple(topics), left


def _nearest(found: Sequence[Topic]) -> Sequence[Topic]:
    """Return what a sentence is about: `when` is in most of them, and only counts by itself."""
    return [topic for topic in found if topic is not Topic.WHEN]


def _state(course: Course, here: Standpoint) -> Iterator[str]:
    words, works = here.words, course.works_since
    if works is not None:
        at = words.zoned_moment(works, here.zone)
        yield words("It is fixed. It has worked again since {when}.", when=at)
        yield words("If you still see it, tell me what you see.")
        return
    yield words("It is not fixed yet ({when}). We are working on it.", when=when(course, here))
    if do := what_to_do(course.incident):
        yield words.sentence(words("What you can do: {what}", what=_plain(do, course, here)))
    updates = course.updates
    if updates and (due := updates[-1].next_update_by):
        yield words("Next update by {when}.", when=words.zoned_clock(due, here.zone))


def _gets(course: Course, here: Standpoint) -> Iterator[str]:
    """Yield what they get that they have not got yet."""
    owed = [
        plain(here.bare_html(one.promise, course.incident))
        for one in course.incident.make_goods
        if not state_of(one, here.site.now, here.zone).is_settled
    ]
    if owed:
        yield here.words.sentence(here.words("What you get: {what}", what=here.words.listed(owed)))


def _back(course: Course, here: Standpoint) -> Iterator[str]:
    """Yield what they get, by when and how; or why nothing, or that nobody has said so far."""
    words, incident = here.words, course.incident
    if isinstance(incident.make_good, NothingPromised):
        yield words.sentence(
            words(
                "You get nothing for it: {why}", why=_plain(incident.make_good.none, course, here)
            )
        )
        return
    standing = [one for one in incident.make_goods if one.withdrawn is None]
    for one in standing:
        what = _plain(one.promise, course, here)
        whose = f" ({_plain(one.for_, course, here)})" if one.for_ else ""
        yield words.sentence(words("What you get: {what}", what=f"{what}{whose}"))
        yield from promised_by(one, here, words("Write to me to get it."))
    if not standing:
        yield words("We have not promised anything for it so far.")
        yield words("Tell me what it cost you, and I will answer.")


def _whom(course: Course, here: Standpoint) -> Iterator[str]:
    """Yield who was hit and who was not, and how they tell; or that we look."""
    words, affected = here.words, course.incident.affected
    told = (
        (words("Hit: {who}"), "who", affected.who),
        (words("Not hit: {who}"), "who", affected.not_affected),
        (words("How to tell: {how}"), "how", affected.how_to_tell),
    )
    for said, key, text in told:
        if text:
            yield words.sentence(said.format(**{key: _plain(text, course, here)}))
    if not (affected.who or affected.how_to_tell):
        yield words(
            "I cannot see from here whether it hit you. Tell me who you are with us, and I will look."
        )


def _why(course: Course, here: Standpoint) -> Iterator[str]:
    """Yield what happened, as the page says it; or that we do not know."""
    incident = course.incident
    if incident.summary:
        yield here.words.sentence(_plain(incident.summary, course, here))
    else:
        yield here.words("We cannot say yet why it happened. The page will.")


def _plain(text: str, course: Course, here: Standpoint) -> str:
    return plain(rooted(here.bare_html(text, course.incident), root_of(here.site)))
