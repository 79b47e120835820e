"""A ranking against judgments of one's own: measured, compared, told on a model card."""
