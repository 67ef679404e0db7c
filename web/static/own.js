// What is unread, told live wherever one is: in the navigation, in lists, in the title of the window. Without it, pages tell.
// [data-unread=threads|rooms|named|all] holds a number, its words in data-one and data-many, and [data-unread-in=SPACE] that of a
// space; [data-own] is a part of the page that hangs on such a number, taken again when it is another.
(() => {
  "use strict";
  const title = document.title, body = document.body.dataset, plain = (word, n) => word.replace("{n}", n);
  let taking = 0;

  function show(place, n) {
    place.hidden = !n;
    if (!n) return place.replaceChildren();
    const words = plain((n > 1 ? place.dataset.many || body.many : place.dataset.one || body.one), n);
    if (!("short" in place.dataset)) return place.replaceChildren(words);
    const number = Object.assign(document.createElement("span"), { textContent: n > 99 ? "99+" : n, ariaHidden: "true" });
    place.replaceChildren(number, Object.assign(document.createElement("span"), { className: "vh", textContent: " " + words }));
  }
  document.addEventListener("maille:me", ({ detail }) => {
    const all = detail.threads + detail.rooms, numbers = { ...detail, all };
    document.title = all ? `(${all}) ${title}` : title;
    for (const place of document.querySelectorAll("[data-unread]")) show(place, numbers[place.dataset.unread]);
    for (const place of document.querySelectorAll("[data-unread-in]")) show(place, detail.spaces[place.dataset.unreadIn] || 0);
    for (const part of document.querySelectorAll("[data-own]"))
      if (+part.dataset.count !== Math.min(numbers[part.dataset.own], +part.dataset.most)) take(part.id, ++taking);
  });
  async function take(id, mine) {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || mine !== taking) return;
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
    if (now) document.getElementById(id)?.replaceWith(now);
  }
  document.dispatchEvent(new CustomEvent("maille:say", { detail: { me: true } }));  // the line may have been quicker
  document.addEventListener("submit", ({ target }) => {  // who leaves takes their drafts along: the server has them
    if (!target.action?.endsWith("/sign-out")) return;
    for (const name of Object.keys(localStorage)) if (/^(draft|back):/.test(name)) localStorage.removeItem(name);
  });
})();
