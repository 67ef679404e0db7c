// The room of a space: one's microphone and camera, the others' voices, and all of it in words.
// Media goes from browser to browser (peer.js); who is in, and what peers have to say to each other, by the socket of line.js.
const one = (what, where = document) => where.querySelector(what);
const up = (detail) => document.dispatchEvent(new CustomEvent("maille:say", { detail }));
const RETURN = 30000;  // ms that one waits for the line
const MICROPHONE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const CAMERA = { width: { ideal: 480 }, height: { ideal: 360 }, frameRate: { ideal: 15, max: 24 } };

export class Room {
  constructor(strip, { seats, outside }) {
    Object.assign(this, { strip, outside, seats, there: [], stuck: "", own: new MediaStream(), space: strip.dataset.space, say: one("#voice-words").dataset, inside: false });
    [this.list, this.tiles, this.state, this.news] = ["seats", "tiles", "state", "news"].map((name) => one(`[data-${name}]`, strip));
    this.pieces = one("#voice-words").content;
    this.bar = one("#voice-bar");
    this.patience = 1000 * (strip.dataset.patience || 15);
    this.peers = new Map();
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    for (const [name, act] of [["mic", "speak"], ["camera", "film"], ["hand", "raise"], ["quit", "quit"]])
      one(`[data-${name}]`, this.bar).onclick = () => this[act]();
    document.addEventListener("maille:frame", ({ detail }) => this.hear(detail));
    document.addEventListener("maille:socket", ({ detail }) => this.line(detail.open));
    document.addEventListener("maille:me", () => this.alive());
    addEventListener("pagehide", () => this.quit(), { capture: true });  // before line.js closes the socket
  }

  // coming and going
  async enter({ listens, muted }) {
    const urls = this.strip.dataset;
    [this.Peer, this.Levels] = [(await import(urls.peer)).Peer, (await import(urls.levels)).Levels];
    this.tell(this.say.entering);
    this.mine = { hand: false, muted, camera: false };
    this.me = null;
    this.trouble = "";
    if (!listens) await this.microphone();
    this.wanted = true;
    this.come();
    clearTimeout(this.late);
    this.late = setTimeout(() => this.wanted && !this.inside && this.out(this.say.away), this.patience);
  }
  come() {
    up({ voice: this.space, enter: this.mine, ...(this.me && { as: this.me }) });
  }
  quit() {
    if (!this.wanted) return;
    up({ voice: this.space, leave: true });
    this.out("");
  }
  out(words) {
    const within = this.bar.contains(document.activeElement);
    clearTimeout(this.late);
    [this.inside, this.wanted, this.me, this.there] = [false, false, null, []];
    for (const peer of [...this.peers.keys()]) this.part(peer);
    for (const track of [this.audio, this.video]) track?.stop();
    this.audio = this.video = null;
    this.levels?.close();
    this.levels = null;
    this.list.replaceChildren();
    this.tiles.replaceChildren();
    for (const part of [this.list, this.tiles, this.bar]) part.hidden = true;
    document.body.classList.remove("speaks");
    this.tell(words);
    this.outside();
    if (within) one("[data-enter]", this.strip).focus();
  }
  came(frame) {
    clearTimeout(this.late);
    if (this.me !== frame.you) for (const peer of [...this.peers.keys()]) this.part(peer);  // who we were is gone
    const first = !this.inside;
    [this.me, this.rtc, this.inside] = [frame.you, frame.rtc, true];
    if (first) {
      this.levels = new this.Levels((peer, level) => this.ring(peer, level));
      if (this.audio) this.levels.add(this.me, this.audio);
      one("[data-door]", this.strip).hidden = one("[data-who]", this.strip).hidden = true;
      for (const part of [this.list, this.bar]) part.hidden = false;
      document.body.classList.add("speaks");
      this.tell(this.trouble);
      this.known = null;
      one("[data-mic]", this.bar).focus({ preventScroll: true });
    } else {
      this.levels.remove(this.me);
      if (this.audio) this.levels.add(this.me, this.audio);
      for (const { peer } of this.peers.values()) peer.again();
      this.back();
    }
    this.dress();
    this.meet(this.seats());
  }

  // what comes by the socket
  hear(frame) {
    if (!this.wanted || frame.space !== this.space) return;
    this.alive();
    if (frame.gone) return this.out(this.say.closed);
    if ("because" in frame) return frame.because === "cameras" ? this.dark(this.say.cameras) : this.out(this.say[frame.because]);
    if (frame.you) return this.came(frame);
    if (!this.inside) return;
    if (frame.voice) this.meet(frame.voice);
    if (frame.signal) this.peers.get(frame.from)?.peer.hear(frame.signal).catch(console.warn);
  }
  line(open) {
    if (!this.wanted) return;
    clearTimeout(this.late);
    if (open) return this.come();
    this.cut = true;
    this.tell(this.say.cut);
    this.late = setTimeout(() => this.out(this.say.lost), RETURN);
  }

  alive() {  // a device that was without a network for a moment may find its line as it was
    if (!this.cut) return;
    this.cut = false;
    clearTimeout(this.late);
    if (this.trouble === this.say.cut) this.back();
  }
  back() {
    this.tell(this.say.back);
    setTimeout(() => this.trouble === this.say.back && this.tell(""), 4000);
  }

  // the others
  meet(seats) {
    if (!this.inside || !seats.some((seat) => seat.peer === this.me)) return;
    for (const peer of [...this.peers.keys()]) if (!seats.some((seat) => seat.peer === peer)) this.part(peer);
    for (const seat of seats) if (seat.peer !== this.me) this.greet(seat);
    this.there = seats;
    this.show();
    this.report(seats);
  }
  greet(seat) {
    const known = this.peers.get(seat.peer);
    if (known) {
      if (known.line !== seat.line) known.peer.again();
      known.line = seat.line;
      return;
    }
    const other = { line: seat.line, state: "joining", tracks: {} };
    other.peer = new this.Peer({
      polite: this.me > seat.peer, rtc: this.rtc, patience: this.patience, own: this.own,
      say: (data) => up({ signal: this.space, to: seat.peer, data }),
      hears: (track) => this.hears(seat.peer, track),
      is: (state) => this.is(seat.peer, state),
    });
    this.peers.set(seat.peer, other);
    if (this.audio) other.peer.send("audio", this.audio);
    if (this.video) other.peer.send("video", this.video);
  }
  part(peer) {
    const other = this.peers.get(peer);
    this.peers.delete(peer);
    other.peer.close();
    if (other.audio) other.audio.srcObject = null;
    this.levels?.remove(peer);
    this.tiles.querySelector(`[data-peer="${peer}"]`)?.remove();
  }
  hears(peer, track) {
    const other = this.peers.get(peer);
    other.tracks[track.kind] = track;
    if (track.kind === "video") return this.show();
    other.audio ||= new Audio();
    other.audio.srcObject = new MediaStream([track]);
    other.audio.play().catch(() => this.touch(other.audio));
    this.levels.add(peer, track);
  }
  touch(audio) {  // a browser that plays nothing before one has touched the page
    this.tell(this.say.touch);
    document.addEventListener("click", () => audio.play().then(() => this.tell(""), () => {}), { once: true });
  }
  is(peer, state) {
    const other = this.peers.get(peer);
    if (!other || other.state === state || (other.state === "blocked" && state !== "on")) return;
    other.state = state;
    this.show();
    const stuck = this.there.filter((seat) => this.peers.get(seat.peer)?.state === "blocked").map((seat) => first(seat.name));
    const words = stuck.length ? fill(this.say.blocked, both(stuck)) : "";
    if (words || (this.stuck && this.trouble === this.stuck)) this.tell(words);
    this.stuck = words;
  }

  // one's own
  async ask(what) {
    try {
      const found = await navigator.mediaDevices.getUserMedia(what);
      return found.getTracks()[0];
    } catch (problem) {
      const kind = what.audio ? "mic" : "camera";
      const why = { NotAllowedError: "Refused", NotFoundError: "Missing", OverconstrainedError: "Missing" };
      this.tell(this.say[kind + (navigator.mediaDevices ? why[problem.name] || "Taken" : "Insecure")]);
      return null;
    }
  }
  async microphone() {
    this.audio = await this.ask({ audio: MICROPHONE });
    if (!this.audio) return (this.mine.muted = true);
    this.audio.enabled = !this.mine.muted;
    const track = this.audio;
    track.onended = () => {
      if (this.audio !== track) return;
      this.audio = null;
      this.mine.muted = true;
      for (const { peer } of this.peers.values()) peer.send("audio", null);
      this.tell(this.say.micTaken);
      this.changed();
    };
  }
  async speak() {
    if (!this.audio) {  // one came to listen
      this.mine.muted = false;
      await this.microphone();
      if (!this.inside) return this.audio?.stop();
      if (!this.audio) return this.dress();
      this.tell("");
      this.levels.add(this.me, this.audio);
      for (const { peer } of this.peers.values()) peer.send("audio", this.audio);
      return this.changed();
    }
    this.mine.muted = !this.mine.muted;
    this.audio.enabled = !this.mine.muted;
    this.changed();
  }
  async film() {
    if (this.mine.camera) return this.dark("");
    const track = await this.ask({ video: CAMERA });
    if (!track) return;
    if (!this.inside) return track.stop();
    this.video = track;
    track.onended = () => this.video === track && this.dark(this.say.cameraTaken);
    this.mine.camera = true;
    for (const { peer } of this.peers.values()) peer.send("video", track);
    this.tell("");
    this.changed();
  }
  dark(words) {
    const track = this.video;
    [this.video, this.mine.camera] = [null, false];
    track?.stop();
    for (const { peer } of this.peers.values()) peer.send("video", null);
    this.tell(words);
    this.changed();
  }
  raise() {
    this.mine.hand = !this.mine.hand;
    this.changed();
  }
  changed() {
    up({ voice: this.space, state: this.mine });
    this.dress();
    this.show();
  }

  // in words
  tell(words) {
    this.trouble = words || "";
    this.state.textContent = this.trouble;
    this.state.hidden = !this.trouble;
  }
  dress() {
    const pressed = { mic: !this.mine.muted, camera: this.mine.camera, hand: this.mine.hand };
    for (const [name, on] of Object.entries(pressed)) one(`[data-${name}]`, this.bar).setAttribute("aria-pressed", on);
  }
  words(seat, mine) {
    const state = mine ? "" : this.peers.get(seat.peer)?.state, said = this.say;
    return [mine && said.you, seat.hand && said.hand, seat.muted ? said.muted : said.open, seat.camera && said.camera,
      { joining: said.joining, weak: said.weak, blocked: said.stuck }[state]].filter(Boolean).join(" · ");
  }
  show() {
    if (!this.inside) return;
    const seats = this.there;
    for (const line of [...this.list.children]) if (!seats.some((seat) => seat.peer === line.dataset.peer)) line.remove();
    seats.forEach((given, place) => {
      const mine = given.peer === this.me, seat = mine ? { ...given, ...this.mine } : given;
      const line = one(`[data-peer="${seat.peer}"]`, this.list) || this.sit(seat);
      if (this.list.children[place] !== line) this.list.insertBefore(line, this.list.children[place] || null);
      line.toggleAttribute("data-hand", seat.hand);
      one("[data-words]", line).textContent = this.words(seat, mine);
      this.picture(seat, mine ? this.video : this.peers.get(seat.peer)?.tracks.video, mine);
    });
    this.tiles.hidden = !this.tiles.childElementCount;
  }
  sit(seat) {
    const line = one("li", this.pieces).cloneNode(true), swatch = face(seat.name);
    line.dataset.peer = seat.peer;
    one(".them", line).textContent = seat.name;
    swatch ? one(".face", line).append(swatch) : (one(".face", line).textContent = seat.name[0]);
    return line;
  }
  picture(seat, track, mine) {
    let tile = one(`[data-peer="${seat.peer}"]`, this.tiles);
    if (!seat.camera || !track) return tile?.remove();
    if (!tile) {
      tile = one("figure", this.pieces).cloneNode(true);
      tile.dataset.peer = seat.peer;
      tile.classList.toggle("mirror", mine);
      one("figcaption", tile).textContent = mine ? this.say.you : first(seat.name);
      one("video", tile).setAttribute("aria-label", fill(this.say.picture, seat.name));
      one("video", tile).muted = true;
      this.tiles.append(tile);
    }
    const film = one("video", tile);
    if (film.srcObject?.getTracks()[0] === track) return;
    film.srcObject = new MediaStream([track]);
    film.play().catch(() => {});
  }
  ring(peer, level) {
    if (peer === this.me && this.mine.muted) level = 0;
    for (const place of [this.list, this.tiles]) {
      const part = one(`[data-peer="${peer}"]`, place);
      if (!part) continue;
      part.toggleAttribute("data-speaks", level > 0);
      if (!this.still.matches) part.style.setProperty("--level", level.toFixed(2));
    }
    const words = one(`[data-peer="${peer}"] [data-loud]`, this.list), said = level > 0 ? this.say.speaks : "";
    if (words && words.textContent !== said) words.textContent = said;
  }
  report(seats) {  // for who does not see it: who came, who went, who raises a hand; several in one sentence
    const others = new Map(seats.filter((seat) => seat.peer !== this.me).map((seat) => [seat.peer, seat]));
    const before = this.known || others, names = (some) => both(some.map((seat) => first(seat.name)));
    const came = [...others.values()].filter((seat) => !before.has(seat.peer)), went = [...before.values()].filter((seat) => !others.has(seat.peer));
    const raised = [...others.values()].filter((seat) => seat.hand && before.get(seat.peer) && !before.get(seat.peer).hand);
    if (!this.known) this.heard = [others.size ? fill(this.say.with, names([...others.values()])) : this.say.alone];
    this.known = others;
    for (const [some, words] of [[came, this.say.came], [went, this.say.went], [raised, this.say.raised]])
      if (some.length) this.heard.push(fill(words, names(some)));
    clearTimeout(this.soon);
    this.soon = setTimeout(() => {
      if (this.heard.length) this.news.textContent = this.heard.join(" ");
      this.heard = [];
    }, 600);
  }
}

const first = (name) => name.split(" ")[0];
const fill = (text, names) => text.replace("{names}", names);
const both = (names) => new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(names);
function face(name) {  // their swatch, where it is on the page already
  const known = [...document.querySelectorAll(".who a, .msg header .them")].find((link) => link.firstChild?.textContent.trim() === name);
  return known?.closest(".who, .msg")?.querySelector("svg.av")?.cloneNode(true);
}
