"""Looking for what may be wrong with a diary: one file a subject, each yielding `Finding`s.

Nothing here writes before a finding's `mend` is called.
"""
