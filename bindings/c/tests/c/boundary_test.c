/* What must hold of every function: NULL, misaligned pointers, absurd lengths, numbers that stand for nothing, and
 * results over inputs are refused, and the error names the parameter; a failure writes nothing but the error, and a
 * success nothing but the results. */
#include "calls.h"
#include "check.h"

typedef struct {
    void *pointers[CALL_POINTERS];
    size_t lengths[CALL_LENGTHS];
    uint32_t numbers[CALL_NUMBERS];
} arguments;

static arguments sound(const call *one) {
    arguments these;
    memset(&these, 0, sizeof these);
    for (size_t i = 0; i < one->pointer_count; i++) {
        these.pointers[i] = one->pointers[i].data;
    }
    for (size_t i = 0; i < one->length_count; i++) {
        these.lengths[i] = one->lengths[i];
    }
    for (size_t i = 0; i < one->number_count; i++) {
        these.numbers[i] = one->numbers[i].value;
    }
    return these;
}

static int is_format(const call *one) {
    return !one->has_error;
}

/* The call fails with this status, twice: with and without a place for the error. */
static void refused(const call *one, const arguments *with, uint32_t status, int parameter,
                    const double *value) {
    funnelmath_error error;
    char path[40];
    snprintf(path, sizeof path, "parameter %d", parameter);
    call_poison(one);
    poison(&error, sizeof error);
    CHECK((uint32_t)one->run(with->pointers, with->lengths, with->numbers, &error) == status);
    CHECK(call_untouched(one));
    CHECK(is_format(one) ? untouched(&error, sizeof error) : is_error(&error, status, path, value, NULL));
    CHECK((uint32_t)one->run(with->pointers, with->lengths, with->numbers, NULL) == status);
    CHECK(call_untouched(one));
}

static void success(const call *one) {
    funnelmath_error error;
    if (!CHECK(call_make(one, &error) == FUNNELMATH_STATUS_OK)) {
        return;
    }
    CHECK(untouched(&error, sizeof error));
    for (size_t i = 0; i < one->pointer_count; i++) {
        const call_pointer *pointer = &one->pointers[i];
        /* A sentence is as long as it is; errors_test.c looks at it. */
        if (!pointer->is_result || pointer->is_text) {
            continue;
        }
        const unsigned char *bytes = (const unsigned char *)pointer->data;
        for (size_t at = 0; at + 4 <= pointer->size; at += 4) {
            CHECK(!untouched(bytes + at, 4) && "a part of the result is not written");
        }
        CHECK(untouched(bytes + pointer->size, 8) && "written behind the result");
    }
    call_release(one);
    CHECK(call_make(one, NULL) == FUNNELMATH_STATUS_OK);
    call_release(one);
}

static void null_pointers(const call *one) {
    for (size_t i = 0; i < one->pointer_count; i++) {
        arguments with = sound(one);
        with.pointers[i] = NULL;
        refused(one, &with, FUNNELMATH_STATUS_POINTER, one->pointers[i].parameter, NULL);
    }
    arguments none = sound(one);
    for (size_t i = 0; i < one->pointer_count; i++) {
        none.pointers[i] = NULL;
    }
    CHECK(one->run(none.pointers, none.lengths, none.numbers, NULL) == FUNNELMATH_STATUS_POINTER);
    CHECK(call_untouched(one));
}

static void misaligned(const call *one) {
    for (size_t i = 0; i < one->pointer_count; i++) {
        if (one->pointers[i].is_text) {
            continue;
        }
        for (size_t off = 1; off < 8; off++) {
            arguments with = sound(one);
            with.pointers[i] = (char *)with.pointers[i] + off;
            refused(one, &with, FUNNELMATH_STATUS_POINTER, one->pointers[i].parameter, NULL);
        }
    }
    /* Nothing is written to an error that is misaligned itself. */
    double places[8];
    arguments with = sound(one);
    with.pointers[one->pointer_count - 1] = NULL;
    poison(places, sizeof places);
    funnelmath_error *error = (funnelmath_error *)(void *)((char *)places + 4);
    CHECK(one->run(with.pointers, with.lengths, with.numbers, error) == FUNNELMATH_STATUS_POINTER);
    CHECK(untouched(places, sizeof places));
}

static void absurd_lengths(const call *one) {
    const size_t absurd[] = {SIZE_MAX, SIZE_MAX - 1, SIZE_MAX / 2 + 1, SIZE_MAX / 8, SIZE_MAX / 8 + 1,
                             SIZE_MAX / 16 + 1};
    int has_text = 0;
    for (size_t i = 0; i < one->pointer_count; i++) {
        has_text |= one->pointers[i].is_text;
    }
    for (size_t i = 0; i < one->length_count; i++) {
        /* A text may be as long as memory is large. */
        for (size_t j = 0; j < (has_text ? 3u : 6u); j++) {
            arguments with = sound(one);
            with.lengths[i] = absurd[j];
            funnelmath_error error;
            call_poison(one);
            poison(&error, sizeof error);
            CHECK(one->run(with.pointers, with.lengths, with.numbers, &error)
                  == FUNNELMATH_STATUS_LENGTH);
            CHECK(call_untouched(one));
            if (!is_format(one)) {
                /* The length itself, or its product with another one. */
                CHECK(error.has_parameter == 1 && error.parameter < 8 && error.field == 0);
                CHECK(error.has_value == 1 && error.value >= (double)absurd[j] && error.has_limit == 0);
            }
        }
    }
    /* Every length 0, every list NULL: no more than a short list, which the function may refuse. */
    if (one->length_count > 0 && !is_format(one)) {
        arguments with = sound(one);
        for (size_t i = 0; i < one->length_count; i++) {
            with.lengths[i] = 0;
        }
        funnelmath_error error;
        call_poison(one);
        funnelmath_status status = one->run(with.pointers, with.lengths, with.numbers, &error);
        CHECK(status == FUNNELMATH_STATUS_OK || status == FUNNELMATH_STATUS_NO_GATES);
        CHECK(status == FUNNELMATH_STATUS_OK || call_untouched(one));
        if (status == FUNNELMATH_STATUS_OK) {
            call_release(one);
        }
    }
}

static void overlap(const call *one) {
    static double big[160];
    char *middle = (char *)(big + 80);
    for (size_t i = 0; i < one->pointer_count; i++) {
        const call_pointer *result = &one->pointers[i];
        for (size_t j = 0; j < one->pointer_count; j++) {
            const call_pointer *other = &one->pointers[j];
            if (!(result->apart >> j & 1)) {
                continue;
            }
            const ptrdiff_t shared[] = {0, (ptrdiff_t)other->size - 8, 8 - (ptrdiff_t)result->size};
            const ptrdiff_t beside[] = {(ptrdiff_t)other->size, -(ptrdiff_t)result->size};
            unsigned char before[sizeof big];
            for (size_t k = 0; k < 3; k++) {
                arguments with = sound(one);
                poison(big, sizeof big);
                memcpy(middle, other->data, other->size);
                memcpy(before, big, sizeof big);
                with.pointers[j] = middle;
                with.pointers[i] = middle + shared[k];
                refused(one, &with, FUNNELMATH_STATUS_OVERLAP, result->parameter, NULL);
                CHECK(memcmp(big, before, sizeof big) == 0);
            }
            for (size_t k = 0; k < 2; k++) {
                arguments with = sound(one);
                poison(big, sizeof big);
                memcpy(middle, other->data, other->size);
                with.pointers[j] = middle;
                with.pointers[i] = middle + beside[k];
                CHECK(one->run(with.pointers, with.lengths, with.numbers, NULL)
                      == FUNNELMATH_STATUS_OK);
            }
        }
    }
}

static void numbers(const call *one) {
    for (size_t i = 0; i < one->number_count; i++) {
        const uint32_t none[] = {5, 99, UINT32_MAX};
        for (size_t j = 0; j < 3; j++) {
            arguments with = sound(one);
            double value = none[j];
            with.numbers[i] = none[j];
            refused(one, &with, FUNNELMATH_STATUS_ENUM, one->numbers[i].parameter, &value);
        }
    }
}

/* (NULL, 0), function by function. */
static void empty_lists(void) {
    funnelmath_error error;
    double number, list[1];
    funnelmath_pipeline pipeline;
    funnelmath_maybe nothing, answer;
    funnelmath_total total;
    funnelmath_unreachable why;
    funnelmath_goal goal;
    const double zero = 0.0;

    check_about("empty lists");
    CHECK(!funnelmath_rates_from_counts(NULL, NULL, 0, NULL, &error));
    CHECK(!funnelmath_weighted_pipeline(NULL, NULL, 0, &pipeline, &error));
    CHECK(same_bits(pipeline.total, zero) && same_bits(pipeline.weighted, zero)
          && same_bits(pipeline.deviation, zero));

    poison(&number, sizeof number);
    CHECK(funnelmath_chain_overall(NULL, 0, &number, &error) == FUNNELMATH_STATUS_NO_GATES);
    CHECK(is_error(&error, FUNNELMATH_STATUS_NO_GATES, "rates[]", NULL, NULL));
    CHECK(funnelmath_chain_forward(NULL, 0, 1, 1, NULL, 0, &number, &error)
          == FUNNELMATH_STATUS_NO_GATES);
    memset(&goal, 0, sizeof goal);
    goal.struct_size = sizeof goal;
    CHECK(funnelmath_chain_required(NULL, 0, &goal, NULL, 0, &why, &error)
          == FUNNELMATH_STATUS_NO_GATES);
    CHECK(funnelmath_policy_apply_each(FUNNELMATH_POLICY_UP, NULL, 0, 0, NULL, NULL, 0, &error)
          == FUNNELMATH_STATUS_NO_GATES);
    poison(list, sizeof list);
    CHECK(funnelmath_roll_up(0, NULL, NULL, NULL, 0, list, NULL, &total, &error)
          == FUNNELMATH_STATUS_NO_GATES);
    CHECK(untouched(list, sizeof list) && untouched(&number, sizeof number));
    memset(&nothing, 0, sizeof nothing);
    funnelmath_solved volume;
    funnelmath_solution solution;
    CHECK(funnelmath_solve(&nothing, NULL, 0, &nothing, &nothing, &volume, NULL, &solution, &error)
          == FUNNELMATH_STATUS_NO_GATES);

    /* A list of no places overlaps nothing, wherever it is. */
    double three[3] = {0.5, 0.5, 0.5};
    CHECK(funnelmath_chain_forward(three, 3, 1, 1, three + 1, 0, &number, &error)
          == FUNNELMATH_STATUS_LENGTH);

    /* A team of nobody has volumes of 0, and no rates. */
    double volumes[3];
    funnelmath_maybe implied[2];
    CHECK(!funnelmath_roll_up(2, NULL, NULL, NULL, 0, volumes, implied, &total, &error));
    CHECK(same_bits(volumes[0], zero) && same_bits(volumes[2], zero) && implied[1].known == 0);

    /* Without a start its list is not read. */
    const double rates[] = {0.65, 0.4};
    goal.amount = 25000;
    goal.sale_value = 3400;
    goal.start = NULL;
    goal.start_len = SIZE_MAX;
    CHECK(!funnelmath_chain_required(rates, 2, &goal, volumes, 3, &why, &error));
    goal.start = volumes + 1;
    goal.start_len = 2;
    CHECK(!funnelmath_chain_required(rates, 2, &goal, volumes, 3, &why, &error));
    goal.start = NULL;
    goal.start_len = 0;
    goal.start_kind = FUNNELMATH_START_KIND_OPEN;
    CHECK(funnelmath_chain_required(rates, 2, &goal, volumes, 3, &why, &error)
          == FUNNELMATH_STATUS_LENGTH);
    const double none = 0.0, three_stages = 3.0;
    CHECK(is_error(&error, FUNNELMATH_STATUS_LENGTH, "start[]", &none, &three_stages));
    goal.start_len = 3;
    CHECK(funnelmath_chain_required(rates, 2, &goal, volumes, 3, &why, &error)
          == FUNNELMATH_STATUS_POINTER);
    CHECK(is_error(&error, FUNNELMATH_STATUS_POINTER, "parameter 2", NULL, NULL));
    /* Volumes over the start. */
    double shared[4] = {1, 1, 1, 1};
    goal.start = shared + 1;
    CHECK(funnelmath_chain_required(rates, 2, &goal, shared, 3, &why, &error)
          == FUNNELMATH_STATUS_OVERLAP);
    CHECK(is_error(&error, FUNNELMATH_STATUS_OVERLAP, "parameter 3", NULL, NULL));
    CHECK(shared[0] == 1 && shared[1] == 1 && shared[2] == 1 && shared[3] == 1);

    funnelmath_activity_gauge(0, 0, &answer, NULL);
    CHECK(answer.known == 0 && same_bits(answer.value, zero));
    funnelmath_funnel_free(NULL);
    funnelmath_plan_free(NULL);
    funnelmath_revenue_free(NULL);
}

/* A calendar that was never filled in is the default one; a size alone is no calendar. */
static void zeroed_calendar(void) {
    funnelmath_calendar calendar;
    funnelmath_error error;
    double per_year[2];
    const double zero = 0.0;

    check_about("a zeroed calendar");
    memset(&calendar, 0, sizeof calendar);
    CHECK(!funnelmath_calendar_per_year(&calendar, FUNNELMATH_PERIOD_WEEK, &per_year[0], &error));
    CHECK(!funnelmath_calendar_per_year(&calendar, FUNNELMATH_PERIOD_DAY, &per_year[1], &error));
    CHECK(per_year[0] == 52 && per_year[1] == 364);
    calendar.struct_size = sizeof calendar;
    CHECK(funnelmath_calendar_per_year(&calendar, FUNNELMATH_PERIOD_DAY, &per_year[1], &error)
          == FUNNELMATH_STATUS_DAYS_PER_WEEK);
    CHECK(is_error(&error, FUNNELMATH_STATUS_DAYS_PER_WEEK, "days_per_week", &zero, NULL));
}

/* A single result may lie over an input: it is written when all inputs were read. */
static void results_over_inputs(void) {
    double rates[3] = {0.65, 0.4, 0};
    funnelmath_deal_size size;
    funnelmath_probability chance, *over = (funnelmath_probability *)(void *)&size;

    check_about("single results over inputs");
    CHECK(!funnelmath_chain_overall(rates, 2, &rates[0], NULL) && rates[0] == 0.26);
    memset(&size, 0, sizeof size);
    size.struct_size = sizeof size;
    size.mean = 3400;
    CHECK(!funnelmath_chance_revenue_at_least(0.26, NULL, NULL, 0, 40, &size, 25000, &chance, NULL));
    CHECK(!funnelmath_chance_revenue_at_least(0.26, NULL, NULL, 0, 40, &size, 25000, over, NULL));
    CHECK(memcmp(over, &chance, sizeof chance) == 0);
}

int main(void) {
    const call *calls = calls_begin();
    for (size_t i = 0; i < CALL_COUNT; i++) {
        check_about(calls[i].name);
        success(&calls[i]);
        null_pointers(&calls[i]);
        misaligned(&calls[i]);
        absurd_lengths(&calls[i]);
        overlap(&calls[i]);
        numbers(&calls[i]);
        success(&calls[i]);
    }
    calls_end();
    empty_lists();
    zeroed_calendar();
    results_over_inputs();
    return check_done("boundary");
}
