/**
 * The text of a small file that an option names.
 *
 * @module
 */

import {readSmallText} from '@vip/core/internal/small-file';
import {readingFrom} from '@vip/core/internal/unreadable';

/** The text of a small file. @throws VipError `FILE_FAILED` */
export function readFileText(file: string): string {
  return readingFrom(file, () => readSmallText(file));
}
