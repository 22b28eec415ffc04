// What the marks mean, in words under the map: only those that this map uses.

import { DASHES, SIGN, WIDTH, borderOf } from "./drawing.js";

export function drawLegend(list, nodes, edges, words) {
  const rows = Object.keys(SIGN)
    .filter((sign) => edges.some((edge) => edge.sign === sign))
    .map((sign) => [sample(sign, line(WIDTH.medium, DASHES[sign])), SIGN[sign], words[sign]]);
  if (edges.some((edge) => edge.delay)) rows.push([sample("", line(2), bars()), "", words.delay]);
  if (edges.some((edge) => edge.strength)) {
    rows.push([sample("", line(WIDTH.weak, false, 4), line(WIDTH.strong, false, 11)), "", words.strength]);
  }
  for (const kind of ["option", "outcome", "context"]) {
    if (nodes.some((node) => node.kind === kind)) rows.push([sample("", frame(kind)), "", words[kind], "box-kind"]);
  }
  list.replaceChildren(...rows.map(asRow));
}

function asRow([picture, sign, text, className = ""]) {
  const row = document.createElement("li");
  row.className = className; // what a kind of box means is left out where there is little room
  row.append(picture);
  if (sign) row.append(Object.assign(document.createElement("span"), { className: "sign", textContent: sign }));
  row.append(text);
  return row;
}

function sample(className, ...parts) {
  const picture = shape("svg", { width: 26, height: 16, "aria-hidden": "true", class: className });
  picture.append(...parts);
  return picture;
}

function line(width, dashes = false, y = 8) {
  const dashed = dashes ? { "stroke-dasharray": dashes.join(" ") } : {};
  return shape("path", { d: `M1 ${y}h24`, class: "line", "stroke-width": width, ...dashed });
}

function bars() {
  return shape("path", { d: "M11 2v12M16 2v12", class: "line", "stroke-width": 2.25 });
}

function frame(kind) {
  const dashed = kind === "context" ? { "stroke-dasharray": "4 2" } : {};
  const place = { x: 2, y: 2, width: 22, height: 12, rx: 3 };
  return shape("rect", { ...place, class: `box ${kind}`, "stroke-width": borderOf({ kind }), ...dashed });
}

function shape(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
