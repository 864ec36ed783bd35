<?php

// A web page, for the built-in server under ffi.enable=preload: it uses the preloaded classes.

declare(strict_types=1);

use FunnelMath\{Columns, Funnel, FunnelException, FunnelMath, Gate, Goal};

if (!class_exists(Funnel::class)) {
    require __DIR__ . '/../autoload.php'; // not preloaded
}
$answer = ['sapi' => PHP_SAPI, 'included' => count(get_included_files()), 'version' => FunnelMath::version()];
try {
    FFI::cdef('int abs(int);');
    $answer['ffi'] = 'allowed';
} catch (FFI\Exception $refused) {
    $answer['ffi'] = $refused->getMessage();
}
$funnel = new Funnel(
    [new Gate(rate: 0.65, name: 'Proposals'), new Gate(successes: 2, trials: 5, name: 'Sales')],
    saleValue: 3_400,
    entry: 'First appointments',
);
$plan = $funnel->plan(Goal::revenue(25_000), actual: 5);
$first = $plan->periods[1]->stages[0];
$answer['plan'] = sprintf('%s: %.4f -> %d', $first->name, $first->whole->exact, $first->whole->units);
$answer['gauge'] = bin2hex(pack('E', $plan->pace->gauge));
$answer['columns'] = array_sum(Columns::rateFromCounts(array_fill(0, 1000, 1), 4.0)->rates->toArray());
try {
    FunnelMath::overall([0.5, 2.0]);
} catch (FunnelException $error) {
    $answer['error'] = [$error->code, $error->path, $error->value];
}
$answer['preloaded'] = in_array(Funnel::class, opcache_get_status()['preload_statistics']['classes'] ?? [], true);
header('Content-Type: application/json');
echo json_encode($answer);
