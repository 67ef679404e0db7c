// One other who speaks: a connection with a place for the voice and one for the camera, made at once and kept, so that what one
// sends changes without a word between the two (W3C WebRTC 1.0, section 10.2).
// Perfect negotiation: where two offers cross, the polite side takes its own back (section 10.7). They seldom do: the first and
// those that look for another way are the impolite side's. A browser that took such a one back may be mute from then on.
// Where no way is found in time, the impolite side begins with a new connection; where the polite one alone sees it, it asks for that.
const KINDS = ["audio", "video"];
const CAMERA = 300000;  // bits a second, of which a mesh sends one copy to each

export class Peer {
  // `own`: the stream of what goes to them; `say` sends a signal; `hears(track)` and `is(state)` tell: "joining", "on", "weak", "blocked"
  constructor({ polite, rtc, patience, own, say, hears, is }) {
    Object.assign(this, { polite, rtc, patience, own, say, hears, is, sent: {} });
    this.begin();
  }

  begin() {  // also again, with a new connection
    if (this.pc) this.end();
    Object.assign(this, { making: false, ignoring: false, answering: false, found: [], places: {}, theirs: "" });
    const pc = this.pc = new RTCPeerConnection({ ...this.rtc, bundlePolicy: "max-bundle" });
    pc.onnegotiationneeded = () => this.offer();
    pc.onicecandidate = ({ candidate }) => this.find(candidate);
    pc.oniceconnectionstatechange = () => this.see(pc.iceConnectionState);
    pc.onsignalingstatechange = () => this.spare();
    pc.ontrack = ({ track }) => this.hears(track);
    if (!this.polite) for (const kind of KINDS) this.place(kind, pc.addTransceiver(kind, { streams: [this.own] }));
    this.wait();
  }
  place(kind, place) {
    this.places[kind] = place;
    if (this.sent[kind]) this.send(kind, this.sent[kind]);
  }

  send(kind, track) {  // a track from now on, or none
    this.sent[kind] = track;
    this.places[kind]?.sender.replaceTrack(track).catch(() => {});  // it was closed meanwhile
  }
  settle() {  // in the places that they offered
    for (const place of this.pc.getTransceivers()) {
      const { kind } = place.receiver.track;
      if (this.places[kind]) continue;
      place.direction = "sendrecv";
      place.sender.setStreams(this.own);
      this.place(kind, place);
    }
  }

  async offer() {
    const pc = this.pc;
    if (this.polite && !pc.remoteDescription) return;
    try {
      this.making = true;
      await pc.setLocalDescription();
      if (pc === this.pc) this.describe();
    } catch (problem) {
      if (pc.signalingState !== "closed") throw problem;
    } finally {
      this.making = false;
    }
  }
  describe() {
    const { type, sdp } = this.pc.localDescription;
    this.say({ description: { type, sdp } });
    this.wait();
  }

  async hear({ description, candidates, again }) {
    if (again) return this.polite || this.waiting || this.begin();  // who waits will do it without being asked
    if (description?.type === "offer") this.know(session(description));
    const pc = this.pc;
    try {
      if (candidates) return await this.try(candidates);
      if (description.type === "answer" && pc.signalingState !== "have-local-offer") return;  // said twice
      const ready = !this.making && (pc.signalingState === "stable" || this.answering);
      this.ignoring = !this.polite && description.type === "offer" && !ready;
      if (this.ignoring) return;
      this.answering = description.type === "answer";
      await pc.setRemoteDescription(description);
      this.answering = false;
      if (description.type === "offer") {
        this.settle();
        await pc.setLocalDescription();
        if (pc === this.pc) this.describe();
      }
    } catch (problem) {
      this.answering = false;
      if (!this.ignoring && pc.signalingState !== "closed") throw problem;
    }
  }

  know(theirs) {
    if (this.polite && this.theirs && this.theirs !== theirs) this.begin();  // they have begun again
    this.theirs = theirs;
  }

  async try(candidates) {
    for (const one of candidates)
      await this.pc.addIceCandidate(one).catch((problem) => {
        if (!this.ignoring && problem.name !== "OperationError") throw problem;  // one of an offer that was taken back
      });
  }

  again() {  // the line was cut: what was said meanwhile is lost, so it is said again
    if (this.pc.signalingState === "have-local-offer") this.describe();
    else if (["failed", "disconnected"].includes(this.pc.iceConnectionState)) this.search();
  }
  search() {  // for another way
    if (!this.polite) this.pc.restartIce();
  }

  find(candidate) {  // several at once: they come in bursts
    if (!candidate || !candidate.candidate) return;
    const { sdpMid = null, sdpMLineIndex = null, usernameFragment = null } = candidate;
    this.found.push({ candidate: candidate.candidate, sdpMid, sdpMLineIndex, usernameFragment });
    this.gathering ||= setTimeout(() => {
      this.gathering = 0;
      const sdp = this.pc.localDescription?.sdp || "";
      const found = this.found.splice(0).filter((one) => !one.usernameFragment || sdp.includes("ice-ufrag:" + one.usernameFragment));
      while (found.length) this.say({ candidates: found.splice(0, 20) });
    }, 40);
  }

  see(state) {
    clearTimeout(this.late);
    if (state === "connected" || state === "completed") {
      clearTimeout(this.waiting);
      this.waiting = 0;
      this.blocked = false;
      this.is("on");
    } else if (state === "disconnected") {  // often passes by itself
      this.is("weak");
      this.late = setTimeout(() => this.search(), 3000);
      this.wait();
    } else if (state === "failed") {
      this.is("weak");
      this.search();
      this.wait();
    } else if (state === "checking") {
      if (!this.blocked) this.is("joining");
      this.wait();
    }
  }
  wait() {  // no way found in time: said in words, and tried again now and then
    if (this.waiting || ["connected", "completed"].includes(this.pc.iceConnectionState)) return;
    this.waiting = setTimeout(() => {
      this.waiting = 0;
      this.blocked = true;
      this.is("blocked");
      this.polite ? this.say({ again: true }) : this.begin();
      this.wait();
    }, this.patience);
  }

  spare() {
    const sender = this.places.video?.sender;
    if (!sender || this.pc.signalingState !== "stable") return;
    const how = sender.getParameters();
    if (!how.encodings?.length || how.encodings[0].maxBitrate === CAMERA) return;
    how.encodings[0].maxBitrate = CAMERA;
    sender.setParameters(how).catch(() => {});
  }

  close() {
    clearTimeout(this.waiting);
    this.end();
  }
  end() {
    for (const timer of [this.late, this.gathering]) clearTimeout(timer);
    this.gathering = 0;
    this.pc.onnegotiationneeded = this.pc.onicecandidate = this.pc.oniceconnectionstatechange = this.pc.ontrack = null;
    this.pc.close();
  }
}

const session = ({ sdp }) => sdp.match(/^o=\S+ (\S+)/m)?.[1] || "";  // the same for as long as a connection lasts (RFC 9429)
