# frozen_string_literal: true

require "minitest/autorun"
require "funnelmath"
require_relative "vectors"

# Every golden vector, bit for bit (or as near as it says), through the wrapper.
class TestVectors < Minitest::Test
  F = FunnelMath
  FILES = { # how many cases there are at least: an emptied file must not pass
    "activity_gauge" => 110, "attainment" => 110, "calendar" => 250, "coverage" => 110, "forward" => 120, "forward_each" => 20,
    "one_in" => 100, "overall" => 110, "rates_from_counts" => 100, "required" => 300, "required_coverage" => 100,
    "roll_up" => 110, "sensitivity" => 160, "solve" => 270, "velocity" => 110, "velocity_effect" => 130,
    "weighted_pipeline" => 115, "whole" => 390, "whole_each" => 150,
    "incomplete_beta" => 60, "incomplete_gamma" => 40, "normal_tails" => 30, "beta_quantile" => 45,
    "gamma_quantile" => 40, "normal_quantile" => 40, "binomial_probability" => 45, "poisson_probability" => 25,
    "beta_binomial_probability" => 35, "chance_at_least" => 110, "chance_exactly" => 110, "chance_quantile" => 70,
    "chance_interval" => 45, "chance_inputs" => 130, "chance_results" => 55, "rate_for" => 45, "gate_for" => 35,
    "evidence_quantile" => 50, "evidence_interval" => 50, "evidence_observe" => 20, "flow_at_least" => 70,
    "flow_exactly" => 70, "flow_quantile" => 55, "flow_interval" => 55, "flow_weeks" => 70, "arrivals_for" => 40,
    "revenue_at_least" => 150, "revenue_quantile" => 75, "revenue_inputs" => 110, "flow_revenue_at_least" => 40
  }.freeze

  # Operations of the core that the C library has no function for.
  NOT_IN_C = %w[costs mix required_each sample_size snapshot].freeze

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
    assert_operator cases.size, :>=, 1_200
    # The places for results are made by the wrapper, never by the caller.
    unsaid, expressible = cases.partition { |example| example.ins.key?("places") || example.ins.key?("implied_places") }
    assert_operator unsaid.size, :<=, 10
    ours = 0
    wrong = expressible.filter_map do |example|
      send(:"run_#{example.op}", example)
      "#{example.name}: no error"
    rescue F::Error => e
      example.compare(
        { "error" => e.code, "error_field" => e.field, "error_index" => e.index, "error_value" => e.value,
          "error_limit" => e.limit }
      )
    rescue ArgumentError => e # a name that is none, or lists that belong together: the wrapper names the argument
      ours += 1
      refuse(example, e.message)
    end
    assert_empty wrong
    assert_includes 1..16, ours
  end

  def test_what_is_near_is_near_and_nothing_else
    example = Example.new("near")
    example.near.merge!("x" => 1e-12, "y" => 1e-12)
    example.outs.merge!("x" => ["3fe0000000000000=0.5"], "y" => ["0000000000000000=0.0"])
    [[0.5, 0.0], [0.5 + 4e-13, 0.0], [0.5 - 4e-13, 0.0]].each do |x, y|
      assert_nil example.compare({ "x" => x, "y" => y })
    end
    [
      [0.5 + 6e-13, 0.0], [0.5 - 6e-13, 0.0], [0.5, 1e-300], [0.5, -0.0], [Float::NAN, 0.0], [Float::INFINITY, 0.0],
      [nil, 0.0], [[], 0.0], [[0.5, 0.5], 0.0]
    ].each { |x, y| refute_nil example.compare({ "x" => x, "y" => y }), "#{x}, #{y}" }
    refute_nil example.compare({ "x" => 0.5 })
  end

  def test_every_file_is_read
    there = Dir[File.join(Example::DIRECTORY, "*.txt")].map { |path| File.basename(path, ".txt") }
    assert_equal [*FILES.keys, *NOT_IN_C, "errors"].sort, there.sort
  end

  private

  def refuse(example, message)
    return (nil if message.include?("must be one of :")) if example.outs["error"] == ["name"]

    assert_equal ["length"], example.outs["error"], example.name
    assert_includes message, "must have #{Example.number(example.outs["error_limit"].first).to_i} numbers"
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

  def run_forward_each(example)
    got = F.forward_each(
      example.f64s("rates"), entries: example.f64s("entries"), sale_values: example.f64s("sale_values")
    )
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
    assert_equal rates, (successes.zip(trials).map { |s, t| t.zero? ? nil : F.rate_from_counts(s, t) })
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

  def numbers(example, *fields)
    fields.map { |field| example.f64(field) }
  end

  def named(example, *fields)
    fields.to_h { |field| [field.to_sym, example.f64(field)] }
  end

  def run_incomplete_beta(example)
    got = F.incomplete_beta(*numbers(example, "a", "b", "x"))
    { "lower" => got.lower, "upper" => got.upper }
  end

  def run_incomplete_gamma(example)
    got = F.incomplete_gamma(*numbers(example, "a", "x"))
    { "lower" => got.lower, "upper" => got.upper }
  end

  def run_normal_tails(example)
    got = F.normal_tails(example.f64("z"))
    { "lower" => got.lower, "upper" => got.upper }
  end

  def run_beta_quantile(example)
    got = F.beta_quantile(*numbers(example, "a", "b", "p"))
    { "x" => got.value, "rest" => got.complement }
  end

  def run_gamma_quantile(example)
    { "x" => F.gamma_quantile(*numbers(example, "a", "p")) }
  end

  def run_normal_quantile(example)
    { "z" => F.normal_quantile(example.f64("p")) }
  end

  def run_binomial_probability(example)
    given = numbers(example, "k", "n", "rate")
    { "probability" => F.binomial_probability(*given), "ln" => F.ln_binomial_probability(*given) }
  end

  def run_poisson_probability(example)
    given = numbers(example, "k", "mean")
    { "probability" => F.poisson_probability(*given), "ln" => F.ln_poisson_probability(*given) }
  end

  def run_beta_binomial_probability(example)
    given = numbers(example, "k", "n", "a", "b")
    { "probability" => F.beta_binomial_probability(*given), "ln" => F.ln_beta_binomial_probability(*given) }
  end

  def chance(example)
    gates = example.f64s("a").zip(example.f64s("b")).map { |a, b| F::Evidence.new(a, b) }
    F::Chance.new(example.f64("rate"), gates)
  end

  # Of an answer whose method the files do not tell.
  def reached(got)
    { "reached" => got.value, "missed" => got.complement }
  end

  def never(got)
    { "outcome" => "never", "best" => got.chance.value, "missed" => got.chance.complement }
  end

  def found(got)
    got.inputs ? { "outcome" => "enough", "inputs" => got.inputs, **reached(got.chance) } : never(got)
  end

  # Of k results and n inputs.
  def counts(example)
    { inputs: example.f64("n"), results: example.f64("k") }
  end

  def run_chance_at_least(example)
    got = chance(example).at_least(**counts(example))
    { "method" => got.how, **reached(got) }
  end

  def run_chance_exactly(example)
    { "probability" => chance(example).exactly(**counts(example)).value }
  end

  def run_chance_quantile(example)
    { "k" => chance(example).quantile(inputs: example.f64("n"), p: example.f64("p")).value }
  end

  def run_chance_interval(example)
    got = chance(example).interval(inputs: example.f64("n"), level: example.f64("level"))
    { "low" => got.low, "high" => got.high }
  end

  def run_chance_inputs(example)
    found(chance(example).inputs_for(results: example.f64("k"), **named(example, "confidence")))
  end

  def run_chance_results(example)
    made = chance(example)
    k = made.lower_bound(inputs: example.f64("n"), **named(example, "confidence")).value
    { "k" => k, **reached(made.at_least(inputs: example.f64("n"), results: k)) }
  end

  def run_rate_for(example)
    got = F.rate_for(**counts(example), **named(example, "confidence"))
    got ? { "outcome" => "rate", "rate" => got.value, "rest" => got.complement } : { "outcome" => "too_few_inputs" }
  end

  def run_gate_for(example)
    got = F.gate_for(
      example.f64s("rates"), example.int("gate"), **counts(example), **named(example, "confidence")
    )
    return { "outcome" => "impossible", "takes" => got.takes, **reached(got.best) } unless got.rate

    assert_equal [nil, nil], [got.takes, got.best]
    { "outcome" => "rate", "rate" => got.rate }
  end

  def evidence(example)
    F::Evidence.new(*numbers(example, "a", "b"))
  end

  def run_evidence_quantile(example)
    { "x" => evidence(example).quantile(example.f64("p")) }
  end

  def run_evidence_interval(example)
    got = evidence(example).interval(example.f64("level"))
    { "low" => got.low, "high" => got.high }
  end

  def run_evidence_observe(example)
    got = evidence(example).observe(*numbers(example, "successes", "trials"))
    { "a" => got.a, "b" => got.b }
  end

  def flow(example)
    case example.word("flow")
    when "steady" then F::Flow.steady(example.f64("per_week"))
    when "counted" then F::Flow.counted(example.f64("arrivals"), weeks: example.f64("seen_weeks"))
    when "uncertain" then F::Flow.uncertain(example.f64("shape"), weeks: example.f64("seen_weeks"))
    end
  end

  def run_flow_at_least(example)
    reached(flow(example).at_least(results: example.f64("k"), **named(example, "rate", "weeks")))
  end

  def run_flow_exactly(example)
    { "probability" => flow(example).exactly(results: example.f64("k"), **named(example, "rate", "weeks")).value }
  end

  def run_flow_quantile(example)
    { "k" => flow(example).quantile(**named(example, "rate", "weeks", "p")).value }
  end

  def run_flow_interval(example)
    got = flow(example).interval(**named(example, "rate", "weeks", "level"))
    { "low" => got.low, "high" => got.high }
  end

  def run_flow_weeks(example)
    got = flow(example).weeks_for(results: example.f64("k"), **named(example, "rate", "confidence"))
    got.weeks ? { "outcome" => "enough", "weeks" => got.weeks } : never(got)
  end

  def run_arrivals_for(example)
    { "arrivals" => F.arrivals_for(results: example.f64("k"), **named(example, "rate", "confidence")) }
  end

  def size(example)
    case example.word("size")
    when "fixed" then F::DealSize.fixed(example.f64("sizes"))
    when "varying" then F::DealSize.varying(example.f64("mean"), **named(example, "variation"))
    when "seen" then F::DealSize.seen(example.f64s("sizes"))
    when "counted" then F::DealSize.counted(example.f64s("sizes"), example.f64s("counts"))
    end
  end

  def run_revenue_at_least(example)
    # The chance first: of several mistakes it is the one that is told.
    chance = chance(example)
    deals = { inputs: example.f64("n"), size: size(example) }
    got = chance.revenue_at_least(threshold: example.f64("goal"), **deals)
    assert_equal got, chance.revenue(**deals).at_least(example.f64("goal"))
    { "method" => got.how, **reached(got) }
  end

  def run_revenue_quantile(example)
    chance = chance(example)
    deals = { inputs: example.f64("n"), size: size(example) }
    got = chance.revenue_quantile(p: example.f64("p"), **deals)
    assert_equal got, chance.revenue(**deals).quantile(example.f64("p"))
    { "amount" => got.value }
  end

  def run_revenue_inputs(example)
    chance = chance(example)
    found(chance.inputs_for_revenue(size: size(example), **named(example, "goal", "confidence")))
  end

  def run_flow_revenue_at_least(example)
    deals = { size: size(example), **named(example, "rate", "weeks") }
    got = flow(example).revenue_at_least(threshold: example.f64("goal"), **deals)
    assert_equal got, flow(example).revenue(**deals).at_least(example.f64("goal"))
    { "method" => got.how, **reached(got) }
  end
end
