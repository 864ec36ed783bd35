/* Funnels, plans and distributions of revenue from C: the published examples, the accessors and their ends, and who owns what. */
#include "check.h"

static funnelmath_error error;

static void calendar_of(funnelmath_calendar *calendar, uint32_t kind) {
    memset(calendar, 0, sizeof *calendar);
    calendar->struct_size = sizeof *calendar;
    calendar->kind = kind;
    calendar->days_per_week = 7;
}

static void options_of(funnelmath_funnel_options *options, const funnelmath_gate *gates, size_t len,
                       double sale_value, uint32_t calendar) {
    memset(options, 0, sizeof *options);
    options->struct_size = sizeof *options;
    options->gates = gates;
    options->gates_len = len;
    options->sale_value.value = sale_value;
    options->sale_value.known = sale_value > 0;
    calendar_of(&options->calendar, calendar);
}

static void target_of(funnelmath_target *target, uint32_t kind, double amount, uint32_t policy) {
    memset(target, 0, sizeof *target);
    target->struct_size = sizeof *target;
    target->per = FUNNELMATH_PERIOD_MONTH;
    target->goal.struct_size = sizeof target->goal;
    target->goal.kind = kind;
    target->goal.amount = amount;
    /* Not read: the funnel has one. */
    target->goal.sale_value = -1;
    target->activity_per = FUNNELMATH_PERIOD_WEEK;
    target->policy = policy;
}

static funnelmath_funnel *made(const funnelmath_funnel_options *options) {
    funnelmath_funnel *funnel = NULL;
    poison(&error, sizeof error);
    CHECK(!funnelmath_funnel_new(options, &funnel, &error) && funnel != NULL);
    CHECK(untouched(&error, sizeof error));
    return funnel;
}

static funnelmath_plan *planned(const funnelmath_funnel *funnel, const funnelmath_target *target) {
    funnelmath_plan *plan = NULL;
    poison(&error, sizeof error);
    CHECK(!funnelmath_plan_new(funnel, target, &plan, &error) && plan != NULL);
    CHECK(untouched(&error, sizeof error));
    return plan;
}

static int reads(double value, const char *format, const char *text) {
    char got[40];
    snprintf(got, sizeof got, format, value);
    return strcmp(got, text) == 0;
}

static int stage_reads(const funnelmath_plan *plan, uint64_t period, uint64_t stage, const char *exact,
                       double units) {
    funnelmath_whole whole;
    return funnelmath_plan_get_stage(plan, period, stage, &whole, NULL) == FUNNELMATH_STATUS_OK
        && reads(whole.exact, "%.4f", exact) && whole.units == units;
}

/* The README's example: what it prints is what comes out. */
static void readme(void) {
    funnelmath_gate gates[2];
    funnelmath_funnel_options options;
    funnelmath_target target;
    funnelmath_plan_summary summary;
    funnelmath_plan_period period;
    funnelmath_effect effect;

    check_about("the README's example");
    memset(gates, 0, sizeof gates);
    gates[0].kind = FUNNELMATH_GATE_KIND_RATE;
    gates[0].a = 0.65;
    gates[1].kind = FUNNELMATH_GATE_KIND_COUNTS;
    gates[1].a = 2;
    gates[1].b = 5;
    options_of(&options, gates, 2, 3400, FUNNELMATH_CALENDAR_KIND_COMMON);
    target_of(&target, FUNNELMATH_GOAL_KIND_REVENUE, 25000, FUNNELMATH_POLICY_UP);
    target.actual.value = 5;
    target.actual.known = 1;
    funnelmath_funnel *funnel = made(&options);
    /* What was given is the caller's again. */
    poison(gates, sizeof gates);
    poison(&options, sizeof options);
    funnelmath_plan *plan = planned(funnel, &target);
    poison(&target, sizeof target);
    funnelmath_funnel_free(funnel);

    poison(&summary, sizeof summary);
    CHECK(!funnelmath_plan_summarize(plan, &summary, &error));
    CHECK(summary.unreachable.unreachable == 0 && summary.periods == 2 && summary.stages == 3);
    CHECK(summary.effects == 5 && summary.gauge.known == 1 && summary.landing.known == 1);
    /* Nothing says what is reached. */
    CHECK(summary.attainment.known == 0 && same_bits(summary.landing.value, summary.gauge.value));
    CHECK(reads(100 * summary.gauge.value, "%.1f", "76.6"));
    CHECK(stage_reads(plan, 0, 0, "28.2805", 29) && stage_reads(plan, 0, 1, "18.3824", 19));
    CHECK(stage_reads(plan, 0, 2, "7.3529", 8));
    CHECK(stage_reads(plan, 1, 0, "6.5263", 7) && stage_reads(plan, 1, 1, "4.2421", 5));
    CHECK(stage_reads(plan, 1, 2, "1.6968", 2));
    CHECK(!funnelmath_plan_get_period(plan, 0, &period, &error));
    CHECK(period.period == FUNNELMATH_PERIOD_MONTH && period.goal == 25000 && period.reserved == 0);
    CHECK(!funnelmath_plan_get_period(plan, 1, &period, &error));
    CHECK(period.period == FUNNELMATH_PERIOD_WEEK && period.revenue.known && period.attainment.known);
    CHECK(reads(100 * period.attainment.value, "%.1f", "107.3"));

    /* A point more and ten percent more of each gate, ten percent more of the sale value. */
    const uint32_t levers[5] = {0, 0, 0, 0, 1}, steps[5] = {0, 1, 0, 1, 1};
    const uint64_t of[5] = {0, 0, 1, 1, 0};
    const char *const to[5] = {"0.6600", "0.7150", "0.4100", "0.4400", "3740.0000"};
    for (uint64_t i = 0; i < 5; i++) {
        poison(&effect, sizeof effect);
        CHECK(!funnelmath_plan_get_effect(plan, i, &effect, &error));
        CHECK(effect.lever == levers[i] && effect.gate == of[i] && effect.step == steps[i]);
        CHECK(effect.size == (steps[i] == FUNNELMATH_STEP_POINTS ? 1 : 10) && effect.reserved == 0);
        CHECK(reads(effect.to, "%.4f", to[i]) && effect.capped == 0);
        CHECK(reads(effect.required_before.value, "%.4f", "6.5263"));
        CHECK(effect.required_change.value < 0 && effect.revenue_change.value > 0);
    }

    /* Beyond the ends. */
    const uint64_t beyond[] = {5, 6, UINT64_MAX};
    const double two = 2, three = 3, five = 5;
    funnelmath_whole whole;
    poison(&whole, sizeof whole);
    poison(&period, sizeof period);
    poison(&effect, sizeof effect);
    for (size_t i = 0; i < 3; i++) {
        const double asked = (double)beyond[i];
        CHECK(funnelmath_plan_get_period(plan, beyond[i], &period, &error) == FUNNELMATH_STATUS_INDEX);
        CHECK(is_error(&error, FUNNELMATH_STATUS_INDEX, "", &asked, &two));
        CHECK(funnelmath_plan_get_stage(plan, beyond[i], 0, &whole, &error) == FUNNELMATH_STATUS_INDEX);
        CHECK(is_error(&error, FUNNELMATH_STATUS_INDEX, "", &asked, &two));
        CHECK(funnelmath_plan_get_stage(plan, 1, beyond[i], &whole, &error) == FUNNELMATH_STATUS_INDEX);
        CHECK(is_error(&error, FUNNELMATH_STATUS_INDEX, "", &asked, &three));
        CHECK(funnelmath_plan_get_effect(plan, beyond[i], &effect, &error) == FUNNELMATH_STATUS_INDEX);
        CHECK(is_error(&error, FUNNELMATH_STATUS_INDEX, "", &asked, &five));
    }
    CHECK(untouched(&whole, sizeof whole) && untouched(&period, sizeof period));
    CHECK(untouched(&effect, sizeof effect));
    funnelmath_plan_free(plan);
}

/* Published: 60%, 40%, 3,500, five appointments a week, a month of 4 weeks: 67.2%. And 65%, 40%, 3,400 in that
 * month: 7.0701 a week, 7 by NEAREST (99.0%), 8 by UP. */
static void four_week_month(void) {
    funnelmath_gate gates[2];
    funnelmath_funnel_options options;
    funnelmath_target target;
    funnelmath_plan_summary summary;
    funnelmath_whole whole;

    check_about("the month of 4 weeks");
    memset(gates, 0, sizeof gates);
    gates[0].a = 0.60;
    gates[1].a = 0.40;
    options_of(&options, gates, 2, 3500, FUNNELMATH_CALENDAR_KIND_FOUR_WEEK_MONTH);
    target_of(&target, FUNNELMATH_GOAL_KIND_REVENUE, 25000, FUNNELMATH_POLICY_UP);
    target.actual.value = 5;
    target.actual.known = 1;
    funnelmath_funnel *funnel = made(&options);
    funnelmath_plan *plan = planned(funnel, &target);
    CHECK(!funnelmath_plan_summarize(plan, &summary, NULL));
    CHECK(reads(100 * summary.gauge.value, "%.1f", "67.2"));
    CHECK(reads(100 * summary.landing.value, "%.1f", "67.2"));
    funnelmath_plan_free(plan);
    funnelmath_funnel_free(funnel);

    gates[0].a = 0.65;
    options_of(&options, gates, 2, 3400, FUNNELMATH_CALENDAR_KIND_FOUR_WEEK_MONTH);
    funnel = made(&options);
    for (uint32_t policy = FUNNELMATH_POLICY_UP; policy <= FUNNELMATH_POLICY_NEAREST; policy++) {
        target.policy = policy;
        plan = planned(funnel, &target);
        CHECK(stage_reads(plan, 1, 0, "7.0701", policy == FUNNELMATH_POLICY_UP ? 8 : 7));
        CHECK(!funnelmath_plan_get_stage(plan, 1, 0, &whole, NULL));
        CHECK(policy == FUNNELMATH_POLICY_UP || reads(100 * whole.delivers.value, "%.1f", "99.0"));
        funnelmath_plan_free(plan);
    }
    funnelmath_funnel_free(funnel);
}

static void without_a_sale_value(void) {
    funnelmath_gate gates[3];
    funnelmath_funnel_options options;
    funnelmath_target target;
    funnelmath_plan_summary summary;
    funnelmath_plan_period period;
    const double there[4] = {0, 0, 0, 4};

    check_about("volumes only");
    memset(gates, 0, sizeof gates);
    for (size_t i = 0; i < 3; i++) {
        gates[i].kind = FUNNELMATH_GATE_KIND_ONE_IN;
        gates[i].a = 10;
        gates[i].b = from_bits(0x7ff8000000000000); /* not read */
        gates[i].benchmark.value = 0.2;
        gates[i].benchmark.known = 1;
    }
    options_of(&options, gates, 3, 0, FUNNELMATH_CALENDAR_KIND_COMMON);
    target_of(&target, FUNNELMATH_GOAL_KIND_VOLUME, 10, FUNNELMATH_POLICY_UP);
    target.goal.stage = 3;
    target.activity_per = target.per;
    target.goal.start_kind = FUNNELMATH_START_KIND_OPEN;
    target.goal.start = there;
    target.goal.start_len = 4;
    funnelmath_funnel *funnel = made(&options);
    funnelmath_plan *plan = planned(funnel, &target);
    CHECK(!funnelmath_plan_summarize(plan, &summary, NULL));
    /* Ten clients wanted, four won, 10:1 three times: six thousand. One period, as both are the same. */
    CHECK(summary.periods == 1 && summary.stages == 4 && summary.effects == 9);
    CHECK(summary.gauge.known == 0 && summary.landing.known == 0);
    CHECK(summary.attainment.known == 1 && summary.attainment.value == 0.4);
    CHECK(stage_reads(plan, 0, 0, "6000.0000", 6000) && stage_reads(plan, 0, 3, "6.0000", 6));
    CHECK(!funnelmath_plan_get_period(plan, 0, &period, NULL));
    CHECK(period.goal == 6 && period.revenue.known == 0 && period.attainment.known == 1);
    funnelmath_plan_free(plan);

    /* A closed gate is no failure. */
    funnelmath_funnel_free(funnel);
    gates[1].kind = FUNNELMATH_GATE_KIND_RATE;
    gates[1].a = 0;
    funnel = made(&options);
    plan = planned(funnel, &target);
    CHECK(!funnelmath_plan_summarize(plan, &summary, NULL));
    CHECK(summary.unreachable.unreachable == 1 && summary.unreachable.lever == FUNNELMATH_LEVER_GATE);
    CHECK(summary.unreachable.gate == 1 && summary.periods == 0 && summary.stages == 0);
    CHECK(funnelmath_plan_get_period(plan, 0, &period, &error) == FUNNELMATH_STATUS_INDEX);
    funnelmath_plan_free(plan);
    funnelmath_funnel_free(funnel);
}

static int near(double value, double exact) {
    const double off = value > exact ? value - exact : exact - value;
    return off <= 1e-12 * exact;
}

/* Whether the chance is this, both ways, and was counted exactly. */
static int chance_is(const funnelmath_probability *chance, double reached, double missed) {
    return near(chance->value, reached) && near(chance->complement, missed)
        && chance->method == FUNNELMATH_METHOD_EXACT && chance->reserved == 0;
}

static void confident_of(funnelmath_target *target, double confidence) {
    target->confidence.value = confidence;
    target->confidence.known = 1;
}

static double confident_units(const funnelmath_plan *plan, uint64_t period, uint64_t stage) {
    funnelmath_whole whole;
    return funnelmath_plan_get_confident_stage(plan, period, stage, &whole, NULL) ? -1 : whole.units;
}

/* 25,000 at 3,400 are 8 sales. The expected numbers are sums of exact binomials. */
static void confident(void) {
    funnelmath_gate gates[2];
    funnelmath_funnel_options options;
    funnelmath_target target;
    funnelmath_plan_confident found;
    funnelmath_plan_period period;
    funnelmath_probability chance;
    funnelmath_whole whole;
    const double none = 0, two = 2, three = 3;

    check_about("a confident plan");
    memset(gates, 0, sizeof gates);
    gates[0].a = 0.65;
    gates[1].a = 0.40;
    options_of(&options, gates, 2, 3400, FUNNELMATH_CALENDAR_KIND_COMMON);
    target_of(&target, FUNNELMATH_GOAL_KIND_REVENUE, 25000, FUNNELMATH_POLICY_UP);
    confident_of(&target, 0.9);
    funnelmath_funnel *funnel = made(&options);
    funnelmath_plan *plan = planned(funnel, &target);
    poison(&found, sizeof found);
    CHECK(!funnelmath_plan_get_confident(plan, &found, &error));
    CHECK(found.present == 1 && found.confidence == 0.9 && found.periods == 2);
    CHECK(chance_is(&found.chance, 0.9036042722094172, 0.09639572779058284));
    /* Both rates were given as known, and every deal is worth the mean. */
    CHECK(found.leaves_out
          == (FUNNELMATH_LEFT_OUT_KNOWN_RATES | FUNNELMATH_LEFT_OUT_DEAL_SIZES
              | FUNNELMATH_LEFT_OUT_RATE_MOVEMENT));
    CHECK(confident_units(plan, 0, 0) == 43 && confident_units(plan, 0, 2) == 8);
    CHECK(confident_units(plan, 1, 0) == 10);
    /* The expected plan: 29 a month; 7 a week are 30 a month. */
    CHECK(!funnelmath_plan_get_expected_chance(plan, 0, &chance, &error));
    CHECK(chance_is(&chance, 0.49295147871778533, 0.5070485212822147));
    CHECK(!funnelmath_plan_get_expected_chance(plan, 1, &chance, &error));
    CHECK(chance_is(&chance, 0.5362254058230153, 0.46377459417698474));
    CHECK(!funnelmath_plan_get_confident_period(plan, 0, &period, &error));
    CHECK(period.period == FUNNELMATH_PERIOD_MONTH && period.goal == 25000 && period.reserved == 0);
    CHECK(period.revenue.known && near(period.revenue.value, 43 * 0.65 * 0.40 * 3400));
    CHECK(!funnelmath_plan_get_confident_period(plan, 1, &period, &error));
    CHECK(period.period == FUNNELMATH_PERIOD_WEEK && period.attainment.known);
    /* What is asked otherwise is as without a confidence. */
    CHECK(stage_reads(plan, 1, 0, "6.5263", 7));

    const uint64_t beyond[] = {2, 3, UINT64_MAX};
    poison(&whole, sizeof whole);
    poison(&period, sizeof period);
    poison(&chance, sizeof chance);
    for (size_t i = 0; i < 3; i++) {
        const double asked = (double)beyond[i];
        CHECK(funnelmath_plan_get_expected_chance(plan, beyond[i], &chance, &error)
              == FUNNELMATH_STATUS_INDEX);
        CHECK(is_error(&error, FUNNELMATH_STATUS_INDEX, "", &asked, &two));
        CHECK(funnelmath_plan_get_confident_period(plan, beyond[i], &period, &error)
              == FUNNELMATH_STATUS_INDEX);
        CHECK(is_error(&error, FUNNELMATH_STATUS_INDEX, "", &asked, &two));
        CHECK(funnelmath_plan_get_confident_stage(plan, beyond[i], 0, &whole, &error)
              == FUNNELMATH_STATUS_INDEX);
        CHECK(is_error(&error, FUNNELMATH_STATUS_INDEX, "", &asked, &two));
    }
    CHECK(funnelmath_plan_get_confident_stage(plan, 1, 3, &whole, &error) == FUNNELMATH_STATUS_INDEX);
    CHECK(is_error(&error, FUNNELMATH_STATUS_INDEX, "", &three, &three));
    CHECK(untouched(&whole, sizeof whole) && untouched(&period, sizeof period));
    CHECK(untouched(&chance, sizeof chance));
    funnelmath_plan_free(plan);

    /* Certainty is never reached, and nothing is written of it. */
    confident_of(&target, 1);
    plan = planned(funnel, &target);
    CHECK(!funnelmath_plan_get_confident(plan, &found, NULL));
    CHECK(found.present == 1 && found.confidence == 1 && found.periods == 0 && found.chance.value == 1);
    CHECK(funnelmath_plan_get_confident_period(plan, 0, &period, &error) == FUNNELMATH_STATUS_INDEX);
    CHECK(is_error(&error, FUNNELMATH_STATUS_INDEX, "", &none, &none));
    CHECK(confident_units(plan, 0, 0) == -1);
    CHECK(!funnelmath_plan_get_expected_chance(plan, 1, &chance, NULL));
    CHECK(chance_is(&chance, 0.5362254058230153, 0.46377459417698474));
    funnelmath_plan_free(plan);

    /* Without a confidence, a prior is not read. */
    memset(&target.confidence, 0, sizeof target.confidence);
    target.prior_a = -1;
    plan = planned(funnel, &target);
    poison(&found, sizeof found);
    CHECK(!funnelmath_plan_get_confident(plan, &found, NULL));
    funnelmath_plan_confident nothing;
    memset(&nothing, 0, sizeof nothing);
    CHECK(memcmp(&found, &nothing, sizeof found) == 0);
    CHECK(funnelmath_plan_get_expected_chance(plan, 0, &chance, &error) == FUNNELMATH_STATUS_INDEX);
    CHECK(is_error(&error, FUNNELMATH_STATUS_INDEX, "", &none, &none));
    funnelmath_plan_free(plan);
    funnelmath_funnel_free(funnel);
}

/* 65 and 40 seen of 100: what is not known of the rates takes more inputs. Exact sums of products of beta-binomial
 * chances; 29 a month and 46 a month. */
static void confident_by_counts(void) {
    const double priors[3][2] = {{1, 1}, {0, 0}, {0.5, 0.5}};
    const double expected[3] = {0.4888445721057114, 0.48859822576404216, 0.48859822576404216};
    const double sure[3] = {0.9102864787143036, 0.909894495676241, 0.909894495676241};
    funnelmath_gate gates[2];
    funnelmath_funnel_options options;
    funnelmath_target target;
    funnelmath_plan_confident found;
    funnelmath_probability chance;

    memset(gates, 0, sizeof gates);
    gates[0].kind = gates[1].kind = FUNNELMATH_GATE_KIND_COUNTS;
    gates[0].b = gates[1].b = 100;
    gates[0].a = 65;
    gates[1].a = 40;
    options_of(&options, gates, 2, 3400, FUNNELMATH_CALENDAR_KIND_COMMON);
    target_of(&target, FUNNELMATH_GOAL_KIND_REVENUE, 25000, FUNNELMATH_POLICY_UP);
    confident_of(&target, 0.9);
    funnelmath_funnel *funnel = made(&options);
    for (size_t i = 0; i < 3; i++) {
        check_about("a confident plan by counts");
        target.prior_a = priors[i][0];
        target.prior_b = priors[i][1];
        funnelmath_plan *plan = planned(funnel, &target);
        CHECK(!funnelmath_plan_get_confident(plan, &found, NULL));
        CHECK(confident_units(plan, 0, 0) == 46);
        CHECK(chance_is(&found.chance, sure[i], 1 - sure[i]));
        CHECK(found.leaves_out
              == (FUNNELMATH_LEFT_OUT_DEAL_SIZES | FUNNELMATH_LEFT_OUT_RATE_MOVEMENT));
        CHECK(!funnelmath_plan_get_expected_chance(plan, 0, &chance, NULL));
        CHECK(chance_is(&chance, expected[i], 1 - expected[i]));
        funnelmath_plan_free(plan);
    }

    funnelmath_funnel_free(funnel);
}

/* A month that is half over: 25,000 a month, 65% and 40%, 3,400 a sale; 15, 9 and 4 reached, five a week
 * now. 11.742 more appointments are needed; half the month left is 2.1667 weeks: 5.419 a week, gauge 92.3%. In the month
 * of 4 weeks 5.871 and 85.2%. */
static void rest_of_the_period(void) {
    const double there[3] = {15, 9, 4};
    const uint32_t calendars[2] = {FUNNELMATH_CALENDAR_KIND_COMMON, FUNNELMATH_CALENDAR_KIND_FOUR_WEEK_MONTH};
    const char *const weekly[2] = {"5.419", "5.871"}, *const gauges[2] = {"92.3", "85.2"};
    funnelmath_gate gates[2];
    funnelmath_funnel_options options;
    funnelmath_target target;
    funnelmath_plan_summary summary, by_days;
    funnelmath_whole whole;

    check_about("the rest of a month");
    memset(gates, 0, sizeof gates);
    gates[0].a = 0.65;
    gates[1].a = 0.40;
    for (size_t i = 0; i < 2; i++) {
        options_of(&options, gates, 2, 3400, calendars[i]);
        funnelmath_funnel *funnel = made(&options);
        target_of(&target, FUNNELMATH_GOAL_KIND_REVENUE, 25000, FUNNELMATH_POLICY_UP);
        target.goal.start_kind = FUNNELMATH_START_KIND_REACHED;
        target.goal.start = there;
        target.goal.start_len = 3;
        target.actual.value = 5;
        target.actual.known = 1;
        target.left_kind = FUNNELMATH_LEFT_KIND_SHARE;
        target.left = 0.5;
        funnelmath_plan *plan = planned(funnel, &target);
        CHECK(!funnelmath_plan_summarize(plan, &summary, NULL));
        CHECK(!funnelmath_plan_get_stage(plan, 0, 0, &whole, NULL) && reads(whole.exact, "%.3f", "11.742"));
        CHECK(!funnelmath_plan_get_stage(plan, 1, 0, &whole, NULL) && reads(whole.exact, "%.3f", weekly[i]));
        CHECK(reads(100 * summary.gauge.value, "%.1f", gauges[i]));
        CHECK(same_bits(summary.attainment.value, 4 * 3400 / 25000.0));
        CHECK(summary.landing.known == 1 && summary.landing.value < 1);
        funnelmath_plan_free(plan);

        /* The same in working days; a share is not read then. */
        target.left_kind = FUNNELMATH_LEFT_KIND_WORKING_DAYS;
        target.left = -1;
        target.elapsed_days = 11;
        target.total_days = 22;
        plan = planned(funnel, &target);
        CHECK(!funnelmath_plan_summarize(plan, &by_days, NULL));
        CHECK(memcmp(&by_days, &summary, sizeof summary) == 0);
        funnelmath_plan_free(plan);

        /* What is reached in revenue, less a refund. */
        target.reached.value = 4 * 3400 - 1000;
        target.reached.known = 1;
        plan = planned(funnel, &target);
        CHECK(!funnelmath_plan_summarize(plan, &by_days, NULL));
        CHECK(same_bits(by_days.attainment.value, 12600 / 25000.0));
        CHECK(by_days.gauge.value < summary.gauge.value);
        funnelmath_plan_free(plan);
        funnelmath_funnel_free(funnel);
    }
}

/* 20 proposals are needed for 8 sales at 40%; five come without an appointment. */
static void entries_in_the_middle(void) {
    const double entries[3] = {0, 5, 0};
    funnelmath_gate gates[2];
    funnelmath_funnel_options options;
    funnelmath_target target;

    check_about("entries in the middle");
    memset(gates, 0, sizeof gates);
    gates[0].a = 0.5;
    gates[1].a = 0.4;
    options_of(&options, gates, 2, 0, FUNNELMATH_CALENDAR_KIND_COMMON);
    target_of(&target, FUNNELMATH_GOAL_KIND_VOLUME, 8, FUNNELMATH_POLICY_UP);
    target.goal.stage = 2;
    target.entries = entries;
    target.entries_len = 3;
    funnelmath_funnel *funnel = made(&options);
    funnelmath_plan *plan = planned(funnel, &target);
    CHECK(stage_reads(plan, 0, 0, "30.0000", 30) && stage_reads(plan, 0, 1, "15.0000", 15));
    funnelmath_plan_free(plan);
    target.entries_len = 2;
    const double two = 2, three = 3;
    CHECK(funnelmath_plan_new(funnel, &target, &plan, &error) == FUNNELMATH_STATUS_LENGTH);
    CHECK(is_error(&error, FUNNELMATH_STATUS_LENGTH, "entries[]", &two, &three));
    funnelmath_funnel_free(funnel);
}

/* Five deals of one rep, 3,400 on average: 37 in a month are 90% sure of 25,000, where 27 would be if all were alike. */
static void deal_sizes(void) {
    const double sizes[5] = {900, 1100, 1100, 1500, 12400};
    funnelmath_gate gate;
    funnelmath_funnel_options options;
    funnelmath_target target;
    funnelmath_plan_confident found;
    funnelmath_deal_size size;
    const double value = 3500, mean = 3400;

    check_about("deals that differ");
    memset(&gate, 0, sizeof gate);
    gate.a = 0.4;
    memset(&size, 0, sizeof size);
    size.struct_size = sizeof size;
    size.kind = FUNNELMATH_DEAL_KIND_SEEN;
    size.sizes = sizes;
    size.len = 5;
    target_of(&target, FUNNELMATH_GOAL_KIND_REVENUE, 25000, FUNNELMATH_POLICY_UP);
    confident_of(&target, 0.9);
    for (int of_target = 0; of_target < 2; of_target++) {
        options_of(&options, &gate, 1, of_target ? 3400 : 0, FUNNELMATH_CALENDAR_KIND_COMMON);
        options.deal_size = of_target ? NULL : &size;
        target.deal_size = of_target ? &size : NULL;
        funnelmath_funnel *funnel = made(&options);
        funnelmath_plan *plan = planned(funnel, &target);
        CHECK(confident_units(plan, 0, 0) == 37);
        CHECK(!funnelmath_plan_get_confident(plan, &found, NULL) && found.chance.value >= 0.9);
        CHECK(found.leaves_out
              == (FUNNELMATH_LEFT_OUT_KNOWN_RATES | FUNNELMATH_LEFT_OUT_RATE_MOVEMENT));
        funnelmath_plan_free(plan);
        funnelmath_funnel_free(funnel);
    }
    options_of(&options, &gate, 1, 3400, FUNNELMATH_CALENDAR_KIND_COMMON);
    target.deal_size = NULL;
    funnelmath_funnel *funnel = made(&options);
    funnelmath_plan *plan = planned(funnel, &target);
    CHECK(confident_units(plan, 0, 0) == 27);
    CHECK(!funnelmath_plan_get_confident(plan, &found, NULL));
    CHECK(found.leaves_out & FUNNELMATH_LEFT_OUT_DEAL_SIZES);
    funnelmath_plan_free(plan);
    funnelmath_funnel_free(funnel);
    CHECK(strcmp(funnelmath_left_out_name(FUNNELMATH_LEFT_OUT_DEAL_SIZES), "deal_sizes") == 0);
    CHECK(strcmp(funnelmath_left_out_message(FUNNELMATH_LEFT_OUT_DEAL_SIZES),
                 "every deal is taken to be worth the mean")
          == 0);
    CHECK(strcmp(funnelmath_left_out_name(3), "unknown") == 0);
    CHECK(strcmp(funnelmath_left_out_message(0), "unknown") == 0);

    options_of(&options, &gate, 1, value, FUNNELMATH_CALENDAR_KIND_COMMON);
    options.deal_size = &size;
    CHECK(funnelmath_funnel_new(&options, &funnel, &error) == FUNNELMATH_STATUS_SALE_VALUE_MEAN);
    CHECK(near(error.limit, mean));
    error.limit = mean;
    CHECK(is_error(&error, FUNNELMATH_STATUS_SALE_VALUE_MEAN, "sale_value", &value, &mean));
}

/* Three prices, seen equally often; 20 leads, of which a quarter buys. Exact: P(S >= 25,000) = 0.55259. */
static void revenue(void) {
    double prices[3] = {1999, 4999, 9999};
    funnelmath_deal_size size;
    funnelmath_revenue *revenue = NULL;
    funnelmath_revenue_summary summary;
    funnelmath_probability chance;
    funnelmath_quantile quantile;
    funnelmath_interval interval;
    double part;

    check_about("a distribution of revenue");
    memset(&size, 0, sizeof size);
    size.struct_size = sizeof size;
    size.kind = FUNNELMATH_DEAL_KIND_SEEN;
    size.sizes = prices;
    size.len = 3;
    CHECK(!funnelmath_revenue_new(0.25, NULL, NULL, 0, 20, &size, &revenue, &error));
    /* What was given is the caller's again. */
    poison(prices, sizeof prices);
    poison(&size, sizeof size);
    CHECK(!funnelmath_revenue_at_least(revenue, 25000, &chance, &error));
    CHECK(reads(chance.value, "%.5f", "0.55259") && chance.method == FUNNELMATH_METHOD_EXACT);
    CHECK(!funnelmath_revenue_at_least(revenue, 30000, &chance, &error));
    CHECK(reads(chance.value, "%.5f", "0.40600"));
    CHECK(!funnelmath_revenue_interval(revenue, 0.8, &interval, &error));
    CHECK(interval.low == 11997 && interval.high.known == 1 && interval.high.value == 45992);
    CHECK(!funnelmath_revenue_quantile(revenue, 0.9, &quantile, &error) && quantile.value.value == 45992);
    CHECK(!funnelmath_revenue_summarize(revenue, &summary, &error));
    CHECK(near(summary.mean, 5 * 16997 / 3.0) && summary.most.known == 1 && summary.most.value == 20 * 9999);
    CHECK(!funnelmath_revenue_mean_up_to(revenue, summary.most.value, &part, &error));
    CHECK(near(part, summary.mean));
    const double minus = -1;
    CHECK(funnelmath_revenue_at_least(revenue, -1, &chance, &error) == FUNNELMATH_STATUS_MONEY);
    CHECK(is_error(&error, FUNNELMATH_STATUS_MONEY, "threshold", &minus, NULL));
    CHECK(funnelmath_revenue_interval(revenue, -1, &interval, &error) == FUNNELMATH_STATUS_PROBABILITY);
    CHECK(is_error(&error, FUNNELMATH_STATUS_PROBABILITY, "level", &minus, NULL));
    funnelmath_revenue_free(revenue);
    funnelmath_revenue_free(NULL);
}

int main(void) {
    rest_of_the_period();
    entries_in_the_middle();
    deal_sizes();
    revenue();
    confident();
    confident_by_counts();
    readme();
    four_week_month();
    without_a_sale_value();
    funnelmath_funnel_free(NULL);
    funnelmath_plan_free(NULL);
    return check_done("handles");
}
