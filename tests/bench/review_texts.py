"""How well the review agrees with careful readers: precision and recall, rule by rule.

Run it as `STATUSPAGE_SHARED=... python tests/bench/review_texts.py`, or with files of your own as arguments: a line of
JSON each, with `id`, `label` (good or bad), `genre` (update or another), `doc_level` (whether it is whole), `text` and
`which_rules_should_fire`. Labels of former rules count for what became of them, or not at all.

`--wrong` lists what differs.
"""

import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mkdocs_statuspage.review import review_text
from mkdocs_statuspage.review.rule import TextKind
from mkdocs_statuspage.review.rules import RULES

CLOSED = ("apology", "stock-phrase", "no-ownership", "vague-when", "time-no-zone", "over-promise")
"""The rules that a list can nearly complete; they have a goal of 0.90 and 0.80."""

BECAME = {
    "no-apology": "apology",
    "conditional-apology": "apology",
    "but-apology": "apology",
    "regret-only": "apology",
    "no-next-update": "vague-when",
}
"""What the labels call them, and what they are now."""

WIDER = frozenset({"names-individual"})
"""Rules whose sentences are of a former and wider rule; they are not judged by them."""

NAMES = frozenset(name for rule in RULES for name in rule.names)


@dataclass(frozen=True)
class Labelled:
    """A text, and the rules that a careful reader would have had fire."""

    id: str
    label: str
    genre: str
    kind: TextKind
    text: str
    expected: frozenset[str]

    @property
    def found(self) -> frozenset[str]:
        """Give the rules that do fire."""
        return frozenset(hit.rule for hit in review_text(self.text, self.kind))


def read_texts(path: Path) -> list[Labelled]:
    """Read the labelled texts. What is missing can be judged only in a text that is whole."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Labelled(
            row["id"],
            row["label"],
            row["genre"],
            _kind(row),
            row["text"],
            frozenset(BECAME.get(name, name) for name in row["which_rules_should_fire"]) & NAMES,
        )
        for row in rows
    ]


def _kind(row: dict[str, object]) -> TextKind:
    if row["doc_level"]:
        return TextKind.REPORT
    return TextKind.UPDATE if row["genre"] == "update" else TextKind.SOCIAL


def count(texts: Iterable[Labelled]) -> dict[str, Counter[str]]:
    """Count for each rule what is right, wrong and missed."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for rule in text.found | text.expected:
            right = rule in text.found and rule in text.expected
            counts[rule]["right" if right else "wrong" if rule in text.found else "missed"] += 1
    return counts


def line(name: str, counts: Counter[str]) -> str:
    """Give one line of the table."""
    right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
    precision = f"{right / (right + wrong):.2f}" if right + wrong else "–"
    recall = f"{right / (right + missed):.2f}" if right + missed else "–"
    return f"{name:22}{right:6}{wrong:7}{missed:8}{precision:>11}{recall:>8}"


def table(title: str, texts: list[Labelled]) -> str:
    """Give the table of a set of texts."""
    counts = count(texts)
    closed: Counter[str] = sum((counts[name] for name in CLOSED), Counter())
    lines = [f"{title}: {len(texts)} texts", f"{'':22} right  wrong  missed  precision  recall"]
    lines += [line(name, counts[name]) for name in sorted(NAMES) if counts[name]]
    return "\n".join([*lines, line("the closed rules", closed), ""])


def errors_on_good(texts: Iterable[Labelled]) -> list[str]:
    """List the errors raised on good texts that the readers did not ask for."""
    return [
        f"{text.id}: {hit.rule}: {text.text[hit.start : hit.end]!r}"
        for text in texts
        if text.label == "good"
        for hit in review_text(text.text, text.kind)
        if hit.severity == "error" and hit.rule not in text.expected
    ]


def cases(path: Path) -> list[str]:
    """List the sentences that are judged wrongly."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        f"{row['rule']}: should {'fire' if row['must_fire'] else 'be silent'}: {row['text']}"
        for row in rows
        if BECAME.get(row["rule"], row["rule"]) in NAMES - WIDER and _is_misjudged(row)
    ]


def _is_misjudged(row: dict[str, str]) -> bool:
    """Tell whether a sentence is; that a mere sentence does not say sorry is not asked."""
    name = BECAME.get(row["rule"], row["rule"])
    kind = TextKind.SOCIAL if name == "apology" and row["rule"] != "no-apology" else TextKind.REPORT
    return (name in {hit.rule for hit in review_text(row["text"], kind)}) != row["must_fire"]


def differences(texts: Iterable[Labelled]) -> list[str]:
    """List what differs, text by text, with the phrases that fired."""
    return [
        f"{text.id} ({text.label}) {sign}{rule} {_phrases(text, rule)}"
        for text in texts
        for sign, rules in (
            ("+", text.found - text.expected),
            ("-", text.expected - text.found),
        )
        for rule in sorted(rules)
    ]


def _phrases(text: Labelled, rule: str) -> list[str]:
    hits = review_text(text.text, text.kind)
    return [text.text[hit.start : hit.end] for hit in hits if hit.rule == rule and not hit.missing]


def main() -> None:
    """Print the table of the shared texts and the sentences, or of each file that is named."""
    folder = Path(os.environ.get("STATUSPAGE_SHARED", ".")) / "data" / "review"
    named = [Path(path) for path in sys.argv[1:] if path.endswith(".jsonl")]
    for path in named or [folder / "texts.jsonl"]:
        texts = read_texts(path)
        print(table(path.stem, texts))
        print("errors on good texts that no reader asked for:", *errors_on_good(texts), sep="\n  ")
        if "--wrong" in sys.argv:
            print(*differences(texts), sep="\n")
    if not named:
        print("sentences judged wrongly:", *cases(folder / "rule_cases.jsonl"), sep="\n  ")


if __name__ == "__main__":
    main()
