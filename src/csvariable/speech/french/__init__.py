"""Problems in French: each sentence of the source beside its French, by the floor that says it."""
