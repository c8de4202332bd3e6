"""The report of a merger before and after, and the compilation of municipalities about to merge."""
