"""What the rules say of a plan, from `accumulate` to `modifier`."""

from __future__ import annotations

from typing import Final

PAIRS: Final[tuple[tuple[str, str], ...]] = (
    # pools and time
    (
        "the pool `{name}` shares what was earned, which a plan that accumulates cannot tell",
        "l'enveloppe `{name}` partage l'acquis, qu'un plan qui cumule ne connaît pas",
    ),
    (
        "values are counted since the start of the year",
        "les valeurs sont comptées depuis le début de l'année",
    ),
    (
        "`{name}` is a number: say whether it grows with the time present",
        "`{name}` est un nombre : dites s'il augmente avec le temps de présence",
    ),
    ("targets that grow are scaled here", "les cibles qui augmentent sont proratisées ici"),
    ("write `additive: true` or `additive: false`", "écrivez `additive: true` ou `additive: false`"),
    # what pay depends on
    (
        "all pay depends on `{name}`: what else matters is not paid",
        "tout le versement dépend de `{name}` : ce qui compte par ailleurs n'est pas payé",
    ),
    (
        "{weight} of the pay depends on `{name}` alone",
        "{weight} du versement dépend du seul `{name}`",
    ),
    # pardons
    (
        "`{name}` is an error: it cannot be pardoned",
        "`{name}` est une erreur : aucune dérogation n'est possible",
    ),
    ("there is no rule `{name}`", "il n'y a pas de règle `{name}`"),
    ("`csvariable rule` lists them", "`csvariable rule` en donne la liste"),
    (
        "there is no rule `{name}`; did you mean `{meant}`?",
        "il n'y a pas de règle `{name}` ; vouliez-vous dire `{meant}` ?",
    ),
    (
        "`{name}` is pardoned, and nothing says why",
        "`{name}` a une dérogation, et rien ne dit pourquoi",
    ),
    ("write the reason behind it", "écrivez-en la raison à la suite"),
    (
        "`{name}` pays an objective that is meant to be out of reach",
        "`{name}` paie un objectif qui est prévu hors d'atteinte",
    ),
    ("aspirational", "aspirationnel"),
    (
        "the pool `{name}` limits what was earned, so it shares by it: `by: earned`",
        "l'enveloppe `{name}` limite l'acquis, elle se partage donc d'après lui : `by: earned`",
    ),
    ("write `by: earned`", "écrivez `by: earned`"),
    # attainment
    (
        "`{name}` has a baseline, so its attainment is (A - Y) / (T - Y): leave `attainment` out",
        "`{name}` a une base, son atteinte est donc (A - Y) / (T - Y) : retirez `attainment`",
    ),
    ("`inverse` or `distance`", "`inverse` ou `distance`"),
    (
        "{better:word} is better for `{name}`: its attainment is {right:said}, not `{written}`",
        "pour `{name}`, le {better} est le mieux : son atteinte est {right}, pas `{written}`",
    ),
    (
        "lower is better for `{name}`, and nothing says how its attainment is formed",
        "pour `{name}`, le plus bas est le mieux, et rien ne dit comment se forme son atteinte",
    ),
    (
        "write `attainment: distance` (2 - A / T) or `inverse` (T / A), or read `of: actual`",
        "écrivez `attainment: distance` (2 - A / T) ou `inverse` (T / A), ou lisez `of: actual`",
    ),
    ("read here", "lu ici"),
    (
        "{better:word} is better for `{step}`: this condition asks for the bad side",
        "pour `{step}`, le {better} est le mieux : cette condition demande le mauvais côté",
    ),
    (
        "the target of `{name}` ({target}) has to lie {side:word} its baseline ({baseline})",
        "la cible de `{name}` ({target}) doit être {side} sa base ({baseline})",
    ),
    ("baseline", "base"),
    (
        "`beyond: continue` keeps the slope of a `linear` curve, and this is none",
        "`beyond: continue` prolonge la pente d'une courbe `linear`, et celle-ci n'en est pas une",
    ),
    # bonuses
    (
        "`{step}` is an amount: its rate needs a sign, such as `5 %`",
        "`{step}` est un montant : son taux a besoin d'un signe, comme `5 %`",
    ),
    (
        "`{step}` is a rate: a bonus cannot pay a rate of it; use one of {kinds:said} with amounts",
        (
            "`{step}` est un taux : un bonus ne peut pas en verser un taux ; "
            "prenez un de {kinds} avec des montants"
        ),
    ),
    (
        "`{step}` counts {unit:word}: its rate is an amount for each, such as `10`",
        "`{step}` se compte en {unit} : son taux est un montant pour chaque unité, comme `10`",
    ),
    ("a rate that is paid is 0 or more", "un taux versé doit être d'au moins 0"),
    (
        "`{step}` is {said:said}: a share is taken of an amount of money",
        "`{step}` est {said} : une part se prend sur un montant d'argent",
    ),
    (
        "write for instance `of: salary` or `of: target_incentive`",
        "écrivez par exemple `of: salary` ou `of: target_incentive`",
    ),
    ("a share that is paid is 0 % or more", "une part versée doit être d'au moins 0 %"),
    # curves
    ("the cap", "le plafond"),
    (
        "this is never paid in full: a cap lies below it",
        "ceci n'est jamais versé en entier : un plafond est plus bas",
    ),
    (
        "one step at `{text}` decides {share} of the target incentive",
        "un seul palier à `{text}` décide de {share} de la prime cible",
    ),
    (
        "pay in proportion (`linear`), or write steps between",
        "versez en proportion (`linear`), ou écrivez des paliers intermédiaires",
    ),
    (
        "`{name}` has no target in the plan, so its curve must say what it reads",
        "`{name}` n'a pas de cible dans le plan, sa courbe doit donc dire ce qu'elle lit",
    ),
    (
        "write `of: actual` (bounds are values of it) or `of: attainment` (targets are in the files)",
        (
            "écrivez `of: actual` (les bornes sont de ses valeurs) ou `of: attainment` "
            "(les cibles sont dans les fichiers)"
        ),
    ),
    (
        "write `before:` on one point where the line jumps",
        "écrivez `before:` sur un seul point, là où la ligne saute",
    ),
    ("the same bound", "la même borne"),
    ("two points start at `{text}`", "deux points commencent à `{text}`"),
    # names in examples
    ("there is no {what:word} `{name}`{tail:said}", "`{name}` est inconnu comme {what}{tail}"),
    ("column or KPI", "colonne ou indicateur"),
    ("step", "étape"),
    ("there is no step `{name}`", "il n'y a pas d'étape `{name}`"),
    # gates, guarantees, idle KPIs
    (
        "the gate `{name}` does nothing when it is closed",
        "la condition `{name}` ne fait rien quand elle n'est pas remplie",
    ),
    (
        "write `times: 0 %` (nothing is paid) or `cap: 100 %` (nothing above target)",
        "écrivez `times: 0 %` (rien n'est versé) ou `cap: 100 %` (rien au-dessus de la cible)",
    ),
    ("the gate `{name}` applies to no KPI", "la condition `{name}` ne s'applique à aucun indicateur"),
    ("write `of: plan` or a list of KPIs", "écrivez `of: plan` ou une liste d'indicateurs"),
    (
        "a guarantee lasts `months` or `periods`, not both",
        "une garantie dure `months` ou `periods`, pas les deux",
    ),
    ("nothing says how long the guarantee lasts", "rien ne dit combien de temps dure la garantie"),
    ("write `months: 3` or `periods: 1`", "écrivez `months: 3` ou `periods: 1`"),
    ("`{name}` has no weight, and nothing reads it", "`{name}` n'a pas de poids, et rien ne le lit"),
    (
        "give it a weight, name it in a gate, a modifier or a bonus, or remove it",
        "donnez-lui un poids, nommez-le dans une condition, un modulateur ou un bonus, ou retirez-le",
    ),
    (
        "the attainment of `{name}` is T / A: when the actual is 0 there is none",
        "l'atteinte de `{name}` est T / A : si le réalisé est 0, il n'y en a pas",
    ),
    (
        "write a `cap` in the curve, `attainment: distance`, or read the actual: `of: actual`",
        "écrivez un `cap` dans la courbe, `attainment: distance`, ou lisez le réalisé : `of: actual`",
    ),
    (
        "nothing says when this plan was communicated (profile fr)",
        "rien ne dit quand ce plan a été communiqué (profil fr)",
    ),
    ("write `communicated_on: 2026-06-15`", "écrivez `communicated_on: 2026-06-15`"),
    (
        "communicated on {told}, after the plan starts on {start}",
        "communiqué le {told}, après le début du plan le {start}",
    ),
    ("the plan starts here", "le plan commence ici"),
    (
        "`beyond: continue` keeps the last slope, and a line of one point has none",
        "`beyond: continue` prolonge la dernière pente, et une ligne d'un seul point n'en a pas",
    ),
    (
        "write a second point, or leave `beyond` out",
        "écrivez un second point, ou retirez `beyond`",
    ),
    # measures
    ("`{name}` is made of itself: {way:free}", "`{name}` est composé de lui-même : {way}"),
    (
        "`{step}` is known only after all KPIs are measured: `{name}` cannot be made of it",
        (
            "`{step}` n'est connu qu'après la mesure de tous les indicateurs : `{name}` ne peut pas "
            "en être composé"
        ),
    ),
    (
        "write the KPI itself, its target or its attainment",
        "écrivez l'indicateur lui-même, sa cible ou son atteinte",
    ),
    (
        "`{step}` is in {unit:word}, and `{name}` in {measured:word}: they cannot be put together",
        "`{step}` est en {unit}, et `{name}` en {measured} : ils ne vont pas ensemble",
    ),
    ("unit of `{name}`", "unité de `{name}`"),
    (
        "`{name}` is of each person, and a person has no members",
        "`{name}` est de chaque personne, et une personne n'a pas de membres",
    ),
    (
        "write `scope: team` or a target of its own",
        "écrivez `scope: team` ou une cible qui lui soit propre",
    ),
    # modifiers, commissions
    ("write `by: {wanted}` and leave `of` out", "écrivez `by: {wanted}` et retirez `of`"),
    (
        "a modifier reads `by` as it stands (`{by}`): its curve has no `of`",
        "un modulateur lit `by` tel quel (`{by}`) : sa courbe n'a pas de `of`",
    ),
    (
        "the points of a modifier are factors: `{kind}` would multiply `{by}` itself",
        "les points d'un modulateur sont des facteurs : `{kind}` multiplierait `{by}` lui-même",
    ),
    ("write one of {kinds:said}", "écrivez un de {kinds}"),
    ("values in {unit:word}", "des valeurs en {unit}"),
    ("amounts", "des montants"),
    (
        "`{kind}` under a KPI reads a rate, and `{name}` holds {what:word}",
        "`{kind}` sous un indicateur lit un taux, et `{name}` contient {what}",
    ),
    (
        "a commission is a bonus: `bonuses: {{{name}-commission: {{of: {same}, {kind}: [...]}}}}`",
        "une commission est un bonus : `bonuses: {{{name}-commission: {{of: {same}, {kind}: [...]}}}}`",
    ),
)
"""Each English sentence and the French one, with the same gaps, whose kinds `words.problems` lists."""
