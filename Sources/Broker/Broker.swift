/// First room of Broker.
