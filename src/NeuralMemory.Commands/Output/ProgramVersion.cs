using System.Reflection;

namespace NeuralMemory.Commands;

/// <summary>Which program this is.</summary>
internal static class ProgramVersion
{
    private static readonly string Full =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The version, for example <c>0.1.0</c>.</summary>
    public static string Short => Full.Split('+')[0];

    /// <summary>The commit it was built from, or null.</summary>
    public static string? Commit => Full.Split('+') is [_, var commit] ? commit : null;
}
