<?php

// The distributions that chances are made of.

declare(strict_types=1);

namespace FunnelMath;

/** Two probabilities that make 1 together, each to full relative precision: beside 1e-20 the other is 1. */
final class Tails
{
    public function __construct(
        /** Of at most that. */
        public readonly float $lower,
        /** Of more than that. */
        public readonly float $upper,
    ) {
    }
}

/**
 * Special functions and probabilities, to the accuracy that funnelmath.h states. Shapes are above 0 and at most 2^53,
 * counts whole numbers from 0 to 2^53.
 */
final class Distributions
{
    /** The chances that a Beta(a, b) rate is at most `$x` (0 to 1), and that it is above. */
    public static function incompleteBeta(float $a, float $b, float $x): Tails
    {
        $tails = Library::make('funnelmath_tails[1]');
        Library::check(Library::ffi()->funnelmath_incomplete_beta($a, $b, $x, $tails, Library::error()));
        return new Tails($tails[0]->lower, $tails[0]->upper);
    }

    /** The chances that a gamma variable of shape `$a` and scale 1 is at most `$x`, and that it is above. */
    public static function incompleteGamma(float $a, float $x): Tails
    {
        $tails = Library::make('funnelmath_tails[1]');
        Library::check(Library::ffi()->funnelmath_incomplete_gamma($a, $x, $tails, Library::error()));
        return new Tails($tails[0]->lower, $tails[0]->upper);
    }

    /** The rate that a Beta(a, b) rate stays below with probability `$p`, and what it leaves to 1. */
    public static function betaQuantile(float $a, float $b, float $p): Share
    {
        $share = Library::make('funnelmath_share[1]');
        Library::check(Library::ffi()->funnelmath_beta_quantile($a, $b, $p, $share, Library::error()));
        return new Share($share[0]->value, $share[0]->complement);
    }

    /** What a gamma variable of shape `$a` and scale 1 stays below with probability `$p`; null for 1. */
    public static function gammaQuantile(float $a, float $p): ?float
    {
        $x = Library::make('funnelmath_maybe[1]');
        Library::check(Library::ffi()->funnelmath_gamma_quantile($a, $p, $x, Library::error()));
        return Library::maybe($x[0]);
    }

    /** The chances that a standard normal variable is at most `$z`, and that it is above. */
    public static function normalTails(float $z): Tails
    {
        $tails = Library::make('funnelmath_tails[1]');
        Library::check(Library::ffi()->funnelmath_normal_tails($z, $tails, Library::error()));
        return new Tails($tails[0]->lower, $tails[0]->upper);
    }

    /** What a standard normal variable stays below with probability `$p`; null for 0 and 1. */
    public static function normalQuantile(float $p): ?float
    {
        $z = Library::make('funnelmath_maybe[1]');
        Library::check(Library::ffi()->funnelmath_normal_quantile($p, $z, Library::error()));
        return Library::maybe($z[0]);
    }

    /** The chance of exactly `$k` successes in `$n` independent trials of chance `$p`. */
    public static function binomialProbability(float $k, float $n, float $p): float
    {
        $probability = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_binomial_probability($k, $n, $p, $probability, Library::error()));
        return $probability[0];
    }

    /** Its natural logarithm, also where the chance is too small for a float; null for the impossible. */
    public static function lnBinomialProbability(float $k, float $n, float $p): ?float
    {
        $ln = Library::make('funnelmath_maybe[1]');
        Library::check(Library::ffi()->funnelmath_ln_binomial_probability($k, $n, $p, $ln, Library::error()));
        return Library::maybe($ln[0]);
    }

    /** The chance of exactly `$k` arrivals where `$mean` are expected. */
    public static function poissonProbability(float $k, float $mean): float
    {
        $probability = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_poisson_probability($k, $mean, $probability, Library::error()));
        return $probability[0];
    }

    /** Its natural logarithm; null for the impossible. */
    public static function lnPoissonProbability(float $k, float $mean): ?float
    {
        $ln = Library::make('funnelmath_maybe[1]');
        Library::check(Library::ffi()->funnelmath_ln_poisson_probability($k, $mean, $ln, Library::error()));
        return Library::maybe($ln[0]);
    }

    /** The chance of exactly `$k` successes in `$n` trials of one unknown chance, which is Beta(a, b). */
    public static function betaBinomialProbability(float $k, float $n, float $a, float $b): float
    {
        $probability = Library::make('double[1]');
        Library::check(Library::ffi()->funnelmath_beta_binomial_probability(
            $k, $n, $a, $b, $probability, Library::error(),
        ));
        return $probability[0];
    }

    /** Its natural logarithm; null for the impossible. */
    public static function lnBetaBinomialProbability(float $k, float $n, float $a, float $b): ?float
    {
        $ln = Library::make('funnelmath_maybe[1]');
        Library::check(Library::ffi()->funnelmath_ln_beta_binomial_probability(
            $k, $n, $a, $b, $ln, Library::error(),
        ));
        return Library::maybe($ln[0]);
    }
}
