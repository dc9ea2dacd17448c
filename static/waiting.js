// The page that says how far the index is asks again, for as long as somebody is indexing.

const PAUSE = 3000;

export function waitForIndex() {
  const place = document.querySelector("[data-waiting]");
  if (!place) return;
  const look = async () => {
    let told;
    try {
      told = await fetch(location.href, { cache: "no-store" });
    } catch {
      setTimeout(look, PAUSE);
      return;
    }
    if (told.ok) {
      location.reload();
      return;
    }
    const page = new DOMParser().parseFromString(await told.text(), "text/html");
    const said = page.querySelector("[data-waiting]");
    place.textContent = (said ?? page.querySelector("main h1")).textContent;
    if (said) setTimeout(look, PAUSE);
  };
  setTimeout(look, PAUSE);
}
