/*
 * Rates and chains: forwards, backwards, and what a step of one lever changes.
 *
 * Licence: MIT OR Apache-2.0.
 */

#include "funnelmath_sql.h"

/* Rates */

PG_FUNCTION_INFO_V1(funnel_rate);
Datum
funnel_rate(PG_FUNCTION_ARGS)
{
	double		rate;
	funnelmath_error error;

	check(funnelmath_rate_from_counts(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), &rate, &error), &error);
	PG_RETURN_FLOAT8(rate);
}

PG_FUNCTION_INFO_V1(funnel_rates);
Datum
funnel_rates(PG_FUNCTION_ARGS)
{
	list		successes = list_arg(fcinfo, 0, "successes");
	list		trials = list_arg(fcinfo, 1, "trials");
	funnelmath_maybe *rates;
	funnelmath_error error;

	if (successes.len != trials.len)
		fail_length("trials[]", successes.len, trials.len);
	rates = palloc0(Max(successes.len, 1) * sizeof(funnelmath_maybe));
	check(funnelmath_rates_from_counts(successes.values, trials.values, successes.len, rates, &error), &error);
	PG_RETURN_ARRAYTYPE_P(maybe_array(rates, successes.len));
}

PG_FUNCTION_INFO_V1(funnel_rate_one_in);
Datum
funnel_rate_one_in(PG_FUNCTION_ARGS)
{
	double		rate;
	funnelmath_error error;

	check(funnelmath_rate_one_in(PG_GETARG_FLOAT8(0), &rate, &error), &error);
	PG_RETURN_FLOAT8(rate);
}

/* Chains */

PG_FUNCTION_INFO_V1(funnel_overall);
Datum
funnel_overall(PG_FUNCTION_ARGS)
{
	list		rates = list_arg(fcinfo, 0, "rates");
	double		overall;
	funnelmath_error error;

	check(funnelmath_chain_overall(rates.values, rates.len, &overall, &error), &error);
	PG_RETURN_FLOAT8(overall);
}

PG_FUNCTION_INFO_V1(funnel_forward);
Datum
funnel_forward(PG_FUNCTION_ARGS)
{
	list		rates = list_arg(fcinfo, 0, "rates");
	double	   *volumes;
	double		revenue;
	ArrayType  *array = new_array(rates.len + 1, &volumes);
	Datum		values[2];
	bool		nulls[2] = {false, false};
	funnelmath_error error;

	check(funnelmath_chain_forward(rates.values, rates.len, PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2),
								   volumes, rates.len + 1, &revenue, &error), &error);
	values[0] = PointerGetDatum(array);
	values[1] = Float8GetDatum(revenue);
	return row(fcinfo, values, nulls);
}

/* (rates, entries, sale_values) */
PG_FUNCTION_INFO_V1(funnel_forward_each);
Datum
funnel_forward_each(PG_FUNCTION_ARGS)
{
	list		rates = list_arg(fcinfo, 0, "rates");
	list		entries = list_arg(fcinfo, 1, "entries");
	list		sale_values = list_arg(fcinfo, 2, "sale_values");
	double	   *volumes;
	double		revenue;
	ArrayType  *array;
	Datum		values[2];
	bool		nulls[2] = {false, false};
	funnelmath_error error;

	if (entries.len != rates.len + 1)
		fail_length("entries[]", rates.len + 1, entries.len);
	if (sale_values.len != rates.len + 1)
		fail_length("sale_values[]", rates.len + 1, sale_values.len);
	array = new_array(rates.len + 1, &volumes);
	check(funnelmath_chain_forward_each(rates.values, rates.len, entries.values, sale_values.values, volumes,
										rates.len + 1, &revenue, &error), &error);
	values[0] = PointerGetDatum(array);
	values[1] = Float8GetDatum(revenue);
	return row(fcinfo, values, nulls);
}

/* What is already there, said by two arguments. */
void
start_args(FunctionCallInfo fcinfo, int argument, funnelmath_goal *goal)
{
	goal->start_kind = word_arg(fcinfo, argument, "start", STARTS);
	if (goal->start_kind != FUNNELMATH_START_KIND_EMPTY)
	{
		list		there = list_arg(fcinfo, argument + 1, "there");

		goal->start = there.values;
		goal->start_len = there.len;
	}
}

static inline ArrayType *
required(list rates, const funnelmath_goal *goal, funnelmath_unreachable *why)
{
	double	   *volumes;
	ArrayType  *array = new_array(rates.len + 1, &volumes);
	funnelmath_error error;

	check(funnelmath_chain_required(rates.values, rates.len, goal, volumes, rates.len + 1, why, &error), &error);
	return array;
}

/* (rates, revenue, sale_value, start, there) */
PG_FUNCTION_INFO_V1(funnel_required);
Datum
funnel_required(PG_FUNCTION_ARGS)
{
	list		rates = list_arg(fcinfo, 0, "rates");
	funnelmath_goal goal = {.struct_size = sizeof goal, .kind = FUNNELMATH_GOAL_KIND_REVENUE};
	funnelmath_unreachable why;
	ArrayType  *volumes;

	goal.amount = PG_GETARG_FLOAT8(1);
	goal.sale_value = PG_GETARG_FLOAT8(2);
	start_args(fcinfo, 3, &goal);
	volumes = required(rates, &goal, &why);
	if (why.unreachable)
		PG_RETURN_NULL();
	PG_RETURN_ARRAYTYPE_P(volumes);
}

/* (rates, stage, volume, start, there) */
PG_FUNCTION_INFO_V1(funnel_required_volume);
Datum
funnel_required_volume(PG_FUNCTION_ARGS)
{
	list		rates = list_arg(fcinfo, 0, "rates");
	funnelmath_goal goal = {.struct_size = sizeof goal, .kind = FUNNELMATH_GOAL_KIND_VOLUME};
	funnelmath_unreachable why;
	ArrayType  *volumes;

	goal.stage = number_arg(fcinfo, 1, FUNNELMATH_STATUS_STAGE);
	goal.amount = PG_GETARG_FLOAT8(2);
	start_args(fcinfo, 3, &goal);
	volumes = required(rates, &goal, &why);
	if (why.unreachable)
		PG_RETURN_NULL();
	PG_RETURN_ARRAYTYPE_P(volumes);
}

/* Goal, amount and sale value; the stage, which only a volume goal has, stands elsewhere. */
static void
goal_args(FunctionCallInfo fcinfo, int argument, int stage, funnelmath_goal *goal)
{
	goal->struct_size = sizeof *goal;
	goal->kind = word_arg(fcinfo, argument, "goal", GOALS);
	goal->amount = PG_GETARG_FLOAT8(argument + 1);
	goal->sale_value = PG_GETARG_FLOAT8(argument + 2);
	if (goal->kind == FUNNELMATH_GOAL_KIND_VOLUME)
		goal->stage = number_arg(fcinfo, stage, FUNNELMATH_STATUS_STAGE);
}

/* (rates, goal, amount, sale_value, stage, start, there) */
PG_FUNCTION_INFO_V1(funnel_required_outcome);
Datum
funnel_required_outcome(PG_FUNCTION_ARGS)
{
	list		rates = list_arg(fcinfo, 0, "rates");
	funnelmath_goal goal = {0};
	funnelmath_unreachable why;
	ArrayType  *volumes;
	Datum		values[6] = {0};
	bool		nulls[6] = {false, false, true, true, true, true};

	goal_args(fcinfo, 1, 4, &goal);
	start_args(fcinfo, 5, &goal);
	volumes = required(rates, &goal, &why);
	values[0] = BoolGetDatum(!why.unreachable);
	values[1] = PointerGetDatum(volumes);
	if (why.unreachable)
	{
		nulls[1] = true;
		nulls[2] = nulls[4] = nulls[5] = false;
		values[2] = CStringGetTextDatum(LEVERS[why.lever]);
		nulls[3] = why.lever != FUNNELMATH_LEVER_GATE;
		values[3] = Int64GetDatum((int64) why.gate);
		values[4] = Float8GetDatum(why.missing);
		values[5] = Float8GetDatum(why.best);
	}
	return row(fcinfo, values, nulls);
}

/* (rates, goal, amount, sale_value, stage, volume, lever, step, size, gate, goal_stage) */
PG_FUNCTION_INFO_V1(funnel_sensitivity);
Datum
funnel_sensitivity(PG_FUNCTION_ARGS)
{
	list		rates = list_arg(fcinfo, 0, "rates");
	funnelmath_goal goal = {0};
	uint64		stage = number_arg(fcinfo, 4, FUNNELMATH_STATUS_STAGE);
	uint32		lever = word_arg(fcinfo, 6, "lever", LEVERS);
	uint32		step = word_arg(fcinfo, 7, "step", STEPS);
	uint64		gate = 0;
	funnelmath_effect effect;
	Datum		values[9];
	bool		nulls[9] = {false};
	funnelmath_error error;

	goal_args(fcinfo, 1, 10, &goal);
	if (lever == FUNNELMATH_LEVER_GATE)
		gate = number_arg(fcinfo, 9, FUNNELMATH_STATUS_GATE);
	check(funnelmath_chain_sensitivity(rates.values, rates.len, &goal, stage, PG_GETARG_FLOAT8(5), lever, gate,
									   step, PG_GETARG_FLOAT8(8), &effect, &error), &error);
	values[0] = Float8GetDatum(effect.from);
	values[1] = Float8GetDatum(effect.to);
	values[2] = BoolGetDatum(effect.capped != 0);
	values[3] = maybe(effect.required_before, &nulls[3]);
	values[4] = maybe(effect.required_after, &nulls[4]);
	values[5] = maybe(effect.required_change, &nulls[5]);
	values[6] = Float8GetDatum(effect.revenue_before);
	values[7] = Float8GetDatum(effect.revenue_after);
	values[8] = maybe(effect.revenue_change, &nulls[8]);
	return row(fcinfo, values, nulls);
}
