# Completion of neuralmemory for PowerShell. For this session: neuralmemory completion powershell | Out-String | Invoke-Expression
# For every one, the same line in $PROFILE.
Register-ArgumentCompleter -Native -CommandName neuralmemory -ScriptBlock {
    param($word, $syntax, $position)
    $elements = @($syntax.CommandElements | ForEach-Object { $_.Extent.Text })
    $program = $elements[0]
    $line = (@($elements | Select-Object -Skip 1) -join ' ')
    if ($word -eq '' -and $line -ne '') { $line += ' ' }
    & $program "[suggest:$($line.Length)]" $line 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
