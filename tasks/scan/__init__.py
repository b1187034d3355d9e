"""The scan as a plain function, with the models that it is given and what its outcome depends on."""
