"""The development report: a municipality's own evaluations over time."""
