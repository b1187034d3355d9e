"""A Dask cluster with TLS asks for its certificates by name."""

from typing import Any
from uuid import uuid4

import pytest

from flows.scan.dask_backend import cluster
from tasks.step import StepFailedError


async def test_a_cluster_with_tls_wants_certificates_and_says_which() -> None:
    """Dask itself raises a TypeError, which would be reported as a fault of this program."""
    nobody: Any = None  # is asked to read anything
    with pytest.raises(StepFailedError, match="TLS__CA_FILE"):
        async with cluster("tls://scheduler.example.com:8786", nobody, uuid4()):
            pass
