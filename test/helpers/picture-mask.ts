/**
 * Recorded pictures, compared without what differs from run to run: times, the lengths of a strip's stretches, and the
 * state of an entry.
 *
 * @module
 */

/** The picture on a screen: from its title to the end, masked. */
export function maskedPicture(screen: readonly string[]): string[] {
  const title = screen.findLastIndex(line => line.includes(' held by '));
  return screen.slice(title).map(maskPictureLine);
}

function maskPictureLine(line: string): string {
  return line
    .replace(/\d+:\d\d\.\d/, 'TIME')
    .replace(/dark [\d.]+ m?s(?: ± [\d.]+ m?s)?/, 'dark TIME')
    .replace(/ in \d+\.\d s/, ' in TIME')
    .replace(/1 mark: \d+ m?s/, '1 mark: TIME')
    .replace(/^ +\|.*/, ' AXIS')
    .replace(/\b(?:REACHABLE|STALE|DELAY|PROBE)\b/, 'STATE')
    .replace(
      /^( (?:mcv-client|ext|router|remote) +)(\S.*?)( {2,}[A-Z?] )/,
      (_, name, strip, side) => `${name.trimEnd()} ${squeezed(strip)} ${side.trim()} `,
    )
    .replace(/[█░]+/, 'BAR')
    .replace(/─{5,}/, '──')
    .replace(/ {2,}/g, '  ')
    .trimEnd();
}

/**
 * One character for each stretch. A single probe that a busy machine sent late or lost is skipped, and so is
 * the moment in which the first probe waits for the cache to be filled.
 */
function squeezed(strip: string): string {
  return strip.replaceAll(/[ ╍]|^\?/g, '').replaceAll(/(.)\1+/g, '$1');
}

/** Lines of the narration without what differs from run to run; the pings, whose number does, are left out. */
export function maskedNarration(lines: readonly string[]): string[] {
  return lines
    .filter(line => !line.includes('icmp_seq'))
    .map(line =>
      line
        .replace(/\b(?:REACHABLE|STALE|DELAY|PROBE)\b/, 'STATE')
        .replaceAll(/\+?\d+(?:\.\d+)? m?s\b/g, 'TIME')
        .replace(/\d+\/\d+ pings/, 'N pings')
        .trimEnd(),
    );
}
