"""The client of a language model is loaded by the first question, and costs the garbage collector nothing."""

from tests.support.processes import printed_by


def test_what_is_loaded_by_the_first_question_is_not_gone_through_by_the_garbage_collector_again() -> None:
    """And what comes after is: the collector is on again, and has little to do."""
    look = (
        "import gc; from themes.llm.model import import_client; import_client()\n"
        "print(gc.isenabled(), gc.get_freeze_count() > len(gc.get_objects()))"
    )
    assert printed_by(look) == "True True\n"
