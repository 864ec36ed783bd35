/* A part of errors_test.c: what the functions of chances, evidence, flows and revenue refuse. */

/* Of chances the first input that is wrong is told: the gates, the rate, then the rest. */
static void chances_refuse(void) {
    const double not_a_number = from_bits(0x7ff8000000000000), infinite = from_bits(0x7ff0000000000000);
    const double beyond = 9007199254740994.0, tiny = 1e-10, good[2] = {66, 41};
    const double zero[2] = {1, 0}, small[2] = {1e-10, 1}, huge[2] = {1, beyond}, none[2] = {1, not_a_number};
    const struct {
        const double *a, *b;
        int64_t index;
        double value;
    } shapes[] = {{good, zero, 1, 0},      {zero, good, 0, 0},       {small, good, 0, tiny},
                  {good, huge, 1, beyond}, {none, good, 0, none[1]}, {good, none, 1, none[1]}};
    const double rates_out[] = {-0.25, 1.5, not_a_number, infinite};
    const double counts_out[] = {-1, 2.5, beyond, not_a_number, infinite};
    funnelmath_likelihood chance;
    funnelmath_quantile quantile;
    funnelmath_range range;
    funnelmath_inputs inputs;
    funnelmath_results results;
    funnelmath_overall_rate overall;
    funnelmath_gate_rate gate;

    check_about("chances");
    poison(&chance, sizeof chance);
    poison(&quantile, sizeof quantile);
    poison(&range, sizeof range);
    poison(&inputs, sizeof inputs);
    poison(&results, sizeof results);
    poison(&overall, sizeof overall);
    poison(&gate, sizeof gate);
/* Each function of a chain, with what is wrong in place of what is not. */
#define OF_COUNTS(rate, a, b, k, n, status, at, value)                                              \
    do {                                                                                            \
        is_of(funnelmath_chance_at_least(rate, a, b, 2, k, n, &chance, &error), status, at, value); \
        is_of(funnelmath_chance_exactly(rate, a, b, 2, k, n, &chance, &error), status, at, value);  \
    } while (0)
#define OF_LEVEL(rate, a, b, k, p, status, at, value)                                                 \
    do {                                                                                              \
        is_of(funnelmath_chance_quantile(rate, a, b, 2, k, p, &quantile, &error), status, at, value); \
        is_of(funnelmath_chance_interval(rate, a, b, 2, k, p, &range, &error), status, at, value);    \
        is_of(funnelmath_chance_inputs(rate, a, b, 2, k, p, &inputs, &error), status, at, value);     \
        is_of(funnelmath_chance_results(rate, a, b, 2, k, p, &results, &error), status, at, value);   \
    } while (0)
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        OF_COUNTS(1.5, shapes[i].a, shapes[i].b, -1, -1, FUNNELMATH_STATUS_SHAPE, shapes[i].index,
                  shapes[i].value);
        OF_LEVEL(1.5, shapes[i].a, shapes[i].b, -1, -1, FUNNELMATH_STATUS_SHAPE, shapes[i].index,
                 shapes[i].value);
        is_of(funnelmath_chance_mean(1.5, shapes[i].a, shapes[i].b, 2, &number, &error),
              FUNNELMATH_STATUS_SHAPE, shapes[i].index, shapes[i].value);
    }
    for (size_t i = 0; i < 4; i++) {
        const double out = rates_out[i];
        OF_COUNTS(out, good, good, -1, -1, FUNNELMATH_STATUS_RATE, -1, out);
        OF_LEVEL(out, good, good, -1, -1, FUNNELMATH_STATUS_RATE, -1, out);
        OF_LEVEL(1, good, good, 8, out, FUNNELMATH_STATUS_PROBABILITY, -1, out);
        is_of(funnelmath_chance_mean(out, NULL, NULL, 0, &number, &error), FUNNELMATH_STATUS_RATE, -1,
              out);
        is_of(funnelmath_rate_for(8, 40, out, &overall, &error), FUNNELMATH_STATUS_PROBABILITY, -1, out);
        is_of(funnelmath_chain_gate_for(rates, 2, 1, 8, 40, out, &gate, &error),
              FUNNELMATH_STATUS_PROBABILITY, -1, out);
        is_of(funnelmath_evidence_quantile(1, 1, out, &number, &error), FUNNELMATH_STATUS_PROBABILITY,
              -1, out);
        is_of(funnelmath_beta_quantile(1, 1, out, (funnelmath_share *)&range, &error),
              FUNNELMATH_STATUS_PROBABILITY, -1, out);
    }
    for (size_t i = 0; i < 5; i++) {
        const double out = counts_out[i];
        OF_COUNTS(1, good, good, out, 9, FUNNELMATH_STATUS_COUNT, 0, out);
        OF_COUNTS(1, good, good, 9, out, FUNNELMATH_STATUS_COUNT, 1, out);
        OF_LEVEL(1, good, good, out, -1, FUNNELMATH_STATUS_COUNT, -1, out);
        is_of(funnelmath_rate_for(out, -1, 0.9, &overall, &error), FUNNELMATH_STATUS_COUNT, 0, out);
        is_of(funnelmath_rate_for(8, out, 0.9, &overall, &error), FUNNELMATH_STATUS_COUNT, 1, out);
        is_of(funnelmath_chain_gate_for(rates, 2, 1, 8, out, 0.9, &gate, &error),
              FUNNELMATH_STATUS_COUNT, 1, out);
    }
    is_of(funnelmath_chain_gate_for(rates, 2, 2, 8, 40, 0.9, &gate, &error), FUNNELMATH_STATUS_GATE, 2, 1);
    CHECK(funnelmath_chain_gate_for(rates, 2, UINT64_MAX, 8, 40, 0.9, &gate, NULL)
          == FUNNELMATH_STATUS_GATE);
    is(funnelmath_chain_gate_for(NULL, 0, 0, 8, 40, 0.9, &gate, &error), FUNNELMATH_STATUS_NO_GATES, -1,
       NULL);
    CHECK(untouched(&chance, sizeof chance) && untouched(&quantile, sizeof quantile));
    CHECK(untouched(&range, sizeof range) && untouched(&inputs, sizeof inputs));
    CHECK(untouched(&results, sizeof results) && untouched(&overall, sizeof overall));
    CHECK(untouched(&gate, sizeof gate));
#undef OF_COUNTS
#undef OF_LEVEL
}

/* Evidence and the special functions: an index says which of two shapes or counts. */
static void special_functions_refuse(void) {
    const double not_a_number = from_bits(0x7ff8000000000000), infinite = from_bits(0x7ff0000000000000);
    const double beyond = 9007199254740994.0;
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
        for (int64_t which = 0; which < 2; which++) {
            const double x = which == 0 ? out : 1, y = which == 1 ? out : 1;
            const funnelmath_status shape = FUNNELMATH_STATUS_SHAPE;
            is_of(funnelmath_evidence_observe(x, y, -1, -1, &a, &b, &error), shape, which, out);
            is_of(funnelmath_evidence_mean(x, y, &number, &error), shape, which, out);
            is_of(funnelmath_evidence_quantile(x, y, -1, &number, &error), shape, which, out);
            is_of(funnelmath_evidence_interval(x, y, -1, &interval, &error), shape, which, out);
            is_of(funnelmath_incomplete_beta(x, y, -1, &tails, &error), shape, which, out);
            is_of(funnelmath_beta_quantile(x, y, -1, &share, &error), shape, which, out);
            is_of(funnelmath_beta_binomial_probability(1, 2, x, y, &number, &error), shape, which, out);
            is_of(funnelmath_ln_beta_binomial_probability(1, 2, x, y, &maybe, &error), shape, which, out);
        }
        is_of(funnelmath_incomplete_gamma(out, -1, &tails, &error), FUNNELMATH_STATUS_SHAPE, 0, out);
        is_of(funnelmath_gamma_quantile(out, -1, &maybe, &error), FUNNELMATH_STATUS_SHAPE, 0, out);
    }
    is_of(funnelmath_evidence_observe(1, 1, 41, 40, &a, &b, &error), FUNNELMATH_STATUS_SUCCESSES, -1, 41);
    is_of(funnelmath_evidence_observe(1, 1, 0.5, 40, &a, &b, &error), FUNNELMATH_STATUS_COUNT, -1, 0.5);
    is_of(funnelmath_evidence_observe(1, 1, 1, -40, &a, &b, &error), FUNNELMATH_STATUS_COUNT, -1, -40);
    is_of(funnelmath_evidence_observe(4, 1, 9007199254740992.0, 9007199254740992.0, &a, &b, &error),
          FUNNELMATH_STATUS_SHAPE, 0, 9007199254740996.0);
    is_of(funnelmath_evidence_interval(1, 1, 1.5, &interval, &error), FUNNELMATH_STATUS_PROBABILITY, -1,
          1.5);
    is_of(funnelmath_incomplete_beta(1, 1, -0.5, &tails, &error), FUNNELMATH_STATUS_PROBABILITY, -1,
          -0.5);
    is_of(funnelmath_incomplete_gamma(1, infinite, &tails, &error), FUNNELMATH_STATUS_VOLUME, -1,
          infinite);
    is_of(funnelmath_gamma_quantile(1, 1.5, &maybe, &error), FUNNELMATH_STATUS_PROBABILITY, -1, 1.5);
    is_of(funnelmath_normal_tails(infinite, &tails, &error), FUNNELMATH_STATUS_SCORE, -1, infinite);
    is_of(funnelmath_normal_tails(not_a_number, &tails, &error), FUNNELMATH_STATUS_SCORE, -1,
          not_a_number);
    is_of(funnelmath_normal_quantile(1.5, &maybe, &error), FUNNELMATH_STATUS_PROBABILITY, -1, 1.5);
    is_of(funnelmath_binomial_probability(0.5, 2, 0.5, &number, &error), FUNNELMATH_STATUS_COUNT, 0, 0.5);
    is_of(funnelmath_ln_binomial_probability(0, -2, 0.5, &maybe, &error), FUNNELMATH_STATUS_COUNT, 1, -2);
    is_of(funnelmath_binomial_probability(0, 2, 1.5, &number, &error), FUNNELMATH_STATUS_PROBABILITY, -1,
          1.5);
    is_of(funnelmath_ln_binomial_probability(0, 2, 1.5, &maybe, &error), FUNNELMATH_STATUS_PROBABILITY,
          -1, 1.5);
    is_of(funnelmath_poisson_probability(0.5, 2, &number, &error), FUNNELMATH_STATUS_COUNT, -1, 0.5);
    is_of(funnelmath_ln_poisson_probability(0.5, 2, &maybe, &error), FUNNELMATH_STATUS_COUNT, -1, 0.5);
    is_of(funnelmath_poisson_probability(0, -2, &number, &error), FUNNELMATH_STATUS_VOLUME, -1, -2);
    is_of(funnelmath_ln_poisson_probability(0, -2, &maybe, &error), FUNNELMATH_STATUS_VOLUME, -1, -2);
    is_of(funnelmath_beta_binomial_probability(0.5, 2, 1, 1, &number, &error), FUNNELMATH_STATUS_COUNT, 0,
          0.5);
    is_of(funnelmath_ln_beta_binomial_probability(0, 0.5, 1, 1, &maybe, &error), FUNNELMATH_STATUS_COUNT,
          1, 0.5);
    CHECK(untouched(&a, sizeof a) && untouched(&b, sizeof b) && untouched(&interval, sizeof interval));
    CHECK(untouched(&maybe, sizeof maybe) && untouched(&tails, sizeof tails));
    CHECK(untouched(&share, sizeof share));
}

static funnelmath_flow flow;
static funnelmath_deal_size size;
static funnelmath_likelihood chance;
static funnelmath_wait wait;
static funnelmath_amount amount;
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
static void flow_is_refused(funnelmath_status expected, int64_t index, const double *value) {
    funnelmath_flow_range range;
    funnelmath_maybe maybe;
    poison(&range, sizeof range);
    poison(&maybe, sizeof maybe);
    is(funnelmath_flow_at_least(&flow, -1, -1, -1, &chance, &error), expected, index, value);
    is(funnelmath_flow_exactly(&flow, -1, -1, -1, &chance, &error), expected, index, value);
    is(funnelmath_flow_expected(&flow, -1, -1, &number, &error), expected, index, value);
    is(funnelmath_flow_per_week(&flow, &number, &error), expected, index, value);
    is(funnelmath_flow_quantile(&flow, -1, -1, -1, &maybe, &error), expected, index, value);
    is(funnelmath_flow_interval(&flow, -1, -1, -1, &range, &error), expected, index, value);
    is(funnelmath_flow_weeks(&flow, -1, -1, -1, &wait, &error), expected, index, value);
    is(funnelmath_flow_revenue_at_least(&flow, -1, -1, &size, -1, &chance, &error), expected, index, value);
    is(funnelmath_flow_revenue_quantile(&flow, -1, -1, &size, -1, &amount, &error), expected, index, value);
    is(funnelmath_flow_revenue_weeks(&flow, -1, &size, -1, -1, &wait, &error), expected, index, value);
    CHECK(untouched(&range, sizeof range) && untouched(&maybe, sizeof maybe));
    sound_flow();
}

/* Every function that takes a size refuses this one; `parameter` of a function's own says which of `at` it is. */
static void size_is_refused(funnelmath_status expected, int64_t index, const double *value) {
    const int by_place = expected == FUNNELMATH_STATUS_ENUM || expected == FUNNELMATH_STATUS_POINTER;
#define AT(place) by_place ? place : index
    is(funnelmath_chance_revenue_at_least(0.5, NULL, NULL, 0, 9, &size, 9, &chance, &error), expected,
       AT(5), value);
    is(funnelmath_chance_revenue_quantile(0.5, NULL, NULL, 0, 9, &size, 0.9, &amount, &error), expected,
       AT(5), value);
    is(funnelmath_chance_revenue_inputs(0.5, NULL, NULL, 0, &size, 9, 0.9, &inputs, &error), expected,
       AT(4), value);
    is(funnelmath_flow_revenue_at_least(&flow, 0.5, 9, &size, 9, &chance, &error), expected, AT(3), value);
    is(funnelmath_flow_revenue_quantile(&flow, 0.5, 9, &size, 0.9, &amount, &error), expected, AT(3),
       value);
    is(funnelmath_flow_revenue_weeks(&flow, 0.5, &size, 9, 0.9, &wait, &error), expected, AT(2), value);
#undef AT
    sound_flow();
}

static void flows_and_revenue_refuse(void) {
    const double not_a_number = from_bits(0x7ff8000000000000), infinite = from_bits(0x7ff0000000000000);
    const double minus = -1, half = 0.5, zero = 0, three = 3, four = 4;
    const double sizes[2] = {1000, -2}, counts[2] = {1, not_a_number}, zeros[2] = {0, 0};
    const double one_less_flow = sizeof flow - 1, one_less_size = sizeof size - 1;

    check_about("flows");
    poison(&chance, sizeof chance);
    poison(&wait, sizeof wait);
    poison(&amount, sizeof amount);
    poison(&inputs, sizeof inputs);
    sound_flow();
    flow.struct_size--;
    flow_is_refused(FUNNELMATH_STATUS_STRUCT_SIZE, sizeof flow, &one_less_flow);
    flow.kind = 3;
    flow_is_refused(FUNNELMATH_STATUS_ENUM, 0, &three);
    flow.a = 0;
    flow_is_refused(FUNNELMATH_STATUS_SHAPE, -1, &zero);
    flow.b = 0;
    flow_is_refused(FUNNELMATH_STATUS_WEEKS, -1, &zero);
    flow.kind = FUNNELMATH_FLOW_KIND_COUNTED;
    flow.a = half;
    flow_is_refused(FUNNELMATH_STATUS_COUNT, -1, &half);
    flow.kind = FUNNELMATH_FLOW_KIND_COUNTED;
    flow.b = infinite;
    flow_is_refused(FUNNELMATH_STATUS_WEEKS, -1, &infinite);
    flow.kind = FUNNELMATH_FLOW_KIND_STEADY;
    flow.a = minus;
    flow_is_refused(FUNNELMATH_STATUS_VOLUME, -1, &minus);

    is(funnelmath_flow_at_least(&flow, half, 0.5, 4, &chance, &error), FUNNELMATH_STATUS_COUNT, -1, &half);
    is(funnelmath_flow_at_least(&flow, 8, minus, 4, &chance, &error), FUNNELMATH_STATUS_RATE, -1, &minus);
    is(funnelmath_flow_exactly(&flow, 8, 0.5, minus, &chance, &error), FUNNELMATH_STATUS_WEEKS, -1, &minus);
    is(funnelmath_flow_weeks(&flow, 8, 0.5, minus, &wait, &error), FUNNELMATH_STATUS_PROBABILITY, -1,
       &minus);
    is(funnelmath_flow_expected(&flow, 1, from_bits(0x7fefffffffffffff), &number, &error),
       FUNNELMATH_STATUS_OVERFLOW, -1, NULL);
    is(funnelmath_flow_revenue_at_least(&flow, 0.5, 4, &size, minus, &chance, &error),
       FUNNELMATH_STATUS_MONEY, -1, &minus);
    is(funnelmath_flow_revenue_quantile(&flow, 0.5, 4, &size, minus, &amount, &error),
       FUNNELMATH_STATUS_PROBABILITY, -1, &minus);
    is(funnelmath_flow_revenue_weeks(&flow, 0.5, &size, 9, minus, &wait, &error),
       FUNNELMATH_STATUS_PROBABILITY, -1, &minus);
    is(funnelmath_chance_revenue_at_least(0.5, NULL, NULL, 0, half, &size, 9, &chance, &error),
       FUNNELMATH_STATUS_COUNT, -1, &half);
    is(funnelmath_chance_revenue_quantile(minus, NULL, NULL, 0, 9, &size, 0.9, &amount, &error),
       FUNNELMATH_STATUS_RATE, -1, &minus);
    is(funnelmath_chance_revenue_inputs(0.5, zeros, zeros, 2, &size, 9, 0.9, &inputs, &error),
       FUNNELMATH_STATUS_SHAPE, 0, &zero);

    check_about("deal sizes");
    size.struct_size--;
    size_is_refused(FUNNELMATH_STATUS_STRUCT_SIZE, sizeof size, &one_less_size);
    size.kind = 4;
    size_is_refused(FUNNELMATH_STATUS_ENUM, 0, &four);
    size.sizes = NULL;
    size_is_refused(FUNNELMATH_STATUS_POINTER, 0, NULL);
    size.counts = NULL;
    size_is_refused(FUNNELMATH_STATUS_POINTER, 0, NULL);
    size.len = SIZE_MAX;
    size_is_refused(FUNNELMATH_STATUS_POINTER, 0, NULL);
    size.sizes = sizes;
    size_is_refused(FUNNELMATH_STATUS_MONEY, 1, &sizes[1]);
    size.counts = counts;
    size_is_refused(FUNNELMATH_STATUS_VOLUME, 1, &counts[1]);
    size.counts = zeros;
    size_is_refused(FUNNELMATH_STATUS_NO_DEALS, -1, NULL);
    size.kind = FUNNELMATH_DEAL_KIND_SEEN;
    size.sizes = NULL;
    size.len = 0;
    size_is_refused(FUNNELMATH_STATUS_NO_DEALS, -1, NULL);
    size.kind = FUNNELMATH_DEAL_KIND_SEEN;
    size.sizes = sizes;
    size.counts = NULL; /* not read */
    size_is_refused(FUNNELMATH_STATUS_MONEY, 1, &sizes[1]);
    size.kind = FUNNELMATH_DEAL_KIND_FIXED;
    size.mean = infinite;
    size_is_refused(FUNNELMATH_STATUS_MONEY, -1, &infinite);
    size.kind = FUNNELMATH_DEAL_KIND_VARYING;
    size.mean = minus;
    size_is_refused(FUNNELMATH_STATUS_MONEY, -1, &minus);
    size.kind = FUNNELMATH_DEAL_KIND_VARYING;
    size.variation = minus;
    size_is_refused(FUNNELMATH_STATUS_VARIATION, -1, &minus);
    CHECK(untouched(&chance, sizeof chance) && untouched(&wait, sizeof wait));
    CHECK(untouched(&amount, sizeof amount) && untouched(&inputs, sizeof inputs));
}
