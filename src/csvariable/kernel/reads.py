"""Who reads what among formulas: the other way round from a formula and its operands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from csvariable.kernel.formula import Fact, Formula, Over, Ref, Sum, across, leaves


class Reads:
    """For columns and steps, the places of the formulas that read them, in order."""

    def __init__(self, formulas: Sequence[Formula]) -> None:
        """Look through the formulas once."""
        self._facts: dict[str, list[int]] = {}
        self._steps: dict[str, list[int]] = {}
        self._parts: dict[str, list[int]] = {}
        self._terms: dict[int, Reads] = {}
        self._formulas = formulas
        for at, formula in enumerate(formulas):
            for leaf in dict.fromkeys(leaves(formula)):
                if isinstance(leaf, Fact):
                    self._facts.setdefault(leaf.column, []).append(at)
                else:
                    found = self._steps if isinstance(leaf, Ref) else self._parts
                    found.setdefault(leaf.step, []).append(at)
            for name in across(formula):
                self._steps.setdefault(name, []).append(at)
            if isinstance(formula, Over) and formula.where is not None:
                self._facts.setdefault(formula.where, []).append(at)

    def of(
        self, *, facts: Iterable[str] = (), steps: Iterable[str] = (), parts: Iterable[str] = ()
    ) -> list[int]:
        """Return the places that read some of these: columns, steps of the same level, steps of parts."""
        found = {at for name in facts for at in self._facts.get(name, ())}
        found |= {at for name in steps for at in self._steps.get(name, ())}
        found |= {at for name in parts for at in self._parts.get(name, ())}
        return sorted(found)

    def terms(self, at: int) -> Reads:
        """Return who reads what among the terms of the sum at a place."""
        if at not in self._terms:
            formula = self._formulas[at]
            self._terms[at] = Reads(formula.terms if isinstance(formula, Sum) else (formula,))
        return self._terms[at]
