/**
 * Frames of several places at once: interfaces of this machine, and of others.
 *
 * @module
 */

import {openLiveCapture} from '../capture/live.js';
import type {CaptureSource} from '../capture/source.js';
import {ClusterPlace} from './cluster.js';
import type {Machine} from './machine.js';
import {RemoteCapture} from './remote-capture.js';
import type {TcpConnection} from './survey-text.js';
import type {Target, Vantage} from './target.js';
import type {ReachOptions} from './transports/transport.js';

export interface VantagesPlan extends ReachOptions {
  readonly vantages: readonly Vantage[];
  /** For pcap-filter(7). */
  readonly filter: string;
  /** Further connections whose traffic is not captured either: those to other places. */
  readonly besides?: readonly TcpConnection[];
}

/** A place whose frames are captured, each with the time of the clock there. */
export interface OpenVantage {
  readonly name: string;
  readonly source: CaptureSource;
  /** Undefined for this machine. */
  readonly machine: Machine | undefined;
}

export class Vantages implements AsyncDisposable {
  readonly #places: OpenVantage[] = [];

  private constructor(readonly cluster: ClusterPlace) {}

  /**
   * Resolves when every place is captured.
   *
   * @throws VipError that names the place; nothing is left open then
   */
  static async open(
    {vantages, filter, sshConfig, besides = []}: VantagesPlan,
    signal: AbortSignal,
  ): Promise<Vantages> {
    const remote = vantages.filter((one): one is Target => one.where !== undefined);
    const machines = remote.map(target => ({target, role: 'holder'}) as const);
    const cluster = await ClusterPlace.open({machines, vips: [], sshConfig}, signal);
    const opened = new Vantages(cluster);
    try {
      const without = withoutConnections([...opened.connections, ...besides], filter);
      await Promise.all(
        vantages.map(async ({name, where, iface}, index) => {
          const machine = where === undefined ? undefined : cluster.machineNamed(name);
          const source =
            machine === undefined
              ? openLiveCapture({ifaces: [iface], filter: without})
              : await RemoteCapture.open(machine, without, signal);
          opened.#places[index] = {name, machine, source};
        }),
      );
      return opened;
    } catch (error) {
      await opened[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** The places in the order of the plan. */
  get places(): readonly OpenVantage[] {
    return this.#places;
  }

  /** Our connections to the machines. */
  get connections(): TcpConnection[] {
    return this.cluster.machines.flatMap(({facts: {connection}}) => connection ?? []);
  }

  /** Ends the captures. Frames in flight are still handed over. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#places.map(({source}) => source.close()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
    await this.cluster.disconnect();
  }
}

/**
 * Traffic of the connections themselves is left out: it would be captured, sent through them, and captured again. It comes first,
 * because what follows `vlan` in a filter looks into the tag (pcap-filter(7)).
 */
function withoutConnections(connections: readonly TcpConnection[], filter: string): string {
  const own = connections.map(textOf);
  return own.length === 0 ? filter : `not (${own.join(' or ')}) and (${filter})`;
}

function textOf({ips: [a, b], ports: [p, q]}: TcpConnection): string {
  return `(host ${a} and host ${b} and tcp port ${p} and tcp port ${q})`;
}
