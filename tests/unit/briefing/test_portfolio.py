"""The gap map counts and grades the embedded studies as their own column does."""

from integrated.briefing.choices import every_outcome
from integrated.briefing.portfolio import layers_of
from integrated.briefing.studies import studies
from integrated.store import Store


def test_every_cell_counts_and_grades_studies_as_their_column_does(embedded: Store) -> None:
    layers = layers_of(embedded, "northvale")
    assert len(layers) == 5 * len(every_outcome(embedded))
    for (option_id, outcome_id), found in layers.items():
        brief = studies(embedded, "northvale", option_id, outcome_id)
        level = brief.certainty.level if brief.certainty else None
        assert (found.studies, found.excluded, found.certainty) == (len(brief.used), len(brief.excluded), level)
