"""The palette that codes are coloured from: those of the kinds, and others that colour-blind people tell apart."""

from collections.abc import Mapping

from ...domain.kinds import Kind

PALETTE: Mapping[str, str] = {
    **{f"{kind.plural.lower()}, as the kind": kind.colour for kind in Kind},
    "indigo": "#332288",
    "cyan": "#88ccee",
    "teal": "#44aa99",
    "green": "#117733",
    "olive": "#999933",
    "sand": "#ddcc77",
    "rose": "#cc6677",
    "wine": "#882255",
    "purple": "#aa4499",
    "grey": "#bbbbbb",
}
"""Names and colours; after the kinds' own, Paul Tol's muted scheme."""
