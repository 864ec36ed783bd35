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

void error_path(const funnelmath_error *error, char *path, size_t capacity) {
    const char *name = error->field == 0 ? "" : funnelmath_field_name(error->field);
    const uint64_t indices[2] = {error->index, error->inner_index};
    const uint32_t has[2] = {error->has_index, error->has_inner_index};
    size_t used = 0, at = 0;
    path[0] = '\0';
    if (error->has_parameter == 1) {
        snprintf(path, capacity, "parameter %u", (unsigned)error->parameter);
        return;
    }
    while (*name != '\0' && used + 40 < capacity) {
        if (name[0] == '[' && name[1] == ']' && at < 2 && has[at] == 1) {
            used += (size_t)snprintf(path + used, capacity - used, "[%llu]",
                                     (unsigned long long)indices[at++]);
            name += 2;
        } else {
            path[used++] = *name++;
            path[used] = '\0';
        }
    }
    if (at == 0 && has[0] == 1) {
        snprintf(path + used, capacity - used, "[%llu]", (unsigned long long)indices[0]);
    }
}

int is_error(const funnelmath_error *error, uint32_t status, const char *path, const double *value,
             const double *limit) {
    const double none = 0.0;
    char got[160];
    error_path(error, got, sizeof got);
    const int same = error->status == status && strcmp(got, path) == 0
        && error->has_index <= 1 && (error->has_index == 1 || error->index == 0)
        && error->has_inner_index <= error->has_index && (error->has_inner_index == 1 || error->inner_index == 0)
        && error->has_parameter <= 1 && (error->has_parameter == 1 ? error->field == 0 : error->parameter == 0)
        && error->has_value == (value != NULL ? 1u : 0u)
        && same_bits(error->value, value != NULL ? *value : none)
        && error->has_limit == (limit != NULL ? 1u : 0u)
        && same_bits(error->limit, limit != NULL ? *limit : none);
    if (!same) {
        fprintf(stderr, "got %s, %s, value %u %.17g, limit %u %.17g\n", funnelmath_status_name(error->status), got,
                (unsigned)error->has_value, error->value, (unsigned)error->has_limit, error->limit);
    }
    return same;
}
