<?php

// Prints the file that the setting ffi.preload wants: the installed funnelmath_ffi.h, with the path of the
// library. Run once after each installation:
//
//     php bin/preload-header.php > /etc/php/funnelmath.h

declare(strict_types=1);

require_once __DIR__ . '/../autoload.php';

echo FunnelMath\Library::preloadHeader();
