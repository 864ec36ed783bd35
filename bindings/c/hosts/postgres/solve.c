/*
 * Solving for any unknown.
 *
 * Licence: MIT OR Apache-2.0.
 */

#include "funnelmath_sql.h"

/* Solving */

static funnelmath_maybe
known_arg(FunctionCallInfo fcinfo, int argument)
{
	funnelmath_maybe known = {0};

	if (!PG_ARGISNULL(argument))
	{
		known.value = PG_GETARG_FLOAT8(argument);
		known.known = 1;
	}
	return known;
}

typedef struct solved
{
	size_t		gates;
	funnelmath_solved *volumes;
	funnelmath_solved *rates;
	funnelmath_solution solution;
} solved;

/* (volumes, rates, sale_value, revenue); false when neither list is given, so that there is no chain. */
static bool
solve(FunctionCallInfo fcinfo, solved *found)
{
	size_t		stages = 0;
	size_t		gates = 0;
	funnelmath_maybe *volumes = knowns_arg(fcinfo, 0, "volumes", &stages);
	funnelmath_maybe *rates = knowns_arg(fcinfo, 1, "rates", &gates);
	funnelmath_maybe sale_value = known_arg(fcinfo, 2);
	funnelmath_maybe revenue = known_arg(fcinfo, 3);
	funnelmath_error error;

	if (volumes == NULL && rates == NULL)
		return false;
	if (rates == NULL)
	{
		gates = stages > 0 ? stages - 1 : 0;
		rates = palloc0(Max(gates, 1) * sizeof(funnelmath_maybe));
	}
	if (gates == 0)
		fail_no_gates("rates[]");
	if (volumes == NULL)
	{
		stages = gates + 1;
		volumes = palloc0(stages * sizeof(funnelmath_maybe));
	}
	if (stages != gates + 1)
		fail_length("volumes[]", gates + 1, stages);
	found->gates = gates;
	found->volumes = palloc(stages * sizeof(funnelmath_solved));
	found->rates = palloc(gates * sizeof(funnelmath_solved));
	check(funnelmath_solve(volumes, rates, gates, &sale_value, &revenue, found->volumes, found->rates,
						   &found->solution, &error), &error);
	return true;
}

static void
add_answer(rows *to, const char *quantity, int64 number, const funnelmath_solved *answer)
{
	bool		product = answer->kind == FUNNELMATH_SOLVED_KIND_ONLY_PRODUCT;
	bool		value = answer->kind == FUNNELMATH_SOLVED_KIND_GIVEN || answer->kind == FUNNELMATH_SOLVED_KIND_FOUND;
	Datum		values[7];
	bool		nulls[7] = {false, number < 0, false, !value, !product, !product, !product};

	values[0] = CStringGetTextDatum(quantity);
	values[1] = Int64GetDatum(number);
	values[2] = CStringGetTextDatum(ANSWERS[answer->kind]);
	values[3] = Float8GetDatum(answer->value);
	values[4] = Float8GetDatum(answer->value);
	values[5] = Int64GetDatum((int64) answer->from);
	values[6] = Int64GetDatum((int64) answer->to);
	add_row(to, values, nulls);
}

PG_FUNCTION_INFO_V1(funnel_solve);
Datum
funnel_solve(PG_FUNCTION_ARGS)
{
	if (SRF_IS_FIRSTCALL())
	{
		FuncCallContext *call = SRF_FIRSTCALL_INIT();
		MemoryContext before = MemoryContextSwitchTo(call->multi_call_memory_ctx);
		solved		found;

		if (solve(fcinfo, &found))
		{
			rows	   *answers = new_rows(fcinfo, 2 * (uint64) found.gates + 3);

			for (size_t stage = 0; stage <= found.gates; stage++)
				add_answer(answers, "volume", (int64) stage, &found.volumes[stage]);
			for (size_t gate = 0; gate < found.gates; gate++)
				add_answer(answers, "rate", (int64) gate, &found.rates[gate]);
			add_answer(answers, "sale_value", -1, &found.solution.sale_value);
			add_answer(answers, "revenue", -1, &found.solution.revenue);
			call->user_fctx = answers;
		}
		MemoryContextSwitchTo(before);
	}
	return next_row(fcinfo);
}

PG_FUNCTION_INFO_V1(funnel_solve_conflict);
Datum
funnel_solve_conflict(PG_FUNCTION_ARGS)
{
	solved		found;
	const funnelmath_conflict *conflict = &found.solution.conflict;
	bool		contradictory;
	bool		impossible;
	Datum		values[10];
	bool		nulls[10] = {false};

	if (!solve(fcinfo, &found))
		PG_RETURN_NULL();
	contradictory = conflict->kind == FUNNELMATH_CONFLICT_KIND_CONTRADICTORY;
	impossible = conflict->kind == FUNNELMATH_CONFLICT_KIND_IMPOSSIBLE;
	values[0] = CStringGetTextDatum(CONFLICTS[conflict->kind]);
	values[1] = Int64GetDatum((int64) found.solution.undetermined);
	values[2] = Int64GetDatum((int64) conflict->from);
	values[3] = Int64GetDatum((int64) conflict->to);
	values[4] = Float8GetDatum(conflict->expected);
	values[5] = Float8GetDatum(conflict->given);
	values[6] = Int64GetDatum((int64) conflict->gate);
	values[7] = Int64GetDatum((int64) conflict->gates);
	values[8] = maybe(conflict->takes, &nulls[8]);
	values[9] = Float8GetDatum(conflict->best);
	nulls[2] = nulls[4] = nulls[5] = !contradictory;
	nulls[3] = !contradictory && !impossible;
	nulls[6] = nulls[7] = nulls[9] = !impossible;
	nulls[8] = nulls[8] || !impossible;
	return row(fcinfo, values, nulls);
}
