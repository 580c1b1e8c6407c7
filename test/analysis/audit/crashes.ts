/**
 * A line that ends a process of keepalived is reported with the process that ends, not as an ignored line.
 */

import {audit, readConfig, textSource} from '@vip/analysis/internal/audit';
import test from 'ava';

const SERVER = (check: string) =>
  `virtual_server 10.0.0.9 80 {\nprotocol TCP\nreal_server 10.0.0.1 80 {\n${check}\n}\n}\n`;

const CHECKER = /checker process crashes/;
const VRRP = /VRRP process crashes/;

const CRASHES: readonly (readonly [kind: string, text: string, ends: RegExp])[] = [
  ['unnamed-bfd', 'bfd_instance {\nneighbor_ip 10.0.0.2\n}\n', /exits after reading it/],
  ['check-without-url', SERVER('HTTP_GET {\n}'), CHECKER],
  ['check-without-url', SERVER('SSL_GET {\nurl {\nstatus_code 200\n}\n}'), CHECKER],
  ['open-quote-in-check', SERVER('MISC_CHECK {\nmisc_path "x\n}'), CHECKER],
  ['open-quote-in-script', 'vrrp_script s {\nscript "/bin/true\n}\n', VRRP],
  ['condition-by-definition', '$C=@lb1 vrrp_version 3\nglobal_defs {\n$C\n}\n', VRRP],
  ['escaped-bang', 'vrrp_script s {\nscript /bin/true\n \\! as agreed\n}\n', VRRP],
];

for (const [kind, text, ends] of CRASHES) {
  test(`${kind} ends a process: ${JSON.stringify(text)}`, t => {
    const config = readConfig('a.conf', textSource('a.conf', text), {configId: 'lb1'});
    t.true(
      config.faults.some(fault => fault.kind === kind),
      JSON.stringify(config.faults),
    );
    const {findings} = audit([{name: 'lb1', config}]);
    const told = findings.filter(({code}) => code === 'VALUE_REFUSED');
    t.true(
      told.some(({consequence = ''}) => ends.test(consequence)),
      JSON.stringify(told),
    );
  });
}
