<?php

// The wrapper itself: the funnel, what it takes and refuses, memory, and its declarations.

declare(strict_types=1);

use FunnelMath\AnswerKind;
use FunnelMath\Calendar;
use FunnelMath\Chance;
use FunnelMath\DealSize;
use FunnelMath\Distributions;
use FunnelMath\Evidence;
use FunnelMath\Flow;
use FunnelMath\FunnelException;
use FunnelMath\FunnelMath;
use FunnelMath\Funnel;
use FunnelMath\Gate;
use FunnelMath\Goal;
use FunnelMath\Left;
use FunnelMath\LeftOut;
use FunnelMath\Lever;
use FunnelMath\Method;
use FunnelMath\Numbers;
use FunnelMath\Period;
use FunnelMath\Policy;
use FunnelMath\Start;
use FunnelMath\Step;
use FunnelMath\VelocityLever;

const RATES = [0.65, 0.4];

function readme_funnel(?Calendar $calendar = null): Funnel
{
    return new Funnel(
        [Gate::rate(0.65, 'Proposals'), Gate::counts(2, 5, 'Sales')],
        saleValue: 3_400,
        entry: 'First appointments',
        calendar: $calendar,
    );
}

/** Runs PHP code in a process of its own. @return array{int, string} */
function run_php(string $code, array $environment = [], array $errors = ['redirect', 1]): array
{
    $environment += getenv();
    $process = proc_open(
        [PHP_BINARY, '-r', $code],
        [1 => ['pipe', 'w'], 2 => $errors],
        $pipes,
        null,
        array_filter($environment, fn ($value) => $value !== false),
    );
    $text = stream_get_contents($pipes[1]);
    return [proc_close($process), $text];
}

$runner->test('the README examples print what they say', function () {
    $readme = file_get_contents(__DIR__ . '/../README.md');
    same(2, preg_match_all('/```php\n<\?php\n(.*?)```\n+prints\n+```text\n(.*?)```/s', $readme, $found));
    foreach ($found[1] as $at => $block) {
        $code = str_replace("__DIR__ . '/vendor/autoload.php'", var_export(dirname(__DIR__) . '/autoload.php', true), $block);
        check($code !== $block, 'the example loads the classes');
        same([0, $found[2][$at]], run_php($code));
    }
    [$first, $second] = $found[2];
    check(str_contains($first, '28.2805') && str_contains($first, '6.5263 ->  7'));
    check(str_contains($first, 'gauge 76.6%'));
    check(str_contains($second, '52% sure; 90% take 17'));
});

$runner->test('a plan is plain objects', function () {
    $plan = readme_funnel()->plan(Goal::revenue(25_000), actual: 5);
    [$month, $week] = $plan->periods;
    same([Period::Month, Period::Week, 25_000.0], [$month->period, $week->period, $month->goal]);
    same(['First appointments', 'Proposals', 'Sales'], array_map(fn ($stage) => $stage->name, $week->stages));
    $first = $week->stages[0]->whole;
    same('6.5263 7 0.4737 1.073', sprintf('%.4f %d %.4f %.3f', $first->exact, $first->units, $first->residual, $first->delivers));
    same($first->delivers, $week->attainment);
    same('5769.2308 6188.00', sprintf('%.4f %.2f', $week->goal, $week->revenue)); // 7 * 0.65 * 0.4 * 3400
    same(['0.766 0.766', null], [sprintf('%.3f %.3f', $plan->gauge, $plan->landing), $plan->attainment]);
    same(null, $plan->unreachable);
    same([0, 0, 1, 1, null], array_map(fn ($effect) => $effect->lever->gate, $plan->effects));
    check(unserialize(serialize($plan)) == $plan, 'plain');
    throws(Error::class, 'readonly', function () use ($plan) {
        $plan->gauge = 1.0;
    });
});

$runner->test('the other published anchors', function () {
    $funnel = new Funnel([Gate::rate(0.6), Gate::rate(0.4)], 3_500, calendar: Calendar::fourWeekMonth());
    $plan = $funnel->plan(Goal::revenue(25_000), actual: 5);
    same('0.672 0.672', sprintf('%.3f %.3f', $plan->gauge, $plan->landing));
    same(['Stage 0', 'Stage 1', 'Stage 2'], $funnel->names);
    $coaches = readme_funnel(Calendar::fourWeekMonth())->plan(Goal::revenue(25_000), policy: Policy::Nearest);
    $first = $coaches->periods[1]->stages[0]->whole;
    same('7.0701 7 0.990', sprintf('%.4f %d %.3f', $first->exact, $first->units, $first->delivers));
});

$runner->test('every option of funnel and plan counts', function () {
    $gates = ['a' => Gate::rate(0.5, benchmark: 0.6), 'b' => Gate::oneIn(4, 'Won', 0.3)];
    $funnel = new Funnel($gates, 1_000, saleValueBenchmark: 1_200, calendar: Calendar::sellingWeeks(40, 5));
    same([array_values($gates), ['Stage 0', 'Stage 1', 'Won']], [$funnel->gates, $funnel->names]);
    $plan = $funnel->plan(
        Goal::volume(2, 100),
        per: Period::Year,
        activityPer: Period::Day,
        activityStage: 1,
        policy: Policy::UpEachStage,
        actual: 1,
        start: Start::open([0, 80, 20]),
    );
    [$year, $day] = $plan->periods;
    same([Period::Year, Period::Day], [$year->period, $day->period]);
    // 100 wanted and 20 done: 80 are left, 320 must meet the last gate, and 80 wait there. A year has 40 * 5 days.
    same([480.0, 240.0, 80.0], array_map(fn ($stage) => $stage->whole->exact, $year->stages));
    same([2.4, 1.2, 0.4], array_map(fn ($stage) => $stage->whole->exact, $day->stages));
    same([8.0, 4.0, 1.0], array_map(fn ($stage) => $stage->whole->units, $day->stages));
    same('0.8333', sprintf('%.4f', $plan->gauge));
    same(
        '0.5100 0.5500 0.6000 0.2600 0.2750 0.3000 1100.0000 1200.0000',
        implode(' ', array_map(fn ($effect) => sprintf('%.4f', $effect->to), $plan->effects)),
    );
    $one = $funnel->plan(Goal::volume(2, 1), activityPer: Period::Month);
    same([1, null], [count($one->periods), $one->gauge]);
    $reached = $funnel->plan(Goal::volume(1, 10), start: Start::reached([4, 2, 0]));
    same(8.0, $reached->periods[0]->stages[1]->whole->exact); // 2 are through, and what they lost stays lost
});

/** That a probability is this, to the accuracy that is promised. */
function near(float $expected, float $got): void
{
    check(abs($got - $expected) <= 1e-12 * $expected, "$got instead of $expected");
}

// 25,000 at 3,400 are 8 sales. The chances are exact sums, in fractions, of binomials and beta-binomials.

$runner->test('a plan that is 90% sure', function () {
    $plan = readme_funnel()->plan(Goal::revenue(25_000), confidence: 0.9);
    $sure = $plan->confident;
    same(0.9, $sure->confidence);
    near(0.9003090910988018, $sure->chance->value); // 73 appointments
    near(0.0996909089011982, $sure->chance->complement);
    same(Method::Exact, $sure->chance->method);
    same(2, count($sure->expected));
    near(0.5024709482113171, $sure->expected[0]->value); // 29 a month
    near(0.5248498684641475, $sure->expected[1]->value); // 7 a week are 30 a month
    [$month, $week] = $sure->periods;
    same([Period::Month, Period::Week, 25_000.0], [$month->period, $week->period, $month->goal]);
    same(['First appointments', 'Proposals', 'Sales'], array_map(fn ($stage) => $stage->name, $month->stages));
    same([73.0, 8.0, 17.0], [$month->stages[0]->whole->units, $month->stages[2]->whole->units, $week->stages[0]->whole->units]);
    same('67220.83', sprintf('%.2f', $month->revenue)); // 73 * 0.65 * 2.5/6 * 3400
    check(unserialize(serialize($plan)) == $plan, 'plain');

    $plain = readme_funnel()->plan(Goal::revenue(25_000));
    same(null, $plain->confident);
    check($plain->periods == $plan->periods);
    check($sure == readme_funnel()->plan(Goal::revenue(25_000), confidence: 0.9, prior: Evidence::jeffreys())->confident);
    $uniform = readme_funnel()->plan(Goal::revenue(25_000), confidence: 0.9, prior: Evidence::uniform())->confident;
    same(65.0, $uniform->periods[0]->stages[0]->whole->units);
    near(0.9031354542555843, $uniform->chance->value);
    $own = readme_funnel()->plan(Goal::revenue(25_000), confidence: 0.95, prior: new Evidence(3, 1))->confident;
    same(47.0, $own->periods[0]->stages[0]->whole->units);
    near(0.9500432777969255, $own->chance->value);

    $certain = readme_funnel()->plan(Goal::revenue(25_000), confidence: 1)->confident;
    same([[], 1.0, 2], [$certain->periods, $certain->chance->value, count($certain->expected)]);
    $closed = (new Funnel([Gate::rate(0)], 100))->plan(Goal::revenue(1_000), confidence: 0.9)->confident;
    same([[], [], 0.0, 1.0], [$closed->periods, $closed->expected, $closed->chance->value, $closed->chance->complement]);
});

$runner->test('a chance of gates that are known in every way', function () {
    $gates = [Gate::rate(0.65), Gate::counts(2, 5)];
    foreach ([
        Chance::of($gates), Chance::of([0.65, Evidence::jeffreys()->observe(2, 5)]), Chance::of(['x' => 0.65, 'y' => $gates[1]]),
        Chance::known(0.65, new Evidence(2.5, 3.5)), Chance::of($gates, new Evidence(0.5, 0.5)),
    ] as $chance) {
        near(0.5248498684641475, $chance->atLeast(30, 8)->value);
        near(0.08575513460125679, $chance->exactly(30, 7)->value);
        same([0.65, 1, 2.5], [$chance->rate, count($chance->evidence), $chance->evidence[0]->a]);
        near(0.65 * 2.5 / 6, $chance->mean);
        $inputs = $chance->inputsFor(8, 0.9);
        same(73.0, $inputs->inputs);
        near(0.9003090910988018, $inputs->chance->value);
        same(3.0, $chance->lowerBound(30, 0.9)->value); // 0.9086 for 3, 0.8476 for 4
        near(0.9085828010810574, $chance->atLeast(30, 3)->value);
        same([7.0, Method::Exact], [$chance->quantile(30, 0.4)->value, $chance->quantile(30, 0.4)->method]);
        $range = $chance->interval(30, 0.8);
        same([3.0, 14.0, Method::Exact], [$range->low, $range->high, $range->method]);
    }
    same(0.25, Chance::of([Gate::oneIn(4)])->rate);
    same(1.0, Chance::of([1])->atLeast(3, 3)->value);
    $known = Chance::of([0.65, 0.40]);
    $counted = Chance::of([Gate::counts(65, 100), Gate::counts(40, 100)], Evidence::uniform());
    foreach ([[0.8, 38.0, 39.0], [0.9, 43.0, 46.0], [0.95, 48.0, 51.0]] as [$confidence, $sure, $surer]) {
        same([$sure, $surer], [$known->inputsFor(8, $confidence)->inputs, $counted->inputsFor(8, $confidence)->inputs]);
    }
    check($known->inputsFor(8, 1)->inputs === null && $known->inputsFor(8, 1)->chance->value === 1.0, 'never certain');
    check(Chance::known(0)->inputsFor(1, 0.5)->inputs === null);
    same(Method::Inversion, $counted->atLeast(1_000, 300)->method);
});

$runner->test('rates for a confidence, and what counts say of a rate', function () {
    $rate = FunnelMath::rateFor(8, 28, 0.9);
    near(0.384535047834510813, $rate->value);
    near(1 - 0.384535047834510813, $rate->complement);
    same(null, FunnelMath::rateFor(8, 7, 0.9));
    near(0.42573373916341903, FunnelMath::gateFor(RATES, 1, 8, 40, 0.9)->rate);
    near(0.691817326140555924, FunnelMath::gateFor(RATES, 0, 8, 40, 0.9)->rate);
    $never = FunnelMath::gateFor(RATES, 1, 8, 12, 0.9);
    same(null, $never->rate);
    near(1.20202901098493434, $never->takes);
    near(Chance::known(0.65)->atLeast(12, 8)->value, $never->best->value);
    $seen = Evidence::jeffreys()->observe(2, 5);
    same([2.5, 3.5], [$seen->a, $seen->b]);
    near(2.5 / 6, $seen->mean);
    near(0.127775599483596263, $seen->quantile(0.05));
    near(0.739366291320802869, $seen->interval(0.9)->high);
    near(0.127775599483596263, $seen->interval(0.9)->low);
    same([1.0, 1.0], [Evidence::uniform()->a, Evidence::uniform()->b]);
});

$runner->test('distributions', function () {
    near(0.75, Distributions::incompleteBeta(1, 1, 0.75)->lower);
    near(1 - exp(-2), Distributions::incompleteGamma(1, 2)->lower);
    near(0.75, Distributions::betaQuantile(1, 1, 0.75)->value);
    near(log(2), Distributions::gammaQuantile(1, 0.5));
    same([0.5, 0.5], [Distributions::normalTails(0)->lower, Distributions::normalTails(0)->upper]);
    near(1.959963984540054, Distributions::normalQuantile(0.975));
    near(0.375, Distributions::binomialProbability(2, 4, 0.5));
    near(-log(0.375), -Distributions::lnBinomialProbability(2, 4, 0.5));
    near(exp(-2), Distributions::poissonProbability(0, 2));
    near(2.0, -Distributions::lnPoissonProbability(0, 2));
    near(0.2, Distributions::betaBinomialProbability(3, 4, 1, 1));
    near(log(5), -Distributions::lnBetaBinomialProbability(3, 4, 1, 1));
    same([null, null, null], [
        Distributions::gammaQuantile(1, 1), Distributions::normalQuantile(0), Distributions::lnBinomialProbability(3, 2, 0.5),
    ]);
});

// By mpmath: sums of Poisson chances, and of those of so many deals times the gamma distribution of their sum.

$runner->test('flows', function () {
    $flow = Flow::steady(10);
    same([10.0, 10.4], [$flow->perWeek(), $flow->mean(0.26, 4)]);
    near(0.813672889719814374, $flow->atLeast(0.26, 4, 8)->value);
    near(0.12413885871104523, $flow->exactly(0.26, 4, 10)->value);
    same([10.0, null], [$flow->quantile(0.26, 4, 0.5)->value, $flow->quantile(0.26, 4, 1)->value]);
    $range = $flow->interval(0.26, 4, 0.8);
    same([6.0, 15.0], [$range->low, $range->high]);
    near(4.5272747929030984, $flow->weeksFor(0.26, 8, 0.9)->weeks);
    near(0.9, $flow->weeksFor(0.26, 8, 0.9)->chance->value);
    $never = $flow->weeksFor(0, 8, 0.9);
    same([null, 0.0, 1.0], [$never->weeks, $never->chance->value, $never->chance->complement]);
    near(50.569668470892768, Flow::arrivalsFor(0.26, 8, 0.95));
    same(null, Flow::arrivalsFor(0, 8, 0.95));
    near(0.79208631014005977, Flow::counted(40, 4)->atLeast(0.26, 4, 8)->value);
    near(0.79208631014005977, Flow::uncertain(40.5, 4)->atLeast(0.26, 4, 8)->value);
    same([0.25, 0.25], [Flow::counted(0, 2)->perWeek(), Flow::uncertain(0.5, 2)->perWeek()]);
    same([10.0, null, 4.0], [$flow->arrivals, $flow->weeks, Flow::counted(40, 4)->weeks]);
});

$runner->test('revenue of deals whose size varies', function () {
    $chance = Chance::of(RATES);
    $varying = DealSize::varying(3_400, 0.7);
    near(0.79711107209179905, $chance->revenueAtLeast(40, $varying, 25_000)->value);
    same('34467.6043', sprintf('%.4f', $chance->revenueQuantile(40, $varying, 0.5)->value));
    same(null, $chance->revenueQuantile(40, $varying, 1)->value);
    $inputs = $chance->inputsForRevenue($varying, 25_000, 0.9);
    same(47.0, $inputs->inputs); // 46 are 89.3% sure
    near(0.90447987297442357, $inputs->chance->value);
    same(43.0, $chance->inputsForRevenue(DealSize::fixed(3_400), 25_000, 0.9)->inputs); // as for 8 sales
    foreach ([ // three tries at evens, and deals of 2000, 2000 or 5000: 11 of 24 make 5000
        DealSize::seen([2_000, 5_000, 2_000]), DealSize::seen(Numbers::of([2_000, 2_000, 5_000])),
        DealSize::counted([2_000, 5_000], [0.4, 0.2]), DealSize::counted(['a' => 5_000, 'b' => 2_000], [1, 2]),
    ] as $seen) {
        near(11 / 24, Chance::known(0.5)->revenueAtLeast(3, $seen, 5_000)->value);
        same(Method::Exact, Chance::known(0.5)->revenueAtLeast(3, $seen, 5_000)->method);
    }
    $flow = Flow::steady(10);
    near(0.77007199364785701, $flow->revenueAtLeast(0.26, 4, $varying, 25_000)->value);
    same('4.8790490', sprintf('%.7f', $flow->weeksForRevenue(0.26, $varying, 25_000, 0.9)->weeks));
    same(34_000.0, $flow->revenueQuantile(0.26, 4, DealSize::fixed(3_400), 0.5)->value); // of 10 deals
    same(null, $flow->weeksForRevenue(0.26, DealSize::fixed(0), 1, 0.9)->weeks);
    same(Method::Lattice, $chance->revenueAtLeast(40, DealSize::seen([sqrt(2e6), 3_400, 9_000]), 25_000)->method);
});

$runner->test('no answer is no error', function () {
    $plan = (new Funnel([Gate::rate(0.5), Gate::rate(0)], 100))->plan(Goal::revenue(1_000), actual: 3);
    same([[], null], [$plan->periods, $plan->gauge]);
    $why = $plan->unreachable;
    same([1, 10.0, 0.0], [$why->lever->gate, $why->missing, $why->best]);
    $worthless = FunnelMath::required([0.5], Goal::revenue(10), 0);
    same([null, true], [$worthless->volumes, $worthless->unreachable->lever->isSaleValue()]);
    same([null, null, null, null], [
        FunnelMath::activityGauge(1, 0), FunnelMath::attainment(1, 0), FunnelMath::requiredCoverage(0),
        FunnelMath::velocityPerDay(1, 1, 1, 0),
    ]);
});

$runner->test('lists and Numbers give the same', function () {
    $plain = FunnelMath::forward(RATES, 28, 3_400);
    foreach ([Numbers::of(RATES), Numbers::fromBytes(pack('d*', ...RATES)), ['a' => 0.65, 'b' => 0.4]] as $rates) {
        check(FunnelMath::forward($rates, 28, 3_400) == $plain);
    }
    foreach ([0, 1, 8, 9, 1000] as $count) { // short lists go one by one, long ones as a block
        $values = $count === 0 ? [] : range(1, $count);
        $numbers = Numbers::of($values);
        same(array_map(floatval(...), $values), $numbers->toArray());
        same($numbers->toArray(), iterator_to_array($numbers));
        same($count, count($numbers));
        $rates = FunnelMath::ratesFromCounts($numbers, $numbers);
        same($count === 0 ? [] : array_fill(0, $count, 1.0), $rates);
        same($rates, FunnelMath::ratesFromCounts($values, $numbers));
    }
    same([0.5, null], FunnelMath::ratesFromCounts([1, 0], [2, 0]));
    $each = FunnelMath::forwardEach([0.5], [10, 3], [0, 100]);
    same([[10.0, 8.0], 800.0], [$each->volumes, $each->revenue]);
    same('8 9', implode(' ', Numbers::of(['x' => 8, 'y' => 9])->toArray()));
    $keyed = Numbers::of(array_combine(range('a', 'j'), range(1, 10))); // string keys, as a block
    same(range(1.0, 10.0), $keyed->toArray());
    throws(ValueError::class, 'bytes must be doubles', fn () => Numbers::fromBytes('1234567'));
    same(0, count(Numbers::fromBytes('')));
});

$runner->test('types are refused by name', function () {
    $bad = fn (string $text, Closure $call) => throws(TypeError::class, $text, $call);
    $bad('($actual) must be of type float, string given', fn () => FunnelMath::activityGauge('5', 1));
    $bad('($required) must be of type float, null given', fn () => FunnelMath::activityGauge(5, null));
    $bad('($rates) must be of type FunnelMath\Numbers|array, float given', fn () => FunnelMath::overall(0.5));
    $bad('rates[1] must be a number, not string', fn () => FunnelMath::overall([0.5, '0.4']));
    $bad('rates[0] must be a number, not null', fn () => FunnelMath::overall([null]));
    $bad('rates[0] must be a number, not bool', fn () => FunnelMath::overall([true]));
    $bad('rates[0] must be a number, not array', fn () => FunnelMath::overall([[0.5]]));
    $bad('rates[20] must be a number, not string', fn () => FunnelMath::overall([...array_fill(0, 20, 0.5), 'x']));
    $bad('exact[0] must be a number', fn () => Policy::Up->applyEach(RATES, 2, ['1', 2, 3]));
    $bad('trials[0] must be a number', fn () => FunnelMath::ratesFromCounts([1], ['2']));
    $bad('volumes[1] must be a number', fn () => Start::open([1, '2']));
    $bad('($goal) must be of type FunnelMath\Goal', fn () => FunnelMath::required(RATES, 25_000, 3_400));
    $bad('volumes[1] must be a number or null, not string', fn () => FunnelMath::solve([1, '2'], [0.5]));
    $bad('($lever) must be of type FunnelMath\VelocityLever', fn () => FunnelMath::velocityEffect(1, 1, 1, 1, 0, 1));
    $bad('($period) must be of type FunnelMath\Period', fn () => Calendar::common()->perYear('week'));
    $bad('gates[1] must be a FunnelMath\Gate, not float', fn () => new Funnel([Gate::rate(0.5), 0.5]));
    $bad('($rate) must be of type float', fn () => Gate::rate('half'));
    $bad('($calendar) must be of type ?FunnelMath\Calendar', fn () => new Funnel([Gate::rate(1)], calendar: 'common'));
    $bad('($actual) must be of type ?float', fn () => readme_funnel()->plan(Goal::revenue(1), actual: '5'));
    $bad('($confidence) must be of type ?float', fn () => readme_funnel()->plan(Goal::revenue(1), confidence: '0.9'));
    $bad('gates[1] must be a number, a FunnelMath\Gate or FunnelMath\Evidence, not string', fn () => Chance::of([0.5, '1']));
    $bad('($prior) must be of type ?FunnelMath\Evidence', fn () => Chance::of([Gate::counts(1, 2)], 0.5));
    $bad('must be of type FunnelMath\Evidence, float given', fn () => Chance::known(0.5, 0.5));
    $bad('($results) must be of type float', fn () => Chance::known(0.5)->atLeast(30, '8'));
});

$runner->test('lengths and numbers are refused by name', function () {
    $bad = fn (string $text, Closure $call) => throws(ValueError::class, $text, $call);
    $bad('trials must have 2 numbers (as many as successes); it has 1', fn () => FunnelMath::ratesFromCounts([1, 2], [1]));
    $bad('probabilities must have 1 numbers (as many as values); it has 0', fn () => FunnelMath::weightedPipeline([1], []));
    $bad('rates must have 4 numbers (2 gates, 2 entries); it has 3', fn () => FunnelMath::rollUp(2, [.5, .5, .5], [1, 1], [1, 1]));
    $bad('counts must have 2 numbers (as many as sizes); it has 1', fn () => DealSize::counted([1, 2], [1]));
    $bad('saleValues must have 2 numbers', fn () => FunnelMath::rollUp(1, RATES, [1, 1], [1]));
    $bad('volumes must have 2 numbers (one more than rates); it has 1', fn () => FunnelMath::solve([1], [0.5]));
    $bad('stage must be at least 0, not -1', fn () => Goal::volume(-1, 1));
    $bad('gate must be at least 0, not -2', fn () => Lever::gate(-2));
    $bad('gates must be at least 0', fn () => FunnelMath::rollUp(-1, [], [], []));
    $bad('gate must be at least 0', fn () => FunnelMath::gateFor(RATES, -1, 1, 2, 0.5));
    $bad('stage must be at least 0', fn () => Policy::Up->applyEach(RATES, -1, [1, 2, 3]));
    $bad('stage must be at least 0', fn () => FunnelMath::sensitivity(RATES, Goal::revenue(1), 1, Lever::gate(0), Step::points(1), 1, -1));
    $bad('activityStage must be at least 0', fn () => readme_funnel()->plan(Goal::revenue(1), activityStage: -1));
});

$runner->test('an error has code, index and value', function () {
    $error = throws(FunnelException::class, 'a rate must be', fn () => FunnelMath::overall([0.5, 1.5]));
    check($error instanceof RuntimeException);
    same(['rate', 'rate', 'rates[]', 1, 1.5], [$error->code, $error->getCode(), $error->field, $error->index, $error->value]);
    check(str_contains($error->getMessage(), 'rates[1]'));
    $error = throws(FunnelException::class, 'at least one gate', fn () => FunnelMath::overall([]));
    same(['no_gates', null, null], [$error->code, $error->index, $error->value]);
    foreach ([
        ['no_gates', []], ['rate', [Gate::rate(2)]], ['no_trials', [Gate::counts(1, 0)]],
        ['successes', [Gate::counts(3, 2)]], ['one_in', [Gate::oneIn(0.5)]], ['credit', [Gate::counts(-1, 2)]],
    ] as [$code, $gates]) {
        $error = throws(FunnelException::class, '', fn () => new Funnel($gates));
        same([$code, $gates === [] ? null : 0], [$error->code, $error->index]);
    }
    $plain = new Funnel([Gate::rate(0.5)]);
    same('no_sale_value', throws(FunnelException::class, '', fn () => $plain->plan(Goal::revenue(1)))->code);
    $error = throws(FunnelException::class, '', fn () => $plain->plan(Goal::volume(1, 1), start: Start::open([1])));
    same(['length', 'start[]', 1.0, 2.0], [$error->code, $error->field, $error->value, $error->limit]);
    $error = throws(FunnelException::class, '', fn () => $plain->plan(Goal::volume(1, 1), start: Start::open([])));
    same(['length', 'start[]', 0.0, 2.0], [$error->code, $error->field, $error->value, $error->limit]);
    $error = throws(FunnelException::class, '', fn () => $plain->plan(Goal::volume(PHP_INT_MAX, 1)));
    same(['stage', 'goal.stage', 2.0 ** 63, 1.0], [$error->code, $error->field, $error->value, $error->limit]);
});

$runner->test('errors of chances name the field and the gate', function () {
    $of = function (string $code, string $field, ?int $index, ?float $value, Closure $call) {
        $error = throws(FunnelException::class, '', $call);
        same([$code, $field, $index, $value], [$error->code, $error->field, $error->index, $error->value]);
    };
    $of('rate', 'rates[]', 1, 1.5, fn () => Chance::of([Gate::counts(1, 2), 1.5]));
    $of('rate', 'rates[]', 2, -1.0, fn () => Chance::of([0.5, Evidence::uniform(), Gate::rate(-1)]));
    $of('rate', 'rate', null, 1.5, fn () => Chance::known(1.5));
    $of('successes', 'gates[].successes', 1, 3.0, fn () => Chance::of([0.5, Gate::counts(3, 2)]));
    $of('one_in', 'gates[].one_in', 1, 0.5, fn () => Chance::of([0.5, Gate::oneIn(0.5)]));
    $of('no_gates', 'rates[]', null, null, fn () => Chance::of([]));
    $of('evidence_shape', 'evidence.b', null, 0.0, fn () => new Evidence(1, 0));
    $of('probability', 'p', null, 1.5, fn () => Evidence::uniform()->quantile(1.5));
    $of('probability', 'confidence', null, 90.0, fn () => readme_funnel()->plan(Goal::revenue(1), confidence: 90));
    $of('count', 'inputs', null, 2.5, fn () => Chance::known(0.5)->atLeast(2.5, 1));
    $of('volume', 'per_week', null, -1.0, fn () => Flow::steady(-1));
    $of('weeks', 'weeks', null, 0.0, fn () => Flow::counted(1, 0));
    $of('shape', 'shape', null, 0.0, fn () => Flow::uncertain(0, 1));
    $of('money', 'size.mean', null, -1.0, fn () => DealSize::fixed(-1));
    $of('variation', 'size.variation', null, INF, fn () => DealSize::varying(1, INF));
    $of('no_deals', 'size.sizes[]', null, null, fn () => DealSize::seen([]));
    $of('no_deals', 'size.sizes[]', null, null, fn () => DealSize::counted([1, 2], [0, 0]));
    $of('money', 'size.sizes[]', 1, -1.0, fn () => DealSize::seen([1, -1]));
    $of('score', 'z', null, INF, fn () => Distributions::normalTails(INF));
    $of('length', 'entries[]', null, 1.0, fn () => readme_funnel()->plan(Goal::revenue(1), entries: [1]));
});

$runner->test('a distribution of revenue is made once', function () {
    $made = Chance::known(0.5)->revenue(1, DealSize::seen([1, 3]));
    same([1.0, 3.0, Method::Exact], [$made->mean, $made->most, $made->method]);
    near(1.5, $made->variance);
    near(0.25, $made->atLeast(2)->value);
    same([1.0, 3.0], [$made->quantile(0.75)->value, $made->quantile(0.8)->value]);
    same([0.0, 3.0], [$made->interval(1)->low, $made->interval(1)->high]);
    near(0.75, $made->meanUpTo(2)); // 1 and 2, a quarter each
    $copy = clone $made;
    unset($made);
    near(0.25, $copy->atLeast(2)->value);
    $arrivals = Flow::steady(10)->revenue(0.26, 4, DealSize::fixed(100));
    near(1_040, $arrivals->mean);
    same([null, null], [$arrivals->most, $arrivals->quantile(1)->value]);
    check(str_contains(Method::Lattice->bound(), 'cells'), Method::Lattice->bound());
    check(strlen(LeftOut::DealSizes->message()) > 10);
});

$runner->test('a plan inside a period', function () {
    // 15 / 9 / 4 reached by mid-month, 5 a week: 11.742 more appointments, 5.419 a week.
    $funnel = new Funnel([Gate::rate(0.65), Gate::rate(0.4)], 3_400);
    $there = ['actual' => 5, 'start' => Start::reached([15, 9, 4])];
    $plan = $funnel->plan(Goal::revenue(25_000), ...$there, left: Left::share(0.5));
    $exact = array_map(fn ($period) => $period->stages[0]->whole->exact, $plan->periods);
    same('11.742 5.419', sprintf('%.3f %.3f', ...$exact));
    same('0.923 0.544', sprintf('%.3f %.3f', $plan->gauge, $plan->attainment));
    $days = $funnel->plan(Goal::revenue(25_000), ...$there, left: Left::workingDays(10, 20));
    same([$plan->gauge, $plan->landing], [$days->gauge, $days->landing]);
    $said = $funnel->plan(Goal::revenue(25_000), reached: 5_000, entries: [10, 0, 0]);
    near(0.2, $said->attainment);
    same(null, $said->landing);
});

$runner->test('deals that differ take more work', function () {
    $gates = [Gate::rate(0.65), Gate::rate(0.4)];
    $goal = Goal::revenue(25_000);
    same(LeftOut::cases(), (new Funnel($gates, 3_400))->plan($goal, confidence: 0.9)->confident->leavesOut);
    $sizes = DealSize::varying(3_400, 0.7);
    foreach ([
        (new Funnel($gates, dealSize: $sizes))->plan($goal, confidence: 0.9),
        (new Funnel($gates, 3_400))->plan($goal, confidence: 0.9, dealSize: $sizes),
    ] as $plan) {
        same([LeftOut::KnownRates, LeftOut::RateMovement], $plan->confident->leavesOut);
        same(47.0, $plan->confident->periods[0]->stages[0]->whole->units);
    }
});

$runner->test('clones share a handle; it cannot be serialised', function () {
    $funnel = readme_funnel();
    $plan = $funnel->plan(Goal::revenue(25_000));
    $clone = clone $funnel;
    unset($funnel);
    check($clone->plan(Goal::revenue(25_000)) == $plan);
    throws(Exception::class, 'not allowed', fn () => serialize($clone));
});

function resident(): int
{
    return (int) explode(' ', file_get_contents('/proc/self/statm'))[1] * 4096;
}

$runner->test('a hundred thousand funnels and plans leave no memory behind', function () {
    $gates = [Gate::rate(0.65, 'Proposals'), Gate::rate(0.4, 'Sales')];
    $goal = Goal::volume(2, 7);
    $make = function (int $times) use ($gates, $goal) {
        for ($i = 0; $i < $times; $i++) {
            (new Funnel($gates, 3_400))->plan($goal, confidence: $i % 10 ? null : 0.5);
            if ($i % 100 === 0) {
                try {
                    new Funnel([Gate::rate(2)]);
                } catch (FunnelException) {
                }
            }
        }
    };
    $make(2_000);
    [$php, $all] = [memory_get_usage(), resident()];
    $make(100_000);
    [$php, $all] = [memory_get_usage() - $php, resident() - $all];
    check($php < 100_000 && $all < 4 << 20, "$php bytes more in PHP, $all in the process");
});

$runner->test('every function of the installed header is called', function () {
    $header = file_get_contents(getenv('FUNNELMATH_PREFIX') . '/include/funnelmath_ffi.h');
    preg_match_all('/\b(funnelmath_\w+)\(/', $header, $declared);
    check(count($declared[1]) >= 35);
    $source = implode('', array_map(file_get_contents(...), glob(__DIR__ . '/../src/*.php')));
    // The names of enumerations: PHP has its own.
    foreach (array_diff($declared[1], ['funnelmath_method_name', 'funnelmath_left_out_name']) as $function) {
        check(str_contains($source, "->$function("), "$function is not called");
    }
});

$runner->test('everything public is called here', function () {
    $tests = file_get_contents(__FILE__) . file_get_contents(__DIR__ . '/vectors_test.php');
    foreach ([FunnelMath::class, Calendar::class, Goal::class, Start::class, Gate::class, Step::class, Lever::class,
        Numbers::class, Policy::class, Funnel::class, Evidence::class, Chance::class, Distributions::class,
        Flow::class, DealSize::class, Left::class, \FunnelMath\Revenue::class] as $class) {
        foreach ((new ReflectionClass($class))->getMethods(ReflectionMethod::IS_PUBLIC) as $method) {
            $internal = str_contains((string) $method->getDocComment(), '@internal') || $method->isConstructor();
            $known = in_array($method->name, ['cases', 'from', 'tryFrom', 'count', 'getIterator'], true);
            check($internal || $known || preg_match("/(::|->){$method->name}\\(/", $tests) === 1, "$class::{$method->name}");
        }
    }
});

$runner->test('enumerations are those of the installed header', function () {
    $header = file_get_contents(getenv('FUNNELMATH_PREFIX') . '/include/funnelmath_ffi.h');
    foreach ([
        'PERIOD' => Period::class, 'POLICY' => Policy::class, 'VELOCITY_LEVER' => VelocityLever::class,
        'SOLVED_KIND' => AnswerKind::class, 'GATE_KIND' => \FunnelMath\GateKind::class,
        'STEP' => \FunnelMath\StepKind::class, 'METHOD' => Method::class,
        'LEFT_OUT' => LeftOut::class, 'FLOW_KIND' => \FunnelMath\FlowKind::class, 'DEAL_KIND' => \FunnelMath\DealKind::class,
    ] as $prefix => $enum) {
        preg_match_all("/^ *FUNNELMATH_{$prefix}_(\\w+) = (\\d+),/m", $header, $found);
        $ours = [];
        foreach ($enum::cases() as $case) {
            $ours[strtoupper(preg_replace('/(?<!^)[A-Z]/', '_$0', $case->name))] = (string) $case->value;
        }
        same(array_combine($found[1], $found[2]), $ours);
    }
});

$runner->test('version', function () {
    same(FunnelMath::version(), implode('.', FunnelMath::versionNumbers()));
    $header = file_get_contents(getenv('FUNNELMATH_PREFIX') . '/include/funnelmath_ffi.h');
    preg_match('/MAJOR = (\d+), .*MINOR = (\d+), .*PATCH = (\d+), .*ABI = (\d+)/', $header, $found);
    same(array_map(intval(...), array_slice($found, 1)), [...FunnelMath::versionNumbers(), FunnelMath::abi()]);
});

$runner->test('the library is found, or its absence explained', function () {
    $show = 'require ' . var_export(dirname(__DIR__) . '/autoload.php', true) . '; echo FunnelMath\FunnelMath::version();';
    $prefix = getenv('FUNNELMATH_PREFIX');
    $path = glob("$prefix/lib*/libfunnelmath.*[0-9]")[0];
    foreach ([
        [$prefix, false, false], [false, $path, false], [$prefix, false, dirname($path)], ['/nowhere', $path, false],
    ] as [$where, $library, $search]) {
        $got = run_php($show, [
            'FUNNELMATH_PREFIX' => $where, 'FUNNELMATH_LIBRARY' => $library, 'LD_LIBRARY_PATH' => $search,
        ]);
        same([0, FunnelMath::version()], $got);
    }
    [$status, $text] = run_php($show, ['FUNNELMATH_PREFIX' => '/nowhere', 'FUNNELMATH_LIBRARY' => '/nowhere/lib/none.so']);
    check($status !== 0 && str_contains($text, 'the funnelmath library cannot be loaded'), $text);
    // Debian's directories, and a library that is too old.
    $scratch = sys_get_temp_dir() . '/funnelmath-php-' . getmypid();
    $folder = "$scratch/lib/" . php_uname('m') . '-linux-gnu';
    mkdir($folder, recursive: true);
    try {
        symlink("$prefix/include", "$scratch/include");
        symlink(realpath($path), "$folder/libfunnelmath.so.0");
        same([0, FunnelMath::version()], run_php($show, ['FUNNELMATH_PREFIX' => $scratch, 'FUNNELMATH_LIBRARY' => false]));
        same([0, FunnelMath::version()], run_php($show, ['FUNNELMATH_PREFIX' => false, 'FUNNELMATH_LIBRARY' => "$folder/libfunnelmath.so.0"]));
        file_put_contents("$scratch/old.c", 'unsigned funnelmath_abi(void) { return 0; }');
        exec('cc -shared -fPIC -o ' . escapeshellarg("$scratch/lib/old.so") . ' ' . escapeshellarg("$scratch/old.c"));
        [$status, $text] = run_php($show, ['FUNNELMATH_LIBRARY' => "$scratch/lib/old.so"]);
        check($status !== 0 && str_contains($text, 'is older than these classes: install the newer one'), $text);
    } finally {
        exec('rm -rf ' . escapeshellarg($scratch));
    }
});

if (getenv('FUNNELMATH_PANIC_LIBRARY')) {
    $runner->test('a panic inside the library is an exception, and the process lives', function () {
        $code = 'require ' . var_export(dirname(__DIR__) . '/autoload.php', true) . ';' . <<<'PHP'
            use FunnelMath\{FunnelMath, FunnelException, Funnel, Gate};
            $funnel = new Funnel([Gate::rate(0.5)]);
            echo FunnelMath::overall([0.5]);
            putenv('FUNNELMATH_TEST_PANIC=1');
            foreach ([fn () => FunnelMath::overall([0.5]), fn () => new Funnel([Gate::rate(0.5)])] as $call) {
                try {
                    $call();
                } catch (FunnelException $error) {
                    echo ' ', $error->code, ' ', json_encode([$error->index, $error->value]);
                }
            }
            unset($funnel);
            putenv('FUNNELMATH_TEST_PANIC');
            echo ' ', FunnelMath::overall([0.5]), ' alive';
            PHP;
        $environment = ['FUNNELMATH_LIBRARY' => getenv('FUNNELMATH_PANIC_LIBRARY')];
        $got = run_php($code, $environment, ['file', '/dev/null', 'w']); // Rust reports each panic there
        same([0, '0.5 panic [null,null] panic [null,null] 0.5 alive'], $got);
    });
}
