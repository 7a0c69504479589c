"""`statuspage digest`: for each owner what is owed, what is late and what recurs, one page each."""

import dataclasses
import sys
from typing import Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import print_json
from mkdocs_statuspage.cli.failures import EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import printable, warn


def command(
    context: typer.Context,
    owner: Annotated[
        str | None, typer.Option(metavar="OWNER", help="Only that of one owner; or how it begins.")
    ] = None,
    eml: Annotated[
        bool,
        typer.Option("--eml", help="Write a mail for each who has a mailbox, into drafts/digest/."),
    ] = False,
    send: Annotated[
        bool, typer.Option("--send", help="Send these mails, once a week to each owner.")
    ] = False,
    chat_in: Annotated[
        str | None,
        typer.Option(
            "--chat-in",
            metavar="NAME",
            help="Put it into the chat whose Apprise address this variable has.",
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Say for each owner what is owed, what is late and what recurs; for every week."""
    from mkdocs_statuspage.desk.letters import kept
    from mkdocs_statuspage.desk.letters import send as send_letters
    from mkdocs_statuspage.desk.owner_digest import as_mails, digests, told_in_chat
    from mkdocs_statuspage.language import load_words

    workspace = find_workspace(context)
    found = digests(workspace, owner)
    if as_json:
        print_json([dataclasses.asdict(one) for one in found])
    elif chat_in:
        warn(f"{told_in_chat(workspace, found, chat_in)} put into the chat")
    elif not (eml or send):
        words = load_words(workspace.config.language)
        pages = ("\n".join(one.lines(words)) for one in found)
        sys.stdout.write(printable("\n\n\n".join(pages) + "\n"))
    mails = tuple(as_mails(workspace, found)) if eml or send else ()
    if eml:
        kept(mails)
        for mail in mails:
            warn(f"{mail.person.name} → {workspace.shown(mail.path)}")
    failed = False
    for sent in send_letters(workspace, "digest", mails) if send else ():
        warn(f"{sent.letter.person.address}: {sent.problem or 'sent'}")
        failed = failed or bool(sent.problem)
    raise typer.Exit(EXIT_NOT_PUBLISHED if failed else 0)
