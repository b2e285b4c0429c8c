"""Programs in exact fractions, row by row: the definition of what is paid."""
