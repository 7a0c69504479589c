"""A look at a text before it is posted: secrets and hidden characters stop it, the rest is only told."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.writing.locks import make_shared_folder, share
from mkdocs_statuspage.yaml_text.source import FORBIDDEN

LEAK = "leak"
MESSAGE = "the message"


def checked(given: str, what: str = MESSAGE) -> str:
    """Return a message without the blanks around it; or another text, which is told as `what`.

    Raises:
        CannotRun: it is empty, or has characters that readers must not get.
    """
    text = given.replace("\r\n", "\n").strip()
    is_message = what == MESSAGE
    if not text:
        lacking = (None, ("-m", "TEXT")) if is_message else (given, "TEXT")
        raise CannotRun(f"{what} is empty, so nothing was posted", instead=lacking)
    bad = FORBIDDEN.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        if "\udc80" <= bad[0] <= "\udcff":  # how Python passes on a byte that is no text
            raise CannotRun(
                f"{what} has the byte 0x{ord(bad[0]) & 0xFF:02X} in line {line}, which is no UTF-8",
                "type it again in a terminal that is set to UTF-8, or give a file with -F",
            )
        raise CannotRun(
            f"{what} has the character U+{ord(bad[0]):04X} in line {line}",
            "take it out; it cannot be seen, and spoils feeds or misleads readers",
            instead=None if is_message else (given, "TEXT"),
        )
    return text


def findings_in(text: str, config: SiteConfig, *, allow_secret: bool) -> Sequence[Finding]:
    """Return what the review says of a message that is about to be posted, without mere advice.

    Raises:
        CannotRun: it holds a secret.
    """
    findings = review_message(text, config)
    leaks = _leaks_among(findings)
    if leaks and not allow_secret:
        raise leaking(leaks)
    return [f for f in findings if f.severity is not Severity.ADVICE and f not in leaks]


def has_secret(text: str, config: SiteConfig) -> bool:
    """Tell whether a text holds what must not leave the house."""
    return bool(_leaks_among(review_message(text, config)))


def _leaks_among(findings: Sequence[Finding]) -> Sequence[Finding]:
    return [f for f in findings if f.rule == LEAK and f.severity is Severity.ERROR]


def leaking(leaks: Sequence[Finding]) -> CannotRun:
    """Return the error for texts that hold keys, internal hosts and the like."""
    return CannotRun(
        "the text holds what must not leave the house:",
        "take it out, or add --allow-secret if it is meant to be public",
        leaks,
    )


def review_message(text: str, config: SiteConfig) -> Sequence[Finding]:
    """Return what the review says of a message; its next word is a field, so no rule looks for it."""
    from mkdocs_statuspage.policy.incident_review import active_rules
    from mkdocs_statuspage.review import Origin, placed, review_text, to_findings
    from mkdocs_statuspage.review.rule import Facts, TextKind

    names = (config.organisation.name, *(c.name for c in config.components.values()))
    facts = Facts(
        has_next_update=True,
        own_names=names,
        language=config.language,
    )
    hits = review_text(text, TextKind.UPDATE, facts, active_rules(config))
    return to_findings(hits, placed(text, Origin("text")))


def keep_unsent(workspace: Workspace, text: str, now: datetime) -> Path:
    """Save a text that could not be posted, once and beside all others, and return where it is."""
    kept = (text.strip() + "\n").encode("utf-8", "surrogateescape")
    folder = workspace.state_dir / "unsent"
    make_shared_folder(folder)
    for number in count(1):
        path = folder / f"{now:%Y%m%dT%H%M%S}{f'-{number}' if number > 1 else ''}.md"
        try:
            with path.open("xb") as file:
                file.write(kept)
            share(path)
        except FileExistsError:
            continue
        return _first_with(kept, folder, path)
    raise AssertionError  # numbers do not end


def _first_with(kept: bytes, folder: Path, path: Path) -> Path:
    """Return the file that has this text already, and take the other away: who tries again has one."""
    for other in sorted(folder.glob("*.md")):
        if other != path and other.read_bytes() == kept:
            path.unlink()
            return other
    return path
