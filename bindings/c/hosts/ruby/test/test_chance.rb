# frozen_string_literal: true

require "minitest/autorun"
require "bigdecimal"
require "funnelmath"

# How sure: chances, evidence, flows and revenue through the wrapper, and confident plans. Expected numbers are published
# ones, or plain sums in decimal arithmetic; the golden vectors have the rest.
class TestChance < Minitest::Test
  F = FunnelMath
  UNIFORM = F::Evidence::UNIFORM
  GATES = [F::Gate.rate(0.65, "Proposals"), F::Gate.rate(0.4, "Sales")].freeze
  COUNTED = [F::Gate.counts(65, 100, "Proposals"), F::Gate.counts(40, 100, "Sales")].freeze
  REVENUE = F::Goal.revenue(25_000)

  def assert_near(expected, value)
    assert_in_epsilon expected, value, 1e-12
  end

  def test_a_confident_plan_is_plain_objects
    funnel = F::Funnel.new(GATES, sale_value: 3_400)
    plan = funnel.plan(REVENUE, confidence: 0.9)
    sure = plan.confident
    assert_equal [0.9, %i[exact exact]], [sure.confidence, sure.expected.map(&:how)]
    # 29 a month and 7 a week, 30 a month: sums of binomial probabilities of 26 %.
    assert_near 0.49295147871778533, sure.expected[0].reached
    assert_near 0.5070485212822147, sure.expected[0].missed
    assert_near 0.5362254058230153, sure.expected[1].reached
    # 43 a month make 8 sales that sure, 42 do not.
    assert_near 0.9036042722094172, sure.chance.reached
    assert_near 0.09639572779058284, sure.chance.missed
    month, week = sure.periods
    assert_equal [:month, :week, 25_000.0], [month.period, week.period, month.goal]
    assert_equal [43.0, 10.0, "Stage 0"],
                 [month.stages[0].whole.units, week.stages[0].whole.units, week.stages[0].name]
    assert_near 43 * 0.65 * 0.4 * 3_400, month.revenue
    assert_equal funnel.plan(REVENUE).periods, plan.periods
    assert_nil funnel.plan(REVENUE).confident
    assert_equal plan, Marshal.load(Marshal.dump(plan))
    assert_raises(FrozenError) { sure.confidence = 0.5 }
  end

  def sure_inputs(**prior)
    funnel = F::Funnel.new(COUNTED, sale_value: 3_400)
    [0.8, 0.9, 0.95].map do |confidence|
      funnel.plan(REVENUE, confidence: confidence, **prior).confident.periods[0].stages[0].whole.units
    end
  end

  def test_gates_made_of_counts_are_as_sure_as_their_counts
    assert_equal [39.0, 46.0, 51.0], sure_inputs(prior: UNIFORM)
    assert_equal sure_inputs, sure_inputs(prior: F::Evidence::JEFFREYS)
    assert_equal sure_inputs, sure_inputs(prior: nil)
    [F::Evidence.new(90, 10), F::Evidence.new(10, 90)].each do |prior|
      chance = F::Chance.of(COUNTED, prior: prior)
      assert_equal [0.8, 0.9, 0.95].map { |c| chance.inputs(8, confidence: c).inputs }, sure_inputs(prior: prior)
    end
  end

  def test_a_plan_that_nothing_makes_sure
    plan = F::Funnel.new(GATES, sale_value: 3_400).plan(REVENUE, confidence: 1)
    assert_equal [[], 2, 1.0], [plan.confident.periods, plan.confident.expected.size, plan.confident.chance.reached]
    closed = F::Funnel.new([F::Gate.rate(0)], sale_value: 1).plan(REVENUE, confidence: 0.9).confident
    assert_equal [[], [], 0.0, 1.0], [closed.periods, closed.expected, closed.chance.reached, closed.chance.missed]
  end

  def test_chances_of_known_rates
    chance = F::Chance.of(GATES)
    assert_equal chance, F::Chance.new(0.26)
    assert_equal chance, F::Chance.of([0.65, 0.4])
    assert_equal chance, F::Chance.of(F::Numbers.of([0.65, 0.4]))
    assert_equal [0.26, 0.26, []], [chance.rate, chance.mean, chance.evidence]
    assert_equal([38.0, 43.0, 48.0], [0.8, 0.9, 0.95].map { |c| chance.inputs(8, confidence: c).inputs })
    assert_near 0.44858864571149176, chance.at_least(8, n: 28).reached
    assert_near 0.46377459417698474, chance.at_least(8, n: 30).missed
    half = F::Chance.new(1r / 2)
    assert_near 0.5, half.exactly(1, n: 2).reached
    assert_equal [1.0, :exact], half.quantile(0.75, n: 2).to_a
    assert_equal [0.0, 1.0, :exact], half.interval(0.5, n: 2).to_a
    results = chance.results(43, confidence: 0.9)
    assert_equal 8.0, results.results
    assert_near 0.9036042722094172, results.chance.reached
    never = F::Chance.new(0).inputs(1, confidence: 0.5)
    assert_equal [nil, 0.0], [never.inputs, never.chance.reached]
    assert_equal 0.25, F::Chance.of([F::Gate.one_in(4)]).rate
    assert_equal F::Chance.new(0.25), F::Chance.new(BigDecimal("0.25"))
  end

  def test_chances_of_counts
    chance = F::Chance.of(COUNTED, prior: UNIFORM)
    assert_equal [1.0, [F::Evidence.new(66, 36), F::Evidence.new(41, 61)]], [chance.rate, chance.evidence]
    assert_equal([39.0, 46.0, 51.0], [0.8, 0.9, 0.95].map { |c| chance.inputs(8, confidence: c).inputs })
    assert_equal chance, F::Chance.new(1, chance.evidence)
    assert_equal chance.hash, F::Chance.of(COUNTED, prior: UNIFORM).hash
    refute_equal chance, F::Chance.of(COUNTED)
    refute_equal chance, 1
    assert_equal F::Evidence::JEFFREYS.observe(65, 100), F::Chance.of(COUNTED).evidence[0]
    mixed = F::Chance.of([0.5, F::Gate.counts(1, 2), F::Gate.rate(0.5), F::Evidence.new(3, 5)], prior: UNIFORM)
    assert_equal [0.25, [F::Evidence.new(2, 2), F::Evidence.new(3, 5)]], [mixed.rate, mixed.evidence]
    assert_equal 0.25 * 0.5 * 0.375, mixed.mean
    assert_predicate mixed.evidence, :frozen?
    assert_equal "#<FunnelMath::Chance 0.25 * Beta(2.0, 2.0) * Beta(3.0, 5.0)>", mixed.inspect
    assert_equal chance, F::Chance.of(F::Funnel.new(COUNTED).gates, prior: UNIFORM)
    # Of 50 leads, 10 became customers: 3 or more of the next 10?
    followed = F::Chance.of([F::Gate.counts(10, 50)], prior: UNIFORM).at_least(3, n: 10)
    assert_equal "0.3593", format("%.4f", followed.reached)
  end

  def test_rates_that_it_takes
    assert_near 0.27065123264926666, F.rate_for(8, n: 28, confidence: 0.5).value
    assert_nil F.rate_for(8, n: 7, confidence: 0.5)
    gate = F.gate_for([0.65, 0.4], 0, 8, n: 40, confidence: 0.5)
    assert_near 0.4753385569388618, gate.rate
    assert_equal [nil, nil], [gate.takes, gate.best]
    never = F.gate_for([0.65, 0.4], 1, 8, n: 8, confidence: 0.9)
    assert_nil never.rate
    assert_operator never.takes, :>, 1
    assert_near 0.65**8, never.best.reached
  end

  def test_evidence
    closing = UNIFORM.observe(40, 100)
    assert_equal [41.0, 61.0, 41 / 102.0], [closing.a, closing.b, closing.mean]
    assert_equal closing, closing.observe(0, 0)
    assert_near 0.25, UNIFORM.quantile(0.25)
    interval = UNIFORM.interval(0.5)
    assert_near 0.25, interval.low
    assert_near 0.75, interval.high
    assert_equal closing, Marshal.load(Marshal.dump(closing))
    assert_predicate closing, :frozen?
  end

  def test_flows
    flow = F::Flow.steady(10)
    assert_equal [10.0, 10.4], [flow.per_week, flow.expected(rate: 0.26, weeks: 4)]
    assert_equal [0.25, 1.5], [F::Flow.counted(0, weeks: 2).per_week, F::Flow.uncertain(3, weeks: 2).per_week]
    assert_near Math.exp(-2), F::Flow.steady(2).exactly(0, rate: 1, weeks: 1).reached
    assert_near Math.exp(-3), F::Flow.steady(2).at_least(1, rate: 0.5, weeks: 3).missed
    assert_equal [10.0, nil], [0.5, 1].map { |p| flow.quantile(p, rate: 0.26, weeks: 4) }
    assert_equal [6.0, 15.0], flow.interval(0.8, rate: 0.26, weeks: 4).to_a
    assert_nil flow.interval(1, rate: 0.26, weeks: 4).high
    wait = flow.weeks(8, rate: 0.26, confidence: 0.9) # where P(8, 2.6 weeks) is 0.9
    assert_near 4.527274792903098, wait.weeks
    assert_near 0.9, wait.chance.reached
    never = flow.weeks(8, rate: 0.26, confidence: 1)
    assert_equal [nil, 1.0], [never.weeks, never.chance.reached]
    assert_near 2 * Math.log(2), F.arrivals_for(1, rate: 0.5, confidence: 0.5)
    assert_nil F.arrivals_for(1, rate: 0, confidence: 0.5)
  end

  def test_revenue_of_inputs
    chance = F::Chance.new(0.26)
    fixed = F::DealSize.fixed(3_400)
    varying = F::DealSize.varying(3_400, variation: 0.7)
    assert_near chance.at_least(8, n: 40).reached, chance.revenue_at_least(25_000, n: 40, size: fixed).reached
    assert_equal [43.0, 47.0], [fixed, varying].map { |size| chance.revenue_inputs(25_000, size: size, confidence: 0.9).inputs }
    assert_nil chance.revenue_inputs(1, size: F::DealSize.fixed(0), confidence: 0.9).inputs
    median = chance.revenue_quantile(0.5, n: 40, size: fixed)
    assert_equal [3_400 * chance.quantile(0.5, n: 40).results, :exact], [median.amount, median.how]
    assert_nil chance.revenue_quantile(1, n: 40, size: varying)
    # One deal of one at 50 %, worth 1 or 3.
    half = F::Chance.new(0.5)
    assert_equal 0.25, half.revenue_at_least(2, n: 1, size: F::DealSize.seen([1, 3])).reached
    [[[1, 3], [1, 3]], [F::Numbers.of([3, 1]), [0.75, 0.25]]].each do |sizes, counts|
      assert_near 0.375, half.revenue_at_least(2, n: 1, size: F::DealSize.counted(sizes, counts)).reached
    end
    lattice = chance.revenue_at_least(25_000, n: 40, size: F::DealSize.seen([1_000.1, 2_222.2, Math::PI * 1_000]))
    assert_equal :lattice, lattice.how
  end

  def test_revenue_of_flows
    flow = F::Flow.steady(10)
    fixed = F::DealSize.fixed(3_400)
    sure = flow.revenue_at_least(25_000, rate: 0.26, weeks: 4, size: fixed)
    assert_near flow.at_least(8, rate: 0.26, weeks: 4).reached, sure.reached
    assert_equal 34_000.0, flow.revenue_quantile(0.5, rate: 0.26, weeks: 4, size: fixed).amount
    assert_nil flow.revenue_quantile(1, rate: 0.26, weeks: 4, size: fixed)
    wait = flow.revenue_weeks(25_000, rate: 0.26, size: fixed, confidence: 0.9)
    assert_near flow.weeks(8, rate: 0.26, confidence: 0.9).weeks, wait.weeks
    assert_nil flow.revenue_weeks(25_000, rate: 0.26, size: fixed, confidence: 1).weeks
  end

  def test_distributions
    assert_equal [0.25, 0.75], F.incomplete_beta(1, 1, 0.25).to_a
    assert_near Math.exp(-2), F.incomplete_gamma(1, 2).upper
    assert_equal [[0.5, 0.5], 0.0], [F.normal_tails(0).to_a, F.normal_quantile(0.5)]
    assert_near 1.959963984540054, F.normal_quantile(0.975)
    assert_near 0.5, F.beta_quantile(1, 2, 0.75).value
    assert_near Math.log(2), F.gamma_quantile(1, 0.5)
    assert_equal [nil, nil, nil], [F.gamma_quantile(1, 1), F.normal_quantile(0), F.ln_poisson_probability(1, 0)]
    assert_near 0.375, F.binomial_probability(1, 3, 0.5)
    assert_near(-10_000 * Math.log(2), F.ln_binomial_probability(0, 10_000, 0.5))
    assert_near Math.exp(-2), F.poisson_probability(0, 2)
    assert_near 0.25, F.beta_binomial_probability(2, 3, 1, 1)
    assert_near(-Math.log(4), F.ln_beta_binomial_probability(2, 3, 1, 1))
  end

  def failed(code, index, value, &block)
    error = assert_raises(F::Error, &block)
    assert_equal [code, index, value], [error.code, error.index, error.value]
  end

  def test_errors_have_code_index_and_value
    chance = F::Chance.new(0.5)
    flow = F::Flow.steady(1)
    fixed = F::DealSize.fixed(1)
    failed("shape", 1, 0.0) { F::Evidence.new(1, 0) }
    failed("shape", 0, -1.0) { F.incomplete_gamma(-1, 1) }
    failed("probability", nil, 1.5) { chance.inputs(1, confidence: 1.5) }
    failed("probability", nil, 2.0) { F::Funnel.new(GATES).plan(F::Goal.volume(2, 1), confidence: 2) }
    failed("score", nil, Float::INFINITY) { F.normal_tails(Float::INFINITY) }
    failed("weeks", nil, -1.0) { flow.at_least(1, rate: 0.5, weeks: -1) }
    failed("weeks", nil, 0.0) { F::Flow.counted(1, weeks: 0).per_week }
    failed("variation", nil, -0.5) { chance.revenue_inputs(1, size: F::DealSize.varying(1, variation: -0.5), confidence: 0.5) }
    failed("no_deals", nil, nil) { chance.revenue_at_least(1, n: 1, size: F::DealSize.seen([])) }
    failed("money", 1, -1.0) { flow.revenue_at_least(1, rate: 1, weeks: 1, size: F::DealSize.seen([1, -1])) }
    failed("money", nil, -1.0) { flow.revenue_weeks(-1, rate: 1, size: fixed, confidence: 0.5) }
    failed("count", 1, 1.5) { chance.at_least(1, n: 1.5) }
    failed("rate", nil, 1.5) { F::Chance.new(1.5) }
    failed("gate", 2, 1.0) { F.gate_for([0.5, 0.5], 2, 1, n: 2, confidence: 0.5) }
    # Of a list of gates, the index is that of the gate.
    failed("rate", 2, 1.5) { F::Chance.of([0.5, F::Gate.counts(1, 2), 1.5]) }
    failed("rate", 1, -1.0) { F::Chance.of([UNIFORM, F::Gate.rate(-1)]) }
    failed("successes", 1, 3.0) { F::Chance.of([0.5, F::Gate.counts(3, 2)]) }
    failed("one_in", 1, 0.5) { F::Chance.of([UNIFORM, F::Gate.one_in(0.5)]) }
    failed("no_gates", nil, nil) { F::Chance.of([]) }
    full = F::Funnel.new([F::Gate.rate(0.5), F::Gate.counts(2**53, 2**53)])
    failed("shape", 1, 2.0**53 + 2) { full.plan(F::Goal.volume(2, 1), confidence: 0.5, prior: F::Evidence.new(2, 2)) }
  end

  def refused(type, text, &block)
    error = assert_raises(type, &block)
    assert_instance_of type, error
    assert_includes error.message, text
  end

  def test_arguments_are_refused_by_name
    chance = F::Chance.new(0.5)
    flow = F::Flow.steady(1)
    goal = F::Goal.volume(2, 1)
    refused(TypeError, "rate must be a number, not String") { F::Chance.new("0.5") }
    refused(TypeError, "evidence must be a Array, not Float") { F::Chance.new(1, 0.5) }
    refused(TypeError, "evidence[1] must be a FunnelMath::Evidence, not Float") { F::Chance.new(1, [UNIFORM, 0.5]) }
    refused(TypeError, "gates must be a list of gates, not FunnelMath::Gate") { F::Chance.of(GATES[0]) }
    refused(TypeError, "gates must be a list of gates, not Float") { F::Chance.of(0.5) }
    refused(TypeError, "gates[1] must be a number, not String") { F::Chance.of([0.5, "0.5"]) }
    refused(TypeError, "gates[0] must be a number, not String") { F::Chance.of([F::Gate.counts("1", 2)]) }
    refused(TypeError, "prior must be a FunnelMath::Evidence, not Symbol") { F::Chance.of(GATES, prior: :uniform) }
    refused(TypeError, "prior must be a FunnelMath::Evidence, not Array") do
      F::Funnel.new(GATES).plan(goal, confidence: 0.5, prior: [1, 1])
    end
    refused(TypeError, "confidence must be a number") { F::Funnel.new(GATES).plan(goal, confidence: "90 %") }
    refused(TypeError, "a must be a number") { F::Evidence.new("1", 1) }
    refused(TypeError, "k must be a number, not NilClass") { chance.at_least(nil, n: 1) }
    refused(TypeError, "gate must be an Integer") { F.gate_for([0.5], 0.0, 1, n: 1, confidence: 0.5) }
    refused(TypeError, "size must be a FunnelMath::DealSize, not Integer") { chance.revenue_at_least(1, n: 1, size: 3_400) }
    refused(TypeError, "size.mean must be a number") { flow.revenue_quantile(0.5, rate: 1, weeks: 1, size: F::DealSize.fixed("1")) }
    refused(TypeError, "sizes must be a list of numbers") { F::DealSize.seen(1) }
    refused(TypeError, "flow.a must be a number") { F::Flow.steady("1").per_week }
    refused(ArgumentError, "counts must have 2 numbers (as many as sizes); it has 1") { F::DealSize.counted([1, 2], [1]) }
    refused(ArgumentError, "flow.kind must be one of :steady") { F::Flow.new(kind: :slow, a: 1, b: 1).per_week }
    refused(ArgumentError, "size.kind must be one of :fixed") do
      chance.revenue_at_least(1, n: 1, size: F::DealSize.new(kind: :odd, mean: 1, variation: 1))
    end
    refused(ArgumentError, "missing keyword: :confidence") { chance.inputs(8) }
  end
end
