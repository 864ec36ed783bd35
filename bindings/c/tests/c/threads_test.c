/* Eight threads read one funnel, make plans of it, read one plan and one distribution of revenue, and call the functions
 * without state: each gets the very bytes that one thread alone got.
 *
 *     threads_test [ROUNDS] */
#include "check.h"
#include <pthread.h>

enum { THREADS = 8, STAGES = 3, EFFECTS = 5 };

typedef struct {
    funnelmath_plan_summary summary;
    funnelmath_plan_period periods[2];
    funnelmath_whole stages[2][STAGES];
    funnelmath_effect effects[EFFECTS];
    double volumes[STAGES];
    funnelmath_unreachable why;
    funnelmath_revenue_summary revenue;
    funnelmath_probability chance;
    funnelmath_quantile quantile;
    funnelmath_error error;
    char sentence[100];
} answers;

static funnelmath_funnel *funnel;
static funnelmath_plan *shared;
static funnelmath_revenue *revenue;
static answers alone;
static unsigned long rounds = 300;

static funnelmath_target target(void) {
    funnelmath_target result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    result.per = FUNNELMATH_PERIOD_MONTH;
    result.goal.struct_size = sizeof result.goal;
    result.goal.amount = 25000;
    result.goal.sale_value = 3400;
    result.activity_per = FUNNELMATH_PERIOD_WEEK;
    result.actual.value = 5;
    result.actual.known = 1;
    return result;
}

/* How many calls failed. */
static unsigned ask(const funnelmath_plan *plan, answers *all) {
    const double rates[2] = {0.65, 0.4}, wrong[2] = {0.65, 1.4};
    funnelmath_target asked = target();
    double overall;
    size_t length;
    unsigned failed = 0;
    memset(all, 0, sizeof *all);
    failed += funnelmath_plan_summarize(plan, &all->summary, NULL) != 0;
    for (uint64_t period = 0; period < 2; period++) {
        failed += funnelmath_plan_get_period(plan, period, &all->periods[period], NULL) != 0;
        for (uint64_t stage = 0; stage < STAGES; stage++) {
            failed += funnelmath_plan_get_stage(plan, period, stage, &all->stages[period][stage], NULL)
                      != 0;
        }
    }
    for (uint64_t effect = 0; effect < EFFECTS; effect++) {
        failed += funnelmath_plan_get_effect(plan, effect, &all->effects[effect], NULL) != 0;
    }
    failed += funnelmath_chain_required(rates, 2, &asked.goal, all->volumes, STAGES, &all->why, NULL)
              != 0;
    failed += funnelmath_revenue_summarize(revenue, &all->revenue, NULL) != 0;
    failed += funnelmath_revenue_at_least(revenue, 25000, &all->chance, NULL) != 0;
    failed += funnelmath_revenue_quantile(revenue, 0.9, &all->quantile, NULL) != 0;
    failed += funnelmath_chain_overall(wrong, 2, &overall, &all->error) != FUNNELMATH_STATUS_RATE;
    failed += funnelmath_error_message(&all->error, all->sentence, sizeof all->sentence, &length) != 0;
    return failed;
}

static void *work(void *argument) {
    size_t *wrong = (size_t *)argument;
    const funnelmath_target asked = target();
    for (unsigned long round = 0; round < rounds; round++) {
        answers these;
        funnelmath_plan *plan = NULL;
        *wrong += funnelmath_plan_new(funnel, &asked, &plan, NULL) != 0;
        *wrong += ask(plan, &these) != 0 || memcmp(&these, &alone, sizeof these) != 0;
        funnelmath_plan_free(plan);
        *wrong += ask(shared, &these) != 0 || memcmp(&these, &alone, sizeof these) != 0;
    }
    return NULL;
}

int main(int argc, char **argv) {
    funnelmath_gate gates[2];
    funnelmath_funnel_options options;
    const funnelmath_target asked = target();
    pthread_t threads[THREADS];
    size_t wrong[THREADS];

    if (argc > 1) {
        rounds = strtoul(argv[1], NULL, 10);
    }
    memset(gates, 0, sizeof gates);
    gates[0].a = 0.65;
    gates[1].a = 0.4;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.gates = gates;
    options.gates_len = 2;
    options.sale_value.value = 3400;
    options.sale_value.known = 1;
    options.calendar.struct_size = sizeof options.calendar;
    options.calendar.days_per_week = 7;
    CHECK(rounds > 0);
    CHECK(!funnelmath_funnel_new(&options, &funnel, NULL));
    CHECK(!funnelmath_plan_new(funnel, &asked, &shared, NULL));
    const double prices[3] = {1999, 4999, 9999};
    funnelmath_deal_size size;
    memset(&size, 0, sizeof size);
    size.struct_size = sizeof size;
    size.kind = FUNNELMATH_DEAL_KIND_SEEN;
    size.sizes = prices;
    size.len = 3;
    CHECK(!funnelmath_revenue_new(0.25, NULL, NULL, 0, 20, &size, &revenue, NULL));
    CHECK(ask(shared, &alone) == 0);
    CHECK(alone.summary.effects == EFFECTS && alone.stages[1][0].units == 7);
    CHECK(strcmp(alone.sentence, "rates[1]: a rate must be a number from 0 to 1 (got 1.4)") == 0);
    for (size_t i = 0; i < THREADS; i++) {
        wrong[i] = 0;
        CHECK(pthread_create(&threads[i], NULL, work, &wrong[i]) == 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
        CHECK(wrong[i] == 0);
    }
    funnelmath_revenue_free(revenue);
    funnelmath_plan_free(shared);
    funnelmath_funnel_free(funnel);
    printf("%d threads, %lu rounds each\n", THREADS, rounds);
    return check_done("threads");
}
