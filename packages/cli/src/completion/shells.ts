/**
 * The part of each shell, which offers the output of the candidates' function: as data, quoted for the command line when one is
 * chosen.
 *
 * @module
 */

import {FILES_FOLLOW} from './candidates.js';
import type {Shell} from './shell.js';

/** The whole script, around the function in POSIX sh. */
export const SCRIPT_OF: Readonly<Record<Shell, (candidates: string) => string>> = {
  bash: candidates => `# vip: completion; load it with: source <(vip completion bash)
${candidates}
_vip() {
  local word="\${COMP_WORDS[COMP_CWORD]}" command="" found name quoted
  ((COMP_CWORD > 1)) && command="\${COMP_WORDS[1]}"
  COMPREPLY=()
  found="$(_vip_candidates "$command" "\${COMP_WORDS[COMP_CWORD-1]}" "$word")"
  if (($? == ${FILES_FOLLOW})); then compopt -o default; return; fi
  while IFS= read -r name; do
    printf -v quoted %q "$name"
    if [[ -n $name && ($name == "$word"* || $quoted == "$word"*) ]]; then COMPREPLY+=("$quoted"); fi
  done <<<"$found"
}
complete -F _vip vip`,

  // As a file of its own in fpath, this is the function's body when it is first called.
  zsh: candidates => `#compdef vip
# vip: completion; load it with: source <(vip completion zsh)
${candidates}
_vip() {
  local command='' found
  local -a names
  ((CURRENT > 2)) && command="\${words[2]}"
  found="$(_vip_candidates "$command" "\${words[CURRENT-1]}" "\${words[CURRENT]}")"
  if (($? == ${FILES_FOLLOW})); then _files; return; fi
  names=("\${(@f)found}")
  compadd -a names
}
if [[ "\${funcstack[1]}" == _vip ]]; then
  _vip "$@"
else
  if ((! $+functions[compdef])); then autoload -Uz compinit && compinit -i; fi
  compdef _vip vip
fi`,

  fish: candidates => `# vip: completion; load it with: vip completion fish | source
set -g __vip_candidates ${quotedForFish(`${candidates}\n_vip_candidates "$@"`)}
function __vip_complete
  set -l typed (commandline -opc)
  set -l word (commandline -ct)
  set -l command ''
  test (count $typed) -gt 1; and set command $typed[2]
  set -l found (sh -c $__vip_candidates sh "$command" "$typed[-1]" "$word")
  if test $status -eq ${FILES_FOLLOW}
    __fish_complete_path "$word"
  else
    printf '%s\\n' $found
  end
end
complete -c vip -f -a '(__vip_complete)'`,
};

/** Between single quotes fish takes a backslash before a backslash or a quote, and nothing else (fish-language(1)). */
function quotedForFish(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
