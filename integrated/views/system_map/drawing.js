// How boxes, links and signs look. Pure drawing: nothing here knows Streamlit or holds state.

export const SIGN = { positive: "+", negative: "\u2212", uncertain: "?" };
export const DASHES = { positive: false, negative: [7, 5], uncertain: [2, 4] };
export const WIDTH = { weak: 1.25, medium: 2.25, strong: 3.75 };
const ROLES = ["text", "quiet", "rule", "page", "panel", "link", "focus", "positive", "negative", "uncertain"];
const SIGN_RADIUS = 10;

// Colours are custom properties that only the browser can resolve (light-dark, theme): ask an element that wears each.
export function readInk(box, label_px) {
  const ink = { font: getComputedStyle(box).fontFamily, label_px };
  let swatches = box.parentNode.querySelector(".swatches");
  if (!swatches) {
    swatches = document.createElement("div");
    swatches.className = "swatches";
    for (const role of ROLES) swatches.append(Object.assign(document.createElement("i"), { className: role }));
    box.after(swatches);
  }
  for (const swatch of swatches.children) ink[swatch.className] = getComputedStyle(swatch).color;
  return ink;
}

export function fontOf(ink, px = ink.label_px, weight = "") {
  return `${weight} ${px}px ${ink.font}`;
}

// look: "plain", "chosen" or "faded"; walking: the keyboard stands here.
export function drawBox(ctx, node, x, y, ink, look, walking) {
  const { w, h } = node, option = node.kind === "option", faded = look === "faded";
  const outline = (gap, width, colour) => {
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.roundRect(x - w / 2 - gap, y - h / 2 - gap, w + 2 * gap, h + 2 * gap, 4 + gap);
    ctx.stroke();
  };
  ctx.fillStyle = faded ? ink.page : option ? ink.text : ink.panel;
  ctx.beginPath();
  ctx.roundRect(x - w / 2, y - h / 2, w, h, 4);
  ctx.fill();
  const border = borderOf(node);
  ctx.globalAlpha = faded ? 0.45 : 1;
  ctx.setLineDash(node.kind === "context" ? [5, 3] : []);
  outline(-border / 2, border, faded ? ink.rule : ink.text);
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  if (look === "chosen") outline(3.5, 3, ink.link);
  if (walking) outline(look === "chosen" ? 8.5 : 3.5, 3, ink.focus);
  ctx.fillStyle = faded ? ink.quiet : option ? ink.page : ink.text;
  ctx.font = fontOf(ink);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const lines = node.label.split("\n"), step = (ink.label_px * 18) / 14;
  lines.forEach((line, i) => ctx.fillText(line, x, y + (i - (lines.length - 1) / 2) * step + 0.5));
}

export function borderOf(node) {
  return node.kind === "outcome" ? 3 : 1.5;
}

// What vis-network draws of a link: the line, its dashes and its arrow.
export function lineOf(edge, ink, look, bend) {
  return {
    id: edge.id,
    from: edge.from,
    to: edge.to,
    width: WIDTH[edge.strength ?? "medium"] + (look === "chosen" ? 1.5 : 0),
    dashes: DASHES[edge.sign],
    color: { color: ink[edge.sign], opacity: look === "faded" ? 0.45 : 1, inherit: false },
    smooth: bend ? { enabled: true, type: "curvedCW", roundness: bend } : { enabled: false },
  };
}

// How far a link is bent aside when another runs the opposite way: enough that their signs stand apart.
export function bendOf(from, to) {
  return Math.min(0.6, Math.max(0.18, 34 / Math.hypot(from.x - to.x, from.y - to.y)));
}

// The places of all signs: each on the part of its link that can be seen, clear of boxes and of other signs.
export function placeSigns(edges, boxes, pointOn) {
  const placed = [];
  for (const edge of edges) {
    const path = [];
    for (let i = 1; i < 60; i++) path.push(pointOn(edge.id, i / 60));
    const open = path.filter((p) => !within(p, boxes.get(edge.from), 4) && !within(p, boxes.get(edge.to), 8));
    if (!open.length) continue;
    let best;
    for (const share of [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9]) {
      const i = Math.round(share * (open.length - 1)), at = open[i];
      let cost = Math.abs(share - 0.5);
      for (const [id, box] of boxes) {
        if (within(at, box, SIGN_RADIUS)) cost += id === edge.from || id === edge.to ? 2 : 4;
      }
      for (const other of placed) if (Math.hypot(other.x - at.x, other.y - at.y) < 2 * SIGN_RADIUS + 2) cost += 3;
      const ahead = open[Math.min(i + 1, open.length - 1)], behind = open[Math.max(i - 1, 0)];
      if (best && best.cost <= cost) continue;
      // The bars of a delay stand after the sign, or before it where the link ends too soon.
      const after = Math.hypot(open.at(-1).x - at.x, open.at(-1).y - at.y);
      const before = Math.hypot(open[0].x - at.x, open[0].y - at.y);
      const turn = after < SIGN_RADIUS + 10 && before > after ? Math.PI : 0;
      best = { ...at, cost, angle: Math.atan2(ahead.y - behind.y, ahead.x - behind.x) + turn };
    }
    placed.push({ edge, ...best });
  }
  return placed;
}

export function drawSign(ctx, { edge, x, y, angle }, ink, look, walking, scale) {
  const grow = 1 / Math.min(scale, 1), radius = SIGN_RADIUS * grow;
  const colour = look === "faded" ? ink.quiet : ink[edge.sign];
  if (edge.delay) drawDelay(ctx, x, y, angle, radius, colour, ink.page, grow);
  ctx.fillStyle = ink.page;
  ctx.strokeStyle = look === "chosen" ? ink.link : colour;
  ctx.lineWidth = (look === "chosen" ? 3 : 1) * grow;
  ctx.globalAlpha = look === "faded" ? 0.45 : 1;
  circle(ctx, x, y, radius);
  ctx.stroke();
  ctx.globalAlpha = 1;
  circle(ctx, x, y, radius);
  ctx.fill();
  if (walking) {
    ctx.strokeStyle = ink.focus;
    ctx.lineWidth = 3 * grow;
    circle(ctx, x, y, radius + 5 * grow);
    ctx.stroke();
  }
  ctx.fillStyle = look === "faded" ? ink.quiet : ink.text;
  ctx.font = fontOf(ink, 16 * grow, "bold");
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(SIGN[edge.sign], x, y + grow);
}

// Two bars across the line, after the sign: the mark that system maps use for a delay.
function drawDelay(ctx, x, y, angle, radius, colour, page, grow) {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  for (const [width, stroke] of [[6, page], [2.25, colour]]) {
    ctx.lineWidth = width * grow;
    ctx.strokeStyle = stroke;
    ctx.beginPath();
    for (const at of [4, 8.5]) {
      ctx.moveTo(radius + at * grow, -7 * grow);
      ctx.lineTo(radius + at * grow, 7 * grow);
    }
    ctx.stroke();
  }
  ctx.restore();
}

function circle(ctx, x, y, radius) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
}

function within(point, box, room) {
  return Math.abs(point.x - box.x) < box.w / 2 + room && Math.abs(point.y - box.y) < box.h / 2 + room;
}
