"""The files of a site of Hugo: its posts, each with its address and its language, and its other pages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_POSTS = (".md", ".markdown", ".html")
_DROPPED = re.compile(r"[^\w\s./+~@-]")
"""What Hugo leaves out of addresses."""


@dataclass(frozen=True, slots=True)
class PostFile:
    """A file below a folder of posts, or another page."""

    path: Path
    shown: str
    """The file, as the user would know it."""
    address: str
    """Where the site had it, below its posts; without its language."""
    language: str
    """The code of its language; empty where the site has one."""


def post_files(source: Path, settings: Mapping[str, Any]) -> list[PostFile]:
    """List the posts, those in the site's own language first."""
    codes = _codes(settings)
    content = source / "content"
    folders = sorted(path for path in content.rglob("issues") if path.is_dir()) or [source]
    found = [
        _post_file(path, folder, source, codes)
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if _is_page(path, folder) and not path.name.startswith("_")
    ]
    order = dict.fromkeys((_default(settings), "", *codes))
    return sorted(found, key=lambda file: list(order).index(file.language))


def other_pages(source: Path) -> Iterator[Path]:
    """Yield the pages of a site that are no posts."""
    content = source / "content"
    for path in sorted(content.rglob("*")):
        is_below = "issues" in path.relative_to(content).parts
        if _is_page(path, content) and (not is_below or path.name.startswith("_")):
            yield path


def address_of_post(address: str, slug: object) -> str:
    """Return where Hugo puts a post: its name without what addresses cannot have, or the slug that it names."""
    named = f"{address.rpartition('/')[0]}/{slug}".lstrip("/") if slug else address
    return re.sub(r"\s+", "-", _DROPPED.sub("", named.lower()).strip())


def _is_page(path: Path, folder: Path) -> bool:
    is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.suffix.lower() in _POSTS and path.is_file() and not is_hidden


def _codes(settings: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the site's languages, and the folder of content of each where it has its own."""
    languages = settings.get("languages")
    return {
        str(code).lower(): _folder_of(value)
        for code, value in (languages.items() if isinstance(languages, dict) else ())
    }


def _folder_of(value: Any) -> str:
    found = {str(key).lower(): of for key, of in value.items()} if isinstance(value, dict) else {}
    return str(found.get("contentdir") or "").strip("/")


def _default(settings: Mapping[str, Any]) -> str:
    return str(settings.get("defaultcontentlanguage") or "en").lower()


def _post_file(path: Path, folder: Path, source: Path, codes: Mapping[str, str]) -> PostFile:
    shown = path.relative_to(source).as_posix()
    address = path.relative_to(folder).with_suffix("").as_posix()
    name, _, suffix = address.rpartition(".")
    if suffix.lower() in codes:
        return PostFile(path, shown, name, suffix.lower())
    below = (code for code, of in codes.items() if of and shown.startswith(f"{of}/"))
    above = folder.relative_to(source).as_posix().lower().split("/")
    inner = (code for code in codes if code in above)
    return PostFile(path, shown, address, next(below, "") or next(inner, ""))
