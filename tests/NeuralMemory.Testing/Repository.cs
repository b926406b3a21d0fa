namespace NeuralMemory.Testing;

/// <summary>Where the repository's files lie, seen from a test that runs in its output folder.</summary>
internal static class Repository
{
    /// <summary>The folder of NeuralMemory.sln.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The path of a file of the repository.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "NeuralMemory.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"NeuralMemory.sln is in no folder above {AppContext.BaseDirectory}");
    }
}
