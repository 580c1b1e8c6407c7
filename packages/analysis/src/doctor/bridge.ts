/**
 * The ports of a bridge.
 *
 * @module
 */

import type {Subject, Symptom} from './check.js';
import type {Host} from './host/host.js';
import {asList, asObject, asText, type JsonObject} from './json.js';

/** As printed by `bridge -d -j link`. @throws Blind */
export async function portsOf({iface}: Subject, host: Host): Promise<JsonObject[]> {
  const ports = asList(await host.json(['bridge', '-d', '-j', 'link'])).map(asObject);
  return ports.filter(({master}) => master === iface);
}

/** A check of one flag of each port. Every port that has it gets a finding of its own. */
export async function portsWith(
  subject: Subject,
  host: Host,
  isWrong: (port: JsonObject) => boolean,
  symptom: (name: string) => Symptom,
): Promise<Symptom[]> {
  const ports = await portsOf(subject, host);
  return ports.filter(isWrong).map(({ifname}) => symptom(asText(ifname)));
}

/** The command that sets a flag of a port. */
export function setPort(port: string, flag: string, value: string): string {
  return `bridge link set dev ${port} ${flag} ${value}`;
}
