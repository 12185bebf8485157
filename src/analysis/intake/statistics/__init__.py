"""Tables of the statistics office: fetched by PX-Web or read from a file, as JSON-stat."""
