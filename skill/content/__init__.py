"""What the skill says and offers, as data: types, reading and checking."""
