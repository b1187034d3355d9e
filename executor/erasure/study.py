"""Words of an erased interview in what the organisation says of its study."""

from collections.abc import Iterator
from typing import Literal, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from executor.sql.loader import as_json, statement
from themes.codebooks.study import Study, StudyCode
from themes.models import Frozen

STUDY = text("select id, context, codebook as codes from studies where org_id = (select current_org())")
STUDY_TEXTS = statement("erasure/texts_of_study")
SET_STUDY = statement("study/set_study")


class StudyTrace(Frozen):
    """A place of the study that holds words which only the erased interview says. The words are not told."""

    field: Literal["context", "name", "definition", "example", "earlier version"]
    code: int | None = None
    """The code's number in the codebook, from 1; None of a field that belongs to no code."""
    called: str = ""
    """The code's name; empty where the name itself holds the words."""


class StoredStudy(NamedTuple):
    """An organisation's study with the id of its row."""

    id: UUID
    study: Study


def study_texts(connection: Connection) -> frozenset[str]:
    """Every text of the study, those that the audit keeps included."""
    return frozenset(connection.execute(STUDY_TEXTS).scalars())


def stored_study(connection: Connection) -> StoredStudy | None:
    """The study as it stands."""
    row = connection.execute(STUDY).one_or_none()
    return StoredStudy(row.id, Study(context=row.context, codes=row.codes)) if row else None


def study_traces(stored: StoredStudy | None, own: frozenset[str]) -> tuple[StudyTrace, ...]:
    """The places of the study whose texts are among ``own``, which are the erased interview's words."""
    places = list(_places(stored.study)) if stored else []
    traces = [trace for said, trace in places if said in own]
    if own - {said for said, _ in places}:
        traces.append(StudyTrace(field="earlier version"))
    return tuple(
        trace.model_copy(update={"called": ""}) if trace.called in own else trace for trace in traces
    )


def _places(study: Study) -> Iterator[tuple[str, StudyTrace]]:
    yield study.context, StudyTrace(field="context")
    for number, code in enumerate(study.codes, start=1):
        yield code.name, StudyTrace(field="name", code=number)
        yield code.definition, StudyTrace(field="definition", code=number, called=code.name)
        for example in code.examples:
            yield example, StudyTrace(field="example", code=number, called=code.name)


def remove_from_study(connection: Connection, stored: StoredStudy, own: frozenset[str], actor: str) -> bool:
    """Store the study without texts that are among ``own``; return whether it changed.

    A code goes whole where its name or its definition is among them.
    """
    parameters = {
        "id": stored.id,
        "context": "" if stored.study.context in own else stored.study.context,
        "codebook": as_json([_without(c, own) for c in stored.study.codes if _stays(c, own)]),
        "actor": actor,
    }
    return connection.execute(SET_STUDY, parameters).one_or_none() is not None


def _stays(code: StudyCode, own: frozenset[str]) -> bool:
    return own.isdisjoint((code.name, code.definition))


def _without(code: StudyCode, own: frozenset[str]) -> StudyCode:
    return code.model_copy(update={"examples": tuple(one for one in code.examples if one not in own)})
