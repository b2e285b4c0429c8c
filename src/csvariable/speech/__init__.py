"""What people read, in English and in French: labels, sentences, numbers."""
