"""An incident's page, the one permanent address of everything said about it."""

from dataclasses import dataclass, replace
from datetime import UTC, date
from html import escape

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.model.texts import Reach, ReviewedAs, TextAt, texts_of
from mkdocs_statuspage.outputs.pages.cards import (
    AffectedBox,
    ContactView,
    CorrectionView,
    affected,
    calendar,
    contact,
    correction,
)
from mkdocs_statuspage.outputs.pages.course_picture import Picture, facts, picture
from mkdocs_statuspage.outputs.pages.linked_data import incident_data
from mkdocs_statuspage.outputs.pages.report_article import Article, article, shows_prose
from mkdocs_statuspage.outputs.pages.subscribe_page import Address, address
from mkdocs_statuspage.outputs.view.component_counts import counted
from mkdocs_statuspage.outputs.view.looks import State, closed_state, course_state, open_state
from mkdocs_statuspage.outputs.view.page import FeedLink, Page, PageView
from mkdocs_statuspage.outputs.view.previews import preview
from mkdocs_statuspage.outputs.view.prose import plain, whole_sentences
from mkdocs_statuspage.outputs.view.rows import (
    FormerWindow,
    component_ids,
    component_names,
    is_followed,
    is_reported,
    length,
    moved,
    watched,
)
from mkdocs_statuspage.outputs.view.standpoint import (
    FEED,
    MomentView,
    PageLink,
    Standpoint,
    WorkClock,
    beside,
    component_url,
    incident_url,
)
from mkdocs_statuspage.outputs.view.update_views import (
    FixView,
    NextWord,
    ReportDue,
    UpdateView,
    expected_fix,
    next_word,
    report_due,
    timeline,
    withdrawal_html,
)
from mkdocs_statuspage.timeline.course import Course

DESCRIPTION_LENGTH = 200


def page(course: Course, from_root: Standpoint) -> Page:
    """Return the page of one incident."""
    here = from_root.at(incident_url(course.incident))
    description = describe(course, here)
    return replace(
        outline(course, here),
        description=description,
        data=lambda: view(course, description, here),
        html=lambda: searchable(course, here),
    )


def outline(course: Course, here: Standpoint) -> Page:
    """Return the page before its texts are looked at."""
    incident = course.incident
    title = incident.title if incident.id in here.site.latest else ""
    return Page(
        incident_url(incident).removesuffix("/") + ".md",
        "statuspage/incident.html",
        incident.title,
        "",
        PageView,
        html=b"",
        source=incident.path,
        day=here.day_of(course.began_at),
        changed_on=_changed_on(course),
        preview=preview(here.site, _state(course, here), title),
    )


@dataclass(frozen=True, slots=True)
class FollowView:
    """A feed that somebody may follow, and what that is called."""

    title: str
    feed: Address


@dataclass(frozen=True, slots=True)
class DatedCorrection:
    """What was put right in a report, and when."""

    time: MomentView
    what_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView(PageView):
    """What an incident's page shows."""

    title: str
    state: State
    worst: State | None
    """How bad it was, where it is over."""
    is_open: bool
    is_ahead: bool
    window: WorkClock | None
    """Of planned work that is not over."""
    calendar: str
    """The way to that as one event."""
    follow: FollowView | None
    """The way to follow it alone, while there may be more to say."""
    said: MomentView | None
    """When anything was said last, where more is to come."""
    span: MomentView
    length: str
    facts: tuple[str, ...]
    picture: Picture | None
    watched: MomentView | None
    """Until when the fix was watched, where that was longer."""
    moved: tuple[FormerWindow, ...]
    components: tuple[PageLink, ...]
    counted: str
    """How many they are, where they are too many to be named at once."""
    fix: FixView | None
    next: NextWord | None
    correction: CorrectionView | None
    affected: AffectedBox | None
    summary_html: str
    updates: tuple[UpdateView, ...]
    due: ReportDue | None
    article: Article | None
    contact: ContactView | None
    corrections: tuple[DatedCorrection, ...]
    repeats: tuple[PageLink, ...]
    source: str
    """Where it was imported from, as an address."""
    source_name: str


def view(course: Course, description: str, here: Standpoint) -> IncidentView:
    """Make everything that the page shows."""
    incident, is_open = course.incident, course.is_open
    reported = is_reported(course, here.site)
    story = article(course, here)
    return IncidentView(
        nav="reports" if reported else "history",
        inlines_css=is_open,
        icon=open_state(course, here.words).mark if is_open else "",
        is_article=story is not None,
        json_ld=incident_data(course, description, here),
        feeds=(FeedLink(href=here.link(_feed_of(course)), type="application/rss+xml"),),
        title=incident.title,
        state=_state(course, here),
        worst=_worst(course, here),
        is_open=is_open,
        is_ahead=course.is_upcoming,
        window=here.work_clock(course),
        calendar=calendar(course, here),
        follow=_follow(course, here),
        said=_said(course, here),
        span=here.span(course, weekday=True),
        length=length(course, here),
        facts=facts(course, here),
        picture=picture(course, here),
        watched=watched(course, here),
        moved=moved(course, here),
        components=_components(course, here),
        counted=counted(component_ids(incident, here.site), here),
        fix=expected_fix(course, here),
        next=next_word(course, here) if is_open else None,
        correction=correction(incident, here),
        affected=affected(course, here),
        summary_html=here.html(incident.summary, incident),
        updates=timeline(course, here),
        due=None if reported else report_due(course, here),
        article=story,
        contact=contact(incident, here),
        corrections=tuple(
            DatedCorrection(here.moment(c.at), here.html(c.what, incident))
            for c in incident.corrections
        ),
        repeats=_repeats(course, here),
        source=(incident.source.url or "") if incident.source else "",
        source_name=incident.source.system if incident.source else "",
    )


def _feed_of(course: Course) -> str:
    return f"{beside(course.incident, FEED)[0]}.xml"


def _follow(course: Course, here: Standpoint) -> FollowView | None:
    """Return the way to follow one incident; none of which nothing more is to come."""
    if not is_followed(course, here):
        return None
    is_work = course.incident.kind is Kind.MAINTENANCE
    return FollowView(
        here.words("Follow this work") if is_work else here.words("Follow this incident"),
        address(_feed_of(course), here),
    )


def _state(course: Course, here: Standpoint) -> State:
    """Draw how it stands."""
    draw = open_state if course.is_open else closed_state
    return draw(course, here.words)


def _said(course: Course, here: Standpoint) -> MomentView | None:
    """Return as of when the page is true for those whose browser cannot ask for news."""
    said = max((u.at for u in course.incident.updates), default=course.first_said_at)
    return here.moment(said) if said and (course.is_open or course.is_upcoming) else None


def _worst(course: Course, here: Standpoint) -> State | None:
    """Draw how bad it was, where something was down or slow and is no longer."""
    if course.is_open or course.incident.kind is not Kind.INCIDENT or not course.spells:
        return None
    return course_state(course, here.words)


def _components(course: Course, here: Standpoint) -> tuple[PageLink, ...]:
    return tuple(
        PageLink(here.site.config.component_name(id_), here.link(component_url(id_)))
        for id_ in component_ids(course.incident, here.site)
    )


def _repeats(course: Course, here: Standpoint) -> tuple[PageLink, ...]:
    """Link the earlier incidents that this one repeats, where they are public."""
    found = (here.site.by_id.get(id_) for id_ in course.incident.repeats)
    return tuple(here.page_link(earlier.incident) for earlier in found if earlier)


def describe(course: Course, here: Standpoint) -> str:
    """Return the first words of an incident that stand, for search engines and previews; of none why they were taken back."""
    incident = course.incident
    updates = course.updates
    is_update = bool(updates) and not incident.summary
    text = incident.summary or (updates[-1].message if updates else incident.title)
    html = withdrawal_html(course, here) or here.bare_html(text, incident, breaks=is_update)
    said = whole_sentences(plain(html), DESCRIPTION_LENGTH)
    return here.words.sentence(said)


def searchable(course: Course, here: Standpoint) -> str:
    """Return the words by which search finds the page: its components, and every text that it shows."""
    incident = course.incident
    names = escape(", ".join(component_names(incident, here.site)))
    has_prose = shows_prose(course, here.site)
    shown = (t for t in texts_of(incident) if _is_found(t, incident, has_prose=has_prose))
    return "\n".join([f"<p>{names}</p>", *(_as_shown(told, incident, here) for told in shown)])


def _as_shown(told: TextAt, incident: Incident, here: Standpoint) -> str:
    """Return a text as the page shows it, so that it is rendered once."""
    if told.path[0] == "prose" and told.path[-1] == "text":
        section = incident.prose[int(told.path[1])]
        return here.section_html(section, incident) + here.notes_html(section, incident)
    return here.html(told.text, incident, breaks=told.use.reviewed_as is ReviewedAs.UPDATE)


def _is_found(told: TextAt, incident: Incident, *, has_prose: bool) -> bool:
    """Tell whether search finds a text: not what was taken back, nor a report that is not public."""
    if told.path[0] == "updates" and told.path[2] in ("message", "do"):
        return incident.updates[int(told.path[1])].retracted is None
    return told.use.in_search and (told.use.reach is Reach.PUBLIC or has_prose)


def _changed_on(course: Course) -> date | None:
    """Return the day on which something on the page was written last, of UTC, as site maps are read."""
    return course.changed_at.astimezone(UTC).date() if course.changed_at else None
