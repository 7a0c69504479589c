"""A Listmonk that follows its published API as far as we use it: lists, campaigns, and who gets what."""

import base64
from dataclasses import dataclass, field
from threading import Lock
from time import sleep
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "statuspage:t0ken"
EVERYTHING = "00000000-0000-4000-8000-000000000001"
OF_API = "00000000-0000-4000-8000-000000000002"
OF_CHECKOUT = "00000000-0000-4000-8000-000000000003"


@dataclass
class Listmonk:
    """Its lists and campaigns; `told` has a line for each reader and campaign that was started."""

    members: dict[str, list[str]]
    """The readers of each list, by its UUID."""
    campaigns: list[dict[str, Any]] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    troubles: list[int | float] = field(default_factory=list)
    """What the next requests meet: a status that is answered, or seconds that the answer takes."""
    loses: int = 0
    """So many requests are done, and their answer is lost."""
    lock: Lock = field(default_factory=Lock)

    def answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        trouble = self.troubles.pop(0) if self.troubles else 0
        if isinstance(trouble, int) and trouble:
            return trouble, {"message": "trouble"}
        sleep(trouble)
        with self.lock:
            code, data = self._done(method, urlsplit(path), body)
        if self.loses and method != "GET":
            self.loses -= 1
            return 502, {"message": "the answer is lost"}
        return code, {"data": data} if code == 200 else {"message": data}

    def _done(self, method: str, path: Any, body: Any) -> tuple[int, Any]:
        if (method, path.path) == ("GET", "/api/lists"):
            return 200, {"results": [{"id": n, "uuid": u} for n, u in self._numbered]}
        if (method, path.path) == ("GET", "/api/campaigns"):
            wanted = parse_qs(path.query)["query"][0]
            found = [c for c in self.campaigns if wanted in c["name"] + c["subject"]]
            return 200, {"results": found, "total": len(found)}
        if (method, path.path) == ("POST", "/api/campaigns"):
            return self._created(body)
        number = int(path.path.split("/")[3])
        campaign = next(c for c in self.campaigns if c["id"] == number)
        if campaign["status"] not in ("draft", "paused"):
            return 400, "Only paused campaigns and drafts can be started."
        campaign["status"] = body["status"]
        uuids = [u for n, u in self._numbered if n in campaign["lists"]]
        readers = dict.fromkeys(one for uuid in uuids for one in self.members[uuid])
        self.told += [(reader, campaign["subject"]) for reader in readers]
        return 200, campaign

    def _created(self, body: Any) -> tuple[int, Any]:
        needed = ("name", "subject", "lists", "type", "content_type", "body")
        if any(not body.get(key) for key in needed) or "{{ " in body["body"]:
            return 400, "a field is missing, or the template cannot be read"
        known = [n for n, _ in self._numbered]
        if not all(isinstance(n, int) and n in known for n in body["lists"]):
            return 400, "there is no such list"
        self.campaigns.append(body | {"id": len(self.campaigns) + 7, "status": "draft"})
        return 200, self.campaigns[-1]

    @property
    def _numbered(self) -> list[tuple[int, str]]:
        return [(number, uuid) for number, uuid in enumerate(self.members, 3)]


def is_let_in(headers: dict[str, str]) -> bool:
    return headers.get("authorization") == f"Basic {base64.b64encode(TOKEN.encode()).decode()}"
