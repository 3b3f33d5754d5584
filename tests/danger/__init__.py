"""How well danger is noticed: sentences kept aside for measuring, and the measuring."""
