"""Taking a file in, examining it again, handing it over, sweeping what nothing names."""

from socle.files.actions.receiving import Handed, receive
from socle.files.actions.serving import content_of, read
from socle.files.actions.sweeping import examine_again, sweep

__all__ = ["Handed", "content_of", "examine_again", "read", "receive", "sweep"]
