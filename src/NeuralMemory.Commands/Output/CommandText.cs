namespace NeuralMemory.Commands;

/// <summary>Command lines as one would type them.</summary>
internal static class CommandText
{
    private const string Plain = "-_./=:,+@%";

    /// <summary>The command line of these arguments.</summary>
    public static string Of(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quote).Prepend(ProgramName.Installed));

    /// <summary>An argument in quotes, if a shell needs them.</summary>
    public static string Quote(string argument) => argument.Length > 0 && argument.All(c => char.IsLetterOrDigit(c) || Plain.Contains(c))
        ? argument
        : $"'{argument.Replace("'", "'\\''")}'";
}
