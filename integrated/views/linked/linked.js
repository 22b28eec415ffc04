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
  box.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const chosen = event.target.closest("[data-go]");
    if (!chosen || !box.contains(chosen)) return;
    event.preventDefault();
    setTriggerValue("go", chosen.dataset.go);
  };
}
