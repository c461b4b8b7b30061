"""What the law demands at a place on a day. Pure: takes records, reads no files."""
