import {createHash} from 'node:crypto';
import {filesOf, LANE, LANES} from './scripts/lanes.js';

/** Each takes half a minute or more: if begun last, one of them would run alone at the end. */
const LONG = [
  'analysis/watch/kinds.js',
  'analysis/watch/transformed.js',
  'arp/link-cap.js',
  'core/kinds.js',
  'core/watch/slices.js',
  'lab/cluster-ssh.js',
  'lab/doctor.js',
  'lab/doctor-modules.js',
  'lab/garp.js',
  'lab/json.js',
  'lab/packed.js',
  'lab/topologies.js',
  'lab/topologies-modules.js',
  'lab/trial-host-faults.js',
  'lab/trial-keepalived.js',
  'lab/trial-software.js',
];

const lane = LANES.find(({name}) => name === process.env[LANE]);

/**
 * When a file begins, from 0 to 1: after the long ones in an order that is the same in every checkout, and in which long and short are
 * mixed.
 *
 * @param {string} file
 */
function placeOf(file) {
  if (LONG.some(name => file.endsWith(`/${name}`))) return 0;
  const name = file.slice(file.lastIndexOf('test/dist'));
  return createHash('sha1').update(name).digest().readUInt32BE() / 2 ** 32;
}

export default {
  // The compiled tests: Node 20 does not run TypeScript.
  files: filesOf(lane?.name),
  // Tests compare what users with a UTF-8 locale see; `test/cli/locale.ts` covers the others.
  environmentVariables: {
    LC_ALL: 'C.UTF-8',
    // Node reads all of these whenever it starts (31 ms of processor time for 150), and the tests start it thousands of times. A test that
    // downloads something restores them.
    NODE_EXTRA_CA_CERTS: '',
    VIP_TEST_CERTIFICATES: process.env.NODE_EXTRA_CA_CERTS ?? '',
  },
  // A process for each file: `cap` is not context-aware, so a second worker thread cannot load it.
  workerThreads: false,
  // Of files that the user names, four at once.
  concurrency: lane?.concurrency ?? 4,
  // Generated captures are much that is young and soon forgotten: with 32 MB for it (16 are usual), a tenth of the time is saved.
  nodeArguments: ['--max-semi-space-size=32'],
  sortTestFiles: (one, other) => placeOf(one) - placeOf(other),
  // If no test ends for this long, the run is stuck; the longest test, the JSON of everything printed, takes 80 s on a busy machine.
  timeout: '5m',
};
