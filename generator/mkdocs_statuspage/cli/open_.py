"""`statuspage open`: a new incident with its first word."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mkdocs_statuspage.cli import completion, options
from mkdocs_statuspage.cli.answer import present
from mkdocs_statuspage.cli.ask import (
    as_title,
    ask_answers,
    ask_components,
    ask_line,
    ask_reason,
    ask_what_to_do,
    ask_whether,
)
from mkdocs_statuspage.cli.message import Draft
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.language import load_words, phrase
from mkdocs_statuspage.model.statuses import Kind, MistakeClass

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.new_update import Typed
    from mkdocs_statuspage.desk.workspace import Workspace
    from mkdocs_statuspage.model.config import SiteConfig
    from mkdocs_statuspage.policy.classes import Answers

GUIDANCE = phrase("What can customers not do? Who is hit?")


@dataclass(frozen=True)
class HowGrave:
    """The class, or the answers that decide it, each under the key of its question."""

    class_: Annotated[
        str | None,
        typer.Option(
            "--class",
            help=f"One of {', '.join(MistakeClass)}.",
            autocompletion=completion.complete_classes,
        ),
    ] = None
    class_reason: options.ClassReason = None
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
    what_to_do: options.Do = None


@dataclass(frozen=True)
class Beginning:
    """When it began, and who found it."""

    started_at: Annotated[
        str | None, typer.Option("--started-at", metavar="WHEN", help="When it began.")
    ] = None
    detected_by: Annotated[str | None, typer.Option(help="us, customers or third_party.")] = None

    def at(self, workspace: "Workspace") -> datetime:
        """Read when it began; now where nothing says otherwise."""
        from mkdocs_statuspage.desk.typed_words import parse_past

        now = workspace.now
        return parse_past(self.started_at, now, workspace.config.zone) if self.started_at else now


def command(
    context: typer.Context,
    *,
    title: Annotated[str | None, typer.Argument(help="What customers notice.")] = None,
    component: options.Components = None,
    words: options.GivenText,
    grave: HowGrave,
    status: options.Status = None,
    next_: options.Next = None,
    fix_by: options.FixBy = None,
    hit: WhoIsHit,
    began: Beginning,
    key: options.Key = None,
    again: options.Again = False,
    how: options.HowMade,
) -> None:
    """Begin an incident; on a terminal it asks for what is missing."""
    from mkdocs_statuspage.desk.new_incident import Opening, open_incident

    with Draft(context, words) as draft:
        workspace = find_workspace(context)
        title = _title(workspace, title, doubts=not again and not key)
        if component is None:
            component = ask_components(workspace.config, workspace.today)
        how_grave, at = _class_of(grave, workspace.config), began.at(workspace)
        given = {"status": status, "components": component, "next_by": next_, "fix_by": fix_by}
        typed = _typed(workspace, given)
        text = draft.reviewed(f"{title}\n\n{workspace.words(GUIDANCE)}", workspace, how)
        affected = _affected(hit, words, how_grave[0], workspace)
        opening = Opening(title, *how_grave, at, began.detected_by, affected, key)
        request = typed.request(workspace, Kind.INCIDENT, text)
        done = how.apply(workspace, open_incident(workspace, opening, request))
    present(workspace, done, how)


def _typed(workspace: "Workspace", given: Mapping[str, Any]) -> "Typed":
    """Take what is typed beside the text; a misspelt option is told before anybody types more."""
    from mkdocs_statuspage.desk.new_update import Typed

    typed = Typed(**given)
    typed.request(workspace, Kind.INCIDENT)
    return typed


def _affected(
    hit: WhoIsHit, words: options.GivenText, class_: MistakeClass, workspace: "Workspace"
) -> Mapping[str, str | None]:
    """Return who is hit, with what they can do, which a terminal is asked for where readers get it."""
    from mkdocs_statuspage.policy.classes import publishes

    given = asdict(hit)
    if not given["what_to_do"] and publishes(class_, workspace.config):
        given["what_to_do"] = ask_what_to_do(None, words, workspace.words)
    return given


def _title(workspace: "Workspace", given: str | None, *, doubts: bool) -> str:
    """Return the title, which a terminal is asked for; one that is open already is doubtful."""
    from mkdocs_statuspage.desk.doubts import refuse_twin

    words = workspace.words
    asked = words("What do customers notice? (the title)")
    title = ask_line(asked, "TITLE") if given is None else as_title(given)
    if doubts:
        ask_whether(lambda: refuse_twin(workspace, title), workspace)
    return title


def _class_of(grave: HowGrave, config: "SiteConfig") -> tuple[MistakeClass, str | None]:
    """Decide the class, and ask on a terminal for what decides it, or why a slip is let go."""
    from mkdocs_statuspage.desk.new_incident import chosen_class
    from mkdocs_statuspage.desk.typed_words import one_of
    from mkdocs_statuspage.policy.classes import QUESTIONS, lets_go

    words, reason = load_words(config.language), grave.class_reason
    named = (
        MistakeClass(one_of(grave.class_, list(MistakeClass), "class")) if grave.class_ else None
    )
    told = asdict(grave)
    answers: Answers = {question.key: told[question.key] for question in QUESTIONS}
    chosen = chosen_class(named, answers if named else ask_answers(answers, words), reason, config)
    if reason is None and lets_go(chosen, config):
        reason = ask_reason(words)
    return chosen, reason
