# Only the address goes to ns0, on lo, and the host keeps its own.
ip -n ns0 addr add "$VIP/32" dev lo
