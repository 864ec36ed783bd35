// Ten million calls of what probabilities are made of: a hash of all the bits of each function's answers.
// native/src/bin/bits.rs does the same in Rust, bits.txt has the hashes: what is changed here is changed there.
import { flat } from "./flat.mjs";

const view = new DataView(new ArrayBuffer(8));

/** Numbers of the same seed, and a hash of the answers. */
class Stream {
  state;
  hash = 0x811c9dc5;

  constructor(seed) {
    this.state = seed >>> 0;
  }
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  }
  put(number) {
    view.setFloat64(0, number ?? NaN);
    for (const bits of number === null ? [0x7ff80000, 0] : [view.getUint32(0), view.getUint32(4)]) {
      this.hash = Math.imul(this.hash ^ bits, 0x01000193) >>> 0;
      this.hash = (this.hash ^ (this.hash >>> 15)) >>> 0;
    }
  }
  /** From 0 to 1. */
  share() {
    const high = this.next();
    return (high * 4294967296 + this.next()) * 2 ** -64;
  }
  /** From 2^-10 to 2^20, as many of each size. */
  size() {
    const power = 2 ** ((this.next() % 30) - 10);
    return (1 + this.share()) * power;
  }
  /** A whole number below 2^20, as many of each size. */
  count() {
    return this.next() % 2 ** (this.next() % 21);
  }
  /** A rate, also a very small one. */
  rate() {
    const power = 2 ** -(this.next() % 20);
    return this.share() * power;
  }
}

const tails = (to, { lower, upper }) => (to.put(lower), to.put(upper));
const likelihood = (to, { reached, missed }) => (to.put(reached), to.put(missed));
const inputs = (to, found) => {
  to.put(found.inputs);
  likelihood(to, found.chance);
};
const counted = (to) => ({ a: 0.5 + (to.next() % 100), b: 0.5 + (to.next() % 100) });

/** Each function: how many calls, and one call. Arguments are drawn before the call, from left to right. */
export const FUNCTIONS = {
  incomplete_beta: [2e6, (api, to) => { const [a, b, x] = [to.size(), to.size(), to.share()]; tails(to, api.incompleteBeta(a, b, x)); }],
  incomplete_gamma: [15e5, (api, to) => { const [a, x] = [to.size(), to.size()]; tails(to, api.incompleteGamma(a, x)); }],
  beta_quantile: [3e5, (api, to) => {
    const [a, b, p] = [to.size(), to.size(), to.share()];
    const { value, complement } = api.betaQuantile(a, b, p);
    to.put(value);
    to.put(complement);
  }],
  gamma_quantile: [3e5, (api, to) => { const [a, p] = [to.size(), to.share()]; to.put(api.gammaQuantile(a, p)); }],
  normal_quantile: [1e6, (api, to) => to.put(api.normalQuantile(to.rate()))],
  normal_tails: [5e5, (api, to) => tails(to, api.normalTails(to.share() * 80 - 40))],
  binomial_probability: [1e6, (api, to) => {
    const [k, more, p] = [to.count(), to.count(), to.rate()];
    to.put(api.binomialProbability(k, k + more, p));
  }],
  poisson_probability: [1e6, (api, to) => { const [k, mean] = [to.count(), to.size()]; to.put(api.poissonProbability(k, mean)); }],
  beta_binomial_probability: [5e5, (api, to) => {
    const [k, more, a, b] = [to.count(), to.count(), to.size(), to.size()];
    to.put(api.betaBinomialProbability(k, k + more, a, b));
  }],
  at_least: [1e6, (api, to) => {
    const [p, k, more] = [to.rate(), to.count(), to.count()];
    likelihood(to, api.atLeast(p, k, k + more));
  }],
  inputs: [8e5, (api, to) => { const [p, k, c] = [to.rate(), to.count(), to.share()]; inputs(to, api.inputsFor(p, k, c)); }],
  at_least_counted: [5e4, (api, to) => {
    const [gate, k, more] = [counted(to), to.next() % 100, to.next() % 300];
    likelihood(to, api.atLeast(gate, k, k + more));
  }],
  inputs_counted: [5e4, (api, to) => {
    const [gate, k, c] = [counted(to), to.next() % 50, to.share() * 0.99];
    inputs(to, api.inputsFor(gate, k, c));
  }],
  at_least_of_several: [2e3, (api, to) => {
    const [one, two, k, more] = [counted(to), counted(to), to.next() % 50, to.next() % 1000];
    likelihood(to, api.atLeast([one, two, 0.5], k, k + more));
  }],
  quantile: [1e5, (api, to) => {
    const [p, n, q] = [to.rate(), to.count(), to.share()];
    to.put(api.resultsQuantile(p, n, q).value);
  }],
  flow_at_least: [5e4, (api, to) => {
    const [arrivals, k, weeks] = [to.next() % 200, to.next() % 100, 1 + to.next() % 30];
    likelihood(to, api.flowAtLeast({ arrivals, weeks: 4, rate: 0.5 }, k, weeks));
  }],
  flow_weeks: [2e4, (api, to) => {
    const [perWeek, k, c] = [to.size(), to.next() % 100, to.share() * 0.99];
    const { weeks, chance } = api.weeksFor({ perWeek, rate: 0.5 }, k, c);
    to.put(weeks);
    likelihood(to, chance);
  }],
  revenue_varying: [1e4, (api, to) => {
    const [p, n, variation, goal] = [to.share(), to.next() % 100, to.share() * 2, to.share() * 50];
    likelihood(to, api.revenueAtLeast(p, n, { mean: 1, variation }, goal));
  }],
  revenue_seen: [3e3, (api, to) => {
    const [p, n, ...sizes] = [to.share(), to.next() % 100, to.next() % 40, 1 + to.next() % 40, to.next() % 40];
    likelihood(to, api.revenueAtLeast(p, n, sizes, to.share() * 500));
  }],
  revenue_rough: [3e2, (api, to) => {
    const [p, n, ...sizes] = [to.share(), to.next() % 100, to.share(), to.share(), to.share()];
    likelihood(to, api.revenueAtLeast(p, n, sizes, to.share() * 10));
  }],
  revenue_inputs: [1e3, (api, to) => {
    const [p, goal, c] = [0.1 + 0.9 * to.share(), to.share() * 20, to.share() * 0.99];
    inputs(to, api.inputsForRevenue(p, { mean: 1, variation: 0.7 }, goal, c));
  }],
};

/** The hash of one function. */
export function hashOf(entry, name) {
  const api = flat(entry);
  const [calls, call] = FUNCTIONS[name];
  const to = new Stream(20260704);
  for (let i = 0; i < calls; i++) call(api, to);
  return to.hash.toString(16).padStart(8, "0");
}
