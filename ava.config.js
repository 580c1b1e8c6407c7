/** Each takes half a minute of a processor or more: begun last, one of them would run alone in the end. */
const LONG = [
  'core/kinds.js',
  'analysis/watch/turns.js',
  'analysis/watch/kinds.js',
  'lab/topologies-modules.js',
  'lab/doctor-modules.js',
];

/** @param {string} file */
const isLong = file => LONG.some(name => file.endsWith(name));

export default {
  // The compiled tests: Node 20 does not run TypeScript.
  files: ['test/dist/**/*.js', '!test/dist/**/{helpers,fixtures,kinds}/**'],
  // What is compared is what people see whose locale is UTF-8; `test/cli/locale.ts` has the others.
  environmentVariables: {
    LC_ALL: 'C.UTF-8',
    // Node reads all of these whenever it starts, for 31 ms of a processor where there are 150, and the tests start thousands of them. A test
    // that fetches something gives them back.
    NODE_EXTRA_CA_CERTS: '',
    VIP_TEST_CERTIFICATES: process.env.NODE_EXTRA_CA_CERTS ?? '',
  },
  // A process a file: `cap` is not context-aware, a second worker thread cannot load it.
  workerThreads: false,
  // A lab waits for timers half of the time: three files at once keep two cores busy.
  concurrency: 3,
  sortTestFiles: (one, other) => Number(isLong(other)) - Number(isLong(one)) || one.localeCompare(other),
  // Without any test ending for this long the run is stuck; the longest, the JSON of everything that is printed, takes 80 s on a busy machine.
  timeout: '5m',
};
