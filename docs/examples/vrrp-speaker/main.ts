/**
 * A VRRP speaker that says what a file tells it to: the other router of a trial.
 *
 *     node docs/examples/vrrp-speaker/dist/main.js INTERFACE FILE
 *
 * VIP and PREFIX in the environment are the address for lines that name none. Exit codes: 0 at the end of the file and when it is told to
 * stop, 2 for a file that cannot be followed, 3 for a step that could not be done.
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import {networkInterfaces} from 'node:os';
import {type Ipv4Address, parseIpv4, parseIpv4Interface, VipError} from '@vip/arp';
import {openLink} from '@vip/arp/link';
import {type Line, parseScript} from './script.js';
import {Speaker} from './speaker.js';

/** Before it holds any other. */
function ownAddress(iface: string): Ipv4Address {
  const own = networkInterfaces()[iface]?.find(({family}) => family === 'IPv4');
  if (own !== undefined) return parseIpv4(own.address);
  throw new VipError('NOT_POSSIBLE', `speaker: ${iface}: expected an IPv4 address on it, got none`);
}

function readScript(file: string): Line[] {
  const {VIP: vip, PREFIX: prefix = '32'} = process.env;
  const address = vip === undefined ? undefined : parseIpv4Interface(`${vip}/${prefix}`);
  return parseScript(readFileSync(file, 'utf8'), file, address);
}

async function speak(iface: string, lines: readonly Line[]): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
  await using link = openLink({iface, filter: 'ip proto 112'});
  const speaker = new Speaker(link, ownAddress(iface), stopping.signal);
  const heard = speaker.listen();
  try {
    await Promise.race([speaker.follow(lines), heard]);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  } finally {
    await speaker.release();
  }
}

async function main([iface, file]: readonly string[]): Promise<number> {
  let lines: Line[];
  try {
    if (iface === undefined || file === undefined) throw new Error('usage: main.js INTERFACE FILE');
    lines = readScript(file);
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
  try {
    await speak(iface, lines);
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return 3;
  }
}

process.exitCode = await main(process.argv.slice(2));
