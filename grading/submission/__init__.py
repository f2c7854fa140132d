"""What a student handed in: found on disk, read, and repaired. Nothing of it is run here."""
