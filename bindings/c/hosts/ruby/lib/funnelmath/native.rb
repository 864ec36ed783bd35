# frozen_string_literal: true

require "ffi"

module FunnelMath
  # Input that funnelmath cannot use: +code+ is the stable name of what is wrong ("rate", "no_trials"), +field+ the input
  # that it concerns ("sale_value", "rates[]"), +index+ the element of that input if it is a list, +value+ what was found
  # there and +limit+ the length a list needs or the last stage or gate there is. nil where there is none.
  class Error < StandardError
    attr_reader :code, :field, :index, :value, :limit

    def initialize(message, code: nil, field: nil, index: nil, value: nil, limit: nil)
      super(message)
      @code = code
      @field = field
      @index = index
      @value = value
      @limit = limit
    end
  end

  # The C library: where it is, and what its functions and structs look like. Declared as in funnelmath.h; the
  # tests compare every struct and function with the installed funnelmath_ffi.h.
  module Native # :nodoc:
    extend FFI::Library

    # The counter of incompatible changes that this module is written for.
    ABI = 0

    def self.candidates
      return [ENV["FUNNELMATH_LIBRARY"]] unless ENV["FUNNELMATH_LIBRARY"].to_s.empty?

      name = FFI::Platform.mac? ? "libfunnelmath.#{ABI}.dylib" : "libfunnelmath.so.#{ABI}"
      prefix = ENV["FUNNELMATH_PREFIX"].to_s
      return [name] if prefix.empty?

      # Debian's cmake installs into lib/x86_64-linux-gnu when the prefix is /usr.
      folders = ["lib", "lib/#{RbConfig::CONFIG["arch"]}", "lib/#{FFI::Platform::ARCH}-linux-gnu", "lib64"]
      folders.map { |folder| File.join(prefix, folder, name) }
    end

    begin
      ffi_lib candidates
    rescue LoadError => e
      raise LoadError, "the funnelmath library cannot be loaded: install it, or set FUNNELMATH_LIBRARY to its path " \
                       "or FUNNELMATH_PREFIX to where it is installed (#{e.message})"
    end

    class Error < FFI::Struct
      layout :status, :uint32, :field, :uint32, :has_index, :uint32, :has_inner_index, :uint32, :has_value, :uint32,
             :has_limit, :uint32, :has_parameter, :uint32, :parameter, :uint32,
             :index, :uint64, :inner_index, :uint64, :value, :double, :limit, :double
    end

    class Maybe < FFI::Struct
      layout :value, :double, :known, :uint32, :reserved, :uint32

      def option
        self[:value] if self[:known] == 1
      end

      def option=(value)
        self[:known] = value.nil? ? 0 : 1
        self[:value] = value || 0.0
      end
    end

    class Calendar < FFI::Struct
      layout :struct_size, :uint32, :kind, :uint32, :selling_weeks, :double, :days_per_week, :double
    end

    class Whole < FFI::Struct
      layout :exact, :double, :units, :double, :residual, :double, :delivers, Maybe
    end

    class Goal < FFI::Struct
      layout :struct_size, :uint32, :kind, :uint32, :stage, :uint64, :amount, :double, :sale_value, :double,
             :start, :pointer, :start_len, :size_t, :start_kind, :uint32, :reserved, :uint32
    end

    class Unreachable < FFI::Struct
      layout :unreachable, :uint32, :lever, :uint32, :gate, :uint64, :missing, :double, :best, :double
    end

    class Effect < FFI::Struct
      layout :lever, :uint32, :capped, :uint32, :gate, :uint64, :step, :uint32, :reserved, :uint32,
             :size, :double, :from, :double, :to, :double,
             :required_before, Maybe, :required_after, Maybe, :required_change, Maybe,
             :revenue_before, :double, :revenue_after, :double, :revenue_change, Maybe
    end

    class Total < FFI::Struct
      layout :revenue, :double, :sale_value, Maybe, :overall, Maybe
    end

    class Gate < FFI::Struct
      layout :kind, :uint32, :reserved, :uint32, :a, :double, :b, :double, :benchmark, Maybe
    end

    class DealSize < FFI::Struct
      layout :struct_size, :uint32, :kind, :uint32, :mean, :double, :variation, :double,
             :sizes, :pointer, :counts, :pointer, :len, :size_t
    end

    class FunnelOptions < FFI::Struct
      layout :struct_size, :uint32, :reserved, :uint32, :gates, :pointer, :gates_len, :size_t,
             :sale_value, Maybe, :sale_value_benchmark, Maybe, :calendar, Calendar, :deal_size, :pointer
    end

    class Target < FFI::Struct
      layout :struct_size, :uint32, :per, :uint32, :goal, Goal, :activity_per, :uint32, :policy, :uint32,
             :activity_stage, :uint64, :actual, Maybe, :reached, Maybe, :left_kind, :uint32, :reserved, :uint32,
             :left, :double, :elapsed_days, :double, :total_days, :double, :entries, :pointer, :entries_len, :size_t,
             :confidence, Maybe, :prior_a, :double, :prior_b, :double, :deal_size, :pointer
    end

    class PlanSummary < FFI::Struct
      layout :unreachable, Unreachable, :periods, :uint64, :stages, :uint64, :effects, :uint64,
             :gauge, Maybe, :attainment, Maybe, :landing, Maybe
    end

    class PlanPeriod < FFI::Struct
      layout :period, :uint32, :reserved, :uint32, :goal, :double, :revenue, Maybe, :attainment, Maybe
    end

    class Probability < FFI::Struct
      layout :value, :double, :complement, :double, :method, :uint32, :reserved, :uint32
    end

    class PlanConfident < FFI::Struct
      layout :present, :uint32, :leaves_out, :uint32, :confidence, :double, :chance, Probability, :periods, :uint64
    end

    class Quantile < FFI::Struct
      layout :value, Maybe, :method, :uint32, :reserved, :uint32
    end

    class Interval < FFI::Struct
      layout :low, :double, :high, Maybe, :method, :uint32, :reserved, :uint32
    end

    class Inputs < FFI::Struct
      layout :outcome, :uint32, :reserved, :uint32, :inputs, :double, :chance, Probability
    end

    class Requirement < FFI::Struct
      layout :struct_size, :uint32, :reserved, :uint32, :results, :double, :inputs, :double, :confidence, :double
    end

    class Share < FFI::Struct
      layout :value, :double, :complement, :double
    end

    class OverallRate < FFI::Struct
      layout :outcome, :uint32, :reserved, :uint32, :rate, Share
    end

    class GateRate < FFI::Struct
      layout :outcome, :uint32, :reserved, :uint32, :rate, :double, :takes, Maybe, :best, Probability
    end

    class Tails < FFI::Struct
      layout :lower, :double, :upper, :double
    end

    class Flow < FFI::Struct
      layout :struct_size, :uint32, :kind, :uint32, :a, :double, :b, :double
    end

    class Wait < FFI::Struct
      layout :outcome, :uint32, :reserved, :uint32, :weeks, :double, :chance, Probability
    end

    class RevenueSummary < FFI::Struct
      layout :mean, :double, :variance, Maybe, :most, Maybe, :method, :uint32, :reserved, :uint32
    end

    class VelocityEffect < FFI::Struct
      layout :to, :double, :capped, :uint32, :reserved, :uint32, :per_day, Maybe, :change, Maybe
    end

    class Pipeline < FFI::Struct
      layout :total, :double, :weighted, :double, :deviation, :double
    end

    class Covered < FFI::Struct
      layout :ratio, Maybe, :cushion, Maybe, :surplus, Maybe
    end

    class Answer < FFI::Struct
      layout :kind, :uint32, :reserved, :uint32, :value, :double, :from, :uint64, :to, :uint64
    end

    class Conflict < FFI::Struct
      layout :kind, :uint32, :reserved, :uint32, :from, :uint64, :to, :uint64, :expected, :double,
             :given, :double, :gate, :uint64, :gates, :uint64, :takes, Maybe, :best, :double
    end

    class Solution < FFI::Struct
      layout :conflict, Conflict, :undetermined, :uint64, :sale_value, Answer, :revenue, Answer
    end

    # The rate that is known, and a and b of each other gate.
    CHAIN = %i[double pointer pointer size_t].freeze

    # Every function that can fail, without its last argument, the error.
    FALLIBLE = {
      calendar_per_year: %i[pointer uint32 pointer],
      calendar_convert: %i[pointer double uint32 uint32 pointer],
      policy_apply: %i[uint32 double pointer],
      policy_apply_each: %i[uint32 pointer size_t uint64 pointer pointer size_t],
      rate_from_counts: %i[double double pointer],
      rate_one_in: %i[double pointer],
      rates_from_counts: %i[pointer pointer size_t pointer],
      chain_overall: %i[pointer size_t pointer],
      chain_forward: %i[pointer size_t double double pointer size_t pointer],
      chain_forward_each: %i[pointer size_t pointer pointer pointer size_t pointer],
      chain_required: %i[pointer size_t pointer pointer size_t pointer],
      chain_sensitivity: %i[pointer size_t pointer uint64 double uint32 uint64 uint32 double pointer],
      roll_up: %i[size_t pointer pointer pointer size_t pointer pointer pointer],
      funnel_new: %i[pointer pointer],
      plan_new: %i[pointer pointer pointer],
      plan_summarize: %i[pointer pointer],
      plan_get_period: %i[pointer uint64 pointer],
      plan_get_stage: %i[pointer uint64 uint64 pointer],
      plan_get_effect: %i[pointer uint64 pointer],
      plan_get_confident: %i[pointer pointer],
      plan_get_expected_chance: %i[pointer uint64 pointer],
      plan_get_confident_period: %i[pointer uint64 pointer],
      plan_get_confident_stage: %i[pointer uint64 uint64 pointer],
      chance_mean: [*CHAIN, :pointer],
      chance_at_least: [*CHAIN, :double, :double, :pointer],
      chance_exactly: [*CHAIN, :double, :double, :pointer],
      chance_quantile: [*CHAIN, :double, :double, :pointer],
      chance_interval: [*CHAIN, :double, :double, :pointer],
      chance_lower_bound: [*CHAIN, :double, :double, :pointer],
      chance_inputs_for: [*CHAIN, :double, :double, :pointer],
      chance_revenue_at_least: [*CHAIN, :double, :pointer, :double, :pointer],
      chance_revenue_quantile: [*CHAIN, :double, :pointer, :double, :pointer],
      chance_inputs_for_revenue: [*CHAIN, :pointer, :double, :double, :pointer],
      rate_for: %i[pointer pointer],
      chain_gate_for: %i[pointer size_t uint64 pointer pointer],
      evidence_observe: %i[double double double double pointer pointer],
      evidence_mean: %i[double double pointer],
      evidence_quantile: %i[double double double pointer],
      evidence_interval: %i[double double double pointer],
      flow_per_week: %i[pointer pointer],
      flow_mean: %i[pointer double double pointer],
      flow_at_least: %i[pointer double double double pointer],
      flow_exactly: %i[pointer double double double pointer],
      flow_quantile: %i[pointer double double double pointer],
      flow_interval: %i[pointer double double double pointer],
      flow_weeks_for: %i[pointer double double double pointer],
      flow_revenue_at_least: %i[pointer double double pointer double pointer],
      flow_revenue_quantile: %i[pointer double double pointer double pointer],
      flow_weeks_for_revenue: %i[pointer double pointer double double pointer],
      arrivals_for: %i[double double double pointer],
      revenue_new: [*CHAIN, :double, :pointer, :pointer],
      flow_revenue_new: %i[pointer double double pointer pointer],
      revenue_summarize: %i[pointer pointer],
      revenue_at_least: %i[pointer double pointer],
      revenue_quantile: %i[pointer double pointer],
      revenue_interval: %i[pointer double pointer],
      revenue_mean_up_to: %i[pointer double pointer],
      incomplete_beta: %i[double double double pointer],
      incomplete_gamma: %i[double double pointer],
      beta_quantile: %i[double double double pointer],
      gamma_quantile: %i[double double pointer],
      normal_tails: %i[double pointer],
      normal_quantile: %i[double pointer],
      binomial_probability: %i[double double double pointer],
      ln_binomial_probability: %i[double double double pointer],
      poisson_probability: %i[double double pointer],
      ln_poisson_probability: %i[double double pointer],
      beta_binomial_probability: %i[double double double double pointer],
      ln_beta_binomial_probability: %i[double double double double pointer],
      activity_gauge: %i[double double pointer],
      attainment: %i[double double pointer],
      velocity_per_day: %i[double double double double pointer],
      velocity_lever_effect: %i[double double double double uint32 double pointer],
      weighted_pipeline: %i[pointer pointer size_t pointer],
      coverage: %i[double double double pointer],
      required_coverage: %i[double pointer],
      solve: %i[pointer pointer size_t pointer pointer pointer pointer pointer]
    }.freeze

    # The rest.
    OTHERS = {
      funnel_free: [[:pointer], :void],
      plan_free: [[:pointer], :void],
      revenue_free: [[:pointer], :void],
      status_name: [[:uint32], :string],
      field_name: [[:uint32], :string],
      method_name: [[:uint32], :string],
      method_bound: [[:uint32], :string],
      left_out_name: [[:uint32], :string],
      left_out_message: [[:uint32], :string],
      error_message: [%i[pointer pointer size_t pointer], :uint32],
      version: [[], :string],
      version_major: [[], :uint32],
      version_minor: [[], :uint32],
      version_patch: [[], :uint32],
      abi: [[], :uint32]
    }.freeze

    # Those that walk through long lists, or add up many chances, let other threads run meanwhile.
    LONG = %i[
      rates_from_counts roll_up weighted_pipeline plan_new
      chance_at_least chance_exactly chance_quantile chance_interval chance_inputs_for chance_lower_bound
      chance_revenue_at_least chance_revenue_quantile chance_inputs_for_revenue
      flow_revenue_at_least flow_revenue_quantile flow_weeks_for_revenue
      revenue_new flow_revenue_new revenue_at_least revenue_quantile revenue_interval revenue_mean_up_to
    ].freeze

    # A function of the library; where one is missing, the library is older than this code.
    def self.attach(name, symbol, arguments, result, **options)
      attach_function name, symbol, arguments, result, **options
    rescue FFI::NotFoundError
      raise LoadError, "the funnelmath library #{ffi_libraries.first.name} is older than this code: install the newer " \
                       "one (it has no #{symbol})"
    end

    attach :abi, :funnelmath_abi, [], :uint32
    raise LoadError, "this code needs funnelmath's interface #{ABI}; the library has #{abi}" unless abi == ABI

    FALLIBLE.each do |name, arguments|
      raw = :"raw_#{name}"
      attach raw, :"funnelmath_#{name}", [*arguments, :pointer], :uint32, blocking: LONG.include?(name)
      # Each with the arguments it has: a splat would cost more than the call.
      names = Array.new(arguments.size) { |at| "a#{at}" }.join(", ")
      module_eval(<<~RUBY, __FILE__, __LINE__ + 1)
        def self.#{name}(#{names})
          error = Error.new
          status = #{raw}(#{names}, error.pointer)
          fail!(status, error) unless status.zero?
        end
      RUBY
    end
    OTHERS.each do |name, (arguments, result)|
      attach name, :"funnelmath_#{name}", arguments, result unless name == :abi
    end

    # Calls a function about one gate of a list: an error names that one.
    def self.of_gate(gate, name, *arguments)
      public_send(name, *arguments)
    rescue FunnelMath::Error => e
      raise FunnelMath::Error.new(
        "gates[#{gate}]: #{e.message}", code: e.code, field: "gates[].#{e.field}", index: gate, value: e.value, limit: e.limit
      )
    end

    # Raises what a failed function wrote.
    def self.fail!(status, error)
      code = status_name(status)
      length = FFI::MemoryPointer.new(:size_t)
      text = FFI::MemoryPointer.new(:char, 400)
      unless error_message(error.pointer, text, text.size, length).zero?
        raise FunnelMath::Error.new("funnelmath failed: #{code}", code: code)
      end

      raise FunnelMath::Error.new(
        text.read_string.force_encoding(Encoding::UTF_8),
        code: code,
        field: (field_name(error[:field]) unless error[:field].zero?),
        index: (error[:index] if error[:has_index] == 1),
        value: (error[:value] if error[:has_value] == 1),
        limit: (error[:limit] if error[:has_limit] == 1)
      )
    end

    # One number as a Float.
    def self.number(name, value)
      return value if value.instance_of?(Float)
      raise TypeError, "#{name} must be a number, not #{value.class}" unless value.is_a?(Numeric) && value.real?

      value.to_f
    end

    # A number or nil.
    def self.maybe(name, value)
      value.nil? ? nil : number(name, value)
    end

    # The number of a stage or gate.
    def self.natural(name, value)
      raise TypeError, "#{name} must be an Integer, not #{value.class}" unless value.is_a?(Integer)
      raise ArgumentError, "#{name} must be at least 0 and less than 2**64, not #{value}" unless (0...2**64).cover?(value)

      value
    end

    # The number that stands for a symbol.
    def self.choice(name, choices, value)
      choices.index(value) or
        raise ArgumentError, "#{name} must be one of #{choices.map(&:inspect).join(", ")}, not #{value.inspect}"
    end

    # That an argument is of a class.
    def self.instance(name, type, value)
      value.is_a?(type) ? value : raise(TypeError, "#{name} must be a #{type}, not #{value.class}")
    end

    # Places for results; an empty list has none.
    def self.places(struct, count)
      memory = FFI::MemoryPointer.new(struct.size, [count, 1].max)
      [memory, Array.new(count) { |at| struct.new(memory + at * struct.size) }]
    end
  end

  # A list of numbers in C memory. Every method that takes a list takes one of these too, without copying it.
  class Numbers
    include Enumerable

    attr_reader :size, :pointer

    # A copy of a list.
    def self.of(values, name = "values")
      return values if values.is_a?(Numbers)
      unless values.is_a?(Enumerable) && !values.is_a?(Hash)
        raise TypeError, "#{name} must be a list of numbers, not #{values.class}"
      end

      values = values.to_a
      numbers = new(values.size)
      begin
        numbers.pointer.write_array_of_double(values)
      rescue TypeError, RangeError
        values.each_with_index { |value, at| Native.number("#{name}[#{at}]", value) }
        raise
      end
      numbers
    end

    # Doubles as the machine writes them, 8 bytes each: +pack("d*")+, a column from a file or a socket.
    def self.from_bytes(bytes)
      raise TypeError, "bytes must be a String, not #{bytes.class}" unless bytes.is_a?(String)
      unless (bytes.bytesize % 8).zero?
        raise ArgumentError, "bytes must be doubles of 8 bytes each, not #{bytes.bytesize} bytes"
      end

      new(bytes.bytesize / 8).tap { |numbers| numbers.pointer.write_bytes(bytes) }
    end

    # Places for so many numbers.
    def initialize(size) # :nodoc:
      @size = size
      @pointer = FFI::MemoryPointer.new(:double, [size, 1].max)
    end

    def to_a
      @pointer.read_array_of_double(@size)
    end

    def each(&block)
      return enum_for(:each) { @size } unless block

      to_a.each(&block)
      self
    end

    # That lists which belong together are equally long.
    def must_have(name, count, why) # :nodoc:
      return self if @size == count

      raise ArgumentError, "#{name} must have #{count} numbers (#{why}); it has #{@size}"
    end
  end
end
