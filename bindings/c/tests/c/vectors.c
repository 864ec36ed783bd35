#include "vectors.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void broken(const char *where, const char *why) {
    fprintf(stderr, "vectors: %s: %s\n", where, why);
    exit(2);
}

static void *memory(size_t size) {
    void *place = malloc(size > 0 ? size : 1);
    if (place == NULL) {
        broken("malloc", "no memory");
    }
    return place;
}

vector_file *vectors_open(const char *folder, const char *name) {
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path) {
        broken(name, "the path is too long");
    }
    FILE *stream = fopen(path, "rb");
    if (stream == NULL) {
        broken(path, "cannot be opened");
    }
    fseek(stream, 0, SEEK_END);
    long size = ftell(stream);
    rewind(stream);
    vector_file *file = (vector_file *)memory(sizeof *file);
    file->text = (char *)memory((size_t)size + 1);
    if (fread(file->text, 1, (size_t)size, stream) != (size_t)size) {
        broken(path, "cannot be read");
    }
    fclose(stream);
    file->text[size] = '\0';
    size_t words = 1;
    for (long i = 0; i < size; i++) {
        words += file->text[i] == ' ' || file->text[i] == '\n';
    }
    file->words = (char **)memory(words * sizeof *file->words);
    file->used = 0;
    file->at = file->text;
    return file;
}

void vectors_close(vector_file *file) {
    free(file->words);
    free(file->text);
    free(file);
}

/* The next line that is no comment, cut into words; 0 at the end, 1 for an empty line. */
static int next_line(vector_file *file, char ***words, size_t *count) {
    while (*file->at == '#') {
        char *end = strchr(file->at, '\n');
        file->at = end != NULL ? end + 1 : file->at + strlen(file->at);
    }
    if (*file->at == '\0') {
        return 0;
    }
    *words = file->words + file->used;
    *count = 0;
    char *line = file->at;
    char *end = strchr(line, '\n');
    file->at = end != NULL ? end + 1 : line + strlen(line);
    if (end != NULL) {
        *end = '\0';
    }
    while (*line != '\0') {
        (*words)[(*count)++] = line;
        char *space = strchr(line, ' ');
        if (space == NULL) {
            break;
        }
        *space = '\0';
        line = space + 1;
    }
    file->used += *count;
    return 1;
}

/* The first of the values of a `near` line: a number that leaves no great doubt. */
static void take_tolerance(const char *where, vector_field *field) {
    char *end = NULL;
    if (field->count < 2) {
        broken(where, field->name);
    }
    field->is_near = 1;
    field->tolerance = strtod(field->values[0], &end);
    if (end == field->values[0] || *end != '\0' || !(field->tolerance > 0 && field->tolerance < 1e-3)) {
        broken(where, "no tolerance");
    }
    field->values++;
    field->count--;
}

int vectors_next(vector_file *file, vector_case *found) {
    char **words;
    size_t count;
    memset(found, 0, sizeof *found);
    while (next_line(file, &words, &count)) {
        if (count == 0) {
            if (found->name != NULL) {
                return 1;
            }
            continue;
        }
        if (count < 2) {
            broken(words[0], "a line of one word");
        }
        if (strcmp(words[0], "case") == 0) {
            if (found->name != NULL) {
                broken(words[1], "a case without an empty line before it");
            }
            found->name = words[1];
        } else if (found->name == NULL) {
            broken(words[1], "before the first case");
        } else if (strcmp(words[0], "op") == 0) {
            found->op = words[1];
        } else if (strcmp(words[0], "in") == 0 || strcmp(words[0], "out") == 0
                   || strcmp(words[0], "near") == 0) {
            if (found->count == VECTOR_FIELDS) {
                broken(found->name, "too many fields");
            }
            vector_field *field = &found->fields[found->count++];
            field->is_out = words[0][0] != 'i';
            field->name = words[1];
            field->values = words + 2;
            field->count = count - 2;
            if (words[0][0] == 'n') {
                take_tolerance(found->name, field);
            }
        } else if (strcmp(words[0], "exact") != 0) {
            broken(words[0], "an unknown line");
        }
    }
    return found->name != NULL;
}

static const vector_field *find(const vector_case *of, const char *name, int is_out) {
    for (size_t i = 0; i < of->count; i++) {
        if (of->fields[i].is_out == is_out && strcmp(of->fields[i].name, name) == 0) {
            return &of->fields[i];
        }
    }
    return NULL;
}

vector_field *vectors_out(vector_case *of, const char *name) {
    const vector_field *field = find(of, name, 1);
    return field == NULL ? NULL : &of->fields[field - of->fields];
}

const vector_field *vectors_in(const vector_case *of, const char *name) {
    return find(of, name, 0);
}

const vector_field *vectors_need(const vector_case *of, const char *name) {
    const vector_field *field = find(of, name, 0);
    if (field == NULL) {
        broken(of->name, name);
    }
    return field;
}

const char *vectors_word(const vector_case *of, const char *name) {
    const vector_field *field = vectors_need(of, name);
    if (field->count == 0) {
        broken(of->name, name);
    }
    return field->values[0];
}

uint64_t vectors_int(const vector_case *of, const char *name) {
    const char *word = vectors_word(of, name);
    char *end;
    unsigned long long number = strtoull(word, &end, 10);
    if (end == word || *end != '\0') {
        broken(of->name, name);
    }
    return number;
}

int vectors_number(const char *value, double *number) {
    if (strcmp(value, "-") == 0) {
        return 0;
    }
    char *end;
    uint64_t bits = strtoull(value, &end, 16);
    if (end != value + 16 || *end != '=') {
        broken(value, "no f64");
    }
    memcpy(number, &bits, sizeof *number);
    double said = strtod(end + 1, &end);
    int both_nan = said != said && *number != *number;
    if (*end != '\0' || (memcmp(&said, number, sizeof said) != 0 && !both_nan)) {
        broken(value, "bits and text do not mean the same");
    }
    return 1;
}

double vectors_f64(const vector_case *of, const char *name) {
    double number = 0.0;
    if (!vectors_number(vectors_word(of, name), &number)) {
        broken(of->name, name);
    }
    return number;
}
