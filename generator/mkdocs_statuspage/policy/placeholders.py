"""What a new site's files hold in place of the owner's own words: told by `check`, and never published."""

import re
from collections.abc import Iterator

from mkdocs_statuspage.language import languages
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.finding import Finding, Place, Severity
from mkdocs_statuspage.model.scalars import host_in, is_on_the_web
from mkdocs_statuspage.reading.checks import Problem, found
from mkdocs_statuspage.review import unread_rules
from mkdocs_statuspage.yaml_text.tree import Marks

NAME = "placeholder"
MKDOCS_NAME = "mkdocs.yml"
"""Where the site's address stands."""
_ADDRESS = re.compile(
    r"(?:://|@)(?:[^/@:]*\.)?(?:example|(?:your|my)-?(?:company|domain|site|organi[sz]ation))\.(?:com|org|net|tld)(?![\w.-])",
    re.IGNORECASE,
)
"""An address at a host that stands in manuals and belongs to nobody."""
_NOBODY = re.compile(
    r"(?:sam|jane|john|joe?) (?:doe|bloggs)|max mustermann|fulano(?: de tal)?|n\. ?n\.|test(?: person| user)?"
    r"|(?:your|first|full)? ?(?:last ?)?name(?: (?:last ?name|surname))?|todo|tbd|someone|nobody|changeme|x+|\?+|-+",
    re.IGNORECASE,
)
"""What people write where a name is to come."""
_NO_COMPANY = re.compile(
    r"(?:your|my) (?:company|organi[sz]ation|business)(?: name)?|(?:company|organi[sz]ation) name|todo|tbd|changeme|\?+",
    re.IGNORECASE,
)
"""What stands where an organisation's name is to come."""


def placeholders(config: SiteConfig, url: str, mkdocs: str, marks: Marks) -> Iterator[Finding]:
    """Yield a warning for each place where a site's own words are still to come, or where nobody could be asked."""
    if _ADDRESS.search(url):
        message = f"`site_url` is still {url}, which is nobody's"
        help_text = "write the address at which customers find the page"
        yield Finding(Place(mkdocs), NAME, message, help_text, Severity.WARNING)
    elif url and not host_in(url):
        message, help_text = f"nobody can be asked at `site_url`, {url}", "correct its host"
        yield Finding(Place(mkdocs), "bad-link", message, help_text, Severity.WARNING)
    wrong = (*_in_config(config), *_in_channels(config))
    yield from (found(problem, marks) for problem in wrong)


def _in_config(config: SiteConfig) -> Iterator[Problem]:
    link, name = config.organisation.url, config.organisation.name
    if _NO_COMPANY.fullmatch(name.strip()):
        yield _problem(("organisation", "name"), name, "write the name that customers know")
    if link and _ADDRESS.search(link):
        yield _problem(("organisation", "url"), link, "write the address of your own site")
    for id_, person in config.people.items():
        if _NOBODY.fullmatch(person.name.strip()):
            yield _problem(("people", id_, "name"), person.name, "name the person who answers")
        if _NOBODY.fullmatch(person.role.strip()):
            yield _problem(("people", id_, "role"), person.role, "say what this person answers for")
        if person.reply_to and _ADDRESS.search(person.reply_to):
            help_text = "write a mailbox that this person reads"
            yield _problem(("people", id_, "reply_to"), person.reply_to, help_text)


def _in_channels(config: SiteConfig) -> Iterator[Problem]:
    for id_, channel in config.notify.items():
        addresses = (channel.at or "").split() if channel.to in ("webhook", "listmonk") else ()
        for address in addresses:
            if not is_on_the_web(address):
                message = f"nobody can be told at {address[:60]!r}"
                help_text = "write all of the address, from https:// on"
                loc = ("notify", id_, "at")
                yield Problem(loc, "bad-link", message, help_text, Severity.WARNING)


def _problem(loc: tuple[str, ...], value: str, help_text: str) -> Problem:
    message = f"{value!r} stands here for something of your own"
    return Problem(loc, NAME, message, help_text, Severity.WARNING)


def unspoken(config: SiteConfig, marks: Marks) -> Iterator[Finding]:
    """Yield a warning where there are no words in the site's language."""
    known = languages()
    if config.language.split("-")[0] not in known:
        message = f"there are no words in `{config.language}`; the pages speak English"
        help_text = f"use one of {', '.join(known)}, or add a catalogue of its words"
        problem = Problem(("language",), "no-catalogue", message, help_text, Severity.WARNING)
        yield found(problem, marks)


def unread(config: SiteConfig, marks: Marks) -> Iterator[Finding]:
    """Yield an advice that names the rules of the review which cannot read the site's language."""
    if rules := unread_rules(config.language):
        message = f"not reviewed in `{config.language}`, for want of phrases: {', '.join(rules)}"
        help_text = "have somebody read for these who did not write the text"
        yield found(
            Problem(("language",), "not-reviewed", message, help_text, Severity.ADVICE), marks
        )
