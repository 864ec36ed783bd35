enum { FUNNELMATH_VERSION_MAJOR = 0, FUNNELMATH_VERSION_MINOR = 1, FUNNELMATH_VERSION_PATCH = 0, FUNNELMATH_ABI = 0 };

typedef enum {
    FUNNELMATH_STATUS_OK = 0,
    FUNNELMATH_STATUS_RATE = 1,
    FUNNELMATH_STATUS_VOLUME = 2,
    FUNNELMATH_STATUS_MONEY = 3,
    FUNNELMATH_STATUS_COUNT = 4,
    FUNNELMATH_STATUS_SUCCESSES = 5,
    FUNNELMATH_STATUS_NO_TRIALS = 6,
    FUNNELMATH_STATUS_ONE_IN = 7,
    FUNNELMATH_STATUS_NO_GATES = 8,
    FUNNELMATH_STATUS_STAGE = 9,
    FUNNELMATH_STATUS_GATE = 10,
    FUNNELMATH_STATUS_LENGTH = 11,
    FUNNELMATH_STATUS_OVERFLOW = 12,
    FUNNELMATH_STATUS_WEEKS_PER_YEAR = 13,
    FUNNELMATH_STATUS_DAYS_PER_WEEK = 14,
    FUNNELMATH_STATUS_DAYS = 15,
    FUNNELMATH_STATUS_STEP = 16,
    FUNNELMATH_STATUS_NO_SALE_VALUE = 17,
    FUNNELMATH_STATUS_GATE_FORM = 18,
    FUNNELMATH_STATUS_NAME = 19,
    FUNNELMATH_STATUS_SHAPE = 20,
    FUNNELMATH_STATUS_PROBABILITY = 21,
    FUNNELMATH_STATUS_SCORE = 22,
    FUNNELMATH_STATUS_WEEKS = 23,
    FUNNELMATH_STATUS_VARIATION = 24,
    FUNNELMATH_STATUS_NO_DEALS = 25,
    FUNNELMATH_STATUS_BOOKED = 26,
    FUNNELMATH_STATUS_CREDIT = 27,
    FUNNELMATH_STATUS_EVIDENCE_SHAPE = 28,
    FUNNELMATH_STATUS_COST = 29,
    FUNNELMATH_STATUS_ACTIVITY_STAGE = 30,
    FUNNELMATH_STATUS_STRAY_BENCHMARK = 31,
    FUNNELMATH_STATUS_SHARES = 32,
    FUNNELMATH_STATUS_ELAPSED_DAYS = 33,
    FUNNELMATH_STATUS_NO_DAYS = 34,
    FUNNELMATH_STATUS_SALE_VALUE_MEAN = 35,
    FUNNELMATH_STATUS_DUPLICATE_NAME = 36,
    FUNNELMATH_STATUS_BLANK_NAME = 37,
    FUNNELMATH_STATUS_POINTER = 100,
    FUNNELMATH_STATUS_ENUM = 101,
    FUNNELMATH_STATUS_STRUCT_SIZE = 102,
    FUNNELMATH_STATUS_INDEX = 103,
    FUNNELMATH_STATUS_RESERVED = 104,
    FUNNELMATH_STATUS_OVERLAP = 105,
    FUNNELMATH_STATUS_PANIC = 200,
} funnelmath_status;

typedef enum {
    FUNNELMATH_SOLVED_KIND_GIVEN = 0,
    FUNNELMATH_SOLVED_KIND_FOUND = 1,
    FUNNELMATH_SOLVED_KIND_UNDETERMINED = 2,
    FUNNELMATH_SOLVED_KIND_ONLY_PRODUCT = 3,
} funnelmath_solved_kind;

typedef enum {
    FUNNELMATH_CALENDAR_KIND_COMMON = 0,
    FUNNELMATH_CALENDAR_KIND_FOUR_WEEK_MONTH = 1,
    FUNNELMATH_CALENDAR_KIND_CIVIL = 2,
    FUNNELMATH_CALENDAR_KIND_SELLING_WEEKS = 3,
} funnelmath_calendar_kind;

typedef enum {
    FUNNELMATH_COLUMN_KIND_DOUBLES = 0,
    FUNNELMATH_COLUMN_KIND_INTEGERS = 1,
    FUNNELMATH_COLUMN_KIND_SAME = 2,
} funnelmath_column_kind;

typedef enum {
    FUNNELMATH_CONFLICT_KIND_NONE = 0,
    FUNNELMATH_CONFLICT_KIND_CONTRADICTORY = 1,
    FUNNELMATH_CONFLICT_KIND_IMPOSSIBLE = 2,
} funnelmath_conflict_kind;

typedef enum {
    FUNNELMATH_DEAL_KIND_FIXED = 0,
    FUNNELMATH_DEAL_KIND_VARYING = 1,
    FUNNELMATH_DEAL_KIND_SEEN = 2,
    FUNNELMATH_DEAL_KIND_COUNTED = 3,
} funnelmath_deal_kind;

typedef enum {
    FUNNELMATH_FLOW_KIND_STEADY = 0,
    FUNNELMATH_FLOW_KIND_COUNTED = 1,
    FUNNELMATH_FLOW_KIND_UNCERTAIN = 2,
} funnelmath_flow_kind;

typedef enum {
    FUNNELMATH_GATE_KIND_RATE = 0,
    FUNNELMATH_GATE_KIND_COUNTS = 1,
    FUNNELMATH_GATE_KIND_ONE_IN = 2,
} funnelmath_gate_kind;

typedef enum {
    FUNNELMATH_GOAL_KIND_REVENUE = 0,
    FUNNELMATH_GOAL_KIND_VOLUME = 1,
} funnelmath_goal_kind;

typedef enum {
    FUNNELMATH_LEFT_KIND_ALL = 0,
    FUNNELMATH_LEFT_KIND_SHARE = 1,
    FUNNELMATH_LEFT_KIND_WORKING_DAYS = 2,
} funnelmath_left_kind;

typedef enum {
    FUNNELMATH_LEFT_OUT_KNOWN_RATES = 1,
    FUNNELMATH_LEFT_OUT_DEAL_SIZES = 2,
    FUNNELMATH_LEFT_OUT_RATE_MOVEMENT = 4,
} funnelmath_left_out;

typedef enum {
    FUNNELMATH_LEVER_GATE = 0,
    FUNNELMATH_LEVER_SALE_VALUE = 1,
} funnelmath_lever;

typedef enum {
    FUNNELMATH_METHOD_EXACT = 0,
    FUNNELMATH_METHOD_INVERSION = 1,
    FUNNELMATH_METHOD_QUADRATURE = 2,
    FUNNELMATH_METHOD_LATTICE = 3,
    FUNNELMATH_METHOD_TRUNCATED = 4,
} funnelmath_method;

typedef enum {
    FUNNELMATH_OUTCOME_ENOUGH = 0,
    FUNNELMATH_OUTCOME_NEVER = 1,
} funnelmath_outcome;

typedef enum {
    FUNNELMATH_PERIOD_DAY = 0,
    FUNNELMATH_PERIOD_WEEK = 1,
    FUNNELMATH_PERIOD_MONTH = 2,
    FUNNELMATH_PERIOD_QUARTER = 3,
    FUNNELMATH_PERIOD_YEAR = 4,
} funnelmath_period;

typedef enum {
    FUNNELMATH_POLICY_UP = 0,
    FUNNELMATH_POLICY_NEAREST = 1,
    FUNNELMATH_POLICY_UP_EACH_STAGE = 2,
} funnelmath_policy;

typedef enum {
    FUNNELMATH_ROW_ANSWERED = 0,
    FUNNELMATH_ROW_NULL = 1001,
    FUNNELMATH_ROW_UNREACHABLE = 1002,
    FUNNELMATH_ROW_NEVER = 1003,
    FUNNELMATH_ROW_UNDEFINED = 1004,
} funnelmath_row;

typedef enum {
    FUNNELMATH_START_KIND_EMPTY = 0,
    FUNNELMATH_START_KIND_OPEN = 1,
    FUNNELMATH_START_KIND_REACHED = 2,
} funnelmath_start_kind;

typedef enum {
    FUNNELMATH_STEP_POINTS = 0,
    FUNNELMATH_STEP_PERCENT = 1,
    FUNNELMATH_STEP_TO = 2,
} funnelmath_step;

typedef enum {
    FUNNELMATH_VELOCITY_LEVER_OPPORTUNITIES = 0,
    FUNNELMATH_VELOCITY_LEVER_SALE_VALUE = 1,
    FUNNELMATH_VELOCITY_LEVER_WIN_RATE = 2,
    FUNNELMATH_VELOCITY_LEVER_CYCLE = 3,
} funnelmath_velocity_lever;

typedef struct funnelmath_funnel funnelmath_funnel;

typedef struct funnelmath_plan funnelmath_plan;

typedef struct funnelmath_revenue funnelmath_revenue;

typedef struct {
    uint32_t struct_size;
    uint32_t kind;
    double selling_weeks;
    double days_per_week;
} funnelmath_calendar;

typedef struct {
    uint32_t status;
    uint32_t field;
    uint32_t has_index;
    uint32_t has_inner_index;
    uint32_t has_value;
    uint32_t has_limit;
    uint32_t has_parameter;
    uint32_t parameter;
    uint64_t index;
    uint64_t inner_index;
    double value;
    double limit;
} funnelmath_error;

typedef struct {
    double value;
    uint32_t known;
    uint32_t reserved;
} funnelmath_maybe;

typedef struct {
    double exact;
    double units;
    double residual;
    funnelmath_maybe delivers;
} funnelmath_whole;

typedef struct {
    uint32_t struct_size;
    uint32_t kind;
    uint64_t stage;
    double amount;
    double sale_value;
    const double *start;
    size_t start_len;
    uint32_t start_kind;
    uint32_t reserved;
} funnelmath_goal;

typedef struct {
    uint32_t unreachable;
    uint32_t lever;
    uint64_t gate;
    double missing;
    double best;
} funnelmath_unreachable;

typedef struct {
    uint32_t lever;
    uint32_t capped;
    uint64_t gate;
    uint32_t step;
    uint32_t reserved;
    double size;
    double from;
    double to;
    funnelmath_maybe required_before;
    funnelmath_maybe required_after;
    funnelmath_maybe required_change;
    double revenue_before;
    double revenue_after;
    funnelmath_maybe revenue_change;
} funnelmath_effect;

typedef struct {
    double revenue;
    funnelmath_maybe sale_value;
    funnelmath_maybe overall;
} funnelmath_total;

typedef struct {
    double value;
    double complement;
    uint32_t method;
    uint32_t reserved;
} funnelmath_probability;

typedef struct {
    funnelmath_maybe value;
    uint32_t method;
    uint32_t reserved;
} funnelmath_quantile;

typedef struct {
    double low;
    funnelmath_maybe high;
    uint32_t method;
    uint32_t reserved;
} funnelmath_interval;

typedef struct {
    uint32_t outcome;
    uint32_t reserved;
    double inputs;
    funnelmath_probability chance;
} funnelmath_inputs;

typedef struct {
    uint32_t struct_size;
    uint32_t reserved;
    double results;
    double inputs;
    double confidence;
} funnelmath_requirement;

typedef struct {
    double value;
    double complement;
} funnelmath_share;

typedef struct {
    uint32_t outcome;
    uint32_t reserved;
    funnelmath_share rate;
} funnelmath_overall_rate;

typedef struct {
    uint32_t outcome;
    uint32_t reserved;
    double rate;
    funnelmath_maybe takes;
    funnelmath_probability best;
} funnelmath_gate_rate;

typedef struct {
    uint32_t struct_size;
    uint32_t kind;
    double same;
    const double *doubles;
    const int64_t *integers;
    size_t len;
    const uint8_t *validity;
    size_t validity_offset;
} funnelmath_column;

typedef struct {
    uint64_t answered;
    uint32_t method;
    uint32_t reserved;
} funnelmath_columns_summary;

typedef struct {
    uint32_t struct_size;
    uint32_t kind;
    uint64_t stage;
    const funnelmath_column *amount;
    const funnelmath_column *sale_value;
    const funnelmath_column *start;
    size_t start_len;
    uint32_t start_kind;
    uint32_t reserved;
} funnelmath_column_goal;

typedef struct {
    uint32_t struct_size;
    uint32_t kind;
    double a;
    double b;
} funnelmath_flow;

typedef struct {
    uint32_t outcome;
    uint32_t reserved;
    double weeks;
    funnelmath_probability chance;
} funnelmath_wait;

typedef struct {
    uint32_t kind;
    uint32_t reserved;
    double a;
    double b;
    funnelmath_maybe benchmark;
} funnelmath_gate;

typedef struct {
    uint32_t struct_size;
    uint32_t kind;
    double mean;
    double variation;
    const double *sizes;
    const double *counts;
    size_t len;
} funnelmath_deal_size;

typedef struct {
    uint32_t struct_size;
    uint32_t reserved;
    const funnelmath_gate *gates;
    size_t gates_len;
    funnelmath_maybe sale_value;
    funnelmath_maybe sale_value_benchmark;
    funnelmath_calendar calendar;
    const funnelmath_deal_size *deal_size;
} funnelmath_funnel_options;

typedef struct {
    double lower;
    double upper;
} funnelmath_tails;

typedef struct {
    uint32_t struct_size;
    uint32_t per;
    funnelmath_goal goal;
    uint32_t activity_per;
    uint32_t policy;
    uint64_t activity_stage;
    funnelmath_maybe actual;
    funnelmath_maybe reached;
    uint32_t left_kind;
    uint32_t reserved;
    double left;
    double elapsed_days;
    double total_days;
    const double *entries;
    size_t entries_len;
    funnelmath_maybe confidence;
    double prior_a;
    double prior_b;
    const funnelmath_deal_size *deal_size;
} funnelmath_target;

typedef struct {
    funnelmath_unreachable unreachable;
    uint64_t periods;
    uint64_t stages;
    uint64_t effects;
    funnelmath_maybe gauge;
    funnelmath_maybe attainment;
    funnelmath_maybe landing;
} funnelmath_plan_summary;

typedef struct {
    uint32_t period;
    uint32_t reserved;
    double goal;
    funnelmath_maybe revenue;
    funnelmath_maybe attainment;
} funnelmath_plan_period;

typedef struct {
    uint32_t present;
    uint32_t leaves_out;
    double confidence;
    funnelmath_probability chance;
    uint64_t periods;
} funnelmath_plan_confident;

typedef struct {
    double mean;
    funnelmath_maybe variance;
    funnelmath_maybe most;
    uint32_t method;
    uint32_t reserved;
} funnelmath_revenue_summary;

typedef struct {
    double to;
    uint32_t capped;
    uint32_t reserved;
    funnelmath_maybe per_day;
    funnelmath_maybe change;
} funnelmath_velocity_effect;

typedef struct {
    double total;
    double weighted;
    double deviation;
} funnelmath_pipeline;

typedef struct {
    funnelmath_maybe ratio;
    funnelmath_maybe cushion;
    funnelmath_maybe surplus;
} funnelmath_covered;

typedef struct {
    uint32_t kind;
    uint32_t reserved;
    double value;
    uint64_t from;
    uint64_t to;
} funnelmath_solved;

typedef struct {
    uint32_t kind;
    uint32_t reserved;
    uint64_t from;
    uint64_t to;
    double expected;
    double given;
    uint64_t gate;
    uint64_t gates;
    funnelmath_maybe takes;
    double best;
} funnelmath_conflict;

typedef struct {
    funnelmath_conflict conflict;
    uint64_t undetermined;
    funnelmath_solved sale_value;
    funnelmath_solved revenue;
} funnelmath_solution;

const char *funnelmath_method_name(uint32_t method);

const char *funnelmath_method_bound(uint32_t method);

funnelmath_status funnelmath_calendar_per_year(const funnelmath_calendar *calendar,
                                               uint32_t period,
                                               double *per_year,
                                               funnelmath_error *error);

funnelmath_status funnelmath_calendar_convert(const funnelmath_calendar *calendar,
                                              double amount,
                                              uint32_t from,
                                              uint32_t to,
                                              double *converted,
                                              funnelmath_error *error);

funnelmath_status funnelmath_policy_apply(uint32_t policy,
                                          double exact,
                                          funnelmath_whole *whole,
                                          funnelmath_error *error);

funnelmath_status funnelmath_policy_apply_each(uint32_t policy,
                                               const double *rates,
                                               size_t gates,
                                               uint64_t stage,
                                               const double *exact,
                                               double *whole,
                                               size_t stages,
                                               funnelmath_error *error);

funnelmath_status funnelmath_rate_from_counts(double successes,
                                              double trials,
                                              double *rate,
                                              funnelmath_error *error);

funnelmath_status funnelmath_rate_one_in(double n, double *rate, funnelmath_error *error);

funnelmath_status funnelmath_rates_from_counts(const double *successes,
                                               const double *trials,
                                               size_t count,
                                               funnelmath_maybe *rates,
                                               funnelmath_error *error);

funnelmath_status funnelmath_chain_overall(const double *rates,
                                           size_t gates,
                                           double *overall,
                                           funnelmath_error *error);

funnelmath_status funnelmath_chain_forward(const double *rates,
                                           size_t gates,
                                           double entry,
                                           double sale_value,
                                           double *volumes,
                                           size_t stages,
                                           double *revenue,
                                           funnelmath_error *error);

funnelmath_status funnelmath_chain_forward_each(const double *rates,
                                                size_t gates,
                                                const double *entries,
                                                const double *sale_values,
                                                double *volumes,
                                                size_t stages,
                                                double *revenue,
                                                funnelmath_error *error);

funnelmath_status funnelmath_chain_required(const double *rates,
                                            size_t gates,
                                            const funnelmath_goal *goal,
                                            double *volumes,
                                            size_t stages,
                                            funnelmath_unreachable *unreachable,
                                            funnelmath_error *error);

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

funnelmath_status funnelmath_roll_up(size_t gates,
                                     const double *rates,
                                     const double *entries,
                                     const double *sale_values,
                                     size_t members,
                                     double *volumes,
                                     funnelmath_maybe *implied,
                                     funnelmath_total *total,
                                     funnelmath_error *error);

funnelmath_status funnelmath_chance_mean(double rate,
                                         const double *a,
                                         const double *b,
                                         size_t gates,
                                         double *mean,
                                         funnelmath_error *error);

funnelmath_status funnelmath_chance_at_least(double rate,
                                             const double *a,
                                             const double *b,
                                             size_t gates,
                                             double inputs,
                                             double results,
                                             funnelmath_probability *chance,
                                             funnelmath_error *error);

funnelmath_status funnelmath_chance_exactly(double rate,
                                            const double *a,
                                            const double *b,
                                            size_t gates,
                                            double inputs,
                                            double results,
                                            funnelmath_probability *chance,
                                            funnelmath_error *error);

funnelmath_status funnelmath_chance_quantile(double rate,
                                             const double *a,
                                             const double *b,
                                             size_t gates,
                                             double inputs,
                                             double p,
                                             funnelmath_quantile *quantile,
                                             funnelmath_error *error);

funnelmath_status funnelmath_chance_interval(double rate,
                                             const double *a,
                                             const double *b,
                                             size_t gates,
                                             double inputs,
                                             double level,
                                             funnelmath_interval *interval,
                                             funnelmath_error *error);

funnelmath_status funnelmath_chance_lower_bound(double rate,
                                                const double *a,
                                                const double *b,
                                                size_t gates,
                                                double inputs,
                                                double confidence,
                                                funnelmath_quantile *results,
                                                funnelmath_error *error);

funnelmath_status funnelmath_chance_inputs_for(double rate,
                                               const double *a,
                                               const double *b,
                                               size_t gates,
                                               double results,
                                               double confidence,
                                               funnelmath_inputs *inputs,
                                               funnelmath_error *error);

funnelmath_status funnelmath_rate_for(const funnelmath_requirement *requirement,
                                      funnelmath_overall_rate *rate,
                                      funnelmath_error *error);

funnelmath_status funnelmath_chain_gate_for(const double *rates,
                                            size_t gates,
                                            uint64_t gate,
                                            const funnelmath_requirement *requirement,
                                            funnelmath_gate_rate *rate,
                                            funnelmath_error *error);

const char *funnelmath_row_name(uint32_t row);

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

funnelmath_status funnelmath_columns_overall(const funnelmath_column *rates,
                                             size_t gates,
                                             size_t rows,
                                             double *overall,
                                             uint32_t *status,
                                             funnelmath_columns_summary *summary,
                                             funnelmath_error *error);

funnelmath_status funnelmath_columns_required(const funnelmath_column *rates,
                                              size_t gates,
                                              const funnelmath_column_goal *goal,
                                              size_t rows,
                                              double *const *volumes,
                                              size_t stages,
                                              uint32_t *status,
                                              funnelmath_columns_summary *summary,
                                              funnelmath_error *error);

funnelmath_status funnelmath_columns_whole(uint32_t policy,
                                           const funnelmath_column *exact,
                                           size_t rows,
                                           double *units,
                                           double *residual,
                                           uint32_t *status,
                                           funnelmath_columns_summary *summary,
                                           funnelmath_error *error);

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

funnelmath_status funnelmath_columns_convert(const funnelmath_calendar *calendar,
                                             const funnelmath_column *amount,
                                             uint32_t from,
                                             uint32_t to,
                                             size_t rows,
                                             double *converted,
                                             uint32_t *status,
                                             funnelmath_columns_summary *summary,
                                             funnelmath_error *error);

funnelmath_status funnelmath_columns_activity_gauge(const funnelmath_column *actual,
                                                    const funnelmath_column *required,
                                                    size_t rows,
                                                    double *gauges,
                                                    uint32_t *status,
                                                    funnelmath_columns_summary *summary,
                                                    funnelmath_error *error);

funnelmath_status funnelmath_columns_attainment(const funnelmath_column *actual,
                                                const funnelmath_column *goal,
                                                size_t rows,
                                                double *attained,
                                                uint32_t *status,
                                                funnelmath_columns_summary *summary,
                                                funnelmath_error *error);

funnelmath_status funnelmath_columns_rate_from_counts(const funnelmath_column *successes,
                                                      const funnelmath_column *trials,
                                                      size_t rows,
                                                      double *rates,
                                                      uint32_t *status,
                                                      funnelmath_columns_summary *summary,
                                                      funnelmath_error *error);

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

funnelmath_status funnelmath_answer(const char *request,
                                    size_t request_len,
                                    char **text,
                                    size_t *text_len,
                                    funnelmath_error *error);

void funnelmath_answer_free(char *text);

funnelmath_status funnelmath_evidence_observe(double a,
                                              double b,
                                              double successes,
                                              double trials,
                                              double *a_after,
                                              double *b_after,
                                              funnelmath_error *error);

funnelmath_status funnelmath_evidence_mean(double a,
                                           double b,
                                           double *rate,
                                           funnelmath_error *error);

funnelmath_status funnelmath_evidence_quantile(double a,
                                               double b,
                                               double p,
                                               double *rate,
                                               funnelmath_error *error);

funnelmath_status funnelmath_evidence_interval(double a,
                                               double b,
                                               double level,
                                               funnelmath_interval *interval,
                                               funnelmath_error *error);

funnelmath_status funnelmath_flow_per_week(const funnelmath_flow *flow,
                                           double *per_week,
                                           funnelmath_error *error);

funnelmath_status funnelmath_flow_mean(const funnelmath_flow *flow,
                                       double rate,
                                       double weeks,
                                       double *results,
                                       funnelmath_error *error);

funnelmath_status funnelmath_flow_at_least(const funnelmath_flow *flow,
                                           double rate,
                                           double weeks,
                                           double results,
                                           funnelmath_probability *chance,
                                           funnelmath_error *error);

funnelmath_status funnelmath_flow_exactly(const funnelmath_flow *flow,
                                          double rate,
                                          double weeks,
                                          double results,
                                          funnelmath_probability *chance,
                                          funnelmath_error *error);

funnelmath_status funnelmath_flow_quantile(const funnelmath_flow *flow,
                                           double rate,
                                           double weeks,
                                           double p,
                                           funnelmath_quantile *quantile,
                                           funnelmath_error *error);

funnelmath_status funnelmath_flow_interval(const funnelmath_flow *flow,
                                           double rate,
                                           double weeks,
                                           double level,
                                           funnelmath_interval *interval,
                                           funnelmath_error *error);

funnelmath_status funnelmath_flow_weeks_for(const funnelmath_flow *flow,
                                            double rate,
                                            double results,
                                            double confidence,
                                            funnelmath_wait *wait,
                                            funnelmath_error *error);

funnelmath_status funnelmath_arrivals_for(double rate,
                                          double results,
                                          double confidence,
                                          funnelmath_maybe *arrivals,
                                          funnelmath_error *error);

funnelmath_status funnelmath_funnel_new(const funnelmath_funnel_options *options,
                                        funnelmath_funnel **funnel,
                                        funnelmath_error *error);

void funnelmath_funnel_free(funnelmath_funnel *funnel);

funnelmath_status funnelmath_incomplete_beta(double a,
                                             double b,
                                             double x,
                                             funnelmath_tails *tails,
                                             funnelmath_error *error);

funnelmath_status funnelmath_incomplete_gamma(double a,
                                              double x,
                                              funnelmath_tails *tails,
                                              funnelmath_error *error);

funnelmath_status funnelmath_beta_quantile(double a,
                                           double b,
                                           double p,
                                           funnelmath_share *share,
                                           funnelmath_error *error);

funnelmath_status funnelmath_gamma_quantile(double a,
                                            double p,
                                            funnelmath_maybe *x,
                                            funnelmath_error *error);

funnelmath_status funnelmath_normal_tails(double z,
                                          funnelmath_tails *tails,
                                          funnelmath_error *error);

funnelmath_status funnelmath_normal_quantile(double p,
                                             funnelmath_maybe *z,
                                             funnelmath_error *error);

funnelmath_status funnelmath_binomial_probability(double k,
                                                  double n,
                                                  double p,
                                                  double *probability,
                                                  funnelmath_error *error);

funnelmath_status funnelmath_ln_binomial_probability(double k,
                                                     double n,
                                                     double p,
                                                     funnelmath_maybe *ln,
                                                     funnelmath_error *error);

funnelmath_status funnelmath_poisson_probability(double k,
                                                 double mean,
                                                 double *probability,
                                                 funnelmath_error *error);

funnelmath_status funnelmath_ln_poisson_probability(double k,
                                                    double mean,
                                                    funnelmath_maybe *ln,
                                                    funnelmath_error *error);

funnelmath_status funnelmath_beta_binomial_probability(double k,
                                                       double n,
                                                       double a,
                                                       double b,
                                                       double *probability,
                                                       funnelmath_error *error);

funnelmath_status funnelmath_ln_beta_binomial_probability(double k,
                                                          double n,
                                                          double a,
                                                          double b,
                                                          funnelmath_maybe *ln,
                                                          funnelmath_error *error);

funnelmath_status funnelmath_error_message(const funnelmath_error *error,
                                           char *buffer,
                                           size_t capacity,
                                           size_t *length);

funnelmath_status funnelmath_plan_new(const funnelmath_funnel *funnel,
                                      const funnelmath_target *target,
                                      funnelmath_plan **plan,
                                      funnelmath_error *error);

void funnelmath_plan_free(funnelmath_plan *plan);

funnelmath_status funnelmath_plan_summarize(const funnelmath_plan *plan,
                                            funnelmath_plan_summary *summary,
                                            funnelmath_error *error);

funnelmath_status funnelmath_plan_get_period(const funnelmath_plan *plan,
                                             uint64_t index,
                                             funnelmath_plan_period *period,
                                             funnelmath_error *error);

funnelmath_status funnelmath_plan_get_stage(const funnelmath_plan *plan,
                                            uint64_t period,
                                            uint64_t stage,
                                            funnelmath_whole *whole,
                                            funnelmath_error *error);

funnelmath_status funnelmath_plan_get_effect(const funnelmath_plan *plan,
                                             uint64_t index,
                                             funnelmath_effect *effect,
                                             funnelmath_error *error);

funnelmath_status funnelmath_plan_get_confident(const funnelmath_plan *plan,
                                                funnelmath_plan_confident *confident,
                                                funnelmath_error *error);

funnelmath_status funnelmath_plan_get_expected_chance(const funnelmath_plan *plan,
                                                      uint64_t period,
                                                      funnelmath_probability *chance,
                                                      funnelmath_error *error);

funnelmath_status funnelmath_plan_get_confident_period(const funnelmath_plan *plan,
                                                       uint64_t index,
                                                       funnelmath_plan_period *period,
                                                       funnelmath_error *error);

funnelmath_status funnelmath_plan_get_confident_stage(const funnelmath_plan *plan,
                                                      uint64_t period,
                                                      uint64_t stage,
                                                      funnelmath_whole *whole,
                                                      funnelmath_error *error);

const char *funnelmath_left_out_name(uint32_t left_out);

const char *funnelmath_left_out_message(uint32_t left_out);

funnelmath_status funnelmath_revenue_new(double rate,
                                         const double *a,
                                         const double *b,
                                         size_t gates,
                                         double inputs,
                                         const funnelmath_deal_size *size,
                                         funnelmath_revenue **revenue,
                                         funnelmath_error *error);

funnelmath_status funnelmath_flow_revenue_new(const funnelmath_flow *flow,
                                              double rate,
                                              double weeks,
                                              const funnelmath_deal_size *size,
                                              funnelmath_revenue **revenue,
                                              funnelmath_error *error);

void funnelmath_revenue_free(funnelmath_revenue *revenue);

funnelmath_status funnelmath_revenue_summarize(const funnelmath_revenue *revenue,
                                               funnelmath_revenue_summary *summary,
                                               funnelmath_error *error);

funnelmath_status funnelmath_revenue_at_least(const funnelmath_revenue *revenue,
                                              double threshold,
                                              funnelmath_probability *chance,
                                              funnelmath_error *error);

funnelmath_status funnelmath_revenue_quantile(const funnelmath_revenue *revenue,
                                              double p,
                                              funnelmath_quantile *quantile,
                                              funnelmath_error *error);

funnelmath_status funnelmath_revenue_interval(const funnelmath_revenue *revenue,
                                              double level,
                                              funnelmath_interval *interval,
                                              funnelmath_error *error);

funnelmath_status funnelmath_revenue_mean_up_to(const funnelmath_revenue *revenue,
                                                double threshold,
                                                double *mean,
                                                funnelmath_error *error);

funnelmath_status funnelmath_chance_revenue_at_least(double rate,
                                                     const double *a,
                                                     const double *b,
                                                     size_t gates,
                                                     double inputs,
                                                     const funnelmath_deal_size *size,
                                                     double threshold,
                                                     funnelmath_probability *chance,
                                                     funnelmath_error *error);

funnelmath_status funnelmath_chance_revenue_quantile(double rate,
                                                     const double *a,
                                                     const double *b,
                                                     size_t gates,
                                                     double inputs,
                                                     const funnelmath_deal_size *size,
                                                     double p,
                                                     funnelmath_quantile *quantile,
                                                     funnelmath_error *error);

funnelmath_status funnelmath_chance_inputs_for_revenue(double rate,
                                                       const double *a,
                                                       const double *b,
                                                       size_t gates,
                                                       const funnelmath_deal_size *size,
                                                       double goal,
                                                       double confidence,
                                                       funnelmath_inputs *inputs,
                                                       funnelmath_error *error);

funnelmath_status funnelmath_flow_revenue_at_least(const funnelmath_flow *flow,
                                                   double rate,
                                                   double weeks,
                                                   const funnelmath_deal_size *size,
                                                   double threshold,
                                                   funnelmath_probability *chance,
                                                   funnelmath_error *error);

funnelmath_status funnelmath_flow_revenue_quantile(const funnelmath_flow *flow,
                                                   double rate,
                                                   double weeks,
                                                   const funnelmath_deal_size *size,
                                                   double p,
                                                   funnelmath_quantile *quantile,
                                                   funnelmath_error *error);

funnelmath_status funnelmath_flow_weeks_for_revenue(const funnelmath_flow *flow,
                                                    double rate,
                                                    const funnelmath_deal_size *size,
                                                    double goal,
                                                    double confidence,
                                                    funnelmath_wait *wait,
                                                    funnelmath_error *error);

funnelmath_status funnelmath_activity_gauge(double actual,
                                            double required,
                                            funnelmath_maybe *gauge,
                                            funnelmath_error *error);

funnelmath_status funnelmath_attainment(double actual,
                                        double goal,
                                        funnelmath_maybe *share,
                                        funnelmath_error *error);

funnelmath_status funnelmath_velocity_per_day(double opportunities,
                                              double sale_value,
                                              double win_rate,
                                              double cycle_days,
                                              funnelmath_maybe *per_day,
                                              funnelmath_error *error);

funnelmath_status funnelmath_velocity_lever_effect(double opportunities,
                                                   double sale_value,
                                                   double win_rate,
                                                   double cycle_days,
                                                   uint32_t lever,
                                                   double by,
                                                   funnelmath_velocity_effect *effect,
                                                   funnelmath_error *error);

funnelmath_status funnelmath_weighted_pipeline(const double *values,
                                               const double *probabilities,
                                               size_t deals,
                                               funnelmath_pipeline *pipeline,
                                               funnelmath_error *error);

funnelmath_status funnelmath_coverage(double pipeline,
                                      double quota,
                                      double booked,
                                      funnelmath_covered *coverage,
                                      funnelmath_error *error);

funnelmath_status funnelmath_required_coverage(double win_rate,
                                               funnelmath_maybe *coverage,
                                               funnelmath_error *error);

funnelmath_status funnelmath_solve(const funnelmath_maybe *volumes,
                                   const funnelmath_maybe *rates,
                                   size_t gates,
                                   const funnelmath_maybe *sale_value,
                                   const funnelmath_maybe *revenue,
                                   funnelmath_solved *volume_answers,
                                   funnelmath_solved *rate_answers,
                                   funnelmath_solution *solution,
                                   funnelmath_error *error);

const char *funnelmath_status_name(uint32_t status);

const char *funnelmath_field_name(uint32_t field);

const char *funnelmath_version(void);

uint32_t funnelmath_version_major(void);

uint32_t funnelmath_version_minor(void);

uint32_t funnelmath_version_patch(void);

uint32_t funnelmath_abi(void);
