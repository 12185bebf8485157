"""Forms as analysts receive them: templates out, files in, checked and kept in the register."""
