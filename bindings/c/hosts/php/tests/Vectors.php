<?php

declare(strict_types=1);

/** A case of the golden vectors. */
final class Example
{
    public string $op = '';
    /** @var array<string, list<string>> */
    public array $ins = [];
    /** @var array<string, list<string>> */
    public array $outs = [];
    /** @var array<string, float> How near an output must be, by field, where it need not be the same bits. */
    public array $near = [];

    public function __construct(public readonly string $name)
    {
    }

    /** @return list<Example> */
    public static function read(string $file): array
    {
        $cases = [];
        foreach (file(getenv('FUNNELMATH_VECTORS') . "/$file", FILE_IGNORE_NEW_LINES) as $line) {
            if ($line === '' || $line[0] === '#') {
                continue;
            }
            $words = explode(' ', $line);
            [$kind, $field] = array_splice($words, 0, 2);
            $case = end($cases);
            match ($kind) {
                'case' => $cases[] = new self($field),
                'op' => $case->op = $field,
                'in' => $case->ins[$field] = $words,
                'out' => $case->outs[$field] = $words,
                'near' => [$case->near[$field], $case->outs[$field]] = [(float) array_shift($words), $words],
                'exact' => null,
            };
        }
        return $cases;
    }

    private static function number(string $token): float
    {
        return unpack('E', hex2bin(substr($token, 0, 16)))[1];
    }

    public function word(string $field): string
    {
        return $this->ins[$field][0];
    }

    public function int(string $field): int
    {
        return (int) $this->word($field);
    }

    public function f64(string $field): float
    {
        return self::number($this->word($field));
    }

    public function option(string $field): ?float
    {
        return $this->options($field)[0];
    }

    /** @return list<float> */
    public function f64s(string $field): array
    {
        return array_map(self::number(...), $this->ins[$field]);
    }

    /** @return list<?float> */
    public function options(string $field): array
    {
        return array_map(fn ($token) => $token === '-' ? null : self::number($token), $this->ins[$field]);
    }

    private static function matches(mixed $value, string $token, ?float $near): bool
    {
        if ($near !== null) {
            $expected = self::number($token);
            return is_float($value) && abs($value - $expected) <= $near * abs($expected);
        }
        return match (true) {
            $value === null => $token === '-',
            is_bool($value) => $token === ($value ? 'yes' : 'no'),
            is_float($value) => bin2hex(pack('E', $value)) === strstr($token, '=', true),
            default => (string) $value === $token,
        };
    }

    /** Says what differs; null when nothing does. */
    public function compare(array $got): ?string
    {
        $names = array_keys($got);
        $wanted = array_keys($this->outs);
        sort($names);
        sort($wanted);
        if ($names !== $wanted) {
            return "{$this->name}: fields " . implode(', ', $names) . '; expected ' . implode(', ', $wanted);
        }
        foreach ($got as $field => $values) {
            $values = is_array($values) ? $values : [$values];
            $tokens = $this->outs[$field];
            $matches = fn ($value, $token) => self::matches($value, $token, $this->near[$field] ?? null);
            if (count($values) !== count($tokens) || in_array(false, array_map($matches, $values, $tokens), true)) {
                return "{$this->name}: $field is " . var_export($values, true) . '; expected ' . implode(' ', $tokens);
            }
        }
        return null;
    }
}
