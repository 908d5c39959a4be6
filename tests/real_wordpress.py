"""A real WordPress (Debian's packages, PHP's own server, MariaDB) on loopback with invented releases."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from tests.real_nginx import free_port, wait_for

WORDPRESS = Path("/usr/share/wordpress")
PROGRAMS = ("php", "mariadbd", "mariadb-install-db", "mariadb")
PACKAGES = "wordpress wordpress-theme-twentytwentythree mariadb-server php-cli php-mysql php-xml php-mbstring"
OWN = Path(__file__).parent / "wordpress"
CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', '{base}'); define('WP_SITEURL', '{base}');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true); define('DISABLE_WP_CRON', true);
define('WP_CONTENT_DIR', '{site}/wp-content');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"""
Release = dict[str, str]
"""title, content (HTML), date (site time); optionally status and password."""


def missing() -> str | None:
    """What must be installed first, None where all is there."""
    here = WORDPRESS.is_dir() and all(shutil.which(program) for program in PROGRAMS)
    return None if here else f"apt-get install {PACKAGES}"


class WordPress:
    """The site; a context manager. ``folder`` takes the database, a copy of the program and its logs."""

    def __init__(self, folder: Path, releases: Sequence[Release]) -> None:
        self._folder, self._site, self._data = folder, folder / "site", folder / "data"
        self._socket, self._port = folder / "db.sock", free_port()
        self.base = f"http://127.0.0.1:{self._port}"
        self._releases, self._log = releases, folder / "asked.log"
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> WordPress:
        try:
            self._start_database()
            self._install()
            self._start_web()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def asked(self) -> list[str]:
        """Paths with query that were asked for so far."""
        return self._log.read_text().splitlines()

    def _start_database(self) -> None:
        own = ["--no-defaults", f"--datadir={self._data}", *(["--user=root"] if os.geteuid() == 0 else [])]
        install = ["mariadb-install-db", *own, "--auth-root-authentication-method=normal", "--skip-test-db"]
        subprocess.run(install, check=True, stdout=subprocess.DEVNULL)
        log = (self._folder / "database.log").open("wb")
        command = ["mariadbd", *own, f"--socket={self._socket}", "--skip-networking"]
        self._running.append(subprocess.Popen(command, stdout=log, stderr=log))
        create = ["mariadb", "--no-defaults", "-uroot", f"--socket={self._socket}", "-e", "CREATE DATABASE wordpress"]
        for _ in range(600):
            if subprocess.run(create, stderr=subprocess.DEVNULL).returncode == 0:
                return
            time.sleep(0.1)
        raise AssertionError(f"MariaDB does not answer: {(self._folder / 'database.log').read_text()[-800:]}")

    def _install(self) -> None:
        shutil.copytree(WORDPRESS, self._site)
        config = CONFIG.format(socket=self._socket, base=self.base, site=self._site)
        (self._site / "wp-config.php").write_text(config)
        environment = {**os.environ, "INVENTED_HOST": self.base.removeprefix("http://")}
        subprocess.run(
            ["php", OWN / "install.php", self._site],
            input=json.dumps(self._releases).encode(),
            env=environment,
            check=True,
        )

    def _start_web(self) -> None:
        self._log.touch()
        command = ["php", "-S", f"127.0.0.1:{self._port}", "-t", self._site, OWN / "router.php"]
        environment = {**os.environ, "INVENTED_LOG": str(self._log)}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._running.append(process)
        wait_for(self._port, process)

    def _stop(self) -> None:
        for process in reversed(self._running):
            process.terminate()
            process.wait()


if __name__ == "__main__":  # for the Makefile: which packages are wanted, or, by its exit code, whether all is there
    if sys.argv[1:] == ["packages"]:
        print(PACKAGES)
    elif missing():
        sys.exit(f"WordPress is not installed: {missing()}")
