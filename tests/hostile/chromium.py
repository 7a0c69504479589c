"""A real browser that says everything a page did: what ran, what it asked for, what it complained of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from browser.library import WINDOWLESS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
HOOK = """
window.__ran = [];
for (const name of ["alert", "prompt", "confirm", "print", "open"])
  window[name] = (...args) => { window.__ran.push(`${name}(${args.join()})`); };
addEventListener("securitypolicyviolation", (e) => {
  window.__ran.push(`refused ${e.effectiveDirective} ${e.blockedURI} ${e.sample}`);
});
"""
"""Runs before anything of the page does, and remembers."""
AUDIT = """() => {
  const found = [];
  const address = ["href", "src", "action", "formaction", "xlink:href", "data", "poster", "ping", "srcset"];
  const strange = ["iframe", "object", "embed", "base", "frame", "frameset", "foreignObject", "animate", "set",
                   "math", "template", "portal", "plaintext", "audio", "video", "source", "applet"];
  const everything = (root) => [...root.querySelectorAll("*")].flatMap((one) => [one, ...(one.localName === "template" ? everything(one.content) : [])]);
  for (const one of everything(document)) {
    if (strange.includes(one.localName)) found.push(`<${one.localName}>`);
    for (const { name, value } of one.attributes) {
      if (/^on/i.test(name) || name === "srcdoc") found.push(`<${one.localName} ${name}=${value}>`);
      if (!address.includes(name) || (name === "data" && one.localName !== "object")) continue;
      let to;
      try { to = new URL(value, document.baseURI); } catch { continue; }
      if (!["http:", "https:", "mailto:"].includes(to.protocol) && to.href !== "webcal://status.tiny.example/calendar.ics") found.push(`<${one.localName} ${name}=${value}>`);
    }
  }
  for (const script of document.scripts) {
    if (script.type && !["module", "text/javascript"].includes(script.type)) JSON.parse(script.textContent);
    else found.push(`script ${script.getAttribute("src") ?? script.textContent}`);
  }
  for (const style of document.querySelectorAll("style")) found.push(`style ${style.textContent}`);
  return [...found, ...window.__ran];
}"""
"""What a page has that could run, as the browser itself sees it; data for scripts must be JSON."""


@dataclass
class Visit:
    """What a page did while it was open."""

    did: list[str] = field(default_factory=list)
    """What it has that could run, and what ran."""
    asked: list[str] = field(default_factory=list)
    """Every address that it asked for."""
    said: list[str] = field(default_factory=list)
    """Errors on its console."""


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files; says nothing."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on this machine while the block runs, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def browser(playwright: "Playwright") -> Iterator["Browser"]:
    """Start Chromium, which finds no other host."""
    chromium = playwright.chromium.launch(executable_path=WINDOWLESS, args=ARGUMENTS)
    yield chromium
    chromium.close()


class Visitor:
    """Opens pages one after the other, and tells what each did."""

    def __init__(self, chromium: "Browser", *, bypass_csp: bool = False) -> None:
        self.visit = Visit()
        self.page = chromium.new_page(bypass_csp=bypass_csp)
        self.page.add_init_script(HOOK)
        self.page.on("request", lambda request: self.visit.asked.append(request.url))
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.visit.said.append(str(error)))
        self.page.on("dialog", self._dialog)
        self.page.on("popup", lambda popup: self.visit.did.append(f"popup {popup.url}"))

    def open(self, url: str) -> Visit:
        """Open a page, wait until all of it is there, and look at it."""
        self.visit = Visit()
        self.page.goto(url, wait_until="load")
        return self.look()

    def look(self) -> Visit:
        """Look at the page as it is now."""
        self.visit.did += self.page.evaluate(AUDIT)
        return self.visit

    def _console(self, said: "ConsoleMessage") -> None:
        if said.type == "error" and "404" not in said.text:
            self.visit.said.append(said.text)

    def _dialog(self, dialog: "Dialog") -> None:
        self.visit.did.append(f"dialog {dialog.message}")
        dialog.dismiss()
