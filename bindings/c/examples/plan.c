/* 25,000 a month, 3,400 a sale; 65% of first appointments lead to a proposal, 2 of 5 proposals to a sale.
 * Five appointments were made this week. What must be done, and how sure is it? */

#include <funnelmath.h>
#include <stdio.h>

static const char *const STAGES[] = {"First appointments", "Proposals", "Sales"};
static const char *const PERIODS[] = {"day", "week", "month", "quarter", "year"};

static int fail(const funnelmath_error *error) {
    char text[300];
    size_t length;
    funnelmath_error_message(error, text, sizeof text, &length);
    fprintf(stderr, "%s: %s\n", funnelmath_status_name(error->status), text);
    return 1;
}

static int print(const funnelmath_plan *plan) {
    funnelmath_plan_summary summary;
    funnelmath_error error;
    if (funnelmath_plan_summarize(plan, &summary, &error)) {
        return fail(&error);
    }
    for (uint64_t at = 0; at < summary.periods; at++) {
        funnelmath_plan_period period;
        if (funnelmath_plan_get_period(plan, at, &period, &error)) {
            return fail(&error);
        }
        for (uint64_t stage = 0; stage < summary.stages; stage++) {
            funnelmath_whole need;
            if (funnelmath_plan_get_stage(plan, at, stage, &need, &error)) {
                return fail(&error);
            }
            printf("%18s a %-5s %8.4f -> %2.0f\n", STAGES[stage], PERIODS[period.period], need.exact, need.units);
        }
    }
    printf("gauge %.1f%%\n", 100 * summary.gauge.value);

    /* The chance of 7 a week, and how many a week reach the goal with 90%. */
    funnelmath_probability toss;
    funnelmath_whole week;
    if (funnelmath_plan_get_expected_chance(plan, 1, &toss, &error) ||
        funnelmath_plan_get_confident_stage(plan, 1, 0, &week, &error)) {
        return fail(&error);
    }
    printf("7 a week: %.0f%% sure\n90%% sure: %.0f a week\n", 100 * toss.value, week.units);
    return 0;
}

int main(void) {
    funnelmath_gate gates[2] = {{0}};
    gates[0].kind = FUNNELMATH_GATE_KIND_RATE;
    gates[0].a = 0.65;
    gates[1].kind = FUNNELMATH_GATE_KIND_COUNTS;
    gates[1].a = 2;
    gates[1].b = 5;

    funnelmath_funnel_options options = {0};
    options.struct_size = sizeof options;
    options.gates = gates;
    options.gates_len = 2;
    options.sale_value.value = 3400;
    options.sale_value.known = 1;

    funnelmath_target target = {0};
    target.struct_size = sizeof target;
    target.goal.struct_size = sizeof target.goal;
    target.goal.kind = FUNNELMATH_GOAL_KIND_REVENUE;
    target.goal.amount = 25000;
    target.per = FUNNELMATH_PERIOD_MONTH;
    target.activity_per = FUNNELMATH_PERIOD_WEEK;
    target.policy = FUNNELMATH_POLICY_UP;
    target.actual.value = 5;
    target.actual.known = 1;
    target.confidence.value = 0.9;
    target.confidence.known = 1;

    funnelmath_funnel *funnel = NULL;
    funnelmath_plan *plan = NULL;
    funnelmath_error error;
    int failed;
    if (funnelmath_funnel_new(&options, &funnel, &error) || funnelmath_plan_new(funnel, &target, &plan, &error)) {
        failed = fail(&error);
    } else {
        failed = print(plan);
    }
    funnelmath_plan_free(plan);
    funnelmath_funnel_free(funnel);
    return failed;
}
