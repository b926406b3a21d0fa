using NeuralMemory.Testing;

namespace NeuralMemory.Architecture.Tests;

/// <summary>The repository's files, without what builds and runs leave behind.</summary>
internal static class Sources
{
    private static readonly string[] Left = ["bin", "obj", ".git", "results", "TestResults", "artifacts", "BenchmarkDotNet.Artifacts"];

    public static IEnumerable<string> ProjectsUnder(params string[] folder) =>
        Under(folder).Where(path => path.EndsWith(".csproj", StringComparison.Ordinal));

    public static IEnumerable<string> CodeUnder(params string[] folder) =>
        Under(folder).Where(path => path.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>Every file below a folder of the repository.</summary>
    public static IEnumerable<string> Under(params string[] folder) => Walk(Repository.Path(folder)).Order(StringComparer.Ordinal);

    /// <summary>A path as a message shows it.</summary>
    public static string Show(string path) => Path.GetRelativePath(Repository.Root, path);

    private static IEnumerable<string> Walk(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(child => !Left.Contains(Path.GetFileName(child))).SelectMany(Walk))
        : [];
}
