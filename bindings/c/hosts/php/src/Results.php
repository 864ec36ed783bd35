<?php

// What comes out: immutable objects. null stands for "there is no answer".

declare(strict_types=1);

namespace FunnelMath;

use FFI\CData;

/** A whole number of units, and the exact volume it stands for. */
final class Whole
{
    public function __construct(
        public readonly float $exact,
        public readonly float $units,
        /** Units beyond the exact volume; negative when rounded down. */
        public readonly float $residual,
        /** units / exact; null when nothing was asked. */
        public readonly ?float $delivers,
    ) {
    }

    /** @internal */
    public static function from(CData $got): self
    {
        return new self($got->exact, $got->units, $got->residual, Library::maybe($got->delivers));
    }
}

/** The expected volume of every stage, and the revenue. */
final class Forward
{
    /** @param list<float> $volumes */
    public function __construct(public readonly array $volumes, public readonly float $revenue)
    {
    }
}

/** Why a goal cannot be reached. */
final class Unreachable
{
    public function __construct(
        /** What is in the way: a gate of 0, or a sale value of 0. */
        public readonly Lever $lever,
        /** What would have to come out of it and cannot. */
        public readonly float $missing,
        /** The best that can be reached, in the goal's unit. */
        public readonly float $best,
    ) {
    }

    /** @internal */
    public static function from(CData $got): ?self
    {
        return $got->unreachable ? new self(Lever::from($got), $got->missing, $got->best) : null;
    }
}

/** The volume that every stage needs, or why none is enough. One of the two is null. */
final class Required
{
    /** @param ?list<float> $volumes */
    public function __construct(public readonly ?array $volumes, public readonly ?Unreachable $unreachable)
    {
    }
}

/** What one step of one lever does. Changes are fractions: -0.1 is 10% less. */
final class Effect
{
    public function __construct(
        public readonly Lever $lever,
        public readonly Step $step,
        public readonly float $from,
        public readonly float $to,
        public readonly bool $capped,
        public readonly ?float $requiredBefore,
        public readonly ?float $requiredAfter,
        public readonly ?float $requiredChange,
        public readonly float $revenueBefore,
        public readonly float $revenueAfter,
        public readonly ?float $revenueChange,
    ) {
    }

    /** @internal */
    public static function from(CData $got): self
    {
        return new self(
            Lever::from($got),
            Step::from($got),
            $got->from,
            $got->to,
            $got->capped !== 0,
            Library::maybe($got->required_before),
            Library::maybe($got->required_after),
            Library::maybe($got->required_change),
            $got->revenue_before,
            $got->revenue_after,
            Library::maybe($got->revenue_change),
        );
    }
}

/** A team's summed volumes, the rates it has as a whole (null where nothing enters), and its totals. */
final class RollUp
{
    /**
     * @param list<float> $volumes
     * @param list<?float> $implied
     */
    public function __construct(
        public readonly array $volumes,
        public readonly array $implied,
        public readonly float $revenue,
        public readonly ?float $saleValue,
        public readonly ?float $overall,
    ) {
    }
}

/** What moving one lever does to the sales velocity. */
final class VelocityEffect
{
    public function __construct(
        public readonly float $to,
        public readonly bool $capped,
        public readonly ?float $perDay,
        public readonly ?float $change,
    ) {
    }
}

/** An open pipeline as one number, and how far that number may be off. */
final class Pipeline
{
    public function __construct(
        public readonly float $total,
        public readonly float $weighted,
        public readonly float $deviation,
    ) {
    }
}

/** Pipeline over remaining quota and what is beyond it; of a quota that is met, only the surplus. */
final class Coverage
{
    public function __construct(
        public readonly ?float $ratio,
        public readonly ?float $cushion,
        public readonly ?float $surplus,
    ) {
    }
}

/** What is said of a quantity. */
enum AnswerKind: int
{
    case Given = 0;
    case Found = 1;
    case Undetermined = 2;
    case OnlyProduct = 3;
}

/**
 * What the knowns say of one quantity.
 *
 * The value is that of a given or found one. The product is that of all such quantities between the stages
 * `$from` and `$to`; the number of stages stands for the revenue.
 */
final class Answer
{
    private function __construct(
        public readonly AnswerKind $kind,
        public readonly ?float $value,
        public readonly ?float $product = null,
        public readonly ?int $from = null,
        public readonly ?int $to = null,
    ) {
    }

    /** @internal */
    public static function from(CData $got): self
    {
        $kind = AnswerKind::from($got->kind);
        return match ($kind) {
            AnswerKind::OnlyProduct => new self($kind, null, $got->value, $got->from, $got->to),
            AnswerKind::Undetermined => new self($kind, null),
            default => new self($kind, $got->value),
        };
    }
}

/** What is known up to stage `$to` leads to `$expected`, and `$given` was said. */
final class Contradiction
{
    public function __construct(
        public readonly int $from,
        public readonly int $to,
        public readonly float $expected,
        public readonly float $given,
    ) {
    }
}

/** Some of `$gates` unknown gates, from `$gate` on, would need a rate above 1: `$takes`, null where none would do. */
final class Impossible
{
    public function __construct(
        public readonly int $gate,
        public readonly int $gates,
        public readonly ?float $takes,
        public readonly int $to,
        /** The best that can be reached at `$to`. */
        public readonly float $best,
    ) {
    }
}

/** Every quantity that follows from the knowns, and the first conflict among them. */
final class Solution
{
    /**
     * @param list<Answer> $volumes
     * @param list<Answer> $rates
     */
    public function __construct(
        public readonly array $volumes,
        public readonly array $rates,
        public readonly Answer $saleValue,
        public readonly Answer $revenue,
        /** How many quantities do not follow. */
        public readonly int $undetermined,
        public readonly Contradiction|Impossible|null $conflict,
    ) {
    }
}

/** What one stage needs in one period. */
final class StagePlan
{
    public function __construct(public readonly string $name, public readonly Whole $whole)
    {
    }
}

/** A plan in one period: the goal's amount, each stage, and what the whole activity delivers. */
final class PeriodPlan
{
    /** @param list<StagePlan> $stages */
    public function __construct(
        public readonly Period $period,
        public readonly float $goal,
        public readonly array $stages,
        public readonly ?float $revenue,
        public readonly ?float $attainment,
    ) {
    }

    /**
     * @internal
     * @param list<StagePlan> $stages
     */
    public static function from(CData $got, array $stages): self
    {
        return new self(
            Period::from($got->period), $got->goal, $stages, Library::maybe($got->revenue),
            Library::maybe($got->attainment),
        );
    }
}

/** The plan that reaches the goal with the confidence that was asked for, and the chances of the expected one. */
final class ConfidentPlan
{
    /**
     * @param list<Probability> $expected
     * @param list<PeriodPlan> $periods
     * @param list<LeftOut> $leavesOut
     */
    public function __construct(
        public readonly float $confidence,
        /** Of each period of the expected plan: the chance of the goal, when its activity is kept up. */
        public readonly array $expected,
        /** The chance of the goal by this plan; where no number of units is enough, the best there is. */
        public readonly Probability $chance,
        /** The fewest whole units in the goal's period, and what they come to in the activity's; none where no
         * number is enough. */
        public readonly array $periods,
        /** What these chances take as fixed. */
        public readonly array $leavesOut,
    ) {
    }
}

/** What a goal takes: per goal period and per activity period, and what would help most. */
final class Plan
{
    /**
     * @param list<PeriodPlan> $periods
     * @param list<Effect> $effects
     * @param ?ConfidentPlan $confident null when no confidence was asked for
     */
    public function __construct(
        public readonly ?Unreachable $unreachable,
        public readonly array $periods,
        /** The actual activity / the unrounded required one. */
        public readonly ?float $gauge,
        /** What is reached / the goal. */
        public readonly ?float $attainment,
        /** What the period ends with at the actual pace / the goal. */
        public readonly ?float $landing,
        public readonly array $effects,
        public readonly ?ConfidentPlan $confident = null,
    ) {
    }
}
