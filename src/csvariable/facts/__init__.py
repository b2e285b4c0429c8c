"""Facts: what the files say about people, read as text and made exact."""
