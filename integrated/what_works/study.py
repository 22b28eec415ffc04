"""One effect of one study as the screens show it: what was compared, what was found, how far it can be trusted."""

from dataclasses import dataclass

Z95 = 1.959963984540054


@dataclass(frozen=True)
class StudyRow:
    """A row of the studies table and of the forest plot.

    Attributes
    ----------
    effect : standardised mean difference, turned so that + is better for young people.
    standard_error : in the same unit.
    weight : percent of the pooled average, None when the row is not pooled.
    excluded_because : why the row is shown but not used, or None.
    data_check : what was found when the published figures were checked, or None.
    """

    effect_id: str
    study_id: str
    programme: str
    citation: str
    country: str | None
    design: str
    risk_of_bias_tool: str | None
    risk_of_bias: str | None
    measure: str | None
    measure_kind: str | None
    subgroup: str | None
    follow_up_months: float | None
    effect: float
    standard_error: float
    published_standard_error: float | None
    participants: int | None
    comparison_risk: float | None
    option_risk: float | None
    is_primary: bool
    excluded_because: str | None
    data_check: str | None
    weight: float | None = None

    @property
    def interval(self) -> tuple[float, float]:
        """95% interval of the study itself."""
        return self.effect - Z95 * self.standard_error, self.effect + Z95 * self.standard_error

    @property
    def short_name(self) -> str:
        """The programme as a label: what stands after the last comma, without brackets ("Washington")."""
        return self.programme.split("(")[0].strip().split(", ")[-1]

    @property
    def is_randomised(self) -> bool:
        """Whether people were assigned by chance."""
        return self.design == "rct"


@dataclass(frozen=True)
class OfHundred:
    """What an effect means for 100 young people here, from a baseline that a person chose.

    Attributes
    ----------
    words : the event ("become homeless").
    baseline : people of 100 without the option.
    middle : people of 100 with it.
    likely : range that the studies fit, people of 100.
    new_place : range in a new place, people of 100, or None.
    source : where the baseline is from, with months and year.
    """

    words: str
    baseline: float
    middle: float
    likely: tuple[float, float]
    new_place: tuple[float, float] | None
    source: str
    months: float | None
    is_stand_in: bool
