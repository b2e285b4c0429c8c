"use strict";
// Draws the page and moves it: what is computed is the interpreter's.

const written_plan = JSON.parse(document.getElementById("data").textContent);
let data = written_plan, machine = new Machine(data), form = 0;
const words = data.words;
const first = machine.people.map((_, at) => machine.total(at));
let chosen = 0;
const distances = data.parameters.map(() => ZERO);

function digits(value, places) {
  const scale = 10n ** BigInt(places), whole = rounded(times(value, [scale, 1n]), ONE, "half-up")[0];
  const text = (whole < 0n ? -whole : whole).toString().padStart(places + 1, "0");
  const sign = whole < 0n ? "-" : "";
  return places ? `${sign}${text.slice(0, -places)}.${text.slice(-places)}` : sign + text;
}
// What writes numbers is dear to make, and the same few are asked for each time.
const writers = new Map();
function writer(least, most, money = false) {
  const name = `${money}.${least}.${most}`;
  if (!writers.has(name)) writers.set(name, new Intl.NumberFormat(data.language, {
    minimumFractionDigits: least, maximumFractionDigits: most, ...(money ? { style: "currency", currency: data.currency } : {}),
  }));
  return writers.get(name);
}
const ends = (value, places) => (10n ** BigInt(places) * value[0]) % value[1] === 0n;
function number(value, places, least = 0) {
  // Decimals that are left out were zeros; one that does not end says so.
  let shown = places;
  while (shown > least && ends(value, shown - 1)) shown--;
  const text = writer(shown, shown).format(digits(value, shown));
  return (text + (ends(value, places) ? "" : "…")).replace("-", "−");
}
const hundred = [100n, 1n], NB = "\u00a0";
function shown(value, unit, plus = false) {
  if (value === null) return words.none;
  const sign = plus && value[0] > 0n ? "+" : "";
  switch (unit) {
    case "rate": case "percent": return sign + number(times(value, hundred), 4) + NB + "%";
    case "money": {
      const places = ends(value, data.places) ? data.places : 6;
      return sign + writer(data.places, places, true).format(digits(value, places)).replace("-", "−") + (ends(value, 6) ? "" : "…");
    }
    case "hours": return sign + number(value, 4) + NB + "h";
    case "minutes": return sign + number(value, 4) + NB + "min";
    case "days": return sign + number(value, 4) + NB + words.day;
    case "flag": return value[0] !== 0n ? words.yes : words.no;
    default: if (data.levels[unit] && value[1] === 1n && data.levels[unit][value[0]]) return data.levels[unit][value[0]];
      return sign + number(value, 4);
  }
}

// ------------------------------------------------------------------ a formula as a sum

function unitOf(node, units) {
  switch (node[0]) {
    case "f": return data.units[node[1]] ?? null;
    case "r": case "o": return units[node[1]] ?? null;
    case "g": return null;
    case "m": return "rate";
    case "p": return "money";
    case "h": case "k": return "flag";
    case "?": return unitOf(node[2], units) ?? unitOf(node[3], units);
    case "/": { const a = unitOf(node[1], units), b = unitOf(node[2], units); return a === b || a === null || b === null ? "rate" : a; }
    case "*": { const found = node[1].map((one) => unitOf(one, units)).filter(Boolean); return found.find((one) => one !== "rate" && one !== "percent" && one !== "flag") ?? found[0] ?? null; }
    default: for (const one of machine.parts(node)) { const unit = unitOf(one, units); if (unit) return unit; } return null;
  }
}
const rates = new Set(["rate", "percent", "flag"]);
function factorUnits(factors, expected, units) {
  const found = factors.map((one) => unitOf(one, units));
  let carried = found.includes(expected) || rates.has(expected);
  return found.map((unit) => { const own = unit ?? (carried ? "rate" : expected); carried = carried || unit === null; return own; });
}
function negated(node) {
  // What a product with −1 takes away is written behind a minus.
  if (node[0] !== "*" || node[1][0][0] !== "g" || !same(machine.numbers[node[1][0][1]], [-1n, 1n])) return null;
  return node[1].length === 2 ? node[1][1] : ["*", node[1].slice(1)];
}
function expression(node, unit, units, at, person, inside = false) {
  const value = () => machine.value(node, at, person);
  const of = (one, own, within) => expression(one, unitOf(one, units) ?? own, units, at, person, within);
  const held = (text) => inside ? `(${text})` : text;
  switch (node[0]) {
    case "+": return held(node[1].map((one, index) => {
      const taken = negated(one), text = of(taken ?? one, unit, true), sign = taken ? "−" : "+";
      return index ? ` ${sign}${NB}${text}` : (taken ? "−" : "") + text;
    }).join(""));
    case "*": {
      const own = factorUnits(node[1], unit, units);
      const kept = node[1].map((one, index) => [one, own[index]]).filter(([one]) => !(one[0] === "?" && same(machine.value(one, at, person), ONE)));
      return kept.map(([one, each]) => expression(one, each, units, at, person, true)).join(` ×${NB}`) || shown(value(), unit);
    }
    case "/": { const own = unitOf(node[1], units) ?? unitOf(node[2], units) ?? unit; return held(`${of(node[1], own, true)} ÷${NB}${of(node[2], own, true)}`); }
    case "min": case "max": {
      const parts = [...new Set(node[1].map((one) => of(one, unit, false)))];
      return parts.length === 1 ? parts[0] : `${node[0] === "min" ? words.least : words.greatest} (${parts.join("; ")})`;
    }
    case "?": { const when = machine.value(node[1], at, person); return when === null ? words.none : expression(when[0] !== 0n ? node[2] : node[3], unit, units, at, person, inside); }
    case "~": return expression(node[1], unit, units, at, person, inside);
    case "c": return `${words.curve} ${of(node[1], unit, true)}${stretch(node, unitOf(node[1], units), unit, at, person)}`;
    case "m": return `${words.matrix} ${of(node[1], "rate", true)}; ${of(node[2], "rate", true)}`;
    case "h": {
      const own = unitOf(node[1], units) ?? unitOf(node[3], units) ?? "number";
      const sign = { from: "≥", above: ">", up_to: "≤", below: "<" }[node[2]];
      return `${expression(node[1], own, units, at, person)} ${sign}${NB}${expression(node[3], own, units, at, person)}`;
    }
    case "p": { const split = data.splits[node[1]]; return `${of(split.weights[node[2]], "rate", true)} ×${NB}${of(split.total, "money", true)}`; }
    case "O": case "S": case "P": return words.others;
    default: return shown(value(), unit);
  }
}

// Where on a curve a value stands: between two of its points, or on a stretch that pays the same.
function stretch(node, across, up, at, person) {
  const x = machine.value(node[1], at, person), which = x === null ? -1 : machine.stretch_at(node, x);
  if (which < 0 || across === null) return "";
  const ends = node[5].slice(which, which + 2).map((one) => machine.numbers[one[0]]);
  const [start, end] = ends.map((one) => shown(one, across));
  if (machine.slope_of(node, which)[0] === 0n || end === undefined) return `, ${words[`${node[2] ? "down" : "up"}_${node[5][which][1]}`].replace("{start}", start)}`;
  const [low, high] = ends.map((one) => shown(machine.held(node, machine.along(node, which, one)), up));
  const gaps = { start, end, low, high };
  return `, ${words.between.replace(/\{(\w+)\}/g, (_, name) => gaps[name])}`;
}

// ------------------------------------------------------------------ the parts of the page

const byId = (id) => document.getElementById(id);
function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}
const indexOf = (slider, value) => Number(rounded(over(minus(value, fraction(slider.low)), fraction(slider.step)), ONE, "half-up")[0]);
const valueAt = (slider, index) => plus(fraction(slider.low), times(fraction(slider.step), [BigInt(index), 1n]));

function sliderRow(slider, name, value, moved) {
  const output = element("output", { for: name }, shown(value, slider.unit));
  const label = element("label", { for: name }, slider.label);
  if (slider.refused) return element("div", { class: "slider" }, element("span", {}, slider.label), output, element("p", { class: "quiet" }, slider.refused));
  const count = indexOf(slider, fraction(slider.high));
  const input = element("input", { type: "range", id: name, min: 0, max: count, step: 1, value: indexOf(slider, value), "aria-valuetext": shown(value, slider.unit) });
  const told = (now) => { output.textContent = shown(now, slider.unit); input.setAttribute("aria-valuetext", output.textContent); };
  input.addEventListener("input", () => { const now = valueAt(slider, Number(input.value)); told(now); moved(now); });
  const row = element("div", { class: "slider" }, label, output, input);
  row.back = (now) => { input.value = indexOf(slider, now); told(now); };
  return row;
}

const started = performance.now();
let slowest = 0;
function timed(change) {
  const before = performance.now();
  change();
  slowest = Math.max(slowest, performance.now() - before);
  document.body.dataset.slowest = slowest.toFixed(1);
}

function kpiSliders() {
  const place = byId("kpis");
  place.replaceChildren();
  data.sliders[chosen].forEach((slider, number) => {
    const known = machine.columns[slider.column]?.[slider.rows[0]] ?? null;
    const start = slider.now ? fraction(slider.now) : known ?? fraction(slider.low);
    const picture = element("div", { class: "picture" });
    picture.innerHTML = slider.picture;
    const row = sliderRow(slider, `k${number}`, known ?? start, (now) => timed(() => { machine.put(slider.column, slider.rows, now); draw(); }));
    place.append(element("div", { class: "card" }, row, picture));
    slider.drawn = { picture, row, start };
  });
}

function curveOf(name) {
  for (const role of Object.values(data.roles)) for (const step of role.rows) {
    if (step.name !== name) continue;
    let found = null;
    machine.walk(step.formula, (node) => { if (node[0] === "c") found ??= node; });
    return found;
  }
  return null;
}
const asNumber = (value) => Number(digits(value, 9));
function redraw(slider, svg) {
  // Where the plan moved a curve, the new one is drawn over the old one, which is dashed.
  const node = curveOf(slider.pays);
  svg.querySelectorAll(".redrawn").forEach((one) => one.remove());
  const moved = node !== null && machine.readsOf(node).numbers.some((slot) => !same(machine.numbers[slot], machine.base[slot]));
  svg.querySelectorAll("polyline.curve").forEach((one) => one.classList.toggle("other", moved));
  svg.querySelectorAll("circle.owned, circle.open").forEach((one) => { one.style.display = moved ? "none" : ""; });
  if (!moved) return;
  const [low, high] = slider.scale.map(fraction), cuts = node[5].map((one) => machine.numbers[one[0]]);
  const marks = [low, ...cuts, high].filter((one) => compared(one, low) >= 0 && compared(one, high) <= 0).sort(compared);
  const tiny = times(minus(high, low), [1n, 1000000n]);
  for (let at = 0; at + 1 < marks.length; at++) {
    const ends = [plus(marks[at], tiny), minus(marks[at + 1], tiny)];
    const points = Array.from({ length: 9 }, (_, part) => plus(ends[0], times(minus(ends[1], ends[0]), [BigInt(part), 8n])));
    const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
    line.setAttribute("class", "curve redrawn");
    line.setAttribute("points", points.map((x) => placed(slider, x, machine.height_of(node, x)).join(",")).join(" "));
    svg.insertBefore(line, svg.querySelector(".drop"));
  }
}
function placed(slider, x, y) {
  const [low, high, top] = slider.scale.map((one) => asNumber(fraction(one)));
  const part = (value, from, to) => Math.max(-0.02, Math.min(1.12, (value - from) / (to - from)));
  return [64 + part(asNumber(x), low, high) * (420 - 64 - 24), 190 - part(asNumber(y), 0, top) * (190 - 28)].map((one) => Math.round(one * 10) / 10);
}

function movePoint(slider) {
  const { picture } = slider.drawn, svg = picture.querySelector("svg");
  if (!svg || !slider.scale) return;
  const at = machine.columns[slider.column]?.[slider.rows[0]] ?? null;
  const x = slider.reads ? machine.table.rows[slider.reads]?.[slider.rows[0]] ?? null : at;
  const step = slider.pays ? machine.table.rows[slider.pays]?.[slider.rows[0]] ?? null : null;
  const dot = svg.querySelector("circle.person");
  if (machine.refusal) return;
  if (data.planned) redraw(slider, svg);
  if (!dot || x === null || step === null) return;
  const [left, upper] = placed(slider, x, step);
  dot.setAttribute("cx", left.toFixed(1)); dot.setAttribute("cy", upper.toFixed(1));
  svg.querySelectorAll(".drop").forEach((line, index) => {
    const ends = index ? [64, upper, left, upper] : [left, upper, left, 190];
    ["x1", "y1", "x2", "y2"].forEach((name, number) => line.setAttribute(name, ends[number].toFixed(1)));
  });
  const text = svg.querySelector("text.person");
  if (text) { text.setAttribute("x", Math.max(90, Math.min(380, left)).toFixed(1)); text.setAttribute("y", upper.toFixed(1)); text.setAttribute("text-anchor", "middle"); text.textContent = `${shown(x, slider.reads_unit)} → ${shown(step, slider.pays_unit)}`; }
}

const known_units = new Map();
function unitsOf(role) {
  if (!known_units.has(role)) known_units.set(role, Object.fromEntries(["rows", "people"].flatMap((one) => data.shows[role][one].map((step) => [step.name, step.unit]))));
  return known_units.get(role);
}
function lines() {
  const body = byId("lines"), found = [], who = machine.people[chosen];
  const known = new Map(Array.from(body.children).map((row) => [row.dataset.key, row]));
  const show = (level, at, person) => {
    const role = person ? machine.lastRole[chosen] : data.roles_of[at];
    const units = unitsOf(role);
    data.roles[role][level].forEach((step, index) => {
      const look = data.shows[role][level][index];
      if (!look.shown) return;
      const value = machine.table[level][step.name][person ? chosen : at];
      const how = expression(step.formula, look.unit, units, person ? chosen : at, person);
      found.push([`${level}.${at}.${step.name}`, look, how, value]);
    });
  };
  who.rows.forEach((row) => {
    const begun = found.length;
    show("rows", row, false);
    found.splice(begun, found.length, ...found.slice(begun).sort((a, b) => a[1].rank - b[1].rank));
  });
  show("people", who.rows[who.rows.length - 1], true);
  const rows = found.map(([key, look, how, value]) => {
    const row = known.get(key) ?? element("tr", { "data-key": key, class: look.strong ? "sum" : "" },
      element("th", { scope: "row" }, look.label), element("td", { class: "how" }), element("td", { class: "number" }));
    const [, said, amount] = row.children, text = shown(value, look.unit);
    const sum = how === text ? "" : how;
    if (said.textContent !== sum) said.textContent = sum;
    if (amount.textContent !== text) { row.classList.toggle("moved", amount.textContent !== ""); amount.textContent = text; } else row.classList.remove("moved");
    return row;
  });
  if (rows.length !== body.children.length || rows.some((row, at) => row !== body.children[at])) body.replaceChildren(...rows);
}

function draw() {
  const total = machine.total(chosen), before = first[chosen];
  const refused = total === null;
  byId("total").textContent = refused ? words.refused : shown(total, "money");
  const difference = refused || same(total, before) ? "" : `${shown(minus(total, before), "money", true)} ${words.against} ${shown(before, "money")}`;
  byId("difference").textContent = words[machine.refusal] ?? difference;
  data.sliders[chosen].forEach(movePoint);
  lines();
  if (data.planned) team();
}

// ------------------------------------------------------------------ the plan and the team

const before = summed(first.map((one) => one ?? ZERO));
const crew = data.planned ? machine.people.map((one, at) => {
  const amount = () => element("td", { class: "number" });
  const cells = [amount(), amount(), amount()];
  const row = element("tr", {}, element("th", { scope: "row" }, one.said), ...cells);
  cells[0].textContent = shown(first[at], "money");
  return { row, cells, told: first[at] };
}) : [];
// Everybody has a row; what shows of it is who gains or loses, and only what differs is written anew.
function team() {
  const now = machine.people.map((_, at) => machine.total(at));
  const all = now.includes(null) ? null : summed(now);
  byId("cost").textContent = all === null ? words.refused : shown(all, "money");
  byId("cost-difference").textContent = machine.refusal ? words[machine.refusal] : all === null || same(all, before) ? "" : `${shown(minus(all, before), "money", true)} ${words.against} ${shown(before, "money")}`;
  if (!machine.refusal) changes(now);
  sets();
}
function changes(now) {
  const there = [];
  crew.forEach((one, at) => {
    if (same(now[at], first[at])) return;
    there.push(one.row);
    if (same(now[at], one.told) && one.cells[1].textContent) return;
    one.told = now[at];
    one.cells[1].textContent = shown(now[at], "money");
    one.cells[2].textContent = now[at] === null ? "" : shown(minus(now[at], first[at] ?? ZERO), "money", true);
  });
  const body = byId("people");
  if (there.length !== body.children.length || there.some((row, at) => row !== body.children[at])) body.replaceChildren(...there);
  byId("unmoved").textContent = words.unmoved.replace("{count}", machine.people.length - there.length);
}
function sets() {
  const changed = new Map();
  data.parameters.forEach((one, at) => { if (distances[at][0] !== 0n) for (const set of one.sets) {
    const [, value] = changed.get(set.route) ?? [set, fraction(set.value)];
    changed.set(set.route, [set, plus(value, times(distances[at], fraction(set.sign)))]);
  } });
  const options = Array.from(changed.values(), ([set, value]) => `${set.route}=${written(value, set)}`);
  if (form) options.unshift(...data.variants[form - 1].sets.filter((one) => !changed.has(one.split("=")[0])));
  const command = [data.command, ...options.map((one) => `  --set '${one}'`)].join(" \\\n");
  byId("sets").textContent = options.length ? command + (byHand() ? `\n# ${words.by_hand}` : "") : words.nothing;
}
// Whether a result stands elsewhere than in the files, from which the terminal counts.
function byHand() {
  return data.sliders.some((own) => own.some((one) => one.now && !one.refused && !same(machine.columns[one.column][one.rows[0]], fraction(one.now))));
}
function written(value, set) {
  const plain = (one) => { let text = digits(one, 12); return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text; };
  return plain(set.like === "rate" ? times(value, hundred) : value) + set.behind;
}
function planSliders() {
  const place = byId("plan");
  data.parameters.forEach((one, number) => {
    const start = fraction(one.value);
    const row = sliderRow(one, `p${number}`, start, (now) => timed(() => { distances[number] = minus(now, start); machine.set(distances); draw(); }));
    row.append(element("code", {}, one.route));
    one.row = row;
    place.append(element("div", { class: "card" }, row));
  });
}
// The plan in another form goes on with the results and the values as they were moved; a value that it has not goes back.
function reshape(chosenForm) {
  form = chosenForm;
  const variant = form ? written_plan.variants[form - 1] : null;
  const parameters = written_plan.parameters.map((one, at) => variant ? { ...one, moves: variant.moves[at] } : one);
  data = variant ? { ...written_plan, ...variant.form, parameters } : written_plan;
  known_units.clear();
  parameters.forEach((one, at) => {
    if (one.moves === null) { distances[at] = ZERO; one.row.back(fraction(one.value)); }
    one.row.querySelector("input").disabled = one.moves === null;
  });
  machine = new Machine(data, machine.columns);
  machine.set(distances);
}
function back() {
  distances.fill(ZERO);
  if (form) { byId("form").value = "0"; reshape(0); }
  machine.set(distances);
  data.sliders.forEach((own) => own.forEach((one) => { if (one.now && !one.refused) machine.put(one.column, one.rows, fraction(one.now)); }));
  data.parameters.forEach((one) => one.row.back?.(fraction(one.value)));
  kpiSliders();
  draw();
}

if (data.people.length > 1) {
  const select = byId("person");
  data.people.forEach((one, at) => select.append(element("option", { value: at }, one.said)));
  select.addEventListener("change", () => { chosen = Number(select.value); kpiSliders(); draw(); });
}
byId("back").addEventListener("click", back);
byId("form")?.addEventListener("change", (event) => timed(() => { reshape(Number(event.target.value)); draw(); }));
if (data.planned) planSliders();
kpiSliders();
draw();
document.body.dataset.ready = (performance.now() - started).toFixed(0);
