/**
 * Marks that show that an interface in a foreign network namespace was created by a run of ours. Pure.
 *
 * The alias names the run, the interface and its parent. It counts only on a macvlan of that very name on that very parent,
 * because anyone may have set or copied an alias. Whether the run is still alive is shown by a name among the abstract sockets
 * of the same network namespace, held by its process: it is seen from every process namespace, and gone with its holder.
 *
 * @module
 */

/** What `ip -json -details link` says about an interface, as far as it matters here. */
export interface MarkedLink {
  readonly ifname: string;
  readonly ifalias?: string;
  /** The parent. */
  readonly link?: string;
  readonly linkinfo?: {readonly info_kind?: string};
}

const MARK = /^(vip[0-9a-f]{10}):(.+)$/;

/** The alias of an interface that this run puts on a parent. */
export function linkMark(run: string, iface: string, parent: string): string {
  return `${run}:${iface}@${parent}`;
}

/** The run that put an interface there; undefined if it was not one of ours. */
export function runOfLink({ifname, ifalias = '', link, linkinfo}: MarkedLink): string | undefined {
  const [, run, place] = MARK.exec(ifalias) ?? [];
  return linkinfo?.info_kind === 'macvlan' && place === `${ifname}@${link}` ? run : undefined;
}

/** Where the process of a run listens while it is alive. */
export function lifeOf(run: string): string {
  return `\0vip-run-${run}`;
}
