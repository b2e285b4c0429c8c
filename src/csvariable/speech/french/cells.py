"""What is said of a cell: what it is not, and how to write it."""

from __future__ import annotations

from typing import Final

PAIRS: Final[tuple[tuple[str, str], ...]] = (
    # rates, money
    (
        "`{text}` has no % sign: nothing shows whether 1 means 1 % or 100 %",
        "`{text}` n'a pas de signe % : rien ne montre si 1 veut dire 1 % ou 100 %",
    ),
    (
        "write the % sign, put (%) in the header, or give the KPI `reading: percent` or `reading: ratio`",
        (
            "écrivez le signe %, mettez (%) dans l'en-tête, ou donnez à l'indicateur "
            "`reading: percent` ou `reading: ratio`"
        ),
    ),
    (
        "`{text}` is not a working time from 0 % to 100 %",
        "`{text}` n'est pas un temps de travail de 0 % à 100 %",
    ),
    ("write `80 %` or `0.8`", "écrivez `80 %` ou `0.8`"),
    (
        "`{text}` is an amount in {name}, the plan pays in {currency}",
        "`{text}` est un montant en {name}, le plan paie en {currency}",
    ),
    (
        "convert it to {currency} yourself: no rate of exchange is assumed",
        "convertissez-le vous-même en {currency} : aucun taux de change n'est supposé",
    ),
    ("`{text}` names its currency twice", "`{text}` nomme sa devise deux fois"),
    ("name it once", "nommez-la une fois"),
    (
        "`{text}` has {places} decimals, {currency} has {count}",
        "`{text}` a {places} décimales, la devise {currency} en a {count}",
    ),
    (
        "round it yourself, as your contract says: nothing is rounded on reading",
        "arrondissez-le vous-même, comme le dit votre contrat : rien n'est arrondi à la lecture",
    ),
    # durations
    (
        "write `2:35:00`, `2 h 35 min` or `155 min`",
        "écrivez `2:35:00`, `2 h 35 min` ou `155 min`",
    ),
    ("`{text}` is not a number of days", "`{text}` n'est pas un nombre de jours"),
    (
        "write `2` or `2 d`: hours are never made days",
        "écrivez `2` ou `2 j` : les heures ne sont jamais converties en jours",
    ),
    (
        "`{text}` can be hours and minutes, or minutes and seconds",
        "`{text}` peut être des heures et des minutes, ou des minutes et des secondes",
    ),
    (
        "write `{hours}:{minutes}:00` or `0:{first}:{second}`",
        "écrivez `{hours}:{minutes}:00` ou `0:{first}:{second}`",
    ),
    (
        "`{text}` is in days, and a day has no fixed number of hours",
        "`{text}` est en jours, et un jour n'a pas un nombre fixe d'heures",
    ),
    ("write it in hours or minutes", "écrivez-le en heures ou en minutes"),
    ("`{text}` is not a duration", "`{text}` n'est pas une durée"),
    (
        "`{text}` is not a duration: hours, then minutes and seconds from 0 to 59",
        "`{text}` n'est pas une durée : des heures, puis des minutes et des secondes de 0 à 59",
    ),
    (
        "the header counts in {header:word} and the KPI in {unit:word}; days are never converted",
        "l'en-tête compte en {header} et l'indicateur en {unit} ; les jours ne sont jamais convertis",
    ),
    # dates
    ("write it year first: `2026-07-01`", "écrivez-la année d'abord : `2026-07-01`"),
    ("look at its month and its day", "vérifiez son mois et son jour"),
    ("`{text}` is more than a date", "`{text}` est plus qu'une date"),
    (
        "write `{day}` alone, if that is the day where it counts",
        "écrivez `{day}` seul, si c'est bien le jour qui compte",
    ),
    (
        "`{text}` has an order that countries read differently",
        "`{text}` a un ordre que les pays lisent différemment",
    ),
    ("write it year first: {days:said}", "écrivez-la année d'abord : {days}"),
    ("`{text}` is not a date", "`{text}` n'est pas une date"),
    # numbers
    ("`{text}` is too long for a value", "`{text}` est trop long pour une valeur"),
    ("`{text}` has more than one sign", "`{text}` a plus d'un signe"),
    ("write one sign", "écrivez un seul signe"),
    (
        "`{text}` has more than {most} digits before the decimal mark or {decimals} after it",
        "`{text}` a plus de {most} chiffres avant le signe décimal ou plus de {decimals} après",
    ),
    (
        "write it shorter: nothing is rounded on reading",
        "écrivez-le plus court : rien n'est arrondi à la lecture",
    ),
    (
        "`{text}` can be read in two ways: nothing shows which mark is the decimal one",
        "`{text}` peut se lire de deux façons : rien ne montre quel signe est celui des décimales",
    ),
    (
        "say which: `--decimal ,` or `--decimal .`",
        "dites lequel : `--decimal ,` ou `--decimal .`",
    ),
    ("`{text}` {reason:said}", "`{text}` {reason}"),
    ("is not a number", "n'est pas un nombre"),
    ("is the error of a formula", "est l'erreur d'une formule"),
    (
        "mend the formula, or empty the cell if there is no value",
        "corrigez la formule, ou videz la cellule s'il n'y a pas de valeur",
    ),
    (
        "empty the cell if there is no value, write 0 if it is zero",
        "videz la cellule s'il n'y a pas de valeur, écrivez 0 si c'est zéro",
    ),
    ("is not a finite number", "n'est pas un nombre fini"),
    ("is written with an exponent", "est écrit avec un exposant"),
    ("write all its digits", "écrivez tous ses chiffres"),
    ("is not written in decimal digits", "n'est pas écrit en chiffres décimaux"),
    ("write it in decimal digits", "écrivez-le en chiffres décimaux"),
    ("has an underscore", "a un tiret bas"),
    ("write the digits without it", "écrivez les chiffres sans lui"),
    (
        "is a percentage where a number is due",
        "est un pourcentage là où un nombre est attendu",
    ),
    ("write the number without the sign", "écrivez le nombre sans le signe"),
    ("has its sign at the end", "a son signe à la fin"),
    ("write the sign in front", "écrivez le signe devant"),
    ("ends with a decimal mark", "finit par un signe décimal"),
    (
        "write a digit after the mark, or remove it",
        "écrivez un chiffre après le signe, ou supprimez-le",
    ),
    ("is a fraction", "est une fraction"),
    (
        "give it in two columns: numerator and denominator",
        "donnez-la en deux colonnes : numérateur et dénominateur",
    ),
    (
        "its separators do not part groups of three digits",
        "ses séparateurs ne séparent pas des groupes de trois chiffres",
    ),
    ("a sign stands without a number", "un signe se trouve sans nombre"),
    (
        "empty the cell if there is no value",
        "videz la cellule s'il n'y a pas de valeur",
    ),
    (
        "`{text}` has digits other than 0 to 9",
        "`{text}` a d'autres chiffres que 0 à 9",
    ),
    ("write it with the digits 0 to 9", "écrivez-le avec les chiffres 0 à 9"),
    (
        "`{text}` has a decimal {mark:word}, but the decimal mark here is `{decimal}`",
        "`{text}` a un signe décimal ({mark}), mais ici c'est `{decimal}`",
    ),
    ("comma", "virgule"),
    (
        "write it with `{decimal}`, or say `--decimal {other}` if the whole file has it",
        "écrivez-le avec `{decimal}`, ou dites `--decimal {other}` si tout le fichier est ainsi",
    ),
    # values that contradict the plan or each other
    ("`{name}` is below 0", "`{name}` est sous 0"),
    (
        "a numerator needs its denominator, and a denominator its numerator",
        "un numérateur a besoin de son dénominateur, et un dénominateur de son numérateur",
    ),
    ("a denominator is below 0", "un dénominateur est sous 0"),
    (
        "`{value}` stands beside a denominator of 0: taken as missing",
        "`{value}` est une valeur à côté d'un dénominateur de 0 : elle est prise comme manquante",
    ),
    (
        "`{text}` is not {top} / {bottom} = {exact}",
        "`{text}` n'est pas {top} / {bottom} = {exact}",
    ),
    ("keep the counts, or correct the value", "gardez les effectifs, ou corrigez la valeur"),
    (
        "{value} is outside the range of `{name}`: {span:said}",
        "{value} est hors de l'intervalle de `{name}` : {span}",
    ),
    ("{low} to any", "à partir de {low}"),
    ("any to {high}", "jusqu'à {high}"),
    ("{low} to {high}", "de {low} à {high}"),
    (
        "correct the value, or write `range` in the plan",
        "corrigez la valeur, ou écrivez `range` dans le plan",
    ),
)
"""Each English sentence and the French one, with the same gaps, whose kinds `words.problems` lists."""
