/**
 * What systemd-networkd removes. From its documentation and public threads, not measured here.
 *
 * @module
 */

import type {Check, Symptom} from '../check.js';
import {managersOf} from '../daemons.js';

export const NETWORKD: Check = {
  code: 'DOCTOR_NETWORKD',
  roles: ['active', 'passive'],
  title: 'systemd-networkd removes addresses and routes it did not add',
  threads: ['acassen/keepalived#836', 'acassen/keepalived#1385', 'systemd/systemd#12050'],
  look: async ({iface}, host) => {
    const index = (await host.link(iface))?.index;
    const state = await host.text(`/run/systemd/netif/links/${index}`);
    const file = /^NETWORK_FILE=(.+)$/m.exec(state ?? '')?.[1];
    if (file === undefined || (await managersOf(host)).length === 0) return [];
    const texts = await withDropIns(file, host.reader.directory, path => host.text(path));
    const daemon = await withDropIns('/etc/systemd/networkd.conf', host.reader.directory, path =>
      host.text(path),
    );
    const found: Symptom[] = [];
    if (!/^KeepConfiguration=(?!no\b)/m.test(texts)) {
      found.push(
        symptom(
          `${file} has no KeepConfiguration=`,
          `when networkd is restarted or ${iface} is reconfigured, the address is removed`,
          `KeepConfiguration=static in the section [Network] of ${file}`,
        ),
      );
    }
    const missing = ['ManageForeignRoutes', 'ManageForeignRoutingPolicyRules'].filter(
      key => !new RegExp(`^${key}=(?:no|false|0|off)\\b`, 'm').test(daemon),
    );
    if (missing.length > 0) {
      found.push(
        symptom(
          `networkd.conf has no ${missing.map(key => `${key}=no`).join(' and no ')}`,
          'routes and rules added by others are removed when networkd restarts',
          `${missing.map(key => `${key}=no`).join(', ')} in the section [Network] of /etc/systemd/networkd.conf`,
        ),
      );
    }
    return found;
  },
};

function symptom(evidence: string, consequence: string, lasting: string): Symptom {
  return {severity: 'warning', evidence, consequence, mend: [], lasting};
}

/** A systemd configuration file with its drop-ins in FILE.d. */
async function withDropIns(
  file: string,
  list: (path: string) => Promise<readonly string[]>,
  read: (path: string) => Promise<string | undefined>,
): Promise<string> {
  const dropIns = (await list(`${file}.d`)).filter(name => name.endsWith('.conf')).sort();
  const texts = await Promise.all([file, ...dropIns.map(name => `${file}.d/${name}`)].map(read));
  return texts.filter(text => text !== undefined).join('\n');
}
