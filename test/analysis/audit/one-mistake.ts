/** A mistake is reported once, as what it is; keepalived's subsequent messages are not separate errors. */

import {audit, readConfig, textSource} from '@vip/analysis/internal/audit';
import test from 'ava';

const CONFIG = `global_defs {
  script_user root
  enable_script_security
  vrrp_higher_prio_send_advert
}
vrrp_script chk_web {
  script "/usr/local/bin/check"
  interval 2
  fall 2
  rise 2
  weight -60
}
vrrp_instance WEB {
  state BACKUP
  interface eth0
  virtual_router_id 44
  priority 150
  advert_int 1
  authentication {
    auth_type PASS
    auth_pass secret
  }
  virtual_ipaddress {
    192.0.2.44/24
  }
  track_script {
    chk_web
  }
}
vrrp_instance MAIL {
  state BACKUP
  interface eth0
  virtual_router_id 45
  priority 150
  advert_int 1
  virtual_ipaddress {
    192.0.2.45/24
  }
}
`;

interface Mistake {
  readonly how: string;
  readonly code: string;
  readonly of: string;
  readonly by: string;
}

const MISTAKES: readonly Mistake[] = [
  {how: 'interface misspelt', code: 'UNKNOWN_KEYWORD', of: '  interface eth0', by: '  interfce eth0'},
  {how: 'VRID misspelt', code: 'UNKNOWN_KEYWORD', of: 'virtual_router_id 44', by: 'virtual_router_idd 44'},
  {how: 'a misspelt vrrp_script', code: 'UNKNOWN_KEYWORD', of: 'vrrp_script', by: 'vrrp_scirpt'},
  {
    how: 'global_defs not closed',
    code: 'BRACE_UNBALANCED',
    of: 'send_advert\n}',
    by: 'send_advert',
  },
  {how: 'a script not closed', code: 'BRACE_UNBALANCED', of: 'weight -60\n}', by: 'weight -60'},
  {how: 'authentication not closed', code: 'BRACE_UNBALANCED', of: 'secret\n  }', by: 'secret'},
  {how: 'an instance not closed', code: 'BRACE_UNBALANCED', of: 'chk_web\n  }\n}', by: 'chk_web\n  }'},
  {how: 'a list of checks not closed', code: 'BRACE_UNBALANCED', of: 'chk_web\n  }\n}', by: 'chk_web\n}'},
];

function errorsOf(config: string): string[] {
  const peer = CONFIG.replaceAll('priority 150', 'priority 100');
  const nodes = [config, peer].map((text, index) => ({
    name: `lb${index + 1}`,
    config: readConfig('keepalived.conf', textSource('keepalived.conf', text)),
  }));
  return audit(nodes).findings.flatMap(({severity, code}) => (severity === 'error' ? [code] : []));
}

test('the pair in which the mistakes are made has none', t => {
  t.deepEqual(errorsOf(CONFIG), []);
});

for (const {how, code, of, by} of MISTAKES) {
  test(`${how} is one error`, t => {
    const mistaken = CONFIG.replace(of, by);
    t.not(mistaken, CONFIG);
    t.deepEqual(errorsOf(mistaken), [code]);
  });
}
