/**
 * The topology of a trial with several VIPs, which lists each observer once per VIP. Pure.
 *
 * @module
 */

import {type LabSettings, settingsFamily} from '../lab/stations.js';
import {measureStream, STREAM} from '../lab/streams.js';
import {observersIn} from './observers-in.js';
import type {Observer, Topology} from './topology.js';

/** The topology of a trial of both families, which lists each observer once per family. */
export function withSecond(topology: Topology, settings: LabSettings, second: LabSettings): Topology {
  const of = (each: LabSettings, stream: string): Observer[] =>
    observersIn(topology.kind, each).map(observer => ({
      ...observer,
      name: `${observer.name}/${settingsFamily(each) === 'IPv4' ? 'v4' : 'v6'}`,
      stream,
    }));
  const observers = [...of(settings, STREAM.measure), ...of(second, STREAM.second)];
  return {...topology, observers, reader: observers[0] as Observer};
}

/**
 * The topology of a trial with several VIPs of a family, which lists each observer once per VIP, named after
 * it.
 */
export function withFurther(topology: Topology, further: readonly LabSettings[]): Topology {
  const known = topology.observers;
  const streams = new Set(known.map(({stream}) => stream)).size;
  const added = further.flatMap((settings, index) =>
    observersIn(topology.kind, settings).map(observer => ({
      ...observer,
      stream: measureStream(streams + index),
    })),
  );
  const observers = [...known, ...added].map(observer => ({
    ...observer,
    name: `${stationOf(observer.name)}/${observer.vip}`,
  }));
  return {...topology, observers, reader: observers[0] as Observer};
}

/** The station of an observer, whichever VIP it pings: `ext` of `ext/v6`, `c1` of `c1/10.0.0.100`. */
export function stationOf(observer: string): string {
  return observer.replace(/\/.*$/, '');
}
