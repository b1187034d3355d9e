"""Personal data in words: finding it, hiding it behind placeholders, and putting it back."""
