"""The keeper's desk: bounded admin pages over the store."""
