"""`SiteConfig`: `incidents/statuspage.yml`, who we are."""

import re
from collections import Counter
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field, WithJsonSchema

from mkdocs_statuspage.model.policy import Policy
from mkdocs_statuspage.model.scalars import (
    CalendarDay,
    Identifier,
    Instant,
    Line,
    Model,
    Text,
    WebAddress,
    problem,
)
from mkdocs_statuspage.model.statuses import ComponentStatus, Impact


def check_zone(value: str) -> str:
    """Accept the name of a time zone that exists."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        close = get_close_matches(value[:60], available_timezones(), n=1, cutoff=0.6)
        help_text = f"did you mean `{close[0]}`?" if close else "use a name such as Europe/Lisbon"
        raise problem("bad-zone", f"{value[:60]!r} is not a time zone", help_text) from None
    return value


def matching(pattern: str, otherwise: tuple[str, str, str]) -> AfterValidator:
    """Accept text that a pattern matches as a whole; otherwise the rule, what it has to be, and the next step."""
    rule, name, help_text = otherwise

    def check(value: str) -> str:
        if re.fullmatch(pattern, value) is None:
            raise problem(rule, f"{value[:60]!r} is not {name}", help_text)
        return value

    return AfterValidator(check)


Zone = Annotated[str, AfterValidator(check_zone)]
MAILBOX = r"[^@\s<>\"]+@[^@\s<>\".]{1,63}(\.[^@\s<>\".]{1,63})+"
Mailbox = Annotated[
    str,
    matching(
        MAILBOX,
        ("bad-mailbox", "a mail address", "write the address alone, as priya@acme.example"),
    ),
    WithJsonSchema({"type": "string", "format": "email"}),
]


HostName = Annotated[
    Line,
    matching(
        r"[^@/\s.]{1,63}(\.[^@/\s.]{1,63})*\.?",
        ("bad-host", "the name of a host", "write the name alone, as smtp.acme.example"),
    ),
]


WayToAPerson = Annotated[
    str,
    matching(
        r"(https?://|mailto:)[^\s<>\"]+|[^@:/\s<>\"]+@[^@\s<>\".]+(\.[^@\s<>\".]+)+",
        (
            "bad-contact",
            "a mail address or a web address",
            "write the address alone, as help@acme.example or https://acme.example/help",
        ),
    ),
    WithJsonSchema({"type": "string"}),
]


def check_variable(value: str) -> str:
    """Accept the name of an environment variable; what may be the secret itself is not shown."""
    if re.fullmatch(r"[A-Z_][A-Z0-9_]*", value, re.ASCII) is None:
        help_text = "put the secret into one, and write its name here, such as SMTP_PASSWORD"
        raise problem("bad-variable", "this is not the name of an environment variable", help_text)
    return value


VariableName = Annotated[
    str,
    AfterValidator(check_variable),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z_][A-Z0-9_]*$"}),
]
"""Where a secret is; the secret itself stands in no file."""
_TAG = r"[a-z]{2,3}(-[A-Za-z]{2,4})?"
Language = Annotated[
    str,
    matching(_TAG, ("bad-language", "a language tag", "use a tag such as en, pt or pt-BR")),
    WithJsonSchema({"type": "string", "pattern": f"^{_TAG}$"}),
]


class Organisation(Model):
    """Whose page it is."""

    name: Line
    """As customers know it."""
    url: WebAddress | None = None
    """Its own site."""
    mission: Line | None = None
    """One line of at most 30 words: the problem we solve for customers. It closes reports."""


class NoRecord(Model):
    """Days of which nothing is known: before an import begins, after it ends, or between two tools."""

    from_: CalendarDay = Field(alias="from")
    """The first day of which nothing is known."""
    until: CalendarDay | None = None
    """The last one; without it nothing is known today either."""


class Alarms(Model):
    """What monitoring may say of a component; see `statuspage hook`."""

    names: tuple[Line, ...] = ()
    """What alarm systems call what is wrong with it; `*` stands for anything. Its id is one always."""
    first_word: Literal["prepare", "post"] = "prepare"
    """Whether an alarm's first word is posted at once, or prepared for a person to post."""
    status: ComponentStatus = ComponentStatus.DEGRADED_PERFORMANCE
    """How it does when an alarm fires."""


class Component(Model):
    """A part of what is offered, as customers know it."""

    name: Line
    """As customers know it; it may change."""
    group: Line | None = None
    """The heading under which it stands."""
    description: Text | None = None
    """What it does, in a sentence."""
    since: CalendarDay | None = None
    """The day it came to be; before it there is a gap in its bars."""
    no_record: tuple[NoRecord, ...] = ()
    """Days of which nothing is known: they are a gap in its bars, and count for no share."""
    retired_on: CalendarDay | None = None
    """The day it went; it is no longer on the status page, its history stays."""
    formerly: tuple[Identifier, ...] = ()
    """Ids that it had."""
    alarms: Alarms | None = None
    """What monitoring may say of it; without it, nothing."""


class Person(Model):
    """Somebody who may sign and review."""

    name: Line
    """As readers are to address them."""
    role: Line
    """What they answer for."""
    reply_to: Mailbox | None = None
    """A mailbox that a human reads."""


class HostingTarget(Model):
    """Where `statuspage publish` puts the site."""

    to: Literal["folder", "rsync", "s3", "branch"]
    """How: into a folder of this machine, by rsync over ssh, to S3-compatible storage, or as a branch for Pages."""
    at: Line
    """The folder; `user@host:/folder`; `bucket` or `bucket/prefix`; the branch, or `remote:branch`."""
    url: WebAddress | None = None
    """Where visitors see it there; by default the site's address."""
    endpoint: WebAddress | None = None
    """Of S3-compatible storage: its address, where it is not Amazon's."""


class MailServer(Model):
    """The mail server by which letters and notices leave."""

    host: HostName
    """Its name."""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    """Its port for mail that is handed in."""
    tls: Literal["starttls", "implicit", "none"] = "starttls"
    """How the connection is protected: after a greeting, from the first byte (port 465), or not at all, which only this machine itself is taken at."""
    user_in: VariableName | None = None
    """The environment variable with the user's name; without it nobody logs in."""
    password_in: VariableName | None = None
    """The environment variable with the password."""
    per_minute: Annotated[int, Field(ge=1)] = 60
    """How many messages it is handed in a minute at most."""


ListId = Annotated[
    str,
    matching(
        r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        ("bad-list", "the UUID of a list", "copy it from the list's page in Listmonk"),
    ),
    WithJsonSchema({"type": "string", "format": "uuid"}),
]


class NoticeChannel(Model):
    """Where `statuspage notify` tells what is new."""

    to: Literal["apprise", "webhook", "mail", "listmonk"]
    """How: to chats by Apprise, to programs by signed webhooks, by mail to a closed list, or by Listmonk to open ones."""
    at: Line | None = None
    """The webhook's address; Listmonk's address; the file of the closed list (CSV, or CSV that `age` encrypted)."""
    at_in: VariableName | None = None
    """The environment variable that has `at`, where that is a secret: Apprise's addresses always are; several have blanks between them."""
    secret_in: VariableName | None = None
    """The environment variable with the secret: the key that webhooks are signed with, Listmonk's `user:token`, the identity that opens an `age` file."""
    components: tuple[Identifier, ...] = ()
    """The components of which it tells; without any, everything."""
    kinds: tuple[Literal["incident", "maintenance", "notice", "report", "promise"], ...] = ()
    """What it tells of: updates of incidents, of maintenance and of notices, reports, kept promises; without any, of all."""
    least: Impact = Impact.NONE
    """The least that an incident's worst state must have come to before it is told of."""
    sender: Identifier | None = None
    """By mail: who it is from, of `people`; needs a `reply_to`, where a human reads the answers."""
    unsubscribe: WebAddress | None = None
    """By mail: where one asks to be left out; `{address}` in it stands for the reader's. By default the sender's mailbox."""
    list_id: ListId | None = None
    """In Listmonk: the list of those who are told everything."""
    lists: Mapping[Identifier, ListId] = {}
    """In Listmonk: the list of those who are told of a component, by the component's id."""


class SocialChannel(Model):
    """Where customers are spoken to in short posts, which `statuspage draft` writes and a person sends."""

    network: Literal["mastodon", "bluesky", "x", "threads", "linkedin", "other"]
    """Which it is: each counts a text's length in its own way."""
    limit: Annotated[int, Field(ge=60)] | None = None
    """How long a post may be, where that is not as it is usual there; `other` has 500."""


class RuleOff(Model):
    """A rule of the review that this site does not use."""

    rule: str
    """The rule's name."""
    why: Text
    """The reason."""


class SiteConfig(Model):
    """Who we are, what we offer, who signs, and what we hold ourselves to."""

    site_id: Identifier
    """In the id of every feed item; it never changes, so a new domain notifies nobody twice."""
    organisation: Organisation
    """Whose page it is."""
    contact: WayToAPerson | None = None
    """Where one says that something is wrong that is not listed: a mail address or a page. Every page names it."""
    timezone: Zone = "UTC"
    """How times are shown, and what a day is."""
    language: Language = "en"
    """The language of the site's own words."""
    components: Mapping[Identifier, Component] = {}
    """What can fail; the key is the id, the order is the order on the page."""
    people: Mapping[Identifier, Person] = {}
    """Who may sign and review, by id."""
    policy: Policy
    """What each class of mistake asks for; overrides the default key by key."""
    rules_off: tuple[RuleOff, ...] = ()
    """Rules of the review that this site does not use, each with a reason."""
    clock: Instant | None = None
    """A fixed `now` for demonstrations and tests."""
    targets: Mapping[Identifier, HostingTarget] = {}
    """Where `statuspage publish` puts the site, in this order."""
    mail: MailServer | None = None
    """The mail server by which letters and notices leave."""
    notify: Mapping[Identifier, NoticeChannel] = {}
    """Where `statuspage notify` tells what is new; the ledger of what was told knows each by its id."""
    channels: Mapping[Identifier, SocialChannel] = {}
    """Where customers are spoken to in short posts; the key is what `draft` calls it."""
    publish: bool = Field(default=False)
    """Whether every command puts what it writes on the remote by itself."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which times are shown and days begin."""
        return ZoneInfo(self.timezone)

    def person(self, id_: str | None) -> Person | None:
        """Return somebody by id; None without one."""
        return self.people.get(id_ or "")

    def name_of(self, id_: str | None) -> str:
        """Return how somebody is known: by name, or by an id that stands for nobody here; else empty."""
        person = self.person(id_)
        return person.name if person else id_ or ""

    @cached_property
    def _name_counts(self) -> Counter[str]:
        return Counter(c.name for c in self.components.values() if c.retired_on is None)

    def component_name(self, id_: str) -> str:
        """Return a component's name, with its group where another one has that name too."""
        component = self.components[id_]
        is_alone = self._name_counts[component.name] < 2 or component.group is None
        return component.name if is_alone else f"{component.name} ({component.group})"

    @cached_property
    def current_ids(self) -> Mapping[str, str]:
        """Every id that a component has or had, to the one it has."""
        former = {old: id_ for id_, c in self.components.items() for old in c.formerly}
        return former | {id_: id_ for id_ in self.components}
