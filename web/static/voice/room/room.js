// The room of a space, from the moment one enters: who is in, and what peers have to say to each other, by the socket of line.js.
// Media goes from browser to browser (others.js, peer.js); one's own is own.js, what one sees seats.js, what one is told news.js.
import { Levels } from "./levels.js";
import { both, fill, first, one } from "./names.js";
import { News } from "./news.js";
import { Others } from "./others.js";
import { Own } from "./own.js";
import { Seats } from "./seats.js";

const up = (detail) => document.dispatchEvent(new CustomEvent("maille:say", { detail }));
const RETURN = 30000;  // ms that one waits for the line

export class Room {
  constructor(strip, { seats, outside }) {
    const words = one("#voice-words"), say = words.dataset, space = strip.dataset.space;
    Object.assign(this, { strip, outside, seats, say, space, there: [], stuck: "", inside: false });
    [this.state, this.bar] = [one("[data-state]", strip), one("#voice-bar")];
    this.patience = 1000 * (strip.dataset.patience || 15);
    [this.shown, this.news] = [new Seats(strip, words), new News(one("[data-news]", strip), say)];
    this.own = new Own({
      say, inside: () => this.inside, sends: (kind, track) => this.sends(kind, track),
      tells: (words) => this.tell(words), changed: () => this.changed(),
    });
    this.others = new Others({
      own: this.own, patience: this.patience, signal: (to, data) => up({ signal: space, to, data }),
      heard: (peer, track) => this.levels.add(peer, track), gone: (peer) => this.gone(peer), changed: () => this.show(),
      stuck: (peers) => this.block(peers), mute: (audio) => this.touch(audio),
    });
    this.listen();
  }
  listen() {
    const acts = { mic: () => this.own.speak(), camera: () => this.own.film(), hand: () => this.own.raise(), quit: () => this.quit() };
    for (const [name, act] of Object.entries(acts)) one(`[data-${name}]`, this.bar).onclick = act;
    document.addEventListener("maille:frame", ({ detail }) => this.hear(detail));
    document.addEventListener("maille:socket", ({ detail }) => this.line(detail.open));
    document.addEventListener("maille:me", () => this.alive());
    addEventListener("pagehide", () => this.quit(), { capture: true });  // before line.js closes the socket
  }

  // coming and going
  async enter(how) {
    this.tell(this.say.entering);
    this.me = null;
    this.trouble = "";
    await this.own.begin(how);
    this.wanted = true;
    this.come();
    clearTimeout(this.late);
    this.late = setTimeout(() => this.wanted && !this.inside && this.out(this.say.away), this.patience);
  }
  come() {
    up({ voice: this.space, enter: this.own.mine, ...(this.me && { as: this.me }) });
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
    this.others.leave();
    this.own.end();
    this.levels?.close();
    this.levels = null;
    this.shown.close();
    this.bar.hidden = true;
    document.body.classList.remove("speaks");
    this.tell(words);
    this.outside();
    if (within) one("[data-enter]", this.strip).focus();
  }
  came({ you, rtc }) {
    clearTimeout(this.late);
    if (this.me !== you) this.others.leave();  // who we were is gone
    const again = this.inside;
    if (again) this.levels.remove(this.me);
    [this.me, this.rtc, this.inside] = [you, rtc, true];
    this.levels ||= new Levels((peer, level) => this.shown.ring(peer, peer === this.me && this.own.mine.muted ? 0 : level));
    if (this.own.audio) this.levels.add(this.me, this.own.audio);
    again ? this.resume() : this.begin();
    this.dress();
    this.meet(this.seats());
  }
  begin() {
    one("[data-door]", this.strip).hidden = one("[data-who]", this.strip).hidden = true;
    this.shown.open();
    this.bar.hidden = false;
    document.body.classList.add("speaks");
    this.tell(this.trouble);
    this.news.begin();
    one("[data-mic]", this.bar).focus({ preventScroll: true });
  }
  resume() {
    this.others.again();
    this.back();
  }

  // what comes by the socket
  hear(frame) {
    if (!this.wanted || frame.space !== this.space) return;
    this.alive();
    if (frame.gone) return this.out(this.say.closed);
    if ("because" in frame) return frame.because === "cameras" ? this.own.dark(this.say.cameras) : this.out(this.say[frame.because]);
    if (frame.you) return this.came(frame);
    if (!this.inside) return;
    if (frame.voice) this.meet(frame.voice);
    if (frame.signal) this.others.take(frame.from, frame.signal);
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

  // the others, and oneself among them
  meet(seats) {
    if (!this.inside || !seats.some((seat) => seat.peer === this.me)) return;
    this.others.meet(seats, this.me, this.rtc);
    this.there = seats;
    this.show();
    this.news.report(seats.filter((seat) => seat.peer !== this.me));
  }
  show() {
    if (!this.inside) return;
    this.shown.show(this.there.map((seat) => {
      if (seat.peer === this.me) return { ...seat, ...this.own.mine, mine: true, track: this.own.video };
      const other = this.others.all.get(seat.peer);
      return { ...seat, mine: false, state: other?.state, track: other?.tracks.video };
    }));
  }
  gone(peer) {
    this.levels?.remove(peer);
    this.shown.forget(peer);
  }
  block(peers) {
    const names = this.there.filter((seat) => peers.includes(seat.peer)).map((seat) => first(seat.name));
    const words = names.length ? fill(this.say.blocked, both(names)) : "";
    if (words || (this.stuck && this.trouble === this.stuck)) this.tell(words);
    this.stuck = words;
  }
  touch(audio) {  // a browser that plays nothing before one has touched the page
    this.tell(this.say.touch);
    document.addEventListener("click", () => audio.play().then(() => this.tell(""), () => {}), { once: true });
  }
  sends(kind, track) {
    if (kind === "audio" && track) this.levels.add(this.me, track);
    this.others.send(kind, track);
  }
  changed() {
    up({ voice: this.space, state: this.own.mine });
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
    const pressed = { mic: !this.own.mine.muted, camera: this.own.mine.camera, hand: this.own.mine.hand };
    for (const [name, on] of Object.entries(pressed)) one(`[data-${name}]`, this.bar).setAttribute("aria-pressed", on);
  }
}
