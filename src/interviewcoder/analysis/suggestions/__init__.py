"""Which codes a text is like, learned from what is tagged and from what the codebook says. In the order to read them:

`tokens` (a text's words) → `lexicon` (words and their pieces as weighted features) → `learner` (the fit) →
`code_model` (codes, examples and vectors put together) → `sentence_index` (all sentences, ranked for a code) →
`trial` (how well it does). `held_out_scores` → `found` tell how much of a code is found. `wordpieces` and `sentence_vectors` are for the extra `semantic`.
"""
