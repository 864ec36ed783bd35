<?php

// Every golden vector that a request can express, through the functions: bit for bit, or as near as it says.

declare(strict_types=1);

use FunnelMath\{FunnelException, FunnelMath, Problem, Segment, SegmentChance, TeamMember};

/** A value of a request as its function takes it. */
function argument(ReflectionParameter $parameter, mixed $value, string $question): mixed
{
    $lists = [
        'members' => TeamMember::class,
        'segments' => $question === 'mix_required' ? Segment::class : SegmentChance::class,
    ];
    if (is_array($value) && array_is_list($value)) {
        $of = $lists[$parameter->getName()] ?? null;
        return $of ? array_map($of::from(...), $value) : $value;
    }
    foreach ($parameter->getType() instanceof ReflectionUnionType ? $parameter->getType()->getTypes() : [$parameter->getType()] as $type) {
        $name = $type->getName();
        if (enum_exists($name) ? is_string($value) : method_exists($name, 'from') && is_array($value)) {
            return $name::from($value);
        }
    }
    return $value === 'empty' ? null : $value;
}

function asked(array $request): mixed
{
    $camel = fn (string $name) => lcfirst(str_replace('_', '', ucwords($name, '_')));
    $method = new ReflectionMethod(FunnelMath::class, $camel($request['question']));
    $parameters = array_column(array_map(fn ($each) => [$each->getName(), $each], $method->getParameters()), 1, 0);
    $floats = ['NaN' => NAN, 'Infinity' => INF, '-Infinity' => -INF];
    array_walk_recursive($request, function (&$value) use ($floats) {
        $value = is_string($value) ? $floats[$value] ?? $value : $value;
    });
    $arguments = [];
    foreach (array_slice($request, 1) as $name => $value) {
        $arguments[$camel($name)] = argument($parameters[$camel($name)], $value, $request['question']);
    }
    return $method->invoke(null, ...$arguments);
}

/** Where an answer differs from its document; a member that is null there may have any value. */
function difference(mixed $got, mixed $wanted, array $near, string $at = ''): ?string
{
    $shown = "$at: " . var_export($got, true) . ', expected ' . var_export($wanted, true);
    if (is_array($wanted) && !array_is_list($wanted)) {
        if (!is_object($got)) { // null, or the one member
            $wanted = array_diff_key($wanted, ['outcome' => 0]);
            return count($wanted) > 1 || ($got === null) !== ($wanted === []) ? $shown
                : ($got === null ? null : difference($got, current($wanted), $near, "$at/" . key($wanted)));
        }
        $has = $got instanceof JsonSerializable ? $got->jsonSerialize() : get_object_vars($got);
        $snake = array_map(fn ($name) => strtolower(preg_replace('/[A-Z]/', '_$0', $name)), array_keys($has));
        $has = array_combine($snake, $has) + (defined($got::class . '::OUTCOME') ? ['outcome' => $got::OUTCOME] : []);
        foreach ($wanted as $name => $value) {
            if (!array_key_exists($name, $has)) {
                return "$at: no $name";
            }
            if ($value !== null && ($found = difference($has[$name], $value, $near, "$at/$name"))) {
                return $found;
            }
        }
        $more = array_keys(array_diff_key(array_filter($has, fn ($value) => $value !== null), $wanted));
        return $more === [] ? null : "$at: " . implode(', ', $more) . ' too';
    }
    if (is_array($wanted) && is_array($got) && count($got) === count($wanted)) {
        foreach ($wanted as $index => $value) {
            if ($found = difference($got[$index], $value, $near, "$at/$index")) {
                return $found;
            }
        }
        return null;
    }
    if (isset($near[$at])) {
        return is_float($got) && abs($got - $wanted) <= $near[$at] * abs($wanted) ? null : $shown;
    }
    $same = is_float($got) ? pack('E', $got) === pack('E', $wanted) : ($got instanceof UnitEnum ? $got->value : $got) === $wanted;
    return $same ? null : $shown;
}

function is_refused(array $problems, array $wanted): bool
{
    $documents = array_map(fn (Problem $each) => [
        'code' => $each->code, 'pointer' => implode('', array_map(fn ($step) => "/$step", $each->path)), 'value' => $each->value,
    ], $problems);
    return array_filter($documents, fn ($has) => array_intersect_key($has, $wanted) == $wanted) !== [];
}

$runner->test('golden vectors', function () {
    exec('python3 ' . escapeshellarg(getenv('FUNNELMATH_VECTORS') . '/documents.py') . ' -', $lines, $status);
    same(0, $status);
    [$wrong, $unsaid] = [[], []];
    foreach ($lines as $line) {
        $case = json_decode($line, true);
        try {
            $got = asked($case['request']);
            $differs = isset($case['error']) ? 'no error' : difference($got, $case['answer'], $case['near']);
        } catch (FunnelException $error) {
            $differs = isset($case['error']) && is_refused($error->problems, $case['error']) ? null : $error->getMessage();
        } catch (TypeError | ValueError $error) { // a word or a value that the types of PHP do not have
            $unsaid[$case['error']['code'] ?? $case['case']] = ($unsaid[$case['error']['code'] ?? $case['case']] ?? 0) + 1;
            $differs = null;
        }
        $wrong[] = $differs === null ? null : "{$case['case']}: $differs";
    }
    $wrong = array_values(array_filter($wrong));
    same('', count($wrong) === 0 ? '' : count($wrong) . "\n" . implode("\n", array_slice($wrong, 0, 20)));
    check(count($lines) >= 6563);
    same(['name' => 3], $unsaid); // words that the enumerations do not have
});
