// Moving through the map by keyboard, and saying in words what stands where. Knows boxes and links, not the screen.

const STEP = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const SAID_LINKS = 6;

export function isStep(key) {
  return key in STEP;
}

// The box that a person would expect in that direction: near, and not far off to the side.
export function neighbour(boxes, from, key) {
  const [dx, dy] = STEP[key], here = boxes.get(from);
  let best, least = Infinity;
  for (const [id, box] of boxes) {
    const along = (box.x - here.x) * dx + (box.y - here.y) * dy;
    const aside = Math.abs((box.x - here.x) * dy) + Math.abs((box.y - here.y) * dx);
    if (id === from || along < 1) continue;
    const cost = along + 2 * aside;
    if (cost < least) [best, least] = [id, cost];
  }
  return best ?? from;
}

// As the page is read: columns from left to right, each from top to bottom.
export function readingOrder(boxes) {
  const column = ({ x }) => Math.round(x / 120);
  return [...boxes].sort(([, a], [, b]) => column(a) - column(b) || a.y - b.y || a.x - b.x).map(([id]) => id);
}

export function linksOf(edges, id) {
  return edges.filter((edge) => edge.from === id || edge.to === id);
}

export function nameOf(node) {
  return node.name ?? node.label.replaceAll("\n", " ");
}

export function tellFactor(node, nodes, edges, words) {
  const kind = [words[node.kind], words[node.wanted]].filter(Boolean).join(", ");
  const own = linksOf(edges, node.id);
  const told = own.slice(0, SAID_LINKS).map((edge) => {
    const out = edge.from === node.id, other = nodes.get(out ? edge.to : edge.from);
    return `${out ? "to" : "from"} ${nameOf(other)}: ${tellSign(edge, words)}`;
  });
  const rest = own.length > SAID_LINKS ? `; and ${own.length - SAID_LINKS} more` : "";
  const count = own.length === 1 ? "1 link" : `${own.length} links`;
  return `${nameOf(node)}${kind ? ` (${kind})` : ""}. ${count}${told.length ? `: ${told.join("; ")}` : ""}${rest}.`;
}

export function tellLink(edge, nodes, words) {
  const strength = edge.strength ? `, ${edge.strength}` : "";
  return `${nameOf(nodes.get(edge.from))} to ${nameOf(nodes.get(edge.to))}: ${tellSign(edge, words)}${strength}.`;
}

function tellSign(edge, words) {
  return words[edge.sign] + (edge.delay ? `, ${words[edge.delay]}` : "");
}
