namespace NeuralMemory.Commands;

/// <summary>What a user types to run the command.</summary>
internal static class ProgramName
{
    /// <summary>Its name where it is installed.</summary>
    public const string Installed = "neuralmemory";

    private const string Project = "NeuralMemory.Cli.csproj";

    /// <summary>A build lies three folders below its project: bin, the configuration, the framework.</summary>
    private const int Depth = 3;

    /// <summary>
    /// The command's name; of a build that lies where its project is, and that no shell therefore finds by a name, what runs the project.
    /// </summary>
    /// <param name="program">The folder of the program.</param>
    /// <param name="here">The folder that the user works in.</param>
    public static string Find(string program, string here)
    {
        string? folder = Path.TrimEndingDirectorySeparator(program);
        for (int i = 0; i < Depth && folder is not null; i++)
            folder = Path.GetDirectoryName(folder);
        return folder is not null && File.Exists(Path.Combine(folder, Project))
            ? $"dotnet run -c Release --project {CommandText.Quote(Path.GetRelativePath(here, folder))} --"
            : Installed;
    }
}
