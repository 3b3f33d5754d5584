"""What happens next: pure functions from what was heard to a turn."""
