"""What somebody typed that is no command line, or that was refused, answered with the line to type next: theirs, put right."""

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import typer

from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.reading.file_list import shown

MESSAGE_OPTIONS = ("-m", "--message", "-F", "--file")
DROPPED = {"-F": ("-F", "--file"), "--at": ("--at",)}
"""Options that may be too much, in their spellings; what is left out has its value with it."""


def retyped(
    words: Sequence[str],
    wrong: str | None,
    right: str | tuple[str, ...],
    kept: Path | None = None,
) -> str:
    """Return a command line with one word put right or left out, or put in after the command's name.

    A text that is kept is read from where it is.
    """
    better = (right,) if isinstance(right, str) else right
    line = [*_without_text(words)] if {*better[:1]} & {*MESSAGE_OPTIONS} else list(words)
    if wrong in DROPPED and not better:
        line = [*_without_option(line, DROPPED[wrong])]
    at = next((n for n, word in enumerate(line) if _holds(word, wrong)), None)
    if wrong is not None and at is not None:
        option = line[at][: len(line[at]) - len(wrong)]
        line[at : at + 1] = [option + better[0], *better[1:]] if better else []
    else:
        at = command_at(line) + 1
        line[at:at] = better
    return as_typed(line) if kept is None else with_kept(line, kept)


def other_line(words: Sequence[str], line: Sequence[str], kept: Path | None) -> str:
    """Return a line with another command, for the same folder, and with the text that is kept."""
    whole = [*words[: max(command_at(words), 0)], *line]
    return with_kept(whole, kept) if kept and "-m" in line else as_typed(whole)


def with_kept(words: Sequence[str], kept: Path) -> str:
    """Return a command line that reads its text from where it is kept."""
    return as_typed([*_without_text(words), "-F", shown(kept)])


def as_typed(words: Sequence[str]) -> str:
    """Return words as they are typed after the program's name."""
    return shlex.join(["statuspage", *words])


def _holds(word: str, wrong: str | None) -> bool:
    """Tell whether a word is the one that was wrong, which may be an empty one, or an option that has it as its value."""
    return word == wrong or bool(wrong and word.startswith("-") and word.endswith(wrong))


def command_at(words: Sequence[str]) -> int:
    """Return where the command's name stands: the first word that is no option and no option's value."""
    options = [n for n, word in enumerate(words) if word == "-C"]
    return next(
        (n for n, w in enumerate(words) if not w.startswith("-") and n - 1 not in options), -1
    )


def _without_text(words: Sequence[str]) -> Iterator[str]:
    return _without_option(words, MESSAGE_OPTIONS)


def _without_option(words: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    """Leave out an option with its value, in each of its spellings."""
    skips = False
    joined = tuple(f"{name}=" if name.startswith("--") else name for name in names)
    for word in words:
        if skips:
            skips = False
        elif word in names:
            skips = True
        elif not word.startswith(joined):
            yield word


def with_quotes(words: Sequence[str], stray: str | None) -> str:
    """Return the line with a text in quotes when a stray word stands right behind it; else nothing."""
    for at, option in enumerate(words[:-2]):
        if option in ("-m", "--message") and stray and words[at + 2] == stray:
            text = " ".join(words[at + 1 : at + 3])
            return as_typed([*words[: at + 1], text, *words[at + 3 :]])
    return ""


USAGE_ERROR: type[Exception] = typer.BadParameter.__bases__[0]
"""What Typer raises for a line that it cannot read; it has no public name."""

_OPEN = "open TITLE -c COMPONENT=major -m TEXT"
_CLOSE = "resolve -m TEXT"
_SAY = "update -m TEXT"
MEANT: Mapping[str, str] = {
    **dict.fromkeys(("undo", "revert", "delete", "remove", "rm", "withdraw", "unpost"), "retract"),
    **dict.fromkeys(("edit", "change", "correct", "modify", "rewrite"), "amend"),
    **dict.fromkeys(
        ("close", "done", "end", "finish", "fix", "fixed", "solve", "resolved"), _CLOSE
    ),
    **dict.fromkeys(("new", "create", "start", "begin", "incident", "add", "alert"), _OPEN),
    **dict.fromkeys(("post", "say", "send", "write", "message", "comment", "tell"), _SAY),
    **dict.fromkeys(("list", "ls", "show", "log", "incidents", "history", "info"), "status"),
    **dict.fromkeys(
        ("schedule", "plan", "planned", "announce", "downtime"),
        "maintenance TITLE --start WHEN --end WHEN -m TEXT",
    ),
    **dict.fromkeys(("abort", "call-off", "calloff"), "cancel ID -m TEXT"),
    **dict.fromkeys(("postpone", "reschedule"), "move ID --start WHEN --end WHEN --why TEXT"),
    **dict.fromkeys(("postmortem", "post-mortem", "rca", "writeup"), "report ID"),
    **dict.fromkeys(("false-alarm", "dismiss"), "retract ID --all --why TEXT"),
    "reopen": "update ID -s investigating -m TEXT",
    **dict.fromkeys(
        ("push", "commit", "upload", "deploy", "publish", "fetch", "pull", "refresh"), "sync"
    ),
    **dict.fromkeys(("validate", "lint", "test", "valid"), "check"),
    **dict.fromkeys(("preview", "run", "watch", "dev"), "serve"),
    **dict.fromkeys(("promise", "todo", "ledger"), "promises"),
    "man": "--help",
    "version": "--version",
}
"""What people call a command, and the line that does it."""

OPTIONS_MEANT: Mapping[str, Sequence[str]] = {
    "--msg": ("--message",),
    "--text": ("--message",),
    "--comment": ("--message",),
    "--push": ("--publish",),
    "-p": ("--publish",),
    "--state": ("--status",),
    "--severity": ("--class",),
    "--eta": ("--fix-by",),
    "--until": ("--fix-by", "--end"),
    "--in": ("--next",),
    "-n": ("--next",),
    "--reason": ("--why", "--because", "--class-reason"),
    "--why": ("--because", "--class-reason"),
    "--begin": ("--start", "--started-at"),
    "--since": ("--started-at", "--at"),
    "--from": ("--start", "--started-at"),
    "--to": ("--end",),
    "--time": ("--at",),
    "-t": ("--at",),
    "--directory": ("-C",),
    "--because": ("--why",),
    "-m": ("--why",),
    "--message": ("--why",),
}
"""What people call an option, and what it is called, if the command has it."""

TEXTS = tuple(
    """
    -m --message --why --because --class-reason --who --not-affected --how-to-tell --agreed
    """.split()
)
PAIRS = ("-c", "--component")
_CHOICE = re.compile(r"'(.+?)' is not one of (.+)\.")
_QUOTED = re.compile(r"'(.+?)'")
_PAIR = re.compile(r"[\w-]+[=:][\w-]+")
_SHORT = re.compile(r"(-[A-Za-z])=(.*)", re.DOTALL)
Answer = tuple[str, str]
"""What is wrong, and the line to type."""


def answer_to(error: Any, words: Sequence[str], group: Any, names: Sequence[str]) -> Answer:
    """Say what is wrong with a line, and how to type it; `names` are all commands, in the group or not."""
    at = command_at(words)
    command = group.commands.get(words[at]) if at >= 0 else None
    if command is None or (error.ctx and hasattr(error.ctx.command, "commands")):
        return _before_command(error, words, names)
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return _unknown_option(error.option_name, words, command)
    if kind == "BadOptionUsage":
        return _value(error, words, command)
    if kind == "MissingParameter":
        return _missing(error.param, words, command)
    if "unexpected extra argument" in error.message:
        return _extra(words, command)
    return _unfit(error, words, command)


def _unfit(error: Any, words: Sequence[str], command: Any) -> Answer:
    """A value that is none of those there are, or of another kind."""
    if choice := _CHOICE.search(error.message):
        known = _QUOTED.findall(choice[2])
        near = _near(choice[1], known)
        said = f"{choice[1]!r} is not one of {choice[2]}"
        return said, retyped(words, choice[1], near or known[0])
    return error.format_message(), as_typed([command.name, "--help"])


def _before_command(error: Any, words: Sequence[str], names: Sequence[str]) -> Answer:
    option = getattr(error, "option_name", "")
    if not option:
        return _unknown_command(words, command_at(words), names)
    at = next((n for n, word in enumerate(words) if word in names), None)
    if at is None:
        typed = next((word for word in words if word.startswith(option)), option)
        near = _near(f"--{typed.lstrip('-')}", ("--version", "--debug", "--help"))
        return f"there is no option {typed}", as_typed([near or "--help"])
    line = [words[at], *words[:at], *words[at + 1 :]]
    return f"{option} belongs after the command", as_typed(line)


def _unknown_command(words: Sequence[str], at: int, names: Sequence[str]) -> Answer:
    if at < 0:
        return "there is no command", as_typed(["--help"])
    name, before, after = words[at], words[:at], words[at + 1 :]
    if meant := MEANT.get(name.casefold()):
        command, *usual = meant.split()
        line = as_typed([*before, command, *_rest(command, usual, after)])
        return f"{name} is called {command} here", line
    bare = [word for word in after if not word.startswith("-")]
    if name == "help":
        return "help is an option here", as_typed([*after, "--help"])
    if "statuspage" in (name, *after):
        rest = [name, *after]
        rest = rest[rest.index("statuspage") + 1 :]
        return "statuspage is there already", as_typed([*before, *rest])
    if " " in name or len(bare) > 1:
        text = " ".join([name, *bare])
        return "a text needs a command before it", as_typed([*before, "update", "-m", text])
    near = _near(name, names)
    return f"there is no command {name}", as_typed([*before, near, *after] if near else ["--help"])


def _rest(command: str, usual: Sequence[str], after: Sequence[str]) -> Sequence[str]:
    """Return what follows a command's right name: what was typed, where that may be meant."""
    texts = {n + 1: word for n, word in enumerate(after[1:]) if after[n] in TEXTS}
    bare = [w for n, w in enumerate(after) if not w.startswith("-") and n not in texts]
    if "ID" in usual:
        given = {"ID": bare[:1], "TEXT": [*texts.values()][:1]}
        return [given[word][0] if given.get(word) else word for word in usual]
    if command in ("update", "resolve") and bare == list(after):
        return ["-m", " ".join(bare)] if " " in " ".join(bare) else [*bare, *usual]
    return after or usual


def _unknown_option(option: str, words: Sequence[str], command: Any) -> Answer:
    known = options_of(command)
    typed = next((w for w in words if w.partition("=")[0] == option), None)
    typed = typed or next((w for w in words if w.startswith(option) and w[:2] != "--"), option)
    name, equals, value = typed.partition("=")
    if option == "-C" or name == "--directory":
        return _folder_first(words, typed)
    right = _option_meant(name, known)
    said = f"{command.name} has no option {name}"
    if right is None:
        at = words.index(typed)
        skipped = 1 if equals or words[at + 1 : at + 2] == [] or words[at + 1][0] == "-" else 2
        return said, as_typed([*words[:at], *words[at + skipped :]])
    line = [right + equals + value if word == typed else word for word in words]
    return f"{said}; did you mean {right}?", as_typed(line)


def _option_meant(name: str, known: Mapping[str, Any]) -> str | None:
    meant = [one for one in OPTIONS_MEANT.get(name, ()) if one in known]
    long = name if name.startswith("--") else f"-{name}"
    return meant[0] if meant else long if long in known else _near(long, known)


def _near(name: str, known: Iterable[str]) -> str | None:
    """Return the name that is most like another; one that is only a little like it is not meant."""
    return next(iter(get_close_matches(name.casefold(), list(known), 1, 0.7)), None)


def _folder_first(words: Sequence[str], typed: str) -> Answer:
    at = list(words).index(typed)
    rest = [*words[:at], *words[at + 2 :]]
    folder = words[at + 1] if at + 1 < len(words) else "DIR"
    return "-C belongs before the command", as_typed(["-C", folder, *rest])


def _value(error: Any, words: Sequence[str], command: Any) -> Answer:
    """An option without its value, or a flag with one."""
    option = error.option_name
    if "does not take a value" in error.message:
        line = [option if word.startswith(f"{option}=") else word for word in words]
        return f"{option} takes no value", as_typed(line)
    return without_value(option, words, command)


def without_value(option: str, words: Sequence[str], command: Any) -> Answer:
    """Answer an option that has nothing after it."""
    at = next((n for n, word in enumerate(words) if word == option), len(words) - 1)
    metavar = _metavar(options_of(command)[option])
    line = [*words[: at + 1], metavar, *words[at + 1 :]]
    return f"{option} needs what comes after it: {metavar}", as_typed(line)


def _missing(param: Any, words: Sequence[str], command: Any) -> Answer:
    lacking = list(_lacking(param, words, command))
    named = [one[0] for one in lacking]
    line = [*words, *(word for one in lacking for word in one)]
    return f"{command.name} needs {' and '.join(named)}", as_typed(line)


def _lacking(param: Any, words: Sequence[str], command: Any) -> Iterator[Sequence[str]]:
    """Yield what is needed from this parameter on and does not stand in the line."""
    at = command.params.index(param)
    for one in sorted(command.params[at:], key=lambda p: p.param_type_name != "argument"):
        if one.required and one.param_type_name == "argument":
            yield [_metavar(one)]
        elif one.required and not set(one.opts) & set(words):
            yield [one.opts[-1], _metavar(one)]


def _extra(words: Sequence[str], command: Any) -> Answer:
    """More words than the command takes: most likely a text without quotes."""
    at, known = command_at(words), options_of(command)
    before = [*words[: at + 1]]
    first, line = _gathered(words[at + 1 :], known)
    if command.name == "post":  # what an alarm has prepared; a text of one's own is an update
        typed = [*words[:at], "update", "-m", " ".join(first), *line]
        return "post takes no text", as_typed(typed)
    has_text = bool({"-m", "--message", "-F", "--file"} & set(line))
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    named = [" ".join(first)] if first else []
    if "--message" in known and not has_text and command.name in ("update", "resolve"):
        is_quoted = len(first) > 1 and [" " in word for word in first] == [False] * (
            len(first) - 1
        ) + [True]
        named = [*first[:-1], "-m", first[-1]] if is_quoted else ["-m", *named]
    elif not arguments:
        return f"{command.name} takes no {first[0]}", as_typed([*before, *line])
    elif len(arguments) > 1:
        named = first[: len(arguments)]
    said = "a text of several words needs quotes around it"
    return said, as_typed([*before, *named, *line])


def _gathered(words: Sequence[str], known: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Part words that belong to no option from options with all that was meant as their value."""
    first: list[str] = []
    line: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("-"):
            first.append(word)
            continue
        line.append(word)
        takes = word in known and not known[word].is_flag
        if not takes or not rest:
            continue
        line.append(rest.pop(0))
        while rest and not rest[0].startswith("-") and word in TEXTS:
            line[-1] += " " + rest.pop(0)
        while rest and word in PAIRS and (rest[0][:1] == "=" or line[-1][-1:] == "="):
            line[-1] += rest.pop(0)
    return first, line


def options_of(command: Any) -> Mapping[str, Any]:
    """Return the options of a command by each of their spellings."""
    return {
        name: param
        for param in command.params
        if param.param_type_name == "option"
        for name in (*param.opts, *param.secondary_opts)
    }


def _metavar(param: Any) -> str:
    if param.metavar:
        return str(param.metavar).strip("[]<>")
    return "TEXT" if param.name in ("message", "why") else str(param.name).strip("_").upper()


def slip_in(words: Sequence[str], commands: Mapping[str, Any]) -> Answer | None:
    """Find what Typer would take for something else: an option for a text, a long option for a short one."""
    at = command_at(words)
    command = commands.get(words[at]) if words and at >= 0 else None
    if command is None:
        return None
    if list(words[at + 1 :]) == ["help"]:
        return "help is an option here", as_typed([*words[:-1], "--help"])
    found = (_slip_at(number, words, command) for number in range(at + 1, len(words)))
    return next(filter(None, found), None)


def _slip_at(number: int, words: Sequence[str], command: Any) -> Answer | None:
    known, word, before = options_of(command), words[number], words[number - 1]
    if before in TEXTS and before in known:
        is_option = word.partition("=")[0] in known
        return without_value(before, words, command) if is_option else None
    if f"-{word}" in known and len(word) > 2:
        line = [*words[:number], f"-{word}", *words[number + 1 :]]
        return f"{word} has two dashes", as_typed(line)
    short = _SHORT.fullmatch(word)
    if short and short[1] in known:
        line = [*words[:number], short[1], short[2], *words[number + 1 :]]
        return f"a blank stands behind {short[1]}", as_typed(line)
    if words[number - 2] in PAIRS and words[number - 2] in known and (pair := _apart(before, word)):
        line = [*words[: number - 1], *pair, *words[number + 1 :]]
        return "a component and its status are one word", as_typed(line)
    return None


def _apart(component: str, word: str) -> Sequence[str]:
    """Return what was meant by two words behind `-c`: a pair that is apart, or two pairs."""
    if _PAIR.fullmatch(word) and _PAIR.fullmatch(component):
        return component, "-c", word
    from mkdocs_statuspage.desk.typed_words import MEANT as MEANT_STATUSES

    names = [*ComponentStatus, *MEANT_STATUSES]
    is_status = any(name.startswith(word.casefold()) for name in names)
    return [f"{component}={word}"] if is_status and not _PAIR.fullmatch(component) else ()
