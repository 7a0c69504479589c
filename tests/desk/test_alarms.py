"""An alarm's first word: one incident each, in our own words, and nothing closed by a machine."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from cli.conftest import MKDOCS, Run, git, pushed, remote, run, site
from mkdocs_statuspage.desk.alarms import Heard, hear, post_prepared, prepared
from mkdocs_statuspage.desk.amendments import retract
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import apply
from mkdocs_statuspage.desk.incident_files import incident_paths
from mkdocs_statuspage.desk.new_update import Request, post
from mkdocs_statuspage.desk.workspace import Workspace, nearest_workspace
from mkdocs_statuspage.importers.alarm_payloads import SYSTEMS, Alarm
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import UpdateStatus
from mkdocs_statuspage.site import load_site
from mkdocs_statuspage.timeline.course import course_by

__all__ = ["pushed", "remote", "run", "site"]

START = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)
ALARM = Alarm("f1", ("CheckoutErrors",), True, START)
OVER = replace(ALARM, is_firing=False, ended_at=START + timedelta(minutes=19))
COMPONENT = "  c{0}: {{name: Part {0}, alarms: {{names: ['alarm-{0}-*'], first_word: {1}}}}}\n"


class Desk:
    """A site whose parts have alarms, at a moment that a test moves."""

    def __init__(self, root: Path, *, parts: int = 1, first_word: str = "post") -> None:
        (root / "incidents").mkdir()
        (root / "mkdocs.yml").write_text(MKDOCS)
        known = "".join(COMPONENT.format(number, first_word) for number in range(parts))
        head = "site_id: tiny\norganisation: {name: Tiny}\ncomponents:\n"
        (root / "incidents" / "statuspage.yml").write_text(
            f"{head}  checkout: {{name: Checkout, alarms: {{names: [Checkout*], first_word: {first_word},"
            f" status: partial_outage}}}}\n  fax: {{name: Fax}}\n{known}"
        )
        self.root = root
        self.now = START + timedelta(minutes=1)
        self.known: Workspace | None = None

    @property
    def workspace(self) -> Workspace:
        if self.known is None or self.known.moment != self.now:
            self.known = nearest_workspace(self.root).as_of(self.now)
        return self.known

    def hear(self, alarm: Alarm, system: str = "json", *, after: int = 0) -> Heard:
        self.now += timedelta(minutes=after)
        heard = hear(self.workspace, system, alarm)
        if heard.change is not None:
            apply(self.workspace, heard.change)
            self.known = None
        return heard

    def say(self, text: str, status: UpdateStatus) -> None:
        self.now += timedelta(minutes=1)
        [incident] = [i for i in self.incidents if course_by(i, self.now, self.workspace.config)]
        path = incident_paths(self.workspace)[incident.id]
        apply(self.workspace, post(self.workspace, path, Request(text, status)))
        self.known = None

    @property
    def incidents(self) -> tuple[Incident, ...]:
        reading = self.workspace.reading
        assert not [f for f in reading.findings if f.severity == "error"]
        return tuple(reading.incidents)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_first_word_is_said_at_once(desk: Desk) -> None:
    """What monitoring sees since when, who looks, when a person speaks; marked as no person's."""
    desk.hear(ALARM)
    [incident] = desk.incidents
    [word] = incident.updates
    assert incident.title == "Errors at Checkout"
    assert (incident.mistake_class, incident.started_at) == ("affecting", START)
    assert (word.status, word.components, word.alarm) == (
        "investigating",
        {"checkout": "partial_outage"},
        "firing",
    )
    assert word.message.strip() == (
        "Our monitoring sees errors at Checkout since 09:12 UTC."
        " Somebody is looking at it. Next update by 09:28 UTC."
    )
    assert word.next_update_by == START + timedelta(minutes=16)


def test_an_end_is_said_and_closes_nothing(desk: Desk) -> None:
    """Whether it works again is for a person to say."""
    desk.hear(ALARM)
    desk.hear(OVER, after=20)
    [incident] = desk.incidents
    assert "ended at 09:31 UTC" in incident.updates[-1].message
    course = course_by(incident, desk.now, desk.workspace.config)
    assert course is not None
    assert (course.is_open, course.status) == (True, "investigating")
    assert course.components_now() == {"checkout": "partial_outage"}


def test_what_fires_ends_and_fires_again_is_one_incident(desk: Desk) -> None:
    """Three words, each once however often the system repeats itself."""
    again = replace(ALARM, began_at=START + timedelta(minutes=40))
    told = ((ALARM, 0), (ALARM, 1), (OVER, 18), (OVER, 1), (again, 20), (again, 1), (OVER, 1))
    for alarm, after in told:
        desk.hear(alarm, after=after)
    assert desk.hear(OVER).change is None
    [incident] = desk.incidents
    assert [update.alarm for update in incident.updates] == ["firing", "ended", "firing"]


def test_a_clock_that_is_fast_begins_nothing_ahead(desk: Desk) -> None:
    """What began by another machine's clock in ten minutes began now."""
    desk.hear(replace(ALARM, began_at=desk.now + timedelta(minutes=10)))
    [incident] = desk.incidents
    assert incident.started_at == desk.now


def test_a_persons_word_stands(desk: Desk) -> None:
    """An alarm neither takes back a status, nor opens beside what a person has opened or closed."""
    desk.hear(ALARM)
    desk.say("The fix is out.", UpdateStatus.MONITORING)
    desk.hear(OVER, after=20)
    assert desk.incidents[0].updates[-1].status == "monitoring"
    assert desk.hear(replace(ALARM, fingerprint="f2")).change is None
    desk.say("It works.", UpdateStatus.RESOLVED)
    assert desk.hear(ALARM).change is None
    assert desk.hear(OVER).change is None
    later = replace(ALARM, began_at=desk.now + timedelta(hours=1))
    desk.hear(later, after=60)
    assert len(desk.incidents) == 2


def test_a_name_that_no_component_has_is_told(desk: Desk) -> None:
    """Nothing is guessed, and a component without alarms has none."""
    for names in (("Printer",), ("fax",), ("c0x",)):
        heard = desk.hear(replace(ALARM, names=names))
        assert (heard.change, heard.is_known) == (None, False)


def test_what_is_prepared_is_nowhere_until_it_is_posted(tmp_path: Path) -> None:
    """It is posted as said then, with the promise of then."""
    desk = Desk(tmp_path, first_word="prepare")
    desk.hear(ALARM)
    [draft] = prepared(desk.workspace)
    assert draft.draft
    assert "next word" not in draft.updates[0].message
    site = load_site(desk.root / "incidents", desk.now)
    assert not site.courses
    desk.now += timedelta(minutes=9)
    apply(desk.workspace, post_prepared(desk.workspace, draft))
    desk.known = None
    [incident] = desk.incidents
    assert not incident.draft
    assert (incident.updates[0].at, incident.updates[0].next_update_by) == (
        desk.now,
        desk.now + timedelta(minutes=15),
    )
    assert not prepared(desk.workspace)


def test_no_word_of_a_payload_is_shown(desk: Desk) -> None:
    """A name that matches is hostile text like any other."""
    desk.hear(replace(ALARM, names=("Checkout<script>@everyone 10.0.0.1",)))
    text = next((desk.root / "incidents").glob("*.md")).read_text()
    assert "script" not in text
    assert "10.0.0.1" not in text


def test_a_false_alarm_leaves_nothing_unwell(desk: Desk) -> None:
    """It is taken back, and the same alarm sent again does not raise it."""
    desk.hear(ALARM)
    [incident] = desk.incidents
    path = incident_paths(desk.workspace)[incident.id]
    apply(desk.workspace, retract(desk.workspace, path, incident.updates[0], "A probe was wrong."))
    desk.known = None
    assert desk.hear(ALARM, after=1).change is None
    [incident] = desk.incidents
    course = course_by(incident, desk.now, desk.workspace.config)
    assert course is not None
    assert not course.is_open


FALSE = ("--all", "--why", "A probe was wrong.", "--yes")
FIRES = '{"id": "%s", "component": "api", "state": "firing"}'


@pytest.fixture
def preparing(site: Path) -> Path:
    """Give a site in which an alarm is only prepared."""
    config = site / "incidents" / "statuspage.yml"
    config.write_text(config.read_text().replace("{name: API,", "{name: API, alarms: {},"))
    return site


def hook(run: Run, *ids: str) -> None:
    for id_ in ids:
        assert run("hook", "json", stdin=FIRES % id_).code == 0


def test_a_false_alarm_that_was_prepared_is_not_posted(
    preparing: Path, remote: Path, run: Run
) -> None:
    """What was taken back is no draft any more that `post` puts out, named or not."""
    hook(run, "1", "2")
    git(preparing, "add", ".")
    git(preparing, "commit", "-q", "-m", "Prepared")
    git(preparing, "push", "-q")
    refused = run("retract", "2026-11-03-errors-at-api-2", "--all", "--yes")
    assert "readers" not in refused.err
    done = run("retract", "2026-11-03-errors-at-api-2", *FALSE)
    assert "the one update of a draft" in done.out, done
    posted = run("post")
    assert "2026-11-03-errors-at-api.md" in posted.out, posted
    assert run("post").err.startswith("statuspage: no alarm has prepared anything")
    hook(run, "3")
    assert run("post", "2026-11-03-errors-at-api-2").code == 2
    assert "draft: true" in (preparing / "incidents/2026-11-03-errors-at-api-2.md").read_text()


def test_what_waits_to_be_posted_is_left_as_it_is_once_it_was_taken_back(tmp_path: Path) -> None:
    """Somebody else was quicker to see that the alarm was false."""
    desk = Desk(tmp_path, first_word="prepare")
    desk.hear(ALARM)
    [draft] = prepared(desk.workspace)
    path = incident_paths(desk.workspace)[draft.id]
    posts = post_prepared(desk.workspace, draft)
    apply(desk.workspace, retract(desk.workspace, path, draft.updates[0], "A probe was wrong."))
    with pytest.raises(CannotRun, match="was taken back"):
        apply(desk.workspace, posts)


def test_of_what_was_prepared_only_what_stands_is_posted(tmp_path: Path) -> None:
    """Readers never had what was taken back, so it leaves no trace."""
    desk = Desk(tmp_path, first_word="prepare")
    desk.hear(ALARM)
    desk.hear(OVER, after=30)
    [draft] = prepared(desk.workspace)
    path = incident_paths(desk.workspace)[draft.id]
    apply(desk.workspace, retract(desk.workspace, path, draft.updates[1], "It goes on."))
    desk.known = None
    [draft] = prepared(desk.workspace)
    done = apply(desk.workspace, post_prepared(desk.workspace, draft))
    assert [update.alarm for update in done.incident.updates] == ["firing"]
    assert done.update.next_update_by


def test_what_was_prepared_is_named_as_everywhere(preparing: Path, run: Run) -> None:
    """By how its slug begins, or words of its title; of several it asks which."""
    hook(run, "1", "2")
    assert "may be any of these" in run("post", "errors").err
    assert run("post", "errors-at-api-2").code == 0
    assert run("post", "card").code == 2
    assert run("post", "api err").code == 0


def test_what_was_prepared_is_not_said_to_lie_in_a_wrong_place(
    preparing: Path,
    run: Run,
) -> None:
    """In `private/` no other clone could post it; any other draft belongs there."""
    hook(run, "1")
    assert "[misplaced]" not in run("check").out
    path = preparing / "incidents" / "2026-11-03-card-payments.md"
    path.write_text(path.read_text().replace("class:", "draft: true\nclass:"))
    assert run("check").out.count("[misplaced]") == 1


def shuffled(count: int, system: str) -> Iterator[Alarm]:
    """Yield beginnings and ends of many alarms, each three times, in no order."""
    gatus = system == "gatus"  # which tells no time
    found = []
    for number in range(count):
        at = None if gatus else START + timedelta(seconds=number)
        one = Alarm(f"f{number}", (f"alarm-{number}-x",), True, at)
        until = None if at is None else at + timedelta(minutes=3)
        found += [one, replace(one, is_firing=False, ended_at=until)] * 3
    Random(system).shuffle(found)
    yield from found


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("count", [8, pytest.param(100, marks=pytest.mark.long)])
def test_many_alarms_out_of_order_are_one_incident_each(
    tmp_path: Path, system: str, count: int
) -> None:
    """Whatever comes first and however often, nothing is closed and nothing is doubled."""
    desk = Desk(tmp_path, parts=count)
    desk.now = START + timedelta(minutes=30)
    for alarm in shuffled(count, system):
        desk.hear(alarm, system)
    assert sorted(i.components for i in desk.incidents) == sorted(
        (f"c{number}",) for number in range(count)
    )
    for incident in desk.incidents:
        assert {update.status for update in incident.updates} == {"investigating"}
        said = [update.alarm for update in incident.updates]
        assert said[0] == "firing"
        assert all(one != other for one, other in pairwise(said))


def test_the_command_reads_a_payload(site: Path, run: Run) -> None:
    """It says what became of each alarm; what no component has is a finding."""
    config = site / "incidents" / "statuspage.yml"
    config.write_text(
        config.read_text().replace("{name: API,", "{name: API, alarms: {first_word: post},")
    )
    payload = '[{"id": "1", "component": "api", "state": "firing"}, {"id": "2", "state": "firing"}]'
    done = run("hook", "json", stdin=payload)
    assert (done.code, done.out.splitlines()[0]) == (
        1,
        "Posted: Errors at API → incidents/2026-11-03-errors-at-api.md",
    )
    assert "no component has an alarm '2'; name it under `alarms:`" in done.out
