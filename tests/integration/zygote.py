"""Runs ``communique`` commands in forked copies of itself, with the model loaded once: started by test_kill_run.

Reads lines of JSON {arguments, kill_after: seconds or null}; answers each, when the copy has ended, with its exit code
(negative: the signal that killed it) and the seconds that it ran.
"""

import json
import os
import signal
import sys
import time

import pipelines.commands.report
import pipelines.commands.run
import pipelines.stages.run  # noqa: F401
from config.settings import Settings
from parsers.registry import document_parsers, listing_parsers
from pipelines.cli import main
from pipelines.stages.readiness import make_ready
from pipelines.stages.reading import reader_of

reader_of(Settings().model).read_one("On 3 May 2024 the Invented Office visited Ghana.")
make_ready(Settings(), {})
document_parsers(), listing_parsers()
print("ready", flush=True)
for line in sys.stdin:
    order, started = json.loads(line), time.monotonic()
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 70
        try:
            main(order["arguments"])
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            os._exit(code)
    ended, status = 0, 0
    while order["kill_after"] is not None and not ended and time.monotonic() - started < order["kill_after"]:
        time.sleep(0.002)
        ended, status = os.waitpid(child, os.WNOHANG)
    if not ended:
        if order["kill_after"] is not None:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), round(time.monotonic() - started, 3), flush=True)
