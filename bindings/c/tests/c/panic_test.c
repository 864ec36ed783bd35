/* Against a library built with the feature test-panic: a panic in any function that can fail comes back as
 * FUNNELMATH_STATUS_PANIC, nothing but the error is written, and afterwards all is as before. */
#if !defined(_POSIX_C_SOURCE) && !defined(__cplusplus)
#define _POSIX_C_SOURCE 200112L
#endif

#include "calls.h"
#include "check.h"

int main(void) {
    funnelmath_error error;
    const call *calls = calls_begin();
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < CALL_COUNT; i++) {
            check_about(calls[i].name);
            CHECK(call_make(&calls[i], &error) == FUNNELMATH_STATUS_OK);
            CHECK(untouched(&error, sizeof error));
            call_release(&calls[i]);
        }

        CHECK(setenv("FUNNELMATH_TEST_PANIC", "1", 1) == 0);
        for (size_t i = 0; i < CALL_COUNT; i++) {
            check_about(calls[i].name);
            CHECK(call_make(&calls[i], &error) == FUNNELMATH_STATUS_PANIC);
            CHECK(call_untouched(&calls[i]));
            CHECK(calls[i].has_error ? is_error(&error, FUNNELMATH_STATUS_PANIC, "", NULL, NULL)
                                     : untouched(&error, sizeof error));
            CHECK(call_make(&calls[i], NULL) == FUNNELMATH_STATUS_PANIC);
            CHECK(call_untouched(&calls[i]));
        }
        /* What cannot fail does not, and says nothing. */
        check_about("while it panics");
        funnelmath_funnel_free(NULL);
        funnelmath_plan_free(NULL);
        funnelmath_revenue_free(NULL);
        CHECK(strcmp(funnelmath_status_name(FUNNELMATH_STATUS_PANIC), "panic") == 0);
        CHECK(funnelmath_version_major() == FUNNELMATH_VERSION_MAJOR);
        CHECK(unsetenv("FUNNELMATH_TEST_PANIC") == 0);

        char text[60];
        size_t length;
        CHECK(!funnelmath_error_message(&error, text, sizeof text, &length));
    }
    memset(&error, 0, sizeof error);
    error.status = FUNNELMATH_STATUS_PANIC;
    char text[60];
    size_t length;
    CHECK(!funnelmath_error_message(&error, text, sizeof text, &length));
    CHECK(strcmp(text, "a failure inside funnelmath") == 0);
    calls_end();
    return check_done("panic");
}
