/*
 * Calendar, whole units, and the plan in both periods.
 *
 * Licence: MIT OR Apache-2.0.
 */

#include "funnelmath_sql.h"

/* Calendar and whole units */

static funnelmath_calendar
calendar_args(FunctionCallInfo fcinfo, int argument)
{
	funnelmath_calendar calendar = {.struct_size = sizeof calendar};

	calendar.kind = word_arg(fcinfo, argument, "calendar", CALENDARS);
	calendar.selling_weeks = PG_GETARG_FLOAT8(argument + 1);
	calendar.days_per_week = PG_GETARG_FLOAT8(argument + 2);
	return calendar;
}

/* (amount, from_period, to_period, calendar, selling_weeks, days_per_week) */
PG_FUNCTION_INFO_V1(funnel_convert);
Datum
funnel_convert(PG_FUNCTION_ARGS)
{
	uint32		from = word_arg(fcinfo, 1, "period", PERIODS);
	uint32		to = word_arg(fcinfo, 2, "period", PERIODS);
	funnelmath_calendar calendar = calendar_args(fcinfo, 3);
	double		converted;
	funnelmath_error error;

	check(funnelmath_calendar_convert(&calendar, PG_GETARG_FLOAT8(0), from, to, &converted, &error), &error);
	PG_RETURN_FLOAT8(converted);
}

/* (period, calendar, selling_weeks, days_per_week) */
PG_FUNCTION_INFO_V1(funnel_per_year);
Datum
funnel_per_year(PG_FUNCTION_ARGS)
{
	uint32		period = word_arg(fcinfo, 0, "period", PERIODS);
	funnelmath_calendar calendar = calendar_args(fcinfo, 1);
	double		per_year;
	funnelmath_error error;

	check(funnelmath_calendar_per_year(&calendar, period, &per_year, &error), &error);
	PG_RETURN_FLOAT8(per_year);
}

PG_FUNCTION_INFO_V1(funnel_whole);
Datum
funnel_whole(PG_FUNCTION_ARGS)
{
	funnelmath_whole whole;
	Datum		values[3];
	bool		nulls[3] = {false, false, false};
	funnelmath_error error;

	check(funnelmath_policy_apply(word_arg(fcinfo, 0, "policy", POLICIES), PG_GETARG_FLOAT8(1), &whole, &error),
		  &error);
	values[0] = Float8GetDatum(whole.units);
	values[1] = Float8GetDatum(whole.residual);
	values[2] = maybe(whole.delivers, &nulls[2]);
	return row(fcinfo, values, nulls);
}

/* (policy, rates, stage, exact) */
PG_FUNCTION_INFO_V1(funnel_whole_each);
Datum
funnel_whole_each(PG_FUNCTION_ARGS)
{
	uint32		policy = word_arg(fcinfo, 0, "policy", POLICIES);
	list		rates = list_arg(fcinfo, 1, "rates");
	uint64		stage = number_arg(fcinfo, 2, FUNNELMATH_STATUS_STAGE);
	list		exact = list_arg(fcinfo, 3, "exact");
	double	   *whole;
	ArrayType  *array = new_array(exact.len, &whole);
	funnelmath_error error;

	check(funnelmath_policy_apply_each(policy, rates.values, rates.len, stage, exact.values, whole, exact.len,
									   &error), &error);
	PG_RETURN_ARRAYTYPE_P(array);
}

/* The plan */

static void
add_periods(rows *to, const funnelmath_plan *plan, const funnelmath_plan_summary *summary)
{
	funnelmath_error error;

	for (uint64 index = 0; index < summary->periods; index++)
	{
		funnelmath_plan_period period;

		check(funnelmath_plan_get_period(plan, index, &period, &error), &error);
		for (uint64 stage = 0; stage < summary->stages; stage++)
		{
			funnelmath_whole whole;
			Datum		values[6];
			bool		nulls[6] = {false};

			check(funnelmath_plan_get_stage(plan, index, stage, &whole, &error), &error);
			values[0] = CStringGetTextDatum(PERIODS[period.period]);
			values[1] = Int64GetDatum((int64) stage);
			values[2] = Float8GetDatum(whole.exact);
			values[3] = Float8GetDatum(whole.units);
			values[4] = Float8GetDatum(whole.residual);
			values[5] = maybe(whole.delivers, &nulls[5]);
			add_row(to, values, nulls);
		}
	}
}

/* (rates, revenue, sale_value, per, activity_per, policy, calendar, selling_weeks, days_per_week) */
static rows *
plan(FunctionCallInfo fcinfo)
{
	list		rates = list_arg(fcinfo, 0, "rates");
	funnelmath_gate *gates = palloc0(Max(rates.len, 1) * sizeof(funnelmath_gate));
	funnelmath_funnel_options options = {.struct_size = sizeof options};
	funnelmath_target target = {.struct_size = sizeof target};
	funnelmath_funnel *volatile funnel = NULL;
	funnelmath_plan *volatile made = NULL;
	rows	   *volatile found = NULL;

	for (size_t gate = 0; gate < rates.len; gate++)
	{
		gates[gate].kind = FUNNELMATH_GATE_KIND_RATE;
		gates[gate].a = rates.values[gate];
	}
	options.gates = gates;
	options.gates_len = rates.len;
	options.sale_value.value = PG_GETARG_FLOAT8(2);
	options.sale_value.known = 1;
	options.calendar = calendar_args(fcinfo, 6);
	target.per = word_arg(fcinfo, 3, "period", PERIODS);
	target.goal.struct_size = sizeof target.goal;
	target.goal.kind = FUNNELMATH_GOAL_KIND_REVENUE;
	target.goal.amount = PG_GETARG_FLOAT8(1);
	target.activity_per = word_arg(fcinfo, 4, "period", PERIODS);
	target.policy = word_arg(fcinfo, 5, "policy", POLICIES);

	/* What the library allocated is freed whatever happens. */
	PG_TRY();
	{
		funnelmath_funnel *new_funnel;
		funnelmath_plan *new_plan;
		funnelmath_plan_summary summary;
		funnelmath_error error;

		check(funnelmath_funnel_new(&options, &new_funnel, &error), &error);
		funnel = new_funnel;
		check(funnelmath_plan_new(funnel, &target, &new_plan, &error), &error);
		made = new_plan;
		check(funnelmath_plan_summarize(made, &summary, &error), &error);
		found = new_rows(fcinfo, summary.periods * summary.stages);
		add_periods(found, made, &summary);
	}
	PG_CATCH();
	{
		funnelmath_plan_free(made);
		funnelmath_funnel_free(funnel);
		PG_RE_THROW();
	}
	PG_END_TRY();
	funnelmath_plan_free(made);
	funnelmath_funnel_free(funnel);
	return found;
}

PG_FUNCTION_INFO_V1(funnel_plan);
Datum
funnel_plan(PG_FUNCTION_ARGS)
{
	if (SRF_IS_FIRSTCALL())
	{
		FuncCallContext *call = SRF_FIRSTCALL_INIT();
		MemoryContext before = MemoryContextSwitchTo(call->multi_call_memory_ctx);

		call->user_fctx = plan(fcinfo);
		MemoryContextSwitchTo(before);
	}
	return next_row(fcinfo);
}
