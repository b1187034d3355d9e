"""A fault of the model endpoint is named with the setting that helps."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from themes.llm.errors import MAX_WAIT_SECONDS, judge, retry_after_seconds


def test_a_timeout_names_each_setting_that_helps() -> None:
    told = judge(TimeoutError()).message
    for name in ("MODEL_TIMEOUT_SECONDS", "MODEL_ANSWER_TOKENS", "MODEL_CHUNK_TOKENS"):
        assert name in told


def test_retry_after_is_read_in_both_forms_and_capped() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    date = format_datetime(now + timedelta(seconds=30), usegmt=True)
    said = ["7", "0.5", date, "-3", "99999", "soon", "nan", None]
    read = [retry_after_seconds(header, now) for header in said]
    assert read == [7, 0.5, 30, 0, MAX_WAIT_SECONDS, None, None, None]
