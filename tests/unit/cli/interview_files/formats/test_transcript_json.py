"""JSON of every recogniser and meeting tool: each word once, in order, under its speaker."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.interview_files.faults import Fault, FileFaultError
from cli.interview_files.formats import transcript_json
from cli.interview_files.source import SourceFile
from themes.transcripts.record import InterviewRecord

TALK = (
    ("Ana Lind", "How do you plan the week?"),
    ("Bo Ek", "On paper, mostly. The app, well, it forgets things."),
    ("Ana Lind", "What does it forget?"),
    ("Bo Ek", "My shifts. I lost two of them in May."),
)
STARTS = (0.0, 4.5, 12.0, 15.25)

Build = Callable[[], Any]


def read(folder: Path, content: object, name: str = "talk.json") -> list[InterviewRecord | Fault]:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return list(transcript_json.read(SourceFile(path, name)))


def one(folder: Path, content: object, name: str = "talk.json") -> InterviewRecord:
    (record,) = read(folder, content, name)
    assert isinstance(record, InterviewRecord), record
    return record


def said(record: InterviewRecord) -> list[tuple[str | None, str]]:
    """The turns, with those of one speaker in a row joined."""
    joined: list[tuple[str | None, str]] = []
    for turn in record.turns:
        if joined and joined[-1][0] == turn.speaker:
            joined[-1] = (turn.speaker, f"{joined[-1][1]} {turn.text}")
        else:
            joined.append((turn.speaker, turn.text))
    return joined


def number(speaker: str) -> int:
    return ["Ana Lind", "Bo Ek"].index(speaker)


def turns(**fields: Callable[[str, str, float], Any]) -> list[dict[str, Any]]:
    return [
        {name: make(speaker, text, start) for name, make in fields.items()}
        for (speaker, text), start in zip(TALK, STARTS, strict=True)
    ]


def words(make: Callable[[str, str, float], Any]) -> list[Any]:
    made = []
    for (speaker, text), start in zip(TALK, STARTS, strict=True):
        made += [make(speaker, word, start + 0.2 * place) for place, word in enumerate(text.split())]
    return made


def tokens(make: Callable[[str, str, float, bool], Any]) -> list[Any]:
    """Words and punctuation apart."""
    made = []
    for (speaker, text), start in zip(TALK, STARTS, strict=True):
        for place, word in enumerate(text.split()):
            bare = word.rstrip(".,?")
            made.append(make(speaker, bare, start + 0.2 * place, False))
            made += [make(speaker, mark, start + 0.2 * place, True) for mark in word[len(bare) :]]
    return made


def whole() -> str:
    return " ".join(text for _, text in TALK)


def assembly() -> Any:
    return {
        "id": "5551",
        "status": "completed",
        "audio_url": "https://example.org/a.mp3",
        "text": whole(),
        "words": words(
            lambda s, w, t: {"text": w, "start": int(t * 1000), "end": 1, "speaker": "AB"[number(s)]}
        ),
        "utterances": turns(
            speaker=lambda s, x, t: "AB"[number(s)],
            text=lambda s, x, t: x,
            start=lambda s, x, t: int(t * 1000),
            words=lambda s, x, t: [{"text": w, "speaker": "A", "start": 1} for w in x.split()],
        ),
        "sentiment_analysis_results": [{"text": "My shifts.", "sentiment": "NEGATIVE", "speaker": "B"}],
        "chapters": [{"gist": "Forgetting", "summary": "The app forgets.", "start": 0, "end": 9}],
    }


def assembly_words_only() -> Any:
    return {
        "id": "1",
        "status": "completed",
        "text": whole(),
        "words": assembly()["words"],
        "utterances": None,
    }


def deepgram() -> Any:
    made = words(lambda s, w, t: {"word": w.lower(), "punctuated_word": w, "start": t, "speaker": number(s)})
    utterances = turns(
        start=lambda s, x, t: t,
        end=lambda s, x, t: t + 1,
        channel=lambda s, x, t: 0,
        transcript=lambda s, x, t: x,
        speaker=lambda s, x, t: number(s),
        id=lambda s, x, t: f"u{t}",
    )
    alternative = {"transcript": whole(), "confidence": 0.99, "words": made}
    return {
        "metadata": {"request_id": "r", "created": "2026-06-15T12:00:00.000Z", "duration": 20.0},
        "results": {"channels": [{"alternatives": [alternative]}], "utterances": utterances},
    }


def deepgram_words_only() -> Any:
    value = deepgram()
    del value["results"]["utterances"]
    return value


def deepgram_paragraphs() -> Any:
    value = deepgram_words_only()
    alternative = value["results"]["channels"][0]["alternatives"][0]
    alternative["paragraphs"] = {
        "transcript": "\n\n".join(f"Speaker {number(s)}: {x}" for s, x in TALK),
        "paragraphs": turns(
            sentences=lambda s, x, t: [{"text": x, "start": t, "end": t + 1}],
            speaker=lambda s, x, t: number(s),
            num_words=lambda s, x, t: len(x.split()),
            start=lambda s, x, t: t,
            end=lambda s, x, t: t + 1,
        ),
    }
    return value


def deepgram_two_channels() -> Any:
    channels = []
    for person in ("Ana Lind", "Bo Ek"):
        made = [
            {
                "word": w.lower(),
                "punctuated_word": w,
                "start": start + 0.2 * place,
                "end": start + 0.2 * place + 0.1,
            }
            for (speaker, text), start in zip(TALK, STARTS, strict=True)
            if speaker == person
            for place, w in enumerate(text.split())
        ]
        channels.append({"alternatives": [{"transcript": "…", "words": made}]})
    return {"metadata": {"request_id": "r", "channels": 2}, "results": {"channels": channels}}


def aws(*, labelled: bool = True) -> Any:
    items = tokens(
        lambda s, w, t, mark: (
            {"type": "punctuation" if mark else "pronunciation", "alternatives": [{"content": w}]}
            | ({} if mark else {"start_time": f"{t:.2f}", "end_time": f"{t + 0.1:.2f}"})
            | ({"speaker_label": f"spk_{number(s)}"} if labelled else {})
        )
    )
    segments = [
        {
            "speaker_label": f"spk_{number(s)}",
            "start_time": f"{t:.2f}",
            "items": [
                {"speaker_label": f"spk_{number(s)}", "start_time": f"{t + 0.2 * place:.2f}"}
                for place in range(len(x.split()))
            ],
        }
        for (s, x), t in zip(TALK, STARTS, strict=True)
    ]
    return {
        "jobName": "week",
        "status": "COMPLETED",
        "results": {
            "transcripts": [{"transcript": whole()}],
            "speaker_labels": {"speakers": 2, "segments": segments},
            "items": items,
        },
    }


def aws_channels() -> Any:
    channels = []
    for person in ("Ana Lind", "Bo Ek"):
        items = [
            {
                "type": "pronunciation",
                "start_time": f"{start + 0.2 * place}",
                "alternatives": [{"content": w}],
            }
            for (speaker, text), start in zip(TALK, STARTS, strict=True)
            if speaker == person
            for place, w in enumerate(text.split())
        ]
        channels.append({"channel_label": f"ch_{number(person)}", "items": items})
    everything = [item for channel in channels for item in channel["items"]]
    labels = {"channels": channels, "number_of_channels": 2}
    return {"jobName": "w", "results": {"transcripts": [], "channel_labels": labels, "items": everything}}


def google(*, version: int = 1) -> Any:
    def word(speaker: str, text: str, start: float) -> Any:
        if version == 1:
            return {
                "startTime": f"{start}s",
                "endTime": f"{start}s",
                "word": text,
                "speakerTag": number(speaker) + 1,
            }
        return {"startOffset": f"{start}s", "word": text, "speakerLabel": str(number(speaker) + 1)}

    tagged = words(word)
    plain = [{k: v for k, v in one.items() if not k.startswith("speaker")} for one in tagged]
    half = len(plain) // 2
    first = [
        {"alternatives": [{"transcript": "first half", "words": plain[:half]}], "languageCode": "en-us"},
        {"alternatives": [{"transcript": " second half", "words": plain[half:]}], "languageCode": "en-us"},
    ]
    return {"results": [*first, {"alternatives": [{"words": tagged}]}]}


def azure() -> Any:
    phrases = turns(
        recognitionStatus=lambda s, x, t: "Success",
        channel=lambda s, x, t: 0,
        speaker=lambda s, x, t: number(s) + 1,
        offset=lambda s, x, t: f"PT{t}S",
        offsetInTicks=lambda s, x, t: t * 1e7,
        nBest=lambda s, x, t: [
            {"lexical": x.lower(), "itn": x.lower(), "maskedITN": x.lower(), "display": x}
        ],
    )
    combined = [{"channel": 0, "lexical": whole().lower(), "display": whole()}]
    return {"source": "a", "combinedRecognizedPhrases": combined, "recognizedPhrases": phrases}


def azure_fast() -> Any:
    phrases = turns(
        channel=lambda s, x, t: 0,
        speaker=lambda s, x, t: number(s) + 1,
        offsetMilliseconds=lambda s, x, t: int(t * 1000),
        durationMilliseconds=lambda s, x, t: 900,
        text=lambda s, x, t: x,
        words=lambda s, x, t: [{"text": w, "offsetMilliseconds": 1} for w in x.split()],
    )
    return {"durationMilliseconds": 20000, "combinedPhrases": [{"text": whole()}], "phrases": phrases}


def video_indexer() -> Any:
    transcript = turns(
        id=lambda s, x, t: int(t) + 1,
        text=lambda s, x, t: x,
        confidence=lambda s, x, t: 0.9,
        speakerId=lambda s, x, t: number(s) + 1,
        instances=lambda s, x, t: [{"start": f"0:00:{t:05.2f}", "end": "0:00:59"}],
    )
    insights = {
        "transcript": transcript,
        "ocr": [{"id": 1, "text": "EXIT"}],
        "keywords": [{"id": 1, "text": "shift"}],
        "speakers": [{"id": 1, "name": "Ana Lind"}, {"id": 2, "name": "Bo Ek"}],
    }
    return {"summarizedInsights": {"name": "week"}, "videos": [{"insights": insights}], "name": "week"}


def speechmatics() -> Any:
    results = tokens(
        lambda s, w, t, mark: (
            {
                "type": "punctuation" if mark else "word",
                "start_time": t,
                "alternatives": [{"content": w, "confidence": 1.0, "speaker": f"S{number(s) + 1}"}],
            }
            | ({"attaches_to": "previous", "is_eos": True} if mark else {})
        )
    )
    return {"format": "2.9", "metadata": {"created_at": "2026-06-15T12:00:00Z"}, "results": results}


def rev() -> Any:
    monologues = []
    for (speaker, text), start in zip(TALK, STARTS, strict=True):
        elements = []
        for place, word in enumerate(text.split()):
            bare = word.rstrip(".,?")
            elements.append({"type": "text", "value": bare, "ts": start + 0.2 * place})
            elements.append({"type": "punct", "value": word[len(bare) :] + " "})
        monologues.append({"speaker": number(speaker), "elements": elements})
    return {"monologues": monologues}


def elevenlabs() -> Any:
    made = []
    for speaker, text in TALK:
        for word in text.split():
            made += [
                {
                    "text": word,
                    "start": 0.1,
                    "end": 0.2,
                    "type": "word",
                    "speaker_id": f"speaker_{number(speaker)}",
                },
                {
                    "text": " ",
                    "start": 0.2,
                    "end": 0.3,
                    "type": "spacing",
                    "speaker_id": f"speaker_{number(speaker)}",
                },
            ]
        made.append({"text": "(laughter)", "type": "audio_event", "speaker_id": f"speaker_{number(speaker)}"})
    return {"language_code": "eng", "language_probability": 0.98, "text": whole(), "words": made}


def gladia() -> Any:
    utterances = turns(
        text=lambda s, x, t: x,
        start=lambda s, x, t: t,
        speaker=lambda s, x, t: number(s),
        channel=lambda s, x, t: 0,
        words=lambda s, x, t: [{"word": f" {w}", "start": t} for w in x.split()],
    )
    german = [one | {"text": "Etwas anderes hier gesagt."} for one in utterances]
    translation = {"results": [{"full_transcript": "…", "utterances": german}]}
    result = {
        "transcription": {"full_transcript": whole(), "utterances": utterances},
        "translation": translation,
    }
    return {"id": "x", "status": "done", "result": result}


def recall() -> Any:
    return turns(
        participant=lambda s, x, t: {
            "id": number(s),
            "name": s,
            "is_host": number(s) == 0,
            "platform": "zoom",
        },
        words=lambda s, x, t: [
            {"text": w, "start_timestamp": {"relative": t + place, "absolute": "2026-06-15T12:00:00Z"}}
            for place, w in enumerate(x.split())
        ],
    )


def recall_old() -> Any:
    return turns(
        speaker=lambda s, x, t: s,
        speaker_id=lambda s, x, t: number(s),
        words=lambda s, x, t: [{"text": w, "start_timestamp": t, "end_timestamp": t} for w in x.split()],
    )


def fireflies_api() -> Any:
    sentences = turns(
        index=lambda s, x, t: int(t),
        speaker_name=lambda s, x, t: s,
        speaker_id=lambda s, x, t: number(s),
        text=lambda s, x, t: x,
        raw_text=lambda s, x, t: x.lower(),
        start_time=lambda s, x, t: t,
    )
    summary = {"overview": "They talk.", "action_items": "Mend the app."}
    return {
        "data": {
            "transcript": {"title": "Week", "date": 1781524800000, "sentences": sentences, "summary": summary}
        }
    }


def gong() -> Any:
    transcript = turns(
        speakerId=lambda s, x, t: str(number(s)),
        topic=lambda s, x, t: "Intro",
        sentences=lambda s, x, t: [
            {"start": int(t * 1000), "end": 1, "text": y} for y in x.replace(". ", ".|").split("|")
        ],
    )
    return {"requestId": "x", "callTranscripts": [{"callId": "7", "transcript": transcript}]}


def grain() -> Any:
    return turns(
        start=lambda s, x, t: int(t * 1000),
        end=lambda s, x, t: int(t * 1000) + 900,
        text=lambda s, x, t: x,
        speaker=lambda s, x, t: s,
        participant_id=lambda s, x, t: "p",
    )


def fathom() -> Any:
    transcript = turns(
        speaker=lambda s, x, t: {"display_name": s, "matched_calendar_invitee_email": None},
        text=lambda s, x, t: x,
        timestamp=lambda s, x, t: f"00:00:{int(t):02}",
    )
    return {"title": "Week", "created_at": "2026-06-15T12:00:00Z", "transcript": transcript}


def tldv() -> Any:
    data = turns(speaker=lambda s, x, t: s, text=lambda s, x, t: x, startTime=lambda s, x, t: t)
    return {"id": "t", "meetingId": "m", "data": data}


def read_ai() -> Any:
    blocks = turns(
        start_time=lambda s, x, t: "1781524800000",
        speaker=lambda s, x, t: {"name": s},
        words=lambda s, x, t: x,
    )
    return {"title": "Week", "transcript": {"speakers": [{"name": "Ana Lind"}], "speaker_blocks": blocks}}


def graph() -> Any:
    return {
        "entries": turns(
            id=lambda s, x, t: f"e{t}",
            text=lambda s, x, t: x,
            speakerDisplayName=lambda s, x, t: s,
            speakerId=lambda s, x, t: "guid",
            startOffset=lambda s, x, t: f"00:00:{t:010.7f}",
        ),
        "type": "AudioTranscript",
    }


def teams_metadata() -> Any:
    return turns(
        startDateTime=lambda s, x, t: "2026-06-15T12:00:00Z",
        endDateTime=lambda s, x, t: "2026-06-15T12:00:09Z",
        speakerName=lambda s, x, t: s,
        spokenText=lambda s, x, t: x,
        spokenLanguage=lambda s, x, t: "en-us",
    )


def otter() -> Any:
    transcripts = turns(
        transcript=lambda s, x, t: x,
        speaker_id=lambda s, x, t: number(s) + 50,
        start_offset=lambda s, x, t: int(t * 1000),
        end_offset=lambda s, x, t: 1,
    )
    people = [{"id": 50, "speaker_name": "Ana Lind"}, {"id": 51, "speaker_name": "Bo Ek"}]
    return {"speech": {"title": "Week", "transcripts": transcripts, "speakers": people}}


def hyperaudio() -> Any:
    paragraphs = turns(speaker=lambda s, x, t: s, start=lambda s, x, t: t, end=lambda s, x, t: t + 1)
    made = words(lambda s, w, t: {"start": t, "end": t, "text": w})
    return {"content": {"paragraphs": paragraphs, "words": made}}


def happy_scribe() -> Any:
    return turns(
        speaker=lambda s, x, t: s,
        speaker_number=lambda s, x, t: number(s),
        words=lambda s, x, t: [
            {"text": w + " ", "type": "word", "data_start": t, "data_end": t} for w in x.split()
        ],
    )


def whisperx() -> Any:
    segments = turns(
        start=lambda s, x, t: t,
        end=lambda s, x, t: t + 1,
        text=lambda s, x, t: f" {x}",
        speaker=lambda s, x, t: f"SPEAKER_{number(s):02}",
        words=lambda s, x, t: [{"word": w, "start": t, "speaker": "SPEAKER_00"} for w in x.split()],
    )
    return {
        "segments": segments,
        "word_segments": words(lambda s, w, t: {"word": w, "start": t, "speaker": "SPEAKER_00"}),
        "language": "en",
    }


def podcast() -> Any:
    segments = turns(speaker=lambda s, x, t: s, startTime=lambda s, x, t: t, body=lambda s, x, t: x)
    return {"version": "1.0.0", "segments": segments}


def draft_js() -> Any:
    blocks = turns(
        text=lambda s, x, t: x,
        type=lambda s, x, t: "paragraph",
        data=lambda s, x, t: {
            "speaker": s,
            "start": t,
            "words": [{"text": w, "start": t} for w in x.split()],
        },
        entityRanges=lambda s, x, t: [],
    )
    return {"blocks": blocks, "entityMap": {}}


def slate() -> Any:
    return turns(
        type=lambda s, x, t: "timedText",
        speaker=lambda s, x, t: s,
        start=lambda s, x, t: t,
        children=lambda s, x, t: [{"text": x, "words": [{"text": w} for w in x.split()]}],
    )


def dote() -> Any:
    return {
        "lines": turns(
            startTime=lambda s, x, t: f"00:00:{t:06.3f}".replace(".", ","),
            endTime=lambda s, x, t: "00:00:59,000",
            speakerDesignation=lambda s, x, t: s,
            text=lambda s, x, t: x,
        )
    }


def voice_agent() -> Any:
    roles = {"Ana Lind": "agent", "Bo Ek": "user"}
    transcript = turns(
        role=lambda s, x, t: roles[s], message=lambda s, x, t: x, time_in_call_secs=lambda s, x, t: int(t)
    )
    return {
        "conversation_id": "c",
        "status": "done",
        "transcript": transcript,
        "analysis": {"transcript_summary": "x"},
    }


def chat_tree() -> Any:
    mapping: dict[str, Any] = {"root": {"id": "root", "message": None, "parent": None}}
    parent = "root"
    for place, (speaker, text) in enumerate(TALK):
        role = "assistant" if number(speaker) == 0 else "user"
        message = {"author": {"role": role}, "content": {"content_type": "text", "parts": [text]}}
        mapping[f"n{place}"] = {"id": f"n{place}", "message": message, "parent": parent}
        parent = f"n{place}"
    return {"title": "Week", "mapping": mapping, "current_node": parent}


def content_parts() -> Any:
    roles = {"Ana Lind": "assistant", "Bo Ek": "user"}
    messages = turns(role=lambda s, x, t: roles[s], content=lambda s, x, t: [{"type": "text", "text": x}])
    return {"messages": [{"role": "system", "content": "Ask about the week."}, *messages]}


def tuples() -> Any:
    return [
        [place, 0, start, start + 1, text, speaker]
        for place, ((speaker, text), start) in enumerate(zip(TALK, STARTS, strict=True))
    ]


BUILDS: tuple[Build, ...] = (
    assembly, assembly_words_only, deepgram, deepgram_words_only, deepgram_paragraphs, deepgram_two_channels,
    aws, lambda: aws(labelled=False), aws_channels, google, lambda: google(version=2), azure, azure_fast,
    video_indexer, speechmatics, rev, elevenlabs, gladia, recall, recall_old, fireflies_api, gong,
    grain, fathom, tldv, read_ai, graph, teams_metadata, otter, hyperaudio, happy_scribe, whisperx,
    podcast, draft_js, slate, dote, voice_agent, chat_tree, content_parts, tuples,
)  # fmt: skip
TIMED: tuple[Build, ...] = (
    assembly, assembly_words_only, deepgram, aws, google, azure, azure_fast, video_indexer, recall, gong,
    grain, hyperaudio, tuples, draft_js, dote,
)  # fmt: skip


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_each_word_is_there_once_in_order_under_its_speaker(build: Build, tmp_path: Path) -> None:
    record = one(tmp_path, build())
    found = said(record)
    assert [text for _, text in found] == [text for _, text in TALK]
    assert len({speaker for speaker, _ in found}) == 2
    assert found[0][0] == found[2][0] is not None


@pytest.mark.parametrize("build", TIMED, ids=lambda build: build.__name__)
def test_times_are_in_seconds_whatever_the_unit(build: Build, tmp_path: Path) -> None:
    starts = [turn.start_seconds for turn in one(tmp_path, build()).turns]
    assert starts == pytest.approx(STARTS, abs=1)


def test_an_assistant_asks_where_a_user_answers(tmp_path: Path) -> None:
    roles = {turn.speaker: turn.role for turn in one(tmp_path, content_parts()).turns}
    assert roles == {"assistant": "interviewer", "user": "participant"}


def test_turns_with_the_id_of_their_interview_make_an_interview_each(tmp_path: Path) -> None:
    rows = [{"interview_id": id_, "speaker": s, "text": x} for id_ in ("p1", "p2") for s, x in TALK]
    records = read(tmp_path, rows)
    assert [r.key for r in records if isinstance(r, InterviewRecord)] == ["p1", "p2"]
    assert all(len(said(r)) == 4 for r in records if isinstance(r, InterviewRecord))


def test_records_with_turns_or_text_make_an_interview_each(tmp_path: Path) -> None:
    listed = [{"speaker": s, "text": x} for s, x in TALK]
    rows = [{"id": "a", "title": "One", "turns": listed}, {"id": "b", "text": "I wait.", "quotes": ["wait"]}]
    for content in (rows, {"interviews": rows}, {"data": rows}):
        first, second = read(tmp_path, content)
        assert isinstance(first, InterviewRecord)
        assert isinstance(second, InterviewRecord)
        assert (first.key, first.title, len(said(first))) == ("a", "One", 4)
        assert (second.key, second.turns[0].text, second.quotes[0].quote) == ("b", "I wait.", "wait")


def test_several_calls_of_one_export_stay_apart(tmp_path: Path) -> None:
    value = gong()
    value["callTranscripts"].append(value["callTranscripts"][0] | {"callId": "8"})
    assert [r.key for r in read(tmp_path, value) if isinstance(r, InterviewRecord)] == ["7", "8"]


def test_a_turn_on_each_line_is_one_interview(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"speaker": s, "text": x}) for s, x in TALK)
    for name in ("talk.jsonl", "talk.json"):
        assert len(said(one(tmp_path, lines, name))) == 4


def test_a_stated_interviewer_and_the_fields_of_a_record_are_kept(tmp_path: Path) -> None:
    value = {
        "id": 7,
        "title": "Week",
        "date": "2026-06-15",
        "interviewer": "Ana Lind",
        "participant": "P7",
        "site": "Leeds",
        "turns": [{"speaker": s, "text": x} for s, x in TALK],
    }
    record = one(tmp_path, value)
    assert (record.key, record.title, record.participants) == ("7", "Week", ("P7",))
    assert (record.interviewers, record.attributes) == (frozenset({"Ana Lind"}), {"site": "Leeds"})
    assert record.created_at is not None
    assert record.created_at_found == "field date"


def test_a_conversation_without_speakers_is_read_with_a_doubt(tmp_path: Path) -> None:
    segments = [{"start": t, "end": t + 1, "text": x} for (_, x), t in zip(TALK, STARTS, strict=True)]
    for value in (segments, {"text": whole(), "segments": segments, "language": "en"}):
        record = one(tmp_path, value)
        assert [turn.text for turn in record.turns] == [text for _, text in TALK]
        assert "names no speakers" in record.doubts[0]


def test_words_of_scripts_without_spaces_are_not_parted(tmp_path: Path) -> None:
    value = {
        "words": [
            {"word": w, "start": n, "speaker": "A"} for n, w in enumerate(["今日", "は", "とても", "忙しい"])
        ]
    }
    assert one(tmp_path, value).turns[0].text == "今日はとても忙しい"


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ({"results": {"channels": [{"alternatives": [{"transcript": ""}]}]}}, "a Deepgram result"),
        ({"id": "1", "status": "processing", "text": None}, "was not finished"),
        ({"jobName": "j", "results": {"items": []}}, "an AWS Transcribe result"),
        ({"monologues": []}, "a Rev result"),
        ({"title": "secret"}, "text is missing"),
        ({"text": "secret", "date": "yesterday"}, "field date is no date"),
        ({"text": "secret", "date": "2999-01-01"}, "in the future"),
        ({"text": "secret\u0000"}, "NUL"),
        ({"text": "secret", "id": ["secret"]}, "field id"),
        ({"text": "secret", "quotes": [5]}, "quotes"),
        (5, "no JSON object"),
    ],
)  # fmt: skip
def test_a_refused_value_says_what_it_is_and_quotes_nothing(value: object, part: str, tmp_path: Path) -> None:
    (fault,) = read(tmp_path, value)
    assert isinstance(fault, Fault)
    assert part in fault.sentence
    assert "secret" not in fault.sentence


@pytest.mark.parametrize("text", ["[" * 100_000, "[" * 300 + "]" * 300, '{"text": ', "7" * 5000])
def test_no_json_and_json_too_deep_are_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(FileFaultError, match="JSON"):
        read(tmp_path, text)


def by_hand() -> dict[str, Any]:
    """Shapes that people and scripts write by hand."""
    rows = [{"speaker": s, "text": x} for s, x in TALK]
    pairs = list(zip(TALK[::2], TALK[1::2], strict=True))
    starts = [
        start + 0.2 * place
        for (_, x), start in zip(TALK, STARTS, strict=True)
        for place in range(len(x.split()))
    ]
    labels = [number(s) for s, x in TALK for _ in x.split()]
    return {
        "a key each": [{s: x} for s, x in TALK],
        "pairs": {"dialogue": [[s, x] for s, x in TALK]},
        "numbered": {str(place): row for place, row in enumerate(rows)},
        "columns": {
            name: {str(place): row[name] for place, row in enumerate(rows)} for name in ("speaker", "text")
        },
        "lists": {name: [row[name] for row in rows] for name in ("speaker", "text")},
        "questions": {"questions": [{"question": q, "answer": a} for (_, q), (_, a) in pairs]},
        "labelled lines": [f"{s}: {x}" for s, x in TALK],
        "watson": {
            "results": [
                {"alternatives": [{"timestamps": [[w, t + 0.2 * n, 9] for n, w in enumerate(x.split())]}]}
                for (_, x), t in zip(TALK, STARTS, strict=True)
            ],
            "speaker_labels": [{"from": t, "speaker": s} for t, s in zip(starts, labels, strict=True)],
        },
        "wrapped": {"data": deepgram_words_only()},
    }  # fmt: skip


@pytest.mark.parametrize("name", by_hand())
def test_shapes_that_people_write_by_hand_are_read(name: str, tmp_path: Path) -> None:
    found = said(one(tmp_path, by_hand()[name]))
    assert [text for _, text in found] == [text for _, text in TALK]
    assert found[0][0] == found[2][0] != found[1][0]


def test_conversations_under_several_names_stay_apart(tmp_path: Path) -> None:
    listed = [{"speaker": s, "text": x} for s, x in TALK]
    records = read(tmp_path, {"Talk 1": listed, "Talk 2": listed[::-1]})
    assert [r.key for r in records if isinstance(r, InterviewRecord)] == ["Talk 1", "Talk 2"]


def test_records_of_a_survey_are_read_as_a_table(tmp_path: Path) -> None:
    rows = [
        {"id": f"r{n}", "What is slow?": f"The planning takes {n} hours of my day", "role": "x"}
        for n in (1, 2)
    ]
    first, second = read(tmp_path, rows)
    assert isinstance(first, InterviewRecord)
    assert isinstance(second, InterviewRecord)
    assert [turn.text for turn in first.turns] == ["What is slow?", "The planning takes 1 hours of my day"]
    assert second.attributes == {"role": "x"}
