"""Drafts for other channels: about which incident, and whether a text says the same as its page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email import message_from_string
from email.policy import default

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.incident_files import pick_incident
from mkdocs_statuspage.desk.owed import load_readable
from mkdocs_statuspage.desk.promises_kept import pick_promise
from mkdocs_statuspage.desk.typed_words import one_of
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.messages.letter import NOBODY, LetterWriter
from mkdocs_statuspage.messages.page_facts import PageFacts
from mkdocs_statuspage.messages.post_length import WITHOUT_LIMIT, PostLimit, limit_of
from mkdocs_statuspage.messages.posts import kept_post, kind_now, post_of
from mkdocs_statuspage.messages.replies import reply
from mkdocs_statuspage.messages.same_facts import differences
from mkdocs_statuspage.model.config import Person, SiteConfig
from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.model.statuses import PostKind
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.policy.demand import Asked
from mkdocs_statuspage.policy.incident_review import active_rules
from mkdocs_statuspage.policy.passages import facts_of
from mkdocs_statuspage.policy.people import missing_signature
from mkdocs_statuspage.review import Origin, placed, review_text, to_findings
from mkdocs_statuspage.review.rule import TextKind
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course


@dataclass(frozen=True, slots=True)
class ChannelDraft:
    """What is to be said in one channel."""

    channel: str
    """Its name in statuspage.yml; empty where none is configured."""
    text: str
    length: int
    """As the channel counts."""
    limit: int
    findings: tuple[Finding, ...]


def course_of(workspace: Workspace, given: str | None) -> tuple[Course, Site]:
    """Find the incident that a text is about, which has a page.

    Raises:
        CannotRun: none is meant, or it has no page.
    """
    _, incident = pick_incident(workspace, given, workspace.now)
    site = load_readable(workspace)
    course = site.by_id.get(incident.id)
    if course is None:
        demands = site.demands(incident)
        to_do = "publish it first"
        if demands.first_contact_within is not None:
            to_do = "speak to the person, and write it down with `statuspage contact`"
        raise CannotRun(f"{incident.id} has no page, and a draft says what the page says", to_do)
    return course, site


def told_of(workspace: Workspace, given: str | None) -> tuple[Course, Standpoint]:
    """Find the incident that a draft is about, and the site as a draft sees it.

    Raises:
        CannotRun: none is meant, or it has no page that a draft could lead to.
    """
    course, site = course_of(workspace, given)
    return course, _linked(site)


def _linked(site: Site) -> Standpoint:
    if not site.url:
        said = "the site has no address that a draft could lead to"
        raise CannotRun(said, "write `site_url` in mkdocs.yml")
    return Standpoint.of(site)


def limits(config: SiteConfig, only: str | None = None) -> Mapping[str, PostLimit]:
    """Return how long a post may be in each channel, or in the one that is named.

    Raises:
        CannotRun: there is none of this name.
    """
    found = {name: limit_of(channel) for name, channel in config.channels.items()}
    return {name: found[name] for name in [one_of(only, found, "channel")]} if only else found


def social(
    workspace: Workspace, given: str | None, kind: PostKind | None, only: str | None = None
) -> Sequence[ChannelDraft]:
    """Draft what each channel is told of an incident.

    Raises:
        CannotRun: no channel is configured, or there is nothing of this kind to tell.
    """
    course, here = told_of(workspace, given)
    channels = limits(here.site.config, only)
    if not channels:
        example = "channels: {mastodon: {network: mastodon}, bluesky: {network: bluesky}}"
        raise CannotRun(
            "no channel is named in statuspage.yml", f"write one there, such as {example}"
        )
    chosen = kind or kind_now(course)
    post = post_of(course, chosen, here)
    if post is None or course.is_withdrawn:
        raise CannotRun(f"{course.incident.id} has no {chosen} that one could tell")
    page = page_of(course, here.site)
    return [_draft(n, post.within(c), c, page, reviewed_as(chosen)) for n, c in channels.items()]


def reviewed_as(kind: PostKind) -> TextKind:
    """Return what the review takes a post for: one that tells an update is one."""
    return TextKind.SOCIAL if kind is PostKind.REPORT else TextKind.UPDATE


def kept(workspace: Workspace, wanted: str, only: str | None = None) -> Sequence[ChannelDraft]:
    """Draft what is told when a promise was kept: to each channel, or once where there is none.

    Raises:
        CannotRun: it is not kept, or was never given to readers.
    """
    here = _linked(load_readable(workspace))
    given = pick_promise(here.site.promises, wanted)
    post = kept_post(given, here)
    if post is None:
        help_text = f"once it is done: statuspage keep {given.ref} --evidence URL"
        raise CannotRun(f"{given.ref} is not kept", help_text)
    course = here.site.by_id[given.incident.id]
    channels = limits(here.site.config, only) or {"": WITHOUT_LIMIT}
    page = page_of(course, here.site)
    return [_draft(n, post.within(c), c, page) for n, c in channels.items()]


def answer(
    workspace: Workspace,
    given: str | None,
    who: tuple[str, str],
    *,
    signed_by: str | None = None,
    only: str | None = None,
) -> ChannelDraft:
    """Draft a reply to one who complains, of whom one knows the name and what they wrote; as long as a channel takes it."""
    name, complaint = who
    course, here = told_of(workspace, given)
    signer = signer_of(here.site, course, signed_by)
    channels = limits(here.site.config, only) if only else {"": WITHOUT_LIMIT}
    [(channel, limit)] = channels.items()
    text = reply(course, here, signer, name, limit, complaint)
    return _draft(channel, text, limit, page_of(course, here.site), beside=(complaint,))


def _draft(
    name: str,
    text: str,
    limit: PostLimit,
    page: PageFacts,
    kind: TextKind = TextKind.SOCIAL,
    beside: Iterable[str] = (),
) -> ChannelDraft:
    findings = tuple(faults_in(text, name or "draft", page, kind=kind, beside=beside))
    return ChannelDraft(name, text, limit.count(text), limit.limit, findings)


def signer_of(site: Site, course: Course, given: str | None) -> Person:
    """Return who writes to those who were hit.

    Raises:
        CannotRun: nobody, or nobody whom one can answer.
    """
    signed = course.incident.model_copy(update={"signed_by": given or course.incident.signed_by})
    asked = Asked(signed, site.config, site.now)
    if problem := missing_signature(asked):
        people = ", ".join(site.config.people) or "nobody yet"
        raise CannotRun(
            f"{problem}, and a letter comes from a human who can be answered",
            f"name one with --signed-by; `people` in statuspage.yml has: {people}",
        )
    assert asked.signer is not None  # noqa: S101 - that is a problem above
    return asked.signer


def page_of(course: Course, site: Site) -> PageFacts:
    """Return what a page says, and what is drafted of it: letter, posts and reply as they would be made now."""
    here = Standpoint.of(site)
    posts = (post_of(course, kind, here) for kind in PostKind)
    made = [post.within(WITHOUT_LIMIT) for post in posts if post is not None]
    signer = site.config.person(course.incident.signed_by)
    if signer is not None:
        made += [LetterWriter(course, here, signer).to(NOBODY).text, reply(course, here, signer)]
    return PageFacts(course, site, tuple(made))


def faults_in(
    text: str,
    name: str,
    page: PageFacts,
    *,
    kind: TextKind = TextKind.SOCIAL,
    beside: Iterable[str] = (),
) -> Sequence[Finding]:
    """Return what the review says of a draft, and what it says otherwise than the page."""
    config = page.site.config
    facts = facts_of(page.course.incident, config)
    hits = [*review_text(text, kind, facts, active_rules(config))]
    hits += differences(text, page, beside)
    return to_findings(hits, placed(text, Origin(name)))


def holds_back(findings: Iterable[Finding]) -> bool:
    """Tell whether a draft must not leave the house as it is."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def words_in(text: str) -> str:
    """Return the words of a text; of a mail those of its plain part."""
    head = text.partition("\n\n")[0]
    if "mime-version:" not in head.casefold():
        return text
    message = message_from_string(text, policy=default)
    part = message.get_body(("plain", "html"))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else text
