<?php

declare(strict_types=1);

namespace FunnelMath;

use FFI\CData;

/**
 * Sales-funnel maths, over the funnelmath C library.
 *
 * Rates and probabilities are numbers from 0 to 1; volumes and money are finite numbers of at least 0. Bad
 * input throws FunnelException; "no answer" (a closed gate, a quota of 0) is null or said in the result.
 */
final class FunnelMath
{
    /** The version of the library that is loaded. */
    public static function version(): string
    {
        return Library::ffi()->funnelmath_version();
    }

    /**
     * The same as three numbers.
     *
     * @return array{int, int, int}
     */
    public static function versionNumbers(): array
    {
        $ffi = Library::ffi();
        return [$ffi->funnelmath_version_major(), $ffi->funnelmath_version_minor(), $ffi->funnelmath_version_patch()];
    }

    /** The counter of incompatible changes of the library that is loaded. */
    public static function abi(): int
    {
        return Library::ffi()->funnelmath_abi();
    }

    /** The rate of a gate that `$successes` of `$trials` passed. An open deal is not a lost one. */
    public static function rateFromCounts(float $successes, float $trials): float
    {
        $rate = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_rate_from_counts($successes, $trials, $rate, Library::error()));
        return $rate[0];
    }

    /** The rate of a gate that one in `$n` passes. */
    public static function rateOneIn(float $n): float
    {
        $rate = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_rate_one_in($n, $rate, Library::error()));
        return $rate[0];
    }

    /**
     * Rates from columns of counts, and null where there were no trials.
     *
     * @param array<int|float>|Numbers $successes
     * @param array<int|float>|Numbers $trials
     * @return list<?float>
     */
    public static function ratesFromCounts(array|Numbers $successes, array|Numbers $trials): array
    {
        $successes = Numbers::from($successes, 'successes');
        $trials = Numbers::from($trials, 'trials');
        $trials->mustHave('trials', $count = count($successes), 'as many as successes');
        $rates = Library::places('funnelmath_maybe', $count);
        Library::check(Library::ffi()->funnelmath_rates_from_counts(
            $successes->data, $trials->data, $count, $rates, Library::error(),
        ));
        $found = [];
        for ($at = 0; $at < $count; $at++) {
            $found[] = Library::maybe($rates[$at]);
        }
        return $found;
    }

    /**
     * The conversion rate from the first stage to the last.
     *
     * @param array<int|float>|Numbers $rates
     */
    public static function overall(array|Numbers $rates): float
    {
        $rates = Numbers::from($rates, 'rates');
        $overall = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_chain_overall(
            $rates->data, count($rates), $overall, Library::error(),
        ));
        return $overall[0];
    }

    /**
     * The expected volume of every stage, and the revenue, of what enters the first.
     *
     * @param array<int|float>|Numbers $rates
     */
    public static function forward(array|Numbers $rates, float $entry, float $saleValue): Forward
    {
        $rates = Numbers::from($rates, 'rates');
        $volumes = Numbers::places($stages = count($rates) + 1);
        $revenue = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_chain_forward(
            $rates->data, count($rates), $entry, $saleValue, $volumes->data, $stages, $revenue, Library::error(),
        ));
        return new Forward($volumes->toArray(), $revenue[0]);
    }

    /**
     * The same when items enter and are worth something at every stage.
     *
     * @param array<int|float>|Numbers $rates
     * @param array<int|float>|Numbers $entries one for each stage
     * @param array<int|float>|Numbers $saleValues one for each stage
     */
    public static function forwardEach(
        array|Numbers $rates,
        array|Numbers $entries,
        array|Numbers $saleValues,
    ): Forward {
        $rates = Numbers::from($rates, 'rates');
        $volumes = Numbers::places($stages = count($rates) + 1);
        $entries = Numbers::from($entries, 'entries');
        $saleValues = Numbers::from($saleValues, 'saleValues');
        $entries->mustHave('entries', $stages, 'one for each stage');
        $saleValues->mustHave('saleValues', $stages, 'one for each stage');
        $revenue = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_chain_forward_each(
            $rates->data, count($rates), $entries->data, $saleValues->data, $volumes->data, $stages, $revenue,
            Library::error(),
        ));
        return new Forward($volumes->toArray(), $revenue[0]);
    }

    /**
     * The volume that every stage still needs for a goal to be met, in the goal's period.
     *
     * @param array<int|float>|Numbers $rates
     */
    public static function required(
        array|Numbers $rates,
        Goal $goal,
        float $saleValue,
        ?Start $start = null,
    ): Required {
        $ffi = Library::ffi();
        $rates = Numbers::from($rates, 'rates');
        $asked = Library::make('funnelmath_goal[1]');
        $goal->write($asked[0], $saleValue, $start);
        $volumes = Numbers::places($stages = count($rates) + 1);
        $unreachable = Library::make('funnelmath_unreachable[1]');
        Library::check($ffi->funnelmath_chain_required(
            $rates->data, count($rates), $asked, $volumes->data, $stages, $unreachable, Library::error(),
        ));
        $why = Unreachable::from($unreachable[0]);
        return new Required($why === null ? $volumes->toArray() : null, $why);
    }

    /**
     * What one step of one lever does to the activity required for a goal, and to the revenue of `$volume` at
     * `$stage`, where activity is counted.
     *
     * @param array<int|float>|Numbers $rates
     */
    public static function sensitivity(
        array|Numbers $rates,
        Goal $goal,
        float $saleValue,
        Lever $lever,
        Step $step,
        float $volume,
        int $stage = 0,
    ): Effect {
        $ffi = Library::ffi();
        $rates = Numbers::from($rates, 'rates');
        $asked = Library::make('funnelmath_goal[1]');
        $goal->write($asked[0], $saleValue, null);
        $effect = Library::make('funnelmath_effect[1]');
        Library::check($ffi->funnelmath_chain_sensitivity(
            $rates->data, count($rates), $asked, Library::natural('stage', $stage), $volume,
            $lever->isSaleValue() ? 1 : 0, $lever->gate ?? 0, $step->kind->value, $step->size, $effect,
            Library::error(),
        ));
        return Effect::from($effect[0]);
    }

    /**
     * Adds up the chains of several members (reps, segments), weighted by their volumes.
     *
     * @param array<int|float>|Numbers $rates those of the first member, then of the second, ...
     * @param array<int|float>|Numbers $entries how many enter, for each member
     * @param array<int|float>|Numbers $saleValues the revenue per sale, for each member
     */
    public static function rollUp(
        int $gates,
        array|Numbers $rates,
        array|Numbers $entries,
        array|Numbers $saleValues,
    ): RollUp {
        $ffi = Library::ffi();
        Library::natural('gates', $gates);
        $rates = Numbers::from($rates, 'rates');
        $entries = Numbers::from($entries, 'entries');
        $saleValues = Numbers::from($saleValues, 'saleValues');
        $members = count($entries);
        if ($gates > 0) { // a chain without gates is the library's to refuse
            $rates->mustHave('rates', $gates * $members, "$gates gates, $members entries");
        }
        $saleValues->mustHave('saleValues', $members, 'as many as entries');
        $volumes = Numbers::places($gates + 1);
        $implied = Library::places('funnelmath_maybe', $gates);
        $total = Library::make('funnelmath_total[1]');
        Library::check($ffi->funnelmath_roll_up(
            $gates, $rates->data, $entries->data, $saleValues->data, $members, $volumes->data, $implied, $total,
            Library::error(),
        ));
        $impliedRates = [];
        for ($gate = 0; $gate < $gates; $gate++) {
            $impliedRates[] = Library::maybe($implied[$gate]);
        }
        return new RollUp(
            $volumes->toArray(),
            $impliedRates,
            $total[0]->revenue,
            Library::maybe($total[0]->sale_value),
            Library::maybe($total[0]->overall),
        );
    }

    /**
     * From any known volumes, rates, sale value and revenue, every quantity that follows; null is unknown.
     *
     * @param array<int|float|null> $volumes one more than rates
     * @param array<int|float|null> $rates
     */
    public static function solve(
        array $volumes,
        array $rates,
        ?float $saleValue = null,
        ?float $revenue = null,
    ): Solution {
        $ffi = Library::ffi();
        $gates = count($rates);
        $stages = $gates + 1;
        if (count($volumes) !== $stages) {
            throw new \ValueError(
                "volumes must have $stages numbers (one more than rates); it has " . count($volumes),
            );
        }
        $two = Library::make('funnelmath_maybe[2]');
        Library::setMaybe($two[0], $saleValue);
        Library::setMaybe($two[1], $revenue);
        $volumeAnswers = Library::places('funnelmath_solved', $stages);
        $rateAnswers = Library::places('funnelmath_solved', $gates);
        $solution = Library::make('funnelmath_solution[1]');
        Library::check($ffi->funnelmath_solve(
            self::maybes('volumes', $volumes), self::maybes('rates', $rates), $gates, \FFI::addr($two[0]),
            \FFI::addr($two[1]), $volumeAnswers, $rateAnswers, $solution, Library::error(),
        ));
        $found = $solution[0];
        $why = $found->conflict;
        return new Solution(
            self::answers($volumeAnswers, $stages),
            self::answers($rateAnswers, $gates),
            Answer::from($found->sale_value),
            Answer::from($found->revenue),
            $found->undetermined,
            match ($why->kind) {
                1 => new Contradiction($why->from, $why->to, $why->expected, $why->given),
                2 => new Impossible($why->gate, $why->gates, Library::maybe($why->takes), $why->to, $why->best),
                default => null,
            },
        );
    }

    /**
     * The smallest overall rate with which at least `$results` of `$inputs` reach the end with a probability of
     * `$confidence` (the bound of Clopper and Pearson); null when there are fewer inputs than results.
     */
    public static function rateFor(float $results, float $inputs, float $confidence): ?Share
    {
        $rate = Library::make('funnelmath_overall_rate[1]');
        $asked = self::requirement($results, $inputs, $confidence);
        Library::check(Library::ffi()->funnelmath_rate_for($asked, $rate, Library::error()));
        $got = $rate[0];
        return $got->outcome === 0 ? new Share($got->rate->value, $got->rate->complement) : null;
    }

    /**
     * The rate that one gate needs, the others as they are, so that of `$inputs` at the first stage at least `$results`
     * reach the last with a probability of `$confidence`.
     *
     * @param array<int|float>|Numbers $rates
     * @param int $gate which, from 0; its own rate is not used
     */
    public static function gateFor(
        array|Numbers $rates,
        int $gate,
        float $results,
        float $inputs,
        float $confidence,
    ): GateRate {
        $rates = Numbers::from($rates, 'rates');
        $rate = Library::make('funnelmath_gate_rate[1]');
        Library::check(Library::ffi()->funnelmath_chain_gate_for(
            $rates->data, count($rates), Library::natural('gate', $gate),
            self::requirement($results, $inputs, $confidence), $rate, Library::error(),
        ));
        $got = $rate[0];
        return $got->outcome === 0
            ? new GateRate($got->rate)
            : new GateRate(null, Library::maybe($got->takes), Probability::from($got->best));
    }

    private static function requirement(float $results, float $inputs, float $confidence): CData
    {
        $made = Library::make('funnelmath_requirement[1]');
        $made[0]->struct_size = \FFI::sizeof($made[0]);
        $made[0]->results = $results;
        $made[0]->inputs = $inputs;
        $made[0]->confidence = $confidence;
        return $made;
    }

    /** Actual over unrounded required activity; null when nothing is required. */
    public static function activityGauge(float $actual, float $required): ?float
    {
        $gauge = Library::make('funnelmath_maybe[1]');
        Library::check(Library::ffi()->funnelmath_activity_gauge($actual, $required, $gauge, Library::error()));
        return Library::maybe($gauge[0]);
    }

    /** Actual over goal; null when the goal is 0. */
    public static function attainment(float $actual, float $goal): ?float
    {
        $share = Library::make('funnelmath_maybe[1]');
        Library::check(Library::ffi()->funnelmath_attainment($actual, $goal, $share, Library::error()));
        return Library::maybe($share[0]);
    }

    /** Sales velocity: opportunities * sale value * win rate / sales cycle; null for a cycle of 0 days. */
    public static function velocityPerDay(
        float $opportunities,
        float $saleValue,
        float $winRate,
        float $cycleDays,
    ): ?float {
        $perDay = Library::make('funnelmath_maybe[1]');
        Library::check(Library::ffi()->funnelmath_velocity_per_day(
            $opportunities, $saleValue, $winRate, $cycleDays, $perDay, Library::error(),
        ));
        return Library::maybe($perDay[0]);
    }

    /** What moving one lever of sales velocity by a fraction of itself does: 0.2 is 20% more. */
    public static function velocityEffect(
        float $opportunities,
        float $saleValue,
        float $winRate,
        float $cycleDays,
        VelocityLever $lever,
        float $by,
    ): VelocityEffect {
        $effect = Library::make('funnelmath_velocity_effect[1]');
        Library::check(Library::ffi()->funnelmath_velocity_lever_effect(
            $opportunities, $saleValue, $winRate, $cycleDays, $lever->value, $by, $effect, Library::error(),
        ));
        $got = $effect[0];
        return new VelocityEffect(
            $got->to, $got->capped !== 0, Library::maybe($got->per_day), Library::maybe($got->change),
        );
    }

    /**
     * The sum over open deals of value times win probability, with its standard deviation.
     *
     * @param array<int|float>|Numbers $values
     * @param array<int|float>|Numbers $probabilities
     */
    public static function weightedPipeline(array|Numbers $values, array|Numbers $probabilities): Pipeline
    {
        $values = Numbers::from($values, 'values');
        $probabilities = Numbers::from($probabilities, 'probabilities');
        $probabilities->mustHave('probabilities', count($values), 'as many as values');
        $pipeline = Library::make('funnelmath_pipeline[1]');
        Library::check(Library::ffi()->funnelmath_weighted_pipeline(
            $values->data, $probabilities->data, count($values), $pipeline, Library::error(),
        ));
        return new Pipeline($pipeline[0]->total, $pipeline[0]->weighted, $pipeline[0]->deviation);
    }

    /** Open pipeline over remaining quota (quota less booked revenue). */
    public static function coverage(float $pipeline, float $quota, float $booked): Coverage
    {
        $coverage = Library::make('funnelmath_covered[1]');
        Library::check(Library::ffi()->funnelmath_coverage($pipeline, $quota, $booked, $coverage, Library::error()));
        $got = $coverage[0];
        return new Coverage(
            Library::maybe($got->ratio), Library::maybe($got->cushion), Library::maybe($got->surplus),
        );
    }

    /** 1 over the share of open pipeline value that is won; null when it is 0. */
    public static function requiredCoverage(float $winRate): ?float
    {
        $coverage = Library::make('funnelmath_maybe[1]');
        Library::check(Library::ffi()->funnelmath_required_coverage($winRate, $coverage, Library::error()));
        return Library::maybe($coverage[0]);
    }

    private static function maybes(string $name, array $values): ?CData
    {
        $made = Library::places('funnelmath_maybe', count($values));
        $at = 0;
        foreach ($values as $key => $value) {
            if ($value !== null && !is_float($value) && !is_int($value)) {
                throw new \TypeError("{$name}[$key] must be a number or null, not " . get_debug_type($value));
            }
            Library::setMaybe($made[$at++], $value);
        }
        return $made;
    }

    /** @return list<Answer> */
    private static function answers(?CData $got, int $count): array
    {
        $answers = [];
        for ($at = 0; $at < $count; $at++) {
            $answers[] = Answer::from($got[$at]);
        }
        return $answers;
    }
}
