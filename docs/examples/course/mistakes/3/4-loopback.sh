# lo of another node.
ip -n ns1 link set lo up
