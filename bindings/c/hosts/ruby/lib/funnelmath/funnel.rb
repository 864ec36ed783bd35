# frozen_string_literal: true

module FunnelMath
  # A funnel that is kept: its gates, what a sale is worth, and the names of its stages.
  #
  # Frozen. It compares by its document, marshals, and may be used from any number of threads. An invalid funnel raises
  # its error when it is made.
  class Funnel
    # A plan with a goal of 0, which reports what is wrong with a funnel.
    NOTHING = '{"question":"plan","funnel":%s,"target":{"goal":{"volume":{"stage":0,"target":0}}}}'
    private_constant :NOTHING

    # The funnel as JSON has it, frozen: `Funnel.new(**funnel.to_h)` is the same funnel.
    attr_reader :to_h

    # - gates: hashes with `rate`, `successes` and `trials`, or `one_in`, and perhaps `name` and `benchmark`.
    # - others: `entry`, the name of the first stage; `sale_value`, `sale_value_benchmark`, `deal_size`, `calendar`.
    def initialize(gates:, **others)
      @text = Door.encode({ gates: gates, **others.compact })
      begin
        Door.read(Door.answer(format(NOTHING, @text)))
      rescue Error => e
        raise Error, e.problems.map { |problem| problem.within(:funnel) }
      end
      @to_h = Door.decode(@text)
      freeze
    end

    # The plan for a goal: what each stage needs per period, how it is going, what an improvement brings.
    #
    # The keywords are `goal`, such as `{ revenue: 25_000 }`, and `per`, `activity_per`, `activity_stage`, `policy`,
    # `actual`, `confidence`, `prior`, `start`, `entries`, `reached`, `left`, `working_days`, `deal_size`.
    def plan(**target)
      Plan.read(Door.read(Door.answer(%({"question":"plan","funnel":#{@text},"target":#{Door.encode(target)}}))))
    end

    # What is known of the rate from one stage to another, for the questions about results and revenue. Gates that were
    # counted need a `prior`, which was assumed before the counts: `:jeffreys`, `:uniform`, or `{ a:, b: }`.
    def chance(from: 0, to: nil, prior: nil)
      counted, known = to_h[:gates][from...to].partition { |gate| gate.key?(:trials) }
      rates = known.map { |gate| gate[:rate] || FunnelMath.gate(one_in: gate[:one_in]) }
      return { rate: FunnelMath.overall(rates: rates) } if counted.empty?

      evidence = counted.map { |gate| { prior: prior, **gate.slice(:successes, :trials) } }
      { counted: { evidence: evidence, **(rates.empty? ? {} : { rate: FunnelMath.overall(rates: rates) }) } }
    end

    def ==(other)
      other.is_a?(Funnel) && to_h == other.to_h
    end
    alias eql? ==

    def hash
      to_h[:gates].map { |gate| gate[:name] }.hash
    end

    def inspect
      "#<#{self.class} #{to_h}>"
    end

    def marshal_dump # :nodoc:
      to_h
    end

    def marshal_load(document) # :nodoc:
      initialize(**document)
    end
  end
end
