// Keys that act by themselves. Who types by voice, or hits keys by chance, can switch them off for good.

const NAME = "single-keys";

function areOff() {
  try {
    return localStorage.getItem(NAME) === "off";
  } catch {
    return false;
  }
}

function remember(isOn) {
  try {
    if (isOn) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, "off");
  } catch {
    // a browser that keeps nothing: the switch holds for this page
  }
}

let isOff = areOff();

function isTyping({ target, ctrlKey, metaKey, altKey }) {
  return ctrlKey || metaKey || altKey || target.closest?.("input:not([type=checkbox]), textarea, select");
}

export function onKey(key, act) {
  document.addEventListener("keydown", (event) => {
    if (isOff || event.key !== key || isTyping(event)) return;
    event.preventDefault();
    act();
  });
}

export const shortcut = (key) => (isOff ? {} : { "aria-keyshortcuts": key });

export function offerSwitch() {
  const tick = document.getElementById(NAME);
  if (!tick) return;
  tick.checked = !isOff;
  tick.addEventListener("change", () => {
    isOff = !tick.checked;
    remember(tick.checked);
  });
}
