# Without via: everybody is taken for a neighbour.
ip route add default dev mcv0
