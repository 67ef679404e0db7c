// Beside a live log: reacting in a word, answering a message, naming somebody, seeing before sending, drafts elsewhere.
// Each is a link or a form that works by itself; this keeps the page where it is.
(() => {
  "use strict";
  const one = (what, where = document) => where.querySelector(what);
  const log = one(".log[data-space]");
  if (!log) return;
  const space = log.dataset.space, csrf = () => one("[name=csrf]")?.value;
  const field = () => one("[data-composer] textarea"), reply = () => one(".replying");
  const swap = { "HX-Request": "true" };

  // reactions: what changes arrives by the socket
  document.addEventListener("submit", async (event) => {
    if (event.target.id !== "react" || !event.submitter) return;
    event.preventDefault();
    const { name, value, formAction } = event.submitter;
    event.submitter.closest("details")?.removeAttribute("open");
    const body = new URLSearchParams({ csrf: csrf(), [name]: value });
    const answer = await fetch(formAction, { method: "POST", body, headers: swap, redirect: "manual" }).catch(() => null);
    if (answer && answer.status !== 204) location.reload();
  });

  // answering
  function answer(line) {
    const box = reply();
    if (!box || !line) return;
    one("input", box).value = line.id.slice(2);
    one(".to", box).textContent = one("header a .them", line)?.textContent || "";
    one(".words", box).textContent = (one(".text", line).textContent.trim() || one(".files .name", line)?.textContent || "").slice(0, 60);
    box.hidden = false;
    one("details[open]", line)?.removeAttribute("open");
    field()?.focus();
  }
  function alone() {
    const box = reply();
    if (!box) return;
    one("input", box).value = "";
    box.hidden = true;
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-reply], [data-unreply], [data-quotes], [data-preview]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const quoted = link.dataset.quotes && document.getElementById(link.dataset.quotes);
    if ("quotes" in link.dataset && !quoted) return;
    if ("reply" in link.dataset && !reply()) return;
    event.preventDefault();
    if (quoted) {
      quoted.tabIndex = -1;
      quoted.focus({ preventScroll: true });
      quoted.scrollIntoView({ block: "center" });
    } else if ("reply" in link.dataset) answer(link.closest("li.msg"));
    else if ("preview" in link.dataset) preview(link);
    else {
      alone();
      field()?.focus();
    }
  });

  // seeing before sending
  async function preview(button) {
    const shown = one("#preview");
    if (!field().value.trim()) return hide();
    const body = new URLSearchParams({ csrf: csrf(), body: field().value });
    const told = await fetch(button.formAction, { method: "POST", body, headers: swap, redirect: "manual" }).catch(() => null);
    if (!told?.ok) return;
    shown.innerHTML = await told.text();  // the server's, sanitised
    shown.hidden = false;
    shown.focus({ preventScroll: true });
  }
  function hide() {
    const shown = one("#preview");
    if (shown) shown.hidden = true;
  }
  document.addEventListener("said", () => {
    hide();
    alone();
    clearTimeout(keep.timer);
    keep.last = "";
  });

  // a draft for one's other devices, every four seconds at most
  function keep() {
    clearTimeout(keep.timer);
    keep.timer = setTimeout(() => {
      const text = field()?.value ?? "";
      if (text === (keep.last ?? field()?.defaultValue)) return;
      keep.last = text;
      fetch(`/spaces/${space}/draft`, { method: "POST", body: new URLSearchParams({ csrf: csrf(), body: text }), headers: swap, redirect: "manual" })
        .catch(() => (keep.last = null));
    }, 4000);
  }

  // naming somebody: @ and a beginning
  let names, asked = 0;
  const begun = (box) => /(?:^|[\s(«])@([\p{L}\p{N}-]{0,30})$/u.exec(box.value.slice(0, box.selectionStart));
  const open = () => names && !names.hidden;
  document.addEventListener("input", async (event) => {
    const box = event.target;
    if (box !== field()) return;
    keep();
    hide();
    const found = begun(box), mine = ++asked;
    if (!found) return shut();
    const told = await fetch(`/spaces/${space}/names?text=${encodeURIComponent(found[1])}`, { headers: swap }).catch(() => null);
    if (mine !== asked || !told?.ok) return;
    const html = await told.text();
    if (mine === asked) offer(box, html);
  });
  function offer(box, html) {
    names?.remove();
    const holder = document.createElement("template");
    holder.innerHTML = html;
    names = one("[role=listbox]", holder.content);
    if (!names) return shut();
    one("#composer").append(names);
    for (const [name, value] of [["aria-controls", names.id], ["aria-autocomplete", "list"]]) box.setAttribute(name, value);
    pick(one("[role=option]", names));
  }
  function pick(option) {
    if (!option) return;
    one("[aria-selected=true]", names)?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    field().setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
  function shut() {
    names?.remove();
    names = null;
    for (const name of ["aria-controls", "aria-autocomplete", "aria-activedescendant"]) field()?.removeAttribute(name);
  }
  function take(option) {
    const box = field(), found = begun(box);
    if (found) box.setRangeText(option.dataset.slug + " ", box.selectionStart - found[1].length, box.selectionStart, "end");
    shut();
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.addEventListener("keydown", (event) => {
    if (event.target !== field() || !open() || event.isComposing) return;
    const chosen = one("[aria-selected=true]", names);
    const moves = { ArrowDown: () => pick(chosen?.nextElementSibling || names.firstElementChild),
      ArrowUp: () => pick(chosen?.previousElementSibling || names.lastElementChild),
      Enter: () => take(chosen), Tab: () => take(chosen), Escape: shut };
    if (!moves[event.key] || !chosen) return;
    event.preventDefault();
    event.stopPropagation();
    moves[event.key]();
  }, true);
  document.addEventListener("pointerdown", (event) => {
    const option = event.target.closest?.("#names [role=option]");
    if (option) {
      event.preventDefault();
      take(option);
    } else if (open()) shut();
  });
})();
