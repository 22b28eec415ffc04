"""The page How things connect, drawn: its map, the panel beside it, and one file for each part under it."""
