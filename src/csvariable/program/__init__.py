"""A plan as a program: the semantics of the product."""
