/* Funnels and plans from C: the published examples, the accessors and their ends, and who owns what. */
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
    CHECK(summary.effects == 5 && summary.gauge.known == 1 && summary.attainment.known == 1);
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
        int64_t index = (int64_t)beyond[i];
        CHECK(funnelmath_plan_get_period(plan, beyond[i], &period, &error) == FUNNELMATH_STATUS_INDEX);
        CHECK(index < 0 ? error.index == SIZE_MAX
                        : is_error(&error, FUNNELMATH_STATUS_INDEX, index, &two));
        CHECK(funnelmath_plan_get_stage(plan, beyond[i], 0, &whole, &error) == FUNNELMATH_STATUS_INDEX);
        CHECK(index < 0 || is_error(&error, FUNNELMATH_STATUS_INDEX, index, &two));
        CHECK(funnelmath_plan_get_stage(plan, 1, beyond[i], &whole, &error) == FUNNELMATH_STATUS_INDEX);
        CHECK(index < 0 || is_error(&error, FUNNELMATH_STATUS_INDEX, index, &three));
        CHECK(funnelmath_plan_get_effect(plan, beyond[i], &effect, &error) == FUNNELMATH_STATUS_INDEX);
        CHECK(index < 0 || is_error(&error, FUNNELMATH_STATUS_INDEX, index, &five));
    }
    CHECK(untouched(&whole, sizeof whole) && untouched(&period, sizeof period));
    CHECK(untouched(&effect, sizeof effect));
    funnelmath_plan_free(plan);
}

/* Published: 60 %, 40 %, 3,500, five appointments a week, a month of 4 weeks: 67.2 %. And 65 %, 40 %,
 * 3,400 in that month: 7.0701 a week, 7 by NEAREST (99.0 %), 8 by UP. */
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
    CHECK(reads(100 * summary.attainment.value, "%.1f", "67.2"));
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
    CHECK(summary.gauge.known == 0 && summary.attainment.known == 0);
    CHECK(stage_reads(plan, 0, 0, "6000.0000", 6000) && stage_reads(plan, 0, 3, "6.0000", 6));
    CHECK(!funnelmath_plan_get_period(plan, 0, &period, NULL));
    CHECK(period.goal == 10 && period.revenue.known == 0 && period.attainment.known == 1);
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
static int chance_is(const funnelmath_likelihood *chance, double reached, double missed) {
    return near(chance->reached, reached) && near(chance->missed, missed)
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
    funnelmath_likelihood chance;
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
    CHECK(found.present == 1 && found.reserved == 0 && found.confidence == 0.9 && found.periods == 2);
    CHECK(chance_is(&found.chance, 0.9036042722094172, 0.09639572779058284));
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
        const int64_t index = i < 2 ? (int64_t)beyond[i] : -1;
        CHECK(funnelmath_plan_get_expected_chance(plan, beyond[i], &chance, &error)
              == FUNNELMATH_STATUS_INDEX);
        CHECK(index < 0 || is_error(&error, FUNNELMATH_STATUS_INDEX, index, &two));
        CHECK(funnelmath_plan_get_confident_period(plan, beyond[i], &period, &error)
              == FUNNELMATH_STATUS_INDEX);
        CHECK(index < 0 || is_error(&error, FUNNELMATH_STATUS_INDEX, index, &two));
        CHECK(funnelmath_plan_get_confident_stage(plan, beyond[i], 0, &whole, &error)
              == FUNNELMATH_STATUS_INDEX);
        CHECK(index < 0 || is_error(&error, FUNNELMATH_STATUS_INDEX, index, &two));
    }
    CHECK(funnelmath_plan_get_confident_stage(plan, 1, 3, &whole, &error) == FUNNELMATH_STATUS_INDEX);
    CHECK(is_error(&error, FUNNELMATH_STATUS_INDEX, 3, &three));
    CHECK(untouched(&whole, sizeof whole) && untouched(&period, sizeof period));
    CHECK(untouched(&chance, sizeof chance));
    funnelmath_plan_free(plan);

    /* Certainty is never reached, and nothing is written of it. */
    confident_of(&target, 1);
    plan = planned(funnel, &target);
    CHECK(!funnelmath_plan_get_confident(plan, &found, NULL));
    CHECK(found.present == 1 && found.confidence == 1 && found.periods == 0 && found.chance.reached == 1);
    CHECK(funnelmath_plan_get_confident_period(plan, 0, &period, &error) == FUNNELMATH_STATUS_INDEX);
    CHECK(is_error(&error, FUNNELMATH_STATUS_INDEX, 0, &none));
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
    CHECK(is_error(&error, FUNNELMATH_STATUS_INDEX, 0, &none));
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
    funnelmath_likelihood chance;

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
        CHECK(!funnelmath_plan_get_expected_chance(plan, 0, &chance, NULL));
        CHECK(chance_is(&chance, expected[i], 1 - expected[i]));
        funnelmath_plan_free(plan);
    }

    /* A program that knows the target without a confidence gives a shorter one, of which no more is read. */
    check_about("a shorter target");
    const size_t earlier = offsetof(funnelmath_target, confidence);
    CHECK(sizeof(void *) != 8 || earlier == 96);
    funnelmath_target *shorter = (funnelmath_target *)malloc(earlier);
    target.struct_size = (uint32_t)earlier;
    memcpy(shorter, &target, earlier);
    funnelmath_plan *plan = planned(funnel, shorter);
    CHECK(!funnelmath_plan_get_confident(plan, &found, NULL) && found.present == 0);
    CHECK(stage_reads(plan, 1, 0, "6.5263", 7));
    funnelmath_plan_free(plan);
    shorter->goal.amount = -1;
    CHECK(funnelmath_plan_new(funnel, shorter, &plan, &error) == FUNNELMATH_STATUS_MONEY);
    const double one_less = (double)earlier - 1;
    shorter->struct_size--;
    CHECK(funnelmath_plan_new(funnel, shorter, &plan, &error) == FUNNELMATH_STATUS_STRUCT_SIZE);
    CHECK(is_error(&error, FUNNELMATH_STATUS_STRUCT_SIZE, sizeof(funnelmath_target), &one_less));
    free(shorter);
    funnelmath_funnel_free(funnel);
}

int main(void) {
    confident();
    confident_by_counts();
    readme();
    four_week_month();
    without_a_sale_value();
    funnelmath_funnel_free(NULL);
    funnelmath_plan_free(NULL);
    return check_done("handles");
}
