"""Programs on whole columns of whole numbers: the same values, for any size."""
