"""The plugins of MkDocs that most sites use, each with something for it to do, and what comes of it beside ours.

The order is that of their downloads; those that Material brings along stand at the end. `make docs` writes the table of it into
the documentation, and `test_matrix.py` keeps it true.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SAME = "the same"
REFUSED = "refused by name"


@dataclass(frozen=True)
class Other:
    """A plugin, and a site that uses it."""

    name: str
    """As `mkdocs.yml` has it."""
    package: str
    """What is installed for it."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    pages: Mapping[str, str | bytes] = field(default_factory=dict)
    """Files of the owner's own, from the folder of own pages."""
    config: Mapping[str, Any] = field(default_factory=dict)
    """What else `mkdocs.yml` says."""
    outcome: str = SAME
    """What comes of it, in the words of the documentation."""
    said: str = ""
    """What the build says about it, where it is not the same."""
    anew: frozenset[str] = frozenset()
    """What it makes otherwise in each build."""


GRAPH = "# Graph\n\n```mermaid\ngraph LR\n A-->B\n```\n"
TAGGED = {"tags.md": "# Tags\n\n<!-- material/tags -->\n", "t.md": "---\ntags: [stamp]\n---\n# T\n"}
NOTEBOOK = json.dumps(
    {
        "cells": [
            {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# Notebook\n", "\n", "Some words."]},
            {
                "cell_type": "code", "id": "b", "execution_count": 1, "metadata": {}, "source": ["print(42)"],
                "outputs": [{"name": "stdout", "output_type": "stream", "text": ["42\n"]}],
            },
        ],
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
)  # fmt: skip
GENERATE = """\
import mkdocs_gen_files
with mkdocs_gen_files.open("made/page.md", "w") as file:
    print("# Made\\n\\nby a program", file=file)
with mkdocs_gen_files.open("about.md", "a") as file:
    print("\\nAppended.", file=file)
"""
META = {"guide/.meta.yml": "description: A guide to letters\n"}

OTHERS = (
    Other("mkdocstrings", "mkdocstrings[python]", {"handlers": {"python": {"paths": ["."]}}}, {
        "code.md": "# Code\n\n::: harbour.send\n",
        "../../harbour.py": 'def send(letter: str) -> bool:\n    """Send a letter."""\n    return True\n',
    }),
    Other("autorefs", "mkdocs-autorefs", {}, {"refs.md": "# Refs\n\nSee [Stamps][stamps].\n"}),
    Other("macros", "mkdocs-macros-plugin", {}, {"m.md": "# M\n\n{{ 6 * 7 }} by {{ config.site_name }}\n"}),
    Other("git-revision-date-localized", "mkdocs-git-revision-date-localized-plugin", {"enable_creation_date": True}),
    Other("redirects", "mkdocs-redirects", {"redirect_maps": {"old.md": "about.md", "x.md": "https://post.example/"}}),
    Other("literate-nav", "mkdocs-literate-nav", {}, {"SUMMARY.md": "- [Us](about.md)\n- [Guide](guide/index.md)\n"}),
    Other("glightbox", "mkdocs-glightbox"),
    Other("monorepo", "mkdocs-monorepo-plugin", {}, {
        "../../sub/mkdocs.yml": "site_name: sub\nnav:\n  - Sub: index.md\n",
        "../../sub/docs/index.md": "# Sub page\n\nWords.\n",
    }, {"nav": [{"About": "about.md"}, {"Sub": "!include ./sub/mkdocs.yml"}]}),
    Other("gen-files", "mkdocs-gen-files", {"scripts": ["gen.py"]}, {"../../gen.py": GENERATE}),
    Other("mike", "mike"),
    Other("section-index", "mkdocs-section-index", {}, {}, {
        "nav": [{"About": "about.md"}, {"Guide": ["guide/index.md", "guide/first.md"]}],
    }, outcome="told by it: there is no navigation beside your pages", said="couldn't detect a supported theme"),
    Other("minify", "mkdocs-minify-plugin", {
        "minify_html": True, "minify_js": True, "minify_css": True, "cache_safe": True,
        "js_files": ["own.js"], "css_files": ["own.css"],
    }, {"own.js": "var a = 1;\n\n\n", "own.css": "a {\n color : red }\n"}, {
        "extra_javascript": ["own.js"], "extra_css": ["own.css"],
    }),
    Other("awesome-pages", "mkdocs-awesome-pages-plugin", {}, {
        ".pages": "nav:\n  - guide\n  - Us: about.md\n", "guide/.pages": "title: The book\n",
    }),
    Other("mermaid2", "mkdocs-mermaid2-plugin", {}, {"graph.md": GRAPH}),
    Other("include-markdown", "mkdocs-include-markdown-plugin", {}, {
        "inc.md": '# Inc\n\n{% include-markdown "part.md" %}\n\n{% include-markdown "./guide/first.md" start="## " %}\n',
        "part.md": "Part *included*.\n",
    }),
    Other("panzoom", "mkdocs-panzoom-plugin", {}, {"graph.md": GRAPH}),
    Other("mkdocs-jupyter", "mkdocs-jupyter", {}, {"note.ipynb": NOTEBOOK}),
    Other("meta-manager", "mkdocs-meta-manager", {}, META),
    Other("link-marker", "mkdocs-link-marker", {"enable_css": False}, {"mail.md": "# M\n\n[us](mailto:a@b.example)\n"}),
    Other("autotag", "mkdocs-auto-tag-plugin", {"globs": {"guide/*.md": ["book"]}}),
    Other("i18n", "mkdocs-static-i18n", {"languages": [
        {"locale": "en", "default": True, "name": "English"}, {"locale": "pt", "name": "Português"},
    ]}, {"about.pt.md": "# Sobre\n"}, outcome=REFUSED),
    Other("git-authors", "mkdocs-git-authors-plugin"),
    Other("llmstxt", "mkdocs-llmstxt", {"sections": {"All": ["about.md", "guide/*.md"]}}),
    Other("awesome-nav", "mkdocs-awesome-nav", {}, {".nav.yml": "nav:\n  - guide\n  - Us: about.md\n"}),
    Other("table-reader", "mkdocs-table-reader-plugin", {}, {
        "table.md": '# Table\n\n{{ read_csv("stamps.csv") }}\n', "stamps.csv": "a,b\n1,2\n",
    }),
    Other("swagger-ui-tag", "mkdocs-swagger-ui-tag", {}, {
        "calls.md": '# Calls\n\n<swagger-ui src="./openapi.json"/>\n',
        "openapi.json": '{"openapi": "3.0.0", "info": {"title": "x", "version": "1"}, "paths": {}}',
    }),
    Other("rss", "mkdocs-rss-plugin", {"use_git": False}, outcome="goes together; its feeds hold our pages too"),
    Other("exclude", "mkdocs-exclude", {"glob": ["guide/*"]}),
    Other("autolinks", "mkdocs-autolinks-plugin", {}, {"auto.md": "# Auto\n\n[first](first.md)\n"}),
    Other("mkdocs-video", "mkdocs-video", {}, {
        "film.md": "# F\n\n![type:video](https://film.example/x)\n\n![type:video](boat.mp4)\n", "boat.mp4": b"film",
    }),
    Other("open-in-new-tab", "mkdocs-open-in-new-tab"),
    Other("print-site", "mkdocs-print-site-plugin"),
    Other("markdownextradata", "mkdocs-markdownextradata-plugin", {}, {"data.md": "# D\n\n{{ harbour }}\n"}, {
        "extra": {"harbour": "Mail"},
    }),
    Other("git-committers", "mkdocs-git-committers-plugin-2", {"repository": "a/b", "branch": "main"}),
    Other("htmlproofer", "mkdocs-htmlproofer-plugin", {"validate_external_urls": False}),
    Other("exclude-search", "mkdocs-exclude-search", {"exclude": ["about.md"]}),
    Other("encryptcontent", "mkdocs-encryptcontent-plugin", {}, {"s.md": "---\npassword: boat\n---\n# S\n\nSecret.\n"},
          outcome=f"{SAME}; what it encrypts is other in each build", anew=frozenset(["s/index.html"])),
    Other("same-dir", "mkdocs-same-dir", outcome="told: it takes feeds, badges and the calendar away",
          said="a plugin replaced or removed feed.xml"),
    Other("tags", "mkdocs-material", {}, TAGGED),
    Other("meta", "mkdocs-material", {}, META),
    Other("offline", "mkdocs-material", outcome="told: addresses stay permanent", said="use_directory_urls is needed"),
    Other("privacy", "mkdocs-material"),
    Other("social", "mkdocs-material"),
    Other("blog", "mkdocs-material", outcome=REFUSED),
    Other("group", "mkdocs-material", {"enabled": True, "plugins": ["tags"]}, TAGGED),
)  # fmt: skip
