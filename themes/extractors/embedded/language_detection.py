"""Which language an interview is in, told by ``py3langid``, which carries its model of 97 languages."""

from threading import Lock

import py3langid

from themes.models import Skipped

_LONGEST = 20_000
"""Characters that are looked at; a few hundred words decide."""
_FEWEST = 80
"""Characters below which nothing is certain; such an interview is read as English and yields little."""
_NAMES = {
    "af": "Afrikaans", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan",
    "cs": "Czech", "cy": "Welsh", "da": "Danish", "el": "Greek", "et": "Estonian", "eu": "Basque",
    "fa": "Persian", "fi": "Finnish", "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ms": "Malay", "mt": "Maltese",
    "nb": "Norwegian", "no": "Norwegian", "pl": "Polish", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil",
    "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_LOCK = Lock()
"""The model is loaded at the first call, once for the process."""


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of a transcript's language."""
    if len(text.strip()) < _FEWEST:
        return "en"
    with _LOCK:
        code, _ = py3langid.classify(text[:_LONGEST])
    return str(code)


def unread(language: str) -> Skipped:
    """Say that an interview was not read because of its language, and what would read it."""
    name = _NAMES.get(language, f"the language with the code {language}")
    reason = (
        f"The embedded extractor does not read {name}; it reads English, German, French, Spanish, Dutch and "
        "Portuguese. A language model would: set OPENAI_API_KEY or OPENAI_BASE_URL."
    )
    return Skipped(item="text", reason=reason)
