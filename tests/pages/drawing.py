"""Draws pages as MkDocs does, without it: the theme's templates, a frame, and what the page knows.

A name that nobody made is an error. Of Material's templates only the blocks stand here.
"""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import CodeType, SimpleNamespace
from typing import Any, get_args, get_type_hints

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    Undefined,
)

from mkdocs_statuspage.outputs import all_files as files
from mkdocs_statuspage.outputs.pages.frame import Frame, error_frame, frame
from mkdocs_statuspage.outputs.pages.report_article import Article
from mkdocs_statuspage.outputs.view.looks import State
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.outputs.view.standpoint import MomentView
from pages.library import URL, limits, site

THEME = Path(__file__).parent.parent.parent / "theme"
BLOCKS = (
    "site_meta",
    "htmltitle",
    "styles",
    "header",
    "tabs",
    "site_nav",
    "container",
    "content",
    "footer",
)
MATERIAL = "".join(f"<!-- {b} -->{{% block {b} %}}{b}{{% endblock %}}\n" for b in BLOCKS)
MATERIALS = {
    "base.html": MATERIAL,
    "partials/content.html": "{{ page.content }}{{ features | join }}",
    "partials/language.html": "{% macro t(key) %}{{ key }}{% endmacro %}",
}
OWNERS = {
    "main.html": """{% extends "statuspage/main.html" %}
{% block announce %}<p>{{ lang.t("closed") }} {{ page.meta.nothing_of_that_name }}25 December.</p>{% endblock %}
{% block extrahead %}<meta name="owner" content="Harbour">{% endblock %}
""",
    "partials/language.html": "{% macro t(key) %}We are {{ key }} on{% endmacro %}",
}
"""Templates of an owner's, which may read names that are not there, and Material's words, which only they use."""
INTO = "<&\"'>"
"""What must never stand in a page as it is, where text was meant."""


class Templates(BaseLoader):
    """The theme's templates, compiled once; one of them may be put into another's place."""

    changed: dict[str, CodeType] = {}  # noqa: RUF012 - a change holds for every loader
    asked: set[str] = set()  # noqa: RUF012

    def __init__(self, owners: Mapping[str, str]) -> None:
        self.owners = owners
        self.compiled: dict[str, CodeType] = {}

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Read a template."""
        path = THEME / template
        if template in self.owners:
            return self.owners[template], None, None
        if template in MATERIALS and template not in self.owners:
            return MATERIALS[template], None, None
        if not path.is_file():
            raise TemplateNotFound(template)
        return path.read_text(encoding="utf-8"), str(path), None

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        """Compile a template, or take it as it was compiled before."""
        if name in self.owners:
            environment = environment.overlay(undefined=Undefined)
        else:
            environment = environment.overlay(undefined=StrictUndefined)
            self.asked.add(name)
        if name in self.changed and name not in self.owners:
            code = self.changed[name]
        elif name not in self.compiled:
            source, _, _ = self.get_source(environment, name)
            code = self.compiled[name] = environment.compile(source, name, name)
        else:
            code = self.compiled[name]
        return environment.template_class.from_code(environment, code, globals or {})


TEMPLATES = {"plain": Templates({}), "owner": Templates(OWNERS)}


def environment(kind: str = "plain") -> Environment:
    """Give what draws a template, with the one filter that MkDocs adds and the theme uses."""
    made = Environment(loader=TEMPLATES.get(kind, TEMPLATES["plain"]), undefined=StrictUndefined)
    made.filters["script_tag"] = lambda script: f'<script src="{script}"></script>'
    return made


@dataclass(frozen=True)
class Sheet:
    """One page to draw, in one of the frames below."""

    site: str
    path: str
    frame: str = "plain"
    lacks: str = ""
    """`texts`, `lists`: those in it are empty; `parts`: what it may do without is not there."""

    @property
    def name(self) -> str:
        """What its file is called, without the ending."""
        stem = self.path.removesuffix(".md").removesuffix("/index") or "index"
        variant = "" if self.frame == "plain" else f"{self.frame}/"
        without = self.lacks and f"without-{self.lacks}/"
        return f"{variant}{without}{self.site}/{stem.removesuffix('.html')}"


def framed(shared: Frame, kind: str) -> Frame:
    """Give a frame as an engine fills it: plainly, or with everything that an owner can set."""
    plain = replace(
        shared,
        files={
            "style": "assets/style.css",
            "script": "assets/script.js",
            "frame": "assets/frame.css",
            "own": "assets/own.css",
            "search": "assets/search.js",
        },
        css_html="/* the style */",
        favicon="statuspage/icon.svg",
        has_search=True,
        touch_icon="statuspage/touch-icon.png",
    )
    if kind == "bare":
        return replace(
            plain,
            has_footer=False,
            has_search=False,
            organisation_url="",
            scheme="light",
            touch_icon="",
            logo="https://x.example/logo.svg",
            favicon="https://x.example/icon.svg",
            icons={mark: f"icon-{mark}.svg" for mark in ("operational", "maintenance")},
        )
    if kind == "guest":
        return replace(plain, up="../", now=NOW_SAID)
    if kind == "social":
        return replace(plain, now=NOW_SAID, policies=POLICIES)
    if kind != "owner":
        return plain
    about = SimpleNamespace(title="About us", url="about/")
    return replace(
        plain,
        logo="logo.svg",
        favicon="icon.svg",
        icons={mark: f"icon-{mark}.svg" for mark in ("major", "maintenance", "notice")},
        extra_css=("own.css", "https://x.example/own.css"),
        scheme="dark",
        now=NOW_SAID,
        policies=POLICIES,
        pages=(about,),
    )


NOW_SAID = "2026-11-10T08:30:00Z"
POLICIES = {"ours": "only ours", "own": "styles too", "material": "Material's too"}


def context(
    made: Page | None, shared: Frame, kind: str, title: str = "About <i>us</i>"
) -> dict[str, Any]:
    """Give what MkDocs gives to a template."""
    is_owner, is_social = kind == "owner", kind == "social"
    page = SimpleNamespace(
        meta={"title": "About <us>", "author": "Us & them"} if is_owner else {},
        title=title,
        content="<p>We carry letters.</p>",
        url="about/",
        canonical_url=f"{URL}about/" if is_owner or is_social else None,
        edit_url="https://git.example/edit" if is_owner else None,
    )
    is_material = is_social or kind == "material"
    page.meta["statuspage"] = replace(shared.no_page, kind="material" if is_material else "own")
    if is_owner or is_social:  # another plugin says what is shown beside a link
        page.meta["meta"] = [{"property": "og:image", "content": "other.png"}]
    if made is not None:
        page.meta = {
            "title": made.title,
            "description": made.description,
            "statuspage": made.view(),
        }
    config = SimpleNamespace(
        site_name="Harbour & Mail",
        theme=SimpleNamespace(
            custom_dir="overrides" if is_owner else None,
            get={"features": ["content.action.edit"]}.get if is_owner else {}.get,
        ),
        site_description="Our letters" if is_owner or is_material else None,
        copyright="© <b>Harbour</b>" if is_owner else None,
        extra={"statuspage": shared},
        extra_javascript=["own.js"] if kind in ("owner", "guest") else [],
    )
    return {"config": config, "page": page, "base_url": "..", "nav": []}


@cache
def made_pages(name: str) -> dict[str, Page]:
    """Make the pages of a site once."""
    return {path: page for path, page in files(site(name)).items() if isinstance(page, Page)}


def draw(sheet: Sheet) -> str:
    """Draw a page, or for what is no Markdown a page that MkDocs knows nothing of."""
    template, values = ready(sheet)
    with limits(sheet.site):
        return drawn(template, values, sheet.frame)


@cache
def ready(sheet: Sheet) -> tuple[str, dict[str, Any]]:
    """Make what a page is drawn from, once: its template, and what stands in it."""
    with limits(sheet.site):
        return _ready(sheet)


def _ready(sheet: Sheet) -> tuple[str, dict[str, Any]]:
    shared = framed(frame(site(sheet.site)), sheet.frame)
    made = made_pages(sheet.site).get(sheet.path)
    values = context(made, shared, sheet.frame)
    if sheet.path.endswith(".html"):
        return sheet.path, values | {"page": None, "base_url": "/"}
    if sheet.lacks:
        values["page"].meta["statuspage"] = lacking(made.view(), sheet.lacks)
    return made.template if made else "main.html", values


def lacking(value: Any, what: str) -> Any:
    """Take out of a view what it may lack: its texts and inner lists, or its parts."""
    if isinstance(value, tuple):
        return tuple(lacking(one, what) for one in value)
    if isinstance(value, str):
        return "" if what == "texts" else value
    if not is_dataclass(value) or isinstance(value, type | MomentView | State):
        return value
    hints = get_type_hints(type(value))
    return replace(
        value, **{f.name: _less(value, f.name, hints[f.name], what) for f in fields(value)}
    )


def _less(owner: Any, name: str, hint: Any, what: str) -> Any:
    value = getattr(owner, name)
    if name in ("built", "published"):  # what stands beside them is what may lack
        return value
    if what == "parts" and type(None) in get_args(hint) and not isinstance(value, Article):
        return None
    if what == "lists" and isinstance(value, tuple):
        return ()
    return lacking(value, what)


def drawn(template: str, values: dict[str, Any], kind: str = "plain") -> str:
    """Draw a template from values."""
    return environment(kind).get_template(template).render(values)


def draw_errors(page: Page) -> str:
    """Draw the page that stands in for a site which cannot be read."""
    return drawn(page.template, context(page, framed(error_frame(), "plain"), "plain"))


class Readable(HTMLParser):
    """HTML as a person reads it: what begins a line in a browser begins one here."""

    IN_LINE = frozenset(
        [
            "a",
            "abbr",
            "bdi",
            "b",
            "br",
            "code",
            "em",
            "i",
            "img",
            "label",
            "span",
            "strong",
            "sub",
            "sup",
            "time",
            "title",
        ]
    )
    VOID = frozenset(
        [
            "area",
            "base",
            "br",
            "col",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "path",
            "rect",
            "wbr",
            "circle",
        ]
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.lines: list[str] = [""]
        self.depth = 0

    def write(self, text: str, *, begins: bool = False) -> None:
        """Put down a piece of text, on a line of its own where it begins one."""
        if begins and self.lines[-1].strip():
            self.lines.append("")
        if not self.lines[-1]:
            self.lines[-1] = " " * self.depth
            text = text.lstrip()
        self.lines[-1] += text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag as it stands in the page."""
        self.write(self.get_starttag_text() or "", begins=tag not in self.IN_LINE)
        if tag not in self.IN_LINE | self.VOID:
            self.depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag that holds nothing."""
        self.write(self.get_starttag_text() or "", begins=tag not in self.IN_LINE)

    def handle_endtag(self, tag: str) -> None:
        """Write the end of an element."""
        if tag not in self.IN_LINE | self.VOID:
            self.depth -= 1
        self.write(f"</{tag}>")
        if tag not in self.IN_LINE:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        """Write text, its line breaks as spaces."""
        if data.strip():
            joined = " ".join(data.split())
            self.write(" " * data[:1].isspace() + joined + " " * data[-1:].isspace())
        elif self.lines[-1].strip() and " " not in self.lines[-1][-1:]:
            self.write(" ")

    def handle_entityref(self, name: str) -> None:
        """Write a character as it was escaped."""
        self.write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Write a character as it was escaped."""
        self.write(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        """Write a comment."""
        self.write(f"<!--{data}-->", begins=True)

    def handle_decl(self, decl: str) -> None:
        """Write the kind of document."""
        self.write(f"<!{decl}>", begins=True)


def readable(html: str) -> str:
    """Lay out HTML for a person, and leave out the empty lines."""
    parser = Readable()
    parser.feed(html)
    parser.close()
    return "\n".join(line.rstrip() for line in parser.lines if line.strip()) + "\n"
