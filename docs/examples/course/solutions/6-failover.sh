misses=0
while [ "$misses" -lt 3 ]; do
  if ping -q -c 1 -W 0.2 "$NS0_IP" >/dev/null; then misses=0; else misses=$((misses + 1)); fi
  sleep 0.05
done
ip addr add "$VIP/$PREFIX" dev mcv1
vip garp --iface mcv1 --ip "$VIP"
