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

  # The distribution of the revenue of so many inputs or weeks, made once and asked often: Chance#revenue, Flow#revenue.
  # +mean+ is the expected revenue, +variance+ its variance (nil when it is too large for a Float), +most+ the largest
  # revenue possible (nil when there is none), +how+ its probabilities are computed: one of METHODS.
  class Revenue
    attr_reader :mean, :variance, :most, :how

    def self.make # :nodoc:
      place = FFI::MemoryPointer.new(:pointer)
      yield place
      new(FFI::AutoPointer.new(place.read_pointer, Native.method(:revenue_free)))
    end

    def initialize(handle) # :nodoc:
      @handle = handle
      got = Native::RevenueSummary.new
      Native.revenue_summarize(@handle, got)
      @mean = got[:mean]
      @variance = got[:variance].option
      @most = got[:most].option
      @how = METHODS.fetch(got[:method])
      freeze
    end
    private_class_method :new

    # The probability that the revenue is at least +threshold+.
    def at_least(threshold)
      got = Native::Probability.new
      Native.revenue_at_least(@handle, Native.number("threshold", threshold), got)
      Probability.from(got)
    end

    # The smallest amount that the revenue does not exceed with a probability of at least +p+.
    def quantile(p)
      got = Native::Quantile.new
      Native.revenue_quantile(@handle, Native.number("p", p), got)
      Quantile.from(got)
    end

    # The central interval that holds the revenue with a probability of at least +level+.
    def interval(level)
      got = Native::Interval.new
      Native.revenue_interval(@handle, Native.number("level", level), got)
      Interval.from(got)
    end

    # The expected value of the smaller of the revenue and +threshold+.
    def mean_up_to(threshold)
      got = FFI::MemoryPointer.new(:double)
      Native.revenue_mean_up_to(@handle, Native.number("threshold", threshold), got)
      got.read_double
    end
  end

  # After how many weeks, not necessarily whole, there is enough, and the chance of it by then; +weeks+ is nil when no
  # number is enough, and +chance+ then that of ever.
  Wait = value_class(:weeks, :chance) do
    def self.from(got) # :nodoc:
      new(weeks: (got[:weeks] if got[:outcome].zero?), chance: Probability.from(got[:chance]))
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
    def mean(rate:, weeks:)
      got = FFI::MemoryPointer.new(:double)
      Native.flow_mean(native, Native.number("rate", rate), Native.number("weeks", weeks), got)
      got.read_double
    end

    # The probability of at least +results+ results in so many weeks.
    def at_least(rate:, weeks:, results:)
      got = Native::Probability.new
      Native.flow_at_least(
        native, Native.number("rate", rate), Native.number("weeks", weeks), Native.number("results", results), got
      )
      Probability.from(got)
    end

    # The probability of exactly +results+ results in so many weeks.
    def exactly(rate:, weeks:, results:)
      got = Native::Probability.new
      Native.flow_exactly(
        native, Native.number("rate", rate), Native.number("weeks", weeks), Native.number("results", results), got
      )
      Probability.from(got)
    end

    # The smallest number of results that is not exceeded in so many weeks with a probability of at least +p+; it has no
    # value when there is none up to 2**53.
    def quantile(rate:, weeks:, p:)
      got = Native::Quantile.new
      Native.flow_quantile(
        native, Native.number("rate", rate), Native.number("weeks", weeks), Native.number("p", p), got
      )
      Quantile.from(got)
    end

    # The central interval that holds the number of results of so many weeks with a probability of at least +level+.
    def interval(rate:, weeks:, level:)
      got = Native::Interval.new
      Native.flow_interval(
        native, Native.number("rate", rate), Native.number("weeks", weeks), Native.number("level", level), got
      )
      Interval.from(got)
    end

    # The weeks after which at least +results+ results are there with a probability of +confidence+.
    def weeks_for(rate:, results:, confidence:)
      got = Native::Wait.new
      Native.flow_weeks_for(
        native, Native.number("rate", rate), Native.number("results", results), Native.number("confidence", confidence),
        got
      )
      Wait.from(got)
    end

    # The distribution of the revenue of so many weeks, by the DealSize +size+; for several questions about one.
    def revenue(rate:, weeks:, size:)
      Revenue.make do |place|
        Native.flow_revenue_new(
          native, Native.number("rate", rate), Native.number("weeks", weeks), DealSize.native(size), place
        )
      end
    end

    # The probability that the results of so many weeks are together worth at least +threshold+.
    def revenue_at_least(rate:, weeks:, size:, threshold:)
      got = Native::Probability.new
      Native.flow_revenue_at_least(
        native, Native.number("rate", rate), Native.number("weeks", weeks), DealSize.native(size),
        Native.number("threshold", threshold), got
      )
      Probability.from(got)
    end

    # The smallest amount that the revenue of so many weeks does not exceed with a probability of at least +p+; it has no
    # value when there is none.
    def revenue_quantile(rate:, weeks:, size:, p:)
      got = Native::Quantile.new
      Native.flow_revenue_quantile(
        native, Native.number("rate", rate), Native.number("weeks", weeks), DealSize.native(size),
        Native.number("p", p), got
      )
      Quantile.from(got)
    end

    # The weeks after which the results are together worth at least +goal+ with a probability of +confidence+.
    def weeks_for_revenue(rate:, size:, goal:, confidence:)
      got = Native::Wait.new
      Native.flow_weeks_for_revenue(
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

  # The expected arrivals of a Poisson process needed so that at least +results+ of them become results with a probability
  # of +confidence+; nil when no number is enough.
  def arrivals_for(rate:, results:, confidence:)
    got = Native::Maybe.new
    Native.arrivals_for(
      Native.number("rate", rate), Native.number("results", results), Native.number("confidence", confidence), got
    )
    got.option
  end
end
