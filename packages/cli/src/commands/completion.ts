/**
 * `vip completion`: what a shell needs to complete our command line, made from the program itself.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {FAILOVER, LESSONS} from '@vip/core';
import type {Command} from 'commander';
import {EXIT} from '../exit.js';
import {print} from '../output.js';

/** The words after which a value follows that can be named. */
const VALUES: Readonly<Record<string, string>> = {
  '--form': 'request reply both',
  '--target-mac': 'broadcast zero self',
  '--driver': 'vip keepalived ucarp exec',
  '--node': 'host lan ext router remote ns0 ns1',
};

/** Arguments that can be named, by command. */
function argumentsOf(name: string): string {
  if (name === 'experiment') return [FAILOVER, ...LESSONS].map(lesson => lesson.name).join(' ');
  if (name === 'exec') return VALUES['--node'] ?? '';
  return name === 'completion' ? 'bash zsh' : '';
}

/** @throws VipError `BAD_ARGUMENT` for any other shell */
export function completion(program: Command, shell: string): number {
  if (shell !== 'bash' && shell !== 'zsh') {
    throw new VipError('BAD_ARGUMENT', `completion: expected bash or zsh, got ${JSON.stringify(shell)}`);
  }
  // zsh runs bash's completions through a function of its own (zshcompsys(1)).
  if (shell === 'zsh') print('#compdef vip', 'autoload -U +X bashcompinit && bashcompinit');
  print(bashCompletion(program));
  return EXIT.done;
}

function bashCompletion(program: Command): string {
  const cases = program.commands.map(command => {
    const options = command.options.map(({long}) => long).join(' ');
    return `    ${command.name()}) words="${options} --help ${argumentsOf(command.name())}" ;;`;
  });
  const values = Object.entries(VALUES).map(([option, words]) => `    ${option}) words="${words}" ;;`);
  return `# vip: completion; load it with: source <(vip completion bash)
_vip() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  case "$before" in
    -I|--iface|--parent) words="$(sed -n 's/^ *\\([^: ]*\\):.*/\\1/p' /proc/net/dev)" ;;
    --netns) words="$(ls /run/netns 2>/dev/null)" ;;
${values.join('\n')}
    --read|-r|--write|-w|--out|--topology|--junit|--config) COMPREPLY=($(compgen -f -- "$word")); return ;;
  esac
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$word")); return; fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) words="${program.commands.map(command => command.name()).join(' ')} help --help --version" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -F _vip vip`;
}
