"""Plans, builds, keeps and publishes reports over many units."""
