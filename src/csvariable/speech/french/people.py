"""What is said of people and their values: who they are, when they are there, what is theirs."""

from __future__ import annotations

from typing import Final

PAIRS: Final[tuple[tuple[str, str], ...]] = (
    # people
    ("the people file names nobody", "le fichier des personnes ne nomme personne"),
    (
        "no row names a participant, so nobody is paid",
        "aucune ligne ne nomme de collaborateur : personne n'est payé",
    ),
    (
        "nobody is paid: the column `{name:free}` holds names to show, and no column holds ids",
        "personne n'est payé : la colonne `{name}` contient des noms à afficher, et aucune des identifiants",
    ),
    (
        "where no two people share a name, call it `participant`; else add a column of ids",
        "si tous les noms diffèrent, appelez-la `collaborateur` ; sinon ajoutez une colonne d'identifiants",
    ),
    (
        "add rows with a participant, or a people file (`--people`)",
        "ajoutez des lignes avec un collaborateur, ou un fichier des personnes (`--people`)",
    ),
    (
        "`{person}` has two different values of `{name}`",
        "`{person}` a deux valeurs différentes de `{name}`",
    ),
    (
        "`{person}` has two different values of `{name}` in two files",
        "`{person}` a deux valeurs différentes de `{name}` dans deux fichiers",
    ),
    (
        "add the person to the people file, or remove the row",
        "ajoutez la personne au fichier des personnes, ou supprimez la ligne",
    ),
    ("`{person}` is not in the people file", "`{person}` n'est pas dans le fichier des personnes"),
    ("nobody paid is in the team `{team}`", "aucune personne payée n'est dans l'équipe `{team}`"),
    ("`{person}`: {problem:said}", "`{person}` : {problem}"),
    (
        (
            "`{person}` is not there the whole period, and the own amount is prorated: "
            "it is read as that of a full period"
        ),
        (
            "`{person}` n'est pas là toute la période, et son montant individuel est proratisé : "
            "il est lu comme celui d'une période entière"
        ),
    ),
    (
        "`{person}` has own weights, but none for `{kpi}`",
        "`{person}` a des poids individuels, mais aucun pour `{kpi}`",
    ),
    (
        "give all weighted KPIs a weight, or none",
        "donnez un poids à tous les indicateurs pondérés, ou à aucun",
    ),
    (
        "the weights of `{person}` add up to {total} %, not 100 %",
        "la somme des poids de `{person}` est {total} %, pas 100 %",
    ),
    (
        "`{person}` would be paid as a person: this row looks like a total of the others",
        "`{person}` serait payé comme une personne : cette ligne ressemble à un total des autres",
    ),
    (
        "delete the row, or give a person who has this id another one",
        "supprimez la ligne, ou donnez un autre identifiant à la personne qui a celui-ci",
    ),
    (
        "`{one}` and `{two}` look alike and are two people",
        "`{one}` et `{two}` se ressemblent et sont deux personnes",
    ),
    (
        "`{name}` is empty: nothing paid is written `0`",
        "`{name}` est vide : si rien n'est versé, cela s'écrit `0`",
    ),
    ("write 0", "écrivez 0"),
    (
        "the roles of the plan are: {known:said}; leave the cell empty for none",
        "les rôles du plan sont : {known} ; laissez la cellule vide s'il n'y en a pas",
    ),
    ("none", "aucun"),
    ("`{text}` is not a role of the plan", "`{text}` n'est pas un rôle du plan"),
    ("`{person}` stands twice", "`{person}` s'y trouve deux fois"),
    (
        "keep one row, or give each row its `entry` and `exit`",
        "gardez une ligne, ou donnez à chaque ligne son `entrée` et sa `sortie`",
    ),
    (
        "`{person}` has several rows in the people file: `{name}` could be of any of them",
        "`{person}` a plusieurs lignes dans le fichier des personnes : `{name}` pourrait valoir pour chacune",
    ),
    (
        "write it in each row of the people file",
        "écrivez-le dans chaque ligne du fichier des personnes",
    ),
    # rows and KPIs
    (
        "adjustments need the columns `participant` and `amount`",
        "les régularisations demandent les colonnes `participant` et `amount`",
    ),
    ("`{person}` is not paid in this run", "`{person}` n'est pas payé dans ce calcul"),
    ("an adjustment needs an amount", "une régularisation a besoin d'un montant"),
    ("an adjustment needs a reason", "une régularisation a besoin d'un motif"),
    (
        "this row names neither a participant nor a team",
        "cette ligne ne nomme ni collaborateur ni équipe",
    ),
    (
        "write a participant, a team, or `*` for the whole company",
        "écrivez un collaborateur, une équipe, ou `*` pour toute l'entreprise",
    ),
    ("{who:said} has two values of {names:free}{more:free}", "{who} a deux valeurs de {names}{more}"),
    ("keep one of the rows", "gardez une seule des lignes"),
    ("the KPIs of the plan are: {known:free}", "les indicateurs du plan sont : {known}"),
    ("`{name}` is not a KPI of the plan", "`{name}` n'est pas un indicateur du plan"),
    (
        "`{kpi}` is of {whose:word}, and two different values are given",
        "`{kpi}` est de portée collective ({whose}), et deux valeurs différentes sont données",
    ),
    (
        "give the value once, or the same value on every member",
        "donnez la valeur une fois, ou la même valeur à chaque membre",
    ),
    (
        "`{kpi}` is of scope {scope:word}: a person has no own {name:said} for it",
        "`{kpi}` est de portée {scope} : une personne n'y a pas de {name} individuelle",
    ),
    (
        "write it in the row of the {scope:word}, or in the plan",
        "écrivez-la dans la ligne de portée {scope}, ou dans le plan",
    ),
    ("measures from raw rows are", "les mesures tirées de lignes brutes sont"),
    ("sample policies are", "les règles d'échantillon sont"),
    ("{what:word} read and not computed yet", "{what} lues et pas encore calculées"),
    (
        "give the KPI's value in the KPI file, and remove this key",
        "donnez la valeur de l'indicateur dans le fichier des indicateurs, et retirez cette clé",
    ),
    # periods
    ("`{text}` is not a period", "`{text}` n'est pas une période"),
    ("{message:said}: write `--period {period}`", "{message} : écrivez `--period {period}`"),
    (
        "`{text}` is a {kind:word}, and the plan is paid by the {paid:word}",
        "`{text}` n'est pas de la bonne durée ({kind}), le plan paie par {paid}",
    ),
    (
        "the plan uses `{word}`, and the period paid is not named",
        "le plan utilise `{word}`, et la période payée n'est pas nommée",
    ),
    ("name it, as in `--period {period}`", "nommez-la, comme `--period {period}`"),
    (
        "this version of the plan holds from {start}{until:said}, and {asked:said}",
        "cette version du plan vaut à partir du {start}{until}, et {asked}",
    ),
    (" to {end}", " jusqu'au {end}"),
    ("{period} is {first} to {last}", "{period} va du {first} au {last}"),
    (
        (
            "pay a period with the version that holds for all of it; where two versions share a period, "
            "run each one with a people file whose `entry` and `exit` are its own days"
        ),
        (
            "payez une période avec la version qui vaut pour toute sa durée ; si deux versions se partagent "
            "une période, lancez chacune avec un fichier des personnes dont `entry` et `exit` sont "
            "ses propres jours"
        ),
    ),
    ("the file holds several periods: {periods:free}", "le fichier contient plusieurs périodes : {periods}"),
    ("name the period paid: `--period {period:free}`", "nommez la période payée : `--period {period}`"),
    (
        "no row of the period `{period}`; the file holds {periods:free}",
        "aucune ligne de la période `{period}` ; le fichier contient {periods}",
    ),
    # stays and absences
    (
        "write `proration: {{amount: calendar-days}}` in the plan, or `proration: none` to pay in full",
        "écrivez `proration: {{amount: calendar-days}}` dans le plan, ou `proration: none` pour tout payer",
    ),
    ("the exit {end} comes before the entry {start}", "la sortie {end} précède l'entrée {start}"),
    (
        "`exit` is the last day, both ends included",
        "`exit` est le dernier jour, les deux bornes comprises",
    ),
    (
        "absence days for `{reason}` are not a whole number of days",
        "les jours d'absence pour `{reason}` ne sont pas un nombre entier de jours",
    ),
    (
        "count whole calendar days, 0 or more",
        "comptez des jours entiers du calendrier, 0 ou plus",
    ),
    (
        "absence days for `{reason}` occur, and the plan does not say what they change",
        "il y a des jours d'absence pour `{reason}`, et le plan ne dit pas ce qu'ils changent",
    ),
    (
        "write `absences: {{{reason}: neutralise}}`, `ignore` or `peer-average`",
        "écrivez `absences: {{{reason}: neutralise}}`, `ignore` ou `peer-average`",
    ),
    (
        "absence days for `{reason}` occur in a plan that does not say whether presence counts",
        "il y a des jours d'absence pour `{reason}` dans un plan qui ne dit pas si la présence compte",
    ),
    (
        "and the plan does not say whether presence counts",
        "et le plan ne dit pas si la présence compte",
    ),
    (
        "the entry {day} is after the first day counted for {period}, {first}, {unsaid:said}",
        "l'entrée {day} est après le premier jour compté pour {period}, {first}, {unsaid}",
    ),
    (
        "the exit {day} is before the last day counted for {period}, {last}, {unsaid:said}",
        "la sortie {day} est avant le dernier jour compté pour {period}, {last}, {unsaid}",
    ),
    (
        "{absent} absence days, and only {active} active days to be absent from",
        "{absent} jours d'absence, pour {active} jours actifs seulement",
    ),
    (
        "absence days are days between entry and exit in the period paid, each for one reason",
        (
            "les jours d'absence sont des jours entre l'entrée et la sortie dans la période payée, "
            "chacun pour un seul motif"
        ),
    ),
    ("has no entry", "n'a pas d'entrée"),
    ("begins on {day}", "commence le {day}"),
    ("does not end", "ne finit pas"),
    ("ends on {day}", "finit le {day}"),
    (
        "two rows of one person overlap: this one {begins:said}, the one before {ends:said}",
        "deux lignes d'une même personne se chevauchent : celle-ci {begins}, la précédente {ends}",
    ),
    (
        "give each row an `entry` and an `exit` that leave no day twice",
        "donnez à chaque ligne une `entrée` et une `sortie` qui ne comptent aucun jour deux fois",
    ),
    (
        "this person has several rows in the period, and the plan does not prorate the amount of each",
        (
            "cette personne a plusieurs lignes dans la période, et le plan ne proratise pas le "
            "montant de chacune"
        ),
    ),
    (
        "write `proration: {{amount: calendar-days}}` in the plan",
        "écrivez `proration: {{amount: calendar-days}}` dans le plan",
    ),
)
"""Each English sentence and the French one, with the same gaps, whose kinds `words.problems` lists."""
