"""What a theme is and how it is made: pure Python, no database, no orchestrator."""
