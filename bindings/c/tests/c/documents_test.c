/* Questions and answers as JSON documents. */
#include "check.h"

/* The answer to a request has to be this text, with its length and a closing NUL. */
static void answers(const char *request, size_t length, const char *expected) {
    char *text = NULL;
    size_t text_len = 0;
    funnelmath_error error;
    check_about(request);
    if (CHECK(funnelmath_answer(request, length, &text, &text_len, &error) == FUNNELMATH_STATUS_OK)) {
        CHECK(text_len == strlen(expected));
        if (!CHECK(strcmp(text, expected) == 0)) {
            fprintf(stderr, "got %s\n", text);
        }
    }
    funnelmath_answer_free(text);
}

/* A literal and its length, which may hold NULs. */
#define ANSWERS(request, expected) answers(request, sizeof request - 1, expected)

int main(void) {
    ANSWERS("{\"question\": \"overall\", \"rates\": [0.65, 0.4]}",
            "{\"question\":\"overall\",\"answer\":{\"overall\":0.26}}");
    ANSWERS("[{\"question\": \"overall\", \"rates\": [0.5]}, {}]",
            "[{\"question\":\"overall\",\"answer\":{\"overall\":0.5}},{\"errors\":[{\"code\":\"missing\","
            "\"pointer\":\"/question\",\"message\":\"needed: the name of a question\"}]}]");
    ANSWERS("{\"question\": \"overall\", \"rates\": [0.5, 1.5]}",
            "{\"question\":\"overall\",\"errors\":[{\"code\":\"rate\",\"pointer\":\"/rates/1\",\"value\":1.5,"
            "\"minimum\":0.0,\"maximum\":1.0,\"message\":\"a rate must be a number from 0 to 1\"}]}");
    ANSWERS("{\"question\": \"\xff\"}",
            "{\"errors\":[{\"code\":\"json\",\"pointer\":\"\",\"message\":\"not UTF-8: byte 14\"}]}");
    ANSWERS("[]\0", "{\"errors\":[{\"code\":\"json\",\"pointer\":\"\",\"message\":\"not JSON: line 1, column 3: "
                    "expected the end of the document\"}]}");

    check_about("an empty request");
    char *text = NULL;
    size_t length = 0;
    CHECK(funnelmath_answer(NULL, 0, &text, &length, NULL) == FUNNELMATH_STATUS_OK);
    CHECK(length > 0 && strstr(text, "\"code\":\"json\"") != NULL);
    funnelmath_answer_free(text);
    funnelmath_answer_free(NULL);
    return check_done("documents");
}
