// A button beside each citation that copies it; without one, a click selects it whole.

import { make } from "./dom.js";

export function offerCopies(say) {
  if (!navigator.clipboard) return;
  for (const term of document.querySelectorAll(".references dt")) {
    const button = make("button", { type: "button", textContent: "Copy" }, { "aria-describedby": term.id });
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(term.nextElementSibling.textContent);
      button.textContent = "Copied";
      say("Copied");
    });
    term.append(button);
  }
}
