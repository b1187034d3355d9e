"""What product a JSON value comes from, for the preview and for refusals."""

from collections.abc import Mapping

_SIGNATURES = (
    ("Deepgram", (("results", "channels"),)),
    ("AWS Transcribe", (("jobName", "results"), ("results", "items"), ("results", "transcripts"))),
    ("Rev", (("monologues",),)),
    ("Azure Speech", (("recognizedPhrases",), ("combinedPhrases",), ("combinedRecognizedPhrases",))),
    ("Azure Video Indexer", (("videos", "summarizedInsights"),)),
    ("Speechmatics", (("format", "metadata", "results"),)),
    ("Gong", (("callTranscripts",),)),
    (
        "AssemblyAI",
        (("acoustic_model",), ("audio_url", "status"), ("utterances", "words"), ("speech_model",)),
    ),
    ("ElevenLabs", (("language_probability", "words"),)),
    ("whisper.cpp", (("systeminfo", "transcription"), ("params", "transcription"))),
    ("Gladia", (("result", "transcription"),)),
    ("YouTube captions", (("wireMagic",), ("events",))),
    ("Intercom", (("conversation_parts",),)),
    ("WhisperX", (("segments", "word_segments"),)),
    ("Whisper", (("segments", "language"), ("segments", "text"))),
    ("chat messages", (("messages",),)),
)
_UNFINISHED = frozenset(
    {"queued", "processing", "in_progress", "running", "pending", "notstarted", "started"}
)
_REMEDIES = {
    "Deepgram": "transcribe the recording again with diarize and utterances",
    "AssemblyAI": "transcribe the recording again with speaker_labels",
}


def product_of(value: object) -> str | None:
    """Return the product's name; None where no product is recognised."""
    if not isinstance(value, dict):
        return None
    paths = {*value, *(inner for name in ("results", "result") for inner in _names(value.get(name)))}
    for product, signatures in _SIGNATURES:
        if any(set(signature) <= paths for signature in signatures):
            return product
    results = value.get("results")
    if (
        isinstance(results, list)
        and results
        and isinstance(results[0], dict)
        and "alternatives" in results[0]
    ):
        return "Google Speech-to-Text"
    return None


def _names(value: object) -> set[str]:
    return set(value) if isinstance(value, dict) else set()


def why_nothing_is_said(value: object, fields: str) -> str:
    """Return the sentence for a value without words: what the file is, and the one thing to do."""
    if isinstance(value, dict):
        if str(value.get("status", "")).lower() in _UNFINISHED or value.get("done") is False:
            return "This is a transcription that was not finished; export the result once it is."
        if str(value.get("status", "")).lower() in ("error", "failed"):
            return "This is a transcription that failed; transcribe the recording again."
        if product := product_of(value):
            remedy = _REMEDIES.get(product, "export the transcript again with its words")
            article = "an" if product[0] in "AEIOU" else "a"
            return f"This is {article} {product} result without words; {remedy}."
        if isinstance(value.get("transcript"), Mapping) or "segments" in value:
            return "This is a transcript without words; export it again with its text."
    if not isinstance(value, dict):
        return "This is no JSON object; write each interview as one, with a field text."
    return f"The text is missing; put it in a field named one of {fields}."


def speakerless_doubt(product: str | None) -> str:
    """Return the doubt about a conversation without speakers."""
    if product in _REMEDIES:
        return f"The {product} result names no speakers; {_REMEDIES[product]}."
    return "The file names no speakers, so answers and questions are not told apart."
