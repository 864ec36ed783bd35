/* Reads the golden vectors: core/testdata/README.md has the format. */
#ifndef VECTORS_H
#define VECTORS_H

#include <stddef.h>
#include <stdint.h>

enum { VECTOR_FIELDS = 40 };

/* `in`, `out` or `near`, a name, and values as they stand in the file. */
typedef struct {
    /* Also for `near`. */
    int is_out;
    /* Of `near`: how far off a number may be, relative to what is expected. */
    int is_near;
    double tolerance;
    int compared;
    const char *name;
    size_t count;
    char **values;
} vector_field;

typedef struct {
    const char *name;
    const char *op;
    size_t count;
    vector_field fields[VECTOR_FIELDS];
} vector_case;

typedef struct {
    char *text;
    char *at;
    char **words;
    size_t used;
} vector_file;

/* Whatever is wrong with a file ends the program with a word about it. */
vector_file *vectors_open(const char *folder, const char *name);
/* The next case, or 0. What it points to lives as long as the file. */
int vectors_next(vector_file *file, vector_case *found);
void vectors_close(vector_file *file);

/* NULL when there is none. */
vector_field *vectors_out(vector_case *of, const char *name);
const vector_field *vectors_in(const vector_case *of, const char *name);
/* An input that must be there. */
const vector_field *vectors_need(const vector_case *of, const char *name);
const char *vectors_word(const vector_case *of, const char *name);
uint64_t vectors_int(const vector_case *of, const char *name);
double vectors_f64(const vector_case *of, const char *name);
/* The number that a value is; its bits and its text must mean the same. 0 when it is none. */
int vectors_number(const char *value, double *number);

#endif
