// The search field appears only where it works.
const field = document.getElementById("find");
const items = [...document.querySelectorAll(".item")].map((node) => [node, `${node.id} ${node.textContent}`.toLowerCase()]);
field.closest("li").hidden = false;
field.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const [node, text] of items) {
    node.hidden = !words.every((word) => text.includes(word));
    count += node.hidden ? 0 : 1;
  }
  document.getElementById("found").textContent = words.length ? `${count} found` : "";
});
// A link leads somewhere even while something else is looked for.
addEventListener("hashchange", () => {
  field.value = "";
  field.dispatchEvent(new Event("input"));
  reveal();
});
