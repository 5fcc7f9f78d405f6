"""The pages of the desk, one room a task; each does what a command does, and nothing of its own."""
