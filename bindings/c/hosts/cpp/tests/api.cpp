// What the header adds to C: views, exceptions, maybes, owned handles. Expected numbers are published ones.

#include "api.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

double from_the_second_file();

namespace fm = funnelmath;

int failures = 0;

void check(bool truth, const char *what, int line) {
    if (!truth) {
        std::fprintf(stderr, "line %d: %s\n", line, what);
        ++failures;
    }
}

namespace {

bool about(double value, double published) { return std::fabs(value - published) < 0.00005; }

void views() {
    const double array[] = {0.65, 0.40};
    double changeable[] = {0.65, 0.40};
    std::vector<double> list(array, array + 2);
    const std::vector<double> constant = list;
    const std::array<double, 2> fixed = {{0.65, 0.40}};
    const double expected = 0.26;
    CHECK(fm::overall(array) == expected);
    CHECK(fm::overall(changeable) == expected);
    CHECK(fm::overall(list) == expected);
    CHECK(fm::overall(constant) == expected);
    CHECK(fm::overall(std::vector<double>{0.65, 0.40}) == expected);
    CHECK(fm::overall(fixed) == expected);
    CHECK(fm::overall({array, 2}) == expected);
    CHECK(fm::overall({0.65, 0.40}) == expected);
    CHECK(from_the_second_file() == expected);
#if FUNNELMATH_HPP_STANDARD >= 202002L
    CHECK(fm::overall(std::span<const double>(array)) == expected);
    CHECK(fm::overall(std::span<double>(list)) == expected);
    static_assert(!std::is_constructible_v<fm::view<double>, std::span<const double>>);
#endif
    static_assert(!std::is_constructible<fm::view<double>, const std::vector<double> &>::value,
                  "results are not written through const");
    static_assert(!std::is_constructible<fm::view<const double>, std::vector<float> &>::value, "doubles only");

    const fm::view<const double> some(list);
    CHECK(some.size() == 2 && !some.empty() && some[1] == 0.40 && some.end() - some.begin() == 2);
    CHECK(fm::view<const double>().empty());

    std::array<double, 3> volumes;
    CHECK(fm::forward(list, 100.0, 10.0, volumes) == volumes[2] * 10.0);
    CHECK(volumes[0] == 100.0 && volumes[1] == 65.0 && volumes[2] == 26.0);
    const fm::pipeline none = fm::weighted_pipeline({}, {});
    CHECK(none.total == 0.0 && none.weighted == 0.0 && none.deviation == 0.0);
}

void maybes() {
    const fm::maybe gauge = fm::activity_gauge(5.0, 7.440476190476192);
    CHECK(gauge && gauge.has_value() && about(gauge.value(), 0.672) && *gauge == gauge.value_or(9.0));
    const fm::maybe missing = fm::activity_gauge(5.0, 0.0);
    CHECK(!missing && missing.value_or(9.0) == 9.0);
    bool refused = false;
    try {
        missing.value();
    } catch (const std::logic_error &) {
        refused = true;
    }
    CHECK(refused);
#if FUNNELMATH_HPP_STANDARD >= 201703L
    const std::optional<double> as_optional = gauge;
    CHECK(as_optional && *as_optional == *gauge);
    const std::optional<double> nothing = missing;
    CHECK(!nothing);
    CHECK(!fm::maybe(std::nullopt) && fm::maybe(as_optional).value() == *gauge);
#endif
}

void errors() {
    const fm::error rate = THROWN(fm::forward({0.5, 1.5}, 1.0, 1.0));
    CHECK(rate.code() == FUNNELMATH_STATUS_RATE && rate.name() == std::string("rate"));
    CHECK(rate.field() == "rates[]" && rate.index() && rate.index().value() == 1 && rate.value() && rate.value().value() == 1.5);
    CHECK(std::string(rate.what()).find("1.5") != std::string::npos);

    const fm::error no_gates = THROWN(fm::overall({}));
    CHECK(no_gates.code() == FUNNELMATH_STATUS_NO_GATES && !no_gates.index() && !no_gates.value());

    const fm::error nan = THROWN(fm::forward({0.5}, std::numeric_limits<double>::quiet_NaN(), 1.0));
    CHECK(nan.code() == FUNNELMATH_STATUS_VOLUME && nan.value() && std::isnan(*nan.value()));

    std::vector<double> three(3, 0.5);
    const fm::error overlap = THROWN(fm::forward({three.data(), 2}, 1.0, 1.0, three));
    CHECK(overlap.code() == FUNNELMATH_STATUS_OVERLAP && overlap.field().empty() && three[0] == 0.5);

    const fm::error length = THROWN(fm::weighted_pipeline({1.0, 2.0}, {0.5}));
    CHECK(length.code() == FUNNELMATH_STATUS_LENGTH && length.field() == "probabilities[]" && !length.index());
    CHECK(*length.value() == 1.0 && *length.limit() == 2.0);
    CHECK(std::string(length.what()).find("probabilities") != std::string::npos);
    CHECK(THROWN(fm::roll_up(std::numeric_limits<std::size_t>::max() / 2, {0.5}, {1.0, 2.0, 3.0}, {})).code() ==
          FUNNELMATH_STATUS_LENGTH);

    CHECK(THROWN(fm::apply(static_cast<fm::policy>(3), 1.0)).code() == FUNNELMATH_STATUS_ENUM);
    CHECK(THROWN(fm::calendar::selling_weeks(54.0).per_year(fm::period::week)).code() ==
          FUNNELMATH_STATUS_WEEKS_PER_YEAR);
    CHECK(THROWN(fm::calendar::common().with_days_per_week(8.0).per_year(fm::period::day)).code() ==
          FUNNELMATH_STATUS_DAYS_PER_WEEK);

    const fm::error counts = THROWN(fm::funnel({fm::gate::rate(0.5), fm::gate::counts(3, 2)}));
    CHECK(counts.code() == FUNNELMATH_STATUS_SUCCESSES && *counts.index() == 1);
    CHECK(THROWN(fm::funnel({fm::gate::one_in(0.5)})).code() == FUNNELMATH_STATUS_ONE_IN);
    CHECK(THROWN(fm::funnel(std::vector<fm::gate>())).code() == FUNNELMATH_STATUS_NO_GATES);
    const fm::funnel unpriced({fm::gate::rate(0.5)});
    CHECK(THROWN(unpriced.plan(fm::target(fm::goal::revenue(1000.0)))).code() == FUNNELMATH_STATUS_NO_SALE_VALUE);
    const fm::plan plan = unpriced.plan(fm::target(fm::goal::volume(1, 10.0)));
    const fm::error index = THROWN(plan.period(2));
    CHECK(index.code() == FUNNELMATH_STATUS_INDEX && *index.value() == 2.0 && *index.limit() == 2.0);
    CHECK(THROWN(plan.stage(0, 2)).code() == FUNNELMATH_STATUS_INDEX);
    CHECK(THROWN(plan.effect(plan.effects())).code() == FUNNELMATH_STATUS_INDEX);
}

fm::plan made_by_a_funnel_that_is_gone(const fm::calendar &year, fm::policy policy) {
    fm::funnel first({fm::gate::rate(0.65).benchmark(0.7), fm::gate::counts(2, 5)}, 3400.0, year, 4000.0);
    const fm::funnel moved = std::move(first);
    return moved.plan(fm::target(fm::goal::revenue(25000.0)).whole_by(policy));
}

// 25,000 a month, 3,400 a sale, 65% to a proposal, 40% to a sale.
void plans() {
    fm::plan made = made_by_a_funnel_that_is_gone(fm::calendar::common(), fm::policy::up);
    const fm::plan plan = std::move(made);
    CHECK(plan.reachable() && plan.reach().reachable && plan.periods() == 2 && plan.stages() == 3);
    CHECK(plan.period(0).per == fm::period::month && plan.period(0).goal == 25000.0);
    CHECK(plan.period(1).per == fm::period::week);
    const fm::whole week = plan.stage(1, 0);
    CHECK(about(week.exact, 6.5263) && week.units == 7.0 && std::fabs(*week.delivers - 1.073) < 0.0005);
    CHECK(!plan.gauge() && !plan.attainment() && !plan.landing());
    // For two gates a point, ten percent and one benchmark; for the sale value ten percent and its benchmark.
    CHECK(plan.effects() == 7);
    const fm::effect point = plan.effect(0);
    CHECK(point.moved.kind == fm::lever_kind::gate && point.moved.gate == 0 && point.from == 0.65);
    CHECK(point.by.kind == fm::step_kind::points && point.by.size == 1.0);
    CHECK(about(point.to, 0.66) && !point.capped && *point.required_after < *point.required_before);
    CHECK(plan.effect(6).by.kind == fm::step_kind::to);
    CHECK(plan.effect(6).moved.kind == fm::lever_kind::sale_value && plan.effect(6).to == 4000.0);

    const fm::calendar coaching = fm::calendar::four_week_month();
    const fm::whole nearest = made_by_a_funnel_that_is_gone(coaching, fm::policy::nearest).stage(1, 0);
    CHECK(about(nearest.exact, 7.0701) && nearest.units == 7.0 && std::fabs(*nearest.delivers - 0.990) < 0.0005);
    CHECK(made_by_a_funnel_that_is_gone(coaching, fm::policy::up).stage(1, 0).units == 8.0);

    const fm::funnel sixty({fm::gate::rate(0.6), fm::gate::rate(0.4)}, 3500.0, coaching);
    const fm::plan five = sixty.plan(fm::target(fm::goal::revenue(25000.0)).actual(5.0));
    CHECK(about(*five.gauge(), 0.672) && about(*five.landing(), 0.672) && !five.attainment());

    const fm::target counted = fm::target(fm::goal::volume(2, 6.0).open({0.0, 10.0, 2.0}))
                                   .per(fm::period::quarter)
                                   .activity_per(fm::period::quarter)
                                   .activity_stage(1);
    // Two are done and ten proposals bring 4 of the other 4: nothing is left to be done.
    CHECK(sixty.plan(counted).stage(0, 0).exact == 0.0 && sixty.plan(counted).periods() == 1);

    // 15 / 9 / 4 reached by mid-month, 5 a week: 11.742 more appointments, 5.419 a week.
    const fm::funnel half({fm::gate::rate(0.65), fm::gate::rate(0.4)}, 3400.0);
    const auto reached = [] { return fm::target(fm::goal::revenue(25000.0).reached({15.0, 9.0, 4.0})).actual(5.0); };
    const fm::plan inside = half.plan(reached().left(0.5)), days = half.plan(reached().left_but(10.0, 20.0));
    CHECK(std::fabs(inside.stage(0, 0).exact - 11.742) < 0.0005);
    CHECK(std::fabs(inside.stage(1, 0).exact - 5.419) < 0.0005 && std::fabs(*inside.gauge() - 0.923) < 0.0005);
    CHECK(about(*inside.attainment(), 0.544) && *days.gauge() == *inside.gauge());
    CHECK(*days.landing() == *inside.landing());
    const fm::target said = fm::target(fm::goal::revenue(25000.0)).reached(5000.0).entries({10.0, 0.0, 0.0});
    CHECK(about(*half.plan(said).attainment(), 0.2) && !half.plan(said).landing());
    const fm::error few = THROWN(half.plan(fm::target(fm::goal::revenue(1.0)).entries({1.0})));
    CHECK(few.code() == FUNNELMATH_STATUS_LENGTH && few.field() == "entries[]" && *few.limit() == 3.0);

    const fm::plan blocked = fm::funnel({fm::gate::rate(0.5), fm::gate::rate(0.0)})
                                 .plan(fm::target(fm::goal::volume(2, 3.0)));
    CHECK(!blocked.reachable() && blocked.periods() == 0 && blocked.reach().missing == 3.0);
    CHECK(blocked.reach().in_the_way.kind == fm::lever_kind::gate && blocked.reach().in_the_way.gate == 1);
}

// The second piece of the page.
void page() {
    const auto use = [](double appointments) { CHECK(about(appointments, 28.2805)); };
    const auto blame = [](fm::lever) { CHECK(false); };

    std::array<double, 3> volumes;
    const fm::reach reach = fm::required({0.65, 0.40}, fm::goal::revenue(25000, 3400), volumes);
    if (reach.reachable) {
        use(volumes[0]);  // 28.2805 appointments a month
    } else {
        blame(reach.in_the_way);  // a gate of 0, or a sale value of 0
    }
}

void versions() {
    const std::string macros = std::to_string(FUNNELMATH_VERSION_MAJOR) + "." +
                               std::to_string(FUNNELMATH_VERSION_MINOR) + "." +
                               std::to_string(FUNNELMATH_VERSION_PATCH);
    const std::string numbers = std::to_string(fm::version_major()) + "." + std::to_string(fm::version_minor()) +
                                "." + std::to_string(fm::version_patch());
    CHECK(fm::version() == macros && numbers == macros && fm::abi() == FUNNELMATH_ABI);
}

void documents() {
    CHECK(fm::answer_document("{\"question\": \"overall\", \"rates\": [0.65, 0.4]}") ==
          "{\"question\":\"overall\",\"answer\":{\"overall\":0.26}}");
    const std::string refused = fm::answer_document(std::string("[]\0", 3));
    CHECK(refused.find("\"code\":\"json\"") != std::string::npos);
}

// Only with a library made to fail inside.
void panics() {
    for (int again = 0; again < 2; ++again) {
        const fm::error inside = THROWN(fm::overall({0.65, 0.40}));
        CHECK(THROWN(fm::answer_document("{}")).code() == FUNNELMATH_STATUS_PANIC);
        CHECK(inside.code() == FUNNELMATH_STATUS_PANIC && inside.name() == std::string("panic"));
        CHECK(!inside.index() && !inside.value() && inside.what() != std::string());
    }
}

}  // namespace

int main(int argc, char **argv) {
    if (argc > 1 && argv[1] == std::string("panic")) {
        panics();
    } else {
        views();
        maybes();
        errors();
        plans();
        page();
        chances();
        versions();
        documents();
    }
    std::printf("api%s: %d failures\n", argc > 1 ? " (panic)" : "", failures);
    return failures == 0 ? 0 : 1;
}
