/**
 * The kernel's settings for the sessions of a node, as `ss` reports them.
 *
 * @module
 */

import {largest, smallest} from '@vip/analysis/internal';
import type {Session} from '../session/session.js';

/** Reads and records it. If `ss` is missing or prints nothing, nothing is recorded. */
export async function readTcpSettings(session: Session, node: string, port: number): Promise<void> {
  const argv = ['ss', '-Htino', 'state', 'established', 'dport', '=', `:${port}`];
  const said = await session.lab.run(node, argv).then(
    ({stdout}) => stdout,
    () => '',
  );
  const settings = parseSettings(said);
  if (settings !== undefined) session.write({kind: 'session-settings', node, ...settings});
}

/** What `ss -i` says about sockets: the name of the congestion control comes before `wscale`, and `rto:204` among the rest. */
export function parseSettings(
  text: string,
): {congestion: string[]; leastRtoMs: number; mostRtoMs: number} | undefined {
  const rtos = [...text.matchAll(/\brto:(\d+(?:\.\d+)?)/g)].map(([, ms]) => Number(ms));
  const names = [...text.matchAll(/([a-z][a-z0-9_]*) wscale:/g)].map(([, name = '']) => name);
  if (rtos.length === 0) return undefined;
  return {congestion: [...new Set(names)], leastRtoMs: smallest(rtos), mostRtoMs: largest(rtos)};
}
