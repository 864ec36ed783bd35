<?php

declare(strict_types=1);

namespace FunnelMath;

use FFI;
use FFI\CData;

/** The answers to a question about every row of a table. */
final class ColumnsAnswer
{
    /** @param array<string, Numbers|list<Numbers>> $results */
    public function __construct(
        /** Columns of results by name: one, or one for each stage. NAN where there is no answer. */
        public readonly array $results,
        /** How many rows there are. */
        public readonly int $rows,
        private readonly CData $statuses,
        /** How many rows have an answer. */
        public readonly int $answered,
        /** How the answers were computed; of several, the one with the weakest bound. */
        public readonly Method $method,
    ) {
    }

    /** @return list<int> For each row 0, or the number of the reason why it has no answer; `reason()` gives its name. */
    public function status(): array
    {
        return $this->rows === 0 ? [] : array_values(unpack('L*', FFI::string($this->statuses, 4 * $this->rows)));
    }

    /** Why a row has no answer: "null", "unreachable", or the code of an error such as "rate"; null when it has one. */
    public function reason(int $row): ?string
    {
        if ($row < 0 || $row >= $this->rows) {
            throw new \OutOfRangeException("there is no row $row");
        }
        $status = $this->statuses[$row];
        return $status === 0 ? null : Library::ffi()->funnelmath_row_name($status);
    }

    public function __get(string $name): mixed
    {
        return $this->results[$name] ?? throw new \OutOfRangeException("there is no result $name");
    }
}

/** A goal in one period for each row, what a sale is worth, and what is already there. */
final class ColumnGoal
{
    private function __construct(
        private readonly ?int $stage,
        private readonly array|Numbers|float $amount,
        private readonly array|Numbers|float $saleValue,
        private readonly array $start = [],
        private readonly int $startKind = 0,
    ) {
    }

    /**
     * @param list<int|float|null>|Numbers|float $amount
     * @param list<int|float|null>|Numbers|float $saleValue
     */
    public static function revenue(array|Numbers|float $amount, array|Numbers|float $saleValue): self
    {
        return new self(null, $amount, $saleValue);
    }

    /**
     * @param list<int|float|null>|Numbers|float $amount
     * @param list<int|float|null>|Numbers|float $saleValue
     */
    public static function volume(int $stage, array|Numbers|float $amount, array|Numbers|float $saleValue = 0.0): self
    {
        return new self($stage, $amount, $saleValue);
    }

    /** @param list<list<int|float|null>|Numbers|float> $volumes how many wait at each stage, a column for each */
    public function open(array $volumes): self
    {
        return new self($this->stage, $this->amount, $this->saleValue, $volumes, 1);
    }

    /** @param list<list<int|float|null>|Numbers|float> $volumes how many ever reached each stage, a column for each */
    public function reached(array $volumes): self
    {
        return new self($this->stage, $this->amount, $this->saleValue, $volumes, 2);
    }

    /** @internal */
    public function inC(Rows $rows): CData
    {
        $goal = Typed::make('funnelmath_column_goal[1]');
        $c = $goal[0];
        $c->struct_size = FFI::sizeof($c);
        $c->kind = $this->stage === null ? 0 : 1;
        $c->stage = Typed::index($this->stage ?? 0);
        $c->amount = FFI::addr($rows->one($this->amount)[0]);
        $c->sale_value = FFI::addr($rows->one($this->saleValue)[0]);
        $c->start_kind = $this->startKind;
        $c->start_len = count($this->start);
        $c->start = $this->start === [] ? null : FFI::addr($rows->all($this->start)[0]);
        return $goal;
    }
}

/** @internal The columns of one call. */
final class Rows
{
    /** How many rows there are: as many as the first list has; 1 when every column is a number. */
    public int $count = 1;
    public readonly CData $summary;
    private bool $isCounted = false;
    /** @var list<mixed> What C reads. */
    private array $kept = [];
    private array $results = [];
    private ?CData $status = null;

    public function __construct()
    {
        $this->summary = Typed::place('funnelmath_columns_summary');
    }

    public static function error(): CData
    {
        return Typed::place('funnelmath_error');
    }

    /** One column. */
    public function one(array|Numbers|float $column): CData
    {
        return $this->all([$column]);
    }

    /** A column for each gate or stage. */
    public function all(array $columns): ?CData
    {
        if ($columns === []) {
            return null;
        }
        $places = Library::ffi()->new('funnelmath_column[' . count($columns) . ']');
        foreach (array_values($columns) as $at => $column) {
            $c = $places[$at];
            $c->struct_size = FFI::sizeof($c);
            if (!is_array($column) && !$column instanceof Numbers) {
                $c->kind = 2; // the same for all rows
                $c->same = $column;
                continue;
            }
            $numbers = is_array($column) ? $this->list($column, $c) : $column;
            if (!$this->isCounted) {
                [$this->isCounted, $this->count] = [true, count($numbers)];
            }
            $c->len = count($numbers);
            $c->doubles = self::pointer($numbers->data);
            $this->kept[] = $numbers;
        }
        return $this->kept[] = $places;
    }

    /** A list as Numbers, with a bit for each number that is not null. */
    private function list(array $column, CData $c): Numbers
    {
        if (!in_array(null, $column, true)) {
            return Numbers::of($column);
        }
        $bits = array_map(
            fn ($eight) => bindec(strrev(implode('', array_map(fn ($value) => $value === null ? '0' : '1', $eight)))),
            array_chunk($column, 8),
        );
        $validity = Library::ffi()->new('uint8_t[' . count($bits) . ']');
        FFI::memcpy($validity, pack('C*', ...$bits), count($bits));
        $c->validity = self::pointer($validity, 'uint8_t');
        $this->kept[] = $validity;
        return Numbers::of(array_map(fn ($value) => $value ?? 0.0, $column));
    }

    private static function pointer(?CData $data, string $type = 'double'): ?CData
    {
        return $data === null ? null : Library::ffi()->cast("$type *", FFI::addr($data));
    }

    /** Places for a column of results. */
    public function place(string $name): ?CData
    {
        return ($this->results[$name] = Numbers::places($this->count))->data;
    }

    /** Places for a column of results for each stage. */
    public function places(string $name, int $count): CData
    {
        $pointers = Library::ffi()->new("double *[$count]");
        for ($at = 0; $at < $count; $at++) {
            $this->results[$name][] = $numbers = Numbers::places($this->count);
            $pointers[$at] = self::pointer($numbers->data);
        }
        return $this->kept[] = $pointers;
    }

    public function status(): CData
    {
        return $this->status = Library::ffi()->new('uint32_t[' . max(1, $this->count) . ']');
    }

    public function answer(int $status): ColumnsAnswer
    {
        $c = Library::ffi();
        if ($status !== 0) {
            $error = self::error();
            $text = Typed::place('char[400]');
            $c->funnelmath_error_message($error, $text[0], 400, Typed::place('size_t'));
            $message = FFI::string($text[0]);
            $path = $error[0]->field === 0 ? [] : [strtok($c->funnelmath_field_name($error[0]->field), '[')];
            if ($path !== [] && $error[0]->has_index) {
                $path[] = $error[0]->index;
            }
            // The message begins with the place, which the path has.
            $message = $path !== [] ? preg_replace('/^[\w.\[\]]+: /', '', $message) : $message;
            throw new FunnelException([new Problem($c->funnelmath_status_name($status), $path, $message)]);
        }
        $summary = $this->summary[0];
        return new ColumnsAnswer(
            $this->results, $this->count, $this->status, $summary->answered, Method::ofC($summary->method),
        );
    }
}
