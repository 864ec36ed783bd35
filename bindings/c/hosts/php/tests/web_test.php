<?php

// Web requests under ffi.enable=preload, on the built-in server: a server of our own on a free loopback port.

declare(strict_types=1);

/** Starts `php -S` with the page, asks it several times, and stops it. @return list<string> the answers */
function serve(array $settings, int $times): array
{
    $listener = stream_socket_server('tcp://127.0.0.1:0');
    $address = stream_socket_get_name($listener, false);
    fclose($listener);
    $options = [];
    foreach ($settings as $name => $value) {
        array_push($options, '-d', "$name=$value");
    }
    $environment = array_filter(getenv(), fn ($name) => !str_starts_with($name, 'FUNNELMATH_'), ARRAY_FILTER_USE_KEY);
    $log = tmpfile();
    $server = proc_open(
        [PHP_BINARY, ...$options, '-S', $address, __DIR__ . '/page.php'],
        [0 => ['file', '/dev/null', 'r'], 1 => $log, 2 => $log],
        $pipes,
        sys_get_temp_dir(),
        $environment,
    );
    try {
        $until = microtime(true) + 20;
        while (!($connection = @stream_socket_client("tcp://$address", timeout: 1))) {
            check(microtime(true) < $until && proc_get_status($server)['running'], 'the server starts: ' . logged($log));
            usleep(50_000);
        }
        fclose($connection);
        $answers = [];
        for ($i = 0; $i < $times; $i++) {
            $context = stream_context_create(['http' => ['ignore_errors' => true, 'timeout' => 20]]);
            $answers[] = file_get_contents("http://$address/", false, $context);
        }
        check(proc_get_status($server)['running'], 'the server still runs: ' . logged($log));
        return $answers;
    } finally {
        proc_terminate($server);
        proc_close($server);
    }
}

function logged($log): string
{
    rewind($log);
    return stream_get_contents($log);
}

/** @return array<string, string> */
function recipe(string $header): array
{
    $user = posix_getpwuid(posix_geteuid())['name'];
    return [
        'ffi.enable' => 'preload',
        'ffi.preload' => $header,
        'opcache.enable' => '1',
        'opcache.enable_cli' => '1',
        'opcache.preload' => dirname(__DIR__) . '/autoload.php',
        'opcache.preload_user' => $user,
    ];
}

$runner->test('web: the recipe of the README works, request after request', function () {
    $header = tempnam(sys_get_temp_dir(), 'funnelmath');
    try {
        $made = proc_open(
            [PHP_BINARY, dirname(__DIR__) . '/bin/preload-header.php'],
            [1 => ['file', $header, 'w']],
            $pipes,
        );
        same(0, proc_close($made));
        $readme = file_get_contents(__DIR__ . '/../README.md');
        foreach (array_keys(recipe('')) as $setting) {
            check($setting === 'opcache.enable_cli' || preg_match("/^$setting ?=/m", $readme) === 1, "$setting in the README");
        }
        $here = FunnelMath\FunnelMath::version();
        $gauge = readme_funnel()->plan(FunnelMath\Goal::revenue(25_000), actual: 5)->pace->gauge;
        foreach (serve(recipe($header), 20) as $answer) {
            same([
                'sapi' => 'cli-server',
                'included' => 1, // the page alone: the classes were preloaded
                'version' => $here,
                'ffi' => 'FFI API is restricted by "ffi.enable" configuration directive',
                'plan' => 'First appointments: 6.5263 -> 7',
                'gauge' => bin2hex(pack('E', $gauge)),
                'columns' => 250, // 1000 times 1 / 4
                'error' => ['rate', ['rates', 1], 2],
                'preloaded' => true,
            ], json_decode($answer, true));
        }
        // A file of other classes.
        file_put_contents($header, preg_replace('/FUNNELMATH_PHP_\w+/', 'FUNNELMATH_PHP_0', file_get_contents($header)));
        [$answer] = serve(recipe($header) + ['display_errors' => '1'], 1);
        check(str_contains($answer, 'was made by another version of the funnelmath classes'), $answer);
    } finally {
        unlink($header);
    }
});

$runner->test('web: without preloading, PHP refuses', function () {
    [$answer] = serve(['ffi.enable' => 'preload', 'display_errors' => '1'], 1);
    check(str_contains($answer, 'PHP allows FFI in web requests only to preloaded classes'), $answer);
});
