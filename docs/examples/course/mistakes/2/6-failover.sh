# Looks every ten seconds.
while ping -q -c 1 -W 0.5 "$NS0_IP" >/dev/null; do sleep 10; done
ip addr add "$VIP/$PREFIX" dev mcv1
vip garp --iface mcv1 --ip "$VIP"
