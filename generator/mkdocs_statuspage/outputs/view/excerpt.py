"""What is made of some incidents alone, and of what is said of all others: it cannot look at them, so it stays as it is until one of its own changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.watched_now import Validity
from mkdocs_statuspage.writing.kept_results import digest

Said = TypeVar("Said")
Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Excerpt(Generic[Said, Made]):
    """Makes something when it is asked to, each time anew."""

    here: Standpoint
    """The page that it is for."""
    courses: Sequence[Course]
    """The incidents that it is made of."""
    said: Said
    """What else is said there, as a value whose `repr` tells it from any other."""
    make: Callable[[Standpoint, Sequence[Course], Said], Made]
    """A function of a module: of a standpoint that sees these incidents alone, of these as they are seen from there, and of what is said."""

    def __call__(self, validity: Validity | None = None) -> Made:
        """Make it.

        Args:
            validity: what becomes as narrow as the time in which it stays as it is.
        """
        few = self.here.site.excerpt(course.incident for course in self.courses)
        few = few.watched(validity) if validity else few
        few.made[Standpoint] = replace(self.here, site=few, root="./")
        known = [few.by_id[course.incident.id] for course in self.courses]
        return self.make(replace(self.here, site=few), known, self.said)

    def kept(self, name: str) -> Made:
        """Make it, or find it where somebody remembers what was made before, under a name among all that the function makes."""
        site = self.here.site
        if site.keep is None:
            return self()
        key = digest(site.url, site.address, self.version)
        return site.keep(f"{self.make.__qualname__} {name}", key, site.now, self)

    @property
    def version(self) -> bytes:
        """What tells all that it is made of, but `now` and the configuration, from anything else."""
        of = self.here.site.version_of(course.incident for course in self.courses)
        name = f"{self.make.__module__}.{self.make.__qualname__}"
        return digest(name, self.here.root, repr(self.said), of)
