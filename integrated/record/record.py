"""The record of a decision: events folded into a decision, sealed into text that can be kept, opened again later."""

from integrated.record.decision import Decision, Event, Option
from integrated.record.folding import replay
from integrated.record.sealing import Record, RecordError, inputs_changed, reopen, seal

__all__ = ["Decision", "Event", "Option", "Record", "RecordError", "inputs_changed", "reopen", "replay", "seal"]
