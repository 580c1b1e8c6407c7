/*
 * The floor of the bench `send`: pcap_inject() in a loop, as a program in C would call it.
 *
 *   send-loop IFACE SECONDS COUNT OCTETS...    frames as hex; SECONDS or COUNT may be 0: then the other ends it
 */
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  char why[PCAP_ERRBUF_SIZE] = "";
  static unsigned char frames[64][1514];
  size_t lengths[64];
  int kinds = 0;
  if (argc < 5) return 2;
  double seconds = atof(argv[2]);
  long count = atol(argv[3]);
  for (; kinds < argc - 4 && kinds < 64; kinds++) {
    const char *hex = argv[kinds + 4];
    lengths[kinds] = strlen(hex) / 2;
    for (size_t i = 0; i < lengths[kinds] && i < 1514; i++) sscanf(hex + 2 * i, "%2hhx", &frames[kinds][i]);
  }
  pcap_t *pcap = pcap_create(argv[1], why);
  if (pcap == NULL || pcap_activate(pcap) < 0) {
    fprintf(stderr, "%s%s\n", why, pcap ? pcap_geterr(pcap) : "");
    return 3;
  }
  double began = now();
  long sent = 0;
  for (;;) {
    for (int i = 0; i < 64; i++, sent++) {
      int kind = sent % kinds;
      if (pcap_inject(pcap, frames[kind], lengths[kind]) != (int)lengths[kind]) {
        fprintf(stderr, "%s\n", pcap_geterr(pcap));
        return 3;
      }
    }
    if (count > 0 ? sent >= count : now() - began >= seconds) break;
  }
  double took = now() - began;
  printf("{\"sent\":%ld,\"rate\":%.0f}\n", sent, sent / took);
  pcap_close(pcap);
  return 0;
}
