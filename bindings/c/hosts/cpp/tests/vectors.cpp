// The golden vectors through funnelmath.hpp, bit for bit or as near as they say, errors included.
//
//     vectors DIRECTORY    reads every .txt file named in FILES

#include <funnelmath.hpp>

#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace fm = funnelmath;

namespace {

typedef std::vector<std::string> words;
typedef std::map<std::string, words> fields;

[[noreturn]] void broken(const std::string &why) {
    std::cerr << why << std::endl;
    std::exit(2);
}

std::uint64_t bits_of(double value) {
    std::uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}

double number_of(const std::string &word) {
    if (word.size() < 18 || word[16] != '=') {
        broken("not a number: " + word);
    }
    const std::uint64_t bits = std::strtoull(word.substr(0, 16).c_str(), nullptr, 16);
    double value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

struct test_case {
    std::string name;
    std::string op;
    fields ins;
    fields outs;
    // How near those outputs must be that need not be the same.
    std::map<std::string, double> nears;

    const words &all(const std::string &field) const {
        const fields::const_iterator found = ins.find(field);
        if (found == ins.end()) {
            broken(name + ": no field " + field);
        }
        return found->second;
    }
    bool has(const std::string &field) const { return ins.count(field) != 0; }
    const std::string &word(const std::string &field) const { return all(field).at(0); }
    std::uint64_t integer(const std::string &field) const {
        return std::strtoull(word(field).c_str(), nullptr, 10);
    }
    double number(const std::string &field) const { return number_of(word(field)); }
    std::vector<double> numbers(const std::string &field) const {
        std::vector<double> list;
        for (const std::string &one : all(field)) {
            list.push_back(number_of(one));
        }
        return list;
    }
    std::vector<fm::maybe> maybes(const std::string &field) const {
        std::vector<fm::maybe> list;
        for (const std::string &one : all(field)) {
            list.push_back(one == "-" ? fm::maybe() : fm::maybe(number_of(one)));
        }
        return list;
    }
    fm::maybe maybe(const std::string &field) const { return maybes(field).at(0); }
};

std::vector<test_case> read(const std::string &path) {
    std::ifstream file(path.c_str());
    if (!file) {
        broken("cannot read " + path);
    }
    std::vector<test_case> cases;
    std::string line;
    while (std::getline(file, line)) {
        std::istringstream parts(line);
        std::string kind, name, one;
        if (line.empty() || line[0] == '#' || !(parts >> kind >> name) || kind == "exact") {
            continue;
        }
        if (kind == "case") {
            cases.push_back(test_case());
            cases.back().name = name;
        } else if (cases.empty() || (kind != "op" && kind != "in" && kind != "out" && kind != "near")) {
            broken(path + ": unknown line: " + line);
        } else if (kind == "op") {
            cases.back().op = name;
        } else {
            if (kind == "near") {
                double tolerance = 0.0;
                if (!(parts >> tolerance) || !(tolerance > 0.0 && tolerance < 1e-3) || cases.back().outs.count(name)) {
                    broken(path + ": no tolerance, or out as well: " + line);
                }
                cases.back().nears[name] = tolerance;
            }
            words &values = (kind == "in" ? cases.back().ins : cases.back().outs)[name];
            while (parts >> one) {
                values.push_back(one);
            }
        }
    }
    return cases;
}

// What came out, in the words of the files.

std::string show(double value) {
    char text[17];
    std::snprintf(text, sizeof text, "%016" PRIx64, bits_of(value));
    return text;
}
std::string show(const fm::maybe &value) { return value ? show(*value) : "-"; }
std::string show(const char *word) { return word; }
std::string show(bool flag) { return flag ? "yes" : "no"; }
std::string show(std::uint64_t number) { return std::to_string(number); }

template <class T>
words list(const std::vector<T> &values) {
    words shown;
    for (const T &value : values) {
        shown.push_back(show(value));
    }
    return shown;
}
template <class T>
words one(const T &value) {
    return words(1, show(value));
}

// A word stands for one of a list; one that is unknown becomes a number no enumeration has.
template <class Enum>
Enum named(const std::string &word, std::initializer_list<const char *> names) {
    std::uint32_t number = 0;
    for (const char *name : names) {
        if (word == name) {
            break;
        }
        ++number;
    }
    return static_cast<Enum>(number);
}
fm::period period_of(const std::string &word) {
    return named<fm::period>(word, {"day", "week", "month", "quarter", "year"});
}
fm::policy policy_of(const std::string &word) {
    return named<fm::policy>(word, {"up", "nearest", "up_each_stage"});
}

const double UNTOUCHED = -123.456;

// So many places for results, unless the case asks for a wrong number of them.
std::vector<double> places(const test_case &given, std::size_t fitting) {
    const std::size_t count = given.has("places") ? static_cast<std::size_t>(given.integer("places")) : fitting;
    return std::vector<double>(count, UNTOUCHED);
}

// Runs a call that writes into `written`; nothing may be written when it throws.
template <class Call>
auto untouched_on_error(const std::vector<double> &written, Call call) -> decltype(call()) {
    try {
        return call();
    } catch (const fm::error &) {
        for (double value : written) {
            if (bits_of(value) != bits_of(UNTOUCHED)) {
                broken("a result was written by a call that failed");
            }
        }
        throw;
    }
}

fm::goal goal_of(const test_case &given) {
    const double target = given.number("target"), value = given.number("sale_value");
    fm::goal goal = given.word("goal") == "revenue"
                        ? fm::goal::revenue(target, value)
                        : fm::goal::volume(given.integer("goal_stage"), target, value);
    if (given.has("start") && given.word("start") == "open") {
        goal.open(given.numbers("there"));
    } else if (given.has("start") && given.word("start") == "reached") {
        goal.reached(given.numbers("there"));
    }
    return goal;
}

words lever_words(const fm::lever &lever) {
    words shown;
    if (lever.kind == fm::lever_kind::gate) {
        shown.push_back("gate");
        shown.push_back(show(lever.gate));
    } else {
        shown.push_back("sale_value");
    }
    return shown;
}

fields forward(const test_case &given) {
    const std::vector<double> rates = given.numbers("rates");
    std::vector<double> volumes = places(given, rates.size() + 1);
    const double entry = given.number("entry"), value = given.number("sale_value");
    const double revenue = untouched_on_error(volumes, [&] { return fm::forward(rates, entry, value, volumes); });
    const fm::expected again = fm::forward(rates, entry, value);
    if (list(again.volumes) != list(volumes) || show(again.revenue) != show(revenue)) {
        broken(given.name + ": the two forms of forward differ");
    }
    return {{"volumes", list(volumes)}, {"revenue", one(revenue)}};
}

fields forward_each(const test_case &given) {
    const std::vector<double> rates = given.numbers("rates"), entries = given.numbers("entries"),
                              values = given.numbers("sale_values");
    std::vector<double> volumes = places(given, rates.size() + 1);
    const double revenue =
        untouched_on_error(volumes, [&] { return fm::forward_each(rates, entries, values, volumes); });
    const fm::expected again = fm::forward_each(rates, entries, values);
    if (list(again.volumes) != list(volumes) || show(again.revenue) != show(revenue)) {
        broken(given.name + ": the two forms of forward_each differ");
    }
    return {{"volumes", list(volumes)}, {"revenue", one(revenue)}};
}

fields required(const test_case &given) {
    const std::vector<double> rates = given.numbers("rates");
    std::vector<double> volumes = places(given, rates.size() + 1);
    const fm::goal goal = goal_of(given);
    const fm::reach reach = untouched_on_error(volumes, [&] { return fm::required(rates, goal, volumes); });
    const fm::required_volumes again = fm::required(rates, goal);
    if (again.reachable != reach.reachable || (reach.reachable && list(again.volumes) != list(volumes))) {
        broken(given.name + ": the two forms of required differ");
    }
    if (reach.reachable) {
        return {{"outcome", one("entry")}, {"entry", one(volumes.at(0))}, {"volumes", list(volumes)}};
    }
    if (list(volumes) != list(std::vector<double>(volumes.size(), UNTOUCHED)) || !again.volumes.empty()) {
        broken(given.name + ": volumes of a goal that cannot be reached");
    }
    return {{"outcome", one("unreachable")},
            {"lever", lever_words(reach.in_the_way)},
            {"missing", one(reach.missing)},
            {"best", one(reach.best)}};
}

fields rates_from_counts(const test_case &given) {
    const std::vector<double> successes = given.numbers("successes"), trials = given.numbers("trials");
    const std::vector<fm::maybe> rates = fm::rates_from_counts(successes, trials);
    for (std::size_t i = 0; i < rates.size(); ++i) {
        const fm::maybe alone =
            trials[i] == 0.0 ? fm::maybe() : fm::maybe(fm::rate_from_counts(successes[i], trials[i]));
        if (show(alone) != show(rates[i])) {
            broken(given.name + ": rate_from_counts differs");
        }
    }
    return {{"rates", list(rates)}};
}

fields roll_up(const test_case &given) {
    const fm::team team = fm::roll_up(static_cast<std::size_t>(given.integer("gates")), given.numbers("rates"),
                                      given.numbers("entries"), given.numbers("sale_values"));
    return {{"volumes", list(team.volumes)},
            {"implied", list(team.implied)},
            {"revenue", one(team.revenue)},
            {"sale_value", one(team.sale_value)},
            {"overall", one(team.overall)}};
}

fields sensitivity(const test_case &given) {
    const words &moved = given.all("lever");
    const fm::lever lever = moved.at(0) == "gate"
                                ? fm::lever::of_gate(std::strtoull(moved.at(1).c_str(), nullptr, 10))
                                : fm::lever::of_sale_value();
    const double size = given.number("size");
    const std::string &how = given.word("step");
    const fm::step step = how == "points"    ? fm::step::points(size)
                          : how == "percent" ? fm::step::percent(size)
                                             : fm::step::to(size);
    const fm::effect effect = fm::sensitivity(given.numbers("rates"), goal_of(given), given.integer("stage"),
                                              given.number("volume"), lever, step);
    if (lever_words(effect.moved) != lever_words(lever) || effect.by.kind != step.kind ||
        show(effect.by.size) != show(size)) {
        broken(given.name + ": another lever or step");
    }
    return {{"from", one(effect.from)},
            {"to", one(effect.to)},
            {"capped", one(effect.capped)},
            {"required_before", one(effect.required_before)},
            {"required_after", one(effect.required_after)},
            {"required_change", one(effect.required_change)},
            {"revenue_before", one(effect.revenue_before)},
            {"revenue_after", one(effect.revenue_after)},
            {"revenue_change", one(effect.revenue_change)}};
}

fields solve(const test_case &given) {
    const fm::solution found = fm::solve(given.maybes("volumes"), given.maybes("rates"), given.maybe("sale_value"),
                                         given.maybe("revenue"));
    static const char *const KINDS[] = {"given", "found", "undetermined", "only_product"};
    std::vector<fm::answer> nodes = found.volumes, edges = found.rates;
    nodes.push_back(found.revenue);
    edges.push_back(found.sale_value);
    fields outs;
    outs["undetermined"] = one(found.undetermined);
    for (const fm::answer &node : nodes) {
        outs["node_kinds"].push_back(KINDS[static_cast<std::uint32_t>(node.kind)]);
        outs["nodes"].push_back(show(node.value));
    }
    for (const fm::answer &edge : edges) {
        outs["edge_kinds"].push_back(KINDS[static_cast<std::uint32_t>(edge.kind)]);
        outs["edges"].push_back(show(edge.value));
        outs["edge_products"].push_back(show(edge.product));
        outs["edge_from"].push_back(edge.product ? show(edge.from) : "-");
        outs["edge_to"].push_back(edge.product ? show(edge.to) : "-");
    }
    const fm::conflict &conflict = found.conflict;
    if (conflict.kind == fm::conflict_kind::none) {
        outs["conflict"] = one("none");
    } else if (conflict.kind == fm::conflict_kind::contradictory) {
        outs["conflict"] = one("contradictory");
        outs["from"] = one(conflict.from);
        outs["to"] = one(conflict.to);
        outs["expected"] = one(conflict.expected);
        outs["given"] = one(conflict.given);
    } else {
        outs["conflict"] = one("impossible");
        outs["gate"] = one(conflict.gate);
        outs["gates"] = one(conflict.gates);
        outs["takes"] = one(conflict.takes);
        outs["to"] = one(conflict.to);
        outs["best"] = one(conflict.best);
    }
    return outs;
}

fields calendar(const test_case &given) {
    const std::string &name = given.word("calendar");
    fm::calendar year = name == "common"            ? fm::calendar::common()
                        : name == "four_week_month" ? fm::calendar::four_week_month()
                        : name == "civil"           ? fm::calendar::civil()
                                                    : fm::calendar::selling_weeks(given.number("weeks"));
    const fm::maybe days = given.maybe("days_per_week");
    if (days) {
        year = year.with_days_per_week(*days);
    }
    const fm::period from = period_of(given.word("from")), to = period_of(given.word("to"));
    const double amount = year.convert(given.number("amount"), from, to);
    return {{"per_year", list(std::vector<double>{year.per_year(from), year.per_year(to)})}, {"amount", one(amount)}};
}

fields whole(const test_case &given) {
    const fm::whole need = fm::apply(policy_of(given.word("policy")), given.number("exact"));
    return {{"units", one(need.units)}, {"residual", one(need.residual)}, {"delivers", one(need.delivers)}};
}

fields whole_each(const test_case &given) {
    const fm::policy policy = policy_of(given.word("policy"));
    const std::vector<double> rates = given.numbers("rates"), exact = given.numbers("exact");
    std::vector<double> volumes = places(given, exact.size());
    untouched_on_error(volumes,
                       [&] { fm::apply_each(policy, rates, given.integer("stage"), exact, volumes); });
    if (list(fm::apply_each(policy, rates, given.integer("stage"), exact)) != list(volumes)) {
        broken(given.name + ": the two forms of apply_each differ");
    }
    return {{"whole", list(volumes)}};
}

fm::velocity velocity_of(const test_case &given) {
    return fm::velocity{given.number("opportunities"), given.number("sale_value"), given.number("win_rate"),
                        given.number("cycle_days")};
}

fields velocity_effect(const test_case &given) {
    const fm::velocity_lever lever =
        named<fm::velocity_lever>(given.word("lever"), {"opportunities", "sale_value", "win_rate", "cycle"});
    const fm::velocity_effect effect = velocity_of(given).effect(lever, given.number("by"));
    return {{"to", one(effect.to)},
            {"capped", one(effect.capped)},
            {"per_day", one(effect.per_day)},
            {"change", one(effect.change)}};
}

fields weighted_pipeline(const test_case &given) {
    const fm::pipeline sum = fm::weighted_pipeline(given.numbers("values"), given.numbers("probabilities"));
    return {{"total", one(sum.total)}, {"weighted", one(sum.weighted)}, {"deviation", one(sum.deviation)}};
}

fields coverage(const test_case &given) {
    const fm::coverage_result covered =
        fm::coverage(given.number("pipeline"), given.number("quota"), given.number("booked"));
    if (covered.surplus) {
        return {{"outcome", one("met")}, {"surplus", one(covered.surplus)}};
    }
    return {{"outcome", one("ratio")}, {"ratio", one(covered.ratio)}, {"cushion", one(covered.cushion)}};
}

#include "vectors_chance.hpp"

fields run(const test_case &given) {
    const std::string &op = given.op;
    if (op == "forward") return forward(given);
    if (op == "forward_each") return forward_each(given);
    if (op == "overall") return {{"overall", one(fm::overall(given.numbers("rates")))}};
    if (op == "required") return required(given);
    if (op == "rates_from_counts") return rates_from_counts(given);
    if (op == "one_in") return {{"rate", one(fm::rate_one_in(given.number("n")))}};
    if (op == "roll_up") return roll_up(given);
    if (op == "sensitivity") return sensitivity(given);
    if (op == "solve") return solve(given);
    if (op == "calendar") return calendar(given);
    if (op == "whole") return whole(given);
    if (op == "whole_each") return whole_each(given);
    if (op == "activity_gauge")
        return {{"gauge", one(fm::activity_gauge(given.number("actual"), given.number("required")))}};
    if (op == "attainment")
        return {{"attainment", one(fm::attainment(given.number("actual"), given.number("goal")))}};
    if (op == "velocity") return {{"per_day", one(velocity_of(given).per_day())}};
    if (op == "velocity_effect") return velocity_effect(given);
    if (op == "weighted_pipeline") return weighted_pipeline(given);
    if (op == "coverage") return coverage(given);
    if (op == "required_coverage") return {{"coverage", one(fm::required_coverage(given.number("win_rate")))}};
    fields outs;
    if (run_chance(given, outs)) return outs;
    broken(given.name + ": unknown operation " + op);
}

fields failed(const fm::error &error) {
    return {{"error", one(error.name())},
            {"error_field", words(1, error.field().empty() ? "-" : error.field())},
            {"error_index", words(1, error.index() ? show(error.index().value()) : "-")},
            {"error_value", one(error.value())},
            {"error_limit", one(error.limit())}};
}

// Whether two numbers, as their bits, are as near as that; 0 is exactly 0, and never -0.
bool near(const std::string &expected, const std::string &got, double tolerance) {
    if (expected.find('=') == std::string::npos || got.size() != 16) {
        return false;
    }
    const double wanted = number_of(expected), value = number_of(got + "=?");
    return wanted == 0.0 ? bits_of(value) == 0 : std::fabs(value - wanted) <= tolerance * std::fabs(wanted);
}

// The files write a number as its bits, '=' and text: the bits are compared.
bool same(const test_case &given, const fields &got) {
    if (given.outs.size() != got.size()) {
        return false;
    }
    for (const fields::value_type &field : given.outs) {
        const fields::const_iterator found = got.find(field.first);
        if (found == got.end() || found->second.size() != field.second.size()) {
            return false;
        }
        const std::map<std::string, double>::const_iterator tolerance = given.nears.find(field.first);
        for (std::size_t i = 0; i < field.second.size(); ++i) {
            const std::string &expected = field.second[i], &value = found->second[i];
            if (tolerance == given.nears.end() ? expected.substr(0, expected.find('=')) != value
                                               : !near(expected, value, tolerance->second)) {
                return false;
            }
        }
    }
    return true;
}

// What is near is near, and nothing else.
void check_near() {
    test_case given;
    given.outs = {{"x", words(1, "3fe0000000000000=0.5")}, {"y", words(1, "0000000000000000=0.0")}};
    given.nears = {{"x", 1e-12}, {"y", 1e-12}};
    const auto fits = [&](double x, double y) { return same(given, {{"x", one(x)}, {"y", one(y)}}); };
    if (!fits(0.5, 0.0) || !fits(0.5 + 4e-13, 0.0) || !fits(0.5 - 4e-13, 0.0) || fits(0.5 + 6e-13, 0.0) ||
        fits(0.5 - 6e-13, 0.0) || fits(0.5, 1e-300) || fits(0.5, -0.0) || fits(std::nan(""), 0.0) ||
        fits(HUGE_VAL, 0.0) || same(given, {{"x", one("-")}, {"y", one(0.0)}}) || same(given, {{"x", one(0.5)}})) {
        broken("near is not near");
    }
}

std::string text(const fields &values) {
    std::string all;
    for (const fields::value_type &field : values) {
        all += "  " + field.first;
        for (const std::string &word : field.second) {
            all += " " + word;
        }
        all += "\n";
    }
    return all;
}

struct vector_file {
    const char *name;
    // An emptied file must not pass.
    std::size_t least;
};

const vector_file FILES[] = {
    {"activity_gauge", 110},             {"arrivals_for", 40},                {"attainment", 110},
    {"beta_binomial_probability", 35},   {"beta_quantile", 45},               {"binomial_probability", 45},
    {"calendar", 250},                   {"chance_at_least", 110},            {"chance_exactly", 110},
    {"chance_inputs", 130},              {"chance_interval", 45},             {"chance_quantile", 70},
    {"chance_results", 55},              {"coverage", 110},                   {"errors", 1200},
    {"evidence_interval", 50},           {"evidence_observe", 20},            {"evidence_quantile", 50},
    {"flow_at_least", 70},               {"flow_exactly", 70},                {"flow_interval", 55},
    {"flow_quantile", 55},               {"flow_revenue_at_least", 40},       {"flow_weeks", 70},
    {"forward", 120},                    {"forward_each", 20},                {"gamma_quantile", 40},
    {"gate_for", 35},
    {"incomplete_beta", 60},             {"incomplete_gamma", 40},            {"normal_quantile", 40},
    {"normal_tails", 30},                {"one_in", 100},                     {"overall", 110},
    {"poisson_probability", 25},         {"rate_for", 45},                    {"rates_from_counts", 100},
    {"required", 300},                   {"required_coverage", 100},          {"revenue_at_least", 150},
    {"revenue_inputs", 110},             {"revenue_quantile", 75},            {"roll_up", 110},
    {"sensitivity", 160},                {"solve", 270},                      {"velocity", 110},
    {"velocity_effect", 130},            {"weighted_pipeline", 115},          {"whole", 390},
    {"whole_each", 150},
};

}  // namespace

int main(int argc, char **argv) {
    if (argc != 2) {
        broken("usage: vectors DIRECTORY");
    }
    check_near();
    std::size_t checked = 0, wrong = 0, impossible = 0;
    for (const vector_file &file : FILES) {
        const std::vector<test_case> cases = read(std::string(argv[1]) + "/" + file.name + ".txt");
        if (cases.size() < file.least) {
            broken(std::string(file.name) + ": too few cases");
        }
        for (test_case given : cases) {
            // The results of these are made by the header, which cannot get their number wrong.
            if ((given.op == "roll_up" || given.op == "rates_from_counts") &&
                (given.has("places") || given.has("implied_places"))) {
                ++impossible;
                continue;
            }
            // Here periods and policies are enumerations, so a name nobody knows is a number nobody knows.
            const bool unknown_name = given.outs.count("error") != 0 && given.outs["error"] == one("name");
            fields got;
            try {
                got = run(given);
            } catch (const fm::error &error) {
                got = failed(error);
                if (unknown_name && error.code() == FUNNELMATH_STATUS_ENUM) {
                    got = given.outs;
                }
            }
            ++checked;
            if (!same(given, got)) {
                ++wrong;
                std::cerr << given.name << " is wrong\n";
                if (wrong <= 3) {
                    std::cerr << "expected\n" << text(given.outs) << "got\n" << text(got);
                }
            }
        }
    }
    if (impossible != 3) {
        broken("3 cases about such places were expected, not " + std::to_string(impossible));
    }
    std::cout << checked << " cases, " << wrong << " wrong" << std::endl;
    return wrong == 0 ? 0 : 1;
}
