using System.Reflection;

namespace NeuralMemory.Cli;

/// <summary>Which program this is.</summary>
internal static class ProgramVersion
{
    private static readonly string s_full =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The version, for example <c>0.1.0</c>.</summary>
    public static string Short => s_full.Split('+')[0];

    /// <summary>The commit it was built from, or null.</summary>
    public static string? Commit => s_full.Split('+') is [_, var commit] ? commit : null;
}
