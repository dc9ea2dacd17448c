// Everything works without these files; they only save steps.

import { isTyping } from "./dom.js";
import { narrowInPlace } from "./filters.js";
import { stepThroughMatches } from "./matches.js";
import { suggest } from "./suggest.js";
import { waitForIndex } from "./waiting.js";

const form = document.getElementById("search-form");
const box = document.getElementById("q");

document.documentElement.classList.add("scripted");
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || isTyping(event)) return;
  event.preventDefault();
  box.select();
});
suggest(form, box);
narrowInPlace(form, box);
stepThroughMatches();
waitForIndex();
