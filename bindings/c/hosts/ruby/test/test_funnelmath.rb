# frozen_string_literal: true

require "minitest/autorun"
require "open3"
require "rbconfig"
require "tmpdir"
require "fileutils"
require "bigdecimal"
require "funnelmath"

# The wrapper itself: the funnel, what it takes and refuses, memory, threads, and its declarations.
class TestFunnelMath < Minitest::Test
  F = FunnelMath
  RATES = [0.65, 0.4].freeze
  HERE = File.expand_path("..", __dir__)
  PREFIX = ENV.fetch("FUNNELMATH_PREFIX")
  HEADER = File.read(File.join(PREFIX, "include", "funnelmath_ffi.h"))

  def readme_funnel(**options)
    F::Funnel.new(
      [F::Gate.rate(0.65, "Proposals"), F::Gate.counts(2, 5, "Sales")],
      sale_value: 3_400, entry: "First appointments", **options
    )
  end

  def ruby(code, environment = {})
    Open3.capture3(environment, RbConfig.ruby, "-I#{File.join(HERE, "lib")}", "-e", code)
  end

  def test_the_readme_examples_print_what_they_say
    readme = File.read(File.join(HERE, "README.md"))
    examples = readme.scan(/```ruby\n((?:(?!```).)*)```\n+prints\n+```text\n(.*?)```/m)
    examples.each do |code, text|
      shown, errors, status = ruby(code)
      assert status.success?, errors
      assert_equal text, shown
    end
    (_, plan), (_, sure) = examples
    assert_match(/28\.2805.*6\.5263 ->  7.*gauge 76\.6%/m, plan)
    assert_includes sure, "11 a week, 46 a month: 91.0% sure"
  end

  def test_a_plan_is_plain_objects
    plan = readme_funnel.plan(F::Goal.revenue(25_000), actual: 5)
    month, week = plan.periods
    assert_equal [:month, :week, 25_000.0], [month.period, week.period, month.goal]
    assert_equal ["First appointments", "Proposals", "Sales"], week.stages.map(&:name)
    first = week.stages[0].whole
    assert_equal "6.5263 7 0.4737 1.073", format("%.4f %d %.4f %.3f", *first.to_a)
    assert_equal first.delivers, week.attainment
    assert_equal "5769.2308 6188.00", format("%.4f %.2f", week.goal, week.revenue) # 7 * 0.65 * 0.4 * 3400
    assert_equal "0.766 0.766", format("%.3f %.3f", plan.gauge, plan.landing)
    assert_nil plan.attainment
    assert_nil plan.unreachable
    assert_equal [0, 0, 1, 1, nil], (plan.effects.map { |effect| effect.lever.gate })
    assert_equal plan, Marshal.load(Marshal.dump(plan))
    assert_raises(FrozenError) { plan.gauge = 1.0 }
  end

  def test_the_other_published_anchors
    funnel = F::Funnel.new(
      [F::Gate.rate(0.6), F::Gate.rate(0.4)], sale_value: 3_500, calendar: F::Calendar.four_week_month
    )
    plan = funnel.plan(F::Goal.revenue(25_000), actual: 5)
    assert_equal "0.672 0.672", format("%.3f %.3f", plan.gauge, plan.landing)
    assert_equal ["Stage 0", "Stage 1", "Stage 2"], funnel.names
    assert_equal "#<FunnelMath::Funnel Stage 0 > Stage 1 > Stage 2>", funnel.inspect
    coaches = readme_funnel(calendar: F::Calendar.four_week_month)
    first = coaches.plan(F::Goal.revenue(25_000), policy: :nearest).periods[1].stages[0].whole
    assert_equal "7.0701 7 0.990", format("%.4f %d %.3f", first.exact, first.units, first.delivers)
  end

  def test_every_option_of_funnel_and_plan_counts
    gates = [F::Gate.rate(0.5, benchmark: 0.6), F::Gate.one_in(4, "Won", benchmark: 0.3)]
    funnel = F::Funnel.new(
      gates, sale_value: 1_000, sale_value_benchmark: 1_200,
             calendar: F::Calendar.selling_weeks(40, days_per_week: 5)
    )
    assert_equal [gates, ["Stage 0", "Stage 1", "Won"]], [funnel.gates, funnel.names]
    plan = funnel.plan(
      F::Goal.volume(2, 100), per: :year, activity_per: :day, activity_stage: 1, policy: :up_each_stage, actual: 1,
                              start: F::Start.open([0, 80, 20])
    )
    year, day = plan.periods
    assert_equal %i[year day], [year.period, day.period]
    # 100 wanted and 20 done: 80 are left, 320 must meet the last gate, and 80 wait there. A year has 40 * 5 days.
    assert_equal [480.0, 240.0, 80.0], (year.stages.map { |stage| stage.whole.exact })
    assert_equal [2.4, 1.2, 0.4], (day.stages.map { |stage| stage.whole.exact })
    assert_equal [8.0, 4.0, 1.0], (day.stages.map { |stage| stage.whole.units })
    assert_equal "0.8333", format("%.4f", plan.gauge)
    assert_equal %w[0.5100 0.5500 0.6000 0.2600 0.2750 0.3000 1100.0000 1200.0000],
                 (plan.effects.map { |effect| format("%.4f", effect.to) })
    one = funnel.plan(F::Goal.volume(2, 1), activity_per: :month)
    assert_equal [1, nil], [one.periods.size, one.gauge]
    reached = funnel.plan(F::Goal.volume(1, 10), start: F::Start.reached([4, 2, 0]))
    assert_equal 8.0, reached.periods[0].stages[1].whole.exact # 2 are through, and what they lost stays lost
  end

  def test_no_answer_is_no_error
    closed = F::Funnel.new([F::Gate.rate(0.5), F::Gate.rate(0)], sale_value: 100)
    plan = closed.plan(F::Goal.revenue(1_000), actual: 3)
    assert_equal [[], nil], [plan.periods, plan.gauge]
    assert_equal F::Unreachable.new(lever: F::Lever.gate(1), missing: 10.0, best: 0.0), plan.unreachable
    worthless = F.required([0.5], F::Goal.revenue(10), sale_value: 0)
    assert_nil worthless.volumes
    assert_predicate worthless.unreachable.lever, :sale_value?
    assert_nil F.activity_gauge(1, 0)
    assert_nil F.attainment(1, 0)
    assert_nil F.required_coverage(0)
    assert_nil F.velocity_per_day(opportunities: 1, sale_value: 1, win_rate: 1, cycle_days: 0)
  end

  def test_lists_of_every_kind_give_the_same
    plain = F.forward(RATES, entry: 28, sale_value: 3_400)
    [F::Numbers.of(RATES), F::Numbers.from_bytes(RATES.pack("d*")), RATES.each, [13r / 20, BigDecimal("0.4")]].each do |rates|
      assert_equal plain, F.forward(rates, entry: 28r, sale_value: BigDecimal("3400"))
    end
    assert_equal [0.2, 0.25], F.rates_from_counts([2, 1], [10, 4])
    assert_equal [0.5, 0.5], F.rates_from_counts(1..2, [2, 4])
    assert_equal [0.5, nil], F.rates_from_counts([1, 0], F::Numbers.of([2, 0]))
    assert_equal [[10.0, 8.0], 800.0], F.forward_each([0.5], entries: [10, 3], sale_values: [0, 100]).to_a
    numbers = F::Numbers.of([1, 2, 4])
    assert_equal [[1.0, 2.0, 4.0], 3, 4.0], [numbers.to_a, numbers.size, numbers.max]
    assert_equal [1.0, 2.0, 4.0], numbers.each.to_a
    assert_empty F::Numbers.from_bytes("").to_a
  end

  def refused(type, text, &block)
    error = assert_raises(type, &block)
    assert_instance_of type, error
    assert_includes error.message, text
  end

  def test_types_are_refused_by_name
    goal = F::Goal.revenue(1)
    refused(TypeError, "actual must be a number, not String") { F.activity_gauge("5", 1) }
    refused(TypeError, "required must be a number, not NilClass") { F.activity_gauge(5, nil) }
    refused(TypeError, "actual must be a number, not Complex") { F.activity_gauge(1i, 1) }
    refused(TypeError, "rates must be a list of numbers, not Float") { F.overall(0.5) }
    refused(TypeError, "rates must be a list of numbers, not Hash") { F.overall({ 0.5 => 1 }) }
    refused(TypeError, "rates[1] must be a number, not String") { F.overall([0.5, "0.4"]) }
    refused(TypeError, "rates[0] must be a number, not NilClass") { F.overall([nil]) }
    refused(TypeError, "rates[0] must be a number, not TrueClass") { F.overall([true]) }
    refused(TypeError, "rates[0] must be a number, not Array") { F.overall([[0.5]]) }
    refused(TypeError, "rates[0] must be a number, not Complex") { F.overall([1i]) }
    refused(TypeError, "volumes[1] must be a number") { F::Start.open([1, "2"]) }
    refused(TypeError, "bytes must be a String") { F::Numbers.from_bytes([1]) }
    refused(TypeError, "goal must be a FunnelMath::Goal, not Integer") { F.required(RATES, 25_000, sale_value: 1) }
    refused(TypeError, "goal.amount must be a number") { F.required(RATES, F::Goal.revenue("1"), sale_value: 1) }
    refused(TypeError, "goal.stage must be an Integer") { F.required(RATES, F::Goal.volume(1.5, 1), sale_value: 1) }
    refused(TypeError, "start must be a FunnelMath::Start") { F.required(RATES, goal, sale_value: 1, start: [1]) }
    refused(TypeError, "lever must be a FunnelMath::Lever") do
      F.sensitivity(RATES, goal, 0, F::Step.points(1), sale_value: 1, volume: 1)
    end
    refused(TypeError, "step must be a FunnelMath::Step") do
      F.sensitivity(RATES, goal, F::Lever.gate(0), 1, sale_value: 1, volume: 1)
    end
    refused(TypeError, "gates must be an Integer") { F.roll_up("1", [0.5], [1], [1]) }
    refused(TypeError, "volumes must be a Array") { F.solve(1, [0.5]) }
    refused(TypeError, "rates[0] must be a number") { F.solve([1, nil], ["0.5"]) }
    refused(TypeError, "gates[1] must be a FunnelMath::Gate, not Float") { F::Funnel.new([F::Gate.rate(0.5), 0.5]) }
    refused(TypeError, "gates[0] must be a number") { F::Funnel.new([F::Gate.rate("half")]) }
    refused(TypeError, "calendar must be a FunnelMath::Calendar") { F::Funnel.new([F::Gate.rate(1)], calendar: :civil) }
    refused(TypeError, "the name of stage 0 must be a String") { F::Funnel.new([F::Gate.rate(1)], entry: 1) }
    refused(TypeError, "actual must be a number") { readme_funnel.plan(goal, actual: "5") }
  end

  def test_names_lengths_and_numbers_are_refused_by_name
    goal = F::Goal.revenue(1)
    refused(ArgumentError, "policy must be one of :up, :nearest, :up_each_stage, not :down") { F.whole(:down, 1) }
    refused(ArgumentError, "period must be one of :day, :week") { F::Calendar.common.per_year("week") }
    refused(ArgumentError, "to must be one of") { F::Calendar.common.convert(1, from: :day, to: 2) }
    refused(ArgumentError, "per must be one of") { readme_funnel.plan(goal, per: :fortnight) }
    refused(ArgumentError, "lever must be one of :opportunities") do
      F.velocity_effect(:price, 1, opportunities: 1, sale_value: 1, win_rate: 1, cycle_days: 1)
    end
    refused(ArgumentError, "missing keyword: :booked") { F.coverage(pipeline: 1, quota: 1) }
    refused(ArgumentError, "trials must have 2 numbers (as many as successes); it has 1") do
      F.rates_from_counts([1, 2], [1])
    end
    refused(ArgumentError, "probabilities must have 1 numbers (as many as values); it has 0") do
      F.weighted_pipeline([1], [])
    end
    refused(ArgumentError, "rates must have 4 numbers (2 gates, 2 entries); it has 3") do
      F.roll_up(2, [0.5] * 3, [1, 1], [1, 1])
    end
    refused(ArgumentError, "sale_values must have 2 numbers") { F.roll_up(1, RATES, [1, 1], [1]) }
    refused(ArgumentError, "volumes must have 2 numbers (one more than rates); it has 1") { F.solve([1], [0.5]) }
    refused(ArgumentError, "bytes must be doubles") { F::Numbers.from_bytes("1234567") }
    refused(ArgumentError, "goal.stage must be at least 0") { F.required(RATES, F::Goal.volume(-1, 1), sale_value: 1) }
    refused(ArgumentError, "gate must be at least 0 and less than 2**64") { F::Lever.gate(2**64) }
  end

  def test_an_error_has_code_index_and_value
    error = assert_raises(F::Error) { F.overall([0.5, 1.5]) }
    assert_kind_of StandardError, error
    assert_equal ["rate", "rates[]", 1, 1.5, nil], [error.code, error.field, error.index, error.value, error.limit]
    assert_includes error.message, "rates[1]"
    error = assert_raises(F::Error) { F.overall([]) }
    assert_equal ["no_gates", nil, nil], [error.code, error.index, error.value]
    {
      "no_gates" => [], "rate" => [F::Gate.rate(2)], "no_trials" => [F::Gate.counts(1, 0)],
      "successes" => [F::Gate.counts(3, 2)], "one_in" => [F::Gate.one_in(0.5)], "credit" => [F::Gate.counts(-1, 2)]
    }.each do |code, gates|
      error = assert_raises(F::Error) { F::Funnel.new(gates) }
      assert_equal [code, gates.empty? ? nil : 0], [error.code, error.index]
    end
    plain = F::Funnel.new([F::Gate.rate(0.5)])
    assert_equal "no_sale_value", assert_raises(F::Error) { plain.plan(F::Goal.revenue(1)) }.code
    error = assert_raises(F::Error) { plain.plan(F::Goal.volume(1, 1), start: F::Start.open([1])) }
    assert_equal ["length", "start[]", 1.0, 2.0], [error.code, error.field, error.value, error.limit]
    error = assert_raises(F::Error) { plain.plan(F::Goal.volume(2**64 - 1, 1)) }
    assert_equal ["stage", 2.0**64, 1.0], [error.code, error.value, error.limit]
  end

  def test_copies_share_a_handle
    funnel = readme_funnel
    plan = funnel.plan(F::Goal.revenue(25_000))
    copy = funnel.dup
    funnel = nil
    GC.start
    assert_equal plan, copy.plan(F::Goal.revenue(25_000))
    assert_raises(TypeError) { Marshal.dump(copy) }
  end

  def resident
    File.read("/proc/self/statm").split[1].to_i * 4096
  end

  def test_a_hundred_thousand_funnels_and_plans_leave_no_memory_behind
    gates = [F::Gate.rate(0.65, "Proposals"), F::Gate.rate(0.4, "Sales")]
    goal = F::Goal.volume(2, 7)
    make = lambda do |times|
      times.times do |at|
        F::Funnel.new(gates, sale_value: 3_400).plan(goal)
        assert_raises(F::Error) { F::Funnel.new([F::Gate.rate(2)]) } if (at % 100).zero?
      end
      GC.start
    end
    make.call(20_000)
    before = resident
    make.call(100_000)
    grown = resident - before
    assert_operator grown, :<, 8 << 20, "#{grown} bytes more after 100,000 funnels and plans"
  end

  def test_threads_share_a_funnel
    funnel = readme_funnel
    goal = F::Goal.revenue(25_000)
    expected = funnel.plan(goal, actual: 5)
    values = F::Numbers.of(Array.new(50_000) { |at| at.to_f })
    chances = F::Numbers.of(Array.new(50_000) { |at| at / 50_000.0 })
    pipeline = F.weighted_pipeline(values, chances)
    threads = Array.new(8) do |number|
      Thread.new do
        100.times do
          raise "another plan" unless funnel.plan(goal, actual: 5) == expected

          begin
            F.overall([0.5] * number + [2.0])
          rescue F::Error => e
            raise "another error: #{e.index}" unless e.index == number
          end
        end
        20.times { raise "another sum" unless F.weighted_pipeline(values, chances) == pipeline }
        :fine
      end
    end
    assert_equal [:fine] * 8, threads.map(&:value)
  end

  # Calls over columns give the interpreter's lock away: this thread never waits for as long as one takes.
  def test_other_threads_run_during_a_long_call
    column = F::Numbers.from_bytes([0.5].pack("d") * 16_000_000)
    now = -> { Process.clock_gettime(Process::CLOCK_MONOTONIC) }
    call = lambda do
      begun = now.call
      F.weighted_pipeline(column, column)
      now.call - begun
    end
    alone = Array.new(3) { call.call }.min
    longest_wait = lambda do
      last = now.call
      longest = 0.0
      thread = Thread.new(&call)
      while thread.alive?
        this = now.call
        longest = [longest, this - last].max
        last = this
      end
      [longest, now.call - last].max
    end
    assert((1..10).any? { longest_wait.call < alone / 2 })
  end

  STRUCTS = HEADER.scan(/typedef struct \{(.*?)\} (\w+);/m).to_h do |body, name|
    [name, body.scan(/^\s*(?:const )?(\w+ \*?)(\w+);/).map { |type, field| [field.to_sym, type.strip] }]
  end

  def ours(name)
    F::Native.const_get(name.delete_prefix("funnelmath_").split("_").map(&:capitalize).join)
  end

  def test_structs_are_those_of_the_installed_header
    assert_equal 33, STRUCTS.size
    STRUCTS.each do |name, fields|
      layout = ours(name).new.layout
      assert_equal fields.map(&:first), layout.members, name
      layout.fields.zip(fields) do |field, (_, theirs)|
        if field.type.is_a?(FFI::StructByValue)
          assert_same ours(theirs), field.type.struct_class, "#{name}.#{field.name}"
        else
          type = theirs.end_with?("*") ? :pointer : theirs.sub(/(?<=\d)_t$/, "").to_sym
          assert_same FFI.find_type(type), field.type, "#{name}.#{field.name}"
        end
      end
    end
  end

  def test_functions_are_those_of_the_installed_header
    known = F::Native::FALLIBLE.to_h { |name, arguments| ["funnelmath_#{name}", [*arguments, :pointer]] }
    F::Native::OTHERS.each { |name, (arguments, _)| known["funnelmath_#{name}"] = arguments }
    declared = HEADER.scan(/\b(funnelmath_\w+)\(([^)]*)\);/)
    assert_equal known.keys.sort, declared.map(&:first).sort
    declared.each do |name, arguments|
      theirs = arguments.split(",").map(&:strip).reject { |text| text == "void" }.map do |text|
        text.include?("*") ? :pointer : text[/\w+/].delete_suffix("_t").to_sym
      end
      assert_equal theirs, known[name].map { |type| type == :size_t ? :size : type }, name
    end
    source = Dir[File.join(HERE, "lib/**/*.rb")].map { |path| File.read(path) }.join
    F::Native::FALLIBLE.each_key { |name| assert_includes source, "Native.#{name}(" }
  end

  def test_symbols_are_those_of_the_installed_header
    {
      "PERIOD" => F::PERIODS, "POLICY" => F::POLICIES, "VELOCITY_LEVER" => F::VELOCITY_LEVERS, "STEP" => F::STEPS,
      "SOLVED_KIND" => F::ANSWER_KINDS, "GATE_KIND" => F::GATE_KINDS, "CALENDAR_KIND" => F::CALENDARS,
      "START_KIND" => F::STARTS, "GOAL_KIND" => F::GOALS, "METHOD" => F::METHODS, "FLOW_KIND" => F::FLOWS,
      "DEAL_KIND" => F::DEALS, "LEFT_KIND" => F::LEFTS
    }.each do |prefix, symbols|
      theirs = HEADER.scan(/^\s+FUNNELMATH_#{prefix}_(\w+) = (\d+),/).map { |name, number| [name.downcase.to_sym, number.to_i] }
      assert_equal symbols.each_with_index.to_a, theirs, prefix
    end
    bits = HEADER.scan(/^\s+FUNNELMATH_LEFT_OUT_(\w+) = (\d+),/).map { |name, bit| [name.downcase.to_sym, bit.to_i] }
    assert_equal F::LEFT_OUT.each_with_index.map { |name, at| [name, 1 << at] }, bits
  end

  def test_version
    assert_equal F.version, F.version_numbers.join(".")
    numbers = HEADER.match(/MAJOR = (\d+), .*MINOR = (\d+), .*PATCH = (\d+), .*ABI = (\d+)/).captures.map(&:to_i)
    assert_equal numbers, [*F.version_numbers, F.abi]
  end

  def test_everything_public_is_called_here
    tests = Dir[File.join(__dir__, "test_*.rb")].map { |path| File.read(path) }.join
    F.singleton_methods(false).each do |name|
      assert_match(/F\.#{name}\b/, tests, "#{name} is not called") unless name == :value_class
    end
  end

  def test_the_library_is_found_or_its_absence_explained
    show = 'require "funnelmath"; print FunnelMath.version'
    path = Dir[File.join(PREFIX, "lib*", "libfunnelmath.*[0-9]")].first
    none = { "FUNNELMATH_PREFIX" => nil, "FUNNELMATH_LIBRARY" => nil }
    [
      { "FUNNELMATH_PREFIX" => PREFIX }, { "FUNNELMATH_LIBRARY" => path }, { "LD_LIBRARY_PATH" => File.dirname(path) }
    ].each { |environment| assert_equal F.version, ruby(show, none.merge(environment)).first }
    _, errors, status = ruby(show, none.merge("FUNNELMATH_PREFIX" => "/nowhere"))
    refute_predicate status, :success?
    assert_includes errors, "the funnelmath library cannot be loaded"
  end

  def test_an_older_library_is_refused_in_one_line
    Dir.mktmpdir do |dir|
      File.write("#{dir}/old.c", "unsigned funnelmath_abi(void) { return 0; }")
      assert system("cc", "-shared", "-fPIC", "-o", "#{dir}/old.so", "#{dir}/old.c")
      _, errors, status = ruby('require "funnelmath"', "FUNNELMATH_LIBRARY" => "#{dir}/old.so")
      refute_predicate status, :success?
      assert_match(/old\.so is older than this code: install the newer one/, errors)
      FileUtils.mkdir_p("#{dir}/lib/x86_64-linux-gnu")
      library = Dir[File.join(PREFIX, "lib*", "libfunnelmath.so.0")].first
      FileUtils.ln_s(library, "#{dir}/lib/x86_64-linux-gnu/libfunnelmath.so.0")
      show = 'require "funnelmath"; print FunnelMath.version'
      assert_equal F.version, ruby(show, "FUNNELMATH_LIBRARY" => nil, "FUNNELMATH_PREFIX" => dir).first if RbConfig::CONFIG["arch"].start_with?("x86_64")
    end
  end

  def test_a_panic_inside_the_library_is_an_exception
    path = ENV["FUNNELMATH_PANIC_LIBRARY"].to_s
    skip "FUNNELMATH_PANIC_LIBRARY names no library built with the feature test-panic" if path.empty?
    shown, _, status = ruby(<<~RUBY, { "FUNNELMATH_LIBRARY" => path })
      require "funnelmath"
      print FunnelMath.overall([0.5])
      ENV["FUNNELMATH_TEST_PANIC"] = "1"
      begin
        FunnelMath.overall([0.5])
      rescue FunnelMath::Error => e
        print " ", e.code, " ", [e.index, e.value]
      end
      ENV.delete("FUNNELMATH_TEST_PANIC")
      print " ", FunnelMath.overall([0.5])
    RUBY
    assert_equal "0.5 panic [nil, nil] 0.5", shown
    assert_predicate status, :success?
  end
end
