"""The command line: reads arguments, calls the engine, prints; it decides nothing of its own."""

from matcher.cli.app import main

__all__ = ["main"]
