<?php

declare(strict_types=1);

namespace FunnelMath;

/** Requests and answers as JSON documents. */
final class Door
{
    private const FLAGS = JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES;

    /** The answer to a request that is a JSON document, or to an array of requests, as a JSON document. */
    public static function answer(string $request): string
    {
        $c = Library::ffi();
        $text = Typed::place('char *');
        $length = Typed::place('size_t');
        $status = $c->funnelmath_answer($request, strlen($request), $text, $length, null);
        if ($status !== 0) {
            throw self::failed($c->funnelmath_status_name($status));
        }
        try {
            return \FFI::string($text[0], $length[0]);
        } finally {
            $c->funnelmath_answer_free($text[0]);
        }
    }

    /** @internal The answer to a request; what is wrong with it is thrown. */
    public static function ask(array $request): array
    {
        return self::read(self::answer(self::encode($request)));
    }

    /** @internal The answer of a document; what it says is wrong is thrown. */
    public static function read(string $document): array
    {
        $made = json_decode($document, true, 512, JSON_THROW_ON_ERROR);
        return $made['answer'] ?? throw new FunnelException(array_map(Problem::from(...), $made['errors']));
    }

    /**
     * @internal A request as JSON, with every bit of its numbers, whatever `serialize_precision` is; NAN and INF as texts,
     * which the library refuses and says where.
     */
    public static function encode(mixed $request): string
    {
        $precision = ini_get('serialize_precision');
        $keeps = $precision === '-1' || $precision === '17';
        if (!$keeps && ini_set('serialize_precision', '-1') === false) {
            throw new \RuntimeException("serialize_precision = $precision loses digits of numbers: set it to -1");
        }
        try {
            return json_encode($request, self::FLAGS);
        } catch (\JsonException $why) {
            if ($why->getCode() === JSON_ERROR_UTF8) {
                throw new FunnelException([new Problem('utf8', [], 'a text of the request is not UTF-8')]);
            }
            return json_encode(self::finite($request), self::FLAGS);
        } finally {
            if (!$keeps) {
                ini_set('serialize_precision', $precision);
            }
        }
    }

    private static function finite(mixed $value): mixed
    {
        return match (true) {
            is_float($value) && !is_finite($value) => is_nan($value) ? 'NaN' : ($value > 0 ? 'Infinity' : '-Infinity'),
            $value instanceof \JsonSerializable => self::finite($value->jsonSerialize()),
            is_array($value) => array_map(self::finite(...), $value),
            default => $value,
        };
    }

    /** @internal The members that there are. */
    public static function given(array $members): array
    {
        return array_filter($members, fn ($value) => $value !== null);
    }

    /** @internal A list of a request; keys are not read. */
    public static function values(array|Numbers|null $values): ?array
    {
        return is_array($values) ? array_values($values) : $values?->toArray();
    }

    /** @internal For an answer of a newer library. */
    public static function unknown(string $name, string $word): FunnelException
    {
        $message = "$name has the outcome '$word', which these classes do not know";
        return new FunnelException([new Problem('outcome', [], $message, $word)]);
    }

    /** @internal An error that is not about the request. */
    public static function failed(string $code): FunnelException
    {
        return new FunnelException([new Problem($code, [], "the funnelmath library failed: $code")]);
    }
}
