"""Who has to be thought of before anything is concluded: the protected characteristics, and care experience."""

CHARACTERISTICS = (
    "age",
    "disability",
    "gender reassignment",
    "marriage and civil partnership",
    "pregnancy and maternity",
    "race",
    "religion or belief",
    "sex",
    "sexual orientation",
    "care experience",
)
"""Source: Equality Act 2010, section 4, in its order. Care experience is no protected characteristic in the Act: many
councils treat it as one by their own resolution, and every option of a decision on leaving care touches it."""
EFFECTS = ("positive", "negative", "mixed", "neutral", "not known")
DUTY = "This supports the Public Sector Equality Duty; it does not discharge it."
