"""A mail: plain text with an HTML part, in one form for letters and whatever else goes by mail."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from mkdocs_statuspage.language import Words

_PAGE = """\
<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head><meta charset="utf-8"></head>
<body>
{html}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class MailParty:
    """Whom a mail is from or to."""

    name: str
    address: str

    @property
    def header(self) -> Address:
        """How it stands in a header."""
        local, _, domain = self.address.rpartition("@")
        return Address(self.name, local, _in_ascii(domain) if local.isascii() else domain)


def message_id(sender: str, *keys: str) -> str:
    """Return the id of a mail that follows from what it is about and whom it is to: the same in every run."""
    digest = hashlib.sha256("\n".join(key.casefold() for key in keys).encode()).hexdigest()
    return f"<{digest[:32]}@{_in_ascii(sender.rpartition('@')[2])}>"


def _in_ascii(domain: str) -> str:
    """Write a domain as any mail server takes it; as it is where Python's older rules for names have no form of it."""
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def mail(
    parties: tuple[MailParty, MailParty],
    subject: str,
    bodies: tuple[str, str],
    id_: str,
    now: datetime,
    words: Words,
) -> EmailMessage:
    """Put together a mail.

    Args:
        parties: whom it is from, and whom it is to.
        subject: one line.
        bodies: its text, and the same as HTML between the tags of a page.
        id_: its message id.
        now: when it was made.
        words: those of its language.
    """
    (sender, to), (text, html) = parties, bodies
    is_latin = (sender.address + to.address).rpartition("@")[0].isascii()
    made = EmailMessage(policy=SMTP if is_latin else SMTPUTF8)
    made["From"], made["To"], made["Subject"] = sender.header, to.header, subject
    made["Date"], made["Message-ID"] = format_datetime(now), id_
    made.set_content(text + "\n", cte="quoted-printable")
    page = _PAGE.format(language=words.language, direction=words.direction, html=html)
    made.add_alternative(page, subtype="html", cte="quoted-printable")
    made["Content-Language"] = words.language  # what begins so goes to a part when that is set
    made.set_boundary(f"={id_[1:33]}=")
    return made
