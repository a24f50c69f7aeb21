"""The whole archive in one file, taken while it runs, and the way back."""
