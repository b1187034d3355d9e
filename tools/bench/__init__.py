"""How fast, how cheap, how flat: ratios measured side by side in one run, against a server of our own."""
