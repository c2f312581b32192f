// Everything works without this file. It adds one comfort: a film starts in the page.
for (const vlak of document.querySelectorAll("[data-speler]")) {
  vlak.querySelector("a").addEventListener("click", (event) => {
    event.preventDefault();
    const speler = document.createElement("iframe");
    speler.src = vlak.dataset.speler;
    speler.title = vlak.dataset.titel;
    speler.allow = "autoplay; fullscreen; picture-in-picture";
    // The service refuses to play without knowing which site asks; it learns the site, not the page.
    speler.referrerPolicy = "strict-origin";
    vlak.replaceChildren(speler);
    speler.focus();
  });
}
