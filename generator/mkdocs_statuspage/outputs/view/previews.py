"""The pictures of shared links as values: what chat programs and networks show beside a link. Whoever puts pages out draws them."""

from dataclasses import dataclass
from hashlib import sha256

from mkdocs_statuspage.outputs.view.looks import State
from mkdocs_statuspage.outputs.view.plain_text import one_line
from mkdocs_statuspage.outputs.view.prose import shortened
from mkdocs_statuspage.site import Site

WIDTH, HEIGHT = 1200, 630
"""What chat programs and networks show whole, in pixels."""
LONGEST = 300
"""How many characters of a title are looked at."""
DRAWING = 1
"""Changes with how pictures are drawn, and so do their addresses: who has one keeps it under its address."""


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """The picture of a page as its head names it."""

    url: str
    """Its whole address."""
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a picture says: whose page it is, what it is about, and of an incident or a day its state."""

    name: str
    state: State | None = None
    title: str = ""
    direction: str = "ltr"

    @property
    def path(self) -> str:
        """Where it stands on the site; another state is another address, so that no cache shows the former one."""
        return f"previews/{sha256(f'{DRAWING} {self!r}'.encode()).hexdigest()[:16]}.png"

    @property
    def texts(self) -> tuple[str, str, str]:
        """The words on it."""
        return self.name, self.state.word if self.state else "", self.title

    @property
    def alt(self) -> str:
        """What it says, for who does not see it."""
        state = f"{self.state.word}: " if self.state and self.state.word and self.title else ""
        said = self.title or (self.state.word if self.state else "")
        return f"{state}{said} – {self.name}" if said else self.name

    def shared(self, site: Site) -> SharedPicture:
        """Return what pages say of it."""
        return SharedPicture(site.url + self.path, self.alt)


def preview(site: Site, state: State | None = None, title: str = "") -> Preview:
    """Return what the picture of a page says."""
    name = one_line(site.config.organisation.name)
    direction = site.words.direction
    return Preview(
        name=name, state=state, title=shortened(one_line(title), LONGEST), direction=direction
    )


def site_preview(site: Site) -> Preview:
    """Return what the picture of the whole site says, which is the same on all days."""
    return preview(site, title=site.words("Status"))
