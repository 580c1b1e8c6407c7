/**
 * A value for each TCP session, looked up by the ends of a frame, without creating strings. Pure.
 *
 * @module
 */

import {type AddressKey, keyOf, type TcpSession} from '@vip/arp';
import {portsKey} from '../sessions/segment.js';

interface Item<Value> {
  readonly local: AddressKey;
  readonly value: Value;
}

export class Ends<Value> {
  /** By client, which has few other sessions with the same two ports: only those with other addresses of this machine. */
  readonly #byClient = new Map<AddressKey, Map<number, Item<Value>[]>>();

  add({local, remote}: TcpSession, value: Value): void {
    const client = keyOf(remote.address);
    const own = this.#byClient.get(client) ?? new Map<number, Item<Value>[]>();
    this.#byClient.set(client, own);
    const ports = portsKey(local.port, remote.port);
    const item = {local: keyOf(local.address), value};
    const former = own.get(ports);
    if (former === undefined) own.set(ports, [item]);
    else former.push(item);
  }

  has({local, remote}: TcpSession): boolean {
    return this.get(keyOf(local.address), local.port, keyOf(remote.address), remote.port) !== undefined;
  }

  get(local: AddressKey, localPort: number, remote: AddressKey, remotePort: number): Value | undefined {
    const items = this.#byClient.get(remote)?.get(portsKey(localPort, remotePort));
    return items?.find(item => item.local === local)?.value;
  }
}
