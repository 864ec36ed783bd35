<?php

declare(strict_types=1);

error_reporting(E_ALL);
set_error_handler(function (int $level, string $text, string $file, int $line) {
    if (error_reporting() & $level) { // not those that @ has silenced
        throw new ErrorException($text, 0, $level, $file, $line);
    }
});

require_once __DIR__ . '/../autoload.php';
require_once __DIR__ . '/Runner.php';

$runner = new Runner();
require __DIR__ . '/vectors_test.php';
require __DIR__ . '/host_test.php';
require __DIR__ . '/web_test.php';
$runner->finish();
