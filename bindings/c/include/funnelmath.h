/*
 * funnelmath: sales-funnel maths. Generated from the Rust sources; do not edit.
 *
 * WHAT. A sale passes a chain of gates, each with a conversion rate; the counts between them are the stages. A chain of
 * n gates has the stages 0..n: one more than gates. Rates, win rates and probabilities are doubles from 0 to 1; volumes and
 * amounts of money are finite doubles of at least 0. A number that misses a limit by at most 2^-40 is taken as the limit.
 *
 * ERRORS. Every function that can fail returns a funnelmath_status. FUNNELMATH_STATUS_OK: the results are written. Any
 * other: no result was written, and if the last parameter (funnelmath_error *, may be NULL) is given, it tells the field,
 * its index, the value and the limit, of which funnelmath_error_message makes a sentence. "No answer" (a closed gate, a
 * quota of 0) is no error: the result says so. The comments below name failures without FUNNELMATH_STATUS_.
 *
 * POINTERS. NULL is refused (FUNNELMATH_STATUS_POINTER) where something is needed, and allowed for a list of length 0, for
 * the error, and for the _free functions. A list of results must not overlap an input or another result
 * (FUNNELMATH_STATUS_OVERLAP). A single result may lie over an input: it is written after all inputs were read. Lists and
 * structs belong to the caller, before and after; nothing of them is kept after a call. Only what a function named _new
 * made, and the text of funnelmath_answer, is freed, once, by the _free of the same name.
 *
 * THREADS. Functions have no state: all may be called from any thread at any time. Funnels, plans and distributions of
 * revenue never change once they are made: any number of threads may read one, but none while it is freed.
 *
 * NUMBERS. Enumerations are passed as uint32_t, numbers of stages and gates as uint64_t, lengths as size_t. Parameters
 * stand in one order: the chain or flow, inputs or weeks, the deal size; then the number that is asked about; then results,
 * then the error. Members named reserved must be 0 (FUNNELMATH_STATUS_RESERVED). Structs that begin with struct_size need
 * their own sizeof there; set the rest to 0 before you fill it in. The same inputs give the same bits on every machine.
 *
 * COLUMNS. The functions named funnelmath_columns_ answer a question for each row of a table, with the bits of the function
 * they are named after. Inputs are of the type funnelmath_column: a number for each row, or one for all. Only shapes and
 * pointers make such a function fail. `status` says what became of each row: 0 for an answer, the number of a
 * funnelmath_status for an error, or a funnelmath_row. Without an answer all results of a row are NaN. A column of results
 * that is NULL is not needed, and not written; `status` and `summary` are needed.
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
 *             char text[300];
 *             size_t length;
 *             funnelmath_error_message(&error, text, sizeof text, &length);
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

// What a function returns. The numbers are fixed: new ones are only ever added.
//
// Bad input is an error; "no answer" (a closed gate, a quota of 0) is FUNNELMATH_STATUS_OK and told by the result. A
// function that returns anything but FUNNELMATH_STATUS_OK has written none of its results.
typedef enum {
    // The results are written.
    FUNNELMATH_STATUS_OK = 0,
    // A rate, win rate or probability of a gate is not a number from 0 to 1.
    FUNNELMATH_STATUS_RATE = 1,
    // A volume is not a finite number of at least 0.
    FUNNELMATH_STATUS_VOLUME = 2,
    // An amount of money is not a finite number of at least 0.
    FUNNELMATH_STATUS_MONEY = 3,
    // A count is not a whole number from 0 to 2^53.
    FUNNELMATH_STATUS_COUNT = 4,
    // There are more successes than trials. Value: the successes.
    FUNNELMATH_STATUS_SUCCESSES = 5,
    // No trials, so no rate: no data is not 0%.
    FUNNELMATH_STATUS_NO_TRIALS = 6,
    // "1 in n" needs a finite n of at least 1.
    FUNNELMATH_STATUS_ONE_IN = 7,
    // A chain needs at least one gate.
    FUNNELMATH_STATUS_NO_GATES = 8,
    // There is no such stage. Value: the one asked for; limit: the last there is.
    FUNNELMATH_STATUS_STAGE = 9,
    // There is no such gate. Value: the one asked for; limit: the last there is.
    FUNNELMATH_STATUS_GATE = 10,
    // A list has the wrong length. Value: the length it has; limit: the length it needs. Or a length is larger than
    // any list in memory; then only the value and the parameter are told.
    FUNNELMATH_STATUS_LENGTH = 11,
    // The answer is too large for a double.
    FUNNELMATH_STATUS_OVERFLOW = 12,
    // Selling weeks a year are not above 0 and at most 53.
    FUNNELMATH_STATUS_WEEKS_PER_YEAR = 13,
    // Working days a week are not above 0 and at most 7.
    FUNNELMATH_STATUS_DAYS_PER_WEEK = 14,
    // A number of days is not finite or below 0.
    FUNNELMATH_STATUS_DAYS = 15,
    // A change is not finite or leads below 0.
    FUNNELMATH_STATUS_STEP = 16,
    // A revenue goal needs a sale value.
    FUNNELMATH_STATUS_NO_SALE_VALUE = 17,
    // A gate needs exactly one of: a rate, successes and trials, or "one in n".
    FUNNELMATH_STATUS_GATE_FORM = 18,
    // A word is not one that its field allows.
    FUNNELMATH_STATUS_NAME = 19,
    // A shape of a distribution is not a number above 0 and at most 2^53.
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
    // A booked amount, which may be negative, is not a finite number.
    FUNNELMATH_STATUS_BOOKED = 26,
    // Successes or trials, which several people may share, are not numbers from 0 to 2^53.
    FUNNELMATH_STATUS_CREDIT = 27,
    // A shape of the distribution of a rate is not a number from 1e-9 to 2^53.
    FUNNELMATH_STATUS_EVIDENCE_SHAPE = 28,
    // A cost or budget is not a finite number of at least 0.
    FUNNELMATH_STATUS_COST = 29,
    // Activity would be counted behind the goal. Value: its stage; limit: that of the goal.
    FUNNELMATH_STATUS_ACTIVITY_STAGE = 30,
    // A benchmark has no gate.
    FUNNELMATH_STATUS_STRAY_BENCHMARK = 31,
    // The shares of a mix do not sum to 1. Value: their sum.
    FUNNELMATH_STATUS_SHARES = 32,
    // More days have passed than the period has. Value: those that have passed; limit: those it has.
    FUNNELMATH_STATUS_ELAPSED_DAYS = 33,
    // A period has no days.
    FUNNELMATH_STATUS_NO_DAYS = 34,
    // The sale value is not the mean of the deal sizes. Limit: their mean.
    FUNNELMATH_STATUS_SALE_VALUE_MEAN = 35,
    // Two stages have one name.
    FUNNELMATH_STATUS_DUPLICATE_NAME = 36,
    // A name is only white space.
    FUNNELMATH_STATUS_BLANK_NAME = 37,
    // A pointer is NULL or misaligned. `parameter` says which, also for what is in a struct.
    FUNNELMATH_STATUS_POINTER = 100,
    // A number stands for none of the values of its enumeration. Value: the number.
    FUNNELMATH_STATUS_ENUM = 101,
    // A struct_size is none that this library knows. Value: the size given; limit: the size it knows.
    FUNNELMATH_STATUS_STRUCT_SIZE = 102,
    // There is no such period, stage or effect in the plan. Value: the one asked for; limit: how many there are.
    FUNNELMATH_STATUS_INDEX = 103,
    // A member that is reserved is not 0. Value: the number there.
    FUNNELMATH_STATUS_RESERVED = 104,
    // A list of results overlaps an input or another result.
    FUNNELMATH_STATUS_OVERLAP = 105,
    // The library itself failed; it is a bug of funnelmath, and the process may go on.
    FUNNELMATH_STATUS_PANIC = 200,
} funnelmath_status;

// How a quantity is known.
typedef enum {
    // It was given.
    FUNNELMATH_SOLVED_KIND_GIVEN = 0,
    // It follows from what was given.
    FUNNELMATH_SOLVED_KIND_FOUND = 1,
    // It does not follow.
    FUNNELMATH_SOLVED_KIND_UNDETERMINED = 2,
    // Only the product of several unknown rates (or of rates and the sale value) between two stages follows.
    FUNNELMATH_SOLVED_KIND_ONLY_PRODUCT = 3,
} funnelmath_solved_kind;

// The named calendars.
typedef enum {
    // 52 weeks, 12 months.
    FUNNELMATH_CALENDAR_KIND_COMMON = 0,
    // The coaching month of 4 weeks: 48 weeks, 12 months.
    FUNNELMATH_CALENDAR_KIND_FOUR_WEEK_MONTH = 1,
    // The mean Gregorian year of 365.2425 days.
    FUNNELMATH_CALENDAR_KIND_CIVIL = 2,
    // Your own number of selling weeks a year, in 12 months.
    FUNNELMATH_CALENDAR_KIND_SELLING_WEEKS = 3,
} funnelmath_calendar_kind;

// Where the numbers of a column are.
typedef enum {
    // In `doubles`.
    FUNNELMATH_COLUMN_KIND_DOUBLES = 0,
    // In `integers`.
    FUNNELMATH_COLUMN_KIND_INTEGERS = 1,
    // In `same`: one number for all rows.
    FUNNELMATH_COLUMN_KIND_SAME = 2,
} funnelmath_column_kind;

// Whether what was given can all be true.
typedef enum {
    // It can.
    FUNNELMATH_CONFLICT_KIND_NONE = 0,
    // The volume that follows for stage `to` is not the one that was given.
    FUNNELMATH_CONFLICT_KIND_CONTRADICTORY = 1,
    // Some unknown gate would need a rate above 1.
    FUNNELMATH_CONFLICT_KIND_IMPOSSIBLE = 2,
} funnelmath_conflict_kind;

// How the size of a deal is given.
typedef enum {
    // Every deal is worth `mean`.
    FUNNELMATH_DEAL_KIND_FIXED = 0,
    // Gamma distributed, by `mean` and `variation`.
    FUNNELMATH_DEAL_KIND_VARYING = 1,
    // One of `sizes`, all equally likely: the deals of last year, say. A size may occur more than once.
    FUNNELMATH_DEAL_KIND_SEEN = 2,
    // One of `sizes`, with probabilities in proportion to `counts`: a histogram, or a price list.
    FUNNELMATH_DEAL_KIND_COUNTED = 3,
} funnelmath_deal_kind;

// How the weekly rate of a flow is known.
typedef enum {
    // `a` arrivals a week, not necessarily whole; `b` is not read.
    FUNNELMATH_FLOW_KIND_STEADY = 0,
    // `a` arrivals, whole, were counted in `b` weeks. Half an arrival is added (Jeffreys's prior), so that 0 arrivals
    // leave a rate above 0.
    FUNNELMATH_FLOW_KIND_COUNTED = 1,
    // A weekly rate that is gamma distributed with shape `a`, as if `a` arrivals had been counted in `b` weeks: for a
    // prior of your own.
    FUNNELMATH_FLOW_KIND_UNCERTAIN = 2,
} funnelmath_flow_kind;

// How a gate is given.
typedef enum {
    // `a` is the rate, 0 to 1.
    FUNNELMATH_GATE_KIND_RATE = 0,
    // `a` successes of `b` trials.
    FUNNELMATH_GATE_KIND_COUNTS = 1,
    // One in `a`.
    FUNNELMATH_GATE_KIND_ONE_IN = 2,
} funnelmath_gate_kind;

// What is aimed at.
typedef enum {
    // An amount of revenue.
    FUNNELMATH_GOAL_KIND_REVENUE = 0,
    // A volume at one stage.
    FUNNELMATH_GOAL_KIND_VOLUME = 1,
} funnelmath_goal_kind;

// Which members of a target say how much of the goal's period is left.
typedef enum {
    // None: all of it is left.
    FUNNELMATH_LEFT_KIND_ALL = 0,
    // `left`, a share.
    FUNNELMATH_LEFT_KIND_SHARE = 1,
    // `elapsed_days` and `total_days`.
    FUNNELMATH_LEFT_KIND_WORKING_DAYS = 2,
} funnelmath_left_kind;

// What varies in reality, and what a chance takes as fixed: bits of `leaves_out`.
typedef enum {
    // Rates that were given as known are taken as exact.
    FUNNELMATH_LEFT_OUT_KNOWN_RATES = 1,
    // Every deal is taken to be worth the mean.
    FUNNELMATH_LEFT_OUT_DEAL_SIZES = 2,
    // Rates are taken not to move from period to period.
    FUNNELMATH_LEFT_OUT_RATE_MOVEMENT = 4,
} funnelmath_left_out;

// Something that can be improved.
typedef enum {
    // A gate, by its number.
    FUNNELMATH_LEVER_GATE = 0,
    // The sale value.
    FUNNELMATH_LEVER_SALE_VALUE = 1,
} funnelmath_lever;

// How an answer was computed. funnelmath_method_bound states what is known of the error of each.
typedef enum {
    // A closed form or a finite sum: the only error is rounding.
    FUNNELMATH_METHOD_EXACT = 0,
    // The numerical inversion of an integral transform.
    FUNNELMATH_METHOD_INVERSION = 1,
    // Numerical integration over how many pass each gate, with items waiting before a later one.
    FUNNELMATH_METHOD_QUADRATURE = 2,
    // A sum of deal sizes on a lattice.
    FUNNELMATH_METHOD_LATTICE = 3,
    // A sum of counts, of which the least likely were left out.
    FUNNELMATH_METHOD_TRUNCATED = 4,
} funnelmath_method;

// Whether there is an answer.
typedef enum {
    // There is a number that is enough.
    FUNNELMATH_OUTCOME_ENOUGH = 0,
    // No number is enough.
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
    // One ceiling at the end: never less than the exact volume.
    FUNNELMATH_POLICY_UP = 0,
    // The nearest whole number, a half going up.
    FUNNELMATH_POLICY_NEAREST = 1,
    // A ceiling at the goal's stage, then of the volume that this needs at the stage before, and so on.
    FUNNELMATH_POLICY_UP_EACH_STAGE = 2,
} funnelmath_policy;

// The status of a row. A row with an error has the number of its funnelmath_status instead, 1 to 99. For each row
// that is not ANSWERED every output is NaN.
typedef enum {
    // The row's outputs are its answer.
    FUNNELMATH_ROW_ANSWERED = 0,
    // An input is null.
    FUNNELMATH_ROW_NULL = 1001,
    // The goal cannot be reached, because a gate or the sale value is 0.
    FUNNELMATH_ROW_UNREACHABLE = 1002,
    // No number of inputs is enough.
    FUNNELMATH_ROW_NEVER = 1003,
    // The ratio's denominator, a requirement or goal, is 0.
    FUNNELMATH_ROW_UNDEFINED = 1004,
} funnelmath_row;

// What the numbers of a start count.
typedef enum {
    // Nothing; the list is not read.
    FUNNELMATH_START_KIND_EMPTY = 0,
    // How many wait at each stage and may still pass its gate; at the goal's stage, how many are done.
    FUNNELMATH_START_KIND_OPEN = 1,
    // How many reached each stage this period, whatever became of them. Those that the next stage's number does not
    // account for, at the gate's rate, count as open. 0 where it was not counted.
    FUNNELMATH_START_KIND_REACHED = 2,
} funnelmath_start_kind;

// How far a lever is moved.
typedef enum {
    // Percentage points more: 1 turns 40% into 41%. For the sale value, units of currency.
    FUNNELMATH_STEP_POINTS = 0,
    // Percent of itself more: 10 turns 40% into 44%.
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

// A distribution of revenue: made once, then only read, from any number of threads.
typedef struct funnelmath_revenue funnelmath_revenue;

// How many weeks and days a year of twelve months has. A calendar that is all 0, struct_size included, is COMMON with 7
// days a week.
typedef struct {
    // sizeof(funnelmath_calendar).
    uint32_t struct_size;
    // A funnelmath_calendar_kind.
    uint32_t kind;
    // SELLING_WEEKS: how many a year, above 0, at most 53; not read otherwise.
    double selling_weeks;
    // Working days a week, above 0, at most 7: 7 gives the named calendars as they are.
    double days_per_week;
} funnelmath_calendar;

// More about a failure. Written only when a function fails, and only if a place for it was given.
typedef struct {
    // The funnelmath_status that was returned.
    uint32_t status;
    // Which input it concerns: a number for funnelmath_field_name. 0 when no single one does.
    uint32_t field;
    // 1 when `index` is set.
    uint32_t has_index;
    // 1 when `inner_index` is set.
    uint32_t has_inner_index;
    // 1 when `value` is set.
    uint32_t has_value;
    // 1 when `limit` is set.
    uint32_t has_limit;
    // 1 when `parameter` is set: for POINTER, ENUM, STRUCT_SIZE, RESERVED, OVERLAP, and a LENGTH that no list can have.
    uint32_t has_parameter;
    // Which parameter of the function it concerns, from 0, also when it is a member of a struct there.
    uint32_t parameter;
    // Which element of the field, when the field is a list: the first [] of its name.
    uint64_t index;
    // Which element of that element, when that is a list too: the second [] of the field's name.
    uint64_t inner_index;
    // The value that could not be used. It may be NaN.
    double value;
    // The length that is needed, or the last stage or gate there is: each status says what.
    double limit;
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
    // units / exact: 1.073 is 107.3%. Missing when nothing was asked.
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
    // 1 when the step led beyond a rate of 1 and was limited to 1.
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
    // By how much of itself the required volume changes: -0.1 is 10% less.
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

// The probability of an event and of its complement. The complement is stored separately, so neither loses digits.
typedef struct {
    // The probability of the event, 0 to 1.
    double value;
    // The probability that the event does not happen, 1 - value.
    double complement;
    // A funnelmath_method.
    uint32_t method;
    // 0.
    uint32_t reserved;
} funnelmath_probability;

// A quantile: the smallest number that is not exceeded with a stated probability.
typedef struct {
    // The quantile, a count or an amount of money; missing when no finite number is large enough.
    funnelmath_maybe value;
    // A funnelmath_method.
    uint32_t method;
    // 0.
    uint32_t reserved;
} funnelmath_quantile;

// The limits between which a rate, a count or an amount lies with a stated probability; both belong to it.
typedef struct {
    // The lower limit.
    double low;
    // The upper limit; missing when no finite number is large enough.
    funnelmath_maybe high;
    // A funnelmath_method.
    uint32_t method;
    // 0.
    uint32_t reserved;
} funnelmath_interval;

// The fewest inputs that reach a goal with the given confidence, or that none do.
typedef struct {
    // A funnelmath_outcome. NEVER: the rate is 0, certainty is asked of a rate below 1, or it would take more than
    // 2^53 inputs.
    uint32_t outcome;
    // 0.
    uint32_t reserved;
    // ENOUGH: the fewest inputs that are enough, whole. NEVER: 0.
    double inputs;
    // ENOUGH: the probability of the goal with these inputs. NEVER: the largest there is, with 2^53 inputs.
    funnelmath_probability chance;
} funnelmath_inputs;

// What a rate has to achieve: that at least `results` of `inputs` reach the end with a probability of at least
// `confidence`.
typedef struct {
    // sizeof(funnelmath_requirement).
    uint32_t struct_size;
    // 0.
    uint32_t reserved;
    // The results, a whole number from 0 to 2^53.
    double results;
    // The inputs, a whole number from 0 to 2^53.
    double inputs;
    // The confidence, 0 to 1.
    double confidence;
} funnelmath_requirement;

// A number from 0 to 1 and its complement, each to full relative precision.
typedef struct {
    // The number, 0 to 1.
    double value;
    // 1 - value.
    double complement;
} funnelmath_share;

// The overall rate that meets a requirement, or that none does.
typedef struct {
    // A funnelmath_outcome. NEVER: there are fewer inputs than results; all else is 0 then.
    uint32_t outcome;
    // 0.
    uint32_t reserved;
    // The smallest rate that meets it.
    funnelmath_share rate;
} funnelmath_overall_rate;

// The rate of one gate that meets a requirement, or why none does.
typedef struct {
    // A funnelmath_outcome. NEVER: no rate of this gate alone meets it.
    uint32_t outcome;
    // 0.
    uint32_t reserved;
    // ENOUGH: the smallest rate that meets it. NEVER: 0.
    double rate;
    // NEVER: the rate above 1 that it would take; missing when no number would do, because another gate is closed (or
    // almost) or because there are fewer inputs than results.
    funnelmath_maybe takes;
    // NEVER: the probability of the results with this gate at 100%. ENOUGH: all 0.
    funnelmath_probability best;
} funnelmath_gate_rate;

// One input of a function over columns: a number for each row, or one number for all rows. Every function takes every
// kind. An integer is used as it is where a count is expected; elsewhere it is rounded to the nearest double.
typedef struct {
    // sizeof(funnelmath_column).
    uint32_t struct_size;
    // A funnelmath_column_kind.
    uint32_t kind;
    // SAME: the number. Not read otherwise.
    double same;
    // DOUBLES: the numbers. Not read otherwise.
    const double *doubles;
    // INTEGERS: the numbers. Not read otherwise.
    const int64_t *integers;
    // DOUBLES, INTEGERS: how many numbers there are; must be the number of rows. Not read otherwise.
    size_t len;
    // Which rows are not null, in the layout of Apache Arrow: row i is bit validity_offset + i, the least
    // significant bit of each byte first, 1 for a number, 0 for null. NULL: all rows have a number.
    const uint8_t *validity;
    // The bit of the first row; not read without `validity`.
    size_t validity_offset;
} funnelmath_column;

// A summary of all rows of a call.
typedef struct {
    // How many rows are ANSWERED.
    uint64_t answered;
    // How the answers were computed, a funnelmath_method; of several methods, the one with the weakest bound.
    uint32_t method;
    // 0.
    uint32_t reserved;
} funnelmath_columns_summary;

// A goal in one period for each row, what a sale is worth, and what is already there.
typedef struct {
    // sizeof(funnelmath_column_goal).
    uint32_t struct_size;
    // A funnelmath_goal_kind.
    uint32_t kind;
    // The stage of a volume goal, from 0; not read otherwise.
    uint64_t stage;
    // One column: the revenue, or the volume.
    const funnelmath_column *amount;
    // One column: the average revenue of an item that leaves the last gate.
    const funnelmath_column *sale_value;
    // One column for each stage, or NULL.
    const funnelmath_column *start;
    // How many columns `start` has.
    size_t start_len;
    // A funnelmath_start_kind.
    uint32_t start_kind;
    // 0.
    uint32_t reserved;
} funnelmath_column_goal;

// Inputs that arrive independently of each other at a constant weekly rate: a Poisson process.
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

// How long until there are enough results with the given confidence, or that there never are.
typedef struct {
    // A funnelmath_outcome. NEVER: nothing arrives or passes, or the confidence is 1.
    uint32_t outcome;
    // 0.
    uint32_t reserved;
    // ENOUGH: after so many weeks, not necessarily whole. NEVER: 0.
    double weeks;
    // ENOUGH: the probability that the results are there by then. NEVER: the probability that they ever come.
    funnelmath_probability chance;
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
    // The rate that the gate is compared with; may be missing.
    funnelmath_maybe benchmark;
} funnelmath_gate;

// How large one deal is. Sizes are taken to be independent of each other and of the number of deals.
typedef struct {
    // sizeof(funnelmath_deal_size).
    uint32_t struct_size;
    // A funnelmath_deal_kind: says which of the other members are read.
    uint32_t kind;
    // FIXED, VARYING: the mean size, an amount of money: finite, at least 0.
    double mean;
    // VARYING: the standard deviation divided by the mean: finite, at least 0. 0.5 where most deals are between half and
    // one and a half times the mean, 1 where many are small and a few large.
    double variation;
    // SEEN, COUNTED: the sizes, amounts of money.
    const double *sizes;
    // COUNTED: how often each size was seen, or its probability: finite, at least 0, of any sum above 0.
    const double *counts;
    // How many sizes, and counts, there are.
    size_t len;
} funnelmath_deal_size;

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
    // Average revenue of an item that leaves the last gate; may be missing, for goals in volumes only or with a deal
    // size.
    funnelmath_maybe sale_value;
    // The sale value that the funnel's own is compared with; may be missing.
    funnelmath_maybe sale_value_benchmark;
    // The calendar; all 0 is COMMON.
    funnelmath_calendar calendar;
    // How large one deal is, or NULL. Its mean is the sale value, and a confidence then counts how sizes vary.
    const funnelmath_deal_size *deal_size;
} funnelmath_funnel_options;

// The lower and the upper tail of a distribution, each to full relative precision: beside 1e-20 the other is 1.
typedef struct {
    // The probability of at most the argument.
    double lower;
    // The probability of more than the argument.
    double upper;
} funnelmath_tails;

// What a plan is asked for. Members that are 0 or NULL ask for nothing.
typedef struct {
    // sizeof(funnelmath_target).
    uint32_t struct_size;
    // The goal's period, a funnelmath_period.
    uint32_t per;
    // The goal and what is already there in its period. Its sale value is not read: the funnel has one.
    funnelmath_goal goal;
    // The period that activity is counted in, a funnelmath_period.
    uint32_t activity_per;
    // How volumes become whole, a funnelmath_policy.
    uint32_t policy;
    // The stage at which activity is counted, at or before the goal's.
    uint64_t activity_stage;
    // The activity that is really done per activity period: finite, at least 0; may be missing. It gives the gauge and
    // the landing.
    funnelmath_maybe actual;
    // What is reached of the goal so far, in the goal's own unit: finite, may be negative; may be missing. Otherwise it
    // is what the goal's start says of the goal's stage.
    funnelmath_maybe reached;
    // A funnelmath_left_kind: how much of the goal's period is left.
    uint32_t left_kind;
    // 0.
    uint32_t reserved;
    // SHARE: the share of the period that is left, 0 to 1.
    double left;
    // WORKING_DAYS: working days that have passed: finite, at least 0, at most total_days.
    double elapsed_days;
    // WORKING_DAYS: working days of the whole period: finite, above 0.
    double total_days;
    // How many will enter each stage directly in what is left of the period, or NULL: one volume for each stage.
    const double *entries;
    // How many volumes `entries` has.
    size_t entries_len;
    // The probability with which the goal is to be reached, 0 to 1, which funnelmath_plan_get_confident answers; may be
    // missing.
    funnelmath_maybe confidence;
    // What is assumed of a gate's rate before its counts, for the confidence: successes, from 1e-9 to 2^53. 0 for both
    // prior_a and prior_b is 1/2 for both (Jeffreys's prior). Gates that are not made of counts have known rates. Not
    // read without a confidence.
    double prior_a;
    // The same: failures.
    double prior_b;
    // How large one deal is, for the confidence, or NULL: instead of the funnel's own.
    const funnelmath_deal_size *deal_size;
} funnelmath_target;

// A plan as a whole.
typedef struct {
    // Whether the goal can be reached; there are no periods when it cannot.
    funnelmath_unreachable unreachable;
    // How many periods there are: the goal's, for all that is left of it, and the activity's, when that is another one
    // and something is left.
    uint64_t periods;
    // How many stages each period has.
    uint64_t stages;
    // How many effects there are: for each gate one percentage point more, 10% of itself more, and its benchmark if it
    // has one; for the sale value the last two.
    uint64_t effects;
    // Actual / unrounded required activity; its target is 1. Missing without an actual, or when nothing is required.
    funnelmath_maybe gauge;
    // Reached / goal; missing when nothing says what is reached, or for a goal of 0.
    funnelmath_maybe attainment;
    // (Reached + expected of what is open + actual pace * what is left of the period) / goal; missing without an actual.
    // It is at least 1 exactly when the gauge is.
    funnelmath_maybe landing;
} funnelmath_plan_summary;

// A plan in one period.
typedef struct {
    // The period, a funnelmath_period.
    uint32_t period;
    // 0.
    uint32_t reserved;
    // What the activity of this period is to bring, in the goal's unit: the goal's amount in this period, less what is
    // reached and what is expected of items that wait.
    double goal;
    // Expected revenue of the whole activity; missing without a sale value.
    funnelmath_maybe revenue;
    // What the whole activity delivers (revenue, or items at the goal's stage) / goal; missing when the goal is 0.
    funnelmath_maybe attainment;
} funnelmath_plan_period;

// What a plan says of a confidence.
typedef struct {
    // 1 when a confidence was asked for; all else is 0 when not.
    uint32_t present;
    // What the chances leave out: funnelmath_left_out bits.
    uint32_t leaves_out;
    // The confidence that was asked for.
    double confidence;
    // The chance of the confident plan with its activity in the goal's period, at least the confidence; where no plan is
    // so sure, the best there is.
    funnelmath_probability chance;
    // How many periods the confident plan has: as many as the plan, or 0 when no number of units is enough.
    uint64_t periods;
} funnelmath_plan_confident;

// What a distribution of revenue says without a question.
typedef struct {
    // The expected revenue.
    double mean;
    // The variance of the revenue; missing when it is too large for a double.
    funnelmath_maybe variance;
    // The largest revenue possible; missing when there is none.
    funnelmath_maybe most;
    // A funnelmath_method: how its probabilities are computed.
    uint32_t method;
    // 0.
    uint32_t reserved;
} funnelmath_revenue_summary;

// What moving one lever does to the sales velocity.
typedef struct {
    // The lever's value after.
    double to;
    // 1 when the win rate would have gone above 1 and was limited to 1.
    uint32_t capped;
    // 0.
    uint32_t reserved;
    // Revenue a day after; missing when the cycle is 0.
    funnelmath_maybe per_day;
    // By how much of itself the velocity changes: 0.25 is 25% more. Missing when it was 0.
    funnelmath_maybe change;
} funnelmath_velocity_effect;

// An open pipeline as one number, with its standard deviation.
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
} funnelmath_covered;

// What follows for one quantity.
typedef struct {
    // A funnelmath_solved_kind.
    uint32_t kind;
    // 0.
    uint32_t reserved;
    // The value, given or found; of ONLY_PRODUCT the product; 0 when undetermined.
    double value;
    // Of ONLY_PRODUCT: the stage its segment begins at.
    uint64_t from;
    // Of ONLY_PRODUCT: the stage it ends at; the number of stages stands for the revenue.
    uint64_t to;
} funnelmath_solved;

// The first conflict among the given numbers. As a stage, the number of stages stands for the revenue.
typedef struct {
    // A funnelmath_conflict_kind; with NONE all else is 0.
    uint32_t kind;
    // 0.
    uint32_t reserved;
    // Contradictory: the stage from whose volume, or closed gate, `expected` follows.
    uint64_t from;
    // The stage whose given volume is contradicted or cannot be reached.
    uint64_t to;
    // Contradictory: the volume at `to` that follows.
    double expected;
    // Contradictory: the volume at `to` that was given.
    double given;
    // Impossible: the gate; of several unknown ones in the segment, the first.
    uint64_t gate;
    // Impossible: how many gates of the segment are unknown.
    uint64_t gates;
    // Impossible: the rate, or product of rates, that it would take; missing when no rate would do.
    funnelmath_maybe takes;
    // Impossible: the best that can be reached at `to`.
    double best;
} funnelmath_conflict;

// The conflict, and the answers about sale value and revenue.
typedef struct {
    // The first conflict; the answers of other segments still hold.
    funnelmath_conflict conflict;
    // How many quantities do not follow.
    uint64_t undetermined;
    // The sale value.
    funnelmath_solved sale_value;
    // The revenue.
    funnelmath_solved revenue;
} funnelmath_solution;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The name of a funnelmath_method, in snake_case. Static, never freed, never NULL; "unknown" for a number that is no
// method.
const char *funnelmath_method_name(uint32_t method);

// What is known of the error of a funnelmath_method, in one or two sentences. Static, never freed, never NULL;
// "unknown" for a number that is no method.
const char *funnelmath_method_bound(uint32_t method);

// How many periods of a kind a year has.
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

// The rate of a gate that `successes` of `trials` passed. Count only what is decided: an open deal is not a lost one.
//
// - `successes`, `trials`: 0 to 2^53, not necessarily whole (a deal that two reps share counts as 0.5 for each).
// - `rate`: receives successes / trials.
//
// Fails with CREDIT, NO_TRIALS, SUCCESSES, POINTER.
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

// Rates from columns of counts: rates[i] = successes[i] / trials[i]. A gate without trials has no rate, and the others
// still have theirs.
//
// - `successes`, `trials`: `count` numbers each, from 0 to 2^53, not necessarily whole.
// - `rates`: receives `count` rates; missing where there are no trials. Must not overlap the inputs.
//
// Fails with CREDIT, SUCCESSES (index: the gate), LENGTH, OVERLAP, POINTER.
funnelmath_status funnelmath_rates_from_counts(const double *successes,
                                               const double *trials,
                                               size_t count,
                                               funnelmath_maybe *rates,
                                               funnelmath_error *error);

// The conversion rate from the first stage to the last.
//
// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
// - `overall`: receives their product, multiplied from the first to the last.
//
// Fails with RATE (index: the gate), NO_GATES, LENGTH, POINTER.
funnelmath_status funnelmath_chain_overall(const double *rates,
                                           size_t gates,
                                           double *overall,
                                           funnelmath_error *error);

// The expected volume of every stage, and the revenue, of what enters the first stage.
//
// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
// - `entry`: how many enter, per period: finite, at least 0.
// - `sale_value`: average revenue of an item that leaves the last gate: finite, at least 0.
// - `volumes`, `stages`: receives one volume for each stage; stages must be gates + 1.
// - `revenue`: receives volumes[gates] * sale_value.
//
// Fails with RATE, NO_GATES, VOLUME, MONEY, LENGTH, OVERFLOW, OVERLAP, POINTER.
funnelmath_status funnelmath_chain_forward(const double *rates,
                                           size_t gates,
                                           double entry,
                                           double sale_value,
                                           double *volumes,
                                           size_t stages,
                                           double *revenue,
                                           funnelmath_error *error);

// The same when items enter, and bring revenue, at any stage: referrals that begin in the middle of the chain; a paid
// trial before a subscription.
//
// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
// - `entries`: for each of the stages, how many enter there directly, per period: finite, at least 0.
// - `sale_values`: for each of the stages, the average revenue of an item that reaches it: finite, at least 0. An item
//   that reaches several stages brings the value of each.
// - `volumes`, `stages`: receives one volume for each stage; stages must be gates + 1.
// - `revenue`: receives the sum over the stages of volume times value.
//
// Fails with RATE, NO_GATES, VOLUME, MONEY (index: the stage), LENGTH, OVERFLOW, OVERLAP, POINTER.
funnelmath_status funnelmath_chain_forward_each(const double *rates,
                                                size_t gates,
                                                const double *entries,
                                                const double *sale_values,
                                                double *volumes,
                                                size_t stages,
                                                double *revenue,
                                                funnelmath_error *error);

// The volume that every stage still needs for a goal to be met, in the goal's period.
//
// A goal above 0 that cannot be reached, because a gate or the sale value is 0, is no failure: `unreachable` says so,
// and `volumes` is not written then.
//
// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
// - `goal`: the goal, the sale value, and what is already there.
// - `volumes`, `stages`: receives one volume for each stage; stages must be gates + 1.
// - `unreachable`: receives whether the goal can be reached, and what is in the way if it cannot.
//
// Fails with RATE, NO_GATES, VOLUME, MONEY, STAGE, LENGTH, OVERFLOW, STRUCT_SIZE, RESERVED, ENUM, OVERLAP, POINTER.
funnelmath_status funnelmath_chain_required(const double *rates,
                                            size_t gates,
                                            const funnelmath_goal *goal,
                                            double *volumes,
                                            size_t stages,
                                            funnelmath_unreachable *unreachable,
                                            funnelmath_error *error);

// What one step of one lever changes: the activity that a goal requires, and the revenue of the present activity. Both
// are recomputed in full.
//
// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
// - `goal`: the goal and the sale value; its start is not read.
// - `stage`, `volume`: the stage at which activity is counted, at or before the goal's, and the present volume there.
// - `lever`, `gate`: a funnelmath_lever and, for a gate, which.
// - `step`, `size`: a funnelmath_step and how far.
// - `effect`: receives what changes.
//
// Fails with RATE, NO_GATES, VOLUME, MONEY, STAGE, ACTIVITY_STAGE, GATE, STEP, OVERFLOW, LENGTH, STRUCT_SIZE, RESERVED,
// ENUM, POINTER.
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

// The totals of several chains (reps, segments) of equally many gates, weighted by their volumes, and the rates of the
// team as a whole, which are not the means of the members' rates.
//
// - `gates`: how many gates each member's chain has; at least 1.
// - `rates`: members * gates rates, one member after the other.
// - `entries`, `sale_values`: for each of the `members`, how many enter, and the revenue per sale.
// - `volumes`: receives gates + 1 summed volumes.
// - `implied`: receives `gates` rates of the team; missing where nothing enters the gate.
// - `total`: receives the revenue, the revenue per sale and the overall rate.
//
// Fails with NO_GATES, RATE (index into rates), VOLUME, MONEY (index: the member), OVERFLOW, LENGTH, OVERLAP, POINTER.
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
// All functions named chance_ take a chain like this: `rate` is the product of the rates that are known
// (funnelmath_chain_overall; 1 when there is none), and each gate that is known from counts has one element in the lists
// `a` and `b`, as funnelmath_evidence_observe returns them. These gates were counted independently of each other; their
// order does not matter. Items that were followed through several gates count as one gate: how many started, how many
// came out. Given the rates, items pass or fail independently.
//
// - `rate`: 0 to 1.
// - `a`, `b`, `gates`: from 1e-9 to 2^53, one of each for every gate known from counts; there may be none.
// - `mean`: receives the rate.
//
// Fails with EVIDENCE_SHAPE (index: the gate), RATE, LENGTH, POINTER.
funnelmath_status funnelmath_chance_mean(double rate,
                                         const double *a,
                                         const double *b,
                                         size_t gates,
                                         double *mean,
                                         funnelmath_error *error);

// The probability that of `inputs` at least `results` reach the end: 1 for 0 results, 0 for more results than inputs.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `inputs`, `results`: whole numbers from 0 to 2^53.
// - `chance`: receives it.
//
// Fails with EVIDENCE_SHAPE, RATE, COUNT, LENGTH, POINTER.
funnelmath_status funnelmath_chance_at_least(double rate,
                                             const double *a,
                                             const double *b,
                                             size_t gates,
                                             double inputs,
                                             double results,
                                             funnelmath_probability *chance,
                                             funnelmath_error *error);

// The probability that of `inputs` exactly `results` reach the end.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `inputs`, `results`: whole numbers from 0 to 2^53.
// - `chance`: receives it.
//
// Fails with EVIDENCE_SHAPE, RATE, COUNT, LENGTH, POINTER.
funnelmath_status funnelmath_chance_exactly(double rate,
                                            const double *a,
                                            const double *b,
                                            size_t gates,
                                            double inputs,
                                            double results,
                                            funnelmath_probability *chance,
                                            funnelmath_error *error);

// The quantile of the number of results of `inputs`: the smallest number that is not exceeded with a probability of at
// least `p`; 0 for p = 0. The smaller of p and 1 - p may be missed by 2^-40 of itself, so that exact ties count as met.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `inputs`: a whole number from 0 to 2^53.
// - `p`: 0 to 1.
// - `quantile`: receives it.
//
// Fails with EVIDENCE_SHAPE, RATE, COUNT, PROBABILITY, LENGTH, POINTER.
funnelmath_status funnelmath_chance_quantile(double rate,
                                             const double *a,
                                             const double *b,
                                             size_t gates,
                                             double inputs,
                                             double p,
                                             funnelmath_quantile *quantile,
                                             funnelmath_error *error);

// The central interval of the number of results of `inputs`: from its quantile (1 - level) / 2 to its quantile
// (1 + level) / 2. The number lies in it with a probability of at least `level`.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `inputs`: a whole number from 0 to 2^53.
// - `level`: 0 to 1.
// - `interval`: receives it.
//
// Fails with EVIDENCE_SHAPE, RATE, COUNT, PROBABILITY, LENGTH, POINTER.
funnelmath_status funnelmath_chance_interval(double rate,
                                             const double *a,
                                             const double *b,
                                             size_t gates,
                                             double inputs,
                                             double level,
                                             funnelmath_interval *interval,
                                             funnelmath_error *error);

// The most results that `inputs` bring with a probability of at least `confidence` (ties as for
// funnelmath_chance_inputs_for): all inputs for a confidence of 0, and 0 for a confidence of 1 unless the rate is 1.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `inputs`: a whole number from 0 to 2^53.
// - `confidence`: 0 to 1.
// - `results`: receives them. funnelmath_chance_at_least tells their probability.
//
// Fails with EVIDENCE_SHAPE, RATE, COUNT, PROBABILITY, LENGTH, POINTER.
funnelmath_status funnelmath_chance_lower_bound(double rate,
                                                const double *a,
                                                const double *b,
                                                size_t gates,
                                                double inputs,
                                                double confidence,
                                                funnelmath_quantile *results,
                                                funnelmath_error *error);

// The fewest inputs of which at least `results` reach the end with a probability of at least `confidence`. None are
// needed for 0 results or a confidence of 0; a rate of 1 needs as many as results. The smaller of confidence and
// 1 - confidence may be missed by 2^-40 of itself, so that exact ties count as met.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `results`: a whole number from 0 to 2^53.
// - `confidence`: 0 to 1.
// - `inputs`: receives them, or that no number is enough.
//
// Fails with EVIDENCE_SHAPE, RATE, COUNT, PROBABILITY, LENGTH, POINTER.
funnelmath_status funnelmath_chance_inputs_for(double rate,
                                               const double *a,
                                               const double *b,
                                               size_t gates,
                                               double results,
                                               double confidence,
                                               funnelmath_inputs *inputs,
                                               funnelmath_error *error);

// The smallest overall rate that meets a requirement (the bound of Clopper and Pearson): 0 for 0 results or a
// confidence of 0, 1 for a confidence of 1.
//
// - `requirement`: how many results of how many inputs, with which confidence.
// - `rate`: receives it, or that there are too few inputs.
//
// Fails with COUNT, PROBABILITY, STRUCT_SIZE, RESERVED, POINTER.
funnelmath_status funnelmath_rate_for(const funnelmath_requirement *requirement,
                                      funnelmath_overall_rate *rate,
                                      funnelmath_error *error);

// The rate that one gate needs, with the other rates as they are, to meet a requirement from the first stage to the
// last.
//
// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
// - `gate`: which gate, from 0; its own rate is not used.
// - `requirement`: how many results of how many inputs, with which confidence.
// - `rate`: receives it, or what it would take.
//
// Fails with RATE, NO_GATES, GATE, COUNT, PROBABILITY, STRUCT_SIZE, RESERVED, LENGTH, POINTER.
funnelmath_status funnelmath_chain_gate_for(const double *rates,
                                            size_t gates,
                                            uint64_t gate,
                                            const funnelmath_requirement *requirement,
                                            funnelmath_gate_rate *rate,
                                            funnelmath_error *error);

// The name of a row's status, in snake_case: "answered", "null", or that of an error, such as "rate"; "unknown" for
// a number that is not a status. Static, never freed, never NULL.
const char *funnelmath_row_name(uint32_t row);

// funnelmath_chain_forward for each row: the expected volume of every stage and the revenue, from what enters.
//
// - `rates`, `gates`: a column for each gate, first gate first; 1 to 64.
// - `entry`: how many enter the first stage.
// - `sale_value`: the average revenue of an item that leaves the last gate.
// - `rows`: how many rows there are.
// - `volumes`, `stages`: a pointer to a column of results for each stage; NULL for one that is not needed. stages must be
//   gates + 1.
// - `revenue`: receives the revenue of each row; may be NULL.
// - `status`: receives the status of each row, a funnelmath_row or the number of an error.
// - `summary`: receives how many rows were answered.
//
// Fails with NO_GATES, LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with RATE, VOLUME, MONEY, OVERFLOW.
funnelmath_status funnelmath_columns_forward(const funnelmath_column *rates,
                                             size_t gates,
                                             const funnelmath_column *entry,
                                             const funnelmath_column *sale_value,
                                             size_t rows,
                                             double *const *volumes,
                                             size_t stages,
                                             double *revenue,
                                             uint32_t *status,
                                             funnelmath_columns_summary *summary,
                                             funnelmath_error *error);

// funnelmath_chain_overall for each row: the conversion rate from the first stage to the last.
//
// - `rates`, `gates`: a column for each gate, first gate first; 1 to 64.
// - `rows`: how many rows there are.
// - `overall`: receives the rate of each row; may be NULL.
// - `status`, `summary`: as funnelmath_columns_forward has them.
//
// Fails with NO_GATES, LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with RATE.
funnelmath_status funnelmath_columns_overall(const funnelmath_column *rates,
                                             size_t gates,
                                             size_t rows,
                                             double *overall,
                                             uint32_t *status,
                                             funnelmath_columns_summary *summary,
                                             funnelmath_error *error);

// funnelmath_chain_required for each row: the volume that every stage still needs for a goal to be met. A row whose goal is
// blocked by a gate or sale value of 0 is UNREACHABLE.
//
// - `rates`, `gates`: a column for each gate, first gate first; 1 to 64.
// - `goal`: the goal, the sale value, and what is already there.
// - `rows`: how many rows there are.
// - `volumes`, `stages`: a pointer to a column of results for each stage; NULL for one that is not needed. stages must be
//   gates + 1.
// - `status`, `summary`: as funnelmath_columns_forward has them.
//
// Fails with NO_GATES, STAGE, LENGTH, STRUCT_SIZE, RESERVED, ENUM, OVERLAP, POINTER. Rows fail with RATE, VOLUME, MONEY,
// OVERFLOW.
funnelmath_status funnelmath_columns_required(const funnelmath_column *rates,
                                              size_t gates,
                                              const funnelmath_column_goal *goal,
                                              size_t rows,
                                              double *const *volumes,
                                              size_t stages,
                                              uint32_t *status,
                                              funnelmath_columns_summary *summary,
                                              funnelmath_error *error);

// funnelmath_policy_apply for each row: a whole number of units for an exact volume.
//
// - `policy`: a funnelmath_policy.
// - `exact`: the exact volumes.
// - `rows`: how many rows there are.
// - `units`: receives the units of each row; may be NULL.
// - `residual`: receives the units beyond the exact volume, negative when rounded down; may be NULL.
// - `status`, `summary`: as funnelmath_columns_forward has them.
//
// Fails with LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with VOLUME.
funnelmath_status funnelmath_columns_whole(uint32_t policy,
                                           const funnelmath_column *exact,
                                           size_t rows,
                                           double *units,
                                           double *residual,
                                           uint32_t *status,
                                           funnelmath_columns_summary *summary,
                                           funnelmath_error *error);

// funnelmath_policy_apply_each for each row: the whole volume of every stage of a plan.
//
// - `policy`: a funnelmath_policy.
// - `rates`, `gates`: a column for each gate, first gate first; 1 to 64.
// - `stage`: the stage of the goal, from 0.
// - `exact`: a column with the exact volumes of each stage.
// - `rows`: how many rows there are.
// - `whole`, `stages`: a pointer to a column of results for each stage; NULL for one that is not needed. stages must be
//   gates + 1; it is also the number of columns of `exact`.
// - `status`, `summary`: as funnelmath_columns_forward has them.
//
// Fails with NO_GATES, STAGE, LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with RATE, VOLUME, OVERFLOW.
funnelmath_status funnelmath_columns_whole_stages(uint32_t policy,
                                                  const funnelmath_column *rates,
                                                  size_t gates,
                                                  uint64_t stage,
                                                  const funnelmath_column *exact,
                                                  size_t rows,
                                                  double *const *whole,
                                                  size_t stages,
                                                  uint32_t *status,
                                                  funnelmath_columns_summary *summary,
                                                  funnelmath_error *error);

// funnelmath_calendar_convert for each row: an amount per one period as an amount per another.
//
// - `calendar`: the calendar.
// - `amount`: the amounts, volumes or money.
// - `from`, `to`: funnelmath_periods.
// - `rows`: how many rows there are.
// - `converted`: receives the amount of each row; may be NULL.
// - `status`, `summary`: as funnelmath_columns_forward has them.
//
// Fails with WEEKS_PER_YEAR, DAYS_PER_WEEK, LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with VOLUME, OVERFLOW.
funnelmath_status funnelmath_columns_convert(const funnelmath_calendar *calendar,
                                             const funnelmath_column *amount,
                                             uint32_t from,
                                             uint32_t to,
                                             size_t rows,
                                             double *converted,
                                             uint32_t *status,
                                             funnelmath_columns_summary *summary,
                                             funnelmath_error *error);

// funnelmath_activity_gauge for each row: actual activity / unrounded required activity. A row that requires nothing is
// UNDEFINED.
//
// - `actual`, `required`: volumes of the same stage and period.
// - `rows`: how many rows there are.
// - `gauges`: receives the gauge of each row; may be NULL.
// - `status`, `summary`: as funnelmath_columns_forward has them.
//
// Fails with LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with VOLUME, OVERFLOW.
funnelmath_status funnelmath_columns_activity_gauge(const funnelmath_column *actual,
                                                    const funnelmath_column *required,
                                                    size_t rows,
                                                    double *gauges,
                                                    uint32_t *status,
                                                    funnelmath_columns_summary *summary,
                                                    funnelmath_error *error);

// funnelmath_attainment for each row: actual / goal. A row whose goal is 0 is UNDEFINED.
//
// - `actual`: what was booked or done; may be negative.
// - `goal`: what was to be booked or done.
// - `rows`: how many rows there are.
// - `attained`: receives the attainment of each row; may be NULL.
// - `status`, `summary`: as funnelmath_columns_forward has them.
//
// Fails with LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with BOOKED, MONEY, OVERFLOW.
funnelmath_status funnelmath_columns_attainment(const funnelmath_column *actual,
                                                const funnelmath_column *goal,
                                                size_t rows,
                                                double *attained,
                                                uint32_t *status,
                                                funnelmath_columns_summary *summary,
                                                funnelmath_error *error);

// funnelmath_rate_from_counts for each row: successes / trials. A row without trials fails with NO_TRIALS.
//
// - `successes`, `trials`: counts, not necessarily whole.
// - `rows`: how many rows there are.
// - `rates`: receives the rate of each row; may be NULL.
// - `status`, `summary`: as funnelmath_columns_forward has them.
//
// Fails with LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with CREDIT, NO_TRIALS, SUCCESSES.
funnelmath_status funnelmath_columns_rate_from_counts(const funnelmath_column *successes,
                                                      const funnelmath_column *trials,
                                                      size_t rows,
                                                      double *rates,
                                                      uint32_t *status,
                                                      funnelmath_columns_summary *summary,
                                                      funnelmath_error *error);

// funnelmath_evidence_observe and funnelmath_evidence_interval for each row: the central interval that holds the true rate
// with probability `level`, from the prior Beta(a, b) after `successes` of `trials` were observed.
//
// - `a`, `b`: the prior: 0.5 and 0.5 for Jeffreys's, 1 and 1 when every rate is equally likely.
// - `successes`, `trials`: counts, not necessarily whole.
// - `level`: the probability that the true rate lies in the interval, 0 to 1.
// - `rows`: how many rows there are.
// - `low`, `high`: receive the limits of each row; may be NULL.
// - `status`, `summary`: as funnelmath_columns_forward has them.
//
// Fails with LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with EVIDENCE_SHAPE, CREDIT, SUCCESSES, PROBABILITY.
funnelmath_status funnelmath_columns_rate_interval(const funnelmath_column *a,
                                                   const funnelmath_column *b,
                                                   const funnelmath_column *successes,
                                                   const funnelmath_column *trials,
                                                   const funnelmath_column *level,
                                                   size_t rows,
                                                   double *low,
                                                   double *high,
                                                   uint32_t *status,
                                                   funnelmath_columns_summary *summary,
                                                   funnelmath_error *error);

// funnelmath_chance_at_least for each row: the probability of at least so many results from so many inputs.
//
// - `rate`: the product of the rates that are known; a column of 1 when none is.
// - `a`, `b`, `successes`, `trials`, `gates`: a column of each for every gate that is known from counts, in any order: the
//   prior Beta(a, b), and the successes and trials that were observed. 0 to 64 gates. Where the same items were followed
//   through several gates, those gates are given as one.
// - `inputs`, `results`: whole numbers from 0 to 2^53.
// - `rows`: how many rows there are.
// - `value`, `complement`: receive the probability of each row, and that of its complement; may be NULL.
// - `status`, `summary`: as funnelmath_columns_forward has them.
//
// Fails with LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with RATE, EVIDENCE_SHAPE, CREDIT, SUCCESSES, COUNT.
funnelmath_status funnelmath_columns_chance_at_least(const funnelmath_column *rate,
                                                     const funnelmath_column *a,
                                                     const funnelmath_column *b,
                                                     const funnelmath_column *successes,
                                                     const funnelmath_column *trials,
                                                     size_t gates,
                                                     const funnelmath_column *inputs,
                                                     const funnelmath_column *results,
                                                     size_t rows,
                                                     double *value,
                                                     double *complement,
                                                     uint32_t *status,
                                                     funnelmath_columns_summary *summary,
                                                     funnelmath_error *error);

// funnelmath_chance_inputs_for for each row: the fewest inputs that give at least so many results with a given
// confidence. A row for which no number of inputs is enough is NEVER.
//
// - `rate`, `a`, `b`, `successes`, `trials`, `gates`: as funnelmath_columns_chance_at_least has them.
// - `results`: whole numbers from 0 to 2^53.
// - `confidence`: 0 to 1.
// - `rows`: how many rows there are.
// - `inputs`: receives the inputs of each row; may be NULL.
// - `value`, `complement`: receive the probability of reaching the results with these inputs, and that of its
//   complement; may be NULL.
// - `status`, `summary`: as funnelmath_columns_forward has them.
//
// Fails with LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with RATE, EVIDENCE_SHAPE, CREDIT, SUCCESSES, COUNT,
// PROBABILITY.
funnelmath_status funnelmath_columns_chance_inputs_for(const funnelmath_column *rate,
                                                       const funnelmath_column *a,
                                                       const funnelmath_column *b,
                                                       const funnelmath_column *successes,
                                                       const funnelmath_column *trials,
                                                       size_t gates,
                                                       const funnelmath_column *results,
                                                       const funnelmath_column *confidence,
                                                       size_t rows,
                                                       double *inputs,
                                                       double *value,
                                                       double *complement,
                                                       uint32_t *status,
                                                       funnelmath_columns_summary *summary,
                                                       funnelmath_error *error);

// Answers a request that is a JSON document, {"question": "overall", "rates": [0.65, 0.4]}, or an array of such requests.
//
// The answer is a JSON document on one line: {"question": "overall", "answer": {...}}, or {"question": "overall", "errors":
// [...]} with every error of the request. A request that is not JSON, or not UTF-8, is answered by such a document
// too: the status is FUNNELMATH_STATUS_OK whenever a document is returned. Numbers keep every bit in both directions.
//
// - `request`, `request_len`: the document, in UTF-8, and its length in bytes.
// - `text`: receives the answer, in UTF-8 with a closing NUL, to be freed by funnelmath_answer_free.
// - `text_len`: receives its length in bytes, without the NUL.
//
// Fails with: POINTER, LENGTH, PANIC.
funnelmath_status funnelmath_answer(const char *request,
                                    size_t request_len,
                                    char **text,
                                    size_t *text_len,
                                    funnelmath_error *error);

// Frees an answer of funnelmath_answer. NULL is allowed.
void funnelmath_answer_free(char *text);

// The Beta(a, b) distribution of a rate after counting: `a` are the successes and `b` the failures, counted and assumed.
//
// Count only what is decided: an open deal is not a lost one. No trials change nothing.
//
// - `a`, `b`: the distribution before: 0.5 and 0.5 for Jeffreys's prior, 1 and 1 when every rate is equally likely, or a
//   prior of your own, in successes and failures; from 1e-9 to 2^53.
// - `successes`, `trials`: what was counted: 0 to 2^53, not necessarily whole (a deal that two reps share counts as 0.5
//   for each).
// - `a_after`, `b_after`: receive a + successes and b + (trials - successes).
//
// Fails with EVIDENCE_SHAPE (also for the results), CREDIT, SUCCESSES, OVERLAP, POINTER.
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
// Fails with EVIDENCE_SHAPE, POINTER.
funnelmath_status funnelmath_evidence_mean(double a,
                                           double b,
                                           double *rate,
                                           funnelmath_error *error);

// The quantile of Beta(a, b): the rate that the true one does not exceed with probability `p`.
//
// - `a`, `b`: as funnelmath_evidence_observe returns them; from 1e-9 to 2^53.
// - `p`: 0 to 1.
// - `rate`: receives it; 0 for p = 0, 1 for p = 1.
//
// Fails with EVIDENCE_SHAPE, PROBABILITY, POINTER.
funnelmath_status funnelmath_evidence_quantile(double a,
                                               double b,
                                               double p,
                                               double *rate,
                                               funnelmath_error *error);

// The central credible interval of a rate: the true rate lies in it with probability `level`, below and above it with
// (1 - level) / 2 each.
//
// - `a`, `b`: as funnelmath_evidence_observe returns them; from 1e-9 to 2^53.
// - `level`: 0 to 1.
// - `interval`: receives it; all of 0 to 1 for level = 1.
//
// Fails with EVIDENCE_SHAPE, PROBABILITY, POINTER.
funnelmath_status funnelmath_evidence_interval(double a,
                                               double b,
                                               double level,
                                               funnelmath_interval *interval,
                                               funnelmath_error *error);

// The expected number of arrivals a week.
//
// - `flow`: a flow.
// - `per_week`: receives it.
//
// Fails with VOLUME, COUNT, SHAPE, WEEKS, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_per_week(const funnelmath_flow *flow,
                                           double *per_week,
                                           funnelmath_error *error);

// The expected number of results in some weeks.
//
// - `flow`: a flow.
// - `rate`: the probability that an arrival becomes a result, 0 to 1.
// - `weeks`: finite, at least 0, not necessarily whole.
// - `results`: receives it.
//
// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_mean(const funnelmath_flow *flow,
                                       double rate,
                                       double weeks,
                                       double *results,
                                       funnelmath_error *error);

// The probability of at least `results` results in some weeks.
//
// - `flow`, `rate`, `weeks`: as for funnelmath_flow_mean.
// - `results`: a whole number from 0 to 2^53.
// - `chance`: receives it.
//
// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_at_least(const funnelmath_flow *flow,
                                           double rate,
                                           double weeks,
                                           double results,
                                           funnelmath_probability *chance,
                                           funnelmath_error *error);

// The probability of exactly `results` results in some weeks.
//
// - `flow`, `rate`, `weeks`: as for funnelmath_flow_mean.
// - `results`: a whole number from 0 to 2^53.
// - `chance`: receives it.
//
// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_exactly(const funnelmath_flow *flow,
                                          double rate,
                                          double weeks,
                                          double results,
                                          funnelmath_probability *chance,
                                          funnelmath_error *error);

// The quantile of the number of results in some weeks: the smallest number that is not exceeded with a probability of
// at least `p`. The smaller of p and 1 - p may be missed by 2^-40 of itself, so that exact ties count as met.
//
// - `flow`, `rate`, `weeks`: as for funnelmath_flow_mean.
// - `p`: 0 to 1.
// - `quantile`: receives it; missing when no number up to 2^53 is enough: for p = 1, unless nothing can come.
//
// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_quantile(const funnelmath_flow *flow,
                                           double rate,
                                           double weeks,
                                           double p,
                                           funnelmath_quantile *quantile,
                                           funnelmath_error *error);

// The central interval of the number of results in some weeks: from its quantile (1 - level) / 2 to its quantile
// (1 + level) / 2. The number lies in it with a probability of at least `level`.
//
// - `flow`, `rate`, `weeks`: as for funnelmath_flow_mean.
// - `level`: 0 to 1.
// - `interval`: receives it.
//
// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_interval(const funnelmath_flow *flow,
                                           double rate,
                                           double weeks,
                                           double level,
                                           funnelmath_interval *interval,
                                           funnelmath_error *error);

// The weeks after which at least `results` results are there with a probability of `confidence`; 0 for 0 results or a
// confidence of 0.
//
// - `flow`, `rate`: as for funnelmath_flow_mean.
// - `results`: a whole number from 0 to 2^53.
// - `confidence`: 0 to 1.
// - `wait`: receives them, or that no number is enough.
//
// Fails with VOLUME, COUNT, SHAPE, WEEKS, RATE, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
funnelmath_status funnelmath_flow_weeks_for(const funnelmath_flow *flow,
                                            double rate,
                                            double results,
                                            double confidence,
                                            funnelmath_wait *wait,
                                            funnelmath_error *error);

// The expected number of arrivals with which at least `results` of them become results with a probability of
// `confidence`, when the number of arrivals is Poisson distributed.
//
// - `rate`: the probability that an arrival becomes a result, 0 to 1.
// - `results`: a whole number from 0 to 2^53.
// - `confidence`: 0 to 1.
// - `arrivals`: receives it, not necessarily whole; missing when no number is enough: nothing passes, or the confidence
//   is 1.
//
// Fails with COUNT, RATE, PROBABILITY, OVERFLOW, POINTER.
funnelmath_status funnelmath_arrivals_for(double rate,
                                          double results,
                                          double confidence,
                                          funnelmath_maybe *arrivals,
                                          funnelmath_error *error);

// Makes a funnel.
//
// - `options`: what it is made of; copied.
// - `funnel`: receives the funnel, to be freed by funnelmath_funnel_free.
//
// Fails with RATE, CREDIT, NO_TRIALS, SUCCESSES, ONE_IN (index: the gate), NO_GATES, MONEY, VARIATION, VOLUME, NO_DEALS
// (the deal size), SALE_VALUE_MEAN, WEEKS_PER_YEAR, DAYS_PER_WEEK, STRUCT_SIZE, RESERVED, ENUM, LENGTH, POINTER.
funnelmath_status funnelmath_funnel_new(const funnelmath_funnel_options *options,
                                        funnelmath_funnel **funnel,
                                        funnelmath_error *error);

// Frees a funnel; NULL is allowed. No other thread may use it any more.
void funnelmath_funnel_free(funnelmath_funnel *funnel);

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
// Fails with SHAPE, PROBABILITY, POINTER.
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
// Fails with SHAPE, VOLUME, POINTER.
funnelmath_status funnelmath_incomplete_gamma(double a,
                                              double x,
                                              funnelmath_tails *tails,
                                              funnelmath_error *error);

// The quantile of Beta(a, b): the rate that is not exceeded with probability `p`, and its complement; the inverse of
// funnelmath_incomplete_beta. Relative error of both 1e-13 for shapes from 1e-3 to 1e9.
//
// - `a`, `b`: the shapes, above 0, at most 2^53.
// - `p`: 0 to 1.
// - `share`: receives the rate and its complement.
//
// Fails with SHAPE, PROBABILITY, POINTER.
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
// Fails with SHAPE, PROBABILITY, POINTER.
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
// Fails with COUNT, PROBABILITY, POINTER.
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
// Fails with COUNT, PROBABILITY, POINTER.
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
// Fails with COUNT, SHAPE, POINTER.
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
// Fails with COUNT, SHAPE, POINTER.
funnelmath_status funnelmath_ln_beta_binomial_probability(double k,
                                                          double n,
                                                          double a,
                                                          double b,
                                                          funnelmath_maybe *ln,
                                                          funnelmath_error *error);

// Writes the sentence for people about an error, in UTF-8 with a closing NUL.
//
// - `error`: as a failed function wrote it.
// - `buffer`, `capacity`: where to, and how many bytes fit, the NUL included. A longer sentence is cut at
//   the end of a character. (NULL, 0) asks for the length only.
// - `length`: receives the length in bytes of the whole sentence, without the NUL.
//
// Fails with FUNNELMATH_STATUS_POINTER only.
funnelmath_status funnelmath_error_message(const funnelmath_error *error,
                                           char *buffer,
                                           size_t capacity,
                                           size_t *length);

// The plan for a goal: what each stage needs, exactly and in whole units, per goal and activity period.
//
// - `funnel`: a funnel.
// - `target`: what is asked for.
// - `plan`: receives the plan, to be freed by funnelmath_plan_free. It does not need the funnel any more.
//
// Fails with NO_SALE_VALUE, SALE_VALUE_MEAN, MONEY, VOLUME, BOOKED, STAGE, ACTIVITY_STAGE, RATE (`left`), DAYS, NO_DAYS,
// ELAPSED_DAYS, LENGTH, OVERFLOW, PROBABILITY (the confidence), EVIDENCE_SHAPE (the prior; or a gate whose counts pass
// 2^53 with it), VARIATION, NO_DEALS (the deal size), STRUCT_SIZE, RESERVED, ENUM, POINTER.
funnelmath_status funnelmath_plan_new(const funnelmath_funnel *funnel,
                                      const funnelmath_target *target,
                                      funnelmath_plan **plan,
                                      funnelmath_error *error);

// Frees a plan; NULL is allowed. No other thread may use it any more.
void funnelmath_plan_free(funnelmath_plan *plan);

// A plan as a whole.
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

// One effect of a plan's sensitivity: what a step of one lever would change. Required activity is per activity period
// and for the whole goal, whatever is reached; revenue is per goal period, in sales when there is no sale value.
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

// Whether the goal can be reached with the confidence that was asked for, and what the chances leave out.
//
// The expected plan divides by the rates: it reaches the goal on average, which is about every second time.
//
// - `plan`: a plan.
// - `confident`: receives it.
//
// Fails with POINTER.
funnelmath_status funnelmath_plan_get_confident(const funnelmath_plan *plan,
                                                funnelmath_plan_confident *confident,
                                                funnelmath_error *error);

// The chance of the expected plan: of its whole activity in one period, kept up for what is left of the goal's.
//
// - `plan`: a plan made with a confidence.
// - `period`: which period of the plan, from 0.
// - `chance`: receives it.
//
// Fails with INDEX (without a confidence there are none), POINTER.
funnelmath_status funnelmath_plan_get_expected_chance(const funnelmath_plan *plan,
                                                      uint64_t period,
                                                      funnelmath_probability *chance,
                                                      funnelmath_error *error);

// One period of the confident plan.
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

// What one stage needs in one period of the confident plan: in the goal's period the fewest whole units that reach the
// goal with the confidence that was asked for; in the activity's period the same, spread over what is left.
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

// The name of a funnelmath_left_out, in snake_case. Static, never freed, never NULL; "unknown" for a number that is none
// (for several bits together, too).
const char *funnelmath_left_out_name(uint32_t left_out);

// One sentence about a funnelmath_left_out. Static, never freed, never NULL; "unknown" for a number that is none.
const char *funnelmath_left_out_message(uint32_t left_out);

// The distribution of the revenue of the deals that `inputs` become, for any number of questions: what it needs is
// computed once.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `inputs`: a whole number from 0 to 2^53.
// - `size`: how large a deal is; copied.
// - `revenue`: receives the distribution, to be freed by funnelmath_revenue_free.
//
// Fails with EVIDENCE_SHAPE, RATE, COUNT, MONEY (index: which size), VARIATION, VOLUME (index: which count), NO_DEALS,
// OVERFLOW, STRUCT_SIZE, ENUM, LENGTH, POINTER.
funnelmath_status funnelmath_revenue_new(double rate,
                                         const double *a,
                                         const double *b,
                                         size_t gates,
                                         double inputs,
                                         const funnelmath_deal_size *size,
                                         funnelmath_revenue **revenue,
                                         funnelmath_error *error);

// The distribution of the revenue of some weeks of a flow, for any number of questions: what it needs is computed once.
//
// - `flow`, `rate`, `weeks`: as for funnelmath_flow_mean.
// - `size`: how large a deal is; copied.
// - `revenue`: receives the distribution, to be freed by funnelmath_revenue_free.
//
// Fails with VOLUME (index: which count of `size`), COUNT, SHAPE, RATE, WEEKS, MONEY (index: which size), VARIATION,
// NO_DEALS, OVERFLOW (also when more than 2^53 deals are expected), STRUCT_SIZE, ENUM, LENGTH, POINTER.
funnelmath_status funnelmath_flow_revenue_new(const funnelmath_flow *flow,
                                              double rate,
                                              double weeks,
                                              const funnelmath_deal_size *size,
                                              funnelmath_revenue **revenue,
                                              funnelmath_error *error);

// Frees a distribution of revenue; NULL is allowed. No other thread may use it any more.
void funnelmath_revenue_free(funnelmath_revenue *revenue);

// Mean, variance and largest value of a distribution of revenue.
//
// - `revenue`: a distribution.
// - `summary`: receives them.
//
// Fails with POINTER.
funnelmath_status funnelmath_revenue_summarize(const funnelmath_revenue *revenue,
                                               funnelmath_revenue_summary *summary,
                                               funnelmath_error *error);

// The probability that revenue is at least `threshold`.
//
// - `revenue`: a distribution.
// - `threshold`: an amount of money: finite, at least 0.
// - `chance`: receives it.
//
// Fails with MONEY, POINTER.
funnelmath_status funnelmath_revenue_at_least(const funnelmath_revenue *revenue,
                                              double threshold,
                                              funnelmath_probability *chance,
                                              funnelmath_error *error);

// The quantile of revenue: the smallest amount that is not exceeded with a probability of at least `p`.
//
// - `revenue`: a distribution.
// - `p`: 0 to 1.
// - `quantile`: receives it; missing when no finite amount is enough.
//
// Fails with PROBABILITY, OVERFLOW, POINTER.
funnelmath_status funnelmath_revenue_quantile(const funnelmath_revenue *revenue,
                                              double p,
                                              funnelmath_quantile *quantile,
                                              funnelmath_error *error);

// The central interval of revenue: from its quantile (1 - level) / 2 to its quantile (1 + level) / 2.
//
// - `revenue`: a distribution.
// - `level`: 0 to 1.
// - `interval`: receives it.
//
// Fails with PROBABILITY, OVERFLOW, POINTER.
funnelmath_status funnelmath_revenue_interval(const funnelmath_revenue *revenue,
                                              double level,
                                              funnelmath_interval *interval,
                                              funnelmath_error *error);

// The expected revenue up to a threshold, E min(S, threshold): what of it counts for a bonus that is capped there.
//
// - `revenue`: a distribution.
// - `threshold`: an amount of money: finite, at least 0.
// - `mean`: receives it.
//
// Fails with MONEY, OVERFLOW, POINTER.
funnelmath_status funnelmath_revenue_mean_up_to(const funnelmath_revenue *revenue,
                                                double threshold,
                                                double *mean,
                                                funnelmath_error *error);

// The probability that the deals that `inputs` become are together worth at least `threshold`. For several questions
// about the same inputs make a distribution with funnelmath_revenue_new.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `inputs`: a whole number from 0 to 2^53.
// - `size`: how large a deal is.
// - `threshold`: an amount of money: finite, at least 0.
// - `chance`: receives it.
//
// Fails with EVIDENCE_SHAPE, RATE, COUNT, MONEY (index: which size), VARIATION, VOLUME (index: which count), NO_DEALS,
// OVERFLOW, STRUCT_SIZE, ENUM, LENGTH, POINTER.
funnelmath_status funnelmath_chance_revenue_at_least(double rate,
                                                     const double *a,
                                                     const double *b,
                                                     size_t gates,
                                                     double inputs,
                                                     const funnelmath_deal_size *size,
                                                     double threshold,
                                                     funnelmath_probability *chance,
                                                     funnelmath_error *error);

// The quantile of the revenue of the deals that `inputs` become: the smallest amount that is not exceeded with a
// probability of at least `p`. For several questions about the same inputs make a distribution with
// funnelmath_revenue_new.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `inputs`: a whole number from 0 to 2^53.
// - `size`: how large a deal is.
// - `p`: 0 to 1.
// - `quantile`: receives it; missing when no finite amount is enough.
//
// Fails with EVIDENCE_SHAPE, RATE, COUNT, MONEY (index: which size), VARIATION, VOLUME (index: which count), NO_DEALS,
// PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, LENGTH, POINTER.
funnelmath_status funnelmath_chance_revenue_quantile(double rate,
                                                     const double *a,
                                                     const double *b,
                                                     size_t gates,
                                                     double inputs,
                                                     const funnelmath_deal_size *size,
                                                     double p,
                                                     funnelmath_quantile *quantile,
                                                     funnelmath_error *error);

// The fewest inputs whose deals are together worth at least `goal` with a probability of at least `confidence`; ties as
// for funnelmath_chance_inputs_for.
//
// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
// - `size`: how large a deal is.
// - `goal`: an amount of money: finite, at least 0.
// - `confidence`: 0 to 1.
// - `inputs`: receives them, or that no number is enough.
//
// Fails with EVIDENCE_SHAPE, RATE, MONEY (index: which size), VARIATION, VOLUME (index: which count), NO_DEALS,
// PROBABILITY, STRUCT_SIZE, ENUM, LENGTH, POINTER.
funnelmath_status funnelmath_chance_inputs_for_revenue(double rate,
                                                       const double *a,
                                                       const double *b,
                                                       size_t gates,
                                                       const funnelmath_deal_size *size,
                                                       double goal,
                                                       double confidence,
                                                       funnelmath_inputs *inputs,
                                                       funnelmath_error *error);

// The probability that the results of some weeks are together worth at least `threshold`. For several questions about
// the same weeks make a distribution with funnelmath_flow_revenue_new.
//
// - `flow`, `rate`, `weeks`: as for funnelmath_flow_mean.
// - `size`: how large a deal is.
// - `threshold`: an amount of money: finite, at least 0.
// - `chance`: receives it.
//
// Fails with VOLUME (index: which count of `size`), COUNT, SHAPE, RATE, WEEKS, MONEY (index: which size), VARIATION,
// NO_DEALS, OVERFLOW (also when more than 2^53 deals are expected), STRUCT_SIZE, ENUM, LENGTH, POINTER.
funnelmath_status funnelmath_flow_revenue_at_least(const funnelmath_flow *flow,
                                                   double rate,
                                                   double weeks,
                                                   const funnelmath_deal_size *size,
                                                   double threshold,
                                                   funnelmath_probability *chance,
                                                   funnelmath_error *error);

// The quantile of the revenue of some weeks: the smallest amount that is not exceeded with a probability of at least
// `p`. For several questions about the same weeks make a distribution with funnelmath_flow_revenue_new.
//
// - `flow`, `rate`, `weeks`: as for funnelmath_flow_mean.
// - `size`: how large a deal is.
// - `p`: 0 to 1.
// - `quantile`: receives it; missing for p = 1, unless nothing comes.
//
// Fails with VOLUME (index: which count of `size`), COUNT, SHAPE, RATE, WEEKS, MONEY (index: which size), VARIATION,
// NO_DEALS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, LENGTH, POINTER.
funnelmath_status funnelmath_flow_revenue_quantile(const funnelmath_flow *flow,
                                                   double rate,
                                                   double weeks,
                                                   const funnelmath_deal_size *size,
                                                   double p,
                                                   funnelmath_quantile *quantile,
                                                   funnelmath_error *error);

// The weeks after which the results are together worth at least `goal` with a probability of `confidence`; 0 for a goal
// or a confidence of 0.
//
// - `flow`, `rate`: as for funnelmath_flow_mean.
// - `size`: how large a deal is.
// - `goal`: an amount of money: finite, at least 0.
// - `confidence`: 0 to 1.
// - `wait`: receives them, or that no number is enough.
//
// Fails with VOLUME (index: which count of `size`), COUNT, SHAPE, RATE, WEEKS, MONEY (index: which size), VARIATION,
// NO_DEALS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, LENGTH, POINTER.
funnelmath_status funnelmath_flow_weeks_for_revenue(const funnelmath_flow *flow,
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
// Fails with VOLUME, OVERFLOW, POINTER.
funnelmath_status funnelmath_activity_gauge(double actual,
                                            double required,
                                            funnelmath_maybe *gauge,
                                            funnelmath_error *error);

// Attainment: actual over goal.
//
// - `actual`, `goal`: both money, or both volumes, of the same period. The actual is finite; refunds can make it
//   negative. The goal is finite, at least 0.
// - `share`: receives actual / goal; missing when the goal is 0.
//
// Fails with BOOKED, MONEY, OVERFLOW, POINTER.
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

// What moving one lever of sales velocity by a fraction of itself does: 0.2 is 20% more.
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
// Fails with MONEY, PROBABILITY (index: the deal), OVERFLOW, LENGTH, POINTER.
funnelmath_status funnelmath_weighted_pipeline(const double *values,
                                               const double *probabilities,
                                               size_t deals,
                                               funnelmath_pipeline *pipeline,
                                               funnelmath_error *error);

// Pipeline coverage: open pipeline, unweighted, over remaining quota (quota less booked revenue).
//
// - `pipeline`, `quota`: money: finite, at least 0.
// - `booked`: revenue booked already: finite; refunds can make it negative.
// - `coverage`: receives ratio and cushion, or the surplus of a quota that is met.
//
// Fails with MONEY, BOOKED, OVERFLOW, POINTER.
funnelmath_status funnelmath_coverage(double pipeline,
                                      double quota,
                                      double booked,
                                      funnelmath_covered *coverage,
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

// Every volume, rate, sale value and revenue that follows from those that are known.
//
// - `volumes`, `rates`: the known volume of each of the gates + 1 stages, and the known rate of each gate; missing where it is
//   unknown.
// - `gates`: how many gates; at least 1.
// - `sale_value`, `revenue`: these two, missing where they are unknown; neither pointer may be NULL.
// - `volume_answers`, `rate_answers`: receive an answer for each stage and each gate.
// - `solution`: receives the conflict, if there is one, and the answers about sale value and revenue.
//
// Fails with VOLUME, RATE, MONEY, NO_GATES, OVERFLOW, ENUM (`known` is neither 0 nor 1), RESERVED, LENGTH, OVERLAP, POINTER.
funnelmath_status funnelmath_solve(const funnelmath_maybe *volumes,
                                   const funnelmath_maybe *rates,
                                   size_t gates,
                                   const funnelmath_maybe *sale_value,
                                   const funnelmath_maybe *revenue,
                                   funnelmath_solved *volume_answers,
                                   funnelmath_solved *rate_answers,
                                   funnelmath_solution *solution,
                                   funnelmath_error *error);

// The name of a status, in snake_case: "rate", "no_trials". Static, never freed, never NULL; "unknown" for a number
// that is no status.
const char *funnelmath_status_name(uint32_t status);

// The name of an input, by the number in the member `field` of a funnelmath_error: "sale_value",
// "gates[].benchmark". `[]` marks where an index belongs. Numbers are never reused. Static, never freed, never NULL;
// "unknown" for 0 and for a number that is no field.
const char *funnelmath_field_name(uint32_t field);

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
