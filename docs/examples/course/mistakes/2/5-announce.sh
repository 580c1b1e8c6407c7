# With the MAC of the old owner.
vip garp --iface mcv1 --ip "$VIP" --mac "$NS0_MAC"
