// Draws escaped HTML and tells Python which [data-go] was chosen. A row with data-go works as one link.
const SHOWN = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let box = parentElement.querySelector(":scope > .integrated");
  if (!box) {
    box = document.createElement("div");
    box.className = "integrated";
    parentElement.appendChild(box);
  }
  if (SHOWN.get(box) !== data.html) {
    box.innerHTML = data.html;
    SHOWN.set(box, data.html);
  }
  // Arrow keys walk from row to row of a table; Enter follows the row's link, as anywhere.
  box.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = event.target.closest("tr[data-go]");
    if (!step || !row) return;
    const rows = [...box.querySelectorAll("tr[data-go]")];
    const next = rows[rows.indexOf(row) + step];
    if (next) {
      event.preventDefault();
      next.querySelector("a[data-go]")?.focus();
    }
  };
  box.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const chosen = event.target.closest("[data-go]");
    if (!chosen || !box.contains(chosen)) return;
    event.preventDefault();
    setTriggerValue("go", chosen.dataset.go);
  };
}
