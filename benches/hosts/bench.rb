# frozen_string_literal: true

# What funnelmath costs from Ruby; see run.sh.

$LOAD_PATH.unshift(File.expand_path("../../bindings/c/hosts/ruby/lib", __dir__))
require "funnelmath"

F = FunnelMath
QUICK = !ENV["FUNNELMATH_BENCH_QUICK"].to_s.empty?
ROWS, CALLS, ROUNDS = QUICK ? [2_000, 100, 1] : [1_000_000, 20_000, 7]
RATES = [0.65, 0.4, 0.8, 0.55, 0.9].freeze
REVENUE = 25_000.0
VALUE = 3_400.0
MOST = 9_007_199_254_740_992.0

# The same work, with the same checks, in plain Ruby.

def bad(what, index = nil)
  raise ArgumentError, "#{what} #{index}"
end

def plain_required(rates, revenue, sale_value)
  bad("no gates") if rates.empty?
  rates.each_with_index { |rate, index| bad("rate", index) unless rate >= 0.0 && rate <= 1.0 }
  bad("money") unless revenue >= 0.0 && revenue.finite? && sale_value >= 0.0 && sale_value.finite?
  return if sale_value.zero?

  target = revenue / sale_value
  product = 1.0
  volumes = [target]
  rates.reverse_each do |rate|
    product *= rate
    return nil if product.zero?

    volumes << target / product
  end
  volumes.reverse!
  bad("overflow") unless volumes[0].finite?
  volumes
end

def arithmetic_required(rates, revenue, sale_value)
  target = revenue / sale_value
  product = 1.0
  volumes = [target]
  rates.reverse_each { |rate| volumes << target / (product *= rate) }
  volumes.reverse!
end

def plain_gauge(actual, required)
  bad("volume", 0) unless actual >= 0.0 && actual.finite?
  bad("volume", 1) unless required >= 0.0 && required.finite?
  return if required.zero?

  gauge = actual / required
  gauge.finite? ? gauge : bad("overflow")
end

def arithmetic_gauge(actual, required)
  actual / required
end

def plain_rates(successes, trials)
  successes.each_with_index.map do |s, index|
    t = trials[index]
    bad("count", index) unless s >= 0.0 && s <= MOST && s == s.floor
    bad("count", index) unless t >= 0.0 && t <= MOST && t == t.floor
    bad("no trials", index) if t.zero?
    bad("successes", index) if s > t
    s / t
  end
end

def arithmetic_rates(successes, trials)
  successes.each_with_index.map { |s, index| s / trials[index] }
end

# A compensated sum.
class Sum
  def initialize
    @high = @low = 0.0
  end

  def add(term)
    high = @high + term
    @low += @high.abs >= term.abs ? (@high - high) + term : (term - high) + @high
    @high = high
  end

  def total
    @high + @low
  end
end

def plain_pipeline(values, probabilities)
  values.each_with_index { |value, index| bad("money", index) unless value >= 0.0 && value.finite? }
  probabilities.each_with_index { |p, index| bad("rate", index) unless p >= 0.0 && p <= 1.0 }
  total = Sum.new
  weighted = Sum.new
  variance = Sum.new
  values.each_with_index do |value, index|
    p = probabilities[index]
    total.add(value)
    weighted.add(value * p)
    variance.add(value * value * (p * (1.0 - p)))
  end
  [total.total, weighted.total, Math.sqrt(variance.total)]
end

def arithmetic_pipeline(values, probabilities)
  total = weighted = variance = 0.0
  values.each_with_index do |value, index|
    p = probabilities[index]
    total += value
    weighted += value * p
    variance += value * value * (p * (1.0 - p))
  end
  [total, weighted, Math.sqrt(variance)]
end

# Measuring: the least of some rounds.

def now
  Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)
end

def measure(calls, rows)
  best = Array.new(ROUNDS) do
    GC.start if rows > 1
    begun = now
    at = 0
    while at < calls
      yield
      at += 1
    end
    now - begun
  end.min
  best.fdiv(calls * rows)
end

def table(title, calls, rows, work)
  times = work.transform_values { |call| measure(calls, rows, &call) }
  plain = times.find { |name, _| name.include?("same checks") }.last
  puts "\n#{title}\n\n| what | ns | to plain |\n|---|--:|--:|"
  times.each { |name, ns| puts format("| %s | %.4g | %.2f |", name, ns, ns / plain) }
end

def same(*results)
  raise "not the same: #{results.inspect[0, 500]}" unless results.all? { |result| result == results[0] }
end

puts "\n## Ruby #{RUBY_VERSION}, ffi #{FFI::VERSION}, #{ROWS} rows"

GOAL = F::Goal.revenue(REVENUE)
KEPT = F::Numbers.of(RATES)
VOLUMES = F::Numbers.new(6)
ASKED = F::Native::Goal.new.tap { |goal| GOAL.write(goal, VALUE, nil) }
WHY = F::Native::Unreachable.new
ERROR = F::Native::Error.new
MAYBE = F::Native::Maybe.new
raw_required = lambda do
  F::Native.raw_chain_required(KEPT.pointer, 5, ASKED.pointer, VOLUMES.pointer, 6, WHY.pointer, ERROR.pointer)
  VOLUMES.pointer.read_double
end
raw_gauge = lambda do
  F::Native.raw_activity_gauge(5.0, 6.5, MAYBE.pointer, ERROR.pointer)
  MAYBE[:value]
end

same(F.required(RATES, GOAL, sale_value: VALUE).volumes, plain_required(RATES, REVENUE, VALUE),
     arithmetic_required(RATES, REVENUE, VALUE))
same(raw_required.call, plain_required(RATES, REVENUE, VALUE)[0])
same(F.activity_gauge(5.0, 6.5), raw_gauge.call, plain_gauge(5.0, 6.5), arithmetic_gauge(5.0, 6.5))
table("required, 5 gates: a call", CALLS, 1, {
  "FunnelMath.required" => -> { F.required(RATES, GOAL, sale_value: VALUE) },
  "the C call alone, by ffi, everything prepared" => raw_required,
  "plain Ruby, same checks" => -> { plain_required(RATES, REVENUE, VALUE) },
  "plain Ruby, arithmetic only" => -> { arithmetic_required(RATES, REVENUE, VALUE) }
})
table("activity_gauge: a call", CALLS, 1, {
  "FunnelMath.activity_gauge" => -> { F.activity_gauge(5.0, 6.5) },
  "the C call alone, by ffi, everything prepared" => raw_gauge,
  "plain Ruby, same checks" => -> { plain_gauge(5.0, 6.5) },
  "plain Ruby, arithmetic only" => -> { arithmetic_gauge(5.0, 6.5) }
})

trials = Array.new(ROWS) { |at| (20 + at * 7919 % 977).to_f }
successes = Array.new(ROWS) { |at| (at * 104_729 % 20).to_f }
trials_c = F::Numbers.of(trials)
successes_c = F::Numbers.of(successes)
same(F.rates_from_counts(successes, trials), plain_rates(successes, trials), arithmetic_rates(successes, trials),
     F.rates_from_counts(successes_c, trials_c).to_a)
table("rates_from_counts: a row", 1, ROWS, {
  "FunnelMath, arrays" => -> { F.rates_from_counts(successes, trials) },
  "FunnelMath, Numbers" => -> { F.rates_from_counts(successes_c, trials_c) },
  "plain Ruby, same checks" => -> { plain_rates(successes, trials) },
  "plain Ruby, arithmetic only" => -> { arithmetic_rates(successes, trials) }
})

values = Array.new(ROWS) { |at| (500 + at * 7919 % 99_991).to_f / 4 }
chances = Array.new(ROWS) { |at| (at * 104_729 % 101).to_f / 100 }
values_c = F::Numbers.of(values)
chances_c = F::Numbers.of(chances)
expected = plain_pipeline(values, chances)
same(F.weighted_pipeline(values, chances).to_a, F.weighted_pipeline(values_c, chances_c).to_a, expected)
near = arithmetic_pipeline(values, chances).zip(expected).all? { |a, b| (a - b).abs <= 1e-11 * b }
raise "the sums are far apart" unless near

table("weighted_pipeline: a deal", 1, ROWS, {
  "FunnelMath, arrays" => -> { F.weighted_pipeline(values, chances) },
  "FunnelMath, Numbers" => -> { F.weighted_pipeline(values_c, chances_c) },
  "plain Ruby, same checks and sums" => -> { plain_pipeline(values, chances) },
  "plain Ruby, arithmetic only (other bits)" => -> { arithmetic_pipeline(values, chances) }
})
