/**
 * Nodes with the parts of their configurations that the bench runs.
 *
 * @module
 */

import type {AuditNode} from '@vip/analysis/internal/audit';
import type {AuditedNode} from '../trial/drivers/keepalived.js';
import {failureFile} from '../trial/drivers/keepalived-daemon.js';
import {benchConfig} from './bench-config.js';
import {configLines, readNode} from './nodes.js';

/** @param name its name in the lab */
export function benchNode(node: AuditNode, name: string): AuditedNode {
  const keepSecurity = process.getuid?.() === 0;
  const text = benchConfig(configLines(node), {failureFile: failureFile(name), keepSecurity});
  return {name, config: node.config, text};
}

/** The nodes of a trial's two files. @throws VipError `FILE_FAILED` for one that cannot be read */
export function benchNodes([active, passive]: readonly [string, string]): readonly [
  AuditedNode,
  AuditedNode,
] {
  return [benchNode(readNode(active), 'ns0'), benchNode(readNode(passive), 'ns1')];
}
