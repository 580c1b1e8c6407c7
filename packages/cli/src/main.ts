/**
 * The program: what was typed after `vip`, carried out, and the exit code of it.
 *
 * @module
 */

import {describeError} from './exit.js';
import {note} from './output.js';
import {createProgram} from './program.js';

void main();

async function main(): Promise<void> {
  let code = 0;
  try {
    await createProgram(result => {
      code = result;
    }).parseAsync();
  } catch (error) {
    const described = describeError(error);
    code = described.code;
    if (described.line !== undefined) note(described.line);
    if (process.env.VIP_DEBUG === '1') console.error(error);
  }
  process.exitCode = code;
}
