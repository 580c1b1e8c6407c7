import {parseIpv4, parseMac} from '@vip/arp';
import {formFrame, GARP_FORMS} from '@vip/core/internal';
import test from 'ava';

const PARTIES = {
  vip: parseIpv4('10.3.2.200'),
  mac: parseMac('02:00:00:00:00:11'),
  client: {ip: parseIpv4('10.3.2.50'), mac: parseMac('02:00:00:00:00:50')},
  other: parseIpv4('10.1.1.1'),
};

// destination | source, type, header | operation | sender MAC, IP | target MAC, IP
const ALL = 'ffffffffffff';
const CLIENT = '020000000050';
const SELF = '020000000011';
const NONE = '000000000000';
const VIP = '0a0302c8';

const frames: readonly [form: string, to: string, operation: 1 | 2, spa: string, tha: string, tpa: string][] =
  [
    ['request-zero', ALL, 1, VIP, NONE, VIP],
    ['request-broadcast', ALL, 1, VIP, ALL, VIP],
    ['request-self', ALL, 1, VIP, SELF, VIP],
    ['request-zero-unicast', CLIENT, 1, VIP, NONE, VIP],
    ['reply-self', ALL, 2, VIP, SELF, VIP],
    ['reply-broadcast', ALL, 2, VIP, ALL, VIP],
    ['reply-zero', ALL, 2, VIP, NONE, VIP],
    ['reply-self-unicast', CLIENT, 2, VIP, SELF, VIP],
    ['answer-unicast', CLIENT, 2, VIP, CLIENT, '0a030232'],
    ['answer', ALL, 2, VIP, CLIENT, '0a030232'],
    ['probe', ALL, 1, '00000000', NONE, VIP],
    ['asks-client', ALL, 1, VIP, NONE, '0a030232'],
    ['asks-other', ALL, 1, VIP, NONE, '0a010101'],
  ];

for (const [index, [name, to, operation, spa, tha, tpa]] of frames.entries()) {
  test(`the frame of ${name}`, t => {
    const form = GARP_FORMS[index];
    t.is(form?.name, name);
    if (form === undefined) return;
    t.is(
      Buffer.from(formFrame(form, PARTIES)).toString('hex'),
      `${to}${SELF}0806${'0001080006040'}00${operation}${SELF}${spa}${tha}${tpa}`,
    );
  });
}
