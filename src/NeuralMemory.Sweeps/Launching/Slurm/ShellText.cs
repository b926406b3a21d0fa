namespace NeuralMemory.Sweeps;

/// <summary>Text as it is written in scripts.</summary>
internal static class ShellText
{
    private const string Plain = "-_./=:,+@%";

    /// <summary>A word of a shell, in quotes where it needs them.</summary>
    public static string Word(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c))
        ? text
        : $"'{text.Replace("'", "'\\''")}'";

    /// <summary>A value in a line <c>#SBATCH --name=value</c>, which no shell reads, but sbatch, with quotes and backslashes.</summary>
    public static string Directive(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c))
        ? text
        : $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
