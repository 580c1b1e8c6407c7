/** The names of nodes, instances and checks are printed as they are written, even at the beginning of a sentence. */

import {audit, readConfig, textSource} from '@vip/analysis/internal/audit';
import {formatFindings} from '@vip/analysis/internal/findings';
import test from 'ava';

function told(first: string, second: string): string {
  const nodes = [
    {name: 'web', config: readConfig('web.conf', textSource('web.conf', first))},
    {name: 'mail', config: readConfig('mail.conf', textSource('mail.conf', second))},
  ];
  return formatFindings(audit(nodes).findings).join('\n');
}

const instance = (priority: number, more = '') => `vrrp_script chk {
  script "/bin/true"
  fall 3
  rise 2
}
vrrp_instance inside {
  state BACKUP
  interface eth0
  virtual_router_id 44
  priority ${priority}
  virtual_ipaddress {
    192.0.2.44/24
  }
${more}}
`;

test('a node keeps its spelling', t => {
  t.regex(told(instance(100), instance(100)), /^ {2}web and mail both have priority 100\.$/m);
});

test('an instance keeps its spelling', t => {
  const other = instance(90).replace('router_id 44', 'router_id 45');
  t.regex(told(instance(100), other), /^ {2}inside on web has VRID 44, inside on mail 45\.$/m);
});

test('a check keeps its spelling', t => {
  const tracked = '  track_script {\n    chk weight 20 reverse\n  }\n';
  t.regex(
    told(instance(100, tracked), instance(90, tracked)),
    /^ {2}chk has weight 20 reverse: inside on web has /m,
  );
});
