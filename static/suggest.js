// Completions under the search box: an ARIA combobox over /suggest.

import { make } from "./dom.js";

const WAIT = 120;

export function suggest(form, box) {
  const list = make("ul", { id: "options", className: "options", hidden: true }, { role: "listbox", "aria-label": box.dataset.options });
  const voice = make("p", { className: "unseen" }, { role: "status" });
  const roles = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": false };
  for (const [name, value] of Object.entries(roles)) box.setAttribute(name, value);
  box.after(list, voice);
  let timer, active = -1, asked = 0;

  function activate(place) {
    active = place;
    [...list.children].forEach((each, at) => each.setAttribute("aria-selected", at === place));
    box.setAttribute("aria-activedescendant", list.children[place]?.id ?? "");
    list.children[place]?.scrollIntoView({ block: "nearest" });
  }
  function show(options) {
    clearTimeout(timer);
    asked += 1;
    list.replaceChildren(...options);
    list.hidden = !options.length;
    box.setAttribute("aria-expanded", !list.hidden);
    voice.textContent = options.length ? box.dataset.told.replace("%s", options.length) : "";
    activate(-1);
  }
  const close = () => show([]);

  function choose({ dataset }) {
    close();
    location.assign(new URL(dataset.url, location.href));
  }
  function option(text, description, url, place) {
    const typed = box.value.trimStart();
    const isContinued = text.toLowerCase().startsWith(typed.toLowerCase());
    const words = make("span", { className: "text" });
    if (isContinued) words.append(text.slice(0, typed.length), make("b", { textContent: text.slice(typed.length) }));
    else words.append(text);
    const item = make("li", { id: `option-${place}` }, { role: "option", "data-url": url });
    item.append(words, " ", make("span", { className: "hint", textContent: description }));
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(item));
    return item;
  }
  function address() {
    const filters = [...new FormData(form)].filter(([name, value]) => name !== box.name && value.trim());
    return `${new URL("suggest", form.action)}?${new URLSearchParams([[box.name, box.value], ...filters])}`;
  }
  async function ask() {
    const number = (asked += 1);
    const response = await fetch(address());
    if (!response.ok) return;
    const [, texts, descriptions, urls] = await response.json();
    if (number !== asked || document.activeElement !== box) return;
    show(texts.map((text, at) => option(text, descriptions[at], urls[at], at)));
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    if (box.value.trim().length < 2) close();
    else timer = setTimeout(() => ask().catch(close), WAIT);
  });
  box.addEventListener("blur", close);
  form.addEventListener("submit", close);
  box.addEventListener("keydown", (event) => {
    const size = list.children.length;
    if (event.key === "Escape" && size) close();
    else if (event.key === "ArrowDown" && size) activate(active + 1 < size ? active + 1 : -1);
    else if (event.key === "ArrowUp" && size) activate(active < 0 ? size - 1 : active - 1);
    else if (event.key === "ArrowDown" && box.value.trim().length > 1) ask().catch(close);
    else if (event.key === "Enter" && active >= 0) choose(list.children[active]);
    else return;
    event.preventDefault();
  });
}
