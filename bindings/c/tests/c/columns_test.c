/* Functions over columns. Of each: every row has the bits and the status that the scalar function gives, in every form of
 * column; shapes, pointers and overlaps are refused, and nothing is written then. */
#include "check.h"

enum { ROWS = 6, COLUMNS = 8, OUTPUTS = 4, OFFSET = 11, SPARE = 4 };

/* One function. The columns and outputs of `run` are in the order of its parameters. */
typedef struct {
    const char *name;
    funnelmath_status (*run)(const funnelmath_column *in, double *const *out, size_t rows, uint32_t *status,
                             funnelmath_columns_summary *summary, funnelmath_error *error);
    /* The same by scalar functions, for one row: its status, and the results if there are any. */
    uint32_t (*row)(const double *in, double *out);
    size_t columns, outputs;
    /* The places of rows, status, columns and outputs among the parameters. */
    int rows_at, status_at, in_at[COLUMNS], out_at[OUTPUTS];
    /* The columns, each with a row that is refused or has no answer. */
    double values[COLUMNS][ROWS];
} function;

static uint32_t status_of(funnelmath_status status) {
    return (uint32_t)status;
}

static uint32_t maybe(funnelmath_status status, funnelmath_maybe found, double *out) {
    out[0] = found.value;
    return status != FUNNELMATH_STATUS_OK ? status_of(status)
         : found.known                    ? (uint32_t)FUNNELMATH_ROW_ANSWERED
                                          : (uint32_t)FUNNELMATH_ROW_UNDEFINED;
}

/* Two gates, entry, sale value: three volumes and the revenue. */
static funnelmath_status forward(const funnelmath_column *in, double *const *out, size_t rows, uint32_t *status,
                                 funnelmath_columns_summary *summary, funnelmath_error *error) {
    return funnelmath_columns_forward(in, 2, &in[2], &in[3], rows, out, 3, out[3], status, summary, error);
}

static uint32_t forward_row(const double *in, double *out) {
    return status_of(funnelmath_chain_forward(in, 2, in[2], in[3], out, 3, &out[3], NULL));
}

static funnelmath_status overall(const funnelmath_column *in, double *const *out, size_t rows, uint32_t *status,
                                 funnelmath_columns_summary *summary, funnelmath_error *error) {
    return funnelmath_columns_overall(in, 2, rows, out[0], status, summary, error);
}

static uint32_t overall_row(const double *in, double *out) {
    return status_of(funnelmath_chain_overall(in, 2, out, NULL));
}

/* Two gates, amount, sale value, and what is open at each of three stages. */
static funnelmath_status required(const funnelmath_column *in, double *const *out, size_t rows, uint32_t *status,
                                  funnelmath_columns_summary *summary, funnelmath_error *error) {
    funnelmath_column_goal goal;
    memset(&goal, 0, sizeof goal);
    goal.struct_size = sizeof goal;
    goal.amount = &in[2];
    goal.sale_value = &in[3];
    goal.start = &in[4];
    goal.start_len = 3;
    goal.start_kind = FUNNELMATH_START_KIND_OPEN;
    return funnelmath_columns_required(in, 2, &goal, rows, out, 3, status, summary, error);
}

static uint32_t required_row(const double *in, double *out) {
    funnelmath_goal goal;
    funnelmath_unreachable why;
    memset(&goal, 0, sizeof goal);
    goal.struct_size = sizeof goal;
    goal.amount = in[2];
    goal.sale_value = in[3];
    goal.start = &in[4];
    goal.start_len = 3;
    goal.start_kind = FUNNELMATH_START_KIND_OPEN;
    const funnelmath_status status = funnelmath_chain_required(in, 2, &goal, out, 3, &why, NULL);
    return status == FUNNELMATH_STATUS_OK && why.unreachable ? (uint32_t)FUNNELMATH_ROW_UNREACHABLE
                                                             : status_of(status);
}

static funnelmath_status whole(const funnelmath_column *in, double *const *out, size_t rows, uint32_t *status,
                               funnelmath_columns_summary *summary, funnelmath_error *error) {
    return funnelmath_columns_whole(FUNNELMATH_POLICY_UP, in, rows, out[0], out[1], status, summary, error);
}

static uint32_t whole_row(const double *in, double *out) {
    funnelmath_whole found;
    memset(&found, 0, sizeof found);
    const funnelmath_status status = funnelmath_policy_apply(FUNNELMATH_POLICY_UP, in[0], &found, NULL);
    out[0] = found.units;
    out[1] = found.residual;
    return status_of(status);
}

/* Two gates, then the exact volumes of three stages. */
static funnelmath_status whole_stages(const funnelmath_column *in, double *const *out, size_t rows, uint32_t *status,
                                      funnelmath_columns_summary *summary, funnelmath_error *error) {
    return funnelmath_columns_whole_stages(FUNNELMATH_POLICY_UP_EACH_STAGE, in, 2, 2, &in[2], rows, out, 3, status,
                                           summary, error);
}

static uint32_t whole_stages_row(const double *in, double *out) {
    return status_of(funnelmath_policy_apply_each(FUNNELMATH_POLICY_UP_EACH_STAGE, in, 2, 2, &in[2], out, 3, NULL));
}

static funnelmath_status convert(const funnelmath_column *in, double *const *out, size_t rows, uint32_t *status,
                                 funnelmath_columns_summary *summary, funnelmath_error *error) {
    funnelmath_calendar calendar;
    memset(&calendar, 0, sizeof calendar);
    return funnelmath_columns_convert(&calendar, in, FUNNELMATH_PERIOD_MONTH, FUNNELMATH_PERIOD_WEEK, rows, out[0],
                                      status, summary, error);
}

static uint32_t convert_row(const double *in, double *out) {
    funnelmath_calendar calendar;
    memset(&calendar, 0, sizeof calendar);
    return status_of(funnelmath_calendar_convert(&calendar, in[0], FUNNELMATH_PERIOD_MONTH, FUNNELMATH_PERIOD_WEEK, out,
                                                 NULL));
}

static funnelmath_status gauge(const funnelmath_column *in, double *const *out, size_t rows, uint32_t *status,
                               funnelmath_columns_summary *summary, funnelmath_error *error) {
    return funnelmath_columns_activity_gauge(in, &in[1], rows, out[0], status, summary, error);
}

static uint32_t gauge_row(const double *in, double *out) {
    funnelmath_maybe found = {0, 0, 0};
    const funnelmath_status status = funnelmath_activity_gauge(in[0], in[1], &found, NULL);
    return maybe(status, found, out);
}

static funnelmath_status attainment(const funnelmath_column *in, double *const *out, size_t rows, uint32_t *status,
                                    funnelmath_columns_summary *summary, funnelmath_error *error) {
    return funnelmath_columns_attainment(in, &in[1], rows, out[0], status, summary, error);
}

static uint32_t attainment_row(const double *in, double *out) {
    funnelmath_maybe found = {0, 0, 0};
    const funnelmath_status status = funnelmath_attainment(in[0], in[1], &found, NULL);
    return maybe(status, found, out);
}

static funnelmath_status rate(const funnelmath_column *in, double *const *out, size_t rows, uint32_t *status,
                              funnelmath_columns_summary *summary, funnelmath_error *error) {
    return funnelmath_columns_rate_from_counts(in, &in[1], rows, out[0], status, summary, error);
}

static uint32_t rate_row(const double *in, double *out) {
    return status_of(funnelmath_rate_from_counts(in[0], in[1], out, NULL));
}

static funnelmath_status interval(const funnelmath_column *in, double *const *out, size_t rows, uint32_t *status,
                                  funnelmath_columns_summary *summary, funnelmath_error *error) {
    return funnelmath_columns_rate_interval(in, &in[1], &in[2], &in[3], &in[4], rows, out[0], out[1], status, summary,
                                            error);
}

static uint32_t interval_row(const double *in, double *out) {
    double a, b;
    funnelmath_interval found;
    memset(&found, 0, sizeof found);
    funnelmath_status status = funnelmath_evidence_observe(in[0], in[1], in[2], in[3], &a, &b, NULL);
    if (status == FUNNELMATH_STATUS_OK) {
        status = funnelmath_evidence_interval(a, b, in[4], &found, NULL);
    }
    out[0] = found.low;
    out[1] = found.high.value;
    return status_of(status);
}

/* The known rate, one counted gate (a, b, successes, trials), inputs, results. */
static funnelmath_status at_least(const funnelmath_column *in, double *const *out, size_t rows, uint32_t *status,
                                  funnelmath_columns_summary *summary, funnelmath_error *error) {
    return funnelmath_columns_chance_at_least(in, &in[1], &in[2], &in[3], &in[4], 1, &in[5], &in[6], rows, out[0],
                                              out[1], status, summary, error);
}

static uint32_t at_least_row(const double *in, double *out) {
    double a, b;
    funnelmath_probability found;
    memset(&found, 0, sizeof found);
    funnelmath_status status = funnelmath_evidence_observe(in[1], in[2], in[3], in[4], &a, &b, NULL);
    if (status == FUNNELMATH_STATUS_OK) {
        status = funnelmath_chance_at_least(in[0], &a, &b, 1, in[5], in[6], &found, NULL);
    }
    out[0] = found.value;
    out[1] = found.complement;
    return status_of(status);
}

/* The same with results and confidence. */
static funnelmath_status inputs_for(const funnelmath_column *in, double *const *out, size_t rows, uint32_t *status,
                                    funnelmath_columns_summary *summary, funnelmath_error *error) {
    return funnelmath_columns_chance_inputs_for(in, &in[1], &in[2], &in[3], &in[4], 1, &in[5], &in[6], rows, out[0],
                                                out[1], out[2], status, summary, error);
}

static uint32_t inputs_for_row(const double *in, double *out) {
    double a, b;
    funnelmath_inputs found;
    memset(&found, 0, sizeof found);
    funnelmath_status status = funnelmath_evidence_observe(in[1], in[2], in[3], in[4], &a, &b, NULL);
    if (status == FUNNELMATH_STATUS_OK) {
        status = funnelmath_chance_inputs_for(in[0], &a, &b, 1, in[5], in[6], &found, NULL);
    }
    out[0] = found.inputs;
    out[1] = found.chance.value;
    out[2] = found.chance.complement;
    return status == FUNNELMATH_STATUS_OK && found.outcome == FUNNELMATH_OUTCOME_NEVER ? (uint32_t)FUNNELMATH_ROW_NEVER
                                                                                       : status_of(status);
}

static const function FUNCTIONS[] = {
    {"forward", forward, forward_row, 4, 4, 4, 8, {0, 0, 2, 3}, {5, 5, 5, 7},
     {{0.65, 1, 0, 1.4, 1, 1}, {0.4, 1, 1, 0, 1, 1}, {40, 7, 0, 1, -1, 9}, {3400, 3, 2, 1, 1, -5}}},
    {"overall", overall, overall_row, 2, 1, 2, 4, {0, 0}, {3}, {{0.65, 1, 0, 1.4, 1, 1}, {0.4, 1, 1, 0, -1, 1}}},
    {"required", required, required_row, 7, 3, 3, 6, {0, 0, 2, 2, 2, 2, 2}, {4, 4, 4},
     {{0.65, 1, 0, 1.4, 1, 1}, {0.4, 1, 1, 0, 1, 1}, {25000, 7, 9, 1, -1, 9}, {3400, 3, 2, 1, 1, 0},
      {0, 1, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0}}},
    {"whole", whole, whole_row, 1, 2, 2, 5, {1}, {3, 4}, {{6.5263, 7, 0, -1, 0.25, 1e300}}},
    {"whole_stages", whole_stages, whole_stages_row, 5, 3, 5, 8, {1, 1, 4, 4, 4}, {6, 6, 6},
     {{0.65, 1, 0, 1.4, 1, 1}, {0.4, 1, 1, 0, 1, 1}, {28.28, 7, 9, 1, -1, 9}, {18.38, 3, 2, 1, 1, 0},
      {7.35, 1, 2, 0, 0, 0}}},
    {"convert", convert, convert_row, 1, 1, 4, 6, {1}, {5}, {{28.28, 7, 0, -1, 13, 1e308}}},
    {"activity_gauge", gauge, gauge_row, 2, 1, 2, 4, {0, 1}, {3}, {{5, 5, -1, 0, 1, 2}, {7.44, 0, 1, 3, -1, 4}}},
    {"attainment", attainment, attainment_row, 2, 1, 2, 4, {0, 1}, {3},
     {{16800, 5, -1, 0, 1, 1e308}, {25000, 0, 1, 3, -1, 0.5}}},
    {"rate_from_counts", rate, rate_row, 2, 1, 2, 4, {0, 1}, {3}, {{2, 0, 3, 0, -1, 0.5}, {5, 7, 2, 0, 4, 2.5}}},
    {"rate_interval", interval, interval_row, 5, 2, 5, 8, {0, 1, 2, 3, 4}, {6, 7},
     {{0.5, 1, 0, 1, 1, 1}, {0.5, 1, 1, 1, 1, 1}, {40, 0, 1, 9, -1, 0}, {100, 0, 2, 3, 1, 0},
      {0.9, 0.5, 0.5, 0.5, 0.5, 2}}},
    {"chance_at_least", at_least, at_least_row, 7, 2, 8, 11, {0, 1, 2, 3, 4, 6, 7}, {9, 10},
     {{0.4, 1, 1.4, 1, 1, 1}, {0.5, 1, 1, 0, 1, 1}, {0.5, 1, 1, 1, 1, 1}, {65, 3, 1, 1, 4, 0}, {100, 9, 1, 1, 3, 0},
      {28, 4000, 1, 1, 1, 2.5}, {8, 900, 1, 1, 1, 1}}},
    {"chance_inputs_for", inputs_for, inputs_for_row, 7, 3, 8, 12, {0, 1, 2, 3, 4, 6, 7}, {9, 10, 11},
     {{0.4, 1, 0, 1, 1, 1}, {0.5, 1, 1, 0, 1, 1}, {0.5, 1, 1, 1, 1, 1}, {65, 3, 1, 1, 4, 0}, {100, 9, 1, 1, 3, 0},
      {8, 5, 1, 1, 1, 2.5}, {0.9, 0.5, 0.5, 0.5, 0.5, 0.5}}},
};
enum { FUNCTION_COUNT = sizeof FUNCTIONS / sizeof FUNCTIONS[0] };

/* Everything a call needs, at addresses of its own. */
typedef struct {
    funnelmath_column in[COLUMNS];
    double values[COLUMNS][ROWS];
    double results[OUTPUTS][ROWS + SPARE];
    double *out[OUTPUTS];
    uint32_t status[ROWS + SPARE];
    funnelmath_columns_summary summary;
    funnelmath_error error;
} call;

static void make(const function *one, call *made) {
    memset(made, 0, sizeof *made);
    memcpy(made->values, one->values, sizeof made->values);
    for (size_t i = 0; i < one->columns; i++) {
        made->in[i].struct_size = sizeof made->in[i];
        made->in[i].kind = FUNNELMATH_COLUMN_KIND_DOUBLES;
        made->in[i].doubles = made->values[i];
        made->in[i].len = ROWS;
    }
    for (size_t i = 0; i < one->outputs; i++) {
        made->out[i] = made->results[i];
    }
    poison(made->results, sizeof made->results);
    poison(made->status, sizeof made->status);
    poison(&made->summary, sizeof made->summary);
    poison(&made->error, sizeof made->error);
}

static funnelmath_status run(const function *one, call *made, size_t rows) {
    return one->run(made->in, made->out, rows, made->status, &made->summary, &made->error);
}

/* Every row is as the scalar function says; row `null` is null. */
static void answered(const function *one, call *made, size_t rows, size_t null) {
    uint64_t count = 0;
    const uint64_t nan = UINT64_C(0x7ff8000000000000);
    CHECK(run(one, made, rows) == FUNNELMATH_STATUS_OK);
    CHECK(untouched(&made->error, sizeof made->error));
    for (size_t row = 0; row < rows; row++) {
        double in[COLUMNS], out[OUTPUTS] = {0, 0, 0, 0};
        for (size_t i = 0; i < one->columns; i++) {
            in[i] = made->values[i][row];
        }
        const uint32_t status = row == null ? (uint32_t)FUNNELMATH_ROW_NULL : one->row(in, out);
        CHECK(made->status[row] == status);
        count += status == FUNNELMATH_ROW_ANSWERED;
        for (size_t i = 0; i < one->outputs; i++) {
            if (made->out[i] != NULL) {
                CHECK(same_bits(made->out[i][row], status == FUNNELMATH_ROW_ANSWERED ? out[i] : from_bits(nan)));
            }
        }
    }
    CHECK(made->summary.answered == count && made->summary.reserved == 0);
    CHECK(untouched(made->status + rows, sizeof made->status - rows * sizeof made->status[0]));
    for (size_t i = 0; i < one->outputs; i++) {
        CHECK(untouched(made->results[i] + rows, SPARE * sizeof(double)));
    }
}

static void rows_are_those_of_the_scalar_function(const function *one) {
    call made;
    make(one, &made);
    answered(one, &made, ROWS, SIZE_MAX);
    CHECK(made.summary.answered > 0 && made.summary.answered < ROWS);

    for (size_t i = 0; i < one->columns; i++) {
        int64_t integers[ROWS];
        make(one, &made);
        for (size_t row = 0; row < ROWS; row++) {
            integers[row] = (int64_t)made.values[i][row];
            made.values[i][row] = (double)integers[row];
        }
        made.in[i].kind = FUNNELMATH_COLUMN_KIND_INTEGERS;
        made.in[i].integers = integers;
        made.in[i].doubles = NULL;
        /* 1e300 is no int64_t. */
        if (one->values[i][ROWS - 1] < 1e15) {
            answered(one, &made, ROWS, SIZE_MAX);
        }

        make(one, &made);
        made.in[i].kind = FUNNELMATH_COLUMN_KIND_SAME;
        made.in[i].same = made.values[i][0];
        made.in[i].doubles = NULL;
        made.in[i].len = SIZE_MAX;
        for (size_t row = 0; row < ROWS; row++) {
            made.values[i][row] = made.values[i][0];
        }
        answered(one, &made, ROWS, SIZE_MAX);

        /* All bits are 1 but that of row 2. */
        unsigned char validity[(OFFSET + ROWS) / 8 + 1];
        make(one, &made);
        memset(validity, 0xff, sizeof validity);
        validity[(OFFSET + 2) / 8] = (unsigned char)~(1u << (OFFSET + 2) % 8);
        made.in[i].validity = validity;
        made.in[i].validity_offset = OFFSET;
        answered(one, &made, ROWS, 2);
    }
    for (size_t i = 0; i < one->outputs; i++) {
        make(one, &made);
        made.out[i] = NULL;
        answered(one, &made, ROWS, SIZE_MAX);
        CHECK(untouched(made.results[i], sizeof made.results[i]));
    }
    make(one, &made);
    for (size_t i = 0; i < one->columns; i++) {
        made.in[i].doubles = NULL;
        made.in[i].len = 0;
    }
    answered(one, &made, 0, SIZE_MAX);
}

/* The call fails so, and writes nothing. */
static void refused(const function *one, call *made, size_t rows, uint32_t status, int parameter) {
    char path[40];
    snprintf(path, sizeof path, "parameter %d", parameter);
    CHECK(status_of(run(one, made, rows)) == status);
    if (parameter >= 0) {
        char got[160];
        error_path(&made->error, got, sizeof got);
        CHECK(made->error.status == status && strcmp(got, path) == 0);
    }
    CHECK(untouched(made->results, sizeof made->results) && untouched(made->status, sizeof made->status));
    CHECK(untouched(&made->summary, sizeof made->summary));
}

static void what_is_wrong_is_refused(const function *one) {
    call made;
    for (size_t i = 0; i < one->columns; i++) {
        const int at = one->in_at[i];
        make(one, &made);
        made.in[i].struct_size--;
        refused(one, &made, ROWS, FUNNELMATH_STATUS_STRUCT_SIZE, at);
        make(one, &made);
        made.in[i].kind = 3;
        refused(one, &made, ROWS, FUNNELMATH_STATUS_ENUM, at);
        make(one, &made);
        made.in[i].doubles = NULL;
        refused(one, &made, ROWS, FUNNELMATH_STATUS_POINTER, at);
        make(one, &made);
        made.in[i].doubles = (const double *)(const void *)((const char *)made.in[i].doubles + 4);
        refused(one, &made, ROWS, FUNNELMATH_STATUS_POINTER, at);
        make(one, &made);
        made.in[i].len = SIZE_MAX;
        refused(one, &made, ROWS, FUNNELMATH_STATUS_LENGTH, at);
        make(one, &made);
        made.in[i].len--;
        refused(one, &made, ROWS, FUNNELMATH_STATUS_LENGTH, -1);
        CHECK(made.error.value == ROWS - 1 && made.error.limit == ROWS);
    }
    for (size_t i = 0; i < one->outputs; i++) {
        make(one, &made);
        made.out[i] = (double *)(void *)((char *)made.results[i] + 4);
        refused(one, &made, ROWS, FUNNELMATH_STATUS_POINTER, one->out_at[i]);
        for (size_t j = 0; j < one->columns; j++) {
            make(one, &made);
            made.in[j].doubles = made.results[i] + ROWS - 1;
            refused(one, &made, ROWS, FUNNELMATH_STATUS_OVERLAP, one->out_at[i]);
            make(one, &made);
            made.in[j].validity = (const uint8_t *)made.results[i];
            refused(one, &made, ROWS, FUNNELMATH_STATUS_OVERLAP, one->out_at[i]);
        }
        for (size_t j = 0; j < i; j++) {
            make(one, &made);
            made.out[i] = made.out[j];
            refused(one, &made, ROWS, FUNNELMATH_STATUS_OVERLAP, one->out_at[i]);
        }
    }
    make(one, &made);
    refused(one, &made, SIZE_MAX, FUNNELMATH_STATUS_LENGTH, one->rows_at);
    refused(one, &made, ROWS - 1, FUNNELMATH_STATUS_LENGTH, -1);
    CHECK(one->run(made.in, made.out, ROWS, NULL, &made.summary, NULL) == FUNNELMATH_STATUS_POINTER);
    CHECK(one->run(made.in, made.out, ROWS, made.status, NULL, NULL) == FUNNELMATH_STATUS_POINTER);
    uint32_t *shared = (uint32_t *)(void *)made.results[0];
    CHECK(one->run(made.in, made.out, ROWS, shared, &made.summary, &made.error) == FUNNELMATH_STATUS_OVERLAP);
    CHECK(made.error.parameter == (uint32_t)one->status_at);
    funnelmath_columns_summary *over = (funnelmath_columns_summary *)(void *)made.status;
    CHECK(one->run(made.in, made.out, ROWS, made.status, over, &made.error) == FUNNELMATH_STATUS_OVERLAP);
    CHECK(made.error.parameter == (uint32_t)one->status_at + 1);
    CHECK(untouched(made.results, sizeof made.results) && untouched(made.status, sizeof made.status));
}

/* Shapes of single functions. */
static void shapes(void) {
    const function *one = &FUNCTIONS[0];
    call made;
    check_about("shapes");
    make(one, &made);
    CHECK(funnelmath_columns_forward(made.in, 0, &made.in[2], &made.in[3], ROWS, made.out, 1, NULL, made.status,
                                     &made.summary, &made.error)
          == FUNNELMATH_STATUS_NO_GATES);
    CHECK(is_error(&made.error, FUNNELMATH_STATUS_NO_GATES, "rates[]", NULL, NULL));
    CHECK(funnelmath_columns_forward(made.in, 2, &made.in[2], &made.in[3], ROWS, made.out, 2, NULL, made.status,
                                     &made.summary, &made.error)
          == FUNNELMATH_STATUS_LENGTH);
    const double two = 2, three = 3, four = 4;
    CHECK(is_error(&made.error, FUNNELMATH_STATUS_LENGTH, "volumes[]", &two, &three));

    funnelmath_column_goal goal;
    memset(&goal, 0, sizeof goal);
    goal.struct_size = sizeof goal;
    goal.kind = FUNNELMATH_GOAL_KIND_VOLUME;
    goal.amount = &made.in[2];
    goal.sale_value = &made.in[3];
    goal.stage = 4;
    CHECK(funnelmath_columns_required(made.in, 2, &goal, ROWS, made.out, 3, made.status, &made.summary, &made.error)
          == FUNNELMATH_STATUS_STAGE);
    CHECK(is_error(&made.error, FUNNELMATH_STATUS_STAGE, "goal.stage", &four, &two));
    CHECK(untouched(made.results, sizeof made.results) && untouched(made.status, sizeof made.status));
    goal.stage = 1;
    CHECK(!funnelmath_columns_required(made.in, 2, &goal, ROWS, made.out, 3, made.status, &made.summary, NULL));
    CHECK(made.status[0] == FUNNELMATH_ROW_ANSWERED && made.out[1][0] == 40);
    goal.reserved = 1;
    CHECK(funnelmath_columns_required(made.in, 2, &goal, ROWS, made.out, 3, made.status, &made.summary, NULL)
          == FUNNELMATH_STATUS_RESERVED);
    goal.reserved = 0;
    goal.kind = 2;
    CHECK(funnelmath_columns_required(made.in, 2, &goal, ROWS, made.out, 3, made.status, &made.summary, NULL)
          == FUNNELMATH_STATUS_ENUM);
    CHECK(funnelmath_columns_required(made.in, 2, NULL, ROWS, made.out, 3, made.status, &made.summary, NULL)
          == FUNNELMATH_STATUS_POINTER);
}

/* Append only: a line here may never change. */
static void names(void) {
    check_about("names of rows");
    CHECK(FUNNELMATH_COLUMN_KIND_DOUBLES == 0 && FUNNELMATH_COLUMN_KIND_INTEGERS == 1);
    CHECK(FUNNELMATH_COLUMN_KIND_SAME == 2);
    CHECK(FUNNELMATH_ROW_ANSWERED == 0 && strcmp(funnelmath_row_name(0), "answered") == 0);
    CHECK(FUNNELMATH_ROW_NULL == 1001 && strcmp(funnelmath_row_name(1001), "null") == 0);
    CHECK(FUNNELMATH_ROW_UNREACHABLE == 1002 && strcmp(funnelmath_row_name(1002), "unreachable") == 0);
    CHECK(FUNNELMATH_ROW_NEVER == 1003 && strcmp(funnelmath_row_name(1003), "never") == 0);
    CHECK(FUNNELMATH_ROW_UNDEFINED == 1004 && strcmp(funnelmath_row_name(1004), "undefined") == 0);
    for (uint32_t status = 1; status < 100; status++) {
        CHECK(strcmp(funnelmath_row_name(status), funnelmath_status_name(status)) == 0);
    }
    CHECK(strcmp(funnelmath_row_name(FUNNELMATH_STATUS_POINTER), "unknown") == 0);
    CHECK(strcmp(funnelmath_row_name(1000), "unknown") == 0);
    CHECK(strcmp(funnelmath_row_name(UINT32_MAX), "unknown") == 0);
}

int main(void) {
    for (size_t i = 0; i < FUNCTION_COUNT; i++) {
        check_about(FUNCTIONS[i].name);
        rows_are_those_of_the_scalar_function(&FUNCTIONS[i]);
        what_is_wrong_is_refused(&FUNCTIONS[i]);
    }
    shapes();
    names();
    return check_done("columns");
}
