"""`contact`: the private log of talks with somebody who was wronged."""

from pathlib import Path

from cli.conftest import Run
from mkdocs_statuspage.desk.incident_files import private_incidents
from mkdocs_statuspage.desk.workspace import nearest_workspace

OPEN = ("open", "A wrong reminder", "-m", "We dunned somebody.", "--class", "personal")


def test_each_talk_is_added_to_the_log(site: Path, run: Run) -> None:
    """By whom, how, when, and what was agreed; times are of the site's zone."""
    run(*OPEN)
    first = ("contact", "a-wrong", "--medium", "pho", "--by", "ana", "--when", "09:30")
    assert run(*first, "--agreed", "A visit").code == 0
    assert run("contact", "a-wrong", "--medium", "face", "--by", "rui").code == 0
    ((_, incident),) = private_incidents(nearest_workspace(site))
    log = [(contact.medium, contact.by, contact.agreed) for contact in incident.contacts]
    assert log == [("phone", "ana", "A visit"), ("face_to_face", "rui", None)]
    assert f"{incident.contacts[0].at:%H:%M}" == "09:30"


def test_a_public_incident_has_no_log(site: Path, run: Run) -> None:
    """What is said to one person is not for the repository."""
    result = run("contact", "2026-11-03", "--medium", "phone", "--by", "ana")
    assert (result.code, "private" in result.err) == (2, True)


def test_an_unknown_way_or_person_is_refused(site: Path, run: Run) -> None:
    """The ways are those of the policy, the people those of the site."""
    run(*OPEN)
    assert run("contact", "a-wrong", "--medium", "fax", "--by", "ana").code == 2
    assert run("contact", "a-wrong", "--medium", "phone", "--by", "nobody").code == 2
