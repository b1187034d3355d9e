"""One run of Kura, by the interpreter that has it: ``python kura_once.py FILE FOLDER IN_FLIGHT``.

FILE holds a list of ``{"id": …, "text": …}``, FOLDER its checkpoints. The model is the endpoint of
OPENAI_BASE_URL. Prints one line of JSON: the seconds without imports, and the ids that ended in a cluster.
Embeddings cost it no request: word counts, hashed, stand in for OpenAI's.
"""

import asyncio
import functools
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import instructor
from kura.base_classes import BaseEmbeddingModel
from kura.checkpoints import JSONLCheckpointManager
from kura.cluster import (
    ClusterDescriptionModel,
    KmeansClusteringModel,
    generate_base_clusters_from_conversation_summaries,
)
from kura.meta_cluster import MetaClusterModel, reduce_clusters_from_base_clusters
from kura.summarisation import SummaryModel, summarise_conversations
from kura.types import Conversation, Message
from sklearn.feature_extraction.text import HashingVectorizer

MODEL = "openai/test"
# A client that nobody holds on to is collected in the middle of its requests, and the run hangs.
instructor.from_provider = functools.cache(instructor.from_provider)  # type: ignore[assignment]


class WordCounts(BaseEmbeddingModel):
    """Embeds without asking anybody."""

    async def embed(self, texts: list[str]) -> list[list[float]]:
        """Hash the words of each text."""
        return HashingVectorizer(n_features=256).transform(texts).toarray().tolist()

    def slug(self) -> str:
        """The name under which Kura keeps the embeddings."""
        return "word-counts"


async def main(conversations: list[Conversation], folder: str, in_flight: int) -> None:
    """Run the pipeline that Kura's documentation begins with, and print what it took."""
    began = time.perf_counter()
    checkpoints = JSONLCheckpointManager(folder)
    summaries = await summarise_conversations(
        conversations,
        model=SummaryModel(model=MODEL, max_concurrent_requests=in_flight),
        checkpoint_manager=checkpoints,
    )
    clusters = await generate_base_clusters_from_conversation_summaries(
        summaries,
        embedding_model=WordCounts(),
        clustering_method=KmeansClusteringModel(),
        clustering_model=ClusterDescriptionModel(model=MODEL, max_concurrent_requests=in_flight),
        checkpoint_manager=checkpoints,
    )
    meta = MetaClusterModel(model=MODEL, max_concurrent_requests=in_flight, embedding_model=WordCounts())
    reduced = await reduce_clusters_from_base_clusters(clusters, model=meta, checkpoint_manager=checkpoints)
    known = sorted({chat for cluster in reduced for chat in cluster.chat_ids})
    print(json.dumps({"seconds": time.perf_counter() - began, "known": known}))


def _conversation(interview: dict[str, str]) -> Conversation:
    now = datetime.now(UTC)
    said = Message(created_at=now, role="user", content=interview["text"])
    return Conversation(chat_id=interview["id"], created_at=now, messages=[said], metadata={})


if __name__ == "__main__":
    _file, _folder, _in_flight = sys.argv[1:]
    _interviews = json.loads(Path(_file).read_text("utf-8"))
    asyncio.run(main([*map(_conversation, _interviews)], _folder, int(_in_flight)))
