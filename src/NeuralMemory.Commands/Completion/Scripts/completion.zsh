#compdef neuralmemory
# Completion of neuralmemory for zsh. For this shell: source <(neuralmemory completion zsh)
# For every one: neuralmemory completion zsh > ~/.zfunc/_neuralmemory, with fpath+=~/.zfunc before compinit in ~/.zshrc
_neuralmemory() {
    local line="${(j: :)${(@Q)words[2,CURRENT]}}"
    local -a found open
    found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
    # After these more can follow.
    open=("${(@M)found:#*[/=]}")
    found=("${(@)found:#*[/=]}")
    found=("${(@)found:#}")
    local missed=1
    (( ${#found} )) && compadd -- "${found[@]}" && missed=0
    (( ${#open} )) && compadd -S '' -- "${open[@]}" && missed=0
    (( missed )) && _files && missed=0
    return missed
}
if [ "$funcstack[1]" = "_neuralmemory" ]; then
    _neuralmemory
else
    compdef _neuralmemory neuralmemory
fi
