"""The page What studies found: its screens, one file each."""
