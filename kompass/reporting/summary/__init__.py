"""The council summary: two pages about one evaluation."""
