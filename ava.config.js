import {createHash} from 'node:crypto';

/** Each takes half a minute of processor time or more: if begun last, one of them would run alone at the end. */
const LONG = [
  'core/kinds.js',
  'analysis/watch/turns.js',
  'analysis/watch/kinds.js',
  'lab/topologies-modules.js',
  'lab/doctor-modules.js',
];

/** @param {string} file */
const isLong = file => LONG.some(name => file.endsWith(name));

/**
 * An order in which labs, which wait for timers half of the time, and tests that compute are mixed: one after the other, the labs would leave
 * a part of the processors idle. The same in every checkout.
 *
 * @param {string} file
 */
const mixed = file =>
  createHash('sha1')
    .update(file.slice(file.lastIndexOf('test/dist')))
    .digest('hex');

export default {
  // The compiled tests: Node 20 does not run TypeScript.
  files: ['test/dist/**/*.js', '!test/dist/**/{helpers,fixtures,kinds}/**'],
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
  // Three files at once keep two cores busy.
  concurrency: 3,
  sortTestFiles: (one, other) =>
    Number(isLong(other)) - Number(isLong(one)) || mixed(one).localeCompare(mixed(other)),
  // If no test ends for this long, the run is stuck; the longest test, the JSON of everything printed, takes 80 s on a busy machine.
  timeout: '5m',
};
