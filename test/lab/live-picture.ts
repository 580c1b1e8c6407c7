import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';
import {maskedNarration, maskedPicture} from '../helpers/picture-mask.js';
import {vip, vipCommand} from '../helpers/product.js';
import {inTmux, tmuxLabTest} from '../helpers/tmux.js';

const SMALL = {width: 80, height: 24};
const LARGE = {width: 200, height: 50};

/** The number of titles on the screen. More than one means that a picture was not overwritten. */
function titles(lines: readonly string[]): number {
  return lines.filter(line => line.includes(' is held by ')).length;
}

tmuxLabTest(
  'the failover fits 80 x 24, in the gap and at the end, and is narrated as on a pipe',
  async (t, who) => {
    const args = ['experiment', '--delay', '2s'];
    const pane = inTmux(t, vipCommand(who, args), SMALL);
    const gap = await pane.until(/(?:A.*×××.*dark.*\n.*){3}(?:.*\n)*.*Announcement in/);
    t.false(pane.isCursorShown());
    t.deepEqual(maskedPicture(gap), [
      '── 10.3.2.200 is held by ns1 ── TIME ──',
      '  A ns0  02:00:00:00:00:10 ╳┐  ┌─ ext',
      '10.3.2.200 ► B ns1  02:00:00:00:00:11 ─┼─ uplink0 ── lan ─┤',
      '  host 02:00:00:00:00:12 ─┘  └─ router ── remote',
      ' mcv-client A━× A STATE  dark TIME',
      ' ext A━× A STATE  dark TIME',
      ' router A━× A STATE  dark TIME',
      ' remote R━× R STATE  dark TIME',
      ' AXIS',
      ' ━ answered  ╍ partly  × lost  ! wrong node  A, B: MAC in cache  1 mark: TIME',
      ' Announcement in TIME  BAR',
    ]);
    const ended = await pane.until(/exit code \d/);
    t.true(pane.isCursorShown());
    const all = pane.everything();
    const from = all.findIndex(line => line.includes(' is held by '));
    t.deepEqual(maskedPicture(all.slice(from, from + 11)), [
      '── 10.3.2.200 is held by ns1 ── TIME ──',
      '  A ns0  02:00:00:00:00:10 ╳┐  ┌─ ext',
      '10.3.2.200 ► B ns1  02:00:00:00:00:11 ─┼─ uplink0 ── lan ─┤',
      '  host 02:00:00:00:00:12 ─┘  └─ router ── remote',
      ' mcv-client A━×B━ B STATE  dark TIME',
      ' ext A━×B━ B STATE  dark TIME',
      ' router A━×B━ B STATE  dark TIME',
      ' remote R━×━ R STATE  dark TIME',
      ' AXIS',
      ' ━ answered  ╍ partly  × lost  ! wrong node  A, B: MAC in cache  1 mark: TIME',
      ' Done',
    ]);
    t.is(titles(all), 1, all.join('\n'));
    t.is(ended.at(-1), 'exit code 0');
    // All of it can still be seen, with the result below it.
    t.deepEqual(
      maskedPicture(ended)
        .slice(0, 99)
        .filter(line => line.includes(' is held by ')).length,
      1,
    );
    t.true(ended.includes('Every expectation held.'));
    t.is(ended.filter(line => /^(?:mcv-client|ext|router|remote): dark for /.test(line)).length, 4);
    const {stdout} = await vip(who, args);
    const piped = stdout.trimEnd().split('\n');
    const end = piped.indexOf('');
    t.deepEqual(maskedNarration(all.slice(0, from)), maskedNarration(piped.slice(0, end)));
  },
);

tmuxLabTest(
  'on 200 x 50, addresses and errors are shown as well; it survives resizing and ^C',
  async (t, who) => {
    const pane = inTmux(t, vipCommand(who, ['experiment', '--delay', '30s']), LARGE);
    const wide = await pane.until(/A━+.*\n(.*\n)*.*Failover in/);
    t.deepEqual(maskedPicture(wide).slice(0, 4), [
      '── 10.3.2.200 is held by ns0 ── TIME ──',
      '10.3.2.200 ► A ns0  mcv0  02:00:00:00:00:10 ─┐  ┌─ ext',
      '  B ns1  mcv1  02:00:00:00:00:11 ─┼─ uplink0 ── lan ─┤',
      '  host mcv-client 02:00:00:00:00:12 ─┘  └─ router ── remote',
    ]);
    t.regex(wide.join('\n'), /^ ext .* A [A-Z]+ +02:00:00:00:00:10 of ns0/m);
    const narrated = wide.filter(line => line.startsWith('[INFO] Setting up'));
    for (const size of [SMALL, {width: 132, height: 40}, {width: 60, height: 20}, LARGE]) {
      pane.resize(size);
      const rule = new RegExp(`^── 10.{${size.width - 7}}──$`, 'm');
      await pane.until(rule);
      await sleep(500); // the old picture, rewrapped by the terminal, can look like that as well
      const lines = await pane.until(rule);
      // Output written while tmux rewrapped the lines may have left a row of the old picture above.
      const picture = maskedPicture(lines);
      t.regex(picture.at(-1) ?? '', /^ Failover in TIME/);
      if (size.height === 40)
        t.is(pane.everything().filter(line => narrated.includes(line)).length, narrated.length);
    }
    t.false(pane.isCursorShown());
    pane.press('C-c');
    const left = await pane.until(/exit code \d/);
    t.deepEqual(left.slice(-2), ['vip: interrupted by SIGINT', 'exit code 130']);
    t.true(pane.isCursorShown());
  },
);

tmuxLabTest('however it ends, the cursor is back', async (t, who) => {
  const argv = vipCommand(who, ['lab', '--name', `t${process.pid}cursor`]);
  const pane = inTmux(t, argv, SMALL);
  await pane.until(/A━+/);
  t.false(pane.isCursorShown());
  pane.signal('SIGTSTP');
  await untilTrue(t, () => pane.isCursorShown());
  pane.signal('SIGCONT');
  await untilTrue(t, () => !pane.isCursorShown());
  // A stopped picture stays, and the next one begins below it.
  await untilTrue(t, () => titles(pane.screen()) === 2);
  pane.signal('SIGQUIT');
  t.regex((await pane.until(/exit code \d/)).at(-1) ?? '', /^exit code 131$/);
  t.true(pane.isCursorShown());
});

tmuxLabTest('a lab shows a failover by hand, and a capture is coloured', async (t, who) => {
  const name = `t${process.pid}hand`;
  const pane = inTmux(t, vipCommand(who, ['lab', '--name', name]), LARGE);
  await pane.until(/► A ns0 .*\n(?:.*\n)*.*ext +A━+ +A REACHABLE/);
  const capture = inTmux(
    t,
    vipCommand(who, ['capture', '--lab', name, '--node', 'ext', '--iface', 'ext0']),
    SMALL,
  );
  await capture.until(/\d+ shown, \d+ received, 0 dropped/);
  const exec = (node: string, ...argv: readonly string[]) =>
    vip(who, ['exec', '--lab', name, node, '--', ...argv]);
  t.is((await exec('ns0', 'ip', 'link', 'set', 'mcv0', 'down')).code, 0);
  await pane.until(/A ns0 .*╳/);
  await pane.until(/ext +A━+╍?×+ +A .*dark \d/);
  await exec('ns0', 'ip', 'addr', 'del', '10.3.2.200/8', 'dev', 'mcv0');
  await pane.until(/is held by no node/);
  await exec('ns1', 'ip', 'addr', 'add', '10.3.2.200/8', 'dev', 'mcv1');
  await pane.until(/is held by ns1(?:.*\n)*.*► B ns1/);
  await vip(who, [
    'garp',
    '--lab',
    name,
    '--node',
    'ns1',
    '--iface',
    'mcv1',
    '--ip',
    '10.3.2.200',
    '-c',
    '1',
  ]);
  await pane.until(/ext +A━+.*×+.*B[━╍]* +B/);
  await capture.until(/announcement 10\.3\.2\.200(?:.*\n)*.* [1-9]\d* shown/);
  const [announced = ''] = capture.colours().filter(line => line.includes('announcement'));
  t.true(announced.includes('\u001B[3'), JSON.stringify(announced));
  capture.press('C-c');
  const left = await capture.until(/exit code \d/);
  t.regex(left.at(-2) ?? '', /^vip: \d+ shown, \d+ received, 0 dropped by the kernel$/);
  t.is(left.filter(line => / shown, /.test(line)).length, 1, left.join('\n'));
  t.true(capture.isCursorShown());
});

tmuxLabTest(
  'trials show the current run, the results so far, and a mark for the wrong node',
  async (t, who) => {
    const pane = inTmux(t, vipCommand(who, ['trial', '--fault', 'rogue', '--runs', '2']), SMALL);
    await pane.until(/C rogue(?:.*\n)*.*Run 1 of 2(?:.*\n)*.*no run has ended/);
    await pane.until(/Run 2 of 2, about \d+ s left(?:.*\n)*.*in 1 run: shortest .*, longest /);
    await pane.until(/exit code 0/);
    const all = pane.everything().join('\n');
    t.regex(all, /^ ext .*!!/m);
    t.regex(all, /^vip: run 2 of 2: /m);
  },
);

for (const [name, value] of [
  ['TERM', 'dumb'],
  ['CI', 'true'],
] as const) {
  tmuxLabTest(`${name}=${value} on a terminal: plain lines`, async (t, who) => {
    const argv = ['env', `${name}=${value}`, ...vipCommand(who, ['experiment', '--delay', '0s'])];
    const pane = inTmux(t, argv, SMALL);
    // A stall of the machine may have kept it from measuring, in the same lines.
    await pane.until(/exit code \d/);
    const all = pane.everything();
    t.is(titles(all), 0, all.join('\n'));
    t.is(all[0], '[INFO] Setting up network namespaces...');
  });
}

tmuxLabTest('NO_COLOR removes the colours, but not the picture', async (t, who) => {
  const lab = vipCommand(who, ['lab', '--name', `t${process.pid}plain`]);
  const pane = inTmux(t, ['env', 'NO_COLOR=1', ...lab], SMALL);
  await pane.until(/A━+/);
  t.false(pane.colours().join('').includes('\u001B['), JSON.stringify(pane.colours()));
  pane.press('C-c');
  await pane.until(/exit code 0/);
});

tmuxLabTest('without UTF-8 the picture and the summary are ASCII', async (t, who) => {
  const argv = ['env', 'LC_ALL=C', ...vipCommand(who, ['experiment', '--delay', '0s'])];
  const pane = inTmux(t, argv, {width: 120, height: 40});
  await pane.until(/exit code 0/);
  for (const line of pane.everything()) t.regex(line, /^[\x20-\x7e]*$/);
  t.regex(pane.everything().join('\n'), /dark for \d+ ms \+-\d/);
});

tmuxLabTest('capture on 80 columns breaks lines between words', async (t, who) => {
  const file = fileURLToPath(new URL('../../fixtures/failovers/healthy.pcapng.gz', import.meta.url));
  const pane = inTmux(t, vipCommand(who, ['capture', file]), SMALL);
  await pane.until(/exit code 0/);
  // Lines that the terminal had to wrap are joined again.
  const all = pane.everything();
  const announced = all.findIndex(line => line.includes('announcement'));
  t.regex(all[announced + 1] ?? '', /^ {8}\S/);
  for (const line of all) t.true(line.length <= 80, line);
});

async function untilTrue(t: ExecutionContext, is: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!is() && performance.now() < deadline) await sleep(30);
  t.true(is());
}
