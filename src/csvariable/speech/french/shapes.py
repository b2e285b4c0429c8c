"""What is said of the shape of a plan: keys, words, values and how they are written."""

from __future__ import annotations

from typing import Final

PAIRS: Final[tuple[tuple[str, str], ...]] = (
    # keys and words
    ("the key `{key}`{where:said} is missing", "il manque la clé `{key}`{where}"),
    (" of `{key}`", " de `{key}`"),
    (
        "write `csvariable: 1`, the version of the language, as the first line",
        "écrivez en première ligne `csvariable: 1`, la version du langage",
    ),
    (
        "write one of: percent, points, number, score, money, hours, minutes, days",
        "écrivez l'un de ces mots : percent, points, number, score, money, hours, minutes, days",
    ),
    (
        "write the code of a currency, such as `currency: EUR`",
        "écrivez le code d'une devise, comme `currency: EUR`",
    ),
    (
        "write `period: month`, `quarter`, `half` or `year`",
        "écrivez `period: month`, `quarter`, `half` ou `year`",
    ),
    ("write a name that people know the plan by", "écrivez le nom sous lequel on connaît le plan"),
    (
        "say what it applies to: `of: plan`, or a list of KPIs such as `of: [nrr]`",
        "dites à quoi cela s'applique : `of: plan`, ou une liste d'indicateurs comme `of: [nrr]`",
    ),
    ("write what is paid there, such as `pays: 100 %`", "écrivez ce qui y est versé, comme `pays: 100 %`"),
    (
        "write the rate of the band, such as `rate: 100 %`",
        "écrivez le taux de la tranche, comme `rate: 100 %`",
    ),
    ("write where the point stands, such as `at: 90 %`", "écrivez où se place le point, comme `at: 90 %`"),
    ("unknown key `{key}`", "clé inconnue `{key}`"),
    (
        "unknown key `{key}`, did you mean `{meant}`?",
        "clé inconnue `{key}`, vouliez-vous dire `{meant}` ?",
    ),
    ("write `{meant}` instead of `{key}`", "écrivez `{meant}` au lieu de `{key}`"),
    ("keys that may stand here: {keys:free}", "clés possibles ici : {keys}"),
    ("`{text}` is not one of {words:said}", "`{text}` n'est pas un des mots possibles : {words}"),
    ("`{text}` is not `{word}`", "`{text}` n'est pas `{word}`"),
    ("nothing stands here: write {wanted:said}", "il n'y a rien ici : écrivez {wanted}"),
    ("{found:said} stands where {wanted:said} is due", "{found} se trouve là où il faut {wanted}"),
    ("`{text}` stands where {wanted:said} is due", "`{text}` se trouve là où il faut {wanted}"),
    ("the text `{text}`", "le texte `{text}`"),
    ("a mapping of keys and values", "un bloc de clés et de valeurs"),
    ("a list in brackets", "une liste entre crochets"),
    ("a value", "une valeur"),
    (
        "this example expects nothing, so it could never fail: write a step and its value",
        "cet exemple n'attend rien, il ne pourrait jamais échouer : écrivez une étape et sa valeur",
    ),
    ("`{name}` is empty: write at least one entry", "`{name}` est vide : écrivez au moins une entrée"),
    ("{count} values are due here", "{count} valeurs sont attendues ici"),
    ("at most {most} values stand here", "{most} valeurs au plus peuvent se trouver ici"),
    ("at most {most} is allowed here", "{most} au plus est permis ici"),
    ("this value cannot be read", "cette valeur ne peut pas être lue"),
    ("words that are no ids: {words:free}", "mots qui ne sont pas des identifiants : {words}"),
    # what other tools call otherwise
    (
        "a threshold is where pay starts; an accelerator is a steeper slope",
        "un seuil est le point où le versement commence ; un accélérateur est une pente plus forte",
    ),
    ("{note:said}; write one more point", "{note} ; écrivez un point de plus"),
    ("a slower slope is one more point", "une pente plus faible est un point de plus"),
    (
        "a `lookup` pays the amount of the last point reached",
        "un `lookup` (palier) verse ce que donne le dernier point atteint",
    ),
    (
        "`marginal` pays each band at its own rate, `whole` pays everything at the rate reached",
        "`marginal` verse chaque tranche à son taux, `whole` verse le tout au taux atteint",
    ),
    (
        "`whole` pays everything at the rate reached, `marginal` each band at its own rate",
        "`whole` verse le tout au taux atteint, `marginal` chaque tranche à son taux",
    ),
    (
        "there is no second bound to write: the next point says where this one ends",
        "il n'y a pas de seconde borne à écrire : le point suivant dit où celui-ci finit",
    ),
    (
        "a bound is `from` (reached) or `above` (exceeded)",
        "une borne est `from` (atteint) ou `above` (dépassé)",
    ),
    (
        "merge keys are not part of the language; repeat the keys or use an alias of the whole value",
        (
            "les fusions de clés n'existent pas dans le langage ; répétez les clés ou prenez un "
            "alias de toute la valeur"
        ),
    ),
    (
        "there are no formulas: a curve says what is paid, a `measure` how a KPI is computed",
        (
            "il n'y a pas de formules : une courbe dit ce qui est versé, une `measure` comment un "
            "indicateur se calcule"
        ),
    ),
    # what is due
    (
        "a rate such as `150 %` or an amount such as `3000`",
        "un taux comme `150 %` ou un montant comme `3000`",
    ),
    ("the id of a KPI", "l'identifiant d'un indicateur"),
    ("`plan` or a list of KPIs", "`plan` ou une liste d'indicateurs"),
    ("`none` or a mapping with `amount` and `targets`", "`none` ou un bloc avec `amount` et `targets`"),
    ("a percentage such as `90 %`", "un pourcentage comme `90 %`"),
    ("a rate such as `90 %`", "un taux comme `90 %`"),
    ("a number of points such as `42`", "un nombre de points comme `42`"),
    ("a number such as `42`", "un nombre comme `42`"),
    ("a score such as `4.5`", "une note comme `4.5`"),
    ("an amount such as `2500`", "un montant comme `2500`"),
    ("a duration such as `4 h` or `90 min`", "une durée comme `4 h` ou `90 min`"),
    ("a duration such as `90 min` or `1 h 30 min`", "une durée comme `90 min` ou `1 h 30 min`"),
    ("a number of days such as `2 d`", "un nombre de jours comme `2 d`"),
    ("a currency such as `EUR`", "une devise comme `EUR`"),
    ("a month and a day such as `04-01`", "un mois et un jour comme `04-01`"),
    ("a rate such as `85 %`", "un taux comme `85 %`"),
    ("an amount such as `2500` or `2500.50`", "un montant comme `2500` ou `2500.50`"),
    ("a value such as `90 %`, `42` or `4 h`", "une valeur comme `90 %`, `42` ou `4 h`"),
    ("a whole number", "un nombre entier"),
    ("a number of days such as `1` or `0.5`", "un nombre de jours comme `1` ou `0.5`"),
    ("a date such as `2026-07-01`", "une date comme `2026-07-01`"),
    ("`true` or `false`", "`true` ou `false`"),
    ("a word", "un mot"),
    # values
    ("a value is missing here: write {wanted:said}", "il manque une valeur ici : écrivez {wanted}"),
    ("{problem:said}: write {wanted:said}", "{problem} : écrivez {wanted}"),
    (
        "a rate needs its sign: `{text}` could mean {both:said}",
        "un taux s'écrit avec son signe : `{text}` peut se lire {both}",
    ),
    ("{text} % or {same} times the whole", "{text} % ou {same} fois le tout"),
    (
        "`{text}` is not a rate: write one such as `85 %`",
        "`{text}` n'est pas un taux : écrivez par exemple `85 %`",
    ),
    ("a payment or a factor is 0 % or more", "un versement ou un facteur doit être d'au moins 0 %"),
    (
        "`{text}` has more decimals than {currency} has ({count})",
        "`{text}` a plus de décimales que la devise {currency} n'en a ({count})",
    ),
    (
        "`{text}` is not an amount: write one such as `2500`",
        "`{text}` n'est pas un montant : écrivez par exemple `2500`",
    ),
    ("an amount of a plan is 0 or more", "un montant du plan doit être d'au moins 0"),
    ("`{text}` is not a whole number such as `3`", "`{text}` n'est pas un nombre entier comme `3`"),
    (
        "leave is given in half days: `{text}` is not a number of half days",
        "les jours de repos se donnent par demi-journées : `{text}` n'en est pas un nombre entier",
    ),
    ("`{text}` is not a day of the calendar", "`{text}` n'est pas un jour du calendrier"),
    (
        "`{text}` is not a date: write year, month and day, as in `2026-07-01`",
        "`{text}` n'est pas une date : écrivez l'année, le mois et le jour, comme `2026-07-01`",
    ),
    ("`{text}` is neither `true` nor `false`", "`{text}` n'est ni `true` ni `false`"),
    (
        "a text is written in `fr` and `en`, not in `{language}`",
        "un texte s'écrit en `fr` et en `en`, pas en `{language}`",
    ),
    (
        "version `{text}` of the language is not known: write `csvariable: 1`",
        "la version `{text}` du langage n'est pas connue : écrivez `csvariable: 1`",
    ),
    (
        "`{text}` is not the code of a currency, such as `EUR`",
        "`{text}` n'est pas le code d'une devise, comme `EUR`",
    ),
    (
        "`{text}` is not a month and a day such as `04-01`",
        "`{text}` n'est pas un mois et un jour comme `04-01`",
    ),
    (
        "`{name}` is not an id: a lower-case letter, then letters, digits, `_` or `-`",
        (
            "`{name}` n'est pas un identifiant : une lettre minuscule, puis des lettres minuscules, "
            "des chiffres, `_` ou `-`"
        ),
    ),
    (
        "`{name}` is the name of a step or of a column",
        "`{name}` est déjà le nom d'une étape ou d'une colonne",
    ),
    # numbers
    ("`{text}` starts with a zero; write `{bare}`", "`{text}` commence par un zéro ; écrivez `{bare}`"),
    ("`{text}` has more than {most} integer digits", "`{text}` a plus de {most} chiffres avant la virgule"),
    (
        "`{text}` has more than {most} decimals; nothing is rounded on reading",
        "`{text}` a plus de {most} décimales ; rien n'est arrondi à la lecture",
    ),
    (
        "`{text}` has a thousands separator; write `{plain}`",
        "`{text}` a un séparateur de milliers ; écrivez `{plain}`",
    ),
    (
        "decimals take a point in a plan; write `{plain}`",
        "dans un plan, les décimales suivent un point ; écrivez `{plain}`",
    ),
    ("`{text}` has an underscore; write `{plain}`", "`{text}` a un tiret bas ; écrivez `{plain}`"),
    (
        "`{text}` has an exponent; write the number in full",
        "`{text}` a un exposant ; écrivez le nombre en entier",
    ),
    ("`{text}` is not a number", "`{text}` n'est pas un nombre"),
    ("`{text}` divides by zero", "`{text}` divise par zéro"),
    # curves, matrices, conditions, bonuses
    (
        (
            "a bound is missing: write `from` (reached) or `above` (exceeded), "
            "or `up_to` and `below` where lower is better"
        ),
        (
            "il manque une borne : écrivez `from` (atteint) ou `above` (dépassé), "
            "ou bien `up_to` ou `below` si le plus bas est le mieux"
        ),
    ),
    (
        "two bounds stand here; a point has one, and the next point says where it ends",
        "il y a deux bornes ici ; un point en a une seule, et le point suivant dit où il finit",
    ),
    ("a curve has one kind: write one of {kinds:said}", "une courbe a un seul type : écrivez un de {kinds}"),
    (
        "this curve has two kinds: keep one of {kinds:said}",
        "cette courbe a deux types : n'en gardez qu'un de {kinds}",
    ),
    (
        "a KPI has a `curve` or a `matrix`, not both",
        "un indicateur a une `curve` ou une `matrix`, pas les deux",
    ),
    ("{number} list", "{number} liste"),
    ("{number} lists", "{number} listes"),
    ("{number} row", "{number} ligne"),
    ("{number} rows", "{number} lignes"),
    ("{number} rate", "{number} taux"),
    ("{number} rates", "{number} taux"),
    ("{number} column", "{number} colonne"),
    ("{number} columns", "{number} colonnes"),
    (
        "`pays` has {lists:word} and the matrix {rows:word}",
        "`pays` a {lists} et la matrice {rows}",
    ),
    (
        "a list of `pays` has {rates:word} and the matrix {columns:word}",
        "une liste de `pays` a {rates} et la matrice {columns}",
    ),
    (
        "a condition needs a bound: `from`, `above`, `up_to` or `below`",
        "une condition a besoin d'une borne : `from`, `above`, `up_to` ou `below`",
    ),
    (
        "a condition has at most one lower and one upper bound",
        "une condition a au plus une borne basse et une borne haute",
    ),
    (
        "this condition tests nothing: write a step and a bound",
        "cette condition ne teste rien : écrivez une étape et une borne",
    ),
    (
        "`gives` names nothing: write `item`, `voucher`, `leave_days` or `badge`",
        "`gives` ne nomme rien : écrivez `item`, `voucher`, `leave_days` ou `badge`",
    ),
    (
        "a bonus has one source: `pays`, `per`, `of`, `rank`, `gives` or `badge`",
        "un bonus a une seule source : `pays`, `per`, `of`, `rank`, `gives` ou `badge`",
    ),
    ("{message:said}; here stand `{kinds:said}`", "{message} ; il y a ici `{kinds}`"),
    ("`{kind}` needs `of`, the step that it reads", "`{kind}` a besoin de `of`, l'étape qu'il lit"),
    ("`{kind}` needs `pays`", "`{kind}` a besoin de `pays`"),
    (
        "a list of amounts goes with `rank`, one amount for each place",
        "une liste de montants va avec `rank`, un montant pour chaque place",
    ),
)
"""Each English sentence and the French one, with the same gaps, whose kinds `words.problems` lists."""
