"""What stands around every page: whose site it is, the links in header and footer, the words.

And the page that stands in for a site that cannot be read: while somebody writes, all findings on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mkdocs_statuspage.language import Words, load_words
from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.outputs.view.looks import LOOKS
from mkdocs_statuspage.outputs.view.page import FeedLink, Page, PageView
from mkdocs_statuspage.outputs.view.previews import site_preview
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.headline import Level


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link in the header; its address is below the site's root."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A row of the key to the bars."""

    mark: str
    word: str
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What all templates share, in `config.extra.statuspage`; addresses are below the site's root."""

    words: Mapping[str, str]
    """The site's strings by their English."""
    script_words: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"
    direction: str = "ltr"
    organisation: str = ""
    organisation_url: str = ""
    contact: str = ""
    """The way to a person, for what is not listed, as a link."""
    zone: str = "UTC"
    zone_name: str = "UTC"
    """The zone as people say it."""
    now: str = ""
    """The moment at which a demonstration stands still."""
    up: str = ""
    """The way from here to the root of a site that has other pages too."""
    links: tuple[NavLink, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    key: tuple[KeyRow, ...] = ()
    no_page: PageView = field(default_factory=PageView)
    """What is known of a page that is none of the status site's."""

    # What the engine adds, from its own configuration.
    files: Mapping[str, str] = field(default_factory=dict)
    """The addresses of `style`, `script`, `own`, `search` and `frame`."""
    css_html: str = ""
    extra_css: tuple[str, ...] = ()
    favicon: str = ""
    icons: Mapping[str, str] = field(default_factory=dict)
    """An icon for each state; none where the owner has their own."""
    touch_icon: str = ""
    """The icon of a phone's home screen."""
    logo: str = ""
    scheme: str = ""
    """`light` or `dark` where the owner allows only one."""
    has_footer: bool = True
    has_search: bool = False
    policies: Mapping[str, str] = field(default_factory=dict)
    """What pages may load, by their kind."""
    pages: Sequence[Any] = ()
    """The engine's own pages that the footer names."""


def frame(site: Site) -> Frame:
    """Make what all templates share."""
    words = site.words
    organisation = site.config.organisation
    picture = site_preview(site).shared(site) if site.url else None
    return Frame(
        no_page=PageView(link_picture=picture),
        words=dict(words.strings),
        script_words=script_words(words),
        language=words.language,
        direction=words.direction,
        organisation=organisation.name,
        organisation_url=organisation.url or "",
        contact=_contact(site),
        zone=site.config.timezone,
        zone_name=words.zone_name(site.config.zone),
        now=format_instant(site.config.clock) if site.config.clock else "",
        links=(
            *((NavLink("status", words("Status"), ""),) if site.address else ()),
            NavLink("history", words("History"), "history/"),
            NavLink("reports", words("Reports"), "reports/"),
            NavLink("promises", words("Promises"), "promises/"),
            NavLink("record", words("Record"), "record/"),
        ),
        feeds=feeds(site),
        key=tuple(
            KeyRow(level.value, words(look.word), look.height)
            for level, look in LOOKS.items()
            if look.height is not None
        ),
    )


def _contact(site: Site) -> str:
    way = site.config.contact or ""
    return way if ":" in way or not way else f"mailto:{way}"


def error_frame() -> Frame:
    """Make what all templates share when there is no site."""
    return Frame(words=dict(load_words("en").strings))


def script_words(words: Words) -> Mapping[str, Any]:
    """Return what the script may have to say, `{time}`, `{late}` and `{length}` left for it to fill."""
    return {
        "yours": words("{time} for you"),
        "ago": words("{length} ago"),
        "late": words("We promised an update by {time} and are {late} late."),
        "due": words("An update was due by {time}."),
        "checking": words("An update was due by {time}. Looking for it …"),
        "fresh": words("Updated at {time}."),
        "kept": words("You are reading the page of {time}. Your device cannot get a newer one."),
        "alone": words("Your device cannot get a newer page."),
        "by_plan": words("Planned for now"),
        "maintenance": words(LOOKS[Level.MAINTENANCE].word),
        "under_way": words("Under way"),
        "should_be_over": words("Should be done"),
        **{unit: words(unit) for unit in ("d", "h", "min")},
    }


def feeds(site: Site) -> tuple[FeedLink, ...]:
    """List the feeds that every page names in its head."""
    name = site.config.organisation.name
    title = site.words("{name}: every update", name=name)
    reports = site.words("{name}: reports", name=name)
    planned = site.words("{name}: planned work", name=name)
    return (
        FeedLink(href="feed.xml", type="application/rss+xml", title=title),
        FeedLink(href="feed.atom", type="application/atom+xml", title=title),
        FeedLink(href="feed.json", type="application/feed+json", title=title),
        FeedLink(href="reports/feed.xml", type="application/rss+xml", title=reports),
        FeedLink(href="calendar.ics", type="text/calendar", title=planned),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """What is wrong, with its place and its next step."""

    place: str
    message: str
    help: str
    rule: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorView(PageView):
    """What the page shows."""

    findings: tuple[FindingView, ...]


def error_page(findings: Sequence[Finding]) -> Page:
    """Make a front page that lists what is wrong."""
    views = (
        FindingView(
            place=str(finding.place),
            message=finding.message,
            help=finding.help,
            rule=finding.rule,
            source=finding.source,
        )
        for finding in findings
    )
    title = load_words("en")("The files cannot be read as they are")
    return Page(
        "index.md", "statuspage/findings.html", title, title, ErrorView(findings=tuple(views))
    )
