"""Stories and promises of the pages, in a real Chromium."""
