/*
 * funnelmath for PostgreSQL: SQL arguments in, one call of the C library, SQL results out.
 *
 * No arithmetic is done here. A function reads its arguments (lists by pointer, without copying), calls the
 * library, and returns its result; "no answer" becomes NULL, and a failure an SQL error. No exception of
 * PostgreSQL ever passes through the library: it does not call back, and it has returned before one is raised.
 *
 * Licence: MIT OR Apache-2.0.
 */

#include "funnelmath_sql.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "common/shortest_dec.h"
#include "lib/stringinfo.h"

PG_MODULE_MAGIC;

/* Errors */

static void
append_number(StringInfo json, double value)
{
	char		text[DOUBLE_SHORTEST_DECIMAL_LEN];

	double_to_shortest_decimal_buf(value, text);
	/* JSON has no NaN or infinity; as a string, a cast to float8 still reads them. */
	appendStringInfo(json, isfinite(value) ? "%s" : "\"%s\"", text);
}

void
fail(const funnelmath_error *error)
{
	char		text[400] = "";
	size_t		length = 0;
	bool		panic = error->status == FUNNELMATH_STATUS_PANIC;
	bool		counted = error->has_index || error->status == FUNNELMATH_STATUS_STAGE ||
		error->status == FUNNELMATH_STATUS_GATE;
	StringInfoData json;

	if (funnelmath_error_message(error, text, sizeof text, &length) != FUNNELMATH_STATUS_OK)
		strlcpy(text, "funnelmath itself failed", sizeof text);
	initStringInfo(&json);
	appendStringInfo(&json, "{\"code\": \"%s\"", funnelmath_status_name(error->status));
	if (error->field)
		appendStringInfo(&json, ", \"field\": \"%s\"", funnelmath_field_name(error->field));
	if (error->has_index)
		appendStringInfo(&json, ", \"index\": " UINT64_FORMAT, (uint64) error->index);
	if (error->has_value)
	{
		appendStringInfoString(&json, ", \"value\": ");
		append_number(&json, error->value);
	}
	if (error->has_limit)
	{
		appendStringInfoString(&json, ", \"limit\": ");
		append_number(&json, error->limit);
	}
	appendStringInfoChar(&json, '}');
	ereport(ERROR,
			(errcode(panic ? ERRCODE_INTERNAL_ERROR : ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s", text),
			 errdetail("%s", json.data),
			 counted ? errhint(COUNTED_FROM_0) : 0));
	pg_unreachable();
}

/* The number of a field by its name; 0 when there is none. */
static uint32
field_of(const char *name)
{
	for (uint32 number = 1; number < 1000; number++)
		if (strcmp(funnelmath_field_name(number), name) == 0)
			return number;
	return 0;
}

void
fail_length(const char *field, size_t expected, size_t found)
{
	funnelmath_error error = {.status = FUNNELMATH_STATUS_LENGTH, .field = field_of(field)};

	error.has_value = error.has_limit = 1;
	error.value = (double) found;
	error.limit = (double) expected;
	fail(&error);
}

void
fail_no_gates(const char *field)
{
	funnelmath_error error = {.status = FUNNELMATH_STATUS_NO_GATES, .field = field_of(field)};

	fail(&error);
}

void
fail_gate_form(size_t gate)
{
	funnelmath_error error = {.status = FUNNELMATH_STATUS_GATE_FORM, .field = field_of("gates[]")};

	error.has_index = 1;
	error.index = gate;
	fail(&error);
}

void
fail_no_value(const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s must not be NULL", what),
			 errdetail("{\"code\": \"null\"}")));
	pg_unreachable();
}

void
fail_null(const char *what, int64 index)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s must not be NULL (index " INT64_FORMAT ")", what, index),
			 errdetail("{\"code\": \"null\", \"index\": " INT64_FORMAT "}", index),
			 errhint(COUNTED_FROM_0)));
	pg_unreachable();
}

/* Words */

const char *const PERIODS[] = {"day", "week", "month", "quarter", "year", NULL};
const char *const CALENDARS[] = {"common", "four_week_month", "civil", "selling_weeks", NULL};
const char *const POLICIES[] = {"up", "nearest", "up_each_stage", NULL};
const char *const GOALS[] = {"revenue", "volume", NULL};
const char *const STARTS[] = {"empty", "open", "reached", NULL};
const char *const LEVERS[] = {"gate", "sale_value", NULL};
const char *const STEPS[] = {"points", "percent", "to", NULL};
const char *const VELOCITY_LEVERS[] = {"opportunities", "sale_value", "win_rate", "cycle", NULL};
const char *const ANSWERS[] = {"given", "found", "undetermined", "only_product", NULL};
const char *const CONFLICTS[] = {"none", "contradictory", "impossible", NULL};
const char *const METHODS[] = {"exact", "inversion", "quadrature", "lattice", "truncated", NULL};
const char *const FLOWS[] = {"steady", "counted", "uncertain", NULL};
const char *const DEALS[] = {"fixed", "varying", "seen", "counted", NULL};

/* Each list is in the order of the library's numbers. */
StaticAssertDecl(FUNNELMATH_PERIOD_YEAR == 4 && FUNNELMATH_CALENDAR_KIND_SELLING_WEEKS == 3 &&
				 FUNNELMATH_POLICY_UP_EACH_STAGE == 2 && FUNNELMATH_GOAL_KIND_VOLUME == 1 &&
				 FUNNELMATH_START_KIND_REACHED == 2 && FUNNELMATH_LEVER_SALE_VALUE == 1 &&
				 FUNNELMATH_STEP_TO == 2 && FUNNELMATH_VELOCITY_LEVER_CYCLE == 3 &&
				 FUNNELMATH_SOLVED_KIND_ONLY_PRODUCT == 3 && FUNNELMATH_CONFLICT_KIND_IMPOSSIBLE == 2 &&
				 FUNNELMATH_METHOD_TRUNCATED == 4 && FUNNELMATH_FLOW_KIND_UNCERTAIN == 2 &&
				 FUNNELMATH_DEAL_KIND_COUNTED == 3,
				 "the words must follow the library's enumerations");

uint32
word_arg(FunctionCallInfo fcinfo, int argument, const char *kind, const char *const *words)
{
	return word_of(PG_GETARG_TEXT_PP(argument), kind, words);
}

uint32
word_of(const text *word, const char *kind, const char *const *words)
{
	size_t		length = VARSIZE_ANY_EXHDR(word);
	StringInfoData known;

	for (uint32 number = 0; words[number]; number++)
		if (strlen(words[number]) == length && memcmp(words[number], VARDATA_ANY(word), length) == 0)
			return number;

	initStringInfo(&known);
	for (uint32 number = 0; words[number]; number++)
		appendStringInfo(&known, "%s%s", number ? ", " : "", words[number]);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown name"),
			 errdetail("{\"code\": \"%s\", \"field\": \"%s\"}", funnelmath_status_name(FUNNELMATH_STATUS_NAME), kind),
			 errhint("\"%s\" is no %s; there are: %s.", text_to_cstring(word), kind, known.data)));
	pg_unreachable();
}

uint64
number_arg(FunctionCallInfo fcinfo, int argument, funnelmath_status kind)
{
	int64		number = PG_GETARG_INT64(argument);

	if (number < 0)
	{
		funnelmath_error error = {.status = kind, .field = field_of(funnelmath_status_name(kind))};

		error.has_value = 1;
		error.value = (double) number;
		fail(&error);
	}
	return (uint64) number;
}

/* Lists */

void
fail_shape(const char *name, const char *shape)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s must be %s", name, shape),
			 errdetail("{\"code\": \"dimensions\"}")));
	pg_unreachable();
}

static int64
first_null(const bits8 *bitmap, size_t len)
{
	for (size_t index = 0; index < len; index++)
		if ((bitmap[index / 8] & (1 << (index % 8))) == 0)
			return (int64) index;
	return -1;
}

list
list_of(ArrayType *array, const char *name)
{
	list		found = {NULL, 0, 0};

	if (ARR_NDIM(array) == 0)
		return found;
	if (ARR_NDIM(array) == 2)
		found.columns = ARR_DIMS(array)[1];
	else if (ARR_NDIM(array) > 2)
		fail_shape(name, "a list of numbers");
	found.len = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	found.values = (const double *) ARR_DATA_PTR(array);
	if (ARR_HASNULL(array))
	{
		int64		index = first_null(ARR_NULLBITMAP(array), found.len);

		if (index >= 0)
			fail_null(name, index);
	}
	return found;
}

funnelmath_maybe *
knowns_arg(FunctionCallInfo fcinfo, int argument, const char *name, size_t *len)
{
	ArrayType  *array;
	const double *values;
	const bits8 *bitmap;
	funnelmath_maybe *knowns;

	if (PG_ARGISNULL(argument))
		return NULL;
	array = PG_GETARG_ARRAYTYPE_P(argument);
	if (ARR_NDIM(array) > 1)
		fail_shape(name, "a list of numbers");
	*len = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	values = (const double *) ARR_DATA_PTR(array);
	bitmap = ARR_NULLBITMAP(array);
	knowns = palloc0(Max(*len, 1) * sizeof(funnelmath_maybe));
	for (size_t index = 0; index < *len; index++)
		if (bitmap == NULL || bitmap[index / 8] & (1 << (index % 8)))
		{
			/* What is NULL takes no place among the values. */
			knowns[index].value = *values++;
			knowns[index].known = 1;
		}
	return knowns;
}

ArrayType *
new_array(size_t len, double **values)
{
	Size		size = ARR_OVERHEAD_NONULLS(1) + len * sizeof(double);
	ArrayType  *array;

	if (len == 0)
	{
		*values = NULL;
		return construct_empty_array(FLOAT8OID);
	}
	if (!AllocSizeIsValid(size))
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("the array is too large")));
	array = (ArrayType *) palloc(size);
	SET_VARSIZE(array, size);
	array->ndim = 1;
	array->dataoffset = 0;
	array->elemtype = FLOAT8OID;
	ARR_DIMS(array)[0] = (int) len;
	ARR_LBOUND(array)[0] = 1;
	*values = (double *) ARR_DATA_PTR(array);
	return array;
}

ArrayType *
maybe_array(const funnelmath_maybe *numbers, size_t len)
{
	Datum	   *values = palloc(Max(len, 1) * sizeof(Datum));
	bool	   *nulls = palloc(Max(len, 1) * sizeof(bool));
	int			dims = (int) len;
	int			first = 1;

	for (size_t index = 0; index < len; index++)
		values[index] = maybe(numbers[index], &nulls[index]);
	if (len == 0)
		return construct_empty_array(FLOAT8OID);
	return construct_md_array(values, nulls, 1, &dims, &first, FLOAT8OID, sizeof(float8),
							  FLOAT8PASSBYVAL, TYPALIGN_DOUBLE);
}

/* Rows */

/* The row type of the function, looked up once for all rows of a query. */
static TupleDesc
row_type(FunctionCallInfo fcinfo)
{
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		TupleDesc	found;
		MemoryContext before;

		if (get_call_result_type(fcinfo, NULL, &found) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "funnelmath: no row type");
		before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
		fcinfo->flinfo->fn_extra = BlessTupleDesc(CreateTupleDescCopy(found));
		MemoryContextSwitchTo(before);
	}
	return (TupleDesc) fcinfo->flinfo->fn_extra;
}

Datum
row(FunctionCallInfo fcinfo, Datum *values, bool *nulls)
{
	return HeapTupleGetDatum(heap_form_tuple(row_type(fcinfo), values, nulls));
}

rows *
new_rows(FunctionCallInfo fcinfo, uint64 capacity)
{
	rows	   *made = palloc(sizeof(rows));

	if (get_call_result_type(fcinfo, NULL, &made->type) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "funnelmath: no row type");
	made->type = BlessTupleDesc(made->type);
	made->tuples = palloc(Max(capacity, 1) * sizeof(HeapTuple));
	made->len = 0;
	return made;
}

void
add_row(rows *to, Datum *values, bool *nulls)
{
	to->tuples[to->len++] = heap_form_tuple(to->type, values, nulls);
}

Datum
next_row(FunctionCallInfo fcinfo)
{
	FuncCallContext *call = SRF_PERCALL_SETUP();
	rows	   *made = (rows *) call->user_fctx;

	if (made != NULL && call->call_cntr < made->len)
	{
		/* Before the macro, which counts first and reads its argument then. */
		Datum		next = HeapTupleGetDatum(made->tuples[call->call_cntr]);

		SRF_RETURN_NEXT(call, next);
	}
	SRF_RETURN_DONE(call);
}
