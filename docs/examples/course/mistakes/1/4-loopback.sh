# 127.0.0.1 on another interface.
ip addr add 127.0.0.1/8 dev mcv0
