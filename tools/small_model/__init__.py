"""``make eval-llm``: a scan with a small real model behind a real OpenAI-compatible server."""
