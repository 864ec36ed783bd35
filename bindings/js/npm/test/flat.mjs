// The library as flat functions, one for each operation of the golden vectors and of the random inputs: what is asked of is
// first, then numbers in the order of the core's older functions. Only the tests use it.
export function flat(api) {
  const of = (results) => ({ reached: results.value, missed: results.complement, method: results.method });
  const sure = ({ chance, ...rest }) => ({ ...rest, chance: of(chance) });
  const functions = {
    backend: () => api.backend(),
    forward: (rates, entry, saleValue) => api.forward({ rates, entry, saleValue }),
    required: (rates, target) => api.required({ ...target, rates }),
    sensitivity: (rates, situation) => api.sensitivity({ ...situation, rates }),
    rateFromCounts: (successes, trials) => api.rateFromCounts({ successes, trials }),
    rateOneIn: (n) => api.rateOneIn(n),
  };
  const chance = {
    atLeast: (gates, k, n) => of(new api.Chance(gates).results(n).atLeast(k)),
    exactly: (gates, k, n) => of(new api.Chance(gates).results(n).exactly(k)),
    resultsQuantile: (gates, n, p) => new api.Chance(gates).results(n).quantile(p),
    resultsInterval: (gates, n, level) => new api.Chance(gates).results(n).interval(level),
    inputsFor: (gates, results, confidence) => sure(new api.Chance(gates).inputsFor({ results, confidence })),
    resultsFor: (gates, inputs, confidence) => new api.Chance(gates).results(inputs).lowerBound(confidence),
    resultsAtLeast: (gates, inputs, k) => of(new api.Chance(gates).results(inputs).atLeast(k)),
    expectedRate: (gates) => new api.Chance(gates).mean,
    rateFor: (results, inputs, confidence) => api.rateFor({ results, inputs, confidence }),
    gateFor(rates, gate, results, inputs, confidence) {
      const found = api.gateFor({ rates, gate, results, inputs, confidence });
      return found.impossible ? { ...found, impossible: { ...found.impossible, best: of(found.impossible.best) } } : found;
    },
    evidence: (counts) => ({ ...new api.Evidence(counts) }),
    evidenceQuantile: (counts, p) => new api.Evidence(counts).quantile(p),
    evidenceInterval: (counts, level) => new api.Evidence(counts).interval(level),
    flowExpected: (flow, weeks) => new api.Flow(flow).results(weeks).mean(),
    flowAtLeast: (flow, k, weeks) => of(new api.Flow(flow).results(weeks).atLeast(k)),
    flowExactly: (flow, k, weeks) => of(new api.Flow(flow).results(weeks).exactly(k)),
    flowQuantile: (flow, weeks, p) => new api.Flow(flow).results(weeks).quantile(p),
    flowInterval: (flow, weeks, level) => new api.Flow(flow).results(weeks).interval(level),
    weeksFor: (flow, results, confidence) => sure(new api.Flow(flow).weeksFor({ results, confidence })),
    arrivalsFor: (results, rate, confidence) => api.arrivalsFor({ results, rate, confidence }),
  };
  const named = (name, ...names) => [name, (...numbers) => api[name](Object.fromEntries(names.map((key, i) => [key, numbers[i]])))];
  const all = {
    revenueAtLeast: (gates, n, size, goal) => of(new api.Chance(gates).results(n).revenue(size).atLeast(goal)),
    revenueQuantile: (gates, n, size, p) => new api.Chance(gates).results(n).revenue(size).quantile(p),
    inputsForRevenue: (gates, size, threshold, confidence) => sure(new api.Chance(gates).inputsForRevenue({ size, threshold, confidence })),
    flowRevenueAtLeast: (flow, weeks, size, goal) => of(new api.Flow(flow).results(weeks).revenue(size).atLeast(goal)),
    flowRevenueQuantile: (flow, weeks, size, p) => new api.Flow(flow).results(weeks).revenue(size).quantile(p),
    weeksForRevenue: (flow, size, threshold, confidence) => sure(new api.Flow(flow).weeksForRevenue({ size, threshold, confidence })),
    normalTails: (z) => api.normalTails(z),
    normalQuantile: (p) => api.normalQuantile(p),
    overall: (rates) => api.overall(rates),
    solve: (knowns) => api.solve(knowns),
    snapshot: (pipeline) => api.snapshot(pipeline),
    rollUp: (members) => api.rollUp(members),
    perYear: (period, calendar) => api.perYear(period, calendar),
    whole: (exact, policy) => api.whole(exact, policy),
    velocity: (factors) => api.velocity(factors),
    velocityEffect: (factors, lever, by) => api.velocityEffect(factors, { lever, by }),
    coverage: (money) => api.coverage(money),
    requiredCoverage: (winRate) => api.requiredCoverage(winRate),
    ...Object.fromEntries([
      named("convert", "amount", "from", "to", "calendar"), named("wholeEach", "rates", "exact", "stage", "policy"),
      named("ratesFromCounts", "successes", "trials"), named("activityGauge", "actual", "required"), named("attainment", "actual", "goal"),
      named("weightedPipeline", "values", "probabilities"), named("incompleteBeta", "a", "b", "x"), named("incompleteGamma", "a", "x"),
      named("betaQuantile", "a", "b", "p"), named("gammaQuantile", "a", "p"), named("binomialProbability", "k", "n", "rate"),
      named("lnBinomialProbability", "k", "n", "rate"), named("poissonProbability", "k", "mean"), named("lnPoissonProbability", "k", "mean"),
      named("betaBinomialProbability", "k", "n", "a", "b"), named("lnBetaBinomialProbability", "k", "n", "a", "b"),
    ]),
  };
  /** Plans with lists of periods, and likelihoods as above. */
  class Funnel extends (api.Funnel ?? Object) {
    plan(target) {
      const { total, activity, confident, ...plan } = super.plan(target);
      const periods = (one) => [...new Set([one.total, one.activity])].filter((period) => period !== null);
      const rest = confident === undefined ? {} : { confident: confident && {
        confidence: confident.confidence, leavesOut: confident.leavesOut, expected: periods(confident.expected).map(of), chance: of(confident.chance), periods: periods(confident),
      } };
      return { ...plan, periods: periods({ total, activity }), ...rest };
    }
  }
  return { ...functions, ...(api.Chance && chance), ...(api.solve && all), Funnel, FunnelError: api.FunnelError };
}
