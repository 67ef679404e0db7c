// Names in words, and somebody's picture.
export const one = (what, where = document) => where.querySelector(what);
export const first = (name) => name.split(" ")[0];
export const fill = (text, names) => text.replace("{names}", names);
export const both = (names) => new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(names);

export function face(name) {  // their swatch, where it is on the page already
  const known = [...document.querySelectorAll(".who a, .msg header .them")].find((link) => link.firstChild?.textContent.trim() === name);
  return known?.closest(".who, .msg")?.querySelector("svg.av")?.cloneNode(true);
}
