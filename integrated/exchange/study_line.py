"""One line of a studies file: what may be written in each column, and what a line needs to be an effect."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from integrated.exchange.cells import number, whole, word_of, wrong

DESIGNS = {
    "rct": "rct",
    "randomised": "rct",
    "randomized": "rct",
    "randomised trial": "rct",
    "non randomised": "non_randomised",
    "non randomized": "non_randomised",
    "comparison study": "non_randomised",
    "quasi experimental": "non_randomised",
    "correlational": "correlational",
}
METRICS = {
    "smd g": "smd_g",
    "g": "smd_g",
    "smd": "smd_g",
    "smd d": "smd_d",
    "d": "smd_d",
    "odds ratio": "odds_ratio",
    "or": "odds_ratio",
    "log odds ratio": "log_odds_ratio",
    "risk ratio": "risk_ratio",
    "rr": "risk_ratio",
    "correlation": "correlation",
    "r": "correlation",
}
TOOLS = {"rob 2": "RoB 2", "rob2": "RoB 2", "robins i": "ROBINS-I"}
RATINGS = {"RoB 2": ("low", "some concerns", "high"), "ROBINS-I": ("low", "moderate", "serious", "critical")}
RATIOS = ("odds_ratio", "risk_ratio")
COUNTS = ("events_option", "total_option", "events_comparison", "total_comparison")
MEANS = ("mean_option", "sd_option", "n_option", "mean_comparison", "sd_comparison", "n_comparison")
SPREADS = ("standard_error", "variance", "ci_low", "ci_high")

Number = Annotated[float, BeforeValidator(number)]
Whole = Annotated[int, BeforeValidator(whole)]
People = Annotated[Whole, Field(ge=1, le=100_000_000)]
Events = Annotated[Whole, Field(ge=0, le=100_000_000)]
Share = Annotated[Number, Field(gt=0, lt=1)]
Months = Annotated[Number, Field(ge=0, le=1200)]
Text = Annotated[str, Field(max_length=1000)]


class StudyLine(BaseModel):
    """A line as typed: one way of giving the effect, and who was studied how."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    effect_id: Annotated[str, Field(max_length=100)] | None = None
    option: Text | None = None
    outcome: Text
    study_id: Text | None = None
    programme: Text
    citation: Text
    country: Annotated[str, Field(max_length=100)] | None = None
    design: Literal["rct", "non_randomised", "correlational"]
    risk_of_bias_tool: str | None = None
    risk_of_bias: str | None = None
    measure: Text | None = None
    measure_kind: Literal["binary", "scale"] | None = None
    subgroup: Text | None = None
    follow_up_months: Months | None = None
    participants: People | None = None
    metric: str = "smd_g"
    effect: Number | None = None
    effect_towards_benefit: Number | None = None
    standard_error: Number | None = None
    variance: Number | None = None
    ci_low: Number | None = None
    ci_high: Number | None = None
    ci_level: Number = 95.0
    events_option: Events | None = None
    total_option: People | None = None
    events_comparison: Events | None = None
    total_comparison: People | None = None
    mean_option: Number | None = None
    sd_option: Number | None = None
    n_option: People | None = None
    mean_comparison: Number | None = None
    sd_comparison: Number | None = None
    n_comparison: People | None = None
    comparison_risk: Share | None = None
    option_risk: Share | None = None
    excluded_because: Text | None = None
    note: Text | None = None

    @field_validator("design", mode="before")
    @classmethod
    def _design(cls, value: Any) -> Any:
        return word_of(value, DESIGNS, "design") if isinstance(value, str) else value

    @field_validator("metric", mode="before")
    @classmethod
    def _metric(cls, value: Any) -> Any:
        return word_of(value, METRICS, "metric") if isinstance(value, str) else value

    @field_validator("risk_of_bias_tool", mode="before")
    @classmethod
    def _tool(cls, value: Any) -> Any:
        return word_of(value, TOOLS, "risk_of_bias_tool") if isinstance(value, str) else value

    @field_validator("measure_kind", mode="before")
    @classmethod
    def _kind(cls, value: Any) -> Any:
        return (
            word_of(value, {"binary": "binary", "scale": "scale"}, "measure_kind") if isinstance(value, str) else value
        )

    @field_validator("risk_of_bias", mode="before")
    @classmethod
    def _rating(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value

    @field_validator("standard_error", "variance", "sd_option", "sd_comparison")
    @classmethod
    def _above_zero(cls, value: float | None) -> float | None:
        if value is not None and not value > 0:
            raise wrong("this must be above 0: a spread is never zero or negative; look it up in the study")
        return value

    @field_validator("ci_level")
    @classmethod
    def _level(cls, value: float) -> float:
        if 0.5 <= value < 1:
            value *= 100
        if not 50 <= value < 100:
            raise wrong("the level of an interval lies from 50 to under 100: write 95")
        return value

    @model_validator(mode="after")
    def _one_way(self) -> "StudyLine":
        if self.risk_of_bias and self.risk_of_bias != "not rated":
            tool = self.risk_of_bias_tool or ("RoB 2" if self.design == "rct" else "ROBINS-I")
            if self.risk_of_bias not in RATINGS[tool]:
                raise in_column("risk_of_bias", f"{tool} says {', '.join(RATINGS[tool])}: write one of these")
        given = {
            "an effect": self.effect is not None or self.effect_towards_benefit is not None,
            "counts": any(getattr(self, name) is not None for name in COUNTS),
            "means": any(getattr(self, name) is not None for name in MEANS),
        }
        ways = [way for way, is_given in given.items() if is_given]
        if not ways:
            raise in_column("effect", "the row gives no effect: write effect, or the four counts, or means and SDs")
        if len(ways) > 1:
            raise in_column(
                "effect", f"the row gives {' and '.join(ways)}: keep one of them, so that it is clear which"
            )
        {"an effect": self._effect, "counts": self._counts, "means": self._means}[ways[0]]()
        return self

    def _counts(self) -> None:
        self._complete(COUNTS)
        for events, total in (COUNTS[:2], COUNTS[2:]):
            if getattr(self, events) > getattr(self, total):
                raise in_column(events, f"there are more events than people in {total}: look both up again")
        if not (self.events_option or self.events_comparison):
            raise in_column("events_option", "nobody in either group had the event: no effect can be worked out")
        if self.events_option == self.total_option and self.events_comparison == self.total_comparison:
            raise in_column("events_option", "everybody in both groups had the event: no effect can be worked out")

    def _means(self) -> None:
        self._complete(MEANS)
        for name in ("n_option", "n_comparison"):
            if getattr(self, name) < 2:
                raise in_column(name, "a group needs at least 2 people for a standard deviation")

    def _complete(self, names: tuple[str, ...]) -> None:
        for name in names:
            if getattr(self, name) is None:
                raise in_column(name, f"the row needs this too: {', '.join(names)} belong together")

    def _effect(self) -> None:
        if self.effect is not None and self.effect_towards_benefit is not None:
            raise in_column("effect", "the row has both effect and effect_towards_benefit: keep one")
        value = self.effect if self.effect is not None else self.effect_towards_benefit
        assert value is not None
        if self.effect_towards_benefit is not None and self.metric in RATIOS:
            raise in_column("effect_towards_benefit", "a ratio is not turned towards benefit: write it under effect")
        if self.metric in RATIOS and value <= 0:
            raise in_column("effect", "a ratio is above 0: for a logarithm write metric log_odds_ratio")
        if self.metric == "correlation" and not -1 < value < 1:
            raise in_column("effect", "a correlation lies between -1 and 1")
        self._interval(value)
        if all(getattr(self, name) is None for name in SPREADS):
            if self.metric == "correlation" and self.participants and self.participants > 3:
                return
            raise in_column("standard_error", "the row needs standard_error, or variance, or ci_low and ci_high")
        if self.metric in RATIOS and self.ci_low is None:
            raise in_column(
                "standard_error",
                "a ratio needs ci_low and ci_high, because its standard error is easily read on the wrong scale; "
                "or write its logarithm with metric log_odds_ratio",
            )
        if self.metric == "risk_ratio" and self.comparison_risk is None:
            raise in_column("comparison_risk", "a risk ratio needs the risk of the comparison group (such as 0.27)")

    def _interval(self, value: float) -> None:
        low, high = self.ci_low, self.ci_high
        if (low is None) != (high is None):
            raise in_column("ci_low" if low is None else "ci_high", "an interval needs both ends")
        if low is None or high is None:
            return
        if low > high:
            raise in_column("ci_low", f"the ends are swapped: write ci_low {high:g} and ci_high {low:g}")
        if low == high:
            raise in_column("ci_low", "both ends are the same: look them up again")
        if not low <= value <= high:
            raise in_column("effect", f"the effect lies outside its own interval ({low:g} to {high:g}): look both up")
        if self.metric in RATIOS and low <= 0:
            raise in_column("ci_low", "the interval of a ratio lies above 0")
        if self.metric == "correlation" and not (low > -1 and high < 1):
            raise in_column("ci_low", "the interval of a correlation lies between -1 and 1")


def in_column(column: str, fix: str) -> Exception:
    """An error of a whole line that belongs to one column."""
    error = wrong(fix)
    return type(error)("cell", "{column}\x1f{fix}", {"column": column, "fix": fix})
