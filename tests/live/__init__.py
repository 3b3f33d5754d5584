"""Tests with the real parts: Amazon's schemas, emulators and clients."""
