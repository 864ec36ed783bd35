<?php

// Everything at once: for those without Composer, and for opcache.preload.

declare(strict_types=1);

require_once __DIR__ . '/src/Library.php';
require_once __DIR__ . '/src/Types.php';
require_once __DIR__ . '/src/Results.php';
require_once __DIR__ . '/src/Chances.php';
require_once __DIR__ . '/src/Distributions.php';
require_once __DIR__ . '/src/Flow.php';
require_once __DIR__ . '/src/FunnelMath.php';
require_once __DIR__ . '/src/Funnel.php';
