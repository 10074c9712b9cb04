// Suggestions below a search field, as a combobox with a list (ARIA 1.2). The field works without.

const WAIT = 150; // milliseconds after the last key

export function suggestions(box) {
  const input = box.querySelector("input");
  const list = document.createElement("div");
  let options = [];
  let active = -1;
  let timer;
  let request;

  list.className = "sn-suggest";
  list.id = `${input.id}-suggestions`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.suggestLabel);
  box.append(list);
  const combobox = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" };
  for (const [name, value] of Object.entries(combobox)) input.setAttribute(name, value);

  const close = () => {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const mark = (index) => {
    active = index;
    options.forEach((option, at) => option.element.setAttribute("aria-selected", String(at === active)));
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[active].element.id);
    options[active].element.scrollIntoView({ block: "nearest" });
  };

  const choose = (option) => {
    close();
    if (option.url) return location.assign(option.url);
    input.value = option.text;
    input.form.requestSubmit();
  };

  const draw = (found) => {
    list.replaceChildren();
    options = [];
    let number = 0;
    for (const [label, items] of grouped(found)) {
      const part = make("div", { role: "group" });
      if (label) {
        const heading = make("div", { class: "label", id: `${list.id}-group-${number}` }, label);
        part.setAttribute("aria-labelledby", heading.id);
        part.append(heading);
      }
      for (const item of items) {
        const element = make("div", { role: "option", id: `${list.id}-${number++}`, "aria-selected": "false" });
        element.append(emphasised(item.text, input.value));
        if (item.note) element.append(make("span", { class: "sn-meta" }, item.note));
        const option = { ...item, element };
        // The field keeps the focus: a press must not take it away before the click.
        element.addEventListener("mousedown", (event) => event.preventDefault());
        element.addEventListener("click", () => choose(option));
        options.push(option);
        part.append(element);
      }
      list.append(part);
    }
    active = -1;
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  };

  const ask = async () => {
    request?.abort();
    request = new AbortController();
    const url = new URL(box.dataset.suggest, location.href);
    url.searchParams.set("q", input.value.trim());
    try {
      const response = await fetch(url, { signal: request.signal });
      if (!response.ok) return close();
      const answer = await response.json();
      if (document.activeElement === input) draw(answer.suggestions ?? answer);
    } catch (error) {
      // Suggestions are a help: without them the field still searches.
      if (error.name !== "AbortError") close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < 2) return close();
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      return close();
    }
    if (list.hidden || !options.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      // One place beyond each end is the field itself.
      const places = options.length + 1;
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(((active + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(options[active]);
    }
  });
}

function make(name, attributes, text = "") {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(text);
  return element;
}

function grouped(items) {
  const groups = new Map();
  for (const item of items) {
    const label = item.type_label ?? "";
    groups.set(label, [...(groups.get(label) ?? []), item]);
  }
  return groups;
}

// The letters that were typed, bold inside the suggestion; as text, never as HTML.
function emphasised(text, typed) {
  const span = document.createElement("span");
  const start = text.toLowerCase().indexOf(typed.trim().toLowerCase());
  if (start < 0 || !typed.trim()) {
    span.append(text);
    return span;
  }
  const end = start + typed.trim().length;
  span.append(text.slice(0, start), make("b", {}, text.slice(start, end)), text.slice(end));
  return span;
}
