import {Epoch, RecordColumns} from '@vip/arp/capture-file';
import test from 'ava';
import fc from 'fast-check';

const NO_OCTETS = new Uint8Array(0);
const uint32 = fc.integer({min: 0, max: 0xffff_ffff});
const SECOND = 1_000_000_000n;

function dated(date: (columns: RecordColumns) => void): RecordColumns {
  const columns = new RecordColumns(1);
  columns.add(NO_OCTETS, 0, 0, 0, 1, undefined);
  date(columns);
  return columns;
}

test('a time in units of nanoseconds to seconds is what 64 bits and more of them are', t => {
  const factors = fc.constantFrom(1, 10, 100, 1000, 1_000_000, 1_000_000_000);
  fc.assert(
    fc.property(uint32, uint32, factors, (high, low, factor) => {
      const columns = dated(one => one.dateUnits(high, low, factor));
      t.is(columns.at(0), ((BigInt(high) << 32n) | BigInt(low)) * BigInt(factor));
    }),
  );
  t.pass();
});

test('a time in seconds and a fraction, even one of more than a second', t => {
  fc.assert(
    fc.property(uint32, uint32, fc.constantFrom(1, 1000), (seconds, fraction, factor) => {
      const columns = dated(one => one.dateSeconds(seconds, fraction * factor));
      t.is(columns.at(0), BigInt(seconds) * SECOND + BigInt(fraction * factor));
    }),
  );
  t.pass();
});

test('times are counted from a moment, before it and after it, to the nanosecond for a hundred days', t => {
  const most = 100 * 86_400 * 1e9;
  const away = fc.integer({min: -most, max: most});
  fc.assert(
    fc.property(fc.bigInt(0n, 4_000_000_000n * SECOND), away, (from, ns) => {
      const at = from + BigInt(ns);
      const exact = dated(one => one.dateExactly(at));
      t.is(exact.since(0, new Epoch(from)), ns);
      t.is(exact.at(0), at);
      if (at < 0n) return;
      const halves = dated(one => one.dateUnits(Number(at >> 32n), Number(at & 0xffff_ffffn), 1));
      t.is(halves.since(0, new Epoch(from)), ns);
    }),
  );
  t.pass();
});

test('a record without a time is of 1970', t => {
  const columns = dated(() => {});
  t.is(columns.at(0), undefined);
  t.is(columns.since(0, new Epoch(5n)), -5);
});

test('a record is dated like another: in halves, exactly, and not at all', t => {
  const others = [
    dated(one => one.dateUnits(7, 8, 1)),
    dated(one => one.dateExactly(-(2n ** 70n))),
    dated(() => {}),
  ];
  for (const other of others) t.is(dated(one => one.dateLike(other, 0)).at(0), other.at(0));
});
