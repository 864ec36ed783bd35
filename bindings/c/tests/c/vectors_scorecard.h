/* A part of vectors_test.c: the operations of the scorecard. */

static funnelmath_status op_activity_gauge(void) {
    funnelmath_maybe *gauge = (funnelmath_maybe *)place(sizeof *gauge);
    return out_share("gauge",
                     funnelmath_activity_gauge(vectors_f64(now, "actual"),
                                               vectors_f64(now, "required"), gauge, &error),
                     gauge);
}

static funnelmath_status op_attainment(void) {
    funnelmath_maybe *share = (funnelmath_maybe *)place(sizeof *share);
    return out_share("attainment",
                     funnelmath_attainment(vectors_f64(now, "actual"), vectors_f64(now, "goal"),
                                           share, &error),
                     share);
}

static funnelmath_status op_velocity(void) {
    funnelmath_maybe *per_day = (funnelmath_maybe *)place(sizeof *per_day);
    return out_share("per_day",
                     funnelmath_velocity_per_day(
                         vectors_f64(now, "opportunities"), vectors_f64(now, "sale_value"),
                         vectors_f64(now, "win_rate"), vectors_f64(now, "cycle_days"), per_day, &error),
                     per_day);
}

static funnelmath_status op_velocity_effect(void) {
    funnelmath_velocity_effect *effect = (funnelmath_velocity_effect *)place(sizeof *effect);
    funnelmath_status status = funnelmath_velocity_lever_effect(
        vectors_f64(now, "opportunities"), vectors_f64(now, "sale_value"),
        vectors_f64(now, "win_rate"), vectors_f64(now, "cycle_days"),
        NUMBER("lever", VELOCITY_LEVERS), vectors_f64(now, "by"), effect, &error);
    if (status == FUNNELMATH_STATUS_OK) {
        CHECK(effect->capped <= 1 && effect->reserved == 0);
        out_f64("to", effect->to);
        out_word("capped", effect->capped ? "yes" : "no");
        out_maybe("per_day", effect->per_day);
        out_maybe("change", effect->change);
    } else {
        CHECK(untouched(effect, sizeof *effect));
    }
    return status;
}

static funnelmath_status op_weighted_pipeline(void) {
    size_t deals, others;
    double *values = doubles("values", &deals);
    double *probabilities = doubles("probabilities", &others);
    funnelmath_pipeline *pipeline = (funnelmath_pipeline *)place(sizeof *pipeline);
    funnelmath_status status =
        funnelmath_weighted_pipeline(values, probabilities, deals, pipeline, &error);
    if (status == FUNNELMATH_STATUS_OK) {
        out_f64("total", pipeline->total);
        out_f64("weighted", pipeline->weighted);
        out_f64("deviation", pipeline->deviation);
    } else {
        CHECK(untouched(pipeline, sizeof *pipeline));
    }
    return status;
}

static funnelmath_status op_coverage(void) {
    funnelmath_covered *coverage = (funnelmath_covered *)place(sizeof *coverage);
    funnelmath_status status =
        funnelmath_coverage(vectors_f64(now, "pipeline"), vectors_f64(now, "quota"),
                            vectors_f64(now, "booked"), coverage, &error);
    if (status != FUNNELMATH_STATUS_OK) {
        CHECK(untouched(coverage, sizeof *coverage));
    } else if (coverage->surplus.known) {
        CHECK(!coverage->ratio.known && !coverage->cushion.known);
        out_word("outcome", "met");
        out_maybe("surplus", coverage->surplus);
    } else {
        CHECK(same_bits(coverage->surplus.value, 0.0));
        out_word("outcome", "ratio");
        out_maybe("ratio", coverage->ratio);
        out_maybe("cushion", coverage->cushion);
    }
    return status;
}

static funnelmath_status op_required_coverage(void) {
    funnelmath_maybe *coverage = (funnelmath_maybe *)place(sizeof *coverage);
    return out_share(
        "coverage", funnelmath_required_coverage(vectors_f64(now, "win_rate"), coverage, &error),
        coverage);
}
