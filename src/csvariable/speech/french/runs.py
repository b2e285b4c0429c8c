"""What is said when a plan meets its facts: what pay needs, examples, scenarios, odds."""

from __future__ import annotations

from typing import Final

PAIRS: Final[tuple[tuple[str, str], ...]] = (
    # what pay needs
    (
        "there is no target incentive for weighted KPIs",
        "il n'y a pas de prime cible pour les indicateurs pondérés",
    ),
    (
        "write `target_incentive` in the plan or the role, or a column `target_incentive`",
        "écrivez `target_incentive` dans le plan ou le rôle, ou une colonne `prime cible`",
    ),
    ("no `{column}`, so no target incentive", "pas de `{column}`, donc pas de prime cible"),
    ("fill the column `{column}`", "remplissez la colonne `{column}`"),
    ("no KPI is left to carry the weights", "il ne reste aucun indicateur pour porter les poids"),
    (
        "every weighted KPI of this person is missing and says `missing: reweight`",
        "tous les indicateurs pondérés de cette personne sont sans valeur et disent `missing: reweight`",
    ),
    (
        "`{kpi}` has no target, and its attainment is read",
        "`{kpi}` n'a pas de cible, et son atteinte est lue",
    ),
    (
        "write `target` in the plan or the role, or a column `{column}.target`",
        "écrivez `target` dans le plan ou le rôle, ou une colonne `{column}.target`",
    ),
    ("`{kpi}` has no target", "`{kpi}` n'a pas de cible"),
    (
        "fill the column `{column}.target`, or write `target` in the plan",
        "remplissez la colonne `{column}.target`, ou écrivez `target` dans le plan",
    ),
    (
        "the target of `{kpi}` must stand {side:word} its baseline",
        "la cible de `{kpi}` doit être {side} sa base",
    ),
    (
        "the target of `{kpi}` is not above 0, so there is no attainment",
        "la cible de `{kpi}` n'est pas au-dessus de 0, il n'y a donc pas d'atteinte",
    ),
    (
        "give a target above 0, or let the curve read the actual (`of: actual`)",
        "donnez une cible au-dessus de 0, ou faites lire le réalisé à la courbe (`of: actual`)",
    ),
    ("is below 0", "est sous 0"),
    (
        "is 0 or below, and nothing caps its payout rate",
        "est à 0 ou en dessous, et rien ne plafonne son taux de versement",
    ),
    (
        "`{kpi}` {said:said}: an inverse attainment divides by it",
        "`{kpi}` {said} : une atteinte inverse divise par lui",
    ),
    (
        "use `attainment: distance`, a `cap`, or a curve `of: actual`",
        "prenez `attainment: distance`, un `cap`, ou une courbe `of: actual`",
    ),
    (
        "`{kpi}` is 0: it has no inverse attainment, and more than its own curve reads it",
        "`{kpi}` est 0 : il n'a pas d'atteinte inverse, et d'autres que sa courbe la lisent",
    ),
    (
        "no `{column}`, and the bonus `{name}` is a share of it",
        "pas de `{column}`, et le bonus `{name}` en est une part",
    ),
    (
        "the bonus `{name}` reads `{step}` of {whose:word}, which has no value",
        "le bonus `{name}` lit `{step}` ({whose}), qui est sans valeur",
    ),
    (
        "add the row of {whose:word} to the KPI file",
        "ajoutez dans le fichier des indicateurs la ligne qui donne cette valeur ({whose})",
    ),
    ("`missing: holds` or `missing: fails`", "`missing: holds` ou `missing: fails`"),
    ("gate", "condition"),
    ("modifier", "modulateur"),
    (
        "the {what:word} `{name}` reads a measure that has no value",
        "{what} `{name}` : la mesure lue est sans valeur",
    ),
    (
        "fill the value, or say what holds without it: {says:said}",
        "remplissez la valeur, ou dites ce qui vaut sans elle : {says}",
    ),
    (
        "no `{column}`, and `{name}` is a share of it",
        "pas de `{column}`, et `{name}` en est une part",
    ),
    (
        "the matrix of `{kpi}` reads a measure that has no value",
        "la matrice de `{kpi}` lit une mesure sans valeur",
    ),
    (
        "fill the value, or say what holds: `missing: zero`, `at-target`, `reweight` or `hold` under `{kpi}`",
        (
            "remplissez la valeur, ou dites ce qui vaut : `missing: zero`, `at-target`, `reweight` "
            "ou `hold` sous `{kpi}`"
        ),
    ),
    ("`{kpi}` has no value", "`{kpi}` est sans valeur"),
    (
        (
            "fill the cell, or say in the plan what holds: "
            "`missing: zero`, `at-target`, `reweight` or `hold` under `{kpi}`"
        ),
        (
            "remplissez la cellule, ou dites dans le plan ce qui vaut : "
            "`missing: zero`, `at-target`, `reweight` ou `hold` sous `{kpi}`"
        ),
    ),
    (
        "the pool `{name}` is shared in a team, and no team is given",
        "l'enveloppe `{name}` se partage dans une équipe, et aucune équipe n'est donnée",
    ),
    ("fill the column `team`", "remplissez la colonne `équipe`"),
    (
        "no value to share the pool `{name}` by",
        "pas de valeur d'après laquelle partager l'enveloppe `{name}`",
    ),
    ("fill `{column}` for every member", "remplissez `{column}` pour chaque membre"),
    (
        "nobody of the same role and team was present the whole period, so `{kpi}` has no peer average",
        (
            "personne du même rôle et de la même équipe n'a été là toute la période : "
            "`{kpi}` n'a pas de moyenne des pairs"
        ),
    ),
    (
        "no file gives a value of `{column}`, and {people} rows need one",
        "aucun fichier ne donne de valeur de `{column}`, et {people} lignes en ont besoin",
    ),
    ("the first of them", "la première"),
    (
        "`{person}`: `{step}` has no value, so there is no total",
        "`{person}` : `{step}` est sans valeur, il n'y a donc pas de total",
    ),
    ("`{person}`: `{kpi}` has no value", "`{person}` : `{kpi}` est sans valeur"),
    (
        "`{person}`, `{step}`: {exact:word} in fractions and {other:word} by columns",
        "`{person}`, `{step}` : {exact} en fractions et {other} par colonnes",
    ),
    ("nothing", "rien"),
    ("please report it; nothing is paid", "merci de le signaler ; rien n'est payé"),
    ("{count} more values differ", "{count} autres valeurs diffèrent"),
    # examples
    ("the example `{name}` expects nothing", "l'exemple `{name}` n'attend rien"),
    ("{example:free}: {problem:said}", "{example} : {problem}"),
    ("the steps are: {steps:free}", "les étapes sont : {steps}"),
    ("`{name}` is not a step of this plan", "`{name}` n'est pas une étape de ce plan"),
    # scenarios and options
    (
        "write `+5 points`, `-2 %`, `*1.02` or a value",
        "écrivez `+5 points`, `-2 %`, `*1.02` ou une valeur",
    ),
    ("{count} value{s:free}", "{count} valeur{s}"),
    (
        "`{figure}`: {count:word} stopped at the range of the KPI",
        "`{figure}` : {count} à la limite de l'intervalle de l'indicateur",
    ),
    (
        "`{figure}` is of scope {scope:word}: it changes for all or for none",
        "`{figure}` est de portée {scope} : il change pour tous ou pour personne",
    ),
    (
        "leave `only` out, or name the team for a KPI of the team",
        "retirez `only`, ou nommez l'équipe pour un indicateur de l'équipe",
    ),
    (
        "`{text}`: points are of percentages and of points",
        "`{text}` : les points sont ceux de pourcentages ou de points",
    ),
    (
        "`{name}` is computed from other figures; change those",
        "`{name}` se calcule à partir d'autres chiffres ; changez ceux-là",
    ),
    (
        "change the plan's: `kpis.{name}.{part}` under `changes`",
        "changez celui du plan : `kpis.{name}.{part}` sous `changes`",
    ),
    ("the facts hold no `{column}`", "les fichiers ne contiennent pas de `{column}`"),
    ("the facts hold no figure `{name}`", "les fichiers ne contiennent pas de chiffre `{name}`"),
    ("nobody has the {what:word} `{name}`", "personne n'a pour {what} `{name}`"),
    ("nobody has all that `only` names at once", "personne n'a à la fois tout ce que `only` nomme"),
    ("role", "rôle"),
    ("participant", "identifiant"),
    ("a scenario file", "un fichier de scénarios"),
    (
        "write `scenarios:` and below it a name, then `changes` or `facts`",
        "écrivez `scenarios:` et en dessous un nom, puis `changes` ou `facts`",
    ),
    ("the file holds no scenarios", "le fichier ne contient aucun scénario"),
    ("the scenario `{name}`", "le scénario `{name}`"),
    ("the scenario `{name}` changes nothing", "le scénario `{name}` ne change rien"),
    (
        "write `+5 points`, `*1.02`, `-2 %` or a value",
        "écrivez `+5 points`, `*1.02`, `-2 %` ou une valeur",
    ),
    ("`{name}` needs a change", "`{name}` a besoin d'un changement"),
    ("`{name}` takes a name or a list of names", "`{name}` prend un nom ou une liste de noms"),
    (
        "{what:word} is a mapping: names, colons and values",
        "{what} est un bloc de clés : des noms, des deux-points et des valeurs",
    ),
    ("there is no key `{key}` here", "il n'y a pas de clé `{key}` ici"),
    ("`{option} {text}`: {problem:said}", "`{option} {text}` : {problem}"),
    (
        "`{key}` cannot be set from the command line; write it in a scenario file",
        (
            "`{key}` ne peut pas être changé depuis la ligne de commande ; écrivez-le dans un "
            "fichier de scénarios"
        ),
    ),
    (
        "write a route, `=` and a value, like `kpis.nrr.target=105 %`",
        "écrivez une route, `=` et une valeur, comme `kpis.nrr.target=105 %`",
    ),
    ("the value stands on one line", "la valeur doit tenir sur une ligne"),
    (
        "the value is missing; `null` removes what stands there",
        "il manque la valeur ; `null` supprime ce qui s'y trouve",
    ),
    ("`--sweep {text}`: {problem:said}", "`--sweep {text}` : {problem}"),
    (
        "the sweeps make {size} scenarios; {most} are the most",
        "les balayages font {size} scénarios ; {most} au plus",
    ),
    (
        "write the first and the last value and the step, like `kpis.csat.target=80%..95%:1%`",
        "écrivez la première et la dernière valeur et le pas, comme `kpis.csat.target=80%..95%:1%`",
    ),
    (
        "`{first}`, `{last}` and `{step}` are not of one kind",
        "`{first}`, `{last}` et `{step}` ne sont pas du même genre",
    ),
    ("the step is above 0", "le pas doit être au-dessus de 0"),
    ("that makes more than {most} values", "cela fait plus de {most} valeurs"),
    # odds
    (
        "results since the start of the year cannot be drawn period by period",
        "des résultats comptés depuis le début de l'année ne se tirent pas période par période",
    ),
    ("state a model: `odds`", "donnez un modèle : `odds`"),
    ("`odds` names KPIs with their models", "`odds` nomme des indicateurs avec leurs modèles"),
    (
        "`{name}` is computed from other KPIs; state the model of those",
        "`{name}` se calcule à partir d'autres indicateurs ; donnez le modèle de ceux-là",
    ),
    ("the KPIs are: {known:free}", "les indicateurs sont : {known}"),
    (
        "write `{{normal: {{mean: 103 %, sd: 6 %}}}}` or `{{share: {{p: 88 %, n: 40}}}}`",
        "écrivez `{{normal: {{mean: 103 %, sd: 6 %}}}}` ou `{{share: {{p: 88 %, n: 40}}}}`",
    ),
    ("a model is `normal` or `share`", "un modèle est `normal` ou `share`"),
    ("`{kind}` has no figures", "`{kind}` n'a pas de chiffres"),
    ("a `share` is of a KPI in percent", "un `share` est celui d'un indicateur en pourcentage"),
    ("`p: {value}` is not between 0 % and 100 %", "`p: {value}` n'est pas entre 0 % et 100 %"),
    (
        "`n: {value}` is not a whole number from 1 to {most}",
        "`n: {value}` n'est pas un nombre entier de 1 à {most}",
    ),
    ("`sd` is below 0", "`sd` est sous 0"),
    ("`grain` is above 0", "`grain` doit être au-dessus de 0"),
    (
        "a grain of {grain} makes more than {most} values",
        "un grain de {grain} fait plus de {most} valeurs",
    ),
    ("`{name}` is missing", "il manque `{name}`"),
    ("`{name}` is not known here: {known:free} are", "`{name}` n'est pas connu ici ; sont connus : {known}"),
)
"""Each English sentence and the French one, with the same gaps, whose kinds `words.problems` lists."""
