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
