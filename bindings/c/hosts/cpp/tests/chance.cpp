// How sure: chances, evidence, flows, revenue and confident plans. Expected numbers are published ones, or plain sums
// in decimal arithmetic; the golden vectors have the rest.

#include "api.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace fm = funnelmath;

namespace {

bool near(double value, double expected) { return std::fabs(value - expected) <= 1e-12 * std::fabs(expected); }

const fm::gate KNOWN[] = {fm::gate::rate(0.65), fm::gate::rate(0.4)};
const fm::gate COUNTED[] = {fm::gate::counts(65, 100), fm::gate::counts(40, 100)};

fm::plan sure_plan(fm::view<const fm::gate> gates, double confidence) {
    return fm::funnel(gates, 3400.0).plan(fm::target(fm::goal::revenue(25000.0)).confidence(confidence));
}

void confident_plans() {
    const fm::plan plan = sure_plan(KNOWN, 0.9);
    const fm::confidence_summary sure = plan.confident().value();
    // 29 a month and 7 a week, 30 a month: sums of binomial probabilities of 26%. 43 a month make 8 sales that sure.
    CHECK(near(plan.expected_chance(0).value, 0.49295147871778533));
    CHECK(near(plan.expected_chance(1).value, 0.5362254058230153));
    CHECK(near(plan.expected_chance(1).complement, 0.46377459417698474));
    CHECK(sure.confidence == 0.9 && sure.periods == 2 && sure.chance.how == fm::method::exact);
    CHECK(near(sure.chance.value, 0.9036042722094172) && near(sure.chance.complement, 0.09639572779058284));
    CHECK(plan.confident_stage(0, 0).units == 43.0 && plan.confident_stage(1, 0).units == 10.0);
    CHECK(plan.confident_period(0).per == fm::period::month && plan.confident_period(1).per == fm::period::week);
    CHECK(near(*plan.confident_period(0).revenue, 43 * 0.65 * 0.4 * 3400) && plan.stage(1, 0).units == 7.0);

    for (const fm::evidence &prior : {fm::evidence::uniform(), fm::evidence(90, 10), fm::evidence(10, 90)}) {
        const fm::plan counted =
            fm::funnel(COUNTED, 3400.0).plan(fm::target(fm::goal::revenue(25000.0)).confidence(0.9).prior(prior));
        CHECK(counted.confident_stage(0, 0).units == *fm::chance::of(COUNTED, prior).inputs_for(8, 0.9).inputs);
    }
    CHECK(sure_plan(COUNTED, 0.9).confident_stage(0, 0).units == *fm::chance::of(COUNTED).inputs_for(8, 0.9).inputs);

    const fm::plan certain = sure_plan(KNOWN, 1.0);
    CHECK(certain.confident()->periods == 0 && certain.confident()->chance.value == 1.0);
    CHECK(THROWN(certain.confident_period(0)).code() == FUNNELMATH_STATUS_INDEX);
    CHECK(THROWN(certain.confident_stage(0, 0)).code() == FUNNELMATH_STATUS_INDEX);
    const fm::plan plain = fm::funnel(KNOWN, 3400.0).plan(fm::target(fm::goal::revenue(25000.0)));
    CHECK(!plain.confident() && THROWN(plain.expected_chance(0)).code() == FUNNELMATH_STATUS_INDEX);
}

void of_gates() {
    const fm::chance known = fm::chance::of(KNOWN);
    CHECK(known.mean() == 0.26 && fm::chance(0.26).mean() == 0.26);
    CHECK(*known.inputs_for(8, 0.8).inputs == 38 && *known.inputs_for(8, 0.9).inputs == 43 &&
          *known.inputs_for(8, 0.95).inputs == 48);
    CHECK(near(known.at_least(28, 8).value, 0.44858864571149176));
    CHECK(near(fm::chance(0.5).exactly(2, 1).value, 0.5) && fm::chance(0.5).quantile(2, 0.75).value.value() == 1);
    const fm::interval range = fm::chance(0.5).interval(2, 0.5);
    CHECK(range.low == 0 && *range.high == 1 && range.how == fm::method::exact);
    CHECK(*known.lower_bound(43, 0.9).value == 8 && near(known.at_least(43, 8).value, 0.9036042722094172));
    CHECK(!fm::chance(0).inputs_for(1, 0.5).inputs && fm::chance(0).inputs_for(1, 0.5).chance.value == 0);

    const fm::chance counted = fm::chance::of(COUNTED, fm::evidence::uniform());
    CHECK(*counted.inputs_for(8, 0.8).inputs == 39 && *counted.inputs_for(8, 0.9).inputs == 46 &&
          *counted.inputs_for(8, 0.95).inputs == 51);
    CHECK(fm::chance(1, {fm::evidence(66, 36), fm::evidence(41, 61)}).mean() == counted.mean());
    const fm::chance mixed =
        fm::chance::of({fm::gate::rate(0.5), fm::gate::counts(1, 2), fm::gate::one_in(2)}, fm::evidence(2, 4));
    CHECK(mixed.mean() == 0.25 * 0.375);
    // Of 50 leads, 10 became customers: 3 or more of the next 10?
    const double followed = fm::chance::of({fm::gate::counts(10, 50)}, fm::evidence::uniform()).at_least(10, 3).value;
    CHECK(std::fabs(followed - 0.3593) < 0.00005);
}

void rates() {
    const auto of = [](double inputs, double confidence) {
        return fm::requirement().results(8).inputs(inputs).confidence(confidence);
    };
    CHECK(near(fm::rate_for(of(28, 0.5))->value, 0.27065123264926666) && !fm::rate_for(of(7, 0.5)));
    const fm::needed_rate first = fm::gate_for({0.65, 0.4}, 0, of(40, 0.5));
    CHECK(near(*first.rate, 0.4753385569388618) && !first.takes && !first.best);
    const fm::needed_rate never = fm::gate_for({0.65, 0.4}, 1, of(8, 0.9));
    CHECK(!never.rate && *never.takes > 1 && near(never.best->value, std::pow(0.65, 8)));

    const fm::evidence closing = fm::evidence::uniform().observe(40, 100);
    CHECK(closing.a() == 41 && closing.b() == 61 && closing.mean() == 41.0 / 102.0);
    CHECK(fm::evidence::jeffreys().observe(1, 3).b() == 2.5 && near(fm::evidence::uniform().quantile(0.25), 0.25));
    const fm::interval half = fm::evidence::uniform().interval(0.5);
    CHECK(near(half.low, 0.25) && near(*half.high, 0.75));
}

void flows() {
    const fm::flow ten = fm::flow::steady(10);
    CHECK(ten.per_week() == 10 && ten.mean(0.26, 4) == 10.4 && ten.c().a == 10);
    CHECK(fm::flow::counted(0, 2).per_week() == 0.25 && fm::flow::uncertain(3, 2).per_week() == 1.5);
    CHECK(near(fm::flow::steady(2).exactly(1, 1, 0).value, std::exp(-2)));
    CHECK(near(fm::flow::steady(2).at_least(0.5, 3, 1).complement, std::exp(-3)));
    CHECK(*ten.quantile(0.26, 4, 0.5).value == 10 && !ten.quantile(0.26, 4, 1).value);
    CHECK(ten.interval(0.26, 4, 0.8).low == 6 && *ten.interval(0.26, 4, 0.8).high == 15);
    CHECK(!ten.interval(0.26, 4, 1).high);
    const fm::needed_weeks wait = ten.weeks_for(0.26, 8, 0.9);  // where P(8, 2.6 weeks) is 0.9
    CHECK(near(*wait.weeks, 4.527274792903098) && near(wait.chance.value, 0.9));
    CHECK(!ten.weeks_for(0.26, 8, 1).weeks && ten.weeks_for(0.26, 8, 1).chance.value == 1);
    CHECK(near(*fm::arrivals_for(0.5, 1, 0.5), 2 * std::log(2)) && !fm::arrivals_for(0, 1, 0.5));
}

void revenue() {
    const fm::chance chance(0.26), half(0.5);
    const fm::flow ten = fm::flow::steady(10);
    const fm::deal_size fixed = fm::deal_size::fixed(3400), varying = fm::deal_size::varying(3400, 0.7);
    CHECK(near(chance.revenue_at_least(40, fixed, 25000).value, chance.at_least(40, 8).value));
    CHECK(*chance.inputs_for_revenue(fixed, 25000, 0.9).inputs == 43);
    CHECK(*chance.inputs_for_revenue(varying, 25000, 0.9).inputs == 47);
    CHECK(!chance.inputs_for_revenue(fm::deal_size::fixed(0), 1, 0.9).inputs);
    CHECK(*chance.revenue_quantile(40, fixed, 0.5).value == 3400 * *chance.quantile(40, 0.5).value);
    CHECK(!chance.revenue_quantile(40, varying, 1).value);
    // One deal of one at 50%.
    CHECK(half.revenue_at_least(1, fm::deal_size::seen({1, 3}), 2).value == 0.25);
    CHECK(near(half.revenue_at_least(1, fm::deal_size::counted({1, 5}, {1, 3}), 2).value, 0.375));
    const fm::deal_size odd = fm::deal_size::seen({1000.1, 2222.2, 3141.592653589793});
    CHECK(chance.revenue_at_least(40, odd, 25000).how == fm::method::lattice);
    CHECK(near(ten.revenue_at_least(0.26, 4, fixed, 25000).value, ten.at_least(0.26, 4, 8).value));
    CHECK(*ten.revenue_quantile(0.26, 4, fixed, 0.5).value == 34000);
    CHECK(!ten.revenue_quantile(0.26, 4, fixed, 1).value);
    CHECK(near(*ten.weeks_for_revenue(0.26, fixed, 25000, 0.9).weeks, *ten.weeks_for(0.26, 8, 0.9).weeks));
    CHECK(!ten.weeks_for_revenue(0.26, fixed, 25000, 1).weeks);
}

void distributions_of_revenue() {
    const fm::revenue first = fm::chance(0.5).revenue(1, fm::deal_size::seen({1, 3}));
    CHECK(first.mean() == 1 && near(*first.variance(), 1.5) && *first.most() == 3);
    CHECK(first.how() == fm::method::exact && near(first.at_least(2).value, 0.25));
    CHECK(*first.quantile(0.75).value == 1 && *first.quantile(0.8).value == 3);
    CHECK(first.interval(1).low == 0 && *first.interval(1).high == 3);
    CHECK(near(first.mean_up_to(2), 0.75));  // 1 and 2, a quarter each
    fm::revenue arrivals = fm::flow::steady(10).revenue(0.26, 4, fm::deal_size::fixed(100));
    const fm::revenue moved = std::move(arrivals);
    CHECK(near(moved.mean(), 1040) && !moved.most() && !moved.quantile(1).value && moved.c() != nullptr);
    CHECK(THROWN(moved.at_least(-1)).field() == "threshold");
    CHECK(fm::bound(fm::method::lattice).find("cells") != std::string::npos);
}

void sizes_in_plans() {
    const fm::left_out all = sure_plan(KNOWN, 0.9).confident()->leaves_out;
    CHECK(all.known_rates && all.deal_sizes && all.rate_movement && all.messages().size() == 3);
    const fm::deal_size varying = fm::deal_size::varying(3400, 0.7);
    const fm::target goal = fm::target(fm::goal::revenue(25000.0)).confidence(0.9);
    for (const fm::plan &plan :
         {fm::funnel(KNOWN, varying).plan(goal), fm::funnel(KNOWN, 3400.0).plan(fm::target(goal).sizes(varying))}) {
        CHECK(plan.confident_stage(0, 0).units == 47.0);
        const fm::left_out some = plan.confident()->leaves_out;
        CHECK(some.known_rates && !some.deal_sizes && some.rate_movement && some.messages().size() == 2);
    }
}

void distributions() {
    CHECK(fm::incomplete_beta(1, 1, 0.25).lower == 0.25 && fm::incomplete_beta(1, 1, 0.25).upper == 0.75);
    CHECK(near(fm::incomplete_gamma(1, 2).upper, std::exp(-2)) && fm::normal_tails(0).upper == 0.5);
    CHECK(near(*fm::normal_quantile(0.975), 1.959963984540054) && !fm::normal_quantile(0));
    CHECK(near(fm::beta_quantile(1, 2, 0.75).value, 0.5) && near(*fm::gamma_quantile(1, 0.5), std::log(2)));
    CHECK(!fm::gamma_quantile(1, 1) && !fm::ln_poisson_probability(1, 0));
    CHECK(near(fm::binomial_probability(1, 3, 0.5), 0.375) && near(fm::poisson_probability(0, 2), std::exp(-2)));
    CHECK(near(*fm::ln_binomial_probability(0, 10000, 0.5), -10000 * std::log(2)));
    CHECK(near(fm::beta_binomial_probability(2, 3, 1, 1), 0.25));
    CHECK(near(*fm::ln_beta_binomial_probability(2, 3, 1, 1), -std::log(4)));
}

// Code, field, index and value; -1 stands for no index, NaN for no value.
bool is(const fm::error &error, funnelmath_status code, const char *field, int index, double value) {
    const bool same_index =
        index < 0 ? !error.index() : error.index() && *error.index() == static_cast<unsigned>(index);
    const bool same_value = std::isnan(value) ? !error.value() : error.value() && *error.value() == value;
    return error.code() == code && error.field() == field && same_index && same_value;
}

void errors() {
    const double none = std::numeric_limits<double>::quiet_NaN(), infinite = HUGE_VAL;
    const fm::chance half(0.5);
    const fm::flow one = fm::flow::steady(1);
    const fm::deal_size fixed = fm::deal_size::fixed(1);
    const fm::deal_size below = fm::deal_size::varying(1, -0.5), loss = fm::deal_size::seen({1, -1});
    CHECK(is(THROWN(fm::evidence(1, 0)), FUNNELMATH_STATUS_EVIDENCE_SHAPE, "evidence.b", -1, 0));
    CHECK(is(THROWN(fm::incomplete_gamma(-1, 1)), FUNNELMATH_STATUS_SHAPE, "a", -1, -1));
    CHECK(is(THROWN(half.inputs_for(1, 1.5)), FUNNELMATH_STATUS_PROBABILITY, "confidence", -1, 1.5));
    CHECK(is(THROWN(sure_plan(KNOWN, 2)), FUNNELMATH_STATUS_PROBABILITY, "confidence", -1, 2));
    CHECK(is(THROWN(fm::normal_tails(infinite)), FUNNELMATH_STATUS_SCORE, "z", -1, infinite));
    CHECK(is(THROWN(one.at_least(0.5, -1, 1)), FUNNELMATH_STATUS_WEEKS, "weeks", -1, -1));
    CHECK(is(THROWN(fm::flow::counted(1, 0).per_week()), FUNNELMATH_STATUS_WEEKS, "weeks", -1, 0));
    CHECK(is(THROWN(half.inputs_for_revenue(below, 1, 0.5)), FUNNELMATH_STATUS_VARIATION, "size.variation", -1, -0.5));
    CHECK(is(THROWN(half.revenue(1, fm::deal_size::seen({}))), FUNNELMATH_STATUS_NO_DEALS, "size.sizes[]", -1, none));
    CHECK(is(THROWN(one.revenue_at_least(1, 1, loss, 1)), FUNNELMATH_STATUS_MONEY, "size.sizes[]", 1, -1));
    CHECK(is(THROWN(one.weeks_for_revenue(1, fixed, -1, 0.5)), FUNNELMATH_STATUS_MONEY, "goal", -1, -1));
    CHECK(is(THROWN(fm::deal_size::counted({1, 2}, {1})), FUNNELMATH_STATUS_LENGTH, "size.counts[]", -1, 1));
    CHECK(is(THROWN(half.at_least(1.5, 1)), FUNNELMATH_STATUS_COUNT, "inputs", -1, 1.5));
    CHECK(is(THROWN(fm::chance(1.5)), FUNNELMATH_STATUS_RATE, "rate", -1, 1.5));
    const fm::requirement one_of_two = fm::requirement().results(1).inputs(2).confidence(0.5);
    CHECK(is(THROWN(fm::gate_for({0.5, 0.5}, 2, one_of_two)), FUNNELMATH_STATUS_GATE, "gate", -1, 2));
    // Of a list of gates, the index is that of the gate.
    CHECK(is(THROWN(fm::chance::of({fm::gate::counts(1, 2), fm::gate::rate(1.5)})), FUNNELMATH_STATUS_RATE, "rates[]",
             1, 1.5));
    CHECK(is(THROWN(fm::chance::of({fm::gate::rate(1), fm::gate::counts(3, 2)})), FUNNELMATH_STATUS_SUCCESSES,
             "gates[].successes", 1, 3));
    CHECK(is(THROWN(fm::chance::of({fm::gate::rate(1), fm::gate::one_in(0.5)})), FUNNELMATH_STATUS_ONE_IN,
             "gates[].one_in", 1, 0.5));
    CHECK(is(THROWN(fm::chance::of({})), FUNNELMATH_STATUS_NO_GATES, "rates[]", -1, none));
}

}  // namespace

void chances() {
    confident_plans();
    of_gates();
    rates();
    flows();
    revenue();
    distributions_of_revenue();
    sizes_in_plans();
    distributions();
    errors();
}
