# frozen_string_literal: true

module FunnelMath
  # The periods that goals and activity are counted in.
  PERIODS = %i[day week month quarter year].freeze
  # How an exact volume becomes a whole one: one ceiling at the end, the nearest, or a ceiling at each stage.
  POLICIES = %i[up nearest up_each_stage].freeze
  # The four factors of sales velocity.
  VELOCITY_LEVERS = %i[opportunities sale_value win_rate cycle].freeze
  # What is said of a quantity.
  ANSWER_KINDS = %i[given found undetermined only_product].freeze
  # How a gate is said.
  GATE_KINDS = %i[rate counts one_in].freeze
  # How far a lever is moved: percentage points, percent of itself, or to a value.
  STEPS = %i[points percent to].freeze
  # The calendars.
  CALENDARS = %i[common four_week_month civil selling_weeks].freeze
  # What is already there.
  STARTS = %i[empty open reached].freeze
  # What a goal is a goal of.
  GOALS = %i[revenue volume].freeze

  # How the weekly rate of a flow is known.
  FLOWS = %i[steady counted uncertain].freeze
  # How the sizes of deals are said.
  DEALS = %i[fixed varying seen counted].freeze
  # How a probability was computed; FunnelMath.method_bound states what is known of the error. Exact: a closed form or a
  # finite sum. Inversion: numerical inversion of an integral transform. Quadrature: a numerical integral over the unknown
  # rates. Lattice: of revenue, deal sizes rounded to a lattice. Truncated:
  # a sum that was cut where the rest is negligible.
  METHODS = %i[exact inversion quadrature lattice truncated].freeze
  # What varies in reality and a chance takes as fixed, in the order of the bits in C.
  LEFT_OUT = %i[known_rates deal_sizes rate_movement].freeze
  # How it is said how much of a period is left.
  LEFTS = %i[all share working_days].freeze

  # Immutable plain objects.
  def self.value_class(*members, &block)
    Struct.new(*members, keyword_init: true) do
      def initialize(**)
        super
        freeze
      end
      class_eval(&block) if block
    end
  end
  private_class_method :value_class

  # Something that can be improved: a gate (from 0), or the sale value.
  Lever = value_class(:gate) do
    def self.gate(gate)
      new(gate: Native.natural("gate", gate))
    end

    def self.sale_value
      new
    end

    def self.from(got) # :nodoc:
      got[:lever].zero? ? gate(got[:gate]) : sale_value
    end

    def sale_value?
      gate.nil?
    end
  end

  # How far a lever is moved.
  Step = value_class(:kind, :size) do
    # So many percentage points more: 1 turns 40% into 41%. For the sale value, units of currency.
    def self.points(size)
      new(kind: :points, size: size)
    end

    # So many percent of itself more: 10 turns 40% into 44%.
    def self.percent(size)
      new(kind: :percent, size: size)
    end

    # To this value.
    def self.to(size)
      new(kind: :to, size: size)
    end
  end

  # What is aimed at: revenue, or a volume at one stage.
  Goal = value_class(:kind, :amount, :stage) do
    def self.revenue(amount)
      new(kind: :revenue, amount: amount, stage: 0)
    end

    def self.volume(stage, amount)
      new(kind: :volume, amount: amount, stage: stage)
    end

    # Writes the goal; the start must live as long as the goal is read.
    def write(goal, sale_value, start) # :nodoc:
      goal[:struct_size] = Native::Goal.size
      goal[:kind] = Native.choice("goal.kind", GOALS, kind)
      goal[:stage] = Native.natural("goal.stage", stage)
      goal[:amount] = Native.number("goal.amount", amount)
      goal[:sale_value] = sale_value
      return if start.nil?

      Native.instance("start", Start, start)
      goal[:start] = start.volumes.pointer
      goal[:start_len] = start.volumes.size
      goal[:start_kind] = Native.choice("start.kind", STARTS, start.kind)
    end
  end

  # What is already there: one volume for each stage.
  Start = value_class(:kind, :volumes) do
    # How many wait at each stage and may still pass its gate; at the goal's stage, how many are done.
    def self.open(volumes)
      new(kind: :open, volumes: Numbers.of(volumes, "volumes"))
    end

    # How many reached each stage this period, whatever became of them.
    def self.reached(volumes)
      new(kind: :reached, volumes: Numbers.of(volumes, "volumes"))
    end
  end

  # How much of the goal's period is left.
  Left = value_class(:kind, :share_left, :elapsed_days, :total_days) do
    # This share of it, 0 to 1.
    def self.share(share)
      new(kind: :share, share_left: share, elapsed_days: 0.0, total_days: 0.0)
    end

    # All but +elapsed+ of +total+ working days.
    def self.working_days(elapsed:, total:)
      new(kind: :working_days, share_left: 0.0, elapsed_days: elapsed, total_days: total)
    end
  end

  # A gate of a funnel, the name of the stage behind it, and the rate that it is held against.
  Gate = value_class(:kind, :a, :b, :name, :benchmark) do
    # A conversion rate, 0 to 1.
    def self.rate(rate, name = nil, benchmark: nil)
      new(kind: :rate, a: rate, b: 0.0, name: name, benchmark: benchmark)
    end

    # So many of so many passed.
    def self.counts(successes, trials, name = nil, benchmark: nil)
      new(kind: :counts, a: successes, b: trials, name: name, benchmark: benchmark)
    end

    # One in +n+ passes.
    def self.one_in(n, name = nil, benchmark: nil)
      new(kind: :one_in, a: n, b: 0.0, name: name, benchmark: benchmark)
    end
  end

  # How many weeks and days a year of twelve months has.
  Calendar = value_class(:kind, :weeks, :days_per_week) do
    # 52 weeks, 12 months.
    def self.common(days_per_week: 7.0)
      new(kind: :common, weeks: 0.0, days_per_week: days_per_week)
    end

    # The coaching month of 4 weeks: 48 weeks, 12 months.
    def self.four_week_month(days_per_week: 7.0)
      new(kind: :four_week_month, weeks: 0.0, days_per_week: days_per_week)
    end

    # The mean Gregorian year of 365.2425 days.
    def self.civil(days_per_week: 7.0)
      new(kind: :civil, weeks: 0.0, days_per_week: days_per_week)
    end

    # Your own selling weeks a year (above 0, at most 53), over 12 months.
    def self.selling_weeks(weeks, days_per_week: 7.0)
      new(kind: :selling_weeks, weeks: weeks, days_per_week: days_per_week)
    end

    # How many of a period a year has.
    def per_year(period)
      result = FFI::MemoryPointer.new(:double)
      Native.calendar_per_year(write(Native::Calendar.new), Native.choice("period", PERIODS, period), result)
      result.read_double
    end

    # An amount (volume or money) per one period as an amount per another; nothing is rounded.
    def convert(amount, from:, to:)
      result = FFI::MemoryPointer.new(:double)
      Native.calendar_convert(
        write(Native::Calendar.new), Native.number("amount", amount), Native.choice("from", PERIODS, from),
        Native.choice("to", PERIODS, to), result
      )
      result.read_double
    end

    def write(calendar) # :nodoc:
      calendar[:struct_size] = Native::Calendar.size
      calendar[:kind] = Native.choice("calendar.kind", CALENDARS, kind)
      calendar[:selling_weeks] = Native.number("weeks", weeks)
      calendar[:days_per_week] = Native.number("days_per_week", days_per_week)
      calendar
    end
  end

  # A whole number of units, and the exact volume it stands for. +residual+ is units beyond the exact volume;
  # +delivers+ is units / exact, nil when nothing was asked.
  Whole = value_class(:exact, :units, :residual, :delivers) do
    def self.from(got) # :nodoc:
      new(exact: got[:exact], units: got[:units], residual: got[:residual], delivers: got[:delivers].option)
    end
  end

  # The expected volume of every stage, and the revenue.
  Forward = value_class(:volumes, :revenue)

  # Why a goal cannot be reached: the lever that is 0, what would have to come out of it, and the best that can be
  # reached, in the goal's unit.
  Unreachable = value_class(:lever, :missing, :best) do
    def self.from(got) # :nodoc:
      new(lever: Lever.from(got), missing: got[:missing], best: got[:best]) if got[:unreachable] == 1
    end
  end

  # The volume that every stage needs, or why none is enough; the other one is nil.
  Required = value_class(:volumes, :unreachable)

  # What one step of one lever does. Changes are fractions: -0.1 is 10% less.
  Effect = value_class(
    :lever, :step, :from, :to, :capped, :required_before, :required_after, :required_change,
    :revenue_before, :revenue_after, :revenue_change
  ) do
    def self.from(got) # :nodoc:
      new(
        lever: Lever.from(got), step: Step.new(kind: STEPS.fetch(got[:step]), size: got[:size]),
        from: got[:from], to: got[:to], capped: got[:capped] == 1,
        required_before: got[:required_before].option, required_after: got[:required_after].option,
        required_change: got[:required_change].option, revenue_before: got[:revenue_before],
        revenue_after: got[:revenue_after], revenue_change: got[:revenue_change].option
      )
    end
  end

  # A team's summed volumes, the rates it has as a whole (nil where nothing enters), and its totals.
  RollUp = value_class(:volumes, :implied, :revenue, :sale_value, :overall)

  # What moving one lever does to the sales velocity.
  VelocityEffect = value_class(:to, :capped, :per_day, :change)

  # An open pipeline as one number, and how far that number may be off.
  Pipeline = value_class(:total, :weighted, :deviation)

  # Pipeline over remaining quota and what is beyond it; of a quota that is met, only the surplus.
  Coverage = value_class(:ratio, :cushion, :surplus)

  # What the knowns say of one quantity. +value+ is that of a given or found one; +product+ that of all such
  # quantities between the stages +from+ and +to+ (the number of stages stands for the revenue).
  Answer = value_class(:kind, :value, :product, :from, :to) do
    def self.from(got) # :nodoc:
      kind = ANSWER_KINDS.fetch(got[:kind])
      case kind
      when :only_product then new(kind: kind, product: got[:value], from: got[:from], to: got[:to])
      when :undetermined then new(kind: kind)
      else new(kind: kind, value: got[:value])
      end
    end
  end

  # What is known up to stage +to+ leads to +expected+, and +given+ was said.
  Contradiction = value_class(:from, :to, :expected, :given)

  # Some of +gates+ unknown gates, from +gate+ on, would need a rate above 1: +takes+ (nil where no rate would do).
  # +best+ is what can be reached at +to+.
  Impossible = value_class(:gate, :gates, :takes, :to, :best)

  # Every quantity that follows from the knowns, and the first conflict among them.
  Solution = value_class(:volumes, :rates, :sale_value, :revenue, :undetermined, :conflict)

  # What one stage needs in one period.
  StagePlan = value_class(:name, :whole)

  # A plan in one period: the goal's amount, each stage, and what the whole activity delivers.
  PeriodPlan = value_class(:period, :goal, :stages, :revenue, :attainment)

  # The probability of an event and of its complement, each to full relative precision, and +how+ it was computed: one of
  # METHODS.
  Probability = value_class(:value, :complement, :how) do
    def self.from(got) # :nodoc:
      new(value: got[:value], complement: got[:complement], how: METHODS.fetch(got[:method]))
    end
  end

  # The smallest number that is not exceeded with a stated probability; +value+ is nil when no finite number is large
  # enough.
  Quantile = value_class(:value, :how) do
    def self.from(got) # :nodoc:
      new(value: got[:value].option, how: METHODS.fetch(got[:method]))
    end
  end

  # The limits between which a rate, a count or an amount lies with a stated probability; both belong to it. +high+ is
  # nil when no finite number is large enough.
  Interval = value_class(:low, :high, :how) do
    def self.from(got) # :nodoc:
      new(low: got[:low], high: got[:high].option, how: METHODS.fetch(got[:method]))
    end
  end

  # The probabilities of at most so much, and of more, each to full relative precision.
  Tails = value_class(:lower, :upper)

  # A number from 0 to 1 and its complement, each to full relative precision.
  Share = value_class(:value, :complement)

  # The plan that reaches the goal with the confidence that was asked for, and the chances of the expected one.
  # +expected+ has the chance of each period of the expected plan, with its whole activity kept up for the goal's period.
  # +chance+ is that of this plan, by its activity in the goal's period; when no number of units is enough, +periods+ is
  # empty and +chance+ the best there is. +leaves_out+ says what these chances take as fixed: some of LEFT_OUT.
  ConfidentPlan = value_class(:confidence, :expected, :chance, :periods, :leaves_out)

  # What a goal takes: per goal period and per activity period, and what would help most. +gauge+ is the actual activity /
  # the unrounded required one, +attainment+ what is reached / the goal, +landing+ what the period ends with at the actual
  # pace / the goal; +confident+ with a confidence only.
  Plan = value_class(:unreachable, :periods, :gauge, :attainment, :landing, :effects, :confident)
end
