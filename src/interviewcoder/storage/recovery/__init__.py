"""Getting back what a damaged study still holds: from its bytes and its journal into a new file.

The way through: `snapshot` (a copy of the bytes) → `decrypted`, `pages`, `cells`, `trees`, `shapes`, `carving` (rows of tables) →
`replay` (rows of the journal) → `choosing` (one row a key) → `texts`, `sources`, `references`, `fitting` (what must fit together) →
`writing` (the new file). `rescue` puts the steps one after the other.
"""
