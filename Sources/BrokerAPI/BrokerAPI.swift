/// First room of BrokerAPI.
