// All tests are run by two AVAs at once: one for labs, which wait for timers half of the time and measure, and one for everything else, which
// only computes and gives way to them. One after the other, or mixed in one, they would leave a third of two processors idle, or disturb
// what labs measure.

/** The environment variable that tells `ava.config.js` whose files it is to run. */
export const LANE = 'VIP_TEST_LANE';

/**
 * @typedef {object} Lane
 * @property {string} name
 * @property {number} concurrency the number of files at once
 * @property {number} niceness
 */

/** @type {readonly Lane[]} */
export const LANES = [
  // Three at once were measured too late now and then: each takes almost half a processor.
  {name: 'labs', concurrency: 2, niceness: 0},
  // A lab's processes come first; what they leave is enough for one that computes, and for one that waits for a child.
  {name: 'others', concurrency: 2, niceness: 10},
];

/** Outside test/dist/lab: tests with namespaces of their own, and packets whose times are compared. */
const LABS_ELSEWHERE = ['arp/link.js', 'arp/link-cap.js', 'cli/lessons.js', 'cli/outputs.js'];

/**
 * What AVA's configuration says of the files of a lane; of all files if it is undefined.
 * @param {string | undefined} lane
 */
export function filesOf(lane) {
  const labs = ['lab/**/*.js', ...LABS_ELSEWHERE].map(name => `test/dist/${name}`);
  const [first, without] =
    lane === 'labs' ? [labs, []] : [['test/dist/**/*.js'], lane === undefined ? [] : labs];
  return [...first, '!test/dist/**/{helpers,fixtures,kinds}/**', ...without.map(name => `!${name}`)];
}
