/**
 * The objects in Kubernetes manifests, with the lines that they are on. The package `yaml` parses them.
 *
 * @module
 */

import {
  isAboutAddresses,
  type Kubernetes,
  type Manifest,
  type ManifestPath,
  type NodeFile,
  readKubernetes,
} from '@vip/analysis/internal/audit';
import {VipError} from '@vip/arp';
import {
  type Document,
  isCollection,
  isNode,
  isScalar,
  LineCounter,
  parseAllDocuments,
  Scalar,
  visit,
} from 'yaml';

/**
 * What the files say about virtual addresses.
 *
 * @param warn called for each document that is not YAML; the others are read
 * @throws VipError `NOT_POSSIBLE` if there is nothing of the kind
 */
export function kubernetesIn(files: readonly NodeFile[], warn: (line: string) => void): Kubernetes {
  let isWhole = true;
  const leaveOut = (line: string) => {
    isWhole = false;
    warn(line);
  };
  const kubernetes = readKubernetes(files.flatMap(file => manifestsIn(file, leaveOut)));
  if (isAboutAddresses(kubernetes)) return kubernetes;
  const names = files.map(({file}) => file).join(', ');
  throw new VipError(
    'NOT_POSSIBLE',
    `${names}: expected kube-vip, MetalLB or kube-proxy, got ${isWhole ? 'manifests of something else' : 'none of them in what can be read'}`,
  );
}

function manifestsIn({name, file, text}: NodeFile, warn: (line: string) => void): Manifest[] {
  return documentsIn(text).flatMap(({document, content, lineOf, problem}) => {
    if (problem !== undefined) {
      warn(
        `${file}:${problem.line}: expected YAML, got an error, and this document is left out: ${problem.text}`,
      );
      return [];
    }
    const manifest: Manifest = {node: name, file, content, lineOf: path => lineOf(nearest(document, path))};
    return [...itemsOf(manifest), ...dataOf(manifest, document)];
  });
}

interface Parsed {
  readonly document: Document;
  readonly content: unknown;
  /** The line of an offset in the text, from 1. */
  lineOf(offset: number): number;
  readonly problem: {readonly line: number; readonly text: string} | undefined;
}

function documentsIn(text: string): Parsed[] {
  const lines = new LineCounter();
  const lineOf = (offset: number) => Math.max(lines.linePos(offset).line, 1);
  const documents = parseAllDocuments(text, {lineCounter: lines, prettyErrors: false});
  if (!Array.isArray(documents)) return [];
  return documents.map(document => {
    const [error] = document.errors;
    if (error !== undefined)
      return {
        document,
        content: undefined,
        lineOf,
        problem: {line: lineOf(error.pos[0]), text: error.message},
      };
    const key = keyThatIsNone(document);
    if (key !== undefined)
      return {
        document,
        content: undefined,
        lineOf,
        problem: {
          line: lineOf(key),
          text: 'a key must be text, and this one is not; is it a template that has not been rendered?',
        },
      };
    try {
      return {document, content: document.toJS() as unknown, lineOf, problem: undefined};
    } catch (thrown) {
      // More aliases than anything sensible has, or an alias of nothing.
      const problem = {line: lineOf(document.range[0]), text: (thrown as Error).message};
      return {document, content: undefined, lineOf, problem};
    }
  });
}

/** Where a map or a list stands as a key, which is how YAML reads `{{ .Values.name }}`. */
function keyThatIsNone(document: Document): number | undefined {
  let found: number | undefined;
  visit(document, {
    Pair(_, {key}) {
      if (!isCollection(key)) return undefined;
      found = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}

/** Where the value at a path begins, or else its nearest existing ancestor. */
function nearest(document: Document, path: ManifestPath): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range !== null && node.range !== undefined) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

/** For several objects, `kubectl get -o yaml` prints one list. */
function itemsOf(manifest: Manifest): Manifest[] {
  const {kind, items} = (manifest.content ?? {}) as {kind?: unknown; items?: unknown};
  if (kind !== 'List' || !Array.isArray(items)) return [manifest];
  return items.map((content, index) => ({
    ...manifest,
    content,
    lineOf: path => manifest.lineOf(['items', index, ...path]),
  }));
}

/** Configurations that are texts in a ConfigMap, as kube-proxy's is. */
function dataOf(manifest: Manifest, document: Document): Manifest[] {
  const {kind, data} = (manifest.content ?? {}) as {kind?: unknown; data?: unknown};
  if (kind !== 'ConfigMap' || typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, text]) => {
    if (typeof text !== 'string' || !/^apiVersion:/m.test(text)) return [];
    const scalar = document.getIn(['data', key], true);
    const start = manifest.lineOf(['data', key]);
    // The lines of a block correspond to the file's from the next one on; a quoted text may be all on one line.
    const isBlock = isScalar(scalar) && scalar.type === Scalar.BLOCK_LITERAL;
    return documentsIn(text)
      .filter(({problem}) => problem === undefined)
      .map(({document: inner, content, lineOf}) => ({
        ...manifest,
        content,
        lineOf: (path: ManifestPath) => (isBlock ? start + lineOf(nearest(inner, path)) : start),
      }));
  });
}
