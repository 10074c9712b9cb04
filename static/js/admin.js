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
