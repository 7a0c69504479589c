// What a page gains by a script: the visitor's own time, clocks that run, a headline that stays fresh, colours.
// Everything is readable without it. It asks this site alone, and stores nothing but the choice of colours.

const page = document.documentElement;
/* Found with their tag: an incident or update may have any id, such as these. */
const words = () => JSON.parse(document.querySelector("script#sp-words")?.textContent ?? "{}");
const fill = (text, values) => (text ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

/* A demonstration stands still: its moment is in the page. */
const fixed = document.querySelector('meta[name="statuspage:now"]')?.content;
const now = () => (fixed ? Date.parse(fixed) : Date.now());

/* Colours: automatic, unless the visitor chose others than the system's. Material's own pages read the same key. */
const dark = matchMedia("(prefers-color-scheme: dark)");
const key = `${new URL(import.meta.url).pathname.replace(/assets\/[^/]*$/, "")}.__palette`;
function chosen() {
  try {
    const scheme = JSON.parse(localStorage.getItem(key))?.color?.scheme;
    return scheme && (scheme === "slate" ? "dark" : "light");
  } catch {
    return null;
  }
}
function choose(scheme) {
  try {
    if ((scheme === "dark") === dark.matches) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ color: { scheme: scheme === "dark" ? "slate" : "default" } }));
  } catch {
    /* Without storage the choice holds for this page. */
  }
}
const owners = page.dataset.scheme;
const current = () => page.dataset.scheme || (dark.matches ? "dark" : "light");
function paint(scheme) {
  if (scheme) page.dataset.scheme = scheme;
  else delete page.dataset.scheme;
  const button = document.getElementById("sp-colours");
  if (button) {
    button.hidden = false;
    button.title = current() === "dark" ? button.dataset.light : button.dataset.dark;
    button.setAttribute("aria-label", button.title);
  }
  if (document.body?.dataset.mdColorScheme) document.body.dataset.mdColorScheme = current() === "dark" ? "slate" : "default";
}
const preferred = chosen() ?? owners;
if (preferred) page.dataset.scheme = preferred;

/* Times: exact ones stay as they are; the visitor's own stands behind them where it differs. */
const language = page.lang || "en";
const clockOf = (at, zone) =>
  new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(at);
const dayOf = (at, zone) => new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: zone }).format(at);
function localise(root, t) {
  const zone = document.querySelector("[data-zone]")?.dataset.zone;
  for (const time of root.querySelectorAll('time:is([data-time="local"], [data-time="ago"], [data-time="span"])')) {
    const at = new Date(time.dateTime);
    const same = zone && clockOf(at, zone) === clockOf(at) && dayOf(at, zone) === dayOf(at);
    if (same || time.nextElementSibling?.classList.contains("local")) continue;
    const day = zone && dayOf(at, zone) === dayOf(at) ? "" : `${dayOf(at)}, `;
    const until = time.dataset.end ? `–${clockOf(new Date(time.dataset.end))}` : "";
    const own = document.createElement("span");
    own.className = "local";
    own.textContent = ` (${fill(t.yours, { time: day + clockOf(at) + until })})`;
    time.after(own);
  }
}

/* Lengths, as the site writes them. */
function length(ms, t) {
  const minutes = Math.max(1, Math.floor(ms / 60000));
  if (minutes < 60) return new Intl.NumberFormat(language, { style: "unit", unit: "minute", unitDisplay: "long" }).format(minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 24
    ? `${hours}\u00a0${t.h} ${minutes % 60}\u00a0${t.min}`
    : `${Math.floor(hours / 24)}\u00a0${t.d} ${hours % 24}\u00a0${t.h}`;
}

/* Clocks: how long it has lasted, how long ago it was said, and whether we are late. */
function tick(t) {
  for (const el of document.querySelectorAll("[data-since]")) el.textContent = `(${length(now() - Date.parse(el.dataset.since), t)})`;
  for (const el of document.querySelectorAll('time[data-time="ago"]')) {
    const ago = now() - Date.parse(el.dateTime);
    if (ago < 864e5 && ago >= 0) el.title = fill(t.ago, { length: length(ago, t) });
    let shown = el.parentNode.querySelector(".ago");
    if (!shown) {
      shown = Object.assign(document.createElement("span"), { className: "ago" });
      el.parentNode.append(shown);
    }
    shown.textContent = ago < 864e5 && ago >= 0 ? ` · ${el.title}` : "";
  }
  for (const el of document.querySelectorAll("[data-due]")) {
    const late = now() - Date.parse(el.dataset.due);
    if (late <= 0) continue;
    const time = el.querySelector("time");
    const by = time.textContent + (el.querySelector(".local")?.textContent ?? "");
    el.classList.add("is-late");
    el.dataset.by ??= by;
    const text = fill(t.late, { time: "\n", late: length(late, t) }).split("\n");
    const strong = document.createElement("strong");
    strong.append(text[0], time, el.dataset.by.slice(time.textContent.length), text[1] ?? "");
    el.replaceChildren(strong);
  }
}

/* A bar that is pointed at, or reached by keyboard, says what it stands for where the sentence is. */
function explain(event) {
  const link = event.target.closest?.(".bars a");
  const sentence = link?.closest(".bars").nextElementSibling;
  if (!sentence?.textContent) return;
  sentence.dataset.usual ??= sentence.textContent;
  const on = event.type === "pointerover" || event.type === "focusin";
  sentence.textContent = on ? link.getAttribute("aria-label") : sentence.dataset.usual;
}

/* A fresh headline: when the API knows something newer, the page's middle is taken from the newer page. */
const INDICATORS = { none: "operational", maintenance: "maintenance", minor: "degraded", major: "partial", critical: "major" };
function fingerprint(summary) {
  const open = [...summary.incidents, ...summary.scheduled_maintenances];
  return JSON.stringify([
    summary.status.indicator,
    open.map((i) => [i.id, i.status, i.incident_updates?.[0]?.id, i.incident_updates?.[0]?.updated_at]),
  ]);
}
function restate(summary, t) {
  const worst = summary.incidents[0] ?? summary.scheduled_maintenances.find((m) => m.status !== "scheduled");
  const said = summary.x_statuspage?.headline; // the list is newest first; the headline is the worst
  const level = said?.level ?? INDICATORS[summary.status.indicator] ?? "notice";
  const box = document.querySelector("section.headline");
  const title = said?.title ?? worst?.name ?? t.works;
  document.querySelector("#headline :is(a, span)").textContent = title;
  const word = document.getElementById("sp-word");
  const calm = worst?.x_statuspage?.correction ? "correction" : "notice";
  if (word) word.textContent = worst ? t.levels[level === "operational" ? calm : level] : "";
  box.className = `headline headline-${worst && level === "operational" ? "notice" : level}`;
}
async function renew(t) {
  const answer = await fetch(location.pathname, { cache: "no-cache" });
  if (!answer.ok) throw new Error(answer.status);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const live = fresh.querySelector("div#sp-live");
  if (!live) throw new Error("no status in the answer");
  document.title = fresh.title;
  const icon = "link[rel=icon]";
  document.querySelector(icon).href = fresh.querySelector(icon).getAttribute("href");
  document.querySelector("div#sp-live").replaceWith(live);
  localise(live, t);
  tick(t);
}
let known,
  failures = 0;
async function refresh(t) {
  const live = document.querySelector("div#sp-live");
  if (document.hidden || !live) return;
  try {
    const answer = await fetch(live.dataset.summary, { cache: "no-cache" });
    if (!answer.ok) throw new Error(answer.status);
    const summary = await answer.json();
    const found = fingerprint(summary);
    const isNewer = Date.parse(summary.page?.updated_at) > Date.parse(live.dataset.built);
    if (known !== undefined ? found !== known : isNewer) {
      restate(summary, t);
      await renew(t);
      say(fill(t.fresh, { time: clockOf(now()) }));
    } else if (failures) say("");
    known = found;
    failures = 0;
  } catch {
    failures += 1;
    warn(t, live);
  }
}
function say(text) {
  const place = document.getElementById("sp-stale");
  if (place && place.textContent !== text) place.textContent = text;
}
function warn(t, live) {
  const due = [...document.querySelectorAll("[data-due]")].some((el) => Date.parse(el.dataset.due) < now());
  const built = clockOf(Date.parse(live.dataset.built));
  say(fill(due ? t.outdated : t.unreachable, { time: built }));
}

function start() {
  const t = words();
  paint(preferred);
  document.getElementById("sp-colours")?.addEventListener("click", () => {
    const next = current() === "dark" ? "light" : "dark";
    choose(next);
    paint(next);
  });
  dark.addEventListener("change", () => paint(chosen() ?? owners));
  for (const event of ["pointerover", "pointerout", "focusin", "focusout"]) document.addEventListener(event, explain);
  const results = document.querySelector(".sp-search .md-search-result__list");
  if (results) {
    // Material takes results out of the tab order; here they are the page.
    const reachable = () =>
      results.querySelectorAll("[tabindex]").forEach((link) => {
        link.removeAttribute("tabindex");
      });
    new MutationObserver(reachable).observe(results, { childList: true, subtree: true });
  }
  const moved = document.querySelector("a#sp-moved");
  if (moved && location.hash) location.replace(moved.href + location.hash);
  if (!t.yours) return;
  localise(document, t);
  tick(t);
  setInterval(tick, 15000, t);
  const live = document.querySelector("div#sp-live");
  if (!live) return;
  const every = document.querySelector("[data-due]") ? 60000 : 300000;
  setInterval(refresh, every, t);
  document.addEventListener("visibilitychange", () => refresh(t));
}
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
