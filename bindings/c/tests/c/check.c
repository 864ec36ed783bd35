#include "check.h"

unsigned long check_count = 0;
unsigned long check_failures = 0;
static char about[200] = "";

int check_that(int holds, const char *condition, const char *file, int line) {
    check_count++;
    if (!holds) {
        check_failures++;
        if (check_failures <= 50) {
            fprintf(stderr, "%s:%d: %s: not so: %s\n", file, line, about, condition);
        }
    }
    return holds;
}

void check_about(const char *what) {
    strncpy(about, what, sizeof about - 1);
}

int check_done(const char *test) {
    printf("%s: %lu checks, %lu failed\n", test, check_count, check_failures);
    return check_failures > 0 || check_count == 0;
}

void poison(void *place, size_t size) {
    if (size > 0) {
        memset(place, POISON, size);
    }
}

int untouched(const void *place, size_t size) {
    const unsigned char *bytes = (const unsigned char *)place;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != POISON) {
            return 0;
        }
    }
    return 1;
}

int same_bits(double a, double b) {
    return memcmp(&a, &b, sizeof a) == 0;
}

double from_bits(uint64_t bits) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

int is_error(const funnelmath_error *error, uint32_t status, int64_t index, const double *value) {
    const double none = 0.0;
    return error->status == status && error->reserved == 0
        && error->has_index == (index >= 0 ? 1u : 0u)
        && error->index == (index >= 0 ? (uint64_t)index : 0u)
        && error->has_value == (value != NULL ? 1u : 0u)
        && same_bits(error->value, value != NULL ? *value : none);
}
