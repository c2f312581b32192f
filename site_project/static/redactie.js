// In the editor: two people in one page, and a session that ends while somebody writes.
const formulier = document.querySelector("[data-edit-form]");

// A press on a button waits for what is saving by itself: passing each other they would make two versions, or two pages.
const GEDULD = 5000;
let bezig = false;
let vertrekt = false;
let gedrukt = null;

const gaVerder = () => {
  const knop = gedrukt;
  bezig = false;
  gedrukt = null;
  if (!knop) return;
  // What saved itself may have drawn the buttons anew.
  const zelfde = ({ type, name, value }) => type === "submit" && name === knop.name && value === knop.value;
  formulier.requestSubmit(knop.form === formulier ? knop : [...formulier.elements].find(zelfde));
};

document.addEventListener("w-autosave:save", (event) => {
  if (vertrekt) event.preventDefault();
  else bezig = !event.defaultPrevented;
});
formulier?.addEventListener(
  "submit",
  (event) => {
    if (!bezig) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    gedrukt = event.submitter;
    setTimeout(gaVerder, GEDULD);
  },
  { capture: true },
);
window.addEventListener("submit", (event) => {
  vertrekt = event.target === formulier && !event.defaultPrevented;
});
// After the other listeners, which put the newest version into the form.
for (const einde of ["success", "error"]) document.addEventListener(`w-autosave:${einde}`, () => setTimeout(gaVerder));

// What saves by itself moves the version that this form stands on. Saving by the button must know that too.
document.addEventListener("w-autosave:success", ({ detail }) => {
  for (const naam of ["revision_id", "revision_created_at"]) {
    let veld = formulier.elements.namedItem(`loaded_${naam}`);
    if (!veld) {
      veld = Object.assign(document.createElement("input"), { type: "hidden", name: `loaded_${naam}` });
      formulier.append(veld);
    }
    veld.value = detail.data[naam] ?? veld.value;
  }
});

// Wagtail only shows a small sign. Whoever writes on must read that nothing is being saved, and what to do.
document.addEventListener("w-autosave:error", ({ detail }) => {
  if (detail.type !== "invalid_revision" && detail.type !== "locked") return;
  const text =
    detail.type === "locked"
      ? detail.text
      : "Iemand heeft deze pagina intussen veranderd. Uw tekst wordt niet meer vanzelf opgeslagen. " +
        "Druk op ‘Bewaar concept’: u ziet dan de verschillen en u kiest zelf.";
  document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { clear: true, type: "warning", text } }));
});

// Wagtail warns that saving will overwrite. Here it does not: the server shows the comparison first.
document.addEventListener(
  "click",
  () => {
    const sessie = document.querySelector("[data-w-session-intercept-value='conflict']");
    if (sessie) sessie.dataset.wSessionInterceptValue = "";
  },
  { capture: true },
);
