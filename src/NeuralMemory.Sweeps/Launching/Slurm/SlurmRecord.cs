using System.Globalization;

namespace NeuralMemory.Sweeps;

/// <summary>What a task leaves about itself.</summary>
internal enum SlurmEnd
{
    /// <summary>It runs, or was killed.</summary>
    Running,

    /// <summary>The program has ended, and the task with it.</summary>
    Ended,

    /// <summary>It goes back into the queue.</summary>
    Requeued,

    /// <summary>Somebody cancelled it.</summary>
    Cancelled,

    /// <summary>It was stopped, with a checkpoint, and not put back into the queue.</summary>
    Interrupted,
}

/// <summary>What a task leaves about itself.</summary>
/// <param name="End">What became of it.</param>
/// <param name="Code">The program's exit code; null where it has none yet.</param>
/// <param name="Node">Where it ran last; null for nowhere.</param>
internal sealed record SlurmRecord(SlurmEnd End, int? Code = null, string? Node = null)
{
    private const int Words = 5;

    /// <summary>As it stands in a file: the word, the code, the task's name, its restarts, the node.</summary>
    public string Text =>
        $"{Enum.GetName(End)!.ToLowerInvariant()} {Code?.ToString(CultureInfo.InvariantCulture) ?? "-"} - - {Node ?? "?"}";

    /// <summary>Reads what a script has written; null for something else.</summary>
    public static SlurmRecord? Parse(string line)
    {
        string[] parts = line.Split(' ');
        // A number would be taken for a word by its place.
        return parts.Length >= Words && !char.IsAsciiDigit(parts[0].FirstOrDefault('0'))
            && Enum.TryParse(parts[0], ignoreCase: true, out SlurmEnd end)
            ? new(end, int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int code) ? code : null,
                parts[4] == "?" ? null : parts[4])
            : null;
    }
}
