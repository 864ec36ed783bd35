/* What a C caller is told: every status is provoked, named and spelled; the numbers of all enumerations
 * are those that were once given out; the library is the header's. */
#include "check.h"

typedef struct {
    uint32_t number;
    uint32_t constant;
    const char *name;
} named;

#define STATUS(number, constant, name) {number, FUNNELMATH_STATUS_##constant, name}

/* Append only: a line here may never change. */
static const named STATUSES[] = {
    STATUS(0, OK, "ok"),
    STATUS(1, RATE, "rate"),
    STATUS(2, VOLUME, "volume"),
    STATUS(3, MONEY, "money"),
    STATUS(4, COUNT, "count"),
    STATUS(5, SUCCESSES, "successes"),
    STATUS(6, NO_TRIALS, "no_trials"),
    STATUS(7, ONE_IN, "one_in"),
    STATUS(8, NO_GATES, "no_gates"),
    STATUS(9, STAGE, "stage"),
    STATUS(10, GATE, "gate"),
    STATUS(11, LENGTH, "length"),
    STATUS(12, OVERFLOW, "overflow"),
    STATUS(13, WEEKS_PER_YEAR, "weeks_per_year"),
    STATUS(14, DAYS_PER_WEEK, "days_per_week"),
    STATUS(15, DAYS, "days"),
    STATUS(16, STEP, "step"),
    STATUS(17, NO_SALE_VALUE, "no_sale_value"),
    STATUS(18, GATE_FORM, "gate_form"),
    STATUS(19, NAME, "name"),
    STATUS(20, SHAPE, "shape"),
    STATUS(21, PROBABILITY, "probability"),
    STATUS(22, SCORE, "score"),
    STATUS(23, WEEKS, "weeks"),
    STATUS(24, VARIATION, "variation"),
    STATUS(25, NO_DEALS, "no_deals"),
    STATUS(100, POINTER, "pointer"),
    STATUS(101, ENUM, "enum"),
    STATUS(102, STRUCT_SIZE, "struct_size"),
    STATUS(103, INDEX, "index"),
    STATUS(200, PANIC, "panic"),
};
enum { STATUS_COUNT = sizeof STATUSES / sizeof STATUSES[0], NUMBERS = 1000 };

/* Which statuses were seen. */
static int seen[NUMBERS];

static void statuses_are_those_once_given_out(void) {
    check_about("statuses");
    size_t known = 0;
    for (uint32_t number = 0; number < NUMBERS; number++) {
        const char *name = funnelmath_status_name(number);
        const char *expected = "unknown";
        for (size_t i = 0; i < STATUS_COUNT; i++) {
            if (STATUSES[i].number == number) {
                expected = STATUSES[i].name;
                known++;
            }
        }
        CHECK(strcmp(name, expected) == 0);
    }
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        CHECK(STATUSES[i].number == STATUSES[i].constant);
    }
    CHECK(known == STATUS_COUNT);
    CHECK(strcmp(funnelmath_status_name(UINT32_MAX), "unknown") == 0);
}

#define IS(constant, number) CHECK((uint32_t)FUNNELMATH_##constant == number##u)

static void numbers_are_those_once_given_out(void) {
    check_about("enumerations");
    IS(ANSWER_KIND_GIVEN, 0);
    IS(ANSWER_KIND_FOUND, 1);
    IS(ANSWER_KIND_UNDETERMINED, 2);
    IS(ANSWER_KIND_ONLY_PRODUCT, 3);
    IS(CALENDAR_KIND_COMMON, 0);
    IS(CALENDAR_KIND_FOUR_WEEK_MONTH, 1);
    IS(CALENDAR_KIND_CIVIL, 2);
    IS(CALENDAR_KIND_SELLING_WEEKS, 3);
    IS(CONFLICT_KIND_NONE, 0);
    IS(CONFLICT_KIND_CONTRADICTORY, 1);
    IS(CONFLICT_KIND_IMPOSSIBLE, 2);
    IS(DEAL_KIND_FIXED, 0);
    IS(DEAL_KIND_VARYING, 1);
    IS(DEAL_KIND_SEEN, 2);
    IS(DEAL_KIND_COUNTED, 3);
    IS(FLOW_KIND_STEADY, 0);
    IS(FLOW_KIND_COUNTED, 1);
    IS(FLOW_KIND_UNCERTAIN, 2);
    IS(GATE_KIND_RATE, 0);
    IS(GATE_KIND_COUNTS, 1);
    IS(GATE_KIND_ONE_IN, 2);
    IS(GOAL_KIND_REVENUE, 0);
    IS(GOAL_KIND_VOLUME, 1);
    IS(LEVER_GATE, 0);
    IS(LEVER_SALE_VALUE, 1);
    IS(METHOD_EXACT, 0);
    IS(METHOD_INVERSION, 1);
    IS(METHOD_POOLED, 2);
    IS(METHOD_LATTICE, 3);
    IS(METHOD_EDGEWORTH, 4);
    IS(OUTCOME_ENOUGH, 0);
    IS(OUTCOME_NEVER, 1);
    IS(PERIOD_DAY, 0);
    IS(PERIOD_WEEK, 1);
    IS(PERIOD_MONTH, 2);
    IS(PERIOD_QUARTER, 3);
    IS(PERIOD_YEAR, 4);
    IS(POLICY_UP, 0);
    IS(POLICY_NEAREST, 1);
    IS(POLICY_UP_EACH_STAGE, 2);
    IS(START_KIND_EMPTY, 0);
    IS(START_KIND_OPEN, 1);
    IS(START_KIND_REACHED, 2);
    IS(STEP_POINTS, 0);
    IS(STEP_PERCENT, 1);
    IS(STEP_TO, 2);
    IS(VELOCITY_LEVER_OPPORTUNITIES, 0);
    IS(VELOCITY_LEVER_SALE_VALUE, 1);
    IS(VELOCITY_LEVER_WIN_RATE, 2);
    IS(VELOCITY_LEVER_CYCLE, 3);
    IS(ABI, 0);
}

static void versions_are_the_header_s(void) {
    char text[40];
    check_about("versions");
    CHECK(funnelmath_version_major() == FUNNELMATH_VERSION_MAJOR);
    CHECK(funnelmath_version_minor() == FUNNELMATH_VERSION_MINOR);
    CHECK(funnelmath_version_patch() == FUNNELMATH_VERSION_PATCH);
    CHECK(funnelmath_abi() == FUNNELMATH_ABI);
    snprintf(text, sizeof text, "%d.%d.%d", FUNNELMATH_VERSION_MAJOR, FUNNELMATH_VERSION_MINOR,
             FUNNELMATH_VERSION_PATCH);
    CHECK(strcmp(funnelmath_version(), text) == 0);
}

/* Sound values, to be spoiled one at a time. */
static funnelmath_error error;
static funnelmath_calendar calendar;
static funnelmath_goal goal;
static funnelmath_gate gates[2];
static funnelmath_funnel_options options;
static funnelmath_target target;
static const double rates[2] = {0.65, 0.4};
static double number;
static double volumes[3];
static funnelmath_unreachable why;
static funnelmath_effect effect;
static funnelmath_funnel *funnel;
static funnelmath_plan *plan;

static void sound(void) {
    poison(&error, sizeof error);
    poison(&number, sizeof number);
    poison(volumes, sizeof volumes);
    poison(&why, sizeof why);
    poison(&effect, sizeof effect);
    memset(&calendar, 0, sizeof calendar);
    calendar.struct_size = sizeof calendar;
    calendar.days_per_week = 7;
    memset(&goal, 0, sizeof goal);
    goal.struct_size = sizeof goal;
    goal.amount = 25000;
    goal.sale_value = 3400;
    memset(gates, 0, sizeof gates);
    gates[0].a = 0.65;
    gates[1].a = 0.4;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.gates = gates;
    options.gates_len = 2;
    options.sale_value.value = 3400;
    options.sale_value.known = 1;
    options.calendar = calendar;
    memset(&target, 0, sizeof target);
    target.struct_size = sizeof target;
    target.per = FUNNELMATH_PERIOD_MONTH;
    target.goal = goal;
    target.activity_per = FUNNELMATH_PERIOD_WEEK;
}

/* `status` is what the call before it returned; index -1 and NULL for none. */
static void is(funnelmath_status status, funnelmath_status expected, int64_t index,
               const double *value) {
    CHECK(status == expected);
    CHECK(is_error(&error, (uint32_t)expected, index, value));
    CHECK(untouched(&number, sizeof number) && untouched(volumes, sizeof volumes));
    CHECK(untouched(&why, sizeof why) && untouched(&effect, sizeof effect));
    seen[expected] = 1;
    sound();
}

static void is_of(funnelmath_status status, funnelmath_status expected, int64_t index, double value) {
    is(status, expected, index, &value);
}

static funnelmath_status per_year(uint32_t period) {
    return funnelmath_calendar_per_year(&calendar, period, &number, &error);
}

static funnelmath_status required(size_t stages) {
    return funnelmath_chain_required(rates, 2, &goal, volumes, stages, &why, &error);
}

static funnelmath_status sensitivity(uint32_t lever, uint64_t gate, uint32_t step, double size) {
    return funnelmath_chain_sensitivity(rates, 2, &goal, 0, 20, lever, gate, step, size, &effect,
                                        &error);
}

static funnelmath_status make_funnel(void) {
    funnelmath_funnel *made;
    poison(&made, sizeof made);
    funnelmath_status status = funnelmath_funnel_new(&options, &made, &error);
    CHECK(status != FUNNELMATH_STATUS_OK && untouched(&made, sizeof made));
    return status;
}

static funnelmath_status make_plan(void) {
    funnelmath_plan *made;
    poison(&made, sizeof made);
    funnelmath_status status = funnelmath_plan_new(funnel, &target, &made, &error);
    CHECK(status != FUNNELMATH_STATUS_OK && untouched(&made, sizeof made));
    return status;
}

#include "errors_chance.h"

static void every_status_can_be_provoked(void) {
    check_about("every status");
    const double infinite = from_bits(0x7ff0000000000000), largest = from_bits(0x7fefffffffffffff);
    const double not_a_number = from_bits(0x7ff8000000000000);
    const double wrong[2] = {0.65, 1.4}, whole[3] = {3, 2, 1}, six[2] = {5, 6}, five[2] = {5, 5};
    const double trials[2] = {5, 0};
    funnelmath_maybe maybe;
    double list[2];

    sound();
    chances_refuse();
    special_functions_refuse();
    flows_and_revenue_refuse();
    check_about("every status");
    CHECK(funnelmath_funnel_new(&options, &funnel, NULL) == FUNNELMATH_STATUS_OK);
    CHECK(funnelmath_plan_new(funnel, &target, &plan, NULL) == FUNNELMATH_STATUS_OK);
    seen[FUNNELMATH_STATUS_OK] = 1;

    is_of(funnelmath_chain_overall(wrong, 2, &number, &error), FUNNELMATH_STATUS_RATE, 1, 1.4);
    is_of(funnelmath_chain_forward(rates, 2, -1, 3400, volumes, 3, &number, &error),
          FUNNELMATH_STATUS_VOLUME, -1, -1);
    is_of(funnelmath_chain_forward(rates, 2, not_a_number, 3400, volumes, 3, &number, &error),
          FUNNELMATH_STATUS_VOLUME, -1, not_a_number);
    goal.amount = infinite;
    is_of(required(3), FUNNELMATH_STATUS_MONEY, -1, infinite);
    poison(list, sizeof list);
    is_of(funnelmath_rate_from_counts(2.5, 5, &number, &error), FUNNELMATH_STATUS_COUNT, -1, 2.5);
    is_of(funnelmath_rates_from_counts(six, five, 2, list, &error), FUNNELMATH_STATUS_SUCCESSES, 1, 6);
    is(funnelmath_rates_from_counts(trials, trials, 2, list, &error), FUNNELMATH_STATUS_NO_TRIALS, 1,
       NULL);
    CHECK(untouched(list, sizeof list));
    is_of(funnelmath_rate_one_in(0.5, &number, &error), FUNNELMATH_STATUS_ONE_IN, -1, 0.5);
    is(funnelmath_chain_overall(rates, 0, &number, &error), FUNNELMATH_STATUS_NO_GATES, -1, NULL);
    goal.kind = FUNNELMATH_GOAL_KIND_VOLUME;
    goal.stage = 3;
    is_of(required(3), FUNNELMATH_STATUS_STAGE, 3, 2);
    is_of(sensitivity(FUNNELMATH_LEVER_GATE, 2, FUNNELMATH_STEP_POINTS, 1), FUNNELMATH_STATUS_GATE, 2,
          1);
    is_of(required(2), FUNNELMATH_STATUS_LENGTH, 3, 2);
    is_of(funnelmath_policy_apply_each(FUNNELMATH_POLICY_UP, rates, 2, 2, whole, volumes, 2, &error),
          FUNNELMATH_STATUS_LENGTH, 3, 2);
    goal.amount = largest;
    goal.sale_value = 0.5;
    is(required(3), FUNNELMATH_STATUS_OVERFLOW, 2, NULL);
    calendar.kind = FUNNELMATH_CALENDAR_KIND_SELLING_WEEKS;
    calendar.selling_weeks = 53.5;
    is_of(per_year(0), FUNNELMATH_STATUS_WEEKS_PER_YEAR, -1, 53.5);
    calendar.days_per_week = 0;
    is_of(per_year(0), FUNNELMATH_STATUS_DAYS_PER_WEEK, -1, 0);
    poison(&maybe, sizeof maybe);
    is_of(funnelmath_velocity_per_day(18, 42000, 0.24, -78, &maybe, &error), FUNNELMATH_STATUS_DAYS, -1,
          -78);
    CHECK(untouched(&maybe, sizeof maybe));
    is_of(sensitivity(FUNNELMATH_LEVER_GATE, 1, FUNNELMATH_STEP_POINTS, -41), FUNNELMATH_STATUS_STEP, -1,
          -41);

    is(funnelmath_chain_overall(rates, 2, NULL, &error), FUNNELMATH_STATUS_POINTER, 2, NULL);
    is_of(per_year(5), FUNNELMATH_STATUS_ENUM, 1, 5);
    calendar.struct_size--;
    is_of(per_year(0), FUNNELMATH_STATUS_STRUCT_SIZE, sizeof calendar, sizeof calendar - 1);
    is_of(funnelmath_plan_get_effect(plan, 99, &effect, &error), FUNNELMATH_STATUS_INDEX, 99, 5);

    /* Structs: their sizes and their numbers, and those of the structs in them. */
    const uint32_t sizes[] = {0, 1, UINT32_MAX};
    for (size_t i = 0; i < 3; i++) {
        double size = sizes[i];
        calendar.struct_size = sizes[i];
        is_of(per_year(0), FUNNELMATH_STATUS_STRUCT_SIZE, sizeof calendar, size);
        goal.struct_size = sizes[i];
        is_of(required(3), FUNNELMATH_STATUS_STRUCT_SIZE, sizeof goal, size);
        goal.struct_size = sizes[i];
        is_of(sensitivity(0, 0, 0, 1), FUNNELMATH_STATUS_STRUCT_SIZE, sizeof goal, size);
        options.struct_size = sizes[i];
        is_of(make_funnel(), FUNNELMATH_STATUS_STRUCT_SIZE, sizeof options, size);
        options.calendar.struct_size = sizes[i];
        is_of(make_funnel(), FUNNELMATH_STATUS_STRUCT_SIZE, sizeof calendar, size);
        target.struct_size = sizes[i];
        is_of(make_plan(), FUNNELMATH_STATUS_STRUCT_SIZE, sizeof target, size);
        target.goal.struct_size = sizes[i];
        is_of(make_plan(), FUNNELMATH_STATUS_STRUCT_SIZE, sizeof goal, size);
    }
    calendar.kind = 4;
    is_of(per_year(0), FUNNELMATH_STATUS_ENUM, 0, 4);
    goal.kind = 2;
    is_of(required(3), FUNNELMATH_STATUS_ENUM, 2, 2);
    goal.start_kind = 3;
    is_of(required(3), FUNNELMATH_STATUS_ENUM, 2, 3);
    options.calendar.kind = 4;
    is_of(make_funnel(), FUNNELMATH_STATUS_ENUM, 0, 4);
    gates[1].kind = 3;
    is_of(make_funnel(), FUNNELMATH_STATUS_ENUM, 0, 3);
    gates[1].benchmark.known = 2;
    is_of(make_funnel(), FUNNELMATH_STATUS_ENUM, 0, 2);
    options.sale_value.known = UINT32_MAX;
    is_of(make_funnel(), FUNNELMATH_STATUS_ENUM, 0, UINT32_MAX);
    options.sale_value_benchmark.known = 2;
    is_of(make_funnel(), FUNNELMATH_STATUS_ENUM, 0, 2);
    target.per = 5;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, 1, 5);
    target.activity_per = 5;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, 1, 5);
    target.policy = 3;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, 1, 3);
    target.goal.kind = 2;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, 1, 2);
    target.goal.start_kind = 3;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, 1, 3);
    target.actual.known = 2;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, 1, 2);
    {
        funnelmath_maybe known[3], one;
        funnelmath_answer answers[5];
        funnelmath_solution solution;
        const int64_t parameters[4] = {0, 1, 3, 4};
        memset(known, 0, sizeof known);
        memset(&one, 0, sizeof one);
        poison(answers, sizeof answers);
        for (size_t i = 0; i < 4; i++) {
            funnelmath_maybe v[3], r[2], s, m;
            memcpy(v, known, sizeof v);
            memcpy(r, known, sizeof r);
            s = m = one;
            *(i == 0 ? &v[2].known : i == 1 ? &r[1].known : i == 2 ? &s.known : &m.known) = 7;
            is_of(funnelmath_solve(v, r, 2, &s, &m, answers, answers + 3, &solution, &error),
                  FUNNELMATH_STATUS_ENUM, parameters[i], 7);
            CHECK(untouched(answers, sizeof answers));
        }
    }

    /* Funnels and plans. */
    gates[1].a = 1.5;
    is_of(make_funnel(), FUNNELMATH_STATUS_RATE, 1, 1.5);
    gates[1].kind = FUNNELMATH_GATE_KIND_COUNTS;
    gates[1].a = 6;
    gates[1].b = 5;
    is_of(make_funnel(), FUNNELMATH_STATUS_SUCCESSES, 1, 6);
    gates[1].kind = FUNNELMATH_GATE_KIND_COUNTS;
    gates[1].a = 0;
    is(make_funnel(), FUNNELMATH_STATUS_NO_TRIALS, 1, NULL);
    gates[0].kind = FUNNELMATH_GATE_KIND_COUNTS;
    gates[0].a = 0.5;
    gates[0].b = 1;
    is_of(make_funnel(), FUNNELMATH_STATUS_COUNT, 0, 0.5);
    gates[0].kind = FUNNELMATH_GATE_KIND_ONE_IN;
    gates[0].a = 0.5;
    is_of(make_funnel(), FUNNELMATH_STATUS_ONE_IN, 0, 0.5);
    gates[0].benchmark.value = -1;
    gates[0].benchmark.known = 1;
    is_of(make_funnel(), FUNNELMATH_STATUS_RATE, 0, -1);
    options.gates_len = 0;
    options.gates = NULL;
    is(make_funnel(), FUNNELMATH_STATUS_NO_GATES, -1, NULL);
    options.gates = NULL;
    is(make_funnel(), FUNNELMATH_STATUS_POINTER, 0, NULL);
    options.gates_len = SIZE_MAX;
    is(make_funnel(), FUNNELMATH_STATUS_POINTER, 0, NULL);
    options.sale_value.value = -1;
    is_of(make_funnel(), FUNNELMATH_STATUS_MONEY, -1, -1);
    options.calendar.days_per_week = 8;
    is_of(make_funnel(), FUNNELMATH_STATUS_DAYS_PER_WEEK, -1, 8);
    target.activity_stage = 3;
    is_of(make_plan(), FUNNELMATH_STATUS_STAGE, 3, 2);
    target.activity_stage = UINT64_MAX;
    CHECK(make_plan() == FUNNELMATH_STATUS_STAGE);
    sound();
    target.goal.start_kind = FUNNELMATH_START_KIND_OPEN;
    target.goal.start = rates;
    target.goal.start_len = 2;
    is_of(make_plan(), FUNNELMATH_STATUS_LENGTH, 3, 2);
    target.goal.start_kind = FUNNELMATH_START_KIND_OPEN;
    target.goal.start_len = 3;
    is(make_plan(), FUNNELMATH_STATUS_POINTER, 1, NULL);
    target.actual.known = 1;
    target.actual.value = -2;
    is_of(make_plan(), FUNNELMATH_STATUS_VOLUME, 0, -2);
    target.confidence.known = 2;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, 1, 2);
    target.confidence.known = 1;
    target.confidence.value = 1.5;
    is_of(make_plan(), FUNNELMATH_STATUS_PROBABILITY, -1, 1.5);
    target.confidence.known = 1;
    target.prior_a = 1;
    is_of(make_plan(), FUNNELMATH_STATUS_SHAPE, 1, 0);
    target.confidence.known = 1;
    target.prior_b = not_a_number;
    is_of(make_plan(), FUNNELMATH_STATUS_SHAPE, 0, 0);
    funnelmath_funnel_free(funnel);
    gates[0].kind = FUNNELMATH_GATE_KIND_COUNTS;
    gates[0].a = 0;
    gates[0].b = 9007199254740992.0;
    CHECK(funnelmath_funnel_new(&options, &funnel, NULL) == FUNNELMATH_STATUS_OK);
    target.confidence.known = 1;
    target.prior_a = 1;
    target.prior_b = 4;
    is_of(make_plan(), FUNNELMATH_STATUS_SHAPE, 0, 9007199254740996.0);
    funnelmath_funnel_free(funnel);
    options.sale_value.known = 0;
    CHECK(funnelmath_funnel_new(&options, &funnel, NULL) == FUNNELMATH_STATUS_OK);
    is(make_plan(), FUNNELMATH_STATUS_NO_SALE_VALUE, -1, NULL);

    funnelmath_funnel_free(funnel);
    funnelmath_plan_free(plan);

    /* No function of C reads the names of gates' forms or anything by its name, so none fails with
     * GATE_FORM or NAME; panic_test.c provokes PANIC. */
    seen[FUNNELMATH_STATUS_GATE_FORM] = seen[FUNNELMATH_STATUS_NAME] = 1;
    seen[FUNNELMATH_STATUS_PANIC] = 1;
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        check_about(STATUSES[i].name);
        CHECK(seen[STATUSES[i].number]);
    }
}

/* The sentence of an error in full, by every capacity: always cut between characters, always closed. */
static void spelled(const funnelmath_error *said, const char *sentence) {
    const size_t size = strlen(sentence);
    char buffer[256];
    size_t length = 0;

    check_about(sentence);
    CHECK(!funnelmath_error_format(said, NULL, 0, &length) && length == size);
    for (size_t capacity = 1; capacity < size + 8; capacity++) {
        size_t kept = capacity - 1 < size ? capacity - 1 : size;
        while (kept > 0 && kept < size && ((unsigned char)sentence[kept] & 0xC0) == 0x80) {
            kept--;
        }
        poison(buffer, sizeof buffer);
        length = 0;
        CHECK(!funnelmath_error_format(said, buffer, capacity, &length) && length == size);
        CHECK(memcmp(buffer, sentence, kept) == 0 && buffer[kept] == '\0');
        CHECK(untouched(buffer + kept + 1, sizeof buffer - kept - 1));
    }
}

static funnelmath_error made(uint32_t status, int has_index, uint64_t index, int has_value,
                             double value) {
    funnelmath_error result;
    memset(&result, 0, sizeof result);
    result.status = status;
    result.has_index = (uint32_t)has_index;
    result.has_value = (uint32_t)has_value;
    result.index = index;
    result.value = value;
    return result;
}

static void errors_are_spelled(void) {
    const double wrong[2] = {0.65, 1.4};
    funnelmath_error said;
    size_t length;
    double result;

    CHECK(funnelmath_chain_overall(wrong, 2, &result, &said) == FUNNELMATH_STATUS_RATE);
    spelled(&said, "a rate must be a number from 0 to 1 (index 1, got 1.4)");
    CHECK(funnelmath_chain_overall(wrong, 2, NULL, &said) == FUNNELMATH_STATUS_POINTER);
    spelled(&said, "a pointer is NULL, misaligned, or a result overlaps an input (parameter 2)");
    said = made(FUNNELMATH_STATUS_RATE, 0, 0, 1, from_bits(0x7ff8000000000000));
    spelled(&said, "a rate must be a number from 0 to 1 (got NaN)");
    said = made(FUNNELMATH_STATUS_LENGTH, 1, 3, 1, 2);
    spelled(&said, "a list has the wrong length (expected 3, got 2)");
    said = made(FUNNELMATH_STATUS_NO_TRIALS, 1, 4, 0, 0);
    spelled(&said, "no trials, so no rate: no data is not 0 % (index 4)");
    said = made(FUNNELMATH_STATUS_NO_GATES, 0, 0, 0, 0);
    spelled(&said, "a chain needs at least one gate");
    said = made(FUNNELMATH_STATUS_ENUM, 1, 1, 1, 9);
    spelled(&said, "a number stands for no value of its enumeration (parameter 1, got 9)");
    said = made(FUNNELMATH_STATUS_STRUCT_SIZE, 1, 24, 1, 8);
    spelled(&said, "an unknown struct_size (expected 24, got 8)");
    said = made(FUNNELMATH_STATUS_INDEX, 1, 7, 1, 5);
    spelled(&said, "there is no such element (index 7, there are 5)");
    said = made(FUNNELMATH_STATUS_PANIC, 0, 0, 0, 0);
    spelled(&said, "a failure inside funnelmath");
    said = made(FUNNELMATH_STATUS_OK, 0, 0, 0, 0);
    spelled(&said, "no error");
    said = made(77, 1, 5, 1, 6);
    spelled(&said, "unknown status 77");

    /* Whatever the struct holds, a sentence comes out. */
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        for (uint32_t has = 0; has < 9; has++) {
            char text[256];
            said = made(STATUSES[i].number, (int)(has % 3), UINT64_MAX, (int)(has / 3), 1e300);
            CHECK(!funnelmath_error_format(&said, text, sizeof text, &length));
            CHECK(length >= 8 && strlen(text) == (length < 255 ? length : 255));
        }
    }
    poison(&said, sizeof said);
    CHECK(!funnelmath_error_format(&said, NULL, 0, &length) && length > 0);
}

int main(void) {
    statuses_are_those_once_given_out();
    numbers_are_those_once_given_out();
    versions_are_the_header_s();
    every_status_can_be_provoked();
    errors_are_spelled();
    return check_done("errors");
}
