using System.Collections.Concurrent;
using System.Reflection;

namespace NeuralMemory.Results;

/// <summary>What a program was built from.</summary>
/// <param name="Version">Its version, for example <c>0.1.0</c>.</param>
/// <param name="Commit">The commit; null if the build does not say.</param>
/// <param name="Dirty">Whether files differed from it; null if unknown, as for an installed program.</param>
internal sealed record ProgramVersion(string Version, string? Commit, bool? Dirty)
{
    /// <summary>
    /// What git says of a commit. Asked once a process, which was built before it began: git takes longer than to begin a run.
    /// </summary>
    private static readonly ConcurrentDictionary<string, Task<bool?>> Dirtiness = new();

    /// <summary>That of an assembly; the program's folder tells whether the sources were changed.</summary>
    public static ProgramVersion Of(Assembly program)
    {
        (string version, string? commit) = BuildOf(program);
        return new(version, commit, commit is null ? null : Ask(commit).GetAwaiter().GetResult());
    }

    /// <summary>Begins to ask git, so that what it answers is there when it is wanted.</summary>
    public static void Expect(Assembly program)
    {
        if (BuildOf(program).Commit is { } commit)
            _ = Ask(commit);
    }

    private static (string Version, string? Commit) BuildOf(Assembly program)
    {
        // The compiler stores "0.1.0+commit" when it builds inside a work tree.
        string? informational = program.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        string[] version = (informational ?? "unknown").Split('+', 2);
        return (version[0], version.Length == 2 ? version[1] : null);
    }

    private static Task<bool?> Ask(string commit) =>
        Dirtiness.GetOrAdd(commit, built => WorkTree.IsDirtyAsync(AppContext.BaseDirectory, built));
}
