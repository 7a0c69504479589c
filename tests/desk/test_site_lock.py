"""A site installs exactly what ran where it was made, and says where that is another program than this."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest

from mkdocs_statuspage import __version__
from mkdocs_statuspage.desk import installed
from mkdocs_statuspage.desk.installed import needed_by, origin_of
from mkdocs_statuspage.desk.new_site import NewSite, make_site
from mkdocs_statuspage.desk.site_lock import OURS, lock_of_this, tell_if_other
from mkdocs_statuspage.desk.workspace import Workspace

URL = "https://status.acme.example/"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Package:
    """Stands for what is installed: its name, version, needs and where it is from."""

    name: str
    version: str = "1.0"
    requires: tuple[str, ...] = ()
    origin: object = None

    def read_text(self, name: str) -> str | None:
        return json.dumps(self.origin) if self.origin and name == "direct_url.json" else None


Install = Callable[..., None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Give a function that makes these packages all that is installed."""

    def these(*packages: Package) -> None:
        known = {one.name: one for one in packages}

        def find(name: str) -> Package:
            if name not in known:
                raise metadata.PackageNotFoundError(name)
            return known[name]

        monkeypatch.setattr(installed, "distribution", find)

    return these


def test_all_that_is_needed_here_is_named_and_nothing_else(install: Install) -> None:
    """Needs of needs and of extras, whatever names are spelt like; not what another system needs."""
    install(
        Package(
            OURS, requires=("Big_Thing[fast]>=1", "nowhere; sys_platform == 'nowhere'", "gone")
        ),
        Package(
            "big-thing", "2.0", ("quick; extra == 'fast'", "slow; extra == 'slow'", "base", OURS)
        ),
        Package("quick"),
        Package("slow"),
        Package("base"),
        Package("nowhere"),
        Package("other"),
    )
    assert sorted(needed_by(OURS)) == ["base", "big-thing", OURS, "quick"]
    assert "\nbig-thing==2.0\n" in lock_of_this().text


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (None, f"{OURS}==1.0"),
        (
            {"url": "https://git.example/a.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
            f"{OURS} @ git+https://git.example/a.git@{COMMIT}  # 1.0",
        ),
        (
            {"url": "https://x.example/a.whl", "archive_info": {"hashes": {"sha256": "ab"}}},
            f"{OURS} @ https://x.example/a.whl#sha256=ab  # 1.0",
        ),
        ({"url": "file:///gone/a.whl", "archive_info": {}}, f"{OURS} @ file:///gone/a.whl  # 1.0"),
        ({"url": "file:///gone/here", "dir_info": {}}, f"{OURS} @ file:///gone/here  # 1.0"),
    ],
)
def test_each_is_installed_from_where_it_came(install: Install, told: object, line: str) -> None:
    """An index, a git address with its commit, an archive with its hash; and a folder is told as one of this machine."""
    install(Package(OURS, origin=told))
    lock = lock_of_this()
    assert lock.text.splitlines()[1:] == [line]
    assert lock.only_here == ((OURS,) if "file:" in line else ())


def test_a_wheel_of_this_machine_comes_along(install: Install, tmp_path: Path) -> None:
    """It is put into the site, and installed from there."""
    wheel = tmp_path / "a b-1.0.whl"
    wheel.write_bytes(b"wheel")
    install(Package(OURS, origin={"url": wheel.as_uri(), "archive_info": {}}))
    make_site(tmp_path / "site", NewSite("Acme", URL))
    assert (tmp_path / "site" / "wheels" / wheel.name).read_bytes() == b"wheel"
    assert (
        f"./wheels/{wheel.name}  # {OURS} 1.0"
        in (tmp_path / "site" / "requirements.txt").read_text()
    )


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("git@git.example:acme/tool.git", "git+ssh://git@git.example/acme/tool.git"),
        ("https://me:secret@git.example/tool.git", "git+https://git.example/tool.git"),
    ],
)
def test_a_folder_whose_commit_is_on_its_remote_is_that_commit(
    install: Install, tmp_path: Path, address: str, shown: str
) -> None:
    """Without its passwords; one that has changes, or a commit that was not pushed, is a folder of this machine."""

    def git(*words: str) -> str:
        who = ("-c", "user.name=a", "-c", "user.email=a@b.example")
        done = subprocess.run(
            ["git", *who, *words], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    (tmp_path / "code").write_text("1")
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "Begin")
    git("remote", "add", "origin", address)
    package = Package(OURS, origin={"url": tmp_path.as_uri(), "dir_info": {"editable": True}})
    install(package)
    assert origin_of(package) == tmp_path.as_uri()  # type: ignore[arg-type]
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    assert origin_of(package) == f"{shown}@{git('rev-parse', 'HEAD')}"  # type: ignore[arg-type]
    (tmp_path / "code").write_text("2")
    assert origin_of(package) == tmp_path.as_uri()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        (f"{OURS}=={__version__}", False),
        (f"{OURS}==0.0.1", True),
        (f"{OURS} @ https://x.example/a.whl  # 0.0.1", True),
        (f"./wheels/a.whl  # {OURS} 0.0.1", True),
        (f"./wheels/a.whl  # {OURS} {__version__}", False),
        (f"{OURS} @ git+https://x.example@{COMMIT}  # {__version__}", False),
        (f"{OURS} @ git+https://x.example@{COMMIT[::-1]}  # {__version__}", True),
        ("another==0.0.1", False),
    ],
)
def test_another_version_is_told_before_it_writes(
    install: Install, tmp_path: Path, line: str, is_told: bool
) -> None:
    """In one line, with the command that renews the lock; of two commits too, where both are known."""
    git = {"url": "https://x.example", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}
    install(Package(OURS, __version__, origin=git))
    said: list[str] = []
    (tmp_path / "requirements.txt").write_text(f"first==1\n{line}\n")
    tell_if_other(Workspace(tmp_path, tmp_path / "incidents", "", said.append))
    assert len(said) == is_told
    assert not said or "statuspage lock" in said[0]
