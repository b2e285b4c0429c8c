"""Values that everything is made of: quantities, formulas, steps, problems."""
