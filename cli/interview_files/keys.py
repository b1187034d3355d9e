"""The names under which files keep what a transcript needs, in several spellings and languages."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_GAP = re.compile(r"[\s_./:()\[\]#*-]+")


def _names(listed: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in listed.split(","))


SPEAKER = _names(
    """speaker name, speaker display name, speaker designation, speaker, speaker label, speaker id,
        speaker tag, speakers, tier, tier name, spk, spkid, who, talker, voice, sprecher,
        sprecherin, sprechende person, locuteur, locutrice, intervenant, hablante, orador, locutor,
        falante, parlante, oratore, spreker, talare, puhuja, taler, mówca, mluvčí, konuşmacı,
        говорящий, спикер, 話者, 発言者, 说话人, 发言人, 說話人, 화자, 발화자, المتحدث, דובר"""
)
"""Names that mean a speaker wherever they stand."""
PERSON = _names(
    """from, sender, sender name, author, author name, author id, sender id, user id, participant
        id, participant, participant name, user name, username, user, person, name, interviewee,
        speaker role, role"""
)
"""Names that mean a speaker where the values are those of people who take turns."""
TEXT = _names(
    """text, txt, transcript, transcription, raw transcript, transcript text, utterance, utterance
        text, spoken text, sentence, raw text, content, message, message text, body, words, display,
        verbatim, statement, speech, said, line, caption, annotation, annotation value, msg,
        comment, review, answer, response, texte, texto, testo, tekst, teksti, tekstas, metin,
        wortlaut, transkript, äußerung, aussage, inhalt, parole, contenu, contenido, transcripción,
        transcrição, trascrizione, текст, реплика, 文本, 内容, 文字, テキスト, 発言, 発言内容, 텍스트, 내용"""
)
START = _names(
    """start, start time, start ms, start timestamp, start offset, start seconds, start sec, start
        in seconds, begin, begin time, begin time hh mm ss ms, offset, offset seconds, offset ms,
        offset milliseconds, offset in ticks, timestamps, offsets, t start ms, time in call secs,
        seconds from start, tc in, timecode, time code, timecode in, timestamp, time, ts, timespan,
        time span, time range, start date time, startzeit, beginn, zeit, zeitmarke, début, debut,
        inicio, início, inizio, starttijd"""
)
END = _names(
    """
    end, end time, end ms, end timestamp, end offset, end seconds, end ts, end date time, stop, stop
    time, duration, d duration ms, duration ms, duration milliseconds, duration in ticks, tc out,
    timecode out, ende, endzeit, fin, fine, fim
    """
)
CONVERSATION = _names(
    """
    interview id, interview, conversation id, conversation, call id, session id, session, meeting
    id, transcript id, transcript name, recording id, recording, document, document name, file, file
    name, filename, video id, case id, case
    """
)
"""Names of the interview to which a row that is a turn belongs."""
ID = _names(
    """
    id, interview id, uuid, key, response id, responseid, record id, respondent id, respondent,
    submission id, token, response number, review id, participant id, conversation id, call id
    """
)
TITLE = _names(
    """
    title, name, subject, participant, meeting title, titel, titre, título, job name
    """
)
CREATED_AT = _names(
    """created at, date, recorded at, recorded date, date recorded, recording date, interview date,
        date of interview, submitted at, submit date utc, submit date, submission date, date
        submitted, end date, completed at, completion time, completed, review created utc, create
        time, created time, start date utc, start date, started at, start time, timestamp, time
        stamp, date time, datetime, created, created on, created utc, time, datum, erstellt am,
        zeitstempel, horodateur, horodatage, marca temporal, fecha, data, carimbo de data hora,
        informazioni cronologiche, tijdstempel, tidsstämpel, tidsstempel, aikaleima, sygnatura
        czasowa, časové razítko, zaman damgası, отметка времени, дата, タイムスタンプ,
        日付, 时间戳记, 日期, 타임스탬프"""
)
QUOTES = _names(
    """
    quotes, highlights
    """
)
QUOTE = _names(
    """
    quote, text, content, highlight
    """
)
TOPIC = _names(
    """
    topic, label, code, tag
    """
)
INTERVIEWER = _names(
    """
    interviewer, interviewers, moderator, moderators, interviewer name, researcher
    """
)
QUESTION = _names(
    """
    question, question text, prompt, frage, pregunta, pergunta, domanda, vraag, вопрос
    """
)
ANSWER = _names(
    """
    answer, answer text, response, reply, antwort, réponse, respuesta, resposta, risposta
    """
)
INDEX = _names(
    """
    turn, turn id, turn number, line, line number, index, sequence, order, no, nr, row
    """
)


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """Return a name as it is compared: ``startTime``, ``Start_Time`` and ``start time`` are one name."""
    text = unicodedata.normalize("NFKC", name).lstrip("\ufeff")
    return " ".join(_GAP.sub(" ", _HUMP.sub(" ", text)).lower().split())


def first_of(names: Iterable[str], wanted: tuple[str, ...]) -> str | None:
    """Return the name, as written, that comes first among the wanted ones; None where none does."""
    found = _wanted(tuple(names), wanted)
    return found[0] if found else None


def all_of(names: Iterable[str], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that are wanted, those wanted most first."""
    return _wanted(tuple(names), wanted)


@lru_cache(maxsize=4096)
def _wanted(names: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Remembered, because the records of a file have the same names."""
    by_normal = {normal(name): name for name in reversed(names)}
    return tuple(by_normal[one] for one in wanted if one in by_normal)
