// Finding a value of a facet while its name is typed: the server looks through all of them.

const WAIT = 150, MOST = 20;

async function found(form) {
  const asked = new URLSearchParams(new FormData(form));
  asked.set("facet_size", MOST);
  const response = await fetch(`${form.action}?${asked}`);
  if (!response.ok) throw new Error(response.statusText);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

export function findInFacets(say) {
  const forms = document.querySelector(".results #filters");
  if (!forms) return;
  const listed = new WeakMap();
  let timer;

  async function find(form) {
    const facet = form.closest(".facet");
    const old = [...facet.querySelectorAll(":scope > .values, :scope > .more, :scope > .found-values")];
    if (!listed.has(facet)) listed.set(facet, old);
    const box = form.querySelector("[name=q]");
    if (!box.value.trim()) {
      old.forEach((each) => each.remove());
      form.after(...listed.get(facet));
      return;
    }
    const page = await found(form);
    if (!form.isConnected || !box.value.trim()) return;
    const rows = page.querySelector(".found-values");
    facet.querySelectorAll(":scope > .values, :scope > .more, :scope > .found-values").forEach((each) => each.remove());
    form.after(rows);
    say(rows.querySelector(".found").textContent);
  }

  forms.addEventListener("input", ({ target }) => {
    const form = target.closest("form.find");
    if (!form) return;
    clearTimeout(timer);
    timer = setTimeout(() => find(form).catch(() => form.requestSubmit()), WAIT);
  });
}
