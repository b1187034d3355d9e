"""Interviews are read from files as people have them; what cannot be read is a sentence, never a trace."""

import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cli.interview_files.documents import read_file
from cli.interview_files.folders import find_files
from tests.support.unusual_files import document, fault, read
from themes.transcripts.document import Document, Unreadable

ROOT = Path(__file__).parents[4]
SAMPLE = ROOT / "docs" / "sample-study"
PDPILOT = ROOT.parent / "shared" / "eval" / "pdpilot_interviews" / "docs.jsonl"


def everything(root: Path) -> Iterator[Document | Unreadable]:
    for path in find_files(root):
        yield from read_file(path, root, date_from_file=False)


def test_a_folder_lists_what_can_be_read_in_order_and_nothing_hidden(tmp_path: Path) -> None:
    for name in ["b/2.TXT", "a.vtt", "b/1.md", "photo.png", ".hidden.txt", ".git/x.txt", "b/.y/z.csv"]:
        read(tmp_path, name, "x") if not name.endswith("png") else (tmp_path / name).touch()
    assert [path.relative_to(tmp_path).as_posix() for path in find_files(tmp_path)] == [
        "a.vtt",
        "b/1.md",
        "b/2.TXT",
    ]


def test_a_file_has_its_path_for_an_id_and_its_name_for_a_title(tmp_path: Path) -> None:
    read_as = document(tmp_path, "may/p1.txt", "Hello.")
    assert (read_as.key, read_as.title, read_as.source) == ("may/p1.txt", "p1", "may/p1.txt")
    assert (read_as.text, read_as.created_at) == ("Hello.", None)


def test_a_file_imported_by_itself_has_its_name_for_an_id(tmp_path: Path) -> None:
    path = tmp_path / "p1.txt"
    path.write_text("Hello.")
    (only,) = read_file(path, path, date_from_file=False)
    assert isinstance(only, Document)
    assert only.key == "p1.txt"


def test_the_date_of_the_file_stands_in_only_when_asked_and_needed(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text('{"text": "a"}\n{"text": "b", "date": "2024-05-31"}\n')
    os.utime(path, (1_000_000_000, 1_000_000_000))
    dates = [
        one.created_at for one in read_file(path, tmp_path, date_from_file=True) if isinstance(one, Document)
    ]
    assert dates == [datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC), datetime(2024, 5, 31, tzinfo=UTC)]


def test_a_file_from_the_future_dates_no_interview(tmp_path: Path) -> None:
    """It would say what now is to all trends, as a written date would."""
    path = tmp_path / "s.jsonl"
    path.write_text('{"text": "a"}\n{"text": "b", "date": "2024-05-31"}\n')
    os.utime(path, (4_000_000_000, 4_000_000_000))
    undated, dated = read_file(path, tmp_path, date_from_file=True)
    assert isinstance(undated, Unreadable)
    assert "The time at which the file was last changed is no possible date" in undated.fault
    assert isinstance(dated, Document)


def test_front_matter_tells_of_the_interview_and_is_no_speech(tmp_path: Path) -> None:
    source = "---\nid: 007\nTitle: 'Ana: day one'\ndate: 2024-05-31\n---\n\n# Ana\n\nHello there.\n"
    read_as = document(tmp_path, "p1.md", source)
    assert (read_as.key, read_as.title, read_as.text) == ("7", "Ana: day one", "Hello there.")
    assert read_as.created_at == datetime(2024, 5, 31, tzinfo=UTC)


@pytest.mark.parametrize("yaml_", ["title: Ana: day one", "title: [", f"title: {'[' * 9000}", "id: [a]"])
def test_front_matter_that_cannot_be_used_costs_no_words(tmp_path: Path, yaml_: str) -> None:
    assert "Hello." in document(tmp_path, "p1.md", f"---\n{yaml_}\n---\nHello.\n").text


def test_a_file_without_anything_said_is_a_fault_that_names_the_remedy(tmp_path: Path) -> None:
    assert "preview" in fault(tmp_path, "p1.txt", "Transcribed by https://otter.ai\n")


def test_a_text_over_the_bound_is_a_fault(tmp_path: Path) -> None:
    assert "over 10 MB" in fault(tmp_path, "p1.txt", b"yes no " * 1_500_000)


def test_a_file_over_the_bound_of_memory_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cli.interview_files.source.MAX_FILE_BYTES", 1000)
    assert "over 100 MB" in fault(tmp_path, "s.txt", "x" * 1001)


def test_a_stated_interviewer_asks_whatever_the_labels_say(tmp_path: Path) -> None:
    path = tmp_path / "p1.txt"
    path.write_text("Ana: I begin.\nBen: And I answer.\nAna: Go on.\nBen: I do.\n")
    (only,) = read_file(path, tmp_path, date_from_file=False, interviewers=("ana",))
    assert isinstance(only, Document)
    assert {turn.speaker: turn.role for turn in only.turns} == {"Ana": "interviewer", "Ben": "participant"}


def test_what_is_not_there_is_a_fault(tmp_path: Path) -> None:
    (only,) = everything(tmp_path / "nowhere")
    assert isinstance(only, Unreadable)
    assert only.source == "nowhere"
    assert "No such file" in only.fault


def test_links_to_folders_are_named_and_not_followed(tmp_path: Path) -> None:
    read(tmp_path, "a/p1.txt", "Hello.")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "self.txt").symlink_to("self.txt")
    (tmp_path / "a" / "gone.txt").symlink_to("nowhere.txt")
    gone, loop, p1, self_ = everything(tmp_path)
    assert isinstance(gone, Unreadable)
    assert isinstance(loop, Unreadable)
    assert "links to a folder" in loop.fault
    assert isinstance(p1, Document)
    assert isinstance(self_, Unreadable)


def test_a_pipe_is_a_fault_and_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p1.txt")
    (only,) = everything(tmp_path)
    assert isinstance(only, Unreadable)
    assert "no regular file" in only.fault


def test_a_file_that_may_not_be_opened_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "p1.txt")

    path = tmp_path / "p1.txt"
    path.touch()
    monkeypatch.setattr(Path, "open", refuse)
    (only,) = everything(tmp_path)
    assert isinstance(only, Unreadable)
    assert "Permission denied" in only.fault


def test_a_folder_that_may_not_be_listed_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders beside it are read all the same."""
    scandir = os.scandir

    def refuse_one(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    read(tmp_path, "closed/p1.txt", "Ann: It is slow.")
    read(tmp_path, "open/p2.txt", "Ann: It is slow.")
    monkeypatch.setattr(os, "scandir", refuse_one)
    closed, p2 = everything(tmp_path)
    assert isinstance(closed, Unreadable)
    assert "cannot be listed" in closed.fault
    assert isinstance(p2, Document)


def test_a_file_name_cannot_forge_a_message(tmp_path: Path) -> None:
    (forged,) = read(tmp_path, "a\n\x1b[31mb.txt", "x")
    assert forged.source == "a��[31mb.txt"


@pytest.mark.skipif(sys.platform != "linux", reason="other file systems refuse such a name themselves")
def test_a_file_name_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).touch()
    (only,) = everything(tmp_path)
    assert isinstance(only, Unreadable)
    assert only.source == "�.txt"
    assert "file name" in only.fault


@given(
    content=st.binary() | st.text().map(lambda text: text.encode(errors="surrogatepass")),
    suffix=st.sampled_from([".txt", ".md", ".vtt", ".srt", ".json", ".jsonl", ".csv", ".pdf"]),
)
def test_no_file_whatever_raises(content: bytes, suffix: str) -> None:
    with TemporaryDirectory() as folder:
        for one in read(Path(folder), f"p1{suffix}", content):
            assert not isinstance(one, Document) or "\0" not in one.text


def test_the_sample_study_reads_completely() -> None:
    """All 26 interviews, with every planted passage and every highlight verbatim in its text."""
    documents = {one.source: one for one in everything(SAMPLE / "interviews") if isinstance(one, Document)}
    assert len(documents) == len(list(everything(SAMPLE / "interviews"))) == 26
    planted = yaml.safe_load((SAMPLE / "planted-themes.yaml").read_text())
    by_reference = {f"{one.source.partition(':')[0]}#{one.key}": one for one in documents.values()}
    places = [place for theme in planted["themes"] for place in theme["interviews"]]
    assert len(places) > 50
    for place in places:
        text = (documents.get(place["interview"]) or by_reference[place["interview"]]).text
        assert all(passage in text for passage in place["passages"]), place["interview"]
    assert all(quote.quote in one.text for one in documents.values() for quote in one.quotes)


def test_the_examples_of_the_documentation_read_as_one_interview(tmp_path: Path) -> None:
    examples = re.findall(
        r"```(csv|json|md|vtt)\n(.*?)```", (ROOT / "docs" / "how-to" / "importing.md").read_text(), re.DOTALL
    )
    assert [suffix for suffix, _ in examples] == ["csv", "json", "md", "vtt"]
    for suffix, example in examples:
        text = document(tmp_path, f"p1.{suffix}", example).text
        assert text.strip() == "Interviewer: What is slow?\nAna: The export."


@pytest.mark.skipif(not PDPILOT.exists(), reason="the PDPilot interviews are not beside the repository")
def test_real_transcripts_read_completely() -> None:
    documents = [one for one in everything(PDPILOT) if isinstance(one, Document)]
    assert [one.key for one in documents] == [f"pdp-P{number}" for number in range(1, 8)]
    assert sum(len(one.text.split()) for one in documents) == 30_796


def test_a_link_that_leads_outside_of_the_imported_folder_is_refused_and_one_within_is_followed(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("Ann: Yes, this is mine.")
    (folder / "own.txt").write_text("Bob: Yes, this is ours.")
    (folder / "outside.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "within.txt").symlink_to(folder / "own.txt")
    (outside,) = read_file(folder / "outside.txt", folder, date_from_file=False)
    (within,) = read_file(folder / "within.txt", folder, date_from_file=False)
    (named,) = read_file(tmp_path / "secret.txt", tmp_path / "secret.txt", date_from_file=False)
    assert isinstance(outside, Unreadable)
    assert "links to a file outside of the folder" in outside.fault
    assert isinstance(within, Document)
    assert isinstance(named, Document)
