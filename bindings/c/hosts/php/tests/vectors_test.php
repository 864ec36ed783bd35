<?php

// Every golden vector through the wrapper: bit for bit, or as near as it says.

declare(strict_types=1);

use FunnelMath\AnswerKind;
use FunnelMath\Calendar;
use FunnelMath\Chance;
use FunnelMath\Contradiction;
use FunnelMath\DealSize;
use FunnelMath\Distributions;
use FunnelMath\Evidence;
use FunnelMath\Flow;
use FunnelMath\FunnelException;
use FunnelMath\FunnelMath;
use FunnelMath\Goal;
use FunnelMath\Inputs;
use FunnelMath\Lever;
use FunnelMath\Method;
use FunnelMath\Period;
use FunnelMath\Policy;
use FunnelMath\Probability;
use FunnelMath\Start;
use FunnelMath\Step;
use FunnelMath\Tails;
use FunnelMath\VelocityLever;

/** PHP says that an enumeration has no such case before the library could. */
final class NoSuchName extends Exception
{
}

function named(array $cases, string $word): UnitEnum
{
    foreach ($cases as $case) {
        if (strtolower(preg_replace('/(?<!^)[A-Z]/', '_$0', $case->name)) === $word) {
            return $case;
        }
    }
    throw new NoSuchName($word);
}

function goal_of(Example $case): Goal
{
    return $case->word('goal') === 'revenue'
        ? Goal::revenue($case->f64('target'))
        : Goal::volume($case->int('goal_stage'), $case->f64('target'));
}

function kind_of(AnswerKind $kind): string
{
    return ['given', 'found', 'undetermined', 'only_product'][$kind->value];
}

function chance_of(Example $case): Chance
{
    $evidence = array_map(fn ($a, $b) => new Evidence($a, $b), $case->f64s('a'), $case->f64s('b'));
    return Chance::known($case->f64('rate'), ...$evidence);
}

function flow_of(Example $case): Flow
{
    return match ($case->word('flow')) {
        'steady' => Flow::steady($case->f64('per_week')),
        'uncertain' => Flow::uncertain($case->f64('shape'), $case->f64('seen_weeks')),
        'counted' => Flow::counted($case->f64('arrivals'), $case->f64('seen_weeks')),
    };
}

function size_of(Example $case): DealSize
{
    return match ($case->word('size')) {
        'fixed' => DealSize::fixed($case->f64('sizes')),
        'varying' => DealSize::varying($case->f64('mean'), $case->f64('variation')),
        'seen' => DealSize::seen($case->f64s('sizes')),
        'counted' => DealSize::counted($case->f64s('sizes'), $case->f64s('counts')),
    };
}

function tails_of(Tails $tails): array
{
    return ['lower' => $tails->lower, 'upper' => $tails->upper];
}

function both_of(Probability $chance): array
{
    return ['reached' => $chance->value, 'missed' => $chance->complement];
}

function method_of(Method $method): string
{
    return strtolower($method->name);
}

function inputs_of(Inputs $got): array
{
    return $got->inputs === null
        ? ['outcome' => 'never', 'best' => $got->chance->value, 'missed' => $got->chance->complement]
        : ['outcome' => 'enough', 'inputs' => $got->inputs, ...both_of($got->chance)];
}

$factors = fn (Example $case) => array_map($case->f64(...), ['opportunities', 'sale_value', 'win_rate', 'cycle_days']);

$operations = [
    'activity_gauge' => fn (Example $case) => [
        'gauge' => FunnelMath::activityGauge($case->f64('actual'), $case->f64('required')),
    ],
    'attainment' => fn (Example $case) => [
        'attainment' => FunnelMath::attainment($case->f64('actual'), $case->f64('goal')),
    ],
    'calendar' => function (Example $case) {
        $days = $case->option('days_per_week') ?? 7.0;
        $calendar = match ($case->word('calendar')) {
            'common' => Calendar::common($days),
            'four_week_month' => Calendar::fourWeekMonth($days),
            'civil' => Calendar::civil($days),
            'selling_weeks' => Calendar::sellingWeeks($case->f64('weeks'), $days),
        };
        $from = named(Period::cases(), $case->word('from'));
        $to = named(Period::cases(), $case->word('to'));
        $amount = $calendar->convert($case->f64('amount'), $from, $to);
        return ['per_year' => [$calendar->perYear($from), $calendar->perYear($to)], 'amount' => $amount];
    },
    'coverage' => function (Example $case) {
        $got = FunnelMath::coverage($case->f64('pipeline'), $case->f64('quota'), $case->f64('booked'));
        if ($got->surplus !== null) {
            same([null, null], [$got->ratio, $got->cushion]);
            return ['outcome' => 'met', 'surplus' => $got->surplus];
        }
        return ['outcome' => 'ratio', 'ratio' => $got->ratio, 'cushion' => $got->cushion];
    },
    'forward' => function (Example $case) {
        $got = FunnelMath::forward($case->f64s('rates'), $case->f64('entry'), $case->f64('sale_value'));
        return ['volumes' => $got->volumes, 'revenue' => $got->revenue];
    },
    'forward_each' => function (Example $case) {
        $got = FunnelMath::forwardEach($case->f64s('rates'), $case->f64s('entries'), $case->f64s('sale_values'));
        return ['volumes' => $got->volumes, 'revenue' => $got->revenue];
    },
    'one_in' => fn (Example $case) => ['rate' => FunnelMath::rateOneIn($case->f64('n'))],
    'overall' => fn (Example $case) => ['overall' => FunnelMath::overall($case->f64s('rates'))],
    'rates_from_counts' => function (Example $case) {
        [$successes, $trials] = [$case->f64s('successes'), $case->f64s('trials')];
        $rates = FunnelMath::ratesFromCounts($successes, $trials);
        $each = fn (float $s, float $t) => $t === 0.0 ? null : FunnelMath::rateFromCounts($s, $t);
        same($rates, array_map($each, $successes, $trials));
        return ['rates' => $rates];
    },
    'required' => function (Example $case) {
        $start = match ($case->word('start')) {
            'empty' => null,
            'open' => Start::open($case->f64s('there')),
            'reached' => Start::reached($case->f64s('there')),
        };
        $got = FunnelMath::required($case->f64s('rates'), goal_of($case), $case->f64('sale_value'), $start);
        $why = $got->unreachable;
        if ($why === null) {
            return ['outcome' => 'entry', 'entry' => $got->volumes[0], 'volumes' => $got->volumes];
        }
        same(null, $got->volumes);
        $lever = $why->lever->isSaleValue() ? ['sale_value'] : ['gate', $why->lever->gate];
        return ['outcome' => 'unreachable', 'lever' => $lever, 'missing' => $why->missing, 'best' => $why->best];
    },
    'required_coverage' => fn (Example $case) => [
        'coverage' => FunnelMath::requiredCoverage($case->f64('win_rate')),
    ],
    'roll_up' => function (Example $case) {
        $got = FunnelMath::rollUp(
            $case->int('gates'),
            $case->f64s('rates'),
            $case->f64s('entries'),
            $case->f64s('sale_values'),
        );
        return [
            'volumes' => $got->volumes,
            'implied' => $got->implied,
            'revenue' => $got->revenue,
            'sale_value' => $got->saleValue,
            'overall' => $got->overall,
        ];
    },
    'sensitivity' => function (Example $case) {
        $words = $case->ins['lever'];
        $lever = $words === ['sale_value'] ? Lever::saleValue() : Lever::gate((int) $words[1]);
        $step = match ($case->word('step')) {
            'points' => Step::points($case->f64('size')),
            'percent' => Step::percent($case->f64('size')),
            'to' => Step::to($case->f64('size')),
        };
        $got = FunnelMath::sensitivity(
            $case->f64s('rates'),
            goal_of($case),
            $case->f64('sale_value'),
            $lever,
            $step,
            stage: $case->int('stage'),
            volume: $case->f64('volume'),
        );
        same([$lever->gate, $step->kind, $step->size], [$got->lever->gate, $got->step->kind, $got->step->size]);
        return [
            'from' => $got->from,
            'to' => $got->to,
            'capped' => $got->capped,
            'required_before' => $got->requiredBefore,
            'required_after' => $got->requiredAfter,
            'required_change' => $got->requiredChange,
            'revenue_before' => $got->revenueBefore,
            'revenue_after' => $got->revenueAfter,
            'revenue_change' => $got->revenueChange,
        ];
    },
    'solve' => function (Example $case) {
        $got = FunnelMath::solve(
            $case->options('volumes'),
            $case->options('rates'),
            $case->option('sale_value'),
            $case->option('revenue'),
        );
        $nodes = [...$got->volumes, $got->revenue];
        $edges = [...$got->rates, $got->saleValue];
        $why = $got->conflict;
        return [
            'undetermined' => $got->undetermined,
            'node_kinds' => array_map(fn ($answer) => kind_of($answer->kind), $nodes),
            'nodes' => array_map(fn ($answer) => $answer->value, $nodes),
            'edge_kinds' => array_map(fn ($answer) => kind_of($answer->kind), $edges),
            'edges' => array_map(fn ($answer) => $answer->value, $edges),
            'edge_products' => array_map(fn ($answer) => $answer->product, $edges),
            'edge_from' => array_map(fn ($answer) => $answer->from, $edges),
            'edge_to' => array_map(fn ($answer) => $answer->to, $edges),
            ...match (true) {
                $why === null => ['conflict' => 'none'],
                $why instanceof Contradiction => [
                    'conflict' => 'contradictory',
                    'from' => $why->from,
                    'to' => $why->to,
                    'expected' => $why->expected,
                    'given' => $why->given,
                ],
                default => [
                    'conflict' => 'impossible',
                    'gate' => $why->gate,
                    'gates' => $why->gates,
                    'takes' => $why->takes,
                    'to' => $why->to,
                    'best' => $why->best,
                ],
            },
        ];
    },
    'velocity' => fn (Example $case) => ['per_day' => FunnelMath::velocityPerDay(...$factors($case))],
    'velocity_effect' => function (Example $case) use ($factors) {
        $lever = named(VelocityLever::cases(), $case->word('lever'));
        $got = FunnelMath::velocityEffect(...[...$factors($case), $lever, $case->f64('by')]);
        return ['to' => $got->to, 'capped' => $got->capped, 'per_day' => $got->perDay, 'change' => $got->change];
    },
    'weighted_pipeline' => function (Example $case) {
        $got = FunnelMath::weightedPipeline($case->f64s('values'), $case->f64s('probabilities'));
        return ['total' => $got->total, 'weighted' => $got->weighted, 'deviation' => $got->deviation];
    },
    'whole' => function (Example $case) {
        $got = named(Policy::cases(), $case->word('policy'))->apply($case->f64('exact'));
        return ['units' => $got->units, 'residual' => $got->residual, 'delivers' => $got->delivers];
    },
    'whole_each' => fn (Example $case) => [
        'whole' => named(Policy::cases(), $case->word('policy'))
            ->applyEach($case->f64s('rates'), $case->int('stage'), $case->f64s('exact')),
    ],
    'incomplete_beta' => fn (Example $case) => tails_of(
        Distributions::incompleteBeta($case->f64('a'), $case->f64('b'), $case->f64('x')),
    ),
    'incomplete_gamma' => fn (Example $case) => tails_of(
        Distributions::incompleteGamma($case->f64('a'), $case->f64('x')),
    ),
    'normal_tails' => fn (Example $case) => tails_of(Distributions::normalTails($case->f64('z'))),
    'beta_quantile' => function (Example $case) {
        $got = Distributions::betaQuantile($case->f64('a'), $case->f64('b'), $case->f64('p'));
        return ['x' => $got->value, 'rest' => $got->complement];
    },
    'gamma_quantile' => fn (Example $case) => ['x' => Distributions::gammaQuantile($case->f64('a'), $case->f64('p'))],
    'normal_quantile' => fn (Example $case) => ['z' => Distributions::normalQuantile($case->f64('p'))],
    'binomial_probability' => function (Example $case) {
        $asked = array_map($case->f64(...), ['k', 'n', 'rate']);
        return [
            'probability' => Distributions::binomialProbability(...$asked),
            'ln' => Distributions::lnBinomialProbability(...$asked),
        ];
    },
    'poisson_probability' => function (Example $case) {
        $asked = array_map($case->f64(...), ['k', 'mean']);
        return [
            'probability' => Distributions::poissonProbability(...$asked),
            'ln' => Distributions::lnPoissonProbability(...$asked),
        ];
    },
    'beta_binomial_probability' => function (Example $case) {
        $asked = array_map($case->f64(...), ['k', 'n', 'a', 'b']);
        return [
            'probability' => Distributions::betaBinomialProbability(...$asked),
            'ln' => Distributions::lnBetaBinomialProbability(...$asked),
        ];
    },
    'chance_at_least' => function (Example $case) {
        $got = chance_of($case)->atLeast($case->f64('n'), $case->f64('k'));
        return [...both_of($got), 'method' => method_of($got->method)];
    },
    'chance_exactly' => fn (Example $case) => [
        'probability' => chance_of($case)->exactly($case->f64('n'), $case->f64('k'))->value,
    ],
    'chance_quantile' => fn (Example $case) => [
        'k' => chance_of($case)->quantile($case->f64('n'), $case->f64('p'))->value,
    ],
    'chance_interval' => function (Example $case) {
        $got = chance_of($case)->interval($case->f64('n'), $case->f64('level'));
        return ['low' => $got->low, 'high' => $got->high];
    },
    'chance_inputs' => fn (Example $case) => inputs_of(
        chance_of($case)->inputsFor($case->f64('k'), $case->f64('confidence')),
    ),
    'chance_results' => function (Example $case) {
        $k = chance_of($case)->lowerBound($case->f64('n'), $case->f64('confidence'))->value;
        return ['k' => $k, ...both_of(chance_of($case)->atLeast($case->f64('n'), $k))];
    },
    'rate_for' => function (Example $case) {
        $got = FunnelMath::rateFor($case->f64('k'), $case->f64('n'), $case->f64('confidence'));
        return $got === null
            ? ['outcome' => 'too_few_inputs']
            : ['outcome' => 'rate', 'rate' => $got->value, 'rest' => $got->complement];
    },
    'gate_for' => function (Example $case) {
        $asked = array_map($case->f64(...), ['k', 'n', 'confidence']);
        $got = FunnelMath::gateFor($case->f64s('rates'), $case->int('gate'), ...$asked);
        if ($got->rate !== null) {
            same([null, null], [$got->takes, $got->best]);
            return ['outcome' => 'rate', 'rate' => $got->rate];
        }
        return ['outcome' => 'impossible', 'takes' => $got->takes, ...both_of($got->best)];
    },
    'evidence_observe' => function (Example $case) {
        $got = (new Evidence($case->f64('a'), $case->f64('b')))->observe($case->f64('successes'), $case->f64('trials'));
        return ['a' => $got->a, 'b' => $got->b];
    },
    'evidence_quantile' => fn (Example $case) => [
        'x' => (new Evidence($case->f64('a'), $case->f64('b')))->quantile($case->f64('p')),
    ],
    'evidence_interval' => function (Example $case) {
        $got = (new Evidence($case->f64('a'), $case->f64('b')))->interval($case->f64('level'));
        return ['low' => $got->low, 'high' => $got->high];
    },
    'flow_at_least' => fn (Example $case) => both_of(
        flow_of($case)->atLeast($case->f64('rate'), $case->f64('weeks'), $case->f64('k')),
    ),
    'flow_exactly' => fn (Example $case) => [
        'probability' => flow_of($case)->exactly($case->f64('rate'), $case->f64('weeks'), $case->f64('k'))->value,
    ],
    'flow_quantile' => fn (Example $case) => [
        'k' => flow_of($case)->quantile($case->f64('rate'), $case->f64('weeks'), $case->f64('p'))->value,
    ],
    'flow_interval' => function (Example $case) {
        $got = flow_of($case)->interval($case->f64('rate'), $case->f64('weeks'), $case->f64('level'));
        return ['low' => $got->low, 'high' => $got->high];
    },
    'flow_weeks' => function (Example $case) {
        $got = flow_of($case)->weeksFor($case->f64('rate'), $case->f64('k'), $case->f64('confidence'));
        return $got->weeks === null
            ? ['outcome' => 'never', 'best' => $got->chance->value, 'missed' => $got->chance->complement]
            : ['outcome' => 'enough', 'weeks' => $got->weeks];
    },
    'arrivals_for' => fn (Example $case) => [
        'arrivals' => Flow::arrivalsFor($case->f64('rate'), $case->f64('k'), $case->f64('confidence')),
    ],
    'revenue_at_least' => function (Example $case) {
        $chance = chance_of($case); // first: of several mistakes it is the one that is told
        [$n, $size, $goal] = [$case->f64('n'), size_of($case), $case->f64('goal')];
        $got = $chance->revenueAtLeast($n, $size, $goal);
        check($chance->revenue($n, $size)->atLeast($goal) == $got);
        return [...both_of($got), 'method' => method_of($got->method)];
    },
    'revenue_quantile' => function (Example $case) {
        $chance = chance_of($case);
        [$n, $size, $p] = [$case->f64('n'), size_of($case), $case->f64('p')];
        $got = $chance->revenueQuantile($n, $size, $p);
        check($chance->revenue($n, $size)->quantile($p) == $got);
        return ['amount' => $got->value];
    },
    'revenue_inputs' => fn (Example $case) => inputs_of(
        chance_of($case)->inputsForRevenue(size_of($case), $case->f64('goal'), $case->f64('confidence')),
    ),
    'flow_revenue_at_least' => function (Example $case) {
        [$rate, $weeks, $goal] = array_map($case->f64(...), ['rate', 'weeks', 'goal']);
        $got = flow_of($case)->revenueAtLeast($rate, $weeks, size_of($case), $goal);
        check(flow_of($case)->revenue($rate, $weeks, size_of($case))->atLeast($goal) == $got);
        return [...both_of($got), 'method' => method_of($got->method)];
    },
];

$least = [ // how many cases there are at least: an emptied file must not pass
    'activity_gauge' => 110, 'attainment' => 110, 'calendar' => 250, 'coverage' => 110, 'forward' => 120, 'forward_each' => 20,
    'one_in' => 100, 'overall' => 110, 'rates_from_counts' => 100, 'required' => 300, 'required_coverage' => 100,
    'roll_up' => 110, 'sensitivity' => 160, 'solve' => 270, 'velocity' => 110, 'velocity_effect' => 130,
    'weighted_pipeline' => 115, 'whole' => 390, 'whole_each' => 150,
    'arrivals_for' => 40, 'flow_at_least' => 70, 'flow_exactly' => 70, 'flow_interval' => 57, 'flow_quantile' => 57,
    'flow_revenue_at_least' => 40, 'flow_weeks' => 72, 'revenue_at_least' => 142, 'revenue_inputs' => 112,
    'revenue_quantile' => 77,
    'beta_binomial_probability' => 36, 'beta_quantile' => 50, 'binomial_probability' => 47, 'chance_at_least' => 115,
    'chance_exactly' => 115, 'chance_inputs' => 136, 'chance_interval' => 48, 'chance_quantile' => 75,
    'chance_results' => 59, 'evidence_interval' => 55, 'evidence_observe' => 23, 'evidence_quantile' => 55,
    'gamma_quantile' => 44, 'gate_for' => 38, 'incomplete_beta' => 65, 'incomplete_gamma' => 46,
    'normal_quantile' => 40, 'normal_tails' => 30, 'poisson_probability' => 28, 'rate_for' => 48,
];

foreach ($operations as $name => $operation) {
    $runner->test("vectors: $name", function () use ($name, $operation, $least) {
        $cases = Example::read("$name.txt");
        check(count($cases) >= $least[$name], 'enough cases');
        $wrong = [];
        foreach ($cases as $case) {
            same($name, $case->op);
            check($case->outs !== []);
            $wrong[] = $case->compare($operation($case));
        }
        same([], array_values(array_filter($wrong)));
    });
}

$runner->test('vectors: errors', function () use ($operations) {
    $cases = Example::read('errors.txt');
    check(count($cases) >= 1200, 'enough cases');
    $wrong = [];
    $ours = $unsaid = 0;
    foreach ($cases as $case) {
        if (isset($case->ins['places']) || isset($case->ins['implied_places'])) {
            $unsaid++; // the places for results are made by the wrapper, never by the caller
            continue;
        }
        try {
            $operations[$case->op]($case);
            $wrong[] = "{$case->name}: no error";
        } catch (FunnelException $error) {
            $wrong[] = $case->compare([
                'error' => $error->code, 'error_field' => $error->field, 'error_index' => $error->index,
                'error_value' => $error->value, 'error_limit' => $error->limit,
            ]);
        } catch (NoSuchName) {
            same(['name'], $case->outs['error']);
        } catch (ValueError $error) { // lists that belong together: the wrapper names the argument
            $ours++;
            same(['length'], $case->outs['error']);
            [$limit, $value] = array_map(
                fn ($field) => (int) explode('=', $case->outs[$field][0])[1],
                ['error_limit', 'error_value'],
            );
            $text = "must have $limit numbers";
            check(str_contains($error->getMessage(), $text), $error->getMessage());
            check(str_ends_with($error->getMessage(), "has $value"), $error->getMessage());
        }
    }
    same([], array_values(array_filter($wrong)));
    check($unsaid <= 10 && $ours > 0 && $ours <= 12);
});

$runner->test('vectors: every file is read', function () use ($operations) {
    $there = array_map(fn ($path) => basename($path, '.txt'), glob(getenv('FUNNELMATH_VECTORS') . '/*.txt'));
    $notInC = ['costs', 'mix', 'required_each', 'sample_size', 'snapshot']; // the C library has no function for them
    $read = [...array_keys($operations), ...$notInC, 'errors'];
    sort($there);
    sort($read);
    same($there, $read);
});
