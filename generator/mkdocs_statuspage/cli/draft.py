"""`statuspage draft`: letters, posts and replies that say what the page says; none of them is in the site."""

import dataclasses
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import print_json
from mkdocs_statuspage.cli.failures import EXIT_FINDINGS, EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.findings import show
from mkdocs_statuspage.cli.options import find_workspace, person_option
from mkdocs_statuspage.cli.terminal import printable, warn
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.model.statuses import PostKind

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.drafts import ChannelDraft
    from mkdocs_statuspage.desk.letters import LetterBatch, LetterWish
    from mkdocs_statuspage.desk.workspace import Workspace

SHOWN = 3
"""So many letters are shown before any is made or sent."""


class DraftKind(StrEnum):
    """What is drafted."""

    EMAIL = "email"
    SOCIAL = "social"
    REPLY = "reply"
    KEPT = "kept"


@dataclasses.dataclass(frozen=True)
class LetterOptions:
    """What letters are made of, and what becomes of them."""

    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help="email: the CSV of who was hit; name,address."),
    ] = None
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="email: where the letters go.")
    ] = None
    beside: options.Beside = None
    words: Annotated[
        Path | None,
        typer.Option(
            "--words", metavar="FILE", help="email: your own words, with {column} in them."
        ),
    ] = None
    send: Annotated[
        bool, typer.Option("--send", help="email: send what was not sent yet, once to each.")
    ] = False
    from_here: Annotated[
        bool,
        typer.Option("--from-here", help="email: send although another machine began to."),
    ] = False
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="email: show three, write and send nothing.")
    ] = False


@dataclasses.dataclass(frozen=True)
class PostOptions:
    """Where a post goes, and what it tells."""

    tells: Annotated[
        PostKind | None,
        typer.Option("--tells", help="social: what it tells; by default what is newest."),
    ] = None
    channel: Annotated[
        str | None,
        typer.Option("--channel", metavar="NAME", help="Only for this one of `channels`."),
    ] = None
    name: Annotated[str, typer.Option("--name", help="reply: whom it is to.")] = ""
    complaint: Annotated[
        typer.FileText | None,
        typer.Option(
            "--complaint",
            metavar="FILE",
            encoding="utf-8",
            help="reply: what they wrote; - reads it.",
        ),
    ] = None


def command(
    context: typer.Context,
    kind: Annotated[DraftKind, typer.Argument(help="What to draft.")],
    about: Annotated[
        str | None,
        typer.Argument(
            metavar="ID",
            help="The incident, which may be left out with one open; kept: the promise.",
        ),
    ] = None,
    *,
    letters: LetterOptions,
    signed_by: Annotated[
        str | None, person_option("Who writes; the signer.", "--signed-by")
    ] = None,
    posts: PostOptions,
    as_json: options.Json = False,
) -> None:
    """Draft letters to those who were hit, posts, a reply to a complaint, word of a kept promise; each says what the page says."""
    from mkdocs_statuspage.desk.letters import LetterWish

    workspace = find_workspace(context)
    if kind is DraftKind.EMAIL:
        wish = LetterWish(
            letters.to or Path(), letters.out, letters.words, signed_by, letters.beside or ()
        )
        _email(workspace, about, wish, (letters, as_json))
    else:
        _show(_posts(workspace, kind, about, (posts, signed_by)), as_json=as_json)


def _posts(
    workspace: "Workspace", kind: DraftKind, about: str | None, how: tuple[PostOptions, str | None]
) -> "Sequence[ChannelDraft]":
    from mkdocs_statuspage.desk.drafts import answer, social
    from mkdocs_statuspage.desk.drafts import kept as kept_promise

    posts, signed_by = how
    if kind is DraftKind.SOCIAL:
        return social(workspace, about, posts.tells, posts.channel)
    if kind is DraftKind.REPLY:
        only = posts.channel
        said = _read(posts.complaint) if posts.complaint else ""
        return [answer(workspace, about, (posts.name, said), signed_by=signed_by, only=only)]
    if about is None:
        raise CannotRun(
            "no promise is named", "`statuspage promises` lists them", line=("promises",)
        )
    return kept_promise(workspace, about, posts.channel)


def _read(complaint: typer.FileText) -> str:
    try:
        return complaint.read()
    except UnicodeDecodeError as error:
        raise CannotRun(
            f"{complaint.name} is not UTF-8: byte 0x{error.object[error.start]:02x}",
            "save it as UTF-8, or leave it out",
        ) from None


def _show(drafts: "Sequence[ChannelDraft]", *, as_json: bool) -> None:
    """Print each draft under its channel, and what is wrong with it."""
    if as_json:
        told = [
            {**dataclasses.asdict(one), "findings": [str(f) for f in one.findings]}
            for one in drafts
        ]
        print_json(told)
    for one in drafts if not as_json else ():
        head = f"{one.channel}: {one.length} of {one.limit}"
        if len(drafts) > 1:
            sys.stdout.write(printable(f"{head}\n\n{one.text}\n\n\n"))
        else:  # it may go straight into another program
            if one.channel:
                warn(head)
            sys.stdout.write(printable(f"{one.text}\n"))
        show(one.findings)
    raise typer.Exit(EXIT_FINDINGS if any(one.findings for one in drafts) else 0)


def _email(
    workspace: "Workspace", about: str | None, wish: "LetterWish", how: tuple[LetterOptions, bool]
) -> None:
    from mkdocs_statuspage.desk.letters import kept, letters_about

    asked, as_json = how
    to = wish.list
    if to == Path():
        raise CannotRun("nobody to write to", "name the list of who was hit: --to affected.csv")
    batch = letters_about(workspace, about, wish)
    for row in batch.broken:
        warn(f"{to}:{row.line}: {row.why}")
    show(batch.findings)
    if asked.dry_run:
        _show_some(workspace, batch)
        raise typer.Exit(_code(batch))
    new = kept(batch.letters)
    if as_json:
        print_json(_record(workspace, batch))
    else:
        stayed = len(batch.letters) - new
        said = f"{_counted(new)} → {workspace.shown(batch.folder)}"
        said += f" · {stayed} were there, and stay as they are" if stayed else ""
        sys.stdout.write(printable(said + "\n"))
    sent = _send(workspace, batch, anyway=asked.from_here) if asked.send else 0
    raise typer.Exit(sent or _code(batch))


def _counted(letters: int) -> str:
    return "1 letter" if letters == 1 else f"{letters} letters"


def _code(batch: "LetterBatch") -> int:
    from mkdocs_statuspage.desk.drafts import holds_back

    return EXIT_FINDINGS if batch.broken or holds_back(batch.findings) else 0


def _show_some(workspace: "Workspace", batch: "LetterBatch") -> None:
    """Print the first letters, and how many would follow."""
    from mkdocs_statuspage.desk.letters import is_sent

    sent = sum(is_sent(workspace, batch.record, batch.letters))
    for letter in batch.letters[:SHOWN]:
        head = (f"{name}: {letter.message[name]}" for name in ("From", "To", "Subject"))
        sys.stdout.write(printable("\n".join([*head, "", letter.text, "—" * 20, ""])))
    warn(f"{_counted(len(batch.letters))}, {sent} of them sent; nothing was written or sent")


def _send(workspace: "Workspace", batch: "LetterBatch", *, anyway: bool) -> int:
    """Send what was not sent yet, and say what became of it."""
    from mkdocs_statuspage.desk.drafts import holds_back
    from mkdocs_statuspage.desk.letters import claim, is_sent
    from mkdocs_statuspage.desk.letters import send as send_letters
    from mkdocs_statuspage.writing.mail_server import server_of

    if holds_back(batch.findings):
        warn("nothing was sent: the letters say what the page does not")
        return EXIT_FINDINGS
    before = sum(is_sent(workspace, batch.record, batch.letters))
    server_of(workspace.config)
    if before < len(batch.letters):
        claim(workspace, batch, anyway=anyway)
    done = failed = 0
    try:
        for one in send_letters(workspace, batch.record, batch.letters):
            done += not one.problem
            failed += bool(one.problem)
            if one.problem:
                warn(f"{one.letter.person.address}: {one.problem}")
            elif one.was_in_doubt:
                warn(
                    f"{one.letter.person.address}: sent again under the same id; an earlier run ended within it"
                )
    finally:
        left = len(batch.letters) - before - done
        again = "; run it again for these" if left else ""
        warn(f"{done} sent, {before} had it already, {left} not sent{again}")
    return EXIT_NOT_PUBLISHED if failed else 0


def _record(workspace: "Workspace", batch: "LetterBatch") -> dict[str, Any]:
    return {
        "incident": batch.incident,
        "letters": [
            {"line": one.person.line, "to": one.person.address, "path": workspace.shown(one.path)}
            for one in batch.letters
        ],
        "broken": [{"line": row.line, "why": row.why} for row in batch.broken],
        "findings": [str(finding) for finding in batch.findings],
    }
