// Whether the build is up to date, and building as a step of set-up.
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
/** Where the build puts what it makes. */
export const outputs = [
  ...projects.flatMap(project => [`${project}/dist`, `${project}/bundled`]),
  'packages/report/build',
  'packages/cli/build',
];

/** The inputs of the build: the sources, by contents, and the configuration of their compilation. */
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
 * Records that the current outputs were made from these inputs.
 * @param {string} inputs the result of `buildInputs` before the build
 */
export function writeBuildStamp(inputs) {
  writeStamp(stamp, `${inputs} ${buildOutputs()}`);
}

/** Builds in a separate process, because the build needs packages that did not exist when this one started. */
export async function build() {
  await step('build', 'building', run => run([process.execPath, join(root, 'scripts/build.js')]));
}
