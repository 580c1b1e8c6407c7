/**
 * `vip tickle --learn` and `--to`: keeps the list of sessions while they exist; with `--listen`, the other node's.
 *
 * @module
 */

import {counted, listed} from '@vip/analysis/internal';
import {parseSessions} from '@vip/analysis/internal/tickle';
import {type IpAddress, VipError} from '@vip/arp';
import {learnSessions, listenForLists, sendList} from '@vip/core/internal/sessions';
import {EXIT, endedBy, type Interrupted} from '../exit.js';
import type {TickleCommandOptions} from '../grammar/tickle.js';
import {printNote} from '../note.js';
import {print, printJson} from '../output.js';
import {OutputFile} from '../outputs/output-file.js';

/** How long the other node may take to accept a list, before the next is due. Milliseconds. */
const SEND_MS = 5000;

/** Keeps the list until interrupted, which is the documented end. */
export async function learn(options: TickleCommandOptions, signal: AbortSignal): Promise<number> {
  const file = options.learn === undefined ? undefined : keptFile(options.learn);
  await using _ = await startListening(options, file);
  // A node that only listens has no sessions of its own to keep.
  const looks = options.listen === undefined || options.to !== undefined;
  const own = options.listen === undefined ? file : undefined;
  try {
    if (!looks) await untilAborted(signal);
    else await keepOwn(options, own, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    endedBy((signal.reason as Interrupted).signal);
  }
  return EXIT.done;
}

interface KeptFile {
  readonly path: string;
  /** Whether something was written: the same list is not written again. */
  save(list: string): Promise<boolean>;
}

function keptFile(path: string): KeptFile {
  OutputFile.at('--learn', path).tryIt();
  let last: string | undefined;
  return {
    path,
    async save(list) {
      if (list === last) return false;
      // The file may have been replaced by another program.
      await OutputFile.at('--learn', path).save(list);
      last = list;
      return true;
    },
  };
}

async function keepOwn(
  options: TickleCommandOptions,
  file: KeptFile | undefined,
  signal: AbortSignal,
): Promise<void> {
  const {ip, every, to, key, json} = options;
  const sending = new Reports();
  await learnSessions({
    ips: ip,
    everyMs: every,
    signal,
    onMoved: here => tellMoved(ip, here, json === true),
    async onList(list, sessions) {
      if ((await file?.save(list)) === true) tellKept(file?.path ?? '', sessions, undefined, json === true);
      if (to === undefined || key === undefined) return;
      try {
        await sendList(list, {to, key, timeoutMs: SEND_MS, signal});
        sending.fine();
      } catch (error) {
        if (signal.aborted || !(error instanceof VipError)) throw error;
        sending.failed(error.message);
      }
    },
  });
}

async function startListening(
  {ip, listen, key, json}: TickleCommandOptions,
  file: KeptFile | undefined,
): Promise<AsyncDisposable> {
  if (listen === undefined || key === undefined || file === undefined)
    return {async [Symbol.asyncDispose]() {}};
  const refusals = new Reports();
  const listener = await listenForLists({
    ...listen,
    key,
    async onList(list, from) {
      const {sessions} = parseSessions(list, ip, `list from ${from}`);
      if (await file.save(list)) tellKept(file.path, sessions.length, from, json === true);
      refusals.fine();
    },
    onRefused: (from, reason) => refusals.failed(`refused a list from ${from}: ${reason}`),
  });
  return {[Symbol.asyncDispose]: () => listener.close()};
}

/** Failures that persist are reported once. */
class Reports {
  #last: string | undefined;

  fine(): void {
    this.#last = undefined;
  }

  failed(problem: string): void {
    if (problem !== this.#last) printNote(`warning: ${problem}`);
    this.#last = problem;
  }
}

function tellMoved(ips: readonly IpAddress[], here: readonly IpAddress[], isJson: boolean): void {
  if (isJson) printJson({kind: 'moved', ips, here});
  else if (here.length > 0)
    print(`${listed(here)} ${here.length === 1 ? 'is' : 'are'} here: keeping the list`);
  else print(`${listed(ips)} ${ips.length === 1 ? 'is' : 'are'} not here: the list stays as it is`);
}

function tellKept(path: string, sessions: number, from: string | undefined, isJson: boolean): void {
  if (isJson) printJson({kind: 'kept', sessions, ...(from === undefined ? {} : {from})});
  else print(`${path}: ${counted(sessions, 'session')}${from === undefined ? '' : ` from ${from}`}`);
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), {once: true});
  });
}
