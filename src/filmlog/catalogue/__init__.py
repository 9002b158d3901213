"""Film facts from elsewhere: the offline catalogue, and looking a film up over the network."""
