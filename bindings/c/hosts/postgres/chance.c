/*
 * How sure: what counts say of a rate, the chances of results, and what makes them sure.
 *
 * Licence: MIT OR Apache-2.0.
 */

#include "funnelmath_sql.h"

/* What the parts share */

#define PAIRS "a pair (a, b), or one for each gate, as funnel_evidence makes them"

uncertain
uncertain_args(FunctionCallInfo fcinfo, int argument)
{
	uncertain	found = {PG_GETARG_FLOAT8(argument), NULL, NULL, 0};
	list		pairs = list_of(PG_GETARG_ARRAYTYPE_P(argument + 1), "evidence");
	double	   *apart;

	if (pairs.len == 0)
		return found;
	if (pairs.columns ? pairs.columns != 2 : pairs.len != 2)
		fail_shape("evidence", PAIRS);
	found.gates = pairs.len / 2;
	apart = palloc(pairs.len * sizeof(double));
	for (size_t gate = 0; gate < found.gates; gate++)
	{
		apart[gate] = pairs.values[2 * gate];
		apart[found.gates + gate] = pairs.values[2 * gate + 1];
	}
	found.a = apart;
	found.b = apart + found.gates;
	return found;
}

void
add_likelihood(const funnelmath_likelihood *chance, Datum *values)
{
	values[0] = Float8GetDatum(chance->reached);
	values[1] = Float8GetDatum(chance->missed);
	values[2] = CStringGetTextDatum(METHODS[chance->method]);
}

Datum
likelihood_row(FunctionCallInfo fcinfo, const funnelmath_likelihood *chance)
{
	Datum		values[3];
	bool		nulls[3] = {false, false, false};

	add_likelihood(chance, values);
	return row(fcinfo, values, nulls);
}

Datum
inputs_row(FunctionCallInfo fcinfo, const funnelmath_inputs *inputs)
{
	Datum		values[4];
	bool		nulls[4] = {inputs->outcome != FUNNELMATH_OUTCOME_ENOUGH, false, false, false};

	values[0] = Float8GetDatum(inputs->inputs);
	add_likelihood(&inputs->chance, values + 1);
	return row(fcinfo, values, nulls);
}

/* Evidence */

/* The pair of one gate. */
static const double *
pair_arg(FunctionCallInfo fcinfo, int argument)
{
	list		pair = list_of(PG_GETARG_ARRAYTYPE_P(argument), "evidence");

	if (pair.len != 2)
		fail_shape("evidence", "a pair (a, b), as funnel_evidence makes it");
	return pair.values;
}

/* (successes, trials, prior_a, prior_b) */
PG_FUNCTION_INFO_V1(funnel_evidence);
Datum
funnel_evidence(PG_FUNCTION_ARGS)
{
	double	   *pair;
	ArrayType  *array = new_array(2, &pair);
	funnelmath_error error;

	check(funnelmath_evidence_observe(PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3), PG_GETARG_FLOAT8(0),
									  PG_GETARG_FLOAT8(1), &pair[0], &pair[1], &error), &error);
	PG_RETURN_ARRAYTYPE_P(array);
}

PG_FUNCTION_INFO_V1(funnel_evidence_mean);
Datum
funnel_evidence_mean(PG_FUNCTION_ARGS)
{
	const double *pair = pair_arg(fcinfo, 0);
	double		rate;
	funnelmath_error error;

	check(funnelmath_evidence_mean(pair[0], pair[1], &rate, &error), &error);
	PG_RETURN_FLOAT8(rate);
}

/* (evidence, p) */
PG_FUNCTION_INFO_V1(funnel_evidence_quantile);
Datum
funnel_evidence_quantile(PG_FUNCTION_ARGS)
{
	const double *pair = pair_arg(fcinfo, 0);
	double		rate;
	funnelmath_error error;

	check(funnelmath_evidence_quantile(pair[0], pair[1], PG_GETARG_FLOAT8(1), &rate, &error), &error);
	PG_RETURN_FLOAT8(rate);
}

/* (evidence, level) */
PG_FUNCTION_INFO_V1(funnel_evidence_interval);
Datum
funnel_evidence_interval(PG_FUNCTION_ARGS)
{
	const double *pair = pair_arg(fcinfo, 0);
	funnelmath_interval interval;
	Datum		values[2];
	bool		nulls[2] = {false, false};
	funnelmath_error error;

	check(funnelmath_evidence_interval(pair[0], pair[1], PG_GETARG_FLOAT8(1), &interval, &error), &error);
	values[0] = Float8GetDatum(interval.low);
	values[1] = Float8GetDatum(interval.high);
	return row(fcinfo, values, nulls);
}

/* Chances; each ends with (rate, evidence). */

PG_FUNCTION_INFO_V1(funnel_chance_mean);
Datum
funnel_chance_mean(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 0);
	double		mean;
	funnelmath_error error;

	check(funnelmath_chance_mean(of.rate, of.a, of.b, of.gates, &mean, &error), &error);
	PG_RETURN_FLOAT8(mean);
}

/* (k, n, ...) */
PG_FUNCTION_INFO_V1(funnel_chance_at_least);
Datum
funnel_chance_at_least(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 2);
	funnelmath_likelihood chance;
	funnelmath_error error;

	check(funnelmath_chance_at_least(of.rate, of.a, of.b, of.gates, PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1),
									 &chance, &error), &error);
	return likelihood_row(fcinfo, &chance);
}

/* (k, n, ...) */
PG_FUNCTION_INFO_V1(funnel_chance_exactly);
Datum
funnel_chance_exactly(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 2);
	funnelmath_likelihood chance;
	funnelmath_error error;

	check(funnelmath_chance_exactly(of.rate, of.a, of.b, of.gates, PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1),
									&chance, &error), &error);
	return likelihood_row(fcinfo, &chance);
}

/* (n, p, ...) */
PG_FUNCTION_INFO_V1(funnel_chance_quantile);
Datum
funnel_chance_quantile(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 2);
	funnelmath_quantile quantile;
	Datum		values[2];
	bool		nulls[2] = {false, false};
	funnelmath_error error;

	check(funnelmath_chance_quantile(of.rate, of.a, of.b, of.gates, PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1),
									 &quantile, &error), &error);
	values[0] = Float8GetDatum(quantile.results);
	values[1] = CStringGetTextDatum(METHODS[quantile.method]);
	return row(fcinfo, values, nulls);
}

/* (n, level, ...) */
PG_FUNCTION_INFO_V1(funnel_chance_interval);
Datum
funnel_chance_interval(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 2);
	funnelmath_range range;
	Datum		values[3];
	bool		nulls[3] = {false, false, false};
	funnelmath_error error;

	check(funnelmath_chance_interval(of.rate, of.a, of.b, of.gates, PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1),
									 &range, &error), &error);
	values[0] = Float8GetDatum(range.low);
	values[1] = Float8GetDatum(range.high);
	values[2] = CStringGetTextDatum(METHODS[range.method]);
	return row(fcinfo, values, nulls);
}

/* (k, confidence, ...) */
PG_FUNCTION_INFO_V1(funnel_chance_inputs);
Datum
funnel_chance_inputs(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 2);
	funnelmath_inputs inputs;
	funnelmath_error error;

	check(funnelmath_chance_inputs(of.rate, of.a, of.b, of.gates, PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1),
								   &inputs, &error), &error);
	return inputs_row(fcinfo, &inputs);
}

/* (n, confidence, ...) */
PG_FUNCTION_INFO_V1(funnel_chance_results);
Datum
funnel_chance_results(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 2);
	funnelmath_results results;
	Datum		values[4];
	bool		nulls[4] = {false};
	funnelmath_error error;

	check(funnelmath_chance_results(of.rate, of.a, of.b, of.gates, PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1),
									&results, &error), &error);
	values[0] = Float8GetDatum(results.results);
	add_likelihood(&results.chance, values + 1);
	return row(fcinfo, values, nulls);
}

/* Rates */

/* (k, n, confidence) */
PG_FUNCTION_INFO_V1(funnel_rate_for);
Datum
funnel_rate_for(PG_FUNCTION_ARGS)
{
	funnelmath_overall_rate found;
	Datum		values[2];
	bool		nulls[2];
	funnelmath_error error;

	check(funnelmath_rate_for(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), &found, &error), &error);
	nulls[0] = nulls[1] = found.outcome != FUNNELMATH_OUTCOME_ENOUGH;
	values[0] = Float8GetDatum(found.rate.value);
	values[1] = Float8GetDatum(found.rate.rest);
	return row(fcinfo, values, nulls);
}

/* (rates, gate, k, n, confidence) */
PG_FUNCTION_INFO_V1(funnel_gate_for);
Datum
funnel_gate_for(PG_FUNCTION_ARGS)
{
	list		rates = list_arg(fcinfo, 0, "rates");
	uint64		gate = number_arg(fcinfo, 1, FUNNELMATH_STATUS_GATE);
	funnelmath_gate_rate found;
	bool		never;
	Datum		values[5];
	bool		nulls[5];
	funnelmath_error error;

	check(funnelmath_chain_gate_for(rates.values, rates.len, gate, PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3),
									PG_GETARG_FLOAT8(4), &found, &error), &error);
	never = found.outcome != FUNNELMATH_OUTCOME_ENOUGH;
	values[0] = Float8GetDatum(found.rate);
	nulls[0] = never;
	values[1] = maybe(found.takes, &nulls[1]);
	add_likelihood(&found.best, values + 2);
	nulls[2] = nulls[3] = nulls[4] = !never;
	return row(fcinfo, values, nulls);
}
