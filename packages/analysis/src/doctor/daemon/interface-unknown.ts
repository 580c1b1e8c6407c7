/** An interface of the configuration that this host does not have. */

import type {AuditNode} from '../../audit/cluster.js';
import type {Place} from '../../audit/keepalived/source.js';
import {keywordOf, type Statement, withKeyword} from '../../audit/keepalived/statement.js';
import {type FindingDraft, KEEPALIVED_ISSUES} from '../../audit/rules/rule.js';
import {grouped} from '../../collections/grouped.js';
import {abridged} from '../../text/count-text.js';
import type {HostLink} from '../host/link.js';
import type {Here, HostRule} from './rule.js';

export const interfaceUnknown: HostRule = {
  code: 'INTERFACE_UNKNOWN',
  severity: 'error',
  title: 'this host has no interface of that name',
  thread: `${KEEPALIVED_ISSUES}2308`,
  look: async here => {
    const {node, host} = here;
    const links = await host.links();
    const own = ownInterfaces(node.config);
    const known = new Set(links.map(({name}) => name).filter(name => !own.has(name)));
    const unknown = namesIn(here).filter(({name}) => !known.has(name));
    return [...grouped(unknown, ({name}) => name)].map(([name, uses]) => ({
      subject: `${name} (${node.name})`,
      where: uses.map(({place}) => place),
      ...(own.has(name) ? madeLater(name) : absent(name, uses, links)),
      ...effectOf(name, here),
    }));
  },
};

interface Use {
  readonly name: string;
  readonly place: Place;
}

type Told = Pick<FindingDraft, 'evidence' | 'remedy' | 'commands'>;

function absent(name: string, uses: readonly Use[], links: readonly HostLink[]): Told {
  const meant = links.find(({otherNames}) => otherNames.includes(name))?.name;
  const names = links.map(link => link.name).filter(link => link !== 'lo');
  const remedy =
    'use the name that ip link prints, or dynamic_interfaces in global_defs if the interface is created later';
  if (meant === undefined)
    return {
      evidence: `there is no interface ${name} here: there is ${names.length === 0 ? 'only lo' : abridged(names)}`,
      remedy,
    };
  return {
    evidence: `${name} is an alternative name of ${meant} (altname), and keepalived only knows ${meant}`,
    remedy,
    commands: uses.map(({place}) => renaming(place, name, meant)),
  };
}

/** Measured: the addresses are read before the interface is created. */
function madeLater(name: string): Told {
  return {
    evidence: `keepalived creates ${name} itself after reading the file: it does not exist yet when this line is read`,
    remedy: 'leave out the interface: with use_vmac, addresses go on it anyway',
  };
}

function effectOf(name: string, {node, processes}: Here): Pick<FindingDraft, 'consequence' | 'severity'> {
  if (node.config.globals.dynamicInterfaces)
    return {
      severity: 'warning',
      consequence: `with dynamic_interfaces, the instance that needs it stays in FAULT until ${name} appears, and does not take over`,
    };
  const when = processes.length === 0 ? 'when it is started' : 'at its next start';
  return {
    consequence: `keepalived exits ${when}: none of its instances runs on this node, which does not take over`,
  };
}

/** Replaces the name in its line only. */
function renaming({file, line}: Place, from: string, to: string): string {
  return `sed -i '${line}s/\\b${from}\\b/${to}/' ${file}`;
}

/** Interfaces that keepalived creates itself: `use_vmac [NAME] [MAC]`, or its default names. */
function ownInterfaces({instances, statements}: AuditNode['config']): Set<string> {
  const given = withKeyword(statements, 'vrrp_instance').flatMap(({inside}) =>
    withKeyword(inside, 'use_vmac', 'use_ipvlan').flatMap(({words}) => words.slice(1)),
  );
  const usual = instances.flatMap(({vmac, vrid, family}) =>
    vmac ? [`vrrp${family === 6 ? '6' : ''}.${vrid}`] : [],
  );
  return new Set([...given, ...usual]);
}

/** Interfaces of instances, addresses, tracks and routes, also outside instances. */
function namesIn({node: {config}}: Here): Use[] {
  const ofInstances = config.instances.flatMap(instance => {
    const {iface, vips, excluded, tracks} = instance;
    return [
      ...(iface === undefined ? [] : [{name: iface, place: instance.placeOf('interface')}]),
      ...[...vips, ...excluded].flatMap(({dev, place}) => (dev === undefined ? [] : [{name: dev, place}])),
      ...tracks.flatMap(({kind, name, place}) => (kind === 'interface' ? [{name, place}] : [])),
    ];
  });
  const statics = config.statics.flatMap(({dev, place}) => (dev === undefined ? [] : [{name: dev, place}]));
  return [...ofInstances, ...statics, ...config.statements.flatMap(devicesOfRoutes)];
}

const ROUTES: ReadonlySet<string> = new Set(['virtual_routes', 'static_routes']);

/** `10.0.0.0/8 via 10.1.0.1 dev eth1`, in a block of an instance or of the root. */
function devicesOfRoutes(statement: Statement): Use[] {
  if (!ROUTES.has(keywordOf(statement)))
    return keywordOf(statement) === 'vrrp_instance' ? statement.inside.flatMap(devicesOfRoutes) : [];
  return statement.inside.flatMap(({words, place}) =>
    words.flatMap((word, at) => {
      const name = word === 'dev' || word === 'oif' ? words[at + 1] : undefined;
      return name === undefined ? [] : [{name, place}];
    }),
  );
}
