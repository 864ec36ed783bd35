/*
 * Inputs that come by chance, and the revenue of deals whose size varies.
 *
 * Licence: MIT OR Apache-2.0.
 */

#include "funnelmath_sql.h"

/* Flows: a row (kind, arrivals, weeks) */

static double
number_of(HeapTupleHeader from, AttrNumber column, const char *what)
{
	bool		isnull;
	Datum		value = GetAttributeByNum(from, column, &isnull);

	if (isnull)
		fail_no_value(what);
	return DatumGetFloat8(value);
}

static uint32
kind_of(HeapTupleHeader from, const char *what, const char *kind, const char *const *words)
{
	bool		isnull;
	Datum		word = GetAttributeByNum(from, 1, &isnull);

	if (isnull)
		fail_no_value(what);
	return word_of(DatumGetTextPP(word), kind, words);
}

static funnelmath_flow
flow_arg(FunctionCallInfo fcinfo, int argument)
{
	HeapTupleHeader from = PG_GETARG_HEAPTUPLEHEADER(argument);
	funnelmath_flow flow = {.struct_size = sizeof flow};

	flow.kind = kind_of(from, "kind", "flow", FLOWS);
	flow.a = number_of(from, 2, "arrivals");
	if (flow.kind != FUNNELMATH_FLOW_KIND_STEADY)
		flow.b = number_of(from, 3, "weeks");
	return flow;
}

static Datum
make_flow(FunctionCallInfo fcinfo, uint32 kind)
{
	funnelmath_flow flow = {.struct_size = sizeof flow, .kind = kind, .a = PG_GETARG_FLOAT8(0)};
	Datum		values[3] = {0};
	bool		nulls[3] = {false, false, kind == FUNNELMATH_FLOW_KIND_STEADY};
	double		nothing;
	funnelmath_error error;

	if (kind != FUNNELMATH_FLOW_KIND_STEADY)
		flow.b = PG_GETARG_FLOAT8(1);
	/* What cannot be used is told now; of nothing in no time, nothing is too large. */
	check(funnelmath_flow_mean(&flow, 0.0, 0.0, &nothing, &error), &error);
	values[0] = CStringGetTextDatum(FLOWS[kind]);
	values[1] = Float8GetDatum(flow.a);
	values[2] = Float8GetDatum(flow.b);
	return row(fcinfo, values, nulls);
}

/* (per_week) */
PG_FUNCTION_INFO_V1(funnel_flow_steady);
Datum
funnel_flow_steady(PG_FUNCTION_ARGS)
{
	return make_flow(fcinfo, FUNNELMATH_FLOW_KIND_STEADY);
}

/* (arrivals, weeks) */
PG_FUNCTION_INFO_V1(funnel_flow_counted);
Datum
funnel_flow_counted(PG_FUNCTION_ARGS)
{
	return make_flow(fcinfo, FUNNELMATH_FLOW_KIND_COUNTED);
}

/* (shape, weeks) */
PG_FUNCTION_INFO_V1(funnel_flow_uncertain);
Datum
funnel_flow_uncertain(PG_FUNCTION_ARGS)
{
	return make_flow(fcinfo, FUNNELMATH_FLOW_KIND_UNCERTAIN);
}

PG_FUNCTION_INFO_V1(funnel_flow_per_week);
Datum
funnel_flow_per_week(PG_FUNCTION_ARGS)
{
	funnelmath_flow flow = flow_arg(fcinfo, 0);
	double		per_week;
	funnelmath_error error;

	check(funnelmath_flow_per_week(&flow, &per_week, &error), &error);
	PG_RETURN_FLOAT8(per_week);
}

/* (flow, rate, weeks) */
PG_FUNCTION_INFO_V1(funnel_flow_mean);
Datum
funnel_flow_mean(PG_FUNCTION_ARGS)
{
	funnelmath_flow flow = flow_arg(fcinfo, 0);
	double		results;
	funnelmath_error error;

	check(funnelmath_flow_mean(&flow, PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), &results, &error), &error);
	PG_RETURN_FLOAT8(results);
}

/* (flow, rate, weeks, results) */
PG_FUNCTION_INFO_V1(funnel_flow_at_least);
Datum
funnel_flow_at_least(PG_FUNCTION_ARGS)
{
	funnelmath_flow flow = flow_arg(fcinfo, 0);
	funnelmath_probability chance;
	funnelmath_error error;

	check(funnelmath_flow_at_least(&flow, PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3), &chance,
		&error), &error);
	return probability_row(fcinfo, &chance);
}

/* (flow, rate, weeks, results) */
PG_FUNCTION_INFO_V1(funnel_flow_exactly);
Datum
funnel_flow_exactly(PG_FUNCTION_ARGS)
{
	funnelmath_flow flow = flow_arg(fcinfo, 0);
	funnelmath_probability chance;
	funnelmath_error error;

	check(funnelmath_flow_exactly(&flow, PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3), &chance,
		&error), &error);
	return probability_row(fcinfo, &chance);
}

/* (flow, rate, weeks, p) */
PG_FUNCTION_INFO_V1(funnel_flow_quantile);
Datum
funnel_flow_quantile(PG_FUNCTION_ARGS)
{
	funnelmath_flow flow = flow_arg(fcinfo, 0);
	funnelmath_quantile quantile;
	funnelmath_error error;

	check(funnelmath_flow_quantile(&flow, PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3), &quantile,
		&error), &error);
	return quantile_row(fcinfo, &quantile);
}

/* (flow, rate, weeks, level) */
PG_FUNCTION_INFO_V1(funnel_flow_interval);
Datum
funnel_flow_interval(PG_FUNCTION_ARGS)
{
	funnelmath_flow flow = flow_arg(fcinfo, 0);
	funnelmath_interval interval;
	funnelmath_error error;

	check(funnelmath_flow_interval(&flow, PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3), &interval,
		&error), &error);
	return interval_row(fcinfo, &interval);
}

static Datum
wait_row(FunctionCallInfo fcinfo, const funnelmath_wait *wait)
{
	Datum		values[4];
	bool		nulls[4] = {wait->outcome != FUNNELMATH_OUTCOME_ENOUGH, false, false, false};

	values[0] = Float8GetDatum(wait->weeks);
	add_probability(&wait->chance, values + 1);
	return row(fcinfo, values, nulls);
}

/* (flow, rate, results, confidence) */
PG_FUNCTION_INFO_V1(funnel_flow_weeks_for);
Datum
funnel_flow_weeks_for(PG_FUNCTION_ARGS)
{
	funnelmath_flow flow = flow_arg(fcinfo, 0);
	funnelmath_wait wait;
	funnelmath_error error;

	check(funnelmath_flow_weeks_for(&flow, PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3), &wait,
		&error), &error);
	return wait_row(fcinfo, &wait);
}

/* (rate, results, confidence) */
PG_FUNCTION_INFO_V1(funnel_arrivals_for);
Datum
funnel_arrivals_for(PG_FUNCTION_ARGS)
{
	funnelmath_maybe arrivals;
	funnelmath_error error;

	check(funnelmath_arrivals_for(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), &arrivals, &error),
		  &error);
	RETURN_MAYBE(arrivals);
}

/* Deal sizes: a row (kind, mean, variation, sizes, counts) */

static list
list_in(HeapTupleHeader from, AttrNumber column, const char *what)
{
	bool		isnull;
	Datum		array = GetAttributeByNum(from, column, &isnull);
	list		found;

	if (isnull)
		fail_no_value(what);
	found = list_of(DatumGetArrayTypeP(array), what);
	if (found.columns)
		fail_shape(what, "a list of numbers");
	return found;
}

static void
set_sizes(funnelmath_deal_size *deals, list sizes, const list *counts)
{
	deals->sizes = sizes.values;
	deals->len = sizes.len;
	if (counts == NULL)
		return;
	if (counts->len != sizes.len)
		fail_length("size.counts[]", sizes.len, counts->len);
	deals->counts = counts->values;
}

bool
deals_of(HeapTupleHeader from, funnelmath_deal_size *deals)
{
	bool		isnull;
	list		counts;

	GetAttributeByNum(from, 1, &isnull);
	if (isnull)
		return false;
	memset(deals, 0, sizeof *deals);
	deals->struct_size = sizeof *deals;
	deals->kind = kind_of(from, "kind", "kind of deals", DEALS);
	switch (deals->kind)
	{
		case FUNNELMATH_DEAL_KIND_VARYING:
			deals->variation = number_of(from, 3, "variation");
			/* FALLTHROUGH */
		case FUNNELMATH_DEAL_KIND_FIXED:
			deals->mean = number_of(from, 2, "mean");
			break;
		case FUNNELMATH_DEAL_KIND_SEEN:
			set_sizes(deals, list_in(from, 4, "sizes"), NULL);
			break;
		default:
			counts = list_in(from, 5, "counts");
			set_sizes(deals, list_in(from, 4, "sizes"), &counts);
	}
	return true;
}

static funnelmath_deal_size
deals_arg(FunctionCallInfo fcinfo, int argument)
{
	funnelmath_deal_size deals;

	if (!deals_of(PG_GETARG_HEAPTUPLEHEADER(argument), &deals))
		fail_no_value("kind");
	return deals;
}

/* The row, with what the kind has of the arguments; its columns come in their order. */
static Datum
deals_row(FunctionCallInfo fcinfo, const funnelmath_deal_size *deals, AttrNumber first, int count)
{
	Datum		values[5] = {0};
	bool		nulls[5] = {false, true, true, true, true};
	funnelmath_probability nothing;
	funnelmath_error error;

	/* What cannot be used is told now, by the shortest question about it. */
	check(funnelmath_chance_revenue_at_least(1.0, NULL, NULL, 0, 0.0, deals, 0.0, &nothing, &error), &error);
	values[0] = CStringGetTextDatum(DEALS[deals->kind]);
	for (int argument = 0; argument < count; argument++)
	{
		values[first - 1 + argument] = PG_GETARG_DATUM(argument);
		nulls[first - 1 + argument] = false;
	}
	return row(fcinfo, values, nulls);
}

/* (size) */
PG_FUNCTION_INFO_V1(funnel_deals_fixed);
Datum
funnel_deals_fixed(PG_FUNCTION_ARGS)
{
	funnelmath_deal_size deals = {.struct_size = sizeof deals, .kind = FUNNELMATH_DEAL_KIND_FIXED};

	deals.mean = PG_GETARG_FLOAT8(0);
	return deals_row(fcinfo, &deals, 2, 1);
}

/* (mean, variation) */
PG_FUNCTION_INFO_V1(funnel_deals_varying);
Datum
funnel_deals_varying(PG_FUNCTION_ARGS)
{
	funnelmath_deal_size deals = {.struct_size = sizeof deals, .kind = FUNNELMATH_DEAL_KIND_VARYING};

	deals.mean = PG_GETARG_FLOAT8(0);
	deals.variation = PG_GETARG_FLOAT8(1);
	return deals_row(fcinfo, &deals, 2, 2);
}

/* (sizes) */
PG_FUNCTION_INFO_V1(funnel_deals_seen);
Datum
funnel_deals_seen(PG_FUNCTION_ARGS)
{
	funnelmath_deal_size deals = {.struct_size = sizeof deals, .kind = FUNNELMATH_DEAL_KIND_SEEN};

	set_sizes(&deals, list_arg(fcinfo, 0, "sizes"), NULL);
	return deals_row(fcinfo, &deals, 4, 1);
}

/* (sizes, counts) */
PG_FUNCTION_INFO_V1(funnel_deals_counted);
Datum
funnel_deals_counted(PG_FUNCTION_ARGS)
{
	funnelmath_deal_size deals = {.struct_size = sizeof deals, .kind = FUNNELMATH_DEAL_KIND_COUNTED};
	list		counts = list_arg(fcinfo, 1, "counts");

	set_sizes(&deals, list_arg(fcinfo, 0, "sizes"), &counts);
	return deals_row(fcinfo, &deals, 4, 2);
}

/* Revenue */

/* (rate, evidence, inputs, deals, threshold) */
PG_FUNCTION_INFO_V1(funnel_chance_revenue_at_least);
Datum
funnel_chance_revenue_at_least(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 0);
	funnelmath_deal_size deals = deals_arg(fcinfo, 3);
	funnelmath_probability chance;
	funnelmath_error error;

	check(funnelmath_chance_revenue_at_least(of.rate, of.a, of.b, of.gates, PG_GETARG_FLOAT8(2), &deals,
											 PG_GETARG_FLOAT8(4), &chance, &error), &error);
	return probability_row(fcinfo, &chance);
}

/* (rate, evidence, inputs, deals, p) */
PG_FUNCTION_INFO_V1(funnel_chance_revenue_quantile);
Datum
funnel_chance_revenue_quantile(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 0);
	funnelmath_deal_size deals = deals_arg(fcinfo, 3);
	funnelmath_quantile quantile;
	funnelmath_error error;

	check(funnelmath_chance_revenue_quantile(of.rate, of.a, of.b, of.gates, PG_GETARG_FLOAT8(2), &deals,
											 PG_GETARG_FLOAT8(4), &quantile, &error), &error);
	return quantile_row(fcinfo, &quantile);
}

/* (rate, evidence, deals, goal, confidence) */
PG_FUNCTION_INFO_V1(funnel_chance_inputs_for_revenue);
Datum
funnel_chance_inputs_for_revenue(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 0);
	funnelmath_deal_size deals = deals_arg(fcinfo, 2);
	funnelmath_inputs inputs;
	funnelmath_error error;

	check(funnelmath_chance_inputs_for_revenue(of.rate, of.a, of.b, of.gates, &deals, PG_GETARG_FLOAT8(3),
											   PG_GETARG_FLOAT8(4), &inputs, &error), &error);
	return inputs_row(fcinfo, &inputs);
}

/* (flow, rate, weeks, deals, threshold) */
PG_FUNCTION_INFO_V1(funnel_flow_revenue_at_least);
Datum
funnel_flow_revenue_at_least(PG_FUNCTION_ARGS)
{
	funnelmath_flow flow = flow_arg(fcinfo, 0);
	funnelmath_deal_size deals = deals_arg(fcinfo, 3);
	funnelmath_probability chance;
	funnelmath_error error;

	check(funnelmath_flow_revenue_at_least(&flow, PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), &deals,
										   PG_GETARG_FLOAT8(4), &chance, &error), &error);
	return probability_row(fcinfo, &chance);
}

/* (flow, rate, weeks, deals, p) */
PG_FUNCTION_INFO_V1(funnel_flow_revenue_quantile);
Datum
funnel_flow_revenue_quantile(PG_FUNCTION_ARGS)
{
	funnelmath_flow flow = flow_arg(fcinfo, 0);
	funnelmath_deal_size deals = deals_arg(fcinfo, 3);
	funnelmath_quantile quantile;
	funnelmath_error error;

	check(funnelmath_flow_revenue_quantile(&flow, PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), &deals,
										   PG_GETARG_FLOAT8(4), &quantile, &error), &error);
	return quantile_row(fcinfo, &quantile);
}

/* (flow, rate, deals, goal, confidence) */
PG_FUNCTION_INFO_V1(funnel_flow_weeks_for_revenue);
Datum
funnel_flow_weeks_for_revenue(PG_FUNCTION_ARGS)
{
	funnelmath_flow flow = flow_arg(fcinfo, 0);
	funnelmath_deal_size deals = deals_arg(fcinfo, 2);
	funnelmath_wait wait;
	funnelmath_error error;

	check(funnelmath_flow_weeks_for_revenue(&flow, PG_GETARG_FLOAT8(1), &deals, PG_GETARG_FLOAT8(3),
											PG_GETARG_FLOAT8(4), &wait, &error), &error);
	return wait_row(fcinfo, &wait);
}

/* A row of the mean, the variance, the most and several quantiles of one distribution, which is freed. */
static Datum
revenue_row(FunctionCallInfo fcinfo, funnelmath_revenue *revenue, list levels)
{
	funnelmath_maybe *found = MemoryContextAllocExtended(CurrentMemoryContext,
														 Max(levels.len, 1) * sizeof(funnelmath_maybe),
														 MCXT_ALLOC_NO_OOM);
	funnelmath_revenue_summary summary;
	funnelmath_quantile quantile;
	funnelmath_error error;
	funnelmath_status status = FUNNELMATH_STATUS_OK;
	Datum		values[5];
	bool		nulls[5] = {false};

	if (found != NULL)
		status = funnelmath_revenue_summarize(revenue, &summary, &error);
	for (size_t index = 0; found != NULL && status == FUNNELMATH_STATUS_OK && index < levels.len; index++)
	{
		status = funnelmath_revenue_quantile(revenue, levels.values[index], &quantile, &error);
		if (status == FUNNELMATH_STATUS_OK)
			found[index] = quantile.value;
	}
	funnelmath_revenue_free(revenue);
	if (found == NULL)
		ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
	check(status, &error);
	values[0] = Float8GetDatum(summary.mean);
	values[1] = maybe(summary.variance, &nulls[1]);
	values[2] = maybe(summary.most, &nulls[2]);
	values[3] = PointerGetDatum(maybe_array(found, levels.len));
	values[4] = CStringGetTextDatum(METHODS[summary.method]);
	return row(fcinfo, values, nulls);
}

/* (rate, evidence, inputs, deals, p) */
PG_FUNCTION_INFO_V1(funnel_chance_revenue);
Datum
funnel_chance_revenue(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 0);
	funnelmath_deal_size deals = deals_arg(fcinfo, 3);
	list		levels = list_arg(fcinfo, 4, "p");
	funnelmath_revenue *revenue;
	funnelmath_error error;

	check(funnelmath_revenue_new(of.rate, of.a, of.b, of.gates, PG_GETARG_FLOAT8(2), &deals, &revenue, &error),
		  &error);
	return revenue_row(fcinfo, revenue, levels);
}

/* (flow, rate, weeks, deals, p) */
PG_FUNCTION_INFO_V1(funnel_flow_revenue);
Datum
funnel_flow_revenue(PG_FUNCTION_ARGS)
{
	funnelmath_flow flow = flow_arg(fcinfo, 0);
	funnelmath_deal_size deals = deals_arg(fcinfo, 3);
	list		levels = list_arg(fcinfo, 4, "p");
	funnelmath_revenue *revenue;
	funnelmath_error error;

	check(funnelmath_flow_revenue_new(&flow, PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), &deals, &revenue, &error),
		  &error);
	return revenue_row(fcinfo, revenue, levels);
}
