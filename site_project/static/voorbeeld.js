// Only in a preview: shows the page as on a dark screen or on paper. The rules of site.css stay the only ones: those
// for the other medium are switched on here.
const TOEPASSEN = {
  donker: { "(prefers-color-scheme: dark)": "all" },
  afdruk: { "(prefers-color-scheme: dark)": "not all", print: "all" },
};

function apply(rules, media) {
  for (const rule of rules) {
    const nieuw = rule.media && media[rule.media.mediaText];
    if (nieuw) rule.media.mediaText = nieuw;
    if (rule.cssRules) apply(rule.cssRules, media);
  }
}

const wijze = document.currentScript.dataset.voorbeeld;
document.documentElement.style.colorScheme = wijze === "donker" ? "dark" : "light";
// The width of a sheet of A4.
if (wijze === "afdruk") document.documentElement.style.inlineSize = "794px";
for (const sheet of document.styleSheets) {
  if (sheet.href?.startsWith(location.origin)) apply(sheet.cssRules, TOEPASSEN[wijze]);
}
