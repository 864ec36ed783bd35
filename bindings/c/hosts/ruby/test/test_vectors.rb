# frozen_string_literal: true

require "minitest/autorun"
require "open3"
require "funnelmath"

# Every golden vector that a request can express, through the functions of the gem.
class TestVectors < Minitest::Test
  LINES, status = Open3.capture2("python3", File.join(ENV.fetch("FUNNELMATH_VECTORS"), "documents.py"), "-")
  raise "documents.py failed" unless status.success?

  # A request as one writes it, with symbols for words.
  def self.asked(request)
    FunnelMath.public_send(request[:question], **worded(request.reject { |name, _| name == :question }))
  end

  def self.worded(value)
    case value
    when Hash then value.transform_values { |inner| worded(inner) }
    when Array then value.map { |inner| worded(inner) }
    when /\A\w+\z/ then value.to_sym
    else value
    end
  end

  # Where an answer differs from its document; a member that is nil there may have any value.
  def difference(got, wanted, near, at = "")
    case wanted
    when Hash
      # nil, or the one member, stands for an object.
      got = got.nil? ? {} : { wanted.keys.last => got } unless got.is_a?(Struct) || got.is_a?(Hash)
      return differing(got.to_h.compact, wanted, near, at)
    when Array
      return "#{at}: #{got}" unless got.is_a?(Array) && got.size == wanted.size

      return got.each_index.filter_map { |index| difference(got[index], wanted[index], near, "#{at}/#{index}") }.first
    end
    fits = if near.key?(at.to_sym)
             got.is_a?(Float) && (got - wanted).abs <= near[at.to_sym] * wanted.abs
           else
             (got.is_a?(Symbol) ? got.to_s : got).inspect == wanted.inspect # 0.0 is not -0.0
           end
    "#{at}: #{got.inspect}, expected #{wanted.inspect}" unless fits
  end

  def differing(got, wanted, near, at)
    wanted = wanted.reject { |name, _| name == :outcome && !got.key?(name) } # told by the class, or by nil
    extra = got.keys - wanted.keys
    return "#{at}: #{extra} too" unless extra.empty?

    wanted.compact.filter_map { |name, value| difference(got[name], value, near, "#{at}/#{name}") }.first
  end

  def wrong(line)
    got = self.class.asked(line[:request])
    line.key?(:error) ? "no error" : difference(got, line[:answer], line[:near])
  rescue FunnelMath::Error => e
    shown = e.problems.map { |one| { code: one.code, pointer: one.path.map { |step| "/#{step}" }.join, value: one.value } }
    "#{shown}, expected #{line[:error]}" unless line.key?(:error) && shown.any? { |problem| problem >= line[:error] }
  end

  def test_the_golden_vectors
    lines = LINES.lines.map { |line| JSON.parse(line, symbolize_names: true) }
    assert_operator lines.size, :>=, 6_563
    found = lines.filter_map { |line| wrong(line)&.then { |text| "#{line[:case]}: #{text}" } }
    assert_empty found.first(20), found.size
  end
end
