/*
 * Teams and pipelines: what is added up, from arrays and as aggregates.
 *
 * Licence: MIT OR Apache-2.0.
 */

#include "funnelmath_sql.h"

#include "utils/memutils.h"

/* Teams */

static Datum
roll_up(FunctionCallInfo fcinfo, size_t gates, const double *rates, const double *entries,
		const double *sale_values, size_t members)
{
	double	   *volumes;
	ArrayType  *array = new_array(gates + 1, &volumes);
	funnelmath_maybe *implied = palloc(Max(gates, 1) * sizeof(funnelmath_maybe));
	funnelmath_total total;
	Datum		values[5];
	bool		nulls[5] = {false};
	funnelmath_error error;

	check(funnelmath_roll_up(gates, rates, entries, sale_values, members, volumes, implied, &total, &error), &error);
	values[0] = PointerGetDatum(array);
	values[1] = PointerGetDatum(maybe_array(implied, gates));
	values[2] = Float8GetDatum(total.revenue);
	values[3] = maybe(total.sale_value, &nulls[3]);
	values[4] = maybe(total.overall, &nulls[4]);
	return row(fcinfo, values, nulls);
}

static Datum
roll_up_lists(FunctionCallInfo fcinfo, size_t gates, list rates, int argument)
{
	list		entries = list_arg(fcinfo, argument, "entries");
	list		sale_values = list_arg(fcinfo, argument + 1, "sale_values");

	/* An array is below 1 GB, so a product of two such numbers is below 2^64. */
	if (gates == 0)
		fail_no_gates("rates[]");
	if (rates.len != entries.len * gates)
		fail_length("rates[]", entries.len * gates, rates.len);
	if (sale_values.len != entries.len)
		fail_length("sale_values[]", entries.len, sale_values.len);
	return roll_up(fcinfo, gates, rates.values, entries.values, sale_values.values, entries.len);
}

/* (rates by member, entries, sale_values) */
PG_FUNCTION_INFO_V1(funnel_roll_up);
Datum
funnel_roll_up(PG_FUNCTION_ARGS)
{
	list		rates = list_of(PG_GETARG_ARRAYTYPE_P(0), "rates");

	if (rates.len > 0 && rates.columns == 0)
		fail_shape("rates", "an array of one list a member, or come after the number of gates");
	return roll_up_lists(fcinfo, rates.columns, rates, 1);
}

/* (gates, rates by member or one after the other, entries, sale_values) */
PG_FUNCTION_INFO_V1(funnel_roll_up_flat);
Datum
funnel_roll_up_flat(PG_FUNCTION_ARGS)
{
	int64		gates = PG_GETARG_INT32(0);
	list		rates = list_of(PG_GETARG_ARRAYTYPE_P(1), "rates");

	if (gates <= 0)
		fail_no_gates("gates[]");
	if (rates.columns && rates.columns != (size_t) gates)
		fail_length("rates[]", (size_t) gates, rates.columns);
	return roll_up_lists(fcinfo, (size_t) gates, rates, 2);
}

/* Aggregates: they gather their rows, and the library adds them up in the end, in the order they came. */

typedef struct column
{
	double	   *values;
	size_t		len;
	size_t		capacity;
} column;

typedef struct gathered
{
	size_t		gates;
	column		columns[3];
} gathered;

static gathered *
gathered_arg(FunctionCallInfo fcinfo, MemoryContext *context)
{
	if (!AggCheckCallContext(fcinfo, context))
		elog(ERROR, "funnelmath: an aggregate's function was called by itself");
	if (PG_ARGISNULL(0))
		return (gathered *) MemoryContextAllocZero(*context, sizeof(gathered));
	return (gathered *) PG_GETARG_POINTER(0);
}

static void
push(MemoryContext context, column *to, const double *values, size_t len)
{
	if (to->capacity - to->len < len)
	{
		size_t		capacity = Max(2 * to->capacity, to->len + Max(len, 64));

		if (to->values == NULL)
			to->values = MemoryContextAllocHuge(context, capacity * sizeof(double));
		else
			to->values = repalloc_huge(to->values, capacity * sizeof(double));
		to->capacity = capacity;
	}
	memcpy(to->values + to->len, values, len * sizeof(double));
	to->len += len;
}

PG_FUNCTION_INFO_V1(funnel_weighted_pipeline_add);
Datum
funnel_weighted_pipeline_add(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	gathered   *deals = gathered_arg(fcinfo, &context);
	double		value;
	double		probability;

	/* A row without a deal, of an outer join, is none; a deal of which half is unknown is a mistake. */
	if (PG_ARGISNULL(1) && PG_ARGISNULL(2))
		PG_RETURN_POINTER(deals);
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		fail_null(PG_ARGISNULL(1) ? "value" : "probability", (int64) deals->columns[0].len);
	value = PG_GETARG_FLOAT8(1);
	probability = PG_GETARG_FLOAT8(2);
	push(context, &deals->columns[0], &value, 1);
	push(context, &deals->columns[1], &probability, 1);
	PG_RETURN_POINTER(deals);
}

static Datum
weighted_pipeline(FunctionCallInfo fcinfo, const double *values, const double *probabilities, size_t deals)
{
	funnelmath_pipeline pipeline;
	Datum		columns[3];
	bool		nulls[3] = {false, false, false};
	funnelmath_error error;

	check(funnelmath_weighted_pipeline(values, probabilities, deals, &pipeline, &error), &error);
	columns[0] = Float8GetDatum(pipeline.total);
	columns[1] = Float8GetDatum(pipeline.weighted);
	columns[2] = Float8GetDatum(pipeline.deviation);
	return row(fcinfo, columns, nulls);
}

PG_FUNCTION_INFO_V1(funnel_weighted_pipeline_end);
Datum
funnel_weighted_pipeline_end(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	gathered   *deals = gathered_arg(fcinfo, &context);

	return weighted_pipeline(fcinfo, deals->columns[0].values, deals->columns[1].values, deals->columns[0].len);
}

PG_FUNCTION_INFO_V1(funnel_weighted_pipeline);
Datum
funnel_weighted_pipeline(PG_FUNCTION_ARGS)
{
	list		values = list_arg(fcinfo, 0, "values");
	list		probabilities = list_arg(fcinfo, 1, "probabilities");

	if (values.len != probabilities.len)
		fail_length("probabilities[]", values.len, probabilities.len);
	return weighted_pipeline(fcinfo, values.values, probabilities.values, values.len);
}

PG_FUNCTION_INFO_V1(funnel_roll_up_add);
Datum
funnel_roll_up_add(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {"rates", "entry", "sale_value"};
	MemoryContext context;
	gathered   *team = gathered_arg(fcinfo, &context);
	size_t		member = team->columns[1].len;
	list		rates;

	if (PG_ARGISNULL(1) && PG_ARGISNULL(2) && PG_ARGISNULL(3))
		PG_RETURN_POINTER(team);
	for (int argument = 1; argument <= 3; argument++)
		if (PG_ARGISNULL(argument))
			fail_null(names[argument - 1], (int64) member);
	rates = list_arg(fcinfo, 1, "rates");
	if (rates.len == 0)
		fail_no_gates("rates[]");
	if (member == 0)
		team->gates = rates.len;
	else if (rates.len != team->gates)
		fail_length("rates[]", team->gates, rates.len);
	push(context, &team->columns[0], rates.values, rates.len);
	for (int argument = 2; argument <= 3; argument++)
	{
		double		value = PG_GETARG_FLOAT8(argument);

		push(context, &team->columns[argument - 1], &value, 1);
	}
	PG_RETURN_POINTER(team);
}

PG_FUNCTION_INFO_V1(funnel_roll_up_end);
Datum
funnel_roll_up_end(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	gathered   *team = gathered_arg(fcinfo, &context);

	/* Without a member nobody knows how many gates there would be. */
	if (team->columns[1].len == 0)
		PG_RETURN_NULL();
	return roll_up(fcinfo, team->gates, team->columns[0].values, team->columns[1].values,
				   team->columns[2].values, team->columns[1].len);
}
