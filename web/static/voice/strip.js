// The strip above a log where one may speak: who is in, before one enters; what speaking needs is loaded when one does.
(() => {
  "use strict";
  const one = (what, where = document) => where.querySelector(what);
  let seats = [], open = false, started = false, room;

  function start() {
    const strip = one("#voice");
    if (!strip) return;
    started = true;
    const say = one("#voice-words").dataset, who = one("[data-who]", strip), door = one("[data-door]", strip);
    one("[data-plain]", strip).hidden = true;
    if (!window.RTCPeerConnection) return Object.assign(who, { textContent: say.unable, hidden: false });
    const both = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" });
    const fill = (text, names) => text.replace("{names}", names);

    function show() {
      if (room?.inside) return;
      const names = seats.map((seat) => seat.name), mine = seats.some((seat) => seat.id === document.body.dataset.me);
      const words = names.length > 1 ? fill(say.several, both.format(names)) : names.length ? fill(say.one, names[0]) : say.nobody;
      who.textContent = !open ? "" : mine ? say.already : seats.length > 5 ? words + " " + say.full : words;
    }
    function outside() {  // also where one comes out again
      door.hidden = false;
      who.hidden = false;
      show();
    }
    async function enter(listens) {
      const ways = door.querySelectorAll("button");
      for (const button of ways) button.disabled = true;
      try {
        room ||= new (await import(strip.dataset.room)).Room(strip, { seats: () => seats, outside });
        await room.enter({ listens, muted: listens || one("[data-muted]", strip).checked });
      } catch (problem) {
        const state = one("[data-state]", strip);
        room ? room.out(say.unloaded) : Object.assign(state, { textContent: say.unloaded, hidden: false });
        console.warn(problem);
      }
      for (const button of ways) button.disabled = false;
    }
    document.addEventListener("maille:frame", ({ detail }) => {
      if (detail.space !== strip.dataset.space) return;
      if (detail.changes) open = true;
      if (detail.voice) seats = detail.voice;
      if (detail.changes || detail.voice) show();
    });
    document.addEventListener("maille:socket", ({ detail }) => {
      if (!detail.open) [seats, open] = [[], false];
      show();
    });
    one("[data-enter]", strip).onclick = () => enter(false);
    one("[data-listen]", strip).onclick = () => enter(true);
    outside();
  }
  const soon = one("#aloud[data-part]");  // live.js puts the strip in its place when it is time
  if (soon) new MutationObserver(() => started || start()).observe(soon.parentElement, { childList: true });
  start();
})();
