"""The endpoint: jobs started over HTTP by those who know the secret."""
