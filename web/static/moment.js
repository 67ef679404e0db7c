// A page that will be otherwise at some moment is taken again when it comes: parts name theirs by data-renews, an instant.
// data-now is the server's hour when it made the page, so that a device whose clock is wrong is on time.
(() => {
  "use strict";
  const page = document.querySelector("[data-now]");
  if (!page) return;
  const ahead = Date.parse(page.dataset.now) - Date.now(), margin = 1000, day = 86400000, done = new Set();
  let timer;
  function wait() {
    clearTimeout(timer);
    const left = (moment) => Date.parse(moment) + margin - Date.now() - ahead;
    const moments = [...document.querySelectorAll("[data-renews]")].map((part) => part.dataset.renews);
    const due = moments.filter((moment) => !done.has(moment) && left(moment) <= 0);
    for (const moment of due) done.add(moment);
    if (due.length) document.dispatchEvent(new Event("maille:renew"));
    const next = Math.min(...moments.filter((moment) => !done.has(moment)).map(left));
    if (next < Infinity) timer = setTimeout(wait, Math.min(next, day));
  }
  document.addEventListener("maille:renewed", wait);
  document.addEventListener("visibilitychange", wait);  // a device that slept
  wait();
})();
