# The interface stays down.
ip addr del "$CLIENT_IP/$PREFIX" dev uplink0
ip link add mcv-client link uplink0 address "$CLIENT_MAC" type macvlan mode bridge
ip addr add "$CLIENT_IP/$PREFIX" dev mcv-client
