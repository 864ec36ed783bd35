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
    STATUS(26, BOOKED, "booked"),
    STATUS(27, CREDIT, "credit"),
    STATUS(28, EVIDENCE_SHAPE, "evidence_shape"),
    STATUS(29, COST, "cost"),
    STATUS(30, ACTIVITY_STAGE, "activity_stage"),
    STATUS(31, STRAY_BENCHMARK, "stray_benchmark"),
    STATUS(32, SHARES, "shares"),
    STATUS(33, ELAPSED_DAYS, "elapsed_days"),
    STATUS(34, NO_DAYS, "no_days"),
    STATUS(35, SALE_VALUE_MEAN, "sale_value_mean"),
    STATUS(36, DUPLICATE_NAME, "duplicate_name"),
    STATUS(37, BLANK_NAME, "blank_name"),
    STATUS(100, POINTER, "pointer"),
    STATUS(101, ENUM, "enum"),
    STATUS(102, STRUCT_SIZE, "struct_size"),
    STATUS(103, INDEX, "index"),
    STATUS(104, RESERVED, "reserved"),
    STATUS(105, OVERLAP, "overlap"),
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
    IS(SOLVED_KIND_GIVEN, 0);
    IS(SOLVED_KIND_FOUND, 1);
    IS(SOLVED_KIND_UNDETERMINED, 2);
    IS(SOLVED_KIND_ONLY_PRODUCT, 3);
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
    IS(LEFT_KIND_ALL, 0);
    IS(LEFT_KIND_SHARE, 1);
    IS(LEFT_KIND_WORKING_DAYS, 2);
    IS(LEFT_OUT_KNOWN_RATES, 1);
    IS(LEFT_OUT_DEAL_SIZES, 2);
    IS(LEFT_OUT_RATE_MOVEMENT, 4);
    IS(LEVER_GATE, 0);
    IS(LEVER_SALE_VALUE, 1);
    IS(METHOD_EXACT, 0);
    IS(METHOD_INVERSION, 1);
    IS(METHOD_QUADRATURE, 2);
    IS(METHOD_LATTICE, 3);
    IS(METHOD_TRUNCATED, 4);
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

/* Every method has a name and a bound, and no other number has. */
static void methods_are_named(void) {
    static const char *const names[] = {"exact", "inversion", "quadrature", "lattice", "truncated"};
    check_about("methods");
    for (uint32_t method = 0; method < 5; method++) {
        CHECK(strcmp(funnelmath_method_name(method), names[method]) == 0);
        CHECK(strlen(funnelmath_method_bound(method)) > 20);
        CHECK(strcmp(funnelmath_method_bound(method), funnelmath_method_bound((method + 1) % 5)) != 0);
    }
    CHECK(strcmp(funnelmath_method_name(5), "unknown") == 0);
    CHECK(strcmp(funnelmath_method_bound(5), "unknown") == 0);
    CHECK(strcmp(funnelmath_method_name(UINT32_MAX), "unknown") == 0);
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

/* `status` is what the call before it returned; `path` as error_path() writes it; NULL for no value or limit. */
static void is_all(funnelmath_status status, funnelmath_status expected, const char *path,
                   const double *value, const double *limit) {
    CHECK(status == expected);
    CHECK(is_error(&error, (uint32_t)expected, path, value, limit));
    CHECK(untouched(&number, sizeof number) && untouched(volumes, sizeof volumes));
    CHECK(untouched(&why, sizeof why) && untouched(&effect, sizeof effect));
    seen[expected] = 1;
    sound();
}

static void is(funnelmath_status status, funnelmath_status expected, const char *path,
               const double *value) {
    is_all(status, expected, path, value, NULL);
}

static void is_of(funnelmath_status status, funnelmath_status expected, const char *path, double value) {
    is_all(status, expected, path, &value, NULL);
}

static void is_within(funnelmath_status status, funnelmath_status expected, const char *path, double value,
                      double limit) {
    is_all(status, expected, path, &value, &limit);
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
    const double trials[2] = {5, 0}, rates_and_minus[3] = {0.65, 0.4, -3};
    funnelmath_maybe maybe, list[2];
    funnelmath_deal_size fixed;

    memset(&fixed, 0, sizeof fixed);
    fixed.struct_size = sizeof fixed;
    fixed.mean = 100;
    sound();
    chances_refuse();
    special_functions_refuse();
    flows_and_revenue_refuse();
    check_about("every status");
    CHECK(funnelmath_funnel_new(&options, &funnel, NULL) == FUNNELMATH_STATUS_OK);
    CHECK(funnelmath_plan_new(funnel, &target, &plan, NULL) == FUNNELMATH_STATUS_OK);
    seen[FUNNELMATH_STATUS_OK] = 1;

    is_of(funnelmath_chain_overall(wrong, 2, &number, &error), FUNNELMATH_STATUS_RATE, "rates[1]", 1.4);
    is_of(funnelmath_chain_forward(rates, 2, -1, 3400, volumes, 3, &number, &error),
          FUNNELMATH_STATUS_VOLUME, "entry", -1);
    is_of(funnelmath_chain_forward(rates, 2, not_a_number, 3400, volumes, 3, &number, &error),
          FUNNELMATH_STATUS_VOLUME, "entry", not_a_number);
    is_of(funnelmath_chain_forward(rates, 2, 1, -2, volumes, 3, &number, &error), FUNNELMATH_STATUS_MONEY,
          "sale_value", -2);
    is_of(funnelmath_chain_forward_each(rates, 2, rates_and_minus, whole, volumes, 3, &number, &error),
          FUNNELMATH_STATUS_VOLUME, "entries[2]", -3);
    is_of(funnelmath_chain_forward_each(rates, 2, whole, rates_and_minus, volumes, 3, &number, &error),
          FUNNELMATH_STATUS_MONEY, "sale_values[2]", -3);
    goal.amount = infinite;
    is_of(required(3), FUNNELMATH_STATUS_MONEY, "goal.revenue", infinite);
    goal.sale_value = -4;
    is_of(required(3), FUNNELMATH_STATUS_MONEY, "sale_value", -4);
    goal.kind = FUNNELMATH_GOAL_KIND_VOLUME;
    goal.amount = -5;
    is_of(required(3), FUNNELMATH_STATUS_VOLUME, "goal.target", -5);
    poison(list, sizeof list);
    is_of(funnelmath_rate_from_counts(-2.5, 5, &number, &error), FUNNELMATH_STATUS_CREDIT, "successes",
          -2.5);
    is_of(funnelmath_rate_from_counts(2.5, infinite, &number, &error), FUNNELMATH_STATUS_CREDIT, "trials",
          infinite);
    is(funnelmath_rate_from_counts(0, 0, &number, &error), FUNNELMATH_STATUS_NO_TRIALS, "trials", NULL);
    is_of(funnelmath_rates_from_counts(six, five, 2, list, &error), FUNNELMATH_STATUS_SUCCESSES,
          "successes[1]", 6);
    is_of(funnelmath_rates_from_counts(five, trials, 2, list, &error), FUNNELMATH_STATUS_SUCCESSES,
          "successes[1]", 5);
    CHECK(untouched(list, sizeof list));
    is_of(funnelmath_rate_one_in(0.5, &number, &error), FUNNELMATH_STATUS_ONE_IN, "one_in", 0.5);
    is(funnelmath_chain_overall(rates, 0, &number, &error), FUNNELMATH_STATUS_NO_GATES, "rates[]", NULL);
    goal.kind = FUNNELMATH_GOAL_KIND_VOLUME;
    goal.stage = 3;
    is_within(required(3), FUNNELMATH_STATUS_STAGE, "goal.stage", 3, 2);
    is_within(sensitivity(FUNNELMATH_LEVER_GATE, 2, FUNNELMATH_STEP_POINTS, 1), FUNNELMATH_STATUS_GATE,
              "gate", 2, 1);
    is_within(required(2), FUNNELMATH_STATUS_LENGTH, "volumes[]", 2, 3);
    is_within(funnelmath_policy_apply_each(FUNNELMATH_POLICY_UP, rates, 2, 2, whole, volumes, 2, &error),
              FUNNELMATH_STATUS_LENGTH, "exact[]", 2, 3);
    is_within(funnelmath_policy_apply_each(FUNNELMATH_POLICY_UP, rates, 2, 3, whole, volumes, 3, &error),
              FUNNELMATH_STATUS_STAGE, "stage", 3, 2);
    goal.amount = largest;
    goal.sale_value = 0.5;
    is(required(3), FUNNELMATH_STATUS_OVERFLOW, "volumes[2]", NULL);
    calendar.kind = FUNNELMATH_CALENDAR_KIND_SELLING_WEEKS;
    calendar.selling_weeks = 53.5;
    is_of(per_year(0), FUNNELMATH_STATUS_WEEKS_PER_YEAR, "selling_weeks", 53.5);
    calendar.days_per_week = 0;
    is_of(per_year(0), FUNNELMATH_STATUS_DAYS_PER_WEEK, "days_per_week", 0);
    poison(&maybe, sizeof maybe);
    is_of(funnelmath_velocity_per_day(18, 42000, 0.24, -78, &maybe, &error), FUNNELMATH_STATUS_DAYS,
          "cycle_days", -78);
    is_of(funnelmath_attainment(infinite, 1, &maybe, &error), FUNNELMATH_STATUS_BOOKED, "actual", infinite);
    is_of(funnelmath_attainment(1, -1, &maybe, &error), FUNNELMATH_STATUS_MONEY, "goal", -1);
    is_of(funnelmath_activity_gauge(-1, 1, &maybe, &error), FUNNELMATH_STATUS_VOLUME, "actual", -1);
    is_of(funnelmath_activity_gauge(1, -1, &maybe, &error), FUNNELMATH_STATUS_VOLUME, "required", -1);
    CHECK(untouched(&maybe, sizeof maybe));
    is_of(sensitivity(FUNNELMATH_LEVER_GATE, 1, FUNNELMATH_STEP_POINTS, -41), FUNNELMATH_STATUS_STEP,
          "step", -41);

    is(funnelmath_chain_overall(rates, 2, NULL, &error), FUNNELMATH_STATUS_POINTER, "parameter 2", NULL);
    is(funnelmath_policy_apply_each(FUNNELMATH_POLICY_UP, rates, 2, 2, whole, (double *)(uintptr_t)whole, 3,
                                    &error),
       FUNNELMATH_STATUS_OVERLAP, "parameter 5", NULL);
    is_of(per_year(5), FUNNELMATH_STATUS_ENUM, "parameter 1", 5);
    calendar.struct_size--;
    is_within(per_year(0), FUNNELMATH_STATUS_STRUCT_SIZE, "parameter 0", sizeof calendar - 1,
              sizeof calendar);
    is_within(funnelmath_plan_get_effect(plan, 99, &effect, &error), FUNNELMATH_STATUS_INDEX, "", 99, 5);

    /* Structs: their sizes, their reserved members and their numbers, and those of the structs in them. */
    const uint32_t sizes[] = {0, 1, UINT32_MAX};
    for (size_t i = 0; i < 3; i++) {
        const double size = sizes[i];
        const funnelmath_status wrong_size = FUNNELMATH_STATUS_STRUCT_SIZE;
        calendar.struct_size = sizes[i];
        is_within(per_year(0), wrong_size, "parameter 0", size, sizeof calendar);
        goal.struct_size = sizes[i];
        is_within(required(3), wrong_size, "parameter 2", size, sizeof goal);
        goal.struct_size = sizes[i];
        is_within(sensitivity(0, 0, 0, 1), wrong_size, "parameter 2", size, sizeof goal);
        options.struct_size = sizes[i];
        is_within(make_funnel(), wrong_size, "parameter 0", size, sizeof options);
        options.calendar.struct_size = sizes[i];
        is_within(make_funnel(), wrong_size, "parameter 0", size, sizeof calendar);
        target.struct_size = sizes[i];
        is_within(make_plan(), wrong_size, "parameter 1", size, sizeof target);
        target.goal.struct_size = sizes[i];
        is_within(make_plan(), wrong_size, "parameter 1", size, sizeof goal);
    }
    goal.reserved = 1;
    is_of(required(3), FUNNELMATH_STATUS_RESERVED, "parameter 2", 1);
    options.reserved = 2;
    is_of(make_funnel(), FUNNELMATH_STATUS_RESERVED, "parameter 0", 2);
    options.sale_value.reserved = 3;
    is_of(make_funnel(), FUNNELMATH_STATUS_RESERVED, "parameter 0", 3);
    gates[1].reserved = 4;
    is_of(make_funnel(), FUNNELMATH_STATUS_RESERVED, "parameter 0", 4);
    gates[1].benchmark.reserved = 5;
    is_of(make_funnel(), FUNNELMATH_STATUS_RESERVED, "parameter 0", 5);
    target.reserved = 6;
    is_of(make_plan(), FUNNELMATH_STATUS_RESERVED, "parameter 1", 6);
    target.goal.reserved = 7;
    is_of(make_plan(), FUNNELMATH_STATUS_RESERVED, "parameter 1", 7);
    target.confidence.reserved = UINT32_MAX;
    is_of(make_plan(), FUNNELMATH_STATUS_RESERVED, "parameter 1", UINT32_MAX);
    calendar.kind = 4;
    is_of(per_year(0), FUNNELMATH_STATUS_ENUM, "parameter 0", 4);
    goal.kind = 2;
    is_of(required(3), FUNNELMATH_STATUS_ENUM, "parameter 2", 2);
    goal.start_kind = 3;
    is_of(required(3), FUNNELMATH_STATUS_ENUM, "parameter 2", 3);
    options.calendar.kind = 4;
    is_of(make_funnel(), FUNNELMATH_STATUS_ENUM, "parameter 0", 4);
    gates[1].kind = 3;
    is_of(make_funnel(), FUNNELMATH_STATUS_ENUM, "parameter 0", 3);
    gates[1].benchmark.known = 2;
    is_of(make_funnel(), FUNNELMATH_STATUS_ENUM, "parameter 0", 2);
    options.sale_value.known = UINT32_MAX;
    is_of(make_funnel(), FUNNELMATH_STATUS_ENUM, "parameter 0", UINT32_MAX);
    options.sale_value_benchmark.known = 2;
    is_of(make_funnel(), FUNNELMATH_STATUS_ENUM, "parameter 0", 2);
    target.per = 5;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, "parameter 1", 5);
    target.activity_per = 5;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, "parameter 1", 5);
    target.policy = 3;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, "parameter 1", 3);
    target.goal.kind = 2;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, "parameter 1", 2);
    target.goal.start_kind = 3;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, "parameter 1", 3);
    target.actual.known = 2;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, "parameter 1", 2);
    target.reached.known = 2;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, "parameter 1", 2);
    target.left_kind = 3;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, "parameter 1", 3);
    {
        funnelmath_maybe known[3], one;
        funnelmath_solved answers[5];
        funnelmath_solution solution;
        const char *const parameters[4] = {"parameter 0", "parameter 1", "parameter 3", "parameter 4"};
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

    /* Funnels. */
    gates[1].a = 1.5;
    is_of(make_funnel(), FUNNELMATH_STATUS_RATE, "gates[1].rate", 1.5);
    gates[1].kind = FUNNELMATH_GATE_KIND_COUNTS;
    gates[1].a = 6;
    gates[1].b = 5;
    is_of(make_funnel(), FUNNELMATH_STATUS_SUCCESSES, "gates[1].successes", 6);
    gates[1].kind = FUNNELMATH_GATE_KIND_COUNTS;
    gates[1].a = 0;
    is(make_funnel(), FUNNELMATH_STATUS_NO_TRIALS, "gates[1].trials", NULL);
    gates[0].kind = FUNNELMATH_GATE_KIND_COUNTS;
    gates[0].a = 1;
    gates[0].b = -0.5;
    is_of(make_funnel(), FUNNELMATH_STATUS_CREDIT, "gates[0].trials", -0.5);
    gates[0].kind = FUNNELMATH_GATE_KIND_ONE_IN;
    gates[0].a = 0.5;
    is_of(make_funnel(), FUNNELMATH_STATUS_ONE_IN, "gates[0].one_in", 0.5);
    gates[0].benchmark.value = -1;
    gates[0].benchmark.known = 1;
    is_of(make_funnel(), FUNNELMATH_STATUS_RATE, "gates[0].benchmark", -1);
    options.gates_len = 0;
    options.gates = NULL;
    is(make_funnel(), FUNNELMATH_STATUS_NO_GATES, "gates[]", NULL);
    options.gates = NULL;
    is(make_funnel(), FUNNELMATH_STATUS_POINTER, "parameter 0", NULL);
    options.gates_len = SIZE_MAX;
    is_of(make_funnel(), FUNNELMATH_STATUS_LENGTH, "parameter 0", (double)SIZE_MAX);
    options.sale_value.value = -1;
    is_of(make_funnel(), FUNNELMATH_STATUS_MONEY, "sale_value", -1);
    options.sale_value_benchmark.value = -1;
    options.sale_value_benchmark.known = 1;
    is_of(make_funnel(), FUNNELMATH_STATUS_MONEY, "sale_value_benchmark", -1);
    options.calendar.days_per_week = 8;
    is_of(make_funnel(), FUNNELMATH_STATUS_DAYS_PER_WEEK, "days_per_week", 8);
    options.deal_size = &fixed;
    is_within(make_funnel(), FUNNELMATH_STATUS_SALE_VALUE_MEAN, "sale_value", 3400, 100);
    options.deal_size = (const funnelmath_deal_size *)(const void *)((const char *)&fixed + 1);
    is(make_funnel(), FUNNELMATH_STATUS_POINTER, "parameter 0", NULL);

    /* Targets. */
    target.activity_stage = 3;
    is_within(make_plan(), FUNNELMATH_STATUS_ACTIVITY_STAGE, "activity_stage", 3, 2);
    target.activity_stage = UINT64_MAX;
    CHECK(make_plan() == FUNNELMATH_STATUS_ACTIVITY_STAGE);
    sound();
    target.goal.kind = FUNNELMATH_GOAL_KIND_VOLUME;
    target.goal.stage = 3;
    is_within(make_plan(), FUNNELMATH_STATUS_STAGE, "goal.stage", 3, 2);
    target.goal.start_kind = FUNNELMATH_START_KIND_OPEN;
    target.goal.start = rates;
    target.goal.start_len = 2;
    is_within(make_plan(), FUNNELMATH_STATUS_LENGTH, "start[]", 2, 3);
    target.goal.start_kind = FUNNELMATH_START_KIND_OPEN;
    target.goal.start_len = 3;
    is(make_plan(), FUNNELMATH_STATUS_POINTER, "parameter 1", NULL);
    target.entries = rates;
    target.entries_len = 2;
    is_within(make_plan(), FUNNELMATH_STATUS_LENGTH, "entries[]", 2, 3);
    target.entries_len = 3;
    is(make_plan(), FUNNELMATH_STATUS_POINTER, "parameter 1", NULL);
    target.actual.known = 1;
    target.actual.value = -2;
    is_of(make_plan(), FUNNELMATH_STATUS_VOLUME, "actual", -2);
    target.reached.known = 1;
    target.reached.value = infinite;
    is_of(make_plan(), FUNNELMATH_STATUS_BOOKED, "reached", infinite);
    target.left_kind = FUNNELMATH_LEFT_KIND_SHARE;
    target.left = 1.5;
    is_of(make_plan(), FUNNELMATH_STATUS_RATE, "left", 1.5);
    target.left_kind = FUNNELMATH_LEFT_KIND_WORKING_DAYS;
    target.elapsed_days = -1;
    is_of(make_plan(), FUNNELMATH_STATUS_DAYS, "elapsed_days", -1);
    target.left_kind = FUNNELMATH_LEFT_KIND_WORKING_DAYS;
    is(make_plan(), FUNNELMATH_STATUS_NO_DAYS, "total_days", NULL);
    target.left_kind = FUNNELMATH_LEFT_KIND_WORKING_DAYS;
    target.elapsed_days = 23;
    target.total_days = 22;
    is_within(make_plan(), FUNNELMATH_STATUS_ELAPSED_DAYS, "elapsed_days", 23, 22);
    target.deal_size = &fixed;
    is_within(make_plan(), FUNNELMATH_STATUS_SALE_VALUE_MEAN, "sale_value", 3400, 100);
    target.confidence.known = 2;
    is_of(make_plan(), FUNNELMATH_STATUS_ENUM, "parameter 1", 2);
    target.confidence.known = 1;
    target.confidence.value = 1.5;
    is_of(make_plan(), FUNNELMATH_STATUS_PROBABILITY, "confidence", 1.5);
    target.confidence.known = 1;
    target.prior_a = 1;
    is_of(make_plan(), FUNNELMATH_STATUS_EVIDENCE_SHAPE, "evidence.b", 0);
    target.confidence.known = 1;
    target.prior_b = not_a_number;
    is_of(make_plan(), FUNNELMATH_STATUS_EVIDENCE_SHAPE, "evidence.a", 0);
    funnelmath_funnel_free(funnel);
    gates[0].kind = FUNNELMATH_GATE_KIND_COUNTS;
    gates[0].a = 0;
    gates[0].b = 9007199254740992.0;
    CHECK(funnelmath_funnel_new(&options, &funnel, NULL) == FUNNELMATH_STATUS_OK);
    target.confidence.known = 1;
    target.prior_a = 1;
    target.prior_b = 4e12;
    is_of(make_plan(), FUNNELMATH_STATUS_EVIDENCE_SHAPE, "gates[0].trials", 9007199254740992.0 + 4e12);
    funnelmath_funnel_free(funnel);
    options.sale_value.known = 0;
    CHECK(funnelmath_funnel_new(&options, &funnel, NULL) == FUNNELMATH_STATUS_OK);
    is(make_plan(), FUNNELMATH_STATUS_NO_SALE_VALUE, "sale_value", NULL);

    funnelmath_funnel_free(funnel);
    funnelmath_plan_free(plan);

    /* In C a gate has one form, nothing has a name, and there are no costs or mixes; panic_test.c provokes PANIC. */
    const uint32_t not_in_c[] = {FUNNELMATH_STATUS_GATE_FORM, FUNNELMATH_STATUS_NAME,
                                 FUNNELMATH_STATUS_COST, FUNNELMATH_STATUS_STRAY_BENCHMARK,
                                 FUNNELMATH_STATUS_SHARES, FUNNELMATH_STATUS_DUPLICATE_NAME,
                                 FUNNELMATH_STATUS_BLANK_NAME, FUNNELMATH_STATUS_PANIC};
    for (size_t i = 0; i < sizeof not_in_c / sizeof not_in_c[0]; i++) {
        CHECK(!seen[not_in_c[i]]);
        seen[not_in_c[i]] = 1;
    }
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
    CHECK(!funnelmath_error_message(said, NULL, 0, &length) && length == size);
    for (size_t capacity = 1; capacity < size + 8; capacity++) {
        size_t kept = capacity - 1 < size ? capacity - 1 : size;
        while (kept > 0 && kept < size && ((unsigned char)sentence[kept] & 0xC0) == 0x80) {
            kept--;
        }
        poison(buffer, sizeof buffer);
        length = 0;
        CHECK(!funnelmath_error_message(said, buffer, capacity, &length) && length == size);
        CHECK(memcmp(buffer, sentence, kept) == 0 && buffer[kept] == '\0');
        CHECK(untouched(buffer + kept + 1, sizeof buffer - kept - 1));
    }
}

static funnelmath_error made(uint32_t status, uint32_t field, int has_index, uint64_t index, int has_value,
                             double value) {
    funnelmath_error result;
    memset(&result, 0, sizeof result);
    result.status = status;
    result.field = field;
    result.has_index = (uint32_t)has_index;
    result.has_value = (uint32_t)has_value;
    result.index = index;
    result.value = value;
    return result;
}

/* The number of a field, by its name. */
static uint32_t field_of(const char *name) {
    for (uint32_t field = 1; field < 1000; field++) {
        if (strcmp(funnelmath_field_name(field), name) == 0) {
            return field;
        }
    }
    CHECK(0 && "no such field");
    return 0;
}

static void errors_are_spelled(void) {
    const double wrong[2] = {0.65, 1.4};
    funnelmath_error said;
    size_t length;
    double result;

    CHECK(funnelmath_chain_overall(wrong, 2, &result, &said) == FUNNELMATH_STATUS_RATE);
    spelled(&said, "rates[1]: a rate must be a number from 0 to 1 (got 1.4)");
    CHECK(said.field == 2);
    CHECK(funnelmath_chain_overall(wrong, 2, NULL, &said) == FUNNELMATH_STATUS_POINTER);
    spelled(&said, "a pointer is NULL or misaligned (parameter 2)");
    said = made(FUNNELMATH_STATUS_RATE, 0, 0, 0, 1, from_bits(0x7ff8000000000000));
    spelled(&said, "a rate must be a number from 0 to 1 (got NaN)");
    said = made(FUNNELMATH_STATUS_LENGTH, field_of("start[]"), 0, 0, 1, 2);
    said.has_limit = 1;
    said.limit = 3;
    spelled(&said, "start: a list has the wrong length (got 2, needs 3)");
    said = made(FUNNELMATH_STATUS_STAGE, field_of("goal.stage"), 0, 0, 1, 3);
    said.has_limit = 1;
    said.limit = 2;
    spelled(&said, "goal.stage: the chain has no such stage (got 3, the last is 2)");
    said = made(FUNNELMATH_STATUS_NO_TRIALS, field_of("gates[].trials"), 1, 4, 0, 0);
    spelled(&said, "gates[4].trials: no trials, so no rate: no data is not 0%");
    said = made(FUNNELMATH_STATUS_RATE, field_of("segments[].rates[]"), 1, 4, 1, 2);
    said.has_inner_index = 1;
    said.inner_index = 7;
    spelled(&said, "segments[4].rates[7]: a rate must be a number from 0 to 1 (got 2)");
    said = made(FUNNELMATH_STATUS_NO_GATES, 0, 0, 0, 0, 0);
    spelled(&said, "a chain needs at least one gate");
    said = made(FUNNELMATH_STATUS_ENUM, 0, 0, 0, 1, 9);
    said.has_parameter = 1;
    said.parameter = 1;
    spelled(&said, "a number stands for no value of its enumeration (parameter 1, got 9)");
    said.status = FUNNELMATH_STATUS_RESERVED;
    spelled(&said, "a reserved member must be 0 (parameter 1, got 9)");
    said.status = FUNNELMATH_STATUS_STRUCT_SIZE;
    said.has_limit = 1;
    said.limit = 24;
    spelled(&said, "an unknown struct_size (parameter 1, got 9, needs 24)");
    said = made(FUNNELMATH_STATUS_OVERLAP, 0, 0, 0, 0, 0);
    said.has_parameter = 1;
    said.parameter = 5;
    spelled(&said, "a list of results overlaps an input or another result (parameter 5)");
    said = made(FUNNELMATH_STATUS_INDEX, 0, 0, 0, 1, 7);
    said.has_limit = 1;
    said.limit = 5;
    spelled(&said, "the plan has no such element (got 7, there are 5)");
    said = made(FUNNELMATH_STATUS_PANIC, 0, 0, 0, 0, 0);
    spelled(&said, "a failure inside funnelmath");
    said = made(FUNNELMATH_STATUS_OK, 0, 0, 0, 0, 0);
    spelled(&said, "no error");
    said = made(77, 5, 1, 5, 1, 6);
    spelled(&said, "unknown status 77");
    CHECK(strcmp(funnelmath_field_name(0), "unknown") == 0);
    CHECK(strcmp(funnelmath_field_name(1), "rate") == 0);
    CHECK(strcmp(funnelmath_field_name(UINT32_MAX), "unknown") == 0);

    /* Whatever the struct holds, a sentence comes out. */
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        for (uint32_t has = 0; has < 9; has++) {
            char text[256];
            said = made(STATUSES[i].number, has * 50, (int)(has % 3), UINT64_MAX, (int)(has / 3), 1e300);
            CHECK(!funnelmath_error_message(&said, text, sizeof text, &length));
            CHECK(length >= 8 && strlen(text) == (length < 255 ? length : 255));
        }
    }
    poison(&said, sizeof said);
    CHECK(!funnelmath_error_message(&said, NULL, 0, &length) && length > 0);
}

int main(void) {
    statuses_are_those_once_given_out();
    numbers_are_those_once_given_out();
    methods_are_named();
    versions_are_the_header_s();
    every_status_can_be_provoked();
    errors_are_spelled();
    return check_done("errors");
}
