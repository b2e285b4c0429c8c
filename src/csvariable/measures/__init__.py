"""KPIs measured on raw rows: which rows count, whose they are, what they come to (language, section 16).

Rows are read from tables of located text cells, whatever format those came from. Everything is a count
or an exact sum until one division at the end, so that neither the order of rows nor how they are split
into files changes a value.
"""
