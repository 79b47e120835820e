"""Free text of adverts and records compared: an optional second look at a shortlist."""
