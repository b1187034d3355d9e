"""While a scan runs it says how far it has come, what that cost and how long it will take."""

from uuid import uuid4

import pytest

from flows.scan.progress import telling
from tasks.extract import InterviewExtraction
from themes.models import InterviewMentions, Usage
from tools.testbed.organisation import START

FAILED = InterviewExtraction(usage=Usage(calls=5, prompt_tokens=900))


def read(*, reused: bool = False) -> InterviewExtraction:
    mentions = InterviewMentions(interview_id=uuid4(), created_at=START, mentions=())
    usage = Usage() if reused else Usage(calls=1, prompt_tokens=1000, completion_tokens=100)
    return InterviewExtraction(mentions=mentions, usage=usage, reused=reused)


def test_it_counts_what_is_done_reused_and_failed_and_the_tokens_of_all() -> None:
    done = [read(), read(reused=True), FAILED]
    assert telling(done, 3, 60) == "Read 3 of 3 interviews, 1 reused, 1 failed, 2000 tokens"


@pytest.mark.parametrize(("seconds", "left"), [(10, "about 40 s left"), (60, "about 4 min left")])
def test_the_time_left_follows_from_what_was_read_and_not_from_what_was_reused(
    seconds: float, left: str
) -> None:
    done = [read(), read(), *(read(reused=True) for _ in range(20))]
    assert telling(done, 30, seconds).endswith(left)


def test_nothing_is_foretold_before_anything_is_known() -> None:
    assert "left" not in telling([], 10, 60)
    assert "left" not in telling([read()], 10, 0.1)
