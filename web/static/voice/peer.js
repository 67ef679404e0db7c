// One other who speaks: a connection with a place for the voice and one for the camera, made at once and kept, so that what one
// sends changes without a word between the two (W3C WebRTC 1.0, section 10.2).
// Perfect negotiation: where two offers cross, the polite side takes its own back (section 10.7). They seldom do: the first and
// those that look for another way are the impolite side's. A browser that took such a one back may be mute from then on.
const KINDS = ["audio", "video"];
const CAMERA = 300000;  // bits a second, of which a mesh sends one copy to each

export class Peer {
  // `own`: the stream of what goes to them; `say` sends a signal; `hears(track)` and `is(state)` tell: "joining", "on", "weak", "blocked"
  constructor({ polite, rtc, patience, own, say, hears, is }) {
    Object.assign(this, { polite, patience, own, say, is, making: false, ignoring: false, answering: false, found: [], places: {}, sent: {} });
    const pc = this.pc = new RTCPeerConnection({ ...rtc, bundlePolicy: "max-bundle" });
    pc.onnegotiationneeded = () => this.offer();
    pc.onicecandidate = ({ candidate }) => this.find(candidate);
    pc.oniceconnectionstatechange = () => this.see(pc.iceConnectionState);
    pc.onsignalingstatechange = () => this.spare();
    pc.ontrack = ({ track }) => hears(track);
    if (polite) this.wait();
    else for (const kind of KINDS) this.places[kind] = pc.addTransceiver(kind, { streams: [own] });
  }

  send(kind, track) {  // a track from now on, or none
    this.sent[kind] = track;
    this.places[kind]?.sender.replaceTrack(track).catch(() => {});  // it was closed meanwhile
  }
  settle() {  // in the places that they offered
    for (const place of this.pc.getTransceivers()) {
      const { kind } = place.receiver.track;
      if (this.places[kind]) continue;
      this.places[kind] = place;
      place.direction = "sendrecv";
      place.sender.setStreams(this.own);
      if (this.sent[kind]) this.send(kind, this.sent[kind]);
    }
  }

  async offer() {
    if (this.polite && !this.pc.remoteDescription) return;
    try {
      this.making = true;
      await this.pc.setLocalDescription();
      this.describe();
    } catch (problem) {
      if (this.pc.signalingState !== "closed") throw problem;
    } finally {
      this.making = false;
    }
  }
  describe() {
    const { type, sdp } = this.pc.localDescription;
    this.say({ description: { type, sdp } });
    this.wait();
  }

  async hear({ description, candidates }) {
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
        this.describe();
      }
    } catch (problem) {
      this.answering = false;
      if (!this.ignoring && pc.signalingState !== "closed") throw problem;
    }
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
      this.search();
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
    for (const timer of [this.late, this.waiting, this.gathering]) clearTimeout(timer);
    this.pc.onnegotiationneeded = this.pc.onicecandidate = this.pc.oniceconnectionstatechange = this.pc.ontrack = null;
    this.pc.close();
  }
}
