/* Every function that can fail, with one sound call of it: for what must hold of all of them. */
#ifndef CALLS_H
#define CALLS_H

#include <funnelmath.h>
#include <stddef.h>

enum { CALL_POINTERS = 7, CALL_LENGTHS = 2, CALL_NUMBERS = 3 };

/* A pointer of a call. */
typedef struct {
    /* Its place among the parameters, from 0: what an error about it says. */
    int parameter;
    int is_result;
    /* Whether it is text: bytes, which lie anywhere. */
    int is_text;
    /* A sound input, or where a sound result goes. */
    void *data;
    size_t size;
    /* Of a result: bits that say which other pointers, by their place in `pointers`, it is checked not
     * to overlap. */
    unsigned apart;
} call_pointer;

/* A uint32_t that stands for a value of an enumeration. */
typedef struct {
    int parameter;
    uint32_t value;
} call_number;

typedef struct {
    const char *name;
    /* Makes the call with these pointers, lengths and numbers. */
    funnelmath_status (*run)(void *const *pointers, const size_t *lengths, const uint32_t *numbers,
                             funnelmath_error *error);
    /* 0: funnelmath_error_message, which has no error of its own. */
    int has_error;
    size_t pointer_count;
    call_pointer pointers[CALL_POINTERS];
    size_t length_count;
    size_t lengths[CALL_LENGTHS];
    size_t number_count;
    call_number numbers[CALL_NUMBERS];
} call;

enum { CALL_COUNT = 79 };

/* Makes the handles that some calls need. What follows is not for threads. */
const call *calls_begin(void);
void calls_end(void);

/* Makes the call as it stands, with poisoned results and error. */
funnelmath_status call_make(const call *one, funnelmath_error *error);
/* Whether no result was written since. */
int call_untouched(const call *one);
void call_poison(const call *one);
/* Frees what a call that went well has made. */
void call_release(const call *one);

#endif
