/**
 * Resources of Pacemaker's IPaddr2 agent, as printed by crm and pcs.
 *
 * @module
 */

import type {LinePlace} from '../../findings/finding.js';

export interface Parameter {
  readonly value: string;
  readonly place: LinePlace;
}

export interface Operation {
  readonly name: string;
  readonly settings: ReadonlyMap<string, string>;
}

export interface IpResource {
  readonly node: string;
  readonly id: string;
  readonly place: LinePlace;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly operations: readonly Operation[];
}

/** The agent's defaults. */
const DEFAULTS: Readonly<Record<string, string>> = {
  arp_interval: '200',
  arp_count: '5',
  arp_count_refresh: '0',
};

/** The value given or the default; empty if there is no default. */
export function parameterOf({parameters}: IpResource, name: string): string {
  return parameters.get(name)?.value ?? DEFAULTS[name] ?? '';
}

/** The place where it is given, otherwise the resource's. */
export function placeOfParameter({parameters, place}: IpResource, name: string): LinePlace {
  return parameters.get(name)?.place ?? place;
}

export function isOfIpv6Family(resource: IpResource): boolean {
  return parameterOf(resource, 'ip').includes(':');
}

/** Follows ocf_is_true. */
const TRUE = new Set(['yes', 'true', '1', 'YES', 'TRUE', 'True', 'ja', 'on', 'ON']);

export function isTrue(text: string): boolean {
  return TRUE.has(text);
}

/** As the agent does by default: IPv4 in the background, IPv6 before the start completes. */
export function isInBackground(resource: IpResource): boolean {
  const given = parameterOf(resource, 'arp_bg');
  return given === '' ? !isOfIpv6Family(resource) : isTrue(given);
}

/** The recurring operation. */
export function monitorOf({operations}: IpResource): Operation | undefined {
  return operations.find(
    ({name, settings}) => name === 'monitor' && !/^0\D*$/.test(settings.get('interval') ?? '0'),
  );
}

/** `10.0.0.1 (vip)`. */
export function resourceSubject(resource: IpResource): string {
  return `${parameterOf(resource, 'ip') || 'no address'} (${resource.id})`;
}
