<?php

declare(strict_types=1);

namespace FunnelMath;

use FFI;
use FFI\CData;

/**
 * A list of numbers in C memory. It is accepted wherever a list of numbers is, and is not copied.
 *
 * @implements \IteratorAggregate<int, float>
 */
final class Numbers implements \Countable, \IteratorAggregate, \JsonSerializable
{
    /** @param ?CData $data double[], or null for an empty list */
    private function __construct(
        /** @internal */
        public readonly ?CData $data,
        private readonly int $count,
    ) {
    }

    /**
     * A copy of a list.
     *
     * @param array<int|float> $values
     */
    public static function of(array $values): self
    {
        foreach ($values as $key => $value) {
            if (!is_float($value) && !is_int($value)) {
                throw new \TypeError("values[$key] must be a number, not " . get_debug_type($value));
            }
        }
        return self::fromBytes(pack('d*', ...array_values($values)));
    }

    /** Doubles as the machine writes them, 8 bytes each: pack('d*'), a column from a file or a socket. */
    public static function fromBytes(string $bytes): self
    {
        if (strlen($bytes) % 8 !== 0) {
            throw new \ValueError('bytes must be doubles of 8 bytes each, not ' . strlen($bytes) . ' bytes');
        }
        $numbers = self::places(intdiv(strlen($bytes), 8));
        if ($bytes !== '') {
            FFI::memcpy($numbers->data, $bytes, strlen($bytes));
        }
        return $numbers;
    }

    /** @internal Places for results. */
    public static function places(int $count): self
    {
        return new self($count === 0 ? null : Library::ffi()->new("double[$count]"), $count);
    }

    public function count(): int
    {
        return $this->count;
    }

    /** @return list<float> */
    public function toArray(): array
    {
        return $this->count === 0 ? [] : array_values(unpack('d*', FFI::string($this->data, 8 * $this->count)));
    }

    /** @return list<float> */
    public function jsonSerialize(): array
    {
        return $this->toArray();
    }

    public function getIterator(): \Generator
    {
        for ($at = 0; $at < $this->count; $at++) {
            yield $this->data[$at];
        }
    }
}
