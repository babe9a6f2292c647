"""What a text is written in: scripts, languages, function words, the calendar's words."""
