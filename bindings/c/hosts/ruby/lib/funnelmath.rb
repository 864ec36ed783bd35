# frozen_string_literal: true

require "ffi"
require "json"
require_relative "funnelmath/declarations"
require_relative "funnelmath/library"
require_relative "funnelmath/answer"
require_relative "funnelmath/door"
require_relative "funnelmath/typed"
require_relative "funnelmath/answers"
require_relative "funnelmath/questions"
require_relative "funnelmath/column_call"
require_relative "funnelmath/columns"
require_relative "funnelmath/funnel"

# Sales-funnel maths: what will come out, what must go in, how sure that is, and what should change.
#
#   FunnelMath.required(rates: [0.65, 0.4], goal: { revenue: 25_000 }, sale_value: 3_400).volumes
#
# Each question is a function with keyword arguments; its nested arguments are hashes, as in JSON, with symbols as keys
# and words. Rates and probabilities are numbers from 0 to 1, volumes and money finite numbers of at least 0. What cannot
# be used raises FunnelMath::Error.
module FunnelMath
  extend Questions
  include Questions

  # The answer to a request that is a JSON document, or to an array of requests, as a JSON document.
  def self.answer(document)
    Door.answer(document)
  end

  # The version of the library that is loaded.
  def self.version
    Native.version
  end

  # Where it was found.
  def self.library_path
    Native::PATH
  end
end
