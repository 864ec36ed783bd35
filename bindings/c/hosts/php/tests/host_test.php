<?php

// What is written by hand: funnels, errors, numbers, columns, and how the library is found.

declare(strict_types=1);

use FunnelMath\{Already, Calendar, Chance, ColumnGoal, Columns, Days, Door, Evidence, FunnelException, Funnel, FunnelMath, Gate, Goal,
    Numbers, OwnCalendar, Period, Policy, Prior, Shapes, Size};

function readme_funnel(): Funnel
{
    return new Funnel(
        [new Gate(rate: 0.65, name: 'Proposals'), new Gate(successes: 2, trials: 5, name: 'Sales')],
        saleValue: 3_400,
        entry: 'First appointments',
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
        same([0, $found[2][$at]], run_php($code));
    }
    check(str_contains($found[2][0], '6.5263 ->  7') && str_contains($found[2][0], 'gauge 76.6%'));
    check(str_contains($found[2][1], '52% sure; 90% take 17'));
    same([], array_filter(get_class_methods(FunnelMath::class), fn ($name) => !preg_match("/`$name`|`$name\\(/", $readme) && $name !== 'bound'));
});

$runner->test('the published anchors', function () {
    $coaching = new Funnel([new Gate(rate: 0.65), new Gate(rate: 0.4)], 3_400, calendar: Calendar::FourWeekMonth);
    $first = fn (Policy $policy) => $coaching->plan(Goal::revenue(25_000), policy: $policy)->periods[1];
    same('7.0701', sprintf('%.4f', $first(Policy::Up)->stages[0]->whole->exact));
    same(8.0, $first(Policy::Up)->stages[0]->whole->units);
    same([7.0, '99.0'], [
        $first(Policy::Nearest)->stages[0]->whole->units, sprintf('%.1f', 100 * $first(Policy::Nearest)->delivers->attainment),
    ]);
    same('67.2', sprintf('%.1f', 100 * FunnelMath::activityGauge(5, 7.440476190476192)));
});

$runner->test('every option of a funnel and a plan reaches the library', function () {
    $funnel = new Funnel(
        [new Gate(rate: 0.65, benchmark: 0.7), new Gate(oneIn: 3, name: 'Sales')], 3_400, 'Calls', 3_500,
        Size::varying(3_400, 0.5), new OwnCalendar(44, 5),
    );
    $left = ['left' => 0.5, 'workingDays' => new Days(5, 20)];
    $options = [
        'per' => Period::Quarter, 'activityPer' => Period::Day, 'activityStage' => 1, 'policy' => Policy::Nearest,
        'actual' => 2.5, 'confidence' => 0.8, 'prior' => Prior::Uniform, 'start' => Already::open([3, 2, 1]),
        'entries' => [1, 0, 0], 'reached' => 1_000.0, 'dealSize' => Size::seen([1_800, 5_000]),
    ];
    foreach ($left as $name => $value) {
        $given = [...$options, $name => $value];
        $plan = $funnel->plan(Goal::revenue(80_000), ...$given);
        $target = ['goal' => Goal::revenue(80_000)];
        foreach ($given as $option => $each) {
            $target[strtolower(preg_replace('/[A-Z]/', '_$0', $option))] = $each;
        }
        $document = json_encode(['question' => 'plan', 'funnel' => $funnel, 'target' => $target]);
        same(null, difference($plan, json_decode(Door::answer($document), true)['answer'], []));
        foreach ($given as $option => $each) { // without it the plan is another one
            if (!in_array($option, ['prior'], true)) {
                check($plan != $funnel->plan(Goal::revenue(80_000), ...array_diff_key($given, [$option => 0])), $option);
            }
        }
    }
    check($funnel->plan(Goal::volume(2, 8)) != $funnel->plan(Goal::volume(1, 8)));
});

$runner->test('a funnel is immutable and can be kept', function () {
    $funnel = readme_funnel();
    $plan = $funnel->plan(Goal::revenue(25_000));
    foreach ([unserialize(serialize($funnel)), Funnel::fromJson(json_encode($funnel)), clone $funnel] as $other) {
        check($other == $funnel && $other->plan(Goal::revenue(25_000)) == $plan);
    }
    check($funnel != new Funnel([new Gate(rate: 0.65)], 3_400));
    throws(Error::class, 'private property', fn () => $funnel->text = '');
    foreach (['[]', '{"gates":[{"rate":0.5}],"sale":1}', '{"gates":1}', 'no', '{},"x":{}', '{"gates":[{"rate":0.5}]},"x":{}'] as $text) {
        try {
            Funnel::fromJson($text);
            throw new LogicException("accepted: $text");
        } catch (FunnelException) {
        }
    }
    $chance = $funnel->chance(prior: new Shapes(1, 1));
    same([0.65, 1.0], [$chance->counted->rate, $chance->counted->evidence[0]->prior->a]);
    same(0.65, $funnel->chance(to: 1)->rate);
    throws(OutOfRangeException::class, 'no gates', fn () => $funnel->chance(2));
});

$runner->test('an exception has all problems, with code, path, value and what is allowed', function () {
    $error = throws(FunnelException::class, "gates[0].rate: a rate must be a number from 0 to 1\ngates[1].successes: ", fn () =>
        new Funnel([new Gate(rate: 1.4), new Gate(successes: 6, trials: 5)]));
    same(['rate', 'rate', ['gates', 0, 'rate'], 1.4, 2], [
        $error->code, $error->getCode(), $error->path, $error->value, count($error->problems),
    ]);
    same([0.0, 1.0], [$error->problems[0]->minimum, $error->problems[0]->maximum]);
    $error = throws(FunnelException::class, '', fn () => Door::read(Door::answer('{"question":"whole","volume":1,"policy":"down"}')));
    same([['policy'], 'down', ['up', 'nearest', 'up_each_stage']], [$error->path, $error->value, $error->allowed]);
    same(['volume'], throws(FunnelException::class, '', fn () => FunnelMath::whole(NAN))->path);
    same(['rates', 1], throws(FunnelException::class, '', fn () => FunnelMath::overall([0.5, INF]))->path);
    same(['rates', 1], throws(FunnelException::class, 'got a text', fn () => FunnelMath::overall([0.5, '0.4']))->path);
    same(['rates', 17], throws(FunnelException::class, '', fn () => FunnelMath::overall([...array_fill(0, 17, 0.5), '1']))->path);
    throws(FunnelException::class, 'not UTF-8', fn () => new Funnel([new Gate(rate: 0.5, name: "\xff")]));
    throws(TypeError::class, 'must be of type float', fn () => FunnelMath::whole('7'));
    throws(FunnelException::class, 'gate: ', fn () => FunnelMath::gateFor([0.5], -1, 1, 10, 0.5));
});

$runner->test('numbers keep every bit, whatever serialize_precision is', function () {
    $rates = [0.1 + 0.2, 1 / 3, 5e-324];
    $wanted = FunnelMath::costs($rates, [1 / 3, 1e300, 0.1, 2.5])->perEntry;
    $funnel = serialize(new Funnel([new Gate(rate: 1 / 3)]));
    foreach (['17', '5', '0', '-1'] as $precision) {
        $before = ini_set('serialize_precision', $precision);
        try {
            same($wanted, FunnelMath::costs($rates, [1 / 3, 1e300, 0.1, 2.5])->perEntry);
            same(str_contains($funnel, '0.333333333333333'), true);
            same($precision, ini_get('serialize_precision'));
            check($precision === '17' || $funnel === serialize(new Funnel([new Gate(rate: 1 / 3)])));
        } finally {
            ini_set('serialize_precision', $before);
        }
    }
});

$runner->test('lists, lists with holes, and Numbers give the same', function () {
    foreach ([3, 16, 17, 1_000] as $count) {
        $values = array_map(fn ($at) => 0.5 + $at / 10_000, range(1, $count));
        $numbers = Numbers::of($values);
        same($values, $numbers->toArray());
        same($values, iterator_to_array($numbers));
        $chances = array_fill(0, $count, 0.25);
        $got = FunnelMath::pipeline($values, $chances);
        same(true, $got == FunnelMath::pipeline($numbers, Numbers::fromBytes(pack('d*', ...$chances))));
        same(true, $got == FunnelMath::pipeline(array_combine(range(5, 4 + $count), $values), $chances));
        same($got->total, Door::ask(['question' => 'pipeline', 'values' => $numbers, 'probabilities' => $chances])['total']);
    }
    throws(TypeError::class, 'values[0] must be a number, not string', fn () => Numbers::of(['1.5']));
    throws(ValueError::class, '8 bytes each, not 7', fn () => Numbers::fromBytes('1234567'));
    check(FunnelMath::costs([0.5], [1, 2]) == FunnelMath::costs([3 => 0.5], [1 => 1, 0 => 2]));
    same(0.0, FunnelMath::pipeline([], [])->total);
});

$runner->test('columns answer each row as the scalars do', function () {
    $rates = [[0.65, 0.5, 0.3, 0.0, 2.0, 0.25, 0.1, 0.2, 0.4, null], 0.4];
    $answer = Columns::required($rates, ColumnGoal::revenue(25_000.0, 3_400.0));
    same([0, 0, 0, 1002, 1, 0, 0, 0, 0, 1001], $answer->status());
    same([null, 'unreachable', 'rate', 'null'], array_map($answer->reason(...), [0, 3, 4, 9]));
    same(7, $answer->answered);
    foreach ([0, 8] as $row) {
        $alone = FunnelMath::required([$rates[0][$row], 0.4], Goal::revenue(25_000), 3_400);
        same($alone->volumes, array_map(fn (Numbers $stage) => $stage->toArray()[$row], $answer->volumes));
    }
    $open = Columns::required([0.5], ColumnGoal::volume(1, [8, 9])->open([0.0, [3, 4]]))->volumes[0]->toArray();
    same(FunnelMath::required([0.5], Goal::volume(1, 9), start: Already::open([0, 4]))->entry, $open[1]);
    same([5.0, 6.0], Columns::required([0.5], ColumnGoal::volume(1, 5)->reached([0.0, [2.5, 2.0]]))->volumes[0]->toArray());
    $flow = Columns::forward([[0.5, 0.25]], 8.0, Numbers::of([10, 20]));
    same([[8.0, 8.0], [4.0, 2.0], [40.0, 40.0]], [...array_map(fn ($each) => $each->toArray(), $flow->volumes), $flow->revenue->toArray()]);
    same([0.2], Columns::overall([0.5, 0.4])->overall->toArray());
    same([7.0, 8.0], Columns::whole(Policy::Up, [6.5, 7.5])->units->toArray());
    $whole = Columns::wholeStages(Policy::UpEachStage, [0.5], 1, [[13.0, 14.5], [6.5, 7.25]]);
    same(FunnelMath::wholeEach([0.5], 1, [13.0, 6.5], Policy::UpEachStage), array_map(fn ($each) => $each->toArray()[0], $whole->whole));
    same(FunnelMath::convert(9, Period::Month, Period::Week, Calendar::Civil), Columns::convert(Calendar::Civil, [9], Period::Month, Period::Week)->converted->toArray()[0]);
    same([FunnelMath::activityGauge(5, 6.5)], Columns::activityGauge([5], [6.5])->gauges->toArray());
    same([FunnelMath::attainment(5, 6.5)], Columns::attainment([5], 6.5)->attained->toArray());
    same('no_trials', Columns::rateFromCounts([1, 0], [4, 0])->reason(1));
    $interval = Columns::rateInterval(0.5, 0.5, [2], [5], 0.9);
    $alone = FunnelMath::rateInterval(new Evidence(prior: Prior::Jeffreys, successes: 2, trials: 5), 0.9);
    same([$alone->low, $alone->high], [$interval->low->toArray()[0], $interval->high->toArray()[0]]);
    $chance = readme_funnel()->chance();
    $counted = [[0.65], [0.5], [0.5], [2.0], [5.0]];
    same(
        FunnelMath::resultsAtLeast(chance: $chance, inputs: 30, results: 8)->value,
        Columns::chanceAtLeast(...$counted, inputs: [30], results: 8.0)->value->toArray()[0],
    );
    same(73.0, Columns::chanceInputsFor(...$counted, results: 8.0, confidence: [0.9])->inputs->toArray()[0]);
    $error = throws(FunnelException::class, 'wrong length', fn () => Columns::overall([[0.5], [0.4, 0.2]]));
    same(['length', ['rates', 1]], [$error->code, $error->path]);
    same([], Columns::overall([[]])->status());
    throws(TypeError::class, 'not string', fn () => Columns::overall([['0.5']]));
    throws(OutOfRangeException::class, 'no result x', fn () => $flow->x);
    throws(OutOfRangeException::class, 'no row 2', fn () => $flow->reason(2));
});

$runner->test('twenty thousand funnels, plans and columns leave no memory behind', function () {
    $resident = fn () => 4096 * (int) explode(' ', file_get_contents('/proc/self/statm'))[1];
    $make = function (int $times) {
        for ($i = 0; $i < $times; $i++) {
            readme_funnel()->plan(Goal::volume(2, 7));
            Columns::required([[0.5, null], 0.4], ColumnGoal::volume(2, [1, 2]));
            FunnelMath::revenueAtLeast(chance: Chance::rate(0.3), inputs: 3, size: Size::seen([1, 2]), threshold: 2);
        }
    };
    $make(1_000);
    [$php, $all] = [memory_get_usage(), $resident()];
    $make(20_000);
    [$php, $all] = [memory_get_usage() - $php, $resident() - $all];
    check($php < 100_000 && $all < 4 << 20, "$php bytes more in PHP, $all in the process");
});

$runner->test('the library is found, or its absence explained', function () {
    $show = 'require ' . var_export(dirname(__DIR__) . '/autoload.php', true) . '; echo FunnelMath\FunnelMath::version();';
    $prefix = getenv('FUNNELMATH_PREFIX');
    $path = realpath(glob("$prefix/lib*/libfunnelmath.*[0-9]")[0]);
    $found = fn ($where, $library, $search = false) => run_php($show, [
        'FUNNELMATH_PREFIX' => $where, 'FUNNELMATH_LIBRARY' => $library, 'LD_LIBRARY_PATH' => $search,
    ]);
    $right = [0, FunnelMath::version()];
    $scratch = sys_get_temp_dir() . '/funnelmath-php-' . getmypid();
    $folder = "$scratch/lib/" . php_uname('m') . '-linux-gnu';
    mkdir($folder, recursive: true);
    try {
        copy($path, "$folder/libfunnelmath.so.0"); // no header beside it
        same($right, $found($scratch, false));
        same($right, $found('/nowhere', "$folder/libfunnelmath.so.0"));
        same($right, $found(false, false, $folder));
        [$status, $text] = $found('/nowhere', false);
        check($status !== 0 && str_contains($text, 'cannot be loaded: install it, or set FUNNELMATH_LIBRARY'), $text);
        file_put_contents("$scratch/old.c", 'unsigned funnelmath_abi(void) { return 0; }');
        exec('cc -shared -fPIC -o ' . escapeshellarg("$scratch/old.so") . ' ' . escapeshellarg("$scratch/old.c"));
        [$status, $text] = $found(false, "$scratch/old.so");
        check($status !== 0 && str_contains($text, 'old.so is older than these classes: install the newer one'), $text);
    } finally {
        exec('rm -rf ' . escapeshellarg($scratch));
    }
});

if (getenv('FUNNELMATH_PANIC_LIBRARY')) {
    $runner->test('a panic inside the library is an exception, and the process lives', function () {
        $code = 'require ' . var_export(dirname(__DIR__) . '/autoload.php', true) . ';' . <<<'PHP'
            use FunnelMath\{FunnelMath, FunnelException, Funnel, Gate};
            echo FunnelMath::overall([0.5]);
            putenv('FUNNELMATH_TEST_PANIC=1');
            foreach ([fn () => FunnelMath::overall([0.5]), fn () => new Funnel([new Gate(rate: 0.5)])] as $call) {
                try {
                    $call();
                } catch (FunnelException $error) {
                    echo ' ', $error->code, ' ', json_encode($error->path);
                }
            }
            putenv('FUNNELMATH_TEST_PANIC');
            echo ' ', FunnelMath::overall([0.5]), ' alive';
            PHP;
        $environment = ['FUNNELMATH_LIBRARY' => getenv('FUNNELMATH_PANIC_LIBRARY')];
        $got = run_php($code, $environment, ['file', '/dev/null', 'w']); // Rust reports each panic there
        same([0, '0.5 panic [] panic [] 0.5 alive'], $got);
    });
}
