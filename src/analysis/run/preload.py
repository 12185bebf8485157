"""What the fork server imports once, so that no report has to.

Importing this module is its whole purpose; it is never needed for a correct result.
"""

import matplotlib.font_manager
import typst

import analysis.display
import analysis.export
import analysis.run.build

__all__ = ["analysis", "matplotlib", "typst"]
