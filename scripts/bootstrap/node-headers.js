// Node's own headers, if they came with it: otherwise node-gyp downloads them.
import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

/**
 * The directory to pass to node-gyp as `nodedir`.
 * @param {string} [execPath]
 * @param {string} [version]
 * @returns {string | undefined} undefined if there are no headers, or those of another version
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
