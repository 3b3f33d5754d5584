"""The editor's desk: checks what the skill says, reads it aloud, and writes it up. Never on Lambda."""
