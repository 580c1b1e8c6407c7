/**
 * The version of this package, as a separate entry point (`@vip/core/internal/version`).
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import {release} from 'node:os';
import type {Versions} from '@vip/analysis';

/** `package.json` is one folder up, both for this package and for the command line that bundles it. */
export function vipVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as {version: string}).version;
}

/** The versions of the software of a run, for its record. */
export function versions(): Versions {
  return {vip: vipVersion(), node: process.version, kernel: release()};
}
