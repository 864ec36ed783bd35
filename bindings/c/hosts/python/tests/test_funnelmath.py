"""The wrapper itself: the funnel, what it takes and refuses, memory, threads, and its declarations."""

import array
import copy
import ctypes
import gc
import os
import pickle
import re
import subprocess
import sys
import threading
import time
from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import cffi
import numpy
import pytest

import funnelmath as fm
from funnelmath import _chance, _flow, _library

HERE = Path(__file__).resolve().parent
HEADER = Path(os.environ["FUNNELMATH_PREFIX"], "include", "funnelmath_ffi.h").read_text()
RATES = [0.65, 0.4]


def readme_funnel(**options):
    return fm.Funnel(
        [fm.Gate.rate(0.65, "Proposals"), fm.Gate.counts(2, 5, "Sales")],
        sale_value=3_400, entry="First appointments", **options,
    )


def test_the_readme_examples_print_what_they_say():
    readme = (HERE.parent / "README.md").read_text()
    examples = re.findall(r"```python\n(.*?)```\n+prints\n+```text\n(.*?)```", readme, re.S)
    for code, text in examples:
        shown = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert shown.stdout == text
    (_, plan), (_, sure) = examples
    assert "28.2805" in plan and "6.5263 ->  7" in plan and "gauge 76.6%" in plan
    assert "11 a week, 46 a month: 91.0% sure" in sure


def test_docstrings():
    import doctest

    for module, least in ((fm, 5), (_chance, 5), (_flow, 3)):
        got = doctest.testmod(module)
        assert got.attempted >= least and got.failed == 0, module


def test_a_plan_is_plain_objects():
    plan = readme_funnel().plan(fm.Goal.revenue(25_000), actual=5)
    assert [period.period for period in plan.periods] == [fm.Period.MONTH, fm.Period.WEEK]
    month, week = plan.periods
    assert month.goal == 25_000 and f"{week.goal:.4f}" == "5769.2308"
    assert [stage.name for stage in week.stages] == ["First appointments", "Proposals", "Sales"]
    first = week.stages[0].whole
    assert (f"{first.exact:.4f}", first.units, f"{first.residual:.4f}") == ("6.5263", 7, "0.4737")
    assert f"{100 * first.delivers:.1f}" == "107.3" and week.attainment == first.delivers
    assert f"{week.revenue:.2f}" == "6188.00"  # 7 * 0.65 * 0.4 * 3400
    assert f"{plan.gauge:.3f}" == f"{plan.landing:.3f}" == "0.766" and plan.attainment is None
    assert plan.unreachable is None
    levers = [str(effect.lever) for effect in plan.effects]
    assert levers == ["gate 0", "gate 0", "gate 1", "gate 1", "sale value"]
    assert plan == pickle.loads(pickle.dumps(plan)) == copy.deepcopy(plan)
    with pytest.raises(FrozenInstanceError):
        plan.gauge = 1.0


def test_the_other_published_anchor():
    funnel = fm.Funnel(
        [fm.Gate.rate(0.6), fm.Gate.rate(0.4)], 3_500, calendar=fm.Calendar.four_week_month()
    )
    plan = funnel.plan(fm.Goal.revenue(25_000), actual=5)
    assert f"{plan.gauge:.3f}" == f"{plan.landing:.3f}" == "0.672"
    assert funnel.names == ("Stage 0", "Stage 1", "Stage 2")
    assert repr(funnel) == "<Funnel Stage 0 > Stage 1 > Stage 2>"
    coaches = readme_funnel(calendar=fm.Calendar.four_week_month())
    weekly = coaches.plan(fm.Goal.revenue(25_000), policy=fm.Policy.NEAREST).periods[1].stages[0]
    assert (f"{weekly.whole.exact:.4f}", weekly.whole.units) == ("7.0701", 7)
    assert f"{weekly.whole.delivers:.3f}" == "0.990"


def test_every_option_of_funnel_and_plan_counts():
    gates = [fm.Gate.rate(0.5, benchmark=0.6), fm.Gate.one_in(4, "Won", 0.3)]
    funnel = fm.Funnel(
        gates, 1_000, sale_value_benchmark=1_200, calendar=fm.Calendar.selling_weeks(40, 5)
    )
    assert funnel.gates == tuple(gates) and funnel.names == ("Stage 0", "Stage 1", "Won")
    plan = funnel.plan(
        fm.Goal.volume(2, 100), per=fm.Period.YEAR, activity_per=fm.Period.DAY, activity_stage=1,
        policy=fm.Policy.UP_EACH_STAGE, actual=1, start=fm.Start.open([0, 80, 20]),
    )
    year, day = plan.periods
    assert (year.period, day.period) == (fm.Period.YEAR, fm.Period.DAY)
    # 100 wanted and 20 done: 80 are left, 320 must meet the last gate, and 80 wait there. A year has 40 * 5 days.
    assert [stage.whole.exact for stage in year.stages] == [480, 240, 80]
    assert [stage.whole.exact for stage in day.stages] == [2.4, 1.2, 0.4]
    assert [stage.whole.units for stage in day.stages] == [8, 4, 1]
    assert plan.gauge == pytest.approx(1 / 1.2, rel=1e-15)
    assert [effect.after for effect in plan.effects] == pytest.approx(
        [0.51, 0.55, 0.6, 0.26, 0.275, 0.3, 1_100, 1_200]
    )
    one = funnel.plan(fm.Goal.volume(2, 1), activity_per=fm.Period.MONTH)
    assert len(one.periods) == 1 and one.gauge is None
    reached = funnel.plan(fm.Goal.volume(1, 10), start=fm.Start.reached([4, 2, 0]))
    assert reached.periods[0].stages[1].whole.exact == 8  # 2 are through, and what they lost stays lost


def test_no_answer_is_no_error():
    closed = fm.Funnel([fm.Gate.rate(0.5), fm.Gate.rate(0)], 100)
    plan = closed.plan(fm.Goal.revenue(1_000), actual=3)
    assert plan.periods == [] and plan.gauge is None
    assert plan.unreachable == fm.Unreachable(fm.Lever(1), 10.0, 0.0)
    worthless = fm.required([0.5], fm.Goal.revenue(10), 0)
    assert worthless.volumes is None and worthless.unreachable.lever == fm.SALE_VALUE
    assert fm.activity_gauge(1, 0) is fm.attainment(1, 0) is fm.required_coverage(0) is None
    assert fm.velocity_per_day(1, 1, 1, 0) is None


def test_lists_of_every_kind_give_the_same():
    plain = fm.forward(RATES, 28, 3_400)
    assert plain.volumes[0] == 28 and plain.revenue == pytest.approx(24_752)
    readonly = numpy.array(RATES)
    readonly.setflags(write=False)
    kinds = [
        tuple(RATES), array.array("d", RATES), memoryview(array.array("d", RATES)),
        memoryview(bytes(array.array("d", RATES))).cast("d"), numpy.array(RATES), readonly,
        numpy.array([0.1, *RATES])[1:], numpy.array(RATES, dtype="=f8"), (rate for rate in RATES),
        [Fraction(13, 20), Decimal("0.4")], [numpy.float64(0.65), numpy.float32(0.4) * 0 + 0.4],
        (ctypes.c_double * 2)(*RATES),
    ]
    for kind in kinds[:-2]:
        assert fm.forward(kind, numpy.float64(28), Decimal(3_400)) == plain, kind
    assert fm.forward(kinds[-1], 28, Fraction(3_400)) == plain
    pandas_like = type("Series", (), {"__array__": lambda self: numpy.array(RATES)})()
    assert fm.forward(pandas_like, 28, 3_400) == plain
    table = numpy.array([[0.5], [0.1]])
    assert fm.roll_up(1, table, [90, 10], [1_000, 1_000]).implied == pytest.approx([0.46])


def test_buffers_are_not_copied():
    column = numpy.array([1.0, 2.0, 3.0])
    assert _library.Doubles("column", column).address == column.ctypes.data
    column.setflags(write=False)
    assert _library.Doubles("column", column).address == column.ctypes.data
    plain = array.array("d", [1.0])
    held = _library.Doubles("plain", plain)
    assert held.address == plain.buffer_info()[0]
    with pytest.raises(BufferError):
        plain.append(2.0)  # would move what C reads
    del held
    plain.append(2.0)


def test_rates_from_counts():
    assert fm.rates_from_counts([1, 2], [2, 4]) == [0.5, 0.5]
    assert fm.rates_from_counts([], []) == []
    assert fm.rates_from_counts([1, 0], numpy.array([2, 0])) == [0.5, None]
    column = fm.rates_from_counts(numpy.array([1.0, 0.0]), (2, 0))
    assert isinstance(column, numpy.ndarray) and column[0] == 0.5 and numpy.isnan(column[1])
    assert fm.rates_from_counts(numpy.array([]), numpy.array([])).tolist() == []
    with pytest.raises(fm.FunnelError) as caught:
        fm.rates_from_counts([1, 5], [2, 4])
    assert (caught.value.field, caught.value.index) == ("successes[]", 1)


def test_items_that_enter_at_every_stage():
    got = fm.forward_each([0.5], [10, 3], [0, 100])
    assert got == fm.Forward([10, 8], 800)
    fail(ValueError, "entries must have 2 numbers", fm.forward_each, [0.5], [1], [1, 1])


def fail(kind, text, call, *arguments, **named):
    with pytest.raises(kind) as caught:
        call(*arguments, **named)
    assert type(caught.value) is kind and text in str(caught.value), str(caught.value)


def test_types_are_refused_by_name():
    bad = lambda text, call, *rest, **named: fail(TypeError, text, call, *rest, **named)
    goal = fm.Goal.revenue(1)
    bad("actual must be a number, not str", fm.activity_gauge, "5", 1)
    bad("required must be a number, not NoneType", fm.activity_gauge, 5, None)
    bad("actual must be a number, not bool", fm.activity_gauge, True, 1)
    bad("actual must be a number, not complex", fm.activity_gauge, 1j, 1)
    bad("rates must be a list of numbers, not float", fm.overall, 0.5)
    bad("rates must be a list of numbers, not str", fm.overall, "0.5")
    bad("rates must be a list of numbers, not dict", fm.overall, {0.5: 1})
    bad("rates[1] must be a number, not str", fm.overall, [0.5, "0.4"])
    bad("rates[0] must be a number, not NoneType", fm.overall, [None])
    bad("rates must hold float64 numbers", fm.overall, numpy.array(RATES).astype(">f8"))
    bad("rates must hold float64 numbers", fm.overall, b"12345678")
    bad("rates must hold float64 numbers", fm.overall, numpy.array(["2020-01-01"], "M8[D]"))
    bad("rates must be contiguous", fm.overall, numpy.array(RATES * 2)[::2])
    bad("rates must be contiguous", fm.overall, numpy.array(0.5))
    bad("goal must be a Goal, not int", fm.required, RATES, 25_000, 3_400)
    bad("goal.amount must be a number", fm.required, RATES, fm.Goal.revenue("1"), 3_400)
    bad("goal.stage must be an int", fm.required, RATES, fm.Goal.volume(1.5, 1), 3_400)
    bad("start must be a Start, not list", fm.required, RATES, goal, 1, [1, 2, 3])
    bad("start.volumes must be a list", fm.required, RATES, goal, 1, fm.Start.open(1))
    bad("lever must be a Lever", fm.sensitivity, RATES, goal, 1, 0, fm.Step.points(1), volume=1)
    bad("step must be a Step", fm.sensitivity, RATES, goal, 1, fm.Lever(0), 1, volume=1)
    bad("gates must be an int", fm.roll_up, "1", [0.5], [1], [1])
    bad("volumes must be a list of numbers and None", fm.solve, 1, [0.5])
    bad("rates[0] must be a number", fm.solve, [1, None], ["0.5"])
    bad("policy must be a Policy, not 0", fm.whole, 0, 1.0)
    bad("period must be a Period, not 'week'", fm.Calendar.common().per_year, "week")
    bad("to must be a Period", fm.Calendar.common().convert, 1, fm.Period.DAY, 2)
    bad("lever must be a VelocityLever", fm.velocity_effect, 1, 1, 1, 1, fm.Lever(0), 1)
    bad("gates[1] must be a Gate, not float", fm.Funnel, [fm.Gate.rate(0.5), 0.5])
    bad("gates[0] must be a number", fm.Funnel, [fm.Gate.rate("half")])
    bad("calendar must be a Calendar", fm.Funnel, [fm.Gate.rate(0.5)], calendar="common")
    bad("the name of stage 0 must be a str", fm.Funnel, [fm.Gate.rate(0.5)], entry=1)
    bad("per must be a Period", readme_funnel().plan, goal, per="month")
    bad("actual must be a number", readme_funnel().plan, goal, actual="5")


def test_lengths_and_numbers_are_refused_by_name():
    bad = lambda text, call, *rest, **named: fail(ValueError, text, call, *rest, **named)
    bad("trials must have 2 numbers (as many as successes); it has 1",
        fm.rates_from_counts, [1, 2], [1])
    bad("probabilities must have 1 numbers (as many as values); it has 0",
        fm.weighted_pipeline, [1], [])
    bad("rates must have 4 numbers (2 gates, 2 entries); it has 3",
        fm.roll_up, 2, [0.5] * 3, [1, 1], [1, 1])
    bad("gates must be at most", fm.roll_up, 10**9, [], [], [])
    bad("sale_values must have 2 numbers", fm.roll_up, 1, [0.5] * 2, [1, 1], [1])
    bad("volumes must have 2 numbers (one more than rates); it has 1", fm.solve, [1], [0.5])
    bad("goal.stage must be at least 0", fm.required, RATES, fm.Goal.volume(-1, 1), 1)
    bad("goal.stage must be at least 0 and less than 2**64",
        fm.required, RATES, fm.Goal.volume(2**64, 1), 1)
    bad("actual is too large for a float", fm.activity_gauge, 10**400, 1)
    bad("rates[0] is too large for a float", fm.overall, [10**400])


def test_an_error_has_code_index_and_value():
    with pytest.raises(fm.FunnelError) as caught:
        fm.overall([0.5, 1.5])
    error = caught.value
    assert isinstance(error, ValueError)
    assert (error.code, error.field, error.index, error.value) == ("rate", "rates[]", 1, 1.5)
    assert "rates[1]" in str(error) and "1.5" in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) and vars(again) == vars(error)
    with pytest.raises(fm.FunnelError) as caught:
        fm.overall([])
    assert (caught.value.code, caught.value.index, caught.value.value) == ("no_gates", None, None)
    for gates, code in [
        ([], "no_gates"), ([fm.Gate.rate(2)], "rate"), ([fm.Gate.counts(1, 0)], "no_trials"),
        ([fm.Gate.counts(3, 2)], "successes"), ([fm.Gate.one_in(0.5)], "one_in"),
        ([fm.Gate.counts(-1, 2)], "credit"),
    ]:
        with pytest.raises(fm.FunnelError) as caught:
            fm.Funnel(gates)
        assert caught.value.code == code and caught.value.index == (0 if gates else None)
        assert caught.value.field.startswith("gates[]")
    plain = fm.Funnel([fm.Gate.rate(0.5)])
    with pytest.raises(fm.FunnelError) as caught:
        plain.plan(fm.Goal.revenue(1))
    assert caught.value.code == "no_sale_value"
    with pytest.raises(fm.FunnelError) as caught:
        plain.plan(fm.Goal.volume(1, 1), start=fm.Start.open([1]))
    error = caught.value
    assert (error.code, error.field, error.value, error.limit) == ("length", "start[]", 1, 2)
    made = fm.Goal(7, 1.0)
    with pytest.raises(fm.FunnelError) as caught:
        fm.required(RATES, made, 1)
    assert (caught.value.code, caught.value.value) == ("enum", 7.0)


def test_a_funnel_can_be_copied_and_pickled():
    funnel = readme_funnel()
    plan = funnel.plan(fm.Goal.revenue(25_000))
    for other in (copy.copy(funnel), copy.deepcopy(funnel), pickle.loads(pickle.dumps(funnel))):
        assert other._handle.value != funnel._handle.value
        assert other == funnel and hash(other) == hash(funnel) and other != readme_funnel(deal_size=None, calendar=fm.Calendar.civil())
        assert other.plan(fm.Goal.revenue(25_000)) == plan and other.names == funnel.names
        del other
    gc.collect()
    assert funnel.plan(fm.Goal.revenue(25_000)) == plan


def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_hundred_thousand_funnels_and_plans_leave_no_memory_behind():
    gates = [fm.Gate.rate(0.65, "Proposals"), fm.Gate.rate(0.4, "Sales")]
    goal = fm.Goal.volume(2, 7)

    def make(times):
        for _ in range(times):
            fm.Funnel(gates, 3_400).plan(goal)

    make(2_000)
    gc.collect()
    before = resident()
    make(100_000)
    gc.collect()
    grown = resident() - before
    assert grown < 4 << 20, f"{grown} bytes more after 100,000 funnels and plans"


def test_errors_leave_no_memory_behind():
    def make(times):
        for _ in range(times):
            try:
                fm.Funnel([fm.Gate.rate(2)])
            except fm.FunnelError:
                pass

    make(2_000)
    before = resident()
    make(50_000)
    assert resident() - before < 4 << 20


def test_threads_share_a_funnel():
    funnel, goal = readme_funnel(), fm.Goal.revenue(25_000)
    expected, column = funnel.plan(goal, actual=5), numpy.linspace(1, 9, 100_000)
    rates = [1 / n for n in range(1, 10)]
    pipeline = fm.weighted_pipeline(column, column / 10)
    wrong = []

    def work(number):
        try:
            for _ in range(300):
                assert funnel.plan(goal, actual=5) == expected
                assert fm.rates_from_counts(numpy.ones(9), numpy.arange(1.0, 10.0)).tolist() == rates
                with pytest.raises(fm.FunnelError) as caught:
                    fm.overall([0.5] * number + [2.0])
                assert caught.value.index == number
            for _ in range(20):
                assert fm.weighted_pipeline(column, column / 10) == pipeline
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong


def test_other_threads_run_during_a_call():
    """ctypes gives the lock of the interpreter away: this thread never waits for as long as a call takes."""
    column, now = numpy.full(16_000_000, 0.5), time.perf_counter

    def call():
        begun = now()
        fm.weighted_pipeline(column, column)
        return now() - begun

    alone = min(call() for _ in range(3))

    def longest_wait():
        thread, last, longest = threading.Thread(target=call), now(), 0.0
        thread.start()
        while thread.is_alive():
            this = now()
            last, longest = this, max(longest, this - last)
        return max(longest, now() - last)

    assert any(longest_wait() < alone / 2 for _ in range(10))


def test_declarations_are_those_of_the_installed_header():
    ffi = cffi.FFI()
    ffi.cdef(HEADER)
    plain = {
        "uint32_t": ctypes.c_uint32, "uint64_t": ctypes.c_uint64, "double": ctypes.c_double,
        "size_t": ctypes.c_size_t,
    }
    structs = 0
    for name in re.findall(r"} (\w+);", HEADER):
        kind = ffi.typeof(name)
        if kind.kind != "struct":
            continue
        structs += 1
        ours = {s.__name__: s for s in vars(_library).values() if hasattr(s, "_fields_")}[name]
        assert ctypes.sizeof(ours) == ffi.sizeof(name), name
        assert [field for field, _ in ours._fields_] == [field for field, _ in kind.fields], name
        for field, its in kind.fields:
            assert getattr(ours, field).offset == its.offset, f"{name}.{field}"
            theirs = its.type.cname
            here = dict(ours._fields_)[field]
            if theirs in plain:
                assert here is plain[theirs], f"{name}.{field}"
            elif its.type.kind == "struct":
                assert here.__name__ == theirs, f"{name}.{field}"
            else:
                assert its.type.kind == "pointer", f"{name}.{field}"
    assert structs == 33
    functions = re.findall(r"\b(funnelmath_\w+)\(([^)]*)\);", HEADER)
    known = {**_library._FALLIBLE, **_library._OTHERS}
    assert {"funnelmath_" + name for name in known} == {name for name, _ in functions}
    for name, arguments in functions:
        theirs = [] if arguments == "void" else arguments.split(",")
        ours = getattr(_library.library, name).argtypes
        assert len(ours) == len(theirs), name
        for here, there in zip(ours, theirs):
            if "*" in there:
                pointed = getattr(here, "_type_", None)
                if here is not ctypes.c_void_p:
                    base = there.replace("const", "").split("*")[0].strip()
                    fits = pointed is plain.get(base) or getattr(pointed, "__name__", "") == base
                    assert fits or there.count("*") == 2, f"{name}: {there}"
            else:
                assert here is plain[there.split()[0]], f"{name}: {there}"


def test_enumerations_are_those_of_the_installed_header():
    ffi = cffi.FFI()
    ffi.cdef(HEADER)
    for ours, prefix in [
        (fm.Period, "PERIOD"), (fm.Policy, "POLICY"), (fm.VelocityLever, "VELOCITY_LEVER"),
        (fm.Method, "METHOD"), (fm.LeftOut, "LEFT_OUT"),
    ]:
        theirs = ffi.typeof("funnelmath_" + prefix.lower()).relements
        assert {f"FUNNELMATH_{prefix}_{m.name}": m.value for m in ours} == theirs
    constants = {
        **ffi.typeof("funnelmath_step").relements, **ffi.typeof("funnelmath_goal_kind").relements,
        **ffi.typeof("funnelmath_start_kind").relements,
        **ffi.typeof("funnelmath_gate_kind").relements,
        **ffi.typeof("funnelmath_calendar_kind").relements,
        **ffi.typeof("funnelmath_lever").relements, **ffi.typeof("funnelmath_flow_kind").relements,
        **ffi.typeof("funnelmath_deal_kind").relements,
        **ffi.typeof("funnelmath_left_kind").relements,
    }
    ours = {
        "STEP_POINTS": fm.Step.points(1).kind, "STEP_PERCENT": fm.Step.percent(1).kind,
        "STEP_TO": fm.Step.to(1).kind, "GOAL_KIND_REVENUE": fm.Goal.revenue(1).kind,
        "GOAL_KIND_VOLUME": fm.Goal.volume(0, 1).kind, "START_KIND_EMPTY": 0,
        "START_KIND_OPEN": fm.Start.open([]).kind, "START_KIND_REACHED": fm.Start.reached([]).kind,
        "GATE_KIND_RATE": fm.Gate.rate(1).kind, "GATE_KIND_COUNTS": fm.Gate.counts(1, 1).kind,
        "GATE_KIND_ONE_IN": fm.Gate.one_in(1).kind,
        "CALENDAR_KIND_COMMON": fm.Calendar.common().kind,
        "CALENDAR_KIND_FOUR_WEEK_MONTH": fm.Calendar.four_week_month().kind,
        "CALENDAR_KIND_CIVIL": fm.Calendar.civil().kind,
        "CALENDAR_KIND_SELLING_WEEKS": fm.Calendar.selling_weeks(1).kind,
        "FLOW_KIND_STEADY": fm.Flow.steady(1).kind, "FLOW_KIND_COUNTED": fm.Flow.counted(1, 1).kind,
        "FLOW_KIND_UNCERTAIN": fm.Flow.uncertain(1, 1).kind,
        "DEAL_KIND_FIXED": fm.DealSize.fixed(1).kind,
        "DEAL_KIND_VARYING": fm.DealSize.varying(1, 1).kind,
        "DEAL_KIND_SEEN": fm.DealSize.seen([]).kind,
        "DEAL_KIND_COUNTED": fm.DealSize.counted([], []).kind,
        "LEFT_KIND_ALL": 0, "LEFT_KIND_SHARE": fm.Left.share(1).kind,
        "LEFT_KIND_WORKING_DAYS": fm.Left.working_days(1, 2).kind,
        "LEVER_GATE": int(fm.Lever(0).is_sale_value),
        "LEVER_SALE_VALUE": int(fm.SALE_VALUE.is_sale_value),
    }
    assert {"FUNNELMATH_" + name: value for name, value in ours.items()} == constants


def test_version():
    assert fm.version() == ".".join(map(str, fm.version_info()))
    major, minor, patch, abi = re.search(
        r"MAJOR = (\d+), .*MINOR = (\d+), .*PATCH = (\d+), .*ABI = (\d+)", HEADER
    ).groups()
    assert fm.version_info() == (int(major), int(minor), int(patch)) and fm.abi() == int(abi)


def test_everything_public_is_used_here():
    used = "".join(path.read_text() for path in HERE.glob("test_*.py"))
    results = {"Answer", "Coverage", "Effect", "Forward", "PeriodPlan", "Pipeline", "Plan",
               "Required", "RollUp", "Solution", "StagePlan", "VelocityEffect", "Whole", "Impossible",
               "ConfidentPlan", "GateRate", "Inputs", "Probability", "Quantile", "Revenue", "Wait"}
    missing = [n for n in fm.__all__ if n not in results and f"fm.{n}" not in used]
    assert not missing and all(hasattr(fm, name) for name in fm.__all__)
    assert (Path(fm.__file__).parent / "py.typed").exists()


def load_with(**variables):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("FUNNELMATH_")}
    return subprocess.run(
        [sys.executable, "-c", "import funnelmath; print(funnelmath.version())"],
        env={**environment, **variables}, capture_output=True, text=True,
    )


def test_the_library_is_found_or_its_absence_explained(tmp_path):
    prefix = os.environ["FUNNELMATH_PREFIX"]
    by_path = str(next(Path(prefix).glob("lib*/libfunnelmath.*[0-9]")))
    for variables in (
        {"FUNNELMATH_PREFIX": prefix}, {"FUNNELMATH_LIBRARY": by_path},
        {"LD_LIBRARY_PATH": str(Path(by_path).parent)},
    ):
        assert load_with(**variables).stdout.strip() == fm.version(), variables
    gone = load_with(FUNNELMATH_PREFIX=str(tmp_path))
    assert gone.returncode and "ImportError: the funnelmath library cannot be loaded" in gone.stderr


def test_the_library_is_found_in_the_directories_of_debian(tmp_path):
    folder = tmp_path / "lib" / getattr(sys.implementation, "_multiarch", "lib64")
    folder.mkdir(parents=True)
    name = f"libfunnelmath.so.{fm.abi()}"
    (folder / name).symlink_to(Path(_library.library._name).resolve())
    assert load_with(FUNNELMATH_PREFIX=str(tmp_path)).stdout.strip() == fm.version()


def test_an_older_library_is_refused_in_one_line(tmp_path):
    old = tmp_path / "old.c"
    old.write_text("unsigned funnelmath_abi(void) { return 0; }")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", tmp_path / "old.so", old], check=True)
    shown = load_with(FUNNELMATH_LIBRARY=str(tmp_path / "old.so"))
    assert "old.so is older than this module: install the newer one" in shown.stderr.splitlines()[-1]


def test_importing_starts_no_process():
    code = """
import sys
sys.addaudithook(lambda event, _: sys.exit(event) if event in ("subprocess.Popen", "os.fork", "os.exec", "os.posix_spawn") else None)
import funnelmath
"""
    environment = {k: v for k, v in os.environ.items() if k != "FUNNELMATH_LIBRARY"}
    for variables in (environment, {k: v for k, v in environment.items() if k != "FUNNELMATH_PREFIX"}):
        shown = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True)
        assert shown.returncode == 0 or "ImportError: the funnelmath library" in shown.stderr, shown.stderr


def test_a_panic_inside_the_library_is_an_exception():
    path = os.environ.get("FUNNELMATH_PANIC_LIBRARY")
    if not path:
        pytest.skip("FUNNELMATH_PANIC_LIBRARY names no library built with the feature test-panic")
    code = """
import os, funnelmath as fm
assert fm.overall([0.5]) == 0.5
os.environ["FUNNELMATH_TEST_PANIC"] = "1"
try:
    fm.overall([0.5])
except fm.FunnelError as error:
    print(error.code, error.index, error.value)
del os.environ["FUNNELMATH_TEST_PANIC"]
print(fm.overall([0.5]))
"""
    shown = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "FUNNELMATH_LIBRARY": path},
        capture_output=True, text=True,
    )
    assert shown.returncode == 0 and shown.stdout == "panic None None\n0.5\n", shown.stderr
