// The line to the server: one socket a page, for whoever is signed in. On document it tells and hears:
//   maille:socket {open, code, tries}   it opened, or closed        maille:frame   what came about a space
//   maille:wake                         the device slept, or the line changed: what is shown may be old until the next frame
//   maille:me                           what is unread              maille:say     what is to go up; only while it is open
(() => {
  "use strict";
  if (!document.body.dataset.me || !window.WebSocket) return;
  const PATIENCE = 6000, SLEPT = 45000, IDLE = 100000;  // milliseconds
  let socket, tries = 0, timer, over = false, heard = 0, hidden = 0, ticked = Date.now();

  const announce = (name, detail) => document.dispatchEvent(new CustomEvent("maille:" + name, { detail }));
  const send = (said) => socket?.readyState === 1 && socket.send(JSON.stringify(said));
  const visible = () => document.visibilityState === "visible";

  function open() {
    clearTimeout(timer);
    if (over || (socket && socket.readyState < 2)) return;
    const mine = socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/live", "maille.html.v1");
    mine.onopen = () => {
      send({ me: true });
      announce("socket", { open: true });
    };
    mine.onmessage = ({ data }) => {
      if (mine !== socket) return;
      heard = Date.now();
      tries = 0;
      const frame = JSON.parse(data);
      frame.me ? announce("me", frame.me) : announce("frame", frame);
    };
    mine.onclose = ({ code }) => mine === socket && closed(code);
  }
  function closed(code) {
    over ||= code === 4001;
    announce("socket", { open: false, code, tries });
    if (over) return;
    const wait = Math.min(30, (code >= 4000 && code !== 4008 ? 8 : 0.4) * 2 ** tries++);
    timer = setTimeout(open, wait * 500 * (1 + Math.random()));
  }
  function again() {  // at once: a socket that doesn't answer is left behind
    const old = socket;
    socket = null;
    old?.close();
    announce("socket", { open: false, code: 1006, tries: tries || 1 });
    open();
  }
  function check() {  // whether somebody is still at the other end
    if (over) return;
    if (!socket || socket.readyState > 1) return open();
    const asked = Date.now();
    send({ me: true });
    setTimeout(() => heard < asked && !over && visible() && again(), PATIENCE);
  }
  function wake() {
    if (over) return;
    tries = 0;
    announce("wake");
    check();
  }

  document.addEventListener("maille:say", ({ detail }) => send(detail));
  document.addEventListener("maille:over", () => {
    over = true;
    socket?.close();
  });
  addEventListener("online", wake);
  addEventListener("offline", () => announce("socket", { open: false, code: 1006, tries: 1 }));
  addEventListener("pagehide", () => socket?.close(1000));  // on purpose: no line that is cut
  addEventListener("pageshow", (event) => event.persisted && wake());
  document.addEventListener("visibilitychange", () => {
    if (!visible()) hidden = Date.now();
    else Date.now() - hidden > SLEPT ? wake() : open();
  });
  setInterval(() => {
    const slept = Date.now() - ticked > 3 * SLEPT;
    ticked = Date.now();
    if (!visible()) return;
    if (slept) wake();
    else if (heard && Date.now() - heard > IDLE) check();
  }, 30000);
  open();
})();
