# frozen_string_literal: true

module FunnelMath
  # A funnel that owns its gates, the names of its stages, its sale value and its calendar. With a +deal_size+ the sale
  # value may be left out: it is the mean size. Immutable, and free to use from any number of threads.
  class Funnel
    attr_reader :gates, :names

    def initialize(gates, sale_value: nil, entry: nil, sale_value_benchmark: nil, calendar: Calendar.common,
                   deal_size: nil)
      Native.instance("gates", Array, gates)
      Native.instance("calendar", Calendar, calendar)
      memory, places = Native.places(Native::Gate, gates.size)
      gates.zip(places).each_with_index { |(gate, place), at| write(gate, place, "gates[#{at}]") }
      options = Native::FunnelOptions.new
      options[:struct_size] = Native::FunnelOptions.size
      options[:gates] = memory
      options[:gates_len] = gates.size
      options[:sale_value].option = Native.maybe("sale_value", sale_value)
      options[:sale_value_benchmark].option = Native.maybe("sale_value_benchmark", sale_value_benchmark)
      calendar.write(options[:calendar])
      deal = deal_size && DealSize.native(deal_size)
      options[:deal_size] = deal if deal
      funnel = FFI::MemoryPointer.new(:pointer)
      Native.funnel_new(options, funnel)
      @handle = FFI::AutoPointer.new(funnel.read_pointer, Native.method(:funnel_free))
      @gates = gates.dup.freeze
      @names = [entry, *gates.map(&:name)].each_with_index.map { |name, at| name_of(name, at) }.freeze
      freeze
    end

    # The plan for a goal: what each stage needs, exactly and in whole units, per period. +activity_stage+ is where
    # activity is counted, +actual+ what is really done per activity period, +start+ what is already there in the
    # goal's period. Inside a period, +reached+ is what is reached of the goal so far, +left+ how much of the period is
    # left (a Left), and +entries+ how many will enter each stage directly in what is left. With a +confidence+ (0 to 1)
    # the plan also has the chances, and the units that reach the goal with that probability: gates made of counts are
    # then only as sure as their counts, with +prior+ (Jeffreys's by default) assumed before them, and deals are as large
    # as +deal_size+, or the funnel's own.
    def plan(goal, per: :month, activity_per: :week, activity_stage: 0, policy: :up, actual: nil, start: nil,
             reached: nil, left: nil, entries: nil, confidence: nil, prior: nil, deal_size: nil)
      target = Native::Target.new
      target[:struct_size] = Native::Target.size
      target[:per] = Native.choice("per", PERIODS, per)
      Native.instance("goal", Goal, goal).write(target[:goal], 0.0, start)
      target[:activity_per] = Native.choice("activity_per", PERIODS, activity_per)
      target[:policy] = Native.choice("policy", POLICIES, policy)
      target[:activity_stage] = Native.natural("activity_stage", activity_stage)
      target[:actual].option = Native.maybe("actual", actual)
      target[:reached].option = Native.maybe("reached", reached)
      write_left(target, left)
      if entries
        entries = Numbers.of(entries, "entries")
        target[:entries] = entries.pointer
        target[:entries_len] = entries.size
      end
      deal = deal_size && DealSize.native(deal_size)
      target[:deal_size] = deal if deal
      target[:confidence].option = Native.maybe("confidence", confidence)
      if prior
        target[:prior_a] = Native.instance("prior", Evidence, prior).a
        target[:prior_b] = prior.b
      end
      place = FFI::MemoryPointer.new(:pointer)
      Native.plan_new(@handle, target, place)
      plan = place.read_pointer
      begin
        read(plan)
      ensure
        Native.plan_free(plan)
      end
    end

    def inspect
      "#<FunnelMath::Funnel #{@names.join(" > ")}>"
    end

    private

    def name_of(name, stage)
      return "Stage #{stage}" if name.nil? || name.to_s.empty?

      Native.instance("the name of stage #{stage}", String, name).dup.freeze
    end

    def write_left(target, left)
      return if left.nil?

      Native.instance("left", Left, left)
      target[:left_kind] = Native.choice("left.kind", LEFTS, left.kind)
      target[:left] = Native.number("left.share_left", left.share_left)
      target[:elapsed_days] = Native.number("left.elapsed_days", left.elapsed_days)
      target[:total_days] = Native.number("left.total_days", left.total_days)
    end

    def write(gate, place, name)
      Native.instance(name, Gate, gate)
      place[:kind] = Native.choice("#{name}.kind", GATE_KINDS, gate.kind)
      place[:a] = Native.number(name, gate.a)
      place[:b] = Native.number(name, gate.b)
      place[:benchmark].option = Native.maybe("#{name}.benchmark", gate.benchmark)
    end

    def read(plan)
      summary = Native::PlanSummary.new
      Native.plan_summarize(plan, summary)
      effect = Native::Effect.new
      Plan.new(
        unreachable: Unreachable.from(summary[:unreachable]),
        periods: Array.new(summary[:periods]) do |index|
          read_period(
            ->(period) { Native.plan_get_period(plan, index, period) },
            ->(stage, whole) { Native.plan_get_stage(plan, index, stage, whole) }
          )
        end,
        gauge: summary[:gauge].option,
        attainment: summary[:attainment].option,
        landing: summary[:landing].option,
        effects: Array.new(summary[:effects]) do |index|
          Native.plan_get_effect(plan, index, effect)
          Effect.from(effect)
        end,
        confident: read_confident(plan, summary[:periods])
      )
    end

    def read_confident(plan, periods)
      found = Native::PlanConfident.new
      Native.plan_get_confident(plan, found)
      return if found[:present].zero?

      chance = Native::Probability.new
      ConfidentPlan.new(
        confidence: found[:confidence],
        expected: Array.new(periods) do |index|
          Native.plan_get_expected_chance(plan, index, chance)
          Probability.from(chance)
        end,
        chance: Probability.from(found[:chance]),
        periods: Array.new(found[:periods]) do |index|
          read_period(
            ->(period) { Native.plan_get_confident_period(plan, index, period) },
            ->(stage, whole) { Native.plan_get_confident_stage(plan, index, stage, whole) }
          )
        end,
        leaves_out: LEFT_OUT.select.with_index { |_, bit| found[:leaves_out][bit] == 1 }
      )
    end

    def read_period(get_period, get_stage)
      period = Native::PlanPeriod.new
      whole = Native::Whole.new
      get_period.call(period)
      stages = @names.each_with_index.map do |name, stage|
        get_stage.call(stage, whole)
        StagePlan.new(name: name, whole: Whole.from(whole))
      end
      PeriodPlan.new(
        period: PERIODS.fetch(period[:period]), goal: period[:goal], stages: stages,
        revenue: period[:revenue].option, attainment: period[:attainment].option
      )
    end
  end
end
