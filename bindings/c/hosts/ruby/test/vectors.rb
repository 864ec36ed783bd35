# frozen_string_literal: true

# Reads the golden vectors and compares with them, bit for bit.
class Example
  attr_reader :name, :ins, :outs
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

  # Says what differs; nil when nothing does.
  def compare(got)
    return "#{name}: fields #{got.keys}, expected #{@outs.keys}" unless got.keys.sort == @outs.keys.sort

    got.each do |field, values|
      values = [values] unless values.is_a?(Array)
      tokens = @outs[field]
      next if values.size == tokens.size && values.zip(tokens).all? { |value, token| Example.same?(value, token) }

      return "#{name}: #{field} is #{values}, expected #{tokens}"
    end
    nil
  end
end
