# frozen_string_literal: true

require_relative "funnelmath/native"
require_relative "funnelmath/types"
require_relative "funnelmath/flow"
require_relative "funnelmath/chance"
require_relative "funnelmath/distributions"
require_relative "funnelmath/funnel"

# Sales-funnel maths, over the funnelmath C library.
#
# Rates and probabilities are numbers from 0 to 1; volumes and money are finite numbers of at least 0. Bad input
# raises FunnelMath::Error; "no answer" (a closed gate, a quota of 0) is nil or said in the result.
module FunnelMath
  module_function

  # The version of the library that is loaded.
  def version
    Native.version
  end

  # The same as three numbers.
  def version_numbers
    [Native.version_major, Native.version_minor, Native.version_patch]
  end

  # The counter of incompatible changes of the library that is loaded.
  def abi
    Native.abi
  end

  # What is known of the error of one of METHODS, in one or two sentences.
  def method_bound(method)
    Native.method_bound(Native.choice("method", METHODS, method)).force_encoding(Encoding::UTF_8)
  end

  # One sentence about one of LEFT_OUT.
  def left_out_message(left_out)
    Native.left_out_message(1 << Native.choice("left_out", LEFT_OUT, left_out)).force_encoding(Encoding::UTF_8)
  end

  # The rate of a gate that +successes+ of +trials+ passed. An open deal is not a lost one.
  def rate_from_counts(successes, trials)
    rate = FFI::MemoryPointer.new(:double)
    Native.rate_from_counts(Native.number("successes", successes), Native.number("trials", trials), rate)
    rate.read_double
  end

  # The rate of a gate that one in +n+ passes.
  def rate_one_in(n)
    rate = FFI::MemoryPointer.new(:double)
    Native.rate_one_in(Native.number("n", n), rate)
    rate.read_double
  end

  # Rates from columns of counts, and nil where there were no trials.
  def rates_from_counts(successes, trials)
    successes = Numbers.of(successes, "successes")
    trials = Numbers.of(trials, "trials").must_have("trials", successes.size, "as many as successes")
    count = successes.size
    rates = FFI::MemoryPointer.new(Native::Maybe.size, [count, 1].max)
    Native.rates_from_counts(successes.pointer, trials.pointer, count, rates)
    # Each a double and whether it is known, read at once.
    rates.read_bytes(Native::Maybe.size * count).unpack("dQ" * count).each_slice(2).map { |rate, known| rate unless known.zero? }
  end

  # The conversion rate from the first stage to the last.
  def overall(rates)
    rates = Numbers.of(rates, "rates")
    result = FFI::MemoryPointer.new(:double)
    Native.chain_overall(rates.pointer, rates.size, result)
    result.read_double
  end

  # The expected volume of every stage, and the revenue, of what enters the first.
  def forward(rates, entry:, sale_value:)
    rates = Numbers.of(rates, "rates")
    volumes = Numbers.new(rates.size + 1)
    revenue = FFI::MemoryPointer.new(:double)
    Native.chain_forward(
      rates.pointer, rates.size, Native.number("entry", entry), Native.number("sale_value", sale_value),
      volumes.pointer, volumes.size, revenue
    )
    Forward.new(volumes: volumes.to_a, revenue: revenue.read_double)
  end

  # The same when items enter and are worth something at every stage: +entries+ and +sale_values+ have one number for each
  # stage.
  def forward_each(rates, entries:, sale_values:)
    rates = Numbers.of(rates, "rates")
    volumes = Numbers.new(rates.size + 1)
    entries = Numbers.of(entries, "entries").must_have("entries", volumes.size, "one for each stage")
    sale_values = Numbers.of(sale_values, "sale_values").must_have("sale_values", volumes.size, "one for each stage")
    revenue = FFI::MemoryPointer.new(:double)
    Native.chain_forward_each(
      rates.pointer, rates.size, entries.pointer, sale_values.pointer, volumes.pointer, volumes.size, revenue
    )
    Forward.new(volumes: volumes.to_a, revenue: revenue.read_double)
  end

  # The volume that every stage still needs for a goal to be met, in the goal's period.
  def required(rates, goal, sale_value:, start: nil)
    rates = Numbers.of(rates, "rates")
    asked = Native::Goal.new
    Native.instance("goal", Goal, goal).write(asked, Native.number("sale_value", sale_value), start)
    volumes = Numbers.new(rates.size + 1)
    why = Native::Unreachable.new
    Native.chain_required(rates.pointer, rates.size, asked, volumes.pointer, volumes.size, why)
    unreachable = Unreachable.from(why)
    Required.new(volumes: (volumes.to_a unless unreachable), unreachable: unreachable)
  end

  # What one step of one lever does to the activity required for a goal, and to the revenue of +volume+ at +stage+,
  # where activity is counted.
  def sensitivity(rates, goal, lever, step, sale_value:, volume:, stage: 0)
    rates = Numbers.of(rates, "rates")
    Native.instance("lever", Lever, lever)
    Native.instance("step", Step, step)
    asked = Native::Goal.new
    Native.instance("goal", Goal, goal).write(asked, Native.number("sale_value", sale_value), nil)
    effect = Native::Effect.new
    Native.chain_sensitivity(
      rates.pointer, rates.size, asked, Native.natural("stage", stage), Native.number("volume", volume),
      lever.sale_value? ? 1 : 0, lever.gate || 0, Native.choice("step.kind", STEPS, step.kind),
      Native.number("step.size", step.size), effect
    )
    Effect.from(effect)
  end

  # Adds up the chains of several members (reps, segments), weighted by their volumes. +rates+ are those of the first
  # member, then of the second, ...; +entries+ how many enter, +sale_values+ the revenue per sale, of each member.
  def roll_up(gates, rates, entries, sale_values)
    Native.natural("gates", gates)
    rates = Numbers.of(rates, "rates")
    entries = Numbers.of(entries, "entries")
    members = entries.size
    # A chain without gates is the library's to refuse.
    rates.must_have("rates", gates * members, "#{gates} gates, #{members} entries") if gates.positive?
    sale_values = Numbers.of(sale_values, "sale_values").must_have("sale_values", members, "as many as entries")
    volumes = Numbers.new(gates + 1)
    memory, implied = Native.places(Native::Maybe, gates)
    total = Native::Total.new
    Native.roll_up(
      gates, rates.pointer, entries.pointer, sale_values.pointer, members, volumes.pointer, memory, total
    )
    RollUp.new(
      volumes: volumes.to_a, implied: implied.map(&:option), revenue: total[:revenue],
      sale_value: total[:sale_value].option, overall: total[:overall].option
    )
  end

  # From any known volumes, rates, sale value and revenue, every quantity that follows; nil is unknown.
  def solve(volumes, rates, sale_value: nil, revenue: nil)
    Native.instance("volumes", Array, volumes)
    Native.instance("rates", Array, rates)
    gates = rates.size
    unless volumes.size == gates + 1
      raise ArgumentError, "volumes must have #{gates + 1} numbers (one more than rates); it has #{volumes.size}"
    end

    known_volumes = Native.places(Native::Maybe, gates + 1)
    known_rates = Native.places(Native::Maybe, gates)
    volumes.each_with_index { |value, at| known_volumes[1][at].option = Native.maybe("volumes[#{at}]", value) }
    rates.each_with_index { |value, at| known_rates[1][at].option = Native.maybe("rates[#{at}]", value) }
    known_value = Native::Maybe.new
    known_value.option = Native.maybe("sale_value", sale_value)
    known_revenue = Native::Maybe.new
    known_revenue.option = Native.maybe("revenue", revenue)
    volume_memory, volume_answers = Native.places(Native::Answer, gates + 1)
    rate_memory, rate_answers = Native.places(Native::Answer, gates)
    found = Native::Solution.new
    Native.solve(
      known_volumes[0], known_rates[0], gates, known_value, known_revenue, volume_memory, rate_memory, found
    )
    why = found[:conflict]
    Solution.new(
      volumes: volume_answers.map { |answer| Answer.from(answer) },
      rates: rate_answers.map { |answer| Answer.from(answer) },
      sale_value: Answer.from(found[:sale_value]), revenue: Answer.from(found[:revenue]),
      undetermined: found[:undetermined],
      conflict: case why[:kind]
                when 1 then Contradiction.new(from: why[:from], to: why[:to], expected: why[:expected], given: why[:given])
                when 2
                  Impossible.new(
                    gate: why[:gate], gates: why[:gates], takes: why[:takes].option, to: why[:to], best: why[:best]
                  )
                end
    )
  end

  # One exact volume as a whole one, by a policy: +:up+, +:nearest+ or +:up_each_stage+.
  def whole(policy, exact)
    result = Native::Whole.new
    Native.policy_apply(Native.choice("policy", POLICIES, policy), Native.number("exact", exact), result)
    Whole.from(result)
  end

  # The whole volumes of a plan: of the required volume of every stage, for a goal at +stage+.
  def whole_each(policy, rates, stage, exact)
    rates = Numbers.of(rates, "rates")
    exact = Numbers.of(exact, "exact")
    result = Numbers.new(exact.size)
    Native.policy_apply_each(
      Native.choice("policy", POLICIES, policy), rates.pointer, rates.size, Native.natural("stage", stage),
      exact.pointer, result.pointer, exact.size
    )
    result.to_a
  end

  # Actual over unrounded required activity; nil when nothing is required.
  def activity_gauge(actual, required)
    gauge = Native::Maybe.new
    Native.activity_gauge(Native.number("actual", actual), Native.number("required", required), gauge)
    gauge.option
  end

  # Actual over goal; nil when the goal is 0.
  def attainment(actual, goal)
    share = Native::Maybe.new
    Native.attainment(Native.number("actual", actual), Native.number("goal", goal), share)
    share.option
  end

  # Sales velocity: opportunities * sale value * win rate / sales cycle; nil for a cycle of 0 days.
  def velocity_per_day(opportunities:, sale_value:, win_rate:, cycle_days:)
    per_day = Native::Maybe.new
    Native.velocity_per_day(
      Native.number("opportunities", opportunities), Native.number("sale_value", sale_value),
      Native.number("win_rate", win_rate), Native.number("cycle_days", cycle_days), per_day
    )
    per_day.option
  end

  # What moving one lever of sales velocity by a fraction of itself does: 0.2 is 20% more.
  def velocity_effect(lever, by, opportunities:, sale_value:, win_rate:, cycle_days:)
    effect = Native::VelocityEffect.new
    Native.velocity_lever_effect(
      Native.number("opportunities", opportunities), Native.number("sale_value", sale_value),
      Native.number("win_rate", win_rate), Native.number("cycle_days", cycle_days),
      Native.choice("lever", VELOCITY_LEVERS, lever), Native.number("by", by), effect
    )
    VelocityEffect.new(
      to: effect[:to], capped: effect[:capped] == 1, per_day: effect[:per_day].option, change: effect[:change].option
    )
  end

  # The sum over open deals of value times win probability, with its standard deviation.
  def weighted_pipeline(values, probabilities)
    values = Numbers.of(values, "values")
    probabilities = Numbers.of(probabilities, "probabilities").must_have("probabilities", values.size, "as many as values")
    result = Native::Pipeline.new
    Native.weighted_pipeline(values.pointer, probabilities.pointer, values.size, result)
    Pipeline.new(total: result[:total], weighted: result[:weighted], deviation: result[:deviation])
  end

  # Open pipeline over remaining quota (quota less booked revenue).
  def coverage(pipeline:, quota:, booked:)
    result = Native::Covered.new
    Native.coverage(
      Native.number("pipeline", pipeline), Native.number("quota", quota), Native.number("booked", booked), result
    )
    Coverage.new(
      ratio: result[:ratio].option, cushion: result[:cushion].option, surplus: result[:surplus].option
    )
  end

  # 1 over the share of open pipeline value that is won; nil when it is 0.
  def required_coverage(win_rate)
    result = Native::Maybe.new
    Native.required_coverage(Native.number("win_rate", win_rate), result)
    result.option
  end
end
