# frozen_string_literal: true

module FunnelMath
  # One thing that is wrong with a request.
  #
  # - code: a stable name: "rate", "missing", "type", ...
  # - path: where, as one would reach it: `[:gates, 1, :rate]`; empty for the whole request.
  # - message: what is wrong, in words.
  # - value: what was found there; long texts are cut, lists and hashes not shown.
  # - allowed: the words or names that are allowed there.
  # - minimum, maximum: the range that is allowed there.
  Problem = Answer.of(:code, :path, :message, :value, :allowed, :minimum, :maximum) do
    def self.read(given) # :nodoc:
      steps = given[:pointer].split("/").drop(1).map do |step|
        step.match?(/\A\d+\z/) ? step.to_i : step.gsub("~1", "/").gsub("~0", "~").to_sym
      end
      new(*given.values_at(:code), steps.freeze, given[:message], given[:value], given[:allowed] || [].freeze,
          *given.values_at(:minimum, :maximum))
    end

    # The same with its path from there on, if it lies there.
    def within(name)
      path[0] == name ? self.class.new(code, path.drop(1).freeze, *to_a.drop(2)) : self
    end

    def to_s
      where = path.map { |step| step.is_a?(Integer) ? "[#{step}]" : ".#{step}" }.join.delete_prefix(".")
      where.empty? ? message : "#{where}: #{message}"
    end
  end

  # A request that cannot be answered: +problems+ lists every problem, the other attributes describe the first.
  class Error < StandardError
    attr_reader :problems

    def initialize(problems)
      @problems = problems.freeze
      super(problems.join("\n"))
    end

    # For an answer of a newer library.
    def self.unknown_outcome(name, word) # :nodoc:
      message = "#{name} has the outcome '#{word}', which this version of the gem does not know"
      new([Problem.new("outcome", [].freeze, message, word, [].freeze)])
    end

    def code
      problems[0].code
    end

    def path
      problems[0].path
    end

    def value
      problems[0].value
    end

    def allowed
      problems[0].allowed
    end
  end

  # Requests and answers as JSON documents.
  module Door # :nodoc:
    module_function

    # The answer to a request; what is wrong with it is raised.
    def ask(request)
      read(answer(encode(request)))
    end

    def encode(request)
      JSON.generate(plain(request))
    end

    # A value as JSON has it. NaN and infinity become texts, which are refused with their place.
    def plain(value)
      case value
      when Float then value.finite? ? value : value.to_s
      when Integer, String, Symbol, nil, true, false then value
      when Numeric then plain(Float(value))
      when Hash then value.transform_values { |inner| plain(inner) }
      when Answer, Funnel then plain(value.to_h)
      when Enumerable then value.to_a.map { |inner| plain(inner) }
      else raise TypeError, "a request cannot hold a #{value.class}"
      end
    end

    def answer(document)
      places = FFI::MemoryPointer.new(:pointer, 2)
      status = Native.answer(document, document.bytesize, places, places + FFI::Pointer.size, nil)
      raise Error, [failure(Native.status_name(status))] unless status.zero?

      text = places.read_pointer
      begin
        text.read_bytes((places + FFI::Pointer.size).read(:size_t)).force_encoding(Encoding::UTF_8)
      ensure
        Native.answer_free(text)
      end
    end

    def failure(code)
      Problem.new(code, [].freeze, "the funnelmath library failed: #{code}", nil, [].freeze)
    end

    # The answer of a document; what it says is wrong is raised.
    def read(document)
      made = decode(document)
      made.fetch(:answer) { raise Error, made[:errors].map { |problem| Problem.read(problem) } }
    end

    # What a document says, frozen.
    def decode(document)
      JSON.parse(document, symbolize_names: true, freeze: true)
    end
  end
  private_constant :Door
end
