"""阳光慈善 in a real Chromium: what a reader sees, hears, prints and can reach."""
