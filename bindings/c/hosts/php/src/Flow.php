<?php

// Inputs that come by chance, and deals whose size varies.

declare(strict_types=1);

namespace FunnelMath;

use FFI;
use FFI\CData;

/** The limits between which a number of results lies, each included; `$high` is null when there is none up to 2^53. */
final class FlowRange
{
    public function __construct(public readonly float $low, public readonly ?float $high)
    {
    }
}

/**
 * After how many weeks there are enough results, not necessarily whole, and the chance that they are there by then;
 * null when no number is enough, and the chance that they ever come.
 */
final class Wait
{
    public function __construct(public readonly ?float $weeks, public readonly Likelihood $chance)
    {
    }

    /** @internal */
    public static function from(CData $got): self
    {
        return new self($got->outcome === 0 ? $got->weeks : null, Likelihood::from($got->chance));
    }
}

/** An amount that revenue does not exceed with a stated probability; null when there is none. */
final class Amount
{
    public function __construct(public readonly ?float $amount, public readonly Method $method)
    {
    }

    /** @internal */
    public static function from(CData $got): self
    {
        return new self(Library::maybe($got->amount), Method::from($got->method));
    }
}

/** How the sizes of deals are said. */
enum DealKind: int
{
    case Fixed = 0;
    case Varying = 1;
    case Seen = 2;
    case Counted = 3;
}

/** How large one deal is. Deals are independent of each other, and of how many there are. */
final class DealSize
{
    /** @internal funnelmath_deal_size[1] */
    public readonly CData $data;

    private function __construct(
        public readonly DealKind $kind,
        public readonly float $mean,
        public readonly float $variation,
        public readonly ?Numbers $sizes = null,
        public readonly ?Numbers $counts = null,
    ) {
        $ffi = Library::ffi();
        $this->data = Library::make('funnelmath_deal_size[1]');
        $size = $this->data[0];
        $size->struct_size = FFI::sizeof($size);
        $size->kind = $kind->value;
        $size->mean = $mean;
        $size->variation = $variation;
        $size->len = $sizes === null ? 0 : count($sizes);
        if ($size->len > 0) {
            $size->sizes = $ffi->cast('double *', FFI::addr($sizes->data));
            if ($counts !== null) {
                $size->counts = $ffi->cast('double *', FFI::addr($counts->data));
            }
        }
        // What cannot be used is told now, by the shortest question about it.
        Library::check($ffi->funnelmath_chance_revenue_at_least(
            1.0, null, null, 0, 0.0, $this->data, 0.0, Library::make('funnelmath_likelihood[1]'), Library::error(),
        ));
    }

    /** Every deal is this large. */
    public static function fixed(float $size): self
    {
        return new self(DealKind::Fixed, $size, 0.0);
    }

    /**
     * Gamma distributed.
     *
     * @param float $variation the standard deviation over the mean: 0.5 where most deals are between half and one
     *     and a half times the mean, 1 where many are small and a few large
     */
    public static function varying(float $mean, float $variation): self
    {
        return new self(DealKind::Varying, $mean, $variation);
    }

    /**
     * One of these sizes, each as likely as any other: the deals of last year.
     *
     * @param array<int|float>|Numbers $sizes one may stand there more than once
     */
    public static function seen(array|Numbers $sizes): self
    {
        return new self(DealKind::Seen, 0.0, 0.0, Numbers::from($sizes, 'sizes'));
    }

    /**
     * One of these sizes, each as likely as its count says: a histogram.
     *
     * @param array<int|float>|Numbers $sizes
     * @param array<int|float>|Numbers $counts in proportion, not necessarily whole
     */
    public static function counted(array|Numbers $sizes, array|Numbers $counts): self
    {
        $sizes = Numbers::from($sizes, 'sizes');
        $counts = Numbers::from($counts, 'counts');
        $counts->mustHave('counts', count($sizes), 'as many as sizes');
        return new self(DealKind::Counted, 0.0, 0.0, $sizes, $counts);
    }
}

/** How the weekly rate of a flow is known. */
enum FlowKind: int
{
    case Steady = 0;
    case Counted = 1;
    case Uncertain = 2;
}

/**
 * Inputs that arrive independently of each other, at the same rate in every week. `$rate`, 0 to 1, is the chance that
 * one becomes a result: what passes a chain is a flow again. Weeks are not necessarily whole.
 */
final class Flow
{
    private readonly CData $data;

    private function __construct(
        public readonly FlowKind $kind,
        /** Arrivals: a week, or seen. */
        public readonly float $arrivals,
        /** In how many weeks they were seen; null when they are known for each. */
        public readonly ?float $weeks,
    ) {
        $this->data = Library::make('funnelmath_flow[1]');
        $flow = $this->data[0];
        $flow->struct_size = FFI::sizeof($flow);
        $flow->kind = $kind->value;
        $flow->a = $arrivals;
        $flow->b = $weeks ?? 0.0;
        // What cannot be used is told now; of nothing in no time, nothing is too large.
        Library::check(Library::ffi()->funnelmath_flow_expected(
            $this->data, 0.0, 0.0, Library::make('double[1]'), Library::error(),
        ));
    }

    /** So many arrivals a week, not necessarily whole. */
    public static function steady(float $perWeek): self
    {
        return new self(FlowKind::Steady, $perWeek, null);
    }

    /** So many were seen in so many weeks. None seen is not "none will come": half an arrival more is assumed. */
    public static function counted(float $arrivals, float $weeks): self
    {
        return new self(FlowKind::Counted, $arrivals, $weeks);
    }

    /** As if `$shape` arrivals had been seen in so many weeks: with a prior of your own. */
    public static function uncertain(float $shape, float $weeks): self
    {
        return new self(FlowKind::Uncertain, $shape, $weeks);
    }

    /**
     * The expected arrivals needed so that at least `$k` of them become results with a chance of `$confidence`, when
     * their number itself is by chance; null when no number is enough.
     */
    public static function arrivalsFor(float $k, float $rate, float $confidence): ?float
    {
        $arrivals = Library::make('funnelmath_maybe[1]');
        Library::check(Library::ffi()->funnelmath_arrivals_for($k, $rate, $confidence, $arrivals, Library::error()));
        return Library::maybe($arrivals[0]);
    }

    /** Expected arrivals a week. */
    public function perWeek(): float
    {
        $perWeek = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_flow_per_week($this->data, $perWeek, Library::error()));
        return $perWeek[0];
    }

    /** Expected results in so many weeks. */
    public function expected(float $rate, float $weeks): float
    {
        $results = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_flow_expected(
            $this->data, $rate, $weeks, $results, Library::error(),
        ));
        return $results[0];
    }

    /** The chance of at least `$k` results in so many weeks. */
    public function atLeast(float $k, float $rate, float $weeks): Likelihood
    {
        $chance = Library::make('funnelmath_likelihood[1]');
        Library::check(Library::ffi()->funnelmath_flow_at_least(
            $this->data, $k, $rate, $weeks, $chance, Library::error(),
        ));
        return Likelihood::from($chance[0]);
    }

    /** The chance of exactly `$k` results in so many weeks. */
    public function exactly(float $k, float $rate, float $weeks): Likelihood
    {
        $chance = Library::make('funnelmath_likelihood[1]');
        Library::check(Library::ffi()->funnelmath_flow_exactly(
            $this->data, $k, $rate, $weeks, $chance, Library::error(),
        ));
        return Likelihood::from($chance[0]);
    }

    /**
     * The smallest number of results that is not exceeded in so many weeks with a probability of at least `$p`; null
     * when no number up to 2^53 is enough.
     */
    public function quantile(float $rate, float $weeks, float $p): ?float
    {
        $results = Library::make('funnelmath_maybe[1]');
        Library::check(Library::ffi()->funnelmath_flow_quantile(
            $this->data, $rate, $weeks, $p, $results, Library::error(),
        ));
        return Library::maybe($results[0]);
    }

    /** The central range that holds the number of results of so many weeks with a probability of at least `$level`. */
    public function interval(float $rate, float $weeks, float $level): FlowRange
    {
        $range = Library::make('funnelmath_flow_range[1]');
        Library::check(Library::ffi()->funnelmath_flow_interval(
            $this->data, $rate, $weeks, $level, $range, Library::error(),
        ));
        return new FlowRange($range[0]->low, Library::maybe($range[0]->high));
    }

    /** The weeks after which at least `$k` results are there with a chance of `$confidence`. */
    public function weeks(float $k, float $rate, float $confidence): Wait
    {
        $wait = Library::make('funnelmath_wait[1]');
        Library::check(Library::ffi()->funnelmath_flow_weeks(
            $this->data, $k, $rate, $confidence, $wait, Library::error(),
        ));
        return Wait::from($wait[0]);
    }

    /** The chance that the results of so many weeks are together worth at least `$goal`. */
    public function revenueAtLeast(float $rate, float $weeks, DealSize $size, float $goal): Likelihood
    {
        $chance = Library::make('funnelmath_likelihood[1]');
        Library::check(Library::ffi()->funnelmath_flow_revenue_at_least(
            $this->data, $rate, $weeks, $size->data, $goal, $chance, Library::error(),
        ));
        return Likelihood::from($chance[0]);
    }

    /** The smallest amount that the revenue of so many weeks does not exceed with a probability of at least `$p`. */
    public function revenueQuantile(float $rate, float $weeks, DealSize $size, float $p): Amount
    {
        $amount = Library::make('funnelmath_amount[1]');
        Library::check(Library::ffi()->funnelmath_flow_revenue_quantile(
            $this->data, $rate, $weeks, $size->data, $p, $amount, Library::error(),
        ));
        return Amount::from($amount[0]);
    }

    /** The weeks after which the results are together worth at least `$goal` with a chance of `$confidence`. */
    public function revenueWeeks(float $rate, DealSize $size, float $goal, float $confidence): Wait
    {
        $wait = Library::make('funnelmath_wait[1]');
        Library::check(Library::ffi()->funnelmath_flow_revenue_weeks(
            $this->data, $rate, $size->data, $goal, $confidence, $wait, Library::error(),
        ));
        return Wait::from($wait[0]);
    }
}
