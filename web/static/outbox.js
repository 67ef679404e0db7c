// Messages on their way: kept on the device until the server has them, and sent by whichever page of the site is open. An id goes
// with each, so that it is said once however often it is sent. On document: `maille:post` (detail {id, space, action, fields}) takes
// one, `maille:unpost` (an id) gives it up; `maille:sent`, `maille:refused` (with {answer}), `maille:kept` and `maille:out` tell.
(() => {
  "use strict";
  const me = document.body.dataset.me;
  if (!me) return;
  const name = "out:" + me, DAYS = 3 * 86400000;
  let held = [], timer, wait = 2000;

  const announce = (what, detail) => document.dispatchEvent(new CustomEvent("maille:" + what, { detail }));
  const csrf = () => document.querySelector("[name=csrf]")?.value || "";
  function all() {
    try { return JSON.parse(localStorage.getItem(name)) || []; } catch { return held; }
  }
  function keep(entries) {
    held = entries;
    try { entries.length ? localStorage.setItem(name, JSON.stringify(entries)) : localStorage.removeItem(name); } catch {}
    announce("waiting", entries);
  }
  const drop = (id) => keep(all().filter((entry) => entry.id !== id));

  async function send(entry) {  // true where the next one may go
    const body = new URLSearchParams([...entry.fields, ["csrf", csrf()]]);
    const answer = await fetch(entry.action, { method: "POST", body, redirect: "manual", headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer || answer.status >= 500) return later();
    if (answer.type === "opaqueredirect") return announce("out");
    drop(entry.id);
    if (answer.status === 204) announce("sent", entry);
    else giveBack(entry, answer);
    return true;
  }
  function giveBack(entry, answer) {  // what can't go is a draft again: nothing that was typed is lost
    const text = entry.fields.find(([field]) => field === "body")?.[1] || "", draft = `draft:${me}:${entry.space}`;
    try {
      const begun = localStorage.getItem(draft);
      localStorage.setItem(draft, begun && begun !== text ? `${text}\n\n${begun}` : text);
    } catch {}
    announce("refused", { entry, answer });
  }
  function later() {
    announce("kept");
    clearTimeout(timer);
    timer = setTimeout(flush, wait);
    wait = Math.min(60000, wait * 2);
  }
  function soon() {  // another page, or this one, is at it
    timer = setTimeout(flush, 500);
  }
  async function work() {
    for (let entry; (entry = all()[0]);) {
      if (Date.now() - entry.at > DAYS) {  // what was written long ago may be meant no more
        drop(entry.id);
        giveBack(entry, null);
      } else if (!(await send(entry))) return;
    }
    wait = 2000;
  }
  function flush() {  // one page at a time
    clearTimeout(timer);
    if (!all().length) return;
    navigator.locks ? navigator.locks.request(name, { ifAvailable: true }, (lock) => lock ? work() : soon()) : work();
  }

  document.addEventListener("maille:post", ({ detail }) => {
    if (!all().some((entry) => entry.id === detail.id)) keep([...all(), { ...detail, at: Date.now() }]);
    flush();
  });
  document.addEventListener("maille:unpost", ({ detail }) => drop(detail));
  document.addEventListener("maille:socket", ({ detail }) => detail.open && flush());
  addEventListener("storage", (event) => event.key === name && announce("waiting", all()));
  addEventListener("online", flush);
  flush();
})();
