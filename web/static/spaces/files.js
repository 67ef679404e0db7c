// Files of a message: chosen, dropped or pasted, each leaves at once and waits beside the words until they are sent.
// Works on the composer of a space; without it, the form carries the files itself.
(() => {
  "use strict";
  const one = (what, where = document) => where.querySelector(what);
  const composer = () => one("[data-composer]"), list = () => one("#waiting");
  if (!one(".log[data-space]")) return;
  const MOST = 4, LARGEST = 10 * 1024 * 1024;
  const say = (name, values = {}) => (one("#files-words").dataset[name] || "").replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const show = (message) => document.dispatchEvent(new CustomEvent("maille:tell", { detail: { message } }));  // above the words
  const tell = (text) => { one("#files-told").textContent = text; };
  const queue = [];
  let busy = null, wanted = false, sent = [];

  function add(files) {
    for (const file of files) {
      if (!file.size && !file.type) continue;  // a folder
      const line = document.createElement("li"), item = { file, line, name: file.name || "image.png" };
      line.className = "waits";
      line.append(...["name", "meta"].map((kind) => Object.assign(document.createElement("span"), { className: kind })));
      one(".name", line).textContent = item.name;
      list().append(line);
      if (file.size > LARGEST) refuse(item, say("large", item));
      else if (list().children.length > MOST) refuse(item, say("many", item));
      else wait(item);
    }
    next();
  }
  function button(item, word, does) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: word });
    made.append(Object.assign(document.createElement("span"), { className: "vh", textContent: " " + item.name }));
    made.onclick = does;
    item.line.append(made);
  }
  function fresh(item, text) {
    for (const old of item.line.querySelectorAll("button")) old.remove();
    one(".meta", item.line).textContent = text;
    item.line.classList.remove("wrong");
  }
  function wait(item) {
    fresh(item, say("waits"));
    button(item, say("cancel"), () => forget(item));
    queue.push(item);
  }
  function refuse(item, text, again) {
    fresh(item, text);
    item.line.classList.add("wrong");
    if (again) button(item, say("again"), () => { wait(item); next(); });
    button(item, say("remove"), () => forget(item));
    tell(text);
    if (wanted) show(say("first"));
    wanted = false;
  }
  function forget(item) {
    item.request?.abort();
    const at = queue.indexOf(item);
    if (at >= 0) queue.splice(at, 1);
    item.line.remove();
    one("#say")?.focus();
    if (!wanted) show("");
    next();
  }

  function next() {
    if (busy || !queue.length) {
      if (!busy && wanted && !one(".wrong", list())) go();
      return;
    }
    const item = (busy = queue.shift()), request = (item.request = new XMLHttpRequest()), body = new FormData();
    body.append("csrf", one("[name=csrf]", composer()).value);
    body.append("file", item.file, item.name);
    request.open("POST", composer().action.replace(/\/messages.*/, "/files"));
    request.setRequestHeader("HX-Request", "true");
    request.upload.onprogress = ({ loaded, total }) => {
      one(".meta", item.line).textContent = loaded < total ? say("part", { n: Math.floor((100 * loaded) / total) }) : say("read");
    };
    request.onloadend = () => done(item, request);
    request.send(body);
  }
  function done(item, request) {
    busy = null;
    if (request.status === 201) arrived(item, request.responseText);
    else if (item.line.isConnected) {
      const told = request.status === 422 || request.status === 429;
      if (told) refuse(item, request.responseText);
      else {
        refuse(item, say(request.status === 0 ? "cut" : "failed", item), true);
        if (request.status === 0) addEventListener("online", () => item.line.classList.contains("wrong") && (wait(item), next()), { once: true });
      }
    }
    next();
  }
  function arrived(item, html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;  // the server's, escaped
    const line = holder.content.firstElementChild;
    if (!item.line.isConnected) return discard(line.dataset.file);
    one(`[data-file="${line.dataset.file}"]`, list())?.remove();  // the same once more
    item.line.replaceWith(line);
    tell(say("ready", item));
  }
  function discard(id) {
    const body = new URLSearchParams({ csrf: one("[name=csrf]", composer()).value });
    const address = composer().action.replace(/\?.*/, "") + "?discard=" + id;
    return fetch(address, { method: "POST", body, keepalive: true, redirect: "manual", headers: { "HX-Request": "true" } }).catch(() => null);
  }

  // sending waits for what is on its way
  const go = () => { wanted = false; composer().requestSubmit(); };
  document.addEventListener("submit", (event) => {
    if (event.target !== composer()) return;
    const away = event.submitter?.closest("[data-discard]");
    if (away) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const line = away.closest("li");
      line.remove();
      one("#say")?.focus();
      return discard(line.dataset.file);
    }
    if (event.submitter?.hasAttribute("data-preview")) return;
    if (busy || queue.length || one(".wrong", list())) {
      event.preventDefault();
      event.stopImmediatePropagation();
      wanted = !one(".wrong", list());
      return show(wanted ? say("soon") : say("first"));
    }
    sent = [...list().querySelectorAll("[data-file]")];
  }, true);
  document.addEventListener("said", () => {
    for (const line of sent) line.remove();
    sent = [];
    tell("");
    show("");
  });

  // what a picture shows is kept as soon as it is said
  document.addEventListener("change", ({ target }) => {
    if (!target.matches(".waits .alt")) return;
    const body = new URLSearchParams({ csrf: one("[name=csrf]", composer()).value, alt: target.value });
    fetch(`/files/${target.closest("li").dataset.file}/alt`, { method: "POST", body, redirect: "manual" }).catch(() => null);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches(".waits .alt")) return;
    event.preventDefault();
    one("#say").focus();
  });

  // ways in
  document.addEventListener("change", ({ target }) => {
    if (target.id !== "files") return;
    add([...target.files]);
    target.value = "";
  });
  document.addEventListener("paste", (event) => {
    if (event.target.id !== "say" || !event.clipboardData?.files.length) return;
    event.preventDefault();
    add([...event.clipboardData.files]);
  });
  const held = (event) => one("#say") && [...(event.dataTransfer?.types || [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!held(event)) return;
    event.preventDefault();
    one("#composer").classList.add("over");
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || one("#composer").classList.remove("over"));
  document.addEventListener("drop", (event) => {
    if (!held(event)) return;
    event.preventDefault();
    one("#composer").classList.remove("over");
    add([...event.dataTransfer.files]);
  });
  addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });
})();
