"""Serves a model's file by llama.cpp's own server until standard input ends; run by its path, alone.

Its folder of packages is not the project's, so nothing of the project is imported here.
"""

import sys

import xllamacpp

CONTEXT_TOKENS = 8192


def main(model: str, threads: str) -> None:
    """Serve the model on a free port of the loopback and print the address."""
    parameters = xllamacpp.CommonParams()
    parameters.model.path = model
    parameters.port = 0
    parameters.n_ctx = CONTEXT_TOKENS
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = int(threads)
    server = xllamacpp.Server(parameters)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
