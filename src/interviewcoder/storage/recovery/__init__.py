"""Getting back what a damaged study still holds: from its bytes and its journal into a new file.

`rescue` puts the steps one after the other; to read them in this order is to follow the bytes:

1. `snapshot`: a private copy of the bytes, from which a change that was broken off is taken back. `decrypted`: the pages of an encrypted one.
2. `pages`, `cells`: SQLite's format, a page and a row of it. `trees`: the pages of a table from its root.
3. `shapes`: what rows of each table look like. `carving`: the rows of all tables, with those on pages that lost their root.
4. `journal`: which entries can be read, and the rows that they tell. `choosing`: one row for each key, of the file's and the journal's.
5. `texts`: mending one text. `sources`: the texts of all sources. `references`: stand-ins for what is gone. `fitting`: tags, revisions
   and passages that no longer fit their words.
6. `writing`: the new file with its search index and a journal that tells it.
"""
