# Somebody who is no router.
ip route add default via "$EXT_IP"
