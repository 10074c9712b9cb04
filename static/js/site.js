// Small improvements on pages that also work without them; a part is only fetched where it is used.

const search = document.querySelector("[data-suggest]");
if (search) import("./suggestions.js").then(({ suggestions }) => suggestions(search));

const form = document.querySelector("[data-results-form]");
if (form) import("./results.js").then(({ results }) => results(form));

// The table of contents follows the reader.
const links = new Map(
  [...document.querySelectorAll(".sn-toc a")].map((link) => [link.hash.slice(1), link]),
);
if (links.size) {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        for (const link of links.values()) link.removeAttribute("aria-current");
        links.get(target.id).setAttribute("aria-current", "true");
      }
    },
    { rootMargin: "-15% 0px -75%" },
  );
  for (const id of links.keys()) {
    const section = document.getElementById(id);
    if (section) observer.observe(section);
  }
}

// Printing is what the browser's own menu does; a button saves looking for it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
