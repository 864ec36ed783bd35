# frozen_string_literal: true

module FunnelMath
  module Columns
    # One call of a function over columns: its inputs, how many rows they have, and its outputs.
    class Call # :nodoc:
      ROWS = Native::STATUS.merge(Native::ROW).invert.freeze

      def initialize
        @kept = []
      end

      # How many rows the first column has.
      def rows
        @rows || raise(ArgumentError, "one of the inputs must be a column")
      end

      # A number for all rows, or a list of one for each, nil where there is none.
      def column(values)
        return packed(:same, same: values) if values.is_a?(Numeric)

        is_list = values.is_a?(Enumerable) && !values.is_a?(Hash)
        values = is_list ? values.to_a : raise(TypeError, "a column is a number or a list, not #{values.class}")
        @rows ||= values.size
        validity = [values.map { |value| value.nil? ? 0 : 1 }.join].pack("b*") if values.include?(nil)
        values = values.map { |value| value || 0 } if validity
        is_whole = values.all?(Integer)
        kind, format = is_whole ? [:integers, "q*"] : [:doubles, "d*"]
        validity = validity ? keep(validity) : 0
        packed(kind, numbers: keep(values.pack(format)), length: values.size, validity: validity)
      end

      # A column for each gate or stage.
      def columns(each)
        each.map { |values| column(values) }.join
      end

      # A goal in each row.
      def goal(goal, sale_value, start)
        kind, stage, amount =
          case goal
          in { revenue: amount, **nil } then [:revenue, 0, amount]
          in { volume: { stage:, target:, **nil }, **nil } then [:volume, Typed.index(stage), target]
          end
        begun, there = start.nil? ? [:empty, []] : start.first
        sale_value = 0.0 if sale_value.nil? && kind == :volume
        lists = [keep(column(amount)), keep(column(sale_value)), keep(columns(there))]
        [Native::COLUMN_GOAL_SIZE, Native::GOAL_KIND.fetch(kind), stage, *lists, there.size, Native::START_KIND.fetch(begun), 0]
          .pack(Native::COLUMN_GOAL)
      end

      # Outputs, each with a place for each row.
      def places(count)
        Array.new(count) { FFI::MemoryPointer.new(:double, [rows, 1].max) }
      end

      def pointers(places)
        FFI::MemoryPointer.new(:pointer, places.size).write_array_of_pointer(places)
      end

      # Calls the function; invalid columns raise an error.
      def ask(function, *arguments)
        @status = FFI::MemoryPointer.new(:uint32, [rows, 1].max)
        @summary = FFI::MemoryPointer.new(Native::COLUMNS_SUMMARY_SIZE)
        error = FFI::MemoryPointer.new(Native::ERROR_SIZE)
        status = Native.public_send(function, *arguments, @status, @summary, error)
        raise Error, [problem(status, error)] unless status.zero?

        @words = @status.read_array_of_uint32(rows).map { |row| ROWS.fetch(row) }.freeze
      end

      # The numbers of an output, nil where a row has no answer.
      def back(place)
        values = place.read_array_of_double(rows)
        return values.freeze if @words.all?(:answered)

        values.zip(@words).map { |value, word| value if word == :answered }.freeze
      end

      # The status of each row, how many were answered, and how.
      def summary
        answered, method, = @summary.read_bytes(Native::COLUMNS_SUMMARY_SIZE).unpack(Native::COLUMNS_SUMMARY)
        [@words, answered, Native::METHODS[method]]
      end

      private

      # The address of a copy that lives as long as the call.
      def keep(bytes)
        return 0 if bytes.empty?

        @kept << FFI::MemoryPointer.new(bytes.size).write_bytes(bytes)
        @kept.last.address
      end

      def packed(kind, same: 0.0, numbers: 0, length: 0, validity: 0)
        lists = [kind == :doubles ? numbers : 0, kind == :integers ? numbers : 0]
        [Native::COLUMN_SIZE, Native::COLUMN_KIND[kind], same, *lists, length, validity, 0].pack(Native::COLUMN)
      end

      def problem(status, error)
        text = FFI::MemoryPointer.new(400)
        Native.error_message(error, text, text.size, FFI::MemoryPointer.new(:size_t))
        _, field, has_index, _, _, _, _, _, index = error.read_bytes(Native::ERROR_SIZE).unpack(Native::ERROR)
        path = field.zero? ? [] : [Native.field_name(field).delete_suffix("[]").to_sym, *([index] if has_index == 1)]
        code = Native.status_name(status)
        # The message begins with the input, as the path does.
        message = text.read_string.force_encoding(Encoding::UTF_8).sub(/\A[\w.\[\]]+: /, "")
        Problem.new(code, path.freeze, message, nil, [].freeze)
      end
    end
    private_constant :Call
  end
end
