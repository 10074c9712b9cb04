// The review of a press release: say that lines were moved, and keep that from being lost.

const form = document.querySelector("[data-press-review]");
const note = form.querySelector("[data-moved]");

form.addEventListener("change", () => {
  note.hidden = false;
});
form.addEventListener("submit", () => {
  note.hidden = true;
});
window.addEventListener("beforeunload", (event) => {
  if (!note.hidden) event.preventDefault();
});
