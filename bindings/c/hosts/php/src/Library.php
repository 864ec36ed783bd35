<?php

declare(strict_types=1);

namespace FunnelMath;

use FFI;
use FFI\CData;
use FFI\CType;

/** Input that funnelmath cannot use. */
final class FunnelException extends \RuntimeException
{
    /** @var string The stable name of what is wrong: "rate", "no_trials". getCode() returns the same. */
    public $code;

    public function __construct(
        string $message,
        string $code,
        /** The input that it concerns, where a single one does: "sale_value", "rates[]". */
        public readonly ?string $field = null,
        /** The element of that input, if it is a list. */
        public readonly ?int $index = null,
        /** What was found there. */
        public readonly ?float $value = null,
        /** The length a list needs, or the last stage or gate there is. */
        public readonly ?float $limit = null,
    ) {
        parent::__construct($message);
        $this->code = $code;
    }
}

/**
 * The C library: where it is, and how it is called. Not for use from outside.
 *
 * @internal
 */
final class Library
{
    /** The counter of incompatible changes that these classes are written for. */
    private const ABI = 0;
    private const SCOPE = 'funnelmath';

    private static ?FFI $ffi = null;
    private static ?CData $error = null;
    /** @var array<string, CType> */
    private static array $types = [];

    /** The library, loaded at the first use: from ffi.preload, or else from where it is installed. */
    public static function ffi(): FFI
    {
        return self::$ffi ?? self::load();
    }

    /** What went wrong last is in here; one for all calls, as PHP makes them one after the other. */
    public static function error(): CData
    {
        return self::$error ??= self::make('funnelmath_error[1]');
    }

    /** Throws what a failed function wrote; of one gate of a list, with its number. */
    public static function check(int $status, ?int $gate = null): void
    {
        if ($status === 0) {
            return;
        }
        $ffi = self::ffi();
        $code = $ffi->funnelmath_status_name($status);
        $text = self::make('char[400]');
        $length = self::make('size_t[1]');
        if ($ffi->funnelmath_error_message(self::error(), $text, 400, $length) !== 0) {
            throw new FunnelException("funnelmath failed: $code", $code);
        }
        $error = self::error()[0];
        $message = FFI::string($text);
        $field = $error->field === 0 ? null : $ffi->funnelmath_field_name($error->field);
        $index = $error->has_index ? $error->index : null;
        if ($gate !== null && $status < 100) { // from there on it is not about an input
            [$message, $field, $index] = ["gates[$gate]: $message", "gates[].$field", $gate];
        }
        throw new FunnelException(
            $message,
            $code,
            $field,
            $index,
            $error->has_value ? $error->value : null,
            $error->has_limit ? $error->limit : null,
        );
    }

    /** A place for a value. Types are read once: that is faster, and PHP 8.2 leaks those of pointers. */
    public static function make(string $type): CData
    {
        return self::ffi()->new(self::$types[$type] ??= self::ffi()->type($type));
    }

    /** Places for `$count` values; NULL for none. */
    public static function places(string $type, int $count): ?CData
    {
        return match (true) {
            $count === 0 => null,
            $count <= 16 => self::make("{$type}[$count]"),
            default => self::ffi()->new("{$type}[$count]"),
        };
    }

    /** The number of a stage or gate. */
    public static function natural(string $name, int $number): int
    {
        return $number >= 0 ? $number : throw new \ValueError("$name must be at least 0, not $number");
    }

    /** A number or null, as C wants it. */
    public static function setMaybe(CData $place, ?float $value): void
    {
        $place->known = $value === null ? 0 : 1;
        $place->value = $value ?? 0.0;
    }

    /** The same the other way. */
    public static function maybe(CData $maybe): ?float
    {
        return $maybe->known ? $maybe->value : null;
    }

    /** What the setting ffi.preload wants: the declarations, and where the library is. */
    public static function preloadHeader(): string
    {
        [$library, $header] = self::find();
        return '#define FFI_SCOPE "' . self::SCOPE . "\"\n#define FFI_LIB \"$library\"\n" . $header;
    }

    private static function load(): FFI
    {
        try {
            $ffi = FFI::scope(self::SCOPE);
        } catch (FFI\Exception $why) {
            if (str_contains($why->getMessage(), 'restricted')) {
                throw new \RuntimeException('PHP allows FFI in web requests only to preloaded classes; the README of'
                    . " funnelmath's PHP classes tells how ({$why->getMessage()})", 0, $why);
            }
            [$library, $header] = self::find();
            try {
                $ffi = FFI::cdef($header, $library);
            } catch (FFI\Exception $why) {
                if (str_contains($why->getMessage(), 'Failed resolving C function')) {
                    throw new \RuntimeException(self::older($why->getMessage()), 0, $why);
                }
                throw new \RuntimeException(self::hint($why->getMessage()), 0, $why);
            }
        }
        if ($ffi->funnelmath_abi() !== self::ABI) {
            throw new \RuntimeException(
                'these classes need interface ' . self::ABI . ' of funnelmath, not ' . $ffi->funnelmath_abi(),
            );
        }
        try {
            $ffi->funnelmath_revenue_new; // among the newest that are called
        } catch (FFI\Exception $why) {
            throw new \RuntimeException(self::older($why->getMessage()), 0, $why);
        }
        return self::$ffi = $ffi;
    }

    /** @return array{string, string} the library's path, or its name for the system's loader; the declarations */
    private static function find(): array
    {
        $name = PHP_OS_FAMILY === 'Darwin' ? 'libfunnelmath.' . self::ABI . '.dylib'
            : 'libfunnelmath.so.' . self::ABI;
        $prefix = getenv('FUNNELMATH_PREFIX');
        $library = getenv('FUNNELMATH_LIBRARY') ?: $name;
        if ($library === $name && $prefix) {
            // Debian's cmake installs into lib/x86_64-linux-gnu when the prefix is /usr.
            foreach (['lib', 'lib/' . php_uname('m') . '-linux-gnu', 'lib64'] as $folder) {
                if (is_file("$prefix/$folder/$name")) {
                    $library = "$prefix/$folder/$name";
                    break;
                }
            }
            if ($library === $name) {
                $library = "$prefix/lib/$name";
            }
        }
        $beside = $library === $name ? [] : [dirname($library, 2), dirname($library, 3)];
        $prefixes = [$prefix ?: null, ...$beside, '/usr/local', '/usr'];
        foreach (array_filter($prefixes) as $where) {
            $header = @file_get_contents("$where/include/funnelmath_ffi.h");
            if ($header !== false) {
                return [$library, $header];
            }
        }
        throw new \RuntimeException(self::hint('no include/funnelmath_ffi.h in ' . implode(', ', array_filter($prefixes))));
    }

    private static function older(string $why): string
    {
        return "the funnelmath library or its funnelmath_ffi.h is older than these classes: install the newer one ($why)";
    }

    private static function hint(string $why): string
    {
        return 'the funnelmath library cannot be loaded: install it, or set FUNNELMATH_LIBRARY to its path or'
            . " FUNNELMATH_PREFIX to where it is installed ($why)";
    }
}

/**
 * A list of numbers in C memory. Every function that takes a list takes one of these too, without copying it.
 *
 * @implements \IteratorAggregate<int, float>
 */
final class Numbers implements \Countable, \IteratorAggregate
{
    /** @internal double[], or null for an empty list */
    public readonly ?CData $data;
    private readonly int $count;

    private function __construct(?CData $data, int $count)
    {
        $this->data = $data;
        $this->count = $count;
    }

    /**
     * A copy of a list.
     *
     * @param array<int|float> $values
     */
    public static function of(array $values, string $name = 'values'): self
    {
        foreach ($values as $key => $value) {
            if (!is_float($value) && !is_int($value)) {
                throw new \TypeError("{$name}[$key] must be a number, not " . get_debug_type($value));
            }
        }
        $count = count($values);
        $data = Library::places('double', $count);
        if ($count > 8) {
            FFI::memcpy($data, pack('d*', ...array_values($values)), 8 * $count);
            return new self($data, $count);
        }
        $at = 0;
        foreach ($values as $value) {
            $data[$at++] = $value;
        }
        return new self($data, $count);
    }

    /** Doubles as the machine writes them, 8 bytes each: pack('d*'), a column from a file or a socket. */
    public static function fromBytes(string $bytes): self
    {
        if (strlen($bytes) % 8 !== 0) {
            throw new \ValueError('bytes must be doubles of 8 bytes each, not ' . strlen($bytes) . ' bytes');
        }
        $data = Library::places('double', $count = intdiv(strlen($bytes), 8));
        if ($count > 0) {
            FFI::memcpy($data, $bytes, 8 * $count);
        }
        return new self($data, $count);
    }

    /** @internal A list or Numbers, as an argument of that name. */
    public static function from(array|self $values, string $name): self
    {
        return $values instanceof self ? $values : self::of($values, $name);
    }

    /** @internal Places for results. */
    public static function places(int $count): self
    {
        return new self(Library::places('double', $count), $count);
    }

    /** @internal That lists which belong together are equally long. */
    public function mustHave(string $name, int $count, string $why): void
    {
        if ($this->count !== $count) {
            throw new \ValueError("$name must have $count numbers ($why); it has {$this->count}");
        }
    }

    public function count(): int
    {
        return $this->count;
    }

    /** @return list<float> */
    public function toArray(): array
    {
        if ($this->count > 8) {
            return array_values(unpack('d*', FFI::string($this->data, 8 * $this->count)));
        }
        $values = [];
        for ($at = 0; $at < $this->count; $at++) {
            $values[] = $this->data[$at];
        }
        return $values;
    }

    public function getIterator(): \Generator
    {
        for ($at = 0; $at < $this->count; $at++) {
            yield $this->data[$at];
        }
    }
}
