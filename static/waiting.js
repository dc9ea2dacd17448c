// The page that says how far the index is asks again, for as long as somebody is indexing.

const PAUSE = 3000;

export function waitForIndex() {
  const place = document.querySelector("[data-waiting]");
  if (!place) return;
  const look = async () => {
    let told;
    try {
      told = await fetch(place.dataset.waiting, { cache: "no-store" });
    } catch {
      setTimeout(look, PAUSE);
      return;
    }
    if (told.ok) {
      location.reload();
      return;
    }
    const { reason, indexing } = await told.json();
    place.textContent = reason;
    if (indexing) setTimeout(look, PAUSE);
  };
  setTimeout(look, PAUSE);
}
