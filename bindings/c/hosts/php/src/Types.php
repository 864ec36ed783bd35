<?php

// What goes in: enumerations and small immutable objects.

declare(strict_types=1);

namespace FunnelMath;

use FFI;
use FFI\CData;

/** A period that goals and activity are counted in. */
enum Period: int
{
    case Day = 0;
    case Week = 1;
    case Month = 2;
    case Quarter = 3;
    case Year = 4;
}

/** How an exact volume becomes a whole one: one ceiling at the end, the nearest, or a ceiling at each stage. */
enum Policy: int
{
    case Up = 0;
    case Nearest = 1;
    case UpEachStage = 2;

    /** One exact volume as a whole one. */
    public function apply(float $exact): Whole
    {
        $whole = Library::make('funnelmath_whole[1]');
        Library::check(Library::ffi()->funnelmath_policy_apply($this->value, $exact, $whole, Library::error()));
        return Whole::from($whole[0]);
    }

    /**
     * The whole volumes of a plan: of the required volume of every stage, for a goal at `$stage`.
     *
     * @param array<int|float>|Numbers $rates
     * @param array<int|float>|Numbers $exact
     * @return list<float>
     */
    public function applyEach(array|Numbers $rates, int $stage, array|Numbers $exact): array
    {
        $rates = Numbers::from($rates, 'rates');
        $exact = Numbers::from($exact, 'exact');
        $whole = Numbers::places($stages = count($exact));
        Library::check(Library::ffi()->funnelmath_policy_apply_each(
            $this->value, $rates->data, count($rates), Library::natural('stage', $stage),
            $exact->data, $whole->data, $stages, Library::error(),
        ));
        return $whole->toArray();
    }
}

/** One of the four factors of sales velocity. */
enum VelocityLever: int
{
    case Opportunities = 0;
    case SaleValue = 1;
    case WinRate = 2;
    case Cycle = 3;
}

/** How the gate of a funnel is said. */
enum GateKind: int
{
    case Rate = 0;
    case Counts = 1;
    case OneIn = 2;
}

/** How far a lever is moved. */
enum StepKind: int
{
    case Points = 0;
    case Percent = 1;
    case To = 2;
}

/** Something that can be improved: a gate, by its number, or the sale value. */
final class Lever
{
    private function __construct(public readonly ?int $gate)
    {
    }

    public static function gate(int $gate): self
    {
        return new self(Library::natural('gate', $gate));
    }

    public static function saleValue(): self
    {
        return new self(null);
    }

    public function isSaleValue(): bool
    {
        return $this->gate === null;
    }

    /** @internal */
    public static function from(CData $got): self
    {
        return new self($got->lever === 0 ? $got->gate : null);
    }
}

/** How far a lever is moved. */
final class Step
{
    private function __construct(public readonly StepKind $kind, public readonly float $size)
    {
    }

    /** So many percentage points more: 1 turns 40% into 41%. For the sale value, units of currency. */
    public static function points(float $size): self
    {
        return new self(StepKind::Points, $size);
    }

    /** So many percent of itself more: 10 turns 40% into 44%. */
    public static function percent(float $size): self
    {
        return new self(StepKind::Percent, $size);
    }

    /** To this value. */
    public static function to(float $size): self
    {
        return new self(StepKind::To, $size);
    }

    /** @internal */
    public static function from(CData $effect): self
    {
        return new self(StepKind::from($effect->step), $effect->size);
    }
}

/** What is aimed at: revenue, or a volume at one stage. */
final class Goal
{
    private function __construct(public readonly ?int $stage, public readonly float $amount)
    {
    }

    public static function revenue(float $amount): self
    {
        return new self(null, $amount);
    }

    public static function volume(int $stage, float $amount): self
    {
        return new self(Library::natural('stage', $stage), $amount);
    }

    /** @internal Writes the goal, with what is already there; the start must live as long as the goal is read. */
    public function write(CData $goal, float $saleValue, ?Start $start): void
    {
        $goal->struct_size = FFI::sizeof($goal);
        $goal->kind = $this->stage === null ? 0 : 1;
        $goal->stage = $this->stage ?? 0;
        $goal->amount = $this->amount;
        $goal->sale_value = $saleValue;
        if ($start !== null) {
            $goal->start_kind = $start->kind;
            $goal->start_len = count($start->volumes);
            if (count($start->volumes) > 0) {
                $goal->start = Library::ffi()->cast('double *', FFI::addr($start->volumes->data));
            }
        }
    }
}

/** What is already there: one volume for each stage. */
final class Start
{
    private function __construct(public readonly int $kind, public readonly Numbers $volumes)
    {
    }

    /**
     * How many wait at each stage and may still pass its gate; at the goal's stage, how many are done.
     *
     * @param array<int|float>|Numbers $volumes
     */
    public static function open(array|Numbers $volumes): self
    {
        return new self(1, Numbers::from($volumes, 'volumes'));
    }

    /**
     * How many reached each stage this period, whatever became of them.
     *
     * @param array<int|float>|Numbers $volumes
     */
    public static function reached(array|Numbers $volumes): self
    {
        return new self(2, Numbers::from($volumes, 'volumes'));
    }
}

/** How much of the goal's period is left. */
final class Left
{
    private function __construct(
        /** @internal a funnelmath_left_kind */
        public readonly int $kind,
        public readonly float $share,
        public readonly float $elapsedDays,
        public readonly float $totalDays,
    ) {
    }

    /** This share of it, 0 to 1. */
    public static function share(float $share): self
    {
        return new self(1, $share, 0.0, 0.0);
    }

    /** All but `$elapsed` of `$total` working days. */
    public static function workingDays(float $elapsed, float $total): self
    {
        return new self(2, 0.0, $elapsed, $total);
    }
}

/** What varies in reality and a chance takes as fixed. */
enum LeftOut: int
{
    case KnownRates = 1;
    case DealSizes = 2;
    case RateMovement = 4;

    /** One sentence about it. */
    public function message(): string
    {
        return Library::ffi()->funnelmath_left_out_message($this->value);
    }
}

/** A gate of a funnel, the name of the stage behind it, and the rate that it is held against. */
final class Gate
{
    private function __construct(
        public readonly GateKind $kind,
        public readonly float $a,
        public readonly float $b,
        public readonly string $name,
        public readonly ?float $benchmark,
    ) {
    }

    /** A conversion rate, 0 to 1. */
    public static function rate(float $rate, string $name = '', ?float $benchmark = null): self
    {
        return new self(GateKind::Rate, $rate, 0.0, $name, $benchmark);
    }

    /** So many of so many passed. */
    public static function counts(
        float $successes,
        float $trials,
        string $name = '',
        ?float $benchmark = null,
    ): self {
        return new self(GateKind::Counts, $successes, $trials, $name, $benchmark);
    }

    /** One in `$n` passes. */
    public static function oneIn(float $n, string $name = '', ?float $benchmark = null): self
    {
        return new self(GateKind::OneIn, $n, 0.0, $name, $benchmark);
    }
}

/** How many weeks and days a year of twelve months has. */
final class Calendar
{
    private function __construct(
        public readonly int $kind,
        public readonly float $sellingWeeks,
        public readonly float $daysPerWeek,
    ) {
    }

    /** 52 weeks, 12 months. */
    public static function common(float $daysPerWeek = 7.0): self
    {
        return new self(0, 0.0, $daysPerWeek);
    }

    /** The coaching month of 4 weeks: 48 weeks, 12 months. */
    public static function fourWeekMonth(float $daysPerWeek = 7.0): self
    {
        return new self(1, 0.0, $daysPerWeek);
    }

    /** The mean Gregorian year of 365.2425 days. */
    public static function civil(float $daysPerWeek = 7.0): self
    {
        return new self(2, 0.0, $daysPerWeek);
    }

    /** Your own selling weeks a year (above 0, at most 53), over 12 months. */
    public static function sellingWeeks(float $weeks, float $daysPerWeek = 7.0): self
    {
        return new self(3, $weeks, $daysPerWeek);
    }

    /** How many of a period a year has. */
    public function perYear(Period $period): float
    {
        $ffi = Library::ffi();
        $calendar = Library::make('funnelmath_calendar[1]');
        $this->write($calendar[0]);
        $result = Library::make('double[1]');
        Library::check($ffi->funnelmath_calendar_per_year($calendar, $period->value, $result, Library::error()));
        return $result[0];
    }

    /** An amount (volume or money) per one period as an amount per another; nothing is rounded. */
    public function convert(float $amount, Period $from, Period $to): float
    {
        $ffi = Library::ffi();
        $calendar = Library::make('funnelmath_calendar[1]');
        $this->write($calendar[0]);
        $result = Library::make('double[1]');
        Library::check($ffi->funnelmath_calendar_convert(
            $calendar, $amount, $from->value, $to->value, $result, Library::error(),
        ));
        return $result[0];
    }

    /** @internal */
    public function write(CData $calendar): void
    {
        $calendar->struct_size = FFI::sizeof($calendar);
        $calendar->kind = $this->kind;
        $calendar->selling_weeks = $this->sellingWeeks;
        $calendar->days_per_week = $this->daysPerWeek;
    }
}
