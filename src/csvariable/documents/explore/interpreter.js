"use strict";
// Reads the steps of a program with exact fractions. It knows nodes, and no rule of pay:
// what a node means stands in the engine, and every node is compared with it by the tests.

const ZERO = [0n, 1n], ONE = [1n, 1n];

function gcd(a, b) { while (b) { [a, b] = [b, a % b]; } return a; }
function made(top, bottom) {
  if (bottom < 0n) { top = -top; bottom = -bottom; }
  if (bottom === 1n) return [top, bottom];
  const common = gcd(top < 0n ? -top : top, bottom);
  return common > 1n ? [top / common, bottom / common] : [top, bottom];
}
function fraction(text) {
  const [top, bottom] = text.split("/");
  return [BigInt(top), BigInt(bottom ?? "1")];
}
const plus = (a, b) => a[1] === b[1] && a[1] === 1n ? [a[0] + b[0], 1n] : made(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
const minus = (a, b) => plus(a, [-b[0], b[1]]);
const times = (a, b) => made(a[0] * b[0], a[1] * b[1]);
const over = (a, b) => made(a[0] * b[1], a[1] * b[0]);
function compared(a, b) {
  const left = a[0] * b[1], right = b[0] * a[1];
  return left < right ? -1 : left > right ? 1 : 0;
}
const same = (a, b) => a === b || (a !== null && b !== null && a[0] === b[0] && a[1] === b[1]);
const floored = (a) => { const whole = a[0] / a[1]; return a[0] < 0n && whole * a[1] !== a[0] ? whole - 1n : whole; };
const holds = {
  from: (a, b) => compared(a, b) >= 0, above: (a, b) => compared(a, b) > 0,
  up_to: (a, b) => compared(a, b) <= 0, below: (a, b) => compared(a, b) < 0,
};

function rounded(value, unit, mode) {
  const scaled = over(value, unit), negative = scaled[0] < 0n;
  const top = negative ? -scaled[0] : scaled[0], bottom = scaled[1];
  const whole = top / bottom, rest = top % bottom, twice = 2n * rest;
  let grows = twice > bottom;
  if (mode === "up") grows = rest > 0n;
  else if (mode === "down") grows = false;
  else if (twice === bottom) grows = mode === "half-up" || (mode === "half-even" && whole % 2n === 1n);
  const count = whole + (grows ? 1n : 0n);
  return times([negative ? -count : count, 1n], unit);
}

function byPoints(a, b) {
  // Names go by code points, not by the halves that a text is stored in.
  const left = Array.from(String(a)), right = Array.from(String(b));
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = left[at].codePointAt(0) - right[at].codePointAt(0);
    if (difference) return difference;
  }
  return left.length - right.length;
}
function byNames(a, b) {
  for (let at = 0; at < a.length; at++) {
    const difference = typeof a[at] === "number" ? a[at] - b[at] : byPoints(a[at], b[at]);
    if (difference) return difference;
  }
  return 0;
}
const summed = (values) => values.reduce(plus, ZERO);

function apportion(whole, weights, names, unit) {
  if (!weights.length) return [];
  if (whole[0] < 0n) return apportion([-whole[0], whole[1]], weights, names, unit).map((one) => [-one[0], one[1]]);
  if (!weights.some((one) => one[0] !== 0n)) weights = weights.map(() => ONE);
  const count = over(whole, unit), share = over(count, summed(weights));
  const exact = weights.map((one) => times(share, one)), floors = exact.map(floored);
  const left = Number(floored(count) - floors.reduce((a, b) => a + b, 0n));
  const order = weights.map((_, at) => at).sort((a, b) =>
    compared(minus([floors[a], 1n], exact[a]), minus([floors[b], 1n], exact[b])) || byNames(names[a], names[b]));
  // A count of units that is negative takes from the end of the order, as a slice does.
  for (const at of order.slice(0, left)) floors[at] += 1n;
  return floors.map((one) => times(unit, [one, 1n]));
}

function apportionWithin(whole, weights, names, unit, most, again) {
  if (whole[0] <= 0n) return apportion(whole, weights, names, unit);
  const limit = times(unit, [floored(over(most, unit)), 1n]);
  if (!again) return apportion(whole, weights, names, unit).map((one) => compared(one, limit) > 0 ? limit : one);
  let free = weights.map((_, at) => at), left = whole;
  const full = new Set();
  while (free.length) {
    let keys = free.map((at) => weights[at]);
    if (!keys.some((one) => one[0] !== 0n)) keys = keys.map(() => ONE);
    const sum = summed(keys);
    const past = free.filter((_, at) => compared(times(left, keys[at]), times(limit, sum)) > 0);
    if (!past.length) break;
    past.forEach((at) => full.add(at));
    left = minus(left, times(limit, [BigInt(past.length), 1n]));
    free = free.filter((at) => !full.has(at));
  }
  const parts = apportion(left, free.map((at) => weights[at]), free.map((at) => names[at]), unit);
  const found = new Map(free.map((at, place) => [at, parts[place]]));
  return weights.map((_, at) => found.get(at) ?? limit);
}

// ------------------------------------------------------------------ one program on some people

class Machine {
  // The facts of another machine may be gone on with: those of the page may have moved.
  constructor(data, columns = null) {
    this.data = data;
    this.base = data.numbers.map(fraction);
    this.numbers = this.base.slice();
    this.columns = columns ?? {};
    if (columns === null) for (const [name, values] of Object.entries(data.columns)) this.columns[name] = values.map((one) => one === null ? null : fraction(one));
    this.height = data.roles_of.length;
    this.people = data.people;
    this.ids = [];
    data.people.forEach((one) => one.rows.forEach((row) => { this.ids[row] = one.id; }));
    this.lastRole = data.people.map((one) => data.roles_of[one.rows[one.rows.length - 1]]);
    this.table = { rows: {}, people: {} };
    this.reads = new Map();
    this.splits = new Map();
    this.refusal = "";
    this.ran = this.numbers;
    this.run();
  }

  places(role, person) {
    const roles = person ? this.lastRole : this.data.roles_of;
    const found = [];
    roles.forEach((one, at) => { if (one === role) found.push(at); });
    return found;
  }

  // Runs everything, or after a change only what can differ: names of columns and numbers with the rows that moved.
  run(moved = null) {
    const changed = { columns: new Map(), numbers: new Set(), rows: new Map(), people: new Map() };
    if (moved) { changed.columns = moved.columns ?? changed.columns; changed.numbers = moved.numbers ?? changed.numbers; }
    for (const person of [false, true]) {
      const level = person ? "people" : "rows", table = this.table[level];
      for (const [role, at] of this.data.schedule[level]) {
        const step = this.data.roles[role][level][at];
        const column = table[step.name] ??= new Array(person ? this.people.length : this.height).fill(null);
        let places = this.places(role, person);
        if (moved) {
          const due = this.due(step, changed, person);
          if (due !== null) places = places.filter((place) => due.has(place));
          if (!places.length) continue;
        }
        const beyond = "OSP".includes(step.formula[0]) ? this.beyond(step.formula, person) : null;
        const differing = changed[level].get(step.name) ?? new Set();
        for (const place of places) {
          const value = beyond ? beyond[place] : this.value(step.formula, place, person);
          if (!same(column[place], value)) { column[place] = value; differing.add(place); }
        }
        changed[level].set(step.name, differing);
      }
    }
  }

  // Returns where a step must be computed again; null is everywhere.
  due(step, changed, person) {
    const reads = this.readsOf(step.formula), found = new Set();
    if (reads.numbers.some((one) => changed.numbers.has(one))) return null;
    const owners = (row) => this.people.forEach((one, at) => { if (one.rows.includes(row)) found.add(at); });
    for (const name of reads.columns) for (const row of changed.columns.get(name) ?? []) { if (person) owners(row); else found.add(row); }
    for (const name of reads.steps) for (const at of changed[person ? "people" : "rows"].get(name) ?? []) found.add(at);
    for (const name of reads.parts) for (const row of changed.rows.get(name) ?? []) owners(row);
    for (const name of reads.beyond) if ((changed[person ? "people" : "rows"].get(name)?.size ?? 0) > 0) return null;
    return found;
  }

  readsOf(node) {
    if (!this.reads.has(node)) {
      const found = { numbers: [], columns: [], steps: [], parts: [], beyond: [] };
      this.walk(node, (one) => {
        if (one[0] === "g") found.numbers.push(one[1]);
        if (one[0] === "f") found.columns.push(one[1]);
        if (one[0] === "r") found.steps.push(one[1]);
        if (one[0] === "o") found.parts.push(one[1]);
        if (one[0] === "c") found.numbers.push(one[3], ...(one[4] === null ? [] : [one[4]]), ...one[5].flatMap((s) => [s[0], s[2], s[3]].filter((slot) => typeof slot === "number")));
        if (one[0] === "m") found.numbers.push(...one[3].map((s) => s[1]), ...one[4].map((s) => s[1]), ...one[5].flat());
        if (one[0] === "~") found.numbers.push(one[2]);
        if (one[0] === "O") { found.beyond.push(one[1]); if (one[4]) found.columns.push(one[4]); }
        if (one[0] === "p") found.numbers.push(this.data.splits[one[1]].unit);
        if (one[0] === "S") { found.beyond.push(one[1].amount, one[1].key, one[1].member); found.numbers.push(one[1].unit, ...(one[1].each === null ? [] : [one[1].each])); }
        if (one[0] === "P") { found.beyond.push(one[1].eligible, ...one[1].ranks.map((rank) => rank[0]), ...(one[1].teams === null ? [] : [one[1].teams])); found.numbers.push(one[1].unit, ...one[1].prizes); }
      });
      this.reads.set(node, found);
    }
    return this.reads.get(node);
  }

  parts(node) {
    switch (node[0]) {
      case "+": case "*": case "min": case "max": return node[1];
      case "/": return [node[1], node[2]];
      case "c": case "k": case "~": return [node[1]];
      case "m": return [node[1], node[2]];
      case "h": return [node[1], node[3]];
      case "?": return [node[1], node[2], node[3]];
      case "p": { const split = this.data.splits[node[1]]; return [split.total, ...split.weights]; }
      default: return [];
    }
  }
  walk(node, seen) { seen(node); this.parts(node).forEach((one) => this.walk(one, seen)); }

  value(node, at, person) {
    const of = (one) => this.value(one, at, person);
    const number = (one) => this.numbers[one];
    switch (node[0]) {
      case "g": return number(node[1]);
      case "f": {
        const column = this.columns[node[1]];
        return column === undefined ? null : column[person ? this.people[at].rows[this.people[at].rows.length - 1] : at];
      }
      case "r": return this.table[person ? "people" : "rows"][node[1]][at];
      case "o": return this.ofParts(node, at);
      case "+": case "*": case "min": case "max": {
        let found = null;
        for (const one of node[1]) {
          const value = of(one);
          if (value === null) return null;
          if (found === null) found = value;
          else if (node[0] === "+") found = plus(found, value);
          else if (node[0] === "*") found = times(found, value);
          else found = (compared(value, found) < 0) === (node[0] === "min") ? value : found;
        }
        return found ?? ZERO;
      }
      case "/": {
        const top = of(node[1]), bottom = of(node[2]);
        return top === null || bottom === null || bottom[0] === 0n ? null : over(top, bottom);
      }
      case "c": { const x = of(node[1]); return x === null ? null : this.height_of(node, x); }
      case "m": {
        const row = of(node[1]), column = of(node[2]);
        return row === null || column === null ? null : this.grid(node, row, column);
      }
      case "h": {
        const left = of(node[1]), right = of(node[3]);
        return left === null || right === null ? null : holds[node[2]](left, right) ? ONE : ZERO;
      }
      case "k": return of(node[1]) === null ? ZERO : ONE;
      case "?": {
        const when = of(node[1]);
        return when === null ? null : of(when[0] !== 0n ? node[2] : node[3]);
      }
      case "~": { const value = of(node[1]); return value === null ? null : rounded(value, number(node[2]), node[3]); }
      case "p": return this.cut(node, at, person);
      default: throw new Error("a node that this page does not know: " + node[0]);
    }
  }

  height_of(node, x) {
    const segment = this.stretch_at(node, x);
    return this.held(node, segment < 0 ? this.numbers[node[3]] : this.along(node, segment, x));
  }
  // The stretch of a curve that a value stands in, by number; -1 before the first one.
  stretch_at(node, x) {
    let segment = -1;
    for (const one of node[5]) {
      const way = compared(x, this.numbers[one[0]]);
      if (way === 0 ? !one[1] : node[2] ? way > 0 : way < 0) break;
      segment++;
    }
    return segment;
  }
  along(node, segment, x) {
    return plus(this.base_of(node, segment), times(minus(x, this.numbers[node[5][segment][0]]), this.slope_of(node, segment)));
  }
  held(node, height) {
    if (height[0] < 0n) return ZERO;
    const cap = node[4] === null ? null : this.numbers[node[4]];
    return cap !== null && compared(height, cap) > 0 ? compared(cap, ZERO) > 0 ? cap : ZERO : height;
  }

  // Where a band goes on from the one before, its height; a line that arrives at the next one has its slope from both.
  base_of(node, at) {
    const [start, , base] = node[5][at];
    if (base !== null) return this.numbers[base];
    const width = minus(this.numbers[start], this.numbers[node[5][at - 1][0]]);
    return plus(this.base_of(node, at - 1), times(width, this.slope_of(node, at - 1)));
  }
  slope_of(node, at) {
    const [start, , , slope] = node[5][at];
    if (slope === "before") return this.slope_of(node, at - 1);
    if (slope !== null) return this.numbers[slope];
    const rise = minus(this.base_of(node, at + 1), this.base_of(node, at));
    return over(rise, minus(this.numbers[node[5][at + 1][0]], this.numbers[start]));
  }

  axis(starts, value, linear) {
    let at = -1;
    starts.forEach((one, index) => { if (holds[one[0]](value, this.numbers[one[1]])) at = index; });
    if (at < 0) return null;
    if (!linear || at === starts.length - 1) return [[at, ONE]];
    const here = this.numbers[starts[at][1]], there = this.numbers[starts[at + 1][1]];
    const share = over(minus(value, here), minus(there, here));
    return [[at, minus(ONE, share)], [at + 1, share]];
  }
  grid(node, row, column) {
    const rows = this.axis(node[3], row, node[6][0]), columns = this.axis(node[4], column, node[6][1]);
    if (rows === null || columns === null) return ZERO;
    return summed(rows.flatMap(([at, share]) => columns.map(([to, other]) => times(times(this.numbers[node[5][at][to]], share), other))));
  }

  cut(node, at, person) {
    const split = this.data.splits[node[1]];
    const whole = this.value(split.total, at, person), weights = split.weights.map((one) => this.value(one, at, person));
    if (whole === null || weights.includes(null)) return null;
    return apportion(whole, weights, split.names.map((name) => [name]), this.numbers[split.unit])[node[2]];
  }

  ofParts(node, at) {
    const column = this.table.rows[node[1]], own = this.people[at].rows;
    if (column === undefined) return null;
    if (node[2] === "last" || own.length === 1) return column[own[own.length - 1]];
    const there = own.map((row) => column[row]).filter((one) => one !== null);
    return there.length ? summed(there) : null;
  }

  // ------------------------------------------------------------------ what looks beyond its row

  keys(within, person) {
    const { roles_of: roles, teams } = this.data;
    const key = {
      team: (row) => teams[row] ?? null, role: (row) => roles[row], company: () => "",
      "role and team": (row) => [roles[row], teams[row] ?? null], person: (row) => this.ids[row],
    }[within];
    const rows = person ? this.people.map((one) => one.rows[one.rows.length - 1]) : roles.map((_, row) => row);
    return rows.map((row) => JSON.stringify(key(row)));
  }
  grouped(keys, places) {
    const found = new Map();
    for (const at of places) found.set(keys[at], [...(found.get(keys[at]) ?? []), at]);
    return found;
  }
  beyond(node, person) {
    if (node[0] === "O") return this.overAll(node);
    return node[0] === "S" ? this.sharedBy(node[1]) : this.placedBy(node[1]);
  }
  overAll(node) {
    const [, step, fold, within, where] = node, keys = this.keys(within, false);
    const values = this.table.rows[step] ?? new Array(this.height).fill(null);
    const flags = where === null ? null : this.columns[where];
    const counted = values.map((_, at) => at).filter((at) => values[at] !== null && (!flags || (flags[at] && flags[at][0] !== 0n)));
    const found = new Map();
    for (const [key, rows] of this.grouped(keys, counted)) {
      const whole = summed(rows.map((row) => values[row]));
      found.set(key, fold === "mean" ? over(whole, [BigInt(rows.length), 1n]) : whole);
    }
    return keys.map((key) => found.get(key) ?? null);
  }
  sharedBy(node) {
    const rowsOf = this.table.rows, members = rowsOf[node.member], keys = this.keys(node.within, false);
    const result = members.map((flag) => flag === null ? null : ZERO);
    const there = members.map((_, at) => at).filter((at) => members[at] !== null && members[at][0] !== 0n);
    for (const rows of this.grouped(keys, there).values()) {
      const known = rows.map((row) => rowsOf[node.key][row]), pots = rows.map((row) => rowsOf[node.amount][row]);
      if (known.includes(null) || pots.includes(null)) { rows.forEach((row) => { result[row] = null; }); continue; }
      const pot = node.pooled ? summed(pots) : pots[0], names = rows.map((row) => [this.ids[row], row]);
      const unit = this.numbers[node.unit];
      let parts = known;
      if (!(node.at_most && compared(summed(known), pot) <= 0)) {
        parts = node.each === null ? apportion(pot, known, names, unit)
          : apportionWithin(pot, known, names, unit, this.numbers[node.each], node.again);
      }
      rows.forEach((row, at) => { result[row] = parts[at]; });
    }
    return result;
  }
  placedBy(node) {
    const sheet = this.table.people, eligible = sheet[node.eligible], keys = this.keys(node.within, true);
    const result = eligible.map((flag) => flag === null ? null : ZERO);
    const there = eligible.map((_, at) => at).filter((at) => eligible[at] !== null && eligible[at][0] !== 0n);
    const groups = this.grouped(keys, there);
    if (node.teams !== null) { this.ofTeams(node, groups, result); return result; }
    for (const people of groups.values()) {
      const ranks = people.map((at) => this.rank(node, at));
      this.prizes(node, ranks, people.map((at) => [this.people[at].id])).forEach((prize, number) => { result[people[number]] = prize; });
    }
    return result;
  }
  // The prize, or the place, of each of those who are compared, by number; who has no rank has none.
  prizes(node, ranks, names) {
    const prizes = node.prizes.map((one) => this.numbers[one]), found = new Map();
    const ranked = ranks.map((rank, at) => [at, rank]).filter(([, rank]) => rank[0][0]);
    ranked.sort((a, b) => this.better(b[1], a[1]));
    for (let place = 0; place < ranked.length;) {
      const tied = ranked.filter(([, rank]) => this.better(rank, ranked[place][1]) === 0).map(([at]) => at).sort((a, b) => a - b);
      const whole = summed(prizes.slice(place, place + tied.length));
      const parts = apportion(whole, tied.map(() => ONE), tied.map((at) => names[at]), this.numbers[node.unit]);
      const told = [BigInt(place < prizes.length ? place + 1 : 0), 1n];
      tied.forEach((at, number) => { found.set(at, node.tells === "prize" ? parts[number] : told); });
      place += tied.length;
    }
    return found;
  }
  // What the people of each team are given; who is of no team takes no part.
  ofTeams(node, groups, result) {
    const teams = Array.from(groups, ([key, people]) => [JSON.parse(key), people]).filter(([key]) => key !== null);
    const found = this.prizes(node, teams.map(([, people]) => this.rank(node, people[0])), teams.map(([key]) => [key]));
    teams.forEach(([, people], at) => {
      const prize = found.get(at) ?? ZERO;
      let parts = people.map(() => node.tells === "members" ? [BigInt(people.length), 1n] : prize);
      if (node.tells === "prize") {
        const weights = people.map((one) => this.table.people[node.teams][one] ?? ZERO);
        parts = apportion(prize, weights, people.map((one) => [this.people[one].id]), this.numbers[node.unit]);
      }
      people.forEach((one, number) => { result[one] = parts[number]; });
    });
  }
  rank(node, at) {
    return node.ranks.map(([step, falling]) => {
      const value = this.table.people[step][at];
      return [value !== null, value === null ? ZERO : falling ? [-value[0], value[1]] : value];
    });
  }
  better(a, b) {
    for (let at = 0; at < a.length; at++) {
      if (a[at][0] !== b[at][0]) return a[at][0] ? 1 : -1;
      const way = compared(a[at][1], b[at][1]);
      if (way) return way;
    }
    return 0;
  }

  // ------------------------------------------------------------------ changes

  // Puts a value into some rows of a column.
  put(column, rows, value) {
    const known = (this.columns[column] ??= new Array(this.height).fill(null)), moved = new Set();
    for (const row of rows) if (!same(known[row], value)) { known[row] = value; moved.add(row); }
    if (moved.size) this.run({ columns: new Map([[column, moved]]) });
  }
  // Sets values of the plan, each as its distance from what is written.
  set(distances) {
    const next = this.base.slice(), written = new Map();
    this.data.parameters.forEach((one, at) => {
      if (!distances[at] || distances[at][0] === 0n) return;
      for (const set of one.sets) {
        const [now] = written.get(set.route) ?? [fraction(set.value)];
        written.set(set.route, [plus(now, times(distances[at], fraction(set.sign))), set.least]);
      }
      for (const [slot, slope] of Object.entries(one.moves)) next[slot] = plus(next[slot], times(fraction(slope), distances[at]));
    });
    const moved = new Set();
    // What was refused was not run: what has moved is told from what ran last.
    next.forEach((value, slot) => { if (!same(value, this.ran[slot])) moved.add(slot); });
    this.numbers = next;
    this.refusal = "";
    if (Array.from(written.values()).some(([value, least]) => least !== null && compared(value, fraction(least)) < 0)) this.refusal = "under";
    if (this.bounds().some((starts) => starts.some((slot, at) => at > 0 && !this.same_way(starts[at - 1], slot)))) this.refusal = "crossed";
    if (this.refusal) return;
    this.ran = next;
    if (moved.size) this.run({ numbers: moved });
  }
  // The bounds of every curve and matrix, in their order; a plan whose bounds pass one another is none.
  bounds() {
    if (this.ordered === undefined) {
      this.ordered = [];
      for (const role of Object.values(this.data.roles)) for (const step of [...role.rows, ...role.people]) this.walk(step.formula, (one) => {
        if (one[0] === "c") this.ordered.push(one[5].map((segment) => segment[0]));
        if (one[0] === "m") this.ordered.push(one[3].map((start) => start[1]), one[4].map((start) => start[1]));
      });
    }
    return this.ordered;
  }
  same_way(one, other) {
    return compared(this.numbers[one], this.numbers[other]) === compared(this.base[one], this.base[other]);
  }
  // Whether the plan refuses a part of a person, or the person: it asks for something that is not so.
  refused(at) {
    if (this.refusal) return true;
    const { rows } = this.people[at], last = rows[rows.length - 1];
    const fails = (one, place, person) => { const value = this.value(one, place, person); return value === null || value[0] === 0n; };
    return rows.some((row) => this.data.present[row] && this.data.roles[this.data.roles_of[row]].demands.some((one) => fails(one, row, false)))
      || (this.data.present[last] && this.data.roles[this.lastRole[at]].person_demands.some((one) => fails(one, at, true)));
  }
  // What a person is paid; nothing where the plan refuses a part of theirs.
  total(at) { return this.refused(at) ? null : this.table.people.total[at]; }
}
