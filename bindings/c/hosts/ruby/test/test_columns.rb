# frozen_string_literal: true

require "minitest/autorun"
require "funnelmath"

# Columns: each row as the function of one answers it.
class TestColumns < Minitest::Test
  F = FunnelMath
  C = FunnelMath::Columns
  FIRST = [0.65, 0.5, 1, 0.3].freeze
  SECOND = [0.4, 0.25, 0.5, 1].freeze
  AMOUNTS = [25_000, 18_000, 0, 7].freeze
  SUCCESSES = [1, 2, 3, 4].freeze

  def rows(*columns)
    [FIRST, SECOND, *columns].transpose
  end

  def test_each_row_of_a_chain_is_the_answer_of_one
    [AMOUNTS, AMOUNTS.map(&:to_f), AMOUNTS.each].each do |amounts|
      got = C.required(rates: [FIRST, SECOND], goal: { revenue: amounts }, sale_value: 3_400)
      alone = rows(AMOUNTS).map { |a, b, x| F.required(rates: [a, b], goal: { revenue: x }, sale_value: 3_400).volumes }
      assert_equal alone.transpose, got.volumes
      assert_equal [[:answered] * 4, 4, :exact], [got.status, got.answered, got.method]
    end
    got = C.forward(rates: [FIRST, SECOND], entry: AMOUNTS, sale_value: SUCCESSES)
    alone = rows(AMOUNTS, SUCCESSES).map { |a, b, x, v| F.forward(rates: [a, b], entry: x, sale_value: v) }
    assert_equal [alone.map(&:volumes).transpose, alone.map(&:revenue)], [got.volumes, got.revenue]
    assert_equal rows.map { |rates| F.overall(rates: rates) }, C.overall(rates: [FIRST, SECOND]).overall
    whole = C.whole_stages(policy: :nearest, rates: [FIRST], stage: 1, exact: [6.5, [4.2] * 4]).whole
    assert_equal F.whole_each(policy: :nearest, rates: [0.65], stage: 1, exact: [6.5, 4.2]), whole.map(&:first)
  end

  def test_each_row_of_the_rest_is_the_answer_of_one
    assert_equal AMOUNTS.map { |x| F.whole(volume: x, policy: :up).units }, C.whole(policy: :up, exact: AMOUNTS).units
    weeks = AMOUNTS.map { |x| F.convert(calendar: :common, amount: x, from: :month, to: :week) }
    assert_equal weeks, C.convert(calendar: :common, amount: AMOUNTS, from: :month, to: :week).converted
    assert_equal AMOUNTS.map { |x| x / 8.0 }, C.activity_gauge(actual: AMOUNTS, required: 8).gauges
    assert_equal AMOUNTS.map { |x| x / 8.0 }, C.attainment(actual: AMOUNTS, goal: 8).attained
    assert_equal [0.25, 0.5, 0.75, 1.0], C.rate_from_counts(successes: SUCCESSES, trials: 4).rates
    limits = C.rate_interval(a: 0.5, b: 0.5, successes: SUCCESSES, trials: 4, level: 0.9)
    alone = F.rate_interval(evidence: { a: 1.5, b: 3.5 }, level: 0.9)
    assert_equal [alone.low, alone.high], [limits.low[0], limits.high[0]]
    counts = { rate: 1, a: [0.5], b: [0.5], successes: [[8, 2]], trials: [20] }
    chance = { counted: { evidence: [{ a: 8.5, b: 12.5 }], rate: 1 } }
    alone = F.results_at_least(chance: chance, inputs: 40, results: 8)
    got = C.chance_at_least(**counts, inputs: 40, results: 8)
    assert_equal [alone.value, alone.complement, alone.method], [got.value[0], got.complement[0], got.method]
    alone = F.inputs_for(chance: chance, results: 8, confidence: 0.9).inputs
    assert_equal alone, C.chance_inputs_for(**counts, results: 8, confidence: 0.9).inputs[0]
  end

  def test_goals_at_a_stage_and_what_is_there
    got = C.required(rates: [[0.5, 0.5]], goal: { volume: { stage: 1, target: [4, 6] } }, start: { open: [[2, 0], 0] })
    alone = F.required(rates: [0.5], goal: { volume: { stage: 1, target: 4 } }, start: { open: [2, 0] })
    assert_equal alone.volumes, got.volumes.map(&:first)
  end

  def test_rows_without_an_answer_disturb_no_other
    got = C.activity_gauge(actual: [1, nil, -3, 4, *[nil] * 7, 5.5], required: [2, 2, 2, 0, *[1] * 8])
    assert_equal [0.5, *[nil] * 10, 5.5], got.gauges
    assert_equal [:answered, :null, :volume, :undefined, *[:null] * 7, :answered], got.status
    assert_equal 2, got.answered
    assert_equal [:unreachable], C.required(rates: [[0]], goal: { revenue: 1 }, sale_value: 1).status
    assert_empty C.overall(rates: [[]]).overall
  end

  def test_what_is_no_column
    error = assert_raises(F::Error) { C.activity_gauge(actual: [1, 2], required: [1]) }
    assert_equal ["length", [:required]], [error.code, error.path]
    assert_match(/\Arequired: \w+ \w+/, error.message)
    assert_raises(ArgumentError) { C.activity_gauge(actual: 1, required: 2) }
    [["1"], { 1 => 2 }, "1"].each { |column| assert_raises(TypeError) { C.activity_gauge(actual: column, required: 2) } }
    assert_raises(NoMatchingPatternError) { C.required(rates: [[1]], goal: { revenues: [1] }, sale_value: 1) }
  end
end
