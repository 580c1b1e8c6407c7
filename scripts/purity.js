// What is pure stays pure: codecs, analysis and views reach nothing of Node, however it is written, not even through another file; and no
// files import one another in a circle. The compiler notices neither, because types are available to a whole package.
import {join} from 'node:path';
import {remainsOf} from './purity/effects.js';
import {packageEntries, readModules, targetOf} from './purity/modules.js';

/** Nothing below these imports anything effectful. */
export const PURE_ROOMS = [
  'packages/arp/src/wire',
  'packages/arp/src/capture-file',
  'packages/arp/src/describe',
  'packages/arp/src/ownership',
  'packages/analysis/src',
  'packages/core/src/report',
  'packages/core/src/views',
  'packages/report/src',
];

/** Layers within them: a lower one imports nothing from one above. */
const FLOORS = [
  {below: 'packages/analysis/src/conversations', above: 'packages/analysis/src/explain'},
  {below: 'packages/analysis/src/claims', above: 'packages/analysis/src/explain'},
  ...['judge', 'rules', 'notes', 'tell'].flatMap(above => [
    {below: 'packages/analysis/src/explain/frames', above: `packages/analysis/src/explain/${above}`},
    {below: 'packages/analysis/src/explain/collect', above: `packages/analysis/src/explain/${above}`},
  ]),
];

/** No circles of files here, including types and lazily loaded files. */
const WITHOUT_CIRCLES = 'packages';

/**
 * A fault is one object, with both its effects on a lab and its findings. A trial's report looks it up by name, and calls only the
 * findings.
 */
const REGISTRIES = new Set(['packages/core/src/trial/faults/registry.ts']);

/**
 * The problems of the checkout, one line each.
 * @param {string} root
 * @returns {string[]}
 */
export function impurities(root) {
  const files = readModules(root);
  const pure = [...files.keys()].filter(file => PURE_ROOMS.some(room => isBelow(file, room)));
  const run = whatRuns(root, files, pure);
  const problems = pure.flatMap(file => {
    const way = wayToEffects(run, file);
    // If another pure file is on the path, that one is reported itself.
    return way === undefined || pure.includes(String(way[1]))
      ? []
      : [`${way.join(' -> ')}: expected a pure file, got one that reaches Node`];
  });
  for (const {below, above} of FLOORS) {
    for (const [file, {imports}] of files) {
      const up = isBelow(file, below) ? imports.find(to => isBelow(to, above)) : undefined;
      if (up !== undefined) problems.push(`${file}: expected nothing of ${above}, got ${up}`);
    }
  }
  const circle = circleIn(files, WITHOUT_CIRCLES);
  if (circle !== undefined) problems.push(`${circle.join(' -> ')}: expected no circle of imports`);
  return problems;
}

/** @typedef {Map<string, {imports: string[], effects: string[]}>} Running */

/**
 * These files and everything that runs with them.
 * @param {string} root
 * @param {import('./purity/modules.js').Modules} files
 * @param {readonly string[]} from
 * @returns {Running}
 */
function whatRuns(root, files, from) {
  const entries = packageEntries(root);
  /** @type {Running} */
  const run = new Map();
  let next = [...from];
  while (next.length > 0) {
    for (const [file, {specifiers, effects}] of remainsOf(root, next)) {
      /** @type {string[]} */
      const imports = [];
      for (const specifier of specifiers) {
        const to = targetOf(root, join(root, file), specifier, entries);
        if (to !== undefined && files.has(to)) imports.push(to);
        // A module that is not read, such as a JavaScript file, may do anything.
        else if (to !== undefined || specifier.startsWith('@vip/')) effects.push(specifier);
      }
      run.set(file, {imports, effects});
    }
    const reached = new Set([...run.values()].flatMap(({imports}) => imports));
    next = [...reached].filter(file => !run.has(file) && !REGISTRIES.has(file));
  }
  return run;
}

/**
 * The path from a file to the first that reaches Node.
 * @param {Running} files
 * @param {string} from
 * @returns {string[] | undefined}
 */
function wayToEffects(files, from) {
  const ways = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    const module = files.get(/** @type {string} */ (way.at(-1)));
    const [effect] = module?.effects ?? [];
    if (effect !== undefined) return [...way, effect];
    for (const to of module?.imports ?? []) {
      if (seen.has(to)) continue;
      seen.add(to);
      ways.push([...way, to]);
    }
  }
  return undefined;
}

/**
 * @param {import('./purity/modules.js').Modules} files
 * @param {string} room
 * @returns {string[] | undefined}
 */
function circleIn(files, room) {
  /** @type {Set<string>} */
  const done = new Set();
  /** @param {string} file @param {readonly string[]} way @returns {string[] | undefined} */
  const visit = (file, way) => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    const {imports = [], lazy = []} = files.get(file) ?? {};
    for (const to of [...imports, ...lazy]) {
      const circle = isBelow(to, room) ? visit(to, [...way, file]) : undefined;
      if (circle !== undefined) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of files.keys()) {
    const circle = isBelow(file, room) ? visit(file, []) : undefined;
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** @param {string} file @param {string} directory */
function isBelow(file, directory) {
  return file.startsWith(`${directory}/`);
}
