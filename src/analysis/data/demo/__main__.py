"""Write the demonstration panel into the data directory."""

from __future__ import annotations

from analysis.data.demo.files import write_demo
from analysis.data.files import open_directory

if __name__ == "__main__":
    write_demo(open_directory(None))
