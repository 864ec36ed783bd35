// How sure: chances of results, what counts say of a rate, arrivals by chance, revenue, and the distributions behind
// them. Include funnelmath.hpp; funnelmath.h has the units and ranges, and how near each method comes.
//
// Licence: MIT OR Apache-2.0.

#ifndef FUNNELMATH_CHANCE_HPP
#define FUNNELMATH_CHANCE_HPP

#include <funnelmath.h>
#include <funnelmath_base.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace funnelmath {

// How a probability was computed.
enum class method : std::uint32_t {
    exact = FUNNELMATH_METHOD_EXACT,
    inversion = FUNNELMATH_METHOD_INVERSION,
    quadrature = FUNNELMATH_METHOD_QUADRATURE,
    lattice = FUNNELMATH_METHOD_LATTICE,
    truncated = FUNNELMATH_METHOD_TRUNCATED,
};

inline std::string name(method how) { return funnelmath_method_name(static_cast<std::uint32_t>(how)); }
// What is known of the error of a method, in one or two sentences.
inline std::string bound(method how) { return funnelmath_method_bound(static_cast<std::uint32_t>(how)); }

// The probability of an event and of its complement, each to full relative precision.
struct probability {
    double value;
    double complement;
    method how;
};

// The smallest number that is not exceeded with a stated probability; missing when no finite number is large enough.
struct quantile {
    maybe value;
    method how;
};

// The limits between which a rate, a count or an amount lies with a stated probability; both belong to it. `high` is
// missing when no finite number is large enough.
struct interval {
    double low;
    maybe high;
    method how;
};

// Two probabilities that make 1: of at most so much (lower), and of more (upper).
using tails = funnelmath_tails;
// A number from 0 to 1 (value) and its complement.
using share = funnelmath_share;

namespace detail {

inline probability from_c(const funnelmath_probability &c) {
    return probability{c.value, c.complement, static_cast<method>(c.method)};
}

inline quantile from_c(const funnelmath_quantile &c) { return quantile{from_c(c.value), static_cast<method>(c.method)}; }

inline interval from_c(const funnelmath_interval &c) {
    return interval{c.low, from_c(c.high), static_cast<method>(c.method)};
}

// Of one gate of a list: an error names this one.
inline void check_gate(funnelmath_status status, funnelmath_error &failure, std::size_t gate) {
    if (status != FUNNELMATH_STATUS_OK && failure.field != 0) {
        const std::string place = std::string("gates[].") + funnelmath_field_name(failure.field);
        failure.field = field_number(place.c_str());
        if (failure.field == 0) {
            failure.field = field_number("gates[]");
        }
    }
    failure.has_index = 1;
    failure.index = gate;
    check(status, failure);
}

}  // namespace detail

// What counts say of a rate: a Beta(a, b) distribution over it. `a` counts the successes and `b` the failures, each
// with what was assumed before anything was counted.
class evidence {
public:
    // From 1e-9 to 2^53 of each.
    evidence(double a, double b) : a_(a), b_(b) {
        mean();  // which refuses what is no shape
    }
    // Half a success and half a failure.
    static evidence jeffreys() { return evidence(0.5, 0.5); }
    // Every rate as likely as any other.
    static evidence uniform() { return evidence(1.0, 1.0); }

    // The same with so many of so many more seen. Count only what is decided: an open deal is not a lost one.
    evidence observe(double successes, double trials) const {
        double a, b;
        funnelmath_error failure;
        detail::check(funnelmath_evidence_observe(a_, b_, successes, trials, &a, &b, &failure), failure);
        return evidence(a, b);
    }

    double a() const noexcept { return a_; }
    double b() const noexcept { return b_; }
    // The expected rate, a / (a + b).
    double mean() const {
        double c;
        funnelmath_error failure;
        detail::check(funnelmath_evidence_mean(a_, b_, &c, &failure), failure);
        return c;
    }
    // The rate below which the true one lies with probability `p`.
    double quantile(double p) const {
        double c;
        funnelmath_error failure;
        detail::check(funnelmath_evidence_quantile(a_, b_, p, &c, &failure), failure);
        return c;
    }
    // The central interval that holds the true rate with probability `level`.
    funnelmath::interval interval(double level) const {
        funnelmath_interval c;
        funnelmath_error failure;
        detail::check(funnelmath_evidence_interval(a_, b_, level, &c, &failure), failure);
        return detail::from_c(c);
    }

private:
    double a_;
    double b_;
};

// How large one deal is. Deals are independent of each other, and of how many there are.
class deal_size {
public:
    // Every deal is this large.
    static deal_size fixed(double size) { return deal_size(FUNNELMATH_DEAL_KIND_FIXED, size, 0.0); }
    // Gamma distributed, with a standard deviation of `variation` times the mean.
    static deal_size varying(double mean, double variation) {
        return deal_size(FUNNELMATH_DEAL_KIND_VARYING, mean, variation);
    }
    // One of these, each as likely as any other: the deals of last year. Copied.
    static deal_size seen(view<const double> sizes) {
        deal_size made(FUNNELMATH_DEAL_KIND_SEEN, 0.0, 0.0);
        made.sizes_.assign(sizes.begin(), sizes.end());
        return made;
    }
    // One of these, each as likely as its count says: a histogram. Copied.
    static deal_size counted(view<const double> sizes, view<const double> counts) {
        detail::same_length("size.counts[]", sizes.size(), counts.size());
        deal_size made(FUNNELMATH_DEAL_KIND_COUNTED, 0.0, 0.0);
        made.sizes_.assign(sizes.begin(), sizes.end());
        made.counts_.assign(counts.begin(), counts.end());
        return made;
    }

    // As C takes it, good as long as this size lives and does not change.
    funnelmath_deal_size c() const noexcept {
        funnelmath_deal_size c = c_;
        c.sizes = sizes_.data();
        c.counts = counts_.data();
        c.len = sizes_.size();
        return c;
    }

private:
    deal_size(std::uint32_t kind, double mean, double variation) : c_(), sizes_(), counts_() {
        c_.struct_size = sizeof c_;
        c_.kind = kind;
        c_.mean = mean;
        c_.variation = variation;
    }

    funnelmath_deal_size c_;
    std::vector<double> sizes_;
    std::vector<double> counts_;
};

// The distribution of the revenue of so many inputs or weeks, made once and asked often: chance::revenue,
// flow::revenue. It frees itself, moves, and never changes: any number of threads may read one.
class revenue {
public:
    explicit revenue(funnelmath_revenue *made) : revenue_(made), summary_() {
        funnelmath_error failure;
        detail::check(funnelmath_revenue_summarize(revenue_.get(), &summary_, &failure), failure);
    }

    // The expected revenue.
    double mean() const noexcept { return summary_.mean; }
    // Missing when it is too large for a double.
    maybe variance() const { return detail::from_c(summary_.variance); }
    // The largest revenue possible; missing when there is none.
    maybe most() const { return detail::from_c(summary_.most); }
    // How its probabilities are computed.
    method how() const noexcept { return static_cast<method>(summary_.method); }

    // That the revenue is at least `threshold`.
    probability at_least(double threshold) const {
        funnelmath_probability c;
        funnelmath_error failure;
        detail::check(funnelmath_revenue_at_least(revenue_.get(), threshold, &c, &failure), failure);
        return detail::from_c(c);
    }
    // The smallest amount that the revenue does not exceed with a probability of at least `p`.
    funnelmath::quantile quantile(double p) const {
        funnelmath_quantile c;
        funnelmath_error failure;
        detail::check(funnelmath_revenue_quantile(revenue_.get(), p, &c, &failure), failure);
        return detail::from_c(c);
    }
    // The central interval that holds the revenue with a probability of at least `level`.
    funnelmath::interval interval(double level) const {
        funnelmath_interval c;
        funnelmath_error failure;
        detail::check(funnelmath_revenue_interval(revenue_.get(), level, &c, &failure), failure);
        return detail::from_c(c);
    }
    // The expected value of the smaller of the revenue and `threshold`.
    double mean_up_to(double threshold) const {
        double c;
        funnelmath_error failure;
        detail::check(funnelmath_revenue_mean_up_to(revenue_.get(), threshold, &c, &failure), failure);
        return c;
    }

    const funnelmath_revenue *c() const noexcept { return revenue_.get(); }

private:
    struct deleter {
        void operator()(funnelmath_revenue *made) const noexcept { funnelmath_revenue_free(made); }
    };

    std::unique_ptr<funnelmath_revenue, deleter> revenue_;
    funnelmath_revenue_summary summary_;
};

// The fewest inputs that are enough.
struct needed_inputs {
    // Missing when no number is enough.
    maybe inputs;
    // With these; when no number is enough, the best there is.
    probability chance;
};

namespace detail {

inline needed_inputs from_c(const funnelmath_inputs &c) {
    const bool enough = c.outcome == FUNNELMATH_OUTCOME_ENOUGH;
    return needed_inputs{enough ? maybe(c.inputs) : maybe(), from_c(c.chance)};
}

}  // namespace detail

// The chance that inputs reach the end of a chain. Items pass or fail independently of each other. When the same items
// were followed through several gates, these are one: of so many that started, so many came out.
class chance {
public:
    // A chain of this overall rate, and one more gate for each of which only counts are known. Copied.
    explicit chance(double rate, view<const evidence> gates = view<const evidence>()) : rate_(rate), a_(), b_() {
        for (const evidence &gate : gates) {
            add(gate);
        }
        mean();  // which refuses what is no rate
    }
    // A chain of gates. One made of counts is only as sure as these, with `prior` assumed before them; the rates of
    // the others are known.
    static chance of(view<const gate> gates, const evidence &prior = evidence::jeffreys()) {
        chance made(1.0);
        // In the place of a rate that is not known stands 1, that errors name the right gate.
        std::vector<double> known(gates.size(), 1.0);
        funnelmath_error failure;
        for (std::size_t at = 0; at < gates.size(); ++at) {
            const funnelmath_gate &one = gates[at].c();
            if (one.kind == FUNNELMATH_GATE_KIND_COUNTS) {
                double a, b;
                detail::check_gate(
                    funnelmath_evidence_observe(prior.a(), prior.b(), one.a, one.b, &a, &b, &failure), failure, at);
                made.add(evidence(a, b));
            } else if (one.kind == FUNNELMATH_GATE_KIND_ONE_IN) {
                detail::check_gate(funnelmath_rate_one_in(one.a, &known[at], &failure), failure, at);
            } else {
                known[at] = one.a;
            }
        }
        detail::check(funnelmath_chain_overall(known.data(), known.size(), &made.rate_, &failure), failure);
        return made;
    }

    // The expected overall rate.
    double mean() const {
        double c;
        funnelmath_error failure;
        detail::check(funnelmath_chance_mean(rate_, a_.data(), b_.data(), a_.size(), &c, &failure), failure);
        return c;
    }
    // That of `inputs` at least `results` reach the end.
    probability at_least(double inputs, double results) const {
        funnelmath_probability c;
        funnelmath_error failure;
        detail::check(funnelmath_chance_at_least(rate_, a_.data(), b_.data(), a_.size(), inputs, results, &c, &failure),
                      failure);
        return detail::from_c(c);
    }
    // That of `inputs` exactly `results` reach the end.
    probability exactly(double inputs, double results) const {
        funnelmath_probability c;
        funnelmath_error failure;
        detail::check(funnelmath_chance_exactly(rate_, a_.data(), b_.data(), a_.size(), inputs, results, &c, &failure),
                      failure);
        return detail::from_c(c);
    }
    // The smallest number of results that `inputs` do not exceed with a probability of at least `p`.
    funnelmath::quantile quantile(double inputs, double p) const {
        funnelmath_quantile c;
        funnelmath_error failure;
        detail::check(funnelmath_chance_quantile(rate_, a_.data(), b_.data(), a_.size(), inputs, p, &c, &failure),
                      failure);
        return detail::from_c(c);
    }
    // The central interval that holds the number of results of `inputs` with a probability of at least `level`.
    funnelmath::interval interval(double inputs, double level) const {
        funnelmath_interval c;
        funnelmath_error failure;
        detail::check(funnelmath_chance_interval(rate_, a_.data(), b_.data(), a_.size(), inputs, level, &c, &failure),
                      failure);
        return detail::from_c(c);
    }
    // The largest number of results that `inputs` reach with a probability of at least `confidence`.
    funnelmath::quantile lower_bound(double inputs, double confidence) const {
        funnelmath_quantile c;
        funnelmath_error failure;
        detail::check(funnelmath_chance_lower_bound(rate_, a_.data(), b_.data(), a_.size(), inputs, confidence, &c,
                                                    &failure),
                      failure);
        return detail::from_c(c);
    }
    // The fewest inputs of which at least `results` reach the end with a probability of at least `confidence`.
    needed_inputs inputs_for(double results, double confidence) const {
        funnelmath_inputs c;
        funnelmath_error failure;
        detail::check(funnelmath_chance_inputs_for(rate_, a_.data(), b_.data(), a_.size(), results, confidence, &c,
                                                   &failure),
                      failure);
        return detail::from_c(c);
    }
    // The distribution of the revenue of `inputs`; for several questions about one.
    funnelmath::revenue revenue(double inputs, const deal_size &size) const {
        const funnelmath_deal_size deal = size.c();
        funnelmath_revenue *made = nullptr;
        funnelmath_error failure;
        detail::check(funnelmath_revenue_new(rate_, a_.data(), b_.data(), a_.size(), inputs, &deal, &made, &failure),
                      failure);
        return funnelmath::revenue(made);
    }
    // That the deals from `inputs` are together worth at least `threshold`.
    probability revenue_at_least(double inputs, const deal_size &size, double threshold) const {
        const funnelmath_deal_size deal = size.c();
        funnelmath_probability c;
        funnelmath_error failure;
        detail::check(funnelmath_chance_revenue_at_least(rate_, a_.data(), b_.data(), a_.size(), inputs, &deal,
                                                         threshold, &c, &failure),
                      failure);
        return detail::from_c(c);
    }
    // The smallest amount that the revenue from `inputs` does not exceed with a probability of at least `p`. It has no
    // value for certainty, of sizes that vary without end.
    funnelmath::quantile revenue_quantile(double inputs, const deal_size &size, double p) const {
        const funnelmath_deal_size deal = size.c();
        funnelmath_quantile c;
        funnelmath_error failure;
        detail::check(funnelmath_chance_revenue_quantile(rate_, a_.data(), b_.data(), a_.size(), inputs, &deal, p, &c,
                                                         &failure),
                      failure);
        return detail::from_c(c);
    }
    // The fewest inputs whose deals are together worth at least `goal` with a probability of at least `confidence`.
    needed_inputs inputs_for_revenue(const deal_size &size, double goal, double confidence) const {
        const funnelmath_deal_size deal = size.c();
        funnelmath_inputs c;
        funnelmath_error failure;
        detail::check(funnelmath_chance_inputs_for_revenue(rate_, a_.data(), b_.data(), a_.size(), &deal, goal,
                                                           confidence, &c, &failure),
                      failure);
        return detail::from_c(c);
    }

private:
    void add(const evidence &gate) {
        a_.push_back(gate.a());
        b_.push_back(gate.b());
    }

    double rate_;
    std::vector<double> a_;
    std::vector<double> b_;
};

// What a rate has to achieve: that at least `results` of `inputs` reach the end with a probability of at least
// `confidence`. requirement().results(8).inputs(28).confidence(0.9)
class requirement {
public:
    requirement() : c_() { c_.struct_size = sizeof c_; }
    requirement &results(double count) {
        c_.results = count;
        return *this;
    }
    requirement &inputs(double count) {
        c_.inputs = count;
        return *this;
    }
    requirement &confidence(double probability) {
        c_.confidence = probability;
        return *this;
    }

    const funnelmath_requirement &c() const noexcept { return c_; }

private:
    funnelmath_requirement c_;
};

// The smallest overall rate that meets a requirement (the bound of Clopper and Pearson); missing when there are fewer
// inputs than results.
inline basic_maybe<share> rate_for(const requirement &wanted) {
    funnelmath_overall_rate c;
    funnelmath_error failure;
    detail::check(funnelmath_rate_for(&wanted.c(), &c, &failure), failure);
    return c.outcome == FUNNELMATH_OUTCOME_ENOUGH ? basic_maybe<share>(c.rate) : basic_maybe<share>();
}

// The rate that one gate needs.
struct needed_rate {
    // Missing when it cannot be had at this gate alone.
    maybe rate;
    // Then: the rate above 1 that it would take, missing where no number would do; and the chance with the gate at
    // 100%.
    maybe takes;
    basic_maybe<probability> best;
};

// The rate that one gate (from 0) needs, the others as they are, for the last stage to meet a requirement on what enters
// the first.
inline needed_rate gate_for(view<const double> rates, std::uint64_t gate, const requirement &wanted) {
    funnelmath_gate_rate c;
    funnelmath_error failure;
    detail::check(funnelmath_chain_gate_for(rates.data(), rates.size(), gate, &wanted.c(), &c, &failure), failure);
    if (c.outcome == FUNNELMATH_OUTCOME_ENOUGH) {
        return needed_rate{c.rate, maybe(), basic_maybe<probability>()};
    }
    return needed_rate{maybe(), detail::from_c(c.takes), detail::from_c(c.best)};
}

// After how many weeks, not necessarily whole, there is enough.
struct needed_weeks {
    // Missing when no number is enough.
    maybe weeks;
    // By then; when no number is enough, that of ever.
    probability chance;
};

namespace detail {

inline needed_weeks from_c(const funnelmath_wait &c) {
    const bool enough = c.outcome == FUNNELMATH_OUTCOME_ENOUGH;
    return needed_weeks{enough ? maybe(c.weeks) : maybe(), from_c(c.chance)};
}

}  // namespace detail

// Inputs that arrive independently of each other, at the same rate in every week (a Poisson process). What passes a
// chain of gates is a flow again: that is the `rate` of each function, 0 to 1. Weeks need not be whole.
class flow {
public:
    // A known number of arrivals a week, not necessarily whole.
    static flow steady(double per_week) { return flow(FUNNELMATH_FLOW_KIND_STEADY, per_week, 0.0); }
    // So many were seen in so many weeks. None seen is not "none will come": half an arrival more is assumed
    // (Jeffreys).
    static flow counted(double arrivals, double weeks) {
        return flow(FUNNELMATH_FLOW_KIND_COUNTED, arrivals, weeks);
    }
    // As if `shape` arrivals had been seen in so many weeks: with a prior of one's own.
    static flow uncertain(double shape, double weeks) {
        return flow(FUNNELMATH_FLOW_KIND_UNCERTAIN, shape, weeks);
    }

    // Expected arrivals a week.
    double per_week() const {
        double c;
        funnelmath_error failure;
        detail::check(funnelmath_flow_per_week(&c_, &c, &failure), failure);
        return c;
    }
    // Expected results in so many weeks.
    double mean(double rate, double weeks) const {
        double c;
        funnelmath_error failure;
        detail::check(funnelmath_flow_mean(&c_, rate, weeks, &c, &failure), failure);
        return c;
    }
    // The probability of at least `results` results in so many weeks.
    probability at_least(double rate, double weeks, double results) const {
        funnelmath_probability c;
        funnelmath_error failure;
        detail::check(funnelmath_flow_at_least(&c_, rate, weeks, results, &c, &failure), failure);
        return detail::from_c(c);
    }
    // The probability of exactly `results` results in so many weeks.
    probability exactly(double rate, double weeks, double results) const {
        funnelmath_probability c;
        funnelmath_error failure;
        detail::check(funnelmath_flow_exactly(&c_, rate, weeks, results, &c, &failure), failure);
        return detail::from_c(c);
    }
    // The smallest number of results that is not exceeded in so many weeks with a probability of at least `p`; it has
    // no value when there is none up to 2^53.
    funnelmath::quantile quantile(double rate, double weeks, double p) const {
        funnelmath_quantile c;
        funnelmath_error failure;
        detail::check(funnelmath_flow_quantile(&c_, rate, weeks, p, &c, &failure), failure);
        return detail::from_c(c);
    }
    // The central interval that holds the number of results of so many weeks with a probability of at least `level`.
    funnelmath::interval interval(double rate, double weeks, double level) const {
        funnelmath_interval c;
        funnelmath_error failure;
        detail::check(funnelmath_flow_interval(&c_, rate, weeks, level, &c, &failure), failure);
        return detail::from_c(c);
    }
    // The weeks after which at least `results` results are there with a probability of `confidence`.
    needed_weeks weeks_for(double rate, double results, double confidence) const {
        funnelmath_wait c;
        funnelmath_error failure;
        detail::check(funnelmath_flow_weeks_for(&c_, rate, results, confidence, &c, &failure), failure);
        return detail::from_c(c);
    }
    // The distribution of the revenue of so many weeks; for several questions about one.
    funnelmath::revenue revenue(double rate, double weeks, const deal_size &size) const {
        const funnelmath_deal_size deal = size.c();
        funnelmath_revenue *made = nullptr;
        funnelmath_error failure;
        detail::check(funnelmath_flow_revenue_new(&c_, rate, weeks, &deal, &made, &failure), failure);
        return funnelmath::revenue(made);
    }
    // The probability that the results of so many weeks are together worth at least `threshold`.
    probability revenue_at_least(double rate, double weeks, const deal_size &size, double threshold) const {
        const funnelmath_deal_size deal = size.c();
        funnelmath_probability c;
        funnelmath_error failure;
        detail::check(funnelmath_flow_revenue_at_least(&c_, rate, weeks, &deal, threshold, &c, &failure), failure);
        return detail::from_c(c);
    }
    // The smallest amount that the revenue of so many weeks does not exceed with a probability of at least `p`.
    funnelmath::quantile revenue_quantile(double rate, double weeks, const deal_size &size, double p) const {
        const funnelmath_deal_size deal = size.c();
        funnelmath_quantile c;
        funnelmath_error failure;
        detail::check(funnelmath_flow_revenue_quantile(&c_, rate, weeks, &deal, p, &c, &failure), failure);
        return detail::from_c(c);
    }
    // The weeks after which the results are together worth at least `goal` with a probability of `confidence`.
    needed_weeks weeks_for_revenue(double rate, const deal_size &size, double goal, double confidence) const {
        const funnelmath_deal_size deal = size.c();
        funnelmath_wait c;
        funnelmath_error failure;
        detail::check(funnelmath_flow_weeks_for_revenue(&c_, rate, &deal, goal, confidence, &c, &failure), failure);
        return detail::from_c(c);
    }

    const funnelmath_flow &c() const noexcept { return c_; }

private:
    flow(std::uint32_t kind, double a, double b) : c_() {
        c_.struct_size = sizeof c_;
        c_.kind = kind;
        c_.a = a;
        c_.b = b;
    }

    funnelmath_flow c_;
};

// The expected arrivals of a Poisson process needed so that at least `results` of them become results with a probability
// of `confidence`; missing when no number is enough.
inline maybe arrivals_for(double rate, double results, double confidence) {
    funnelmath_maybe c;
    funnelmath_error failure;
    detail::check(funnelmath_arrivals_for(rate, results, confidence, &c, &failure), failure);
    return detail::from_c(c);
}

// The distributions behind the chances, each to full relative precision.

// The regularised incomplete beta function I_x(a, b) and its complement: the chance that a Beta(a, b) rate is at most
// `x`, and that it is above. P(at least k of n) = I_p(k, n - k + 1).
inline tails incomplete_beta(double a, double b, double x) {
    tails c;
    funnelmath_error failure;
    detail::check(funnelmath_incomplete_beta(a, b, x, &c, &failure), failure);
    return c;
}

// The regularised incomplete gamma functions P(a, x) and Q(a, x).
inline tails incomplete_gamma(double a, double x) {
    tails c;
    funnelmath_error failure;
    detail::check(funnelmath_incomplete_gamma(a, x, &c, &failure), failure);
    return c;
}

// The rate that a Beta(a, b) rate stays below with probability `p`, and what it leaves to 1.
inline share beta_quantile(double a, double b, double p) {
    share c;
    funnelmath_error failure;
    detail::check(funnelmath_beta_quantile(a, b, p, &c, &failure), failure);
    return c;
}

// The x that a gamma variable of shape `a` and scale 1 stays below with probability `p`; missing for 1.
inline maybe gamma_quantile(double a, double p) {
    funnelmath_maybe c;
    funnelmath_error failure;
    detail::check(funnelmath_gamma_quantile(a, p, &c, &failure), failure);
    return detail::from_c(c);
}

// The chances that a standard normal variable is at most `z`, and that it is above.
inline tails normal_tails(double z) {
    tails c;
    funnelmath_error failure;
    detail::check(funnelmath_normal_tails(z, &c, &failure), failure);
    return c;
}

// The z that a standard normal variable stays below with probability `p`; missing for 0 and 1.
inline maybe normal_quantile(double p) {
    funnelmath_maybe c;
    funnelmath_error failure;
    detail::check(funnelmath_normal_quantile(p, &c, &failure), failure);
    return detail::from_c(c);
}

// The chance of exactly `k` successes in `n` independent trials of chance `p`.
inline double binomial_probability(double k, double n, double p) {
    double c;
    funnelmath_error failure;
    detail::check(funnelmath_binomial_probability(k, n, p, &c, &failure), failure);
    return c;
}

// Its natural logarithm, also where it is too small for a double; missing for the impossible.
inline maybe ln_binomial_probability(double k, double n, double p) {
    funnelmath_maybe c;
    funnelmath_error failure;
    detail::check(funnelmath_ln_binomial_probability(k, n, p, &c, &failure), failure);
    return detail::from_c(c);
}

// The chance of exactly `k` arrivals where `mean` are expected.
inline double poisson_probability(double k, double mean) {
    double c;
    funnelmath_error failure;
    detail::check(funnelmath_poisson_probability(k, mean, &c, &failure), failure);
    return c;
}

// Its natural logarithm, also where it is too small for a double; missing for the impossible.
inline maybe ln_poisson_probability(double k, double mean) {
    funnelmath_maybe c;
    funnelmath_error failure;
    detail::check(funnelmath_ln_poisson_probability(k, mean, &c, &failure), failure);
    return detail::from_c(c);
}

// The chance of exactly `k` successes in `n` trials of one unknown chance, which is Beta(a, b).
inline double beta_binomial_probability(double k, double n, double a, double b) {
    double c;
    funnelmath_error failure;
    detail::check(funnelmath_beta_binomial_probability(k, n, a, b, &c, &failure), failure);
    return c;
}

// Its natural logarithm, also where it is too small for a double; missing for the impossible.
inline maybe ln_beta_binomial_probability(double k, double n, double a, double b) {
    funnelmath_maybe c;
    funnelmath_error failure;
    detail::check(funnelmath_ln_beta_binomial_probability(k, n, a, b, &c, &failure), failure);
    return detail::from_c(c);
}

}  // namespace funnelmath

#endif  // FUNNELMATH_CHANCE_HPP
