<?php

// How sure: the chances of a number of results, and what it takes to be sure of it.

declare(strict_types=1);

namespace FunnelMath;

use FFI\CData;

/** How a probability was computed. */
enum Method: int
{
    /** A closed form or a finite sum: only rounding is lost. */
    case Exact = 0;
    /** Numerical inversion of an integral transform. */
    case Inversion = 1;
    /** A numerical integral over the unknown rates. */
    case Quadrature = 2;
    /** Of revenue: deal sizes rounded to a lattice. */
    case Lattice = 3;
    /** A sum that was cut where the rest is negligible. */
    case Truncated = 4;

    /** What is known of the error of this method, in one or two sentences. */
    public function bound(): string
    {
        return Library::ffi()->funnelmath_method_bound($this->value);
    }
}

/** The probability of an event and of its complement, each to full relative precision. */
final class Probability
{
    public function __construct(
        public readonly float $value,
        public readonly float $complement,
        public readonly Method $method,
    ) {
    }

    /** @internal */
    public static function from(CData $got): self
    {
        return new self($got->value, $got->complement, Method::from($got->method));
    }
}

/** The smallest number that is not exceeded with a stated probability; null when no finite number is large enough. */
final class Quantile
{
    public function __construct(public readonly ?float $value, public readonly Method $method)
    {
    }

    /** @internal */
    public static function from(CData $got): self
    {
        return new self(Library::maybe($got->value), Method::from($got->method));
    }
}

/**
 * The limits between which a rate, a count or an amount lies with a stated probability; both belong to it. `$high` is
 * null when no finite number is large enough.
 */
final class Interval
{
    public function __construct(
        public readonly float $low,
        public readonly ?float $high,
        public readonly Method $method,
    ) {
    }

    /** @internal */
    public static function from(CData $got): self
    {
        return new self($got->low, Library::maybe($got->high), Method::from($got->method));
    }
}

/** How many inputs it takes, and the chance with these; null when no number is enough, and the best chance there is. */
final class Inputs
{
    public function __construct(public readonly ?float $inputs, public readonly Probability $chance)
    {
    }

    /** @internal */
    public static function from(CData $got): self
    {
        return new self($got->outcome === 0 ? $got->inputs : null, Probability::from($got->chance));
    }
}

/** A number from 0 to 1 and its complement, each to full relative precision. */
final class Share
{
    public function __construct(public readonly float $value, public readonly float $complement)
    {
    }
}

/**
 * The rate that one gate needs. Null when it cannot be had there: then what number above 1 it would take (null
 * where none would do), and the best chance there is, with this gate at 100%.
 */
final class GateRate
{
    public function __construct(
        public readonly ?float $rate,
        public readonly ?float $takes = null,
        public readonly ?Probability $best = null,
    ) {
    }
}

/**
 * What counts say of a rate: a Beta(a, b) distribution over it, in which a counts the successes and b the
 * failures, each with what was assumed before anything was counted. Both are from 1e-9 to 2^53.
 */
final class Evidence
{
    /** The expected rate, a / (a + b). */
    public readonly float $mean;

    public function __construct(public readonly float $a, public readonly float $b)
    {
        $mean = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_evidence_mean($a, $b, $mean, Library::error()));
        $this->mean = $mean[0];
    }

    /** Nothing was counted yet; half a success and half a failure are assumed: what is usual. */
    public static function jeffreys(): self
    {
        return new self(0.5, 0.5);
    }

    /** Nothing was counted yet, and every rate is as likely as any other. */
    public static function uniform(): self
    {
        return new self(1.0, 1.0);
    }

    /** What is known after `$successes` of `$trials` more were counted. An open deal is not a lost one. */
    public function observe(float $successes, float $trials): self
    {
        return $this->observed($successes, $trials, null);
    }

    /** @internal The same; an error names the gate. */
    public function observed(float $successes, float $trials, ?int $gate): self
    {
        $after = Library::make('double[2]');
        [$a, $b] = [\FFI::addr($after[0]), \FFI::addr($after[1])];
        Library::check(Library::ffi()->funnelmath_evidence_observe(
            $this->a, $this->b, $successes, $trials, $a, $b, Library::error(),
        ), $gate);
        return new self($after[0], $after[1]);
    }

    /** The rate below which the true one lies with probability `$p`. */
    public function quantile(float $p): float
    {
        $rate = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_evidence_quantile($this->a, $this->b, $p, $rate, Library::error()));
        return $rate[0];
    }

    /** The central interval that holds the true rate with probability `$level`. */
    public function interval(float $level): Interval
    {
        $interval = Library::make('funnelmath_interval[1]');
        Library::check(Library::ffi()->funnelmath_evidence_interval(
            $this->a, $this->b, $level, $interval, Library::error(),
        ));
        return Interval::from($interval[0]);
    }
}

/**
 * A chain as far as chances go: the gates whose rates are known, together, and each of which only counts are
 * known. Items pass or fail independently of each other, given the rates.
 *
 * Numbers of inputs and results are whole, from 0 to 2^53. A confidence or probability may be missed by 2^-40 of
 * the smaller of itself and what it leaves to 1, so that exact ties count as met.
 */
final class Chance
{
    /** The expected rate from the first stage to the last. */
    public readonly float $mean;

    /** @var list<Evidence> Of each gate that is known from counts. */
    public readonly array $evidence;

    private readonly ?CData $a;
    private readonly ?CData $b;

    /** @param list<Evidence> $evidence */
    private function __construct(public readonly float $rate, array $evidence)
    {
        $this->evidence = $evidence;
        $this->a = Numbers::of(array_map(fn (Evidence $gate) => $gate->a, $evidence))->data;
        $this->b = Numbers::of(array_map(fn (Evidence $gate) => $gate->b, $evidence))->data;
        $mean = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_chance_mean(
            $rate, $this->a, $this->b, count($evidence), $mean, Library::error(),
        ));
        $this->mean = $mean[0];
    }

    /** By the overall rate of all gates whose rates are known, and what is known of each other one. */
    public static function known(float $rate, Evidence ...$evidence): self
    {
        return new self($rate, array_values($evidence));
    }

    /**
     * By the gates, in their order: a rate is known; of counts the rate is only known as well as they tell.
     *
     * @param array<int|float|Gate|Evidence> $gates a number is a rate
     * @param ?Evidence $prior what is assumed of a gate before its counts; null: Evidence::jeffreys()
     */
    public static function of(array $gates, ?Evidence $prior = null): self
    {
        $rates = $evidence = [];
        foreach ($gates as $key => $gate) {
            $at = count($rates);
            if ($gate instanceof Gate && $gate->kind === GateKind::Counts) {
                $gate = ($prior ??= Evidence::jeffreys())->observed($gate->a, $gate->b, $at);
            }
            if ($gate instanceof Evidence) {
                $evidence[] = $gate;
                $rates[] = 1.0; // keeps the others' places, for errors to name them
                continue;
            }
            $rates[] = match (true) {
                is_float($gate) || is_int($gate) => $gate,
                !$gate instanceof Gate => throw new \TypeError(
                    "gates[$key] must be a number, a FunnelMath\\Gate or FunnelMath\\Evidence, not "
                        . get_debug_type($gate),
                ),
                $gate->kind === GateKind::OneIn => self::oneIn($gate->a, $at),
                default => $gate->a,
            };
        }
        return new self(FunnelMath::overall($rates), $evidence);
    }

    private static function oneIn(float $n, int $gate): float
    {
        $rate = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_rate_one_in($n, $rate, Library::error()), $gate);
        return $rate[0];
    }

    /** The probability that of `$inputs` at least `$results` reach the end. */
    public function atLeast(float $inputs, float $results): Probability
    {
        $chance = Library::make('funnelmath_probability[1]');
        Library::check(Library::ffi()->funnelmath_chance_at_least(
            $this->rate, $this->a, $this->b, count($this->evidence), $inputs, $results, $chance, Library::error(),
        ));
        return Probability::from($chance[0]);
    }

    /** The probability that of `$inputs` exactly `$results` reach the end. */
    public function exactly(float $inputs, float $results): Probability
    {
        $chance = Library::make('funnelmath_probability[1]');
        Library::check(Library::ffi()->funnelmath_chance_exactly(
            $this->rate, $this->a, $this->b, count($this->evidence), $inputs, $results, $chance, Library::error(),
        ));
        return Probability::from($chance[0]);
    }

    /** The smallest number of results that `$inputs` do not exceed with a probability of at least `$p`. */
    public function quantile(float $inputs, float $p): Quantile
    {
        $quantile = Library::make('funnelmath_quantile[1]');
        Library::check(Library::ffi()->funnelmath_chance_quantile(
            $this->rate, $this->a, $this->b, count($this->evidence), $inputs, $p, $quantile, Library::error(),
        ));
        return Quantile::from($quantile[0]);
    }

    /** The central interval that holds the number of results of `$inputs` with a probability of at least `$level`. */
    public function interval(float $inputs, float $level): Interval
    {
        $interval = Library::make('funnelmath_interval[1]');
        Library::check(Library::ffi()->funnelmath_chance_interval(
            $this->rate, $this->a, $this->b, count($this->evidence), $inputs, $level, $interval, Library::error(),
        ));
        return Interval::from($interval[0]);
    }

    /** The largest number of results that `$inputs` reach with a probability of at least `$confidence`. */
    public function lowerBound(float $inputs, float $confidence): Quantile
    {
        $results = Library::make('funnelmath_quantile[1]');
        Library::check(Library::ffi()->funnelmath_chance_lower_bound(
            $this->rate, $this->a, $this->b, count($this->evidence), $inputs, $confidence, $results, Library::error(),
        ));
        return Quantile::from($results[0]);
    }

    /** The fewest inputs of which at least `$results` reach the end with a probability of at least `$confidence`. */
    public function inputsFor(float $results, float $confidence): Inputs
    {
        $inputs = Library::make('funnelmath_inputs[1]');
        Library::check(Library::ffi()->funnelmath_chance_inputs_for(
            $this->rate, $this->a, $this->b, count($this->evidence), $results, $confidence, $inputs, Library::error(),
        ));
        return Inputs::from($inputs[0]);
    }

    /** The distribution of the revenue of `$inputs`; for several questions about one. */
    public function revenue(float $inputs, DealSize $size): Revenue
    {
        $revenue = Library::make('funnelmath_revenue *[1]');
        Library::check(Library::ffi()->funnelmath_revenue_new(
            $this->rate, $this->a, $this->b, count($this->evidence), $inputs, $size->data, $revenue, Library::error(),
        ));
        return new Revenue($revenue);
    }

    /** The probability that the deals from `$inputs` are together worth at least `$threshold`. */
    public function revenueAtLeast(float $inputs, DealSize $size, float $threshold): Probability
    {
        $chance = Library::make('funnelmath_probability[1]');
        Library::check(Library::ffi()->funnelmath_chance_revenue_at_least(
            $this->rate, $this->a, $this->b, count($this->evidence), $inputs, $size->data, $threshold, $chance,
            Library::error(),
        ));
        return Probability::from($chance[0]);
    }

    /** The smallest amount that the revenue from `$inputs` does not exceed with a probability of at least `$p`. */
    public function revenueQuantile(float $inputs, DealSize $size, float $p): Quantile
    {
        $quantile = Library::make('funnelmath_quantile[1]');
        Library::check(Library::ffi()->funnelmath_chance_revenue_quantile(
            $this->rate, $this->a, $this->b, count($this->evidence), $inputs, $size->data, $p, $quantile,
            Library::error(),
        ));
        return Quantile::from($quantile[0]);
    }

    /**
     * The fewest inputs whose deals are together worth at least `$goal` with a probability of at least `$confidence`.
     */
    public function inputsForRevenue(DealSize $size, float $goal, float $confidence): Inputs
    {
        $inputs = Library::make('funnelmath_inputs[1]');
        Library::check(Library::ffi()->funnelmath_chance_inputs_for_revenue(
            $this->rate, $this->a, $this->b, count($this->evidence), $size->data, $goal, $confidence, $inputs,
            Library::error(),
        ));
        return Inputs::from($inputs[0]);
    }
}
