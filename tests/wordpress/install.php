<?php
// Installs WordPress into an empty database and publishes the invented releases of the test. Usage: php install.php FOLDER
$_SERVER['HTTP_HOST'] = getenv('INVENTED_HOST');
define('WP_INSTALLING', true);
function wp_new_blog_notification() {}  // no mail to the invented administrator
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install('Invented Integrity Office', 'invented', 'invented@office.invalid', true, '', wp_generate_password());
update_option('permalink_structure', '/%year%/%monthnum%/%postname%/');
update_option('timezone_string', 'Africa/Nairobi');
wp_delete_post(1, true);  // "Hello world!"
wp_delete_post(2, true);  // the sample page
$category = wp_insert_term('Press releases', 'category')['term_id'];

function publish(array $post): int {
    $made = wp_insert_post($post + ['post_status' => 'publish', 'post_author' => 1], true);
    if (is_wp_error($made)) {
        fwrite(STDERR, $made->get_error_message());
        exit(1);
    }
    return $made;
}

foreach (json_decode(stream_get_contents(STDIN), true) as $release) {
    publish([
        'post_title' => $release['title'],
        'post_content' => $release['content'],
        'post_date' => $release['date'],
        'post_status' => $release['status'] ?? 'publish',
        'post_password' => $release['password'] ?? '',
        'post_category' => [$category],
    ]);
}
flush_rewrite_rules();
