using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>Where the runs are that pages name.</summary>
/// <param name="options">What is shown.</param>
public sealed class RunFolders(ViewOptions options)
{
    /// <summary>The folder of a run.</summary>
    /// <param name="name">Its path below the shown folder; empty for the shown folder itself.</param>
    /// <exception cref="RunException">There is no such run there.</exception>
    public string PathOf(string name)
    {
        string root = Path.GetFullPath(options.Folder);
        string path = Path.GetFullPath(Path.Combine(root, name));
        return path == root || path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new RunException(RunProblem.Missing, $"there is no run '{name}' here");
    }
}
