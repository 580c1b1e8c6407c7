# Takes the address at once.
ip addr add "$VIP/$PREFIX" dev mcv1
vip garp --iface mcv1 --ip "$VIP"
