"""The booklet: a plan in words, from the plan alone, for those whom it pays."""
