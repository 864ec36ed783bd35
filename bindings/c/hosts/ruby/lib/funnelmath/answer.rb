# frozen_string_literal: true

module FunnelMath
  # What answers have in common: they are frozen structs without setters, which compare, match patterns and marshal.
  module Answer
    # A class with these members, and what the block defines.
    def self.of(*members, &block)
      Struct.new(*members) do
        include Answer
        [*members.map { |member| :"#{member}=" }, :[]=].each { |setter| undef_method(setter) }

        def initialize(*)
          super
          freeze
        end
        class_eval(&block) if block
      end
    end
  end
end
