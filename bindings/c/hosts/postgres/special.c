/*
 * The distributions that chances are made of.
 *
 * Licence: MIT OR Apache-2.0.
 */

#include "funnelmath_sql.h"

/* Special functions */

static Datum
pair_row(FunctionCallInfo fcinfo, double first, double second)
{
	Datum		values[2] = {Float8GetDatum(first), Float8GetDatum(second)};
	bool		nulls[2] = {false, false};

	return row(fcinfo, values, nulls);
}

/* (a, b, x) */
PG_FUNCTION_INFO_V1(funnel_incomplete_beta);
Datum
funnel_incomplete_beta(PG_FUNCTION_ARGS)
{
	funnelmath_tails tails;
	funnelmath_error error;

	check(funnelmath_incomplete_beta(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), &tails, &error),
		  &error);
	return pair_row(fcinfo, tails.lower, tails.upper);
}

/* (a, x) */
PG_FUNCTION_INFO_V1(funnel_incomplete_gamma);
Datum
funnel_incomplete_gamma(PG_FUNCTION_ARGS)
{
	funnelmath_tails tails;
	funnelmath_error error;

	check(funnelmath_incomplete_gamma(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), &tails, &error), &error);
	return pair_row(fcinfo, tails.lower, tails.upper);
}

/* (a, b, p) */
PG_FUNCTION_INFO_V1(funnel_beta_quantile);
Datum
funnel_beta_quantile(PG_FUNCTION_ARGS)
{
	funnelmath_share share;
	funnelmath_error error;

	check(funnelmath_beta_quantile(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), &share, &error),
		  &error);
	return pair_row(fcinfo, share.value, share.complement);
}

/* (a, p) */
PG_FUNCTION_INFO_V1(funnel_gamma_quantile);
Datum
funnel_gamma_quantile(PG_FUNCTION_ARGS)
{
	funnelmath_maybe x;
	funnelmath_error error;

	check(funnelmath_gamma_quantile(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), &x, &error), &error);
	RETURN_MAYBE(x);
}

PG_FUNCTION_INFO_V1(funnel_normal_tails);
Datum
funnel_normal_tails(PG_FUNCTION_ARGS)
{
	funnelmath_tails tails;
	funnelmath_error error;

	check(funnelmath_normal_tails(PG_GETARG_FLOAT8(0), &tails, &error), &error);
	return pair_row(fcinfo, tails.lower, tails.upper);
}

PG_FUNCTION_INFO_V1(funnel_normal_quantile);
Datum
funnel_normal_quantile(PG_FUNCTION_ARGS)
{
	funnelmath_maybe z;
	funnelmath_error error;

	check(funnelmath_normal_quantile(PG_GETARG_FLOAT8(0), &z, &error), &error);
	RETURN_MAYBE(z);
}

/* Probabilities of a number */

/* (k, n, p) */
PG_FUNCTION_INFO_V1(funnel_binomial_probability);
Datum
funnel_binomial_probability(PG_FUNCTION_ARGS)
{
	double		probability;
	funnelmath_error error;

	check(funnelmath_binomial_probability(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2),
										  &probability, &error), &error);
	PG_RETURN_FLOAT8(probability);
}

PG_FUNCTION_INFO_V1(funnel_ln_binomial_probability);
Datum
funnel_ln_binomial_probability(PG_FUNCTION_ARGS)
{
	funnelmath_maybe ln;
	funnelmath_error error;

	check(funnelmath_ln_binomial_probability(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), &ln,
											 &error), &error);
	RETURN_MAYBE(ln);
}

/* (k, mean) */
PG_FUNCTION_INFO_V1(funnel_poisson_probability);
Datum
funnel_poisson_probability(PG_FUNCTION_ARGS)
{
	double		probability;
	funnelmath_error error;

	check(funnelmath_poisson_probability(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), &probability, &error), &error);
	PG_RETURN_FLOAT8(probability);
}

PG_FUNCTION_INFO_V1(funnel_ln_poisson_probability);
Datum
funnel_ln_poisson_probability(PG_FUNCTION_ARGS)
{
	funnelmath_maybe ln;
	funnelmath_error error;

	check(funnelmath_ln_poisson_probability(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), &ln, &error), &error);
	RETURN_MAYBE(ln);
}

/* (k, n, a, b) */
PG_FUNCTION_INFO_V1(funnel_beta_binomial_probability);
Datum
funnel_beta_binomial_probability(PG_FUNCTION_ARGS)
{
	double		probability;
	funnelmath_error error;

	check(funnelmath_beta_binomial_probability(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2),
											   PG_GETARG_FLOAT8(3), &probability, &error), &error);
	PG_RETURN_FLOAT8(probability);
}

PG_FUNCTION_INFO_V1(funnel_ln_beta_binomial_probability);
Datum
funnel_ln_beta_binomial_probability(PG_FUNCTION_ARGS)
{
	funnelmath_maybe ln;
	funnelmath_error error;

	check(funnelmath_ln_beta_binomial_probability(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2),
												  PG_GETARG_FLOAT8(3), &ln, &error), &error);
	RETURN_MAYBE(ln);
}
