"""`statuspage serve` says at once where it cannot serve."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import MKDOCS, Run


@pytest.fixture
def taken() -> Iterator[str]:
    """Give an address at which a program answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize("is_set", [False, True])
def test_a_port_that_is_taken_is_said_before_anything_is_built(
    site: Path, run: Run, taken: str, *, is_set: bool
) -> None:
    """Whoever names it; with a line that serves where nobody does."""
    if is_set:
        (site / "mkdocs.yml").write_text(f"{MKDOCS}dev_addr: {taken}\n")
    done = run("serve", *([] if is_set else ["-a", taken]))
    assert done.code == 2
    assert done.err.startswith(f"statuspage: another program answers at {taken}\n")
    elsewhere = re.search(r"Type: statuspage serve --dev-addr (.+):(\d+)", done.err)
    assert elsewhere
    with socket.create_server((elsewhere[1], int(elsewhere[2]))):
        pass


def test_a_port_that_is_none_is_said(run: Run) -> None:
    done = run("serve", "-a", "127.0.0.1:99999")
    assert (done.code, done.err) == (
        2,
        "statuspage: 99999 is no port\n  the highest is 65535\n",
    )
