# frozen_string_literal: true

module FunnelMath
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
      Interval.from(got)
    end
  end
  Evidence::JEFFREYS = Evidence.new(0.5, 0.5)
  Evidence::UNIFORM = Evidence.new(1.0, 1.0)

  # The fewest inputs that are enough, and the chance with them; +inputs+ is nil when no number is, and +chance+ then
  # the best there is.
  Inputs = value_class(:inputs, :chance) do
    def self.from(got) # :nodoc:
      new(inputs: (got[:inputs] if got[:outcome].zero?), chance: Probability.from(got[:chance]))
    end
  end

  # The rate that one gate needs. It is nil when it cannot be had at this gate alone; then +best+ is the chance with
  # the gate at 100%, and +takes+ the rate above 1 that it would take (nil where no number would do).
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

    # The probability that of +inputs+ at least +results+ reach the end.
    def at_least(inputs:, results:)
      got = Native::Probability.new
      Native.chance_at_least(*chain, Native.number("inputs", inputs), Native.number("results", results), got)
      Probability.from(got)
    end

    # The probability that of +inputs+ exactly +results+ reach the end.
    def exactly(inputs:, results:)
      got = Native::Probability.new
      Native.chance_exactly(*chain, Native.number("inputs", inputs), Native.number("results", results), got)
      Probability.from(got)
    end

    # The smallest number of results that +inputs+ do not exceed with a probability of at least +p+.
    def quantile(inputs:, p:)
      got = Native::Quantile.new
      Native.chance_quantile(*chain, Native.number("inputs", inputs), Native.number("p", p), got)
      Quantile.from(got)
    end

    # The central interval that holds the number of results of +inputs+ with a probability of at least +level+.
    def interval(inputs:, level:)
      got = Native::Interval.new
      Native.chance_interval(*chain, Native.number("inputs", inputs), Native.number("level", level), got)
      Interval.from(got)
    end

    # The largest number of results that +inputs+ reach with a probability of at least +confidence+.
    def lower_bound(inputs:, confidence:)
      got = Native::Quantile.new
      Native.chance_lower_bound(*chain, Native.number("inputs", inputs), Native.number("confidence", confidence), got)
      Quantile.from(got)
    end

    # The fewest inputs of which at least +results+ reach the end with a probability of at least +confidence+.
    def inputs_for(results:, confidence:)
      got = Native::Inputs.new
      Native.chance_inputs_for(*chain, Native.number("results", results), Native.number("confidence", confidence), got)
      Inputs.from(got)
    end

    # The distribution of the revenue of +inputs+, by the DealSize +size+; for several questions about one.
    def revenue(inputs:, size:)
      Revenue.make { |place| Native.revenue_new(*chain, Native.number("inputs", inputs), DealSize.native(size), place) }
    end

    # The probability that the deals from +inputs+ are together worth at least +threshold+.
    def revenue_at_least(inputs:, size:, threshold:)
      got = Native::Probability.new
      Native.chance_revenue_at_least(
        *chain, Native.number("inputs", inputs), DealSize.native(size), Native.number("threshold", threshold), got
      )
      Probability.from(got)
    end

    # The smallest amount that the revenue from +inputs+ does not exceed with a probability of at least +p+. It has no
    # value for certainty, of sizes that vary without end.
    def revenue_quantile(inputs:, size:, p:)
      got = Native::Quantile.new
      Native.chance_revenue_quantile(
        *chain, Native.number("inputs", inputs), DealSize.native(size), Native.number("p", p), got
      )
      Quantile.from(got)
    end

    # The fewest inputs whose deals are together worth at least +goal+ with a probability of at least +confidence+.
    def inputs_for_revenue(size:, goal:, confidence:)
      got = Native::Inputs.new
      Native.chance_inputs_for_revenue(
        *chain, DealSize.native(size), Native.number("goal", goal), Native.number("confidence", confidence), got
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

    private

    def chain
      [@rate, @a.pointer, @b.pointer, @a.size]
    end
  end

  module_function

  # The smallest overall rate with which at least +results+ of +inputs+ reach the end with a probability of +confidence+
  # (the bound of Clopper and Pearson); nil when there are fewer inputs than results.
  def rate_for(results:, inputs:, confidence:)
    got = Native::OverallRate.new
    Native.rate_for(requirement(results, inputs, confidence), got)
    Share.new(value: got[:rate][:value], complement: got[:rate][:complement]) if got[:outcome].zero?
  end

  # The rate that one gate (from 0) needs, the others as they are, so that of +inputs+ at the first stage at least
  # +results+ reach the last with a probability of +confidence+.
  def gate_for(rates, gate, results:, inputs:, confidence:)
    rates = Numbers.of(rates, "rates")
    got = Native::GateRate.new
    Native.chain_gate_for(
      rates.pointer, rates.size, Native.natural("gate", gate), requirement(results, inputs, confidence), got
    )
    return GateRate.new(rate: got[:rate]) if got[:outcome].zero?

    GateRate.new(takes: got[:takes].option, best: Probability.from(got[:best]))
  end

  def requirement(results, inputs, confidence)
    made = Native::Requirement.new
    made[:struct_size] = Native::Requirement.size
    made[:results] = Native.number("results", results)
    made[:inputs] = Native.number("inputs", inputs)
    made[:confidence] = Native.number("confidence", confidence)
    made
  end
  private_class_method :requirement
end
