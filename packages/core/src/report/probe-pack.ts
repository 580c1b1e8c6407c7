/**
 * A stream of probes in few octets: a report of 100,000 of them stays under a megabyte. No other module is needed,
 * so that the page can unpack what the command line packed.
 *
 * Two numbers for each probe, in groups of 7 bits, the lowest first, the eighth bit set in all but the last. The first
 * is the number of microseconds since the previous probe was sent, doubled (one less for a step back in time). The second is 0
 * for a lost probe, else one more than twice the microseconds of its round trip, and one more again when the answer
 * came too late to count.
 *
 * @module
 */

/** The outcome of a probe. */
export interface PackedProbe {
  /** Nanoseconds from the run's origin, rounded to microseconds. */
  readonly sentAt: number;
  /** Nanoseconds, rounded as well; absent when no answer came. */
  readonly rtt?: number;
  /** Whether the answer came so late that the probe counts as lost. */
  readonly isLate: boolean;
}

/** @param probes in the order of `sentAt` */
export function packProbes(probes: Iterable<PackedProbe>): string {
  const octets: number[] = [];
  let before = 0;
  for (const {sentAt, rtt, isLate} of probes) {
    const us = Math.round(sentAt / 1000);
    // The first may lie before the origin.
    const delta = us - before;
    putNumber(octets, delta < 0 ? -delta * 2 - 1 : delta * 2);
    putNumber(octets, rtt === undefined ? 0 : Math.max(0, Math.round(rtt / 1000)) * 2 + (isLate ? 2 : 1));
    before = us;
  }
  let text = '';
  for (let start = 0; start < octets.length; start += 0x2000) {
    // biome-ignore lint/plugin: 8192 at the most
    text += String.fromCharCode(...octets.slice(start, start + 0x2000));
  }
  return btoa(text);
}

/** The inverse of `packProbes`. */
export function unpackProbes(packed: string): PackedProbe[] {
  const text = atob(packed);
  const probes: PackedProbe[] = [];
  let offset = 0;
  const takeNumber = () => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const octet = text.charCodeAt(offset++);
      value += (octet & 0x7f) * scale;
      if (!(octet & 0x80)) return value;
      scale *= 128;
    }
  };
  let us = 0;
  while (offset < text.length) {
    const delta = takeNumber();
    us += delta % 2 === 0 ? delta / 2 : -(delta + 1) / 2;
    const fate = takeNumber();
    const isLate = fate > 0 && fate % 2 === 0;
    probes.push({
      sentAt: us * 1000,
      ...(fate === 0 ? {} : {rtt: Math.floor((fate - 1) / 2) * 1000}),
      isLate,
    });
  }
  return probes;
}

function putNumber(octets: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    octets.push((rest % 128) | 0x80);
    rest = Math.floor(rest / 128);
  }
  octets.push(rest);
}
