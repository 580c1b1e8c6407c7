/**
 * Connects the definition of `vip lesson` with the code that carries it out.
 *
 * @module
 */

import {commandOf} from '../grammar/command.js';
import type {Finish} from '../grammar/define.js';
import {LESSON, LESSON_NAMES} from '../grammar/lesson.js';

export function lessonCommand(finish: Finish) {
  return commandOf(LESSON)
    .argument('[name]', `which one: ${LESSON_NAMES.join(', ')}`)
    .action(async (name, options) => {
      const {lesson, listLessons} = await import('../commands/lesson.js');
      finish(name === undefined ? listLessons(options.json === true) : await lesson(name, options));
    });
}
