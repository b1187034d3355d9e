"""What is deployed: flows that take parameters and answer with a report."""
