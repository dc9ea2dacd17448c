// Changing a search in place: the parts of the page are exchanged, and the focus stays where it was.

const PARTS = ["#kept", ".summary-bar", ".list", "#filters .panel", "#filters .sheet-foot", ".languages"];
const ADDRESSES = "link:is([rel=canonical], [rel=alternate], [rel=prev], [rel=next])";

function address(form, button) {
  const given = [...new FormData(form, button)].filter(([, value]) => value.trim());
  return `${form.action}?${new URLSearchParams(given)}`;
}

function exchange(page) {
  const opened = [...document.querySelectorAll("main details[open][id]")].map((each) => each.id);
  for (const part of PARTS) {
    document.querySelector(part)?.replaceChildren(...(page.querySelector(part)?.childNodes ?? []));
  }
  document.querySelectorAll(ADDRESSES).forEach((each) => each.remove());
  document.head.append(...page.querySelectorAll(ADDRESSES));
  document.title = page.title;
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
}

// What has the focus after an update: the same thing, else its neighbour in the same group, else the count.
function keep(before) {
  const found = document.getElementById("found");
  if (!before.ids.length) return;
  const same = document.getElementById(before.ids[0]);
  const group = before.ids.slice(1).map((id) => document.getElementById(id)).find(Boolean);
  const inside = [...(group?.querySelectorAll("a, input, button, summary") ?? [])];
  const target = same ?? inside.find((each) => each.checkVisibility() && each.type !== "hidden") ?? found;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  if (before.isPaging) scrollTo({ top: 0, behavior: "instant" });
  else if (same) {
    const sheet = target.closest(".as-sheet") ?? window;
    sheet.scrollBy({ top: same.getBoundingClientRect().top - before.top, behavior: "instant" });
  } else target.scrollIntoView({ block: "nearest", behavior: "instant" });
}

function place(element) {
  const isPaging = Boolean(element.closest?.(".pages"));
  const top = element.getBoundingClientRect().top;
  if (!element.closest?.("main")) return { ids: element.id ? [element.id] : [], top };
  if (isPaging) return { ids: ["found"], top, isPaging };
  const ids = [element.id];
  for (let each = element; (each = each.parentElement.closest("main [id]")); ) ids.push(each.id);
  return { ids, top };
}

export function searchInPlace(form, box, say) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(address(form, event.submitter));
  });
  if (!document.body.classList.contains("results")) return;
  let shown = location.pathname + location.search;
  let pending = new AbortController();

  async function show(url, isNew, from = document.activeElement, options = {}) {
    pending.abort();
    const { signal } = (pending = new AbortController());
    document.body.classList.add("busy");
    try {
      const response = await fetch(url, { ...options, signal });
      if (!response.ok) throw new Error(response.statusText);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const before = place(from);
      exchange(page);
      if (isNew) history.pushState(null, "", options.method ? response.url : url);
      if (document.activeElement !== box) box.value = page.getElementById("q").value;
      shown = location.pathname + location.search;
      keep(before);
      say(document.getElementById("found").textContent);
    } catch {
      if (!signal.aborted) location.assign(options.method ? location.href : url);
    } finally {
      if (!signal.aborted) document.body.classList.remove("busy");
    }
  }

  document.addEventListener("change", ({ target }) => {
    if (target.form === form && target !== box && target.reportValidity()) show(address(form), true, target);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("main a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href?.baseVal ?? link.href, location.href);
    if (url.origin + url.pathname !== form.action || url.hash) return;
    event.preventDefault();
    show(url.href, true, link.closest(".facet li")?.querySelector("[id]") ?? link);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(event.target, event.submitter));
    show(event.target.action, true, event.submitter, { method: "POST", body, cache: "reload" });
  });
  addEventListener("popstate", () => {
    if (location.pathname + location.search !== shown) show(location.href, false);
  });
}
