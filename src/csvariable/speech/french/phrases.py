"""What several floors say: suggestions, units, words of a plan inside a sentence."""

from __future__ import annotations

from typing import Final

PAIRS: Final[tuple[tuple[str, str], ...]] = (
    ("did you mean `{meant}`?", "vouliez-vous dire `{meant}` ?"),
    ("did you mean {routes:said}?", "vouliez-vous dire {routes} ?"),
    ("{sentence:said}; did you mean `{meant}`?", "{sentence} ; vouliez-vous dire `{meant}` ?"),
    ("; did you mean `{meant}`?", " ; vouliez-vous dire `{meant}` ?"),
    ("write `{text}`", "écrivez `{text}`"),
    ("write `{text} %`", "écrivez `{text} %`"),
    ("write {choices:said}", "écrivez {choices}"),
    ("there are: {names:free}", "il y a : {names}"),
    ("keep one of them", "gardez l'un des deux"),
    ("leave it out", "retirez-le"),
    ("asked for here", "demandé ici"),
    ("the other one", "l'autre"),
    ("the other value", "l'autre valeur"),
    ("first written here", "écrit d'abord ici"),
    # units
    ("a rate", "un taux"),
    ("in {unit:word}", "en {unit}"),
    ("percent", "pourcentage"),
    ("rate", "taux"),
    ("points", "points"),
    ("number", "nombre"),
    ("score", "note"),
    ("money", "argent"),
    ("hours", "heures"),
    ("minutes", "minutes"),
    ("days", "jours"),
    (
        "`{text}` is not in the plan's currency, {currency}",
        "`{text}` n'est pas dans la devise du plan, {currency}",
    ),
    # sides, scopes, lengths
    ("lower", "plus bas"),
    ("higher", "plus haut"),
    ("below", "sous"),
    ("under", "sous"),
    ("above", "au-dessus de"),
    ("person", "personne"),
    ("team", "équipe"),
    ("company", "entreprise"),
    ("the team", "l'équipe"),
    ("the team `{team}`", "l'équipe `{team}`"),
    ("the company", "l'entreprise"),
    ("month", "mois"),
    ("quarter", "trimestre"),
    ("half", "semestre"),
    ("half-year", "semestre"),
    ("year", "année"),
)
"""Each English sentence and the French one, with the same gaps, whose kinds `words.problems` lists."""
