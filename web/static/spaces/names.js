// Naming somebody in a space: @ and a beginning offers those who read it, in a list by the field.
(() => {
  "use strict";
  const one = (what, where = document) => where.querySelector(what);
  const log = one(".log[data-space]");
  if (!log) return;
  const space = log.dataset.space, field = () => one("[data-composer] textarea");
  let names, asked = 0;
  const begun = (box) => /(?:^|[\s(«])@([\p{L}\p{N}-]{0,30})$/u.exec(box.value.slice(0, box.selectionStart));
  const open = () => names && !names.hidden;
  document.addEventListener("input", async (event) => {
    const box = event.target;
    if (box !== field()) return;
    const found = begun(box), mine = ++asked;
    if (!found) return shut();
    const told = await fetch(`/spaces/${space}/names?text=${encodeURIComponent(found[1])}`, { headers: { "HX-Request": "true" } }).catch(() => null);
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
