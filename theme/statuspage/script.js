// What a page gains by a script: the visitor's own time, clocks that run, a headline that stays fresh, colours.
// Everything is readable without it. It asks this site alone, and stores nothing but the choice of colours.

const page = document.documentElement;
/* Found with their tag: an incident or update may have any id, such as these. */
const words = () => JSON.parse(document.querySelector("script#sp-words")?.textContent ?? "{}");
const fill = (text, values) => (text ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

/* A demonstration stands still: its moment is in the page. */
const fixed = document.querySelector('meta[name="statuspage:now"]')?.content;
const now = () => (fixed ? Date.parse(fixed) : Date.now());

/* Colours: automatic, unless the visitor chose others than the system's. Material's own pages read the same key; those of a site
   that these are a part of have one of their own, which holds until a choice is made here. */
const dark = matchMedia("(prefers-color-scheme: dark)");
const root = new URL(import.meta.url.replace(/assets\/statuspage\/[^/]*$/, ""));
const up = document.querySelector('meta[name="statuspage:up"]')?.content;
const keyOf = (url) => `${url.pathname}.__palette`;
const key = keyOf(root);
function chosen() {
  try {
    const stored = localStorage.getItem(key) ?? (up && localStorage.getItem(keyOf(new URL(up, root))));
    const scheme = JSON.parse(stored)?.color?.scheme;
    return scheme && (scheme === "slate" ? "dark" : "light");
  } catch {
    return null;
  }
}
function choose(scheme) {
  try {
    if (!up && (scheme === "dark") === dark.matches) localStorage.removeItem(key);
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
const language = !page.lang || page.lang === "en" ? "en-GB" : page.lang; // bare "en" is American, with the month first
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

/* How far it is ahead: in minutes, hours, and from the day after tomorrow on in days of the site's zone, where its date is. */
function ahead(at) {
  const left = at - now();
  if (left <= 0) return "";
  const format = new Intl.RelativeTimeFormat(language);
  const says =
    left < 36e5
      ? format.format(Math.ceil(left / 6e4), "minute")
      : left < 1728e5
        ? format.format(Math.floor(left / 36e5), "hour")
        : format.format(dayNumber(at) - dayNumber(now()), "day");
  return ` · ${says}`;
}
const dayNumber = (at) => {
  const timeZone = document.querySelector("[data-zone]")?.dataset.zone;
  return Date.parse(new Intl.DateTimeFormat("sv", { timeZone }).format(at)) / 864e5;
};

/* Clocks: how long it has lasted, how long ago it was said, what was due, and planned work. */
let known, // the build that is shown, as far as it was seen
  seen, // the build that was seen last
  original, // what is shown, as the site wrote it
  asked = Number.NEGATIVE_INFINITY, // when the site answered last
  failures = 0;
const LATELY = 150000;
const isSure = (since) => asked >= since && now() - asked < LATELY;
const put = (el, text) => {
  if (el.textContent !== text) el.textContent = text;
};
function tick(t) {
  for (const el of document.querySelectorAll("[data-window]")) work(el, t);
  lead(t);
  for (const el of document.querySelectorAll("[data-since]")) put(el, `(${length(now() - Date.parse(el.dataset.since), t)})`);
  for (const el of document.querySelectorAll('time[data-time="ago"]')) {
    const ago = now() - Date.parse(el.dateTime);
    if (ago < 864e5 && ago >= 0) el.title = fill(t.ago, { length: length(ago, t) });
    let shown = el.parentNode.querySelector(".ago");
    if (!shown) {
      shown = Object.assign(document.createElement("span"), { className: "ago" });
      el.parentNode.append(shown);
    }
    put(shown, ago < 864e5 && ago >= 0 ? ` · ${el.title}` : "");
  }
  for (const el of document.querySelectorAll("[data-due]")) due(el, t);
  for (const el of document.querySelectorAll("[data-until]")) put(el, ahead(Date.parse(el.dataset.until)));
  for (const el of document.querySelectorAll("[data-after]")) el.hidden = Date.parse(el.dataset.after) > now();
  for (const el of document.querySelectorAll("[data-component]")) component(el, t);
  elsewhere();
}
/* A copy that is older than what was promised for now: another host may have a newer one. It is named, and asked nothing. */
const DAILY = 936e5; // a page is built once a day, and some hours late
function elsewhere() {
  const place = document.querySelector("p#sp-elsewhere");
  if (!place) return;
  for (const link of place.querySelectorAll("a")) if (location.href.startsWith(link.href)) link.remove();
  const built = Date.parse(liveOf(document).dataset.built);
  const dues = [...document.querySelectorAll("[data-due]")].map((el) => Date.parse(el.dataset.due));
  place.hidden = !failures && ![...dues, built + DAILY].some((at) => built < at && isSure(at));
}
/* Late is said only by who asked since the time passed; a page that was kept cannot know. */
function due(el, t) {
  const at = Date.parse(el.dataset.due);
  if (now() < at) return;
  const says = isSure(at) ? t.late : failures ? t.due : t.checking;
  const [before, after] = fill(says, { time: "\n", late: length(now() - at, t) }).split("\n");
  el.classList.toggle("is-late", says === t.late);
  const strong = document.createElement("strong");
  strong.append(before, ...el.querySelectorAll("strong time, strong .local"), after ?? "");
  el.replaceChildren(strong);
}
/* Planned work goes by the clock, and says no more than that where nobody could be asked. */
const windowOf = (el) => el.dataset.window.split("/").map(Date.parse);
const isIn = ([start, end]) => start <= now() && now() < end;
function work(el, t) {
  const [start, end] = windowOf(el);
  const before = el.textContent;
  el.dataset.usual ??= before;
  const began = isSure(start) ? t.under_way : t.by_plan;
  const usual = now() < start || (el.dataset.begun && now() < end);
  put(el, usual ? el.dataset.usual : now() < end ? began : t.should_be_over);
  if (document.title.startsWith(`${before}: `)) document.title = document.title.replace(before, el.textContent);
}
/* So do the components that it concerns, unless they have trouble; of what is over by plan alone nobody says that it works. */
function component(el, t) {
  const state = el.querySelector(".state");
  const works = [...document.querySelectorAll(`[data-components~="${el.dataset.component}"] [data-window]`)];
  const passed = works.filter((one) => windowOf(one)[0] <= now());
  const current = passed.find((one) => isIn(windowOf(one)));
  const shown = current ?? passed[0];
  const calm = /state-(operational|unknown|maintenance)/;
  if (!shown || !calm.test(state.className)) return;
  if (current) today(el);
  if (current?.dataset.begun) return;
  const says = shown.textContent === t.under_way ? t.maintenance : shown.textContent;
  if (state.textContent.trim() === says) return;
  state.className = "state state-maintenance";
  state.replaceChildren(shown.parentNode.querySelector("svg").cloneNode(true), ` ${says}`);
}
/* The bar of today is there to be drawn where the page was made today. */
function today(el) {
  const zone = document.querySelector("[data-zone]").dataset.zone;
  const bars = el.querySelector(".bars svg");
  const { built } = liveOf(document).dataset;
  if (!bars || dayOf(Date.parse(built), zone) !== dayOf(now(), zone)) return;
  const x = bars.viewBox.baseVal.width - 1;
  const worse = [...bars.querySelectorAll("path:not(.bar-operational)")];
  if (worse.some((path) => path.getAttribute("d").includes(`M${x} `))) return;
  const bar = document.querySelector(".key .bar-maintenance").cloneNode();
  bar.setAttribute("d", bar.getAttribute("d").replace("M0", `M${x}`).replace("h5", "h.7"));
  bars.insertBefore(bar, bars.querySelector("a"));
}
/* Where all was well when the page was made, work that has begun since comes first, until somebody says that it is over; it is said once. */
function lead(t) {
  const box = document.querySelector("section.headline-operational");
  const passed = [...document.querySelectorAll(".planned [data-window]")].filter((el) => windowOf(el)[0] <= now());
  const begun = passed.find((el) => isIn(windowOf(el))) ?? passed.at(-1);
  if (!box || !begun) return;
  const heading = box.querySelector("h1");
  const planned = begun.closest(".planned");
  const link = planned.querySelector("a.title");
  const kicker = begun.parentNode;
  kicker.className = "kicker";
  document.title = document.title.replace(heading.textContent.trim(), link.textContent);
  link.className = "";
  heading.replaceChildren(link);
  heading.before(kicker);
  box.querySelector(".since")?.remove();
  box.append(planned.querySelector("template")?.content ?? "");
  box.dataset.components = planned.dataset.components ?? "";
  const list = planned.parentNode;
  planned.remove();
  if (!list.children.length) list.closest("section").remove();
  localise(box, t);
  box.className = "headline headline-maintenance";
  if (box.dataset.icon) document.querySelector("link[rel=icon]").href = box.dataset.icon;
}

/* A bar that is pointed at, or reached by keyboard, says what it stands for where the sentence is. */
function explain(event) {
  const link = event.target.closest?.(".bars a");
  const sentence = link?.closest(".bars").nextElementSibling;
  if (!sentence?.textContent) return;
  sentence.usual ??= [...sentence.childNodes];
  const on = event.type === "pointerover" || event.type === "focusin";
  sentence.style.minHeight ||= `${sentence.offsetHeight}px`; // nothing below it moves
  sentence.classList.toggle("tip", on);
  sentence.replaceChildren(...(on ? [link.getAttribute("aria-label")] : sentence.usual));
}

/* What can be copied is the text before the button. */
function offerCopies(root) {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}
async function copy(event) {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.previousElementSibling.textContent);
  button.textContent = button.dataset.copy;
}

/* What is in two versions of a page is known by the ids and names around it, and by its number among those alike. */
function nameOf(el, root) {
  const outer = el.parentElement?.closest("[id], [data-component], [data-name], details");
  const heading = el.querySelector(":scope > summary :is(h2, h3)");
  const own = el.id || el.dataset.component || el.dataset.name || heading?.id || heading?.textContent;
  const kind = el.getAttribute("href") ?? `${el.tagName} ${el.className}`;
  return `${outer && outer !== root && root.contains(outer) ? nameOf(outer, root) : ""} > ${own || kind}`;
}
function byName(root, selector) {
  const found = new Map();
  for (const el of root.querySelectorAll(selector)) {
    const name = nameOf(el, root);
    let key = name;
    for (let n = 1; found.has(key); n++) key = `${name} ${n}`;
    found.set(key, el);
  }
  return found;
}
/* What the visitor opened or closed stays so; what they left alone is as the site has it. */
function keepOpen(written, before, after) {
  const first = document.createElement("template");
  first.innerHTML = written;
  const [was, now] = [byName(first.content, "details"), byName(after, "details")];
  for (const [name, el] of byName(before, "details")) if (now.has(name) && was.get(name)?.open === !el.open) now.get(name).open = el.open;
}
/* So do the focus, and what is read where it is read, unless that is the top. */
function keepPlace(before, after, replace) {
  const reachable = "a, summary, button, textarea";
  const focused = [...byName(before, reachable)].find(([, el]) => el === document.activeElement)?.[0];
  const places = scrollY > 0 ? [...byName(before, "[id], [data-component], [data-name], details")] : [];
  const still = byName(after, "[id], [data-component], [data-name], details");
  const topOf = (el) => el.getBoundingClientRect().top;
  const [name, seen] = places.find(([one, el]) => still.has(one) && topOf(el) >= 0 && el.offsetHeight) ?? [];
  const top = seen && topOf(seen);
  replace();
  if (focused) (byName(after, reachable).get(focused) ?? document.getElementById("content")).focus({ preventScroll: true });
  if (seen) scrollBy({ top: topOf(still.get(name)) - top, behavior: "instant" });
}

/* Components that are ticked: there is one address for each alone and one for all of them, else a file that has each. */
const boxes = () => [...document.querySelectorAll("input[data-feed]")];
function opml(ticked) {
  const made = document.implementation.createDocument(null, "opml");
  made.documentElement.setAttribute("version", "2.0");
  const head = made.documentElement.appendChild(made.createElement("head"));
  head.appendChild(made.createElement("title")).textContent = document.title;
  const body = made.documentElement.appendChild(made.createElement("body"));
  for (const { dataset } of ticked) {
    const outline = body.appendChild(made.createElement("outline"));
    const says = { type: "rss", text: dataset.title, title: dataset.title, xmlUrl: wholeAddress(dataset.feed) };
    for (const [name, value] of Object.entries(says)) outline.setAttribute(name, value);
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(made)}\n`;
}
const wholeAddress = (shown) => new URL(shown, location.href).href;
function pick() {
  const ticked = boxes().filter((box) => box.checked);
  const place = document.getElementById("sp-picked");
  const isAll = ticked.length === boxes().length;
  const found = isAll ? [place.dataset.all] : ticked.map((box) => box.dataset.feed);
  place.hidden = !ticked.length;
  place.querySelector(".one").hidden = found.length > 1;
  place.querySelector(".several").hidden = found.length < 2;
  put(place.querySelector(".one code"), wholeAddress(found[0] ?? ""));
  const file = place.querySelector(".file");
  const href = `data:text/x-opml;charset=utf-8,${encodeURIComponent(opml(ticked))}`;
  const link = { download: "feeds.opml", href, textContent: file.textContent };
  file.replaceChildren(Object.assign(document.createElement("a"), link));
  const lines = found.map((address) => {
    const line = place.querySelector("template").content.cloneNode(true);
    line.querySelector("code").textContent = `/feed subscribe ${wholeAddress(address)}`;
    return line;
  });
  place.querySelector(".slack").replaceChildren(...lines);
  offerCopies(place);
  const lists = [...document.querySelectorAll("input[data-of]")];
  const isMeant = (list) => !isAll && ticked.some((box) => box.dataset.id === list.dataset.of);
  const isSome = lists.some(isMeant);
  for (const list of lists) list.checked = list.dataset.of ? isMeant(list) : !isSome;
}
function offerTicks() {
  const hint = document.getElementById("sp-pick");
  if (!hint) return;
  for (const el of [hint, ...boxes()]) el.hidden = false;
  document.addEventListener("change", (event) => event.target.matches("input[data-feed]") && pick());
  if (boxes().some((box) => box.checked)) pick();
}

/* News: a small file says that there is another build, and then what has changed is taken from the newer page. */
const liveOf = (root) => root.querySelector("div#sp-live");
async function ask(address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(answer.status);
  return answer.text();
}
async function renew(t) {
  const fresh = new DOMParser().parseFromString(await ask(location.pathname), "text/html");
  const live = liveOf(fresh);
  if (!live) throw new Error("no status in the answer");
  const built = "time#sp-built";
  const footer = fresh.querySelector(built);
  if (footer) document.querySelector(built)?.replaceWith(footer);
  const written = live.innerHTML;
  if (written === original) {
    Object.assign(liveOf(document).dataset, live.dataset);
    return false;
  }
  const before = liveOf(document);
  keepOpen(original, before, live);
  original = written;
  document.title = fresh.title;
  const icon = "link[rel=icon]";
  document.querySelector(icon)?.setAttribute("href", fresh.querySelector(icon)?.getAttribute("href"));
  localise(live, t);
  offerCopies(live);
  keepPlace(before, live, () => before.replaceWith(live));
  return true;
}
/* A host may show a new build before its pages: it counts as shown when it was seen twice. */
async function lookForNews(t) {
  const { build, built } = liveOf(document).dataset;
  const isFirst = known === undefined && !built;
  const found = isFirst ? "" : await ask(build);
  if (known === undefined && built && JSON.parse(found).built_at === built) known = found;
  const isNew = found !== known && (await renew(t));
  if (found === seen) known = found;
  seen = found;
  if (isFirst) known = "";
  return isNew;
}
let waiting;
async function refresh(t) {
  clearTimeout(waiting);
  if (document.hidden) return;
  try {
    const isNew = await lookForNews(t);
    if (isNew) say(fill(t.fresh, { time: clockOf(now()) }));
    else if (failures) say("");
    asked = now();
    failures = 0;
  } catch {
    failures += 1;
    warn(t);
  }
  tick(t);
  clearTimeout(waiting);
  waiting = setTimeout(refresh, failures ? Math.min(15000 * 2 ** failures, 300000) : 50000, t);
}
function say(text) {
  const place = document.getElementById("sp-stale");
  if (place) put(place, text);
}
function warn(t) {
  const of = Math.max(asked, Date.parse(liveOf(document).dataset.built) || asked);
  const isToday = dayOf(of > 0 ? of : now()) === dayOf(now());
  const time = of > 0 && (isToday ? clockOf(of) : `${dayOf(of)}, ${clockOf(of)}`);
  say(time ? fill(t.kept, { time }) : t.alone);
}

/* What an address led to may stand on the page of a year or month by now: that page is looked for, those of the time that it names first. */
async function seek(id, page, at) {
  const [year, month] = id.split("-");
  const near = (href) => href.includes(`/${year}/`) + href.includes(`/${year}/${month}/`);
  const links = [...page.querySelectorAll("ul[data-seek] a")].map((link) => new URL(link.getAttribute("href"), at).href);
  for (const href of links.sort((one, other) => near(other) - near(one))) {
    const next = new DOMParser().parseFromString(await ask(href), "text/html");
    const found = next.getElementById(id) ? href : await seek(id, next, href);
    if (found) return found;
  }
}
async function follow(hash) {
  const id = decodeURIComponent(hash.slice(1));
  if (!id || document.getElementById(id)) return;
  const found = await seek(id, document, location.href);
  if (found) location.replace(found + hash);
}

function start() {
  const t = words();
  paint(preferred);
  document.getElementById("sp-colours")?.addEventListener("click", () => {
    const next = current() === "dark" ? "light" : "dark";
    choose(next);
    paint(next);
  });
  const live = liveOf(document);
  original = live?.innerHTML; // before anything below changes it
  offerCopies(document);
  offerTicks();
  document.addEventListener("click", copy);
  dark.addEventListener("change", () => paint(chosen() ?? owners));
  for (const event of ["pointerover", "pointerout", "focusin", "focusout"]) document.addEventListener(event, explain);
  const moved = document.querySelector("a#sp-moved");
  if (moved && location.hash) location.replace(moved.href + location.hash);
  follow(location.hash).catch(() => {});
  for (const day of document.querySelectorAll(".calendar a")) day.title = day.getAttribute("aria-label");
  if (!t.yours) return;
  localise(document, t);
  tick(t);
  setInterval(tick, 15000, t);
  if (!live) return;
  refresh(t);
  for (const event of ["visibilitychange", "online", "pageshow"])
    addEventListener(event, (e) => (e.type === "pageshow" && !e.persisted ? undefined : refresh(t)));
}
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
