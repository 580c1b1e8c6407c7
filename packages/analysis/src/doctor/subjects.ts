/**
 * The subjects to examine: the requested ones, or those found on the host.
 *
 * @module
 */

import {type IpAddress, isOfIpv6} from '@vip/arp';
import type {Role, Subject} from './check.js';
import {configuredHere, instancesOf, managedAddresses, manages} from './daemons.js';
import type {OwnAddress} from './host/address.js';
import type {Host} from './host/host.js';
import {hasVirtualMac} from './host/link.js';
import {asText} from './json.js';
import {isInSubnet} from './network.js';

export interface DoctorRequest {
  readonly vip?: IpAddress | undefined;
  readonly iface?: string | undefined;
  readonly role?: Role | undefined;
  readonly client?: IpAddress | undefined;
  readonly isGateway?: boolean;
}

/** The role of the host for each address; empty if there is none to examine. */
export async function subjectsOf(request: DoctorRequest, host: Host): Promise<Subject[]> {
  const {vip, role, client, isGateway = false} = request;
  const more = {client, isGateway};
  if (role === 'switch' || (role === undefined && (await isBridge(request, host)))) {
    const names = request.iface === undefined ? await bridges(host) : [request.iface];
    return names.map(iface => ({role: 'switch', iface, vip, ...more}));
  }
  const addresses = vip === undefined ? await virtualAddresses(request, host) : [vip];
  const subjects = await Promise.all(addresses.map(ip => subjectOf(ip, request, host)));
  const found = subjects.filter(subject => subject !== undefined).map(subject => ({...subject, ...more}));
  if (found.length > 0 || vip !== undefined || role !== undefined || request.iface !== undefined)
    return found;
  return (await bridges(host)).map(iface => ({role: 'switch', iface, ...more}));
}

async function isBridge({iface}: DoctorRequest, host: Host): Promise<boolean> {
  return (
    iface !== undefined && (await host.link(iface))?.kind === 'bridge' && (await isUnaddressed(iface, host))
  );
}

/** A bridge with addresses is a host of its own as well. */
async function isUnaddressed(iface: string, host: Host): Promise<boolean> {
  return !(await host.addresses()).some(({iface: whose, scope}) => whose === iface && scope === 'global');
}

async function bridges(host: Host): Promise<string[]> {
  return (await host.links()).filter(({kind}) => kind === 'bridge').map(({name}) => name);
}

async function subjectOf(vip: IpAddress, request: DoctorRequest, host: Host): Promise<Subject | undefined> {
  const holder = (await host.addresses()).find(({ip}) => ip === vip);
  const isHeld = holder !== undefined && !(await isLoopback(holder, host));
  const role = request.role ?? (isHeld ? 'active' : 'passive');
  const iface = request.iface ?? (isHeld ? holder.iface : await facing(vip, host));
  if (iface === undefined) return undefined;
  const isAssumed = request.role === undefined && holder === undefined && !(await isConfigured(vip, host));
  return {role, vip, iface, ...(isAssumed ? {isAssumed} : {})};
}

/** Whether a manager here has the address; assumed if its configuration cannot be read. */
async function isConfigured(vip: IpAddress, host: Host): Promise<boolean> {
  return (await configuredHere(host)).some(manager => manages(manager, vip) !== false);
}

/** An address on lo or a dummy belongs to a real server behind a director, not to the owner. */
async function isLoopback({iface}: OwnAddress, host: Host): Promise<boolean> {
  return iface === 'lo' || (await host.link(iface))?.kind === 'dummy';
}

/** The interface that the address would be on according to its manager's configuration, or through which it is reached. */
async function facing(vip: IpAddress, host: Host): Promise<string | undefined> {
  const configured = (await configuredHere(host)).flatMap(manager =>
    instancesOf(manager, vip).map(
      ({iface, vips, excluded}) => [...vips, ...excluded].find(({ip}) => ip === vip)?.dev ?? iface,
    ),
  );
  const names = new Set((await host.links()).map(({name}) => name));
  const named = configured.find(name => name !== undefined && names.has(name));
  if (named !== undefined) return named;
  const onLink = (await host.addresses()).find(
    ({iface, ip, prefixLength}) =>
      iface !== 'lo' &&
      ip !== vip &&
      prefixLength < (isOfIpv6(ip) ? 128 : 32) &&
      isInSubnet(vip, ip, prefixLength),
  );
  if (onLink !== undefined) return onLink.iface;
  const answer = await host.routeTo(vip);
  const dev = 'route' in answer ? asText(answer.route.dev) : '';
  return dev === '' || dev === 'lo' ? undefined : dev;
}

/**
 * The addresses of this host that appear to be virtual: in the configuration of a manager, added by
 * keepalived, on a virtual MAC, or beside the host's own address of the same network.
 */
async function virtualAddresses({iface}: DoctorRequest, host: Host): Promise<IpAddress[]> {
  const configured = (await configuredHere(host)).flatMap(managedAddresses);
  const held = (await host.addresses()).filter(
    address => address.scope === 'global' && (iface === undefined || address.iface === iface),
  );
  const links = await host.links();
  const ofRouters = new Set(links.filter(hasVirtualMac).map(({name}) => name));
  const virtual = held.filter(
    ({protocol, isSecondary, iface: whose, validS}) =>
      protocol === 'keepalived' ||
      (isSecondary && validS === Number.POSITIVE_INFINITY) ||
      ofRouters.has(whose),
  );
  return [...new Set([...configured, ...virtual.map(({ip}) => ip)])];
}
