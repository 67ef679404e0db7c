// A message that could not go while one is elsewhere on the site is shown there, and on each page until one has seen it: where it was
// written it is a draft again; where one reads no more, it can be copied. [data-copy] copies the text beside it, wherever it stands.
(() => {
  "use strict";
  const one = (what, where = document) => where.querySelector(what);
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest?.("[data-copy]"), box = button && one("textarea", button.parentElement.parentElement);
    if (!box) return;
    box.select();
    const copied = await navigator.clipboard?.writeText(box.value).then(() => true, () => false);
    if (copied || document.execCommand("copy")) button.textContent = button.dataset.copied;
  });

  const words = one("#returned"), name = "back:" + document.body.dataset.me;
  if (!words) return;
  const here = one(".log[data-space]")?.dataset.space;
  const all = () => { try { return JSON.parse(localStorage.getItem(name)) || []; } catch { return []; } };
  function keep(entries) {
    try { entries.length ? localStorage.setItem(name, JSON.stringify(entries)) : localStorage.removeItem(name); } catch {}
  }
  function show({ id, space, text, gone }) {
    const box = words.content.firstElementChild.cloneNode(true), link = one("a", box);
    one(gone ? "[data-there]" : "[data-gone]", box).remove();
    one("textarea", box).value = text;
    gone ? link.remove() : (link.href = `/spaces/${space}#composer`);
    one("[data-close]", box).onclick = () => {
      keep(all().filter((entry) => entry.id !== id));
      box.remove();
    };
    one("main").prepend(box);
  }
  document.addEventListener("maille:refused", ({ detail: { entry, answer } }) => {
    if (entry.space === here) return;  // told beside what one writes
    const text = entry.fields.find(([field]) => field === "body")?.[1] || "";
    const back = { id: entry.id, space: entry.space, text, gone: answer?.status === 404 };
    keep([...all(), back]);
    show(back);
  });
  keep(all().filter(({ space }) => space !== here));
  for (const back of all()) show(back);
})();
