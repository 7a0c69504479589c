"""How much the review says about real texts: the measure of how often a finding is one too many.

    STATUSPAGE_SHARED=... python tests/bench/review_noise.py              # the table, by history and by rule
    STATUSPAGE_SHARED=... python tests/bench/review_noise.py --sample 100 --seed 1
    STATUSPAGE_SHARED=... python tests/bench/review_noise.py --errors     # every error, with its sentence

The sample is for an editor to judge: would I have marked this? Agree, so-so, wrong. Nothing here is a test, since the
texts belong to those who wrote them and are not in this repository.
"""

import argparse
import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review import review_text
from mkdocs_statuspage.review.rule import NO_FACTS, Facts, Hit, TextKind
from mkdocs_statuspage.review.rules import RULES

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TRACK = re.compile(r"\{\{<\s*track.*?>\}\}")
DATED = Facts(has_next_update=True)
"""An incident's updates say in a field when the next one comes."""
AROUND = 160
"""So many characters of a text are shown on either side of a finding."""


@dataclass(frozen=True)
class Piece:
    """A text as somebody published it, and what the review says of it."""

    history: str
    name: str
    kind: TextKind
    text: str

    @cached_property
    def words(self) -> int:
        """Count its words."""
        return len(self.text.split())

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """Review it."""
        return review_text(
            self.text, self.kind, DATED if self.kind is TextKind.UPDATE else NO_FACTS
        )

    def shown(self, hit: Hit) -> str:
        """Give a finding in its surroundings."""
        before = self.text[max(0, hit.start - AROUND) : hit.start]
        after = self.text[hit.end : hit.end + AROUND]
        said = f"{before}>>{self.text[hit.start : hit.end]}<<{after}"
        about = "(missing)" if hit.missing else " ".join(said.split())
        return f"{hit.severity} {hit.rule} [{self.history}/{self.name}, {self.kind}]\n    {about}"


def read_pieces(data: Path) -> Iterator[Piece]:
    """Read every message and report of the shared material."""
    for path in sorted((data / "cstate").glob("*/**/*.md")):
        yield from _cstate(path.relative_to(data / "cstate").parts[0], path)
    yield from _messages(data)
    for path in sorted((data / "postmortems").glob("*/*.md")):
        if path.stem != "README":
            text = FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))
            yield Piece(f"postmortems/{path.parent.name}", path.stem, TextKind.REPORT, text)
    for line in (data / "review" / "texts.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        kind = TextKind.REPORT if row["doc_level"] else _kind_of_excerpt(row["genre"])
        yield Piece(f"texts/{row['genre']}", row["id"], kind, row["text"])


def _messages(data: Path) -> Iterator[Piece]:
    for path in sorted((data / "statuspage").glob("*/incidents.json")):
        for incident in json.loads(path.read_text(encoding="utf-8"))["incidents"]:
            for update in incident["incident_updates"]:
                yield from _message(path.parent.name, incident["id"], update["body"] or "")
    for path in sorted((data / "google-cloud").glob("*/*.json")):
        for incident in json.loads(path.read_text(encoding="utf-8")):
            for update in incident["updates"]:
                yield from _message("google-cloud", incident["id"], update["text"])


def _kind_of_excerpt(genre: str) -> TextKind:
    return TextKind.UPDATE if genre == "update" else TextKind.SOCIAL


def read_more(path: Path) -> Iterator[Piece]:
    """Read further texts: a line of JSON each, with `history`, `name`, `kind` and `text`."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Piece(row["history"], row["name"], TextKind(row["kind"]), row["text"])


def _cstate(history: str, path: Path) -> Iterator[Piece]:
    body = COMMENT.sub("", FRONT_MATTER.sub("", path.read_text(encoding="utf-8", errors="replace")))
    for text in TRACK.split(body):
        yield from _message(history, path.stem, text.strip().strip("-").strip())


def _message(history: str, name: str, text: str) -> Iterator[Piece]:
    if text.strip():
        yield Piece(history, name, TextKind.UPDATE, text)


def table(pieces: list[Piece]) -> str:
    """Give the figures by history, and the findings by rule and severity."""
    lines = [f"{'':22}texts    words  per 1,000 words  messages with a warning or error"]
    histories = dict.fromkeys(piece.history for piece in pieces)
    lines += [
        _line(each, [piece for piece in pieces if piece.history == each]) for each in histories
    ]
    lines += [_line("all", pieces), "", f"{'':22}error warning  advice"]
    found = Counter((hit.rule, hit.severity) for piece in pieces for hit in piece.hits)
    for rule in sorted({hit.rule for piece in pieces for hit in piece.hits}):
        lines.append(f"{rule:22}" + "".join(f"{found[rule, s]:6} " for s in Severity))
    return "\n".join([*lines, f"{len(RULES)} rules"])


def _line(name: str, pieces: list[Piece]) -> str:
    words = sum(piece.words for piece in pieces)
    found = sum(len(piece.hits) for piece in pieces)
    messages = [piece for piece in pieces if piece.kind is TextKind.UPDATE]
    warned = sum(any(h.severity is not Severity.ADVICE for h in m.hits) for m in messages)
    share = f"{warned} of {len(messages)}" if messages else "–"
    return f"{name:22}{len(pieces):5}{words:9}{1000 * found / words:17.2f}  {share}"


def every(pieces: Iterable[Piece], severity: Severity | None = None) -> list[str]:
    """Give every finding, or those of one severity, each in its surroundings."""
    return [
        piece.shown(hit)
        for piece in pieces
        for hit in piece.hits
        if severity is None or hit.severity is severity
    ]


def main() -> None:
    """Print the table, a sample to judge, or all the errors."""
    parser = argparse.ArgumentParser(description="Measure how much the review says.")
    parser.add_argument("--sample", type=int, help="print so many findings, drawn at random")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--errors", action="store_true", help="print every error")
    parser.add_argument("--rule", help="print every finding of one rule")
    parser.add_argument("--more", type=Path, action="append", default=[], help="further texts")
    parser.add_argument("--messages", action="store_true", help="look at messages alone")
    options = parser.parse_args()
    pieces = list(read_pieces(Path(os.environ["STATUSPAGE_SHARED"]) / "data"))
    pieces += [piece for path in options.more for piece in read_more(path)]
    if options.messages:
        pieces = [piece for piece in pieces if piece.kind is TextKind.UPDATE]
    if options.sample:
        found = every(pieces)
        drawn = random.Random(options.seed).sample(found, min(options.sample, len(found)))
        print(*(f"{number}. {shown}" for number, shown in enumerate(drawn, 1)), sep="\n")
    elif options.errors:
        print(*every(pieces, Severity.ERROR), sep="\n")
    elif options.rule:
        print(*(shown for shown in every(pieces) if f" {options.rule} " in shown), sep="\n")
    else:
        print(table(pieces))


if __name__ == "__main__":
    main()
