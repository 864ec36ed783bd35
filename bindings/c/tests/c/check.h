/* What all of these tests use: one kind of check, and places for results that show when they are written.
 *
 * Every file here is valid C99 and valid C++11. */
#ifndef CHECK_H
#define CHECK_H

#include <funnelmath.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What places for results hold before a call. */
#define POISON 0xA5

extern unsigned long check_count;
extern unsigned long check_failures;

/* Counts; tells where it failed, and goes on. Returns whether it holds. */
#define CHECK(condition) check_that((condition) ? 1 : 0, #condition, __FILE__, __LINE__)
int check_that(int holds, const char *condition, const char *file, int line);

/* What is being checked, to be told with a failure. */
void check_about(const char *what);

/* The last line of a test, and what main returns. */
int check_done(const char *test);

void poison(void *place, size_t size);
/* Whether every byte is as poison() left it. */
int untouched(const void *place, size_t size);
/* Bit for bit. */
int same_bits(double a, double b);
double from_bits(uint64_t bits);

/* What an error concerns: "rates[1]", "sale_value", "parameter 2", or "" for nothing. */
void error_path(const funnelmath_error *error, char *path, size_t capacity);

/* Whether an error says this and no more; value and limit may be NULL for none. */
int is_error(const funnelmath_error *error, uint32_t status, const char *path, const double *value,
             const double *limit);

#endif
