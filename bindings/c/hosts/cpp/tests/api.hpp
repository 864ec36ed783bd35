// What api.cpp and chance.cpp share.

#ifndef API_HPP
#define API_HPP

#include <funnelmath.hpp>

#include <cstdio>
#include <stdexcept>
#include <string>

extern int failures;

void check(bool truth, const char *what, int line);
#define CHECK(truth) check((truth), #truth, __LINE__)

// In chance.cpp.
void chances();

// The error a call throws; a call that throws none fails.
template <class Call>
funnelmath::error thrown(Call call, int line) {
    try {
        call();
    } catch (const std::runtime_error &error) {
        const funnelmath::error *const ours = dynamic_cast<const funnelmath::error *>(&error);
        if (ours != nullptr) {
            return *ours;
        }
    }
    check(false, "no funnelmath::error was thrown", line);
    return funnelmath::error(funnelmath_error());
}
#define THROWN(expression) thrown([&] { (void)(expression); }, __LINE__)

#endif  // API_HPP
