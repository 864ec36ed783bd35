# frozen_string_literal: true

require "minitest/autorun"
require "minitest/mock"
require "bigdecimal"
require "fileutils"
require "open3"
require "rbconfig"
require "rbs"
require "tmpdir"
require "funnelmath"
require_relative "test_vectors"

# The gem itself: funnels, what is taken and refused, the library that it loads.
class TestFunnelMath < Minitest::Test
  F = FunnelMath
  NATIVE = F.const_get(:Native)
  HERE = File.expand_path("..", __dir__)
  PREFIX = ENV.fetch("FUNNELMATH_PREFIX")
  HEADER = File.read(File.join(PREFIX, "include", "funnelmath_ffi.h"))
  GATES = [{ name: "Proposals", rate: 0.65 }, { name: "Sales", successes: 2, trials: 5 }].freeze
  REVENUE = { revenue: 25_000 }.freeze

  def funnel(**options)
    F::Funnel.new(gates: GATES, sale_value: 3_400, entry: "First appointments", **options)
  end

  def ruby(code, environment = {})
    Open3.capture3(environment, RbConfig.ruby, "-w", "-I#{File.join(HERE, "lib")}", "-e", code)
  end

  def refused(&block)
    assert_raises(F::Error, &block)
  end

  def test_the_readme_examples_print_what_they_say
    examples = File.read(File.join(HERE, "README.md")).scan(/```ruby\n((?:(?!```).)*)```\n+prints\n+```text\n(.*?)```/m)
    assert_equal 2, examples.size
    examples.each do |code, text|
      shown, errors, = ruby(code)
      assert_equal text, shown, errors
    end
    assert_match(/28\.2805.*6\.5263 ->  7.*gauge 76\.6%/m, examples[0][1])
    assert_includes examples[1][1], "11 a week, 46 a month: 91.0% sure"
  end

  def test_every_question_has_a_function_with_its_ranges
    source = File.read(File.join(HERE, "lib/funnelmath/questions.rb"))
    names = F::Questions.public_instance_methods(false)
    assert_operator names.size, :>=, 55
    readme = File.read(File.join(HERE, "README.md"))
    names.each { |name| assert_includes readme, "`#{name}`", "the table of functions" }
    assert_includes source, "# - rates: The conversion rates of a chain, first gate first. (0 to 1)\n"
  end

  def test_signatures
    loader = RBS::EnvironmentLoader.new
    loader.add(path: Pathname(HERE) / "sig")
    environment = RBS::Environment.from_loader(loader).resolve_type_names
    builder = RBS::DefinitionBuilder.new(env: environment)
    ours = environment.class_decls.keys.select { |name| name.to_s.start_with?("::FunnelMath") }
    assert_operator ours.size, :>=, 60
    ours.each do |name|
      assert Object.const_defined?(name.to_s), name
      declared = builder.build_instance(name).methods.select { |_, method| method.implemented_in == name }.keys
      actual = Object.const_get(name.to_s)
      declared.each { |method| assert actual.method_defined?(method) || method == :initialize, "#{name}##{method}" }
    end
    questions = builder.build_instance(ours.find { |name| name.name == :Questions }).methods
    F::Questions.public_instance_methods(false).each do |name|
      type = questions.fetch(name).method_types[0].type
      declared = type.required_keywords.keys.map { |key| [:keyreq, key] } + type.optional_keywords.keys.map { |key| [:key, key] }
      assert_equal declared.sort, F::Questions.instance_method(name).parameters.sort, name
    end
  end

  def test_a_funnel_compares_marshals_and_stays_as_it_is
    gates = GATES.map(&:dup)
    one = F::Funnel.new(gates: gates, sale_value: 3_400, entry: "First appointments")
    gates[0][:rate] = 0.1
    assert_equal funnel, one
    assert_equal funnel.hash, one.hash
    assert_equal 1, [one, funnel(sale_value: 3_400.0)].uniq.size
    refute_equal one, funnel(entry: "Leads")
    refute_equal one, "a funnel"
    [Marshal.load(Marshal.dump(one)), one.dup, F::Funnel.new(**one.to_h)].each { |copy| assert_equal one, copy }
    assert_predicate Marshal.load(Marshal.dump(one)), :frozen?
    assert_equal one.plan(goal: REVENUE), F.plan(funnel: one, target: { goal: REVENUE })
    assert_match(/\A#<FunnelMath::Funnel {:gates=>\[{:name=>"Proposals", :rate=>0.65}/, one.inspect)
    assert_raises(FrozenError) { one.to_h[:gates][0][:rate] = 0.1 }
    assert_raises(FrozenError) { one.instance_variable_set(:@text, "") }
  end

  def test_a_funnel_says_what_is_wrong_when_it_is_made
    error = refused { F::Funnel.new(gates: [{ rate: 0.5 }, { rate: 1.4 }, { rates: 0.5 }], sale_value: -1) }
    assert_equal ["rate", [:gates, 1, :rate], 1.4], [error.code, error.path, error.value]
    assert_empty [[:sale_value], [:gates, 2, :rates]] - error.problems.map(&:path)
    assert_equal "no_gates", refused { F::Funnel.new(gates: []) }.code
    assert_equal [:colour], refused { F::Funnel.new(gates: GATES, colour: 1) }.path
  end

  def test_a_plan_is_frozen_objects
    plan = funnel.plan(goal: REVENUE, actual: 5, confidence: 0.9, prior: :uniform)
    month, week = plan.periods
    assert_equal [:month, :week, nil], [month.period, week.period, plan.unreachable]
    assert_equal ["First appointments", "Proposals", "Sales"], week.stages.map(&:name)
    assert_equal [7.0, "0.766"], [week.stages[0].whole.units, format("%.3f", plan.pace.gauge)]
    assert_equal %i[known_rates deal_sizes rate_movement], plan.confident.leaves_out
    assert_equal plan, Marshal.load(Marshal.dump(plan))
    assert Ractor.shareable?(plan)
    assert_raises(NoMethodError) { plan.pace.gauge = 1.0 }
    assert_raises(NoMethodError) { Marshal.load(Marshal.dump(plan.pace))[:gauge] = 1.0 }
    error = refused { funnel.plan(goal: REVENUE, per: :fortnight) }
    assert_equal ["name", %i[target per]], [error.code, error.path]
    assert_includes error.allowed, "month"
  end

  def test_the_chance_of_a_funnel
    chance = funnel.chance(prior: :uniform)
    assert_equal({ counted: { evidence: [{ prior: :uniform, successes: 2, trials: 5 }], rate: 0.65 } }, chance)
    assert_operator F.results_at_least(chance: chance, inputs: 40, results: 8).value, :>, 0.5
    assert_equal({ rate: 0.65 }, funnel.chance(to: 1))
    refute_includes funnel.chance(from: 1, prior: :jeffreys)[:counted], :rate
    assert_equal({ rate: 0.125 }, F::Funnel.new(gates: [{ one_in: 4 }, { rate: 0.5 }]).chance)
    error = refused { F.results_at_least(chance: funnel.chance, inputs: 40, results: 8) }
    assert_equal [:chance, :counted, :evidence, 0], error.path
  end

  def test_all_problems_come_at_once
    error = refused { F.required(rates: [0.65, 1.4], goal: { revenues: 1 }, sale_value: -1, start: :open) }
    assert_operator error.problems.size, :>=, 4
    first = F::Problem.new("rate", [:rates, 1], "a rate must be a number from 0 to 1", 1.4, [], 0.0, 1.0)
    assert_equal first, error.problems[0]
    assert error.message.start_with?("rates[1]: a rate must be a number from 0 to 1\n")
    assert_equal error.problems, Marshal.load(Marshal.dump(error)).problems
    assert_equal "NaN", refused { F.overall(rates: [0.5, Float::NAN]) }.value
    assert_equal [:required], refused { F.activity_gauge(actual: 1, required: Float::INFINITY) }.path
    assert_equal "type", refused { F.activity_gauge(actual: "5", required: 7) }.code
    assert_equal "missing", refused { F.activity_gauge(actual: nil, required: 7) }.code
    assert_equal "missing", refused { F.gate_rates(successes: nil, trials: nil) }.code
    assert_equal "type", refused { F.overall(rates: 0.5) }.code
    assert_equal "no_gates", refused { F.roll_up(members: []) }.code
    error = refused { F.gate_for(rates: [0.65, 0.4], gate: 2**64, results: 1, inputs: 2, confidence: 0.5) }
    assert_equal [:gate], error.path
    assert_raises(TypeError) { F.overall(rates: Object.new) }
    assert_equal "outcome", refused { F::WaitAnswer.read({ outcome: "tomorrow" }) }.code
  end

  def test_numbers_and_lists_of_every_kind
    [[0.5, 1], [0.5, 1].each, [0.5, 1].lazy, Set[1r / 2, 1], [1r / 2, BigDecimal("1")]].each do |rates|
      assert_equal 0.5, F.overall(rates: rates)
      assert_equal [4.0, 2.0, 2.0], F.forward(rates: rates, entry: 4r, sale_value: BigDecimal("2.5")).volumes
      assert_equal 2, F.costs(rates: rates, costs: [1, 2, 3]).to_h.size
    end
    assert_equal [0.65, nil], F.gate_rates(successes: [13, 0], trials: 20.step(by: -20).first(2))
    [[0.5, "0.4"], { 0.5 => 1 }, "0.5", [nil], [true], [[0.5]]].each do |rates|
      assert_includes %w[type missing], refused { F.overall(rates: rates) }.code, rates
    end
    assert_raises(RangeError, TypeError) { F.overall(rates: [1i]) }
  end

  def test_answers_match_patterns_and_nil_is_no_answer
    case F.inputs_for(chance: { rate: 0.26 }, results: 8, confidence: 0.9)
    in { outcome: :enough, inputs:, chance: { method: :exact } } then assert_equal 43.0, inputs
    end
    assert_kind_of F::RequiredAnswer, F.required(rates: [0.5], goal: REVENUE, sale_value: 0)
    assert_nil F.activity_gauge(actual: 1, required: 0)
    assert_nil F.rate_for(results: 8, inputs: 7, confidence: 0.5)
  end

  # The answer of a typed function, or nil when a document is asked.
  def typed(request)
    F.const_get(:Door).stub(:ask, ->(_) { throw :document }) { catch(:document) { [request, TestVectors.asked(request)] } }
  end

  # Of each question that has a typed function, a request is answered by it, and the same by a document.
  def test_typed_functions_give_the_answers_of_documents
    lines = TestVectors::LINES.lines.map { |line| JSON.parse(line, symbolize_names: true) }
    requests = lines.filter_map { |line| line[:request] if line.key?(:answer) }.group_by { |request| request[:question] }
    typed = requests.values.filter_map { |each| each.lazy.filter_map { |request| typed(request) }.first }
    assert_operator typed.size, :>=, 39, typed.map { |request, _| request[:question] }
    refuse = ->(*) { raise TypeError }
    names = NATIVE::FUNCTIONS.keys - %i[abi answer answer_free status_name version]
    ask = ->(*) { typed.map { |request, _| TestVectors.asked(request) } }
    answers = names.reduce(ask) { |inner, name| ->(*) { NATIVE.stub(name, refuse, &inner) } }.call
    typed.zip(answers) { |(request, answer), other| assert_equal [answer], [other], request }
  end

  def test_threads_share_a_funnel
    one = funnel
    expected = one.plan(goal: REVENUE)
    threads = Array.new(4) { Thread.new { Array.new(50) { one.plan(goal: REVENUE) } } }
    assert_equal [expected], threads.flat_map(&:value).uniq
  end

  # This thread never waits for as long as a call takes.
  def test_other_threads_run_during_a_long_call
    counted = { evidence: Array.new(5) { { a: 40.5, b: 60.5 } }, rate: 1 }
    size = { seen: Array.new(200) { |at| 100 + at * at * 0.37 } }
    now = -> { Process.clock_gettime(Process::CLOCK_MONOTONIC) }
    assert((1..10).any? do
      begun = last = now.call
      longest = 0.0
      thread = Thread.new { F.inputs_for_revenue(chance: { counted: counted }, size: size, goal: 1e6, confidence: 0.9) }
      while thread.alive?
        this = now.call
        longest = [longest, this - last].max
        last = this
      end
      longest < (now.call - begun) / 2
    end)
  end

  def test_plans_leave_no_memory_behind
    shown, errors, = ruby(<<~RUBY)
      require "funnelmath"
      funnel = FunnelMath::Funnel.new(gates: [{ rate: 0.5 }, { one_in: 3 }], sale_value: 9)
      resident = lambda do
        4_000.times { funnel.plan(goal: { revenue: 100 }) }
        GC.start
        File.read("/proc/self/statm").split[1].to_i * 4
      end
      resident.call
      before = resident.call
      print resident.call - before
    RUBY
    assert_operator shown.to_i, :<, 4_000, errors # KB; a plan that stayed would be 1 KB
  end

  # Each struct as ffi lays it out, from the installed header.
  def test_structs_and_words_are_those_of_the_installed_header
    layouts = {}
    HEADER.scan(/typedef struct \{(.*?)\} funnelmath_(\w+);/m) do |body, name|
      fields = body.scan(/^\s*(?:const )?(\w+ \*?)(\w+);/).map do |type, field|
        kind = type.include?("*") ? :pointer : type.strip.sub(/(?<=\d)_t$/, "").to_sym
        [field.to_sym, layouts[kind.to_s.delete_prefix("funnelmath_")] || kind]
      end
      layouts[name] = Class.new(FFI::Struct) { layout(*fields.flatten(1)) }
    end
    ours = NATIVE.constants.grep(/_SIZE\z/) - [:DEAL_SIZE]
    assert_operator ours.size, :>=, 17
    ours.each do |size|
      name = size.to_s.delete_suffix("_SIZE")
      struct = layouts.fetch(name.downcase)
      format = NATIVE.const_get(name)
      assert_equal [struct.size] * 2, [NATIVE.const_get(size), format.each_char.map { |kind| [0].pack(kind) }.join.size], name
    end
    HEADER.scan(/^ *FUNNELMATH_([A-Z_]+) = (\d+),/) do |name, value|
      words = NATIVE.constants.map(&:to_s).select { |each| name.start_with?("#{each}_") && NATIVE.const_get(each).is_a?(Hash) }
      words.each { |each| assert_equal value.to_i, NATIVE.const_get(each)[name.delete_prefix("#{each}_").downcase.to_sym], name }
    end
  end

  def test_the_library_is_found_where_distributions_put_it
    show = 'require "funnelmath"; print FunnelMath.library_path'
    none = { "FUNNELMATH_PREFIX" => nil, "FUNNELMATH_LIBRARY" => nil }
    path = F.library_path
    Dir.mktmpdir do |dir|
      folder = File.join(dir, "lib", RbConfig::CONFIG["arch"])
      FileUtils.mkdir_p(folder)
      FileUtils.cp(path, debian = File.join(folder, File.basename(path)))
      assert_equal debian, ruby(show, none.merge("FUNNELMATH_PREFIX" => dir)).first
      assert_equal debian, ruby(show, none.merge("FUNNELMATH_LIBRARY" => debian)).first
    end
    assert_equal File.basename(path), ruby(show, none.merge("LD_LIBRARY_PATH" => File.dirname(path))).first
    _, errors, status = ruby(show, none.merge("FUNNELMATH_PREFIX" => "/nowhere"))
    refute_predicate status, :success?
    assert_match(/the funnelmath library cannot be loaded: install it.*\(LoadError\)/m, errors)
  end

  def test_an_older_library_is_named_in_one_message
    libm = FFI::DynamicLibrary.open("libm.so.6", FFI::DynamicLibrary::RTLD_LAZY).name
    _, errors, = ruby('require "funnelmath"', { "FUNNELMATH_LIBRARY" => libm })
    assert_match(/the funnelmath library #{libm} is older than this gem: install a newer one \(it has no funnelmath_\w+, and \d+ more\)/, errors)
  end

  def test_require_starts_no_process
    code = <<~RUBY
      %i[spawn system ` fork exec].each { |name| Kernel.define_method(name) { |*| abort "a process" } }
      IO.define_singleton_method(:popen) { |*| abort "a process" }
      require "funnelmath"
      print FunnelMath.version, " ", File.read("/proc/self/task/#\{Process.pid}/children").empty?
    RUBY
    assert_equal "#{F.version} true", ruby(code).first
  end

  def test_a_panic_inside_the_library_is_an_exception
    path = ENV["FUNNELMATH_PANIC_LIBRARY"].to_s
    skip "FUNNELMATH_PANIC_LIBRARY names no library built with the feature test-panic" if path.empty?
    shown, errors, = ruby(<<~RUBY, { "FUNNELMATH_LIBRARY" => path })
      require "funnelmath"
      ENV["FUNNELMATH_TEST_PANIC"] = "1"
      begin
        FunnelMath.overall(rates: [0.5])
      rescue FunnelMath::Error => e
        print e.code, " "
      end
      ENV.delete("FUNNELMATH_TEST_PANIC")
      print FunnelMath.overall(rates: [0.5])
    RUBY
    assert_equal "panic 0.5", shown, errors
  end
end
