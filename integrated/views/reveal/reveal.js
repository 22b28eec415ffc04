// Brings a panel that was just opened into sight and puts the focus on its first field, once per opening.
// Fields are drawn late and may be drawn again, so it goes on trying until the focus has stayed for a moment.
const DONE = new WeakMap();
const FIELDS = 'input:not([disabled]):not([tabindex="-1"]), textarea, [role="slider"], [role="combobox"]';
const EVERY_MS = 50;
const TRIES = 60;
const STAYS = 6;

export default function ({ data, parentElement }) {
  if (DONE.get(parentElement) === data.opening) return;
  DONE.set(parentElement, data.opening);
  let tries = 0;
  let stayed = 0;
  const attempt = () => {
    const panel = document.querySelector(`.st-key-${data.panel}`);
    const field = panel && panel.querySelector(FIELDS);
    tries += 1;
    if (field && panel.contains(document.activeElement)) {
      stayed += 1;
    } else if (field && (document.activeElement === document.body || !stayed)) {
      panel.scrollIntoView({ block: "nearest" });
      field.focus({ preventScroll: true });
    }
    if (tries >= TRIES || stayed >= STAYS) clearInterval(waiting);
  };
  const waiting = setInterval(attempt, EVERY_MS);
}
