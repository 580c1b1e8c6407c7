/**
 * The program that runs inside a node: `agent NODE`, calls on standard input, answers and events on standard
 * output. It ends when its input does. A fatal error is one line on standard error.
 *
 * @module
 */

import {createInterface} from 'node:readline';
// Not the whole analysis: that would be two thirds of what an agent loads, and every lab starts seven agents.
import {encodeEvent} from '@vip/analysis';
import {jsonReplacer, jsonReviver} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {keepDebuggerShut} from '../host/debugger.js';
import {giveUpRoot} from '../host/privileges.js';
import {watchStalls} from '../observe/stall-watch.js';
import {prepareRawSockets} from '../raw-sockets.js';
import {AgentDuties, type Duties} from './duties.js';
import {Outbox} from './outbox.js';
import type {AgentCallName, AgentReply, AgentRequest} from './protocol.js';

keepDebuggerShut();
prepareRawSockets();
// Interfaces come and go, and are captured while they exist.
giveUpRoot({opensLinks: true});

const [node = ''] = process.argv.slice(2);
const outbox = new Outbox(process.stdout);
const duties: Duties = new AgentDuties(node, {
  emit: event => outbox.put(encodeEvent(event)),
  drained: () => outbox.drained(),
  fail: giveUp,
});
watchStalls(node, event => outbox.put(encodeEvent(event)));
process.on('uncaughtException', giveUp);
process.on('unhandledRejection', giveUp);
// The reader is gone, and with it our caller, so we end.
process.stdout.on('error', () => process.exit(0));

createInterface({input: process.stdin})
  .on('line', line => serve(JSON.parse(line, jsonReviver) as AgentRequest).catch(giveUp))
  .on('close', () => process.exit(0));

async function serve({call, name, args}: AgentRequest): Promise<void> {
  const reply = await answer(name, args).then(
    (answer): AgentReply => ({reply: call, answer}),
    (error: unknown): AgentReply => ({reply: call, failure: asFailure(error)}),
  );
  outbox.put(JSON.stringify(reply, jsonReplacer));
}

async function answer(name: AgentCallName, args: unknown): Promise<unknown> {
  // The caller is `NodeAgent`, which pairs names and arguments by type; that pairing ends at the pipe.
  return duties[name](args as never);
}

function giveUp(error: unknown): void {
  outbox.flush();
  process.stderr.write(`${(error instanceof Error ? error.message : String(error)).split('\n')[0]}\n`);
  process.exit(3);
}

function asFailure(error: unknown): {code: VipError['code']; message: string} {
  if (error instanceof VipError) return {code: error.code, message: error.message};
  return {code: 'NOT_POSSIBLE', message: error instanceof Error ? error.message : String(error)};
}
