"""The steps of a job, one verb a module: thin Prefect tasks around plain functions."""
