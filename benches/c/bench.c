/* The calls of the C library beside the plain, unchecked C that a developer would write by hand, in the same run.
 * Every pair is asserted to agree before it is timed.
 *
 *     bench [BUDGET_NS]    with a budget: fails when one call of chain_required of 5 gates takes longer */

#define _POSIX_C_SOURCE 199309L

#include <funnelmath.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { GATES = 5, STAGES = 6, ROUNDS = 5000, CALLS = 2000 };

/* What the compiler must believe may have changed. */
#define FORGET(pointer) __asm__ volatile("" : : "g"(pointer) : "memory")

#define NOINLINE __attribute__((noinline))

static double rates[GATES] = {0.5, 0.6, 0.45, 0.65, 0.4};
static double value = 3400.0, revenue = 25000.0, entry = 200.0;
static double ours[STAGES], hand[STAGES];

NOINLINE static double required_by_hand(const double *rate, size_t gates, double goal, double sale, double *volumes) {
    volumes[gates] = goal / sale;
    for (size_t gate = gates; gate-- > 0;) {
        volumes[gate] = volumes[gate + 1] / rate[gate];
    }
    return volumes[0];
}

NOINLINE static double forward_by_hand(const double *rate, size_t gates, double in, double sale, double *volumes) {
    volumes[0] = in;
    for (size_t gate = 0; gate < gates; gate++) {
        volumes[gate + 1] = volumes[gate] * rate[gate];
    }
    return volumes[gates] * sale;
}

NOINLINE static double gauge_by_hand(double actual, double required) { return actual / required; }

static void required_ours(void) {
    funnelmath_goal goal = {0};
    funnelmath_unreachable why;
    goal.struct_size = sizeof goal;
    goal.kind = FUNNELMATH_GOAL_KIND_REVENUE;
    goal.amount = revenue;
    goal.sale_value = value;
    if (funnelmath_chain_required(rates, GATES, &goal, ours, STAGES, &why, NULL) || why.unreachable) {
        abort();
    }
}
static void required_hand(void) { hand[0] = required_by_hand(rates, GATES, revenue, value, hand); }

static double ours_result, hand_result;

static void forward_ours(void) {
    if (funnelmath_chain_forward(rates, GATES, entry, value, ours, STAGES, &ours_result, NULL)) {
        abort();
    }
}
static void forward_hand(void) { hand_result = forward_by_hand(rates, GATES, entry, value, hand); }

static void gauge_ours(void) {
    funnelmath_maybe gauge;
    if (funnelmath_activity_gauge(entry, revenue, &gauge, NULL) || !gauge.known) {
        abort();
    }
    ours_result = gauge.value;
}
static void gauge_hand(void) { hand_result = gauge_by_hand(entry, revenue); }

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return 1e9 * (double)time.tv_sec + (double)time.tv_nsec;
}

/* The best of several rounds, in ns per call. A macro, so that the call under test is not behind a pointer. */
#define BEST(best, call)                                       \
    do {                                                       \
        best = INFINITY;                                       \
        for (int round = 0; round < ROUNDS; round++) {         \
            const double start = now();                        \
            for (int i = 0; i < CALLS; i++) {                  \
                FORGET(rates);                                 \
                call();                                        \
            }                                                  \
            const double each = (now() - start) / CALLS;       \
            if (each < best) {                                 \
                best = each;                                   \
            }                                                  \
        }                                                      \
    } while (0)

static void need(int truth, const char *what) {
    if (!truth) {
        fprintf(stderr, "wrong result: %s\n", what);
        exit(1);
    }
}

static int near(double a, double b) { return fabs(a - b) <= 1e-14 * fabs(b); }

static void print(const char *what, double library, double plain) {
    printf("%-28s %8.1f ns %8.1f ns %8.1f x\n", what, library, plain, library / plain);
}

int main(int argc, char **argv) {
    double library, plain, solve;
    printf("%-28s %11s %11s %10s\n", "one call, 5 gates", "funnelmath", "by hand", "ratio");

    required_ours();
    required_hand();
    for (int stage = 0; stage < STAGES; stage++) {
        need(near(ours[stage], hand[stage]), "required");
    }
    /* 25000 / 3400 / (0.5 * 0.6 * 0.45 * 0.65 * 0.4) */
    need(near(ours[0], 209.48550360315065), "required entry");
    BEST(solve, required_ours);
    BEST(plain, required_hand);
    print("chain_required", solve, plain);

    forward_ours();
    forward_hand();
    for (int stage = 0; stage < STAGES; stage++) {
        need(ours[stage] == hand[stage], "forward");
    }
    need(ours_result == hand_result, "forward revenue");
    BEST(library, forward_ours);
    BEST(plain, forward_hand);
    print("chain_forward", library, plain);

    gauge_ours();
    gauge_hand();
    need(ours_result == 0.008 && hand_result == 0.008, "gauge");
    BEST(library, gauge_ours);
    BEST(plain, gauge_hand);
    print("activity_gauge", library, plain);

    if (argc > 1) {
        const double budget = atof(argv[1]);
        printf("chain_required: budget %.1f ns, %s\n", budget, solve <= budget ? "kept" : "EXCEEDED");
        return solve <= budget ? 0 : 1;
    }
    return 0;
}
