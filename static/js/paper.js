// The preview "On paper": what the stylesheet says of paper, on a screen as wide as the paper is.

const WIDTH = 703; // what the margins leave of A4, in CSS pixels
const REM = 16;

// Say whether a media query holds on paper; what is not about width or medium is left as it is.
const holds = (query) => {
  if (query === "print") return true;
  if (query.includes("screen")) return false;
  const [, bound, rems] = query.match(/^\((min|max)-width: ([\d.]+)rem\)$/) ?? [];
  return bound && (bound === "min" ? WIDTH >= rems * REM : WIDTH <= rems * REM);
};

const setOnPaper = (rules) => {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) {
      const answer = holds(rule.media.mediaText);
      if (answer !== undefined) rule.media.mediaText = answer ? "all" : "not all";
    }
    setOnPaper(rule.cssRules ?? []);
  }
};

for (const sheet of document.styleSheets) setOnPaper(sheet.cssRules);
