// The admin, for who uses no mouse.

// In a list of a rich text field Tab would nest the item, again and again: the focus could not leave
// and the text would change unasked. So Tab always goes on to the next field.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Tab" && event.target.closest?.(".public-DraftEditor-content")) event.stopPropagation();
  },
  { capture: true },
);

// What goes on with the search indices: asked again while something does and somebody looks.
const WORK_SECONDS = 3;

const showWork = async (part) => {
  const response = document.hidden ? null : await fetch(part.dataset.searchWork).catch(() => null);
  if (response?.ok) {
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = answer.querySelector("[data-search-work]");
    if (!fresh) return; // signed out meanwhile
    part.replaceChildren(...fresh.childNodes);
  }
  if (part.querySelector("progress")) setTimeout(showWork, WORK_SECONDS * 1000, part);
};

for (const part of document.querySelectorAll("[data-search-work]")) {
  if (part.querySelector("progress")) setTimeout(showWork, WORK_SECONDS * 1000, part);
}
