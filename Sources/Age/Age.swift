/// First room of Age.
