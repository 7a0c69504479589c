"""`statuspage serve`: MkDocs' own server, which reloads the page when a file changes."""

import errno
import signal
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import typer

from mkdocs_statuspage.cli.build import SETTINGS, run_mkdocs
from mkdocs_statuspage.desk.errors import CannotRun

__all__ = ["SETTINGS", "command"]

USUAL = "127.0.0.1:8000"
"""Where MkDocs serves when nobody says otherwise."""
HIGHEST = 65535
"""The highest port that there is."""
ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Sent by whoever ends a program, and by a terminal that is closed."""


def command(context: typer.Context) -> None:
    """Show the site on this machine, reloading on every change; takes the flags of `mkdocs serve`."""
    run_mkdocs("serve", context, _begin)


def _begin(config: Path, options: Mapping[str, Any]) -> None:
    """Make sure that the site can be served before it is built, and that whoever ends the server leaves nothing behind."""
    _refuse_taken(options["dev_addr"] or _address_in(config))
    for number in ENDS:
        signal.signal(number, _stop)


def _stop(number: int, _: object) -> NoReturn:
    """Stop as by Ctrl-C; a second time at once."""
    signal.signal(number, signal.SIG_DFL)
    raise KeyboardInterrupt


def _address_in(config: Path) -> str:
    """Return where a configuration says that its site is served."""
    from mkdocs_statuspage.yaml_text.mkdocs_yml import CannotRead, read_settings_of_mkdocs

    try:
        found = read_settings_of_mkdocs(config).get("dev_addr")
    except CannotRead:  # which MkDocs says
        return USUAL
    return found if isinstance(found, str) else USUAL


def _refuse_taken(address: str) -> None:
    """Refuse an address at which another program answers; of what is none, MkDocs says so, but for too high a port.

    Raises:
        CannotRun: nothing can be served there.
    """
    host, _, port = address.rpartition(":")
    if not port.isdecimal():
        return
    if int(port) > HIGHEST:
        raise CannotRun(f"{port} is no port", f"the highest is {HIGHEST}")
    try:
        _port_of(host, int(port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            elsewhere = f"{host}:{_port_of(host)}"
            said = f"another program answers at {address}"
            raise CannotRun(
                said, "end it, or serve at another port", line=("serve", "--dev-addr", elsewhere)
            ) from None


def _port_of(host: str, port: int = 0) -> int:
    """Return the port, or a free one, at which one may listen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host.strip("[]"), port), family=family) as server:
        found: int = server.getsockname()[1]
        return found
