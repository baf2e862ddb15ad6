/// First room of Primitives.
