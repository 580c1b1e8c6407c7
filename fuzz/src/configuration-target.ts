/**
 * A keepalived configuration: whatever it contains, it is read to its end, and everything reported about it has a place in it.
 *
 * @module
 */

import {readConfig, textSource} from '@vip/analysis/internal/audit';
import {RICH} from '../../test/dist/helpers/audit/rich-config.js';
import {type Target, Violation} from './target.js';

/** Mutated inputs are cut at 4096 octets, so the seeds include parts of it as well. */
const parts = [
  RICH,
  RICH.slice(RICH.indexOf('vrrp_instance')),
  RICH.slice(0, RICH.indexOf('vrrp_sync_group')),
];

export const configurationTarget: Target = {
  name: 'keepalived-configuration',
  seeds: parts.map(text => new TextEncoder().encode(text)),
  run(bytes) {
    const text = new TextDecoder().decode(bytes);
    const {faults, instances} = readConfig('a.conf', selfIncluding(text), {configId: 'lb1'});
    const length = text.split('\n').length;
    for (const {place, text: said} of faults) {
      if (place.line < 1 || place.line > length)
        throw new Violation(`line ${place.line} of ${length}: ${said}`);
    }
    for (const {basePriority, advertMs} of instances) {
      if (!(basePriority >= 1 && basePriority <= 255)) throw new Violation(`priority ${basePriority}`);
      if (!(advertMs >= 10 && advertMs <= 255_000)) throw new Violation(`interval ${advertMs}`);
    }
    return `${instances.length} ${[...new Set(faults.map(({kind}) => kind))].join()}`;
  },
};

/** A source in which every include is the same file again. */
function selfIncluding(text: string) {
  return {...textSource('a.conf', text), match: () => ['a.conf']};
}
