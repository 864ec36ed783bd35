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
add_probability(const funnelmath_probability *chance, Datum *values)
{
	values[0] = Float8GetDatum(chance->value);
	values[1] = Float8GetDatum(chance->complement);
	values[2] = CStringGetTextDatum(METHODS[chance->method]);
}

Datum
probability_row(FunctionCallInfo fcinfo, const funnelmath_probability *chance)
{
	Datum		values[3];
	bool		nulls[3] = {false, false, false};

	add_probability(chance, values);
	return row(fcinfo, values, nulls);
}

Datum
quantile_row(FunctionCallInfo fcinfo, const funnelmath_quantile *quantile)
{
	Datum		values[2];
	bool		nulls[2] = {false, false};

	values[0] = maybe(quantile->value, &nulls[0]);
	values[1] = CStringGetTextDatum(METHODS[quantile->method]);
	return row(fcinfo, values, nulls);
}

Datum
interval_row(FunctionCallInfo fcinfo, const funnelmath_interval *interval)
{
	Datum		values[3];
	bool		nulls[3] = {false, false, false};

	values[0] = Float8GetDatum(interval->low);
	values[1] = maybe(interval->high, &nulls[1]);
	values[2] = CStringGetTextDatum(METHODS[interval->method]);
	return row(fcinfo, values, nulls);
}

Datum
inputs_row(FunctionCallInfo fcinfo, const funnelmath_inputs *inputs)
{
	Datum		values[4];
	bool		nulls[4] = {inputs->outcome != FUNNELMATH_OUTCOME_ENOUGH, false, false, false};

	values[0] = Float8GetDatum(inputs->inputs);
	add_probability(&inputs->chance, values + 1);
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
	funnelmath_error error;

	check(funnelmath_evidence_interval(pair[0], pair[1], PG_GETARG_FLOAT8(1), &interval, &error), &error);
	return interval_row(fcinfo, &interval);
}

/* Chances; each begins with (rate, evidence). */

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

/* (rate, evidence, inputs, results) */
PG_FUNCTION_INFO_V1(funnel_chance_at_least);
Datum
funnel_chance_at_least(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 0);
	funnelmath_probability chance;
	funnelmath_error error;

	check(funnelmath_chance_at_least(of.rate, of.a, of.b, of.gates, PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3),
		&chance, &error), &error);
	return probability_row(fcinfo, &chance);
}

/* (rate, evidence, inputs, results) */
PG_FUNCTION_INFO_V1(funnel_chance_exactly);
Datum
funnel_chance_exactly(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 0);
	funnelmath_probability chance;
	funnelmath_error error;

	check(funnelmath_chance_exactly(of.rate, of.a, of.b, of.gates, PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3),
		&chance, &error), &error);
	return probability_row(fcinfo, &chance);
}

/* (rate, evidence, inputs, p) */
PG_FUNCTION_INFO_V1(funnel_chance_quantile);
Datum
funnel_chance_quantile(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 0);
	funnelmath_quantile quantile;
	funnelmath_error error;

	check(funnelmath_chance_quantile(of.rate, of.a, of.b, of.gates, PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3),
		&quantile, &error), &error);
	return quantile_row(fcinfo, &quantile);
}

/* (rate, evidence, inputs, level) */
PG_FUNCTION_INFO_V1(funnel_chance_interval);
Datum
funnel_chance_interval(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 0);
	funnelmath_interval interval;
	funnelmath_error error;

	check(funnelmath_chance_interval(of.rate, of.a, of.b, of.gates, PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3),
		&interval, &error), &error);
	return interval_row(fcinfo, &interval);
}

/* (rate, evidence, inputs, confidence) */
PG_FUNCTION_INFO_V1(funnel_chance_lower_bound);
Datum
funnel_chance_lower_bound(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 0);
	funnelmath_quantile results;
	funnelmath_error error;

	check(funnelmath_chance_lower_bound(of.rate, of.a, of.b, of.gates, PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3),
		&results, &error), &error);
	return quantile_row(fcinfo, &results);
}

/* (rate, evidence, results, confidence) */
PG_FUNCTION_INFO_V1(funnel_chance_inputs_for);
Datum
funnel_chance_inputs_for(PG_FUNCTION_ARGS)
{
	uncertain	of = uncertain_args(fcinfo, 0);
	funnelmath_inputs inputs;
	funnelmath_error error;

	check(funnelmath_chance_inputs_for(of.rate, of.a, of.b, of.gates, PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3),
		&inputs, &error), &error);
	return inputs_row(fcinfo, &inputs);
}

/* Rates */

/* (results, inputs, confidence), from an argument on */
static funnelmath_requirement
requirement_args(FunctionCallInfo fcinfo, int argument)
{
	funnelmath_requirement requirement = {.struct_size = sizeof requirement};

	requirement.results = PG_GETARG_FLOAT8(argument);
	requirement.inputs = PG_GETARG_FLOAT8(argument + 1);
	requirement.confidence = PG_GETARG_FLOAT8(argument + 2);
	return requirement;
}

/* (results, inputs, confidence) */
PG_FUNCTION_INFO_V1(funnel_rate_for);
Datum
funnel_rate_for(PG_FUNCTION_ARGS)
{
	funnelmath_requirement requirement = requirement_args(fcinfo, 0);
	funnelmath_overall_rate found;
	Datum		values[2];
	bool		nulls[2];
	funnelmath_error error;

	check(funnelmath_rate_for(&requirement, &found, &error), &error);
	nulls[0] = nulls[1] = found.outcome != FUNNELMATH_OUTCOME_ENOUGH;
	values[0] = Float8GetDatum(found.rate.value);
	values[1] = Float8GetDatum(found.rate.complement);
	return row(fcinfo, values, nulls);
}

/* (rates, gate, results, inputs, confidence) */
PG_FUNCTION_INFO_V1(funnel_gate_for);
Datum
funnel_gate_for(PG_FUNCTION_ARGS)
{
	list		rates = list_arg(fcinfo, 0, "rates");
	uint64		gate = number_arg(fcinfo, 1, FUNNELMATH_STATUS_GATE);
	funnelmath_requirement requirement = requirement_args(fcinfo, 2);
	funnelmath_gate_rate found;
	bool		never;
	Datum		values[5];
	bool		nulls[5];
	funnelmath_error error;

	check(funnelmath_chain_gate_for(rates.values, rates.len, gate, &requirement, &found, &error), &error);
	never = found.outcome != FUNNELMATH_OUTCOME_ENOUGH;
	values[0] = Float8GetDatum(found.rate);
	nulls[0] = never;
	values[1] = maybe(found.takes, &nulls[1]);
	add_probability(&found.best, values + 2);
	nulls[2] = nulls[3] = nulls[4] = !never;
	return row(fcinfo, values, nulls);
}
