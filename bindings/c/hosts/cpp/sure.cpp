// How sure the plan of the page is, and what would be surer: prints what README.md shows.

#include <funnelmath.hpp>

#include <cstdio>

int main() try {
    namespace fm = funnelmath;
    const fm::gate gates[] = {fm::gate::counts(65, 100), fm::gate::counts(40, 100)};
    const fm::evidence prior = fm::evidence::uniform();

    const fm::plan plan = fm::funnel(gates, 3400.0).plan(
        fm::target(fm::goal::revenue(25000)).confidence(0.9).prior(prior));
    std::printf("%.0f a week: %.1f%% sure\n", plan.stage(1, 0).units, 100 * plan.expected_chance(1).value);
    std::printf("%.0f a week, %.0f a month: %.1f%% sure\n", plan.confident_stage(1, 0).units,
                plan.confident_stage(0, 0).units, 100 * plan.confident()->chance.value);

    const fm::chance chance = fm::chance::of(gates, prior);
    std::printf("8 sales of 40: %.1f%%\n", 100 * chance.at_least(40, 8).value);
    std::printf("8 sales, 95%% sure: %.0f appointments\n", chance.inputs_for(8, 0.95).inputs.value());
    const fm::deal_size deal = fm::deal_size::varying(3400, 0.7);
    std::printf("25,000 from 40: %.1f%%\n", 100 * chance.revenue_at_least(40, deal, 25000).value);
    const fm::needed_weeks wait = fm::flow::steady(10).weeks_for(0.26, 8, 0.9);
    std::printf("8 sales from about ten a week: %.1f weeks\n", wait.weeks.value());
} catch (const funnelmath::error &error) {
    std::fprintf(stderr, "%s: %s\n", error.name(), error.what());
    return 1;
}
