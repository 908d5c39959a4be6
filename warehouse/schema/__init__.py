"""The metadata register: every table, view, macro and column of the warehouse, said once.

It makes the comments in the database, the data dictionary in ``docs/`` and the checks. The tables themselves are made
by the numbered migrations; a test holds the two equal.
"""

from warehouse.schema import changes, documents, events, ledger, listings, registers, views
from warehouse.schema.column import Column, Macro, Span, Table, View

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *documents.TABLES,
        *changes.TABLES,
        *events.TABLES,
        *registers.TABLES,
        *ledger.TABLES,
        *listings.TABLES,
    )
}
"""All tables by name, in the order of the data dictionary."""

VIEWS: dict[str, View] = {view.name: view for view in (*views.VIEWS, *changes.VIEWS)}
"""All views by name, those for analysts first."""

MACROS: dict[str, Macro] = {macro.name: macro for macro in views.MACROS}
"""All table macros by name."""

__all__ = ["MACROS", "TABLES", "VIEWS", "Column", "Macro", "Span", "Table", "View"]
