// A field that was changed by hand is never overwritten by a guess that comes later.
document.addEventListener("input", (event) => {
  const guessed = event.target.closest?.("[data-guessed]");
  if (guessed) event.target.setAttribute("hx-morph-skip", "");
});
