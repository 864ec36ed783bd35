#include "calls.h"
#include "check.h"

static double rates[2] = {0.65, 0.4};
static double exact[3] = {28.3, 18.4, 7.4};
static double worth[3] = {0, 100, 3400};
static double successes[2] = {2, 1};
static double trials[2] = {5, 4};
static double team[4] = {0.5, 0.4, 0.3, 0.2};
static double entries[2] = {9, 8};
static double values[2] = {3400, 3500};
static double passed[2] = {66, 41};
static double failed[2] = {36, 61};
static funnelmath_calendar calendar;
static funnelmath_goal goal;
static funnelmath_maybe known_volumes[3];
static funnelmath_maybe known_rates[2];
static funnelmath_maybe known_value;
static funnelmath_maybe known_revenue;
static funnelmath_gate gates[2];
static funnelmath_funnel_options options;
static funnelmath_target target;
static funnelmath_flow flow;
static funnelmath_deal_size deals;
static funnelmath_requirement requirement;
static char request[] = "{\"question\": \"overall\", \"rates\": [0.65, 0.4]}";
static funnelmath_error said;
static funnelmath_funnel *funnel;
static funnelmath_plan *plan;
static funnelmath_revenue *revenue;

/* Where results go; all of them 8-byte aligned. */
static union {
    double number;
    double list[3];
    funnelmath_whole whole;
    funnelmath_unreachable unreachable;
    funnelmath_effect effect;
    funnelmath_total total;
    funnelmath_funnel *funnel;
    funnelmath_plan *plan;
    funnelmath_revenue *revenue;
    funnelmath_revenue_summary revenue_summary;
    funnelmath_plan_summary summary;
    funnelmath_plan_period period;
    funnelmath_maybe maybes[3];
    funnelmath_velocity_effect velocity;
    funnelmath_pipeline pipeline;
    funnelmath_covered coverage;
    funnelmath_solved answers[3];
    funnelmath_solution solution;
    funnelmath_tails tails;
    funnelmath_probability chance;
    funnelmath_inputs inputs;
    funnelmath_gate_rate gate;
    funnelmath_plan_confident confident;
    funnelmath_wait wait;
    size_t length;
    char text[128];
    /* Larger than any, to see what is written behind one. */
    double behind[64];
} results[3];

#define RUN(name)                                                                                  \
    static funnelmath_status name(void *const *p, const size_t *n, const uint32_t *e,              \
                                  funnelmath_error *error)
#define IN(type, i) ((const type *)p[i])
#define OUT(type, i) ((type *)p[i])
#define UNUSED (void)p, (void)n, (void)e

RUN(calendar_per_year) {
    UNUSED;
    return funnelmath_calendar_per_year(IN(funnelmath_calendar, 0), e[0], OUT(double, 1), error);
}
RUN(calendar_convert) {
    UNUSED;
    return funnelmath_calendar_convert(IN(funnelmath_calendar, 0), 28.0, e[0], e[1], OUT(double, 1),
                                       error);
}
RUN(policy_apply) {
    UNUSED;
    return funnelmath_policy_apply(e[0], 6.5, OUT(funnelmath_whole, 0), error);
}
RUN(policy_apply_each) {
    UNUSED;
    return funnelmath_policy_apply_each(e[0], IN(double, 0), n[0], 2, IN(double, 1), OUT(double, 2),
                                        n[1], error);
}
RUN(rate_from_counts) {
    UNUSED;
    return funnelmath_rate_from_counts(2, 5, OUT(double, 0), error);
}
RUN(rate_one_in) {
    UNUSED;
    return funnelmath_rate_one_in(10, OUT(double, 0), error);
}
RUN(rates_from_counts) {
    UNUSED;
    return funnelmath_rates_from_counts(IN(double, 0), IN(double, 1), n[0], OUT(funnelmath_maybe, 2),
                                        error);
}
RUN(chain_overall) {
    UNUSED;
    return funnelmath_chain_overall(IN(double, 0), n[0], OUT(double, 1), error);
}
RUN(chain_forward) {
    UNUSED;
    return funnelmath_chain_forward(IN(double, 0), n[0], 28, 3400, OUT(double, 1), n[1],
                                    OUT(double, 2), error);
}
RUN(chain_forward_each) {
    UNUSED;
    return funnelmath_chain_forward_each(IN(double, 0), n[0], IN(double, 1), IN(double, 2),
                                         OUT(double, 3), n[1], OUT(double, 4), error);
}
RUN(chain_required) {
    UNUSED;
    return funnelmath_chain_required(IN(double, 0), n[0], IN(funnelmath_goal, 1), OUT(double, 2), n[1],
                                     OUT(funnelmath_unreachable, 3), error);
}
RUN(chain_sensitivity) {
    UNUSED;
    return funnelmath_chain_sensitivity(IN(double, 0), n[0], IN(funnelmath_goal, 1), 0, 20, e[0], 1,
                                        e[1], 1, OUT(funnelmath_effect, 2), error);
}
RUN(roll_up) {
    UNUSED;
    return funnelmath_roll_up(n[0], IN(double, 0), IN(double, 1), IN(double, 2), n[1], OUT(double, 3),
                              OUT(funnelmath_maybe, 4), OUT(funnelmath_total, 5), error);
}
RUN(funnel_new) {
    UNUSED;
    return funnelmath_funnel_new(IN(funnelmath_funnel_options, 0), OUT(funnelmath_funnel *, 1), error);
}
RUN(plan_new) {
    UNUSED;
    return funnelmath_plan_new(IN(funnelmath_funnel, 0), IN(funnelmath_target, 1),
                               OUT(funnelmath_plan *, 2), error);
}
RUN(plan_summarize) {
    UNUSED;
    return funnelmath_plan_summarize(IN(funnelmath_plan, 0), OUT(funnelmath_plan_summary, 1), error);
}
RUN(plan_get_period) {
    UNUSED;
    return funnelmath_plan_get_period(IN(funnelmath_plan, 0), 1, OUT(funnelmath_plan_period, 1), error);
}
RUN(plan_get_stage) {
    UNUSED;
    return funnelmath_plan_get_stage(IN(funnelmath_plan, 0), 1, 0, OUT(funnelmath_whole, 1), error);
}
RUN(plan_get_effect) {
    UNUSED;
    return funnelmath_plan_get_effect(IN(funnelmath_plan, 0), 0, OUT(funnelmath_effect, 1), error);
}
RUN(activity_gauge) {
    UNUSED;
    return funnelmath_activity_gauge(5, 7, OUT(funnelmath_maybe, 0), error);
}
RUN(attainment) {
    UNUSED;
    return funnelmath_attainment(5, 7, OUT(funnelmath_maybe, 0), error);
}
RUN(velocity_per_day) {
    UNUSED;
    return funnelmath_velocity_per_day(18, 42000, 0.24, 78, OUT(funnelmath_maybe, 0), error);
}
RUN(velocity_lever_effect) {
    UNUSED;
    return funnelmath_velocity_lever_effect(18, 42000, 0.24, 78, e[0], 0.2,
                                            OUT(funnelmath_velocity_effect, 0), error);
}
RUN(weighted_pipeline) {
    UNUSED;
    return funnelmath_weighted_pipeline(IN(double, 0), IN(double, 1), n[0],
                                        OUT(funnelmath_pipeline, 2), error);
}
RUN(coverage) {
    UNUSED;
    return funnelmath_coverage(2400000, 1000000, 200000, OUT(funnelmath_covered, 0), error);
}
RUN(required_coverage) {
    UNUSED;
    return funnelmath_required_coverage(0.22, OUT(funnelmath_maybe, 0), error);
}
RUN(solve) {
    UNUSED;
    return funnelmath_solve(IN(funnelmath_maybe, 0), IN(funnelmath_maybe, 1), n[0],
                            IN(funnelmath_maybe, 2), IN(funnelmath_maybe, 3),
                            OUT(funnelmath_solved, 4), OUT(funnelmath_solved, 5),
                            OUT(funnelmath_solution, 6), error);
}
RUN(incomplete_beta) {
    UNUSED;
    return funnelmath_incomplete_beta(8, 21, 0.26, OUT(funnelmath_tails, 0), error);
}
RUN(incomplete_gamma) {
    UNUSED;
    return funnelmath_incomplete_gamma(8, 10, OUT(funnelmath_tails, 0), error);
}
RUN(beta_quantile) {
    UNUSED;
    return funnelmath_beta_quantile(9, 23, 0.05, OUT(funnelmath_share, 0), error);
}
RUN(gamma_quantile) {
    UNUSED;
    return funnelmath_gamma_quantile(3, 0.95, OUT(funnelmath_maybe, 0), error);
}
RUN(normal_tails) {
    UNUSED;
    return funnelmath_normal_tails(1.96, OUT(funnelmath_tails, 0), error);
}
RUN(normal_quantile) {
    UNUSED;
    return funnelmath_normal_quantile(0.975, OUT(funnelmath_maybe, 0), error);
}
RUN(binomial_probability) {
    UNUSED;
    return funnelmath_binomial_probability(3, 10, 0.3, OUT(double, 0), error);
}
RUN(ln_binomial_probability) {
    UNUSED;
    return funnelmath_ln_binomial_probability(3, 10, 0.3, OUT(funnelmath_maybe, 0), error);
}
RUN(poisson_probability) {
    UNUSED;
    return funnelmath_poisson_probability(3, 2.5, OUT(double, 0), error);
}
RUN(ln_poisson_probability) {
    UNUSED;
    return funnelmath_ln_poisson_probability(3, 2.5, OUT(funnelmath_maybe, 0), error);
}
RUN(beta_binomial_probability) {
    UNUSED;
    return funnelmath_beta_binomial_probability(3, 10, 1, 2, OUT(double, 0), error);
}
RUN(ln_beta_binomial_probability) {
    UNUSED;
    return funnelmath_ln_beta_binomial_probability(3, 10, 1, 2, OUT(funnelmath_maybe, 0), error);
}
RUN(evidence_observe) {
    UNUSED;
    return funnelmath_evidence_observe(1, 1, 40, 100, OUT(double, 0), OUT(double, 1), error);
}
RUN(evidence_mean) {
    UNUSED;
    return funnelmath_evidence_mean(41, 61, OUT(double, 0), error);
}
RUN(evidence_quantile) {
    UNUSED;
    return funnelmath_evidence_quantile(41, 61, 0.9, OUT(double, 0), error);
}
RUN(evidence_interval) {
    UNUSED;
    return funnelmath_evidence_interval(41, 61, 0.9, OUT(funnelmath_interval, 0), error);
}
RUN(chance_mean) {
    UNUSED;
    return funnelmath_chance_mean(0.5, IN(double, 0), IN(double, 1), n[0], OUT(double, 2), error);
}
RUN(chance_at_least) {
    UNUSED;
    return funnelmath_chance_at_least(0.5, IN(double, 0), IN(double, 1), n[0], 46, 8,
                                      OUT(funnelmath_probability, 2), error);
}
RUN(chance_exactly) {
    UNUSED;
    return funnelmath_chance_exactly(0.5, IN(double, 0), IN(double, 1), n[0], 46, 8,
                                     OUT(funnelmath_probability, 2), error);
}
RUN(chance_quantile) {
    UNUSED;
    return funnelmath_chance_quantile(0.5, IN(double, 0), IN(double, 1), n[0], 46, 0.9,
                                      OUT(funnelmath_quantile, 2), error);
}
RUN(chance_interval) {
    UNUSED;
    return funnelmath_chance_interval(0.5, IN(double, 0), IN(double, 1), n[0], 46, 0.9,
                                      OUT(funnelmath_interval, 2), error);
}
RUN(chance_inputs_for) {
    UNUSED;
    return funnelmath_chance_inputs_for(0.5, IN(double, 0), IN(double, 1), n[0], 8, 0.9,
                                    OUT(funnelmath_inputs, 2), error);
}
RUN(chance_lower_bound) {
    UNUSED;
    return funnelmath_chance_lower_bound(0.5, IN(double, 0), IN(double, 1), n[0], 46, 0.9,
                                     OUT(funnelmath_quantile, 2), error);
}
RUN(rate_for) {
    UNUSED;
    return funnelmath_rate_for(IN(funnelmath_requirement, 0), OUT(funnelmath_overall_rate, 1), error);
}
RUN(chain_gate_for) {
    UNUSED;
    return funnelmath_chain_gate_for(IN(double, 0), n[0], 1, IN(funnelmath_requirement, 1),
                                     OUT(funnelmath_gate_rate, 2), error);
}
RUN(plan_get_confident) {
    UNUSED;
    return funnelmath_plan_get_confident(IN(funnelmath_plan, 0), OUT(funnelmath_plan_confident, 1),
                                         error);
}
RUN(plan_get_expected_chance) {
    UNUSED;
    return funnelmath_plan_get_expected_chance(IN(funnelmath_plan, 0), 1, OUT(funnelmath_probability,
                                               1), error);
}
RUN(plan_get_confident_period) {
    UNUSED;
    return funnelmath_plan_get_confident_period(IN(funnelmath_plan, 0), 1, OUT(funnelmath_plan_period,
                                                1), error);
}
RUN(plan_get_confident_stage) {
    UNUSED;
    return funnelmath_plan_get_confident_stage(IN(funnelmath_plan, 0), 1, 0, OUT(funnelmath_whole, 1),
                                               error);
}
RUN(flow_per_week) {
    UNUSED;
    return funnelmath_flow_per_week(IN(funnelmath_flow, 0), OUT(double, 1), error);
}
RUN(flow_mean) {
    UNUSED;
    return funnelmath_flow_mean(IN(funnelmath_flow, 0), 0.26, 4, OUT(double, 1), error);
}
RUN(flow_at_least) {
    UNUSED;
    return funnelmath_flow_at_least(IN(funnelmath_flow, 0), 0.26, 4, 8, OUT(funnelmath_probability, 1),
                                    error);
}
RUN(flow_exactly) {
    UNUSED;
    return funnelmath_flow_exactly(IN(funnelmath_flow, 0), 0.26, 4, 8, OUT(funnelmath_probability, 1),
                                   error);
}
RUN(flow_quantile) {
    UNUSED;
    return funnelmath_flow_quantile(IN(funnelmath_flow, 0), 0.26, 4, 0.9, OUT(funnelmath_quantile, 1),
                                    error);
}
RUN(flow_interval) {
    UNUSED;
    return funnelmath_flow_interval(IN(funnelmath_flow, 0), 0.26, 4, 0.9, OUT(funnelmath_interval,
                                    1), error);
}
RUN(flow_weeks_for) {
    UNUSED;
    return funnelmath_flow_weeks_for(IN(funnelmath_flow, 0), 0.26, 8, 0.9, OUT(funnelmath_wait, 1), error);
}
RUN(arrivals_for) {
    UNUSED;
    return funnelmath_arrivals_for(0.26, 8, 0.9, OUT(funnelmath_maybe, 0), error);
}
RUN(chance_revenue_at_least) {
    UNUSED;
    return funnelmath_chance_revenue_at_least(0.5, IN(double, 0), IN(double, 1), n[0], 46,
                                              IN(funnelmath_deal_size, 2), 25000,
        OUT(funnelmath_probability, 3), error);
}
RUN(chance_revenue_quantile) {
    UNUSED;
    return funnelmath_chance_revenue_quantile(0.5, IN(double, 0), IN(double, 1), n[0], 46,
                                              IN(funnelmath_deal_size, 2), 0.9, OUT(funnelmath_quantile,
        3), error);
}
RUN(chance_inputs_for_revenue) {
    UNUSED;
    return funnelmath_chance_inputs_for_revenue(0.5, IN(double, 0), IN(double, 1), n[0],
                                            IN(funnelmath_deal_size, 2), 25000, 0.9,
        OUT(funnelmath_inputs, 3), error);
}
RUN(flow_revenue_at_least) {
    UNUSED;
    return funnelmath_flow_revenue_at_least(IN(funnelmath_flow, 0), 0.26, 4, IN(funnelmath_deal_size,
                                            1), 25000, OUT(funnelmath_probability, 2), error);
}
RUN(flow_revenue_quantile) {
    UNUSED;
    return funnelmath_flow_revenue_quantile(IN(funnelmath_flow, 0), 0.26, 4, IN(funnelmath_deal_size,
                                            1), 0.9, OUT(funnelmath_quantile, 2), error);
}
RUN(flow_weeks_for_revenue) {
    UNUSED;
    return funnelmath_flow_weeks_for_revenue(IN(funnelmath_flow, 0), 0.26, IN(funnelmath_deal_size, 1),
                                         25000, 0.9, OUT(funnelmath_wait, 2), error);
}
RUN(revenue_new) {
    UNUSED;
    return funnelmath_revenue_new(0.5, IN(double, 0), IN(double, 1), n[0], 46, IN(funnelmath_deal_size, 2),
                                  OUT(funnelmath_revenue *, 3), error);
}
RUN(flow_revenue_new) {
    UNUSED;
    return funnelmath_flow_revenue_new(IN(funnelmath_flow, 0), 0.26, 4, IN(funnelmath_deal_size, 1),
                                       OUT(funnelmath_revenue *, 2), error);
}
RUN(revenue_summarize) {
    UNUSED;
    return funnelmath_revenue_summarize(IN(funnelmath_revenue, 0), OUT(funnelmath_revenue_summary, 1),
                                        error);
}
RUN(revenue_at_least) {
    UNUSED;
    return funnelmath_revenue_at_least(IN(funnelmath_revenue, 0), 25000, OUT(funnelmath_probability, 1),
                                       error);
}
RUN(revenue_quantile) {
    UNUSED;
    return funnelmath_revenue_quantile(IN(funnelmath_revenue, 0), 0.9, OUT(funnelmath_quantile, 1), error);
}
RUN(revenue_interval) {
    UNUSED;
    return funnelmath_revenue_interval(IN(funnelmath_revenue, 0), 0.9, OUT(funnelmath_interval, 1), error);
}
RUN(revenue_mean_up_to) {
    UNUSED;
    return funnelmath_revenue_mean_up_to(IN(funnelmath_revenue, 0), 25000, OUT(double, 1), error);
}
RUN(answer) {
    UNUSED;
    return funnelmath_answer(IN(char, 0), n[0], OUT(char *, 1), OUT(size_t, 2), error);
}
RUN(error_message) {
    UNUSED;
    (void)error;
    return funnelmath_error_message(IN(funnelmath_error, 0), OUT(char, 1), n[0], OUT(size_t, 2));
}

static call calls[CALL_COUNT];
static call *current;
static size_t result_count;

static void begin(const char *name,
                  funnelmath_status (*run)(void *const *, const size_t *, const uint32_t *,
                                           funnelmath_error *)) {
    current = current == NULL ? calls : current + 1;
    memset(current, 0, sizeof *current);
    current->name = name;
    current->run = run;
    current->has_error = 1;
    result_count = 0;
}

static void in(int parameter, void *data, size_t size) {
    call_pointer *pointer = &current->pointers[current->pointer_count++];
    pointer->parameter = parameter;
    pointer->data = data;
    pointer->size = size;
}

static void out(int parameter, size_t size, unsigned apart) {
    in(parameter, &results[result_count++], size);
    call_pointer *pointer = &current->pointers[current->pointer_count - 1];
    pointer->is_result = 1;
    pointer->apart = apart;
}

/* Says of the last pointer that it is text. */
static void text(void) {
    current->pointers[current->pointer_count - 1].is_text = 1;
}

static void len(size_t length) {
    current->lengths[current->length_count++] = length;
}

static void number(int parameter, uint32_t value) {
    call_number *place = &current->numbers[current->number_count++];
    place->parameter = parameter;
    place->value = value;
}

static void inputs(void) {
    memset(&calendar, 0, sizeof calendar);
    calendar.struct_size = sizeof calendar;
    calendar.kind = FUNNELMATH_CALENDAR_KIND_COMMON;
    calendar.days_per_week = 7;

    memset(&goal, 0, sizeof goal);
    goal.struct_size = sizeof goal;
    goal.kind = FUNNELMATH_GOAL_KIND_REVENUE;
    goal.amount = 25000;
    goal.sale_value = 3400;

    memset(known_volumes, 0, sizeof known_volumes);
    memset(known_rates, 0, sizeof known_rates);
    memset(&known_value, 0, sizeof known_value);
    memset(&known_revenue, 0, sizeof known_revenue);
    known_volumes[0].value = 24;
    known_volumes[0].known = 1;
    known_rates[0].value = 0.65;
    known_rates[0].known = 1;
    known_value.value = 3400;
    known_value.known = 1;
    known_revenue.value = 25000;
    known_revenue.known = 1;

    memset(gates, 0, sizeof gates);
    gates[0].kind = FUNNELMATH_GATE_KIND_RATE;
    gates[0].a = 0.65;
    gates[1].kind = FUNNELMATH_GATE_KIND_COUNTS;
    gates[1].a = 2;
    gates[1].b = 5;
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
    target.policy = FUNNELMATH_POLICY_UP;
    target.confidence.value = 0.9;
    target.confidence.known = 1;

    memset(&flow, 0, sizeof flow);
    flow.struct_size = sizeof flow;
    flow.kind = FUNNELMATH_FLOW_KIND_COUNTED;
    flow.a = 40;
    flow.b = 4;
    memset(&deals, 0, sizeof deals);
    deals.struct_size = sizeof deals;
    deals.kind = FUNNELMATH_DEAL_KIND_COUNTED;
    deals.sizes = values;
    deals.counts = entries;
    deals.len = 2;

    memset(&requirement, 0, sizeof requirement);
    requirement.struct_size = sizeof requirement;
    requirement.results = 8;
    requirement.inputs = 10;
    requirement.confidence = 0.9;

    memset(&said, 0, sizeof said);
    said.status = FUNNELMATH_STATUS_NO_GATES;
}

const call *calls_begin(void) {
    inputs();
    if (funnelmath_funnel_new(&options, &funnel, NULL)
        || funnelmath_plan_new(funnel, &target, &plan, NULL)
        || funnelmath_flow_revenue_new(&flow, 0.26, 4, &deals, &revenue, NULL)) {
        fprintf(stderr, "a handle could not be made\n");
        exit(2);
    }
    current = NULL;
#define BEGIN(name) begin("funnelmath_" #name, name)
    BEGIN(calendar_per_year), in(0, &calendar, sizeof calendar), out(2, 8, 0),
        number(1, FUNNELMATH_PERIOD_WEEK);
    BEGIN(calendar_convert), in(0, &calendar, sizeof calendar), out(4, 8, 0),
        number(2, FUNNELMATH_PERIOD_MONTH), number(3, FUNNELMATH_PERIOD_WEEK);
    BEGIN(policy_apply), out(2, sizeof(funnelmath_whole), 0), number(0, FUNNELMATH_POLICY_NEAREST);
    BEGIN(policy_apply_each), in(1, rates, sizeof rates), in(4, exact, sizeof exact),
        out(5, sizeof exact, 1 | 2), len(2), len(3), number(0, FUNNELMATH_POLICY_UP_EACH_STAGE);
    BEGIN(rate_from_counts), out(2, 8, 0);
    BEGIN(rate_one_in), out(1, 8, 0);
    BEGIN(rates_from_counts), in(0, successes, sizeof successes), in(1, trials, sizeof trials),
        out(3, 2 * sizeof(funnelmath_maybe), 1 | 2), len(2);
    BEGIN(chain_overall), in(0, rates, sizeof rates), out(2, 8, 0), len(2);
    BEGIN(chain_forward), in(0, rates, sizeof rates), out(4, sizeof exact, 1 | 4), out(6, 8, 0), len(2),
        len(3);
    BEGIN(chain_forward_each), in(0, rates, sizeof rates), in(2, exact, sizeof exact),
        in(3, worth, sizeof worth), out(4, sizeof exact, 1 | 2 | 4 | 16), out(6, 8, 0), len(2), len(3);
    BEGIN(chain_required), in(0, rates, sizeof rates), in(2, &goal, sizeof goal),
        out(3, sizeof exact, 1 | 2 | 8), out(5, sizeof(funnelmath_unreachable), 0), len(2), len(3);
    BEGIN(chain_sensitivity), in(0, rates, sizeof rates), in(2, &goal, sizeof goal),
        out(9, sizeof(funnelmath_effect), 0), len(2), number(5, FUNNELMATH_LEVER_GATE),
        number(7, FUNNELMATH_STEP_POINTS);
    BEGIN(roll_up), in(1, team, sizeof team), in(2, entries, sizeof entries),
        in(3, values, sizeof values), out(5, sizeof exact, 1 | 2 | 4),
        out(6, 2 * sizeof(funnelmath_maybe), 1 | 2 | 4 | 8), out(7, sizeof(funnelmath_total), 8 | 16),
        len(2), len(2);
    BEGIN(funnel_new), in(0, &options, sizeof options), out(1, sizeof(void *), 0);
    BEGIN(plan_new), in(0, funnel, 0), in(1, &target, sizeof target), out(2, sizeof(void *), 0);
    BEGIN(plan_summarize), in(0, plan, 0), out(1, sizeof(funnelmath_plan_summary), 0);
    BEGIN(plan_get_period), in(0, plan, 0), out(2, sizeof(funnelmath_plan_period), 0);
    BEGIN(plan_get_stage), in(0, plan, 0), out(3, sizeof(funnelmath_whole), 0);
    BEGIN(plan_get_effect), in(0, plan, 0), out(2, sizeof(funnelmath_effect), 0);
    BEGIN(activity_gauge), out(2, sizeof(funnelmath_maybe), 0);
    BEGIN(attainment), out(2, sizeof(funnelmath_maybe), 0);
    BEGIN(velocity_per_day), out(4, sizeof(funnelmath_maybe), 0);
    BEGIN(velocity_lever_effect), out(6, sizeof(funnelmath_velocity_effect), 0),
        number(4, FUNNELMATH_VELOCITY_LEVER_CYCLE);
    BEGIN(weighted_pipeline), in(0, values, sizeof values), in(1, rates, sizeof rates),
        out(3, sizeof(funnelmath_pipeline), 0), len(2);
    BEGIN(coverage), out(3, sizeof(funnelmath_covered), 0);
    BEGIN(required_coverage), out(1, sizeof(funnelmath_maybe), 0);
    BEGIN(solve), in(0, known_volumes, sizeof known_volumes), in(1, known_rates, sizeof known_rates),
        in(3, &known_value, sizeof known_value), in(4, &known_revenue, sizeof known_revenue),
        out(5, 3 * sizeof(funnelmath_solved), 1 | 2 | 4 | 8),
        out(6, 2 * sizeof(funnelmath_solved), 1 | 2 | 4 | 8 | 16),
        out(7, sizeof(funnelmath_solution), 16 | 32), len(2);
    BEGIN(incomplete_beta), out(3, sizeof(funnelmath_tails), 0);
    BEGIN(incomplete_gamma), out(2, sizeof(funnelmath_tails), 0);
    BEGIN(beta_quantile), out(3, sizeof(funnelmath_share), 0);
    BEGIN(gamma_quantile), out(2, sizeof(funnelmath_maybe), 0);
    BEGIN(normal_tails), out(1, sizeof(funnelmath_tails), 0);
    BEGIN(normal_quantile), out(1, sizeof(funnelmath_maybe), 0);
    BEGIN(binomial_probability), out(3, 8, 0);
    BEGIN(ln_binomial_probability), out(3, sizeof(funnelmath_maybe), 0);
    BEGIN(poisson_probability), out(2, 8, 0);
    BEGIN(ln_poisson_probability), out(2, sizeof(funnelmath_maybe), 0);
    BEGIN(beta_binomial_probability), out(4, 8, 0);
    BEGIN(ln_beta_binomial_probability), out(4, sizeof(funnelmath_maybe), 0);
    BEGIN(evidence_observe), out(4, 8, 0), out(5, 8, 1);
    BEGIN(evidence_mean), out(2, 8, 0);
    BEGIN(evidence_quantile), out(3, 8, 0);
    BEGIN(evidence_interval), out(3, sizeof(funnelmath_interval), 0);
    BEGIN(chance_mean), in(1, passed, sizeof passed), in(2, failed, sizeof failed), out(4, 8, 0), len(2);
    BEGIN(chance_at_least), in(1, passed, sizeof passed), in(2, failed, sizeof failed),
        out(6, sizeof(funnelmath_probability), 0), len(2);
    BEGIN(chance_exactly), in(1, passed, sizeof passed), in(2, failed, sizeof failed),
        out(6, sizeof(funnelmath_probability), 0), len(2);
    BEGIN(chance_quantile), in(1, passed, sizeof passed), in(2, failed, sizeof failed),
        out(6, sizeof(funnelmath_quantile), 0), len(2);
    BEGIN(chance_interval), in(1, passed, sizeof passed), in(2, failed, sizeof failed),
        out(6, sizeof(funnelmath_interval), 0), len(2);
    BEGIN(chance_inputs_for), in(1, passed, sizeof passed), in(2, failed, sizeof failed),
        out(6, sizeof(funnelmath_inputs), 0), len(2);
    BEGIN(chance_lower_bound), in(1, passed, sizeof passed), in(2, failed, sizeof failed),
        out(6, sizeof(funnelmath_quantile), 0), len(2);
    BEGIN(rate_for), in(0, &requirement, sizeof requirement), out(1, sizeof(funnelmath_overall_rate), 0);
    BEGIN(chain_gate_for), in(0, rates, sizeof rates), in(3, &requirement, sizeof requirement),
        out(4, sizeof(funnelmath_gate_rate), 0), len(2);
    BEGIN(plan_get_confident), in(0, plan, 0), out(1, sizeof(funnelmath_plan_confident), 0);
    BEGIN(plan_get_expected_chance), in(0, plan, 0), out(2, sizeof(funnelmath_probability), 0);
    BEGIN(plan_get_confident_period), in(0, plan, 0), out(2, sizeof(funnelmath_plan_period), 0);
    BEGIN(plan_get_confident_stage), in(0, plan, 0), out(3, sizeof(funnelmath_whole), 0);
    BEGIN(flow_per_week), in(0, &flow, sizeof flow), out(1, 8, 0);
    BEGIN(flow_mean), in(0, &flow, sizeof flow), out(3, 8, 0);
    BEGIN(flow_at_least), in(0, &flow, sizeof flow), out(4, sizeof(funnelmath_probability), 0);
    BEGIN(flow_exactly), in(0, &flow, sizeof flow), out(4, sizeof(funnelmath_probability), 0);
    BEGIN(flow_quantile), in(0, &flow, sizeof flow), out(4, sizeof(funnelmath_quantile), 0);
    BEGIN(flow_interval), in(0, &flow, sizeof flow), out(4, sizeof(funnelmath_interval), 0);
    BEGIN(flow_weeks_for), in(0, &flow, sizeof flow), out(4, sizeof(funnelmath_wait), 0);
    BEGIN(arrivals_for), out(3, sizeof(funnelmath_maybe), 0);
    BEGIN(chance_revenue_at_least), in(1, passed, sizeof passed), in(2, failed, sizeof failed),
        in(5, &deals, sizeof deals), out(7, sizeof(funnelmath_probability), 0), len(2);
    BEGIN(chance_revenue_quantile), in(1, passed, sizeof passed), in(2, failed, sizeof failed),
        in(5, &deals, sizeof deals), out(7, sizeof(funnelmath_quantile), 0), len(2);
    BEGIN(chance_inputs_for_revenue), in(1, passed, sizeof passed), in(2, failed, sizeof failed),
        in(4, &deals, sizeof deals), out(7, sizeof(funnelmath_inputs), 0), len(2);
    BEGIN(flow_revenue_at_least), in(0, &flow, sizeof flow), in(3, &deals, sizeof deals),
        out(5, sizeof(funnelmath_probability), 0);
    BEGIN(flow_revenue_quantile), in(0, &flow, sizeof flow), in(3, &deals, sizeof deals),
        out(5, sizeof(funnelmath_quantile), 0);
    BEGIN(flow_weeks_for_revenue), in(0, &flow, sizeof flow), in(2, &deals, sizeof deals),
        out(5, sizeof(funnelmath_wait), 0);
    BEGIN(revenue_new), in(1, passed, sizeof passed), in(2, failed, sizeof failed),
        in(5, &deals, sizeof deals), out(6, sizeof(void *), 0), len(2);
    BEGIN(flow_revenue_new), in(0, &flow, sizeof flow), in(3, &deals, sizeof deals),
        out(4, sizeof(void *), 0);
    BEGIN(revenue_summarize), in(0, revenue, 0), out(1, sizeof(funnelmath_revenue_summary), 0);
    BEGIN(revenue_at_least), in(0, revenue, 0), out(2, sizeof(funnelmath_probability), 0);
    BEGIN(revenue_quantile), in(0, revenue, 0), out(2, sizeof(funnelmath_quantile), 0);
    BEGIN(revenue_interval), in(0, revenue, 0), out(2, sizeof(funnelmath_interval), 0);
    BEGIN(revenue_mean_up_to), in(0, revenue, 0), out(2, 8, 0);
    BEGIN(answer), in(0, request, sizeof request - 1), text(), out(2, sizeof(char *), 0),
        out(3, sizeof(size_t), 0), len(sizeof request - 1);
    BEGIN(error_message), in(0, &said, sizeof said), out(1, 60, 1 | 4), text(), out(3, sizeof(size_t), 0), len(60);
    current->has_error = 0;
    if (current != calls + CALL_COUNT - 1) {
        fprintf(stderr, "CALL_COUNT is wrong\n");
        exit(2);
    }
    return calls;
}

void calls_end(void) {
    funnelmath_revenue_free(revenue);
    funnelmath_plan_free(plan);
    funnelmath_funnel_free(funnel);
}

void call_poison(const call *one) {
    for (size_t i = 0; i < one->pointer_count; i++) {
        if (one->pointers[i].is_result) {
            poison(one->pointers[i].data, sizeof results[0]);
        }
    }
}

int call_untouched(const call *one) {
    for (size_t i = 0; i < one->pointer_count; i++) {
        if (one->pointers[i].is_result && !untouched(one->pointers[i].data, sizeof results[0])) {
            return 0;
        }
    }
    return 1;
}

void call_release(const call *one) {
    const call_pointer *last = &one->pointers[one->pointer_count - 1];
    if (one->run == funnel_new) {
        funnelmath_funnel_free(*(funnelmath_funnel **)last->data);
    } else if (one->run == plan_new) {
        funnelmath_plan_free(*(funnelmath_plan **)last->data);
    } else if (one->run == revenue_new || one->run == flow_revenue_new) {
        funnelmath_revenue_free(*(funnelmath_revenue **)last->data);
    } else if (one->run == answer) {
        funnelmath_answer_free(*(char **)one->pointers[1].data);
    }
}

funnelmath_status call_make(const call *one, funnelmath_error *error) {
    void *pointers[CALL_POINTERS];
    uint32_t numbers[CALL_NUMBERS];
    for (size_t i = 0; i < one->pointer_count; i++) {
        pointers[i] = one->pointers[i].data;
    }
    for (size_t i = 0; i < one->number_count; i++) {
        numbers[i] = one->numbers[i].value;
    }
    call_poison(one);
    if (error != NULL) {
        poison(error, sizeof *error);
    }
    return one->run(pointers, one->lengths, numbers, error);
}
