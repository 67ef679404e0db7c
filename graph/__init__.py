"""What is said to the database, in the words of the network."""
