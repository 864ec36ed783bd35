// Seeded random input for every function, and a hash of all that comes out. native/src/main.rs does the same in Rust:
// what is changed here is changed there.

import { flat } from "./flat.mjs";

const view = new DataView(new ArrayBuffer(8));
const pick = (list, next) => list[next() % list.length];

/** A hash of what `count` random calls give. */
export const hashOf = (api, seed, count) => hashed(api, seed, count, (operations) => operations);

/** The same of those functions that `funnelmath/plan` has. */
export const hashOfPlans = (api, seed, count) =>
  hashed(api, seed, count, (operations) => [...operations.slice(0, 3), operations.at(-1)], false);

function hashed(entry, seed, count, of, withSureness = true) {
  const api = flat(entry);
  let state = seed >>> 0;
  let hash = 0x811c9dc5;

  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  const word = (bits) => {
    hash = Math.imul(hash ^ bits, 0x01000193) >>> 0;
    hash = (hash ^ (hash >>> 15)) >>> 0;
  };
  const put = (number) => {
    if (number === null || Number.isNaN(number)) return word(0x7ff80000), word(0);
    view.setFloat64(0, Number(number));
    word(view.getUint32(0));
    word(view.getUint32(4));
  };
  const all = (numbers) => numbers.forEach(put);

  const share = () => {
    const high = next();
    return (high * 4294967296 + next()) * 2 ** -64;
  };
  const anything = () => {
    view.setUint32(0, next());
    view.setUint32(4, next());
    return view.getFloat64(0);
  };
  const safe = () => [0, 1, share, share, share, share, share, share][next() & 7];
  const sure = () => {
    const kind = safe();
    return typeof kind === "number" ? kind : kind();
  };
  const rate = () => ((next() & 63) === 0 ? anything() : sure());
  const amount = () => {
    const kind = next() & 31;
    if (kind === 0) return 0;
    if (kind === 1) return anything();
    if (kind < 6) return next() % 1000;
    const part = share();
    return part * 2 ** (next() % 40);
  };
  const number = () => (next() & 15 ? next() % 1000 : amount());
  const list = (len, make) => Array.from({ length: len }, make);
  const maybe = (make) => (next() & 1 ? make() : null);
  const goal = (gates) => {
    const revenue = next() & 1;
    const stage = next() % (gates + 2);
    const target = amount();
    return revenue ? { revenue: target } : { volume: target, stage };
  };
  const start = (gates) => {
    const kind = next() % 3;
    const there = list(gates + 1, amount);
    return kind ? { [kind > 1 ? "reached" : "open"]: there } : null;
  };
  const step = () => {
    const kind = pick(["points", "percent", "to"], next);
    return { [kind]: kind === "to" ? rate() : share() * 64 - 16 };
  };
  const period = () => pick(["day", "week", "month", "quarter", "year"], next);
  const policy = () => pick(["up", "nearest", "upEachStage"], next);
  const calendar = () => {
    const kind = next() & 3;
    const weeks = share() * 60;
    const daysPerWeek = maybe(() => share() * 8);
    return kind > 2 ? { sellingWeeks: weeks, daysPerWeek } : { name: ["common", "four-week-month", "civil"][kind], daysPerWeek };
  };
  const putUnreachable = (why) => all([why.gate, why.missing, why.best]);
  const putEffect = (effect) =>
    all([
      effect.gate, effect.from, effect.to, effect.capped, effect.revenueBefore, effect.revenueAfter, effect.requiredBefore,
      effect.requiredAfter, effect.requiredChange, effect.revenueChange,
    ]);
  const putPeriod = (period) => {
    put(period.goal);
    for (const stage of period.stages) all([stage.exact, stage.units, stage.residual, stage.delivers]);
    all([period.revenue, period.attainment]);
  };
  const putAnswer = (answer) => {
    put(["given", "found", "undetermined", "onlyProduct"].indexOf(answer.kind));
    put(answer.value);
    if (answer.kind === "onlyProduct") all([answer.product, answer.from, answer.to]);
  };
  const factors = () => {
    const [opportunities, saleValue, winRate, cycleDays] = [amount(), amount(), rate(), amount()];
    return { opportunities, saleValue, winRate, cycleDays };
  };

  const METHODS = ["exact", "inversion", "quadrature", "lattice", "truncated"];
  const method = (name) => put(METHODS.indexOf(name));
  const likelihood = ({ reached, missed, method: name }) => (put(reached), put(missed), method(name));
  const quantile = (found) => {
    put(found && found.value);
    if (found) method(found.method);
  };
  const interval = ({ low, high, method: name }) => (put(low), put(high), method(name));
  // Mostly small, so that most answers take little time.
  const few = () => (next() & 31 ? next() % 50 : amount());
  const chanceOf = () => (next() & 31 ? share() : anything());
  const shape = () => share() * 2 ** (next() % 12);
  const prior = () => {
    const kind = next() & 3;
    return kind < 3 ? [undefined, "jeffreys", "uniform"][kind] : { a: shape(), b: shape() };
  };
  const counted = () => {
    if (next() & 1) return { a: shape(), b: shape() };
    const [successes, trials] = [next() % 20, next() % 50];
    return { successes, trials, prior: prior() };
  };
  const gate = () => (next() & 1 ? rate() : counted());
  const chance = () => {
    const kind = next() & 3;
    return kind < 2 ? rate() : kind < 3 ? gate() : list(next() % 4, gate);
  };
  const flow = () => {
    const kind = next() % 3;
    const [some, weeks, passing] = [share() * 2 ** (next() % 8), share() * 20, rate()];
    if (kind < 1) return { perWeek: some, rate: passing };
    return kind < 2 ? { arrivals: Math.floor(some), weeks, rate: passing } : { shape: some, weeks, rate: passing };
  };
  const size = () => {
    const kind = next() & 3;
    if (kind < 1) return amount();
    if (kind < 2) return { mean: share() * 5000, variation: share() * 2 };
    const sizes = list(1 + (next() % 6), () => (next() % 40) * 100);
    return kind < 3 ? sizes : { sizes, counts: sizes.map(() => next() % 9) };
  };
  const goalOf = () => share() * 50000;

  const operations = of([
    () => {
      const [rates, entry, value] = [list(1 + (next() % 6), rate), amount(), amount()];
      const { volumes, revenue } = api.forward(rates, entry, value);
      all([...volumes, revenue]);
    },
    () => {
      const rates = list(1 + (next() % 6), rate);
      const target = goal(rates.length);
      const saleValue = amount();
      const { volumes, unreachable } = api.required(rates, { ...target, saleValue, start: start(rates.length) });
      if (unreachable) putUnreachable(unreachable);
      else all(volumes);
    },
    () => {
      const rates = list(1 + (next() % 4), rate);
      const asked = { ...goal(rates.length), saleValue: amount(), activityStage: next() % rates.length, activity: amount() };
      const lever = next() & 1 ? { lever: "saleValue" } : { gate: next() % (rates.length + 1) };
      putEffect(api.sensitivity(rates, { ...asked, ...lever, step: step() }));
    },
    () => {
      const gates = 1 + (next() % 4);
      const volumes = list(gates + 1, () => maybe(amount));
      const rates = list(gates, () => maybe(rate));
      const found = api.solve({ volumes, rates, saleValue: maybe(amount), revenue: maybe(amount) });
      [...found.volumes, ...found.rates, found.saleValue, found.revenue].forEach(putAnswer);
      put(found.undetermined);
      const why = found.conflict;
      if (why?.kind === "contradictory") all([why.from, why.to, why.expected, why.given]);
      else if (why) all([why.gate, why.to, why.gates, why.best, why.takes]);
    },
    () => {
      const [gates, members] = [1 + (next() % 3), next() % 5];
      const [rates, entries, saleValues] = [list(gates * members, rate), list(members, amount), list(members, amount)];
      const sum = api.rollUp({ gates, rates, entries, saleValues });
      all([...sum.volumes, ...sum.rates, sum.revenue, sum.saleValue, sum.overall]);
    },
    () => {
      const how = policy();
      const { units, residual, delivers } = api.whole(amount(), how);
      all([units, residual, delivers]);
    },
    () => {
      const how = policy();
      const rates = list(1 + (next() % 4), rate);
      const exact = list(rates.length + 1, amount);
      all(api.wholeEach(rates, exact, next() % (rates.length + 1), how));
    },
    () => {
      const how = calendar();
      const [from, to] = [period(), period()];
      put(api.perYear(from, how));
      put(api.convert(amount(), from, to, how));
    },
    () => {
      const len = next() % 5;
      const [successes, trials] = [list(len, () => next() % 50), list(len, number)];
      all(api.ratesFromCounts(successes, trials));
    },
    () => put(api.rateOneIn(amount())),
    () => put(api.overall(list(1 + (next() % 6), rate))),
    () => {
      const [above, below] = [amount(), amount()];
      put(api.attainment(above, below));
      put(api.activityGauge(above, below));
    },
    () => {
      const steady = factors();
      const lever = pick(["opportunities", "saleValue", "winRate", "cycle"], next);
      const effect = api.velocityEffect(steady, lever, share() * 3 - 1);
      all([api.velocity(steady), effect.to, effect.capped, effect.perDay, effect.change]);
    },
    () => {
      const len = next() % 8;
      const [values, chances] = [list(len, amount), list(len, rate)];
      const { total, weighted, deviation } = api.weightedPipeline(values, chances);
      all([total, weighted, deviation]);
    },
    () => {
      const [pipeline, quota, booked] = [amount(), amount(), amount()];
      put(api.requiredCoverage(rate()));
      const found = api.coverage({ pipeline, quota, booked });
      all(found.kind === "met" ? [found.surplus] : [found.ratio, found.cushion]);
    },
    () => {
      const which = next() % 7;
      const asked = chance();
      const [n, p] = [few(), chanceOf()];
      if (which < 2) likelihood((which ? api.exactly : api.atLeast)(asked, few(), n));
      else if (which < 3) {
        quantile(api.resultsQuantile(asked, n, p));
      } else if (which < 4) {
        interval(api.resultsInterval(asked, n, p));
      } else if (which < 5) {
        const found = api.inputsFor(asked, n, p);
        put(found.inputs), likelihood(found.chance);
      } else if (which < 6) {
        quantile(api.resultsFor(asked, n, p));
      } else put(api.expectedRate(asked));
    },
    () => {
      const [k, n, p] = [few(), few(), chanceOf()];
      const found = api.rateFor(k, n, p);
      all(found ? [found.value, found.complement] : [null]);
      const rates = list(1 + (next() % 4), rate);
      const { rate: needed, impossible } = api.gateFor(rates, next() % (rates.length + 1), k, n, p);
      put(needed);
      if (impossible) put(impossible.takes), likelihood(impossible.best);
    },
    () => {
      const known = counted();
      const p = chanceOf();
      const { a, b, mean } = api.evidence(known);
      all([a, b, mean, api.evidenceQuantile(known, p)]);
      interval(api.evidenceInterval(known, p));
    },
    () => {
      const [a, b, p, x] = [shape(), shape(), chanceOf(), amount()];
      const [k, n] = [few(), few()];
      const beta = api.incompleteBeta(a, b, p);
      const gamma = api.incompleteGamma(a, x);
      const rate = api.betaQuantile(a, b, p);
      const normal = api.normalTails(x - 30);
      all([beta.lower, beta.upper, gamma.lower, gamma.upper, rate.value, rate.complement, api.gammaQuantile(a, p), normal.lower, normal.upper]);
      all([
        api.normalQuantile(p), api.binomialProbability(k, n, p), api.lnBinomialProbability(k, n, p), api.poissonProbability(k, x),
        api.lnPoissonProbability(k, x), api.betaBinomialProbability(k, n, a, b), api.lnBetaBinomialProbability(k, n, a, b),
      ]);
    },
    () => {
      const which = next() % 7;
      const coming = flow();
      const [k, weeks, p] = [few(), share() * 20, chanceOf()];
      if (which < 1) put(api.flowExpected(coming, weeks));
      else if (which < 3) likelihood((which < 2 ? api.flowAtLeast : api.flowExactly)(coming, k, weeks));
      else if (which < 4) quantile(api.flowQuantile(coming, weeks, p));
      else if (which < 5) interval(api.flowInterval(coming, weeks, p));
      else if (which < 6) {
        const found = api.weeksFor(coming, k, p);
        put(found.weeks), likelihood(found.chance);
      } else put(api.arrivalsFor(k, rate(), p));
    },
    () => {
      // Some of these take a millisecond.
      if (next() & 15) return;
      const which = next() % 6;
      const of = size();
      const [aim, p] = [goalOf(), chanceOf()];
      if (which < 3) {
        const asked = chance();
        const n = few();
        if (which < 1) likelihood(api.revenueAtLeast(asked, n, of, aim));
        else if (which < 2) quantile(api.revenueQuantile(asked, n, of, p));
        else {
          const found = api.inputsForRevenue(asked, of, aim, p);
          put(found.inputs), likelihood(found.chance);
        }
      } else {
        const coming = flow();
        const weeks = share() * 20;
        if (which < 4) likelihood(api.flowRevenueAtLeast(coming, weeks, of, aim));
        else if (which < 5) quantile(api.flowRevenueQuantile(coming, weeks, of, p));
        else {
          const found = api.weeksForRevenue(coming, of, aim, p);
          put(found.weeks), likelihood(found.chance);
        }
      }
    },
    () => {
      const gates = list(1 + (next() % 5), () => (next() & 3 ? { rate: sure() } : { successes: next() % 10, trials: 10 + (next() % 50) }));
      const benchmarks = gates.map(() => maybe(sure));
      const saleValue = maybe(() => next() % 10000);
      const valueBenchmark = maybe(() => next() % 10000);
      const funnel = new api.Funnel({
        gates: gates.map((gate, i) => ({ ...gate, benchmark: benchmarks[i] })), saleValue, saleValueBenchmark: valueBenchmark,
        calendar: ["common", "four-week-month", "civil"][next() % 3],
      });
      const aim = goal(gates.length);
      const [per, activityPer] = [period(), period()];
      const activityStage = next() & 3 ? 0 : next() % gates.length;
      const [how, actual] = [policy(), maybe(amount)];
      const [confidence, before] = [next() & 7 ? null : chanceOf(), prior()];
      const there = start(gates.length);
      const left = next() & 3 ? null : share();
      const reached = next() & 3 ? null : amount();
      const entries = next() & 7 ? null : list(gates.length + 1, number);
      const dealSize = next() & 15 || saleValue !== null ? null : size();
      const sureness = withSureness ? { confidence, prior: before } : {};
      const plan = funnel.plan({
        ...aim, per, activityPer, activityStage, policy: how, actual, start: there, left, reached, entries, dealSize, ...sureness,
      });
      if (plan.unreachable) putUnreachable(plan.unreachable);
      plan.periods.forEach(putPeriod);
      if (plan.confident) {
        plan.confident.expected.forEach(likelihood);
        likelihood(plan.confident.chance);
        plan.confident.periods.forEach(putPeriod);
      }
      all([plan.gauge, plan.attainment, plan.landing]);
      plan.sensitivity.forEach(putEffect);
    },
  ]);

  let errors = 0;
  for (let i = 0; i < count; i++) {
    try {
      operations[next() % operations.length]();
    } catch (error) {
      if (!(error instanceof api.FunnelError)) throw error;
      errors += 1;
      for (const letter of error.code) word(letter.charCodeAt(0));
      put(error.value);
    }
  }
  return `${hash.toString(16).padStart(8, "0")} ${errors} errors`;
}
