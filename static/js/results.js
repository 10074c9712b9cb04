// A list with facets: a choice shows its results at once, without losing focus, scroll or address.

const parts = (root) => [...root.querySelectorAll("[data-part]")];

export function results(form) {
  let request;
  let shown = location.search;

  const show = async (url) => {
    request?.abort();
    request = new AbortController();
    const facets = form.querySelector('[data-part="facets"]');
    form.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(url, { signal: request.signal, headers: { Accept: "text/html" } });
      if (!response.ok) throw new Error(`${response.status}`);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const answer = page.querySelector("[data-results-form]");
      if (!answer) throw new Error("no results in the answer");
      const state = rememberFacets(facets);
      for (const part of parts(form)) {
        const fresh = answer.querySelector(`[data-part="${part.dataset.part}"]`);
        if (fresh) part.innerHTML = fresh.innerHTML;
      }
      restoreFacets(facets, state);
      document.title = page.title;
      if (url !== location.href) history.pushState({}, "", url);
      shown = location.search;
      form.removeAttribute("aria-busy");
    } catch (error) {
      // Somebody chose again before the answer came; otherwise the ordinary way always works.
      if (error.name !== "AbortError") location.assign(url);
    }
  };

  const usualOrder = (value) => form.querySelector("#sort option")?.value === value;

  const address = () => {
    const url = new URL(form.action, location.href);
    url.search = new URLSearchParams(
      // No text and the first order, which is the usual one, need no place in the address.
      [...new FormData(form)].filter(
        ([name, value]) => !(name === "q" && !value) && !(name === "sort" && usualOrder(value)),
      ),
    );
    return url.href;
  };

  form.addEventListener("change", (event) => {
    if (event.target.matches('input[type="checkbox"], select')) show(address());
  });
  form.addEventListener("input", (event) => {
    if (event.target.matches(".find")) find(event.target);
  });
  form.addEventListener("keydown", (event) => {
    // Enter in the field that narrows a list of values is no wish to search.
    if (event.key === "Enter" && event.target.matches(".find")) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(address());
  });
  addEventListener("popstate", () => {
    // A jump within the page (#inhoud) is no other search.
    if (location.search !== shown) location.reload();
  });

  for (const button of form.querySelectorAll("[data-needless]")) button.hidden = true;
  prepare(form);
}

function prepare(root) {
  for (const box of root.querySelectorAll("[data-find]")) box.hidden = false;
}

function find(field) {
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const wanted = plain(field.value.trim());
  for (const item of field.closest("fieldset").querySelectorAll("li")) {
    const kept = plain(item.textContent).includes(wanted) || item.querySelector(":checked");
    item.hidden = Boolean(wanted) && !kept;
  }
}

// What the visitor did to the facets that the server does not know of.
function rememberFacets(root) {
  const focus = document.activeElement;
  return {
    focus: focus?.name && root.contains(focus) ? [focus.name, focus.value] : null,
    filtersOpen: root.querySelector(".sn-filters")?.open,
    facets: new Map(
      [...root.querySelectorAll("[data-facet-name]")].map((facet) => [
        facet.dataset.facetName,
        {
          open: facet.open,
          scroll: facet.querySelector(".scroll")?.scrollTop,
          find: facet.querySelector(".find")?.value,
        },
      ]),
    ),
  };
}

function restoreFacets(root, state) {
  prepare(root);
  const filters = root.querySelector(".sn-filters");
  if (filters && state.filtersOpen !== undefined) filters.open = state.filtersOpen;
  for (const facet of root.querySelectorAll("[data-facet-name]")) {
    const known = state.facets.get(facet.dataset.facetName);
    if (!known) continue;
    facet.open = known.open;
    const field = facet.querySelector(".find");
    if (field && known.find) {
      field.value = known.find;
      find(field);
    }
    const scroll = facet.querySelector(".scroll");
    if (scroll) scroll.scrollTop = known.scroll ?? 0;
  }
  if (!state.focus) return;
  const [name, value] = state.focus;
  for (const input of root.querySelectorAll("input")) {
    if (input.name === name && input.value === value) input.focus({ preventScroll: true });
  }
}
