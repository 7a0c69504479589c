"""The channels by which readers are told: chats by Apprise, whose room this is, signed webhooks, Listmonk, and mail.

Addresses and secrets come from the environment, by the names that statuspage.yml gives.
"""

import base64
import hashlib
import hmac
import json
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

from mkdocs_statuspage.model.config import NoticeChannel, SiteConfig
from mkdocs_statuspage.model.scalars import is_on_the_web
from mkdocs_statuspage.writing.notice_mail import ENCRYPTED, mail_sender
from mkdocs_statuspage.writing.notice_message import Message, NoSecret, NotTold, Sender
from mkdocs_statuspage.writing.refusals import CannotWrite
from mkdocs_statuspage.writing.web_post import NO_ADDRESS, asked

INSTALL = "Apprise is not installed: pip install 'mkdocs-statuspage[notify]'"


@contextmanager
def opened(
    channel: NoticeChannel,
    config: SiteConfig,
    root: Path,
    is_published: Callable[[Path], bool],
) -> Iterator[Sender]:
    """Make a channel ready to tell.

    Args:
        channel: what statuspage.yml says of it.
        config: the site's.
        root: the folder that files are named from.
        is_published: tells of a file whether visitors could read it.

    Raises:
        CannotWrite: it cannot tell anybody for now; says why.
    """
    at = channel.at or _given(channel.at_in)
    secret = _given(channel.secret_in)
    if channel.to == "mail":
        path = root / at
        if path.suffix != ENCRYPTED and is_published(path):
            raise CannotWrite(
                f"the list {path.name} lies in the site, and everybody could read it: keep it elsewhere"
            )
        with mail_sender(channel, config, path, secret) as mail:
            yield mail
    elif channel.to != "apprise" and not any(map(is_on_the_web, at.split())):
        raise CannotWrite(NO_ADDRESS)
    elif channel.to == "listmonk":
        yield _Listmonk(at.rstrip("/"), secret, channel)
    elif channel.to == "webhook":
        yield _Webhooks(tuple(at.split()), secret)
    else:
        if find_spec("apprise") is None:
            raise CannotWrite(INSTALL)
        yield _Chats(tuple(at.split()))


def _given(name: str | None) -> str:
    if name is None:
        return ""
    if not os.environ.get(name, "").strip():
        raise NoSecret(f"the environment has no {name}, which statuspage.yml names")
    return os.environ[name].strip()


@dataclass(frozen=True)
class _Chats:
    """Chats and whatever else Apprise knows, by Apprise's addresses."""

    addresses: tuple[str, ...]
    notes: Sequence[str] = ()

    def readers(self, message: Message) -> Sequence[str]:
        del message
        return tuple(dict.fromkeys(self.addresses))

    def tell(self, reader: str, message: Message) -> None:
        from apprise import Apprise, NotifyFormat

        logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it would name addresses
        chat = Apprise()
        if not chat.add(reader):
            raise NotTold("one of its addresses is none that Apprise knows")
        text = f"{message.text}\n\n{message.url}"
        if not chat.notify(body=text, title=message.subject, body_format=NotifyFormat.TEXT):
            raise NotTold("Apprise could not hand it over")


@dataclass(frozen=True)
class _Webhooks:
    """Programs that are told in Statuspage's shape, signed as Standard Webhooks are."""

    addresses: tuple[str, ...]
    secret: str
    notes: Sequence[str] = ()

    def readers(self, message: Message) -> Sequence[str]:
        del message
        return tuple(dict.fromkeys(self.addresses))

    def tell(self, reader: str, message: Message) -> None:
        body = json.dumps(message.body, ensure_ascii=False).encode()
        moment = str(int(time.time()))
        headers = {"webhook-id": message.id, "webhook-timestamp": moment}
        headers |= {"webhook-signature": signature(self.secret, message.id, moment, body)}
        asked("POST", reader, headers | {"Idempotency-Key": message.id}, body)


def signature(secret: str, id_: str, moment: str, body: bytes) -> str:
    """Sign a webhook as Standard Webhooks does: its id, its time and its body, with a key that both sides know.

    Raises:
        CannotWrite: the key is none.
    """
    try:
        key = base64.b64decode(secret[6:]) if secret.startswith("whsec_") else secret.encode()
    except ValueError:
        raise CannotWrite("the webhook's key is not base64 behind `whsec_`") from None
    signed = hmac.new(key, f"{id_}.{moment}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


@dataclass(frozen=True)
class _Listmonk:
    """A Listmonk, which knows its readers itself: it is told once, by a campaign that its name finds again."""

    at: str
    secret: str
    channel: NoticeChannel
    notes: Sequence[str] = ()

    def _lists(self, message: Message) -> Sequence[str]:
        of_components = (i for c, i in self.channel.lists.items() if c in message.components)
        return tuple(filter(None, (self.channel.list_id, *of_components)))

    def readers(self, message: Message) -> Sequence[str]:
        return ("lists",) if self._lists(message) else ()

    def tell(self, reader: str, message: Message) -> None:
        """Begin a campaign, unless there is one already; and start it, unless somebody has."""
        del reader
        name = f"statuspage-{message.id}"
        there = self._ask("GET", f"campaigns?query={quote(name)}&per_page=100&no_body=true")
        found = [one for one in there.get("results") or () if one.get("name") == name]
        campaign = found[0] if found else self._begun(message, name)
        if campaign.get("status", "draft") == "draft":
            self._ask("PUT", f"campaigns/{int(campaign['id'])}/status", {"status": "running"})

    def _begun(self, message: Message, name: str) -> dict[str, Any]:
        """Begin a campaign; where the answer is lost it is looked for, and not begun twice."""
        tree = {
            "name": name,
            "subject": _plain(message.subject),
            "lists": self._numbers(self._lists(message)),
            "type": "regular",
            "content_type": "html",
            "body": _plain(message.html),
            "altbody": _plain(message.text),
            "tags": ["statuspage"],
        }
        return self._ask("POST", "campaigns", tree, again=False)

    def _numbers(self, ids: Sequence[str]) -> list[int]:
        """Return the numbers by which the API knows lists whose UUIDs its forms have."""
        known = {
            one["uuid"]: one["id"] for one in self._ask("GET", "lists?per_page=all")["results"]
        }
        if missing := [id_ for id_ in ids if id_ not in known]:
            raise NotTold(f"Listmonk has no list {missing[0]}")
        return [known[id_] for id_ in ids]

    def _ask(
        self, method: str, path: str, tree: Any = None, *, again: bool = True
    ) -> dict[str, Any]:
        login = base64.b64encode(self.secret.encode()).decode()
        body = None if tree is None else json.dumps(tree).encode()
        headers = {"Authorization": f"Basic {login}"}
        answer = asked(method, f"{self.at}/api/{path}", headers, body, again=again)
        data = answer.get("data") if isinstance(answer, dict) else None
        if data is None:
            raise NotTold("what answers is no Listmonk")
        return data if isinstance(data, dict) else {"results": data}


def _plain(text: str) -> str:
    """Write a text so that Listmonk, to which each is a template, takes nothing in it for a command."""
    return text.replace("{{", '{{"{{"}}')
