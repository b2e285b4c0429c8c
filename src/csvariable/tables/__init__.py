"""Tables of text cells: bytes to located cells, and cells to exact values."""
