// From match to match in an article, with buttons and with n and p.

import { make } from "./dom.js";
import { onKey, shortcut } from "./keys.js";

export function stepThroughMatches() {
  const marks = [...document.querySelectorAll("mark[id^=match-]")];
  if (!marks.length) return;
  const counter = document.getElementById("match-count");
  const told = document.getElementById("matches").dataset;
  const words = counter.querySelector(".sought");
  const anchors = marks.map((mark) => mark.parentElement.closest("[id]").id);
  const isHere = (id) => location.hash === `#${encodeURIComponent(id)}`;
  const here = () => [marks.findIndex(({ id }) => isHere(id)), anchors.findIndex(isHere)].find((each) => each >= 0) ?? -1;
  let place = here();

  function tell() {
    const said = told.place.replace("%s", place + 1).replace("%s", marks.length);
    counter.replaceChildren(`${said} `, words);
    marks.forEach((mark, each) => mark.classList.toggle("current", each === place));
  }
  function step(by) {
    const from = place < 0 && by < 0 ? 0 : place;
    place = (from + by + marks.length) % marks.length;
    tell();
    marks[place].scrollIntoView({ block: "center" });
  }

  const steps = make("p", { className: "steps" });
  for (const [label, by, key] of [["previous", -1, "p"], ["next", 1, "n"]]) {
    const button = make("button", { type: "button", textContent: told[label], title: told[`${label}Match`] }, shortcut(key));
    button.addEventListener("click", () => step(by));
    onKey(key, () => step(by));
    steps.append(button);
  }
  document.querySelector("#matches .first").replaceWith(steps);
  if (place >= 0) tell();
  addEventListener("hashchange", () => {
    const found = here();
    if (found < 0) return;
    place = found;
    tell();
    marks[place].scrollIntoView({ block: "center" });
  });
}
