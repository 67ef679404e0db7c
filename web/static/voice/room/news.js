// For who does not see it: who came, who went, who raises a hand; several in one sentence.
import { both, fill, first } from "./names.js";

export class News {
  constructor(line, say) {
    Object.assign(this, { line, say, known: null, words: [] });
  }

  begin() {
    this.known = null;
  }
  report(seats) {  // of the others
    const others = new Map(seats.map((seat) => [seat.peer, seat]));
    const before = this.known || others, names = (some) => both(some.map((seat) => first(seat.name)));
    const came = [...others.values()].filter((seat) => !before.has(seat.peer)), went = [...before.values()].filter((seat) => !others.has(seat.peer));
    const raised = [...others.values()].filter((seat) => seat.hand && before.get(seat.peer) && !before.get(seat.peer).hand);
    if (!this.known) this.words = [others.size ? fill(this.say.with, names([...others.values()])) : this.say.alone];
    this.known = others;
    for (const [some, words] of [[came, this.say.came], [went, this.say.went], [raised, this.say.raised]])
      if (some.length) this.words.push(fill(words, names(some)));
    clearTimeout(this.soon);
    this.soon = setTimeout(() => {
      if (this.words.length) this.line.textContent = this.words.join(" ");
      this.words = [];
    }, 600);
  }
}
