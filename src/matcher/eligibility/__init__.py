"""Who may go: rule packs, gates, and the verdict over everything that is not known."""
