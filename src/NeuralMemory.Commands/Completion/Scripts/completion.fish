# Completion of neuralmemory for fish. For this shell: neuralmemory completion fish | source
# For every one: neuralmemory completion fish > ~/.config/fish/completions/neuralmemory.fish
function __neuralmemory_complete
    set -l words (commandline -opc)
    set -l line (string join ' ' -- $words[2..-1] (commandline -ct))
    $words[1] "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete -c neuralmemory -a '(__neuralmemory_complete)'
