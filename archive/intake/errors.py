"""What can go wrong at intake, as one family."""


class IntakeError(Exception):
    """An input, or one record of it, cannot be taken in; the message names it and the remedy."""


class UnbalancedReceiptError(IntakeError):
    """A run's lines do not add up to the records that were read: a fault of the program."""


class ReextractError(IntakeError):
    """A kept capture cannot be read again; the message says why, and nothing was changed."""


class NotTogetherError(IntakeError):
    """Several articles cannot be stored at once; nothing was, and each can be alone."""
