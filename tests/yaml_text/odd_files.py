"""Files of incidents as editors, merges and other programs leave them: each a sound one with one odd thing in it."""

from collections.abc import Iterator

SOUND = """\
title: Card payments fail
class: affecting
started_at: 2026-11-03T09:12:00Z
components: [checkout]
# a note that stays
updates:
  - id: 20261103T092000Z-k7q2
    at: 2026-11-03T09:20:00Z
    status: investigating
    components: {checkout: major_outage}
    next_update_by: 2026-11-03T09:50:00Z
    message: |
      Card payments fail. We are looking for the cause.
"""
BODY = "---\n\n## What happened\n"
TITLE = "title: Card payments fail\n"
MESSAGE = "    message: |\n      Card payments fail. We are looking for the cause.\n"
WORDS = "      Card payments fail. We are looking for the cause.\n"
ITEM = SOUND.partition("updates:\n")[2]
FLOW_ITEM = "{at: 2026-11-03T09:20:00Z, status: investigating, components: {checkout: major_outage}, message: We look.}"
REPLACED: tuple[tuple[str, str], ...] = (
    *((TITLE, new) for new in (
        # tabs
        "title:\tCard payments fail\n", "title: Card payments fail\t\n", "title: Card\tpayments fail\n",
        "\ttitle: Card payments fail\n", " \ttitle: Card payments fail\n", "title: Card payments fail\t# c\n",
        "title: 'Card\tpayments fail'\n", 'title: "Card\\tpayments fail"\n', "\t\ntitle: Card payments fail\n",
        "title: Card\n\tpayments fail\n", "title: 'Card\n\tpayments fail'\n", "title\t: Card payments fail\n",
        "\t# c\ntitle: Card payments fail\n", "title: >-\t\n  Card payments fail\n",
        # texts in blocks, and how far they are indented
        "title: |#x\n  Card payments fail\n", "title: | #x\n  Card payments fail\n", "title: >-#\n  Card fails\n",
        "title: |2\n  Card payments fail\n", "title: |1\n  Card payments fail\n", "title: |0\n  Card fails\n",
        "title: |9\n  Card payments fail\n", "title: |-2\n  Card payments fail\n", "title: >+\n  Card fails\n",
        "title: |+2\n  Card payments fail\n", "title: |--\n  Card fails\n", "title: |12\n  Card fails\n",
        "title: >\n\n\n  Card payments fail\n", "title: >\n    Card\n  fails\n", "title: |-\nCard fails\n",
        # documents and directives
        "---\ntitle: Card payments fail\n", "--- # c\ntitle: Card payments fail\n", "--- title: Card\n",
        "%YAML 1.1\n---\ntitle: Card payments fail\n", "%YAML 1.2\n---\ntitle: Card payments fail\n",
        "%YAML 3.0\n---\ntitle: Card payments fail\n", "%TAG ! tag:a,2000:\n---\ntitle: Card fails\n",
        "%FOO bar\n---\ntitle: Card payments fail\n", "title: Card payments fail\n---\n", "...\ntitle: Card\n",
        "title: Card payments fail\n...\n---\n", "title: --- Card\n", "title: Card ... fails\n", "---\n---\ntitle: C\n",
        # signs that are no text, and ends of lines that are none
        "\ufefftitle: Card payments fail\n", "title: Card\ufeff payments fail\n", "\ufeff\ufefftitle: Card\n",
        "title: Card\x85payments fail\n", "title: Card\u2028payments fail\n", "title: 'Card\u2029fails'\n",
        "title: Card payments fail\x85", "title: Card payments fail\u2028", "# a\x85b\ntitle: Card fails\n",
        "# a\u2028title: b\ntitle: Card fails\n", "title: Card\rfails\n", "title: Card payments fail\r\n",
        "title: Card payments fail\r", "title: Card\x00fails\n", "title: Card\x07fails\n", "title: Card\x7ffails\n",
        "title: Card\x1b[31mfails\n", "title: Card\x0bfails\n", "title: Card\x0cfails\n", "title: C\u200bard\n",
        "title: Card\xa0fails\n", "title:\xa0Card fails\n", "title: \U0001f525 fails\n", "title: \ufffe\n",
        "title: Card\ud800 fails\n", 'title: "Card\\ud800"\n', 'title: "Card\\x00"\n', 'title: "Card\\q"\n',
        'title: "Card\\\n  fails"\n',
        # anchors, links to them, merges
        "title: &a Card payments fail\n", "title: &a Card payments fail\nsummary: *a\n", "title: *a\n",
        "title: &a\n", "x: &a {title: Card fails}\n<<: *a\n", "<<: {title: Card fails}\n", "title: &a *a\n",
        "&a title: Card payments fail\n", "title: & a\n", "&a\ntitle: Card payments fail\n",
        # tags
        "title: !!str Card payments fail\n", "title: ! Card payments fail\n", "title: !x Card payments fail\n",
        "title: !!binary Q2FyZA==\n", "title: !!python/name:os.system\n", "title: !!int 3\n", "title: !!null x\n",
        "title: !<tag:yaml.org,2002:str> Card\n", "!!str title: Card payments fail\n", "!!map\ntitle: Card fails\n",
        "title: !y!x Card\n", "title: !!set {Card}\n", "title: !!timestamp 2026-11-03\n",
        # keys
        "? title\n: Card payments fail\n", "?title: Card\n", "? title\n", "? [a]\n: b\ntitle: Card fails\n",
        "? {a: b}\n: c\ntitle: Card fails\n", "'title': Card payments fail\n", '"title": Card payments fail\n',
        '"t\\x69tle": Card payments fail\n', "title : Card payments fail\n", "title:Card payments fail\n",
        ": Card\ntitle: Card fails\n", "1: x\ntitle: Card fails\n", "null: x\ntitle: Card fails\n",
        "? |\n  title\n: Card fails\n", "Title: Card payments fail\n", "? >-\n  title\n: Card payments fail\n",
        "title: Card payments fail\ntitle: Twice\n", "title: Card payments fail\n'title': Twice\n",
        "title: Card fails\n? title\n: Twice\n", "title: Card: fails\n", "title: - Card\n", "title: Card #1\n",
        # values that are no texts
        "title:\n", "title: ~\n", "title: yes\n", "title: 3\n", "title: 2026-11-03\n", "title: 12:30:45\n",
        "title: 0o14\n", "title: .inf\n", "title: =\n", "title: @Card\n", "title: `Card`\n", "title: %Card\n",
        "title: [Card]\n", "title: {Card: 1}\n", "title: 'Card''s'\n", "title: 'Card\n", 'title: "Card\n',
        "title: Card\n fails\n", "title:\n  Card\n  fails\n", "title:\n\n  Card\n\n  fails\n", "title: 'a' b\n",
        # comments
        "#title\ntitle: Card payments fail\n", "title: # c\n  Card payments fail\n", "title: Card # c\n  fails\n",
        "title: Card#fails\n", "    # c\ntitle: Card payments fail\n", "title: #Card\n",
    )),
    *(("    message: |\n", f"    message: {new}\n") for new in (
        "|#x", "| # x", "|-", "|+", "|2", "|3", "|4", "|1", "|2-", "|-2", "|\t", "|  ", ">", ">-#", ">+ # c", ">2", "&m |",
        "!!str |", "!!str &m |-", "# c\n     |", "\n      |", "? |",
    )),
    *((WORDS, new) for new in (
        f"{WORDS}\n\n\n", f"{WORDS}      \n", f"{WORDS}\t\n", f"\n{WORDS}", f"        \n{WORDS}", f"\t\n{WORDS}",
        WORDS[:-1], f"{WORDS[:-1]}\r\n", f"{WORDS[:-1]}\r", f"{WORDS[:-1]}\x85", f"{WORDS[:-1]}\u2028", f"{WORDS}# c",
        f"{WORDS}# c\n", f"{WORDS}  # c\n", f"{WORDS}      # c\n", f"{WORDS}...\n", f"{WORDS}...", f"{WORDS}... # c\n",
        f"{WORDS}---\n", f"{WORDS}---", f"{WORDS}...\n---\nx: y\n", f"{WORDS}\ufeff", f"{WORDS}\n\ufeff\n", f"{WORDS}\x00",
        f"{WORDS}      \tWe look.\n", f"{WORDS}\tWe look.\n", f"{WORDS}     We look.\n", f"{WORDS}       We look.\n",
        f"{WORDS}    x\n", f"{WORDS}   at: x\n", f"{WORDS}summary: Later\n", f"{WORDS}\n\nsummary: Later\n",
        f"{WORDS}summary: |+\n  Later\n\n\n", f"{WORDS}? summary\n: Later\n", f"{WORDS}summary: |\n  Later",
        f"{WORDS}summary: >\n  Later\n \n\t\n", f"{WORDS}summary: 'Later\n  on'", f"{WORDS}]\n", f"{WORDS}}}", f"{WORDS}- x\n",
        f"{WORDS}  -\n", f"{WORDS}  - ~\n", f"{WORDS}  - {FLOW_ITEM}\n", f"{WORDS}  - {FLOW_ITEM}", f"{WORDS}  - &b {FLOW_ITEM}\n",
        f"{WORDS}updates: []\n", f"{WORDS}  # c\n  - {FLOW_ITEM}\n# c\n", f"{WORDS}    message: Twice\n", f"{WORDS}    # c",
    )),
    *((f"updates:\n{ITEM}", new) for new in (
        f"updates: # c\n{ITEM}", f"updates:\t\n{ITEM}", f"updates: \n\n{ITEM}", f"updates:\n# c\n{ITEM}", f"updates: &u\n{ITEM}",
        f"updates: !!seq\n{ITEM}", f"updates: !!omap\n{ITEM}", f"updates: !x\n{ITEM}", f"? updates\n:\n{ITEM}", f"? updates\n: # c\n{ITEM}",
        f"'updates':\n{ITEM}", f"updates :\n{ITEM}", f'"up\\x64ates":\n{ITEM}', f"updates: [{FLOW_ITEM}]\n", f"updates: [{FLOW_ITEM},]\n",
        f"updates: [\n  {FLOW_ITEM}, # c\n]\n", f"updates: [\n{FLOW_ITEM}]", f"updates:\n  [{FLOW_ITEM}]\n", f"updates: [{FLOW_ITEM}\n",
        f"updates:\n  - {FLOW_ITEM}\n", f"updates:\n- {FLOW_ITEM}\n", f"updates:\n  -   {FLOW_ITEM}\n", f"updates:\n  - # c\n    {FLOW_ITEM}\n",
        f"updates:\n  -\n    {FLOW_ITEM}\n", f"updates:\n  -\t{FLOW_ITEM}\n", f"updates:\n  - &i {FLOW_ITEM}\n  - *i\n", f"updates:\n  - - {FLOW_ITEM}\n",
        f"updates:\n  - !!map {FLOW_ITEM}\n", f"updates: [{FLOW_ITEM}]# c\n", f"updates: [{FLOW_ITEM}] # c", f"updates: [{FLOW_ITEM}]\t\n",
        f"updates: [? {FLOW_ITEM}]\n", f"updates: [[{FLOW_ITEM}]]\n", f"updates: [{FLOW_ITEM}, ]\n...\n", f"updates: !!seq [{FLOW_ITEM}]\n",
        "updates:\n", "updates: ~\n", "updates: []\n", "updates: {}\n", "updates: [ ]", "updates: x\n", "updates: |\n  x\n", "updates: 'x'\n",
        "updates:", "", "updates: null # c\n", "updates: !!null\n", "updates: # c", "updates: [\n\n]\n", "updates:\n  []\n",
        "updates:\n" + ITEM.replace("\n  ", "\n").removeprefix("  "), "updates:\n" + ITEM.replace("  ", "    "),
        "updates:\n " + ITEM.replace("\n    ", "\n   ").removeprefix("  "), f"updates:\n{ITEM}" + ITEM.replace("k7q2", "k7q3").replace("  - ", "   - "),
        f"updates:\n{ITEM}" + ITEM.replace("k7q2", "k7q3"), f"updates:\n{ITEM}updates:\n{ITEM}", f"updates:\n{ITEM}'updates': []\n",
        "updates:\n" + ITEM.replace("  - id", "  -   id", 1), "updates:\n" + ITEM.replace("    at:", "    id: x\n    at:", 1),
        "updates:\n" + ITEM.replace("    at:", "    ? at\n    :", 1), "updates:\n" + ITEM.replace("  - id", "  - ? id\n    ", 1),
        "updates:\n" + ITEM.replace("    status:", "   status:", 1), "updates:\n" + ITEM.replace("    status:", "\tstatus:", 1),
        "updates:\n" + ITEM.replace("    status:", "# c\n    status:", 1), "updates:\n" + ITEM.replace("    status:", "\n\n    status:", 1),
        f"x: &u\n{ITEM}updates: *u\n", f"updates: &u [{FLOW_ITEM}]\nsummary: *u\n",
    )),
)  # fmt: skip


def odd_files() -> Iterator[tuple[str, str, str]]:
    """Give a name, an ending and a text for each odd thing, alone in YAML and above a report."""
    wholes = {
        "all in CRLF": SOUND.replace("\n", "\r\n"),
        "all in CR": SOUND.replace("\n", "\r"),
        "mark before the document": f"\ufeff---\n{SOUND}",
        "all in one flow": f"{{title: Card fails, class: affecting, started_at: 2026-11-03T09:12:00Z, updates: [{FLOW_ITEM}]}}\n",
        "indented as a whole": "".join(f"  {line}\n" for line in SOUND.splitlines()),
        "a list": "".join(f"- {line}\n" for line in SOUND.splitlines()[:3]),
        "nothing": "",
        "only a comment": "# c\n",
        "only a document": "---\n",
    }
    for number, (old, new) in enumerate(REPLACED):
        assert SOUND.count(old) == 1, old
        wholes[f"{number} {new[:40]!a}"] = SOUND.replace(old, new)
    for name, text in wholes.items():
        yield name, ".yml", text
        yield name, ".md", f"---\n{text}{BODY}"
