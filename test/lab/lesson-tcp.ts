import {lessonTest} from '../helpers/lesson-test.js';
import {jsonLines, vip} from '../helpers/product.js';

interface Told {
  readonly node: string;
  readonly session: number;
  readonly use: string;
  readonly phase: string;
  readonly after?: number;
  readonly error?: string;
}

// Kernels behave the same whoever owns the lab.
lessonTest(
  'tcp: what the programs noticed is what the lesson predicts and measures',
  async (t, who) => {
    const {code, stdout, stderr} = await vip(who, ['lesson', 'tcp', '--json']);
    const events = jsonLines(stdout);
    const said = events.filter(({kind}) => kind === 'expected' || kind === 'told' || kind === 'table');
    t.is(code, 0, JSON.stringify(said, undefined, 1) + stderr);
    t.like(events.at(-1), {kind: 'summary', name: 'tcp', held: true});

    const tables = events.filter(({kind}) => kind === 'table') as unknown as {
      title: string;
      rows: string[][];
    }[];
    const [clients, predicted, measured] = tables.map(({rows}) => rows);
    const names = (rows: string[][] = []) => rows.map(([name]) => name);
    t.true(names(clients).includes('defaults') && names(clients).includes('tickled'));
    t.deepEqual([names(predicted), names(measured)], [names(clients), names(clients)]);
    for (const row of tables.flatMap(({rows}) => rows)) t.true(row.join('  ').length <= 76, row.join());

    const sessions = events.filter(({kind}) => kind === 'session') as unknown as Told[];
    const ends = (name: string, use: string) => {
      const node = clients?.find(([own]) => own === name)?.[1];
      const own = sessions.filter(one => one.node === node && one.use === use && one.after === undefined);
      return own.filter(({phase}) => phase === 'ended').map(({error = 'closed'}) => error);
    };
    const three = (error: string) => [error, error, error];
    for (const use of ['idle', 'read']) {
      t.deepEqual(ends('defaults', use), [], use);
      t.deepEqual(ends('retries2=2', use), [], use);
      for (const name of ['keepalive', 'tickled'])
        t.deepEqual(ends(name, use), three('ECONNRESET'), `${name} ${use}`);
    }
    for (const name of ['defaults', 'keepalive', 'tickled'])
      t.deepEqual(ends(name, 'write'), three('ECONNRESET'), name);
    t.deepEqual(ends('retries2=2', 'write'), three('ETIMEDOUT'));

    const seconds = (name: string) =>
      Number(measured?.find(([own]) => own === name)?.[3]?.match(/[\d.]+/)?.[0]);
    t.true(seconds('retries2=2') < 8 && seconds('tickled') >= 8);
    t.true(seconds('defaults') > seconds('tickled') + 3, 'the next rung is far');
  },
  ['user'],
);
