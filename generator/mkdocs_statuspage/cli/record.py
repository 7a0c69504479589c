"""`statuspage record`: the figures, in three sentences and in full."""

import csv
import io
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import print_json
from mkdocs_statuspage.cli.failures import EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import printable, warn
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.language import Words

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.site_review import Waived
    from mkdocs_statuspage.desk.workspace import Workspace
    from mkdocs_statuspage.site import Site
    from mkdocs_statuspage.timeline.record_figures import Cause, Figure, Record

CSV_FIELDS = ("key", "name", "unit", "value", "low", "high", "hits", "n", "target", "incidents")


def command(
    context: typer.Context,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what began on or after this day.")
    ] = None,
    as_json: options.Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table for a spreadsheet.")] = False,
    waivers: Annotated[
        bool, typer.Option("--waivers", help="List what the review found and was waived, by rule.")
    ] = False,
    count_slips_: Annotated[
        bool,
        typer.Option("--count-slips", help="Count the slips in private/ for the page, wordless."),
    ] = False,
    publish: options.Publish = None,
) -> None:
    """Say in figures how soon you spoke up, and whether you kept your word."""
    from mkdocs_statuspage.desk.owed import load_readable
    from mkdocs_statuspage.timeline.record_figures import record_of

    _refuse_two_forms(as_json=as_json, as_csv=as_csv, waivers=waivers)
    workspace = find_workspace(context)
    site = load_readable(workspace)
    first = _day(since)
    if count_slips_:
        _count_slips(workspace, publish, as_json=as_json)
        return
    if waivers:
        _show_waivers(site, first, as_json)
        return
    record = record_of(site.courses, site.measuring, first)
    if as_json:
        print_json(_record(workspace, record, site.words))
    elif as_csv:
        sys.stdout.write(_csv(record, site.words))
    else:
        _show(workspace, site, record)


def _count_slips(workspace: "Workspace", publish: bool | None, *, as_json: bool) -> None:
    from mkdocs_statuspage.desk.remedies import reason
    from mkdocs_statuspage.desk.slip_counts import count_for_all

    wanted = workspace.config.publish if publish is None else publish
    done = count_for_all(workspace, publish=wanted)
    is_unsent = done.replay is not None and not done.replay.is_published
    if as_json:
        print_json(
            {
                "slips": len(done.slips),
                "new": done.new,
                "published": bool(done.replay and done.replay.is_published),
            }
        )
    else:
        sys.stdout.write(f"{len(done.slips)} slips are counted, {done.new} of them new\n")
    if done.replay and is_unsent:
        warn(f"Saved in this folder and NOT published: {reason(done.replay)}")
        raise typer.Exit(EXIT_NOT_PUBLISHED)


def _refuse_two_forms(*, as_json: bool, as_csv: bool, waivers: bool) -> None:
    if as_json and as_csv:
        raise CannotRun("both --json and --csv ask for another form", instead=("--csv", ()))
    if waivers and as_csv:
        raise CannotRun("waivers are no table for a spreadsheet", instead=("--csv", ()))


def _show_waivers(site: "Site", since: date | None, as_json: bool) -> None:
    from mkdocs_statuspage.desk.site_review import waivers_of

    waived = waivers_of(site.incidents, since, site.config.zone)
    print_json(waived) if as_json else sys.stdout.write(_waiver_lines(waived))


def _waiver_lines(waived: "Waived") -> str:
    """Write a line for each rule, and below it one for each waiver."""
    lines = []
    for rule, answers in waived.items():
        lines.append(f"{rule}: {len(answers)}")
        lines += [f"  {id_}: {' '.join(why.split())}" for id_, why in answers]
    return printable("\n".join(lines) or "No finding of the review was waived.") + "\n"


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise CannotRun(
            f"{given!r} is no date", "write it as 2026-01-01", instead=(given, "2026-01-01")
        ) from None


def _show(workspace: "Workspace", site: "Site", record: "Record") -> None:
    from mkdocs_statuspage.desk.incident_files import count_slips
    from mkdocs_statuspage.outputs.view.figure_words import sentences, sources

    out = [*sentences(record, site.words), ""]
    out += [_figure_line(figure, site.words) for figure in record.figures]
    out += ["", sources(site.words)] if record.figure("first_word").n else []
    again = [cause for cause in record.causes if cause.has_recurred]
    out += ["", *(_cause_line(cause) for cause in again)] if again else []
    slips = count_slips(workspace, record.since)
    out += ["", f"Slips let go: {slips} (only told here)"] if slips else []
    sys.stdout.write(printable("\n".join(out)) + "\n")


def _figure_line(figure: "Figure", words: Words) -> str:
    from mkdocs_statuspage.outputs.view.figure_words import spread_words, target_words, value_words

    name = words(figure.measure.name)
    spread = f" ({spread_words(figure, words)}, n = {figure.n})" if figure.n else ""
    target = target_words(figure, words)
    return f"{name}: {value_words(figure, words)}{spread}" + (f"; {target}" if target else "")


def _cause_line(cause: "Cause") -> str:
    hit = f", {cause.people} hit" if cause.people else ""
    owed = cause.open_promises
    return f"{cause.tag}: {len(cause.incidents)} times{hit}, {owed} open · {', '.join(cause.incidents)}"


def _record(workspace: "Workspace", record: "Record", words: Words) -> dict[str, Any]:
    from mkdocs_statuspage.desk.incident_files import count_slips
    from mkdocs_statuspage.model.scalars import format_instant
    from mkdocs_statuspage.outputs.record_json import figure_tree
    from mkdocs_statuspage.outputs.view.figure_words import sentences

    return {
        "now": format_instant(record.now),
        "since": record.since.isoformat() if record.since else None,
        "sentences": list(sentences(record, words)),
        "incidents": [course.incident.id for course in record.courses],
        "open": record.open_count,
        "days_since_last": record.days_since_last,
        "slips": count_slips(workspace, record.since),
        "promises": {state.value: count for state, count in record.promises.items()},
        "figures": [figure_tree(figure, words) for figure in record.figures],
        "causes": [asdict(cause) for cause in record.causes],
    }


def _csv(record: "Record", words: Words) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, CSV_FIELDS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(record, words))
    return out.getvalue()


def _rows(record: "Record", words: Words) -> Iterator[dict[str, Any]]:
    from mkdocs_statuspage.outputs.record_json import figure_tree

    for figure in record.figures:
        row = figure_tree(figure, words)
        yield row | {"incidents": " ".join(row["incidents"])}
