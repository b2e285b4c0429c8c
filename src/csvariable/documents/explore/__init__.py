"""The page that people play with: the program itself, read by a small interpreter in the browser."""
