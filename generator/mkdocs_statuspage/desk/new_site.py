"""A new site in a folder, and a history from elsewhere written into one."""

import platform
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.nested_site import WORKFLOWS_DIR, at_the_top, top_of
from mkdocs_statuspage.desk.site_lock import LOCK_NAME, SiteLock, write_lock
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.config import MAILBOX
from mkdocs_statuspage.model.scalars import is_on_the_web, slug
from mkdocs_statuspage.reading.file_list import CONFIG_NAME
from mkdocs_statuspage.writing.files import change_file, create_file
from mkdocs_statuspage.writing.git import Git

if TYPE_CHECKING:
    from mkdocs_statuspage.importers.plan import Plan

IGNORED = ".gitignore"
STARTER_DIR = Path(__file__).parent.parent / "starter"
FILES = {
    "mkdocs.yml": "mkdocs.yml",
    "incidents/statuspage.yml": "incidents/statuspage.yml",
    "private/{day}-the-website-was-slow.md": "incidents/example.md",
    "incidents/pages/about.md": "incidents/pages/about.md",
    ".vscode/settings.json": "vscode.json",
    IGNORED: "gitignore",
}
"""What a new site has, and what in `starter/` it is made from."""
WORKFLOWS = ("publish", "clock", "check", "update", "alarm", "verify")
HOSTS: Mapping[str, dict[str, str]] = {
    "github": {
        **{f".github/workflows/{name}.yml": f"github/{name}.yml" for name in WORKFLOWS},
        ".github/dependabot.yml": "github/dependabot.yml",
    },
    "gitlab": {".gitlab-ci.yml": "gitlab/gitlab-ci.yml"},
    "netlify": {"netlify.toml": "netlify/netlify.toml"},
    "cloudflare": {
        ".python-version": "cloudflare/python-version",
        "PUBLISHING.md": "cloudflare/README.md",
    },
    "none": {},
}
"""What publishes it, by where."""
SENDING_COPIES = ("gitlab", "none")
"""Hosts that send the compressed copies of a build and compress nothing themselves."""
_OF_ITS_OWN = ("incidents/statuspage.yml", "private/{day}-the-website-was-slow.md")
AROUND = {name: of for name, of in FILES.items() if name not in _OF_ITS_OWN} | HOSTS["github"]
"""What of that a history from elsewhere gets: all but the settings, which it has, and the example of an incident."""
EXAMPLE_COMPONENTS = """\
  website: {name: Website, group: Product, description: What visitors see, since: {day}}
  api: {name: API, group: Product, description: What programs call, since: {day}}"""
_PAGES = {
    r"github\.com[:/](?P<owner>[^/]+)/(?P<name>[^/]+?)(?:\.git)?/?$": "github.io",
    r"gitlab\.com[:/](?P<owner>[^/]+)/(?P<name>[^/]+?)(?:\.git)?/?$": "gitlab.io",
}
"""What a remote says of the address at which its host serves pages."""
UNKNOWN_URL = "https://status.example.com/"
"""Stands for an address that nobody has named; `check` tells of it, and it is never published."""


@dataclass(frozen=True)
class NewSite:
    """What a new site is made of."""

    name: str | None = None
    """The organisation; by default after the folder."""
    url: str = UNKNOWN_URL
    timezone: str = "UTC"
    host: str = "github"
    """One of `HOSTS`."""
    person: tuple[str, str, str] | None = None
    """Who answers for it: the name, the role, the mailbox."""


def make_site(folder: Path, new: NewSite) -> SiteLock:
    """Write a ready site, and return its lock: config, an example, what publishes it, schemas for editors.

    Raises:
        CannotRun: the zone is none, or one of the files is there already; then none is written.
    """
    files = starter_files(FILES | HOSTS[new.host], values_of(folder, new)) | schemas()
    files = _where_read(files, folder)
    refuse_to_replace(folder, (*files, LOCK_NAME))
    write_new(folder, files)
    return write_lock(folder)


def _where_read(files: dict[str, str], folder: Path) -> dict[str, str]:
    """Put GitHub's workflows where it reads them."""
    top = top_of(folder)
    if top is None or not any(path.startswith(WORKFLOWS_DIR) for path in files):
        return files
    return at_the_top(files, top, folder.resolve().relative_to(top).as_posix())


def values_of(folder: Path, new: NewSite) -> dict[str, str]:
    """Return what stands in the places of the starter's files."""
    today = _today_in(new.timezone)
    title = new.name or folder.resolve().name.replace("-", " ").capitalize()
    return {
        "name": _quoted(title),
        "site_name": _quoted(f"{title} status"),
        "site_id": slug(title) or "status",
        "own_url": "# url: https://example.com",
        "language": "en",
        "components": EXAMPLE_COMPONENTS.replace("{day}", today.isoformat()),
        "url": new.url,
        "timezone": new.timezone,
        "day": today.isoformat(),
        "python": _python(),
        "once": "" if has_remote(folder) else "# ",
        "people": _people(new),
        "options": ": {compress: true}" if new.host in SENDING_COPIES else "",
    }


def starter_files(sources: Mapping[str, str], values: dict[str, str]) -> dict[str, str]:
    """Return files of the starter by where they are written, with all places filled."""
    return {path.format(**values): starter_text(of, values) for path, of in sources.items()}


def schemas() -> dict[str, str]:
    """Return the schemas that editors read."""
    from mkdocs_statuspage.reading.json_schema import SCHEMAS, schema_text

    return {f".schemas/{kind}.json": schema_text(model) for kind, model in SCHEMAS.items()}


def _people(new: NewSite) -> str:
    """Write who may sign and review; an example where nobody is named."""
    if new.person is None:
        sam = "sam: {name: Sam Doe, role: Founder and chief executive, reply_to: sam@example.com}"
        return f"people: {{}}                       # who may sign and review\n  # {sam}"
    name, role, mailbox = (_quoted(part) for part in new.person)
    id_ = slug(new.person[0].partition(" ")[0]) or "owner"
    entry = f"{id_}: {{name: {name}, role: {role}, reply_to: {mailbox}}}"
    return f"people:                          # who may sign and review\n  {entry}"


def person_in(text: str | None) -> tuple[str, str, str] | None:
    """Read who answers for a site: `Priya Raman, Founder, priya@acme.test`; None for nobody.

    Raises:
        CannotRun: a part is missing, or the mailbox is none.
    """
    if not text:
        return None
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < 3 or not all(parts) or not re.fullmatch(MAILBOX, parts[-1]):
        raise CannotRun(
            f"{text!r} does not say who answers", "write: 'Priya Raman, Founder, priya@acme.test'"
        )
    return parts[0], ", ".join(parts[1:-1]), parts[-1]


def url_in(text: str) -> str:
    """Read where a page will be.

    Raises:
        CannotRun: that is no address.
    """
    if not is_on_the_web(text):
        raise CannotRun(f"{text!r} is no address", "write all of it: https://status.acme.example/")
    return text


def address_of(folder: Path) -> str | None:
    """Return the address at which the host of a folder's remote serves its pages, where it says."""
    remote = Git(_nearest(folder)).ask("remote", "get-url", "origin") or ""
    for pattern, domain in _PAGES.items():
        if found := re.search(pattern, remote):
            owner, name = found["owner"].lower(), found["name"]
            own = name.lower() == f"{owner}.{domain}"
            return f"https://{owner}.{domain}/" + ("" if own else f"{name}/")
    return None


def begin_repository(folder: Path) -> bool:
    """Make a folder a repository on `main` where it is in none, and tell whether it was made one."""
    git = Git(folder)
    if git.ask("rev-parse", "--git-dir"):
        return False
    return git.run("init", "--quiet", "--initial-branch=main").code == 0


def _today_in(timezone: str) -> date:
    try:
        return datetime.now(ZoneInfo(timezone)).date()
    except (KeyError, ValueError, OSError):
        raise CannotRun(
            f"{timezone!r} is no time zone",
            "use a name such as Europe/Lisbon",
            instead=(timezone, "Europe/Lisbon"),
        ) from None


def has_remote(folder: Path) -> bool:
    """Tell whether a folder, or the repository above it, has a remote."""
    return Git(_nearest(folder)).ask("remote") is not None


def _nearest(folder: Path) -> Path:
    """Return a folder, or the nearest one above it that is there."""
    return next(one for one in (folder.resolve(), *folder.resolve().parents) if one.is_dir())


def _python() -> str:
    return ".".join(platform.python_version_tuple()[:2])


def _quoted(title: str) -> str:
    """Quote a name as YAML takes it on one line."""
    plain = title.replace(" ", "").isalnum() and not title[0].isdigit()
    return title if plain else "'" + title.replace("'", "''") + "'"


def starter_text(source: str, values: Mapping[str, str]) -> str:
    """Read a file of the starter with its places filled: `{name}` of each value, and nothing else."""
    text = (STARTER_DIR / source).read_text(encoding="utf-8")
    return re.sub(r"\{(\w+)\}", lambda place: values.get(place[1], place[0]), text)


def refuse_to_replace(folder: Path, names: Iterable[str]) -> None:
    """End the command when one of some files is there already.

    Raises:
        CannotRun: one is.
    """
    there = [name for name in names if name != IGNORED and (folder / name).exists()]
    if "mkdocs.yml" in there and "incidents/statuspage.yml" in there:
        raise CannotRun(
            f"{folder} is a site already, and stays as it is",
            f"look at it: statuspage -C {folder} serve",
            instead=(str(folder), "my-status"),
        )
    if there:
        raise CannotRun(
            f"{folder} has {', '.join(there)} already",
            "name a new folder, or move those away",
            instead=(str(folder), "my-status"),
        )


def write_new(folder: Path, files: dict[str, str]) -> None:
    """Write the files of a site; lines that a `.gitignore` lacks are added to it, and no other byte of it changes."""
    made = {path: text.encode() for path, text in files.items()}
    if IGNORED in made:
        made[IGNORED] = _ignoring(folder / IGNORED, made[IGNORED])
    for path, data in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def _ignoring(path: Path, wanted: bytes) -> bytes:
    """Return what a `.gitignore` holds, in whatever encoding, and below it the lines that it lacks."""
    data = path.read_bytes() if path.exists() else b""
    known = {line.strip() for line in data.splitlines()}
    missing = [line for line in wanted.splitlines(keepends=True) if line.strip() not in known]
    end = b"\n" if missing and data and not data.endswith(b"\n") else b""
    return data + end + b"".join(missing)


def write_history(
    workspace: Workspace, planned: "Plan", step: Callable[[str, int, int], None]
) -> None:
    """Write the planned files, telling each; a file that is there is only replaced where the plan extends it."""
    is_new = workspace.mkdocs_yml is None
    values = _values_with(workspace.root, planned.config)
    workspace.incidents_dir.mkdir(parents=True, exist_ok=True)
    for number, (name, text) in enumerate(planned.files.items(), 1):
        step(f"Writing {name}", number, len(planned.files))
        path = workspace.incidents_dir / name
        if path.exists():
            change_file(path, _replacing(text), lock_dir=workspace.locks_dir)
        else:
            is_first = name == CONFIG_NAME and planned.is_foreign
            written = _as_first(text, values) if is_first else text
            create_file(path, written, lock_dir=workspace.locks_dir)
    if is_new:
        _begin_around(workspace, values)


def _values_with(root: Path, config: Mapping[str, object]) -> dict[str, str]:
    """Return what stands in the places of the starter's files, as far as a history's settings say it."""
    organisation = config.get("organisation")
    of = organisation if isinstance(organisation, Mapping) else {}
    name = str(of["name"]) if "name" in of else None
    url = address_of(root) or UNKNOWN_URL
    values = values_of(root, NewSite(name, url, str(config.get("timezone", "UTC"))))
    said = {"site_id": str(config["site_id"])} if "site_id" in config else {}
    if "language" in config:
        said["language"] = str(config["language"])
    if name and "status" in name.lower():
        said["site_name"] = _quoted(name)
    if "url" in of:
        said["own_url"] = f"url: {_quoted(str(of['url']))}"
    return values | said


def _as_first(text: str, values: Mapping[str, str]) -> str:
    """Return a history's settings as `init` writes them: the same explanations, and its own components."""
    components = text.partition("\ncomponents:")[2]
    listed = components.removeprefix("\n").rstrip("\n") if components.startswith("\n") else ""
    written = starter_text("incidents/statuspage.yml", {**values, "components": listed})
    return written if listed else written.replace("components:  ", "components: {}", 1)


def _begin_around(workspace: Workspace, values: dict[str, str]) -> None:
    """Write what a site has around its incidents, where it is not there yet."""
    files = starter_files(AROUND, values) | schemas()
    for name, text in _where_read(files, workspace.root).items():
        path = workspace.root / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            create_file(path, text, lock_dir=workspace.locks_dir)
        elif name == IGNORED:
            path.write_bytes(_ignoring(path, text.encode()))
    if not (workspace.root / LOCK_NAME).exists():
        write_lock(workspace.root)
    begin_repository(workspace.root)


def _replacing(text: str) -> Callable[[str], str]:
    return lambda _: text
