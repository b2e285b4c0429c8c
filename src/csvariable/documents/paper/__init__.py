"""What people keep: papers of words, tables, accounts and pictures, and the ways to write them."""
