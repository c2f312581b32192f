// The checks of home/schrijven/controles.py that no part of axe can do: words that may not stand in a text or an attribute.
function hasNoSuchWords(element, { patroon, hoofdletters, attribuut }) {
  const tekst = attribuut ? element.getAttribute(attribuut) : element.textContent;
  return !new RegExp(patroon, hoofdletters ? "" : "i").test(tekst);
}

const userbar = document.querySelector("wagtail-userbar");
for (const naam of ["beschrijving-zegt-niets", "link-zegt-niets", "hoofdletters"]) {
  userbar?.registerCheck(`${naam}-check`, hasNoSuchWords);
}
