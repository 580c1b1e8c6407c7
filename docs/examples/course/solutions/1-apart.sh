ip link set mcv0 netns ns0
ip -n ns0 link set mcv0 up
ip -n ns0 addr add "$VIP/$PREFIX" dev mcv0
