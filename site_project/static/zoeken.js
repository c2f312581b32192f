// Suggestions while somebody types, from a list of titles that is fetched once: no letter leaves the browser.
// Without this file the form works as it is. The pattern is that of an editable combobox with a list (ARIA).
const MEESTE = 7;
const vouw = (tekst) => tekst.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

async function haalTitels(adres) {
  const bewaard = sessionStorage.getItem(adres);
  if (bewaard) return JSON.parse(bewaard);
  const antwoord = await fetch(adres);
  const { titels } = antwoord.ok ? await antwoord.json() : { titels: [] };
  sessionStorage.setItem(adres, JSON.stringify(titels));
  return titels;
}

for (const rij of document.querySelectorAll("[data-titels]")) {
  const veld = rij.querySelector("input");
  const lijst = Object.assign(document.createElement("ul"), { id: `${veld.id}-lijst`, className: "zoekveld__lijst", hidden: true });
  const stand = Object.assign(document.createElement("p"), { className: "alleen-voorlezen" });
  let titels = [];
  let gekozen = -1;
  let wacht;
  lijst.setAttribute("role", "listbox");
  lijst.setAttribute("aria-label", "Suggesties");
  stand.setAttribute("role", "status");
  for (const [naam, waarde] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": lijst.id })) {
    veld.setAttribute(naam, waarde);
  }
  rij.append(lijst, stand);

  const sluit = () => {
    lijst.hidden = true;
    gekozen = -1;
    veld.setAttribute("aria-expanded", "false");
    veld.removeAttribute("aria-activedescendant");
  };
  const kies = (nummer) => {
    const keuzes = [...lijst.children];
    gekozen = (nummer + keuzes.length) % keuzes.length;
    keuzes.forEach((keuze, plaats) => keuze.setAttribute("aria-selected", plaats === gekozen));
    veld.setAttribute("aria-activedescendant", keuzes[gekozen].id);
    keuzes[gekozen].scrollIntoView({ block: "nearest" });
  };
  const zoek = (titel) => {
    veld.value = titel;
    sluit();
    veld.form.requestSubmit();
  };
  const toon = () => {
    const woorden = vouw(veld.value).split(/\s+/).filter(Boolean);
    const past = (titel) => woorden.every((woord) => vouw(titel).split(/[^\p{L}\p{N}]+/u).some((deel) => deel.startsWith(woord)));
    const gevonden = woorden.join("").length < 2 ? [] : titels.filter(past).slice(0, MEESTE);
    sluit();
    lijst.replaceChildren(...gevonden.map((titel, plaats) => {
      const keuze = Object.assign(document.createElement("li"), { id: `${lijst.id}-${plaats}`, textContent: titel });
      keuze.setAttribute("role", "option");
      keuze.setAttribute("aria-selected", "false");
      // Not on click: then the field has lost the focus, and the list is closed.
      keuze.addEventListener("pointerdown", (event) => { event.preventDefault(); zoek(titel); });
      return keuze;
    }));
    lijst.hidden = !gevonden.length;
    veld.setAttribute("aria-expanded", String(!lijst.hidden));
    stand.textContent = gevonden.length ? `${gevonden.length} ${gevonden.length === 1 ? "suggestie" : "suggesties"}. Kies met de pijltoetsen.` : "";
  };

  veld.addEventListener("focus", async () => { titels = await haalTitels(rij.dataset.titels).catch(() => []); }, { once: true });
  veld.addEventListener("input", () => { clearTimeout(wacht); wacht = setTimeout(toon, 200); });
  veld.addEventListener("blur", () => { clearTimeout(wacht); sluit(); });
  veld.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !lijst.hidden) { event.preventDefault(); sluit(); }
    if (lijst.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      kies(event.key === "ArrowDown" ? gekozen + 1 : gekozen < 0 ? -1 : gekozen - 1);
    }
    if (event.key === "Enter" && gekozen >= 0) { event.preventDefault(); zoek(lijst.children[gekozen].textContent); }
  });
}
