"""How firmly a ranking stands: how far each weight may move before it changes."""
