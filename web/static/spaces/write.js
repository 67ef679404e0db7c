// The line where one writes, beside a live log: what is begun is kept (on the device, and for one's other devices), what is said is
// handed to outbox.js, which sends it once; what waits is shown, and can be taken back.
(() => {
  "use strict";
  const one = (what, where = document) => where.querySelector(what);
  const log = one(".log[data-space]"), words = one("#live");
  if (!log || !words) return;
  const space = log.dataset.space, me = document.body.dataset.me, name = `draft:${me}:${space}`, say = words.dataset;
  const announce = (what, detail) => document.dispatchEvent(new CustomEvent("maille:" + what, { detail }));
  const composer = () => one("[data-composer]");
  const field = () => one("[data-composer] textarea");
  const key = () => composer()?.elements.namedItem("id");
  const id = () => crypto.randomUUID ? crypto.randomUUID() : "10000000-1000-4000-8000-100000000000".replace(/[018]/g,
    (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  const get = () => { try { return localStorage.getItem(name) || ""; } catch { return ""; } };
  const put = (text) => { try { text ? localStorage.setItem(name, text) : localStorage.removeItem(name); } catch {} };
  let server = "", typed = 0, sent = null;  // what the server has of the draft; when one typed; what is on its way

  function both(mine, theirs) {  // begun on two devices: neither is lost
    if (!theirs || mine.includes(theirs)) return mine;
    return theirs.includes(mine) ? theirs : `${theirs}\n\n${mine}`;
  }
  function dress() {
    const box = field();
    if (!box) return shut();
    server = box.defaultValue;
    box.value = both(get(), box.value);
    if (!key()) composer().append(Object.assign(document.createElement("input"), { type: "hidden", name: "id" }));
  }
  function shut() {  // nobody writes here any more: what was begun stays, to be copied
    const box = one("#kept-text");
    if (!box) return;
    box.value = both(get(), box.value);
    one("#kept").hidden = !box.value;
  }
  document.addEventListener("submit", ({ target }) => target.closest?.("#kept") && put(""));
  function begin(text) {
    const box = field();
    if (!box) return;
    box.value = text;
    put(text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // drafts: here at once, elsewhere every four seconds at most
  function keep() {
    clearTimeout(keep.timer);
    keep.timer = setTimeout(async () => {
      const text = field()?.value ?? "";
      if (text === server) return;
      const body = new URLSearchParams({ csrf: one("[name=csrf]")?.value, body: text });
      const answer = await fetch(`/spaces/${space}/draft`, { method: "POST", body, headers: { "HX-Request": "true" }, redirect: "manual" }).catch(() => null);
      if (answer?.status !== 204) return;
      server = text;
      if (text === get()) put("");  // the server has it
    }, 4000);
  }
  document.addEventListener("input", (event) => {
    if (event.target !== field()) return;
    const text = event.target.value;
    put(text);
    keep();
    if (text && event.isTrusted !== false && Date.now() - typed > 3000) {
      typed = Date.now();
      announce("say", { typing: space });
    }
  });
  addEventListener("storage", (event) => {  // another tab of this space
    const box = field();
    if (event.key !== name || !box || document.hasFocus()) return;
    if (event.newValue || box.value === event.oldValue) box.value = event.newValue || "";
  });
  async function other() {  // another device: where nothing was begun here since
    const box = field();
    if (!box || box.value !== server) return;
    const answer = await fetch(`/spaces/${space}/draft`, { redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return;
    const text = await answer.text();
    if (field() === box && box.value === server) box.value = server = text;
  }
  document.addEventListener("maille:wake", other);

  // saying it
  document.addEventListener("keydown", (event) => {
    const box = field();
    if (event.target !== box || event.isComposing || event.keyCode === 229) return;
    const enter = event.key === "Enter" && !event.shiftKey && !event.altKey;
    if (enter && (event.ctrlKey || event.metaKey || !matchMedia("(pointer: coarse)").matches)) {
      event.preventDefault();
      composer().requestSubmit();
    }
  });
  document.addEventListener("submit", (event) => {
    if (event.target !== composer()) return;
    const form = composer(), text = field().value;
    event.preventDefault();
    if (!text.trim() && !one("[name=file]", form)) return;
    const fields = [...new FormData(form)].filter(([part, value]) => typeof value === "string" && part !== "csrf" && part !== "id");
    sent = key().value || id();
    announce("post", { id: sent, space, action: form.action, fields: [...fields, ["id", sent]] });
    key().value = id();
    field().value = "";
    put("");
    server = "";  // saying it ends the draft
    clearTimeout(keep.timer);
    one("#say-error")?.remove();
    field().removeAttribute("aria-invalid");
    field().focus({ preventScroll: true });  // the next line follows, and a phone's keyboard stays
    document.dispatchEvent(new Event("said"));
  });
  document.addEventListener("maille:sent", ({ detail }) => {
    if (detail.space === space) announce("tell", { message: "" });
  });
  document.addEventListener("maille:kept", () => announce("tell", { message: say.kept }));
  document.addEventListener("maille:refused", async ({ detail: { entry, answer } }) => {
    if (entry.space !== space) return;
    announce("tell", { message: answer?.status === 422 ? "" : say.refused });
    const begun = field()?.value;
    if (answer?.status === 422) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html"), replying = one(".replying");
      announce("swap", { old: one("#composer"), part: page.getElementById("composer") });
      if (replying && one(".replying")) one(".replying").replaceWith(replying);
    }
    if (field()) field().value = both(begun || "", get());
    (field() || one("#kept-text"))?.focus();
  });

  // what waits
  document.addEventListener("maille:waiting", ({ detail }) => {
    clearTimeout(wait.timer);
    const mine = detail.filter((entry) => entry.space === space);
    if (!mine.length) announce("tell", { message: "" });
    wait.timer = setTimeout(() => wait(mine), mine.length ? 1500 : 0);  // what leaves at once was never seen waiting
  });
  function wait(entries) {
    one("#unsent")?.remove();
    if (!entries.length || !one("#composer")) return;
    const box = Object.assign(document.createElement("ul"), { id: "unsent" });
    for (const entry of entries) {
      const line = one(".unsent", words.content).cloneNode(true), text = entry.fields.find(([part]) => part === "body")?.[1] || "";
      one(".words", line).textContent = text;
      one("button", line).onclick = () => {
        announce("unpost", entry.id);
        begin(both(field()?.value || "", text));
        field()?.focus();
      };
      box.append(line);
    }
    one("#composer form")?.before(box);
  }

  document.addEventListener("maille:dressed", dress);
  dress();
})();
