// A button beside each citation that copies it; without one, a click selects it whole.

import { make } from "./dom.js";

export function offerCopies(say) {
  if (!navigator.clipboard) return;
  for (const term of document.querySelectorAll(".references dt")) {
    const told = term.closest("dl").dataset;
    const button = make("button", { type: "button", textContent: told.copy }, { "aria-describedby": term.id });
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(term.nextElementSibling.textContent);
      button.textContent = told.copied;
      say(told.copied);
    });
    term.append(button);
  }
}
