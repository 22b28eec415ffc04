"""The screens of a workshop: open it, share it, read what came, type in cards, close it."""
