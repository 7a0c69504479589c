"""`statuspage open`: a new incident with its first word."""

from typing import Annotated

import typer

from mkdocs_statuspage.cli import completion, options
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.model.statuses import MistakeClass


def command(
    context: typer.Context,
    title: Annotated[str | None, typer.Argument(help="What customers notice.")] = None,
    component: options.Components = None,
    message: options.Message = None,
    file: options.MessageFile = None,
    edit: options.Edit = False,
    class_: Annotated[
        str | None,
        typer.Option(
            "--class",
            help=f"One of {', '.join(MistakeClass)}.",
            autocompletion=completion.complete_classes,
        ),
    ] = None,
    class_reason: options.ClassReason = None,
    stakes: Annotated[
        bool | None, typer.Option("--stakes/--no-stakes", help="Money, safety or personal data?")
    ] = None,
    one_person: Annotated[
        bool | None, typer.Option("--one-person/--no-one-person", help="Is it one person alone?")
    ] = None,
    blocked: Annotated[
        bool | None, typer.Option("--blocked/--no-blocked", help="Was anybody blocked?")
    ] = None,
    acted_on: Annotated[
        bool | None, typer.Option("--acted-on/--no-acted-on", help="Did anybody act on it?")
    ] = None,
    status: options.Status = None,
    next_: options.Next = None,
    fix_by: options.FixBy = None,
    who: Annotated[str | None, typer.Option(help="Who is hit.")] = None,
    not_affected: Annotated[str | None, typer.Option(help="Who is not.")] = None,
    how_to_tell: Annotated[str | None, typer.Option(help="What those who are hit see.")] = None,
    started_at: Annotated[
        str | None, typer.Option("--started-at", metavar="WHEN", help="When it began.")
    ] = None,
    detected_by: Annotated[str | None, typer.Option(help="us, customers or third_party.")] = None,
    key: options.Key = None,
    again: options.Again = False,
    publish: options.Publish = None,
    allow_secret: options.AllowSecret = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Begin an incident; on a terminal it asks for what is missing."""
    from mkdocs_statuspage.cli.answer import present
    from mkdocs_statuspage.cli.ask import (
        ask_answers,
        ask_components,
        ask_line,
        ask_reason,
        ask_whether,
    )
    from mkdocs_statuspage.cli.message import Draft, reviewed
    from mkdocs_statuspage.desk.doubts import refuse_twin
    from mkdocs_statuspage.desk.file_change import apply
    from mkdocs_statuspage.desk.new_incident import Opening, chosen_class, open_incident
    from mkdocs_statuspage.desk.new_update import Typed
    from mkdocs_statuspage.desk.typed_words import one_of, parse_past
    from mkdocs_statuspage.model.statuses import Kind
    from mkdocs_statuspage.policy.classes import lets_go

    with Draft(context, message, file) as draft:
        workspace = find_workspace(context)
        now, config = workspace.now, workspace.config
        title = title or ask_line("What do customers notice? (the title)", "TITLE")
        if not again and not key:
            ask_whether(lambda: refuse_twin(workspace, title))
        if component is None:
            component = ask_components(config, now.astimezone(config.zone).date())
        named = MistakeClass(one_of(class_, list(MistakeClass), "class")) if class_ else None
        answers = {
            "stakes": stakes,
            "one_person": one_person,
            "blocked": blocked,
            "acted_on": acted_on,
        }
        asked = answers if named else ask_answers(answers)
        chosen = chosen_class(named, asked, class_reason, config)
        if class_reason is None and lets_go(chosen, config):
            class_reason = ask_reason()
        opening = Opening(
            title,
            chosen,
            class_reason,
            parse_past(started_at, now, config.zone) if started_at else now,
            detected_by,
            {"who": who, "not_affected": not_affected, "how_to_tell": how_to_tell},
            key,
        )
        typed = Typed(status=status, components=component, next_by=next_, fix_by=fix_by)
        typed.request(workspace, Kind.INCIDENT)  # a misspelt option is told before anybody types
        text = draft.written(f"{title}\n\nWhat can customers not do? Who is hit?", edit=edit)
        text = reviewed(text, workspace, allow_secret=allow_secret)
        change = open_incident(workspace, opening, typed.request(workspace, Kind.INCIDENT, text))
        done = apply(workspace, change, dry_run=dry_run, publish=publish, allow_secret=allow_secret)
    present(workspace, done, dry_run=dry_run, as_json=as_json)
