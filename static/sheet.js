// On a phone the filters are a sheet over the page: opened by its link, closed by Escape or its links.

const WIDE = matchMedia("(min-width: 56rem)");
const OTHERS = ".skip, .masthead, .summary-bar, .list, .colophon";

export function openSheet() {
  const sheet = document.getElementById("filters");
  if (!sheet) return;
  const isOpen = () => sheet.classList.contains("as-sheet");

  function turn(opens) {
    sheet.classList.toggle("as-sheet", opens);
    document.body.classList.toggle("under-sheet", opens);
    for (const [name, value] of Object.entries({ role: "dialog", "aria-modal": "true" })) {
      if (opens) sheet.setAttribute(name, value);
      else sheet.removeAttribute(name);
    }
    for (const each of document.querySelectorAll(OTHERS)) each.inert = opens;
  }
  function close(target) {
    turn(false);
    target?.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href="#filters"], .sheet-head .close, .shown a');
    if (!link || (WIDE.matches && !isOpen())) return;
    if (link.hash === "#filters") {
      event.preventDefault();
      turn(true);
      sheet.scrollTop = 0;
      sheet.focus();
    } else if (isOpen()) {
      event.preventDefault();
      const isShown = link.closest(".shown");
      close(document.getElementById(isShown ? "first" : "to-filters"));
      if (isShown) scrollTo({ top: 0, behavior: "instant" });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) close(document.getElementById("to-filters"));
  });
  WIDE.addEventListener("change", () => isOpen() && close());
}
