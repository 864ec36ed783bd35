/*
 * Gauge, attainment, velocity, coverage, and the version.
 *
 * Licence: MIT OR Apache-2.0.
 */

#include "funnelmath_sql.h"

/* Scorecard */

PG_FUNCTION_INFO_V1(funnel_activity_gauge);
Datum
funnel_activity_gauge(PG_FUNCTION_ARGS)
{
	funnelmath_maybe gauge;
	funnelmath_error error;

	check(funnelmath_activity_gauge(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), &gauge, &error), &error);
	RETURN_MAYBE(gauge);
}

PG_FUNCTION_INFO_V1(funnel_attainment);
Datum
funnel_attainment(PG_FUNCTION_ARGS)
{
	funnelmath_maybe share;
	funnelmath_error error;

	check(funnelmath_attainment(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), &share, &error), &error);
	RETURN_MAYBE(share);
}

PG_FUNCTION_INFO_V1(funnel_velocity_per_day);
Datum
funnel_velocity_per_day(PG_FUNCTION_ARGS)
{
	funnelmath_maybe per_day;
	funnelmath_error error;

	check(funnelmath_velocity_per_day(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2),
									  PG_GETARG_FLOAT8(3), &per_day, &error), &error);
	RETURN_MAYBE(per_day);
}

/* (opportunities, sale_value, win_rate, cycle_days, lever, change_by) */
PG_FUNCTION_INFO_V1(funnel_velocity_effect);
Datum
funnel_velocity_effect(PG_FUNCTION_ARGS)
{
	uint32		lever = word_arg(fcinfo, 4, "velocity lever", VELOCITY_LEVERS);
	funnelmath_velocity_effect effect;
	Datum		values[4];
	bool		nulls[4] = {false};
	funnelmath_error error;

	check(funnelmath_velocity_lever_effect(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2),
										   PG_GETARG_FLOAT8(3), lever, PG_GETARG_FLOAT8(5), &effect, &error), &error);
	values[0] = Float8GetDatum(effect.to);
	values[1] = BoolGetDatum(effect.capped != 0);
	values[2] = maybe(effect.per_day, &nulls[2]);
	values[3] = maybe(effect.change, &nulls[3]);
	return row(fcinfo, values, nulls);
}

PG_FUNCTION_INFO_V1(funnel_coverage);
Datum
funnel_coverage(PG_FUNCTION_ARGS)
{
	funnelmath_covered coverage;
	Datum		values[3];
	bool		nulls[3];
	funnelmath_error error;

	check(funnelmath_coverage(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), &coverage, &error),
		  &error);
	values[0] = maybe(coverage.ratio, &nulls[0]);
	values[1] = maybe(coverage.cushion, &nulls[1]);
	values[2] = maybe(coverage.surplus, &nulls[2]);
	return row(fcinfo, values, nulls);
}

PG_FUNCTION_INFO_V1(funnel_required_coverage);
Datum
funnel_required_coverage(PG_FUNCTION_ARGS)
{
	funnelmath_maybe coverage;
	funnelmath_error error;

	check(funnelmath_required_coverage(PG_GETARG_FLOAT8(0), &coverage, &error), &error);
	RETURN_MAYBE(coverage);
}

/* Version */

PG_FUNCTION_INFO_V1(funnel_version);
Datum
funnel_version(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(funnelmath_version()));
}
