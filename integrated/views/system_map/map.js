// The system map on screen: vis-network moves and draws, this file decides what is chosen and tells Python.
// Python sends the map once (drawMap) and what changes with a click apart (setMarks), so that a click stays small.

import { bendOf, borderOf, drawBox, drawSign, fontOf, lineOf, placeSigns, readInk } from "./drawing.js";
import { drawLegend } from "./legend.js";
import { isStep, linksOf, nameOf, neighbour, readingOrder, tellFactor, tellLink } from "./walking.js";

const VIEWS = new WeakMap(); // element → MapView
const LATEST = new WeakMap(); // element → the latest call to draw it
const BY_KEY = new Map(); // key → MapView
const MARKS = new Map(); // key → the latest call to mark it, which may come before the map
const ROOM = 5; // between the outermost box and the edge of the drawing, for the outline of what is chosen
const SMALLEST = 12; // letters on screen, in pixels
const LARGEST = 1.6;
const FINGER = 14; // half of a touch target and a little
const KEYS = "Arrow keys move between boxes, Page Down takes the next one, L its links, Enter chooses, Escape clears.";
let library;
let mounts = 0;

// Streamlit calls this again whenever data or theme change, also while an earlier call still waits for the library, and it
// ends such an overtaken call as soon as that one is through: only the latest call may draw, and end, the map.
export async function drawMap({ data, parentElement, setStateValue }) {
  const box = parentElement.querySelector(".map"), call = {};
  LATEST.set(box, call);
  const overtaken = () => LATEST.get(box) !== call;
  try {
    await (library ??= import(new URL("/assets/vis-network-9.1.2.min.js", location.origin).href));
  } catch {
    library = undefined;
    if (!overtaken()) sayTrouble(box);
  }
  if (overtaken() || !library) return () => {};
  if (!VIEWS.has(box)) VIEWS.set(box, new MapView(box, data));
  const view = VIEWS.get(box);
  view.setStateValue = setStateValue;
  view.update(data);
  return () => overtaken() || view.destroy();
}

export function setMarks({ data }) {
  const call = { data };
  MARKS.set(data.map, call);
  BY_KEY.get(data.map)?.mark(data);
  return () => {
    if (MARKS.get(data.map) === call) MARKS.delete(data.map);
  };
}

function sayTrouble(box) {
  const trouble = Object.assign(document.createElement("p"), { className: "trouble" });
  trouble.textContent = "The map could not be drawn. Reload the page; its links also stand as text.";
  box.replaceChildren(trouble);
}

class MapView {
  constructor(box, data) {
    mounts += 1;
    this.box = box;
    this.key = data.map;
    this.nodes = new Map();
    this.edges = [];
    this.signs = [];
    this.moved = {};
    this.marks = { focus: null, chosen: [], faded: [] };
    this.cursor = { node: null, link: null };
    box.style.height = `${data.height}px`;
    box.replaceChildren();
    this.nodeSet = new vis.DataSet();
    this.edgeSet = new vis.DataSet();
    this.net = new vis.Network(box, { nodes: this.nodeSet, edges: this.edgeSet }, data.options);
    box.querySelector(".vis-network")?.removeAttribute("tabindex"); // the box itself is the one stop for Tab
    box.systemMap = this;
    BY_KEY.set(this.key, this);
    this.listen();
  }

  listen() {
    this.net.on("click", ({ pointer }) => this.clicked(pointer.DOM));
    this.net.on("dragEnd", ({ nodes }) => (nodes.length ? this.dropped(nodes[0]) : (this.touched = true)));
    this.net.on("afterDrawing", (ctx) => this.drawSigns(ctx));
    this.net.on("resize", () => this.touched || this.fit());
    const stop = (this.stop = new AbortController());
    const on = (name, act, options) => this.box.addEventListener(name, act, { signal: stop.signal, ...options });
    on("keydown", (event) => this.pressed(event));
    on("focus", () => this.box.matches(":focus-visible") && this.walk(this.cursor.node ?? this.start()));
    on("blur", () => ((this.walking = false), this.net.redraw()));
    on("wheel", (event) => this.wheeled(event), { passive: false });
    document.fonts.ready.then(() => stop.signal.aborted || this.net.redraw());
  }

  update(data) {
    this.words = data.words;
    this.box.style.height = `${data.height}px`;
    this.ink = readInk(this.box, data.label_px);
    this.edges = data.edges.map((edge) => ({ ...edge, id: `${edge.from}>${edge.to}` }));
    this.look = this.looks(); // vis-network may draw as soon as it gets a box
    const fresh = !data.nodes.some((node) => this.nodes.has(node.id));
    const relaid = this.place(data.nodes);
    this.styleLinks();
    this.box.setAttribute(
      "aria-label", `${data.title}: ${this.nodes.size} boxes, ${this.edges.length} links. ${KEYS}`
    );
    drawLegend(this.box.parentNode.querySelector(".legend"), [...this.nodes.values()], this.edges, this.words);
    this.drawTools();
    if (!this.nodes.has(this.cursor.node)) this.cursor = { node: null, link: null };
    if (fresh || relaid) {
      this.touched = false;
      this.fit();
    }
    const waiting = MARKS.get(this.key)?.data;
    if (waiting && this.received === undefined) this.mark(waiting);
    else this.net.redraw();
  }

  // A box keeps the place where it stands (someone may have dragged it) unless it is given another than before.
  place(nodes) {
    const kept = new Set(nodes.map((node) => node.id));
    this.nodeSet.remove(this.nodeSet.getIds().filter((id) => !kept.has(id)));
    const known = this.nodes;
    let relaid = false;
    this.nodes = new Map(nodes.map((node) => [node.id, node]));
    this.nodeSet.update(nodes.map((node) => {
      const item = {
        id: node.id,
        shape: "custom",
        borderWidth: borderOf(node),
        title: asElement(tellFactor(node, this.nodes, [], this.words)),
        ctxRenderer: ({ ctx, id, x, y }) => this.drawNode(ctx, id, x, y),
      };
      const before = known.get(node.id);
      if (before && before.x === node.x && before.y === node.y) return item;
      if (before) {
        delete this.moved[node.id];
        relaid = true;
      }
      const [x, y] = this.movedPlace(node) ?? [node.x, node.y];
      return { ...item, x, y };
    }));
    // vis-network learns the size of a custom box only by drawing it; links and fit need it before.
    for (const node of nodes) {
      const drawn = this.net.body.nodes[node.id];
      Object.assign(drawn.shape, { customSizeWidth: node.w, customSizeHeight: node.h });
      drawn.needsRefresh();
    }
    return relaid;
  }

  movedPlace(node) {
    const [x, y, ...given] = this.moved[node.id] ?? [];
    return given[0] === node.x && given[1] === node.y ? [x, y] : undefined;
  }

  mark(marks) {
    if (this.received === undefined) this.putMoved(marks.moved);
    const said = JSON.stringify([marks.focus, marks.chosen, marks.faded]);
    if (said !== this.received) {
      this.received = said;
      this.marks = marks;
      this.styleLinks();
      if (this.nodes.has(marks.focus)) this.reveal(marks.focus);
    }
    this.net.redraw();
    this.box.dataset.ready = "true";
  }

  // Where boxes were dragged to before this page was left: known to Python only.
  putMoved(moved) {
    this.moved = { ...moved };
    for (const node of this.nodes.values()) {
      const place = this.movedPlace(node);
      if (place) this.net.moveNode(node.id, ...place);
    }
    this.drawTools();
  }

  // Who stands out. With a focus and nothing else said, it stands out with its links and their other ends.
  looks() {
    const { focus, chosen, faded } = this.marks;
    if (!focus || chosen.length || faded.length) {
      const out = new Set([...chosen, focus]), faint = new Set(faded);
      const box = (id) => (out.has(id) ? "chosen" : faint.has(id) ? "faded" : "plain");
      const weak = (edge) => [edge.id, edge.from, edge.to].some((id) => faint.has(id));
      return { box, link: (edge) => (edge.id === focus ? "chosen" : weak(edge) ? "faded" : "plain") };
    }
    const own = this.edges.filter((edge) => [edge.id, edge.from, edge.to].includes(focus));
    const near = new Set([focus, ...own.flatMap((edge) => [edge.from, edge.to])]);
    return {
      box: (id) => (id === focus ? "chosen" : near.has(id) ? "plain" : "faded"),
      link: (edge) => (edge.id === focus ? "chosen" : own.includes(edge) ? "plain" : "faded"),
    };
  }

  styleLinks() {
    this.look = this.looks();
    const ends = new Set(this.edges.map((edge) => edge.id)), boxes = this.boxes();
    const bend = ({ from, to }) => ends.has(`${to}>${from}`) && bendOf(boxes.get(from), boxes.get(to));
    this.edgeSet.remove(this.edgeSet.getIds().filter((id) => !ends.has(id)));
    this.edgeSet.update(this.edges.map((edge) => ({
      ...lineOf(edge, this.ink, this.look.link(edge), bend(edge)),
      title: asElement(tellLink(edge, this.nodes, this.words)),
    })));
  }

  drawNode(ctx, id, x, y) {
    const node = this.nodes.get(id), here = this.walking && !this.cursor.link && this.cursor.node === id;
    const drawNode = () => drawBox(ctx, node, x, y, this.ink, this.look.box(id), here);
    return { drawNode, nodeDimensions: { width: node.w, height: node.h } };
  }

  drawSigns(ctx) {
    const known = this.edges.filter((edge) => this.net.body.edges[edge.id]?.connected);
    this.signs = placeSigns(known, this.boxes(), (id, share) => this.net.body.edges[id].edgeType.getPoint(share));
    for (const sign of this.signs) {
      const here = this.walking && this.cursor.link === sign.edge.id;
      drawSign(ctx, sign, this.ink, this.look.link(sign.edge), here, this.net.getScale());
    }
  }

  boxes() {
    const places = this.net.getPositions();
    return new Map([...this.nodes].map(([id, { w, h }]) => [id, { ...places[id], w, h }]));
  }

  clicked(point) {
    const at = this.net.DOMtoCanvas(point), reach = FINGER / Math.min(this.net.getScale(), 1);
    const distance = (sign) => Math.hypot(sign.x - at.x, sign.y - at.y);
    const sign = this.signs.filter((each) => distance(each) < reach).sort((a, b) => distance(a) - distance(b))[0];
    const node = this.net.getNodeAt(point);
    this.walking = false;
    if (node) this.cursor = { node, link: null };
    this.choose(node ?? sign?.edge.id ?? this.net.getEdgeAt(point) ?? null);
  }

  choose(id) {
    if (id === null && !this.marks.focus && !this.marks.chosen.length) return this.net.redraw();
    this.marks = { focus: id, chosen: [], faded: [] };
    this.styleLinks();
    this.net.redraw();
    this.say(id === null ? "Nothing chosen." : `Chosen: ${this.tell(id)}`);
    this.setStateValue("selected", { id, at: Date.now() });
  }

  dropped(id) {
    const node = this.nodes.get(id), { x, y } = this.net.getPositions([id])[id];
    this.moved = { ...this.moved, [id]: [x, y, node.x, node.y] };
    this.drawTools();
    this.setStateValue("moved", this.moved);
  }

  putBack() {
    for (const id of Object.keys(this.moved)) {
      const node = this.nodes.get(id);
      if (node) this.net.moveNode(id, node.x, node.y);
    }
    this.moved = {};
    this.drawTools();
    this.box.focus();
    this.setStateValue("moved", this.moved);
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.actionOf(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // a page may have keys of its own
    act();
  }

  actionOf({ key, shiftKey }) {
    const order = readingOrder(this.boxes()), at = order.indexOf(this.cursor.node), from = this.cursor.node;
    if (!order.length) return undefined;
    if (isStep(key)) return () => this.walk(from ? neighbour(this.boxes(), from, key) : this.start());
    if (key === "PageDown") return () => this.walk(order[(at + 1) % order.length]);
    if (key === "PageUp") return () => this.walk(order[(at - 1 + order.length) % order.length]);
    if (key === "Home") return () => this.walk(order[0]);
    if (key === "End") return () => this.walk(order.at(-1));
    if (key.toLowerCase() === "l") return () => this.walkLinks(shiftKey ? -1 : 1);
    if (key === "Enter" || key === " ") return () => this.choose(this.cursor.link ?? from ?? this.start());
    if (key === "Escape" && (this.marks.focus || this.marks.chosen.length)) return () => this.choose(null);
    if (key === "+" || key === "-") return () => this.zoom(key === "+" ? 1.25 : 0.8);
    return key === "0" ? () => this.showWhole() : undefined;
  }

  start() {
    const [end] = [this.marks.focus].filter((id) => this.nodes.has(id));
    return end ?? readingOrder(this.boxes())[0] ?? null;
  }

  walk(node) {
    if (!node) return;
    this.walking = true;
    this.cursor = { node, link: null };
    this.reveal(node);
    this.net.redraw();
    this.say(this.tell(node));
  }

  walkLinks(step) {
    const own = linksOf(this.edges, this.cursor.node ?? this.start());
    if (!own.length) return this.say("No links here.");
    const at = own.findIndex((edge) => edge.id === this.cursor.link);
    const next = own[at < 0 ? (step > 0 ? 0 : own.length - 1) : (at + step + own.length) % own.length];
    this.walking = true;
    this.cursor = { node: this.cursor.node ?? this.start(), link: next.id };
    this.net.redraw();
    this.say(this.tell(next.id));
  }

  tell(id) {
    const node = this.nodes.get(id);
    if (node) return tellFactor(node, this.nodes, this.edges, this.words);
    return tellLink(this.edges.find((edge) => edge.id === id), this.nodes, this.words);
  }

  say(text) {
    this.box.parentNode.querySelector(".live").textContent = text;
  }

  // As large as it fits, but letters stay readable: below that, the map keeps its size and can be moved.
  fit(smallest = SMALLEST / this.ink.label_px) {
    const { clientWidth: width, clientHeight: height } = this.box, boxes = [...this.boxes().values()];
    if (!boxes.length || !width) return;
    const [left, right] = span(boxes, "x", "w"), [top, bottom] = span(boxes, "y", "h");
    const whole = Math.min(width / (right - left), height / (bottom - top), LARGEST);
    const scale = Math.max(whole, Math.min(smallest, 1));
    // What does not fit begins at its left and top, where the options stand.
    const x = (right - left) * scale > width + 1 ? left + width / scale / 2 : (left + right) / 2;
    const y = (bottom - top) * scale > height + 1 ? top + height / scale / 2 : (top + bottom) / 2;
    this.net.moveTo({ position: { x, y }, scale });
    if (this.nodes.has(this.marks.focus)) this.reveal(this.marks.focus);
  }

  showWhole() {
    this.touched = false;
    this.fit(0);
  }

  zoom(factor, at) {
    const before = this.net.getScale(), scale = Math.min(4, Math.max(0.2, before * factor));
    const middle = this.net.getViewPosition(), fixed = at ?? middle;
    const follow = (axis) => fixed[axis] + ((middle[axis] - fixed[axis]) * before) / scale;
    this.touched = true;
    this.net.moveTo({ position: { x: follow("x"), y: follow("y") }, scale });
  }

  wheeled(event) {
    if (!event.ctrlKey && !event.metaKey) return; // the wheel alone scrolls the page
    event.preventDefault();
    const frame = this.box.getBoundingClientRect();
    const x = event.clientX - frame.left - this.box.clientLeft, y = event.clientY - frame.top - this.box.clientTop;
    this.zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1, this.net.DOMtoCanvas({ x, y }));
  }

  reveal(id) {
    const { w, h } = this.nodes.get(id), scale = this.net.getScale(), { x, y } = this.net.getPositions([id])[id];
    const from = this.net.canvasToDOM({ x: x - w / 2, y: y - h / 2 });
    const to = this.net.canvasToDOM({ x: x + w / 2, y: y + h / 2 });
    const past = (low, high, size) => (low < ROOM ? low - ROOM : Math.max(0, high - size + ROOM));
    const dx = past(from.x, to.x, this.box.clientWidth), dy = past(from.y, to.y, this.box.clientHeight);
    if (!dx && !dy) return;
    const middle = this.net.getViewPosition();
    this.net.moveTo({ position: { x: middle.x + dx / scale, y: middle.y + dy / scale }, scale });
  }

  drawTools() {
    const tools = this.box.parentNode.querySelector(".tools");
    if (!tools.children.length) {
      const add = (text, name, act) => {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", textContent: text, onclick: act });
        button.setAttribute("aria-label", name);
        tools.append(button);
      };
      add("+", "Closer", () => this.zoom(1.25));
      add("\u2212", "Further away", () => this.zoom(0.8));
      add("Fit", "Fit the whole map", () => this.showWhole());
      add("Put back", "Put back the boxes that were moved", () => this.putBack());
    }
    tools.lastChild.hidden = !Object.keys(this.moved).length;
  }

  // What stands where on screen, in CSS pixels of the window: for tests, and for nothing else.
  inspect() {
    const frame = this.box.getBoundingClientRect(), scale = this.net.getScale();
    const onScreen = (point) => {
      const { x, y } = this.net.canvasToDOM(point);
      return { x: x + frame.left + this.box.clientLeft, y: y + frame.top + this.box.clientTop };
    };
    const ctx = document.createElement("canvas").getContext("2d");
    ctx.font = fontOf(this.ink);
    const widest = (node) => Math.max(...node.label.split("\n").map((text) => ctx.measureText(text).width));
    return {
      scale,
      mounts,
      labelPx: this.ink.label_px * scale,
      ink: this.ink,
      focus: this.marks.focus,
      cursor: this.cursor,
      boxes: [...this.boxes()].map(([id, { x, y, w, h }]) => ({
        id, ...onScreen({ x, y }), w: w * scale, h: h * scale, given: [x, y], look: this.look.box(id),
        text: widest(this.nodes.get(id)) * scale, name: nameOf(this.nodes.get(id)),
      })),
      signs: this.signs.map((sign) => ({ id: sign.edge.id, ...onScreen(sign), look: this.look.link(sign.edge) })),
    };
  }

  destroy() {
    this.stop.abort();
    this.net.destroy();
    VIEWS.delete(this.box);
    delete this.box.systemMap;
    if (BY_KEY.get(this.key) === this) BY_KEY.delete(this.key);
  }
}

function span(boxes, axis, size) {
  const low = Math.min(...boxes.map((box) => box[axis] - box[size] / 2));
  return [low - ROOM, Math.max(...boxes.map((box) => box[axis] + box[size] / 2)) + ROOM];
}

// Words always as text, never as markup: labels are typed by people.
function asElement(text) {
  return Object.assign(document.createElement("span"), { textContent: text });
}
