# The next hop is not a router.
ip route add default via "$EXT_IP"
