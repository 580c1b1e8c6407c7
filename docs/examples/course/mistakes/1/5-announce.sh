# Its own address, not the virtual one.
vip garp --iface mcv1 --ip "$NS1_IP"
