vip garp --iface mcv1 --ip "$VIP"
