/**
 * The configurations of nodes with their includes, as files or as copies of /etc/keepalived.
 *
 * @module
 */

import {statSync} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import {listed} from '@vip/analysis/internal';
import {
  type AuditNode,
  type ConfigSource,
  flatLines,
  type NodeFile,
  type ReadConfigOptions,
  type Release,
  readConfig,
  softwareOf,
} from '@vip/analysis/internal/audit';
import {VipError} from '@vip/arp';
import {readSmallText} from '../host/small-file.js';
import {readingFrom} from '../host/unreadable.js';
import {filesMatching} from './glob.js';
import {isExecutable, RecordingSource, sourceBeside} from './node-source.js';

const MAIN = 'keepalived.conf';

/**
 * The main file of each node; for a directory of manifests, all of them.
 *
 * @param warn called for files of such a directory that are not manifests
 * @throws VipError `FILE_FAILED` for a file that cannot be read, `BAD_ARGUMENT` for two nodes with the same name
 */
export function readFiles(args: readonly string[], warn: (line: string) => void): NodeFile[] {
  const names = nodeNames(args);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined)
    return args.flatMap((arg, index) => readNodeFiles(names[index] as string, namedPath(arg).path, warn));
  throw new VipError(
    'BAD_ARGUMENT',
    `audit: expected a name for each node, got ${twice} twice (NAME=FILE gives one)`,
  );
}

function readNodeFiles(name: string, path: string, warn: (line: string) => void): NodeFile[] {
  const found = manifestsBelow(path).map(file => ({name, file, text: readMain(file)}));
  const manifests = found.filter(file => 'name' in softwareOf(file));
  if (manifests.length === 0) return [readNodeFile(name, path)];
  for (const {file} of found.filter(other => !manifests.includes(other)))
    warn(`${file} is not a manifest, and was not read`);
  return manifests;
}

/** The manifests of a directory that has no configuration of keepalived. */
function manifestsBelow(path: string): string[] {
  const isDirectory = statSync(path, {throwIfNoEntry: false})?.isDirectory() === true;
  const isKeepalived =
    isDirectory && (mainIn(path) !== undefined || filesMatching(join(path, '*.conf')).length > 0);
  return isDirectory && !isKeepalived ? filesMatching(join(path, '*.{yaml,yml,json}')) : [];
}

/**
 * The nodes' configurations as keepalived reads them.
 *
 * @param warn called for files that keepalived would not read at all, and for those beside a main file that nothing includes
 */
export function nodesOf(
  files: readonly NodeFile[],
  warn: (line: string) => void,
  release?: Release,
): AuditNode[] {
  return files.map(({name, file, text}) => {
    if (isExecutable(file))
      warn(`${file} is executable, and keepalived does not read executable files (chmod -x)`);
    const recording = new RecordingSource(sourceBeside(file, text));
    const node = nodeFrom(recording, name, file, {release});
    const unread = besideMain(file).filter(path => !recording.paths.has(resolve(path)));
    const verbs = unread.length === 1 ? ['is', 'was'] : ['are', 'were'];
    if (unread.length > 0)
      warn(`${listed(unread)} ${verbs[0]} included by nothing, and ${verbs[1]} not read`);
    return node;
  });
}

/** In a copy of /etc/keepalived: files that one would expect to be read. */
function besideMain(file: string): string[] {
  return basename(file) === MAIN ? filesMatching(join(dirname(file), '{*.conf,*.d/*.conf}')) : [];
}

/** `lb1=FILE`, `FILE`, a directory. */
export function readNode(arg: string): AuditNode {
  const {name, path} = namedPath(arg);
  const {file, text} = readNodeFile(name, path);
  return auditNodeOf(name, file, text);
}

function readNodeFile(name: string, path: string): NodeFile {
  const file = mainFile(path);
  return {name, file, text: readMain(file)};
}

function namedPath(arg: string): {name: string; isGiven: boolean; path: string} {
  const [, given, path = arg] = /^([\w.-]+)=(.+)$/s.exec(arg) ?? [];
  return {name: given ?? nameOf(path), isGiven: given !== undefined, path};
}

/** Files of the same name in a directory per node, `r1/frr.conf r2/frr.conf`, are named after the part of the path in which they differ. */
function nodeNames(args: readonly string[]): string[] {
  const all = args.map(namedPath);
  const isShared = ({name, isGiven}: {name: string; isGiven: boolean}) =>
    !isGiven && all.filter(other => other.name === name).length > 1;
  const paths = all.filter(isShared).map(({path}) => resolve(path).split('/').reverse());
  const differsAt = (at: number) => new Set(paths.map(parts => parts[at])).size === paths.length;
  const depth = paths[0]?.findIndex((_, at) => differsAt(at)) ?? -1;
  if (depth < 0) return all.map(({name}) => name);
  return all.map(node => (isShared(node) ? (paths.shift()?.[depth] ?? node.name) : node.name));
}

/** A configuration with its includes; `@id` is compared with the node's name to its first dot, unless told otherwise. */
export function auditNodeOf(
  name: string,
  file: string,
  text: string,
  options: ReadConfigOptions = {},
): AuditNode {
  return nodeFrom(sourceBeside(file, text), name, file, options);
}

function nodeFrom(source: ConfigSource, name: string, file: string, options: ReadConfigOptions): AuditNode {
  return {name, config: readConfig(file, source, {configId: idOf(name), ...options})};
}

/** Everything that a node's daemon reads, as one file: each brace on a line of its own. */
export function configLines({name, config}: AuditNode): string[] {
  const {path} = config;
  return flatLines(path, sourceBeside(path, readMain(path)), {configId: idOf(name)});
}

/** A node's name up to the first dot, like a host's. */
function idOf(name: string): string {
  return name.replace(/\..*$/s, '');
}

function mainFile(path: string): string {
  if (statSync(path, {throwIfNoEntry: false})?.isDirectory() !== true) return path;
  const found = mainIn(path);
  const only = filesMatching(join(path, '*.conf'));
  if (found !== undefined) return found;
  if (only.length === 1) return only[0] as string;
  throw new VipError(
    'NOT_POSSIBLE',
    `${path}: expected ${MAIN} or manifests in it, found ${only.length === 0 ? 'neither' : `${only.length} files`}`,
  );
}

/** The main file in a copy of /etc/keepalived, of /etc or of /. */
function mainIn(directory: string): string | undefined {
  const inside = [MAIN, `keepalived/${MAIN}`, `etc/keepalived/${MAIN}`].map(name => join(directory, name));
  return inside.find(file => statSync(file, {throwIfNoEntry: false})?.isFile());
}

function readMain(file: string): string {
  return readingFrom(file, () => readSmallText(file));
}

/** `lb1`: the directory in `lb1/keepalived.conf` and `lb1/etc/keepalived`, the file in `lb1.conf`. */
function nameOf(path: string): string {
  const parts = resolve(path).split('/');
  const own = basename(path).replace(/\.(?:conf|service|sh|ya?ml|json)$/, '');
  const usual = new Set(['keepalived', 'keepalived.conf', 'etc']);
  if (!usual.has(basename(resolve(path))))
    return own === '.' || own === '..' || own === '' ? (parts.at(-1) ?? own) : own;
  return parts.findLast(part => !usual.has(part) && part !== '') ?? own;
}
