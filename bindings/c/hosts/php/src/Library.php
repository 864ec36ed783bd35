<?php

declare(strict_types=1);

namespace FunnelMath;

use FFI;
use FFI\CData;

/** The C library: where it is, and its functions. */
final class Library
{
    private const SCOPE = 'funnelmath';
    private static ?FFI $ffi = null;

    /** @internal The library, loaded at the first use: from ffi.preload, or else from where it is installed. */
    public static function ffi(): FFI
    {
        return self::$ffi ??= self::load();
    }

    /** What the setting ffi.preload wants: the declarations, and where the library is. */
    public static function preloadHeader(): string
    {
        [, $library] = self::open();
        return '#define FFI_SCOPE "' . self::SCOPE . "\"\n#define FFI_LIB \"$library\"\n" . self::declarations() . "\n";
    }

    private static function declarations(): string
    {
        return 'enum { ' . Declarations::STAMP . " = 1 };\n" . Declarations::TEXT;
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
            [$ffi] = self::open();
        }
        try {
            $ffi->{Declarations::STAMP};
        } catch (FFI\Exception $why) {
            throw new \RuntimeException('the file of ffi.preload was made by another version of the funnelmath classes:'
                . ' make it again with bin/preload-header.php, and restart the server', 0, $why);
        }
        if ($ffi->funnelmath_abi() !== Declarations::ABI) {
            throw new \RuntimeException('these classes need interface ' . Declarations::ABI . ' of funnelmath, not '
                . $ffi->funnelmath_abi());
        }
        return $ffi;
    }

    /** @return array{FFI, string} the library, and its path or name */
    private static function open(): array
    {
        $failed = [];
        foreach (self::candidates() as $library) {
            try {
                return [FFI::cdef(self::declarations(), $library), $library];
            } catch (FFI\Exception $why) {
                if (str_contains($why->getMessage(), 'Failed resolving C function')) {
                    throw new \RuntimeException("the funnelmath library $library is older than these classes: install the"
                        . " newer one ({$why->getMessage()})", 0, $why);
                }
                $failed[] = $library;
            }
        }
        throw new \RuntimeException('the funnelmath library cannot be loaded: install it, or set FUNNELMATH_LIBRARY to its'
            . ' path or FUNNELMATH_PREFIX to where it is installed (tried ' . implode(', ', $failed) . ')');
    }

    /** @return list<string> */
    private static function candidates(): array
    {
        if ($library = getenv('FUNNELMATH_LIBRARY')) {
            return [$library];
        }
        $name = PHP_OS_FAMILY === 'Darwin' ? 'libfunnelmath.' . Declarations::ABI . '.dylib'
            : 'libfunnelmath.so.' . Declarations::ABI;
        // Debian's cmake installs into lib/x86_64-linux-gnu when the prefix is /usr.
        $in = fn (string $prefix) => array_map(
            fn ($folder) => "$prefix/$folder/$name",
            ['lib', 'lib/' . php_uname('m') . '-linux-gnu', 'lib64'],
        );
        $prefix = getenv('FUNNELMATH_PREFIX');
        // /usr/local: an installation before `ldconfig` has run.
        return $prefix ? $in($prefix) : [$name, ...$in('/usr/local')];
    }
}

/** Information about the library. */
trait Versions
{
    /** The version of the library that is loaded. */
    public static function version(): string
    {
        return Library::ffi()->funnelmath_version();
    }

    /** The counter of incompatible changes of the library that is loaded. */
    public static function abi(): int
    {
        return Library::ffi()->funnelmath_abi();
    }

    /** What is known of the error of a method, in one or two sentences. */
    public static function bound(Method $method): string
    {
        return Library::ffi()->funnelmath_method_bound($method->inC());
    }
}
