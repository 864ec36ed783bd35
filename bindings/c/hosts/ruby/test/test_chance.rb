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
    assert_near 0.49295147871778533, sure.expected[0].value
    assert_near 0.5070485212822147, sure.expected[0].complement
    assert_near 0.5362254058230153, sure.expected[1].value
    # 43 a month make 8 sales that sure, 42 do not.
    assert_near 0.9036042722094172, sure.chance.value
    assert_near 0.09639572779058284, sure.chance.complement
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
      assert_equal [0.8, 0.9, 0.95].map { |c| chance.inputs_for(results: 8, confidence: c).inputs }, sure_inputs(prior: prior)
    end
  end

  def test_a_plan_that_nothing_makes_sure
    plan = F::Funnel.new(GATES, sale_value: 3_400).plan(REVENUE, confidence: 1)
    assert_equal [[], 2, 1.0], [plan.confident.periods, plan.confident.expected.size, plan.confident.chance.value]
    closed = F::Funnel.new([F::Gate.rate(0)], sale_value: 1).plan(REVENUE, confidence: 0.9).confident
    assert_equal [[], [], 0.0, 1.0], [closed.periods, closed.expected, closed.chance.value, closed.chance.complement]
  end

  def test_chances_of_known_rates
    chance = F::Chance.of(GATES)
    assert_equal chance, F::Chance.new(0.26)
    assert_equal chance, F::Chance.of([0.65, 0.4])
    assert_equal chance, F::Chance.of(F::Numbers.of([0.65, 0.4]))
    assert_equal [0.26, 0.26, []], [chance.rate, chance.mean, chance.evidence]
    assert_equal([38.0, 43.0, 48.0], [0.8, 0.9, 0.95].map { |c| chance.inputs_for(results: 8, confidence: c).inputs })
    assert_near 0.44858864571149176, chance.at_least(inputs: 28, results: 8).value
    assert_near 0.46377459417698474, chance.at_least(inputs: 30, results: 8).complement
    half = F::Chance.new(1r / 2)
    assert_near 0.5, half.exactly(inputs: 2, results: 1).value
    assert_equal [1.0, :exact], half.quantile(inputs: 2, p: 0.75).to_a
    assert_equal [0.0, 1.0, :exact], half.interval(inputs: 2, level: 0.5).to_a
    assert_equal 8.0, chance.lower_bound(inputs: 43, confidence: 0.9).value
    assert_near 0.9036042722094172, chance.at_least(inputs: 43, results: 8).value
    never = F::Chance.new(0).inputs_for(results: 1, confidence: 0.5)
    assert_equal [nil, 0.0], [never.inputs, never.chance.value]
    assert_equal 0.25, F::Chance.of([F::Gate.one_in(4)]).rate
    assert_equal F::Chance.new(0.25), F::Chance.new(BigDecimal("0.25"))
  end

  def test_chances_of_counts
    chance = F::Chance.of(COUNTED, prior: UNIFORM)
    assert_equal [1.0, [F::Evidence.new(66, 36), F::Evidence.new(41, 61)]], [chance.rate, chance.evidence]
    assert_equal([39.0, 46.0, 51.0], [0.8, 0.9, 0.95].map { |c| chance.inputs_for(results: 8, confidence: c).inputs })
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
    followed = F::Chance.of([F::Gate.counts(10, 50)], prior: UNIFORM).at_least(inputs: 10, results: 3)
    assert_equal "0.3593", format("%.4f", followed.value)
  end

  def test_rates_that_it_takes
    assert_near 0.27065123264926666, F.rate_for(results: 8, inputs: 28, confidence: 0.5).value
    assert_nil F.rate_for(results: 8, inputs: 7, confidence: 0.5)
    gate = F.gate_for([0.65, 0.4], 0, results: 8, inputs: 40, confidence: 0.5)
    assert_near 0.4753385569388618, gate.rate
    assert_equal [nil, nil], [gate.takes, gate.best]
    never = F.gate_for([0.65, 0.4], 1, results: 8, inputs: 8, confidence: 0.9)
    assert_nil never.rate
    assert_operator never.takes, :>, 1
    assert_near 0.65**8, never.best.value
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
    assert_equal [10.0, 10.4], [flow.per_week, flow.mean(rate: 0.26, weeks: 4)]
    assert_equal [0.25, 1.5], [F::Flow.counted(0, weeks: 2).per_week, F::Flow.uncertain(3, weeks: 2).per_week]
    assert_near Math.exp(-2), F::Flow.steady(2).exactly(rate: 1, weeks: 1, results: 0).value
    assert_near Math.exp(-3), F::Flow.steady(2).at_least(rate: 0.5, weeks: 3, results: 1).complement
    assert_equal [10.0, nil], [0.5, 1].map { |p| flow.quantile(rate: 0.26, weeks: 4, p: p).value }
    assert_equal [6.0, 15.0], flow.interval(rate: 0.26, weeks: 4, level: 0.8).to_a.first(2)
    assert_nil flow.interval(rate: 0.26, weeks: 4, level: 1).high
    wait = flow.weeks_for(rate: 0.26, results: 8, confidence: 0.9) # where P(8, 2.6 weeks) is 0.9
    assert_near 4.527274792903098, wait.weeks
    assert_near 0.9, wait.chance.value
    never = flow.weeks_for(rate: 0.26, results: 8, confidence: 1)
    assert_equal [nil, 1.0], [never.weeks, never.chance.value]
    assert_near 2 * Math.log(2), F.arrivals_for(rate: 0.5, results: 1, confidence: 0.5)
    assert_nil F.arrivals_for(rate: 0, results: 1, confidence: 0.5)
  end

  def test_revenue_of_inputs
    chance = F::Chance.new(0.26)
    fixed = F::DealSize.fixed(3_400)
    varying = F::DealSize.varying(3_400, variation: 0.7)
    assert_near chance.at_least(inputs: 40, results: 8).value, chance.revenue_at_least(inputs: 40, threshold: 25_000, size: fixed).value
    assert_equal [43.0, 47.0], [fixed, varying].map { |size| chance.inputs_for_revenue(goal: 25_000, size: size, confidence: 0.9).inputs }
    assert_nil chance.inputs_for_revenue(goal: 1, size: F::DealSize.fixed(0), confidence: 0.9).inputs
    median = chance.revenue_quantile(inputs: 40, size: fixed, p: 0.5)
    assert_equal [3_400 * chance.quantile(inputs: 40, p: 0.5).value, :exact], [median.value, median.how]
    assert_nil chance.revenue_quantile(inputs: 40, size: varying, p: 1).value
    # One deal of one at 50 %, worth 1 or 3.
    half = F::Chance.new(0.5)
    assert_equal 0.25, half.revenue_at_least(inputs: 1, threshold: 2, size: F::DealSize.seen([1, 3])).value
    [[[1, 3], [1, 3]], [F::Numbers.of([3, 1]), [0.75, 0.25]]].each do |sizes, counts|
      assert_near 0.375, half.revenue_at_least(inputs: 1, threshold: 2, size: F::DealSize.counted(sizes, counts)).value
    end
    lattice = chance.revenue_at_least(inputs: 40, threshold: 25_000, size: F::DealSize.seen([1_000.1, 2_222.2, Math::PI * 1_000]))
    assert_equal :lattice, lattice.how
  end

  def test_revenue_of_flows
    flow = F::Flow.steady(10)
    fixed = F::DealSize.fixed(3_400)
    sure = flow.revenue_at_least(threshold: 25_000, rate: 0.26, weeks: 4, size: fixed)
    assert_near flow.at_least(rate: 0.26, weeks: 4, results: 8).value, sure.value
    assert_equal 34_000.0, flow.revenue_quantile(p: 0.5, rate: 0.26, weeks: 4, size: fixed).value
    assert_nil flow.revenue_quantile(p: 1, rate: 0.26, weeks: 4, size: fixed).value
    wait = flow.weeks_for_revenue(goal: 25_000, rate: 0.26, size: fixed, confidence: 0.9)
    assert_near flow.weeks_for(rate: 0.26, results: 8, confidence: 0.9).weeks, wait.weeks
    assert_nil flow.weeks_for_revenue(goal: 25_000, rate: 0.26, size: fixed, confidence: 1).weeks
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

  def failed(code, field, index, value, &block)
    error = assert_raises(F::Error, &block)
    assert_equal [code, field, index, value], [error.code, error.field, error.index, error.value]
  end

  def test_errors_have_code_field_index_and_value
    chance = F::Chance.new(0.5)
    flow = F::Flow.steady(1)
    fixed = F::DealSize.fixed(1)
    varying = F::DealSize.varying(1, variation: -0.5)
    failed("evidence_shape", "evidence.b", nil, 0.0) { F::Evidence.new(1, 0) }
    failed("shape", "a", nil, -1.0) { F.incomplete_gamma(-1, 1) }
    failed("probability", "confidence", nil, 1.5) { chance.inputs_for(results: 1, confidence: 1.5) }
    failed("probability", "confidence", nil, 2.0) { F::Funnel.new(GATES).plan(F::Goal.volume(2, 1), confidence: 2) }
    failed("score", "z", nil, Float::INFINITY) { F.normal_tails(Float::INFINITY) }
    failed("weeks", "weeks", nil, -1.0) { flow.at_least(rate: 0.5, weeks: -1, results: 1) }
    failed("weeks", "weeks", nil, 0.0) { F::Flow.counted(1, weeks: 0).per_week }
    failed("variation", "size.variation", nil, -0.5) { chance.inputs_for_revenue(size: varying, goal: 1, confidence: 0.5) }
    failed("no_deals", "size.sizes[]", nil, nil) { chance.revenue(inputs: 1, size: F::DealSize.seen([])) }
    failed("money", "size.sizes[]", 1, -1.0) { flow.revenue(rate: 1, weeks: 1, size: F::DealSize.seen([1, -1])) }
    failed("money", "goal", nil, -1.0) { flow.weeks_for_revenue(rate: 1, size: fixed, goal: -1, confidence: 0.5) }
    failed("count", "inputs", nil, 1.5) { chance.at_least(inputs: 1.5, results: 1) }
    failed("rate", "rate", nil, 1.5) { F::Chance.new(1.5) }
    failed("gate", "gate", nil, 2.0) { F.gate_for([0.5, 0.5], 2, results: 1, inputs: 2, confidence: 0.5) }
    # Of a list of gates, the index is that of the gate.
    failed("rate", "rates[]", 2, 1.5) { F::Chance.of([0.5, F::Gate.counts(1, 2), 1.5]) }
    failed("rate", "rates[]", 1, -1.0) { F::Chance.of([UNIFORM, F::Gate.rate(-1)]) }
    failed("successes", "gates[].successes", 1, 3.0) { F::Chance.of([0.5, F::Gate.counts(3, 2)]) }
    failed("one_in", "gates[].one_in", 1, 0.5) { F::Chance.of([UNIFORM, F::Gate.one_in(0.5)]) }
    failed("no_gates", "rates[]", nil, nil) { F::Chance.of([]) }
    failed("length", "entries[]", nil, 1.0) { F::Funnel.new(GATES).plan(F::Goal.volume(2, 1), entries: [1]) }
  end

  def test_a_distribution_of_revenue_is_made_once
    made = F::Chance.new(0.5).revenue(inputs: 1, size: F::DealSize.seen([1, 3]))
    assert_equal [1.0, 3.0, :exact], [made.mean, made.most, made.how]
    assert_near 1.5, made.variance
    assert_near 0.25, made.at_least(2).value
    assert_equal [1.0, 3.0], [made.quantile(0.75).value, made.quantile(0.8).value]
    assert_equal [0.0, 3.0], made.interval(1).to_a.first(2)
    assert_near 0.75, made.mean_up_to(2) # 1 and 2, a quarter each
    arrivals = F::Flow.steady(10).revenue(rate: 0.26, weeks: 4, size: F::DealSize.fixed(100))
    assert_near 1_040, arrivals.mean
    assert_equal [nil, nil], [arrivals.most, arrivals.quantile(1).value]
    failed("money", "threshold", nil, -1.0) { made.at_least(-1) }
    assert_includes F.method_bound(:lattice), "cells"
    assert_operator F.left_out_message(:deal_sizes).size, :>, 10
  end

  def test_a_plan_inside_a_period
    # 15 / 9 / 4 reached by mid-month, 5 a week: 11.742 more appointments, 5.419 a week.
    funnel = F::Funnel.new(GATES, sale_value: 3_400)
    there = { actual: 5, start: F::Start.reached([15, 9, 4]) }
    plan = funnel.plan(REVENUE, left: F::Left.share(0.5), **there)
    exact = plan.periods.map { |period| period.stages[0].whole.exact }
    assert_equal "11.742 5.419", format("%.3f %.3f", *exact)
    assert_equal "0.923 0.544", format("%.3f %.3f", plan.gauge, plan.attainment)
    days = funnel.plan(REVENUE, left: F::Left.working_days(elapsed: 10, total: 20), **there)
    assert_equal [plan.gauge, plan.landing], [days.gauge, days.landing]
    said = funnel.plan(REVENUE, reached: 5_000, entries: [10, 0, 0])
    assert_near 0.2, said.attainment
    assert_nil said.landing
  end

  def test_deals_that_differ_take_more_work
    fixed = F::Funnel.new(GATES, sale_value: 3_400).plan(REVENUE, confidence: 0.9).confident
    assert_equal F::LEFT_OUT, fixed.leaves_out
    sizes = F::DealSize.varying(3_400, variation: 0.7)
    [
      F::Funnel.new(GATES, deal_size: sizes).plan(REVENUE, confidence: 0.9),
      F::Funnel.new(GATES, sale_value: 3_400).plan(REVENUE, confidence: 0.9, deal_size: sizes)
    ].each do |plan|
      assert_equal %i[known_rates rate_movement], plan.confident.leaves_out
      assert_equal 47.0, plan.confident.periods[0].stages[0].whole.units
    end
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
    refused(TypeError, "results must be a number, not NilClass") { chance.at_least(inputs: 1, results: nil) }
    refused(TypeError, "gate must be an Integer") { F.gate_for([0.5], 0.0, results: 1, inputs: 1, confidence: 0.5) }
    refused(TypeError, "size must be a FunnelMath::DealSize, not Integer") { chance.revenue_at_least(inputs: 1, threshold: 1, size: 3_400) }
    refused(TypeError, "size.mean must be a number") { flow.revenue_quantile(p: 0.5, rate: 1, weeks: 1, size: F::DealSize.fixed("1")) }
    refused(TypeError, "sizes must be a list of numbers") { F::DealSize.seen(1) }
    refused(TypeError, "flow.a must be a number") { F::Flow.steady("1").per_week }
    refused(ArgumentError, "counts must have 2 numbers (as many as sizes); it has 1") { F::DealSize.counted([1, 2], [1]) }
    refused(ArgumentError, "flow.kind must be one of :steady") { F::Flow.new(kind: :slow, a: 1, b: 1).per_week }
    refused(ArgumentError, "size.kind must be one of :fixed") do
      chance.revenue_at_least(inputs: 1, threshold: 1, size: F::DealSize.new(kind: :odd, mean: 1, variation: 1))
    end
    refused(ArgumentError, "missing keyword: :confidence") { chance.inputs_for(results: 8) }
  end
end
