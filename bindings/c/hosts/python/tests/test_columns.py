"""Columns: each row as the function of one answers it, from lists, numpy arrays and pandas columns."""

from array import array
from decimal import Decimal

import numpy
import pandas
import pytest

import funnelmath as fm
from funnelmath import columns

FIRST, SECOND = [0.65, 0.5, 1.0, 0.3], [0.4, 0.25, 0.5, 1.0]
AMOUNTS = [25_000, 18_000, 0, 7]
KINDS = [
    lambda values: values,
    lambda values: array("d", values),
    numpy.array,
    lambda values: numpy.array(values, dtype=float)[::1],
    lambda values: numpy.repeat(numpy.array(values, dtype=float), 2)[::2],
    lambda values: pandas.Series(values, index=[f"r{at}" for at in range(len(values))]),
]


def rows(*values):
    return zip(FIRST, SECOND, *values)


@pytest.mark.parametrize("kind", KINDS)
def test_each_row_is_the_answer_of_one(kind):
    rates, amounts = [kind(FIRST), kind(SECOND)], kind(AMOUNTS)
    got = columns.required(rates=rates, goal={"revenue": amounts}, sale_value=3_400)
    alone = [fm.required(rates=[a, b], goal={"revenue": x}, sale_value=3_400) for a, b, x in rows(AMOUNTS)]
    assert [list(volumes) for volumes in got.volumes] == [list(each) for each in zip(*(one.volumes for one in alone))]
    assert got.answered == 4 and list(got.status) == [0] * 4 and got.method == "exact"
    got = columns.forward(rates=rates, entry=amounts, sale_value=kind([1, 2, 3, 4]))
    alone = [fm.forward(rates=[a, b], entry=x, sale_value=v) for a, b, x, v in rows(AMOUNTS, [1, 2, 3, 4])]
    assert list(got.revenue) == [one.revenue for one in alone]
    assert list(columns.overall(rates=rates).overall) == [fm.overall(rates=[a, b]) for a, b in rows()]
    whole = columns.whole(policy="up", exact=amounts)
    assert list(whole.units) == [fm.whole(volume=x, policy="up").units for x in AMOUNTS]
    each = columns.whole_stages(policy="nearest", rates=rates[:1], stage=1, exact=[kind([6.5] * 4), kind([4.2] * 4)])
    expected = fm.whole_each(policy="nearest", rates=[0.65], stage=1, exact=[6.5, 4.2])
    assert [list(units)[0] for units in each.whole] == expected
    converted = columns.convert(calendar="common", amount=amounts, from_="month", to="week").converted
    assert list(converted) == [fm.convert(calendar="common", amount=x, from_="month", to="week") for x in AMOUNTS]
    assert list(columns.activity_gauge(actual=amounts, required=8).gauges) == [x / 8 for x in AMOUNTS]
    assert list(columns.attainment(actual=amounts, goal=8).attained) == [x / 8 for x in AMOUNTS]
    assert list(columns.rate_from_counts(successes=kind([1, 2, 3, 4]), trials=4).rates) == [0.25, 0.5, 0.75, 1]
    limits = columns.rate_interval(a=0.5, b=0.5, successes=kind([1, 2, 3, 4]), trials=4, level=0.9)
    alone = fm.rate_interval(evidence={"a": 1.5, "b": 3.5}, level=0.9)
    assert (list(limits.low)[0], list(limits.high)[0]) == (alone.low, alone.high)
    prior = {"a": [0.5], "b": [0.5], "successes": [kind([8, 2, 3, 4])], "trials": [20]}
    chances = columns.chance_at_least(rate=1, **prior, inputs=40, results=8)
    known = {"counted": {"evidence": [{"a": 8.5, "b": 12.5}], "rate": 1.0}}
    alone = fm.results_at_least(chance=known, inputs=40, results=8)
    assert (list(chances.value)[0], list(chances.complement)[0]) == (alone.value, alone.complement)
    needed = columns.chance_inputs_for(rate=1, **prior, results=8, confidence=0.9)
    assert list(needed.inputs)[0] == fm.inputs_for(chance=known, results=8, confidence=0.9).inputs


def test_what_went_in_comes_out():
    series = pandas.Series([1.0, None, 3.0], index=list("abc"))
    got = columns.activity_gauge(actual=series, required=2)
    assert isinstance(got.gauges, pandas.Series) and list(got.gauges.index) == list("abc")
    assert [columns.status_name(code) for code in got.status] == ["answered", "null", "answered"]
    assert got.gauges["c"] == 1.5 and numpy.isnan(got.gauges["b"]) and got.answered == 2
    whole = columns.activity_gauge(actual=pandas.Series([1, None, 3], dtype="Int64"), required=2)
    assert list(whole.status) == list(got.status)
    for kind in ("int64", "int32", "uint8", "uint64", "float32"):
        assert list(columns.activity_gauge(actual=numpy.array([1, 3], kind), required=2).gauges) == [0.5, 1.5]
    money = pandas.Series([Decimal("1.5"), None])
    assert list(columns.activity_gauge(actual=money, required=2).gauges)[0] == 0.75
    listed = columns.activity_gauge(actual=[1, None, -3, 4], required=[2, 2, 2, 0])
    assert listed.gauges == [0.5, None, None, None] and listed.answered == 1
    assert [columns.status_name(code) for code in listed.status] == ["answered", "null", "volume", "undefined"]
    nan = columns.activity_gauge(actual=numpy.array([numpy.nan]), required=1)
    assert columns.status_name(nan.status[0]) == "volume"


def test_goals_at_a_stage_and_what_is_there():
    got = columns.required(rates=[[0.5, 0.5]], goal={"volume": {"stage": 1, "target": [4, 6]}}, start={"open": [[2, 0], 0]})
    alone = fm.required(rates=[0.5], goal={"volume": {"stage": 1, "target": 4}}, start={"open": [2, 0]})
    assert got.volumes[0] == [alone.entry, 12.0]
    closed = columns.required(rates=[[0.0]], goal={"revenue": 1}, sale_value=1)
    assert columns.status_name(closed.status[0]) == "unreachable"


def test_columns_that_do_not_fit():
    with pytest.raises(fm.FunnelError) as caught:
        columns.attainment(actual=[1, 2], goal=[1, 2, 3])
    assert caught.value.code == "length" and caught.value.path[0] == "goal"
    with pytest.raises(fm.FunnelError) as caught:
        columns.required(rates=[], goal={"revenue": [1]}, sale_value=1)
    assert caught.value.code == "no_gates"
    for wrong in ("12", object(), numpy.array(["1"]), numpy.zeros((2, 2)), numpy.array([True]), pandas.Series(["1", "2"])):
        with pytest.raises(TypeError):
            columns.attainment(actual=wrong, goal=[1, 2])
    with pytest.raises(TypeError, match="must be a column"):
        columns.attainment(actual=1, goal=2)
    assert columns.attainment(actual=[], goal=2).attained == []
