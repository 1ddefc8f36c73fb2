// Comfort only: everything on the page works without it.
"use strict";
const folded = () => document.querySelectorAll("details:not([open])");
let opened = [];
addEventListener("beforeprint", () => { opened = [...folded()]; opened.forEach((part) => { part.open = true; }); });
addEventListener("afterprint", () => { opened.forEach((part) => { part.open = false; }); });

// A link into a folded part opens it.
const reveal = () => {
  let part = location.hash && document.getElementById(location.hash.slice(1));
  const target = part;
  for (; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  if (target) target.scrollIntoView();
};
addEventListener("hashchange", reveal);
if (location.hash) reveal();

// The search field appears only where it works.
const field = document.getElementById("find");
if (field) {
  const cases = [...document.querySelectorAll("#cases .c")].map((node) => [node, node.textContent.toLowerCase()]);
  field.closest("p").hidden = false;
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const [node, text] of cases) {
      node.hidden = !words.every((word) => text.includes(word));
      count += node.hidden ? 0 : 1;
    }
    document.getElementById("found").textContent = words.length ? `${count} found` : "";
  });
}
