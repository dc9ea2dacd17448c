// An element with properties and attributes.

export function make(tag, properties, attributes = {}) {
  const element = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// A line that screen readers speak when it changes, also if the words are the same as before.
export function makeVoice() {
  const line = make("p", { className: "unseen" }, { role: "status" });
  document.body.append(line);
  return (text) => {
    line.textContent = "";
    requestAnimationFrame(() => (line.textContent = text));
  };
}
