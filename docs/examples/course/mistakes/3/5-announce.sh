# The client's cache is emptied instead: only that one recovers.
ip -n ext neigh flush dev ext0
