# frozen_string_literal: true

require "minitest/autorun"
require "funnelmath"
require_relative "vectors"

# Every golden vector, bit for bit, through the wrapper.
class TestVectors < Minitest::Test
  F = FunnelMath
  FILES = { # how many cases there are at least: an emptied file must not pass
    "activity_gauge" => 110, "attainment" => 110, "calendar" => 250, "coverage" => 110, "forward" => 120,
    "one_in" => 100, "overall" => 110, "rates_from_counts" => 100, "required" => 300, "required_coverage" => 100,
    "roll_up" => 110, "sensitivity" => 160, "solve" => 270, "velocity" => 110, "velocity_effect" => 130,
    "weighted_pipeline" => 115, "whole" => 390, "whole_each" => 150
  }.freeze

  FILES.each do |name, least|
    define_method(:"test_#{name}") do
      cases = Example.read("#{name}.txt")
      assert_operator cases.size, :>=, least
      wrong = cases.filter_map do |example|
        assert_equal name, example.op
        refute_empty example.outs
        example.compare(send(:"run_#{name}", example))
      end
      assert_empty wrong
    end
  end

  def test_errors
    cases = Example.read("errors.txt")
    assert_operator cases.size, :>=, 350
    # The places for results are made by the wrapper, never by the caller.
    unsaid, expressible = cases.partition { |example| example.ins.key?("places") || example.ins.key?("implied_places") }
    assert_operator unsaid.size, :<=, 10
    ours = 0
    wrong = expressible.filter_map do |example|
      send(:"run_#{example.op}", example)
      "#{example.name}: no error"
    rescue F::Error => e
      example.compare({ "error" => e.code, "error_index" => e.index, "error_value" => e.value })
    rescue ArgumentError => e # a name that is none, or lists that belong together: the wrapper names the argument
      ours += 1
      refuse(example, e.message)
    end
    assert_empty wrong
    assert_includes 1..16, ours
  end

  def test_every_file_is_read
    there = Dir[File.join(Example::DIRECTORY, "*.txt")].map { |path| File.basename(path, ".txt") }
    assert_equal [*FILES.keys, "errors"].sort, there.sort
  end

  private

  def refuse(example, message)
    return (nil if message.include?("must be one of :")) if example.outs["error"] == ["name"]

    assert_equal ["length"], example.outs["error"], example.name
    assert_includes message, "must have #{example.outs["error_index"].first} numbers"
    assert message.end_with?("has #{Example.number(example.outs["error_value"].first).to_i}"), message
    nil
  end

  def goal(example)
    return F::Goal.revenue(example.f64("target")) if example.word("goal") == "revenue"

    F::Goal.volume(example.int("goal_stage"), example.f64("target"))
  end

  def factors(example)
    %w[opportunities sale_value win_rate cycle_days].to_h { |name| [name.to_sym, example.f64(name)] }
  end

  def run_activity_gauge(example)
    { "gauge" => F.activity_gauge(example.f64("actual"), example.f64("required")) }
  end

  def run_attainment(example)
    { "attainment" => F.attainment(example.f64("actual"), example.f64("goal")) }
  end

  def run_calendar(example)
    days = example.option("days_per_week")
    days = days ? { days_per_week: days } : {}
    weeks = example.word("calendar") == "selling_weeks" ? [example.f64("weeks")] : []
    calendar = F::Calendar.public_send(example.word("calendar"), *weeks, **days)
    from, to = %w[from to].map { |field| example.word(field).to_sym }
    amount = calendar.convert(example.f64("amount"), from: from, to: to)
    { "per_year" => [calendar.per_year(from), calendar.per_year(to)], "amount" => amount }
  end

  def run_coverage(example)
    got = F.coverage(**%w[pipeline quota booked].to_h { |name| [name.to_sym, example.f64(name)] })
    return { "outcome" => "ratio", "ratio" => got.ratio, "cushion" => got.cushion } if got.surplus.nil?

    assert_equal [nil, nil], [got.ratio, got.cushion]
    { "outcome" => "met", "surplus" => got.surplus }
  end

  def run_forward(example)
    got = F.forward(example.f64s("rates"), entry: example.f64("entry"), sale_value: example.f64("sale_value"))
    { "volumes" => got.volumes, "revenue" => got.revenue }
  end

  def run_one_in(example)
    { "rate" => F.rate_one_in(example.f64("n")) }
  end

  def run_overall(example)
    { "overall" => F.overall(example.f64s("rates")) }
  end

  def run_rates_from_counts(example)
    successes = example.f64s("successes")
    trials = example.f64s("trials")
    rates = F.rates_from_counts(successes, trials)
    assert_equal rates, (successes.zip(trials).map { |s, t| F.rate_from_counts(s, t) })
    { "rates" => rates }
  end

  def run_required(example)
    start = example.word("start") == "empty" ? nil : F::Start.public_send(example.word("start"), example.f64s("there"))
    got = F.required(example.f64s("rates"), goal(example), sale_value: example.f64("sale_value"), start: start)
    why = got.unreachable
    return { "outcome" => "entry", "entry" => got.volumes[0], "volumes" => got.volumes } if why.nil?

    assert_nil got.volumes
    lever = why.lever.sale_value? ? ["sale_value"] : ["gate", why.lever.gate]
    { "outcome" => "unreachable", "lever" => lever, "missing" => why.missing, "best" => why.best }
  end

  def run_required_coverage(example)
    { "coverage" => F.required_coverage(example.f64("win_rate")) }
  end

  def run_roll_up(example)
    got = F.roll_up(
      example.int("gates"), example.f64s("rates"), example.f64s("entries"), example.f64s("sale_values")
    )
    {
      "volumes" => got.volumes, "implied" => got.implied, "revenue" => got.revenue, "sale_value" => got.sale_value,
      "overall" => got.overall
    }
  end

  def run_sensitivity(example)
    words = example.ins["lever"]
    lever = words == ["sale_value"] ? F::Lever.sale_value : F::Lever.gate(Integer(words[1]))
    step = F::Step.public_send(example.word("step"), example.f64("size"))
    got = F.sensitivity(
      example.f64s("rates"), goal(example), lever, step,
      sale_value: example.f64("sale_value"), stage: example.int("stage"), volume: example.f64("volume")
    )
    assert_equal [lever, step], [got.lever, got.step]
    {
      "from" => got.from, "to" => got.to, "capped" => got.capped, "required_before" => got.required_before,
      "required_after" => got.required_after, "required_change" => got.required_change,
      "revenue_before" => got.revenue_before, "revenue_after" => got.revenue_after,
      "revenue_change" => got.revenue_change
    }
  end

  def run_solve(example)
    got = F.solve(
      example.options("volumes"), example.options("rates"),
      sale_value: example.option("sale_value"), revenue: example.option("revenue")
    )
    nodes = [*got.volumes, got.revenue]
    edges = [*got.rates, got.sale_value]
    {
      "undetermined" => got.undetermined,
      "node_kinds" => nodes.map(&:kind), "nodes" => nodes.map(&:value),
      "edge_kinds" => edges.map(&:kind), "edges" => edges.map(&:value), "edge_products" => edges.map(&:product),
      "edge_from" => edges.map(&:from), "edge_to" => edges.map(&:to)
    }.merge(conflict(got.conflict))
  end

  def conflict(why)
    case why
    when nil then { "conflict" => "none" }
    when F::Contradiction
      { "conflict" => "contradictory", "from" => why.from, "to" => why.to, "expected" => why.expected, "given" => why.given }
    else
      {
        "conflict" => "impossible", "gate" => why.gate, "gates" => why.gates, "takes" => why.takes, "to" => why.to,
        "best" => why.best
      }
    end
  end

  def run_velocity(example)
    { "per_day" => F.velocity_per_day(**factors(example)) }
  end

  def run_velocity_effect(example)
    got = F.velocity_effect(example.word("lever").to_sym, example.f64("by"), **factors(example))
    { "to" => got.to, "capped" => got.capped, "per_day" => got.per_day, "change" => got.change }
  end

  def run_weighted_pipeline(example)
    got = F.weighted_pipeline(example.f64s("values"), example.f64s("probabilities"))
    { "total" => got.total, "weighted" => got.weighted, "deviation" => got.deviation }
  end

  def run_whole(example)
    got = F.whole(example.word("policy").to_sym, example.f64("exact"))
    { "units" => got.units, "residual" => got.residual, "delivers" => got.delivers }
  end

  def run_whole_each(example)
    got = F.whole_each(
      example.word("policy").to_sym, example.f64s("rates"), example.int("stage"), example.f64s("exact")
    )
    { "whole" => got }
  end
end
