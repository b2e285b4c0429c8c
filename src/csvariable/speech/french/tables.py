"""What is said of CSV files: how they are encoded, separated, headed and filled."""

from __future__ import annotations

from typing import Final

PAIRS: Final[tuple[tuple[str, str], ...]] = (
    # encodings
    ("the file is empty", "le fichier est vide"),
    ("the file is larger than {size} MB", "le fichier dépasse {size} Mo"),
    ("the file is {kind:word}, not a CSV text", "le fichier est {kind}, pas un texte CSV"),
    ("a workbook or a zip archive", "un classeur ou une archive zip"),
    ("a zip archive", "une archive zip"),
    ("an old Excel workbook", "un ancien classeur Excel"),
    ("compressed (gzip)", "compressé (gzip)"),
    ("compressed (bzip2)", "compressé (bzip2)"),
    ("compressed (xz)", "compressé (xz)"),
    ("compressed (zstandard)", "compressé (zstandard)"),
    ("compressed (7z)", "compressé (7z)"),
    ("a PDF document", "un document PDF"),
    ("a Parquet file", "un fichier Parquet"),
    (
        "open it in the program that made it, and save it as «CSV UTF-8»",
        "ouvrez-le dans le logiciel qui l'a fait, et enregistrez-le en « CSV UTF-8 »",
    ),
    ("{advice:said}, or say `--encoding cp1252`", "{advice}, ou dites `--encoding cp1252`"),
    ("one of: {names:free}", "l'un de : {names}"),
    ("`{name}` is not an encoding known here", "`{name}` n'est pas un encodage connu ici"),
    (
        "the file is not {encoding:free}: what stands here is not a character",
        "le fichier n'est pas en {encoding} : ce qui se trouve ici n'est pas un caractère",
    ),
    (
        "the file is UTF-8 in one place and not here: was it put together from two files?",
        "le fichier est en UTF-8 à un endroit et pas ici : est-il fait de deux fichiers réunis ?",
    ),
    (
        "the file is neither UTF-8 nor Windows-1252",
        "le fichier n'est ni en UTF-8 ni en Windows-1252",
    ),
    ("the file is binary, not a CSV text", "le fichier est binaire, pas un texte CSV"),
    (
        "the file is not UTF-8; read as Windows-1252: look at the names with accents",
        "le fichier n'est pas en UTF-8 ; lu comme Windows-1252 : vérifiez les noms accentués",
    ),
    (
        "say `--encoding cp1252` to agree, or save it as «CSV UTF-8»",
        "dites `--encoding cp1252` pour confirmer, ou enregistrez-le en « CSV UTF-8 »",
    ),
    ("a NUL character stands in the text", "un caractère NUL se trouve dans le texte"),
    (
        "a byte-order mark stands inside the text",
        "une marque d'ordre des octets se trouve à l'intérieur du texte",
    ),
    (
        "were two files put together? part them",
        "deux fichiers ont-ils été réunis ? séparez-les",
    ),
    (
        "a character was lost before: U+FFFD stands in its place",
        "un caractère a été perdu auparavant : U+FFFD est à sa place",
    ),
    ("export the file again, as UTF-8", "exportez le fichier à nouveau, en UTF-8"),
    # separators and headers
    ("one of `;` `,` `|` `tab`", "l'un de `;` `,` `|` `tab`"),
    ("`{text}` is no separator of cells", "`{text}` n'est pas un séparateur de cellules"),
    ("the file has no header and no row", "le fichier n'a ni en-tête ni ligne"),
    ("the header has more than {most} columns", "l'en-tête a plus de {most} colonnes"),
    ("the file has more than {most} lines", "le fichier a plus de {most} lignes"),
    ("a cell has more than 131,072 characters", "une cellule a plus de 131\u202f072 caractères"),
    ("`{mark}` ({count} columns)", "`{mark}` ({count} colonnes)"),
    ("more than one separator fits: {marks:said}", "plus d'un séparateur convient : {marks}"),
    ("say which: {options:free}", "dites lequel : {options}"),
    ("{count} cells, separated by {mark:word}", "{count} cellules, séparées par des {mark}"),
    ("semicolons", "points-virgules"),
    ("commas", "virgules"),
    ("vertical bars", "barres verticales"),
    ("tabs", "tabulations"),
    (
        "the first line has one cell only, others have more",
        "la première ligne n'a qu'une cellule, d'autres en ont plus",
    ),
    (
        "the first line is not a header: does a title stand above the table? delete it",
        "la première ligne n'est pas un en-tête : y a-t-il un titre au-dessus du tableau ? supprimez-le",
    ),
    (
        "the header has no `{mark}`, but it has `{other}`",
        "l'en-tête n'a pas de `{mark}`, mais il a `{other}`",
    ),
    (
        "say `--delimiter '{mark:free}'`, or put the header in quotes if it is one cell",
        "dites `--delimiter '{mark}'`, ou mettez l'en-tête entre guillemets s'il est une seule cellule",
    ),
    # quotes and rows
    ("the decimal mark is `,` or `.`", "le signe décimal est `,` ou `.`"),
    (
        "a quote opens here and is never closed: everything after it would be one cell",
        "un guillemet s'ouvre ici et n'est jamais fermé : tout ce qui suit ne ferait qu'une cellule",
    ),
    ("close it, or remove it", "fermez-le, ou supprimez-le"),
    (
        "a quote inside a cell is written with a backslash, which CSV does not know",
        (
            "un guillemet à l'intérieur d'une cellule est écrit avec une barre oblique inverse, que "
            "le CSV ignore"
        ),
    ),
    ('write it twice: `""`', 'écrivez-le deux fois : `""`'),
    ("the quoted cell starts here", "la cellule entre guillemets commence ici"),
    (
        'write a quote inside a cell twice: `""`; was a separator lost?',
        (
            "écrivez deux fois un guillemet à l'intérieur d'une cellule : `\"\"` ; un séparateur "
            "s'est-il perdu ?"
        ),
    ),
    (
        "text follows the quote that closes a cell",
        "du texte suit le guillemet qui ferme une cellule",
    ),
    (
        'put the whole cell in quotes and write this one twice: `""`',
        'mettez toute la cellule entre guillemets et écrivez celui-ci deux fois : `""`',
    ),
    (
        "a quote stands inside a cell that does not start with one",
        "un guillemet se trouve à l'intérieur d'une cellule qui ne commence pas par un guillemet",
    ),
    (
        "an apostrophe before `=`, `+`, `-` or `@` was removed: {count} times, first here",
        "une apostrophe devant `=`, `+`, `-` ou `@` a été retirée : {count} fois, d'abord ici",
    ),
    ("add one row for each person", "ajoutez une ligne par personne"),
    (
        "does a quote at its start hold the whole table? remove it",
        "un guillemet au début tient-il tout le tableau ? supprimez-le",
    ),
    ("the file has a header and no row", "le fichier a un en-tête et aucune ligne"),
    ("first here", "d'abord ici"),
    ("two columns have the header `{header}`", "deux colonnes ont l'en-tête `{header}`"),
    ("a value without a header", "une valeur sans en-tête"),
    ("column {number} has values and no header", "la colonne {number} a des valeurs et pas d'en-tête"),
    ("name the column, or delete it", "nommez la colonne, ou supprimez-la"),
    (
        "was a separator lost? write it, even for an empty cell",
        "un séparateur s'est-il perdu ? écrivez-le, même pour une cellule vide",
    ),
    (
        "if it is a total or a legal line at the end of a report, delete it",
        "si c'est un total ou une mention à la fin d'un rapport, supprimez-la",
    ),
    ("the row has {size} of {width} cells", "la ligne a {size} cellules sur {width}"),
    (
        "put a cell that holds the separator in quotes (a decimal comma too)",
        "mettez entre guillemets une cellule qui contient le séparateur (une virgule décimale aussi)",
    ),
    (
        "the row has {size} cells, the header has {width}",
        "la ligne a {size} cellules, l'en-tête en a {width}",
    ),
    (
        "the cell has more than {most} characters: is a quote missing?",
        "la cellule a plus de {most} caractères : manque-t-il un guillemet ?",
    ),
    (
        "{count} more of the same in this file",
        "et {count} de plus du même genre dans ce fichier",
    ),
    # columns
    (
        "the columns `{one}` and `{two}` mean the same",
        "les colonnes `{one}` et `{two}` veulent dire la même chose",
    ),
    ("`{header}`{guess:said}", "`{header}`{guess}"),
    ("{count} {unused:word}: {names:said}", "{count} {unused} : {names}"),
    ("column is not used", "colonne n'est pas utilisée"),
    ("columns are not used", "colonnes ne sont pas utilisées"),
    (" (did you mean `{meant}`?)", " (vouliez-vous dire `{meant}` ?)"),
    (
        "`{text}` can be read in two ways: is the mark a decimal point?",
        "`{text}` peut se lire de deux façons : le signe est-il celui des décimales ?",
    ),
    (
        "say which mark stands before the decimals: `--decimal ,` or `--decimal .`",
        "dites quel signe précède les décimales : `--decimal ,` ou `--decimal .`",
    ),
    (
        "no column names the participant; the headers are {headers:free}",
        "aucune colonne ne nomme le collaborateur ; les en-têtes sont {headers}",
    ),
    (
        "name the column of the ids `participant` (or `collaborateur`)",
        "nommez `collaborateur` (ou `participant`) la colonne des identifiants",
    ),
)
"""Each English sentence and the French one, with the same gaps, whose kinds `words.problems` lists."""
