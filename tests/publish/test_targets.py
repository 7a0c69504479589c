"""A built site arrives whole at every kind of target, and at each by itself."""

import os
import re
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from followers.tools import program
from mkdocs_statuspage.model.config import HostingTarget
from mkdocs_statuspage.writing.compressed_files import compress_files
from mkdocs_statuspage.writing.hosting_targets import put_site
from mkdocs_statuspage.writing.refusals import CannotWrite
from plugin.library import free_port

NGINX = """
daemon off; pid {home}/pid; error_log {home}/log; user root;
events {{}}
http {{ access_log off; client_body_temp_path {home}/a; proxy_temp_path {home}/b; fastcgi_temp_path {home}/c;
  uwsgi_temp_path {home}/d; scgi_temp_path {home}/e;
  server {{ listen 127.0.0.1:{port}; root {www}; }} }}
"""


def build(folder: Path, number: int) -> Path:
    """Make a site of which each build has pages, assets of its own, and what programs read."""
    shutil.rmtree(folder, ignore_errors=True)
    files = {
        "index.html": f'<link href="assets/{number}.css"> build {number}',
        "incidents/a/index.html": f'<link href="/assets/{number}.css"> build {number}',
        f"assets/{number}.css": "p {}",
        "assets/same.css": "q {}",
        "feed.xml": f"<feed>{number}</feed>",
        "build.json": f'{{"built_at": "{number}"}}',
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def held(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_text(errors="replace") for path in found}


@pytest.mark.parametrize("to", ["folder", "rsync"])
def test_a_folder_has_the_new_site_and_nothing_else(tmp_path: Path, to: str) -> None:
    """Compressed copies too; what has not changed keeps its time; what is no more goes."""
    if to == "rsync":
        program("rsync")
    target = HostingTarget(to=to, at="srv/www")  # type: ignore[arg-type]
    (tmp_path / "srv").mkdir()
    put_site(build(tmp_path / "site", 1), target, tmp_path)
    same = tmp_path / "srv/www/assets/same.css"
    os.utime(same, (1_000_000_000, 1_000_000_000))
    compress_files(build(tmp_path / "site", 2))
    put_site(tmp_path / "site", target, tmp_path)
    assert held(tmp_path / "srv/www") == held(tmp_path / "site")
    assert (tmp_path / "srv/www/index.html.gz").is_file()
    if to == "folder":
        assert same.stat().st_mtime == 1_000_000_000


def test_nobody_who_reads_a_folder_meets_a_part(tmp_path: Path) -> None:
    """Twenty publications under load: each answer is a page, and what it names is there."""
    command, www = program("nginx"), tmp_path / "www"
    put_site(build(tmp_path / "site", 0), HostingTarget(to="folder", at="www"), tmp_path)
    port = free_port()
    (tmp_path / "conf").write_text(NGINX.format(home=tmp_path, port=port, www=www))
    bad: list[str] = []
    seen: list[int] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as answer:
                    seen.append(int(re.findall(r"build (\d+)", answer.read().decode())[0]))
            except Exception as error:
                bad.append(repr(error))

    with subprocess.Popen(
        [command, "-c", str(tmp_path / "conf"), "-e", str(tmp_path / "log")]
    ) as server:
        readers = [threading.Thread(target=read) for _ in range(4)]
        try:
            _wait_for(port)
            for reader in readers:
                reader.start()
            for number in range(1, 21):
                put_site(
                    build(tmp_path / "site", number), HostingTarget(to="folder", at="www"), tmp_path
                )
                answer = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60).read()
                assert f"build {number}".encode() in answer
            while len(seen) <= 20 and not bad:
                time.sleep(0.01)
        finally:
            stop.set()
            for reader in filter(threading.Thread.is_alive, readers):
                reader.join()
            server.terminate()
    assert bad == []


def _wait_for(port: int) -> None:
    for _ in range(1200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60).close()
        except urllib.error.URLError:
            time.sleep(0.05)
        else:
            return


@pytest.fixture(scope="module")
def storage() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(storage: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY"):
        monkeypatch.setenv(f"AWS_{name}", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    client = boto3.client("s3", endpoint_url=storage)
    client.create_bucket(Bucket="status")
    for one in client.list_objects_v2(Bucket="status").get("Contents", ()):
        client.delete_object(Bucket="status", Key=one["Key"])
    return client


def stored(client: Any) -> dict[str, str]:
    found = client.list_objects_v2(Bucket="status").get("Contents", ())
    return {
        one["Key"]: client.get_object(Bucket="status", Key=one["Key"])["Body"].read().decode()
        for one in found
    }


def in_storage(storage: str, at: str = "status") -> HostingTarget:
    return HostingTarget(to="s3", at=at, endpoint=storage)


def test_storage_has_the_new_site_and_nothing_else(
    tmp_path: Path, storage: str, bucket: Any
) -> None:
    """With types and a short life, and no copies, which it would never send; beside it, below another prefix, nothing is touched."""
    bucket.put_object(Bucket="status", Key="other/file", Body=b"x")
    for number in (1, 2):
        site = build(tmp_path / "site", number)
        expected = {f"page/{name}": text for name, text in held(site).items()}
        compress_files(site)
        put_site(site, in_storage(storage, "status/page"), tmp_path)
    assert stored(bucket) == expected | {"other/file": "x"}
    head = bucket.head_object(Bucket="status", Key="page/index.html")
    assert (head["ContentType"], head["CacheControl"]) == (
        "text/html; charset=utf-8",
        "public, max-age=60",
    )


def test_storage_gets_only_what_changed(
    tmp_path: Path, storage: str, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there byte for byte is not sent again; what is loaded goes first, the front page last."""
    put_site(build(tmp_path / "site", 1), in_storage(storage), tmp_path)
    sent = _spy(monkeypatch)
    put_site(tmp_path / "site", in_storage(storage), tmp_path)
    assert sent == []
    put_site(build(tmp_path / "site", 2), in_storage(storage), tmp_path)
    assert sent == [
        "put assets/2.css",
        "put incidents/a/index.html",
        "put build.json",
        "put feed.xml",
        "put index.html",
        "delete assets/1.css",
    ]


def _spy(monkeypatch: pytest.MonkeyPatch, dies_after: int = 999) -> list[str]:
    """Note what is sent to storage; after so many requests the connection is gone."""
    sent: list[str] = []
    made = boto3.client

    def client(*words: Any, **options: Any) -> Any:
        one = made(*words, **options)

        def note(params: Any, model: Any, **_: Any) -> None:
            verb = {"PutObject": "put", "DeleteObject": "delete"}.get(model.name)
            if verb:
                if len(sent) >= dies_after:
                    raise ConnectionError("the network is gone")
                sent.append(f"{verb} {params['Key']}")

        one.meta.events.register("before-parameter-build.s3", note)
        return one

    monkeypatch.setattr(boto3, "client", client)
    return sent


@pytest.mark.parametrize("after", range(7))
def test_storage_that_was_cut_off_names_nothing_that_is_missing(
    tmp_path: Path, storage: str, bucket: Any, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Wherever it ends, each page finds what it loads; and the next time makes it whole."""
    put_site(build(tmp_path / "site", 1), in_storage(storage), tmp_path)
    site = build(tmp_path / "site", 2)
    with monkeypatch.context() as patch:
        _spy(patch, dies_after=after)
        if after < 6:
            with pytest.raises(CannotWrite, match="the network is gone"):
                put_site(site, in_storage(storage), tmp_path)
    there = stored(bucket)
    for name, text in there.items():
        for loaded in re.findall(r'href="/?(.+?)"', text):
            assert loaded in there, f"{name} loads {loaded}"
    put_site(site, in_storage(storage), tmp_path)
    assert stored(bucket) == held(site)


Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Give what runs git in a repository with a remote, or in another folder."""
    root, bare = tmp_path / "root", tmp_path / "bare.git"

    def run(*words: str, folder: Path = root) -> str:
        named = ["-c", "user.name=Ana", "-c", "user.email=ana@acme.test"]
        done = subprocess.run(
            ["git", *named, *words], cwd=folder, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    run("init", "-q", "--bare", str(bare), folder=tmp_path)
    run("init", "-q", "-b", "main", str(root), folder=tmp_path)
    run("remote", "add", "origin", str(bare))
    for name, value in (("user.name", "Ana"), ("user.email", "ana@acme.test")):
        run("config", name, value)
    return run


def test_a_branch_is_a_commit_further_and_the_folder_untouched(tmp_path: Path, git: Git) -> None:
    """For Pages: no Jekyll, history kept here and there, and nothing pushed where nothing changed."""
    bare, root = tmp_path / "bare.git", tmp_path / "root"
    for number in (1, 2, 2):
        put_site(build(tmp_path / "site", number), HostingTarget(to="branch", at="gh-pages"), root)
    names = git("ls-tree", "-r", "--name-only", "gh-pages", folder=bare).split()
    assert set(names) == {*held(tmp_path / "site"), ".nojekyll"}
    assert git("show", "gh-pages:feed.xml", folder=bare) == "<feed>2</feed>"
    assert git("rev-list", "--count", "gh-pages", folder=bare) == "2"
    assert git("status", "--porcelain") == ""
    assert git("rev-parse", "--is-shallow-repository") == "false"


def test_two_who_publish_a_branch_at_once_both_arrive(tmp_path: Path, git: Git) -> None:
    """Whoever is later puts the site behind what the other pushed meanwhile."""
    bare, root = tmp_path / "bare.git", tmp_path / "root"
    target, other = HostingTarget(to="branch", at="gh-pages"), tmp_path / "other"
    put_site(build(tmp_path / "site", 1), target, root)
    git("clone", "-q", "-b", "gh-pages", str(bare), str(other), folder=tmp_path)
    git("commit", "-q", "--allow-empty", "-m", "Quicker", folder=other)
    door = tmp_path / "door"
    door.write_text(
        f"#!/bin/sh\nrm '{door}.shut' && git -C '{other}' push -q\nexec git-receive-pack $1\n"
    )
    door.chmod(0o755)
    Path(f"{door}.shut").touch()
    git("config", "remote.origin.receivepack", str(door))
    put_site(build(tmp_path / "site", 2), target, root)
    said = git("log", "--format=%s", "gh-pages", folder=bare).splitlines()
    assert said == ["Publish the site", "Quicker", "Publish the site"]
    assert git("show", "gh-pages:feed.xml", folder=bare) == "<feed>2</feed>"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (HostingTarget(to="folder", at="/proc/nowhere/www"), "/proc/nowhere"),
        (HostingTarget(to="rsync", at="nobody@127.0.0.1:/srv"), "."),
        (HostingTarget(to="s3", at="status", endpoint="http://127.0.0.1:9/"), "Could not connect"),
        (HostingTarget(to="branch", at="nowhere:pages"), "nowhere"),
    ],
    ids=lambda value: getattr(value, "to", ""),
)
def test_a_target_that_cannot_be_reached_says_why(
    tmp_path: Path, target: HostingTarget, said: str
) -> None:
    """In a sentence, and quickly."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "DEFAULT_REGION"):
            patch.setenv(f"AWS_{name}", "testing")
        patch.setenv("AWS_MAX_ATTEMPTS", "1")
        with pytest.raises(CannotWrite, match=said):
            put_site(build(tmp_path / "site", 1), target, tmp_path)
