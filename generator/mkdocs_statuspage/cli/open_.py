"""`statuspage open`: a new incident with its first word."""

from datetime import datetime
from typing import Annotated, Any

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.desk.change import Posted
from mkdocs_statuspage.desk.post import Request
from mkdocs_statuspage.desk.workspace import Workspace


def command(
    context: typer.Context,
    title: Annotated[str | None, typer.Argument(help="What customers notice.")] = None,
    component: options.Components = None,
    message: options.Message = None,
    file: options.MessageFile = None,
    edit: options.Edit = False,
    class_: Annotated[
        str | None, typer.Option("--class", help="slip, affecting, grave or personal.")
    ] = None,
    class_reason: Annotated[
        str | None, typer.Option("--class-reason", metavar="TEXT", help="Why it is no higher.")
    ] = None,
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
    publish: options.Publish = None,
    allow_secret: options.AllowSecret = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Begin an incident; on a terminal it asks for what is missing."""
    from mkdocs_statuspage.cli.answer import present
    from mkdocs_statuspage.cli.ask import ask_components, ask_line
    from mkdocs_statuspage.cli.classify import chosen_class
    from mkdocs_statuspage.cli.message import kept_on_failure, read_message
    from mkdocs_statuspage.cli.vet import vet
    from mkdocs_statuspage.desk.choose import component_changes, one_of
    from mkdocs_statuspage.desk.create import create
    from mkdocs_statuspage.desk.typed import Typed
    from mkdocs_statuspage.model.statuses import Kind, MistakeClass

    workspace = find_workspace(context)
    now, config = workspace.now, workspace.config
    title = title or ask_line("What do customers notice? (the title)", "TITLE")
    names = (
        component
        if component is not None
        else ask_components(config, now.astimezone(config.zone).date())
    )
    named = MistakeClass(one_of(class_, list(MistakeClass), "class")) if class_ else None
    answers = {"stakes": stakes, "one_person": one_person, "blocked": blocked, "acted_on": acted_on}
    chosen = chosen_class(named, answers, class_reason, config)
    affected = {"who": who, "not_affected": not_affected, "how_to_tell": how_to_tell}
    typed = Typed(status=status, components=names, next_by=next_, fix_by=fix_by)
    head: dict[str, Any] = {
        "title": title,
        "class": chosen.value,
        "class_reason": class_reason,
        "started_at": _started(workspace, started_at, now),
        "detected_by": detected_by,
        "components": list(component_changes(names, config)),
        "affected": {key: value for key, value in affected.items() if value},
    }
    if message is None and file is None:
        typed.request(workspace, Kind.INCIDENT)  # a misspelt option is told before anybody types
    text = read_message(message, file, edit, f"{title}\n\nWhat can customers not do? Who is hit?")
    with kept_on_failure(text, workspace, now):
        text = vet(text, workspace.config, allow_secret=allow_secret)
        request = typed.request(workspace, Kind.INCIDENT, text)
        head |= _first_word(workspace, head, request)
        tree = {key: value for key, value in head.items() if value}
        day = head["started_at"].astimezone(config.zone).date()
        pushes = config.publish if publish is None else publish
        posted = create(workspace, tree, day, dry_run=dry_run, publish=pushes)
    hint = _hint(workspace, posted)
    present(workspace, posted, hint, dry_run=dry_run, as_json=as_json)


def _started(workspace: Workspace, given: str | None, now: datetime) -> datetime:
    from mkdocs_statuspage.desk.typed_times import parse_past

    zone = workspace.config.zone
    return (parse_past(given, now, zone) if given else now).replace(microsecond=0)


def _first_word(workspace: Workspace, head: dict[str, Any], request: Request) -> dict[str, object]:
    """Give the first update, and the fix that it announces; they are made as every later one is."""
    from mkdocs_statuspage.desk.post import fix_item, item_for
    from mkdocs_statuspage.model.incident import Incident

    known = {key: head[key] for key in ("title", "class", "started_at")}
    bare = Incident.model_validate({**known, "id": "new", "path": "new.md"})
    item = item_for(workspace, bare, request, workspace.now)
    fixes = [fix_item(bare, request, item["at"])] if request.fix_by else []
    return {"expected_fix": fixes, "updates": [item]}


def _hint(workspace: Workspace, posted: Posted) -> str:
    from mkdocs_statuspage.cli.answer import hint_after

    if posted.path.is_relative_to(workspace.private_dir):
        return "It is kept in private/ and is never published."
    return hint_after(workspace, posted)
