/**
 * A Kubernetes object as it is in a file: what it says, and where each part of it is.
 *
 * @module
 */

import type {LinePlace} from '../../findings/finding.js';

/** Keys, and positions in lists from 0, from the whole object down to a value. */
export type ManifestPath = readonly (string | number)[];

export interface Manifest {
  /** The name that its file was given under: the node's, where each node has a file of its own. */
  readonly node: string;
  readonly file: string;
  readonly content: unknown;
  /** Of the value, else of the nearest around it that is there. From 1. */
  lineOf(path: ManifestPath): number;
}

/** Undefined where there is none. */
export function valueAt(content: unknown, path: ManifestPath): unknown {
  let value = content;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** As Kubernetes takes a text; a number or a truth value is one too, written without quotes. Empty counts as absent. */
export function textAt(content: unknown, path: ManifestPath): string | undefined {
  const value = valueAt(content, path);
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain && value !== '' ? String(value) : undefined;
}

export function listAt(content: unknown, path: ManifestPath): readonly unknown[] {
  const value = valueAt(content, path);
  return Array.isArray(value) ? value : [];
}

/** The texts in a list, each with its path. */
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

/** Undefined where whoever applies it decides. */
export function namespaceOf({content}: Manifest): string | undefined {
  return textAt(content, ['metadata', 'namespace']);
}
