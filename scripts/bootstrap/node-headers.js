// Node's own headers, when they came with it: node-gyp would download them otherwise.
import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

/**
 * The directory to hand to node-gyp as `nodedir`.
 * @param {string} [execPath]
 * @param {string} [version]
 * @returns {string | undefined} undefined when there are no headers, or another version's
 */
export function findNodeHeaders(execPath = process.execPath, version = process.versions.node) {
  const prefix = dirname(dirname(execPath));
  try {
    const header = readFileSync(join(prefix, 'include/node/node_version.h'), 'utf8');
    return headerVersion(header) === version ? prefix : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} header */
function headerVersion(header) {
  return ['MAJOR', 'MINOR', 'PATCH']
    .map(part => new RegExp(`^#define NODE_${part}_VERSION (\\d+)$`, 'm').exec(header)?.[1])
    .join('.');
}
