"""Makes of a made-up history the sites that Hugo builds: a plain one, and one of cState."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

PLAIN: Mapping[str, str] = {
    "hugo.toml": """\
baseURL = "https://status.bench.example/"
title = "Bench status"
disableKinds = ["taxonomy", "term"]
""",
    "layouts/baseof.html": """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body>{{ block "main" . }}{{ end }}</body>
</html>
""",
    "layouts/page.html": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<p>{{ .Params.summary | markdownify }}</p>
{{ range .Params.updates }}
<article id="{{ .id }}"><time>{{ .at }}</time> <b>{{ .status }}</b> {{ .message | markdownify }}</article>
{{ end }}
{{ .Content }}
<ul>
{{ range .Params.prevention }}<li>{{ .promise | markdownify }} ({{ .owner }}, {{ .due_on }})</li>{{ end }}
{{ range .Params.make_good }}<li>{{ .promise | markdownify }} ({{ .due_on }})</li>{{ end }}
</ul>
{{ end }}
""",
    "layouts/list.html": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>
{{ range .RegularPagesRecursive }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }}</li>
{{ end }}
</ul>
{{ end }}
""",
}
"""The whole of a plain site but for its incidents: a page for each, a list, and the feed that Hugo makes by itself."""
CSTATE = {
    "title": "Bench status",
    "theme": "cstate",
    "buildFuture": True,
    "baseURL": "https://status.bench.example/",
    "languageCode": "en",
    "defaultContentLanguage": "en",
    "preserveTaxonomyNames": True,
    "taxonomies": {"affected": "affected"},
    "disableKinds": ["taxonomy"],  # the list of all systems, at which newer versions of Hugo fail
    "outputs": {
        "page": ["html", "json"],
        "section": ["html", "json", "rss"],
        "home": ["html", "json", "rss", "svg"],
        "term": ["html", "json", "rss", "svg"],
    },
    "outputFormats": {"svg": {"isPlainText": True, "mediaType": "image/svg+xml"}},
}
"""What cState's own example has in its configuration, but for what is said of the company."""
CSTATE_PARAMS = {
    "categories": [{"name": "Services", "untitled": True}],
    "enableUptimeHistogram": True,
    "dateFormat": "January 2, 2006 at 3:04 PM",
    "shortDateFormat": "15:04 — Jan 2",
    "useRelativeTime": True,
    "enableLastMod": True,
    "incidentHistoryFormat": "yearly",
    "incidentPostsPerPage": 5,
    "brand": "#0a0c0f",
    "ok": "#008000",
    "disrupted": "#cc4400",
    "down": "#e60000",
    "notice": "#24478f",
}
_FRONT = re.compile(r"\A---\n(.*?\n)---\n(.*)\Z", re.DOTALL)


def make_plain(folder: Path, incidents_dir: Path) -> None:
    """Write the plain site: each incident as it is, with its date under Hugo's name."""
    for name, text in PLAIN.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path, (front, body) in _read(incidents_dir).items():
        dated = re.sub(r"(?m)^started_at: (.*)$", r"date: \1", front)
        _write(folder / "content" / "incidents" / path.name, f"---\n{dated}---\n{body}")


def make_cstate(folder: Path, incidents_dir: Path, theme: Path) -> None:
    """Write cState's site: what its pages show of an incident, with the updates as one text, as its guide has them."""
    shutil.copytree(theme, folder / "themes" / "cstate", ignore=shutil.ignore_patterns(".git"))
    settings = yaml.safe_load((incidents_dir / "statuspage.yml").read_text(encoding="utf-8"))
    names = {id_: one["name"] for id_, one in settings["components"].items()}
    systems = [{"name": name, "category": "Services"} for name in names.values()]
    config = {**CSTATE, "params": {**CSTATE_PARAMS, "systems": systems}}
    _write(folder / "config.yml", yaml.safe_dump(config, allow_unicode=True, sort_keys=False))
    for path, (front, body) in _read(incidents_dir).items():
        told = yaml.safe_load(front)
        head = yaml.safe_dump(_cstate_front(told, names), allow_unicode=True, sort_keys=False)
        said = "\n\n".join(f"*{one['status']}* {one['message']}" for one in told["updates"][::-1])
        _write(folder / "content" / "issues" / path.name, f"---\n{head}---\n{said}\n\n{body}")


def _cstate_front(told: Mapping[str, Any], names: Mapping[str, str]) -> Mapping[str, Any]:
    last = told["updates"][-1]
    is_over = last["status"] == "resolved"
    over = {"resolvedWhen": last["at"]} if is_over else {}
    return {
        "title": told["title"],
        "date": told["started_at"],
        "resolved": is_over,
        **over,
        "severity": "down",
        "affected": [names[id_] for id_ in told["components"]],
        "section": "issue",
    }


def _read(incidents_dir: Path) -> Mapping[Path, tuple[str, str]]:
    """Give the front matter and the body of each incident."""
    found = {}
    for path in sorted(incidents_dir.glob("*/*.md")):
        read = _FRONT.match(path.read_text(encoding="utf-8"))
        assert read, path
        found[path] = (read[1], read[2])
    return found


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
