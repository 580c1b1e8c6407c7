/**
 * scapy's own codec, in a new Python for each turn. Its seconds are processor time as well.
 *
 * @module
 */

import {execFileSync, spawnSync} from 'node:child_process';
import type {Rated} from './rates.js';

const FRAMES = 2000;

const PROGRAM = `
import sys, time
from scapy.layers.l2 import ARP, Ether
what, octets = sys.argv[1], sys.stdin.read().split()
frames = [bytes.fromhex(text) for text in octets]
values = [(Ether(f), Ether(f)[ARP]) for f in frames]
fields = [(dict(dst=e.dst, src=e.src), dict(op=a.op, hwsrc=a.hwsrc, psrc=a.psrc, hwdst=a.hwdst, pdst=a.pdst)) for e, a in values]
began = time.process_time()
if what == 'decode':
    for f in frames:
        e = Ether(f); a = e[ARP]
        (e.dst, e.src, a.op, a.hwsrc, a.psrc, a.hwdst, a.pdst)
else:
    for f, (e, a) in zip(frames, fields):
        if bytes(Ether(**e) / ARP(**a)) != f: raise SystemExit('scapy encodes it differently')
print(len(frames) / (time.process_time() - began))
`;

/** A Python that has scapy: Debian's package is for Debian's own Python. */
export function findScapy(): string | undefined {
  const found = ['/usr/bin/python3', 'python3'].find(
    python => spawnSync(python, ['-c', 'import scapy']).status === 0,
  );
  if (found === undefined) console.log('  (scapy is not installed: skipped)');
  return found;
}

/** A list of one, or an empty one without scapy. */
export function scapyCodec(): (what: 'decode' | 'encode', frames: readonly Uint8Array[]) => Rated[] {
  const python = findScapy();
  if (python === undefined) return () => [];
  return (what, frames) => {
    const input = Array.from({length: FRAMES}, (_, index) =>
      Buffer.from(frames[index % frames.length] as Uint8Array).toString('hex'),
    ).join('\n');
    const run = () => Number(execFileSync(python, ['-c', PROGRAM, what], {input, encoding: 'utf8'}));
    return [{name: 'scapy', run}];
  };
}
