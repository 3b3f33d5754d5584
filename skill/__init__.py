"""Closer Together: spoken conversations that bring couples closer.

The ground (types only) lies in this folder; what is said in `content`; what
happens next in `dialogue`; Alexa, AWS, Flask and the terminal are adapters
round them. Nothing happens on import.
"""
