// A live space: its news by id, who is here, how far one has read, and words about the line.
// Works on <div class="log" data-space data-position data-read> beside <template id="live">; without it, forms and links do.
// On document it hears `maille:renew` (take the page's parts again) and says `maille:renewed`; `maille:tell` {line, message} are
// words for the state, and `maille:level` says that what is shown is what there is. The line itself is line.js.
(() => {
  "use strict";
  const one = (what, where = document) => where.querySelector(what);
  const log = one(".log[data-space]"), words = one("#live");
  if (!log || !words || !window.WebSocket) return;

  const list = one("ol", log), space = log.dataset.space, me = document.body.dataset.me;
  const say = words.dataset, still = matchMedia("(prefers-reduced-motion: reduce)");
  const [state, news, today] = [".state", ".news", ".day"].map((what) => one(what, words.content).cloneNode(true));
  const jump = one("button", news), seen = new Map(), told = {};
  let position = +log.dataset.position, joined = false, over = false, fresh = 0, first, read = 0, crowd = 0, own = false, unread = 0;

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const both = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" });
  const visible = () => document.visibilityState === "visible";
  const announce = (name, detail) => document.dispatchEvent(new CustomEvent("maille:" + name, { detail }));
  const send = (detail) => announce("say", detail);

  function tell(words) {  // about the line, about a message: what one wrote comes first
    Object.assign(told, words);
    const text = told.over || told.message || told.line || "";
    if (state.textContent !== text) state.textContent = text;
    state.hidden = !text;
  }
  function place() {  // above what one writes in, or below the log
    const box = one("#composer");
    if (news.isConnected && news.parentNode === (box || log.parentNode)) return;  // what is moved loses the focus
    box ? box.prepend(news, state) : log.after(news, state);
  }

  // the log
  const atEnd = () => log.getBoundingClientRect().bottom < innerHeight + 120;
  const toEnd = () => (list.lastElementChild || log).scrollIntoView({ block: "end", behavior: still.matches ? "auto" : "smooth" });
  const lines = () => [...list.querySelectorAll(":scope > [data-number]")];
  const dayOf = (line) => { const at = line && one("time", line); return at && new Date(at.dateTime).toDateString(); };

  function made(html) {
    const box = document.createElement("template");
    box.innerHTML = html;
    return [...box.content.children];
  }
  function message(change) {
    if (seen.get(change.id) > change.changed) return;
    seen.set(change.id, change.changed);
    const [line] = made(change.html), number = +line.dataset.number, old = document.getElementById(line.id);
    if (line.dataset.author === me && line.classList.contains("msg")) line.classList.add("mine");
    for (const word of line.querySelectorAll("[data-members]")) {  // pressed where this reader is among those who did
      const pressed = word.dataset.members.split(" ").includes(me);
      word.name = pressed ? "off" : "on";
      word.setAttribute("aria-pressed", pressed);
    }
    requote(line);
    if (old) {  // one that is the same already stays, so that nobody hears it twice
      const menu = one("details", line);
      if (menu) menu.open = !!one("details[open]", old);
      if (old.hasAttribute("tabindex")) line.tabIndex = -1;
      if (old.isEqualNode(line)) return;
      const held = old.contains(document.activeElement) && document.activeElement.value;
      if (said(old) === said(line)) reacted(old, line);
      else old.replaceWith(line);
      if (held) one(`.said [value="${held}"]`, document.getElementById(line.id))?.focus({ preventScroll: true });
      return;
    }
    const all = lines(), before = all.filter((other) => +other.dataset.number < number).pop();
    if (!before && (all.length || one(".more", list))) return;  // older than what is shown
    let after = before;
    while (after && after.nextElementSibling && after.nextElementSibling.id.startsWith("why-")) after = after.nextElementSibling;
    if (before === all[all.length - 1]) {
      if (dayOf(before) !== dayOf(line)) list.append(today.cloneNode(true));
      list.append(line);
    } else after.after(line);
    one(".quiet-log")?.remove();
    if (line.classList.contains("msg") && one("[data-talk]")) renewal();  // what comes next hangs on who spoke last
    if (line.classList.contains("msg") && line.dataset.author === me) own = visible();
    else if (line.classList.contains("msg")) {
      fresh += 1;
      first ||= line.id;
    }
  }
  const said = (line) => [...line.querySelectorAll("header, .quoted, .text, .files")].map((part) => part.outerHTML).join() + line.className + line.dataset.side;
  function reacted(old, line) {  // only its words, so that nobody hears the whole message again
    const before = one(".said", old), now = one(".said", line), end = one(".menu", old);
    if (before) now ? before.replaceWith(now) : before.remove();
    else if (now && end) end.before(now);
  }
  function requote(line) {  // what answers it says what it says now
    const files = [...line.querySelectorAll(".files .name")].map((name) => name.textContent).join(", ");
    const words = (one(".text", line) || one("p", line)).textContent.trim() || files;
    for (const quote of document.querySelectorAll(`[data-quotes="${line.id}"] .words`))
      quote.textContent = words.length > 90 ? words.slice(0, 89) + "…" : words;
  }
  function pieces(change) {
    for (const piece of made(change.html)) document.getElementById(piece.id)?.replaceWith(piece);
    renewal();
  }
  function renewal() {  // soon, and not all readers at once
    clearTimeout(renewal.timer);
    renewal.timer = setTimeout(renew, 300 + Math.random() * 150 * (2 + crowd));
  }
  async function renew() {  // what is this reader's own, and who stands where: taken from the page, as it is now
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer || !answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-part][id]")) {
      const now = page.getElementById(part.id);
      if (now) unfold(part, now);
      const typed = now && one("[data-composer]", part) && one("[data-composer]", now);
      if (!typed && !begun(part) && !(now && part.isEqualNode(now))) swap(part, now);
    }
    for (const line of page.querySelectorAll(".log [data-number]")) {
      const old = document.getElementById(line.id);
      if (old && old.dataset.side !== line.dataset.side) old.replaceWith(line);
    }
    announce("renewed");
  }
  const begun = (part) => !one("[data-composer]", part) && [...part.querySelectorAll("input, textarea")].some(
    (field) => !field.readOnly && (field.checked !== field.defaultChecked || field.value !== field.defaultValue));  // what one fills in stays
  function unfold(old, part) {  // what one has opened stays open
    const words = (fold) => one("summary", fold).textContent, open = [...old.querySelectorAll("details[open]")].map(words);
    for (const fold of part.querySelectorAll("details")) fold.open ||= open.includes(words(fold));
  }
  function swap(old, part) {
    if (!part) return;
    const inside = old.contains(document.activeElement) && document.activeElement.id;
    old.replaceWith(part);
    window.htmx?.process(part);
    place();
    announce("dressed");
    if (inside !== false) (document.getElementById(inside) || one("textarea", part))?.focus({ preventScroll: true });
  }
  document.addEventListener("maille:swap", ({ detail }) => swap(detail.old, detail.part));

  function take(frame) {
    if (frame.from > position) return join();
    const end = atEnd();
    for (const change of frame.changes) (change.kind === "message" ? message : pieces)(change);
    position = Math.max(position, frame.to);
    if ((end && fresh && visible()) || own) toEnd();
    own = false;
    count();
    mark();
  }
  function count() {
    if (visible() && atEnd()) {
      fresh = 0;
      first = null;
    }
    jump.hidden = !fresh;
    jump.textContent = fresh > 1 ? fill(say.newMany, { n: fresh }) : say.new;
  }
  function reach(line, block) {  // one reads on from there, with the keyboard and by ear too
    line.tabIndex = -1;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block });
  }
  jump.onclick = () => {
    const line = first && document.getElementById(first);
    if (line) reach(line, "start");
    fresh = 0;
    count();
  };
  addEventListener("scroll", () => { if (fresh) count(); mark(); }, { passive: true });

  function mark() {  // as read, once it has been before one's eyes
    if (!visible() || !joined || read >= position) return;
    clearTimeout(mark.timer);
    mark.timer = setTimeout(() => {
      const csrf = one("[name=csrf]");
      if (!csrf || !visible() || !atEnd()) return;
      read = position;
      const body = new URLSearchParams({ csrf: csrf.value, position });
      fetch(`/spaces/${space}/read`, { method: "POST", body, redirect: "manual" }).catch(() => (read = 0));
    }, 1000);
  }

  // who is here
  function people(frame) {
    const others = (who) => who.filter((other) => other.id !== me).map((other) => other.name.split(" ")[0]);
    const here = others(frame.here), typing = others(frame.typing), line = one("[data-here]"), note = one("[data-typing]");
    const few = (names) => (names.length > 4 ? [...names.slice(0, 3), fill(say.others, { n: names.length - 3 })] : names);
    crowd = here.length;
    if (line) {
      line.hidden = !here.length;
      one("[data-here-words]", line).textContent = fill(say.present, { names: both.format([...few(here), say.you]) });
    }
    if (note) {
      note.hidden = !typing.length;
      note.replaceChildren(document.createElement("i"),
        fill(typing.length > 1 ? say.write : say.writes, { names: both.format(few(typing)) }));
    }
  }

  // the line
  const join = () => send({ join: space, since: position });
  const here = () => visible() && send({ here: space });

  document.addEventListener("maille:socket", ({ detail }) => {
    joined = false;
    if (over) return;
    if (detail.open) return join();
    people({ here: [], typing: [] });
    if (detail.code === 4001) end(say.out);
    else if (detail.tries) tell({ line: one("[data-composer] textarea")?.value ? say.cutKept : say.cut });
  });
  document.addEventListener("maille:wake", () => {  // what is shown may be of hours ago: said so until it is level
    if (over) return;
    tell({ line: say.level });
    join();
  });
  document.addEventListener("maille:frame", ({ detail }) => {
    if (detail.space !== space || over) return;
    if (detail.gone) return end(one("[data-composer] textarea")?.value || one("#unsent") ? `${say.gone} ${say.goneKept}` : say.gone);
    if (detail.reload) return reload();
    if (detail.here) return people(detail);
    if (!detail.changes) return;  // another script's
    if (!joined) here();
    joined = true;
    tell({ line: "" });
    take(detail);
    announce("level");
  });
  document.addEventListener("maille:me", ({ detail }) => {  // read on another device
    const before = unread;
    unread = detail.spaces[space] || 0;
    if (!before || unread) return;
    fresh = 0;
    first = null;
    count();
  });
  document.addEventListener("maille:out", () => end(say.out));
  document.addEventListener("maille:tell", ({ detail }) => tell(detail));
  function end(text) {
    over = true;
    tell({ over: text });
    announce("over");
  }
  function reload() {  // once: a page that is too far behind again is told so, not turned in a circle
    const last = +sessionStorage.getItem("reload:" + space);
    if (Date.now() - last < 20000) return end(say.stale);
    sessionStorage.setItem("reload:" + space, Date.now());
    location.reload();
  }

  // older messages arrive above: what one reads stays where it is, nobody hears forty of them, and the way on keeps the focus
  let anchor;
  document.addEventListener("htmx:before:swap", () => {
    const line = lines().find((other) => other.getBoundingClientRect().bottom > 0);
    anchor = line && [line, line.getBoundingClientRect().top];
    log.setAttribute("aria-live", "off");
    setTimeout(() => log.removeAttribute("aria-live"), 1500);
  });
  document.addEventListener("htmx:after:swap", () => {
    if (anchor?.[0].isConnected) scrollBy(0, anchor[0].getBoundingClientRect().top - anchor[1]);
    if (document.activeElement !== document.body) return;
    const next = one(".more a", list) || lines()[0];
    if (next && !next.matches("a")) next.tabIndex = -1;
    next?.focus({ preventScroll: true });
  });

  document.addEventListener("maille:renew", renewal);
  document.addEventListener("maille:sent", ({ detail }) => {
    if (detail.space === space) log.dataset.read ||= 1;  // who speaks takes part
  });
  document.addEventListener("visibilitychange", () => {
    if (!visible()) return;
    here();
    count();
    mark();
  });
  setInterval(here, 30000);

  place();
  const target = location.hash.startsWith("#m-") && document.getElementById(location.hash.slice(1));
  if (target) reach(target, "center");
  else if (!one("#standing") && !location.hash && !location.search && list.childElementCount) {
    const line = one("#fresh");  // a room opens at what is new, else at its latest
    line ? line.scrollIntoView({ block: "start" }) : list.lastElementChild.scrollIntoView({ block: "end" });
  }
  join();  // the line may have been quicker
  mark();
})();
