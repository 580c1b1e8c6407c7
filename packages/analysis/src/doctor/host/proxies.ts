/**
 * @module
 */

import {asList, asObject, asText} from '../json.js';
import type {Family, Host} from './host.js';

/** The proxy entries of this host: addresses for which it answers as a proxy. @throws Blind */
export async function proxiedAddresses(
  host: Host,
  family: Family,
): Promise<readonly {readonly ip: string; readonly iface: string}[]> {
  const flag = family === 'ipv6' ? '-6' : '-4';
  const printed = await host.json(['ip', flag, '-j', 'neigh', 'show', 'proxy']);
  return asList(printed).map(each => {
    const {dst, dev} = asObject(each);
    return {ip: asText(dst), iface: asText(dev)};
  });
}
