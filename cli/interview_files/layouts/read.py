"""Text in any layout of a transcript, read into turns."""

from themes.transcripts.record import InterviewRecord, SpokenTurn


def read_layout(text: str, *, format: str = "text", markdown: bool = False) -> InterviewRecord:
    """Read a transcript that somebody laid out as text; readers of documents call this as well.

    ``text`` holds one paragraph a line (``\\n``), soft breaks as ``\\n``, an empty line where the document
    shows an empty paragraph. A row of a table is one line with a tab between cells; page breaks are ``\\f``.
    A document's bold and italic marks, list numbers and comments stay out of ``text``. ``markdown`` tells
    that marks such as ``**`` and ``#`` are markup; plain text shows the marks as well, so they are read
    wherever labels recur in them.

    The result has no key. Its ``turns`` carry a role only where the header states one; ``interviewers``
    holds stated interviewers. An unknown layout becomes one turn a paragraph without speakers, and a doubt.
    Never raises; a text without words has no turns.
    """
    turns = tuple(SpokenTurn(None, line.strip()) for line in text.split("\n") if line.strip())
    return InterviewRecord(format=format, turns=turns)
