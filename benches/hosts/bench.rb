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

# Measuring: the least of some rounds; those of single calls are short, so that some are not interrupted.

def now
  Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)
end

def measure(calls, rows)
  rounds = ROUNDS
  rounds, calls = ROUNDS * 40, [calls / 40, 1].max if rows == 1
  best = Array.new(rounds) do
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

NATIVE = F.const_get(:Native)
GOAL = { revenue: REVENUE }.freeze
KEPT = FFI::MemoryPointer.new(:double, 5).write_array_of_double(RATES)
VOLUMES = FFI::MemoryPointer.new(:double, 6)
ASKED = F.const_get(:Typed).goal(GOAL, VALUE)
WHY = FFI::MemoryPointer.new(NATIVE::UNREACHABLE_SIZE)
MAYBE = FFI::MemoryPointer.new(NATIVE::MAYBE_SIZE)
raw_required = lambda do
  NATIVE.chain_required(KEPT, 5, ASKED, VOLUMES, 6, WHY, nil)
  VOLUMES.read_double
end
raw_gauge = lambda do
  NATIVE.activity_gauge(5.0, 6.5, MAYBE, nil)
  MAYBE.read_double
end

same(F.required(rates: RATES, goal: GOAL, sale_value: VALUE).volumes, plain_required(RATES, REVENUE, VALUE),
     arithmetic_required(RATES, REVENUE, VALUE))
same(raw_required.call, plain_required(RATES, REVENUE, VALUE)[0])
same(F.activity_gauge(actual: 5.0, required: 6.5), raw_gauge.call, plain_gauge(5.0, 6.5), arithmetic_gauge(5.0, 6.5))
table("required, 5 gates: a call", CALLS, 1, {
  "FunnelMath.required" => -> { F.required(rates: RATES, goal: GOAL, sale_value: VALUE) },
  "the C call alone, by ffi, everything prepared" => raw_required,
  "plain Ruby, same checks" => -> { plain_required(RATES, REVENUE, VALUE) },
  "plain Ruby, arithmetic only" => -> { arithmetic_required(RATES, REVENUE, VALUE) }
})
table("activity_gauge: a call", CALLS, 1, {
  "FunnelMath.activity_gauge" => -> { F.activity_gauge(actual: 5.0, required: 6.5) },
  "the C call alone, by ffi, everything prepared" => raw_gauge,
  "plain Ruby, same checks" => -> { plain_gauge(5.0, 6.5) },
  "plain Ruby, arithmetic only" => -> { arithmetic_gauge(5.0, 6.5) }
})

trials = Array.new(ROWS) { |at| (20 + at * 7919 % 977).to_f }
successes = Array.new(ROWS) { |at| (at * 104_729 % 20).to_f }
same(F.gate_rates(successes: successes, trials: trials), plain_rates(successes, trials), arithmetic_rates(successes, trials))
table("gate_rates: a row", 1, ROWS, {
  "FunnelMath" => -> { F.gate_rates(successes: successes, trials: trials) },
  "plain Ruby, same checks" => -> { plain_rates(successes, trials) },
  "plain Ruby, arithmetic only" => -> { arithmetic_rates(successes, trials) }
})

values = Array.new(ROWS) { |at| (500 + at * 7919 % 99_991).to_f / 4 }
chances = Array.new(ROWS) { |at| (at * 104_729 % 101).to_f / 100 }
expected = plain_pipeline(values, chances)
same(F.pipeline(values: values, probabilities: chances).to_a, expected)
near = arithmetic_pipeline(values, chances).zip(expected).all? { |a, b| (a - b).abs <= 1e-11 * b }
raise "the sums are far apart" unless near

table("pipeline: a deal", 1, ROWS, {
  "FunnelMath" => -> { F.pipeline(values: values, probabilities: chances) },
  "plain Ruby, same checks and sums" => -> { plain_pipeline(values, chances) },
  "plain Ruby, arithmetic only (other bits)" => -> { arithmetic_pipeline(values, chances) }
})

plain_rows = -> { values.map { |value| plain_required(RATES, value, VALUE) } }
columns = -> { F::Columns.required(rates: RATES, goal: { revenue: values }, sale_value: VALUE).volumes }
same(columns.call, plain_rows.call.transpose)
table("Columns.required, 5 gates: a row", 1, ROWS, {
  "FunnelMath::Columns" => columns,
  "FunnelMath, a call for each row" => -> { values.each { |value| F.required(rates: RATES, goal: { revenue: value }, sale_value: VALUE) } },
  "plain Ruby, same checks" => plain_rows
})
