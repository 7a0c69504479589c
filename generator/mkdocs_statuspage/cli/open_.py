"""`statuspage open`: a new incident with its first word."""

from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from mkdocs_statuspage.cli import completion, options
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.statuses import MistakeClass


@dataclass(frozen=True)
class Stakes:
    """The answers that decide the class, each under the key of its question."""

    stakes: Annotated[
        bool | None, typer.Option("--stakes/--no-stakes", help="Money, safety or personal data?")
    ] = None
    one_person: Annotated[
        bool | None, typer.Option("--one-person/--no-one-person", help="Is it one person alone?")
    ] = None
    blocked: Annotated[
        bool | None, typer.Option("--blocked/--no-blocked", help="Was anybody blocked?")
    ] = None
    acted_on: Annotated[
        bool | None, typer.Option("--acted-on/--no-acted-on", help="Did anybody act on it?")
    ] = None


@dataclass(frozen=True)
class WhoIsHit:
    """Who is hit, under the keys of the file."""

    who: Annotated[str | None, typer.Option(help="Who is hit.")] = None
    not_affected: Annotated[str | None, typer.Option(help="Who is not.")] = None
    how_to_tell: Annotated[str | None, typer.Option(help="What those who are hit see.")] = None


def command(
    context: typer.Context,
    *,
    title: Annotated[str | None, typer.Argument(help="What customers notice.")] = None,
    component: options.Components = None,
    words: options.GivenText,
    class_: Annotated[
        str | None,
        typer.Option(
            "--class",
            help=f"One of {', '.join(MistakeClass)}.",
            autocompletion=completion.complete_classes,
        ),
    ] = None,
    class_reason: options.ClassReason = None,
    answers: Stakes,
    status: options.Status = None,
    next_: options.Next = None,
    fix_by: options.FixBy = None,
    hit: WhoIsHit,
    started_at: Annotated[
        str | None, typer.Option("--started-at", metavar="WHEN", help="When it began.")
    ] = None,
    detected_by: Annotated[str | None, typer.Option(help="us, customers or third_party.")] = None,
    key: options.Key = None,
    again: options.Again = False,
    how: options.HowMade,
) -> None:
    """Begin an incident; on a terminal it asks for what is missing."""
    from mkdocs_statuspage.cli.answer import present
    from mkdocs_statuspage.cli.ask import ask_components, ask_line, ask_whether
    from mkdocs_statuspage.cli.message import Draft
    from mkdocs_statuspage.desk.doubts import refuse_twin
    from mkdocs_statuspage.desk.new_incident import Opening, open_incident
    from mkdocs_statuspage.desk.new_update import Typed
    from mkdocs_statuspage.desk.typed_words import parse_past
    from mkdocs_statuspage.model.statuses import Kind

    with Draft(context, words) as draft:
        workspace = find_workspace(context)
        now, config = workspace.now, workspace.config
        own = workspace.words
        title = title or ask_line(own("What do customers notice? (the title)"), "TITLE")
        if not again and not key:
            ask_whether(lambda: refuse_twin(workspace, title), workspace)
        if component is None:
            component = ask_components(config, now.astimezone(config.zone).date())
        chosen, reason = _class_of(class_, class_reason, answers, config)
        began = parse_past(started_at, now, config.zone) if started_at else now
        opening = Opening(title, chosen, reason, began, detected_by, asdict(hit), key)
        typed = Typed(status=status, components=component, next_by=next_, fix_by=fix_by)
        typed.request(workspace, Kind.INCIDENT)  # a misspelt option is told before anybody types
        guidance = f"{title}\n\n{own('What can customers not do? Who is hit?')}"
        text = draft.reviewed(guidance, workspace, how)
        request = typed.request(workspace, Kind.INCIDENT, text)
        done = how.apply(workspace, open_incident(workspace, opening, request))
    present(workspace, done, how)


def _class_of(
    given: str | None, reason: str | None, answers: Stakes, config: SiteConfig
) -> tuple[MistakeClass, str | None]:
    """Decide the class, and ask on a terminal for what decides it, or why a slip is let go."""
    from mkdocs_statuspage.cli.ask import ask_answers, ask_reason
    from mkdocs_statuspage.desk.new_incident import chosen_class
    from mkdocs_statuspage.desk.typed_words import one_of
    from mkdocs_statuspage.policy.classes import lets_go

    named = MistakeClass(one_of(given, list(MistakeClass), "class")) if given else None
    asked = asdict(answers) if named else ask_answers(asdict(answers), load_words(config.language))
    chosen = chosen_class(named, asked, reason, config)
    if reason is None and lets_go(chosen, config):
        reason = ask_reason(load_words(config.language))
    return chosen, reason
