# frozen_string_literal: true

# Reads the golden vectors and compares with them, bit for bit; what is near within its tolerance.
class Example
  attr_reader :name, :ins, :outs, :near
  attr_accessor :op

  DIRECTORY = ENV.fetch("FUNNELMATH_VECTORS")

  def self.read(file)
    cases = []
    File.foreach(File.join(DIRECTORY, file), chomp: true) do |line|
      next if line.empty? || line.start_with?("#")

      kind, field, *words = line.split
      case kind
      when "case" then cases << new(field)
      when "op" then cases.last.op = field
      when "in" then cases.last.ins[field] = words
      when "out" then cases.last.outs[field] = words
      when "near"
        tolerance = Float(words.shift)
        raise "no tolerance, or out as well: #{line}" unless (0..1e-3).cover?(tolerance) && !cases.last.outs.key?(field)

        cases.last.near[field] = tolerance
        cases.last.outs[field] = words
      when "exact" then next
      else raise "unknown line: #{line}"
      end
    end
    cases
  end

  def self.number(token)
    [token[0, 16]].pack("H*").unpack1("G")
  end

  def initialize(name)
    @name = name
    @ins = {}
    @outs = {}
    @near = {}
  end

  def word(field)
    @ins.fetch(field).first
  end

  def int(field)
    Integer(word(field))
  end

  def f64(field)
    f64s(field).first
  end

  def f64s(field)
    @ins.fetch(field).map { |token| Example.number(token) }
  end

  def option(field)
    options(field).first
  end

  def options(field)
    @ins.fetch(field).map { |token| token == "-" ? nil : Example.number(token) }
  end

  def self.same?(value, token)
    case value
    when nil then token == "-"
    when true, false then token == (value ? "yes" : "no")
    when Float then token.include?("=") && [value].pack("G").unpack1("H*") == token[0, 16]
    else value.to_s == token
    end
  end

  # Whether a number is as near as it must be; 0 is exactly 0, and never -0.
  def self.near?(value, token, tolerance)
    return false unless value.is_a?(Float) && token.include?("=")

    expected = number(token)
    return same?(value, token) if expected.zero?

    (value - expected).abs <= tolerance * expected.abs
  end

  # Says what differs; nil when nothing does.
  def compare(got)
    return "#{name}: fields #{got.keys}, expected #{@outs.keys}" unless got.keys.sort == @outs.keys.sort

    got.each do |field, values|
      values = [values] unless values.is_a?(Array)
      tokens = @outs[field]
      tolerance = @near[field]
      fits = values.zip(tokens).all? do |value, token|
        next false if token.nil?

        tolerance ? Example.near?(value, token, tolerance) : Example.same?(value, token)
      end
      next if fits && values.size == tokens.size

      return "#{name}: #{field} is #{values}, expected #{tokens}"
    end
    nil
  end
end
