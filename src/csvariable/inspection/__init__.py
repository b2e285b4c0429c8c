"""What a file holds, before a plan reads it: how it is written, its columns, the source to write."""
