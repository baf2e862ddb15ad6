/// First room of BrokerClient.
