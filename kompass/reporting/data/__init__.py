"""What a report can show: text, exact numbers and tuples, frozen. Knows neither the domain's objects nor paper."""
