using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>Where a path leads when all links in it are followed.</summary>
internal static class RealPath
{
    /// <summary>As many links as the system follows before it calls them a circle.</summary>
    private const int MostLinks = 40;

    /// <summary>The path without a link in it. What is not there is taken as it is.</summary>
    /// <exception cref="RunException">Links lead in a circle, or the system refused.</exception>
    public static string Of(string path) => Of(Path.GetFullPath(path), MostLinks);

    private static string Of(string full, int left)
    {
        if (left == 0)
            throw new RunException(RunProblem.Storage, $"cannot read '{full}': links lead in a circle");
        string real = Path.GetPathRoot(full)!;
        foreach (string part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(real, part);
            real = TargetOf(next) is { } target ? Of(Path.GetFullPath(target, real), left - 1) : next;
        }

        return real;
    }

    private static string? TargetOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RunException.Refused("read", path, exception);
        }
    }
}
