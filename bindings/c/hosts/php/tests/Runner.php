<?php

declare(strict_types=1);

/** Runs closures, counts, and ends with 'N passed, 0 failed'. */
final class Runner
{
    private int $passed = 0;
    private int $failed = 0;

    public function test(string $name, Closure $body): void
    {
        try {
            $body();
            $this->passed++;
        } catch (Throwable $why) {
            $this->failed++;
            echo "FAILED $name: ", get_class($why), ': ', $why->getMessage(), ' (', basename($why->getFile()), ':',
                $why->getLine(), ")\n";
        }
    }

    public function finish(): never
    {
        echo "{$this->passed} passed, {$this->failed} failed\n";
        exit($this->failed === 0 && $this->passed > 0 ? 0 : 1);
    }
}

function check(bool $holds, string $what = ''): void
{
    if (!$holds) {
        throw new LogicException('does not hold' . ($what === '' ? '' : ": $what"));
    }
}

function same(mixed $expected, mixed $got): void
{
    if ($expected !== $got) {
        throw new LogicException('expected ' . var_export($expected, true) . ', got ' . var_export($got, true));
    }
}

/** That a call throws just this class, with this text in its message; returns what it threw. */
function throws(string $class, string $text, Closure $call): Throwable
{
    try {
        $call();
    } catch (Throwable $error) {
        same($class, get_class($error));
        check(str_contains($error->getMessage(), $text), "'{$error->getMessage()}' does not say '$text'");
        return $error;
    }
    throw new LogicException("nothing thrown, expected $class: $text");
}
