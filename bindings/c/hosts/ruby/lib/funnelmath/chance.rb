# frozen_string_literal: true

module FunnelMath
  # The limits between which a rate lies with a stated probability.
  Interval = value_class(:low, :high)

  # What counts say of a rate: a Beta(a, b) distribution over it. +a+ counts the successes and +b+ the failures, each
  # with what was assumed before anything was counted: JEFFREYS (1/2 of each), UNIFORM (1 of each), or a prior of your
  # own, worth so many of each; from 1e-9 to 2**53.
  Evidence = Struct.new(:a, :b) do
    def initialize(a, b)
      super(Native.number("a", a), Native.number("b", b))
      freeze
      mean # which refuses what is no shape
    end

    # The expected rate, a / (a + b).
    def mean
      rate = FFI::MemoryPointer.new(:double)
      Native.evidence_mean(a, b, rate)
      rate.read_double
    end

    # The same with so many of so many more seen. Count only what is decided: an open deal is not a lost one.
    def observe(successes, trials)
      after = Numbers.new(2)
      Native.evidence_observe(
        a, b, Native.number("successes", successes), Native.number("trials", trials), after.pointer, after.pointer + 8
      )
      self.class.new(*after)
    end

    # The rate below which the true one lies with probability +p+.
    def quantile(p)
      rate = FFI::MemoryPointer.new(:double)
      Native.evidence_quantile(a, b, Native.number("p", p), rate)
      rate.read_double
    end

    # The central interval that holds the true rate with probability +level+ (a credible interval).
    def interval(level)
      got = Native::Interval.new
      Native.evidence_interval(a, b, Native.number("level", level), got)
      Interval.new(low: got[:low], high: got[:high])
    end
  end
  Evidence::JEFFREYS = Evidence.new(0.5, 0.5)
  Evidence::UNIFORM = Evidence.new(1.0, 1.0)

  # A number of results that is not exceeded with a stated probability.
  Quantile = value_class(:results, :how)

  # The limits between which the number of results lies with a stated probability.
  ResultsRange = value_class(:low, :high, :how)

  # The fewest inputs that are enough, and the chance with them; +inputs+ is nil when no number is, and +chance+ then
  # the best there is.
  Inputs = value_class(:inputs, :chance) do
    def self.from(got) # :nodoc:
      new(inputs: (got[:inputs] if got[:outcome].zero?), chance: Likelihood.from(got[:chance]))
    end
  end

  # The most results that are as sure as was asked for, and the chance of at least so many.
  Results = value_class(:results, :chance)

  # The rate that one gate needs. It is nil when it cannot be had at this gate alone; then +best+ is the chance with
  # the gate at 100 %, and +takes+ the rate above 1 that it would take (nil where no number would do).
  GateRate = value_class(:rate, :takes, :best)

  # The chance that inputs reach the end of a chain: of an overall rate that is known, and of one more gate for each
  # Evidence. Items pass or fail independently of each other. When the same items were followed through several gates,
  # these are one: of so many that started, so many came out.
  class Chance
    # The rate that is known, what counts say of each other gate, and the expected overall rate.
    attr_reader :rate, :evidence, :mean

    # The chance of a chain of gates, each a rate, a Gate or an Evidence. A gate made of counts is only as sure as its
    # counts, with +prior+ assumed before them; the rates of the others are known.
    def self.of(gates, prior: Evidence::JEFFREYS)
      unless gates.is_a?(Enumerable) && !gates.is_a?(Struct) && !gates.is_a?(Hash)
        raise TypeError, "gates must be a list of gates, not #{gates.class}"
      end

      Native.instance("prior", Evidence, prior)
      evidence = []
      # In the place of an unknown rate stands 1, that errors name the right gate.
      known = gates.each_with_index.map do |gate, at|
        counts = counted(gate, at, prior)
        evidence << counts if counts
        counts ? 1.0 : known_rate(gate, at)
      end
      new(FunnelMath.overall(known), evidence)
    end

    def initialize(rate, evidence = [])
      @rate = Native.number("rate", rate)
      @evidence = Native.instance("evidence", Array, evidence).dup.freeze
      @evidence.each_with_index { |gate, at| Native.instance("evidence[#{at}]", Evidence, gate) }
      @a = Numbers.of(@evidence.map(&:a))
      @b = Numbers.of(@evidence.map(&:b))
      mean = FFI::MemoryPointer.new(:double)
      Native.chance_mean(@rate, @a.pointer, @b.pointer, @evidence.size, mean)
      @mean = mean.read_double
      freeze
    end

    # The chance that at least +k+ of +n+ inputs reach the end.
    def at_least(k, n:)
      got = Native::Likelihood.new
      Native.chance_at_least(
        @rate, @a.pointer, @b.pointer, @a.size, Native.number("k", k), Native.number("n", n), got
      )
      Likelihood.from(got)
    end

    # The chance that exactly +k+ of +n+ inputs reach the end.
    def exactly(k, n:)
      got = Native::Likelihood.new
      Native.chance_exactly(
        @rate, @a.pointer, @b.pointer, @a.size, Native.number("k", k), Native.number("n", n), got
      )
      Likelihood.from(got)
    end

    # The smallest number of results that +n+ inputs do not exceed with a probability of at least +p+.
    def quantile(p, n:)
      got = Native::Quantile.new
      Native.chance_quantile(
        @rate, @a.pointer, @b.pointer, @a.size, Native.number("n", n), Native.number("p", p), got
      )
      Quantile.new(results: got[:results], how: METHODS.fetch(got[:method]))
    end

    # The central range that holds the number of results of +n+ inputs with a probability of at least +level+.
    def interval(level, n:)
      got = Native::Range.new
      Native.chance_interval(
        @rate, @a.pointer, @b.pointer, @a.size, Native.number("n", n), Native.number("level", level), got
      )
      ResultsRange.new(low: got[:low], high: got[:high], how: METHODS.fetch(got[:method]))
    end

    # The fewest inputs of which at least +k+ reach the end with a chance of at least +confidence+.
    def inputs(k, confidence:)
      got = Native::Inputs.new
      Native.chance_inputs(
        @rate, @a.pointer, @b.pointer, @a.size, Native.number("k", k), Native.number("confidence", confidence), got
      )
      Inputs.from(got)
    end

    # The most results that +n+ inputs bring with a chance of at least +confidence+.
    def results(n, confidence:)
      got = Native::Results.new
      Native.chance_results(
        @rate, @a.pointer, @b.pointer, @a.size, Native.number("n", n), Native.number("confidence", confidence), got
      )
      Results.new(results: got[:results], chance: Likelihood.from(got[:chance]))
    end

    # The chance that the deals from +n+ inputs are together worth at least +goal+, by the DealSize +size+.
    def revenue_at_least(goal, n:, size:)
      got = Native::Likelihood.new
      Native.chance_revenue_at_least(
        @rate, @a.pointer, @b.pointer, @a.size, Native.number("n", n), DealSize.native(size),
        Native.number("goal", goal), got
      )
      Likelihood.from(got)
    end

    # The smallest amount that the revenue from +n+ inputs does not exceed with a probability of at least +p+; nil
    # when there is none: for certainty, of sizes that vary without end.
    def revenue_quantile(p, n:, size:)
      got = Native::Amount.new
      Native.chance_revenue_quantile(
        @rate, @a.pointer, @b.pointer, @a.size, Native.number("n", n), DealSize.native(size), Native.number("p", p), got
      )
      Amount.from(got)
    end

    # The fewest inputs whose deals are together worth at least +goal+ with a chance of at least +confidence+.
    def revenue_inputs(goal, size:, confidence:)
      got = Native::Inputs.new
      Native.chance_revenue_inputs(
        @rate, @a.pointer, @b.pointer, @a.size, DealSize.native(size), Native.number("goal", goal),
        Native.number("confidence", confidence), got
      )
      Inputs.from(got)
    end

    def ==(other)
      other.is_a?(Chance) && [rate, evidence] == [other.rate, other.evidence]
    end
    alias eql? ==

    def hash
      [rate, evidence].hash
    end

    def inspect
      "#<FunnelMath::Chance #{[rate, *evidence.map { |gate| "Beta(#{gate.a}, #{gate.b})" }].join(" * ")}>"
    end

    # What counts say of a gate; nil when its rate is known.
    def self.counted(gate, at, prior)
      return gate if gate.is_a?(Evidence)
      return unless gate.is_a?(Gate) && gate.kind == :counts

      after = Numbers.new(2)
      Native.of_gate(
        at, :evidence_observe, prior.a, prior.b, Native.number("gates[#{at}]", gate.a),
        Native.number("gates[#{at}]", gate.b), after.pointer, after.pointer + 8
      )
      Evidence.new(*after)
    end

    def self.known_rate(gate, at)
      return Native.number("gates[#{at}]", gate) unless gate.is_a?(Gate)

      number = Native.number("gates[#{at}]", gate.a)
      return number unless gate.kind == :one_in

      rate = FFI::MemoryPointer.new(:double)
      Native.of_gate(at, :rate_one_in, number, rate)
      rate.read_double
    end
    private_class_method :counted, :known_rate
  end

  module_function

  # The smallest overall rate with which at least +k+ of +n+ inputs reach the end with a chance of +confidence+ (the
  # bound of Clopper and Pearson); nil when there are fewer inputs than results.
  def rate_for(k, n:, confidence:)
    got = Native::OverallRate.new
    Native.rate_for(Native.number("k", k), Native.number("n", n), Native.number("confidence", confidence), got)
    Share.new(value: got[:rate][:value], rest: got[:rate][:rest]) if got[:outcome].zero?
  end

  # The rate that one gate (from 0) needs, the others as they are, so that of +n+ at the first stage at least +k+ reach
  # the last with a chance of +confidence+.
  def gate_for(rates, gate, k, n:, confidence:)
    rates = Numbers.of(rates, "rates")
    got = Native::GateRate.new
    Native.chain_gate_for(
      rates.pointer, rates.size, Native.natural("gate", gate), Native.number("k", k), Native.number("n", n),
      Native.number("confidence", confidence), got
    )
    return GateRate.new(rate: got[:rate]) if got[:outcome].zero?

    GateRate.new(takes: got[:takes].option, best: Likelihood.from(got[:best]))
  end
end
