// Part of vectors.cpp: the operations on chances, evidence, flows, revenue and distributions.

std::vector<fm::evidence> evidence_of(const test_case &given) {
    const std::vector<double> a = given.numbers("a"), b = given.numbers("b");
    std::vector<fm::evidence> gates;
    for (std::size_t i = 0; i < a.size(); ++i) {
        gates.push_back(fm::evidence(a[i], b.at(i)));
    }
    return gates;
}

fm::chance chance_of(const test_case &given) { return fm::chance(given.number("rate"), evidence_of(given)); }

fm::flow flow_of(const test_case &given) {
    const std::string &kind = given.word("flow");
    if (kind == "steady") return fm::flow::steady(given.number("per_week"));
    if (kind == "counted") return fm::flow::counted(given.number("arrivals"), given.number("seen_weeks"));
    return fm::flow::uncertain(given.number("shape"), given.number("seen_weeks"));
}

fm::deal_size size_of(const test_case &given) {
    const std::string &kind = given.word("size");
    if (kind == "fixed") return fm::deal_size::fixed(given.number("sizes"));
    if (kind == "varying") return fm::deal_size::varying(given.number("mean"), given.number("variation"));
    if (kind == "seen") return fm::deal_size::seen(given.numbers("sizes"));
    return fm::deal_size::counted(given.numbers("sizes"), given.numbers("counts"));
}

// Of an answer whose method the files do not tell.
fields shown(const fm::probability &chance) {
    return {{"reached", one(chance.value)}, {"missed", one(chance.complement)}};
}

fields shown_with_method(const fm::probability &chance) {
    fields outs = shown(chance);
    outs["method"] = words(1, fm::name(chance.how));
    return outs;
}

fields never(const fm::probability &best) {
    return {{"outcome", one("never")}, {"best", one(best.value)}, {"missed", one(best.complement)}};
}

fields found(const fm::needed_inputs &needed) {
    if (!needed.inputs) {
        return never(needed.chance);
    }
    fields outs = shown(needed.chance);
    outs["outcome"] = one("enough");
    outs["inputs"] = one(needed.inputs);
    return outs;
}

fields tail_fields(const fm::tails &tails) { return {{"lower", one(tails.lower)}, {"upper", one(tails.upper)}}; }

template <class T>
fields limits(const T &range) {
    return {{"low", one(range.low)}, {"high", one(range.high)}};
}

fields probability(double value, const fm::maybe &ln) { return {{"probability", one(value)}, {"ln", one(ln)}}; }

fields chance_results(const test_case &given) {
    const double n = given.number("n");
    const double k = chance_of(given).lower_bound(n, given.number("confidence")).value.value();
    fields outs = shown(chance_of(given).at_least(n, k));
    outs["k"] = one(k);
    return outs;
}

fm::requirement requirement_of(const test_case &given) {
    return fm::requirement()
        .results(given.number("k"))
        .inputs(given.number("n"))
        .confidence(given.number("confidence"));
}

fields rate_for(const test_case &given) {
    const fm::basic_maybe<fm::share> rate = fm::rate_for(requirement_of(given));
    if (!rate) {
        return {{"outcome", one("too_few_inputs")}};
    }
    return {{"outcome", one("rate")}, {"rate", one(rate->value)}, {"rest", one(rate->complement)}};
}

fields gate_for(const test_case &given) {
    const fm::needed_rate needed =
        fm::gate_for(given.numbers("rates"), given.integer("gate"), requirement_of(given));
    if (needed.rate) {
        if (needed.takes || needed.best) {
            broken(given.name + ": more than the rate");
        }
        return {{"outcome", one("rate")}, {"rate", one(needed.rate)}};
    }
    fields outs = shown(needed.best.value());
    outs["outcome"] = one("impossible");
    outs["takes"] = one(needed.takes);
    return outs;
}

fields evidence_observe(const test_case &given) {
    const fm::evidence after = fm::evidence(given.number("a"), given.number("b"))
                                   .observe(given.number("successes"), given.number("trials"));
    return {{"a", one(after.a())}, {"b", one(after.b())}};
}

fields flow_weeks(const test_case &given) {
    const fm::needed_weeks wait =
        flow_of(given).weeks_for(given.number("rate"), given.number("k"), given.number("confidence"));
    if (!wait.weeks) {
        return never(wait.chance);
    }
    return {{"outcome", one("enough")}, {"weeks", one(wait.weeks)}};
}

fields revenue_quantile(const test_case &given) {
    const double n = given.number("n"), p = given.number("p");
    const fm::quantile found = chance_of(given).revenue_quantile(n, size_of(given), p);
    if (show(chance_of(given).revenue(n, size_of(given)).quantile(p).value) != show(found.value)) {
        broken(given.name + ": the distribution of revenue differs");
    }
    return {{"amount", one(found.value)}};
}

// The probability that revenue is at least the goal, by one call and by the distribution.
fields both(const test_case &given, const fm::probability &at_once, const fm::probability &made) {
    if (shown_with_method(at_once) != shown_with_method(made)) {
        broken(given.name + ": the distribution of revenue differs");
    }
    return shown_with_method(at_once);
}

bool run_chance(const test_case &given, fields &outs) {
    const std::string &op = given.op;
    const auto number = [&](const char *field) { return given.number(field); };
    if (op == "incomplete_beta") {
        outs = tail_fields(fm::incomplete_beta(number("a"), number("b"), number("x")));
    } else if (op == "incomplete_gamma") {
        outs = tail_fields(fm::incomplete_gamma(number("a"), number("x")));
    } else if (op == "normal_tails") {
        outs = tail_fields(fm::normal_tails(number("z")));
    } else if (op == "beta_quantile") {
        const fm::share share = fm::beta_quantile(number("a"), number("b"), number("p"));
        outs = {{"x", one(share.value)}, {"rest", one(share.complement)}};
    } else if (op == "gamma_quantile") {
        outs = {{"x", one(fm::gamma_quantile(number("a"), number("p")))}};
    } else if (op == "normal_quantile") {
        outs = {{"z", one(fm::normal_quantile(number("p")))}};
    } else if (op == "binomial_probability") {
        const double k = number("k"), n = number("n"), rate = number("rate");
        outs = probability(fm::binomial_probability(k, n, rate), fm::ln_binomial_probability(k, n, rate));
    } else if (op == "poisson_probability") {
        const double k = number("k"), mean = number("mean");
        outs = probability(fm::poisson_probability(k, mean), fm::ln_poisson_probability(k, mean));
    } else if (op == "beta_binomial_probability") {
        const double k = number("k"), n = number("n"), a = number("a"), b = number("b");
        outs = probability(fm::beta_binomial_probability(k, n, a, b), fm::ln_beta_binomial_probability(k, n, a, b));
    } else if (op == "chance_at_least") {
        outs = shown_with_method(chance_of(given).at_least(number("n"), number("k")));
    } else if (op == "chance_exactly") {
        outs = {{"probability", one(chance_of(given).exactly(number("n"), number("k")).value)}};
    } else if (op == "chance_quantile") {
        outs = {{"k", one(chance_of(given).quantile(number("n"), number("p")).value)}};
    } else if (op == "chance_interval") {
        outs = limits(chance_of(given).interval(number("n"), number("level")));
    } else if (op == "chance_inputs") {
        outs = found(chance_of(given).inputs_for(number("k"), number("confidence")));
    } else if (op == "chance_results") {
        outs = chance_results(given);
    } else if (op == "rate_for") {
        outs = rate_for(given);
    } else if (op == "gate_for") {
        outs = gate_for(given);
    } else if (op == "evidence_quantile") {
        outs = {{"x", one(fm::evidence(number("a"), number("b")).quantile(number("p")))}};
    } else if (op == "evidence_interval") {
        outs = limits(fm::evidence(number("a"), number("b")).interval(number("level")));
    } else if (op == "evidence_observe") {
        outs = evidence_observe(given);
    } else if (op == "flow_at_least") {
        outs = shown(flow_of(given).at_least(number("rate"), number("weeks"), number("k")));
    } else if (op == "flow_exactly") {
        outs = {{"probability", one(flow_of(given).exactly(number("rate"), number("weeks"), number("k")).value)}};
    } else if (op == "flow_quantile") {
        outs = {{"k", one(flow_of(given).quantile(number("rate"), number("weeks"), number("p")).value)}};
    } else if (op == "flow_interval") {
        outs = limits(flow_of(given).interval(number("rate"), number("weeks"), number("level")));
    } else if (op == "flow_weeks") {
        outs = flow_weeks(given);
    } else if (op == "arrivals_for") {
        outs = {{"arrivals", one(fm::arrivals_for(number("rate"), number("k"), number("confidence")))}};
    } else if (op == "revenue_at_least") {
        const fm::chance chance = chance_of(given);
        const double n = number("n"), goal = number("goal");
        const fm::probability at_once = chance.revenue_at_least(n, size_of(given), goal);
        outs = both(given, at_once, chance.revenue(n, size_of(given)).at_least(goal));
    } else if (op == "revenue_quantile") {
        outs = revenue_quantile(given);
    } else if (op == "revenue_inputs") {
        outs = found(chance_of(given).inputs_for_revenue(size_of(given), number("goal"), number("confidence")));
    } else if (op == "flow_revenue_at_least") {
        const fm::flow flow = flow_of(given);
        const double rate = number("rate"), weeks = number("weeks"), goal = number("goal");
        const fm::probability at_once = flow.revenue_at_least(rate, weeks, size_of(given), goal);
        outs = both(given, at_once, flow.revenue(rate, weeks, size_of(given)).at_least(goal));
    } else {
        return false;
    }
    return true;
}
