/*
 * Calendar, whole units, and the plan in both periods: the expected one, and one that is sure.
 *
 * Licence: MIT OR Apache-2.0.
 */

#include "funnelmath_sql.h"

#include "catalog/pg_type.h"

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

/* What the library allocated for a plan; freed whatever happens. */
typedef struct planned
{
	funnelmath_funnel *funnel;
	funnelmath_plan *plan;
	funnelmath_plan_summary summary;
} planned;

/* The rows that a function makes of a plan. */
typedef rows *(*reader) (FunctionCallInfo fcinfo, const planned *of);

/* The arguments that all plans have: revenue and sale value from one on; from another, the periods, the policy, the
 * calendar, what is already there and the share of the period that is left. */
static void
plan_args(FunctionCallInfo fcinfo, int revenue, int periods, funnelmath_funnel_options *options,
		  funnelmath_target *target)
{
	options->struct_size = sizeof *options;
	options->sale_value.value = PG_GETARG_FLOAT8(revenue + 1);
	options->sale_value.known = 1;
	options->calendar = calendar_args(fcinfo, periods + 3);
	target->struct_size = sizeof *target;
	target->per = word_arg(fcinfo, periods, "period", PERIODS);
	target->goal.struct_size = sizeof target->goal;
	target->goal.kind = FUNNELMATH_GOAL_KIND_REVENUE;
	target->goal.amount = PG_GETARG_FLOAT8(revenue);
	target->activity_per = word_arg(fcinfo, periods + 1, "period", PERIODS);
	target->policy = word_arg(fcinfo, periods + 2, "policy", POLICIES);
	start_args(fcinfo, periods + 6, &target->goal);
	target->left_kind = FUNNELMATH_LEFT_KIND_SHARE;
	target->left = PG_GETARG_FLOAT8(periods + 8);
}

static rows *
plan(FunctionCallInfo fcinfo, const funnelmath_funnel_options *options, const funnelmath_target *target, reader read)
{
	planned    *made = palloc0(sizeof(planned));
	rows	   *volatile found = NULL;

	PG_TRY();
	{
		funnelmath_error error;

		check(funnelmath_funnel_new(options, &made->funnel, &error), &error);
		check(funnelmath_plan_new(made->funnel, target, &made->plan, &error), &error);
		check(funnelmath_plan_summarize(made->plan, &made->summary, &error), &error);
		found = read(fcinfo, made);
	}
	PG_CATCH();
	{
		funnelmath_plan_free(made->plan);
		funnelmath_funnel_free(made->funnel);
		PG_RE_THROW();
	}
	PG_END_TRY();
	funnelmath_plan_free(made->plan);
	funnelmath_funnel_free(made->funnel);
	return found;
}

static void
add_stage(rows *to, uint32 period, uint64 stage, const funnelmath_whole *whole)
{
	Datum		values[6];
	bool		nulls[6] = {false};

	values[0] = CStringGetTextDatum(PERIODS[period]);
	values[1] = Int64GetDatum((int64) stage);
	values[2] = Float8GetDatum(whole->exact);
	values[3] = Float8GetDatum(whole->units);
	values[4] = Float8GetDatum(whole->residual);
	values[5] = maybe(whole->delivers, &nulls[5]);
	add_row(to, values, nulls);
}

static rows *
read_expected(FunctionCallInfo fcinfo, const planned *of)
{
	rows	   *found = new_rows(fcinfo, of->summary.periods * of->summary.stages);
	funnelmath_plan_period period;
	funnelmath_whole whole;
	funnelmath_error error;

	for (uint64 index = 0; index < of->summary.periods; index++)
	{
		check(funnelmath_plan_get_period(of->plan, index, &period, &error), &error);
		for (uint64 stage = 0; stage < of->summary.stages; stage++)
		{
			check(funnelmath_plan_get_stage(of->plan, index, stage, &whole, &error), &error);
			add_stage(found, period.period, stage, &whole);
		}
	}
	return found;
}

static rows *
read_confident(FunctionCallInfo fcinfo, const planned *of)
{
	funnelmath_plan_confident sure;
	rows	   *found;
	funnelmath_plan_period period;
	funnelmath_whole whole;
	funnelmath_error error;

	check(funnelmath_plan_get_confident(of->plan, &sure, &error), &error);
	found = new_rows(fcinfo, sure.periods * of->summary.stages);
	for (uint64 index = 0; index < sure.periods; index++)
	{
		check(funnelmath_plan_get_confident_period(of->plan, index, &period, &error), &error);
		for (uint64 stage = 0; stage < of->summary.stages; stage++)
		{
			check(funnelmath_plan_get_confident_stage(of->plan, index, stage, &whole, &error), &error);
			add_stage(found, period.period, stage, &whole);
		}
	}
	return found;
}

/* The names of what a chance takes as fixed. */
static Datum
left_out_names(uint32 bits)
{
	Datum		names[32];
	int			count = 0;

	for (int bit = 0; bit < 32; bit++)
		if (bits & ((uint32) 1 << bit))
			names[count++] = CStringGetTextDatum(funnelmath_left_out_name((uint32) 1 << bit));
	return PointerGetDatum(construct_array(names, count, TEXTOID, -1, false, TYPALIGN_INT));
}

static void
add_chance(rows *to, const char *plan, const char *period, const funnelmath_probability *chance, Datum leaves_out)
{
	Datum		values[6];
	bool		nulls[6] = {false, period == NULL, false, false, false, false};

	values[0] = CStringGetTextDatum(plan);
	values[1] = period == NULL ? (Datum) 0 : CStringGetTextDatum(period);
	add_probability(chance, values + 2);
	values[5] = leaves_out;
	add_row(to, values, nulls);
}

/* Of the expected plan in each of its periods, and of the confident one, or else the best there is. */
static rows *
read_chances(FunctionCallInfo fcinfo, const planned *of)
{
	rows	   *found = new_rows(fcinfo, of->summary.periods + 1);
	Datum		leaves_out;
	funnelmath_plan_confident sure;
	funnelmath_plan_period period;
	funnelmath_probability chance;
	funnelmath_error error;

	check(funnelmath_plan_get_confident(of->plan, &sure, &error), &error);
	leaves_out = left_out_names(sure.leaves_out);
	for (uint64 index = 0; index < of->summary.periods; index++)
	{
		check(funnelmath_plan_get_period(of->plan, index, &period, &error), &error);
		check(funnelmath_plan_get_expected_chance(of->plan, index, &chance, &error), &error);
		add_chance(found, "expected", PERIODS[period.period], &chance, leaves_out);
	}
	if (sure.periods > 0)
	{
		check(funnelmath_plan_get_confident_period(of->plan, 0, &period, &error), &error);
		add_chance(found, "confident", PERIODS[period.period], &sure.chance, leaves_out);
	}
	else
		add_chance(found, "best", NULL, &sure.chance, leaves_out);
	return found;
}

/* The gauge, the attainment and the landing. */
static rows *
read_pace(FunctionCallInfo fcinfo, const planned *of)
{
	rows	   *found = new_rows(fcinfo, 1);
	Datum		values[3];
	bool		nulls[3];

	values[0] = maybe(of->summary.gauge, &nulls[0]);
	values[1] = maybe(of->summary.attainment, &nulls[1]);
	values[2] = maybe(of->summary.landing, &nulls[2]);
	add_row(found, values, nulls);
	return found;
}

/* (rates, revenue, sale_value, per, activity_per, policy, calendar, selling_weeks, days_per_week, start, there,
 * left_share); with an actual before the periods when there is one. */
static rows *
plan_expected(FunctionCallInfo fcinfo, bool has_actual, reader read)
{
	list		rates = list_arg(fcinfo, 0, "rates");
	funnelmath_gate *gates = palloc0(Max(rates.len, 1) * sizeof(funnelmath_gate));
	funnelmath_funnel_options options = {.gates = gates, .gates_len = rates.len};
	funnelmath_target target = {0};

	for (size_t gate = 0; gate < rates.len; gate++)
	{
		gates[gate].kind = FUNNELMATH_GATE_KIND_RATE;
		gates[gate].a = rates.values[gate];
	}
	if (has_actual)
	{
		target.actual.value = PG_GETARG_FLOAT8(3);
		target.actual.known = 1;
	}
	plan_args(fcinfo, 1, has_actual ? 4 : 3, &options, &target);
	return plan(fcinfo, &options, &target, read);
}

/* Each gate has a rate, or successes and trials; a list of which none is known may be empty. */
static funnelmath_gate *
gates_args(FunctionCallInfo fcinfo, int rates, int counts, size_t *len)
{
	static const char *const names[] = {"rates", "successes", "trials"};
	const int	arguments[] = {rates, counts, counts + 1};
	funnelmath_maybe *knowns[3];
	size_t		lens[3] = {0, 0, 0};
	funnelmath_gate *gates;

	for (int which = 0; which < 3; which++)
	{
		knowns[which] = knowns_arg(fcinfo, arguments[which], names[which], &lens[which]);
		if (*len == 0)
			*len = lens[which];
		else if (lens[which] != 0 && lens[which] != *len)
			fail_length(which == 1 ? "successes[]" : "trials[]", *len, lens[which]);
	}
	gates = palloc0(Max(*len, 1) * sizeof(funnelmath_gate));
	for (size_t gate = 0; gate < *len; gate++)
	{
		bool		known[3];

		for (int which = 0; which < 3; which++)
			known[which] = lens[which] != 0 && knowns[which][gate].known;
		if (known[1] != known[2] || known[0] == known[1])
			fail_gate_form(gate);
		gates[gate].kind = known[0] ? FUNNELMATH_GATE_KIND_RATE : FUNNELMATH_GATE_KIND_COUNTS;
		gates[gate].a = known[0] ? knowns[0][gate].value : knowns[1][gate].value;
		gates[gate].b = known[0] ? 0.0 : knowns[2][gate].value;
	}
	return gates;
}

/* (rates, revenue, sale_value, confidence, successes, trials, prior_a, prior_b, per, activity_per, policy, calendar,
 * selling_weeks, days_per_week, start, there, left_share, deals) */
static rows *
plan_sure(FunctionCallInfo fcinfo, reader read)
{
	size_t		len = 0;
	funnelmath_funnel_options options = {.gates = gates_args(fcinfo, 0, 4, &len)};
	funnelmath_target target = {0};
	funnelmath_deal_size deals;

	options.gates_len = len;
	target.confidence.value = PG_GETARG_FLOAT8(3);
	target.confidence.known = 1;
	target.prior_a = PG_GETARG_FLOAT8(6);
	target.prior_b = PG_GETARG_FLOAT8(7);
	plan_args(fcinfo, 1, 8, &options, &target);
	if (deals_of(PG_GETARG_HEAPTUPLEHEADER(17), &deals))
		target.deal_size = &deals;
	return plan(fcinfo, &options, &target, read);
}

PG_FUNCTION_INFO_V1(funnel_plan);
Datum
funnel_plan(PG_FUNCTION_ARGS)
{
	if (SRF_IS_FIRSTCALL())
	{
		FuncCallContext *call = SRF_FIRSTCALL_INIT();
		MemoryContext before = MemoryContextSwitchTo(call->multi_call_memory_ctx);

		call->user_fctx = plan_expected(fcinfo, false, read_expected);
		MemoryContextSwitchTo(before);
	}
	return next_row(fcinfo);
}

PG_FUNCTION_INFO_V1(funnel_plan_confident);
Datum
funnel_plan_confident(PG_FUNCTION_ARGS)
{
	if (SRF_IS_FIRSTCALL())
	{
		FuncCallContext *call = SRF_FIRSTCALL_INIT();
		MemoryContext before = MemoryContextSwitchTo(call->multi_call_memory_ctx);

		call->user_fctx = plan_sure(fcinfo, read_confident);
		MemoryContextSwitchTo(before);
	}
	return next_row(fcinfo);
}

PG_FUNCTION_INFO_V1(funnel_plan_chances);
Datum
funnel_plan_chances(PG_FUNCTION_ARGS)
{
	if (SRF_IS_FIRSTCALL())
	{
		FuncCallContext *call = SRF_FIRSTCALL_INIT();
		MemoryContext before = MemoryContextSwitchTo(call->multi_call_memory_ctx);

		call->user_fctx = plan_sure(fcinfo, read_chances);
		MemoryContextSwitchTo(before);
	}
	return next_row(fcinfo);
}

PG_FUNCTION_INFO_V1(funnel_plan_pace);
Datum
funnel_plan_pace(PG_FUNCTION_ARGS)
{
	rows	   *found = plan_expected(fcinfo, true, read_pace);

	PG_RETURN_DATUM(HeapTupleGetDatum(found->tuples[0]));
}
