/**
 * Connects the definition of `vip grade` with the code that carries it out.
 *
 * @module
 */

import {commandOf} from '../grammar/command.js';
import type {Finish} from '../grammar/define.js';
import {GRADE} from '../grammar/grade.js';

export function gradeCommand(finish: Finish) {
  return commandOf(GRADE)
    .argument('<course>', 'the file of the course')
    .argument('[dir]', 'a directory with one directory for each student')
    .action(async (course, submissions, options) =>
      finish(await (await import('../commands/grade.js')).grade(course, submissions, options)),
    );
}
