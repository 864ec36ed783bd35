<?php

// What funnelmath costs from PHP; see run.sh.

declare(strict_types=1);

require __DIR__ . '/../../bindings/c/hosts/php/autoload.php';

use FunnelMath\{Chance, Columns, Funnel, FunnelMath, Gate, Goal, Library, Numbers, Typed};

const RATES = [0.65, 0.4, 0.8, 0.55, 0.9];
const REVENUE = 25_000.0;
const VALUE = 3_400.0;
const MOST = 9007199254740992.0;

$quick = (bool) getenv('FUNNELMATH_BENCH_QUICK');
define('ROWS', $quick ? 2_000 : 1_000_000);
define('CALLS', $quick ? 100 : 500);

// The same work, with the same checks, in plain PHP.

function bad(string $what, ?int $index = null): never
{
    throw new RuntimeException("$what $index");
}

function plain_required(array $rates, float $revenue, float $saleValue): ?array
{
    if ($rates === []) {
        bad('no gates');
    }
    foreach ($rates as $index => $rate) {
        if (!($rate >= 0.0 && $rate <= 1.0)) {
            bad('rate', $index);
        }
    }
    if (!($revenue >= 0.0 && $revenue < INF && $saleValue >= 0.0 && $saleValue < INF)) {
        bad('money');
    }
    if ($saleValue === 0.0) {
        return null;
    }
    $volumes = [];
    $stage = count($rates);
    $target = $revenue / $saleValue;
    $volumes = array_fill(0, $stage + 1, $target);
    $product = 1.0;
    while (--$stage >= 0) {
        $product *= $rates[$stage];
        if ($product === 0.0) {
            return null;
        }
        $volumes[$stage] = $target / $product;
    }
    if (!($volumes[0] < INF)) {
        bad('overflow', 0);
    }
    return $volumes;
}

function arithmetic_required(array $rates, float $revenue, float $saleValue): array
{
    $stage = count($rates);
    $target = $revenue / $saleValue;
    $volumes = array_fill(0, $stage + 1, $target);
    $product = 1.0;
    while (--$stage >= 0) {
        $product *= $rates[$stage];
        $volumes[$stage] = $target / $product;
    }
    return $volumes;
}

function plain_gauge(float $actual, float $required): ?float
{
    if (!($actual >= 0.0 && $actual < INF)) {
        bad('volume', 0);
    }
    if (!($required >= 0.0 && $required < INF)) {
        bad('volume', 1);
    }
    if ($required === 0.0) {
        return null;
    }
    $gauge = $actual / $required;
    return $gauge < INF ? $gauge : bad('overflow');
}

function arithmetic_gauge(float $actual, float $required): float
{
    return $actual / $required;
}

function plain_rates(array $successes, array $trials): array
{
    $rates = [];
    foreach ($successes as $index => $s) {
        $t = $trials[$index];
        if (!($s >= 0.0 && $s <= MOST && $s === floor($s)) || !($t >= 0.0 && $t <= MOST && $t === floor($t))) {
            bad('count', $index);
        }
        if ($t === 0.0) {
            bad('no trials', $index);
        }
        if ($s > $t) {
            bad('successes', $index);
        }
        $rates[] = $s / $t;
    }
    return $rates;
}

function arithmetic_rates(array $successes, array $trials): array
{
    $rates = [];
    foreach ($successes as $index => $s) {
        $rates[] = $s / $trials[$index];
    }
    return $rates;
}

/** A compensated sum. */
final class Sum
{
    private float $high = 0.0;
    private float $low = 0.0;

    public function add(float $term): void
    {
        $high = $this->high + $term;
        $this->low += abs($this->high) >= abs($term)
            ? ($this->high - $high) + $term
            : ($term - $high) + $this->high;
        $this->high = $high;
    }

    public function total(): float
    {
        return $this->high + $this->low;
    }
}

function plain_pipeline(array $values, array $probabilities): array
{
    foreach ($values as $index => $value) {
        if (!($value >= 0.0 && $value < INF)) {
            bad('money', $index);
        }
    }
    foreach ($probabilities as $index => $p) {
        if (!($p >= 0.0 && $p <= 1.0)) {
            bad('rate', $index);
        }
    }
    [$total, $weighted, $variance] = [new Sum(), new Sum(), new Sum()];
    foreach ($values as $index => $value) {
        $p = $probabilities[$index];
        $total->add($value);
        $weighted->add($value * $p);
        $variance->add($value * $value * ($p * (1.0 - $p)));
    }
    return [$total->total(), $weighted->total(), sqrt($variance->total())];
}

function arithmetic_pipeline(array $values, array $probabilities): array
{
    $total = $weighted = $variance = 0.0;
    foreach ($values as $index => $value) {
        $p = $probabilities[$index];
        $total += $value;
        $weighted += $value * $p;
        $variance += $value * $value * ($p * (1.0 - $p));
    }
    return [$total, $weighted, sqrt($variance)];
}

// Measuring: the least of some rounds, many short ones for calls.

function table(string $title, int $calls, int $rows, array $work): void
{
    $rounds = $GLOBALS['quick'] ? 1 : ($rows > 1 ? 11 : 400);
    $times = [];
    foreach ($work as $name => $call) {
        $best = INF;
        for ($round = 0; $round < $rounds; $round++) {
            $begun = hrtime(true);
            for ($i = 0; $i < $calls; $i++) {
                $call();
            }
            $best = min($best, hrtime(true) - $begun);
        }
        $times[$name] = $best / ($calls * $rows);
        if (str_contains($name, 'same checks')) {
            $plain = $times[$name];
        }
    }
    echo "\n$title\n\n| what | ns | to plain |\n|---|--:|--:|\n";
    foreach ($times as $name => $ns) {
        printf("| %s | %.4G | %s |\n", $name, $ns, isset($plain) ? sprintf('%.2f', $ns / $plain) : '-');
    }
}

function same(mixed ...$results): void
{
    foreach ($results as $result) {
        if ($result !== $results[0]) {
            throw new LogicException('not the same');
        }
    }
}

$jit = function_exists('opcache_get_status') && (opcache_get_status(false)['jit']['on'] ?? false);
echo "\n## PHP ", PHP_VERSION, $jit ? ' with JIT' : ' without JIT', ', ', ROWS, " rows\n";

$ffi = Library::ffi();
$goal = Goal::revenue(REVENUE);
$kept = Numbers::of(RATES)->data;
$asked = Typed::goal($goal, VALUE);
$volumes = $ffi->new('double[6]');
$why = Typed::make('funnelmath_unreachable[1]');
$maybe = Typed::make('funnelmath_maybe[1]');
$error = Typed::make('funnelmath_error[1]');
$rawRequired = function () use ($ffi, $kept, $asked, $volumes, $why, $error) {
    $ffi->funnelmath_chain_required($kept, 5, $asked, $volumes, 6, $why, $error);
    return $volumes[0];
};
$rawGauge = function () use ($ffi, $maybe, $error) {
    $ffi->funnelmath_activity_gauge(5.0, 6.5, $maybe, $error);
    return $maybe[0]->value;
};

same(
    FunnelMath::required(RATES, $goal, VALUE)->volumes,
    plain_required(RATES, REVENUE, VALUE),
    arithmetic_required(RATES, REVENUE, VALUE),
);
same($rawRequired(), plain_required(RATES, REVENUE, VALUE)[0]);
same(FunnelMath::activityGauge(5.0, 6.5), $rawGauge(), plain_gauge(5.0, 6.5), arithmetic_gauge(5.0, 6.5));
table('required, 5 gates: a call', CALLS, 1, [
    'FunnelMath::required' => fn () => FunnelMath::required(RATES, $goal, VALUE),
    'the C call alone, by FFI, everything prepared' => $rawRequired,
    'plain PHP, same checks' => fn () => plain_required(RATES, REVENUE, VALUE),
    'plain PHP, arithmetic only' => fn () => arithmetic_required(RATES, REVENUE, VALUE),
]);
table('activityGauge: a call', CALLS, 1, [
    'FunnelMath::activityGauge' => fn () => FunnelMath::activityGauge(5.0, 6.5),
    'the C call alone, by FFI, everything prepared' => $rawGauge,
    'plain PHP, same checks' => fn () => plain_gauge(5.0, 6.5),
    'plain PHP, arithmetic only' => fn () => arithmetic_gauge(5.0, 6.5),
]);

$trials = $successes = $values = $chances = [];
for ($at = 0; $at < ROWS; $at++) {
    $trials[] = (float) (20 + $at * 7919 % 977);
    $successes[] = (float) ($at * 104_729 % 20);
    $values[] = (500 + $at * 7919 % 99_991) / 4.0;
    $chances[] = ($at * 104_729 % 101) / 100.0;
}
$trialsInC = Numbers::of($trials);
$successesInC = Numbers::of($successes);
$rates = plain_rates($successes, $trials);
same($rates, arithmetic_rates($successes, $trials), Columns::rateFromCounts($successes, $trials)->rates->toArray());
table('rateFromCounts: a row', 1, ROWS, [
    'Columns, arrays' => fn () => Columns::rateFromCounts($successes, $trials)->rates->toArray(),
    'Columns, Numbers' => fn () => Columns::rateFromCounts($successesInC, $trialsInC),
    'plain PHP, same checks' => fn () => plain_rates($successes, $trials),
    'plain PHP, arithmetic only' => fn () => arithmetic_rates($successes, $trials),
]);

$valuesInC = Numbers::of($values);
$chancesInC = Numbers::of($chances);
$expected = plain_pipeline($values, $chances);
foreach ([[$values, $chances], [$valuesInC, $chancesInC]] as [$v, $p]) {
    $got = FunnelMath::pipeline($v, $p);
    same([$got->total, $got->weighted, $got->deviation], $expected);
}
foreach (arithmetic_pipeline($values, $chances) as $at => $sum) {
    same(abs($sum - $expected[$at]) <= 1e-11 * $expected[$at], true);
}
table('pipeline: a deal', 1, ROWS, [
    'FunnelMath, arrays' => fn () => FunnelMath::pipeline($values, $chances),
    'FunnelMath, Numbers' => fn () => FunnelMath::pipeline($valuesInC, $chancesInC),
    'plain PHP, same checks and sums' => fn () => plain_pipeline($values, $chances),
    'plain PHP, arithmetic only (other bits)' => fn () => arithmetic_pipeline($values, $chances),
]);

$two = new Funnel([new Gate(rate: 0.65, name: 'Proposals'), new Gate(successes: 2, trials: 5, name: 'Sales')], VALUE);
$five = new Funnel(array_map(fn ($rate) => new Gate(rate: $rate), RATES), VALUE);
$chance = Chance::rate(0.26);
same($two->plan($goal)->periods[1]->stages[0]->whole->units, 7.0);
table('questions without a peer: a call', intdiv(CALLS, 50), 1, [
    'FunnelMath::resultsAtLeast, 30 inputs' => fn () => FunnelMath::resultsAtLeast(chance: $chance, inputs: 30, results: 8),
    'Funnel::plan, 2 gates' => fn () => $two->plan($goal, actual: 5.0),
    'Funnel::plan, 5 gates' => fn () => $five->plan($goal, actual: 5.0),
]);
