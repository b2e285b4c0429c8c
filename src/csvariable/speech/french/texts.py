"""What is said of the text of a plan: YAML, its characters, its routes."""

from __future__ import annotations

from typing import Final

PAIRS: Final[tuple[tuple[str, str], ...]] = (
    # the file
    ("the file is larger than 5 MiB ({size} MiB)", "le fichier dépasse 5 Mio ({size} Mio)"),
    (
        "a plan is a few kilobytes; is this the right file?",
        "un plan pèse quelques kilo-octets ; est-ce le bon fichier ?",
    ),
    ("save the file as UTF-8", "enregistrez le fichier en UTF-8"),
    ("the file is UTF-16, not UTF-8", "le fichier est en UTF-16, pas en UTF-8"),
    (
        "the file is not UTF-8: line {line} holds the byte 0x{byte}",
        "le fichier n'est pas en UTF-8 : la ligne {line} contient l'octet 0x{byte}",
    ),
    (
        "{sentence:said}, it looks like Windows-1252: `{character}`",
        "{sentence}, ce serait du Windows-1252 : `{character}`",
    ),
    (
        "the text holds an invisible character, U+{code}",
        "le texte contient un caractère invisible, U+{code}",
    ),
    (
        "delete it; some editors show such characters on request",
        "supprimez-le ; certains éditeurs montrent ces caractères à la demande",
    ),
    ("the file holds nothing", "le fichier est vide"),
    ("`csvariable init` writes a first plan", "`csvariable init` écrit un premier plan"),
    (
        "the file is {kind:word}; it must hold keys with values",
        "le fichier est {kind} ; il doit contenir des clés avec des valeurs",
    ),
    ("write `key: value` on the first line", "écrivez `clé: valeur` sur la première ligne"),
    ("a list", "une liste"),
    ("a text", "un texte"),
    ("a mapping", "un bloc de clés"),
    # documents, keys, anchors
    ("this cannot be read as YAML ({problem:free})", "ceci ne se lit pas comme du YAML ({problem})"),
    (
        "a second document begins here; a file holds one",
        "un second document commence ici ; un fichier en contient un seul",
    ),
    (
        "delete the `---` line, or put what follows into its own file",
        "supprimez la ligne `---`, ou mettez la suite dans un autre fichier",
    ),
    (
        "an escape here stands for half a character",
        "une séquence d'échappement désigne ici la moitié d'un caractère",
    ),
    (
        "a key must be a text, not a list or a mapping",
        "une clé doit être un texte, pas une liste ni un bloc de clés",
    ),
    ("put the key in quotes", "mettez la clé entre guillemets"),
    ("more than {most} levels are nested here", "plus de {most} niveaux sont imbriqués ici"),
    (
        "`*{name}` repeats a block named `&{named}`, and there is none above",
        "`*{name}` répète un bloc nommé `&{named}`, et il n'y en a pas au-dessus",
    ),
    (
        "a text that begins with `*` needs quotes",
        "un texte qui commence par `*` se met entre guillemets",
    ),
    (
        "`*{name}` stands inside the block that it repeats",
        "`*{name}` se trouve dans le bloc même qu'il répète",
    ),
    ("the key `{name}` is given twice", "la clé `{name}` est donnée deux fois"),
    ("first given here", "donnée d'abord ici"),
    ("a key must be a text written here", "une clé doit être un texte écrit ici même"),
    ("write the key as a text", "écrivez la clé comme un texte"),
    (
        "`<<` (a merge of blocks) is not part of the language",
        "`<<` (une fusion de blocs) n'existe pas dans le langage",
    ),
    (
        "write the keys out, or repeat a whole block with `*name`",
        "écrivez les clés, ou répétez un bloc entier avec `*nom`",
    ),
    (
        "the file holds more than {most} values, repeated blocks included",
        "le fichier contient plus de {most} valeurs, blocs répétés compris",
    ),
    ("the name `&{name}` is given to two blocks", "le nom `&{name}` est donné à deux blocs"),
    ("give one another name", "donnez un autre nom à l'un d'eux"),
    ("a tag (`!`) is not part of the language", "une étiquette (`!`) n'existe pas dans le langage"),
    (
        "delete the tag; a text that begins with `!` needs quotes",
        "supprimez l'étiquette ; un texte qui commence par `!` se met entre guillemets",
    ),
    (
        "`{before},{after}` is read as two values, `{one}` and `{two}`",
        "`{before},{after}` se lit comme deux valeurs, `{one}` et `{two}`",
    ),
    (
        "for one number write `{number}`; for two, a space: `{before}, {after}`",
        "pour un seul nombre, écrivez `{number}` ; pour deux, mettez une espace : `{before}, {after}`",
    ),
    (
        "a non-breaking space stands where YAML needs an ordinary one",
        "une espace insécable se trouve là où YAML attend une espace ordinaire",
    ),
    (
        "replace it by a space; such spaces come with text pasted from a document or a page",
        "remplacez-la par une espace ; elle vient d'un texte collé depuis un document ou une page",
    ),
    # why a line cannot be read
    (
        "a colon needs a space after it: `{line}: {value}`",
        "après deux-points, mettez une espace : `{line}: {value}`",
    ),
    (
        "a tab indents this line; YAML is indented with spaces",
        "une tabulation décale cette ligne ; en YAML, on décale avec des espaces",
    ),
    ("replace the tab by two spaces", "remplacez la tabulation par deux espaces"),
    (
        "`{sign}` begins a block of text in YAML, so `{written}` cannot be read",
        "`{sign}` commence un bloc de texte en YAML : `{written}` ne peut pas être lu",
    ),
    (
        "a bound is a word: `{{from: {bare}}}` for at least, `{{above: {same}}}` for more than",
        "une borne est un mot : `{{from: {bare}}}` pour au moins, `{{above: {same}}}` pour plus de",
    ),
    ("write the sign after the number: `{number} %`", "écrivez le signe après le nombre : `{number} %`"),
    ('put the text in quotes: "{written:free}"', 'mettez le texte entre guillemets : "{written}"'),
    (
        "a value cannot begin with `{char}` without quotes",
        "une valeur ne peut pas commencer par `{char}` sans guillemets",
    ),
    (
        "the quote `{mark}` that opens here is never closed",
        "le guillemet `{mark}` ouvert ici n'est jamais fermé",
    ),
    (
        "close it with `{mark}` at the end of the text",
        "fermez-le avec `{mark}` à la fin du texte",
    ),
    (
        "a backslash in double quotes begins an escape, and this is none",
        (
            "entre guillemets doubles, une barre oblique inverse commence un échappement, et ceci "
            "n'en est pas un"
        ),
    ),
    (
        "double the backslash, or use single quotes",
        "doublez la barre oblique inverse, ou utilisez des guillemets simples",
    ),
    (
        'write a text with an apostrophe in double quotes: "l\'objectif"',
        'écrivez un texte avec une apostrophe entre guillemets doubles : "l\'objectif"',
    ),
    (
        "put the whole text in quotes, or nothing of it",
        "mettez tout le texte entre guillemets, ou rien",
    ),
    ("the apostrophe closes the quote", "l'apostrophe ferme le guillemet"),
    ("the quote is closed", "le guillemet est fermé"),
    ("{what:word} before the end of the text", "{what} avant la fin du texte"),
    (
        "a comma or the closing `{close}` is missing before this",
        "il manque avant ceci une virgule ou le `{close}` fermant",
    ),
    (
        "values between brackets are separated by commas; a text with commas or brackets needs quotes",
        (
            "entre crochets ou accolades, les valeurs sont séparées par des virgules ; "
            "un texte qui en contient se met entre guillemets"
        ),
    ),
    ("the bracket opens here", "le crochet s'ouvre ici"),
    ("read as still inside it", "lu comme étant encore dedans"),
    (
        "the bracket `{opening}` that opens here is never closed",
        "le crochet `{opening}` ouvert ici n'est jamais fermé",
    ),
    ("close it with `{close}`", "fermez-le avec `{close}`"),
    ("a comma stands where a value is due", "une virgule se trouve là où une valeur est attendue"),
    (
        "write the value before it, or put a text with commas in quotes",
        "écrivez la valeur avant elle, ou mettez entre guillemets un texte qui contient des virgules",
    ),
    (
        "`{char}` closes a bracket that was never opened",
        "`{char}` ferme un crochet qui n'a jamais été ouvert",
    ),
    ("delete it, or open the bracket", "supprimez-le, ou ouvrez le crochet"),
    (
        "a second colon on this line; a text that holds `: ` needs quotes",
        "un second deux-points sur cette ligne ; un texte qui contient `: ` se met entre guillemets",
    ),
    ('write "{shown:free}"', 'écrivez "{shown}"'),
    ("write '{shown:free}'", "écrivez '{shown}'"),
    (
        "this line is indented deeper than the one above, which already has a value",
        "cette ligne est plus décalée que celle du dessus, qui a déjà une valeur",
    ),
    (
        "align it with the line above, or give that line no value of its own",
        "alignez-la sur la ligne du dessus, ou laissez celle-ci sans valeur",
    ),
    ("the value stands here", "la valeur est ici"),
    (
        "this line has no key: `: ` (a colon and a space) is missing",
        "cette ligne n'a pas de clé : il manque `: ` (deux-points et une espace)",
    ),
    ("write `key: value`", "écrivez `clé: valeur`"),
    ("a list item (`- `) cannot stand here", "un élément de liste (`- `) ne peut pas se trouver ici"),
    (
        "begin the list on its own line under the key, or write `[a, b]`",
        "commencez la liste sur sa propre ligne sous la clé, ou écrivez `[a, b]`",
    ),
    ("a list goes on here without a dash", "une liste continue ici sans tiret"),
    (
        "begin the item with `- `, or indent the line as its key's neighbours are",
        "commencez l'élément par `- `, ou décalez la ligne comme les clés voisines",
    ),
    ("a list item stands among keys", "un élément de liste se trouve parmi des clés"),
    ("indent it under the key it belongs to", "décalez-le sous la clé dont il fait partie"),
    (
        "this line is not aligned with the others of its block",
        "cette ligne n'est pas alignée avec les autres de son bloc",
    ),
    (
        "lines of one block begin in the same column",
        "les lignes d'un même bloc commencent dans la même colonne",
    ),
    ("the block begins here", "le bloc commence ici"),
    ("this cannot be read as YAML{where:said}", "ceci ne se lit pas comme du YAML{where}"),
    (" at `{word}`", ", à `{word}`"),
    (
        "a text with signs needs quotes; `key: value` needs its space",
        "un texte avec des signes se met entre guillemets ; `clé: valeur` a besoin de son espace",
    ),
    # routes and edits
    (
        "the route is empty; write it like `kpis.nrr.target`",
        "la route est vide ; écrivez par exemple `kpis.nrr.target`",
    ),
    (
        (
            "`{text}` is not a route: {read:said} it cannot be read; write keys with dots and items "
            "with brackets, "
            "like `kpis.nrr.curve.linear[1].pays`"
        ),
        (
            "`{text}` n'est pas une route : {read}, elle ne se lit pas ; écrivez les clés avec des points "
            "et les éléments avec des crochets, comme `kpis.nrr.curve.linear[1].pays`"
        ),
    ),
    ("after `{text}`", "après `{text}`"),
    ("at its beginning", "à son début"),
    ("the whole document cannot be replaced by an edit", "le document entier ne peut pas être remplacé"),
    ("`{route}` is {kind:word}", "`{route}` est {kind}"),
    ("the document is a mapping", "le document est un bloc de clés"),
    ("{held:said} of {count}", "{held} de {count}"),
    ("`{route}` cannot be set: {held:said}", "`{route}` ne peut pas être changé : {held}"),
    # how a value came to its place
    ("also used here", "utilisé aussi ici"),
    ("also used here, through an alias", "utilisé aussi ici, par un alias"),
    ("set by {by:said}", "fixé par {by}"),
    ("role {role}", "le rôle {role}"),
    ("scenario {scenario:free}", "le scénario {scenario}"),
    ("role `{role}`: {problem:said}", "rôle `{role}` : {problem}"),
    ("scenario `{name}`: {problem:said}", "scénario `{name}` : {problem}"),
    ("here", "ici"),
)
"""Each English sentence and the French one, with the same gaps, whose kinds `words.problems` lists."""
