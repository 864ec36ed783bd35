<?php

declare(strict_types=1);

namespace FunnelMath;

/** One thing that is wrong with a request. */
final class Problem
{
    /**
     * @param list<string|int> $path
     * @param list<string> $allowed
     */
    public function __construct(
        /** A stable name: "rate", "missing", "type". */
        public readonly string $code,
        /** Where, as in the document: ["funnel", "gates", 1, "rate"]; empty for the whole request. */
        public readonly array $path,
        public readonly string $message,
        /** What was found there; long texts are cut, lists and objects not shown. */
        public readonly string|int|float|bool|null $value = null,
        /** The words or names that are allowed there. */
        public readonly array $allowed = [],
        public readonly ?float $minimum = null,
        public readonly ?float $maximum = null,
    ) {
    }

    /** @internal From its document. */
    public static function from(array $given): self
    {
        $steps = array_slice(explode('/', $given['pointer']), 1);
        $path = array_map(
            fn ($step) => ctype_digit($step) ? (int) $step : strtr($step, ['~1' => '/', '~0' => '~']),
            $steps,
        );
        return new self(
            $given['code'], $path, $given['message'], $given['value'] ?? null, $given['allowed'] ?? [],
            $given['minimum'] ?? null, $given['maximum'] ?? null,
        );
    }

    /** @internal The same in a part of the request. */
    public function within(string $part): self
    {
        $path = ($this->path[0] ?? null) === $part ? array_slice($this->path, 1) : $this->path;
        return new self(
            $this->code, $path, $this->message, $this->value, $this->allowed, $this->minimum, $this->maximum,
        );
    }

    public function __toString(): string
    {
        $where = '';
        foreach ($this->path as $step) {
            $where .= is_int($step) ? "[$step]" : ($where === '' ? $step : ".$step");
        }
        return $where === '' ? $this->message : "$where: {$this->message}";
    }
}

/** A request that cannot be answered: `problems` lists every problem, the other members describe the first. */
final class FunnelException extends \InvalidArgumentException
{
    /** @var string The stable name of what is wrong: "rate", "missing". getCode() returns the same. */
    public $code;
    /** @var list<string|int> Where: ["rates", 1]. */
    public readonly array $path;
    public readonly string|int|float|bool|null $value;
    /** @var list<string> */
    public readonly array $allowed;

    /** @param non-empty-list<Problem> $problems */
    public function __construct(public readonly array $problems)
    {
        parent::__construct(implode("\n", $problems));
        $this->code = $problems[0]->code;
        $this->path = $problems[0]->path;
        $this->value = $problems[0]->value;
        $this->allowed = $problems[0]->allowed;
    }
}
