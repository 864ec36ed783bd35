# frozen_string_literal: true

module FunnelMath
  # How large one deal is. Deals are independent of each other, and of how many there are.
  DealSize = value_class(:kind, :mean, :variation, :sizes, :counts) do
    # Every deal is this large.
    def self.fixed(size)
      new(kind: :fixed, mean: size, variation: 0.0)
    end

    # Gamma distributed, with a standard deviation of +variation+ times the mean: 0.5 where most deals are between half
    # and one and a half times the mean, 1 where many are small and a few large.
    def self.varying(mean, variation:)
      new(kind: :varying, mean: mean, variation: variation)
    end

    # One of these, each as likely as any other: the deals of last year. A size may stand there more than once.
    def self.seen(sizes)
      new(kind: :seen, mean: 0.0, variation: 0.0, sizes: Numbers.of(sizes, "sizes"))
    end

    # One of these, each as likely as its count says: a histogram.
    def self.counted(sizes, counts)
      sizes = Numbers.of(sizes, "sizes")
      counts = Numbers.of(counts, "counts").must_have("counts", sizes.size, "as many as sizes")
      new(kind: :counted, mean: 0.0, variation: 0.0, sizes: sizes, counts: counts)
    end

    # A size as C reads it; the size itself must live as long as that.
    def self.native(size) # :nodoc:
      Native.instance("size", DealSize, size)
      made = Native::DealSize.new
      made[:struct_size] = Native::DealSize.size
      made[:kind] = Native.choice("size.kind", DEALS, size.kind)
      made[:mean] = Native.number("size.mean", size.mean)
      made[:variation] = Native.number("size.variation", size.variation)
      if size.sizes
        made[:sizes] = size.sizes.pointer
        made[:len] = size.sizes.size
      end
      made[:counts] = size.counts.pointer if size.counts
      made
    end
  end

  # An amount of money that revenue does not exceed with a stated probability.
  Amount = value_class(:amount, :how) do
    def self.from(got) # :nodoc:
      amount = got[:amount].option
      new(amount: amount, how: METHODS.fetch(got[:method])) if amount
    end
  end

  # The limits between which a number of results lies, each included, with a stated probability; +high+ is nil when
  # there is none up to 2**53.
  FlowRange = value_class(:low, :high)

  # After how many weeks, not necessarily whole, there is enough, and the chance of it by then; +weeks+ is nil when no
  # number is enough, and +chance+ then that of ever.
  Wait = value_class(:weeks, :chance) do
    def self.from(got) # :nodoc:
      new(weeks: (got[:weeks] if got[:outcome].zero?), chance: Likelihood.from(got[:chance]))
    end
  end

  # Inputs that arrive independently of each other, at the same rate in every week (a Poisson process). What passes a
  # chain of gates is a flow again: that is the +rate+ of each method, 0 to 1. Weeks need not be whole.
  Flow = value_class(:kind, :a, :b) do
    # A known number of arrivals a week, not necessarily whole.
    def self.steady(per_week)
      new(kind: :steady, a: per_week, b: 0.0)
    end

    # So many were seen in so many weeks. None seen is not "none will come": half an arrival more is assumed
    # (Jeffreys).
    def self.counted(arrivals, weeks:)
      new(kind: :counted, a: arrivals, b: weeks)
    end

    # As if +shape+ arrivals had been seen in so many weeks: with a prior of your own.
    def self.uncertain(shape, weeks:)
      new(kind: :uncertain, a: shape, b: weeks)
    end

    # Expected arrivals a week.
    def per_week
      got = FFI::MemoryPointer.new(:double)
      Native.flow_per_week(native, got)
      got.read_double
    end

    # Expected results in so many weeks.
    def expected(rate:, weeks:)
      got = FFI::MemoryPointer.new(:double)
      Native.flow_expected(native, Native.number("rate", rate), Native.number("weeks", weeks), got)
      got.read_double
    end

    # The chance of at least +k+ results in so many weeks.
    def at_least(k, rate:, weeks:)
      got = Native::Likelihood.new
      Native.flow_at_least(
        native, Native.number("k", k), Native.number("rate", rate), Native.number("weeks", weeks), got
      )
      Likelihood.from(got)
    end

    # The chance of exactly +k+ results in so many weeks.
    def exactly(k, rate:, weeks:)
      got = Native::Likelihood.new
      Native.flow_exactly(
        native, Native.number("k", k), Native.number("rate", rate), Native.number("weeks", weeks), got
      )
      Likelihood.from(got)
    end

    # The smallest number of results that is not exceeded in so many weeks with a probability of at least +p+; nil
    # when there is none up to 2**53.
    def quantile(p, rate:, weeks:)
      got = Native::Maybe.new
      Native.flow_quantile(
        native, Native.number("rate", rate), Native.number("weeks", weeks), Native.number("p", p), got
      )
      got.option
    end

    # The central range that holds the number of results of so many weeks with a probability of at least +level+.
    def interval(level, rate:, weeks:)
      got = Native::FlowRange.new
      Native.flow_interval(
        native, Native.number("rate", rate), Native.number("weeks", weeks), Native.number("level", level), got
      )
      FlowRange.new(low: got[:low], high: got[:high].option)
    end

    # The weeks after which at least +k+ results are there with a chance of +confidence+.
    def weeks(k, rate:, confidence:)
      got = Native::Wait.new
      Native.flow_weeks(
        native, Native.number("k", k), Native.number("rate", rate), Native.number("confidence", confidence), got
      )
      Wait.from(got)
    end

    # The chance that the results of so many weeks are together worth at least +goal+, by the DealSize +size+.
    def revenue_at_least(goal, rate:, weeks:, size:)
      got = Native::Likelihood.new
      Native.flow_revenue_at_least(
        native, Native.number("rate", rate), Native.number("weeks", weeks), DealSize.native(size),
        Native.number("goal", goal), got
      )
      Likelihood.from(got)
    end

    # The smallest amount that the revenue of so many weeks does not exceed with a probability of at least +p+; nil when
    # there is none.
    def revenue_quantile(p, rate:, weeks:, size:)
      got = Native::Amount.new
      Native.flow_revenue_quantile(
        native, Native.number("rate", rate), Native.number("weeks", weeks), DealSize.native(size),
        Native.number("p", p), got
      )
      Amount.from(got)
    end

    # The weeks after which the results are together worth at least +goal+ with a chance of +confidence+.
    def revenue_weeks(goal, rate:, size:, confidence:)
      got = Native::Wait.new
      Native.flow_revenue_weeks(
        native, Native.number("rate", rate), DealSize.native(size), Native.number("goal", goal),
        Native.number("confidence", confidence), got
      )
      Wait.from(got)
    end

    private

    def native
      flow = Native::Flow.new
      flow[:struct_size] = Native::Flow.size
      flow[:kind] = Native.choice("flow.kind", FLOWS, kind)
      flow[:a] = Native.number("flow.a", a)
      flow[:b] = Native.number("flow.b", b)
      flow
    end
  end

  module_function

  # The expected arrivals needed so that at least +k+ of them become results with a chance of +confidence+, when their
  # number itself is by chance; nil when no number is enough.
  def arrivals_for(k, rate:, confidence:)
    got = Native::Maybe.new
    Native.arrivals_for(Native.number("k", k), Native.number("rate", rate), Native.number("confidence", confidence), got)
    got.option
  end
end
