// Brings a panel that was just opened into sight and puts the focus on its first field, once per opening.
const DONE = new WeakMap();
const FIELDS = 'input:not([disabled]), textarea, [role="slider"], [role="combobox"]';

export default function ({ data, parentElement }) {
  if (DONE.get(parentElement) === data.opening) return;
  DONE.set(parentElement, data.opening);
  const panel = document.querySelector(`.st-key-${data.panel}`);
  if (!panel) return;
  const bring = () => {
    panel.scrollIntoView({ block: "nearest" });
    const field = panel.querySelector(FIELDS);
    if (field) field.focus({ preventScroll: true });
  };
  const waiting = requestAnimationFrame(() => requestAnimationFrame(bring));
  return () => cancelAnimationFrame(waiting);
}
