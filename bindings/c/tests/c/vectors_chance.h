/* A part of vectors_test.c: the operations on chances, evidence, flows and revenue, and the special functions. */

/* Whether to compare, or that nothing was written. */
static int answered(funnelmath_status status, const void *result, size_t size) {
    if (status == FUNNELMATH_STATUS_OK) {
        return 1;
    }
    CHECK(untouched(result, size));
    return 0;
}

#define NEW(type) ((type *)place(sizeof(type)))
#define IN(name) vectors_f64(now, name)

static int is_method(uint32_t method) {
    return strcmp(funnelmath_method_name(method), "unknown") != 0
        && strlen(funnelmath_method_bound(method)) > 20;
}

static void out_method(uint32_t method) {
    out_word("method", funnelmath_method_name(method));
}

/* Both tails; they are worth nothing when they do not make 1. */
static void out_chance(const char *reached, const funnelmath_probability *chance) {
    CHECK(is_near(chance->value + chance->complement, 1, 1e-9));
    CHECK(is_method(chance->method) && chance->reserved == 0);
    out_f64(reached, chance->value);
    out_f64("missed", chance->complement);
}

/* The special functions */

static funnelmath_status out_tails(funnelmath_status status, const funnelmath_tails *tails) {
    if (answered(status, tails, sizeof *tails)) {
        out_f64("lower", tails->lower);
        out_f64("upper", tails->upper);
    }
    return status;
}

static funnelmath_status op_incomplete_beta(void) {
    funnelmath_tails *tails = NEW(funnelmath_tails);
    return out_tails(funnelmath_incomplete_beta(IN("a"), IN("b"), IN("x"), tails, &error), tails);
}

static funnelmath_status op_incomplete_gamma(void) {
    funnelmath_tails *tails = NEW(funnelmath_tails);
    return out_tails(funnelmath_incomplete_gamma(IN("a"), IN("x"), tails, &error), tails);
}

static funnelmath_status op_normal_tails(void) {
    funnelmath_tails *tails = NEW(funnelmath_tails);
    return out_tails(funnelmath_normal_tails(IN("z"), tails, &error), tails);
}

static funnelmath_status op_beta_quantile(void) {
    funnelmath_share *share = NEW(funnelmath_share);
    funnelmath_status status = funnelmath_beta_quantile(IN("a"), IN("b"), IN("p"), share, &error);
    if (answered(status, share, sizeof *share)) {
        out_f64("x", share->value);
        out_f64("rest", share->complement);
    }
    return status;
}

static funnelmath_status op_gamma_quantile(void) {
    funnelmath_maybe *x = NEW(funnelmath_maybe);
    return out_share("x", funnelmath_gamma_quantile(IN("a"), IN("p"), x, &error), x);
}

static funnelmath_status op_normal_quantile(void) {
    funnelmath_maybe *z = NEW(funnelmath_maybe);
    return out_share("z", funnelmath_normal_quantile(IN("p"), z, &error), z);
}

/* A probability and, by the other function, its logarithm; both fail alike. */
static funnelmath_status out_mass(funnelmath_status status, const double *mass, funnelmath_status of_ln,
                                  const funnelmath_maybe *ln) {
    CHECK(status == of_ln);
    if (answered(status, mass, sizeof *mass)) {
        out_f64("probability", *mass);
    }
    return out_share("ln", of_ln, ln);
}

static funnelmath_status op_binomial_probability(void) {
    double *mass = NEW(double), k = IN("k"), n = IN("n"), rate = IN("rate");
    funnelmath_maybe *ln = NEW(funnelmath_maybe);
    funnelmath_status status = funnelmath_binomial_probability(k, n, rate, mass, &error);
    return out_mass(status, mass, funnelmath_ln_binomial_probability(k, n, rate, ln, &error), ln);
}

static funnelmath_status op_poisson_probability(void) {
    double *mass = NEW(double), k = IN("k"), mean = IN("mean");
    funnelmath_maybe *ln = NEW(funnelmath_maybe);
    funnelmath_status status = funnelmath_poisson_probability(k, mean, mass, &error);
    return out_mass(status, mass, funnelmath_ln_poisson_probability(k, mean, ln, &error), ln);
}

static funnelmath_status op_beta_binomial_probability(void) {
    double *mass = NEW(double), k = IN("k"), n = IN("n"), a = IN("a"), b = IN("b");
    funnelmath_maybe *ln = NEW(funnelmath_maybe);
    funnelmath_status status = funnelmath_beta_binomial_probability(k, n, a, b, mass, &error);
    return out_mass(status, mass, funnelmath_ln_beta_binomial_probability(k, n, a, b, ln, &error), ln);
}

/* Evidence */

static funnelmath_status op_evidence_observe(void) {
    double *a = NEW(double), *b = NEW(double);
    funnelmath_status status = funnelmath_evidence_observe(IN("a"), IN("b"), IN("successes"),
                                                           IN("trials"), a, b, &error);
    if (answered(status, a, sizeof *a) && answered(status, b, sizeof *b)) {
        double mean;
        out_f64("a", *a);
        out_f64("b", *b);
        CHECK(!funnelmath_evidence_mean(*a, *b, &mean, NULL) && same_bits(mean, *a / (*a + *b)));
    }
    return status;
}

static funnelmath_status op_evidence_quantile(void) {
    double *x = NEW(double);
    funnelmath_status status = funnelmath_evidence_quantile(IN("a"), IN("b"), IN("p"), x, &error);
    if (answered(status, x, sizeof *x)) {
        out_f64("x", *x);
    }
    return status;
}

static funnelmath_status op_evidence_interval(void) {
    funnelmath_interval *interval = NEW(funnelmath_interval);
    funnelmath_status status =
        funnelmath_evidence_interval(IN("a"), IN("b"), IN("level"), interval, &error);
    if (answered(status, interval, sizeof *interval)) {
        out_f64("low", interval->low);
        out_maybe("high", interval->high);
    }
    return status;
}

/* Chances of a chain */

typedef struct {
    double rate;
    double *a;
    double *b;
    size_t gates;
} chain;

static chain chain_of_case(void) {
    chain of;
    size_t others;
    of.rate = IN("rate");
    of.a = doubles("a", &of.gates);
    of.b = doubles("b", &others);
    CHECK(of.gates == others);
    return of;
}

#define CHAIN of.rate, of.a, of.b, of.gates

static funnelmath_status op_chance_at_least(void) {
    chain of = chain_of_case();
    funnelmath_probability *chance = NEW(funnelmath_probability);
    funnelmath_status status = funnelmath_chance_at_least(CHAIN, IN("n"), IN("k"), chance, &error);
    if (answered(status, chance, sizeof *chance)) {
        /* One operation on gates is enough to see the mean: the product, from the first gate on. */
        double mean = 0, product = of.rate;
        for (size_t i = 0; i < of.gates; i++) {
            product *= of.a[i] / (of.a[i] + of.b[i]);
        }
        CHECK(!funnelmath_chance_mean(CHAIN, &mean, NULL) && same_bits(mean, product + 0.0));
        out_chance("reached", chance);
        out_method(chance->method);
    }
    return status;
}

static funnelmath_status op_chance_exactly(void) {
    chain of = chain_of_case();
    funnelmath_probability *chance = NEW(funnelmath_probability);
    funnelmath_status status = funnelmath_chance_exactly(CHAIN, IN("n"), IN("k"), chance, &error);
    if (answered(status, chance, sizeof *chance)) {
        CHECK(is_near(chance->value + chance->complement, 1, 1e-9) && chance->reserved == 0);
        out_f64("probability", chance->value);
    }
    return status;
}

static funnelmath_status op_chance_quantile(void) {
    chain of = chain_of_case();
    funnelmath_quantile *quantile = NEW(funnelmath_quantile);
    funnelmath_status status = funnelmath_chance_quantile(CHAIN, IN("n"), IN("p"), quantile, &error);
    if (answered(status, quantile, sizeof *quantile)) {
        CHECK(quantile->method < 2 && quantile->reserved == 0);
        out_maybe("k", quantile->value);
    }
    return status;
}

static funnelmath_status op_chance_interval(void) {
    chain of = chain_of_case();
    funnelmath_interval *range = NEW(funnelmath_interval);
    funnelmath_status status = funnelmath_chance_interval(CHAIN, IN("n"), IN("level"), range, &error);
    if (answered(status, range, sizeof *range)) {
        CHECK(range->method < 2 && range->reserved == 0);
        out_f64("low", range->low);
        out_maybe("high", range->high);
    }
    return status;
}

static funnelmath_status out_found(funnelmath_status status, const funnelmath_inputs *found) {
    if (answered(status, found, sizeof *found)) {
        CHECK(found->reserved == 0 && found->outcome <= FUNNELMATH_OUTCOME_NEVER);
        if (found->outcome == FUNNELMATH_OUTCOME_ENOUGH) {
            out_word("outcome", "enough");
            out_f64("inputs", found->inputs);
            out_chance("reached", &found->chance);
        } else {
            CHECK(same_bits(found->inputs, 0.0));
            out_word("outcome", "never");
            out_chance("best", &found->chance);
        }
    }
    return status;
}

static funnelmath_status op_chance_inputs(void) {
    chain of = chain_of_case();
    funnelmath_inputs *found = NEW(funnelmath_inputs);
    return out_found(funnelmath_chance_inputs_for(CHAIN, IN("k"), IN("confidence"), found, &error), found);
}

static funnelmath_status op_chance_results(void) {
    chain of = chain_of_case();
    funnelmath_quantile *results = NEW(funnelmath_quantile);
    funnelmath_status status =
        funnelmath_chance_lower_bound(CHAIN, IN("n"), IN("confidence"), results, &error);
    if (answered(status, results, sizeof *results)) {
        funnelmath_probability chance;
        out_maybe("k", results->value);
        CHECK(!funnelmath_chance_at_least(CHAIN, IN("n"), results->value.value, &chance, NULL));
        out_chance("reached", &chance);
    }
    return status;
}

static funnelmath_requirement *requirement_of_case(void) {
    funnelmath_requirement *requirement = NEW(funnelmath_requirement);
    memset(requirement, 0, sizeof *requirement);
    requirement->struct_size = sizeof *requirement;
    requirement->results = IN("k");
    requirement->inputs = IN("n");
    requirement->confidence = IN("confidence");
    return requirement;
}

static funnelmath_status op_rate_for(void) {
    funnelmath_overall_rate *found = NEW(funnelmath_overall_rate);
    funnelmath_status status = funnelmath_rate_for(requirement_of_case(), found, &error);
    if (answered(status, found, sizeof *found)) {
        CHECK(found->reserved == 0);
        if (found->outcome == FUNNELMATH_OUTCOME_ENOUGH) {
            out_word("outcome", "rate");
            out_f64("rate", found->rate.value);
            out_f64("rest", found->rate.complement);
        } else {
            CHECK(found->outcome == FUNNELMATH_OUTCOME_NEVER);
            CHECK(same_bits(found->rate.value, 0.0) && same_bits(found->rate.complement, 0.0));
            out_word("outcome", "too_few_inputs");
        }
    }
    return status;
}

static funnelmath_status op_gate_for(void) {
    size_t gates;
    double *rates = doubles("rates", &gates);
    funnelmath_gate_rate *found = NEW(funnelmath_gate_rate);
    funnelmath_status status = funnelmath_chain_gate_for(
        rates, gates, vectors_int(now, "gate"), requirement_of_case(), found, &error);
    if (answered(status, found, sizeof *found)) {
        CHECK(found->reserved == 0);
        if (found->outcome == FUNNELMATH_OUTCOME_ENOUGH) {
            funnelmath_gate_rate only;
            memset(&only, 0, sizeof only);
            only.rate = found->rate;
            CHECK(memcmp(found, &only, sizeof only) == 0);
            out_word("outcome", "rate");
            out_f64("rate", found->rate);
        } else {
            CHECK(found->outcome == FUNNELMATH_OUTCOME_NEVER && same_bits(found->rate, 0.0));
            out_word("outcome", "impossible");
            out_maybe("takes", found->takes);
            out_chance("reached", &found->best);
        }
    }
    return status;
}

/* Flows */

static funnelmath_flow *flow_of_case(void) {
    static const char *const arrivals[] = {"per_week", "arrivals", "shape"};
    funnelmath_flow *flow = NEW(funnelmath_flow);
    flow->struct_size = sizeof *flow;
    flow->kind = NUMBER("flow", FLOWS);
    flow->a = IN(arrivals[flow->kind < 3 ? flow->kind : 0]);
    /* Not read of a steady flow. */
    flow->b = flow->kind == FUNNELMATH_FLOW_KIND_STEADY ? from_bits(0x7ff8000000000000) : IN("seen_weeks");
    return flow;
}

static funnelmath_status op_flow_at_least(void) {
    funnelmath_flow *flow = flow_of_case();
    funnelmath_probability *chance = NEW(funnelmath_probability);
    funnelmath_status status =
        funnelmath_flow_at_least(flow, IN("rate"), IN("weeks"), IN("k"), chance, &error);
    if (answered(status, chance, sizeof *chance)) {
        /* Enough to see what is expected: it is the weekly number, thinned. */
        double per_week, results, wanted = flow->a;
        if (flow->kind != FUNNELMATH_FLOW_KIND_STEADY) {
            wanted = (flow->kind == FUNNELMATH_FLOW_KIND_COUNTED ? wanted + 0.5 : wanted) / flow->b;
        }
        if (CHECK(!funnelmath_flow_per_week(flow, &per_week, NULL))) {
            CHECK(is_near(per_week, wanted, 1e-15));
            CHECK(!funnelmath_flow_mean(flow, IN("rate"), IN("weeks"), &results, NULL));
            CHECK(is_near(results, per_week * IN("rate") * IN("weeks"), 1e-15));
        }
        out_chance("reached", chance);
    }
    return status;
}

static funnelmath_status op_flow_exactly(void) {
    funnelmath_flow *flow = flow_of_case();
    funnelmath_probability *chance = NEW(funnelmath_probability);
    funnelmath_status status =
        funnelmath_flow_exactly(flow, IN("rate"), IN("weeks"), IN("k"), chance, &error);
    if (answered(status, chance, sizeof *chance)) {
        CHECK(is_near(chance->value + chance->complement, 1, 1e-9) && chance->reserved == 0);
        out_f64("probability", chance->value);
    }
    return status;
}

/* Deals worth 1 each: their revenue is their number. */
static funnelmath_deal_size ones(void) {
    funnelmath_deal_size size;
    memset(&size, 0, sizeof size);
    size.struct_size = sizeof size;
    size.kind = FUNNELMATH_DEAL_KIND_FIXED;
    size.mean = 1;
    return size;
}

static funnelmath_status op_flow_quantile(void) {
    const funnelmath_deal_size size = ones();
    funnelmath_flow *flow = flow_of_case();
    funnelmath_quantile *k = NEW(funnelmath_quantile);
    funnelmath_status status =
        funnelmath_flow_quantile(flow, IN("rate"), IN("weeks"), IN("p"), k, &error);
    funnelmath_quantile amount;
    if (status == FUNNELMATH_STATUS_OK
        && CHECK(!funnelmath_flow_revenue_quantile(flow, IN("rate"), IN("weeks"), &size, IN("p"), &amount,
                                                   NULL))) {
        CHECK(memcmp(&amount.value, &k->value, sizeof k->value) == 0);
    }
    if (answered(status, k, sizeof *k)) {
        CHECK(is_method(k->method) && k->reserved == 0);
        out_maybe("k", k->value);
    }
    return status;
}

static funnelmath_status op_flow_interval(void) {
    funnelmath_flow *flow = flow_of_case();
    funnelmath_interval *range = NEW(funnelmath_interval);
    funnelmath_status status =
        funnelmath_flow_interval(flow, IN("rate"), IN("weeks"), IN("level"), range, &error);
    if (answered(status, range, sizeof *range)) {
        out_f64("low", range->low);
        out_maybe("high", range->high);
    }
    return status;
}

static funnelmath_status op_flow_weeks(void) {
    funnelmath_flow *flow = flow_of_case();
    funnelmath_wait *wait = NEW(funnelmath_wait);
    funnelmath_status status =
        funnelmath_flow_weeks_for(flow, IN("rate"), IN("k"), IN("confidence"), wait, &error);
    if (answered(status, wait, sizeof *wait)) {
        const funnelmath_deal_size size = ones();
        funnelmath_wait same;
        CHECK(!funnelmath_flow_weeks_for_revenue(flow, IN("rate"), &size, IN("k"), IN("confidence"), &same,
                                             NULL));
        CHECK(memcmp(&same, wait, sizeof same) == 0);
        CHECK(wait->reserved == 0);
        if (wait->outcome == FUNNELMATH_OUTCOME_ENOUGH) {
            CHECK(is_near(wait->chance.value + wait->chance.complement, 1, 1e-9));
            out_word("outcome", "enough");
            out_f64("weeks", wait->weeks);
        } else {
            CHECK(wait->outcome == FUNNELMATH_OUTCOME_NEVER && same_bits(wait->weeks, 0.0));
            out_word("outcome", "never");
            out_chance("best", &wait->chance);
        }
    }
    return status;
}

static funnelmath_status op_arrivals_for(void) {
    funnelmath_maybe *arrivals = NEW(funnelmath_maybe);
    return out_share("arrivals",
                     funnelmath_arrivals_for(IN("rate"), IN("k"), IN("confidence"), arrivals, &error),
                     arrivals);
}

/* Revenue */

/* What a kind of size does not read is not readable. */
static funnelmath_deal_size *size_of_case(void) {
    const double unread = from_bits(0x7ff8000000000000);
    funnelmath_deal_size *size = NEW(funnelmath_deal_size);
    size_t others;
    size->struct_size = sizeof *size;
    size->kind = NUMBER("size", SIZES);
    size->mean = size->variation = unread;
    size->sizes = size->counts = NULL;
    size->len = SIZE_MAX;
    switch (size->kind) {
    case FUNNELMATH_DEAL_KIND_FIXED:
        size->mean = *doubles("sizes", &others);
        break;
    case FUNNELMATH_DEAL_KIND_VARYING:
        size->mean = IN("mean");
        size->variation = IN("variation");
        break;
    case FUNNELMATH_DEAL_KIND_COUNTED:
        size->counts = doubles("counts", &others);
        size->sizes = doubles("sizes", &size->len);
        break;
    default:
        size->sizes = doubles("sizes", &size->len);
    }
    return size;
}

static funnelmath_status op_revenue_at_least(void) {
    chain of = chain_of_case();
    funnelmath_deal_size *size = size_of_case();
    funnelmath_probability *chance = NEW(funnelmath_probability);
    funnelmath_status status =
        funnelmath_chance_revenue_at_least(CHAIN, IN("n"), size, IN("goal"), chance, &error);
    if (answered(status, chance, sizeof *chance)) {
        funnelmath_revenue *revenue;
        funnelmath_probability same;
        funnelmath_revenue_summary summary;
        funnelmath_maybe part;
        CHECK(!funnelmath_revenue_new(CHAIN, IN("n"), size, &revenue, NULL));
        CHECK(!funnelmath_revenue_at_least(revenue, IN("goal"), &same, NULL));
        CHECK(memcmp(&same, chance, sizeof same) == 0);
        /* Neither what is expected up to the goal, nor the whole, exceeds what is expected, or the goal. */
        CHECK(!funnelmath_revenue_summarize(revenue, &summary, NULL));
        CHECK(!funnelmath_revenue_mean_up_to(revenue, IN("goal"), &part.value, NULL));
        CHECK(part.value >= 0 && part.value <= IN("goal") && part.value <= summary.mean * (1 + 1e-12));
        CHECK(is_method(summary.method) && summary.reserved == 0);
        funnelmath_revenue_free(revenue);
        out_chance("reached", chance);
        out_method(chance->method);
    }
    return status;
}

static funnelmath_status op_revenue_quantile(void) {
    chain of = chain_of_case();
    funnelmath_deal_size *size = size_of_case();
    funnelmath_quantile *amount = NEW(funnelmath_quantile);
    funnelmath_status status =
        funnelmath_chance_revenue_quantile(CHAIN, IN("n"), size, IN("p"), amount, &error);
    if (answered(status, amount, sizeof *amount)) {
        funnelmath_revenue *revenue;
        funnelmath_quantile same;
        CHECK(!funnelmath_revenue_new(CHAIN, IN("n"), size, &revenue, NULL));
        CHECK(!funnelmath_revenue_quantile(revenue, IN("p"), &same, NULL));
        CHECK(memcmp(&same, amount, sizeof same) == 0);
        funnelmath_revenue_free(revenue);
        CHECK(is_method(amount->method) && amount->reserved == 0);
        out_maybe("amount", amount->value);
    }
    return status;
}

static funnelmath_status op_revenue_inputs(void) {
    chain of = chain_of_case();
    funnelmath_deal_size *size = size_of_case();
    funnelmath_inputs *found = NEW(funnelmath_inputs);
    return out_found(funnelmath_chance_inputs_for_revenue(CHAIN, size, IN("goal"), IN("confidence"), found,
                                                      &error),
                     found);
}

static funnelmath_status op_flow_revenue_at_least(void) {
    funnelmath_flow *flow = flow_of_case();
    funnelmath_deal_size *size = size_of_case();
    funnelmath_probability *chance = NEW(funnelmath_probability);
    funnelmath_status status = funnelmath_flow_revenue_at_least(flow, IN("rate"), IN("weeks"), size,
                                                                IN("goal"), chance, &error);
    if (answered(status, chance, sizeof *chance)) {
        funnelmath_revenue *revenue;
        funnelmath_probability same;
        CHECK(!funnelmath_flow_revenue_new(flow, IN("rate"), IN("weeks"), size, &revenue, NULL));
        CHECK(!funnelmath_revenue_at_least(revenue, IN("goal"), &same, NULL));
        CHECK(memcmp(&same, chance, sizeof same) == 0);
        funnelmath_revenue_free(revenue);
        out_chance("reached", chance);
        out_method(chance->method);
    }
    return status;
}

#undef NEW
#undef IN
#undef CHAIN
