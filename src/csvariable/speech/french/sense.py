"""What the rules say of a plan, from `needs-proration` to `yearly-target`."""

from __future__ import annotations

from typing import Final

PAIRS: Final[tuple[tuple[str, str], ...]] = (
    (
        "`{reason}` reduces presence, and nothing says what presence changes",
        "`{reason}` réduit la présence, et rien ne dit ce que la présence change",
    ),
    (
        "write `proration:` with `amount` and `targets`, or `ignore` the absence",
        "écrivez `proration:` avec `amount` et `targets`, ou `ignore` pour l'absence",
    ),
    (
        "write for instance `examples: {{at target: {{given: {{...}}, expect: {{total: 2500}}}}}}`",
        "écrivez par exemple `examples: {{à la cible: {{given: {{...}}, expect: {{total: 2500}}}}}}`",
    ),
    ("no example shows what this plan pays", "aucun exemple ne montre ce que verse ce plan"),
    (
        "pay falls at `{text}`, although the result improves",
        "le versement baisse à `{text}`, alors que le résultat s'améliore",
    ),
    (
        "pay falls in this row, although the result improves",
        "le versement baisse dans cette ligne, alors que le résultat s'améliore",
    ),
    ("this plan is not in French (profile fr)", "ce plan n'est pas en français (profil fr)"),
    ("add `fr`, and the French texts", "ajoutez `fr`, et les textes français"),
    (
        "this text has no French version (profile fr)",
        "ce texte n'a pas de version française (profil fr)",
    ),
    ("write `fr:` beside it", "écrivez `fr:` à côté"),
    (
        "`{name}` is in points, which can be negative: a ratio of them says little",
        "`{name}` est en points, qui peuvent être négatifs : leur rapport ne dit pas grand-chose",
    ),
    ("write `of: actual`, or give a `baseline`", "écrivez `of: actual`, ou donnez une `baseline`"),
    (
        "all pay depends on perceived quality: nothing that was delivered counts",
        "tout le versement dépend de la qualité perçue : rien de ce qui a été rendu ne compte",
    ),
    (
        "`{name}` is paid, and serves none of the plan's objectives",
        "`{name}` est payé, et ne sert aucun des objectifs du plan",
    ),
    (
        "write `objective:` with the id it serves",
        "écrivez `objective:` avec l'identifiant de celui qu'il sert",
    ),
    ("no KPI measures the objective `{name}`", "aucun indicateur ne mesure l'objectif `{name}`"),
    (
        "name it in a KPI, or move it to `backlog`",
        "nommez-le dans un indicateur, ou déplacez-le dans `backlog`",
    ),
    # the order of points
    (
        "{what:word} {way:said}: `{text}` comes after `{before}`",
        "les {what} {way} : `{text}` vient après `{before}`",
    ),
    ("rows", "lignes"),
    ("columns", "colonnes"),
    ("rise", "montent"),
    ("fall, because lower is better", "descendent, car le plus bas est le mieux"),
    ("the point before starts here", "le point précédent commence ici"),
    (
        "go from the easiest to the hardest to reach",
        "allez du plus facile au plus difficile à atteindre",
    ),
    # pools
    ("a pool cannot be shared by `{by}`", "une enveloppe ne peut pas se partager d'après `{by}`"),
    ("write one of: {known:free}", "écrivez l'un de : {known}"),
    ("`{step}` is in {unit:word}, not an amount of money", "`{step}` est en {unit}, pas un montant d'argent"),
    (
        "`{step}` is of each person: a pool takes an amount of a team or of the company",
        "`{step}` est de chaque personne : une enveloppe prend un montant d'une équipe ou de l'entreprise",
    ),
    (
        "give the KPI `scope: team` or `scope: company`",
        "donnez à l'indicateur `scope: team` ou `scope: company`",
    ),
    (
        "the pools `{one}` and `{two}` both replace what the same people earned",
        "les enveloppes `{one}` et `{two}` remplacent toutes deux l'acquis des mêmes personnes",
    ),
    ("the other pool", "l'autre enveloppe"),
    ("say with `for:` which roles are in each", "dites avec `for:` quels rôles sont dans chacune"),
    # ramps, ranges, ranks
    (
        "only targets of `scope: person` with `additive: true` are scaled; amounts of money are additive",
        (
            "seules les cibles de `scope: person` avec `additive: true` sont ajustées ; "
            "les montants d'argent sont additifs"
        ),
    ),
    (
        "no KPI of this plan has a target that a ramp can scale",
        "aucun indicateur de ce plan n'a de cible qu'une montée en charge puisse ajuster",
    ),
    (
        "the target of `{name}` does not grow with time: a ramp cannot scale it",
        "la cible de `{name}` n'augmente pas avec le temps : une montée en charge ne peut pas l'ajuster",
    ),
    (
        "the range of `{name}` ends at `{high}`, not above `{low}`",
        "l'intervalle de `{name}` finit à `{high}`, pas au-dessus de `{low}`",
    ),
    ("write the least value first", "écrivez la plus petite valeur d'abord"),
    (
        "`{name}` is a score, and nothing says from what to what",
        "`{name}` est une note, et rien ne dit de combien à combien",
    ),
    ("write for instance `range: [1, 5]`", "écrivez par exemple `range: [1, 5]`"),
    (
        "`{name}` pays the first {top}, and has {count} amounts",
        "`{name}` récompense les {top} premiers, et le nombre de ses montants est {count}",
    ),
    ("places", "places"),
    (
        "place {next} would be paid more than place {place}",
        "la place {next} serait payée plus que la place {place}",
    ),
    (
        "leave `scope` out; `within: team` ranks the people of each team",
        "retirez `scope` ; `within: team` classe les personnes de chaque équipe",
    ),
    ("`{name}` ranks people, not a {scope:word}", "`{name}` classe des personnes, pas une {scope}"),
    (
        "`{name}` is a rate of the target incentive, and this plan has none",
        "`{name}` est un taux de la prime cible, et ce plan n'en a pas",
    ),
    (
        "write an amount, or `{{share: 50 %, of: salary}}`",
        "écrivez un montant, ou `{{share: 50 %, of: salary}}`",
    ),
    (
        "the guarantee is a part of the target incentive, and this plan has none",
        "la garantie est une part de la prime cible, et ce plan n'en a pas",
    ),
    # roles and routes
    (
        "`{name}` is of the whole plan: a role cannot change it",
        "`{name}` est du plan entier : un rôle ne peut pas le changer",
    ),
    ("the smallest coin", "la plus petite pièce"),
    (
        "`{field}: {value}` is not a multiple of {what:word}, {base}",
        "`{field}: {value}` n'est pas un multiple de {what}, {base}",
    ),
    (
        "`{field}` of `{name}` is said for the whole plan, under `rounding`",
        "`{field}` de `{name}` se dit pour tout le plan, sous `rounding`",
    ),
    ("move `{field}` to the plan's `rounding`", "déplacez `{field}` dans le `rounding` du plan"),
    (
        "`{two}` lies inside `{one}`, which this role sets as well",
        "`{two}` est à l'intérieur de `{one}`, que ce rôle fixe aussi",
    ),
    ("the other line", "l'autre ligne"),
    ("write both in one line", "écrivez les deux en une seule ligne"),
    (
        "`{name}` is a reward of a {scope:word}, and `{step}` is a figure of one person",
        "`{name}` est une récompense d'une {scope}, et `{step}` est le chiffre d'une seule personne",
    ),
    (
        "read the value of a KPI of the {scope:word}, or leave `scope` out",
        "lisez la valeur d'un indicateur de portée {scope}, ou retirez `scope`",
    ),
    # speed, splits, targets
    (
        "`{name}` pays speed, and nothing pays or checks quality",
        "`{name}` paie la vitesse, et rien ne paie ni ne vérifie la qualité",
    ),
    (
        "a year has {wanted} periods of a {period:word}, and the split {found} parts",
        "une année a {wanted} périodes ({period}), et la répartition {found} parts",
    ),
    (
        "the parts of the year add up to {total}, not 100 %",
        "la somme des parts de l'année est {total}, pas 100 %",
    ),
    (
        "a part of the year is 0 % or more, not {part}",
        "une part de l'année doit être d'au moins 0 %, pas {part}",
    ),
    ("at its target, `{name}` pays {rate}, not 100 %", "à sa cible, `{name}` verse {rate}, pas 100 %"),
    ("target", "cible"),
    (
        "the attainment of `{name}` divides by its target, and `{target}` is not above 0",
        "l'atteinte de `{name}` divise par sa cible, et `{target}` n'est pas au-dessus de 0",
    ),
    (
        "write `of: actual` in the curve, or a `baseline`",
        "écrivez `of: actual` dans la courbe, ou une `baseline`",
    ),
    (
        "{count} KPIs decide what a person is paid; people keep {most} in mind",
        "{count} indicateurs décident du versement d'une personne ; on en garde {most} en tête",
    ),
    (
        "keep the ones that matter, give the others weight 0 %",
        "gardez ceux qui comptent, donnez aux autres un poids de 0 %",
    ),
    (
        "{count} objectives are main: choose {most}",
        "{count} objectifs sont principaux : choisissez-en {most}",
    ),
    ("main", "principal"),
    ("nothing limits what `{name}` can pay", "rien ne limite ce que `{name}` peut verser"),
    (
        "`{name}` is paid, and the people of the plan cannot change it",
        "`{name}` est payé, et les personnes du plan ne peuvent pas agir dessus",
    ),
    # names that lead nowhere
    (
        "the column `{name}` of the people file cannot be read here",
        "la colonne `{name}` du fichier des personnes ne peut pas être lue ici",
    ),
    (
        "declare a column of your own under `columns:`, with its unit",
        "déclarez une colonne à vous sous `columns:`, avec son unité",
    ),
    ("there is no KPI `{name}`", "il n'y a pas d'indicateur `{name}`"),
    ("KPIs of this plan: {known:free}", "indicateurs de ce plan : {known}"),
    (
        "there is no KPI `{name}`; did you mean `{meant}`?",
        "il n'y a pas d'indicateur `{name}` ; vouliez-vous dire `{meant}` ?",
    ),
    ("there is no objective `{name}`", "il n'y a pas d'objectif `{name}`"),
    ("objectives of this plan: {known:free}", "objectifs de ce plan : {known}"),
    ("write it under `objectives:`", "écrivez-le sous `objectives:`"),
    ("there is no role `{name}`", "il n'y a pas de rôle `{name}`"),
    ("roles of this plan: {known:free}", "rôles de ce plan : {known}"),
    ("write it under `roles:`", "écrivez-le sous `roles:`"),
    ("there is no `{route}` to change", "il n'y a pas de `{route}` à changer"),
    ("a plan", "un plan"),
    ("{where:said} has no key `{key}`", "{where} n'a pas de clé `{key}`"),
    ("there is no `{route}` to remove", "il n'y a pas de `{route}` à supprimer"),
    (
        "`{step}` is an amount: it can be read by bonuses and pools, not here",
        "`{step}` est un montant : les bonus et les enveloppes peuvent le lire, pas cet endroit",
    ),
    ("steps of this plan: {known:free}", "étapes de ce plan : {known}"),
    (
        "there is no step `{name}`; did you mean `{meant}`?",
        "il n'y a pas d'étape `{name}` ; vouliez-vous dire `{meant}` ?",
    ),
    (
        "`{name}` gives something, and nothing says what it costs",
        "`{name}` donne quelque chose, et rien ne dit ce que cela coûte",
    ),
    ("write `value:`, 0 if it costs nothing", "écrivez `value:`, 0 si cela ne coûte rien"),
    ("from {low} to {high}", "de {low} à {high}"),
    ("{low} or more", "{low} ou plus"),
    (
        "`{text}` is outside the range of `{name}`, {span:said}",
        "`{text}` est hors de l'intervalle de `{name}`, {span}",
    ),
    # weights
    (
        "`{name}` decides {weight} of the pay: too little to be felt",
        "`{name}` décide de {weight} du versement : trop peu pour se sentir",
    ),
    (
        "write `curve:` with one of {kinds:said}, or a `matrix`",
        "écrivez `curve:` avec un de {kinds}, ou une `matrix`",
    ),
    (
        "the KPI `{name}` has a weight, and no curve says what it pays",
        "l'indicateur `{name}` a un poids, et aucune courbe ne dit ce qu'il verse",
    ),
    (
        "`{step}` is read here, and no curve says what `{name}` pays",
        "`{step}` est lu ici, et aucune courbe ne dit ce que verse `{name}`",
    ),
    (
        "the objectives have weights, and the KPI `{name}` names no objective",
        "les objectifs ont des poids, et l'indicateur `{name}` ne nomme aucun objectif",
    ),
    ("write `objective:` with one of: {objectives:free}", "écrivez `objective:` avec l'un de : {objectives}"),
    (
        "the objective `{name}` has no weight, and others have one",
        "l'objectif `{name}` n'a pas de poids, et d'autres en ont un",
    ),
    ("weights", "poids"),
    ("weights of the objectives", "poids des objectifs"),
    ("weights of the KPIs of the objective `{name}`", "poids des indicateurs de l'objectif `{name}`"),
    ("the {what:word} add up to {total}, not 100 %", "la somme des {what} est {total}, pas 100 %"),
    ("point", "point"),
    ("raise them by {points} {unit:word} in all", "relevez-les de {points} {unit} en tout"),
    ("lower them by {points} {unit:word} in all", "baissez-les de {points} {unit} en tout"),
    # bounds and units
    ("lower is better here", "ici, le plus bas est le mieux"),
    ("higher is better here", "ici, le plus haut est le mieux"),
    (
        "{why:said}: `{word}` would pay the bad results, write `{right}`",
        "{why} : `{word}` paierait les mauvais résultats, écrivez `{right}`",
    ),
    (
        "{why:said}: say how the bound is meant, `{{up_to: {text}}}`",
        "{why} : dites comment comprendre la borne, `{{up_to: {text}}}`",
    ),
    (
        "lower is better here: `{kind}` would pay more for each unit that is too many",
        "ici, le plus bas est le mieux : `{kind}` paierait plus pour chaque unité de trop",
    ),
    (
        "write one of {kinds:said}, or read the attainment",
        "écrivez un de {kinds}, ou lisez l'atteinte",
    ),
    ("{problem:said}: `{step}` is {what:word}", "{problem} : `{step}` est {what}"),
    (
        "`{name}` does not grow with time, so a period has no share of a yearly target",
        "`{name}` n'augmente pas avec le temps, une période n'a donc pas de part d'une cible annuelle",
    ),
    (
        "write the target itself, or `additive: true`",
        "écrivez la cible elle-même, ou `additive: true`",
    ),
)
"""Each English sentence and the French one, with the same gaps, whose kinds `words.problems` lists."""
