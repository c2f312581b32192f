// How easy the text in the editor is to read, while somebody types. It asks nothing of any server.
// `measure` does what home/schrijven/lezen.py does, with the patterns of that file; a test holds the two together.

export function measure(alineas, { regels, woorden }) {
  const zinnen = alineas.flatMap(({ tekst, veld }) => splitSentences(tekst, regels).map((zin) => ({ ...zin, veld })));
  const alle = zinnen.flatMap((zin) => zin.woorden);
  const moeilijk = new Map(zinnen.flatMap((zin) => findDifficult(zin.woorden, woorden, regels)));
  return {
    woorden: alle.length,
    cijfer: getFigure(alle, zinnen.length, regels),
    langeZinnen: zinnen
      .filter((zin) => zin.woorden.length > regels.langeZin)
      .sort((een, twee) => twee.woorden.length - een.woorden.length),
    moeilijk,
    lijdend: zinnen.filter((zin) => isPassive(zin.tekst, regels)),
  };
}

function getFigure(woorden, aantalZinnen, regels) {
  if (woorden.length < regels.genoegWoorden) return null;
  const lettergrepen = woorden.reduce((som, woord) => som + countSyllables(woord, regels), 0);
  const perHonderd = (100 * lettergrepen) / woorden.length;
  const perZin = woorden.length / aantalZinnen;
  return Math.min(100, Math.max(0, Math.floor(195 - 2 * perZin - (2 * perHonderd) / 3 + 0.5)));
}

function countSyllables(woord, regels) {
  return Math.max(1, (woord.toLowerCase().match(new RegExp(regels.klank, "g")) ?? []).length);
}

function findWords(tekst, regels) {
  return tekst.match(new RegExp(regels.woord, "g")) ?? [];
}

function splitSentences(alinea, regels) {
  const afkorting = new RegExp(regels.afkorting, "i");
  const stukken = [];
  for (const stuk of alinea.trim().split(new RegExp(regels.zinseinde))) {
    if (stukken.length && afkorting.test(stukken.at(-1))) stukken.push(`${stukken.pop()} ${stuk}`);
    else stukken.push(stuk);
  }
  return stukken
    .map((tekst) => ({ tekst, woorden: findWords(tekst, regels) }))
    .filter((zin) => zin.woorden.length);
}

function findDifficult(woorden, woordenboek, regels) {
  const kleine = woorden.map((woord) => woord.toLowerCase());
  const gevonden = [];
  for (let plek = 0; plek < kleine.length; plek += 1) {
    for (let lengte = Math.min(regels.langsteUitdrukking, kleine.length - plek); lengte > 0; lengte -= 1) {
      const uitdrukking = kleine.slice(plek, plek + lengte).join(" ");
      if (Object.hasOwn(woordenboek, uitdrukking)) {
        gevonden.push([uitdrukking, woordenboek[uitdrukking]]);
        plek += lengte - 1;
        break;
      }
    }
  }
  return gevonden;
}

function isPassive(zin, regels) {
  const deelwoord = new RegExp(regels.deelwoord);
  return zin
    .split(new RegExp(regels.zinsdeel))
    .map((deel) => findWords(deel.toLowerCase(), regels))
    .some(
      (woorden) =>
        woorden.some((woord) => regels.worden.includes(woord)) &&
        woorden.some(
          (woord, plek) =>
            deelwoord.test(woord) && !regels.geenDeelwoord.includes(woord) && (plek === 0 || woorden[plek - 1] !== "te"),
        ),
    );
}

// The editor of rich text keeps JSON in a field of its own: marked, or in a new block only hidden.
const isOpgemaakt = (veld) =>
  veld.matches("[data-draftail-input]") || (veld.type === "hidden" && veld.value.startsWith('{"blocks"'));

// The paragraphs that stand in the form now: those of rich text in the JSON of its editor, others in a text area.
function readForm(form, velden) {
  return velden
    .flatMap((naam) => [...form.querySelectorAll(`[name="${naam}"], [name^="${naam}-"]`)])
    .filter((veld) => (veld.matches("textarea") || isOpgemaakt(veld)) && !veld.closest("[aria-hidden='true']"))
    .flatMap((veld) => readField(veld).map((tekst) => ({ tekst, veld })));
}

function readField(veld) {
  if (!isOpgemaakt(veld)) return veld.value.split("\n");
  const blokken = JSON.parse(veld.value || "null")?.blocks ?? [];
  return blokken
    .filter((blok) => !/^(header|atomic)/.test(blok.type))
    .flatMap((blok) => blok.text.split("\n"));
}

function make(tag, tekst, kinderen = []) {
  const element = document.createElement(tag);
  element.append(tekst, ...kinderen);
  return element;
}

function showSentence(zin) {
  const knop = make("button", zin.tekst);
  knop.type = "button";
  knop.addEventListener("click", () => {
    const plek = zin.veld.closest("[data-field-input], [data-field]") ?? zin.veld;
    plek.scrollIntoView({ block: "center" });
    plek.querySelector("[contenteditable='true'], textarea")?.focus({ preventScroll: true });
  });
  return make("li", `${zin.woorden.length} woorden: `, [knop]);
}

function fill(vak, naam, regels) {
  const deel = vak.querySelector(`[data-deel="${naam}"]`);
  deel.hidden = !regels.length;
  deel.querySelector("ul").replaceChildren(...regels);
}

function say(vak, meting, regels) {
  const niveau = regels.niveaus.find(([grens]) => meting.cijfer >= grens)[1];
  const zin =
    meting.cijfer === null ? "Nog te weinig tekst voor een cijfer." : `Cijfer ${meting.cijfer}: ${niveau.toLowerCase()}.`;
  const uitslag = vak.querySelector("[data-uitslag]");
  // The same words again would be read aloud again.
  if (uitslag.textContent !== zin) uitslag.textContent = zin;
}

function watch(vak) {
  const gegevens = JSON.parse(document.getElementById("leesregels").textContent);
  const form = document.querySelector("[data-edit-form]");
  let wacht;
  const show = () => {
    const meting = measure(readForm(form, gegevens.velden), gegevens);
    say(vak, meting, gegevens.regels);
    fill(vak, "lang", meting.langeZinnen.map(showSentence));
    fill(vak, "moeilijk", [...meting.moeilijk].map(([woord, beter]) => make("li", `${woord}: liever `, [make("strong", beter)])));
    fill(vak, "lijdend", meting.lijdend.map(showSentence));
  };
  // A text editor keeps its text a moment after the key.
  const later = () => {
    clearTimeout(wacht);
    wacht = setTimeout(show, 700);
  };
  for (const soort of ["input", "keyup", "change", "click"]) form.addEventListener(soort, later);
  later();
}

// How many characters are left, beside every field that has a limit.
function count(veld) {
  const teller = make("p", "");
  teller.className = "teller help";
  const show = () => {
    teller.textContent = `Nog ${veld.maxLength - veld.value.length} van ${veld.maxLength} tekens`;
  };
  veld.addEventListener("input", show);
  veld.after(teller);
  show();
}

const vak = typeof document !== "undefined" && document.querySelector("[data-leesbaarheid]");
if (vak) {
  watch(vak);
  document.querySelectorAll("[data-edit-form] textarea[maxlength]").forEach(count);
}
