using NeuralMemory.Experiments;

namespace NeuralMemory.Commands.Tests;

/// <summary>Runs the command within the test: quick, but without a process's signals and streams.</summary>
internal static class InProcess
{
    public static Outcome Run(params string[] arguments) => Run(arguments, (output, error) => new(output, error));

    public static Outcome Run(EngineCatalog engines, params string[] arguments) =>
        Run(arguments, (output, error) => new(output, error), engines);

    public static Outcome Run(string[] arguments, Func<TextWriter, TextWriter, Terminal> open, EngineCatalog? engines = null)
    {
        StringWriter output = new(), error = new();
        using Terminal terminal = open(output, error);
        int exitCode = CommandLine.Run(arguments, terminal, engines);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
