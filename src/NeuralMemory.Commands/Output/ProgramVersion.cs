using System.Reflection;

namespace NeuralMemory.Commands;

/// <summary>Which program this is.</summary>
internal static class ProgramVersion
{
    private const int Digits = 7;

    private static readonly string Full =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The version, for example <c>0.1.0</c>.</summary>
    public static string Short => Full.Split('+')[0];

    /// <summary>The version; between two releases the commit too, as in <c>0.1.1-alpha.37+abc1234</c>.</summary>
    public static string Exact => Tell(Full);

    /// <summary>The same of a version as the compiler writes it, <c>0.1.1-alpha.37</c> with the whole commit behind a plus.</summary>
    internal static string Tell(string full) =>
        full.Split('+') is [var version, { Length: > Digits } commit] && version.Contains('-', StringComparison.Ordinal)
            ? $"{version}+{commit[..Digits]}"
            : full.Split('+')[0];

    /// <summary>The commit it was built from, or null.</summary>
    public static string? Commit => Full.Split('+') is [_, var commit] ? commit : null;
}
