// The search: every word is looked for in titles and texts, the newest first. A part of the index is got when it is needed.

const form = document.querySelector("form#search");
const [input, said, list, older] = ["input#q", "p#found", "ol#results", "button#older"].map((one) => document.querySelector(one));
const root = new URL(import.meta.url.replace(/assets\/statuspage\/[^/]*$/, ""));
const ENOUGH = 20;

/* As people type it: without capitals, accents, apostrophes and quotes. */
const QUOTES = /[\p{Quotation_Mark}ʼ′″׳״´\u0060]/gu;
const fold = (text) => text.replace(QUOTES, "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
async function got(address) {
  const answer = await fetch(new URL(address, location.href));
  if (answer.status === 404) return []; // the site is being replaced, or the owner's pages are in no index
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}
const entry = ([url, title, day, text]) => ({ url, title, day, text, inTitle: fold(title), all: fold(`${title} ${day} ${text}`) });
const textOf = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
/* The owner's own pages are in MkDocs' index, where titles and texts are HTML. */
const ownEntries = (index) => index.docs.map((doc) => entry([doc.location, textOf(doc.title), "", textOf(doc.text)]));

let waiting; // the parts that were not looked at yet
const entries = [];
async function oneMore() {
  if (!waiting) {
    const parts = (await got(form.dataset.parts)).map((name) => `${root}search/${name}.json`);
    waiting = form.dataset.own ? [form.dataset.own, ...parts] : parts;
    return;
  }
  const found = await got(waiting[0]);
  entries.push(...(Array.isArray(found) ? found.map(entry) : ownEntries(found)));
  waiting.shift();
}

function matching(words) {
  const found = entries.filter((one) => words.every((word) => one.all.includes(word)));
  const inTitle = (one) => words.filter((word) => one.inTitle.includes(word)).length;
  return found.sort((one, other) => inTitle(other) - inTitle(one));
}
/* What is at a place of a folded text stands later in the text, by what was left out before it. */
function unfolded(text, at) {
  let [place, lacks] = [at, 0];
  do {
    lacks = at - fold(text.slice(0, place)).length;
    place += lacks;
  } while (lacks > 0);
  return place;
}
function excerpt({ text }, words) {
  const folded = fold(text);
  const found = words.map((word) => folded.indexOf(word)).filter((at) => at >= 0);
  const places = found.map((at) => unfolded(text, at));
  const from = Math.max(0, text.lastIndexOf(" ", Math.max(0, Math.min(...places, text.length) - 40)));
  const to = from + 180 < text.length ? text.lastIndexOf(" ", from + 180) : text.length;
  return `${from ? "…" : ""}${text.slice(from, Math.max(to, from)).trim()}${to < text.length ? "…" : ""}`;
}
function drawn(one, words) {
  const row = document.createElement("li");
  row.className = "result";
  const link = Object.assign(document.createElement("a"), { href: new URL(one.url, root), textContent: one.title });
  const text = Object.assign(document.createElement("p"), { textContent: [one.day, excerpt(one, words)].filter(Boolean).join(" · ") });
  row.append(link, text);
  return row;
}
function show(found, words) {
  list.replaceChildren(...found.slice(0, 100).map((one) => drawn(one, words)));
  const says = waiting.length ? form.dataset.more : found.length ? form.dataset.found : form.dataset.none;
  said.textContent = says.replace("{n}", found.length);
  older.hidden = !waiting.length;
}

/* The last question counts: an earlier one that still waits for a part shows nothing. */
let asked = 0;
let getting = null;
async function search(enough = ENOUGH) {
  const turn = ++asked;
  const words = fold(input.value).split(/\s+/).filter(Boolean);
  older.hidden = true;
  if (!words.length) {
    list.replaceChildren();
    said.textContent = "";
    return;
  }
  try {
    while (!waiting || (waiting.length && matching(words).length < enough)) {
      said.textContent = form.dataset.getting;
      getting ??= oneMore().finally(() => {
        getting = null;
      });
      await getting;
      if (turn !== asked) return;
    }
    show(matching(words), words);
  } catch {
    if (turn === asked) said.textContent = form.dataset.failed;
  }
}
function ask() {
  history.replaceState(null, "", `?q=${encodeURIComponent(input.value)}`);
  search();
}

let typed;
input.addEventListener("input", () => {
  clearTimeout(typed);
  typed = setTimeout(ask, 200);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typed);
  ask();
});
older.addEventListener("click", () => search(matching(fold(input.value).split(/\s+/).filter(Boolean)).length + ENOUGH));
form.hidden = false;
input.value = new URLSearchParams(location.search).get("q") ?? "";
if (input.value) search();
else input.focus();
