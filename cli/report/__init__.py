"""The page that people send around: the themes of an organisation in one file, with their proof."""
