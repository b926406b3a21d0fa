# Completion of neuralmemory for bash. For this shell: source <(neuralmemory completion bash)
# For every one: neuralmemory completion bash > ~/.local/share/bash-completion/completions/neuralmemory
_neuralmemory() {
    local word=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT} IFS=$'\n'
    # What stands behind the program's name; the program may have been called by a path.
    line=${line#"${line%%[![:space:]]*}"}
    line=${line#"${COMP_WORDS[0]}"}
    line=${line# }
    COMPREPLY=($("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null))
    # Bash ends words at = and :, and the answer has whole ones.
    local whole=${line##* }
    local head=${whole%"$word"}
    [ "$word" = "=" ] || [ "$word" = ":" ] && head=$whole && word=
    COMPREPLY=("${COMPREPLY[@]#"$head"}")
    COMPREPLY=($(compgen -W "$(printf '%q\n' "${COMPREPLY[@]}")" -- "$word"))
    case "${COMPREPLY[0]}" in
        */ | *=) compopt -o nospace ;;
    esac
}
complete -o bashdefault -o default -F _neuralmemory neuralmemory
