// Whether the build is up to date, and the build as a step of set-up.
import {join} from 'node:path';
import {root, state} from './checkout.js';
import {hashContents, hashStats, listFiles, readStamp, writeStamp} from './stamp.js';
import {step} from './step.js';

const stamp = join(state, 'build.stamp');
const projects = [
  'packages/arp',
  'packages/analysis',
  'packages/core',
  'packages/report',
  'packages/cli',
  'test',
  'bench',
  'fuzz',
  'docs/examples/vrrp-speaker',
  'scripts',
];
const outputs = [
  ...projects.map(project => `${project}/dist`),
  'packages/report/build',
  'packages/cli/build',
];

/** What the build reads: the sources, by contents, and what configures their compilation. */
export function buildInputs() {
  const files = listFiles(
    root,
    ['package.json', 'pnpm-lock.yaml', 'tsconfig.json', 'tsconfig.base.json', ...projects],
    (directory, name) =>
      name !== 'node_modules' &&
      !outputs.includes(`${directory}/${name}`) &&
      !/\.(?:md|tsbuildinfo)$/.test(name),
  );
  return hashContents(root, files, [process.version]);
}

function buildOutputs() {
  const programs = listFiles(root, outputs).filter(file => /\.(?:js|cache)$/.test(file));
  return hashStats(root, programs);
}

export function isBuilt() {
  return readStamp(stamp) === `${buildInputs()} ${buildOutputs()}`;
}

/**
 * Notes that the outputs as they are now were made from these inputs.
 * @param {string} inputs as `buildInputs` gave them before the build
 */
export function writeBuildStamp(inputs) {
  writeStamp(stamp, `${inputs} ${buildOutputs()}`);
}

/** Builds, in a process of its own: the build needs the packages that were not there when this one started. */
export async function build() {
  await step('build', 'building', run => run([process.execPath, join(root, 'scripts/build.js')]));
}
