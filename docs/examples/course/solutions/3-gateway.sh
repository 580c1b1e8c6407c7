ip route add default via "$ROUTER_IP"
