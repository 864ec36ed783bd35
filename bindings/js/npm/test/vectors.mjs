// Reads the golden vectors (core/testdata/README.md) and holds an API against them: bit for bit, or as near as they say.
// vectors-chance.mjs has the operations on chances. Needs nothing of
// its host: the same file runs in Node and in a browser.

import { flat } from "./flat.mjs";
import { chances } from "./vectors-chance.mjs";

const view = new DataView(new ArrayBuffer(8));

/** The 16 hex digits of a number; any NaN is the one of the files. */
export function bits(number) {
  if (Number.isNaN(number)) return "7ff8000000000000";
  view.setFloat64(0, number);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

function value(word) {
  if (word === "-") return null;
  const hex = /^([0-9a-f]{16})=/.exec(word);
  if (hex) {
    view.setBigUint64(0, BigInt(`0x${hex[1]}`));
    return view.getFloat64(0);
  }
  return /^\d+$/.test(word) ? Number(word) : word;
}

/** The cases of a file: name, op, inputs and outputs by field, each a list; of those that need only be near also how near. */
export function parse(text) {
  const cases = [];
  let now;
  for (const line of text.split("\n")) {
    const [kind, first, ...words] = line.split(" ");
    if (kind === "case") cases.push((now = { name: first, op: null, in: {}, out: {}, near: {} }));
    else if (kind === "op") now.op = first;
    else if (kind === "in") now.in[first] = words.map(value);
    else if (kind === "out") now.out[first] = words;
    else if (kind === "near") now.near[first] = { tolerance: Number(words[0]), words: words.slice(1) };
    else if (kind && kind !== "#" && kind !== "exact") throw new Error(`not understood: ${line}`);
  }
  return cases;
}

// An output as the files write it, without the decimal text.
export const float = (number) => (number === null ? "-" : bits(number));
const bare = (word) => word.replace(/=.*/, "");
const camel = (word) => word?.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const snake = (word) => word.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const yes = (flag) => (flag ? "yes" : "no");

const goal = (from) =>
  from.goal[0] === "revenue" ? { revenue: from.target[0] } : { volume: from.target[0], stage: from.goal_stage[0] };
const lever = ([word, gate]) => (word === "gate" ? { lever: "gate", gate } : { lever: "saleValue" });
const velocity = (from) => ({
  opportunities: from.opportunities[0], saleValue: from.sale_value[0], winRate: from.win_rate[0], cycleDays: from.cycle_days[0],
});

const operations = {
  forward(api, from) {
    const { volumes, revenue } = api.forward(from.rates, from.entry[0], from.sale_value[0]);
    return { volumes: volumes.map(float), revenue: [float(revenue)] };
  },
  overall: (api, from) => ({ overall: [float(api.overall(from.rates))] }),
  required(api, from) {
    const kind = from.start[0];
    const start = kind === "empty" ? undefined : { [kind]: from.there };
    const { entry, volumes, unreachable: no } = api.required(from.rates, { ...goal(from), saleValue: from.sale_value[0], start });
    if (!no) return { outcome: ["entry"], entry: [float(entry)], volumes: volumes.map(float) };
    const lever = no.lever === "gate" ? ["gate", String(no.gate)] : ["sale_value"];
    return { outcome: ["unreachable"], lever, missing: [float(no.missing)], best: [float(no.best)] };
  },
  forward_each(api, from) {
    const { volumes, revenue } = api.forward(from.rates, from.entries, from.sale_values);
    return { volumes: volumes.map(float), revenue: [float(revenue)] };
  },
  required_each: (api, from) =>
    operations.required(api, { ...from, goal: ["revenue"], target: from.revenue, sale_value: [from.sale_values], start: from.start ?? ["empty"] }),
  snapshot(api, from) {
    const { reached, trials } = api.snapshot({ open: from.open, lost: from.lost });
    return { reached: reached.map(float), trials: trials.map(float) };
  },
  rates_from_counts: (api, from) => {
    const rates = api.ratesFromCounts(from.successes, from.trials);
    const each = from.successes.map((some, i) => (from.trials[i] === 0 ? null : api.rateFromCounts(some, from.trials[i])));
    if (each.map(float).join() !== rates.map(float).join()) throw new Error("rateFromCounts differs");
    return { rates: rates.map(float) };
  },
  one_in: (api, from) => ({ rate: [float(api.rateOneIn(from.n[0]))] }),
  roll_up(api, from) {
    const sum = api.rollUp({ gates: from.gates[0], rates: from.rates, entries: from.entries, saleValues: from.sale_values });
    return {
      volumes: sum.volumes.map(float), implied: sum.rates.map(float), revenue: [float(sum.revenue)],
      sale_value: [float(sum.saleValue)], overall: [float(sum.overall)],
    };
  },
  sensitivity(api, from) {
    const effect = api.sensitivity(from.rates, {
      ...goal(from), saleValue: from.sale_value[0], activityStage: from.stage[0], activity: from.volume[0],
      ...lever(from.lever), step: { [from.step[0]]: from.size[0] },
    });
    const out = { capped: [yes(effect.capped)] };
    for (const key of [
      "from", "to", "requiredBefore", "requiredAfter", "revenueBefore", "revenueAfter", "requiredChange", "revenueChange",
    ]) out[snake(key)] = [float(effect[key])];
    return out;
  },
  solve(api, from) {
    const found = api.solve({
      volumes: from.volumes, rates: from.rates, saleValue: from.sale_value[0], revenue: from.revenue[0],
    });
    const nodes = [...found.volumes, found.revenue];
    const edges = [...found.rates, found.saleValue];
    const part = (answer, key, as) => (answer.kind === "onlyProduct" ? as(answer[key]) : "-");
    const why = found.conflict;
    const out = {
      undetermined: [String(found.undetermined)],
      node_kinds: nodes.map((answer) => snake(answer.kind)),
      nodes: nodes.map((answer) => float(answer.value)),
      edge_kinds: edges.map((answer) => snake(answer.kind)),
      edges: edges.map((answer) => float(answer.value)),
      edge_products: edges.map((answer) => part(answer, "product", float)),
      edge_from: edges.map((answer) => part(answer, "from", String)),
      edge_to: edges.map((answer) => part(answer, "to", String)),
      conflict: [why ? why.kind : "none"],
    };
    if (why) {
      for (const key of Object.keys(why)) {
        if (key !== "kind") out[key] = [/^(from|to|gate|gates)$/.test(key) ? String(why[key]) : float(why[key])];
      }
    }
    return out;
  },
  calendar(api, from) {
    const name = from.calendar[0];
    const daysPerWeek = from.days_per_week?.[0];
    const calendar = name === "selling_weeks"
      ? { sellingWeeks: from.weeks[0], daysPerWeek }
      : { name: name.replaceAll("_", "-"), daysPerWeek };
    const [of, to] = [from.from[0], from.to[0]];
    return {
      per_year: [api.perYear(of, calendar), api.perYear(to, calendar)].map(float),
      amount: [float(api.convert(from.amount[0], of, to, calendar))],
    };
  },
  whole(api, from) {
    const whole = api.whole(from.exact[0], camel(from.policy[0]));
    return { units: [float(whole.units)], residual: [float(whole.residual)], delivers: [float(whole.delivers)] };
  },
  whole_each: (api, from) => ({
    whole: api.wholeEach(from.rates, from.exact, from.stage[0], camel(from.policy[0])).map(float),
  }),
  activity_gauge: (api, from) => ({ gauge: [float(api.activityGauge(from.actual[0], from.required[0]))] }),
  attainment: (api, from) => ({ attainment: [float(api.attainment(from.actual[0], from.goal[0]))] }),
  velocity: (api, from) => ({ per_day: [float(api.velocity(velocity(from)))] }),
  velocity_effect(api, from) {
    const effect = api.velocityEffect(velocity(from), camel(from.lever[0]), from.by[0]);
    return {
      to: [float(effect.to)], capped: [yes(effect.capped)], per_day: [float(effect.perDay)], change: [float(effect.change)],
    };
  },
  weighted_pipeline(api, from) {
    const { total, weighted, deviation } = api.weightedPipeline(from.values, from.probabilities);
    return { total: [float(total)], weighted: [float(weighted)], deviation: [float(deviation)] };
  },
  coverage(api, from) {
    const found = api.coverage({ pipeline: from.pipeline[0], quota: from.quota[0], booked: from.booked[0] });
    return found.kind === "met"
      ? { outcome: ["met"], surplus: [float(found.surplus)] }
      : { outcome: ["ratio"], ratio: [float(found.ratio)], cushion: [float(found.cushion)] };
  },
  required_coverage: (api, from) => ({ coverage: [float(api.requiredCoverage(from.win_rate[0]))] }),
  ...chances,
};

function answer(api, { op, in: from, out: wanted }) {
  try {
    return operations[op](api, from);
  } catch (error) {
    if (!(error instanceof api.FunnelError)) throw error;
    const { code, value, allowed, path } = error;
    const index = path.findLast((part) => typeof part === "number");
    const limit = allowed?.length ?? allowed?.max ?? null;
    return {
      error: [code],
      error_field: [fieldOf(path, wanted.error_field?.[0])],
      error_index: [index === undefined || code === "stage" || code === "gate" ? "-" : String(index)],
      // Words are no numbers there.
      error_value: [typeof value === "string" ? "-" : float(value)],
      error_limit: [float(limit)],
    };
  }
}

/** What is named otherwise here than in the core, at the end of the path. */
const NAMES = {
  "goal.revenue": ["revenue"], "goal.target": ["volume"], "goal.stage": ["stage"], "start[]": ["open", "reached"],
  "evidence.a": ["a"], "evidence.b": ["b"], "entries[]": ["entry", "entries"], "sale_values[]": ["saleValue", "saleValues"],
  "evidence[]": ["gates"], goal: ["threshold", "goal"], "size.mean": ["size", "mean"], "size.variation": ["variation"],
  "size.sizes[]": ["size", "sizes"], "size.counts[]": ["counts"], selling_weeks: ["sellingWeeks"], days_per_week: ["daysPerWeek"],
  results: ["k", "results"], step: ["points", "percent", "to"], "step.to": ["to"], per_week: ["perWeek"], one_in: ["n"], shape: ["shape"],
  volume: ["activity", "exact"], stage: ["stage", "activityStage"], rate: ["rate", "gates"], p: ["p", "rate"],
  "rates[]": ["rates", "gates"], "segments[]": [],
};

/** The core's name of the field of a path, if that is the one that is wanted; else what it is here. */
function fieldOf(path, wanted) {
  const name = path.findLast((part) => typeof part === "string");
  if (!path.length) return "-";
  const known = NAMES[wanted] ?? [camel(wanted?.replace("[]", "").split(".").at(-1))];
  return known.includes(name) ? wanted : path.join(".");
}

function same({ out, near }, field, got) {
  if (!near[field]) return out[field]?.map(bare).join(" ") === got?.join(" ");
  const { tolerance, words } = near[field];
  return got?.length === words.length && words.every((word, i) => {
    const wanted = value(word);
    return got[i] !== "-" && Math.abs(value(`${got[i]}=`) - wanted) <= tolerance * Math.abs(wanted);
  });
}

/** Operations of the core that JavaScript does not have. */
export const NOT_HERE = new Set(["mix", "costs", "sample_size"]);

/** Holds an API against the cases of a file. Returns how many held, were passed over, and what did not hold. */
export function check(entry, text) {
  const api = flat(entry);
  const result = { held: 0, passed: [], wrong: [] };
  for (const test of parse(text)) {
    // Their mistake is in an output list, which is made here and not handed in.
    if (test.in.places || test.in.implied_places || NOT_HERE.has(test.op)) {
      result.passed.push(test.name);
      continue;
    }
    let got;
    try {
      got = answer(api, test);
    } catch (error) {
      result.wrong.push(`${test.name}: ${error.stack}`);
      continue;
    }
    const fields = new Set([...Object.keys(test.out), ...Object.keys(test.near), ...Object.keys(got)]);
    const wrong = [...fields].filter((field) => !same(test, field, got[field]));
    if (wrong.length) {
      const why = wrong.map((field) => `${field} is ${got[field]}, not ${test.out[field] ?? JSON.stringify(test.near[field])}`);
      result.wrong.push(`${test.name}: ${why.join("; ")}`);
    }
    else result.held += 1;
  }
  return result;
}
