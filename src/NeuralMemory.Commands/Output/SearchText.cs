namespace NeuralMemory.Commands;

/// <summary>How a machine's own answers were searched for: what is counted with one beam is not what is counted with another.</summary>
internal static class SearchText
{
    private const string Head = "free: ";

    /// <summary>Prints a line about it.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="beam">How many answers were kept side by side; null where nothing came back, so that nothing is printed.</param>
    public static void Print(Terminal terminal, int? beam)
    {
        if (beam is { } width)
            terminal.WriteWords($"{Head} {Of(width)}", indent: Head.Length + 1);
    }

    private static string Of(int beam) => beam == 1
        ? "the machine's own words, greedy (beam of 1)"
        : $"the machine's own words, beam of {beam}";
}
