// Narrowing a search in place: results are fetched and exchanged, the focus stays where it was.

import { make } from "./dom.js";

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function address(form, button) {
  const given = [...new FormData(form, button)].filter(([, value]) => value.trim());
  return `${form.action}?${new URLSearchParams(given)}`;
}

function exchange(page) {
  const opened = [...document.querySelectorAll("main details[open][id]")].map((each) => each.id);
  for (const selector of ["main", "#kept"]) {
    document.querySelector(selector).replaceChildren(...page.querySelector(selector).childNodes);
  }
  document.title = page.title;
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
}

function addFinder(details) {
  if (!details.open || details.querySelector("input[type=search]")) return;
  const finder = make("input", { type: "search", placeholder: "Find in this list" }, { "aria-label": "Find in this list" });
  finder.addEventListener("input", () => {
    for (const item of details.querySelectorAll("li")) {
      item.hidden = !fold(item.querySelector(".value, s").textContent).includes(fold(finder.value));
    }
  });
  details.querySelector("summary").after(finder);
}

export function narrowInPlace(form, box) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(address(form, event.submitter));
  });
  if (!document.body.classList.contains("results")) return;
  const voice = make("p", { className: "unseen" }, { role: "status" });
  document.body.append(voice);
  let shown = location.pathname + location.search;
  let pending = new AbortController();

  async function show(url, isNew) {
    pending.abort();
    const { signal } = (pending = new AbortController());
    const focused = document.activeElement;
    document.body.classList.add("busy");
    try {
      const response = await fetch(url, { signal });
      if (!response.ok) throw new Error(response.statusText);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const before = focused.getBoundingClientRect().top;
      exchange(page);
      if (isNew) history.pushState(null, "", url);
      else box.value = page.getElementById("q").value;
      shown = location.pathname + location.search;
      const same = document.getElementById(focused.id);
      same?.focus({ preventScroll: true });
      if (same) scrollBy({ top: same.getBoundingClientRect().top - before, behavior: "instant" });
      voice.textContent = document.getElementById("found").textContent;
    } catch {
      if (!signal.aborted) location.assign(url);
    } finally {
      if (!signal.aborted) document.body.classList.remove("busy");
    }
  }

  document.addEventListener("change", ({ target }) => {
    if (target.form === form && target !== box && target.reportValidity()) show(address(form), true);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#filters li a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    link.closest("li").querySelector("[id]").focus();
    show(link.href, true);
  });
  document.addEventListener("toggle", ({ target }) => target.matches(".more") && addFinder(target), true);
  addEventListener("popstate", () => {
    if (location.pathname + location.search !== shown) show(location.href, false);
  });
}
