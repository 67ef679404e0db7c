// Who speaks, by how loud they are: `tells(name, level)`, from 0 to 1, eight times a second.
const SPEECH = 0.012, LINGERS = 500;  // of full scale; ms, so that a breath is no silence

export class Levels {
  constructor(tells) {
    this.tells = tells;
    this.heard = new Map();
    this.context = new AudioContext();
    this.timer = setInterval(() => this.look(), 120);
  }

  add(name, track) {
    this.remove(name);
    const source = this.context.createMediaStreamSource(new MediaStream([track])), analyser = this.context.createAnalyser();
    analyser.fftSize = 512;
    source.connect(analyser);
    this.heard.set(name, { source, analyser, wave: new Float32Array(analyser.fftSize), until: 0 });
    if (this.context.state === "suspended") this.context.resume().catch(() => {});
  }
  remove(name) {
    this.heard.get(name)?.source.disconnect();
    this.heard.delete(name);
  }

  look() {
    for (const [name, one] of this.heard) {
      one.analyser.getFloatTimeDomainData(one.wave);
      const loud = Math.sqrt(one.wave.reduce((sum, sample) => sum + sample * sample, 0) / one.wave.length);
      if (loud > SPEECH) one.until = performance.now() + LINGERS;
      this.tells(name, one.until > performance.now() ? Math.max(0.25, Math.min(1, loud * 6)) : 0);
    }
  }

  close() {
    clearInterval(this.timer);
    this.heard.clear();
    this.context.close();
  }
}
