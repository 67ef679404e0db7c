// The others who are in: a connection to each, what comes by it, and between whom a network stands.
import { Peer } from "./peer.js";

export class Others {
  // `signal(to, data)` goes up; `heard(peer, track)`, `gone(peer)`, `changed()`, `stuck(peers)` and `mute(audio)` are for the room
  constructor({ own, patience, signal, heard, gone, changed, stuck, mute }) {
    Object.assign(this, { own, patience, signal, heard, gone, changed, stuck, mute, all: new Map() });
  }

  meet(seats, me, rtc) {
    for (const peer of [...this.all.keys()]) if (!seats.some((seat) => seat.peer === peer)) this.part(peer);
    for (const seat of seats) if (seat.peer !== me) this.greet(seat, me, rtc);
  }
  greet(seat, me, rtc) {
    const known = this.all.get(seat.peer);
    if (known) {
      if (known.line !== seat.line) known.peer.again();
      known.line = seat.line;
      return;
    }
    const other = { line: seat.line, state: "joining", tracks: {} };
    other.peer = new Peer({
      polite: me > seat.peer, rtc, patience: this.patience, own: this.own.stream,
      say: (data) => this.signal(seat.peer, data),
      hears: (track) => this.hears(seat.peer, track),
      is: (state) => this.is(seat.peer, state),
    });
    this.all.set(seat.peer, other);
    if (this.own.audio) other.peer.send("audio", this.own.audio);
    if (this.own.video) other.peer.send("video", this.own.video);
  }
  part(peer) {
    const other = this.all.get(peer);
    this.all.delete(peer);
    other.peer.close();
    if (other.audio) other.audio.srcObject = null;
    this.gone(peer);
  }
  leave() {
    for (const peer of [...this.all.keys()]) this.part(peer);
  }

  send(kind, track) {
    for (const { peer } of this.all.values()) peer.send(kind, track);
  }
  again() {  // the line is back
    for (const { peer } of this.all.values()) peer.again();
  }
  take(from, data) {
    this.all.get(from)?.peer.hear(data).catch(console.warn);
  }

  hears(peer, track) {
    const other = this.all.get(peer);
    other.tracks[track.kind] = track;
    if (track.kind === "video") return this.changed();
    other.audio ||= new Audio();
    other.audio.srcObject = new MediaStream([track]);
    other.audio.play().catch(() => this.mute(other.audio));
    this.heard(peer, track);
  }
  is(peer, state) {
    const other = this.all.get(peer);
    if (!other || other.state === state || (other.state === "blocked" && state !== "on")) return;
    other.state = state;
    this.changed();
    this.stuck([...this.all].filter(([, { state }]) => state === "blocked").map(([peer]) => peer));
  }
}
