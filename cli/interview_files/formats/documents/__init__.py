"""Documents of word processors, pages and prints, as lines whose layout is then read."""
