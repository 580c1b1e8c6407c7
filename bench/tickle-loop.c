/*
 * The floor of the bench `tickle`: sendto() in a loop, as a program in C would call it.
 *
 *   tickle-loop FILE    IPv4 packets of 40 octets, one after the other, each to its own destination
 */
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

int main(int argc, char **argv) {
  unsigned char packet[40];
  struct sockaddr_in to = {.sin_family = AF_INET};
  int raw = socket(AF_INET, SOCK_RAW, IPPROTO_RAW);
  FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
  if (raw < 0 || file == NULL) return 1;
  while (fread(packet, sizeof packet, 1, file) == 1) {
    memcpy(&to.sin_addr, packet + 16, 4);
    if (sendto(raw, packet, sizeof packet, 0, (struct sockaddr *)&to, sizeof to) < 0) return 1;
  }
  return 0;
}
