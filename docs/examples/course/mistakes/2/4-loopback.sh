# The address, and lo still down.
ip addr add 127.0.0.1/8 dev lo
