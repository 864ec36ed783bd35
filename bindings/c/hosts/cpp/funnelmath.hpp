// funnelmath for C++11 and later: views, exceptions and owned handles over funnelmath.h.
//
// Nothing is computed here: every number comes from the C library, whose header says what each function
// does, with its units and ranges. What C++ adds:
//
// - Lists come in as view<const double>, made from a vector, array, C array, std::span or {0.65, 0.40}, without
//   a copy. Results come back as std::vector, or, in the overloads that take a view<double>, in your own memory.
// - A status becomes the exception funnelmath::error with code(), field(), index(), value() and limit().
// - A number that may be missing is a maybe; from C++17 on it converts from and to std::optional<double>.
// - A funnel and a plan free themselves. They move, never change, and may be read by many threads.
//
// Licence: MIT OR Apache-2.0.

#ifndef FUNNELMATH_HPP
#define FUNNELMATH_HPP

#include <funnelmath.h>
#include <funnelmath_base.hpp>
#include <funnelmath_chance.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace funnelmath {

// The version of the library that is running.

inline std::string version() { return funnelmath_version(); }
inline std::uint32_t version_major() noexcept { return funnelmath_version_major(); }
inline std::uint32_t version_minor() noexcept { return funnelmath_version_minor(); }
inline std::uint32_t version_patch() noexcept { return funnelmath_version_patch(); }
// The counter of incompatible changes; FUNNELMATH_ABI is that of the header.
inline std::uint32_t abi() noexcept { return funnelmath_abi(); }

// The answer to any question, or array of questions, as a JSON document. What is wrong with a request is told by the
// document too, all of it at once; only memory that runs out and a failure inside the library throw.
FUNNELMATH_HPP_NODISCARD inline std::string answer_document(const std::string &request) {
    struct free_text {
        void operator()(char *text) const noexcept { funnelmath_answer_free(text); }
    };
    char *text;
    std::size_t length;
    funnelmath_error failure;
    detail::check(funnelmath_answer(request.data(), request.size(), &text, &length, &failure), failure);
    const std::unique_ptr<char, free_text> owner(text);
    return std::string(text, length);
}

// Periods, calendars, whole units.

enum class period : std::uint32_t {
    day = FUNNELMATH_PERIOD_DAY,
    week = FUNNELMATH_PERIOD_WEEK,
    month = FUNNELMATH_PERIOD_MONTH,
    quarter = FUNNELMATH_PERIOD_QUARTER,
    year = FUNNELMATH_PERIOD_YEAR,
};

enum class policy : std::uint32_t {
    up = FUNNELMATH_POLICY_UP,
    nearest = FUNNELMATH_POLICY_NEAREST,
    up_each_stage = FUNNELMATH_POLICY_UP_EACH_STAGE,
};

// How many weeks and days a year of twelve months has. The named ones have weeks of 7 days.
class calendar {
public:
    calendar() : calendar(FUNNELMATH_CALENDAR_KIND_COMMON, 0.0) {}
    static calendar common() { return calendar(); }
    static calendar four_week_month() { return calendar(FUNNELMATH_CALENDAR_KIND_FOUR_WEEK_MONTH, 0.0); }
    static calendar civil() { return calendar(FUNNELMATH_CALENDAR_KIND_CIVIL, 0.0); }
    static calendar selling_weeks(double weeks) {
        return calendar(FUNNELMATH_CALENDAR_KIND_SELLING_WEEKS, weeks);
    }
    // Working days a week, above 0, at most 7.
    calendar with_days_per_week(double days) const {
        calendar changed = *this;
        changed.c_.days_per_week = days;
        return changed;
    }

    double per_year(period of) const {
        double number;
        funnelmath_error failure;
        detail::check(funnelmath_calendar_per_year(&c_, static_cast<std::uint32_t>(of), &number, &failure),
                      failure);
        return number;
    }
    double convert(double amount, period from, period to) const {
        double converted;
        funnelmath_error failure;
        detail::check(funnelmath_calendar_convert(&c_, amount, static_cast<std::uint32_t>(from),
                                                  static_cast<std::uint32_t>(to), &converted, &failure),
                      failure);
        return converted;
    }

    const funnelmath_calendar &c() const noexcept { return c_; }

private:
    calendar(std::uint32_t kind, double weeks) : c_() {
        c_.struct_size = sizeof c_;
        c_.kind = kind;
        c_.selling_weeks = weeks;
        c_.days_per_week = 7.0;
    }

    funnelmath_calendar c_;
};

// A whole number of units, and the exact volume it stands for.
struct whole {
    double exact;
    double units;
    // Units beyond the exact volume; negative when rounded down.
    double residual;
    // units / exact; missing when nothing was asked.
    maybe delivers;
};

namespace detail {

inline whole from_c(const funnelmath_whole &c) {
    return whole{c.exact, c.units, c.residual, from_c(c.delivers)};
}

}  // namespace detail

inline whole apply(policy how, double exact) {
    funnelmath_whole result;
    funnelmath_error failure;
    detail::check(funnelmath_policy_apply(static_cast<std::uint32_t>(how), exact, &result, &failure), failure);
    return detail::from_c(result);
}

inline void apply_each(policy how, view<const double> rates, std::uint64_t stage, view<const double> exact,
                       view<double> whole_volumes) {
    detail::same_length("whole[]", exact.size(), whole_volumes.size());
    funnelmath_error failure;
    detail::check(funnelmath_policy_apply_each(static_cast<std::uint32_t>(how), rates.data(), rates.size(), stage,
                                               exact.data(), whole_volumes.data(), exact.size(), &failure),
                  failure);
}

FUNNELMATH_HPP_NODISCARD inline std::vector<double> apply_each(policy how, view<const double> rates,
                                                               std::uint64_t stage, view<const double> exact) {
    std::vector<double> whole_volumes(exact.size());
    apply_each(how, rates, stage, exact, view<double>(whole_volumes));
    return whole_volumes;
}

// Rates from counts.

inline double rate_from_counts(double successes, double trials) {
    double rate;
    funnelmath_error failure;
    detail::check(funnelmath_rate_from_counts(successes, trials, &rate, &failure), failure);
    return rate;
}

inline double rate_one_in(double n) {
    double rate;
    funnelmath_error failure;
    detail::check(funnelmath_rate_one_in(n, &rate, &failure), failure);
    return rate;
}

// Missing where there were no trials.
FUNNELMATH_HPP_NODISCARD inline std::vector<maybe> rates_from_counts(view<const double> successes,
                                                                     view<const double> trials) {
    detail::same_length("trials[]", successes.size(), trials.size());
    std::vector<funnelmath_maybe> found(successes.size());
    funnelmath_error failure;
    detail::check(funnelmath_rates_from_counts(successes.data(), trials.data(), successes.size(), found.data(),
                                               &failure),
                  failure);
    std::vector<maybe> rates;
    rates.reserve(found.size());
    for (const funnelmath_maybe &rate : found) {
        rates.push_back(detail::from_c(rate));
    }
    return rates;
}

// Chains: the rates are the gates', first gate first; a chain of n gates has n + 1 stages.

inline double overall(view<const double> rates) {
    double product;
    funnelmath_error failure;
    detail::check(funnelmath_chain_overall(rates.data(), rates.size(), &product, &failure), failure);
    return product;
}

// Writes the expected volume of every stage, and returns the revenue.
inline double forward(view<const double> rates, double entry, double sale_value, view<double> volumes) {
    double revenue;
    funnelmath_error failure;
    detail::check(funnelmath_chain_forward(rates.data(), rates.size(), entry, sale_value, volumes.data(),
                                           volumes.size(), &revenue, &failure),
                  failure);
    return revenue;
}

struct expected {
    std::vector<double> volumes;
    double revenue;
};

FUNNELMATH_HPP_NODISCARD inline expected forward(view<const double> rates, double entry, double sale_value) {
    expected result{std::vector<double>(rates.size() + 1), 0.0};
    result.revenue = forward(rates, entry, sale_value, view<double>(result.volumes));
    return result;
}

// The same when items enter and are worth something at every stage: one number for each stage in each list.
inline double forward_each(view<const double> rates, view<const double> entries, view<const double> sale_values,
                           view<double> volumes) {
    detail::same_length("entries[]", volumes.size(), entries.size());
    detail::same_length("sale_values[]", volumes.size(), sale_values.size());
    double revenue;
    funnelmath_error failure;
    detail::check(funnelmath_chain_forward_each(rates.data(), rates.size(), entries.data(), sale_values.data(),
                                                volumes.data(), volumes.size(), &revenue, &failure),
                  failure);
    return revenue;
}

FUNNELMATH_HPP_NODISCARD inline expected forward_each(view<const double> rates, view<const double> entries,
                                                      view<const double> sale_values) {
    expected result{std::vector<double>(rates.size() + 1), 0.0};
    result.revenue = forward_each(rates, entries, sale_values, view<double>(result.volumes));
    return result;
}

// So much revenue, or so many at one stage; what a sale is worth; and what is already there.
class goal {
public:
    static goal revenue(double amount, double sale_value = 0.0) {
        return goal(FUNNELMATH_GOAL_KIND_REVENUE, 0, amount, sale_value);
    }
    static goal volume(std::uint64_t stage, double amount, double sale_value = 0.0) {
        return goal(FUNNELMATH_GOAL_KIND_VOLUME, stage, amount, sale_value);
    }
    // How many wait at each stage and may still pass its gate. Copied.
    goal &open(view<const double> there) { return start(FUNNELMATH_START_KIND_OPEN, there); }
    // How many reached each stage this period, whatever became of them. Copied.
    goal &reached(view<const double> there) { return start(FUNNELMATH_START_KIND_REACHED, there); }

    // As C takes it, good as long as this goal lives and does not change.
    funnelmath_goal c() const noexcept {
        funnelmath_goal c = c_;
        c.start = start_.data();
        c.start_len = start_.size();
        return c;
    }

private:
    goal(std::uint32_t kind, std::uint64_t stage, double amount, double sale_value) : c_(), start_() {
        c_.struct_size = sizeof c_;
        c_.kind = kind;
        c_.stage = stage;
        c_.amount = amount;
        c_.sale_value = sale_value;
    }
    goal &start(std::uint32_t kind, view<const double> there) {
        c_.start_kind = kind;
        start_.assign(there.begin(), there.end());
        return *this;
    }

    funnelmath_goal c_;
    std::vector<double> start_;
};

enum class lever_kind : std::uint32_t {
    gate = FUNNELMATH_LEVER_GATE,
    sale_value = FUNNELMATH_LEVER_SALE_VALUE,
};

// Something that can be improved: a gate, by its number, or the sale value.
struct lever {
    lever_kind kind;
    std::uint64_t gate;

    static lever of_gate(std::uint64_t gate) { return lever{lever_kind::gate, gate}; }
    static lever of_sale_value() { return lever{lever_kind::sale_value, 0}; }
};

// Whether a goal can be reached, and what is in the way if it cannot.
struct reach {
    bool reachable;
    // When it is not: the gate of 0, or the sale value of 0, and what would have to come out of it.
    lever in_the_way;
    double missing;
    // The best that can be reached, in the goal's unit.
    double best;
};

namespace detail {

inline lever lever_from_c(std::uint32_t kind, std::uint64_t gate) {
    return lever{static_cast<lever_kind>(kind), gate};
}

inline reach from_c(const funnelmath_unreachable &c) {
    return reach{c.unreachable == 0, lever_from_c(c.lever, c.gate), c.missing, c.best};
}

}  // namespace detail

// Writes the volume that every stage still needs, unless the goal cannot be reached.
FUNNELMATH_HPP_NODISCARD inline reach required(view<const double> rates, const goal &wanted, view<double> volumes) {
    const funnelmath_goal c = wanted.c();
    funnelmath_unreachable blocked;
    funnelmath_error failure;
    detail::check(funnelmath_chain_required(rates.data(), rates.size(), &c, volumes.data(), volumes.size(), &blocked,
                                            &failure),
                  failure);
    return detail::from_c(blocked);
}

struct required_volumes : reach {
    // Empty when the goal cannot be reached.
    std::vector<double> volumes;
};

FUNNELMATH_HPP_NODISCARD inline required_volumes required(view<const double> rates, const goal &wanted) {
    required_volumes result;
    result.volumes.resize(rates.size() + 1);
    static_cast<reach &>(result) = required(rates, wanted, view<double>(result.volumes));
    if (!result.reachable) {
        result.volumes.clear();
    }
    return result;
}

enum class step_kind : std::uint32_t {
    points = FUNNELMATH_STEP_POINTS,
    percent = FUNNELMATH_STEP_PERCENT,
    to = FUNNELMATH_STEP_TO,
};

// How far a lever is moved.
struct step {
    step_kind kind;
    double size;

    // Percentage points more; for the sale value, units of currency.
    static step points(double size) { return step{step_kind::points, size}; }
    // Percent of itself more.
    static step percent(double size) { return step{step_kind::percent, size}; }
    static step to(double value) { return step{step_kind::to, value}; }
};

// What one step of one lever does.
struct effect {
    lever moved;
    step by;
    // The step led beyond a rate of 1 and was taken to 1.
    bool capped;
    double from;
    double to;
    maybe required_before;
    maybe required_after;
    maybe required_change;
    double revenue_before;
    double revenue_after;
    maybe revenue_change;
};

namespace detail {

inline effect from_c(const funnelmath_effect &c) {
    return effect{lever_from_c(c.lever, c.gate),
                  step{static_cast<step_kind>(c.step), c.size},
                  c.capped != 0,
                  c.from,
                  c.to,
                  from_c(c.required_before),
                  from_c(c.required_after),
                  from_c(c.required_change),
                  c.revenue_before,
                  c.revenue_after,
                  from_c(c.revenue_change)};
}

}  // namespace detail

// `stage`, `volume`: where activity is counted, and the volume there whose revenue is looked at.
FUNNELMATH_HPP_NODISCARD inline effect sensitivity(view<const double> rates, const goal &wanted, std::uint64_t stage,
                                                   double volume, lever moved, step by) {
    const funnelmath_goal c = wanted.c();
    funnelmath_effect result;
    funnelmath_error failure;
    detail::check(funnelmath_chain_sensitivity(rates.data(), rates.size(), &c, stage, volume,
                                               static_cast<std::uint32_t>(moved.kind), moved.gate,
                                               static_cast<std::uint32_t>(by.kind), by.size, &result, &failure),
                  failure);
    return detail::from_c(result);
}

// A team's summed volumes, the rates it has as a whole, and its totals.
struct team {
    std::vector<double> volumes;
    std::vector<maybe> implied;
    double revenue;
    maybe sale_value;
    maybe overall;
};

// `rates`: for each member `gates` rates, one member after the other.
FUNNELMATH_HPP_NODISCARD inline team roll_up(std::size_t gates, view<const double> rates, view<const double> entries,
                                             view<const double> sale_values) {
    const std::size_t members = entries.size();
    if (gates != 0) {
        const std::size_t most = std::numeric_limits<std::size_t>::max();
        detail::same_length("rates[]", members > most / gates ? most : gates * members, rates.size());
        detail::same_length("sale_values[]", members, sale_values.size());
    }
    std::vector<double> volumes(gates + 1);
    std::vector<funnelmath_maybe> implied(gates);
    funnelmath_total total;
    funnelmath_error failure;
    detail::check(funnelmath_roll_up(gates, rates.data(), entries.data(), sale_values.data(), members, volumes.data(),
                                     implied.data(), &total, &failure),
                  failure);
    team result{std::move(volumes), std::vector<maybe>(), total.revenue, detail::from_c(total.sale_value),
                detail::from_c(total.overall)};
    for (const funnelmath_maybe &rate : implied) {
        result.implied.push_back(detail::from_c(rate));
    }
    return result;
}

// Funnels and plans.

// What a plan is asked for: by default a goal a month, activity a week at the first stage, rounded up once.
class target {
public:
    // The goal's sale value is not read: the funnel has one.
    explicit target(goal wanted) : goal_(std::move(wanted)), entries_(), deals_(), c_() {
        c_.struct_size = sizeof c_;
        per(period::month).activity_per(period::week).whole_by(policy::up);
    }
    target &per(period goal_period) {
        c_.per = static_cast<std::uint32_t>(goal_period);
        return *this;
    }
    target &activity_per(period activity_period) {
        c_.activity_per = static_cast<std::uint32_t>(activity_period);
        return *this;
    }
    target &activity_stage(std::uint64_t stage) {
        c_.activity_stage = stage;
        return *this;
    }
    target &whole_by(policy how) {
        c_.policy = static_cast<std::uint32_t>(how);
        return *this;
    }
    // The activity that is really done per activity period.
    target &actual(double volume) {
        c_.actual = detail::to_c(maybe(volume));
        return *this;
    }
    // What is reached of the goal so far, in the goal's own unit; may be negative.
    target &reached(double amount) {
        c_.reached = detail::to_c(maybe(amount));
        return *this;
    }
    // The share of the goal's period that is left, 0 to 1.
    target &left(double part) {
        c_.left_kind = FUNNELMATH_LEFT_KIND_SHARE;
        c_.left = part;
        return *this;
    }
    // All of the goal's period is left but `elapsed` of `total` working days.
    target &left_but(double elapsed, double total) {
        c_.left_kind = FUNNELMATH_LEFT_KIND_WORKING_DAYS;
        c_.elapsed_days = elapsed;
        c_.total_days = total;
        return *this;
    }
    // How many will enter each stage directly in what is left of the period. Copied.
    target &entries(view<const double> volumes) {
        entries_.assign(volumes.begin(), volumes.end());
        return *this;
    }
    // How large deals are, for the confidence; the funnel's own without it.
    target &sizes(deal_size size) {
        deals_.assign(1, std::move(size));
        return *this;
    }
    // The probability with which the goal is to be reached, 0 to 1.
    target &confidence(double probability) {
        c_.confidence = detail::to_c(maybe(probability));
        return *this;
    }
    // What is assumed of a gate's rate before its counts, with a confidence; Jeffreys's without one.
    target &prior(const evidence &assumed) {
        c_.prior_a = assumed.a();
        c_.prior_b = assumed.b();
        return *this;
    }

    // Calls a function with the target as C takes it.
    template <class Call>
    void with_c(Call call) const {
        funnelmath_target c = c_;
        c.goal = goal_.c();
        c.entries = entries_.data();
        c.entries_len = entries_.size();
        funnelmath_deal_size deal;
        if (!deals_.empty()) {
            deal = deals_[0].c();
            c.deal_size = &deal;
        }
        call(c);
    }

private:
    goal goal_;
    std::vector<double> entries_;
    std::vector<deal_size> deals_;
    funnelmath_target c_;
};

struct plan_period {
    period per;
    // What the activity of this period is to bring, in the goal's unit: the goal less what is reached and what is
    // expected of items that wait.
    double goal;
    // Of the whole activity: its expected revenue, and the share of what was still to be done.
    maybe revenue;
    maybe attainment;
};

// What varies in reality and a chance takes as fixed.
struct left_out {
    bool known_rates;
    bool deal_sizes;
    bool rate_movement;

    // One sentence for each.
    std::vector<std::string> messages() const {
        std::vector<std::string> all;
        for (std::uint32_t bit : {FUNNELMATH_LEFT_OUT_KNOWN_RATES, FUNNELMATH_LEFT_OUT_DEAL_SIZES,
                                  FUNNELMATH_LEFT_OUT_RATE_MOVEMENT}) {
            if (bit == FUNNELMATH_LEFT_OUT_KNOWN_RATES  ? known_rates
                : bit == FUNNELMATH_LEFT_OUT_DEAL_SIZES ? deal_sizes
                                                        : rate_movement) {
                all.push_back(funnelmath_left_out_message(bit));
            }
        }
        return all;
    }
};

// What a plan says of the confidence that was asked for.
struct confidence_summary {
    double confidence;
    // Of the confident plan, by its activity in the goal's period; where no number of units is enough, the best there
    // is.
    probability chance;
    // How many periods the confident plan has: as many as the plan, or 0 when no number of units is enough.
    std::uint64_t periods;
    // What these chances take as fixed.
    left_out leaves_out;
};

// What each stage needs, exactly and in whole units, per goal and activity period.
class plan {
public:
    explicit plan(funnelmath_plan *made) : plan_(made), summary_() {
        funnelmath_error failure;
        detail::check(funnelmath_plan_summarize(plan_.get(), &summary_, &failure), failure);
    }

    bool reachable() const noexcept { return summary_.unreachable.unreachable == 0; }
    funnelmath::reach reach() const { return detail::from_c(summary_.unreachable); }
    // How many periods (0 when the goal cannot be reached), stages of each, and effects.
    std::uint64_t periods() const noexcept { return summary_.periods; }
    std::uint64_t stages() const noexcept { return summary_.stages; }
    std::uint64_t effects() const noexcept { return summary_.effects; }
    // Actual over unrounded required activity.
    maybe gauge() const { return detail::from_c(summary_.gauge); }
    // What is reached over the goal.
    maybe attainment() const { return detail::from_c(summary_.attainment); }
    // What the period ends with at the actual pace over the goal.
    maybe landing() const { return detail::from_c(summary_.landing); }

    plan_period period(std::uint64_t index) const {
        funnelmath_plan_period c;
        funnelmath_error failure;
        detail::check(funnelmath_plan_get_period(plan_.get(), index, &c, &failure), failure);
        return from_c(c);
    }
    whole stage(std::uint64_t period, std::uint64_t stage) const {
        funnelmath_whole c;
        funnelmath_error failure;
        detail::check(funnelmath_plan_get_stage(plan_.get(), period, stage, &c, &failure), failure);
        return detail::from_c(c);
    }
    funnelmath::effect effect(std::uint64_t index) const {
        funnelmath_effect c;
        funnelmath_error failure;
        detail::check(funnelmath_plan_get_effect(plan_.get(), index, &c, &failure), failure);
        return detail::from_c(c);
    }

    // Missing when no confidence was asked for.
    basic_maybe<confidence_summary> confident() const {
        funnelmath_plan_confident c;
        funnelmath_error failure;
        detail::check(funnelmath_plan_get_confident(plan_.get(), &c, &failure), failure);
        if (c.present == 0) {
            return basic_maybe<confidence_summary>();
        }
        return confidence_summary{c.confidence, detail::from_c(c.chance), c.periods,
                                  left_out{(c.leaves_out & FUNNELMATH_LEFT_OUT_KNOWN_RATES) != 0,
                                           (c.leaves_out & FUNNELMATH_LEFT_OUT_DEAL_SIZES) != 0,
                                           (c.leaves_out & FUNNELMATH_LEFT_OUT_RATE_MOVEMENT) != 0}};
    }
    // The chance that the expected plan reaches the goal with: of the whole activity of one of its periods, kept
    // up for the goal's. For this and the next two: without a confidence there are none.
    probability expected_chance(std::uint64_t period) const {
        funnelmath_probability c;
        funnelmath_error failure;
        detail::check(funnelmath_plan_get_expected_chance(plan_.get(), period, &c, &failure), failure);
        return detail::from_c(c);
    }
    // Of the plan that is as sure as was asked for.
    plan_period confident_period(std::uint64_t index) const {
        funnelmath_plan_period c;
        funnelmath_error failure;
        detail::check(funnelmath_plan_get_confident_period(plan_.get(), index, &c, &failure), failure);
        return from_c(c);
    }
    whole confident_stage(std::uint64_t period, std::uint64_t stage) const {
        funnelmath_whole c;
        funnelmath_error failure;
        detail::check(funnelmath_plan_get_confident_stage(plan_.get(), period, stage, &c, &failure), failure);
        return detail::from_c(c);
    }

    const funnelmath_plan *c() const noexcept { return plan_.get(); }

private:
    static plan_period from_c(const funnelmath_plan_period &c) {
        return plan_period{static_cast<funnelmath::period>(c.period), c.goal, detail::from_c(c.revenue),
                           detail::from_c(c.attainment)};
    }

    struct deleter {
        void operator()(funnelmath_plan *plan) const noexcept { funnelmath_plan_free(plan); }
    };

    std::unique_ptr<funnelmath_plan, deleter> plan_;
    funnelmath_plan_summary summary_;
};

class funnel {
public:
    explicit funnel(view<const gate> gates, maybe sale_value = maybe(), calendar year = calendar::common(),
                    maybe sale_value_benchmark = maybe())
        : funnel(gates, sale_value, year, sale_value_benchmark, nullptr) {}
    // With deals of this size, whose mean is the sale value; a confidence then counts how sizes vary.
    funnel(view<const gate> gates, const deal_size &size, calendar year = calendar::common(),
           maybe sale_value_benchmark = maybe())
        : funnel(gates, maybe(), year, sale_value_benchmark, &size) {}

    // The plan does not need the funnel any more.
    funnelmath::plan plan(const target &asked) const {
        funnelmath_plan *made = nullptr;
        asked.with_c([&](const funnelmath_target &c) {
            funnelmath_error failure;
            detail::check(funnelmath_plan_new(funnel_.get(), &c, &made, &failure), failure);
        });
        return funnelmath::plan(made);
    }

    const funnelmath_funnel *c() const noexcept { return funnel_.get(); }

private:
    funnel(view<const gate> gates, maybe sale_value, calendar year, maybe sale_value_benchmark, const deal_size *size)
        : funnel_() {
        std::vector<funnelmath_gate> list;
        list.reserve(gates.size());
        for (const gate &one : gates) {
            list.push_back(one.c());
        }
        funnelmath_funnel_options options = funnelmath_funnel_options();
        options.struct_size = sizeof options;
        options.gates = list.data();
        options.gates_len = list.size();
        options.sale_value = detail::to_c(sale_value);
        options.sale_value_benchmark = detail::to_c(sale_value_benchmark);
        options.calendar = year.c();
        funnelmath_deal_size deal;
        if (size != nullptr) {
            deal = size->c();
            options.deal_size = &deal;
        }
        funnelmath_funnel *made = nullptr;
        funnelmath_error failure;
        detail::check(funnelmath_funnel_new(&options, &made, &failure), failure);
        funnel_.reset(made);
    }

    struct deleter {
        void operator()(funnelmath_funnel *funnel) const noexcept { funnelmath_funnel_free(funnel); }
    };

    std::unique_ptr<funnelmath_funnel, deleter> funnel_;
};

// The scorecard.

inline maybe activity_gauge(double actual, double required) {
    funnelmath_maybe gauge;
    funnelmath_error failure;
    detail::check(funnelmath_activity_gauge(actual, required, &gauge, &failure), failure);
    return detail::from_c(gauge);
}

inline maybe attainment(double actual, double goal) {
    funnelmath_maybe part;
    funnelmath_error failure;
    detail::check(funnelmath_attainment(actual, goal, &part, &failure), failure);
    return detail::from_c(part);
}

enum class velocity_lever : std::uint32_t {
    opportunities = FUNNELMATH_VELOCITY_LEVER_OPPORTUNITIES,
    sale_value = FUNNELMATH_VELOCITY_LEVER_SALE_VALUE,
    win_rate = FUNNELMATH_VELOCITY_LEVER_WIN_RATE,
    cycle = FUNNELMATH_VELOCITY_LEVER_CYCLE,
};

struct velocity_effect {
    double to;
    bool capped;
    maybe per_day;
    maybe change;
};

struct velocity {
    double opportunities;
    double sale_value;
    double win_rate;
    double cycle_days;

    // Missing when the cycle is 0 days.
    maybe per_day() const {
        funnelmath_maybe result;
        funnelmath_error failure;
        detail::check(funnelmath_velocity_per_day(opportunities, sale_value, win_rate, cycle_days, &result, &failure),
                      failure);
        return detail::from_c(result);
    }
    // Moves one lever by a fraction of itself: 0.2 is 20% more.
    velocity_effect effect(velocity_lever moved, double by) const {
        funnelmath_velocity_effect c;
        funnelmath_error failure;
        detail::check(funnelmath_velocity_lever_effect(opportunities, sale_value, win_rate, cycle_days,
                                                       static_cast<std::uint32_t>(moved), by, &c, &failure),
                      failure);
        return velocity_effect{c.to, c.capped != 0, detail::from_c(c.per_day), detail::from_c(c.change)};
    }
};

// Total, weighted sum and standard deviation of the open deals.
using pipeline = funnelmath_pipeline;

inline pipeline weighted_pipeline(view<const double> values, view<const double> probabilities) {
    detail::same_length("probabilities[]", values.size(), probabilities.size());
    pipeline result;
    funnelmath_error failure;
    detail::check(funnelmath_weighted_pipeline(values.data(), probabilities.data(), values.size(), &result, &failure),
                  failure);
    return result;
}

// Ratio and cushion, or the surplus of a quota that is met.
struct coverage_result {
    maybe ratio;
    maybe cushion;
    maybe surplus;
};

inline coverage_result coverage(double pipeline_value, double quota, double booked) {
    funnelmath_covered c;
    funnelmath_error failure;
    detail::check(funnelmath_coverage(pipeline_value, quota, booked, &c, &failure), failure);
    return coverage_result{detail::from_c(c.ratio), detail::from_c(c.cushion), detail::from_c(c.surplus)};
}

inline maybe required_coverage(double win_rate) {
    funnelmath_maybe result;
    funnelmath_error failure;
    detail::check(funnelmath_required_coverage(win_rate, &result, &failure), failure);
    return detail::from_c(result);
}

// Solving for anything.

enum class answer_kind : std::uint32_t {
    given = FUNNELMATH_SOLVED_KIND_GIVEN,
    found = FUNNELMATH_SOLVED_KIND_FOUND,
    undetermined = FUNNELMATH_SOLVED_KIND_UNDETERMINED,
    only_product = FUNNELMATH_SOLVED_KIND_ONLY_PRODUCT,
};

struct answer {
    answer_kind kind;
    // The value, given or found.
    maybe value;
    // Of only_product: the product, and the stages its segment begins and ends at; the number of stages stands
    // for the revenue.
    maybe product;
    std::uint64_t from;
    std::uint64_t to;
};

enum class conflict_kind : std::uint32_t {
    none = FUNNELMATH_CONFLICT_KIND_NONE,
    contradictory = FUNNELMATH_CONFLICT_KIND_CONTRADICTORY,
    impossible = FUNNELMATH_CONFLICT_KIND_IMPOSSIBLE,
};

// Why the knowns cannot all be true; funnelmath_conflict says what each member means for which kind.
struct conflict {
    conflict_kind kind;
    std::uint64_t from;
    std::uint64_t to;
    double expected;
    double given;
    std::uint64_t gate;
    std::uint64_t gates;
    maybe takes;
    double best;
};

struct solution {
    std::vector<answer> volumes;
    std::vector<answer> rates;
    answer sale_value;
    answer revenue;
    // How many quantities do not follow.
    std::uint64_t undetermined;
    funnelmath::conflict conflict;
};

namespace detail {

inline answer from_c(const funnelmath_solved &c) {
    const answer_kind kind = static_cast<answer_kind>(c.kind);
    const bool known = kind == answer_kind::given || kind == answer_kind::found;
    return answer{kind, known ? maybe(c.value) : maybe(),
                  kind == answer_kind::only_product ? maybe(c.value) : maybe(), c.from, c.to};
}

inline conflict from_c(const funnelmath_conflict &c) {
    return conflict{static_cast<conflict_kind>(c.kind), c.from, c.to,           c.expected, c.given,
                    c.gate,                             c.gates, from_c(c.takes), c.best};
}

}  // namespace detail

// From any known volumes (one for each stage), rates (one for each gate), sale value and revenue, every quantity
// that follows; maybe() is an unknown.
FUNNELMATH_HPP_NODISCARD inline solution solve(view<const maybe> volumes, view<const maybe> rates,
                                               maybe sale_value = maybe(), maybe revenue = maybe()) {
    detail::same_length("volumes[]", rates.size() + 1, volumes.size());
    const std::vector<funnelmath_maybe> known_volumes = detail::to_c(volumes), known_rates = detail::to_c(rates);
    const funnelmath_maybe known_value = detail::to_c(sale_value), known_revenue = detail::to_c(revenue);
    std::vector<funnelmath_solved> volume_answers(volumes.size()), rate_answers(rates.size());
    funnelmath_solution c;
    funnelmath_error failure;
    detail::check(funnelmath_solve(known_volumes.data(), known_rates.data(), rates.size(), &known_value,
                                   &known_revenue, volume_answers.data(), rate_answers.data(), &c, &failure),
                  failure);
    solution result{std::vector<answer>(),       std::vector<answer>(), detail::from_c(c.sale_value),
                    detail::from_c(c.revenue), c.undetermined,        detail::from_c(c.conflict)};
    for (const funnelmath_solved &found : volume_answers) {
        result.volumes.push_back(detail::from_c(found));
    }
    for (const funnelmath_solved &found : rate_answers) {
        result.rates.push_back(detail::from_c(found));
    }
    return result;
}

}  // namespace funnelmath

#endif  // FUNNELMATH_HPP
