/**
 * How often one core can do something in a second of processor time, which other load on the machine affects less than clock time.
 * Results are kept for a while, so that no compiler can optimise them away.
 *
 * @module
 */

import type {Rated} from './rates.js';

const TURN_MS = 150;
const AT_ONCE = 4096;

export function rated<T>(name: string, inputs: readonly T[], work: (input: T) => object): Rated {
  const kept: object[] = Array.from({length: 256}, () => ({}));
  let done = 0;
  return {
    name,
    run() {
      const began = processorMs();
      const first = done;
      let took = 0;
      while (took < TURN_MS) {
        for (const end = done + AT_ONCE; done < end; done++)
          kept[done & 255] = work(inputs[done % inputs.length] as T);
        took = processorMs() - began;
      }
      return ((done - first) * 1000) / took;
    },
  };
}

function processorMs(): number {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1000;
}
