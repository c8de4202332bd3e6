"""The report of one evaluation: what it is made of, and the chapters."""
