# The address is not given again.
ip link set mcv0 netns ns0
ip -n ns0 link set mcv0 up
