/* The golden vectors through the C functions, bit for bit.
 *
 *     vectors_test DIRECTORY      (core/testdata) */
#if !defined(_POSIX_C_SOURCE) && !defined(__cplusplus)
#define _POSIX_C_SOURCE 200809L
#endif

#include "check.h"
#include "vectors.h"
#include <dirent.h>

/* Set while a case runs. */
static vector_case *now;
static funnelmath_error error;
static unsigned long beyond_c = 0;
static unsigned long skipped = 0;

/* Exact pieces of the heap, so that a checker sees the first byte too many. */
static void *pieces[64];
static size_t piece_count = 0;

/* Poisoned; NULL for an empty list, which is what a C caller may have. */
static void *place(size_t size) {
    if (size == 0) {
        return NULL;
    }
    void *piece = malloc(size);
    if (piece == NULL || piece_count == 64) {
        fprintf(stderr, "no memory\n");
        exit(2);
    }
    pieces[piece_count++] = piece;
    poison(piece, size);
    return piece;
}

static void give_back(void) {
    while (piece_count > 0) {
        free(pieces[--piece_count]);
    }
}

/* Inputs */

static double *doubles(const char *name, size_t *count) {
    const vector_field *field = vectors_need(now, name);
    double *list = (double *)place(field->count * sizeof *list);
    for (size_t i = 0; i < field->count; i++) {
        if (!vectors_number(field->values[i], &list[i])) {
            CHECK(0 && "a number is missing");
        }
    }
    *count = field->count;
    return list;
}

static funnelmath_maybe *maybes(const char *name, size_t *count) {
    const vector_field *field = vectors_need(now, name);
    funnelmath_maybe *list = (funnelmath_maybe *)place(field->count * sizeof *list);
    for (size_t i = 0; i < field->count; i++) {
        list[i].value = 0.0;
        list[i].known = (uint32_t)vectors_number(field->values[i], &list[i].value);
        list[i].reserved = 0;
    }
    *count = field->count;
    return list;
}

/* The number of a word in a list; 99, which stands for nothing, for any other word. */
static uint32_t number_of(const char *word, const char *const *names, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(word, names[i]) == 0) {
            return i;
        }
    }
    return 99;
}

static const char *const PERIODS[] = {"day", "week", "month", "quarter", "year"};
static const char *const POLICIES[] = {"up", "nearest", "up_each_stage"};
static const char *const CALENDARS[] = {"common", "four_week_month", "civil", "selling_weeks"};
static const char *const GOALS[] = {"revenue", "volume"};
static const char *const STARTS[] = {"empty", "open", "reached"};
static const char *const LEVERS[] = {"gate", "sale_value"};
static const char *const STEPS[] = {"points", "percent", "to"};
static const char *const VELOCITY_LEVERS[] = {"opportunities", "sale_value", "win_rate", "cycle"};
static const char *const ANSWERS[] = {"given", "found", "undetermined", "only_product"};
static const char *const FLOWS[] = {"steady", "counted", "uncertain"};
static const char *const SIZES[] = {"fixed", "varying", "seen", "counted"};
static const char *const CONFLICTS[] = {"none", "contradictory", "impossible"};

#define NUMBER(field, names) \
    number_of(vectors_word(now, field), names, (uint32_t)(sizeof names / sizeof names[0]))

/* What came out */

static void wrong(const char *field, const char *expected, const char *got) {
    check_failures++;
    fprintf(stderr, "%s: %s is %s, expected %s\n", now->name, field, got, expected);
}

static vector_field *expected(const char *name, size_t count) {
    check_count++;
    vector_field *field = vectors_out(now, name);
    if (field == NULL || field->count != count || field->compared) {
        wrong(name, field == NULL ? "not there" : "a list of another length, or twice", "there");
        return NULL;
    }
    field->compared = 1;
    return field;
}

/* Within a relative tolerance; 0 is only 0, and NaN is near nothing. */
static int is_near(double value, double wanted, double tolerance) {
    const double off = value > wanted ? value - wanted : wanted - value;
    return value == value && off <= tolerance * (wanted < 0 ? -wanted : wanted);
}

/* Values one `stride` of bytes apart; `known` is the same for whether there is one, or NULL. */
static void out_numbers(const char *name, const double *values, const uint32_t *known, size_t stride,
                        size_t count) {
    vector_field *field = expected(name, count);
    for (size_t i = 0; field != NULL && i < count; i++) {
        const char *at = (const char *)values + i * stride;
        double value, wanted = 0.0;
        uint32_t there = 1;
        memcpy(&value, at, sizeof value);
        if (known != NULL) {
            memcpy(&there, (const char *)known + i * stride, sizeof there);
        }
        int is_wanted = vectors_number(field->values[i], &wanted);
        int is_same = field->is_near ? is_near(value, wanted, field->tolerance) : same_bits(value, wanted);
        if (there != (uint32_t)is_wanted || !is_same) {
            char got[64];
            uint64_t bits;
            memcpy(&bits, &value, sizeof bits);
            snprintf(got, sizeof got, "%016llx (%u)=%.17g", (unsigned long long)bits, there, value);
            wrong(name, field->values[i], got);
        }
    }
}

static void out_f64(const char *name, double value) {
    out_numbers(name, &value, NULL, sizeof value, 1);
}

static void out_f64s(const char *name, const double *values, size_t count) {
    out_numbers(name, values, NULL, sizeof *values, count);
}

static void out_maybes(const char *name, const funnelmath_maybe *maybes, size_t count) {
    if (count == 0) {
        expected(name, 0);
        return;
    }
    out_numbers(name, &maybes->value, &maybes->known, sizeof *maybes, count);
    for (size_t i = 0; i < count; i++) {
        CHECK(maybes[i].reserved == 0);
    }
}

static void out_maybe(const char *name, funnelmath_maybe maybe) {
    out_maybes(name, &maybe, 1);
}

static void out_words(const char *name, const char **words, size_t count) {
    vector_field *field = expected(name, count);
    for (size_t i = 0; field != NULL && i < count; i++) {
        if (strcmp(field->values[i], words[i]) != 0) {
            wrong(name, field->values[i], words[i]);
        }
    }
}

static void out_word(const char *name, const char *word) {
    out_words(name, &word, 1);
}

static void out_int(const char *name, uint64_t number) {
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)number);
    out_word(name, text);
}

/* The operations: each returns the status; results are compared only on OK, and are untouched otherwise. */

static funnelmath_status op_forward(void) {
    size_t gates, stages;
    double *rates = doubles("rates", &gates);
    stages = vectors_in(now, "places") ? (size_t)vectors_int(now, "places") : gates + 1;
    double *volumes = (double *)place(stages * sizeof *volumes);
    double *revenue = (double *)place(sizeof *revenue);
    funnelmath_status status =
        funnelmath_chain_forward(rates, gates, vectors_f64(now, "entry"), vectors_f64(now, "sale_value"),
                                 volumes, stages, revenue, &error);
    if (status == FUNNELMATH_STATUS_OK) {
        /* The same as entries and values at each stage. */
        double each, *entries = (double *)place(stages * sizeof *entries);
        double *values = (double *)place(stages * sizeof *values);
        double *same = (double *)place(stages * sizeof *same);
        for (size_t i = 0; i < stages; i++) {
            entries[i] = i == 0 ? vectors_f64(now, "entry") : 0.0;
            values[i] = i == gates ? vectors_f64(now, "sale_value") : 0.0;
        }
        CHECK(!funnelmath_chain_forward_each(rates, gates, entries, values, same, stages, &each, NULL));
        CHECK(memcmp(same, volumes, stages * sizeof *same) == 0 && is_near(each, *revenue, 1e-15));
        out_f64s("volumes", volumes, stages);
        out_f64("revenue", *revenue);
    } else {
        CHECK(untouched(volumes, stages * sizeof *volumes) && untouched(revenue, sizeof *revenue));
    }
    return status;
}

static funnelmath_status op_forward_each(void) {
    size_t gates, stages, others;
    double *rates = doubles("rates", &gates);
    double *entries = doubles("entries", &stages);
    double *values = doubles("sale_values", &others);
    double *volumes = (double *)place(stages * sizeof *volumes);
    double *revenue = (double *)place(sizeof *revenue);
    funnelmath_status status =
        funnelmath_chain_forward_each(rates, gates, entries, values, volumes, stages, revenue, &error);
    if (status == FUNNELMATH_STATUS_OK) {
        out_f64s("volumes", volumes, stages);
        out_f64("revenue", *revenue);
    } else {
        CHECK(untouched(volumes, stages * sizeof *volumes) && untouched(revenue, sizeof *revenue));
    }
    return status;
}

static funnelmath_status op_overall(void) {
    size_t gates;
    double *rates = doubles("rates", &gates);
    double *overall = (double *)place(sizeof *overall);
    funnelmath_status status = funnelmath_chain_overall(rates, gates, overall, &error);
    if (status == FUNNELMATH_STATUS_OK) {
        out_f64("overall", *overall);
    } else {
        CHECK(untouched(overall, sizeof *overall));
    }
    return status;
}

static funnelmath_goal *goal_of_case(void) {
    funnelmath_goal *goal = (funnelmath_goal *)place(sizeof *goal);
    memset(goal, 0, sizeof *goal);
    goal->struct_size = sizeof *goal;
    goal->kind = NUMBER("goal", GOALS);
    if (goal->kind == FUNNELMATH_GOAL_KIND_VOLUME) {
        goal->stage = vectors_int(now, "goal_stage");
    }
    goal->amount = vectors_f64(now, "target");
    goal->sale_value = vectors_f64(now, "sale_value");
    return goal;
}

static funnelmath_status op_required(void) {
    size_t gates, stages;
    double *rates = doubles("rates", &gates);
    funnelmath_goal *goal = goal_of_case();
    goal->start_kind = NUMBER("start", STARTS);
    if (vectors_in(now, "there")) {
        goal->start = doubles("there", &goal->start_len);
    }
    stages = vectors_in(now, "places") ? (size_t)vectors_int(now, "places") : gates + 1;
    double *volumes = (double *)place(stages * sizeof *volumes);
    funnelmath_unreachable *why = (funnelmath_unreachable *)place(sizeof *why);
    funnelmath_status status =
        funnelmath_chain_required(rates, gates, goal, volumes, stages, why, &error);
    if (status != FUNNELMATH_STATUS_OK) {
        CHECK(untouched(volumes, stages * sizeof *volumes) && untouched(why, sizeof *why));
    } else if (why->unreachable == 1) {
        char gate[24];
        const char *lever[2];
        CHECK(untouched(volumes, stages * sizeof *volumes));
        CHECK(why->lever <= 1);
        snprintf(gate, sizeof gate, "%llu", (unsigned long long)why->gate);
        lever[0] = LEVERS[why->lever & 1];
        lever[1] = gate;
        out_word("outcome", "unreachable");
        out_words("lever", lever, why->lever == FUNNELMATH_LEVER_GATE ? 2 : 1);
        out_f64("missing", why->missing);
        out_f64("best", why->best);
    } else {
        funnelmath_unreachable nothing;
        memset(&nothing, 0, sizeof nothing);
        CHECK(memcmp(why, &nothing, sizeof nothing) == 0);
        out_word("outcome", "entry");
        out_f64("entry", volumes[0]);
        out_f64s("volumes", volumes, stages);
    }
    return status;
}

static funnelmath_status op_rates_from_counts(void) {
    size_t count, trials_count;
    double *successes = doubles("successes", &count);
    double *trials = doubles("trials", &trials_count);
    funnelmath_maybe *rates = (funnelmath_maybe *)place(count * sizeof *rates);
    funnelmath_status status = funnelmath_rates_from_counts(successes, trials, count, rates, &error);
    if (status == FUNNELMATH_STATUS_OK) {
        out_maybes("rates", rates, count);
        for (size_t i = 0; i < count; i++) {
            double rate;
            const funnelmath_status one = funnelmath_rate_from_counts(successes[i], trials[i], &rate, NULL);
            CHECK(one == (rates[i].known ? FUNNELMATH_STATUS_OK : FUNNELMATH_STATUS_NO_TRIALS));
            CHECK(!rates[i].known || same_bits(rate, rates[i].value));
        }
    } else {
        CHECK(untouched(rates, count * sizeof *rates));
        if (count == 1 && trials[0] != 0) {
            double rate;
            poison(&rate, sizeof rate);
            CHECK(funnelmath_rate_from_counts(successes[0], trials[0], &rate, NULL) == status);
            CHECK(untouched(&rate, sizeof rate));
        }
    }
    return status;
}

static funnelmath_status op_one_in(void) {
    double *rate = (double *)place(sizeof *rate);
    funnelmath_status status = funnelmath_rate_one_in(vectors_f64(now, "n"), rate, &error);
    if (status == FUNNELMATH_STATUS_OK) {
        out_f64("rate", *rate);
    } else {
        CHECK(untouched(rate, sizeof *rate));
    }
    return status;
}

static funnelmath_status op_roll_up(void) {
    size_t all, members, values_count;
    size_t gates = (size_t)vectors_int(now, "gates"), stages = gates + 1;
    double *rates = doubles("rates", &all);
    double *entries = doubles("entries", &members);
    double *values = doubles("sale_values", &values_count);
    double *volumes = (double *)place(stages * sizeof *volumes);
    funnelmath_maybe *implied = (funnelmath_maybe *)place(gates * sizeof *implied);
    funnelmath_total *total = (funnelmath_total *)place(sizeof *total);
    funnelmath_status status = funnelmath_roll_up(gates, rates, entries, values, members, volumes,
                                                  implied, total, &error);
    if (status == FUNNELMATH_STATUS_OK) {
        out_f64s("volumes", volumes, stages);
        out_maybes("implied", implied, gates);
        out_f64("revenue", total->revenue);
        out_maybe("sale_value", total->sale_value);
        out_maybe("overall", total->overall);
    } else {
        CHECK(untouched(volumes, stages * sizeof *volumes));
        CHECK(untouched(implied, gates * sizeof *implied));
        CHECK(untouched(total, sizeof *total));
    }
    return status;
}

static funnelmath_status op_sensitivity(void) {
    size_t gates;
    double *rates = doubles("rates", &gates);
    funnelmath_goal *goal = goal_of_case();
    uint32_t lever = NUMBER("lever", LEVERS), step = NUMBER("step", STEPS);
    const vector_field *words = vectors_need(now, "lever");
    uint64_t gate = words->count > 1 ? strtoull(words->values[1], NULL, 10) : 0;
    double size = vectors_f64(now, "size");
    funnelmath_effect *effect = (funnelmath_effect *)place(sizeof *effect);
    funnelmath_status status = funnelmath_chain_sensitivity(
        rates, gates, goal, vectors_int(now, "stage"), vectors_f64(now, "volume"), lever, gate, step,
        size, effect, &error);
    if (status == FUNNELMATH_STATUS_OK) {
        CHECK(effect->lever == lever && effect->gate == gate);
        CHECK(effect->step == step && same_bits(effect->size, size) && effect->reserved == 0);
        CHECK(effect->capped <= 1);
        out_f64("from", effect->from);
        out_f64("to", effect->to);
        out_word("capped", effect->capped ? "yes" : "no");
        out_maybe("required_before", effect->required_before);
        out_maybe("required_after", effect->required_after);
        out_maybe("required_change", effect->required_change);
        out_f64("revenue_before", effect->revenue_before);
        out_f64("revenue_after", effect->revenue_after);
        out_maybe("revenue_change", effect->revenue_change);
    } else {
        CHECK(untouched(effect, sizeof *effect));
    }
    return status;
}

/* Answers about nodes or edges: what is in the file of kinds, values and products. */
static void out_answers(const char *kinds_name, const char *values_name, const char *what,
                        const funnelmath_solved *answers, size_t count) {
    const char **kinds = (const char **)place(count * sizeof *kinds);
    funnelmath_maybe *values = (funnelmath_maybe *)place(count * sizeof *values);
    funnelmath_maybe *products = (funnelmath_maybe *)place(count * sizeof *products);
    char(*ends)[2][24] = (char(*)[2][24])place(count * sizeof *ends);
    const char **from = (const char **)place(count * sizeof *from);
    const char **to = (const char **)place(count * sizeof *to);
    memset(values, 0, count * sizeof *values);
    memset(products, 0, count * sizeof *products);
    for (size_t i = 0; i < count; i++) {
        const funnelmath_solved *answer = &answers[i];
        CHECK(answer->kind <= FUNNELMATH_SOLVED_KIND_ONLY_PRODUCT && answer->reserved == 0);
        kinds[i] = ANSWERS[answer->kind & 3];
        from[i] = to[i] = "-";
        if (answer->kind == FUNNELMATH_SOLVED_KIND_ONLY_PRODUCT) {
            products[i].value = answer->value;
            products[i].known = 1;
            snprintf(ends[i][0], sizeof ends[i][0], "%llu", (unsigned long long)answer->from);
            snprintf(ends[i][1], sizeof ends[i][1], "%llu", (unsigned long long)answer->to);
            from[i] = ends[i][0];
            to[i] = ends[i][1];
        } else {
            CHECK(answer->from == 0 && answer->to == 0);
            if (answer->kind == FUNNELMATH_SOLVED_KIND_UNDETERMINED) {
                CHECK(same_bits(answer->value, 0.0));
            } else {
                values[i].value = answer->value;
                values[i].known = 1;
            }
        }
    }
    out_words(kinds_name, kinds, count);
    out_maybes(values_name, values, count);
    if (what != NULL) {
        out_maybes("edge_products", products, count);
        out_words("edge_from", from, count);
        out_words("edge_to", to, count);
    }
}

static funnelmath_status op_solve(void) {
    size_t gates, stages, one;
    funnelmath_maybe *rates = maybes("rates", &gates);
    funnelmath_maybe *volumes = maybes("volumes", &stages);
    funnelmath_maybe *sale_value = maybes("sale_value", &one);
    funnelmath_maybe *revenue = maybes("revenue", &one);
    stages = gates + 1;
    funnelmath_solved *nodes = (funnelmath_solved *)place(stages * sizeof *nodes);
    funnelmath_solved *edges = (funnelmath_solved *)place(gates * sizeof *edges);
    funnelmath_solution *found = (funnelmath_solution *)place(sizeof *found);
    funnelmath_status status = funnelmath_solve(volumes, rates, gates, sale_value, revenue, nodes,
                                                edges, found, &error);
    if (status != FUNNELMATH_STATUS_OK) {
        CHECK(untouched(nodes, stages * sizeof *nodes) && untouched(edges, gates * sizeof *edges));
        CHECK(untouched(found, sizeof *found));
        return status;
    }
    funnelmath_solved *all_nodes = (funnelmath_solved *)place((stages + 1) * sizeof *nodes);
    funnelmath_solved *all_edges = (funnelmath_solved *)place((gates + 1) * sizeof *edges);
    memcpy(all_nodes, nodes, stages * sizeof *nodes);
    memcpy(all_edges, edges, gates * sizeof *edges);
    all_nodes[stages] = found->revenue;
    all_edges[gates] = found->sale_value;
    out_int("undetermined", found->undetermined);
    out_answers("node_kinds", "nodes", NULL, all_nodes, stages + 1);
    out_answers("edge_kinds", "edges", "products", all_edges, gates + 1);

    const funnelmath_conflict *conflict = &found->conflict;
    CHECK(conflict->kind <= FUNNELMATH_CONFLICT_KIND_IMPOSSIBLE && conflict->reserved == 0);
    out_word("conflict", CONFLICTS[conflict->kind % 3]);
    /* What a kind does not say is 0. */
    funnelmath_conflict rest = *conflict;
    rest.kind = 0;
    switch (conflict->kind) {
    case FUNNELMATH_CONFLICT_KIND_CONTRADICTORY:
        out_int("from", conflict->from);
        out_int("to", conflict->to);
        out_f64("expected", conflict->expected);
        out_f64("given", conflict->given);
        rest.from = rest.to = 0;
        rest.expected = rest.given = 0.0;
        break;
    case FUNNELMATH_CONFLICT_KIND_IMPOSSIBLE:
        out_int("gate", conflict->gate);
        out_int("gates", conflict->gates);
        out_maybe("takes", conflict->takes);
        out_int("to", conflict->to);
        out_f64("best", conflict->best);
        rest.gate = rest.gates = rest.to = 0;
        rest.best = 0.0;
        memset(&rest.takes, 0, sizeof rest.takes);
        break;
    default:
        break;
    }
    funnelmath_conflict nothing;
    memset(&nothing, 0, sizeof nothing);
    CHECK(memcmp(&rest, &nothing, sizeof nothing) == 0);
    return status;
}

static funnelmath_status op_calendar(void) {
    funnelmath_calendar *calendar = (funnelmath_calendar *)place(sizeof *calendar);
    memset(calendar, 0, sizeof *calendar);
    calendar->struct_size = sizeof *calendar;
    calendar->kind = NUMBER("calendar", CALENDARS);
    /* Not read but for SELLING_WEEKS. */
    calendar->selling_weeks = from_bits(0x7ff8000000000000);
    vectors_number(vectors_word(now, "weeks"), &calendar->selling_weeks);
    calendar->days_per_week = 7.0;
    vectors_number(vectors_word(now, "days_per_week"), &calendar->days_per_week);
    uint32_t from = NUMBER("from", PERIODS), to = NUMBER("to", PERIODS);
    double *amount = (double *)place(sizeof *amount);
    double *per_year = (double *)place(2 * sizeof *per_year);
    funnelmath_status status =
        funnelmath_calendar_convert(calendar, vectors_f64(now, "amount"), from, to, amount, &error);
    if (status == FUNNELMATH_STATUS_OK) {
        CHECK(!funnelmath_calendar_per_year(calendar, from, &per_year[0], NULL));
        CHECK(!funnelmath_calendar_per_year(calendar, to, &per_year[1], NULL));
        out_f64s("per_year", per_year, 2);
        out_f64("amount", *amount);
    } else {
        CHECK(untouched(amount, sizeof *amount));
    }
    return status;
}

static funnelmath_status op_whole(void) {
    funnelmath_whole *whole = (funnelmath_whole *)place(sizeof *whole);
    double exact = vectors_f64(now, "exact");
    funnelmath_status status =
        funnelmath_policy_apply(NUMBER("policy", POLICIES), exact, whole, &error);
    if (status == FUNNELMATH_STATUS_OK) {
        CHECK(same_bits(whole->exact, exact + 0.0));
        out_f64("units", whole->units);
        out_f64("residual", whole->residual);
        out_maybe("delivers", whole->delivers);
    } else {
        CHECK(untouched(whole, sizeof *whole));
    }
    return status;
}

static funnelmath_status op_whole_each(void) {
    size_t gates, stages;
    double *rates = doubles("rates", &gates);
    double *exact = doubles("exact", &stages);
    double *whole = (double *)place(stages * sizeof *whole);
    funnelmath_status status =
        funnelmath_policy_apply_each(NUMBER("policy", POLICIES), rates, gates,
                                     vectors_int(now, "stage"), exact, whole, stages, &error);
    if (status == FUNNELMATH_STATUS_OK) {
        out_f64s("whole", whole, stages);
    } else {
        CHECK(untouched(whole, stages * sizeof *whole));
    }
    return status;
}

static funnelmath_status out_share(const char *name, funnelmath_status status,
                                   const funnelmath_maybe *share) {
    if (status == FUNNELMATH_STATUS_OK) {
        out_maybe(name, *share);
    } else {
        CHECK(untouched(share, sizeof *share));
    }
    return status;
}

#include "vectors_scorecard.h"
#include "vectors_chance.h"

/* Files */

typedef struct {
    const char *name;
    funnelmath_status (*run)(void);
    /* Cases at least: an emptied file must not pass. */
    unsigned long least;
    /* Lists that one length of the C function counts; a mistake between them cannot be said in C. */
    const char *lists[4];
} operation;

static const operation OPERATIONS[] = {
    {"activity_gauge", op_activity_gauge, 110, {NULL, NULL, NULL, NULL}},
    {"arrivals_for", op_arrivals_for, 40, {NULL, NULL, NULL, NULL}},
    {"attainment", op_attainment, 110, {NULL, NULL, NULL, NULL}},
    {"beta_binomial_probability", op_beta_binomial_probability, 36, {NULL, NULL, NULL, NULL}},
    {"beta_quantile", op_beta_quantile, 50, {NULL, NULL, NULL, NULL}},
    {"binomial_probability", op_binomial_probability, 47, {NULL, NULL, NULL, NULL}},
    {"calendar", op_calendar, 250, {NULL, NULL, NULL, NULL}},
    {"chance_at_least", op_chance_at_least, 115, {NULL, NULL, NULL, NULL}},
    {"chance_exactly", op_chance_exactly, 115, {NULL, NULL, NULL, NULL}},
    {"chance_inputs", op_chance_inputs, 136, {NULL, NULL, NULL, NULL}},
    {"chance_interval", op_chance_interval, 48, {NULL, NULL, NULL, NULL}},
    {"chance_quantile", op_chance_quantile, 75, {NULL, NULL, NULL, NULL}},
    {"chance_results", op_chance_results, 59, {NULL, NULL, NULL, NULL}},
    {"coverage", op_coverage, 110, {NULL, NULL, NULL, NULL}},
    {"evidence_interval", op_evidence_interval, 55, {NULL, NULL, NULL, NULL}},
    {"evidence_observe", op_evidence_observe, 23, {NULL, NULL, NULL, NULL}},
    {"evidence_quantile", op_evidence_quantile, 55, {NULL, NULL, NULL, NULL}},
    {"flow_at_least", op_flow_at_least, 70, {NULL, NULL, NULL, NULL}},
    {"flow_exactly", op_flow_exactly, 70, {NULL, NULL, NULL, NULL}},
    {"flow_interval", op_flow_interval, 57, {NULL, NULL, NULL, NULL}},
    {"flow_quantile", op_flow_quantile, 57, {NULL, NULL, NULL, NULL}},
    {"flow_revenue_at_least", op_flow_revenue_at_least, 40, {NULL, NULL, NULL, NULL}},
    {"flow_weeks", op_flow_weeks, 72, {NULL, NULL, NULL, NULL}},
    {"forward", op_forward, 120, {NULL, NULL, NULL, NULL}},
    {"forward_each", op_forward_each, 60, {"entries", "sale_values", NULL, NULL}},
    {"gamma_quantile", op_gamma_quantile, 44, {NULL, NULL, NULL, NULL}},
    {"gate_for", op_gate_for, 38, {NULL, NULL, NULL, NULL}},
    {"incomplete_beta", op_incomplete_beta, 65, {NULL, NULL, NULL, NULL}},
    {"incomplete_gamma", op_incomplete_gamma, 46, {NULL, NULL, NULL, NULL}},
    {"normal_quantile", op_normal_quantile, 40, {NULL, NULL, NULL, NULL}},
    {"normal_tails", op_normal_tails, 30, {NULL, NULL, NULL, NULL}},
    {"one_in", op_one_in, 100, {NULL, NULL, NULL, NULL}},
    {"overall", op_overall, 110, {NULL, NULL, NULL, NULL}},
    {"poisson_probability", op_poisson_probability, 28, {NULL, NULL, NULL, NULL}},
    {"rate_for", op_rate_for, 48, {NULL, NULL, NULL, NULL}},
    {"rates_from_counts", op_rates_from_counts, 100, {"successes", "trials", NULL, NULL}},
    {"required", op_required, 300, {NULL, NULL, NULL, NULL}},
    {"required_coverage", op_required_coverage, 100, {NULL, NULL, NULL, NULL}},
    {"revenue_at_least", op_revenue_at_least, 154, {NULL, NULL, NULL, NULL}},
    {"revenue_inputs", op_revenue_inputs, 112, {NULL, NULL, NULL, NULL}},
    {"revenue_quantile", op_revenue_quantile, 77, {NULL, NULL, NULL, NULL}},
    {"roll_up", op_roll_up, 110, {"entries", "sale_values", NULL, NULL}},
    {"sensitivity", op_sensitivity, 160, {NULL, NULL, NULL, NULL}},
    {"solve", op_solve, 270, {NULL, NULL, NULL, NULL}},
    {"velocity", op_velocity, 110, {NULL, NULL, NULL, NULL}},
    {"velocity_effect", op_velocity_effect, 130, {NULL, NULL, NULL, NULL}},
    {"weighted_pipeline", op_weighted_pipeline, 115, {"values", "probabilities", NULL, NULL}},
    {"whole", op_whole, 390, {NULL, NULL, NULL, NULL}},
    {"whole_each", op_whole_each, 150, {NULL, NULL, NULL, NULL}},
};
enum { OPERATION_COUNT = sizeof OPERATIONS / sizeof OPERATIONS[0] };

/* Operations that C does not have. */
static const char *const NOT_IN_C[] = {"costs", "mix", "required_each", "sample_size", "snapshot"};
enum { NOT_IN_C_COUNT = sizeof NOT_IN_C / sizeof NOT_IN_C[0] };

static size_t values_of(const char *name) {
    return vectors_need(now, name)->count;
}

/* Whether the case is about lists whose lengths the C function cannot tell apart. */
static int cannot_be_said(const operation *op) {
    if (op->lists[0] != NULL && values_of(op->lists[0]) != values_of(op->lists[1])) {
        return 1;
    }
    if (vectors_in(now, "counts") != NULL && values_of("counts") != values_of("sizes")) {
        return 1;
    }
    const vector_field *places = vectors_in(now, "places");
    if (op->run == op_roll_up) {
        size_t gates = (size_t)vectors_int(now, "gates"), all = gates * values_of("entries");
        return places || vectors_in(now, "implied_places") || (gates && values_of("rates") != all);
    }
    if (op->run == op_rates_from_counts) {
        return places != NULL;
    }
    if (op->run == op_whole_each) {
        return places && vectors_int(now, "places") != values_of("exact");
    }
    if (op->run == op_solve) {
        return places != NULL || values_of("volumes") != values_of("rates") + 1;
    }
    return 0;
}

static void out_maybe_of(const char *name, uint32_t known, double value) {
    funnelmath_maybe maybe;
    maybe.value = value;
    maybe.known = known;
    maybe.reserved = 0;
    out_maybe(name, maybe);
}

static void out_error(funnelmath_status status) {
    CHECK(error.status == (uint32_t)status);
    CHECK(error.has_index <= 1 && error.has_value <= 1 && error.has_limit <= 1);
    CHECK(error.has_inner_index == 0 && error.inner_index == 0);
    if (status == FUNNELMATH_STATUS_ENUM) {
        /* In C a word is a number: one that stands for nothing. */
        CHECK(error.value == 99.0 && error.has_parameter == 1 && error.has_value == 1);
        CHECK(error.field == 0 && error.has_limit == 0);
        expected("error_field", 1);
        out_word("error", "name");
        out_word("error_index", "-");
        out_word("error_value", "-");
        out_word("error_limit", "-");
        return;
    }
    const char *field = error.field == 0 ? "-" : funnelmath_field_name(error.field);
    CHECK(error.has_parameter == 0 && error.parameter == 0);
    out_word("error", funnelmath_status_name((uint32_t)status));
    out_word("error_field", field);
    if (strncmp(field, "evidence.", 9) == 0 && vectors_in(now, "rate") != NULL) {
        /* C takes the evidence of all gates of a chain in one call, and tells which gate it is. */
        CHECK(error.has_index == 1 && error.index < vectors_in(now, "a")->count);
        expected("error_index", 1);
    } else if (error.has_index) {
        out_int("error_index", error.index);
    } else {
        CHECK(error.index == 0);
        out_word("error_index", "-");
    }
    out_maybe_of("error_value", error.has_value, error.value);
    out_maybe_of("error_limit", error.has_limit, error.limit);
}

static void run(const operation *op) {
    check_about(now->name);
    const vector_field *name = vectors_out(now, "error");
    if (cannot_be_said(op)) {
        CHECK(name != NULL && strcmp(name->values[0], "length") == 0);
        beyond_c++;
        return;
    }
    poison(&error, sizeof error);
    funnelmath_status status = op->run();
    if (status == FUNNELMATH_STATUS_OK) {
        CHECK(untouched(&error, sizeof error));
    } else {
        out_error(status);
    }
    for (size_t i = 0; i < now->count; i++) {
        if (now->fields[i].is_out && !now->fields[i].compared) {
            wrong(now->fields[i].name, "compared", "not compared");
        }
    }
    give_back();
}

static unsigned long read_file(const char *folder, const char *name) {
    unsigned long cases = 0;
    vector_case found;
    vector_file *file = vectors_open(folder, name);
    now = &found;
    while (vectors_next(file, &found)) {
        const operation *op = NULL;
        for (size_t i = 0; i < OPERATION_COUNT; i++) {
            if (found.op != NULL && strcmp(found.op, OPERATIONS[i].name) == 0) {
                op = &OPERATIONS[i];
            }
        }
        for (size_t i = 0; op == NULL && i < NOT_IN_C_COUNT; i++) {
            if (found.op != NULL && strcmp(found.op, NOT_IN_C[i]) == 0) {
                skipped++;
                op = &OPERATIONS[OPERATION_COUNT];
            }
        }
        if (CHECK(op != NULL) && op != &OPERATIONS[OPERATION_COUNT]) {
            run(op);
        }
        cases++;
    }
    vectors_close(file);
    return cases;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: vectors_test DIRECTORY\n");
        return 2;
    }
    unsigned long cases = 0;
    for (size_t i = 0; i < OPERATION_COUNT; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s.txt", OPERATIONS[i].name);
        unsigned long count = read_file(argv[1], name);
        check_about(name);
        CHECK(count >= OPERATIONS[i].least);
        cases += count;
    }
    CHECK(beyond_c == 0);
    unsigned long errors = read_file(argv[1], "errors.txt");
    check_about("errors.txt");
    CHECK(errors >= 1200);
    CHECK(beyond_c < 14);
    cases += errors;

    /* A file that no test reads would be a promise that nobody keeps. */
    size_t files = 0;
    DIR *folder = opendir(argv[1]);
    if (CHECK(folder != NULL)) {
        const struct dirent *entry;
        while ((entry = readdir(folder)) != NULL) {
            const char *dot = strrchr(entry->d_name, '.');
            files += dot != NULL && strcmp(dot, ".txt") == 0;
        }
        closedir(folder);
    }
    check_about("the directory");
    CHECK(files == OPERATION_COUNT + NOT_IN_C_COUNT + 1);
    CHECK(skipped <= 40);
    printf("%lu cases of %lu files; %lu are about lists that share one length in C\n", cases,
           (unsigned long)files, beyond_c);
    return check_done("vectors");
}
