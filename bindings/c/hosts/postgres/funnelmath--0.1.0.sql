-- funnelmath for PostgreSQL. Rates, win rates and probabilities are from 0 to 1; stages and gates are counted
-- from 0; a chain of n gates has n + 1 stages, so volumes[1] is stage 0. README.md has the examples.

\echo Use "CREATE EXTENSION funnelmath" to load this file. \quit

-- Results of aggregates need a name.

CREATE TYPE funnel_pipeline AS (total float8, weighted float8, deviation float8);
CREATE TYPE funnel_team AS (volumes float8[], rates float8[], revenue float8, sale_value float8, overall float8);

-- What several functions take: inputs that come by chance, and how large deals are.

CREATE TYPE funnel_flow AS (kind text, arrivals float8, weeks float8);
CREATE TYPE funnel_deals AS (kind text, mean float8, variation float8, sizes float8[], counts float8[]);

-- Rates

CREATE FUNCTION funnel_rate(successes float8, trials float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_rate(float8, float8) IS
    'The rate of a gate that so many of so many trials passed. No trials are an error: no data is not 0%.';

CREATE FUNCTION funnel_rates(successes float8[], trials float8[]) RETURNS float8[]
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_rates(float8[], float8[]) IS
    'The rates of several gates, from their counts; NULL where there were no trials.';

CREATE FUNCTION funnel_rate_one_in(n float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_rate_one_in(float8) IS
    'The rate of a gate that one in n passes.';

-- Chains

CREATE FUNCTION funnel_overall(rates float8[]) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_overall(float8[]) IS
    'The conversion rate from the first stage to the last.';

CREATE FUNCTION funnel_forward(rates float8[], entry float8, sale_value float8,
        OUT volumes float8[], OUT revenue float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_forward(float8[], float8, float8) IS
    'The expected volume of every stage, and the revenue, of what enters the first.';

CREATE FUNCTION funnel_forward_each(rates float8[], entries float8[], sale_values float8[],
        OUT volumes float8[], OUT revenue float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_forward_each(float8[], float8[], float8[]) IS
    'The same when items enter and are worth something at every stage: one number for each stage.';

CREATE FUNCTION funnel_required(rates float8[], revenue float8, sale_value float8,
        start text DEFAULT 'empty', there float8[] DEFAULT '{}') RETURNS float8[]
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_required(float8[], float8, float8, text, float8[]) IS
    'The volume that every stage still needs for a revenue goal; NULL when no volume reaches it.';

CREATE FUNCTION funnel_required_volume(rates float8[], stage int8, volume float8,
        start text DEFAULT 'empty', there float8[] DEFAULT '{}') RETURNS float8[]
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_required_volume(float8[], int8, float8, text, float8[]) IS
    'The volume that every stage still needs for so many at one stage; NULL when no volume reaches it.';

CREATE FUNCTION funnel_required_outcome(rates float8[], goal text, amount float8, sale_value float8,
        stage int8 DEFAULT -1, start text DEFAULT 'empty', there float8[] DEFAULT '{}',
        OUT reachable bool, OUT volumes float8[], OUT lever text, OUT gate int8,
        OUT missing float8, OUT best float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_required_outcome(float8[], text, float8, float8, int8, text, float8[]) IS
    'What a goal (revenue, or volume at a stage) requires, or what is in its way and the best that can be reached.';

CREATE FUNCTION funnel_sensitivity(rates float8[], goal text, amount float8, sale_value float8,
        stage int8, volume float8, lever text, step text, size float8,
        gate int8 DEFAULT -1, goal_stage int8 DEFAULT -1,
        OUT value_before float8, OUT value_after float8, OUT capped bool,
        OUT required_before float8, OUT required_after float8, OUT required_change float8,
        OUT revenue_before float8, OUT revenue_after float8, OUT revenue_change float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_sensitivity(float8[], text, float8, float8, int8, float8, text, text, float8, int8, int8) IS
    'What one step of one lever does to the activity a goal requires at a stage, and to the revenue of a volume there.';

CREATE FUNCTION funnel_solve(volumes float8[], rates float8[], sale_value float8, revenue float8)
    RETURNS TABLE (quantity text, number int8, kind text, value float8,
        product float8, from_stage int8, to_stage int8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION funnel_solve(float8[], float8[], float8, float8) IS
    'From any knowns (NULL is unknown), every quantity that follows.';

CREATE FUNCTION funnel_solve_conflict(volumes float8[], rates float8[], sale_value float8, revenue float8,
        OUT kind text, OUT undetermined int8, OUT from_stage int8, OUT to_stage int8,
        OUT expected float8, OUT given float8, OUT gate int8, OUT gates int8, OUT takes float8, OUT best float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION funnel_solve_conflict(float8[], float8[], float8, float8) IS
    'Whether the knowns of funnel_solve can all be true, and how many quantities do not follow.';

-- Teams

CREATE FUNCTION funnel_roll_up(rates float8[], entries float8[], sale_values float8[]) RETURNS funnel_team
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_roll_up(float8[], float8[], float8[]) IS
    'Adds up several chains (rates: one list a member), weighted by their volumes.';

CREATE FUNCTION funnel_roll_up(gates int4, rates float8[], entries float8[], sale_values float8[])
    RETURNS funnel_team
    AS 'MODULE_PATHNAME', 'funnel_roll_up_flat' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_roll_up(int4, float8[], float8[], float8[]) IS
    'The same with all rates in one list, member after member.';

CREATE FUNCTION funnel_roll_up_add(internal, float8[], float8, float8) RETURNS internal
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION funnel_roll_up_end(internal) RETURNS funnel_team
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE AGGREGATE funnel_roll_up(rates float8[], entry float8, sale_value float8) (
    SFUNC = funnel_roll_up_add, STYPE = internal, FINALFUNC = funnel_roll_up_end, PARALLEL = SAFE);
COMMENT ON AGGREGATE funnel_roll_up(float8[], float8, float8) IS
    'Adds up several chains, one a row, weighted by their volumes.';

-- Calendar and whole units

CREATE FUNCTION funnel_convert(amount float8, from_period text, to_period text, calendar text DEFAULT 'common',
        selling_weeks float8 DEFAULT 0, days_per_week float8 DEFAULT 7) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_convert(float8, text, text, text, float8, float8) IS
    'An amount per one period (day, week, month, quarter, year) as an amount per another.';

CREATE FUNCTION funnel_per_year(period text, calendar text DEFAULT 'common',
        selling_weeks float8 DEFAULT 0, days_per_week float8 DEFAULT 7) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_per_year(text, text, float8, float8) IS
    'How many of a period a year of the calendar has.';

CREATE FUNCTION funnel_whole(policy text, exact float8, OUT units float8, OUT residual float8, OUT delivers float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_whole(text, float8) IS
    'An exact volume as a whole one (up, nearest, up_each_stage), and what that delivers.';

CREATE FUNCTION funnel_whole_each(policy text, rates float8[], stage int8, exact float8[]) RETURNS float8[]
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_whole_each(text, float8[], int8, float8[]) IS
    'The whole volumes of all stages; stage is the goal''s.';

CREATE FUNCTION funnel_plan(rates float8[], revenue float8, sale_value float8, per text DEFAULT 'month',
        activity_per text DEFAULT 'week', policy text DEFAULT 'up', calendar text DEFAULT 'common',
        selling_weeks float8 DEFAULT 0, days_per_week float8 DEFAULT 7, start text DEFAULT 'empty',
        there float8[] DEFAULT '{}', left_share float8 DEFAULT 1)
    RETURNS TABLE (period text, stage int8, exact float8, units float8, residual float8, delivers float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10;
COMMENT ON FUNCTION funnel_plan(float8[], float8, float8, text, text, text, text, float8, float8, text, float8[], float8) IS
    'What each stage needs for a revenue goal in its period and in that of activity; inside a period, with what is there and the share that is left. No rows when nothing reaches it.';

CREATE FUNCTION funnel_plan_pace(rates float8[], revenue float8, sale_value float8, actual float8,
        per text DEFAULT 'month', activity_per text DEFAULT 'week', policy text DEFAULT 'up',
        calendar text DEFAULT 'common', selling_weeks float8 DEFAULT 0, days_per_week float8 DEFAULT 7,
        start text DEFAULT 'empty', there float8[] DEFAULT '{}', left_share float8 DEFAULT 1,
        OUT gauge float8, OUT attainment float8, OUT landing float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION funnel_plan_pace(float8[], float8, float8, float8, text, text, text, text, float8, float8, text, float8[], float8) IS
    'Actual over required activity, what is reached over the goal, and what the period ends with at the actual pace over the goal.';

CREATE FUNCTION funnel_plan_confident(rates float8[], revenue float8, sale_value float8, confidence float8,
        successes float8[] DEFAULT '{}', trials float8[] DEFAULT '{}', prior_a float8 DEFAULT 0.5,
        prior_b float8 DEFAULT 0.5, per text DEFAULT 'month', activity_per text DEFAULT 'week',
        policy text DEFAULT 'up', calendar text DEFAULT 'common', selling_weeks float8 DEFAULT 0,
        days_per_week float8 DEFAULT 7, start text DEFAULT 'empty', there float8[] DEFAULT '{}',
        left_share float8 DEFAULT 1, deals funnel_deals DEFAULT ROW(NULL, NULL, NULL, NULL, NULL))
    RETURNS TABLE (period text, stage int8, exact float8, units float8, residual float8, delivers float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 10;
COMMENT ON FUNCTION funnel_plan_confident(float8[], float8, float8, float8, float8[], float8[], float8, float8, text, text, text, text, float8, float8, text, float8[], float8, funnel_deals) IS
    'The plan that reaches a revenue goal with this confidence; a gate has a rate, or successes and trials; deals are worth the sale value or as deals says. No rows when no number is enough.';

CREATE FUNCTION funnel_plan_chances(rates float8[], revenue float8, sale_value float8, confidence float8,
        successes float8[] DEFAULT '{}', trials float8[] DEFAULT '{}', prior_a float8 DEFAULT 0.5,
        prior_b float8 DEFAULT 0.5, per text DEFAULT 'month', activity_per text DEFAULT 'week',
        policy text DEFAULT 'up', calendar text DEFAULT 'common', selling_weeks float8 DEFAULT 0,
        days_per_week float8 DEFAULT 7, start text DEFAULT 'empty', there float8[] DEFAULT '{}',
        left_share float8 DEFAULT 1, deals funnel_deals DEFAULT ROW(NULL, NULL, NULL, NULL, NULL))
    RETURNS TABLE (plan text, period text, probability float8, complement float8, method text, leaves_out text[])
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 10;
COMMENT ON FUNCTION funnel_plan_chances(float8[], float8, float8, float8, float8[], float8[], float8, float8, text, text, text, text, float8, float8, text, float8[], float8, funnel_deals) IS
    'The chance of the expected plan when the activity of each period is kept up, and of the confident one, or the best there is; leaves_out says what these take as fixed.';

-- How sure: chances

CREATE FUNCTION funnel_evidence(successes float8, trials float8, prior_a float8 DEFAULT 0.5,
        prior_b float8 DEFAULT 0.5) RETURNS float8[]
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_evidence(float8, float8, float8, float8) IS
    'What counts say of a rate: the pair {a, b} of its Beta distribution. The prior is worth so many successes and failures.';

CREATE FUNCTION funnel_evidence_mean(evidence float8[]) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_evidence_mean(float8[]) IS
    'The expected rate of one gate that is known from counts.';

CREATE FUNCTION funnel_evidence_quantile(evidence float8[], p float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_evidence_quantile(float8[], float8) IS
    'The rate below which the true one lies with probability p.';

CREATE FUNCTION funnel_evidence_interval(evidence float8[], level float8,
        OUT low float8, OUT high float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_evidence_interval(float8[], float8) IS
    'The central interval that holds the true rate with probability level.';

CREATE FUNCTION funnel_chance_mean(rate float8, evidence float8[]) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_chance_mean(float8, float8[]) IS
    'The expected overall rate of gates whose rates are known (rate: their product) and of gates known from counts (evidence: a pair, one for each, or an empty array).';

CREATE FUNCTION funnel_chance_at_least(rate float8, evidence float8[], inputs float8, results float8,
        OUT probability float8, OUT complement float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_chance_at_least(float8, float8[], float8, float8) IS
    'The probability that of so many inputs at least so many results reach the end.';

CREATE FUNCTION funnel_chance_exactly(rate float8, evidence float8[], inputs float8, results float8,
        OUT probability float8, OUT complement float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_chance_exactly(float8, float8[], float8, float8) IS
    'The probability that of so many inputs exactly so many results reach the end.';

CREATE FUNCTION funnel_chance_quantile(rate float8, evidence float8[], inputs float8, p float8,
        OUT value float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_chance_quantile(float8, float8[], float8, float8) IS
    'The smallest number of results that the inputs do not exceed with a probability of at least p.';

CREATE FUNCTION funnel_chance_interval(rate float8, evidence float8[], inputs float8, level float8,
        OUT low float8, OUT high float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_chance_interval(float8, float8[], float8, float8) IS
    'The central interval that holds the number of results of the inputs with a probability of at least level.';

CREATE FUNCTION funnel_chance_lower_bound(rate float8, evidence float8[], inputs float8, confidence float8,
        OUT value float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_chance_lower_bound(float8, float8[], float8, float8) IS
    'The largest number of results that the inputs reach with this confidence.';

CREATE FUNCTION funnel_chance_inputs_for(rate float8, evidence float8[], results float8, confidence float8,
        OUT inputs float8, OUT probability float8, OUT complement float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_chance_inputs_for(float8, float8[], float8, float8) IS
    'The fewest inputs of which at least so many results reach the end with this confidence; NULL, and the best probability there is, when no number is enough.';

CREATE FUNCTION funnel_rate_for(results float8, inputs float8, confidence float8,
        OUT rate float8, OUT complement float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_rate_for(float8, float8, float8) IS
    'The smallest overall rate with which at least so many results of the inputs reach the end with this confidence, and its complement; NULL when there are fewer inputs than results.';

CREATE FUNCTION funnel_gate_for(rates float8[], gate int8, results float8, inputs float8, confidence float8,
        OUT rate float8, OUT takes float8, OUT probability float8, OUT complement float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_gate_for(float8[], int8, float8, float8, float8) IS
    'The rate that one gate needs, the others as they are; NULL when it cannot be had there: then what it takes, and the probability at 100%.';

-- How sure: inputs that come by chance

CREATE FUNCTION funnel_flow_steady(per_week float8) RETURNS funnel_flow
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_flow_steady(float8) IS
    'So many arrivals a week, independent of each other.';

CREATE FUNCTION funnel_flow_counted(arrivals float8, weeks float8) RETURNS funnel_flow
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_flow_counted(float8, float8) IS
    'So many arrivals were seen in so many weeks; half an arrival more is assumed.';

CREATE FUNCTION funnel_flow_uncertain(shape float8, weeks float8) RETURNS funnel_flow
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_flow_uncertain(float8, float8) IS
    'As if shape arrivals had been seen in so many weeks: with a prior of your own.';

CREATE FUNCTION funnel_flow_per_week(flow funnel_flow) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_flow_per_week(funnel_flow) IS
    'Expected arrivals a week.';

CREATE FUNCTION funnel_flow_mean(flow funnel_flow, rate float8, weeks float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_flow_mean(funnel_flow, float8, float8) IS
    'Expected results in so many weeks.';

CREATE FUNCTION funnel_flow_at_least(flow funnel_flow, rate float8, weeks float8, results float8,
        OUT probability float8, OUT complement float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_flow_at_least(funnel_flow, float8, float8, float8) IS
    'The probability of at least so many results in so many weeks.';

CREATE FUNCTION funnel_flow_exactly(flow funnel_flow, rate float8, weeks float8, results float8,
        OUT probability float8, OUT complement float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_flow_exactly(funnel_flow, float8, float8, float8) IS
    'The probability of exactly so many results in so many weeks.';

CREATE FUNCTION funnel_flow_quantile(flow funnel_flow, rate float8, weeks float8, p float8,
        OUT value float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_flow_quantile(funnel_flow, float8, float8, float8) IS
    'The smallest number of results that is not exceeded in so many weeks with a probability of at least p; NULL when there is none.';

CREATE FUNCTION funnel_flow_interval(flow funnel_flow, rate float8, weeks float8, level float8,
        OUT low float8, OUT high float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_flow_interval(funnel_flow, float8, float8, float8) IS
    'The central interval that holds the number of results of so many weeks with a probability of at least level.';

CREATE FUNCTION funnel_flow_weeks_for(flow funnel_flow, rate float8, results float8, confidence float8,
        OUT weeks float8, OUT probability float8, OUT complement float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_flow_weeks_for(funnel_flow, float8, float8, float8) IS
    'The weeks after which at least so many results are there with this confidence; NULL, and the probability that they ever come, when none are enough.';

CREATE FUNCTION funnel_arrivals_for(rate float8, results float8, confidence float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION funnel_arrivals_for(float8, float8, float8) IS
    'The expected arrivals needed so that at least so many of them become results with this confidence; NULL when no number is enough.';

-- How sure: revenue

CREATE FUNCTION funnel_deals_fixed(size float8) RETURNS funnel_deals
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_deals_fixed(float8) IS
    'Every deal is this large.';

CREATE FUNCTION funnel_deals_varying(mean float8, variation float8) RETURNS funnel_deals
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_deals_varying(float8, float8) IS
    'Deals are gamma distributed; the variation is the standard deviation over the mean.';

CREATE FUNCTION funnel_deals_seen(sizes float8[]) RETURNS funnel_deals
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_deals_seen(float8[]) IS
    'A deal is one of these sizes, each as likely as any other.';

CREATE FUNCTION funnel_deals_counted(sizes float8[], counts float8[]) RETURNS funnel_deals
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_deals_counted(float8[], float8[]) IS
    'A deal is one of these sizes, each as likely as its count says.';

CREATE FUNCTION funnel_chance_revenue(rate float8, evidence float8[], inputs float8, deals funnel_deals, p float8[],
        OUT mean float8, OUT variance float8, OUT most float8, OUT quantiles float8[], OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION funnel_chance_revenue(float8, float8[], float8, funnel_deals, float8[]) IS
    'The revenue of the inputs: its mean, variance, most (NULL when there is none) and several quantiles.';

CREATE FUNCTION funnel_chance_revenue_at_least(rate float8, evidence float8[], inputs float8, deals funnel_deals, threshold float8,
        OUT probability float8, OUT complement float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION funnel_chance_revenue_at_least(float8, float8[], float8, funnel_deals, float8) IS
    'The probability that the deals from the inputs are together worth at least threshold.';

CREATE FUNCTION funnel_chance_revenue_quantile(rate float8, evidence float8[], inputs float8, deals funnel_deals, p float8,
        OUT value float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION funnel_chance_revenue_quantile(float8, float8[], float8, funnel_deals, float8) IS
    'The smallest amount that the revenue from the inputs does not exceed with a probability of at least p; NULL when there is none.';

CREATE FUNCTION funnel_chance_inputs_for_revenue(rate float8, evidence float8[], deals funnel_deals, goal float8, confidence float8,
        OUT inputs float8, OUT probability float8, OUT complement float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION funnel_chance_inputs_for_revenue(float8, float8[], funnel_deals, float8, float8) IS
    'The fewest inputs whose deals are together worth at least goal with this confidence; NULL, and the best probability there is, when no number is enough.';

CREATE FUNCTION funnel_flow_revenue(flow funnel_flow, rate float8, weeks float8, deals funnel_deals, p float8[],
        OUT mean float8, OUT variance float8, OUT most float8, OUT quantiles float8[], OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION funnel_flow_revenue(funnel_flow, float8, float8, funnel_deals, float8[]) IS
    'The revenue of so many weeks: its mean, variance, most (NULL when there is none) and several quantiles.';

CREATE FUNCTION funnel_flow_revenue_at_least(flow funnel_flow, rate float8, weeks float8, deals funnel_deals, threshold float8,
        OUT probability float8, OUT complement float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION funnel_flow_revenue_at_least(funnel_flow, float8, float8, funnel_deals, float8) IS
    'The probability that the results of so many weeks are together worth at least threshold.';

CREATE FUNCTION funnel_flow_revenue_quantile(flow funnel_flow, rate float8, weeks float8, deals funnel_deals, p float8,
        OUT value float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION funnel_flow_revenue_quantile(funnel_flow, float8, float8, funnel_deals, float8) IS
    'The smallest amount that the revenue of so many weeks does not exceed with a probability of at least p; NULL when there is none.';

CREATE FUNCTION funnel_flow_weeks_for_revenue(flow funnel_flow, rate float8, deals funnel_deals, goal float8, confidence float8,
        OUT weeks float8, OUT probability float8, OUT complement float8, OUT method text)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION funnel_flow_weeks_for_revenue(funnel_flow, float8, funnel_deals, float8, float8) IS
    'The weeks after which the results are together worth at least goal with this confidence; NULL, and the probability that they ever are, when none are enough.';

-- Distributions

CREATE FUNCTION funnel_incomplete_beta(a float8, b float8, x float8,
        OUT lower float8, OUT upper float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_incomplete_beta(float8, float8, float8) IS
    'The chances that a Beta(a, b) rate is at most x, and that it is above.';

CREATE FUNCTION funnel_incomplete_gamma(a float8, x float8,
        OUT lower float8, OUT upper float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_incomplete_gamma(float8, float8) IS
    'The chances that a gamma variable of shape a and scale 1 is at most x, and that it is above.';

CREATE FUNCTION funnel_beta_quantile(a float8, b float8, p float8,
        OUT x float8, OUT complement float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_beta_quantile(float8, float8, float8) IS
    'The rate that a Beta(a, b) rate stays below with probability p, and its complement.';

CREATE FUNCTION funnel_gamma_quantile(a float8, p float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_gamma_quantile(float8, float8) IS
    'What a gamma variable of shape a and scale 1 stays below with probability p; NULL for 1.';

CREATE FUNCTION funnel_normal_tails(z float8,
        OUT lower float8, OUT upper float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_normal_tails(float8) IS
    'The chances that a standard normal variable is at most z, and that it is above.';

CREATE FUNCTION funnel_normal_quantile(p float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_normal_quantile(float8) IS
    'What a standard normal variable stays below with probability p; NULL for 0 and 1.';

CREATE FUNCTION funnel_binomial_probability(k float8, n float8, rate float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_binomial_probability(float8, float8, float8) IS
    'The chance of exactly k successes in n independent trials.';

CREATE FUNCTION funnel_ln_binomial_probability(k float8, n float8, rate float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_ln_binomial_probability(float8, float8, float8) IS
    'Its natural logarithm, also where the chance is too small for a float8; NULL for the impossible.';

CREATE FUNCTION funnel_poisson_probability(k float8, mean float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_poisson_probability(float8, float8) IS
    'The chance of exactly k arrivals where mean are expected.';

CREATE FUNCTION funnel_ln_poisson_probability(k float8, mean float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_ln_poisson_probability(float8, float8) IS
    'Its natural logarithm; NULL for the impossible.';

CREATE FUNCTION funnel_beta_binomial_probability(k float8, n float8, a float8, b float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_beta_binomial_probability(float8, float8, float8, float8) IS
    'The chance of exactly k successes in n trials of one unknown chance, which is Beta(a, b).';

CREATE FUNCTION funnel_ln_beta_binomial_probability(k float8, n float8, a float8, b float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_ln_beta_binomial_probability(float8, float8, float8, float8) IS
    'Its natural logarithm; NULL for the impossible.';

-- Scorecard

CREATE FUNCTION funnel_activity_gauge(actual float8, required float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_activity_gauge(float8, float8) IS
    'Actual activity over unrounded required activity; NULL when nothing is required.';

CREATE FUNCTION funnel_attainment(actual float8, goal float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_attainment(float8, float8) IS
    'Actual over goal; NULL when the goal is 0.';

CREATE FUNCTION funnel_velocity_per_day(opportunities float8, sale_value float8, win_rate float8, cycle_days float8)
    RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_velocity_per_day(float8, float8, float8, float8) IS
    'Open opportunities * average sale value * win rate / sales cycle; NULL when the cycle is 0 days.';

CREATE FUNCTION funnel_velocity_effect(opportunities float8, sale_value float8, win_rate float8, cycle_days float8,
        lever text, change_by float8,
        OUT value_after float8, OUT capped bool, OUT per_day float8, OUT change float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_velocity_effect(float8, float8, float8, float8, text, float8) IS
    'What moving one lever (opportunities, sale_value, win_rate, cycle) by a fraction of itself does to the velocity.';

CREATE FUNCTION funnel_weighted_pipeline("values" float8[], probabilities float8[]) RETURNS funnel_pipeline
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_weighted_pipeline(float8[], float8[]) IS
    'Total, weighted sum and standard deviation of open deals.';

CREATE FUNCTION funnel_weighted_pipeline_add(internal, float8, float8) RETURNS internal
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION funnel_weighted_pipeline_end(internal) RETURNS funnel_pipeline
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE AGGREGATE funnel_weighted_pipeline(value float8, probability float8) (
    SFUNC = funnel_weighted_pipeline_add, STYPE = internal, FINALFUNC = funnel_weighted_pipeline_end,
    PARALLEL = SAFE);
COMMENT ON AGGREGATE funnel_weighted_pipeline(float8, float8) IS
    'Total, weighted sum and standard deviation of open deals, one a row.';

CREATE FUNCTION funnel_coverage(pipeline float8, quota float8, booked float8,
        OUT ratio float8, OUT cushion float8, OUT surplus float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_coverage(float8, float8, float8) IS
    'Open pipeline over remaining quota and what is beyond it; the surplus when the quota is met.';

CREATE FUNCTION funnel_required_coverage(win_rate float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_required_coverage(float8) IS
    '1 over the share of open pipeline value that is won; NULL when it is 0.';

CREATE FUNCTION funnel_version() RETURNS text
    AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION funnel_version() IS
    'The version of the funnelmath library.';
