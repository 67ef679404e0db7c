// One other who speaks: a connection that both sides may change at any moment.
// Perfect negotiation: where two offers cross, the polite side takes its own back (W3C WebRTC 1.0, section 10.7).
// The first offer never crosses: the impolite side makes it. A Chromium that takes its first one back may find no way.
const CAMERA = 300000;  // bits a second, of which a mesh sends one copy to each

export class Peer {
  // `say` sends a signal to them; `hears(track)` and `is(state)` tell: "", "joining", "on", "weak", "blocked"
  constructor({ polite, rtc, patience, say, hears, is }) {
    Object.assign(this, { polite, patience, say, is, making: false, ignoring: false, answering: false, found: [], senders: {} });
    const pc = this.pc = new RTCPeerConnection({ ...rtc, bundlePolicy: "max-bundle" });
    pc.onnegotiationneeded = () => this.offer();
    pc.onicecandidate = ({ candidate }) => this.find(candidate);
    pc.oniceconnectionstatechange = () => this.see(pc.iceConnectionState);
    pc.onsignalingstatechange = () => this.spare();
    pc.ontrack = ({ track }) => hears(track);
    if (!polite) pc.addTransceiver("audio", { direction: "recvonly" });  // a track takes this place, if there is one
    else this.wait();
  }

  send(kind, track, stream) {  // a track from now on, or none; a place once made is kept, or descriptions would grow
    if (this.senders[kind]) this.senders[kind].replaceTrack(track);
    else if (track) this.senders[kind] = this.pc.addTrack(track, stream);
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
    else if (["failed", "disconnected"].includes(this.pc.iceConnectionState)) this.pc.restartIce();
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
      this.late = setTimeout(() => this.pc.restartIce(), 3000);
      this.wait();
    } else if (state === "failed") {
      this.is("weak");
      this.pc.restartIce();
      this.wait();
    } else if (state === "checking" && !this.blocked) this.is("joining");
  }
  wait() {  // no way found in time: said in words, and tried again now and then
    if (this.waiting || ["connected", "completed"].includes(this.pc.iceConnectionState)) return;
    this.waiting = setTimeout(() => {
      this.waiting = 0;
      this.blocked = true;
      this.is("blocked");
      this.pc.restartIce();
      this.wait();
    }, this.patience);
  }

  spare() {
    const sender = this.senders.video;
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
