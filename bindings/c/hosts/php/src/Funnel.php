<?php

declare(strict_types=1);

namespace FunnelMath;

use FFI;
use FFI\CData;

/**
 * A funnel that owns its gates, the names of its stages, its sale value and its calendar. With a deal size the sale value
 * may be left out: it is the mean size. Immutable.
 */
final class Funnel
{
    /** @var list<Gate> */
    public readonly array $gates;

    /** @var list<string> The names of the stages, first stage first; one more than gates. */
    public readonly array $names;

    private readonly Handle $handle;

    /** @param array<Gate> $gates first gate first */
    public function __construct(
        array $gates,
        public readonly ?float $saleValue = null,
        public readonly string $entry = '',
        public readonly ?float $saleValueBenchmark = null,
        ?Calendar $calendar = null,
        public readonly ?DealSize $dealSize = null,
    ) {
        $ffi = Library::ffi();
        $made = Library::places('funnelmath_gate', count($gates));
        $names = [$entry === '' ? 'Stage 0' : $entry];
        $at = 0;
        foreach ($gates as $key => $gate) {
            if (!$gate instanceof Gate) {
                throw new \TypeError("gates[$key] must be a FunnelMath\\Gate, not " . get_debug_type($gate));
            }
            $made[$at]->kind = $gate->kind->value;
            $made[$at]->a = $gate->a;
            $made[$at]->b = $gate->b;
            Library::setMaybe($made[$at]->benchmark, $gate->benchmark);
            $at++;
            $names[] = $gate->name === '' ? "Stage $at" : $gate->name;
        }
        $options = Library::make('funnelmath_funnel_options[1]');
        $options[0]->struct_size = FFI::sizeof($options[0]);
        if ($made !== null) {
            $options[0]->gates = $ffi->cast('funnelmath_gate *', FFI::addr($made));
        }
        $options[0]->gates_len = $at;
        Library::setMaybe($options[0]->sale_value, $saleValue);
        Library::setMaybe($options[0]->sale_value_benchmark, $saleValueBenchmark);
        ($calendar ?? Calendar::common())->write($options[0]->calendar);
        if ($dealSize !== null) {
            $options[0]->deal_size = FFI::addr($dealSize->data[0]);
        }
        $funnel = Library::make('funnelmath_funnel *[1]');
        Library::check($ffi->funnelmath_funnel_new($options, $funnel, Library::error()));
        $this->handle = new Handle($funnel);
        $this->gates = array_values($gates);
        $this->names = $names;
    }

    /**
     * The plan for a goal: what each stage needs, exactly and in whole units, per period.
     *
     * @param int $activityStage where activity is counted
     * @param ?float $actual the activity that is really done per activity period
     * @param ?Start $start what is already there, in the goal's period
     * @param ?float $confidence the probability with which the goal is to be reached, 0 to 1: the plan then has a
     *     confident one
     * @param ?Evidence $prior what is assumed of a gate's rate before its counts; null: Evidence::jeffreys()
     * @param ?float $reached what is reached of the goal so far, in the goal's unit; may be negative
     * @param ?Left $left how much of the goal's period is left; null: all of it
     * @param array<int|float>|Numbers|null $entries how many will enter each stage directly in what is left
     * @param ?DealSize $dealSize how large deals are, for the confidence; null: the funnel's own
     */
    public function plan(
        Goal $goal,
        Period $per = Period::Month,
        Period $activityPer = Period::Week,
        int $activityStage = 0,
        Policy $policy = Policy::Up,
        ?float $actual = null,
        ?Start $start = null,
        ?float $confidence = null,
        ?Evidence $prior = null,
        ?float $reached = null,
        ?Left $left = null,
        array|Numbers|null $entries = null,
        ?DealSize $dealSize = null,
    ): Plan {
        $ffi = Library::ffi();
        $target = Library::make('funnelmath_target[1]');
        $asked = $target[0];
        $asked->struct_size = FFI::sizeof($asked);
        $asked->per = $per->value;
        $goal->write($asked->goal, 0.0, $start);
        $asked->activity_per = $activityPer->value;
        $asked->policy = $policy->value;
        $asked->activity_stage = Library::natural('activityStage', $activityStage);
        Library::setMaybe($asked->actual, $actual);
        Library::setMaybe($asked->confidence, $confidence);
        $asked->prior_a = $prior?->a ?? 0.0;
        $asked->prior_b = $prior?->b ?? 0.0;
        Library::setMaybe($asked->reached, $reached);
        if ($left !== null) {
            $asked->left_kind = $left->kind;
            $asked->left = $left->share;
            $asked->elapsed_days = $left->elapsedDays;
            $asked->total_days = $left->totalDays;
        }
        if ($entries !== null) {
            $entries = Numbers::from($entries, 'entries');
            $asked->entries_len = count($entries);
            if ($entries->data !== null) {
                $asked->entries = $ffi->cast('double *', FFI::addr($entries->data));
            }
        }
        if ($dealSize !== null) {
            $asked->deal_size = FFI::addr($dealSize->data[0]);
        }
        $plan = Library::make('funnelmath_plan *[1]');
        Library::check($ffi->funnelmath_plan_new($this->handle->funnel[0], $target, $plan, Library::error()));
        try {
            return $this->read($plan[0], $confidence !== null);
        } finally {
            $ffi->funnelmath_plan_free($plan[0]);
        }
    }

    private function read(CData $plan, bool $confident): Plan
    {
        $ffi = Library::ffi();
        $error = Library::error();
        $summaries = Library::make('funnelmath_plan_summary[1]');
        Library::check($ffi->funnelmath_plan_summarize($plan, $summaries, $error));
        $summary = $summaries[0];
        $period = Library::make('funnelmath_plan_period[1]');
        $whole = Library::make('funnelmath_whole[1]');
        $effect = Library::make('funnelmath_effect[1]');
        $periods = $effects = [];
        for ($index = 0; $index < $summary->periods; $index++) {
            Library::check($ffi->funnelmath_plan_get_period($plan, $index, $period, $error));
            $stages = [];
            foreach ($this->names as $stage => $name) {
                Library::check($ffi->funnelmath_plan_get_stage($plan, $index, $stage, $whole, $error));
                $stages[] = new StagePlan($name, Whole::from($whole[0]));
            }
            $periods[] = PeriodPlan::from($period[0], $stages);
        }
        for ($index = 0; $index < $summary->effects; $index++) {
            Library::check($ffi->funnelmath_plan_get_effect($plan, $index, $effect, $error));
            $effects[] = Effect::from($effect[0]);
        }
        return new Plan(
            Unreachable::from($summary->unreachable),
            $periods,
            Library::maybe($summary->gauge),
            Library::maybe($summary->attainment),
            Library::maybe($summary->landing),
            $effects,
            $confident ? $this->confident($plan, count($periods)) : null,
        );
    }

    /** @param int $expected how many periods the expected plan has */
    private function confident(CData $plan, int $expected): ConfidentPlan
    {
        $ffi = Library::ffi();
        $error = Library::error();
        $confident = Library::make('funnelmath_plan_confident[1]');
        Library::check($ffi->funnelmath_plan_get_confident($plan, $confident, $error));
        $found = $confident[0];
        $chance = Library::make('funnelmath_probability[1]');
        $period = Library::make('funnelmath_plan_period[1]');
        $whole = Library::make('funnelmath_whole[1]');
        $chances = $periods = [];
        for ($index = 0; $index < $expected; $index++) {
            Library::check($ffi->funnelmath_plan_get_expected_chance($plan, $index, $chance, $error));
            $chances[] = Probability::from($chance[0]);
        }
        for ($index = 0; $index < $found->periods; $index++) {
            Library::check($ffi->funnelmath_plan_get_confident_period($plan, $index, $period, $error));
            $stages = [];
            foreach ($this->names as $stage => $name) {
                Library::check($ffi->funnelmath_plan_get_confident_stage($plan, $index, $stage, $whole, $error));
                $stages[] = new StagePlan($name, Whole::from($whole[0]));
            }
            $periods[] = PeriodPlan::from($period[0], $stages);
        }
        $leavesOut = array_filter(LeftOut::cases(), fn (LeftOut $one) => ($found->leaves_out & $one->value) !== 0);
        return new ConfidentPlan(
            $found->confidence, $chances, Probability::from($found->chance), $periods, array_values($leavesOut),
        );
    }
}

/**
 * Frees a funnel with its last reference; clones of a Funnel share one.
 *
 * @internal
 */
final class Handle
{
    /** @param CData $funnel an array of one pointer; what is read from it is alive only as long as it is */
    public function __construct(public readonly CData $funnel)
    {
    }

    private function __clone()
    {
    }

    public function __destruct()
    {
        Library::ffi()->funnelmath_funnel_free($this->funnel[0]);
    }
}
