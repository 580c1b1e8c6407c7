/**
 * `npm run bench`, or `npm run bench -- garp capture`: ratios against a peer or a floor measured in the same run.
 *
 * @module
 */

import {parseArgs} from 'node:util';
import {auditLong} from './audit.js';
import {captureRate} from './capture-rate.js';
import {codecRate} from './codec.js';
import {doctorLook} from './doctor.js';
import {experimentRun} from './experiment-run.js';
import {explainFile} from './explain.js';
import {explainSeveral} from './explain-together.js';
import {underFlood} from './flood.js';
import {garpStart} from './garp-start.js';
import {labGrowth} from './lab-growth.js';
import {linkOpen} from './link-open.js';
import {linkSend} from './link-send.js';
import {livePicture} from './live-picture.js';
import {captureMemory} from './memory.js';
import {tcpCost} from './tcp.js';
import {tickleMany} from './tickle.js';
import {trialCost} from './trials.js';
import {triggerToWire} from './trigger.js';
import {manyAddresses} from './vips.js';
import {watchCost} from './watch.js';
import {watchLoss} from './watch-loss.js';
import {watchPage} from './watch-page.js';
import {callToWire} from './wire.js';

const BENCHES: Readonly<Record<string, readonly [title: string, run: () => Promise<void>]>> = {
  garp: ['vip garp from call to exit (target: 1.2 times node -e 0)', garpStart],
  audit: ['vip audit of 10,000 lines (target: 100 ms beyond node -e 0)', auditLong],
  doctor: ['vip doctor from call to exit (target: 400 ms)', doctorLook],
  codec: ['decoding and encoding a frame of Ethernet and ARP', codecRate],
  experiment: ['vip experiment, its lab, and the taking down', experimentRun],
  lab: ['a lab up and down, by its number of nodes (target: 4 times faster than bash)', labGrowth],
  trials: ['100 trials in a row: what each costs besides what it measures', trialCost],
  capture: ['vip capture: frames a second without a loss', captureRate],
  flood: ['a capture of ARP among a flood of other traffic', underFlood],
  memory: [
    'memory of a capture of 10,000 frames a second (target: flat; --minutes 10)',
    () => captureMemory(minutes),
  ],
  explain: ['vip explain over a million frames (target: a 25th of tshark, 200 MB)', explainFile],
  together: [
    'vip explain over two captures of a million frames (target: a tenth of mergecap and tshark)',
    explainSeveral,
  ],
  watch: [
    'vip watch of 1,000 addresses at 1,000 frames a second (target: 5 % of a core; --minutes 1)',
    () => watchCost(minutes * 60),
  ],
  page: ['the page of vip watch at its bound, under a flood (target: 2 MB, 50 ms)', watchPage],
  loss: [
    'frames that vip watch loses while it looks at 1,000 addresses, by itself and through tcpdump',
    watchLoss,
  ],
  wire: ['from the call to the frame on the wire (target: 1.2 times node -e 0)', callToWire],
  'live-picture': [
    'what the live picture does to what a trial measures (target: nothing; --pairs 60)',
    () => livePicture(pairs),
  ],
  tcp: ['what --tcp costs a trial (target: pings show the same; --pairs 60)', () => tcpCost(pairs)],
  open: ['opening an interface and closing it, with various options', linkOpen],
  trigger: ['from a trigger to the wire, by a waiting process', triggerToWire],
  vips: ['1,000 addresses moved at once: until each was announced (target: sooner)', manyAddresses],
  tickle: ['10,000 sessions reset, from the call to the last (target: 1 s)', tickleMany],
  send: ['frames a second that a link sends (target: 0.8 of a loop in C)', linkSend],
};

const {values, positionals: wanted} = parseArgs({
  allowPositionals: true,
  options: {minutes: {type: 'string', default: '1'}, pairs: {type: 'string', default: '60'}},
});
const minutes = Number(values.minutes);
const pairs = Number(values.pairs);

const unknown = wanted.find(name => !(name in BENCHES));
if (unknown !== undefined) {
  console.error(`bench: expected one of ${Object.keys(BENCHES).join(', ')}, got ${JSON.stringify(unknown)}`);
  process.exitCode = 2;
} else {
  // If it is set, Node reads all these certificates at each start, unlike on most machines, and every ratio to a start would be flattered.
  delete process.env.NODE_EXTRA_CA_CERTS;
  console.log(`Node ${process.version}, Linux ${(await import('node:os')).release()}`);
  for (const [name, [title, run]] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`\n${name}: ${title}`);
    await run();
  }
}
