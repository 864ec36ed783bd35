<?php

declare(strict_types=1);

namespace FunnelMath;

use FFI;
use FFI\CData;
use FFI\CType;

/** A value that typed C functions do not take; the question is then asked as a document, which says what is wrong. */
final class Unfit extends \Exception
{
}

/**
 * Values of requests as C functions take them, and their results as answers. Places are made once and used again: PHP
 * makes one call after the other.
 *
 * @internal
 */
final class Typed
{
    /** Lists of up to this length use places that are there already. */
    private const SHORT = 16;

    /** @var array<string, CData> */
    private static array $places = [];
    /** @var array<string, CType> */
    private static array $types = [];

    /** A place for one value. */
    public static function place(string $type): CData
    {
        return self::$places[$type] ??= self::make("{$type}[1]");
    }

    /** Types are read once: that is faster, and PHP 8.2 leaks those of pointers. */
    public static function make(string $type): CData
    {
        return Library::ffi()->new(self::$types[$type] ??= Library::ffi()->type($type));
    }

    /** Places for a list of results; lists of one call have different slots. */
    public static function places(int $count, string $type, int $slot): CData
    {
        return $count <= self::SHORT
            ? self::$places["$type $slot"] ??= self::make("{$type}[" . self::SHORT . ']')
            : Library::ffi()->new("{$type}[$count]");
    }

    /** @return array{?CData, int} a list of numbers, and its length */
    public static function doubles(array|Numbers $values, int $slot): array
    {
        if ($values instanceof Numbers) {
            return [$values->data, count($values)];
        }
        $count = count($values);
        if ($count > self::SHORT) {
            return [self::long($values)->data, $count];
        }
        $data = self::$places["double $slot"] ?? self::places(0, 'double', $slot);
        $at = 0;
        foreach ($values as $value) {
            if (!is_float($value) && !is_int($value)) {
                throw new Unfit();
            }
            $data[$at++] = $value;
        }
        return [$data, $count];
    }

    private static function long(array $values): Numbers
    {
        try {
            return Numbers::of($values);
        } catch (\TypeError) {
            throw new Unfit();
        }
    }

    public static function same(int $first, int $other): void
    {
        if ($first !== $other) {
            throw new Unfit();
        }
    }

    /** The number of a stage or gate; C would take it modulo 2^64. */
    public static function index(int $number): int
    {
        return $number >= 0 ? $number : throw new Unfit();
    }

    /** @return list<float> */
    public static function read(CData $data, int $count): array
    {
        if ($count > 8) {
            return array_values(unpack('d*', FFI::string($data, 8 * $count)));
        }
        $values = [];
        for ($at = 0; $at < $count; $at++) {
            $values[] = $data[$at];
        }
        return $values;
    }

    /** @return list<?float> */
    public static function maybes(CData $data, int $count): array
    {
        $values = [];
        for ($at = 0; $at < $count; $at++) {
            $maybe = $data[$at];
            $values[] = $maybe->known ? $maybe->value : null;
        }
        return $values;
    }

    public static function maybe(CData $maybe): ?float
    {
        return $maybe->known ? $maybe->value : null;
    }

    /** A goal without anything that is there already. */
    public static function goal(Goal $goal, ?float $saleValue): CData
    {
        $asked = self::place('funnelmath_goal');
        $c = $asked[0];
        $c->struct_size = FFI::sizeof($c);
        if ($goal->volume === null) {
            $c->kind = 0;
            $c->amount = $goal->revenue;
            $c->sale_value = $saleValue ?? throw new Unfit();
        } else {
            $c->kind = 1;
            $c->stage = self::index($goal->volume->stage);
            $c->amount = $goal->volume->target;
            $c->sale_value = $saleValue ?? 0.0;
        }
        return $asked;
    }

    /** Calendars that have a name count all seven days of a week. */
    public static function calendar(Calendar|OwnCalendar $calendar): CData
    {
        $year = self::place('funnelmath_calendar');
        $c = $year[0];
        $c->struct_size = FFI::sizeof($c);
        $is_own = $calendar instanceof OwnCalendar;
        $c->kind = $is_own ? 3 : $calendar->inC();
        $c->selling_weeks = $is_own ? $calendar->sellingWeeks : 0.0;
        $c->days_per_week = $is_own ? $calendar->daysPerWeek ?? throw new Unfit() : 7.0;
        return $year;
    }

    /** @return array{float, float} the shapes of a rate's distribution */
    public static function evidence(Evidence $evidence): array
    {
        if ($evidence->prior !== null || $evidence->successes !== null || $evidence->trials !== null) {
            throw new Unfit();
        }
        return [$evidence->a ?? throw new Unfit(), $evidence->b ?? throw new Unfit()];
    }

    /** @return array{float, ?CData, ?CData, int} the known rate, the shapes of the other gates, and how many these are */
    public static function chance(Chance $chance): array
    {
        if ($chance->rate !== null) {
            return [$chance->rate, null, null, 0];
        }
        $counted = $chance->counted ?? throw new Unfit();
        $shapes = [];
        foreach ($counted->evidence as $each) {
            $shapes[] = $each instanceof Evidence ? self::evidence($each) : throw new Unfit();
        }
        [$a, $gates] = self::doubles(array_column($shapes, 0), 10);
        [$b] = self::doubles(array_column($shapes, 1), 11);
        return [$counted->rate ?? throw new Unfit(), $a, $b, $gates];
    }

    /** @return array{CData, float} the arrivals, and the rate at which they become results */
    public static function flow(Flow $flow): array
    {
        $given = array_filter([$flow->perWeek, $flow->arrivals, $flow->shape], fn ($value) => $value !== null);
        if (count($given) !== 1 || ($flow->weeks === null) !== ($flow->perWeek !== null)) {
            throw new Unfit();
        }
        $arriving = self::place('funnelmath_flow');
        $c = $arriving[0];
        $c->struct_size = FFI::sizeof($c);
        $c->kind = key($given); // steady, counted, uncertain
        $c->a = current($given);
        $c->b = $flow->weeks ?? 0.0;
        return [$arriving, $flow->rate ?? throw new Unfit()];
    }

    /** @return array{CData, mixed} how large deals are, and what keeps their sizes alive */
    public static function size(Size $size): array
    {
        $deal = self::make('funnelmath_deal_size[1]');
        $c = $deal[0];
        $c->struct_size = FFI::sizeof($c);
        $kept = [];
        if ($size->fixed !== null || $size->varying !== null) {
            $c->kind = $size->fixed !== null ? 0 : 1;
            $c->mean = $size->fixed ?? $size->varying->mean;
            $c->variation = $size->varying?->variation ?? 0.0;
            return [$deal, $kept];
        }
        $c->kind = $size->seen !== null ? 2 : 3;
        $kept[] = $sizes = self::long($size->seen ?? $size->counted->sizes);
        $c->len = count($sizes);
        $pointer = fn (Numbers $numbers) => $numbers->data === null ? null
            : Library::ffi()->cast('double *', FFI::addr($numbers->data));
        $c->sizes = $pointer($sizes);
        if ($size->counted !== null) {
            $kept[] = $counts = self::long($size->counted->counts);
            self::same(count($sizes), count($counts));
            $c->counts = $pointer($counts);
        }
        return [$deal, $kept];
    }

    /** @return array{int, int} which kind of lever, and which gate */
    public static function lever(string $lever): array
    {
        if ($lever === 'sale_value') {
            return [1, 0];
        }
        return preg_match('/^gates\[(0|[1-9]\d{0,15})\]$/D', $lever, $found) ? [0, (int) $found[1]] : throw new Unfit();
    }

    /** @return array{int, float} which kind of step, and its size */
    public static function step(Step $step): array
    {
        return match (true) {
            $step->points !== null => [0, $step->points],
            $step->percent !== null => [1, $step->percent],
            default => [2, $step->to],
        };
    }

    public static function probability(CData $chance): Probability
    {
        return new Probability($chance->value, $chance->complement, Method::ofC($chance->method));
    }

    public static function quantile(CData $quantile): ?QuantileAnswer
    {
        return $quantile->value->known
            ? new QuantileAnswer($quantile->value->value, Method::ofC($quantile->method)) : null;
    }

    public static function interval(CData $interval): Interval
    {
        return new Interval($interval->low, Method::ofC($interval->method), self::maybe($interval->high));
    }

    public static function unreachable(CData $why): RequiredUnreachable
    {
        $lever = $why->lever === 1 ? 'sale_value' : "gates[{$why->gate}]";
        return new RequiredUnreachable($lever, $why->missing, $why->best);
    }

    public static function sensitivity(CData $effect, string $lever, Step $step): SensitivityAnswer
    {
        $made = new Effect(
            $lever, $step, $effect->from, $effect->to, (bool) $effect->capped, $effect->revenue_before,
            $effect->revenue_after, self::maybe($effect->required_before), self::maybe($effect->required_after),
        );
        return new SensitivityAnswer($made, self::maybe($effect->required_change), self::maybe($effect->revenue_change));
    }
}
