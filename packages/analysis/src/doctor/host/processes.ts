/**
 * @module
 */

import {type HostProcess, readCapabilities, readStat} from './process.js';
import type {HostReader} from './reader.js';

/** The processes in this network namespace. */
export async function readProcesses(reader: HostReader): Promise<HostProcess[]> {
  const pids = (await reader.directory('/proc')).filter(name => /^\d+$/.test(name));
  const all = await Promise.all(pids.map(pid => readProcess(reader, Number(pid))));
  return all.filter(process => process !== undefined);
}

async function readProcess(reader: HostReader, pid: number): Promise<HostProcess | undefined> {
  const read = async (name: string) => {
    const answer = await reader.file(`/proc/${pid}/${name}`);
    return 'text' in answer ? answer.text : undefined;
  };
  const stat = readStat((await read('stat')) ?? '');
  if (stat === undefined) return undefined;
  if (!(await isHere(reader, pid))) return undefined;
  return {
    pid,
    ...stat,
    words: ((await read('cmdline')) ?? '').split('\0').filter(word => word !== ''),
    capabilities: readCapabilities((await read('status')) ?? ''),
  };
}

/**
 * The namespace of a process can be identified without privileges: /proc/PID/net/dev of two processes is one inode when their network
 * namespaces are one (measured, Linux 6.18).
 */
async function isHere(reader: HostReader, pid: number): Promise<boolean> {
  const inode = (whose: string) => reader.inode(`/proc/${whose}/net/dev`);
  const [ours, theirs] = await Promise.all([inode('self'), inode(String(pid))]);
  return ours !== undefined && ours === theirs;
}
