"""The array operations of a search, each on arrays that can be checked by eye."""
