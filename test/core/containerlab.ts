/**
 * The lab as a containerlab topology. The output was validated against the schema of containerlab 0.79
 * (schemas/clab.schema.json). That is not kept here; these tests check only the parts of it that the output
 * uses.
 */

import {changeSettings} from '@vip/analysis/internal';
import {containerlabTopology} from '@vip/core/internal';
import test from 'ava';

const text = containerlabTopology(changeSettings([]), new Map([['ns0', 'my/keepalived:1']]));
const lines = text.split('\n').filter(line => !line.startsWith('#') && line !== '');

/** The keys that the schema allows at each depth. */
const KEYS: Readonly<Record<number, RegExp>> = {
  0: /^(name: vip|topology:)$/,
  2: /^(kinds|nodes|links):$/,
  4: /^([a-z][\w-]*:|- endpoints: \["[\w:-]+", "[\w:-]+"\])$/,
  6: /^(kind: (linux|bridge)|image: ".+"|network-mode: none|exec:)$/,
  8: /^- "(sysctl -q -w( net(\.[\w-]+)+=\d+)+|ip (link set|addr add|route add|-6 route add) [\w.:/ -]+)"$/,
};

test('every line is allowed by the schema at its depth', t => {
  for (const line of lines) {
    const depth = line.length - line.trimStart().length;
    t.regex(line.trim(), KEYS[depth] ?? /^never$/, line);
  }
});

test('every end of a cable is at an existing node, and none is used twice', t => {
  const nodes = lines.filter(line => /^ {4}[a-z]/.test(line)).map(line => line.trim().replace(':', ''));
  const ends = [...text.matchAll(/endpoints: \["(.+)", "(.+)"\]/g)].flatMap(([, a = '', b = '']) => [a, b]);
  t.is(new Set(ends).size, ends.length);
  for (const end of ends) t.true(nodes.includes(end.split(':')[0] ?? ''), end);
  for (const end of ends) t.true((end.split(':')[1] ?? '').length <= 15, end);
});

test('an image applies to all containers, or to one', t => {
  t.is(text.match(/image: "my\/keepalived:1"/g)?.length, 1);
  t.true(text.includes('      image: "nicolaka/netshoot"'));
  t.true(
    containerlabTopology(changeSettings([]), new Map([['', 'debian:12']])).includes('image: "debian:12"'),
  );
});

test('the header contains the command that measures it', t => {
  t.true(text.includes("--on ns0='exec://docker exec -i clab-vip-ns0/mcv0'"));
  t.true(text.includes('sudo ip link add lan type bridge'));
});
