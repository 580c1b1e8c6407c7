/**
 * A configuration as keepalived's processes parse it, faults included, so that all findings are about the configuration that runs.
 *
 * @module
 */

import {type ConfigFault, isCrash, QUOTED_BRACE} from './fault.js';
import type {LineOptions} from './lines.js';
import {Parser, type Read} from './parser.js';
import {isOfServersAlone, PARENT, SERVER_CHILD, STARTS_VRRP, VRRP_CHILD} from './processes.js';
import {type Release, rootOf} from './root-grammar.js';
import type {ConfigSource} from './source.js';
import {keywordOf, type Statement} from './statement.js';

export interface Parsed {
  readonly statements: readonly Statement[];
  readonly faults: readonly ConfigFault[];
  /** Whether a VRRP process is started. `keepalived -t` checks the whole file either way. */
  readonly startsVrrp: boolean;
}

/** Never throws; reads up to 200,000 lines. */
export function parseKeepalived(
  path: string,
  source: ConfigSource,
  release: Release = '2.2',
  options: LineOptions = {},
): Parsed {
  const root = rootOf(release);
  const whole = new Parser(path, source, options).parse(root);
  if (whole.isSameForAll) return {...whole, startsVrrp: true};
  const [parent, vrrp, servers] = [PARENT, VRRP_CHILD, SERVER_CHILD].map(reader =>
    new Parser(path, source, options, reader).parse(root),
  ) as [Read, Read, Read];
  return {
    statements: [
      ...parent.statements,
      ...vrrp.statements,
      ...servers.statements.filter(statement => isOfServersAlone(keywordOf(statement))),
    ],
    faults: faultsOf(whole, [parent, vrrp, servers]),
    startsVrrp: STARTS_VRRP.some(word => parent.atRoot.has(word)),
  };
}

/** The reading for all processes shows the cause best. Faults that it does not see are those of single processes. */
function faultsOf(whole: Read, each: readonly Read[]): ConfigFault[] {
  const told = each.flatMap(({faults}) => faults);
  if (told.length === 0) return [];
  const faults = [...whole.faults];
  const known = new Set(faults.map(keyOf));
  for (const fault of told) {
    if (known.has(keyOf(fault))) continue;
    known.add(keyOf(fault));
    const isQuoted = fault.word === QUOTED_BRACE;
    // Faults that the block's own parser finds too are already reported.
    if (isQuoted && whole.faults.some(({kind}) => kind === 'unclosed-block')) continue;
    const isOwn = whole.faults.length === 0 || isCrash(fault.kind) || isQuoted;
    faults.push(isOwn ? fault : {...fault, follows: true});
  }
  return faults;
}

function keyOf({kind, place, word}: ConfigFault): string {
  return `${kind} ${place.file}:${place.line} ${word}`;
}
