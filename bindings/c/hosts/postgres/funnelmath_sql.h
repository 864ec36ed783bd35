/*
 * What the parts of the extension share: errors, words, lists and rows. funnelmath.c has the bodies.
 *
 * Licence: MIT OR Apache-2.0.
 */

#ifndef FUNNELMATH_SQL_H
#define FUNNELMATH_SQL_H

#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include <funnelmath.h>

/* Nothing of this is seen outside of the extension. */
#pragma GCC visibility push(hidden)

/* Errors */

#define COUNTED_FROM_0 "Stages, gates and elements are counted from 0."

/* An error of the library: its sentence, and what a program needs as JSON in the DETAIL. */
extern void fail(const funnelmath_error *error) pg_attribute_noreturn();

/* The same sentences for what the library cannot see: SQL knows how long each list is, C is told only once. */
extern void fail_length(const char *field, size_t expected, size_t found) pg_attribute_noreturn();
extern void fail_no_gates(const char *field) pg_attribute_noreturn();
extern void fail_gate_form(size_t gate) pg_attribute_noreturn();

/* And what only SQL has: NULL where there must be a number, and arrays of arrays. */
extern void fail_null(const char *what, int64 index) pg_attribute_noreturn();
extern void fail_no_value(const char *what) pg_attribute_noreturn();
extern void fail_shape(const char *name, const char *shape) pg_attribute_noreturn();

static inline void
check(funnelmath_status status, funnelmath_error *error)
{
	if (unlikely(status != FUNNELMATH_STATUS_OK))
	{
		error->status = status;
		fail(error);
	}
}

/* Words: each list is in the order of the library's numbers, and ends with NULL. */

extern const char *const PERIODS[];
extern const char *const CALENDARS[];
extern const char *const POLICIES[];
extern const char *const GOALS[];
extern const char *const STARTS[];
extern const char *const LEVERS[];
extern const char *const STEPS[];
extern const char *const VELOCITY_LEVERS[];
extern const char *const ANSWERS[];
extern const char *const CONFLICTS[];
extern const char *const METHODS[];
extern const char *const FLOWS[];
extern const char *const DEALS[];

/* The number of the word; the kind is what an error calls it. */
extern uint32 word_of(const text *word, const char *kind, const char *const *words);
extern uint32 word_arg(FunctionCallInfo fcinfo, int argument, const char *kind, const char *const *words);

/* A stage or gate; what is below 0 is none. */
extern uint64 number_arg(FunctionCallInfo fcinfo, int argument, funnelmath_status kind);

/* Lists */

typedef struct list
{
	const double *values;
	size_t		len;
	size_t		columns;		/* of a list of lists: how long each is; otherwise 0 */
} list;

/* The numbers of an array where they lie; the caller keeps the argument. */
extern list list_of(ArrayType *array, const char *name);

static inline list
list_arg(FunctionCallInfo fcinfo, int argument, const char *name)
{
	list		found = list_of(PG_GETARG_ARRAYTYPE_P(argument), name);

	if (found.columns)
		fail_shape(name, "a list of numbers");
	return found;
}

/* A list in which NULL stands for unknown; a NULL list is NULL, and its length not touched. */
extern funnelmath_maybe *knowns_arg(FunctionCallInfo fcinfo, int argument, const char *name, size_t *len);

/* An array with room for so many numbers; its pointer is set to them. */
extern ArrayType *new_array(size_t len, double **values);
extern ArrayType *maybe_array(const funnelmath_maybe *numbers, size_t len);

static inline Datum
maybe(funnelmath_maybe number, bool *isnull)
{
	*isnull = !number.known;
	return Float8GetDatum(number.value);
}

/* What is already there, from (start, there). */
extern void start_args(FunctionCallInfo fcinfo, int argument, funnelmath_goal *goal);

#define RETURN_MAYBE(number) \
	do { \
		if (!(number).known) \
			PG_RETURN_NULL(); \
		PG_RETURN_FLOAT8((number).value); \
	} while (0)

/* Chances */

/* A chain as the library's chances take it: the known rates' product, and what counts say of the other gates. */
typedef struct uncertain
{
	double		rate;
	const double *a;
	const double *b;
	size_t		gates;
} uncertain;

/* From (rate, evidence). */
extern uncertain uncertain_args(FunctionCallInfo fcinfo, int argument);

/* Fills three columns: probability, complement, method. */
extern void add_probability(const funnelmath_probability *chance, Datum *values);

/* A row of these three. */
extern Datum probability_row(FunctionCallInfo fcinfo, const funnelmath_probability *chance);

/* A row of a quantile (value, method) and of an interval (low, high, method). */
extern Datum quantile_row(FunctionCallInfo fcinfo, const funnelmath_quantile *quantile);
extern Datum interval_row(FunctionCallInfo fcinfo, const funnelmath_interval *interval);

/* How large deals are, from a row (kind, mean, variation, sizes, counts); false when its kind is NULL. */
extern bool deals_of(HeapTupleHeader from, funnelmath_deal_size *deals);

/* A row of the inputs (NULL when no number is enough) and these three. */
extern Datum inputs_row(FunctionCallInfo fcinfo, const funnelmath_inputs *inputs);

/* Rows */

/* A row of the type that the function returns. */
extern Datum row(FunctionCallInfo fcinfo, Datum *values, bool *nulls);

/* The rows of a function that returns several: made at its first call, handed out one a call. */
typedef struct rows
{
	TupleDesc	type;
	HeapTuple  *tuples;
	uint64		len;
} rows;

extern rows *new_rows(FunctionCallInfo fcinfo, uint64 capacity);
extern void add_row(rows *to, Datum *values, bool *nulls);
extern Datum next_row(FunctionCallInfo fcinfo);

#pragma GCC visibility pop

#endif							/* FUNNELMATH_SQL_H */
