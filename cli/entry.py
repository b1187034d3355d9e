"""Where ``theme-scan`` begins: quiet on Ctrl-C from the first moment on.

Imports take a moment in which nothing has begun. Ctrl-C may therefore end the process at once.
"""

import os
import signal

_INTERRUPTED = 130


def main() -> None:
    """Import the commands, and run the one that was typed."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # not where a shell has it ignored
        signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    # Imported here so that the line above comes first.
    from cli.main import main as run

    signal.signal(signal.SIGINT, before)
    run()
