/* A part of errors_test.c: what the functions of chances, evidence, flows and revenue refuse. */

static funnelmath_requirement requirement_of(double results, double inputs, double confidence) {
    funnelmath_requirement requirement;
    memset(&requirement, 0, sizeof requirement);
    requirement.struct_size = sizeof requirement;
    requirement.results = results;
    requirement.inputs = inputs;
    requirement.confidence = confidence;
    return requirement;
}

/* The first input that is wrong is told: the gates, the rate, then the rest. */
static void chances_refuse(void) {
    const double not_a_number = from_bits(0x7ff8000000000000), infinite = from_bits(0x7ff0000000000000);
    const double beyond = 9007199254740992.0 * 1.5, tiny = 1e-10, good[2] = {66, 41};
    const double zero[2] = {1, 0}, small[2] = {1e-10, 1}, none[2] = {1, not_a_number};
    const double huge[2] = {1, 9007199254740992.0 * 1.5};
    const struct {
        const double *a, *b;
        const char *path;
        double value;
    } shapes[] = {{good, zero, "evidence.b[1]", 0},       {small, good, "evidence.a[0]", tiny},
                  {zero, good, "evidence.a[1]", 0},       {good, huge, "evidence.b[1]", huge[1]},
                  {none, good, "evidence.a[1]", none[1]}, {good, none, "evidence.b[1]", none[1]}};
    const double rates_out[] = {-0.25, 1.5, not_a_number, infinite};
    const double counts_out[] = {-1, 2.5, beyond, not_a_number, infinite};
    funnelmath_probability chance;
    funnelmath_quantile quantile;
    funnelmath_interval range;
    funnelmath_inputs inputs;
    funnelmath_overall_rate overall;
    funnelmath_gate_rate gate;
    funnelmath_revenue *revenue;
    funnelmath_deal_size size;

    check_about("chances");
    poison(&chance, sizeof chance);
    poison(&quantile, sizeof quantile);
    poison(&range, sizeof range);
    poison(&inputs, sizeof inputs);
    poison(&overall, sizeof overall);
    poison(&gate, sizeof gate);
    poison(&revenue, sizeof revenue);
    memset(&size, 0, sizeof size);
    size.struct_size = sizeof size;
    size.mean = 3400;
/* Each function of a chain, with one thing that is wrong. */
#define OF_INPUTS(rate, a, b, n, status, path, value)                                                  \
    do {                                                                                               \
        is_of(funnelmath_chance_at_least(rate, a, b, 2, n, -1, &chance, &error), status, path, value); \
        is_of(funnelmath_chance_exactly(rate, a, b, 2, n, -1, &chance, &error), status, path, value);  \
        is_of(funnelmath_chance_quantile(rate, a, b, 2, n, -1, &quantile, &error), status, path, value); \
        is_of(funnelmath_chance_interval(rate, a, b, 2, n, -1, &range, &error), status, path, value);  \
        is_of(funnelmath_chance_lower_bound(rate, a, b, 2, n, -1, &quantile, &error), status, path, value); \
        is_of(funnelmath_revenue_new(rate, a, b, 2, n, &size, &revenue, &error), status, path, value); \
        is_of(funnelmath_chance_revenue_at_least(rate, a, b, 2, n, &size, -1, &chance, &error), status, \
              path, value);                                                                            \
        is_of(funnelmath_chance_revenue_quantile(rate, a, b, 2, n, &size, -1, &quantile, &error), status, \
              path, value);                                                                            \
    } while (0)
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        const funnelmath_status shape = FUNNELMATH_STATUS_EVIDENCE_SHAPE;
        OF_INPUTS(1.5, shapes[i].a, shapes[i].b, -1, shape, shapes[i].path, shapes[i].value);
        is_of(funnelmath_chance_mean(1.5, shapes[i].a, shapes[i].b, 2, &number, &error), shape,
              shapes[i].path, shapes[i].value);
        is_of(funnelmath_chance_inputs_for(1.5, shapes[i].a, shapes[i].b, 2, -1, -1, &inputs, &error),
              shape, shapes[i].path, shapes[i].value);
        is_of(funnelmath_chance_inputs_for_revenue(1.5, shapes[i].a, shapes[i].b, 2, &size, -1, -1, &inputs,
                                                   &error),
              shape, shapes[i].path, shapes[i].value);
    }
    for (size_t i = 0; i < 4; i++) {
        const double out = rates_out[i];
        const funnelmath_status rate = FUNNELMATH_STATUS_RATE, p = FUNNELMATH_STATUS_PROBABILITY;
        const funnelmath_requirement asked = requirement_of(8, 40, out);
        OF_INPUTS(out, good, good, -1, rate, "rate", out);
        is_of(funnelmath_chance_inputs_for(out, good, good, 2, -1, -1, &inputs, &error), rate, "rate", out);
        is_of(funnelmath_chance_mean(out, NULL, NULL, 0, &number, &error), rate, "rate", out);
        is_of(funnelmath_chance_quantile(1, good, good, 2, 8, out, &quantile, &error), p, "p", out);
        is_of(funnelmath_chance_interval(1, good, good, 2, 8, out, &range, &error), p, "level", out);
        is_of(funnelmath_chance_lower_bound(1, good, good, 2, 8, out, &quantile, &error), p, "confidence",
              out);
        is_of(funnelmath_chance_inputs_for(1, good, good, 2, 8, out, &inputs, &error), p, "confidence", out);
        is_of(funnelmath_rate_for(&asked, &overall, &error), p, "confidence", out);
        is_of(funnelmath_chain_gate_for(rates, 2, 1, &asked, &gate, &error), p, "confidence", out);
        is_of(funnelmath_evidence_quantile(1, 1, out, &number, &error), p, "p", out);
        is_of(funnelmath_beta_quantile(1, 1, out, (funnelmath_share *)&range, &error), p, "p", out);
    }
    for (size_t i = 0; i < 5; i++) {
        const double out = counts_out[i];
        const funnelmath_status count = FUNNELMATH_STATUS_COUNT;
        const funnelmath_requirement results = requirement_of(out, -1, 0.9), of = requirement_of(8, out, 0.9);
        OF_INPUTS(1, good, good, out, count, "inputs", out);
        is_of(funnelmath_chance_at_least(1, good, good, 2, 9, out, &chance, &error), count, "results", out);
        is_of(funnelmath_chance_exactly(1, good, good, 2, 9, out, &chance, &error), count, "results", out);
        is_of(funnelmath_chance_inputs_for(1, good, good, 2, out, -1, &inputs, &error), count, "results",
              out);
        is_of(funnelmath_rate_for(&results, &overall, &error), count, "results", out);
        is_of(funnelmath_rate_for(&of, &overall, &error), count, "inputs", out);
        is_of(funnelmath_chain_gate_for(rates, 2, 1, &of, &gate, &error), count, "inputs", out);
    }
    funnelmath_requirement asked = requirement_of(8, 40, 0.9);
    is_within(funnelmath_chain_gate_for(rates, 2, 2, &asked, &gate, &error), FUNNELMATH_STATUS_GATE, "gate",
              2, 1);
    CHECK(funnelmath_chain_gate_for(rates, 2, UINT64_MAX, &asked, &gate, NULL) == FUNNELMATH_STATUS_GATE);
    is(funnelmath_chain_gate_for(NULL, 0, 0, &asked, &gate, &error), FUNNELMATH_STATUS_NO_GATES, "rates[]",
       NULL);
    asked.reserved = 9;
    is_of(funnelmath_rate_for(&asked, &overall, &error), FUNNELMATH_STATUS_RESERVED, "parameter 0", 9);
    is_of(funnelmath_chain_gate_for(rates, 2, 1, &asked, &gate, &error), FUNNELMATH_STATUS_RESERVED,
          "parameter 3", 9);
    asked.struct_size = 0;
    is_within(funnelmath_rate_for(&asked, &overall, &error), FUNNELMATH_STATUS_STRUCT_SIZE, "parameter 0", 0,
              sizeof asked);
    CHECK(untouched(&chance, sizeof chance) && untouched(&quantile, sizeof quantile));
    CHECK(untouched(&range, sizeof range) && untouched(&inputs, sizeof inputs));
    CHECK(untouched(&overall, sizeof overall) && untouched(&gate, sizeof gate));
    CHECK(untouched(&revenue, sizeof revenue));
#undef OF_INPUTS
}

/* Evidence and the special functions. */
static void special_functions_refuse(void) {
    const double not_a_number = from_bits(0x7ff8000000000000), infinite = from_bits(0x7ff0000000000000);
    const double beyond = 9007199254740992.0 * 1.5;
    const double shapes_out[] = {0, -1, beyond, not_a_number, infinite, 4e-324};
    double a, b;
    funnelmath_interval interval;
    funnelmath_maybe maybe;
    funnelmath_tails tails;
    funnelmath_share share;

    check_about("special functions");
    poison(&a, sizeof a);
    poison(&b, sizeof b);
    poison(&interval, sizeof interval);
    poison(&maybe, sizeof maybe);
    poison(&tails, sizeof tails);
    poison(&share, sizeof share);
    for (size_t i = 0; i < 6; i++) {
        const double out = shapes_out[i];
        for (int which = 0; which < 2; which++) {
            const double x = which == 0 ? out : 1, y = which == 1 ? out : 1;
            const funnelmath_status shape = FUNNELMATH_STATUS_SHAPE, of_rate = FUNNELMATH_STATUS_EVIDENCE_SHAPE;
            const char *const path = which == 0 ? "a" : "b";
            const char *const of = which == 0 ? "evidence.a" : "evidence.b";
            is_of(funnelmath_evidence_observe(x, y, -1, -1, &a, &b, &error), of_rate, of, out);
            is_of(funnelmath_evidence_mean(x, y, &number, &error), of_rate, of, out);
            is_of(funnelmath_evidence_quantile(x, y, -1, &number, &error), of_rate, of, out);
            is_of(funnelmath_evidence_interval(x, y, -1, &interval, &error), of_rate, of, out);
            is_of(funnelmath_incomplete_beta(x, y, -1, &tails, &error), shape, path, out);
            is_of(funnelmath_beta_quantile(x, y, -1, &share, &error), shape, path, out);
            is_of(funnelmath_beta_binomial_probability(1, 2, x, y, &number, &error), shape, path, out);
            is_of(funnelmath_ln_beta_binomial_probability(1, 2, x, y, &maybe, &error), shape, path, out);
        }
        is_of(funnelmath_incomplete_gamma(out, -1, &tails, &error), FUNNELMATH_STATUS_SHAPE, "a", out);
        is_of(funnelmath_gamma_quantile(out, -1, &maybe, &error), FUNNELMATH_STATUS_SHAPE, "a", out);
    }
    is_of(funnelmath_evidence_observe(1, 1, 41, 40, &a, &b, &error), FUNNELMATH_STATUS_SUCCESSES, "successes", 41);
    is_of(funnelmath_evidence_observe(1, 1, -0.5, 40, &a, &b, &error), FUNNELMATH_STATUS_CREDIT, "successes",
          -0.5);
    is_of(funnelmath_evidence_observe(1, 1, 1, -40, &a, &b, &error), FUNNELMATH_STATUS_CREDIT, "trials", -40);
    is_of(funnelmath_evidence_observe(4e12, 1, 9007199254740992.0, 9007199254740992.0, &a, &b, &error),
          FUNNELMATH_STATUS_EVIDENCE_SHAPE, "evidence.a", 9007199254740992.0 + 4e12);
    is_of(funnelmath_evidence_interval(1, 1, 1.5, &interval, &error), FUNNELMATH_STATUS_PROBABILITY, "level", 1.5);
    is_of(funnelmath_incomplete_beta(1, 1, -0.5, &tails, &error), FUNNELMATH_STATUS_PROBABILITY, "x", -0.5);
    is_of(funnelmath_incomplete_gamma(1, infinite, &tails, &error), FUNNELMATH_STATUS_VOLUME, "x", infinite);
    is_of(funnelmath_gamma_quantile(1, 1.5, &maybe, &error), FUNNELMATH_STATUS_PROBABILITY, "p", 1.5);
    is_of(funnelmath_normal_tails(infinite, &tails, &error), FUNNELMATH_STATUS_SCORE, "z", infinite);
    is_of(funnelmath_normal_tails(not_a_number, &tails, &error), FUNNELMATH_STATUS_SCORE, "z", not_a_number);
    is_of(funnelmath_normal_quantile(1.5, &maybe, &error), FUNNELMATH_STATUS_PROBABILITY, "p", 1.5);
    is_of(funnelmath_binomial_probability(0.5, 2, 0.5, &number, &error), FUNNELMATH_STATUS_COUNT, "k", 0.5);
    is_of(funnelmath_ln_binomial_probability(0, -2, 0.5, &maybe, &error), FUNNELMATH_STATUS_COUNT, "n", -2);
    is_of(funnelmath_binomial_probability(0, 2, 1.5, &number, &error), FUNNELMATH_STATUS_PROBABILITY, "p", 1.5);
    is_of(funnelmath_ln_binomial_probability(0, 2, 1.5, &maybe, &error), FUNNELMATH_STATUS_PROBABILITY, "p", 1.5);
    is_of(funnelmath_poisson_probability(0.5, 2, &number, &error), FUNNELMATH_STATUS_COUNT, "k", 0.5);
    is_of(funnelmath_ln_poisson_probability(0.5, 2, &maybe, &error), FUNNELMATH_STATUS_COUNT, "k", 0.5);
    is_of(funnelmath_poisson_probability(0, -2, &number, &error), FUNNELMATH_STATUS_VOLUME, "mean", -2);
    is_of(funnelmath_ln_poisson_probability(0, -2, &maybe, &error), FUNNELMATH_STATUS_VOLUME, "mean", -2);
    is_of(funnelmath_beta_binomial_probability(0.5, 2, 1, 1, &number, &error), FUNNELMATH_STATUS_COUNT, "k", 0.5);
    is_of(funnelmath_ln_beta_binomial_probability(0, 0.5, 1, 1, &maybe, &error), FUNNELMATH_STATUS_COUNT, "n", 0.5);
    CHECK(untouched(&a, sizeof a) && untouched(&b, sizeof b) && untouched(&interval, sizeof interval));
    CHECK(untouched(&maybe, sizeof maybe) && untouched(&tails, sizeof tails));
    CHECK(untouched(&share, sizeof share));
}

static funnelmath_flow flow;
static funnelmath_deal_size size;
static funnelmath_probability chance;
static funnelmath_wait wait;
static funnelmath_quantile amount;
static funnelmath_revenue *revenue;
static funnelmath_inputs inputs;

static void sound_flow(void) {
    memset(&flow, 0, sizeof flow);
    flow.struct_size = sizeof flow;
    flow.kind = FUNNELMATH_FLOW_KIND_UNCERTAIN;
    flow.a = 40;
    flow.b = 4;
    memset(&size, 0, sizeof size);
    size.struct_size = sizeof size;
    size.kind = FUNNELMATH_DEAL_KIND_COUNTED;
    size.sizes = rates;
    size.counts = rates;
    size.len = 2;
}

/* Every function that takes a flow refuses this one, whatever else is wrong. */
static void flow_is_refused(funnelmath_status expected, const char *path, const double *value,
                            const double *limit) {
    funnelmath_interval range;
    poison(&range, sizeof range);
    const funnelmath_flow wrong = flow;
#define REFUSED(call)                                \
    flow = wrong;                                    \
    is_all(call, expected, path, value, limit)
    REFUSED(funnelmath_flow_at_least(&flow, -1, -1, -1, &chance, &error));
    REFUSED(funnelmath_flow_exactly(&flow, -1, -1, -1, &chance, &error));
    REFUSED(funnelmath_flow_mean(&flow, -1, -1, &number, &error));
    REFUSED(funnelmath_flow_per_week(&flow, &number, &error));
    REFUSED(funnelmath_flow_quantile(&flow, -1, -1, -1, &amount, &error));
    REFUSED(funnelmath_flow_interval(&flow, -1, -1, -1, &range, &error));
    REFUSED(funnelmath_flow_weeks_for(&flow, -1, -1, -1, &wait, &error));
    REFUSED(funnelmath_flow_revenue_at_least(&flow, -1, -1, &size, -1, &chance, &error));
    REFUSED(funnelmath_flow_revenue_quantile(&flow, -1, -1, &size, -1, &amount, &error));
    REFUSED(funnelmath_flow_revenue_new(&flow, -1, -1, &size, &revenue, &error));
    REFUSED(funnelmath_flow_weeks_for_revenue(&flow, -1, &size, -1, -1, &wait, &error));
#undef REFUSED
    CHECK(untouched(&range, sizeof range));
    sound_flow();
}

/* Every function that takes a size refuses this one; a path of NULL is that of its parameter. */
static void size_is_refused(funnelmath_status expected, const char *path, const double *value,
                            const double *limit) {
#define AT(place) path == NULL ? "parameter " #place : path
    is_all(funnelmath_chance_revenue_at_least(0.5, NULL, NULL, 0, 9, &size, 9, &chance, &error), expected,
           AT(5), value, limit);
    is_all(funnelmath_chance_revenue_quantile(0.5, NULL, NULL, 0, 9, &size, 0.9, &amount, &error), expected,
           AT(5), value, limit);
    is_all(funnelmath_revenue_new(0.5, NULL, NULL, 0, 9, &size, &revenue, &error), expected, AT(5), value,
           limit);
    is_all(funnelmath_chance_inputs_for_revenue(0.5, NULL, NULL, 0, &size, 9, 0.9, &inputs, &error),
           expected, AT(4), value, limit);
    is_all(funnelmath_flow_revenue_at_least(&flow, 0.5, 9, &size, 9, &chance, &error), expected, AT(3),
           value, limit);
    is_all(funnelmath_flow_revenue_quantile(&flow, 0.5, 9, &size, 0.9, &amount, &error), expected, AT(3),
           value, limit);
    is_all(funnelmath_flow_revenue_new(&flow, 0.5, 9, &size, &revenue, &error), expected, AT(3), value,
           limit);
    is_all(funnelmath_flow_weeks_for_revenue(&flow, 0.5, &size, 9, 0.9, &wait, &error), expected, AT(2),
           value, limit);
#undef AT
    sound_flow();
}

static void flows_and_revenue_refuse(void) {
    const double not_a_number = from_bits(0x7ff8000000000000), infinite = from_bits(0x7ff0000000000000);
    const double minus = -1, half = 0.5, zero = 0, three = 3, four = 4, endless = (double)SIZE_MAX;
    const double sizes[2] = {1000, -2}, counts[2] = {1, not_a_number}, zeros[2] = {0, 0};
    const double size_of_flow = sizeof flow, one_less_flow = sizeof flow - 1;
    const double size_of_size = sizeof size, one_less_size = sizeof size - 1;

    check_about("flows");
    poison(&chance, sizeof chance);
    poison(&wait, sizeof wait);
    poison(&amount, sizeof amount);
    poison(&inputs, sizeof inputs);
    poison(&revenue, sizeof revenue);
    sound_flow();
    flow.struct_size--;
    flow_is_refused(FUNNELMATH_STATUS_STRUCT_SIZE, "parameter 0", &one_less_flow, &size_of_flow);
    flow.kind = 3;
    flow_is_refused(FUNNELMATH_STATUS_ENUM, "parameter 0", &three, NULL);
    flow.a = 0;
    flow_is_refused(FUNNELMATH_STATUS_SHAPE, "shape", &zero, NULL);
    flow.b = 0;
    flow_is_refused(FUNNELMATH_STATUS_WEEKS, "weeks", &zero, NULL);
    flow.kind = FUNNELMATH_FLOW_KIND_COUNTED;
    flow.a = half;
    flow_is_refused(FUNNELMATH_STATUS_COUNT, "arrivals", &half, NULL);
    flow.kind = FUNNELMATH_FLOW_KIND_COUNTED;
    flow.b = infinite;
    flow_is_refused(FUNNELMATH_STATUS_WEEKS, "weeks", &infinite, NULL);
    flow.kind = FUNNELMATH_FLOW_KIND_STEADY;
    flow.a = minus;
    flow_is_refused(FUNNELMATH_STATUS_VOLUME, "per_week", &minus, NULL);

    is(funnelmath_flow_at_least(&flow, 0.5, 4, half, &chance, &error), FUNNELMATH_STATUS_COUNT, "results",
       &half);
    is(funnelmath_flow_at_least(&flow, minus, 4, 8, &chance, &error), FUNNELMATH_STATUS_RATE, "rate", &minus);
    is(funnelmath_flow_exactly(&flow, 0.5, minus, 8, &chance, &error), FUNNELMATH_STATUS_WEEKS, "weeks",
       &minus);
    is(funnelmath_flow_weeks_for(&flow, 0.5, half, 0.9, &wait, &error), FUNNELMATH_STATUS_COUNT, "results",
       &half);
    is(funnelmath_flow_weeks_for(&flow, 0.5, 8, minus, &wait, &error), FUNNELMATH_STATUS_PROBABILITY,
       "confidence", &minus);
    is(funnelmath_flow_mean(&flow, 1, from_bits(0x7fefffffffffffff), &number, &error),
       FUNNELMATH_STATUS_OVERFLOW, "", NULL);
    is(funnelmath_flow_revenue_at_least(&flow, 0.5, 4, &size, minus, &chance, &error),
       FUNNELMATH_STATUS_MONEY, "threshold", &minus);
    is(funnelmath_flow_revenue_quantile(&flow, 0.5, 4, &size, minus, &amount, &error),
       FUNNELMATH_STATUS_PROBABILITY, "p", &minus);
    is(funnelmath_flow_weeks_for_revenue(&flow, 0.5, &size, 9, minus, &wait, &error),
       FUNNELMATH_STATUS_PROBABILITY, "confidence", &minus);
    is(funnelmath_flow_weeks_for_revenue(&flow, 0.5, &size, minus, 0.9, &wait, &error),
       FUNNELMATH_STATUS_MONEY, "goal", &minus);
    is(funnelmath_chance_inputs_for_revenue(0.5, NULL, NULL, 0, &size, minus, 0.9, &inputs, &error),
       FUNNELMATH_STATUS_MONEY, "goal", &minus);
    is(funnelmath_arrivals_for(minus, 8, 0.9, (funnelmath_maybe *)(void *)&amount, &error),
       FUNNELMATH_STATUS_RATE, "rate", &minus);
    is(funnelmath_arrivals_for(1, half, 0.9, (funnelmath_maybe *)(void *)&amount, &error),
       FUNNELMATH_STATUS_COUNT, "results", &half);

    check_about("deal sizes");
    size.struct_size--;
    size_is_refused(FUNNELMATH_STATUS_STRUCT_SIZE, NULL, &one_less_size, &size_of_size);
    size.kind = 4;
    size_is_refused(FUNNELMATH_STATUS_ENUM, NULL, &four, NULL);
    size.sizes = NULL;
    size_is_refused(FUNNELMATH_STATUS_POINTER, NULL, NULL, NULL);
    size.counts = NULL;
    size_is_refused(FUNNELMATH_STATUS_POINTER, NULL, NULL, NULL);
    size.len = SIZE_MAX;
    size_is_refused(FUNNELMATH_STATUS_LENGTH, NULL, &endless, NULL);
    size.sizes = sizes;
    size_is_refused(FUNNELMATH_STATUS_MONEY, "size.sizes[1]", &sizes[1], NULL);
    size.counts = counts;
    size_is_refused(FUNNELMATH_STATUS_VOLUME, "size.counts[1]", &counts[1], NULL);
    size.counts = zeros;
    size_is_refused(FUNNELMATH_STATUS_NO_DEALS, "size.sizes[]", NULL, NULL);
    size.kind = FUNNELMATH_DEAL_KIND_SEEN;
    size.sizes = NULL;
    size.len = 0;
    size_is_refused(FUNNELMATH_STATUS_NO_DEALS, "size.sizes[]", NULL, NULL);
    size.kind = FUNNELMATH_DEAL_KIND_SEEN;
    size.sizes = sizes;
    size.counts = NULL; /* not read */
    size_is_refused(FUNNELMATH_STATUS_MONEY, "size.sizes[1]", &sizes[1], NULL);
    size.kind = FUNNELMATH_DEAL_KIND_FIXED;
    size.mean = infinite;
    size_is_refused(FUNNELMATH_STATUS_MONEY, "size.mean", &infinite, NULL);
    size.kind = FUNNELMATH_DEAL_KIND_VARYING;
    size.mean = minus;
    size_is_refused(FUNNELMATH_STATUS_MONEY, "size.mean", &minus, NULL);
    size.kind = FUNNELMATH_DEAL_KIND_VARYING;
    size.variation = minus;
    size_is_refused(FUNNELMATH_STATUS_VARIATION, "size.variation", &minus, NULL);
    CHECK(untouched(&chance, sizeof chance) && untouched(&wait, sizeof wait));
    CHECK(untouched(&amount, sizeof amount) && untouched(&inputs, sizeof inputs));
    CHECK(untouched(&revenue, sizeof revenue));
}
