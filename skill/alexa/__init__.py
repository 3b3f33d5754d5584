"""Alexa's side of the skill: what it hears, what it is answered, and the model it listens with."""
