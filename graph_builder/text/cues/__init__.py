"""The words that express a stance."""
