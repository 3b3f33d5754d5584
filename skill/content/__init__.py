"""What the skill says and offers, as data: types and reading."""
