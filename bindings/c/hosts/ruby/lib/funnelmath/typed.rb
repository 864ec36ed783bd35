# frozen_string_literal: true

module FunnelMath
  # Values of requests as the typed C functions take them. One that does not fit raises one of REFUSED; the question is
  # then asked as a document, which says what is wrong.
  module Typed # :nodoc:
    REFUSED = [TypeError, ArgumentError, RangeError, KeyError, NoMatchingPatternError].freeze

    module_function

    # A list of numbers as C has it: short ones are packed sooner, long ones copied.
    def doubles(list)
      return packed(list) unless list.is_a?(Array) && list.size > 32

      FFI::MemoryPointer.new(:double, list.size).write_array_of_double(list)
    end

    def packed(list)
      return list.pack("d*") if list.is_a?(Array)
      raise TypeError if list.is_a?(Hash) || !list.is_a?(Enumerable)

      list.to_a.pack("d*")
    end

    # How many numbers each of these lists has.
    def count(list, other = list)
      raise ArgumentError unless list.size == other.size

      list.size / 8
    end

    # The number of a stage or gate.
    def index(value)
      value.is_a?(Integer) && value.between?(0, 1 << 53) ? value : raise(TypeError)
    end

    # A goal without anything that is there already.
    def goal(goal, sale_value)
      case goal
      in { revenue: amount, **nil }
        aim(:revenue, 0, amount, sale_value)
      in { volume: { stage:, target: amount, **nil }, **nil }
        aim(:volume, index(stage), amount, sale_value || 0.0)
      end
    end

    def aim(kind, stage, amount, sale_value)
      [Native::GOAL_SIZE, Native::GOAL_KIND[kind], stage, amount, sale_value, 0, 0, 0, 0].pack(Native::GOAL)
    end

    # A calendar; those that have a name count all seven days of a week.
    def calendar(calendar)
      kind, weeks, days = case calendar
                          in Symbol then [Native::CALENDAR_KIND.fetch(calendar), 0.0, 7.0]
                          in { selling_weeks: weeks, days_per_week: days, **nil }
                            [Native::CALENDAR_KIND[:selling_weeks], weeks, days]
                          end
      [Native::CALENDAR_SIZE, kind, weeks, days].pack(Native::CALENDAR)
    end

    # The shapes of a rate's distribution.
    def evidence(evidence)
      case evidence
      in { a:, b:, **nil } then [a, b]
      end
    end

    # The known rate, the shapes of the other gates, and how many there are.
    def chance(chance)
      case chance
      in { rate:, **nil } then [rate, nil, nil, 0]
      in { counted: { evidence: Array => gates, rate:, **nil }, **nil }
        a, b = gates.map { |gate| evidence(gate) }.transpose
        [rate, packed(a), packed(b), gates.size]
      end
    end

    # The arrivals, and the rate at which they become results.
    def flow(flow)
      kind, a, b, rate = case flow
                         in { per_week:, rate:, **nil } then [:steady, per_week, 0.0, rate]
                         in { arrivals:, weeks:, rate:, **nil } then [:counted, arrivals, weeks, rate]
                         in { shape:, weeks:, rate:, **nil } then [:uncertain, shape, weeks, rate]
                         end
      [[Native::FLOW_SIZE, Native::FLOW_KIND[kind], a, b].pack(Native::FLOW), rate]
    end

    # How large deals are: the struct, and behind it its sizes and counts.
    def size(size)
      case size
      in { fixed: mean, **nil } then deal(:fixed, mean, 0.0)
      in { varying: { mean:, variation:, **nil }, **nil } then deal(:varying, mean, variation)
      in { seen: sizes, **nil } then deal(:seen, 0.0, 0.0, packed(sizes))
      in { counted: { sizes:, counts:, **nil }, **nil }
        deal(:counted, 0.0, 0.0, packed(sizes), packed(counts))
      end
    end

    def deal(kind, mean, variation, sizes = "", counts = nil)
      size = Native::DEAL_SIZE_SIZE
      length = count(sizes, counts || sizes)
      place = FFI::MemoryPointer.new(size + sizes.size + counts.to_s.size)
      first = place.address + size
      lists = [sizes.empty? ? 0 : first, counts ? first + sizes.size : 0]
      struct = [size, Native::DEAL_KIND[kind], mean, variation, *lists, length].pack(Native::DEAL_SIZE)
      place.write_bytes("#{struct}#{sizes}#{counts}")
    end

    # Which kind of lever, and which gate.
    def lever(lever)
      case lever.to_s
      when "sale_value" then [Native::LEVER[:sale_value], 0]
      when /\Agates\[(\d+)\]\z/ then [Native::LEVER[:gate], index(Regexp.last_match(1).to_i)]
      else raise TypeError
      end
    end

    def lever_name(lever, gate)
      lever == Native::LEVER[:gate] ? "gates[#{gate}]" : "sale_value"
    end

    # Which kind of step, and its size.
    def step(step)
      case step
      in { points: size, **nil } then [Native::STEP[:points], size]
      in { percent: size, **nil } then [Native::STEP[:percent], size]
      in { to: size, **nil } then [Native::STEP[:to], size]
      end
    end

    # A result that may not be known.
    def maybe(place)
      value, known = place.read_bytes(Native::MAYBE_SIZE).unpack(Native::MAYBE)
      value if known == 1
    end

    def maybes(places, count)
      fields = places.read_bytes(Native::MAYBE_SIZE * count).unpack(Native::MAYBE.sub(/L\z/, "x4") * count)
      fields.each_slice(2).map { |value, known| value if known == 1 }.freeze
    end
  end
  private_constant :Typed
end
