"""The package itself: funnels, what is taken and refused, the library that it loads."""

import copy
import ctypes
import ctypes.util
import doctest
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
import threading
from array import array
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import cffi
import numpy
import pytest
import test_vectors

import funnelmath as fm
from funnelmath import _answers, _native, _questions

HERE = Path(__file__).resolve().parent
PREFIX = Path(os.environ["FUNNELMATH_PREFIX"])
GATES = [{"name": "Proposals", "rate": 0.65}, {"name": "Sales", "successes": 2, "trials": 5}]
RATES = [0.65, 0.4]


def funnel(**options):
    return fm.Funnel(GATES, 3_400, **{"entry": "First appointments", **options})


def run(code, **environment):
    given = {name: value for name, value in {**os.environ, **environment}.items() if value is not None}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=given)


def refused(call, *arguments, **named):
    with pytest.raises(fm.FunnelError) as caught:
        call(*arguments, **named)
    return caught.value


def test_the_readme_examples_print_what_they_say():
    examples = re.findall(
        r"```python\n(.*?)```\n+prints\n+```text\n(.*?)```", (HERE.parent / "README.md").read_text(), re.S
    )
    assert len(examples) >= 2
    for code, text in examples:
        shown = run(code)
        assert shown.stdout == text, shown.stderr
    assert "6.5263 ->  7" in examples[0][1] and "gauge 76.6%" in examples[0][1]


def test_docstrings():
    got = doctest.testmod(fm)
    assert got.attempted >= 4 and got.failed == 0


def test_every_question_has_a_function_with_its_ranges():
    assert len(_questions.__all__) >= 55
    for name in _questions.__all__:
        assert getattr(fm, name).__doc__.count("Args:") == 1, name
    assert "rates: The conversion rates of a chain, first gate first. (0 to 1)" in fm.overall.__doc__


def test_a_funnel_compares_pickles_and_stays_as_it_is():
    gates = [dict(gate) for gate in GATES]
    one = fm.Funnel(gates, 3_400, entry="First appointments")
    gates[0]["rate"] = 0.1
    assert one == funnel() and hash(one) == hash(funnel()) and one != funnel(entry="Leads")
    assert one != "a funnel"
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one
    assert fm.Funnel.from_document(json.loads(json.dumps(one.document))) == one
    assert eval(repr(one), {"Funnel": fm.Funnel}) == one
    one.document["gates"].clear()
    assert one == funnel()
    with pytest.raises(AttributeError):
        one.gates = []


def test_a_funnel_says_what_is_wrong_when_it_is_made():
    error = refused(fm.Funnel, [{"rate": 0.5}, {"rate": 1.4}, {"rates": 0.5}], -1)
    assert (error.code, error.path, error.value) == ("rate", ("gates", 1, "rate"), 1.4)
    assert {problem.path for problem in error.problems} >= {("sale_value",), ("gates", 2, "rates")}
    assert refused(fm.Funnel, []).code == "no_gates"
    assert refused(fm.Funnel.from_document, {"gates": GATES, "colour": 1}).path == ("colour",)
    missing = refused(fm.Funnel.from_document, {})
    assert (missing.code, missing.path) == ("missing", ("gates",))


def test_a_plan_is_plain_objects():
    plan = funnel().plan(goal={"revenue": 25_000}, actual=5, confidence=0.9)
    month, week = plan.periods
    assert (month.period, week.period, plan.unreachable) == ("month", "week", None)
    assert [stage.name for stage in week.stages] == ["First appointments", "Proposals", "Sales"]
    assert (week.stages[0].whole.units, f"{plan.pace.gauge:.3f}") == (7, "0.766")
    assert plan.confident.leaves_out == ["known_rates", "deal_sizes", "rate_movement"]
    assert pickle.loads(pickle.dumps(plan)) == plan
    with pytest.raises(AttributeError):
        plan.pace.gauge = 1.0
    error = refused(funnel().plan, goal={"revenue": 25_000}, per="fortnight")
    assert error.code == "name" and error.path == ("target", "per") and "month" in error.allowed


def test_the_chance_of_a_funnel():
    chance = funnel().chance(prior="uniform")
    counted = {"evidence": [{"prior": "uniform", "successes": 2, "trials": 5}], "rate": 0.65}
    assert chance == {"counted": counted}
    assert fm.results_at_least(chance=chance, inputs=40, results=8).value > 0.5
    assert funnel().chance(to=1) == {"rate": 0.65}
    assert "rate" not in funnel().chance(from_=1)["counted"]
    assert fm.Funnel([{"one_in": 4}, {"rate": 0.5}], 1).chance() == {"rate": 0.125}


def test_all_problems_come_at_once():
    error = refused(fm.required, rates=[0.65, 1.4], goal={"revenues": 1}, sale_value=-1, start="open")
    assert isinstance(error, ValueError) and len(error.problems) >= 4
    assert error.problems[0] == fm.Problem(
        "rate", ("rates", 1), "a rate must be a number from 0 to 1", 1.4, (), 0.0, 1.0
    )
    assert str(error).startswith("rates[1]: a rate must be a number from 0 to 1\n")
    assert pickle.loads(pickle.dumps(error)).problems == error.problems
    assert refused(fm.overall, rates=[0.5, float("nan")]).value == "NaN"
    assert refused(fm.activity_gauge, actual=1, required=float("inf")).path == ("required",)
    assert refused(fm.activity_gauge, actual="5", required=7).code == "type"
    assert refused(fm.activity_gauge, actual=None, required=7).code == "missing"
    assert refused(fm.roll_up, members=[]).code == "no_gates"
    assert refused(fm.gate_for, rates=RATES, gate=2**64, results=1, inputs=2, confidence=0.5).path == ("gate",)
    with pytest.raises(TypeError):
        fm.overall(rates=object())


@pytest.mark.parametrize(
    "rates",
    [
        (0.5, 1), array("d", [0.5, 1]), array("f", [0.5, 1]), numpy.array([0.5, 1]), numpy.array([0.5, 1], "f4"),
        numpy.array([[0.5, 9], [1, 9]])[:, 0], [Fraction(1, 2), Decimal(1)], [numpy.float32(0.5), numpy.int64(1)],
        numpy.array([Fraction(1, 2), 1]), {0.5: "a", 1: "b"}.keys(),
    ],
)
def test_lists_of_any_numbers(rates):
    assert fm.overall(rates=rates) == 0.5
    assert fm.forward(rates=rates, entry=numpy.int64(4), sale_value=Decimal("2.5")).revenue == 5
    assert fm.overall(rates=iter([0.5, 1])) == 0.5


@pytest.mark.parametrize("rates", [numpy.array(["0.5"]), numpy.array([["0.5"]]), "0.5", [b"a"], numpy.zeros((2, 2))])
def test_what_is_no_list_of_numbers(rates):
    with pytest.raises((fm.FunnelError, TypeError)):
        fm.overall(rates=rates)


def test_integers_of_numpy_and_columns_of_pandas():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"won": [13, 4, 0], "tried": [20, 10, 0]})
    assert fm.gate_rates(successes=frame.won, trials=frame.tried) == [0.65, 0.4, None]
    assert fm.snapshot(open=frame.won, lost=frame.tried).reached == [47.0, 14.0, 0.0]


def test_typed_functions_give_the_answers_of_documents(monkeypatch):
    """Of each question that has a typed function, a request is answered by it, and the same by a document."""
    typed = {}
    for request in (line["request"] for line in test_vectors.lines() if "answer" in line):
        if request["question"] in typed:
            continue
        with monkeypatch.context() as patch:
            patch.setattr(_questions, "ask", None)
            try:
                typed[request["question"]] = request, test_vectors.asked(request)
            except TypeError:
                continue
    assert len(typed) >= 39, sorted(typed)
    monkeypatch.setattr(_questions, "c", None)  # refused, so that a document asks
    for request, answer in typed.values():
        assert test_vectors.asked(request) == answer, request


def test_threads_share_a_funnel():
    one, found = funnel(), []
    expected = one.plan(goal={"revenue": 25_000})
    threads = [
        threading.Thread(target=lambda: found.extend(one.plan(goal={"revenue": 25_000}) for _ in range(50)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 200 and all(plan == expected for plan in found)


def test_the_structs_are_laid_out_as_in_the_installed_header():
    ffi, header = cffi.FFI(), (PREFIX / "include" / "funnelmath_ffi.h").read_text()
    ffi.cdef(header)
    structs = [name for name in re.findall(r"} (\w+);", header) if ffi.typeof(name).kind == "struct"]
    assert len(structs) >= 33
    for name in structs:
        ours = getattr(_native, name.removeprefix("funnelmath_"))
        assert ctypes.sizeof(ours) == ffi.sizeof(name), name
        for field, its in ffi.typeof(name).fields:
            assert getattr(ours, field).offset == its.offset, f"{name}.{field}"
    assert len(_native.FUNCTIONS) == len(re.findall(r"\w funnelmath_\w+\(|\*funnelmath_\w+\(", header))


def test_import_starts_no_process():
    code = """
import sys
sys.addaudithook(lambda event, _: event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.fork", "os.system")
    and sys.exit(f"import starts a process: {event}"))
import funnelmath
assert "subprocess" not in sys.modules and "numpy" not in sys.modules
print(funnelmath.library_path())
"""
    assert run(code).stdout.strip() == str(PREFIX / "lib" / Path(fm.library_path()).name)


def test_the_library_is_found_where_distributions_put_it(tmp_path):
    library = Path(fm.library_path())
    folder = tmp_path / "lib" / sys.implementation._multiarch
    folder.mkdir(parents=True)
    shutil.copy(library.resolve(), folder / library.name)
    code = "import funnelmath as fm; print(fm.library_path())"
    assert run(code, FUNNELMATH_PREFIX=str(tmp_path)).stdout.strip() == str(folder / library.name)
    alone = run(code, FUNNELMATH_PREFIX=None, FUNNELMATH_LIBRARY=str(folder / library.name))
    assert alone.stdout.strip() == str(folder / library.name)
    missing = run(code, FUNNELMATH_PREFIX=str(tmp_path / "nowhere"))
    assert "ImportError: the funnelmath library cannot be loaded" in missing.stderr


def test_an_older_library_is_named_in_one_message():
    libm = ctypes.util.find_library("m") or "libm.so.6"
    shown = run("import funnelmath", FUNNELMATH_LIBRARY=libm)
    last = shown.stderr.strip().splitlines()[-1]
    assert last.startswith(f"ImportError: the funnelmath library {libm} is older than this package"), shown.stderr
    assert "install a newer one (it has no funnelmath_" in last


def test_a_panic_inside_the_library_is_an_exception():
    path = os.environ.get("FUNNELMATH_PANIC_LIBRARY")
    if not path:
        pytest.skip("FUNNELMATH_PANIC_LIBRARY names no library built with the feature test-panic")
    code = """
import os, funnelmath as fm
os.environ["FUNNELMATH_TEST_PANIC"] = "1"
try:
    fm.overall(rates=[0.5])
except fm.FunnelError as error:
    print(error.code)
del os.environ["FUNNELMATH_TEST_PANIC"]
print(fm.overall(rates=[0.5]))
"""
    shown = run(code, FUNNELMATH_LIBRARY=path)
    assert shown.stdout == "panic\n0.5\n", shown.stderr


def test_an_outcome_that_is_not_known_is_an_error():
    assert refused(_answers.read_wait_answer, {"outcome": "tomorrow"}).code == "outcome"
