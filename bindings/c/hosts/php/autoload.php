<?php

// Everything at once: for those without Composer, and for opcache.preload.

declare(strict_types=1);

foreach (
    [
        'Declarations', 'Library', 'FunnelException', 'Door', 'Numbers', 'Requests', 'Answers', 'Typed', 'Rows', 'Columns',
        'Funnel', 'FunnelMath',
    ] as $file
) {
    require_once __DIR__ . "/src/$file.php";
}
