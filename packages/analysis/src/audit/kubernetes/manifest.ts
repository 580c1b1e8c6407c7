/**
 * A Kubernetes object in a file: its content, and the place of each part.
 *
 * @module
 */

import type {LinePlace} from '../../findings/finding.js';

/** The path from the object down to a value: keys, and list indices from 0. */
export type ManifestPath = readonly (string | number)[];

export interface Manifest {
  /** The name under which its file was given: the node's, if each node has its own file. */
  readonly node: string;
  readonly file: string;
  readonly content: unknown;
  /** The line of the value, otherwise of its nearest existing parent. From 1. */
  lineOf(path: ManifestPath): number;
}

/** Undefined if there is none. */
export function valueAt(content: unknown, path: ManifestPath): unknown {
  let value = content;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** As a string in Kubernetes; an unquoted number or boolean is converted. Empty counts as absent. */
export function textAt(content: unknown, path: ManifestPath): string | undefined {
  const value = valueAt(content, path);
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain && value !== '' ? String(value) : undefined;
}

export function listAt(content: unknown, path: ManifestPath): readonly unknown[] {
  const value = valueAt(content, path);
  return Array.isArray(value) ? value : [];
}

/** The strings in a list, each with its path. */
export function textsAt(content: unknown, path: ManifestPath): {text: string; path: ManifestPath}[] {
  return listAt(content, path).flatMap((_, index) => {
    const text = textAt(content, [...path, index]);
    return text === undefined ? [] : [{text, path: [...path, index]}];
  });
}

export function placeAt(manifest: Manifest, path: ManifestPath): LinePlace {
  return {file: manifest.file, line: manifest.lineOf(path)};
}

export function kindOf({content}: Manifest): string {
  return textAt(content, ['kind']) ?? '';
}

/** `metallb.io` of `metallb.io/v1beta1`; empty for the core group. */
export function apiGroupOf({content}: Manifest): string {
  const version = textAt(content, ['apiVersion']) ?? '';
  return version.includes('/') ? version.replace(/\/.*$/s, '') : '';
}

export function manifestName({content}: Manifest): string {
  return textAt(content, ['metadata', 'name']) ?? 'without a name';
}

/** Undefined if it is determined when the manifest is applied. */
export function namespaceOf({content}: Manifest): string | undefined {
  return textAt(content, ['metadata', 'namespace']);
}
