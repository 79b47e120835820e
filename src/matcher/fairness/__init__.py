"""Who is reached by a ranking, by group, why groups differ, and what evening it out would cost."""
