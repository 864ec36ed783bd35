-- funnelmath for PostgreSQL. Rates, win rates and probabilities are from 0 to 1; stages and gates are counted
-- from 0; a chain of n gates has n + 1 stages, so volumes[1] is stage 0. README.md has the examples.

\echo Use "CREATE EXTENSION funnelmath" to load this file. \quit

-- Results of aggregates need a name.

CREATE TYPE funnel_pipeline AS (total float8, weighted float8, deviation float8);
CREATE TYPE funnel_team AS (volumes float8[], rates float8[], revenue float8, sale_value float8, overall float8);

-- Rates

CREATE FUNCTION funnel_rate(successes float8, trials float8) RETURNS float8
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_rate(float8, float8) IS
    'The rate of a gate that so many of so many trials passed. No trials are an error: no data is not 0 %.';

CREATE FUNCTION funnel_rates(successes float8[], trials float8[]) RETURNS float8[]
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION funnel_rates(float8[], float8[]) IS
    'The rates of several gates, from their counts.';

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
        selling_weeks float8 DEFAULT 0, days_per_week float8 DEFAULT 7)
    RETURNS TABLE (period text, stage int8, exact float8, units float8, residual float8, delivers float8)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION funnel_plan(float8[], float8, float8, text, text, text, text, float8, float8) IS
    'What each stage needs for a revenue goal, exactly and in whole units, per goal and activity period; no rows when no volume reaches it.';

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
