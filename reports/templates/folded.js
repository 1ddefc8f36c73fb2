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
