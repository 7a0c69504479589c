"""The forms of an English word, so that a phrase list names a verb once.

Only what the phrase lists need: no tagging, no dictionary. A form that nobody writes does no harm.
"""

from functools import cache

IRREGULAR = {
    "be": "am are is was were been being",
    "become": "becomes became becoming",
    "break": "breaks broke broken breaking",
    "bring": "brings brought bringing",
    "build": "builds built building",
    "cause": "causes caused causing",
    "choose": "chooses chose chosen choosing",
    "come": "comes came coming",
    "cost": "costs costing",
    "cut": "cuts cutting",
    "do": "does did done doing",
    "fall": "falls fell fallen falling",
    "feel": "feels felt feeling",
    "find": "finds found finding",
    "forget": "forgets forgot forgotten forgetting",
    "forgive": "forgives forgave forgiven forgiving",
    "get": "gets got gotten getting",
    "give": "gives gave given giving",
    "go": "goes went gone going",
    "have": "has had having",
    "hit": "hits hitting",
    "hold": "holds held holding",
    "keep": "keeps kept keeping",
    "leave": "leaves left leaving",
    "let": "lets letting",
    "lose": "loses lost losing",
    "make": "makes made making",
    "mean": "means meant meaning",
    "meet": "meets met meeting",
    "misread": "misreads misreading",
    "misunderstand": "misunderstands misunderstood misunderstanding",
    "overlook": "overlooks overlooked overlooking",
    "put": "puts putting",
    "read": "reads reading",
    "rebuild": "rebuilds rebuilt rebuilding",
    "run": "runs ran running",
    "say": "says said saying",
    "see": "sees saw seen seeing",
    "send": "sends sent sending",
    "set": "sets setting",
    "shut": "shuts shutting",
    "spend": "spends spent spending",
    "strive": "strives strove striven striving",
    "take": "takes took taken taking",
    "tell": "tells told telling",
    "think": "thinks thought thinking",
    "understand": "understands understood understanding",
    "wake": "wakes woke woken waking",
    "withdraw": "withdraws withdrew withdrawn withdrawing",
    "write": "writes wrote written writing",
}

DOUBLING = frozenset(
    {
        "admit",
        "cancel",
        "commit",
        "drop",
        "equal",
        "forgot",
        "grab",
        "label",
        "model",
        "occur",
        "omit",
        "permit",
        "plan",
        "prefer",
        "refer",
        "regret",
        "rip",
        "scrap",
        "ship",
        "signal",
        "skip",
        "slip",
        "spot",
        "stop",
        "strip",
        "swap",
        "transfer",
        "travel",
        "trip",
        "wrap",
    }
)

VOWELS = "aeiou"


@cache
def forms(word: str) -> tuple[str, ...]:
    """Return a word's inflected forms, itself first, in British and American spelling."""
    spellings = (word, word[:-3] + "ize") if word.endswith("ise") and len(word) > 5 else (word,)
    found = [form for spelling in spellings for form in _forms(spelling)]
    return tuple(dict.fromkeys(found))


def _forms(word: str) -> list[str]:
    if word in IRREGULAR:
        return [word, *IRREGULAR[word].split()]
    stem = word.removesuffix("e")
    if word.endswith("y") and word[-2] not in VOWELS:
        return [word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"]
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return [word, word + "es", word + "ed", word + "ing"]
    doubled = [stem + stem[-1] + "ed", stem + stem[-1] + "ing"] if word in DOUBLING else []
    return [word, word + "s", stem + "ed", stem + "ing", *doubled]
