"""One module per verb; the arguments of the verb and its wiring, nothing else.

A command module offers one function, `command`, annotated for Typer. Its docstring is the
help page, its return value the exit code: 0 did what was asked, 1 found something wrong in
the plan, the facts or the examples. What stops it from running is raised as `Trouble` and
becomes exit code 2. The name and its one-line help stand in the table of `csvariable.cli`;
the module is imported only when its name is on the command line.
"""
