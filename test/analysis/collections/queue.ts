import {Queue} from '@vip/analysis/internal';
import test from 'ava';
import fc from 'fast-check';

test('an item is inserted before those at the end that come after it', t => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), fc.nat(5), (all, shifted) => {
      const queue = new Queue<number>();
      for (let item = 0; item < shifted; item++) queue.push(item);
      for (let item = 0; item < shifted; item++) queue.shift();
      for (const item of all) queue.insert(item, other => other > item);
      t.deepEqual(
        [...queue],
        [...all].sort((a, b) => a - b),
      );
    }),
  );
  t.pass();
});

test('a queue gives what an array does, however it grows and shrinks', t => {
  const steps = fc.array(fc.oneof(fc.constant('shift' as const), fc.constant('keep' as const), fc.nat(9)));
  fc.assert(
    fc.property(steps, all => {
      const queue = new Queue<number>();
      let array: number[] = [];
      for (const step of all) {
        if (step === 'shift') t.is(queue.shift(), array.shift());
        else if (step === 'keep') {
          queue.keep(item => item % 3 > 0);
          array = array.filter(item => item % 3 > 0);
        } else {
          queue.push(step);
          array.push(step);
        }
        t.deepEqual([...queue], array);
        t.deepEqual([queue.length, queue.first, queue.last], [array.length, array[0], array.at(-1)]);
      }
      queue.clear();
      t.deepEqual([...queue], []);
    }),
  );
  t.pass();
});
