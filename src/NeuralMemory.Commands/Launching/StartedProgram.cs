namespace NeuralMemory.Commands;

/// <summary>What started this process, so that another machine with the same files can start it as well.</summary>
internal static class StartedProgram
{
    private const string Runtime = "dotnet";

    /// <summary>The program, or <c>dotnet</c> and the program's library, as full paths.</summary>
    public static IReadOnlyList<string> Words
    {
        get
        {
            string process = Environment.ProcessPath ?? Runtime;
            return Path.GetFileNameWithoutExtension(process) == Runtime
                ? [process, Path.GetFullPath(Environment.GetCommandLineArgs()[0])]
                : [process];
        }
    }
}
