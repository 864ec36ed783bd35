// 25,000 a month, 3,400 a sale; 65% of first appointments lead to a proposal, 2 of 5 proposals to a sale.
// Five appointments were made this week. What must be done?

#include <funnelmath.hpp>

#include <cstdio>

int main() try {
    namespace fm = funnelmath;
    const char *const stages[] = {"First appointments", "Proposals", "Sales"};

    const fm::funnel funnel({fm::gate::rate(0.65), fm::gate::counts(2, 5)}, 3400.0);
    const fm::plan plan = funnel.plan(fm::target(fm::goal::revenue(25000)).actual(5));

    for (std::uint64_t at = 0; at < plan.periods(); ++at) {
        const char *const period = plan.period(at).per == fm::period::month ? "month" : "week";
        for (std::uint64_t stage = 0; stage < plan.stages(); ++stage) {
            const fm::whole need = plan.stage(at, stage);
            std::printf("%18s a %-5s %8.4f -> %2.0f\n", stages[stage], period, need.exact, need.units);
        }
    }
    std::printf("gauge %.1f%%\n", 100 * plan.gauge().value());
} catch (const funnelmath::error &error) {
    std::fprintf(stderr, "%s: %s\n", error.name(), error.what());
    return 1;
}
