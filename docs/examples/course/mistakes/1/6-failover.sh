# Nothing is announced.
while ping -q -c 1 -W 0.5 "$NS0_IP" >/dev/null; do sleep 0.1; done
ip addr add "$VIP/$PREFIX" dev mcv1
