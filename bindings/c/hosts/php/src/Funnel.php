<?php

declare(strict_types=1);

namespace FunnelMath;

/**
 * A funnel: its gates, what a sale is worth, and the names of its stages. Immutable; an invalid one throws when it
 * is made. It is serialized as its document.
 */
final class Funnel implements \JsonSerializable
{
    use Planning;

    private const NOTHING = '"target":{"goal":{"volume":{"stage":0,"target":0}}}}';

    /** Its document as JSON. */
    private readonly string $text;

    /** @param array<Gate> $gates first gate first */
    public function __construct(
        array $gates,
        ?float $saleValue = null,
        ?string $entry = null,
        ?float $saleValueBenchmark = null,
        ?Size $dealSize = null,
        Calendar|OwnCalendar|null $calendar = null,
    ) {
        $this->text = self::checked(Door::encode(Door::given([
            'entry' => $entry,
            'gates' => array_values($gates),
            'sale_value' => $saleValue,
            'sale_value_benchmark' => $saleValueBenchmark,
            'deal_size' => $dealSize,
            'calendar' => $calendar,
        ])));
    }

    /** A funnel from its document, as json_encode() writes it. */
    public static function fromJson(string $text): self
    {
        $made = (new \ReflectionClass(self::class))->newInstanceWithoutConstructor();
        $made->text = self::checked($text);
        return $made;
    }

    /** @return array<string, mixed> The document. */
    public function jsonSerialize(): array
    {
        return json_decode($this->text, true, 512, JSON_THROW_ON_ERROR);
    }

    public function __serialize(): array
    {
        return ['funnel' => $this->text];
    }

    public function __unserialize(array $data): void
    {
        $this->text = self::checked($data['funnel']);
    }

    /**
     * What is known of the rate from one stage to another, for the questions about results and revenue.
     *
     * @param ?int $to the last stage when it is left out
     * @param Prior|Shapes $prior what is assumed of a gate that was counted, before its counts
     */
    public function chance(int $from = 0, ?int $to = null, Prior|Shapes $prior = Prior::Jeffreys): Chance
    {
        $gates = $this->jsonSerialize()['gates'];
        $to ??= count($gates);
        if ($from < 0 || $from >= $to || $to > count($gates)) {
            throw new \OutOfRangeException("there are no gates from stage $from to stage $to");
        }
        $rates = $evidence = [];
        foreach (array_slice($gates, $from, $to - $from) as $gate) {
            if (isset($gate['trials'])) {
                $evidence[] = new Evidence(prior: $prior, successes: $gate['successes'], trials: $gate['trials']);
            } else {
                $rates[] = $gate['rate'] ?? FunnelMath::gate(oneIn: $gate['one_in']);
            }
        }
        $rate = $rates === [] ? null : FunnelMath::overall($rates);
        return $evidence === [] ? Chance::rate($rate) : Chance::counted($evidence, $rate);
    }

    private function planFor(Target $target): Plan
    {
        $request = '{"question":"plan","funnel":' . $this->text . ',"target":' . Door::encode($target) . '}';
        return Plan::from(Door::read(Door::answer($request)));
    }

    /** A plan with a goal of 0 reports what is wrong with the funnel. */
    private static function checked(string $text): string
    {
        if (!is_array(json_decode($text, true)) || json_last_error() !== JSON_ERROR_NONE) {
            throw new FunnelException([new Problem('type', [], 'a funnel is an object', mb_strcut($text, 0, 40))]);
        }
        $answer = Door::answer('{"question":"plan","funnel":' . $text . ',' . self::NOTHING);
        if (!str_starts_with($answer, '{"question":"plan","answer":')) {
            try {
                Door::read($answer);
            } catch (FunnelException $why) {
                throw new FunnelException(array_map(fn (Problem $each) => $each->within('funnel'), $why->problems));
            }
        }
        return Door::encode(json_decode($text)); // the same text for the same funnel
    }
}
