"""How well the review agrees with careful readers: precision and recall, rule by rule.

Run it as `STATUSPAGE_SHARED=... python tests/bench/review_texts.py`, or with files of your own as arguments. The
shared texts are split in two halves, which were apart while the rules were first written (0.86 and 0.72 on the
half that nobody had looked at); by now both have been looked at. What is known about texts that nobody tuned to:

- 14 further sets of 56 to 70 public texts, each labelled by a reader who had seen no rule, were measured once and then
  learned from. Precision went from 0.66 and 0.70 on the first two to a mean of 0.78 on the last nine (0.74 to 0.82); recall
  stayed between 0.55 and 0.76, with a mean of 0.66. The very last was 0.81 and 0.64.
- Conditional apologies, stock phrases and most rules about what is missing are at 0.9 and more in both; what is left are
  open-ended rules, whose recall in long texts is low.
- On 640 sentences, written by somebody who had seen no rule either, 0.94 and 0.80 before they were looked at.
- Two readers who followed the same precedents agree with each other at 0.91 and 0.97.

`--wrong tune` lists what differs in a half.
"""

import hashlib
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mkdocs_statuspage.review import RULES, Kind, review_text

NEVER_LABELLED = frozenset({"near-copy"})
"""Rules that the readers did not judge; they are counted apart."""


@dataclass(frozen=True)
class Labelled:
    """A text, and the rules that a careful reader would have had fire."""

    id: str
    label: str
    genre: str
    kind: Kind
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
            frozenset(row["which_rules_should_fire"]),
        )
        for row in rows
    ]


def _kind(row: dict[str, object]) -> Kind:
    if row["doc_level"]:
        return Kind.REPORT
    return Kind.UPDATE if row["genre"] == "update" else Kind.SOCIAL


def split(texts: Iterable[Labelled]) -> dict[str, list[Labelled]]:
    """Deal the texts of each label and genre to the two halves, in the order of their hashes."""
    strata = defaultdict(list)
    for text in texts:
        strata[text.label, text.genre].append(text)
    dealt = [
        text
        for stratum in sorted(strata)
        for text in sorted(strata[stratum], key=lambda t: hashlib.sha256(t.id.encode()).hexdigest())
    ]
    return {"tune": dealt[::2], "held out": dealt[1::2]}


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
    """Give the table of one half."""
    counts = count(texts)
    judged = [rule.name for rule in RULES if rule.name not in NEVER_LABELLED]
    total: Counter[str] = sum((counts[rule] for rule in judged), Counter())
    everything: Counter[str] = sum(counts.values(), Counter())
    lines = [f"{title}: {len(texts)} texts", f"{'':22} right  wrong  missed  precision  recall"]
    lines += [line(rule.name, counts[rule.name]) for rule in RULES if counts[rule.name]]
    return "\n".join(
        [*lines, line("all that were judged", total), line("all, advice included", everything), ""]
    )


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
        if (row["rule"] in {h.rule for h in review_text(row["text"], Kind.REPORT)})
        != row["must_fire"]
    ]


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
    """Print both halves, the whole, and the sentences; or the table of each file that is named."""
    for path in sys.argv[1:]:
        if path.endswith(".jsonl"):
            print(table(path, read_texts(Path(path))))
    if any(path.endswith(".jsonl") for path in sys.argv):
        return
    folder = Path(os.environ["STATUSPAGE_SHARED"]) / "data" / "review"
    texts = read_texts(folder / "texts.jsonl")
    halves = split(texts)
    if "--wrong" in sys.argv:
        print("\n".join(differences(halves[sys.argv[sys.argv.index("--wrong") + 1]])))
        return
    for title, half in halves.items():
        print(table(title, half))
    print(table("overall", texts))
    print("errors on good texts that no reader asked for:", *errors_on_good(texts), sep="\n  ")
    print("sentences judged wrongly:", *cases(folder / "rule_cases.jsonl"), sep="\n  ")


if __name__ == "__main__":
    main()
