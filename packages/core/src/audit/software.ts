/**
 * The software that files belong to.
 *
 * @module
 */

import {type NodeFile, SOFTWARE, softwareOf} from '@vip/analysis/internal/audit';
import {VipError} from '@vip/arp';

/**
 * The one of `SOFTWARE` that all files are for.
 *
 * @throws VipError `NOT_POSSIBLE` if a file is for none of them, or two are for different ones
 */
export function softwareIn(files: readonly NodeFile[]): string {
  const names = files.map(file => {
    const software = softwareOf(file);
    if ('name' in software) return software.name;
    const expected = `${SOFTWARE.slice(0, -1).join(', ')} or ${SOFTWARE.at(-1)}`;
    throw new VipError(
      'NOT_POSSIBLE',
      `${file.file}: expected a configuration of ${expected}, got ${software.got}`,
    );
  });
  const [name = 'keepalived'] = names;
  const stray = names.findIndex(other => other !== name);
  if (stray < 0) return name;
  throw new VipError(
    'NOT_POSSIBLE',
    `audit: expected files of one software, got ${name} in ${files[0]?.file} and ${names[stray]} in ${files[stray]?.file}`,
  );
}
