// Beside a live log: reacting in a word, answering a message, seeing before sending.
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
  document.addEventListener("input", (event) => event.target === field() && hide());
  document.addEventListener("keydown", (event) => {  // one step back: the preview, then the answer
    if (event.key !== "Escape" || event.target !== field() && !event.target.closest?.("#preview")) return;
    if (one("#preview")?.hidden === false) hide();
    else if (reply()?.hidden === false) alone();
    else return;
    event.preventDefault();
    field()?.focus();
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    one("summary", menu).focus();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    for (const menu of log.querySelectorAll("details.menu[open]")) if (!menu.contains(target)) menu.open = false;
  });
  document.addEventListener("said", () => {
    hide();
    alone();
  });
})();
