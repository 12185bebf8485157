"""Everything a reader reads: message catalogs and the one formatter of numbers and dates."""

from analysis.locale.catalog import LANGUAGES, message, message_keys
from analysis.locale.formats import Formatter

__all__ = ["LANGUAGES", "Formatter", "message", "message_keys"]
