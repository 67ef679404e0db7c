// Who is in, as one sees it: a line for each with what they do in words, a picture where a camera is on, a ring around who speaks.
import { face, fill, first, one } from "./names.js";

export class Seats {
  constructor(strip, words) {
    [this.list, this.tiles] = [one("[data-seats]", strip), one("[data-tiles]", strip)];
    [this.pieces, this.say] = [words.content, words.dataset];
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
  }

  open() {
    this.list.hidden = false;
  }
  close() {
    for (const part of [this.list, this.tiles]) {
      part.replaceChildren();
      part.hidden = true;
    }
  }

  show(seats) {  // each with `mine`, `state` of the way to them and the `track` of their camera
    for (const line of [...this.list.children]) if (!seats.some((seat) => seat.peer === line.dataset.peer)) line.remove();
    seats.forEach((seat, place) => {
      const line = one(`[data-peer="${seat.peer}"]`, this.list) || this.sit(seat);
      if (this.list.children[place] !== line) this.list.insertBefore(line, this.list.children[place] || null);
      line.toggleAttribute("data-hand", seat.hand);
      one("[data-words]", line).textContent = this.words(seat);
      this.picture(seat);
    });
    this.tiles.hidden = !this.tiles.childElementCount;
  }
  words(seat) {
    const said = this.say;
    return [seat.mine && said.you, seat.hand && said.hand, seat.muted ? said.muted : said.open, seat.camera && said.camera,
      { joining: said.joining, weak: said.weak, blocked: said.stuck }[seat.state]].filter(Boolean).join(" · ");
  }
  sit(seat) {
    const line = one("li", this.pieces).cloneNode(true), swatch = face(seat.name);
    line.dataset.peer = seat.peer;
    one(".them", line).textContent = seat.name;
    swatch ? one(".face", line).append(swatch) : (one(".face", line).textContent = seat.name[0]);
    return line;
  }
  picture({ peer, name, camera, track, mine }) {
    let tile = one(`[data-peer="${peer}"]`, this.tiles);
    if (!camera || !track) return tile?.remove();
    if (!tile) {
      tile = one("figure", this.pieces).cloneNode(true);
      tile.dataset.peer = peer;
      tile.classList.toggle("mirror", mine);
      one("figcaption", tile).textContent = mine ? this.say.you : first(name);
      one("video", tile).setAttribute("aria-label", fill(this.say.picture, name));
      one("video", tile).muted = true;
      this.tiles.append(tile);
    }
    const film = one("video", tile);
    if (film.srcObject?.getTracks()[0] === track) return;
    film.srcObject = new MediaStream([track]);
    film.play().catch(() => {});
  }
  forget(peer) {
    one(`[data-peer="${peer}"]`, this.tiles)?.remove();
  }

  ring(peer, level) {
    for (const place of [this.list, this.tiles]) {
      const part = one(`[data-peer="${peer}"]`, place);
      if (!part) continue;
      part.toggleAttribute("data-speaks", level > 0);
      if (!this.still.matches) part.style.setProperty("--level", level.toFixed(2));
    }
    const words = one(`[data-peer="${peer}"] [data-loud]`, this.list), said = level > 0 ? this.say.speaks : "";
    if (words && words.textContent !== said) words.textContent = said;
  }
}
