"""`statuspage review`: what in a text will make things worse, and how to say it instead."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.failures import EXIT_FINDINGS
from mkdocs_statuspage.cli.findings import Format, present
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.model.finding import Finding, Severity

STDIN = "-"


class ReadAs(StrEnum):
    """What a text from standard input is going to be."""

    REPORT = "report"
    UPDATE = "update"
    SOCIAL = "social"


def command(
    context: typer.Context,
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Only these incidents; - reads standard input."),
    ] = None,
    as_: Annotated[ReadAs, typer.Option("--as", help="What standard input is.")] = ReadAs.REPORT,
    about: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The incident that standard input must say the same of."),
    ] = None,
    beside: options.Beside = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TEXT,
    explain: Annotated[
        str | None, typer.Option(metavar="RULE", help="Print what a rule is about.")
    ] = None,
    prompt: Annotated[
        bool,
        typer.Option("--prompt", help="Print the text with the rules, for an assistant to judge."),
    ] = False,
) -> None:
    """Read what customers are about to read, and point at what will make it worse."""
    from mkdocs_statuspage.review import NOTHING_FOUND

    if explain is not None:
        sys.stdout.write(_explained(explain))
        return
    if prompt:
        sys.stdout.write(_prompt(context, ids or (), as_))
        return
    if about is not None:
        findings = _compared(context, ids or (), as_, (about, beside or ()))
    elif ids == [STDIN]:
        findings = review_stdin(as_, _language_here(context))
    else:
        findings = _review_here(context, ids or ())
    present(findings, format_, NOTHING_FOUND)
    is_advice = all(finding.severity is Severity.ADVICE for finding in findings)
    raise typer.Exit(0 if is_advice else EXIT_FINDINGS)


def _review_here(context: typer.Context, ids: Sequence[str]) -> Sequence[Finding]:
    from mkdocs_statuspage.desk.site_review import review_site, unknown_rules

    workspace = find_workspace(context)
    reviewed = review_site(workspace, ids)
    _tell_unread(workspace.config.language)
    found = (finding for findings in reviewed.values() for finding in findings)
    return [*found, *unknown_rules(workspace)]


def _explained(rule: str) -> str:
    from mkdocs_statuspage.desk.typed_words import one_of
    from mkdocs_statuspage.review.documentation import explain
    from mkdocs_statuspage.review.rules import RULE_NAMES

    return explain(one_of(rule, RULE_NAMES, "rule")).rstrip() + "\n"


def review_stdin(kind: ReadAs, language: str) -> Sequence[Finding]:
    """Review the text of standard input, for which there are no fields."""
    from mkdocs_statuspage.review import Origin, placed, review_text, to_findings
    from mkdocs_statuspage.review.rule import Facts, TextKind

    _tell_unread(language)
    text = _read_stdin()
    hits = review_text(text, TextKind(kind.value), Facts(language=language))
    return to_findings(hits, placed(text, Origin(STDIN)))


def _compared(
    context: typer.Context, ids: Sequence[str], kind: ReadAs, told: tuple[str, Sequence[str]]
) -> Sequence[Finding]:
    """Review the text of standard input, and compare what it says with an incident's page."""
    from mkdocs_statuspage.desk.drafts import course_of, faults_in, page_of, words_in
    from mkdocs_statuspage.review.rule import TextKind

    if list(ids) != [STDIN]:
        raise CannotRun(
            "--about is for a text from standard input", "write: statuspage review - --about ID"
        )
    about, beside = told
    course, site = course_of(find_workspace(context), about)
    _tell_unread(site.config.language)
    page = page_of(course, site)
    text = words_in(_read_stdin())
    return faults_in(text, STDIN, page, kind=TextKind(kind.value), beside=beside)


def _read_stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise CannotRun(f"standard input is not UTF-8: {error.reason}") from None


def _language_here(context: typer.Context) -> str:
    """Find the language of the site that the text is for; English outside a site."""
    try:
        return find_workspace(context).config.language
    except CannotRun:
        return "en"


def _tell_unread(language: str) -> None:
    """Say which rules cannot read a language, so that silence is not taken for praise."""
    from mkdocs_statuspage.review import unread_rules

    if unread := unread_rules(language):
        sys.stderr.write(
            f"Not reviewed in `{language}`, for want of phrases: {', '.join(unread)}\n"
        )


def _prompt(context: typer.Context, ids: Sequence[str], kind: ReadAs) -> str:
    from mkdocs_statuspage.desk.site_review import reports_of
    from mkdocs_statuspage.review.documentation import prompt_of
    from mkdocs_statuspage.review.rule import TextKind

    if list(ids) == [STDIN]:
        return prompt_of(_read_stdin(), TextKind(kind.value))
    if not ids:
        raise CannotRun(
            "nothing to print", "name an incident, or - for standard input", instead=(None, "ID")
        )
    reports = reports_of(find_workspace(context), ids)
    return "\n".join(prompt_of(text, TextKind.REPORT) for text in reports)
