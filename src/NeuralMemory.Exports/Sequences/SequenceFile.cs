using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>
/// Reads sequences of one's own, to be answered by a machine: <c>.jsonl</c>, <c>.csv</c> or <c>.npz</c>. They have the channels of a task;
/// what an episode of that task would be made of does not matter.
/// </summary>
public static class SequenceFile
{
    private static readonly (string Ending, Func<string, SequenceChannels, IReadOnlyList<GivenSequence>> Read)[] Formats =
        [(".jsonl", JsonSequences.Read), (".csv", CsvSequences.Read), (".npz", NpzSequences.Read)];

    /// <summary>What a file can end in.</summary>
    public static IReadOnlyList<string> Endings { get; } = [.. Formats.Select(format => format.Ending)];

    /// <summary>Reads a file.</summary>
    /// <param name="option">What names the file, for a message.</param>
    /// <param name="path">The file.</param>
    /// <param name="task">The task whose channels the sequences have.</param>
    /// <param name="readsSource">Whether the machine reads what an answer is read from apart.</param>
    /// <returns>The sequences, at least one.</returns>
    /// <exception cref="InvalidInputException">
    /// The file ends in nothing that is known, or its content is wrong: each problem has its line and key.
    /// </exception>
    /// <exception cref="RunException">There is no such file, it is empty, or the system refused.</exception>
    public static IReadOnlyList<GivenSequence> Read(string option, string path, TaskDefinition task, bool readsSource)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(task);
        (string ending, Func<string, SequenceChannels, IReadOnlyList<GivenSequence>>? read) =
            Array.Find(Formats, format => path.EndsWith(format.Ending, StringComparison.OrdinalIgnoreCase));
        if (read is null)
            throw new InvalidInputException(SourceMark.WholeFile(option),
                $"the name of the file says what it is, and {Quoted.Text(path)} ends in none of {string.Join(", ", Endings)}");
        if (Directory.Exists(path))
            throw new RunException(RunProblem.Missing, $"cannot read '{path}': it is a folder, not a file");
        if (!File.Exists(path))
            throw new RunException(RunProblem.Missing, $"cannot read '{path}': there is no such file");
        SequenceChannels channels = new(task, readsSource);
        IReadOnlyList<GivenSequence> sequences;
        try
        {
            sequences = read(path, channels);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RunException.Refused("read", path, exception);
        }

        channels.Diagnostics.ThrowIfAny();
        return sequences.Count > 0 ? sequences : throw new InvalidInputException(SourceMark.WholeFile(path), "it has no sequence");
    }
}
