// Everything works without this file. It adds three comforts: a film starts in the page, a long
// answer tells how much room is left, and a list of mistakes is where one begins.
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

for (const teller of document.querySelectorAll("[data-tekens]")) {
  const veld = document.getElementById(teller.dataset.bij);
  const voorgelezen = Object.assign(document.createElement("p"), { className: "alleen-voorlezen" });
  voorgelezen.setAttribute("role", "status");
  teller.after(voorgelezen);
  let wacht;
  const tel = () => {
    const over = teller.dataset.tekens - [...veld.value].length;
    teller.textContent = over >= 0 ? `U kunt nog ${over} tekens gebruiken.` : `Dit zijn ${-over} tekens te veel.`;
    clearTimeout(wacht);
    // Read out when the typing pauses, not at each letter.
    wacht = setTimeout(() => (voorgelezen.textContent = teller.textContent), 1000);
  };
  veld.addEventListener("input", tel);
  if (veld.value) tel();
}

document.querySelector("[data-focus]")?.focus();
