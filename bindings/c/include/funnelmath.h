/*
 * funnelmath: sales-funnel maths. Generated from the Rust sources; do not edit.
 *
 * WHAT. A sale passes a chain of gates, each with a conversion rate; the counts between them are the
 * stages. A chain of n gates has the stages 0..n: one more than gates. Rates, win rates and probabilities
 * are doubles from 0 to 1; volumes and amounts of money are finite doubles of at least 0.
 *
 * ERRORS. Every function that can fail returns a funnelmath_status. FUNNELMATH_STATUS_OK: the results are
 * written. Anything else: no result was written, and if the last parameter (funnelmath_error *, may be
 * NULL) is given, it says which element and which value. "No answer" (a closed gate, a quota of 0) is no
 * error: the result says so. In the comments below a failure is named without FUNNELMATH_STATUS_.
 *
 * POINTERS. NULL is refused (FUNNELMATH_STATUS_POINTER) where something is needed, and allowed for a list
 * of length 0, for the error, and for the _free functions. Results must not overlap inputs or each other.
 * Lists and structs belong to the caller, before and after; nothing is kept after a call. Only what a
 * function named _new made is freed, once, by the _free of the same type.
 *
 * THREADS. Functions have no state: all may be called from any thread at any time. Funnels and plans never
 * change once they are made: any number of threads may read one, but none while it is freed.
 *
 * NUMBERS. Enumerations are passed as uint32_t, numbers of stages and gates as uint64_t, lengths as size_t.
 * Members named reserved are 0. Structs that begin with struct_size want their own sizeof there; those
 * that grew since a program was built still take it as it was. The same inputs give the same bits on every
 * machine.
 *
 * EXAMPLE. How many first appointments does 25,000 a month take?
 *
 *     #include <funnelmath.h>
 *     #include <stdio.h>
 *
 *     int main(void) {
 *         const double rates[] = {0.65, 0.40};            // proposals, sales
 *         funnelmath_goal goal = {0};
 *         goal.struct_size = sizeof goal;
 *         goal.kind = FUNNELMATH_GOAL_KIND_REVENUE;
 *         goal.amount = 25000.0;
 *         goal.sale_value = 3400.0;
 *         double volumes[3];
 *         funnelmath_unreachable blocked;
 *         funnelmath_error error;
 *         if (funnelmath_chain_required(rates, 2, &goal, volumes, 3, &blocked, &error)) {
 *             char text[200];
 *             size_t length;
 *             funnelmath_error_format(&error, text, sizeof text, &length);
 *             fprintf(stderr, "%s\n", text);
 *             return 1;
 *         }
 *         printf("%.4f appointments a month\n", volumes[0]);  // 28.2805
 *         return 0;
 *     }
 *
 * Licence: MIT OR Apache-2.0.
 */

#ifndef FUNNELMATH_H
#define FUNNELMATH_H

#include <stddef.h>
#include <stdint.h>
/* The version of this header; funnelmath_version_major() and so on tell that of the library. */
#define FUNNELMATH_VERSION_MAJOR 0
#define FUNNELMATH_VERSION_MINOR 1
#define FUNNELMATH_VERSION_PATCH 0


// Counts the incompatible changes of this interface; the number in the SONAME.
#define FUNNELMATH_ABI 0

// What a function returns. Values are fixed: new ones are only ever added.
//
// Bad input is an error; "no answer" (a closed gate, a quota of 0) is FUNNELMATH_STATUS_OK and said in
// the result. A function that returns anything but FUNNELMATH_STATUS_OK has written none of its results.
typedef enum {
    // The results are written.
    FUNNELMATH_STATUS_OK = 0,
    // A rate or probability is not a number from 0 to 1. Index: which gate or deal.
    FUNNELMATH_STATUS_RATE = 1,
    // A volume is not a finite number of at least 0. Index: which stage; of a function with several
    // volumes, which of them.
    FUNNELMATH_STATUS_VOLUME = 2,
    // An amount of money is not a finite number of at least 0. Index: which deal or record.
    FUNNELMATH_STATUS_MONEY = 3,
    // A count is not a whole number from 0 to 2^53. Index: which gate; of a function with several
    // counts, which of them.
    FUNNELMATH_STATUS_COUNT = 4,
    // There are more successes than trials. Index: which gate; value: the successes.
    FUNNELMATH_STATUS_SUCCESSES = 5,
    // No trials, so no rate: no data is not 0 %. Index: which gate.
    FUNNELMATH_STATUS_NO_TRIALS = 6,
    // "1 in n" needs a finite n of at least 1.
    FUNNELMATH_STATUS_ONE_IN = 7,
    // A chain needs at least one gate.
    FUNNELMATH_STATUS_NO_GATES = 8,
    // There is no such stage. Index: the one asked for; value: the last there is.
    FUNNELMATH_STATUS_STAGE = 9,
    // There is no such gate. Index: the one asked for; value: the last there is.
    FUNNELMATH_STATUS_GATE = 10,
    // A list has the wrong length. Index: the length it should have; value: the length it has.
    FUNNELMATH_STATUS_LENGTH = 11,
    // The answer is too large for a double. Index: at which stage, gate or record.
    FUNNELMATH_STATUS_OVERFLOW = 12,
    // Selling weeks a year must be above 0 and at most 53.
    FUNNELMATH_STATUS_WEEKS_PER_YEAR = 13,
    // Working days a week must be above 0 and at most 7.
    FUNNELMATH_STATUS_DAYS_PER_WEEK = 14,
    // A number of days is not finite or below 0.
    FUNNELMATH_STATUS_DAYS = 15,
    // A change is not finite or leads below 0.
    FUNNELMATH_STATUS_STEP = 16,
    // A revenue goal needs a sale value.
    FUNNELMATH_STATUS_NO_SALE_VALUE = 17,
    // A gate needs either a rate, or successes and trials, or "one in". Index: which gate.
    FUNNELMATH_STATUS_GATE_FORM = 18,
    // A name stands for nothing here.
    FUNNELMATH_STATUS_NAME = 19,
    // A shape of a distribution is not a number above 0 (of what counts say, of at least 1e-9) and at most
    // 2^53. Index: which of the two, or of a funnel, which gate.
    FUNNELMATH_STATUS_SHAPE = 20,
    // A probability or confidence is not a number from 0 to 1.
    FUNNELMATH_STATUS_PROBABILITY = 21,
    // A standard score is not a finite number.
    FUNNELMATH_STATUS_SCORE = 22,
    // A number of weeks is not finite and at least 0; of a flow that was counted, not above 0.
    FUNNELMATH_STATUS_WEEKS = 23,
    // A variation of deal sizes is not a finite number of at least 0.
    FUNNELMATH_STATUS_VARIATION = 24,
    // There are no deal sizes, or each was seen 0 times.
    FUNNELMATH_STATUS_NO_DEALS = 25,
    // A pointer is NULL, or misaligned, or a result overlaps an input. Index: which parameter, from 0,
    // also for what is in a struct.
    FUNNELMATH_STATUS_POINTER = 100,
    // A number stands for none of the enumeration's values. Index: which parameter, from 0, also for
    // what is in a struct or list; value: the number.
    FUNNELMATH_STATUS_ENUM = 101,
    // A struct_size is none that this library knows. Index: the size it knows; value: the size given.
    FUNNELMATH_STATUS_STRUCT_SIZE = 102,
    // There is no such period, stage or effect in the plan. Index: the one asked for; value: how many
    // there are.
    FUNNELMATH_STATUS_INDEX = 103,
    // The library itself failed; it is a bug of funnelmath, and the process may go on.
    FUNNELMATH_STATUS_PANIC = 200,
} funnelmath_status;

// What is said of a quantity.
typedef enum {
    // It was given.
    FUNNELMATH_ANSWER_KIND_GIVEN = 0,
    // It follows.
    FUNNELMATH_ANSWER_KIND_FOUND = 1,
    // It does not follow.
    FUNNELMATH_ANSWER_KIND_UNDETERMINED = 2,
    // Only its product with the other such ones between two stages follows.
    FUNNELMATH_ANSWER_KIND_ONLY_PRODUCT = 3,
} funnelmath_answer_kind;

// The named calendars.
typedef enum {
    // 52 weeks, 12 months.
    FUNNELMATH_CALENDAR_KIND_COMMON = 0,
    // The coaching month of 4 weeks: 48 weeks, 12 months.
    FUNNELMATH_CALENDAR_KIND_FOUR_WEEK_MONTH = 1,
    // The mean Gregorian year of 365.2425 days.
    FUNNELMATH_CALENDAR_KIND_CIVIL = 2,
    // The caller's own selling weeks a year, over 12 months.
    FUNNELMATH_CALENDAR_KIND_SELLING_WEEKS = 3,
} funnelmath_calendar_kind;

// Why the knowns cannot all be true.
typedef enum {
    // They can.
    FUNNELMATH_CONFLICT_KIND_NONE = 0,
    // What is known before leads elsewhere than to what is known of stage `to`.
    FUNNELMATH_CONFLICT_KIND_CONTRADICTORY = 1,
    // Some unknown gate would need a rate above 1.
    FUNNELMATH_CONFLICT_KIND_IMPOSSIBLE = 2,
} funnelmath_conflict_kind;

// How the sizes of deals are said.
typedef enum {
    // Every deal is worth `mean`.
    FUNNELMATH_DEAL_KIND_FIXED = 0,
    // Gamma distributed, by `mean` and `variation`.
    FUNNELMATH_DEAL_KIND_VARYING = 1,
    // One of `sizes`, each as likely as any other: the deals of last year. A size may stand there more than
    // once.
    FUNNELMATH_DEAL_KIND_SEEN = 2,
    // One of `sizes`, each as likely as its place in `counts` says: a histogram.
    FUNNELMATH_DEAL_KIND_COUNTED = 3,
} funnelmath_deal_kind;

// How the weekly rate of a flow is known.
typedef enum {
    // `a` arrivals a week, not necessarily whole; `b` is not read.
    FUNNELMATH_FLOW_KIND_STEADY = 0,
    // `a` arrivals, whole, were seen in `b` weeks. None seen is not "none will come": half an arrival more
    // is assumed (Jeffreys).
    FUNNELMATH_FLOW_KIND_COUNTED = 1,
    // As if `a` arrivals, the shape of a gamma distribution, had been seen in `b` weeks: with a prior of
    // one's own.
    FUNNELMATH_FLOW_KIND_UNCERTAIN = 2,
} funnelmath_flow_kind;

// How a gate is said.
typedef enum {
    // `a` is the rate, 0 to 1.
    FUNNELMATH_GATE_KIND_RATE = 0,
    // `a` successes of `b` trials.
    FUNNELMATH_GATE_KIND_COUNTS = 1,
    // One in `a`.
    FUNNELMATH_GATE_KIND_ONE_IN = 2,
} funnelmath_gate_kind;

// What a goal is a goal of.
typedef enum {
    // So much revenue.
    FUNNELMATH_GOAL_KIND_REVENUE = 0,
    // So many at one stage.
    FUNNELMATH_GOAL_KIND_VOLUME = 1,
} funnelmath_goal_kind;

// Something that can be improved.
typedef enum {
    // A gate, by its number.
    FUNNELMATH_LEVER_GATE = 0,
    // The sale value.
    FUNNELMATH_LEVER_SALE_VALUE = 1,
} funnelmath_lever;

// How a probability was worked out.
typedef enum {
    // A closed form or a finite sum: all that is lost is rounding.
    FUNNELMATH_METHOD_EXACT = 0,
    // The numerical inversion of an integral transform, for several uncertain gates with more than 512
    // inputs, and for one when neither tail is a sum of at most 256 terms. Within 1e-12 of the smaller tail,
    // tested for up to 2^53 inputs and evidence of 1e-3 to 1e15 items; of less, very small tails have been 1e-7 off.
    FUNNELMATH_METHOD_INVERSION = 1,
    // Items that wait on the way were counted as the inputs that would bring as many, where there are
    // more than 512 at a stage: a chance above a half is understated, by less than 0.1 in all that was
    // tried, and more only where what waits is nearly sure and makes most of the goal.
    FUNNELMATH_METHOD_POOLED = 2,
    // Of revenue from seen deal sizes that are not whole multiples of one unit, or of so small a one that
    // the goal has more than 1600 of them: sizes are moved to a lattice of 1600 cells up to the goal. The
    // answer is exact for a goal that is blurred: by an error of mean 0 and a standard deviation of at most
    // sqrt(deals) / 3200 of itself. With six sizes or more within 5e-4 in all that was tried, with fewer
    // within 0.03.
    FUNNELMATH_METHOD_LATTICE = 3,
    // Of revenue from seen deal sizes, where it takes more deals than can be added up one by one: their sum
    // by its first four moments. With six sizes or more within 1e-4 in all that was tried, with fewer within
    // 0.01; absolutely, not of a small tail.
    FUNNELMATH_METHOD_EDGEWORTH = 4,
} funnelmath_method;

// Whether there is an answer.
typedef enum {
    // So much is enough.
    FUNNELMATH_OUTCOME_ENOUGH = 0,
    // Nothing is enough.
    FUNNELMATH_OUTCOME_NEVER = 1,
} funnelmath_outcome;

// A period that goals and activity are counted in.
typedef enum {
    // A day.
    FUNNELMATH_PERIOD_DAY = 0,
    // A week.
    FUNNELMATH_PERIOD_WEEK = 1,
    // A month, a twelfth of a year.
    FUNNELMATH_PERIOD_MONTH = 2,
    // A quarter, a fourth of a year.
    FUNNELMATH_PERIOD_QUARTER = 3,
    // A year.
    FUNNELMATH_PERIOD_YEAR = 4,
} funnelmath_period;

// How an exact volume becomes a whole one.
typedef enum {
    // One ceiling at the end: enough, never less.
    FUNNELMATH_POLICY_UP = 0,
    // The nearest whole number, a half going up.
    FUNNELMATH_POLICY_NEAREST = 1,
    // A ceiling at the goal's stage, and of what that needs at the stage before, and so on.
    FUNNELMATH_POLICY_UP_EACH_STAGE = 2,
} funnelmath_policy;

// What the numbers of a start say.
typedef enum {
    // Nothing is there: the list is not read.
    FUNNELMATH_START_KIND_EMPTY = 0,
    // How many wait at each stage and may still pass its gate; at the goal's stage, how many are done.
    FUNNELMATH_START_KIND_OPEN = 1,
    // How many reached each stage this period, whatever became of them. Those that the next stage's
    // number does not account for, at the gate's rate, count as open. 0 where it was not counted.
    FUNNELMATH_START_KIND_REACHED = 2,
} funnelmath_start_kind;

// How far a lever is moved.
typedef enum {
    // So many percentage points more: 1 turns 40 % into 41 %. For the sale value, units of currency.
    FUNNELMATH_STEP_POINTS = 0,
    // So many percent of itself more: 10 turns 40 % into 44 %.
    FUNNELMATH_STEP_PERCENT = 1,
    // To this value.
    FUNNELMATH_STEP_TO = 2,
} funnelmath_step;

// One of the four factors of sales velocity.
typedef enum {
    // The number of open opportunities.
    FUNNELMATH_VELOCITY_LEVER_OPPORTUNITIES = 0,
    // The average sale value.
    FUNNELMATH_VELOCITY_LEVER_SALE_VALUE = 1,
    // The win rate.
    FUNNELMATH_VELOCITY_LEVER_WIN_RATE = 2,
    // The sales cycle.
    FUNNELMATH_VELOCITY_LEVER_CYCLE = 3,
} funnelmath_velocity_lever;

// A funnel: made once, then only read, from any number of threads.
typedef struct funnelmath_funnel funnelmath_funnel;

// A plan: made once, then only read, from any number of threads.
typedef struct funnelmath_plan funnelmath_plan;

// How many weeks and days a year of twelve months has.
typedef struct {
    // sizeof(funnelmath_calendar).
    uint32_t struct_size;
    // A funnelmath_calendar_kind.
    uint32_t kind;
    // Of SELLING_WEEKS: how many a year, above 0, at most 53; not read otherwise.
    double selling_weeks;
    // Working days a week, above 0, at most 7. Always read: 7 gives the named calendars as they are.
    double days_per_week;
} funnelmath_calendar;

// More about a failure. Written only when a function fails, and only if a place for it was given.
typedef struct {
    // The status that was returned.
    uint32_t status;
    // 1 when `index` says something.
    uint32_t has_index;
    // 1 when `value` says something.
    uint32_t has_value;
    // 0.
    uint32_t reserved;
    // Which element it concerns; each status says what is counted.
    uint64_t index;
    // The value that could not be used. It may be NaN.
    double value;
} funnelmath_error;

// A number that may be missing: an unknown, or a result that does not exist.
typedef struct {
    // The number; 0 and without meaning when it is missing.
    double value;
    // 1 when there is a number, 0 when it is missing.
    uint32_t known;
    // 0.
    uint32_t reserved;
} funnelmath_maybe;

// A whole number of units, and the exact volume it stands for.
typedef struct {
    // The exact volume.
    double exact;
    // The whole number of units.
    double units;
    // Units beyond the exact volume; negative when rounded down.
    double residual;
    // units / exact: 1.073 is 107.3 %. Missing when nothing was asked.
    funnelmath_maybe delivers;
} funnelmath_whole;

// A goal in one period, what a sale is worth, and what is already there.
typedef struct {
    // sizeof(funnelmath_goal).
    uint32_t struct_size;
    // A funnelmath_goal_kind.
    uint32_t kind;
    // The stage of a volume goal, from 0; not read otherwise.
    uint64_t stage;
    // The revenue, or the volume: finite, at least 0.
    double amount;
    // The average revenue of an item that leaves the last gate: finite, at least 0.
    double sale_value;
    // One volume for each stage, or NULL.
    const double *start;
    // How many volumes `start` has.
    size_t start_len;
    // A funnelmath_start_kind.
    uint32_t start_kind;
    // 0.
    uint32_t reserved;
} funnelmath_goal;

// Why a goal cannot be reached; all 0 when it can.
typedef struct {
    // 1 when the goal cannot be reached.
    uint32_t unreachable;
    // A funnelmath_lever: what is in the way, a gate of 0 or a sale value of 0.
    uint32_t lever;
    // Which gate; 0 for the sale value.
    uint64_t gate;
    // What would have to come out of it and cannot: a volume at the stage behind the gate, or revenue.
    double missing;
    // The best that can be reached, in the goal's unit.
    double best;
} funnelmath_unreachable;

// What one step of one lever does.
typedef struct {
    // A funnelmath_lever.
    uint32_t lever;
    // 1 when the step led beyond a rate of 1 and was taken to 1.
    uint32_t capped;
    // Which gate; 0 for the sale value.
    uint64_t gate;
    // A funnelmath_step: how the lever was moved.
    uint32_t step;
    // 0.
    uint32_t reserved;
    // How far: points, percent, or the value it was moved to.
    double size;
    // The lever's value before.
    double from;
    // Its value after.
    double to;
    // The volume required before; missing when no volume reaches the goal.
    funnelmath_maybe required_before;
    // The same after.
    funnelmath_maybe required_after;
    // By how much of itself the required volume changes: -0.1 is 10 % less.
    funnelmath_maybe required_change;
    // The revenue before.
    double revenue_before;
    // The same after.
    double revenue_after;
    // By how much of itself the revenue changes; missing when there was none before.
    funnelmath_maybe revenue_change;
} funnelmath_effect;

// A team's totals.
typedef struct {
    // The revenue of all members together.
    double revenue;
    // Revenue per sale over all members; missing when they sell nothing.
    funnelmath_maybe sale_value;
    // Sales per entry over all members; missing when nothing enters.
    funnelmath_maybe overall;
} funnelmath_total;

// The probability of an event, and of its contrary, each to full relative precision.
typedef struct {
    // The probability that it happens.
    double reached;
    // The probability that it does not: 1 - reached.
    double missed;
    // A funnelmath_method: how they were worked out.
    uint32_t method;
    // 0.
    uint32_t reserved;
} funnelmath_likelihood;

// A quantile of the number of results.
typedef struct {
    // The number of results, whole.
    double results;
    // A funnelmath_method.
    uint32_t method;
    // 0.
    uint32_t reserved;
} funnelmath_quantile;

// The limits between which the number of results lies with a stated probability.
typedef struct {
    // The lower limit, whole.
    double low;
    // The upper limit, whole.
    double high;
    // A funnelmath_method.
    uint32_t method;
    // 0.
    uint32_t reserved;
} funnelmath_range;

// Whether inputs can make so many results so sure.
typedef struct {
    // A funnelmath_outcome. NEVER: the rate is 0, certainty is asked of a rate below 1, or it would take
    // more than 2^53 inputs.
    uint32_t outcome;
    // 0.
    uint32_t reserved;
    // ENOUGH: the fewest inputs that do, whole. NEVER: 0.
    double inputs;
    // ENOUGH: the chance with these. NEVER: the best there is, with 2^53 inputs.
    funnelmath_likelihood chance;
} funnelmath_inputs;

// How many results inputs make sure of.
typedef struct {
    // The most results that are that sure, whole.
    double results;
    // The chance of at least so many.
    funnelmath_likelihood chance;
} funnelmath_results;

// A share of a whole and what it leaves to 1, each to full relative precision.
typedef struct {
    // The share, 0 to 1.
    double value;
    // 1 - value.
    double rest;
} funnelmath_share;

// Which overall rate it takes.
typedef struct {
    // A funnelmath_outcome. NEVER: there are fewer inputs than results; all else is 0 then.
    uint32_t outcome;
    // 0.
    uint32_t reserved;
    // The rate, and what it leaves to 1.
    funnelmath_share rate;
} funnelmath_overall_rate;

// Which rate it takes at one gate.
typedef struct {
    // A funnelmath_outcome. NEVER: it cannot be had at this gate alone.
    uint32_t outcome;
    // 0.
    uint32_t reserved;
    // ENOUGH: the rate. NEVER: 0.
    double rate;
    // NEVER: the rate above 1 that it would take; missing where no number would do, because another gate
    // is closed (or all but), or because there are fewer inputs than results.
    funnelmath_maybe takes;
    // NEVER: the chance with this gate at 100 %. ENOUGH: all 0.
    funnelmath_likelihood best;
} funnelmath_gate_rate;

// The limits between which a rate lies with a stated probability.
typedef struct {
    // The lower limit, 0 to 1.
    double low;
    // The upper limit, 0 to 1.
    double high;
} funnelmath_interval;

// Inputs that arrive independently of each other, at the same rate in every week (a Poisson process).
typedef struct {
    // sizeof(funnelmath_flow).
    uint32_t struct_size;
    // A funnelmath_flow_kind: says what `a` and `b` are.
    uint32_t kind;
    // Arrivals.
    double a;
    // Weeks, above 0; not read when STEADY.
    double b;
} funnelmath_flow;

// The limits between which a number of results lies, each included, with at least a stated probability.
typedef struct {
    // The lower limit, whole.
    double low;
    // The upper limit, whole; missing when there is none up to 2^53.
    funnelmath_maybe high;
} funnelmath_flow_range;

// How long until there are enough results.
typedef struct {
    // A funnelmath_outcome. NEVER: nothing arrives or passes, or certainty is asked.
    uint32_t outcome;
    // 0.
    uint32_t reserved;
    // ENOUGH: after so many weeks, not necessarily whole. NEVER: 0.
    double weeks;
    // ENOUGH: the chance that the results are there by then. NEVER: the chance that they ever come.
    funnelmath_likelihood chance;
} funnelmath_wait;

// A gate of a funnel.
typedef struct {
    // A funnelmath_gate_kind: says what `a` and `b` are.
    uint32_t kind;
    // 0.
    uint32_t reserved;
    // The rate, the successes, or the n of "one in n".
    double a;
    // The trials; not read otherwise.
    double b;
    // The rate that the gate is held against; may be missing.
    funnelmath_maybe benchmark;
} funnelmath_gate;

// What a funnel is made of.
typedef struct {
    // sizeof(funnelmath_funnel_options).
    uint32_t struct_size;
    // 0.
    uint32_t reserved;
    // The gates, first gate first.
    const funnelmath_gate *gates;
    // How many gates; at least 1.
    size_t gates_len;
    // Average revenue of an item that leaves the last gate; may be missing, for goals in volumes only.
    funnelmath_maybe sale_value;
    // What the sale value is held against; may be missing.
    funnelmath_maybe sale_value_benchmark;
    // The calendar.
    funnelmath_calendar calendar;
} funnelmath_funnel_options;

// What a plan is asked for.
typedef struct {
    // sizeof(funnelmath_target).
    uint32_t struct_size;
    // The goal's period, a funnelmath_period.
    uint32_t per;
    // The goal and what is already there; its sale value is not read: the funnel has one. What is
    // required with a start is for the rest of the goal, spread over a whole goal period.
    funnelmath_goal goal;
    // The period that activity is counted in, a funnelmath_period.
    uint32_t activity_per;
    // How volumes become whole, a funnelmath_policy.
    uint32_t policy;
    // The stage at which activity is counted, at or before the goal's.
    uint64_t activity_stage;
    // The activity that is really done per activity period; may be missing.
    funnelmath_maybe actual;
    // How sure the goal is to be reached, 0 to 1, which funnelmath_plan_get_confident answers; may be
    // missing. A program whose target ends before this, and says so by struct_size, asks for none.
    funnelmath_maybe confidence;
    // What is assumed of a gate's rate before its counts: worth so many successes; from 1e-9 to 2^53, or 0
    // with `prior_b`, for 1/2 of each (Jeffreys). Gates not made of counts have known rates. Not read
    // without a confidence.
    double prior_a;
    // And so many failures.
    double prior_b;
} funnelmath_target;

// What a plan says as a whole.
typedef struct {
    // Whether the goal can be reached; there are no periods when it cannot.
    funnelmath_unreachable unreachable;
    // How many periods there are: the goal's and, when that is another one, the activity's.
    uint64_t periods;
    // How many stages each period has.
    uint64_t stages;
    // How many effects there are: for each gate, a point more, ten percent more, and its benchmark if it
    // has one; for the sale value the last two.
    uint64_t effects;
    // Actual over unrounded required activity; may be missing.
    funnelmath_maybe gauge;
    // What the actual activity alone would bring over the goal; may be missing.
    funnelmath_maybe attainment;
} funnelmath_plan_summary;

// A plan in one period.
typedef struct {
    // The period, a funnelmath_period.
    uint32_t period;
    // 0.
    uint32_t reserved;
    // The goal's amount in this period.
    double goal;
    // Expected revenue of the whole activity; missing without a sale value.
    funnelmath_maybe revenue;
    // The share of what was still to be done that the whole activity delivers.
    funnelmath_maybe attainment;
} funnelmath_plan_period;

// What a plan says of a confidence.
typedef struct {
    // 1 when a confidence was asked for; all else is 0 when not.
    uint32_t present;
    // 0.
    uint32_t reserved;
    // The confidence that was asked for.
    double confidence;
    // The chance that the confident plan has by its activity in the goal's period; where none is so sure,
    // the best there is.
    funnelmath_likelihood chance;
    // How many periods the confident plan has: as many as the plan, or 0 when no number of units is enough.
    uint64_t periods;
} funnelmath_plan_confident;

// Two probabilities that make 1 together, each to full relative precision: beside 1e-20 the other is 1.
typedef struct {
    // The probability of at most that.
    double lower;
    // The probability of more than that.
    double upper;
} funnelmath_tails;

// How large one deal is. Deals are independent of each other, and of how many there are.
typedef struct {
    // sizeof(funnelmath_deal_size).
    uint32_t struct_size;
    // A funnelmath_deal_kind: says what is read of the rest.
    uint32_t kind;
    // FIXED, VARYING: the mean size: money: finite, at least 0.
    double mean;
    // VARYING: the standard deviation over the mean: finite, at least 0. 0.5 where most deals are between half
    // and one and a half times the mean, 1 where many are small and a few large.
    double variation;
    // SEEN, COUNTED: the sizes, money.
    const double *sizes;
    // COUNTED: how often each was seen, or how likely it is: in proportion, finite, at least 0.
    const double *counts;
    // How many sizes, and counts, there are.
    size_t len;
} funnelmath_deal_size;

// An amount of money that revenue does not exceed with a stated probability.
typedef struct {
    // The amount; missing when there is none: for certainty, of sizes that vary without end.
    funnelmath_maybe amount;
    // A funnelmath_method.
    uint32_t method;
    // 0.
    uint32_t reserved;
} funnelmath_amount;

// What moving one lever does to the sales velocity.
typedef struct {
    // The lever's value after.
    double to;
    // 1 when the win rate would have gone above 1 and was taken to 1.
    uint32_t capped;
    // 0.
    uint32_t reserved;
    // Revenue a day after; missing when the cycle is 0.
    funnelmath_maybe per_day;
    // By how much of itself the velocity changes: 0.25 is 25 % more. Missing when it was 0.
    funnelmath_maybe change;
} funnelmath_velocity_effect;

// An open pipeline as one number, and how far that number may be off.
typedef struct {
    // The sum of the deals' values.
    double total;
    // The sum of each deal's value times its own win probability.
    double weighted;
    // The standard deviation of the revenue, if deals are won independently.
    double deviation;
} funnelmath_pipeline;

// Whether a pipeline covers what is left of a quota.
typedef struct {
    // Open pipeline over remaining quota; missing when the quota is met.
    funnelmath_maybe ratio;
    // Open pipeline beyond the remaining quota, negative when short of it; missing when it is met.
    funnelmath_maybe cushion;
    // What was booked beyond the quota; missing when it is not met.
    funnelmath_maybe surplus;
} funnelmath_coverage_result;

// What the knowns say of one quantity.
typedef struct {
    // A funnelmath_answer_kind.
    uint32_t kind;
    // 0.
    uint32_t reserved;
    // The value, given or found; of ONLY_PRODUCT the product; 0 when undetermined.
    double value;
    // Of ONLY_PRODUCT: the stage its segment begins at.
    uint64_t from;
    // Of ONLY_PRODUCT: the stage it ends at; the number of stages stands for the revenue.
    uint64_t to;
} funnelmath_answer;

// The first conflict among the knowns. The number of stages stands for the revenue.
typedef struct {
    // A funnelmath_conflict_kind; with NONE all else is 0.
    uint32_t kind;
    // 0.
    uint32_t reserved;
    // Contradictory: the stage whose volume, or whose gate being closed, leads to `expected`.
    uint64_t from;
    // The stage whose given volume is contradicted, or out of reach.
    uint64_t to;
    // Contradictory: what the knowns before lead to at `to`.
    double expected;
    // Contradictory: what was given there.
    double given;
    // Impossible: the gate; of several unknown ones in the segment, the first.
    uint64_t gate;
    // Impossible: how many gates of the segment are unknown.
    uint64_t gates;
    // Impossible: the rate, or product of rates, it would take; missing where no rate would do.
    funnelmath_maybe takes;
    // Impossible: the best that can be reached at `to`.
    double best;
} funnelmath_conflict;

// What was found, beside the answers about volumes and rates.
typedef struct {
    // The first conflict; the answers of other segments still hold.
    funnelmath_conflict conflict;
    // How many quantities do not follow.
    uint64_t undetermined;
    // The sale value.
    funnelmath_answer sale_value;
    // The revenue.
    funnelmath_answer revenue;
} funnelmath_solution;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// How many of a period a year of the calendar has.
//
// - `calendar`: the calendar.
// - `period`: a funnelmath_period.
// - `per_year`: receives the number.
//
// Fails with WEEKS_PER_YEAR, DAYS_PER_WEEK, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_calendar_per_year(const funnelmath_calendar *calendar,
                                               uint32_t period,
                                               double *per_year,
                                               funnelmath_error *error);

// An amount (volume or money) per one period as an amount per another; nothing is rounded.
//
// - `calendar`: the calendar.
// - `amount`: finite, at least 0.
// - `from`, `to`: funnelmath_periods.
// - `converted`: receives amount * per_year(from) / per_year(to).
//
// Fails with VOLUME, OVERFLOW, WEEKS_PER_YEAR, DAYS_PER_WEEK, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_calendar_convert(const funnelmath_calendar *calendar,
                                              double amount,
                                              uint32_t from,
                                              uint32_t to,
                                              double *converted,
                                              funnelmath_error *error);

// One exact volume as a whole one. A volume within 2^-40 of a whole number is that number.
//
// - `policy`: a funnelmath_policy.
// - `exact`: finite, at least 0.
// - `whole`: receives the whole units and what they deliver.
//
// Fails with VOLUME, ENUM, POINTER.
funnelmath_status funnelmath_policy_apply(uint32_t policy,
                                          double exact,
                                          funnelmath_whole *whole,
                                          funnelmath_error *error);

// The whole volumes of a plan.
//
// - `policy`: a funnelmath_policy.
// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
// - `stage`: the goal's stage.
// - `exact`, `whole`, `stages`: the required volume of every stage, in any period, and the places that
//   receive the whole ones; stages must be gates + 1. They must not overlap.
//
// Fails with RATE, NO_GATES, VOLUME, LENGTH, STAGE, OVERFLOW, ENUM, POINTER.
funnelmath_status funnelmath_policy_apply_each(uint32_t policy,
                                               const double *rates,
                                               size_t gates,
                                               uint64_t stage,
                                               const double *exact,
                                               double *whole,
                                               size_t stages,
                                               funnelmath_error *error);

// The rate of a gate that `successes` of `trials` passed. Count only what is decided: an open deal is
// not a lost one.
//
// - `successes`, `trials`: whole numbers from 0 to 2^53.
// - `rate`: receives successes / trials.
//
// Fails with COUNT, NO_TRIALS, SUCCESSES, POINTER.
funnelmath_status funnelmath_rate_from_counts(double successes,
                                              double trials,
                                              double *rate,
                                              funnelmath_error *error);

// The rate of a gate that one in `n` passes: 10:1 is n = 10.
//
// - `n`: finite, at least 1.
// - `rate`: receives 1 / n.
//
// Fails with ONE_IN, POINTER.
funnelmath_status funnelmath_rate_one_in(double n, double *rate, funnelmath_error *error);

// Rates from columns of counts: rates[i] = successes[i] / trials[i].
//
// - `successes`, `trials`: `count` whole numbers each, from 0 to 2^53.
// - `rates`: receives `count` rates; must not overlap the inputs.
//
// Fails with COUNT, NO_TRIALS, SUCCESSES (index: the gate), POINTER.
funnelmath_status funnelmath_rates_from_counts(const double *successes,
                                               const double *trials,
                                               size_t count,
                                               double *rates,
                                               funnelmath_error *error);

// The conversion rate from the first stage to the last.
//
// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
// - `overall`: receives their product, multiplied from the first to the last.
//
// Fails with RATE (index: the gate), NO_GATES, POINTER.
funnelmath_status funnelmath_chain_overall(const double *rates,
                                           size_t gates,
                                           double *overall,
                                           funnelmath_error *error);

// Forwards: the expected volume of every stage, and the revenue, of what enters the first.
//
// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
// - `entry`: how many enter, per period: finite, at least 0.
// - `sale_value`: average revenue of an item that leaves the last gate: finite, at least 0.
// - `volumes`, `stages`: receives one volume for each stage; stages must be gates + 1.
// - `revenue`: receives volumes[gates] * sale_value.
//
// Fails with RATE, NO_GATES, VOLUME, MONEY, LENGTH, OVERFLOW, POINTER.
funnelmath_status funnelmath_chain_forward(const double *rates,
                                           size_t gates,
                                           double entry,
                                           double sale_value,
                                           double *volumes,
                                           size_t stages,
                                           double *revenue,
                                           funnelmath_error *error);

// Backwards: the volume that every stage still needs for a goal to be met, in the goal's period.
//
// A gate of 0 (or a sale value of 0) in the way of a goal above 0 is no failure: `unreachable` says so,
// and `volumes` is not written then.
//
// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
// - `goal`: the goal, the sale value, and what is already there.
// - `volumes`, `stages`: receives one volume for each stage; stages must be gates + 1.
// - `unreachable`: receives whether the goal can be reached, and what is in the way if it cannot.
//
// Fails with RATE, NO_GATES, VOLUME, MONEY, STAGE, LENGTH, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_chain_required(const double *rates,
                                            size_t gates,
                                            const funnelmath_goal *goal,
                                            double *volumes,
                                            size_t stages,
                                            funnelmath_unreachable *unreachable,
                                            funnelmath_error *error);

// What one step of one lever does to the activity required for a goal, and to the revenue of the activity
// there is; both recomputed in full.
//
// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
// - `goal`: the goal and the sale value; its start is not read.
// - `stage`, `volume`: the stage at which activity is counted, at or before the goal's, and the volume
//   there whose revenue is looked at.
// - `lever`, `gate`: a funnelmath_lever and, for a gate, which.
// - `step`, `size`: a funnelmath_step and how far.
// - `effect`: receives what changes.
//
// Fails with RATE, NO_GATES, VOLUME, MONEY, STAGE, GATE, STEP, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_chain_sensitivity(const double *rates,
                                               size_t gates,
                                               const funnelmath_goal *goal,
                                               uint64_t stage,
                                               double volume,
                                               uint32_t lever,
                                               uint64_t gate,
                                               uint32_t step,
                                               double size,
                                               funnelmath_effect *effect,
                                               funnelmath_error *error);

// Adds up several chains (reps, segments) of equally many gates, weighted by their volumes, and says which
// rates the team as a whole has: never the mean of the rates.
//
// - `gates`: how many gates each member's chain has; at least 1.
// - `rates`: members * gates rates, one member after the other.
// - `entries`, `sale_values`: for each of the `members`, how many enter, and the revenue per sale.
// - `volumes`: receives gates + 1 summed volumes.
// - `implied`: receives `gates` rates of the team; missing where nothing enters the gate.
// - `total`: receives the revenue, the revenue per sale and the overall rate.
//
// Fails with NO_GATES, RATE (index into rates), VOLUME, MONEY (index: the member), OVERFLOW, POINTER.
funnelmath_status funnelmath_roll_up(size_t gates,
                                     const double *rates,
                                     const double *entries,
                                     const double *sale_values,
                                     size_t members,
                                     double *volumes,
                                     funnelmath_maybe *implied,
                                     funnelmath_total *total,
                                     funnelmath_error *error);

// The expected overall rate of a chain: the product of the known rates and of the means of the others.
//
// The functions named chance_ all describe a chain so: `rate` is the product of the gates whose rates are
// known (funnelmath_chain_overall; 1 without any), and each gate of which only counts are known has a place
// in the lists `a` and `b`, as funnelmath_evidence_observe makes them: independent of each other, in any
// order. When the same items were followed through several gates, these are one gate: of so many that
// started, so many came out. Items pass or fail independently, given the rates.
//
// - `rate`: 0 to 1.
// - `a`, `b`, `gates`: from 1e-9 to 2^53, one of each for every gate known from counts; there may be none.
// - `mean`: receives the rate.
//
// Fails with SHAPE (index 0: in a, 1: in b), RATE, POINTER.
funnelmath_status funnelmath_chance_mean(double rate,
                                         const double *a,
                                         const double *b,
                                         size_t gates,
                                         double *mean,
                                         funnelmath_error *error);

// The chance that at least `k` of `n` inputs reach the end: 1 for k = 0, 0 for k above n.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `k`, `n`: whole numbers from 0 to 2^53.
// - `chance`: receives it.
//
// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT (index 0: k, 1: n), POINTER.
funnelmath_status funnelmath_chance_at_least(double rate,
                                             const double *a,
                                             const double *b,
                                             size_t gates,
                                             double k,
                                             double n,
                                             funnelmath_likelihood *chance,
                                             funnelmath_error *error);

// The chance that exactly `k` of `n` inputs reach the end.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `k`, `n`: whole numbers from 0 to 2^53.
// - `chance`: receives it.
//
// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT (index 0: k, 1: n), POINTER.
funnelmath_status funnelmath_chance_exactly(double rate,
                                            const double *a,
                                            const double *b,
                                            size_t gates,
                                            double k,
                                            double n,
                                            funnelmath_likelihood *chance,
                                            funnelmath_error *error);

// The smallest number of results that `n` inputs do not exceed with a probability of at least `p`; 0 for
// p = 0. The smaller of p and 1 - p may be missed by 2^-40 of itself, so that exact ties count as met.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `n`: a whole number from 0 to 2^53.
// - `p`: 0 to 1.
// - `quantile`: receives it.
//
// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT, PROBABILITY, POINTER.
funnelmath_status funnelmath_chance_quantile(double rate,
                                             const double *a,
                                             const double *b,
                                             size_t gates,
                                             double n,
                                             double p,
                                             funnelmath_quantile *quantile,
                                             funnelmath_error *error);

// The central range that holds the number of results of `n` inputs with a probability of at least `level`:
// from its quantile (1 - level) / 2 to its quantile (1 + level) / 2.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `n`: a whole number from 0 to 2^53.
// - `level`: 0 to 1.
// - `range`: receives it.
//
// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT, PROBABILITY, POINTER.
funnelmath_status funnelmath_chance_interval(double rate,
                                             const double *a,
                                             const double *b,
                                             size_t gates,
                                             double n,
                                             double level,
                                             funnelmath_range *range,
                                             funnelmath_error *error);

// The fewest inputs of which at least `k` reach the end with a chance of at least `confidence`. None are
// needed for k = 0 or a confidence of 0; a rate of 1 needs k. The smaller of confidence and 1 - confidence
// may be missed by 2^-40 of itself, so that exact ties count as met.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `k`: a whole number from 0 to 2^53.
// - `confidence`: 0 to 1.
// - `inputs`: receives them, or that no number is enough.
//
// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT, PROBABILITY, POINTER.
funnelmath_status funnelmath_chance_inputs(double rate,
                                           const double *a,
                                           const double *b,
                                           size_t gates,
                                           double k,
                                           double confidence,
                                           funnelmath_inputs *inputs,
                                           funnelmath_error *error);

// The most results that `n` inputs bring with a chance of at least `confidence` (ties as for
// funnelmath_chance_inputs): all n for a confidence of 0, and none for one of 1 unless the rate is 1.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `n`: a whole number from 0 to 2^53.
// - `confidence`: 0 to 1.
// - `results`: receives them, and their chance.
//
// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT, PROBABILITY, POINTER.
funnelmath_status funnelmath_chance_results(double rate,
                                            const double *a,
                                            const double *b,
                                            size_t gates,
                                            double n,
                                            double confidence,
                                            funnelmath_results *results,
                                            funnelmath_error *error);

// The smallest overall rate with which at least `k` of `n` inputs reach the end with a chance of
// `confidence` (the bound of Clopper and Pearson): 0 for k = 0 or a confidence of 0, 1 for a confidence of 1.
//
// - `k`, `n`: whole numbers from 0 to 2^53.
// - `confidence`: 0 to 1.
// - `rate`: receives it, or that n is too small.
//
// Fails with COUNT (index 0: k, 1: n), PROBABILITY, POINTER.
funnelmath_status funnelmath_rate_for(double k,
                                      double n,
                                      double confidence,
                                      funnelmath_overall_rate *rate,
                                      funnelmath_error *error);

// The rate that one gate needs, the others as they are, so that of `n` at the first stage at least `k` reach
// the last with a chance of `confidence`.
//
// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
// - `gate`: which gate, from 0; its own rate is not used.
// - `k`, `n`: whole numbers from 0 to 2^53.
// - `confidence`: 0 to 1.
// - `rate`: receives it, or what stands in the way.
//
// Fails with RATE, NO_GATES, GATE, COUNT (index 0: k, 1: n), PROBABILITY, POINTER.
funnelmath_status funnelmath_chain_gate_for(const double *rates,
                                            size_t gates,
                                            uint64_t gate,
                                            double k,
                                            double n,
                                            double confidence,
                                            funnelmath_gate_rate *rate,
                                            funnelmath_error *error);

// What counts say of a rate: a Beta(a, b) distribution over it, in which a counts the successes and b the
// failures, each with what was assumed before anything was counted.
//
// Count only what is decided: an open deal is not a lost one. No trials change nothing.
//
// - `a`, `b`: what was assumed or known before: 0.5, 0.5 by Jeffreys, 1, 1 when every rate is as likely as
//   any other, or a prior of one's own, worth so many successes and failures; from 1e-9 to 2^53.
// - `successes`, `trials`: what was seen: whole numbers from 0 to 2^53.
// - `a_after`, `b_after`: receive a + successes and b + (trials - successes).
//
// Fails with SHAPE (index 0: a, 1: b; also of the results), COUNT, SUCCESSES, POINTER.
funnelmath_status funnelmath_evidence_observe(double a,
                                              double b,
                                              double successes,
                                              double trials,
                                              double *a_after,
                                              double *b_after,
                                              funnelmath_error *error);

// The expected rate of Beta(a, b): a / (a + b).
//
// - `a`, `b`: from 1e-9 to 2^53.
// - `rate`: receives it.
//
// Fails with SHAPE (index 0: a, 1: b), POINTER.
funnelmath_status funnelmath_evidence_mean(double a,
                                           double b,
                                           double *rate,
                                           funnelmath_error *error);

// The rate below which the true one lies with probability `p`.
//
// - `a`, `b`: what counts say of it, as funnelmath_evidence_observe makes them; from 1e-9 to 2^53.
// - `p`: 0 to 1.
// - `rate`: receives it; 0 for p = 0, 1 for p = 1.
//
// Fails with SHAPE (index 0: a, 1: b), PROBABILITY, POINTER.
funnelmath_status funnelmath_evidence_quantile(double a,
                                               double b,
                                               double p,
                                               double *rate,
                                               funnelmath_error *error);

// The central interval that holds the true rate with probability `level`: as much beyond its lower limit as
// beyond its upper one (a credible interval).
//
// - `a`, `b`: what counts say of it, as funnelmath_evidence_observe makes them; from 1e-9 to 2^53.
// - `level`: 0 to 1.
// - `interval`: receives it; all of 0 to 1 for level = 1.
//
// Fails with SHAPE (index 0: a, 1: b), PROBABILITY, POINTER.
funnelmath_status funnelmath_evidence_interval(double a,
                                               double b,
                                               double level,
                                               funnelmath_interval *interval,
                                               funnelmath_error *error);

// Expected arrivals a week.
//
// - `flow`: a flow.
// - `per_week`: receives them.
//
// Fails with VOLUME, COUNT, SHAPE, WEEKS, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_per_week(const funnelmath_flow *flow,
                                           double *per_week,
                                           funnelmath_error *error);

// Expected results in so many weeks.
//
// - `flow`: a flow.
// - `rate`: the chance that an arrival becomes a result, 0 to 1: what passes a chain is a flow again.
// - `weeks`: finite, at least 0, not necessarily whole.
// - `results`: receives them.
//
// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_expected(const funnelmath_flow *flow,
                                           double rate,
                                           double weeks,
                                           double *results,
                                           funnelmath_error *error);

// The chance of at least `k` results in so many weeks.
//
// - `flow`: a flow.
// - `k`: a whole number from 0 to 2^53.
// - `rate`, `weeks`: as for funnelmath_flow_expected.
// - `chance`: receives it.
//
// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_at_least(const funnelmath_flow *flow,
                                           double k,
                                           double rate,
                                           double weeks,
                                           funnelmath_likelihood *chance,
                                           funnelmath_error *error);

// The chance of exactly `k` results in so many weeks.
//
// - `flow`: a flow.
// - `k`: a whole number from 0 to 2^53.
// - `rate`, `weeks`: as for funnelmath_flow_expected.
// - `chance`: receives it.
//
// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_exactly(const funnelmath_flow *flow,
                                          double k,
                                          double rate,
                                          double weeks,
                                          funnelmath_likelihood *chance,
                                          funnelmath_error *error);

// The smallest number of results that is not exceeded in so many weeks with a probability of at least `p`.
// The smaller of p and 1 - p may be missed by 2^-40 of itself, so that exact ties count as met.
//
// - `flow`: a flow.
// - `rate`, `weeks`: as for funnelmath_flow_expected.
// - `p`: 0 to 1.
// - `results`: receives it; missing when no number up to 2^53 is enough: always for p = 1, unless nothing
//   can come.
//
// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_quantile(const funnelmath_flow *flow,
                                           double rate,
                                           double weeks,
                                           double p,
                                           funnelmath_maybe *results,
                                           funnelmath_error *error);

// The central range that holds the number of results of so many weeks with a probability of at least
// `level`: from its quantile (1 - level) / 2 to its quantile (1 + level) / 2.
//
// - `flow`: a flow.
// - `rate`, `weeks`: as for funnelmath_flow_expected.
// - `level`: 0 to 1.
// - `range`: receives it.
//
// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_interval(const funnelmath_flow *flow,
                                           double rate,
                                           double weeks,
                                           double level,
                                           funnelmath_flow_range *range,
                                           funnelmath_error *error);

// The weeks after which at least `k` results are there with a chance of `confidence`; none are needed for
// k = 0 or a confidence of 0.
//
// - `flow`: a flow.
// - `k`: a whole number from 0 to 2^53.
// - `rate`: the chance that an arrival becomes a result, 0 to 1.
// - `confidence`: 0 to 1.
// - `wait`: receives them, or that no number is enough.
//
// Fails with VOLUME, COUNT, SHAPE, WEEKS, RATE, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_weeks(const funnelmath_flow *flow,
                                        double k,
                                        double rate,
                                        double confidence,
                                        funnelmath_wait *wait,
                                        funnelmath_error *error);

// The expected arrivals needed so that at least `k` of them become results with a chance of `confidence`,
// when their number itself is by chance (Poisson distributed).
//
// - `k`: a whole number from 0 to 2^53.
// - `rate`: the chance that an arrival becomes a result, 0 to 1.
// - `confidence`: 0 to 1.
// - `arrivals`: receives them, not necessarily whole; missing when no number is enough: nothing passes, or
//   certainty is asked.
//
// Fails with COUNT, RATE, PROBABILITY, OVERFLOW, POINTER.
funnelmath_status funnelmath_arrivals_for(double k,
                                          double rate,
                                          double confidence,
                                          funnelmath_maybe *arrivals,
                                          funnelmath_error *error);

// Writes the sentence for people about an error, in UTF-8 with a closing NUL.
//
// - `error`: as a failed function wrote it.
// - `buffer`, `capacity`: where to, and how many bytes fit, the NUL included. A longer sentence is cut at
//   the end of a character. (NULL, 0) asks for the length only.
// - `length`: receives the length in bytes of the whole sentence, without the NUL.
//
// Fails with FUNNELMATH_STATUS_POINTER only.
funnelmath_status funnelmath_error_format(const funnelmath_error *error,
                                          char *buffer,
                                          size_t capacity,
                                          size_t *length);

// Makes a funnel.
//
// - `options`: what it is made of; copied.
// - `funnel`: receives the funnel, to be freed by funnelmath_funnel_free.
//
// Fails with RATE, COUNT, NO_TRIALS, SUCCESSES, ONE_IN (index: the gate), NO_GATES, MONEY,
// WEEKS_PER_YEAR, DAYS_PER_WEEK, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_funnel_new(const funnelmath_funnel_options *options,
                                        funnelmath_funnel **funnel,
                                        funnelmath_error *error);

// Frees a funnel; NULL is allowed. No other thread may use it any more.
void funnelmath_funnel_free(funnelmath_funnel *funnel);

// The plan for a goal: what each stage needs, exactly and in whole units, per goal and activity period.
//
// - `funnel`: a funnel.
// - `target`: what is asked for.
// - `plan`: receives the plan, to be freed by funnelmath_plan_free. It does not need the funnel any more.
//
// Fails with NO_SALE_VALUE, MONEY, VOLUME, STAGE, LENGTH, OVERFLOW, STEP (ten percent more than the sale
// value is too large for a double), PROBABILITY (the confidence), SHAPE (index 0: prior_a, 1: prior_b; or a
// gate whose counts pass 2^53 with them), STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_plan_new(const funnelmath_funnel *funnel,
                                      const funnelmath_target *target,
                                      funnelmath_plan **plan,
                                      funnelmath_error *error);

// Frees a plan; NULL is allowed. No other thread may use it any more.
void funnelmath_plan_free(funnelmath_plan *plan);

// What a plan says as a whole.
//
// - `plan`: a plan.
// - `summary`: receives it.
//
// Fails with POINTER.
funnelmath_status funnelmath_plan_summarize(const funnelmath_plan *plan,
                                            funnelmath_plan_summary *summary,
                                            funnelmath_error *error);

// One period of a plan.
//
// - `plan`: a plan.
// - `index`: which period, from 0: the goal's, then the activity's.
// - `period`: receives it.
//
// Fails with INDEX, POINTER.
funnelmath_status funnelmath_plan_get_period(const funnelmath_plan *plan,
                                             uint64_t index,
                                             funnelmath_plan_period *period,
                                             funnelmath_error *error);

// What one stage needs in one period of a plan.
//
// - `plan`: a plan.
// - `period`: which period, from 0.
// - `stage`: which stage, from 0.
// - `whole`: receives the exact and the whole volume.
//
// Fails with INDEX, POINTER.
funnelmath_status funnelmath_plan_get_stage(const funnelmath_plan *plan,
                                            uint64_t period,
                                            uint64_t stage,
                                            funnelmath_whole *whole,
                                            funnelmath_error *error);

// One effect of a plan's sensitivity: what a step of one lever would change. Required activity is per
// activity period and for the whole goal, whatever is there at the start; revenue per goal period, in sales when the funnel has no sale value.
//
// - `plan`: a plan.
// - `index`: which effect, from 0.
// - `effect`: receives it.
//
// Fails with INDEX, POINTER.
funnelmath_status funnelmath_plan_get_effect(const funnelmath_plan *plan,
                                             uint64_t index,
                                             funnelmath_effect *effect,
                                             funnelmath_error *error);

// What a plan says of the confidence that was asked for: whether the goal can be made so sure, and how sure.
//
// "Divide by the rate" gives what reaches the goal on average: about every second time.
//
// - `plan`: a plan.
// - `confident`: receives it.
//
// Fails with POINTER.
funnelmath_status funnelmath_plan_get_confident(const funnelmath_plan *plan,
                                                funnelmath_plan_confident *confident,
                                                funnelmath_error *error);

// The chance that the expected plan reaches the goal with: of the whole activity of one of its periods, kept
// up for the goal's period.
//
// - `plan`: a plan made with a confidence.
// - `period`: which period of the plan, from 0.
// - `chance`: receives it.
//
// Fails with INDEX (without a confidence there are none), POINTER.
funnelmath_status funnelmath_plan_get_expected_chance(const funnelmath_plan *plan,
                                                      uint64_t period,
                                                      funnelmath_likelihood *chance,
                                                      funnelmath_error *error);

// One period of the plan that is as sure as was asked for.
//
// - `plan`: a plan made with a confidence.
// - `index`: which period, from 0: the goal's, then the activity's.
// - `period`: receives it.
//
// Fails with INDEX (without a confidence, and when no number of units is enough, there are none), POINTER.
funnelmath_status funnelmath_plan_get_confident_period(const funnelmath_plan *plan,
                                                       uint64_t index,
                                                       funnelmath_plan_period *period,
                                                       funnelmath_error *error);

// What one stage needs in one period of the plan that is as sure as was asked for: in the goal's period the
// fewest whole units that reach the goal with this confidence, in the activity's what that comes to.
//
// - `plan`: a plan made with a confidence.
// - `period`: which period, from 0.
// - `stage`: which stage, from 0.
// - `whole`: receives the exact and the whole volume.
//
// Fails with INDEX, POINTER.
funnelmath_status funnelmath_plan_get_confident_stage(const funnelmath_plan *plan,
                                                      uint64_t period,
                                                      uint64_t stage,
                                                      funnelmath_whole *whole,
                                                      funnelmath_error *error);

// The regularised incomplete beta function I_x(a, b) and its complement: the chance that a Beta(a, b) rate
// is at most `x`, and that it is above. P(at least k of n) = I_p(k, n - k + 1).
//
// Relative error of the smaller tail 2e-13 times the larger of 1 and the condition number, for shapes from
// 1e-3 to 1e9.
//
// - `a`, `b`: the shapes, above 0, at most 2^53.
// - `x`: 0 to 1.
// - `tails`: receives both.
//
// Fails with SHAPE (index 0: a, 1: b), PROBABILITY, POINTER.
funnelmath_status funnelmath_incomplete_beta(double a,
                                             double b,
                                             double x,
                                             funnelmath_tails *tails,
                                             funnelmath_error *error);

// The regularised incomplete gamma functions P(a, x) and Q(a, x): the chances that a gamma variable of
// shape `a` and scale 1 is at most `x`, and that it is above. P(at least k arrivals) = P(k, x) where x are
// expected. As accurate as funnelmath_incomplete_beta.
//
// - `a`: the shape, above 0, at most 2^53.
// - `x`: finite, at least 0.
// - `tails`: receives P as `lower` and Q as `upper`.
//
// Fails with SHAPE (index 0), VOLUME, POINTER.
funnelmath_status funnelmath_incomplete_gamma(double a,
                                              double x,
                                              funnelmath_tails *tails,
                                              funnelmath_error *error);

// The rate that a Beta(a, b) rate stays below with probability `p`, and what it leaves to 1: the inverse of
// funnelmath_incomplete_beta. Relative error of both 1e-13 for shapes from 1e-3 to 1e9.
//
// - `a`, `b`: the shapes, above 0, at most 2^53.
// - `p`: 0 to 1.
// - `share`: receives the rate and its rest.
//
// Fails with SHAPE (index 0: a, 1: b), PROBABILITY, POINTER.
funnelmath_status funnelmath_beta_quantile(double a,
                                           double b,
                                           double p,
                                           funnelmath_share *share,
                                           funnelmath_error *error);

// The x that a gamma variable of shape `a` and scale 1 stays below with probability `p`: the inverse of
// funnelmath_incomplete_gamma. Relative error 1e-13 for shapes from 1e-3 to 1e9.
//
// - `a`: the shape, above 0, at most 2^53.
// - `p`: 0 to 1.
// - `x`: receives it; missing for p = 1: there is no finite one.
//
// Fails with SHAPE (index 0), PROBABILITY, POINTER.
funnelmath_status funnelmath_gamma_quantile(double a,
                                            double p,
                                            funnelmath_maybe *x,
                                            funnelmath_error *error);

// The chances that a standard normal variable is at most `z`, and that it is above. Relative error 1e-15
// times the larger of 1 and z^2.
//
// - `z`: finite.
// - `tails`: receives both.
//
// Fails with SCORE, POINTER.
funnelmath_status funnelmath_normal_tails(double z,
                                          funnelmath_tails *tails,
                                          funnelmath_error *error);

// The z that a standard normal variable stays below with probability `p`: the inverse of
// funnelmath_normal_tails. Relative error 1e-15.
//
// - `p`: 0 to 1.
// - `z`: receives it; missing for 0 and 1: there is no finite one.
//
// Fails with PROBABILITY, POINTER.
funnelmath_status funnelmath_normal_quantile(double p,
                                             funnelmath_maybe *z,
                                             funnelmath_error *error);

// The chance of exactly `k` successes in `n` independent trials of chance `p`; 0 where k is above n.
// Relative error 1e-15 times the larger of 1 and the absolute value of its logarithm.
//
// - `k`, `n`: whole numbers from 0 to 2^53.
// - `p`: 0 to 1.
// - `probability`: receives it.
//
// Fails with COUNT (index 0: k, 1: n), PROBABILITY, POINTER.
funnelmath_status funnelmath_binomial_probability(double k,
                                                  double n,
                                                  double p,
                                                  double *probability,
                                                  funnelmath_error *error);

// The natural logarithm of funnelmath_binomial_probability, also where that is too small for a double.
//
// - `k`, `n`: whole numbers from 0 to 2^53.
// - `p`: 0 to 1.
// - `ln`: receives it; missing for the impossible.
//
// Fails with COUNT (index 0: k, 1: n), PROBABILITY, POINTER.
funnelmath_status funnelmath_ln_binomial_probability(double k,
                                                     double n,
                                                     double p,
                                                     funnelmath_maybe *ln,
                                                     funnelmath_error *error);

// The chance of exactly `k` arrivals where `mean` are expected. As accurate as
// funnelmath_binomial_probability.
//
// - `k`: a whole number from 0 to 2^53.
// - `mean`: finite, at least 0.
// - `probability`: receives it.
//
// Fails with COUNT, VOLUME, POINTER.
funnelmath_status funnelmath_poisson_probability(double k,
                                                 double mean,
                                                 double *probability,
                                                 funnelmath_error *error);

// The natural logarithm of funnelmath_poisson_probability, also where that is too small for a double.
//
// - `k`: a whole number from 0 to 2^53.
// - `mean`: finite, at least 0.
// - `ln`: receives it; missing for the impossible.
//
// Fails with COUNT, VOLUME, POINTER.
funnelmath_status funnelmath_ln_poisson_probability(double k,
                                                    double mean,
                                                    funnelmath_maybe *ln,
                                                    funnelmath_error *error);

// The chance of exactly `k` successes in `n` trials of one unknown chance, which is Beta(a, b); 0 where k is
// above n. Relative error 1e-14 times the larger of 1 and the absolute value of its logarithm, for shapes
// from 1e-3 to 1e9.
//
// - `k`, `n`: whole numbers from 0 to 2^53.
// - `a`, `b`: the shapes, above 0, at most 2^53.
// - `probability`: receives it.
//
// Fails with COUNT (index 0: k, 1: n), SHAPE (index 0: a, 1: b), POINTER.
funnelmath_status funnelmath_beta_binomial_probability(double k,
                                                       double n,
                                                       double a,
                                                       double b,
                                                       double *probability,
                                                       funnelmath_error *error);

// The natural logarithm of funnelmath_beta_binomial_probability, also where that is too small for a
// double.
//
// - `k`, `n`: whole numbers from 0 to 2^53.
// - `a`, `b`: the shapes, above 0, at most 2^53.
// - `ln`: receives it; missing for the impossible.
//
// Fails with COUNT (index 0: k, 1: n), SHAPE (index 0: a, 1: b), POINTER.
funnelmath_status funnelmath_ln_beta_binomial_probability(double k,
                                                          double n,
                                                          double a,
                                                          double b,
                                                          funnelmath_maybe *ln,
                                                          funnelmath_error *error);

// The chance that the deals from `n` inputs are together worth at least `goal`.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `n`: a whole number from 0 to 2^53.
// - `size`: how large a deal is.
// - `goal`: money: finite, at least 0.
// - `chance`: receives it.
//
// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT, MONEY (index: which size), VARIATION, VOLUME (index:
// which count), NO_DEALS, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_chance_revenue_at_least(double rate,
                                                     const double *a,
                                                     const double *b,
                                                     size_t gates,
                                                     double n,
                                                     const funnelmath_deal_size *size,
                                                     double goal,
                                                     funnelmath_likelihood *chance,
                                                     funnelmath_error *error);

// The smallest amount that the revenue from `n` inputs does not exceed with a probability of at least `p`.
// For sizes that are not whole multiples of one unit it is told in steps of 2^-16 of the expected revenue.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `n`: a whole number from 0 to 2^53.
// - `size`: how large a deal is.
// - `p`: 0 to 1.
// - `amount`: receives it.
//
// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT, MONEY (index: which size), VARIATION, VOLUME (index:
// which count), NO_DEALS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_chance_revenue_quantile(double rate,
                                                     const double *a,
                                                     const double *b,
                                                     size_t gates,
                                                     double n,
                                                     const funnelmath_deal_size *size,
                                                     double p,
                                                     funnelmath_amount *amount,
                                                     funnelmath_error *error);

// The fewest inputs whose deals are together worth at least `goal` with a chance of at least `confidence`;
// ties as for funnelmath_chance_inputs.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `size`: how large a deal is.
// - `goal`: money: finite, at least 0.
// - `confidence`: 0 to 1.
// - `inputs`: receives them, or that no number is enough.
//
// Fails with SHAPE (index 0: in a, 1: in b), RATE, MONEY (index: which size), VARIATION, VOLUME (index: which
// count), NO_DEALS, PROBABILITY, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_chance_revenue_inputs(double rate,
                                                   const double *a,
                                                   const double *b,
                                                   size_t gates,
                                                   const funnelmath_deal_size *size,
                                                   double goal,
                                                   double confidence,
                                                   funnelmath_inputs *inputs,
                                                   funnelmath_error *error);

// The chance that the results of so many weeks are together worth at least `goal`.
//
// - `flow`: a flow.
// - `rate`: the chance that an arrival becomes a deal, 0 to 1.
// - `weeks`: finite, at least 0, not necessarily whole.
// - `size`: how large a deal is.
// - `goal`: money: finite, at least 0.
// - `chance`: receives it.
//
// Fails with VOLUME (index: which count of `size`), COUNT, SHAPE, RATE, WEEKS, MONEY (index: which size),
// VARIATION, NO_DEALS, OVERFLOW (also when more than 2^53 deals are expected), STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_revenue_at_least(const funnelmath_flow *flow,
                                                   double rate,
                                                   double weeks,
                                                   const funnelmath_deal_size *size,
                                                   double goal,
                                                   funnelmath_likelihood *chance,
                                                   funnelmath_error *error);

// The smallest amount that the revenue of so many weeks does not exceed with a probability of at least `p`, as
// funnelmath_chance_revenue_quantile.
//
// - `flow`: a flow.
// - `rate`: the chance that an arrival becomes a deal, 0 to 1.
// - `weeks`: finite, at least 0, not necessarily whole.
// - `size`: how large a deal is.
// - `p`: 0 to 1.
// - `amount`: receives it; missing for p = 1, unless nothing comes.
//
// Fails with VOLUME (index: which count of `size`), COUNT, SHAPE, RATE, WEEKS, MONEY (index: which size),
// VARIATION, NO_DEALS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_revenue_quantile(const funnelmath_flow *flow,
                                                   double rate,
                                                   double weeks,
                                                   const funnelmath_deal_size *size,
                                                   double p,
                                                   funnelmath_amount *amount,
                                                   funnelmath_error *error);

// The weeks after which the results are together worth at least `goal` with a chance of `confidence`.
//
// - `flow`: a flow.
// - `rate`: the chance that an arrival becomes a deal, 0 to 1.
// - `size`: how large a deal is.
// - `goal`: money: finite, at least 0.
// - `confidence`: 0 to 1.
// - `wait`: receives them, or that no number is enough.
//
// Fails with VOLUME (index: which count of `size`), COUNT, SHAPE, RATE, WEEKS, MONEY (index: which size),
// VARIATION, NO_DEALS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_revenue_weeks(const funnelmath_flow *flow,
                                                double rate,
                                                const funnelmath_deal_size *size,
                                                double goal,
                                                double confidence,
                                                funnelmath_wait *wait,
                                                funnelmath_error *error);

// The activity gauge: actual activity over unrounded required activity. Its target is 1.
//
// - `actual`, `required`: volumes of the same stage and period: finite, at least 0.
// - `gauge`: receives actual / required; missing when nothing is required.
//
// Fails with VOLUME (index 0: actual, 1: required), OVERFLOW, POINTER.
funnelmath_status funnelmath_activity_gauge(double actual,
                                            double required,
                                            funnelmath_maybe *gauge,
                                            funnelmath_error *error);

// Attainment: actual over goal.
//
// - `actual`, `goal`: both money, or both volumes, of the same period: finite, at least 0.
// - `share`: receives actual / goal; missing when the goal is 0.
//
// Fails with MONEY (index 0: actual, 1: goal), OVERFLOW, POINTER.
funnelmath_status funnelmath_attainment(double actual,
                                        double goal,
                                        funnelmath_maybe *share,
                                        funnelmath_error *error);

// Sales velocity: open opportunities * average sale value * win rate / sales cycle; revenue per day.
//
// - `opportunities`: a volume. `sale_value`: money. `win_rate`: won over won and lost, 0 to 1.
//   `cycle_days`: days from the first stage to the sale, at least 0.
// - `per_day`: receives the revenue per day; missing when the cycle is 0 days.
//
// Fails with VOLUME, MONEY, RATE, DAYS, OVERFLOW, POINTER.
funnelmath_status funnelmath_velocity_per_day(double opportunities,
                                              double sale_value,
                                              double win_rate,
                                              double cycle_days,
                                              funnelmath_maybe *per_day,
                                              funnelmath_error *error);

// What moving one lever of sales velocity by a fraction of itself does: 0.2 is 20 % more.
//
// - `opportunities`, `sale_value`, `win_rate`, `cycle_days`: as for funnelmath_velocity_per_day.
// - `lever`: a funnelmath_velocity_lever.
// - `by`: the fraction, at least -1.
// - `effect`: receives what changes.
//
// Fails with VOLUME, MONEY, RATE, DAYS, STEP, OVERFLOW, ENUM, POINTER.
funnelmath_status funnelmath_velocity_lever_effect(double opportunities,
                                                   double sale_value,
                                                   double win_rate,
                                                   double cycle_days,
                                                   uint32_t lever,
                                                   double by,
                                                   funnelmath_velocity_effect *effect,
                                                   funnelmath_error *error);

// The weighted pipeline: the sum over open deals of value times win probability. Won and lost deals do
// not belong in it.
//
// - `values`, `probabilities`: for each of the `deals`, its value (finite, at least 0) and its own win
//   probability (0 to 1). No deals: all results are 0.
// - `pipeline`: receives total, weighted sum and standard deviation.
//
// Fails with MONEY, RATE (index: the deal), OVERFLOW, POINTER.
funnelmath_status funnelmath_weighted_pipeline(const double *values,
                                               const double *probabilities,
                                               size_t deals,
                                               funnelmath_pipeline *pipeline,
                                               funnelmath_error *error);

// Pipeline coverage: open pipeline, unweighted, over remaining quota (quota less booked revenue).
//
// - `pipeline`, `quota`, `booked`: money: finite, at least 0.
// - `coverage`: receives ratio and cushion, or the surplus of a quota that is met.
//
// Fails with MONEY (index 0: pipeline, 1: quota, 2: booked), OVERFLOW, POINTER.
funnelmath_status funnelmath_coverage(double pipeline,
                                      double quota,
                                      double booked,
                                      funnelmath_coverage_result *coverage,
                                      funnelmath_error *error);

// Required coverage: 1 over the share of open pipeline value that is won.
//
// - `win_rate`: by value, 0 to 1.
// - `coverage`: receives 1 / win_rate; missing when it is 0: no pipeline is enough.
//
// Fails with RATE, OVERFLOW, POINTER.
funnelmath_status funnelmath_required_coverage(double win_rate,
                                               funnelmath_maybe *coverage,
                                               funnelmath_error *error);

// From any known volumes, rates, sale value and revenue, every quantity that follows.
//
// - `volumes`, `rates`: what is known of each of the gates + 1 stages and of each gate; unknown is missing.
// - `gates`: how many gates; at least 1.
// - `sale_value`, `revenue`: the same of these two; neither may be NULL.
// - `volume_answers`, `rate_answers`: receive an answer for each stage and each gate.
// - `solution`: receives the conflict, if there is one, and the answers about sale value and revenue.
//
// Fails with VOLUME, RATE, MONEY, NO_GATES, OVERFLOW, ENUM (`known` is neither 0 nor 1), POINTER.
funnelmath_status funnelmath_solve(const funnelmath_maybe *volumes,
                                   const funnelmath_maybe *rates,
                                   size_t gates,
                                   const funnelmath_maybe *sale_value,
                                   const funnelmath_maybe *revenue,
                                   funnelmath_answer *volume_answers,
                                   funnelmath_answer *rate_answers,
                                   funnelmath_solution *solution,
                                   funnelmath_error *error);

// The name of a status, in snake_case: "rate", "no_trials". Static, never freed, never NULL; "unknown"
// for a number that is no status.
const char *funnelmath_status_name(uint32_t status);

// The version of the library as text, "0.1.0". Static, never freed.
const char *funnelmath_version(void);

// The first part of the version of the library that is running; the macro
// FUNNELMATH_VERSION_MAJOR is that of the header.
uint32_t funnelmath_version_major(void);

// The second part of the version.
uint32_t funnelmath_version_minor(void);

// The third part of the version.
uint32_t funnelmath_version_patch(void);

// The counter of incompatible changes, the number in the SONAME; the macro FUNNELMATH_ABI is that of the
// header.
uint32_t funnelmath_abi(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* FUNNELMATH_H */
