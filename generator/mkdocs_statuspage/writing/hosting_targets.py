"""Putting a built site where it is served from: a folder, a machine by rsync, S3-compatible storage, or a branch.

What pages load goes first, the front page and the feeds last, and what is no more after all of it: whoever reads
meanwhile finds everything that a page names.
"""

import hashlib
import mimetypes
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs_statuspage.model.config import HostingTarget
from mkdocs_statuspage.writing.compressed_files import is_compressed_copy
from mkdocs_statuspage.writing.git import NETWORK_SECONDS, Git
from mkdocs_statuspage.writing.next_folder import next_folder
from mkdocs_statuspage.writing.refusals import CannotWrite

RSYNC = ("rsync", "--recursive", "--links", "--times", "--checksum", "--delay-updates")
NO_QUESTIONS = "ssh -o BatchMode=yes -o ConnectTimeout=15"
SHORT = "public, max-age=60"
"""A minute is as long as a word may be held back."""
FOREVER = "public, max-age=31536000, immutable"
_UNCHANGING = re.compile(
    r"(?:^|/)(?:assets/statuspage/[a-z]+\.[0-9a-f]{8}\.[a-z]+|previews/[0-9a-f]{16}\.png)$"
)
"""What has its content in its name."""


def put_site(site: Path, target: HostingTarget, root: Path) -> None:
    """Put a built site at a target; what is there already, byte for byte, is left as it is.

    Raises:
        CannotWrite: it could not be put there; says why. What was there is served as before.
    """
    puts = {"folder": _to_folder, "rsync": _to_machine, "s3": _to_storage, "branch": _to_branch}
    try:
        puts[target.to](site, target, root)
    except OSError as error:
        raise CannotWrite(f"{error.strerror or error}: {error.filename or target.at}") from None


def _to_folder(site: Path, target: HostingTarget, root: Path) -> None:
    """Write it beside the folder, and exchange both; a file that has not changed keeps its time."""
    there = (root / target.at).resolve()
    begun = next_folder(there)
    try:
        for path in _files(site):
            name = path.relative_to(site)
            new = begun.path / name
            new.parent.mkdir(parents=True, exist_ok=True)
            former = there / name
            same = former.is_file() and former.read_bytes() == path.read_bytes()
            shutil.copy2(former if same else path, new)
    except BaseException:
        begun.give_up()
        raise
    begun.replace()


def _to_machine(site: Path, target: HostingTarget, root: Path) -> None:
    """Copy what pages load, then the rest, then remove what is no more."""
    pages = [f"--exclude=*.{kind}{end}" for kind in ("html", "xml", "json") for end in ("", ".gz")]
    for words in (pages, ("--delete-after", "--exclude=.well-known")):
        command = [*RSYNC, *words, f"{site}/", target.at.rstrip("/") + "/"]
        try:
            done = subprocess.run(  # noqa: S603 - the arguments are the owner's, and no shell reads them
                command,
                cwd=root,
                env={"RSYNC_RSH": NO_QUESTIONS} | os.environ,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=10 * NETWORK_SECONDS,
                check=False,
            )
        except FileNotFoundError:
            raise CannotWrite("rsync is not installed") from None
        except subprocess.TimeoutExpired:
            raise CannotWrite("rsync took longer than ten minutes") from None
        if done.returncode:
            said = done.stderr.strip().splitlines()
            raise CannotWrite(said[0] if said else f"rsync ended with {done.returncode}")


def _to_storage(site: Path, target: HostingTarget, root: Path) -> None:
    """Put what differs by its checksum, in an order in which no page names what is not there yet."""
    try:
        import boto3
        from botocore.exceptions import BotoCoreError, ClientError
    except ImportError:
        raise CannotWrite("boto3 is not installed: pip install 'mkdocs-statuspage[s3]'") from None
    bucket, _, prefix = target.at.partition("/")
    prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
    try:
        client = boto3.client("s3", endpoint_url=target.endpoint)
        there = _stored(client, bucket, prefix)
        sent = (path for path in _files(site) if not is_compressed_copy(path))
        wanted = {f"{prefix}{path.relative_to(site).as_posix()}": path for path in sent}
        for key in sorted(wanted, key=lambda key: (_rank(key), key)):
            data = wanted[key].read_bytes()
            if there.get(key) != hashlib.md5(data, usedforsecurity=False).hexdigest():
                client.put_object(
                    Bucket=bucket,
                    Key=key,
                    Body=data,
                    ContentType=_content_type(key),
                    CacheControl=cache_of(key),
                )
        for key in there.keys() - wanted.keys():
            client.delete_object(Bucket=bucket, Key=key)
    except (BotoCoreError, ClientError) as error:
        raise CannotWrite(str(error)) from None


def _stored(client: Any, bucket: str, prefix: str) -> Mapping[str, str]:
    """Return the checksum of everything that is in the storage, by its key."""
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    return {
        one["Key"]: one["ETag"].strip('"') for page in pages for one in page.get("Contents", ())
    }


def _rank(key: str) -> int:
    """Order a site's files: what pages load, pages, what programs read, and the front page last."""
    if key.endswith(".html"):
        return 3 if "/" not in key.removesuffix("index.html").strip("/") else 1
    return 2 if key.endswith((".xml", ".json", ".atom", ".rss", ".ics")) else 0


def cache_of(key: str) -> str:
    """Return how long a file may be kept, by where it stands."""
    return FOREVER if _UNCHANGING.search(key) else SHORT


def _content_type(key: str) -> str:
    known = {
        ".atom": "application/atom+xml",
        ".rss": "application/rss+xml",
        ".ics": "text/calendar",
    }
    suffix = Path(key).suffix
    found = known.get(suffix) or mimetypes.guess_type(key)[0] or "application/octet-stream"
    is_text = found.startswith("text/") or found.endswith(("+xml", "json", "javascript"))
    return f"{found}; charset=utf-8" if is_text else found


def _to_branch(site: Path, target: HostingTarget, root: Path) -> None:
    """Make the site a commit behind the branch's newest one, and push it; no work tree is touched."""
    git = Git(root).without_questions()
    remote, _, branch = target.at.rpartition(":")
    remote, ref = remote or "origin", f"refs/heads/{branch}"
    tree = _tree(git, site)
    for is_last in (False, False, True):  # somebody else may push meanwhile
        # Whole and without a ref of ours: a depth would cut this repository's own history, and both leave locks.
        words = ("fetch", "--quiet", "--refmap=", "--no-tags", remote, ref)
        done = git.run(*words, seconds=NETWORK_SECONDS)
        parent = git.ask("rev-parse", "FETCH_HEAD") if done.code == 0 else None
        if parent and git.ask("rev-parse", f"{parent}^{{tree}}") == tree:
            return
        behind = ["-p", parent] if parent else []
        commit = git.need("commit-tree", tree, *behind, "-m", "Publish the site").text
        pushed = git.run("push", "--quiet", remote, f"{commit}:{ref}", seconds=NETWORK_SECONDS)
        if pushed.code == 0:
            return
        lines = pushed.said.splitlines() or ["the push failed"]
        said = next((x for x in lines if x.startswith(("fatal:", " !"))), lines[-1])
        if is_last or not said.startswith(" !"):
            raise CannotWrite(said.strip())


def _tree(git: Git, site: Path) -> str:
    """Write a folder's files as a tree of git's, by an index of its own, with the file that keeps Jekyll away."""
    with tempfile.TemporaryDirectory() as folder:
        with_index = git.using(GIT_INDEX_FILE=str(Path(folder) / "index"))
        with_index.need("--work-tree", str(site), "add", "--all", "--force", "--", ".")
        blob = with_index.need("hash-object", "-w", "--stdin").text
        with_index.need("update-index", "--add", "--cacheinfo", f"100644,{blob},.nojekyll")
        return with_index.need("write-tree").text


def _files(site: Path) -> Iterator[Path]:
    return (path for path in sorted(site.rglob("*")) if path.is_file())
