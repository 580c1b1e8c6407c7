# Addresses from the lecture.
ip route add default via 10.1.1.1
