<?php
// What a web server's rewrite rules do for WordPress: files as they are, all else through index.php.
file_put_contents(getenv('INVENTED_LOG'), $_SERVER['REQUEST_URI'] . "\n", FILE_APPEND);
$asked = $_SERVER['DOCUMENT_ROOT'] . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file($asked)) {
    return false;
}
$_SERVER['SCRIPT_NAME'] = '/index.php';
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
