"""From which machine the letters about an incident are sent, noted on the ref of what was told, so that no other one sends them again.

A machine is a random number that lies beside the list of what it sent: no name and no address is noted.
"""

import json
from functools import partial
from pathlib import Path
from secrets import token_hex

from mkdocs_statuspage.writing.locks import make_shared_folder
from mkdocs_statuspage.writing.remote import NoTarget, Outcome, find_ref
from mkdocs_statuspage.writing.replay import replay_on_ref
from mkdocs_statuspage.writing.told_ledger import REF, NotNoted


def machine_in(folder: Path) -> str:
    """Return what the machine is called whose list of letters lies in a folder."""
    path = folder / "machine"
    if not path.is_file():
        make_shared_folder(folder)
        path.write_text(token_hex(8))
    return path.read_text().strip()


def claimed(
    repository: Path, site_id: str, incident: str, machine: str, lock_dir: Path, *, anyway: bool
) -> bool:
    """Note that a machine sends the letters about an incident; tell whether it may, as no other one does.

    Args:
        repository: a folder of it; where there is none, there is no other machine.
        site_id: in the name of the file on the ref.
        incident: the incident's first id.
        machine: see `machine_in`.
        lock_dir: where writers wait for each other.
        anyway: take it from another one.

    Raises:
        NotNoted: it could not be noted.
    """
    target = find_ref(repository, REF)
    if isinstance(target, NoTarget):
        if target.outcome in (Outcome.NO_GIT, Outcome.NO_REPOSITORY):
            return True
        raise NotNoted(f"letters are sent once it is noted from where: {target.outcome.value}")
    claim = partial(_claiming, incident, machine, anyway)
    ended = replay_on_ref(target, f"{site_id}.letters.json", claim, lock_dir)
    if not ended.is_published or ended.text is None:
        raise NotNoted(f"letters are sent once it is noted from where: {ended.outcome.value}")
    return bool(json.loads(ended.text)[incident] == machine)


def _claiming(incident: str, machine: str, anyway: bool, text: str | None) -> str:
    """Write down the machine for an incident, unless another one stands there."""
    known = json.loads(text or "{}")
    if anyway or incident not in known:
        known[incident] = machine
    return json.dumps(known, indent=1, sort_keys=True) + "\n"
