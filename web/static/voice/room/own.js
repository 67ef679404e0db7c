// One's own microphone and camera, lent by the browser or not, and what one says of oneself: `mine` {hand, muted, camera}.
const MICROPHONE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const PICTURE = { width: { ideal: 480 }, height: { ideal: 360 }, frameRate: { ideal: 15, max: 24 } };

export class Own {
  // `inside()`: whether one is still in; `sends(kind, track)`, `tells(words)` and `changed()` are for the room
  constructor({ say, inside, sends, tells, changed }) {
    Object.assign(this, { say, inside, sends, tells, changed, stream: new MediaStream() });
  }

  async begin({ listens, muted }) {
    this.mine = { hand: false, muted, camera: false };
    if (!listens) await this.microphone();
  }
  end() {
    for (const track of [this.audio, this.video]) track?.stop();
    this.audio = this.video = null;
  }

  async ask(what) {
    try {
      const found = await navigator.mediaDevices.getUserMedia(what);
      return found.getTracks()[0];
    } catch (problem) {
      const kind = what.audio ? "mic" : "camera";
      const why = { NotAllowedError: "Refused", NotFoundError: "Missing", OverconstrainedError: "Missing" };
      this.tells(this.say[kind + (navigator.mediaDevices ? why[problem.name] || "Taken" : "Insecure")]);
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
      this.sends("audio", null);
      this.tells(this.say.micTaken);
      this.changed();
    };
  }
  async speak() {
    if (!this.audio) return this.start();
    this.mine.muted = !this.mine.muted;
    this.audio.enabled = !this.mine.muted;
    this.changed();
  }
  async start() {  // one came to listen
    this.mine.muted = false;
    await this.microphone();
    if (!this.inside()) return this.audio?.stop();
    if (this.audio) {
      this.tells("");
      this.sends("audio", this.audio);
    }
    this.changed();
  }

  async film() {
    if (this.mine.camera) return this.dark("");
    const track = await this.ask({ video: PICTURE });
    if (!track) return;
    if (!this.inside()) return track.stop();
    this.video = track;
    track.onended = () => this.video === track && this.dark(this.say.cameraTaken);
    this.mine.camera = true;
    this.sends("video", track);
    this.tells("");
    this.changed();
  }
  dark(words) {
    const track = this.video;
    [this.video, this.mine.camera] = [null, false];
    track?.stop();
    this.sends("video", null);
    this.tells(words);
    this.changed();
  }

  raise() {
    this.mine.hand = !this.mine.hand;
    this.changed();
  }
}
