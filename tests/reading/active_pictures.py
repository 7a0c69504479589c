"""Pictures that try to act, each by one trick, written after what public collections describe; and some that do not.

Each tries `alert`, or to fetch from `elsewhere.example`.
"""

from collections.abc import Mapping

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="300" height="300"'
BOX = '<rect width="300" height="300"/>'
HTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'


def svg(inside: str, more: str = "") -> bytes:
    """Give a picture with these elements and attributes."""
    return f"<svg {NS} {more}>{inside}</svg>".encode()


ACTIVE: Mapping[str, bytes] = {
    "script": svg("<script>alert(1)</script>"),
    "script in cdata": svg("<script><![CDATA[alert(1)]]></script>"),
    "script with a prefix": svg(
        "<s1:script xmlns:s1='http://www.w3.org/2000/svg'>alert(1)</s1:script>"
    ),
    "script of xhtml": svg(f"<h:script {HTML}>alert(1)</h:script>"),
    "script by address": svg('<script href="data:text/javascript,alert(1)"/>'),
    "script by xlink": svg('<script xlink:href="data:text/javascript,alert(1)"/>'),
    "script in metadata": svg(f"<metadata><h:script {HTML}>alert(1)</h:script></metadata>"),
    "script deep in defs": svg("<defs><g><g><script>alert(1)</script></g></g></defs>"),
    "prefixed root": b"<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script>alert(1)</s:script></s:svg>",
    "onload": svg("", 'onload="alert(1)"'),
    "onload in capitals by entity": svg("", 'onload="&#97;lert(1)"'),
    "onbegin": svg('<animate attributeName="x" dur="1s" onbegin="alert(1)"/>'),
    "onclick": svg('<rect width="300" height="300" onclick="alert(1)"/>'),
    "onerror": svg('<image href="x:y" onerror="alert(1)"/>'),
    "onfocus": svg('<g tabindex="0" autofocus="autofocus" onfocus="alert(1)"/>'),
    "attlist": b"<!DOCTYPE svg [<!ATTLIST svg onload CDATA \"alert(1)\">]><svg xmlns='http://www.w3.org/2000/svg'/>",
    "entity": b"<!DOCTYPE svg [<!ENTITY x \"<script xmlns='http://www.w3.org/2000/svg'>alert(1)</script>\">]>"
    b"<svg xmlns='http://www.w3.org/2000/svg'>&x;</svg>",
    "entity in an attribute": b"<!DOCTYPE svg [<!ENTITY x \"alert(1)\">]><svg xmlns='http://www.w3.org/2000/svg' onload='&x;'/>",
    "comment that hides a type": b'<!-- --><!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]><!-- -->'
    b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "utf-16": ("\ufeff<svg " + NS + "><script>alert(1)</script></svg>").encode("utf-16-le"),
    "utf-16 without its mark": f"<svg {NS}><script>alert(1)</script></svg>".encode("utf-16-be"),
    "utf-7": b"<?xml version='1.0' encoding='utf-7'?>+ADw-svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/+AD4-",
    "another encoding": f"<?xml version='1.0' encoding='iso-2022-jp'?><svg {NS} onload='alert(1)'/>".encode(),
    "foreign object": svg(
        f"<foreignObject width='9' height='9'><h:body {HTML}><h:img src='x:' onerror='alert(1)'/></h:body></foreignObject>"
    ),
    "frame": svg(f'<h:iframe {HTML} srcdoc="&lt;script&gt;parent.alert(1)&lt;/script&gt;"/>'),
    "frame by address": svg(f'<h:iframe {HTML} src="javascript:parent.alert(1)"/>'),
    "embed": svg(f'<h:embed {HTML} src="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;"/>'),
    "object": svg(f'<h:object {HTML} data="javascript:alert(1)"/>'),
    "picture of xhtml": svg(f'<h:img {HTML} src="x:" onerror="alert(1)"/>'),
    "link": svg(f'<a href="javascript:alert(1)">{BOX}</a>'),
    "link by xlink": svg(f'<a xlink:href="javascript:alert(1)">{BOX}</a>'),
    "link spelt in references": svg(f'<a href="java&#115;cript:alert(1)">{BOX}</a>'),
    "link with a tab": svg(f'<a href="java&#9;script:alert(1)">{BOX}</a>'),
    "link of another prefix": svg(
        f'<a z:href="javascript:alert(1)" xmlns:z="http://www.w3.org/1999/xlink">{BOX}</a>'
    ),
    "link with a data page": svg(
        f'<a href="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;">{BOX}</a>'
    ),
    "link that is animated": svg(
        f'<a><animate attributeName="href" values="javascript:alert(1)"/>{BOX}</a>'
    ),
    "link that is set": svg(
        f'<a><set attributeName="xlink:href" to="javascript:alert(1)"/>{BOX}</a>'
    ),
    "handler that is set": svg('<rect><set attributeName="onmouseover" to="alert(1)"/></rect>'),
    "use of data": svg(
        "<use href=\"data:image/svg+xml,&lt;svg id='x' xmlns='http://www.w3.org/2000/svg'&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;/svg&gt;#x\"/>"
    ),
    "use of elsewhere": svg('<use href="https://elsewhere.example/a.svg#x"/>'),
    "picture of elsewhere": svg('<image href="https://elsewhere.example/a.png"/>'),
    "picture that is a picture": svg('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'),
    "filter of elsewhere": svg(
        '<filter id="f"><feImage href="//elsewhere.example/a.png"/></filter>'
    ),
    "style sheet": b"<?xml-stylesheet href='data:text/css,*{}'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    "transformation": b"<?xml-stylesheet type='text/xsl' href='#x'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    "import": svg("<style>@import url(//elsewhere.example/x.css);</style>"),
    "import spelt otherwise": svg("<style>@\\69mport '//elsewhere.example/x.css';</style>"),
    "font of elsewhere": svg(
        "<style>@font-face{font-family:a;src:url('https://elsewhere.example/f')}</style>"
    ),
    "fill of elsewhere": svg('<rect fill="url(https://elsewhere.example/a.svg#x)"/>'),
    "style of elsewhere": svg('<rect style="fill:url(//elsewhere.example/a.svg#x)"/>'),
    "handler element": svg(
        "<handler xmlns:ev='http://www.w3.org/2001/xml-events' ev:event='load'>alert(1)</handler>"
    ),
    "listener": svg(
        "<x:listener xmlns:x='http://www.w3.org/2001/xml-events' event='load' handler='#a'/>"
    ),
    "include": svg("<x:include xmlns:x='http://www.w3.org/2001/XInclude' href='/'/>"),
    "page": b"<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>",
    "mathematics": svg(
        "<m:maction xmlns:m='http://www.w3.org/1998/Math/MathML' href='javascript:alert(1)'/>"
    ),
    "base": svg("<image href='#a'/>", "xml:base='https://elsewhere.example/'"),
    "not closed": f"<svg {NS}><script>alert(1)".encode(),
    "script in capitals of a namespace": b"<svg xmlns='&#104;ttp://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "namespace by default of a type": b"<!DOCTYPE svg [<!ATTLIST x:script xmlns:x CDATA 'http://www.w3.org/2000/svg'>]>"
    b"<svg xmlns='http://www.w3.org/2000/svg'><x:script>alert(1)</x:script></svg>",
    "type by a public name": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "entity of an entity": b'<!DOCTYPE svg [<!ENTITY a "al"><!ENTITY b "&a;ert(1)">]>'
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='&b;'/>",
    "parameter entity": b"<!DOCTYPE svg [<!ENTITY % d SYSTEM 'data:,x'>%d;]><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "file by entity": b"<!DOCTYPE svg [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&f;</text></svg>",
    "mark in another order": ("<svg " + NS + "><script>alert(1)</script></svg>").encode("utf-16"),
    "utf-32": ("\ufeff<svg " + NS + "><script>alert(1)</script></svg>").encode("utf-32-le"),
    "ebcdic": f"<?xml version='1.0' encoding='cp037'?><svg {NS} onload='alert(1)'/>".encode(
        "cp037"
    ),
    "utf-8 that says utf-16": f"<?xml version='1.0' encoding='utf-16'?><svg {NS} onload='alert(1)'/>".encode(),
    "windows-1252": f"<?xml version='1.0' encoding='windows-1252'?><svg {NS} onload='alert(1)'/>".encode(),
    "mark before the declaration": f"\ufeff<?xml version='1.0'?><svg {NS} onload='alert(1)'/>".encode(),
    "xml 1.1": f"<?xml version='1.1'?><svg {NS} onload='alert(1)'/>".encode(),
    "page within a page": svg(
        f"<foreignObject><h:div {HTML}><svg {NS}><foreignObject><h:iframe src='javascript:parent.alert(1)'/></foreignObject></svg></h:div></foreignObject>"
    ),
    "form with a button": svg(
        f"<foreignObject width='300' height='300'><h:form {HTML} action='javascript:alert(1)'><h:button>x</h:button></h:form></foreignObject>"
    ),
    "video that fails": svg(f'<h:video {HTML}><h:source onerror="alert(1)" src="x:"/></h:video>'),
    "details that open": svg(f'<h:details {HTML} open="" ontoggle="alert(1)"/>'),
    "refresh": svg(f'<h:meta {HTML} http-equiv="refresh" content="0;url=javascript:alert(1)"/>'),
    "link element": svg(f'<h:link {HTML} rel="stylesheet" href="//elsewhere.example/a.css"/>'),
    "base element": svg(f'<h:base {HTML} href="https://elsewhere.example/"/><use href="a#b"/>'),
    "link to a vbscript": svg(f'<a href="vbscript:msgbox(1)">{BOX}</a>'),
    "link with white space before": svg(f'<a href=" &#10;&#9;javascript:alert(1)">{BOX}</a>'),
    "link with a control code": svg(f'<a href="&#x1;javascript:alert(1)">{BOX}</a>'),
    "link in a new window": svg(f'<a target="_blank" href="javascript:alert(1)">{BOX}</a>'),
    "link that is animated from": svg(
        f'<a><animate attributeName="xlink:href" from="javascript:alert(1)" to="&amp;"/>{BOX}</a>'
    ),
    "link that is animated by values": svg(
        f'<a id="x"><animate href="#x" attributeName="href" values="#;javascript:alert(1)" fill="freeze"/>{BOX}</a>'
    ),
    "motion that begins": svg('<g><animateMotion dur="1s" onbegin="alert(1)"/></g>'),
    "transformation that ends": svg(
        '<g><animateTransform attributeName="transform" dur="1ms" onend="alert(1)"/></g>'
    ),
    "set that repeats": svg(
        '<set attributeName="x" to="1" dur="1ms" repeatCount="2" onrepeat="alert(1)"/>'
    ),
    "discard": svg('<discard href="#x" begin="0s"/>'),
    "handler by a wheel": svg('<rect width="300" height="300" onwheel="alert(1)"/>'),
    "handler with a prefix": svg(
        '<rect x:onclick="alert(1)" xmlns:x="http://www.w3.org/2000/svg"/>'
    ),
    "script after the root": f"<svg {NS}/><script>alert(1)</script>".encode(),
    "instruction in the midst": svg("<?xml-stylesheet type='text/xsl' href='data:text/xml,x'?>"),
    "style in a reference": svg("<style>@imp&#111;rt '//elsewhere.example/x.css';</style>"),
    "style in cdata": svg("<style><![CDATA[@import '//elsewhere.example/x.css';]]></style>"),
    "style with a set of pictures": svg(
        "<style>g{background:image-set('//elsewhere.example/a' 1x)}</style>"
    ),
    "mask of elsewhere": svg('<rect mask="url(//elsewhere.example/a.svg#x)"/>'),
    "cursor of elsewhere": svg('<rect style="cursor:url(//elsewhere.example/a.cur),auto"/>'),
    "pixels that are a page": svg(
        '<image href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=="/>'
    ),
    "gif that is a script": b"GIF89a/*<svg/onload=alert(1)>*/=alert(1)//;",
    "html by its look": b"<!doctype html><script>alert(1)</script>",
}
FILES: Mapping[str, bytes] = {
    **{
        f"page.{kind}": b"<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>"
        for kind in ["html", "htm", "HTML", "shtml", "xhtml", "xht", "XHTML", "xml", "xsl", "xslt", "xsd", "rng", "rdf", "rss", "atom", "mathml", "mml", "wsdl", "wadl", "kml", "gpx", "tei", "vxml", "mht", "mhtml", "hta", "svg.html", "pdf.xml", "xml.xsd", "php", "asp"]
    },
    **{f"script.{kind}": b"alert(1)" for kind in ["js", "mjs", "cjs", "wasm", "swf", "jar", "htc", "vbs"]},
    "packed.svgz": b"\x1f\x8b", "packed.svg.gz": b"\x1f\x8b", "packed.html.br": b"", "packed.gz": b"\x1f\x8b",
    "no-suffix": b"<html><script>alert(1)</script></html>", "page.unheard-of": b"<html><script>alert(1)</script></html>",
    "page.html%00.png ": b"<script>alert(1)</script>", "page.png.": b"<script>alert(1)</script>",
}  # fmt: skip
"""Files of other kinds that a browser runs, or may."""
INERT: Mapping[str, bytes] = {
    "chart": svg("<title>On time</title><path d='M0 0h9'/><text x='1'>a &amp; b</text>"),
    "gradient": svg(
        "<defs><linearGradient id='g'><stop offset='0'/></linearGradient></defs><rect fill='url(#g)'/>"
    ),
    "style": svg("<style>.a{fill:#123456;font:12px sans-serif}</style><g class='a'/>"),
    "use": svg("<defs><g id='a'/></defs><use xlink:href='#a'/>"),
    "pixels": svg("<image href='data:image/png;base64,iVBORw0KGgo='/>"),
    "notes of a program": b"<?xml version='1.0' encoding='UTF-8'?><!-- Made with a program --><svg xmlns='http://www.w3.org/2000/svg'"
    b" xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' xmlns:sodipodi='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd'>"
    b"<sodipodi:namedview inkscape:zoom='1'/><metadata/></svg>",
}
