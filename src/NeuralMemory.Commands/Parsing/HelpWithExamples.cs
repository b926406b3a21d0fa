using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace NeuralMemory.Commands;

/// <summary>The library's help, and below it the command's examples.</summary>
/// <param name="inner">The library's.</param>
/// <param name="terminal">Where to, and what a user types to run the command.</param>
internal sealed class HelpWithExamples(HelpAction inner, Terminal terminal) : SynchronousCommandLineAction
{
    private static readonly string[] FirstSteps =
    [
        "neuralmemory train configs/ntm-copy.yaml",
        "neuralmemory eval results/ntm-copy-seed1 --set length=50",
        "neuralmemory task preview copy --set length=5",
    ];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        inner.Invoke(parseResult);
        IReadOnlyList<string> examples = parseResult.CommandResult.Command switch
        {
            DocumentedCommand documented => documented.Examples,
            _ => FirstSteps,
        };
        output.WriteLine("Examples:");
        foreach (string example in examples)
            output.WriteLine($"  {terminal.Program}{example[ProgramName.Installed.Length..]}");
        output.WriteLine();
        output.WriteLine("Exit codes:");
        terminal.WriteWords(
            "  0 done, 2 bad usage or config, 3 diverged, 4 interrupted with a checkpoint saved, 1 anything else", indent: 2);
        return ExitCodes.Done;
    }
}
