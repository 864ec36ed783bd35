// The golden vectors' operations on chances, flows and revenue; see vectors.mjs.

import { float } from "./vectors.mjs";

const one = (list) => list[0];

/** The chance of a case, in one of the ways to say it. */
function chance({ rate, a, b }) {
  const counted = a.map((a, i) => ({ a, b: b[i] }));
  if (!counted.length) return rate[0];
  if (rate[0] !== 1) return [rate[0], ...counted];
  return counted.length > 1 ? counted : counted[0];
}

/**
 * Asks about the chance of a case. There the known rate stands apart, and a shape's error tells a from b; here it is the
 * first gate, the error tells which gate, and its message a from b.
 */
function ofChance(ask) {
  return (api, from) => {
    const asked = chance(from);
    try {
      return ask(api, asked, from);
    } catch (error) {
      if (!(error instanceof api.FunnelError) || error.path[0] !== "gates" || (error.code !== "rate" && error.code !== "evidence_shape")) throw error;
      const [, ...rest] = error.path;
      const given = rest.reduce((part, key) => part[key], asked);
      if (!Object.is(given, error.value)) throw new Error(`${error.message}: value ${error.value}`);
      error.path.splice(0, Infinity, error.code === "rate" ? "rate" : error.path.at(-1));
      throw error;
    }
  };
}

const flow = (from) => {
  const [rate, weeks] = [one(from.rate), from.seen_weeks?.[0]];
  const kind = one(from.flow);
  if (kind === "steady") return { perWeek: one(from.per_week), rate };
  return kind === "counted" ? { arrivals: one(from.arrivals), weeks, rate } : { shape: one(from.shape), weeks, rate };
};

const size = (from) => {
  const kind = one(from.size);
  if (kind === "fixed") return one(from.sizes);
  if (kind === "varying") return { mean: one(from.mean), variation: one(from.variation) };
  // One way or the other to say the same.
  if (kind === "seen") return from.sizes.length % 2 ? from.sizes : { sizes: from.sizes };
  return { sizes: from.sizes, counts: from.counts };
};

const both = ({ reached, missed }) => ({ reached: [float(reached)], missed: [float(missed)] });
const tails = ({ lower, upper }) => ({ lower: [float(lower)], upper: [float(upper)] });
const masses = (probability, ln) => ({ probability: [float(probability)], ln: [float(ln)] });
const found = (field, number, { reached, missed }) =>
  number === null
    ? { outcome: ["never"], best: [float(reached)], missed: [float(missed)] }
    : { outcome: ["enough"], [field]: [float(number)], ...(field === "inputs" ? both({ reached, missed }) : {}) };

export const chances = {
  incomplete_beta: (api, { a, b, x }) => tails(api.incompleteBeta(a[0], b[0], x[0])),
  incomplete_gamma: (api, { a, x }) => tails(api.incompleteGamma(a[0], x[0])),
  normal_tails: (api, { z }) => tails(api.normalTails(z[0])),
  beta_quantile(api, { a, b, p }) {
    const { value, complement } = api.betaQuantile(a[0], b[0], p[0]);
    return { x: [float(value)], rest: [float(complement)] };
  },
  gamma_quantile: (api, { a, p }) => ({ x: [float(api.gammaQuantile(a[0], p[0]))] }),
  normal_quantile: (api, { p }) => ({ z: [float(api.normalQuantile(p[0]))] }),
  binomial_probability: (api, { k: [k], n: [n], rate: [rate] }) =>
    masses(api.binomialProbability(k, n, rate), api.lnBinomialProbability(k, n, rate)),
  poisson_probability: (api, { k: [k], mean: [mean] }) => masses(api.poissonProbability(k, mean), api.lnPoissonProbability(k, mean)),
  beta_binomial_probability: (api, { k: [k], n: [n], a: [a], b: [b] }) =>
    masses(api.betaBinomialProbability(k, n, a, b), api.lnBetaBinomialProbability(k, n, a, b)),
  chance_at_least: ofChance((api, chance, { k, n }) => {
    const likelihood = api.atLeast(chance, k[0], n[0]);
    return { ...both(likelihood), method: [likelihood.method] };
  }),
  chance_exactly: ofChance((api, chance, { k, n }) => ({ probability: [float(api.exactly(chance, k[0], n[0]).reached)] })),
  chance_quantile: ofChance((api, chance, { n, p }) => ({ k: [float(api.resultsQuantile(chance, n[0], p[0]).value)] })),
  chance_interval: ofChance((api, chance, { n, level }) => {
    const { low, high } = api.resultsInterval(chance, n[0], level[0]);
    return { low: [float(low)], high: [float(high)] };
  }),
  chance_inputs: ofChance((api, asked, { k, confidence }) => {
    const { inputs, chance } = api.inputsFor(asked, k[0], confidence[0]);
    return found("inputs", inputs, chance);
  }),
  chance_results: ofChance((api, asked, { n, confidence }) => {
    const { value } = api.resultsFor(asked, n[0], confidence[0]);
    return { k: [float(value)], ...both(api.resultsAtLeast(asked, n[0], value)) };
  }),
  rate_for(api, { k, n, confidence }) {
    const share = api.rateFor(k[0], n[0], confidence[0]);
    return share ? { outcome: ["rate"], rate: [float(share.value)], rest: [float(share.complement)] } : { outcome: ["too_few_inputs"] };
  },
  gate_for(api, { rates, gate, k, n, confidence }) {
    const { rate, impossible: no } = api.gateFor(rates, gate[0], k[0], n[0], confidence[0]);
    return no ? { outcome: ["impossible"], takes: [float(no.takes)], ...both(no.best) } : { outcome: ["rate"], rate: [float(rate)] };
  },
  evidence_quantile: (api, { a, b, p }) => ({ x: [float(api.evidenceQuantile({ a: a[0], b: b[0] }, p[0]))] }),
  evidence_interval(api, { a, b, level }) {
    const { low, high } = api.evidenceInterval({ a: a[0], b: b[0] }, level[0]);
    return { low: [float(low)], high: [float(high)] };
  },
  evidence_observe(api, { a, b, successes, trials }) {
    const seen = api.evidence({ successes: successes[0], trials: trials[0], prior: { a: a[0], b: b[0] } });
    return { a: [float(seen.a)], b: [float(seen.b)] };
  },
  flow_at_least: (api, from) => both(api.flowAtLeast(flow(from), one(from.k), one(from.weeks))),
  flow_exactly: (api, from) => ({ probability: [float(api.flowExactly(flow(from), one(from.k), one(from.weeks)).reached)] }),
  flow_quantile: (api, from) => ({ k: [float(api.flowQuantile(flow(from), one(from.weeks), one(from.p))?.value ?? null)] }),
  flow_interval(api, from) {
    const { low, high } = api.flowInterval(flow(from), one(from.weeks), one(from.level));
    return { low: [float(low)], high: [float(high)] };
  },
  flow_weeks(api, from) {
    const { weeks, chance } = api.weeksFor(flow(from), one(from.k), one(from.confidence));
    return found("weeks", weeks, chance);
  },
  arrivals_for: (api, { k, rate, confidence }) => ({ arrivals: [float(api.arrivalsFor(k[0], rate[0], confidence[0]))] }),
  revenue_at_least: ofChance((api, chance, from) => {
    const likelihood = api.revenueAtLeast(chance, one(from.n), size(from), one(from.goal));
    return { ...both(likelihood), method: [likelihood.method] };
  }),
  revenue_quantile: ofChance((api, chance, from) => ({
    amount: [float(api.revenueQuantile(chance, one(from.n), size(from), one(from.p))?.value ?? null)],
  })),
  revenue_inputs: ofChance((api, asked, from) => {
    const { inputs, chance } = api.inputsForRevenue(asked, size(from), one(from.goal), one(from.confidence));
    return found("inputs", inputs, chance);
  }),
  flow_revenue_at_least(api, from) {
    const likelihood = api.flowRevenueAtLeast(flow(from), one(from.weeks), size(from), one(from.goal));
    return { ...both(likelihood), method: [likelihood.method] };
  },
};
