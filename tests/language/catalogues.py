"""The catalogues of the site's own words: written from what code and templates use, translations kept."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale
from babel.messages.plurals import get_plural
from babel.messages.pofile import normalize, read_po

from mkdocs_statuspage.language import ENGLISH, LOCALE_DIR
from tests.pages.strings_used import plurals_used, strings_used

Key = str | tuple[str, str]
"""A string by its English, or the singular and the plural of one."""
HEAD = """\
# The words of the pages, feeds and badges in {name}; the keys are the English ones.
msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"
"""
_RULE = re.compile(r'"Plural-Forms: (.*)\\n"')


def path_of(language: str) -> Path:
    """Give the catalogue of a language."""
    return LOCALE_DIR / language / "LC_MESSAGES" / "statuspage.po"


def languages() -> list[str]:
    """Give the languages that have a catalogue."""
    return sorted(path.name for path in LOCALE_DIR.iterdir() if path_of(path.name).is_file())


def catalogue_text(language: str) -> str:
    """Give the catalogue as it should stand: every string in use and no other, with what is translated."""
    name = Locale.parse(language).english_name
    rule = plural_rule(language)
    said, forms = translations(language), int(re.findall(r"nplurals=(\d+)", rule)[0])
    head = HEAD.format(name=name, language=language, plurals=rule)
    return "\n".join([head, *(_entry(key, said.get(key), forms) for key in keys())])


def plural_rule(language: str) -> str:
    """Give the rule of a language's plurals: as its catalogue says, else as Babel knows it."""
    path = path_of(language)
    found = _RULE.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    return found[1] if found else str(get_plural(language).plural_forms)


@cache
def keys() -> Sequence[Key]:
    """Give what is to be translated, in the order of the file."""
    return (*sorted(strings_used()), *sorted(plurals_used()))


def translations(language: str) -> Mapping[Key, Any]:
    """Give what a catalogue says; empty for what is not translated, and where there is none."""
    path = path_of(language)
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def untranslated(language: str) -> Iterator[str]:
    """Give what a catalogue has no words for, and what is translated with other places, code or ends."""
    said = translations(language)
    for key in keys() if language != ENGLISH else ():
        english = key if isinstance(key, str) else key[1]
        forms = [said.get(key) or ""] if isinstance(key, str) else said.get(key) or [""]
        if not all(forms):
            yield english
        elif any(_differs(form, key) for form in forms):
            yield f"{english}: what stands in braces is not the same in {forms}"
        elif any(outline(form) != outline(english) for form in forms):
            yield f"{english}: its blanks, code, tags or full stop are not the same in {forms}"


def _differs(form: str, key: Key) -> bool:
    """Tell whether a translation has other places; `one day` may leave the number out."""
    if isinstance(key, str):
        return places(form) != places(key)
    return bool(places(form) - places(key[1]))


def outline(text: str) -> tuple[object, ...]:
    """Return what is the same in every language: blanks at the ends, code, tags, lines, and whether it is a sentence."""
    blanks = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    code = sorted(re.findall(r"`([^`:]*)[^`]*`|(<[^>]*>)", text)), text.count("\n"), text.count("`")
    return blanks, code, text.endswith("."), '"' in text


def places(text: str) -> set[str]:
    """Give the names of the places in a string."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _entry(key: Key, said: Any, forms: int) -> str:
    if isinstance(key, str):
        return f"msgid {_quoted(key)}\nmsgstr {_quoted(said or '')}\n"
    given = [*(said or ()), *[""] * forms][:forms]
    lines = [f"msgid {_quoted(key[0])}", f"msgid_plural {_quoted(key[1])}"]
    lines += [f"msgstr[{number}] {_quoted(form)}" for number, form in enumerate(given)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return normalize(text, width=0)
