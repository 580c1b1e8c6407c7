/**
 * 10,000 sessions whose server is gone: from the call until the last client is reset, compared with a loop over sendto() in C that sends
 * the same packets and checks nothing, and with Pacemaker's tickle_tcp if it is installed.
 *
 * The server's side of the sessions is ended while the address is away, of which IPv4 clients notice nothing.
 *
 * @module
 */

import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {formatSessionList, parseSessions} from '@vip/analysis/internal/tickle';
import {parseIp, type TcpSession, tickle} from '@vip/arp';
import type {Lab} from '@vip/core';
import {background, hasProgram, openCable, VIP} from './machine.js';
import {printRows, takeTurns} from './measure.js';

const SESSIONS = fileURLToPath(new URL('../../test/dist/fixtures/tcp-sessions.js', import.meta.url));
const C_SOURCE = fileURLToPath(new URL('../tickle-loop.c', import.meta.url));
const ADDRESS = '10.3.2.200';
const COUNT = 10_000;
const N = 3;

interface Contestant {
  readonly name: string;
  /** The command that tickles the clients of these sessions. */
  readonly argv: (sessions: readonly TcpSession[], list: string) => readonly string[];
}

export async function tickleMany(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'vip-bench-'));
  try {
    await using lab = await openCable();
    await lab.batch('b', [['addr', 'add', '10.3.2.50/8', 'dev', 'vb']]);
    const server = background(lab, 'a', [process.execPath, SESSIONS, 'serve', '7000'], '>&2');
    await server.says(/serving/);
    const contestants: Contestant[] = [
      ...cLoop(directory),
      {
        name: 'vip tickle --from',
        argv: (_, list) => [process.execPath, VIP, 'tickle', '--ip', ADDRESS, '--from', list],
      },
      ...tickleTcp(directory),
    ];
    const turns = contestants.map(contestant => ({
      name: contestant.name,
      run: () => wholeTurn(lab, directory, contestant),
    }));
    printRows(await takeTurns(turns, N));
    console.log(`  of ${COUNT} sessions, all were reset in each turn that counts (target: 1 s)`);
    await server.interrupt();
  } finally {
    rmSync(directory, {recursive: true});
  }
}

/** A list of one, or an empty one without a compiler. */
function cLoop(directory: string): Contestant[] {
  if (!hasProgram('cc', 'a C compiler')) return [];
  const program = join(directory, 'tickle-loop');
  execFileSync('cc', ['-O2', '-o', program, C_SOURCE]);
  const argv = (sessions: readonly TcpSession[]) => {
    const file = join(directory, 'packets');
    writeFileSync(file, Buffer.concat(sessions.map(session => tickle(session, 'ack'))));
    return [program, file];
  };
  return [{name: 'floor: sendto() in a loop in C', argv}];
}

/** Pacemaker's tickle_tcp, which takes the same list as ours. */
function tickleTcp(directory: string): Contestant[] {
  const program = ['tickle_tcp', '/usr/libexec/heartbeat/tickle_tcp'].find(name => hasProgram(name));
  if (program === undefined) return [];
  const script = join(directory, 'tickle');
  writeFileSync(script, `exec ${program} <"$1"\n`);
  return [{name: 'tickle_tcp of resource-agents', argv: (_, list) => ['sh', script, list]}];
}

/** How often to repeat a turn in which the kernel dropped packets of a sender that checks nothing, as it does on a busy machine. */
const MOST_TRIES = 5;

async function wholeTurn(lab: Lab, directory: string, {name, argv}: Contestant): Promise<number> {
  for (let count = 0; count < MOST_TRIES; count++) {
    const {reset, tookMs} = await turn(lab, directory, argv);
    if (reset === COUNT) return tookMs;
    console.log(`  (${name}: ${reset} of ${COUNT} were reset; once more)`);
  }
  throw new Error(`${name}: not all of ${COUNT} sessions were reset in any of ${MOST_TRIES} turns`);
}

interface Turn {
  /** The number of sessions reset. */
  readonly reset: number;
  /** From the call until the last of them had ended. */
  readonly tookMs: number;
}

async function turn(lab: Lab, directory: string, argvFor: Contestant['argv']): Promise<Turn> {
  const client = background(
    lab,
    'b',
    [process.execPath, SESSIONS, 'connect', ADDRESS, '7000', String(COUNT)],
    '>&2',
  );
  await client.says(/"open"/);
  const {stdout} = await lab.run('a', ['ss', '-Htn', 'sport', '=', ':7000']);
  const list = join(directory, 'sessions');
  const {sessions} = parseSessions(stdout, [parseIp(ADDRESS)], 'ss');
  writeFileSync(list, formatSessionList(sessions));
  if (sessions.length !== COUNT) throw new Error(`${sessions.length} of ${COUNT} sessions are there`);
  const argv = argvFor(sessions, list);
  await lab.batch('a', [['addr', 'del', `${ADDRESS}/8`, 'dev', 'va']]);
  await lab.run('a', ['ss', '-K', 'sport', '=', ':7000']);
  await lab.batch('a', [['addr', 'add', `${ADDRESS}/8`, 'dev', 'va']]);
  const began = performance.timeOrigin + performance.now();
  await lab.run('a', argv);
  const ended = await untilEnded(client.said);
  await client.interrupt();
  return {reset: ended.length, tookMs: ended.reduce((last, at) => Math.max(last, at), 0) - began};
}

/** When each session ended that did within ten seconds, in milliseconds since the epoch. */
async function untilEnded(said: () => string): Promise<number[]> {
  for (let wait = 0; ; wait++) {
    const times = [...said().matchAll(/"ended","code":"ECONNRESET","at":([\d.]+)/g)];
    if (times.length === COUNT || wait === 500) return times.map(([, at]) => Number(at));
    await sleep(20);
  }
}
