"""Tests of the project, all of them offline.

No test speaks TLS, yet each HTTP client would load the certificates of all authorities: 40 ms of CPU.
"""

import os
from pathlib import Path

# Before any library is imported: Prefect reads the variable when it is.
os.environ["SSL_CERT_FILE"] = str(Path(__file__).parent / "support" / "no_authority.pem")
