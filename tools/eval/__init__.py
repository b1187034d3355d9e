"""How good are the themes? Extractions of coded interviews beside what human coders found in them."""
