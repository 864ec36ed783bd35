<?php

// Inputs that come by chance, and deals whose size varies.

declare(strict_types=1);

namespace FunnelMath;

use FFI;
use FFI\CData;

/**
 * After how many weeks there are enough results, not necessarily whole, and the chance that they are there by then;
 * null when no number is enough, and the chance that they ever come.
 */
final class Wait
{
    public function __construct(public readonly ?float $weeks, public readonly Probability $chance)
    {
    }

    /** @internal */
    public static function from(CData $got): self
    {
        return new self($got->outcome === 0 ? $got->weeks : null, Probability::from($got->chance));
    }
}

/**
 * The distribution of the revenue of so many inputs or weeks, made once and asked often: Chance::revenue(),
 * Flow::revenue(). Clones share it.
 */
final class Revenue
{
    /** The expected revenue. */
    public readonly float $mean;
    /** Its variance; null when it is too large for a float. */
    public readonly ?float $variance;
    /** The largest revenue possible; null when there is none. */
    public readonly ?float $most;
    /** How its probabilities are computed. */
    public readonly Method $method;
    private readonly RevenueHandle $handle;

    /** @internal */
    public function __construct(CData $revenue)
    {
        $this->handle = new RevenueHandle($revenue);
        $summary = Library::make('funnelmath_revenue_summary[1]');
        Library::check(Library::ffi()->funnelmath_revenue_summarize($revenue[0], $summary, Library::error()));
        $this->mean = $summary[0]->mean;
        $this->variance = Library::maybe($summary[0]->variance);
        $this->most = Library::maybe($summary[0]->most);
        $this->method = Method::from($summary[0]->method);
    }

    /** The probability that the revenue is at least `$threshold`. */
    public function atLeast(float $threshold): Probability
    {
        $chance = Library::make('funnelmath_probability[1]');
        Library::check(Library::ffi()->funnelmath_revenue_at_least(
            $this->handle->revenue[0], $threshold, $chance, Library::error(),
        ));
        return Probability::from($chance[0]);
    }

    /** The smallest amount that the revenue does not exceed with a probability of at least `$p`. */
    public function quantile(float $p): Quantile
    {
        $quantile = Library::make('funnelmath_quantile[1]');
        Library::check(Library::ffi()->funnelmath_revenue_quantile(
            $this->handle->revenue[0], $p, $quantile, Library::error(),
        ));
        return Quantile::from($quantile[0]);
    }

    /** The central interval that holds the revenue with a probability of at least `$level`. */
    public function interval(float $level): Interval
    {
        $interval = Library::make('funnelmath_interval[1]');
        Library::check(Library::ffi()->funnelmath_revenue_interval(
            $this->handle->revenue[0], $level, $interval, Library::error(),
        ));
        return Interval::from($interval[0]);
    }

    /** The expected value of the smaller of the revenue and `$threshold`. */
    public function meanUpTo(float $threshold): float
    {
        $mean = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_revenue_mean_up_to(
            $this->handle->revenue[0], $threshold, $mean, Library::error(),
        ));
        return $mean[0];
    }
}

/**
 * Frees a distribution of revenue with its last reference.
 *
 * @internal
 */
final class RevenueHandle
{
    /** @param CData $revenue an array of one pointer; what is read from it is alive only as long as it is */
    public function __construct(public readonly CData $revenue)
    {
    }

    private function __clone()
    {
    }

    public function __destruct()
    {
        Library::ffi()->funnelmath_revenue_free($this->revenue[0]);
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
            1.0, null, null, 0, 0.0, $this->data, 0.0, Library::make('funnelmath_probability[1]'), Library::error(),
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
        Library::check(Library::ffi()->funnelmath_flow_mean(
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
     * The expected arrivals of a Poisson process needed so that at least `$results` of them become results with a
     * probability of `$confidence`; null when no number is enough.
     */
    public static function arrivalsFor(float $rate, float $results, float $confidence): ?float
    {
        $arrivals = Library::make('funnelmath_maybe[1]');
        Library::check(Library::ffi()->funnelmath_arrivals_for(
            $rate, $results, $confidence, $arrivals, Library::error(),
        ));
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
    public function mean(float $rate, float $weeks): float
    {
        $results = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_flow_mean(
            $this->data, $rate, $weeks, $results, Library::error(),
        ));
        return $results[0];
    }

    /** The probability of at least `$results` results in so many weeks. */
    public function atLeast(float $rate, float $weeks, float $results): Probability
    {
        $chance = Library::make('funnelmath_probability[1]');
        Library::check(Library::ffi()->funnelmath_flow_at_least(
            $this->data, $rate, $weeks, $results, $chance, Library::error(),
        ));
        return Probability::from($chance[0]);
    }

    /** The probability of exactly `$results` results in so many weeks. */
    public function exactly(float $rate, float $weeks, float $results): Probability
    {
        $chance = Library::make('funnelmath_probability[1]');
        Library::check(Library::ffi()->funnelmath_flow_exactly(
            $this->data, $rate, $weeks, $results, $chance, Library::error(),
        ));
        return Probability::from($chance[0]);
    }

    /**
     * The smallest number of results that is not exceeded in so many weeks with a probability of at least `$p`; it has
     * no value when there is none up to 2^53.
     */
    public function quantile(float $rate, float $weeks, float $p): Quantile
    {
        $quantile = Library::make('funnelmath_quantile[1]');
        Library::check(Library::ffi()->funnelmath_flow_quantile(
            $this->data, $rate, $weeks, $p, $quantile, Library::error(),
        ));
        return Quantile::from($quantile[0]);
    }

    /**
     * The central interval that holds the number of results of so many weeks with a probability of at least `$level`.
     */
    public function interval(float $rate, float $weeks, float $level): Interval
    {
        $interval = Library::make('funnelmath_interval[1]');
        Library::check(Library::ffi()->funnelmath_flow_interval(
            $this->data, $rate, $weeks, $level, $interval, Library::error(),
        ));
        return Interval::from($interval[0]);
    }

    /** The weeks after which at least `$results` results are there with a probability of `$confidence`. */
    public function weeksFor(float $rate, float $results, float $confidence): Wait
    {
        $wait = Library::make('funnelmath_wait[1]');
        Library::check(Library::ffi()->funnelmath_flow_weeks_for(
            $this->data, $rate, $results, $confidence, $wait, Library::error(),
        ));
        return Wait::from($wait[0]);
    }

    /** The distribution of the revenue of so many weeks; for several questions about one. */
    public function revenue(float $rate, float $weeks, DealSize $size): Revenue
    {
        $revenue = Library::make('funnelmath_revenue *[1]');
        Library::check(Library::ffi()->funnelmath_flow_revenue_new(
            $this->data, $rate, $weeks, $size->data, $revenue, Library::error(),
        ));
        return new Revenue($revenue);
    }

    /** The probability that the results of so many weeks are together worth at least `$threshold`. */
    public function revenueAtLeast(float $rate, float $weeks, DealSize $size, float $threshold): Probability
    {
        $chance = Library::make('funnelmath_probability[1]');
        Library::check(Library::ffi()->funnelmath_flow_revenue_at_least(
            $this->data, $rate, $weeks, $size->data, $threshold, $chance, Library::error(),
        ));
        return Probability::from($chance[0]);
    }

    /** The smallest amount that the revenue of so many weeks does not exceed with a probability of at least `$p`. */
    public function revenueQuantile(float $rate, float $weeks, DealSize $size, float $p): Quantile
    {
        $quantile = Library::make('funnelmath_quantile[1]');
        Library::check(Library::ffi()->funnelmath_flow_revenue_quantile(
            $this->data, $rate, $weeks, $size->data, $p, $quantile, Library::error(),
        ));
        return Quantile::from($quantile[0]);
    }

    /** The weeks after which the results are together worth at least `$goal` with a probability of `$confidence`. */
    public function weeksForRevenue(float $rate, DealSize $size, float $goal, float $confidence): Wait
    {
        $wait = Library::make('funnelmath_wait[1]');
        Library::check(Library::ffi()->funnelmath_flow_weeks_for_revenue(
            $this->data, $rate, $size->data, $goal, $confidence, $wait, Library::error(),
        ));
        return Wait::from($wait[0]);
    }
}
