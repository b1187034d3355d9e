"""Where ``theme-scan`` begins: quiet on Ctrl-C from the first moment on.

What the commands need takes a second or more to import. Nothing has begun in that time, so that Ctrl-C may
end the process at once.
"""

import os
import signal
import sys

_INTERRUPTED = 130


def main() -> None:
    """Import the commands, and run the one that was typed."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # not where a shell has it ignored
        signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    # Imported here so that the line above comes first, and preview without what the other commands need.
    if sys.argv[1:2] == ["preview"]:
        from cli.commands.preview import main as run
    else:
        from cli.main import main as run

    signal.signal(signal.SIGINT, before)
    run()
