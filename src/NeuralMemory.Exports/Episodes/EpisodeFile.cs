using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>
/// Files of episodes: <c>.npz</c> has arrays over all episodes, <c>.jsonl</c> an object for each. Episodes go to disk as they come, so that
/// memory does not grow with their number; nobody sees a part of the file.
/// </summary>
public static class EpisodeFile
{
    private const string Arrays = ".npz", Lines = ".jsonl";

    /// <summary>What a file that is written can end in.</summary>
    public static IReadOnlyList<string> Endings { get; } = [Arrays, Lines];

    /// <summary>Refuses a file that cannot be written, before anything is computed.</summary>
    /// <param name="option">What asks for the file, for the message.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException">Its name ends in nothing that is known.</exception>
    /// <exception cref="RunException">It is a folder, or lies in one that does not exist.</exception>
    public static void ExpectPlace(string option, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            throw new InvalidInputException(SourceMark.WholeFile(option),
                $"the name of the file says what it is to be, and {Quoted.Text(path)} ends in neither {string.Join(" nor ", Endings)}");
        AtomicFile.ExpectPlace(path);
    }

    /// <summary>Writes episodes.</summary>
    /// <param name="path">The file, in a folder that exists.</param>
    /// <param name="layout">What they have in common.</param>
    /// <param name="produce">Gives them, one after another, to what it is called with.</param>
    /// <exception cref="RunException">The system refused. What had the name before is intact.</exception>
    public static void Write(string path, EpisodeLayout layout, Action<Action<EpisodeNumbers>> produce)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(produce);
        if (path.EndsWith(Arrays, StringComparison.OrdinalIgnoreCase))
        {
            using NpzEpisodes arrays = new(path, layout);
            produce(arrays.Add);
            arrays.Complete();
        }
        else
        {
            AtomicFile.Write(path, stream => WriteLines(stream, layout, produce));
        }
    }

    /// <summary>Writes episodes as lines of JSON to a stream.</summary>
    /// <param name="stream">Where to; need not seek.</param>
    /// <param name="layout">What they have in common.</param>
    /// <param name="produce">Gives them, one after another, to what it is called with.</param>
    public static void WriteLines(Stream stream, EpisodeLayout layout, Action<Action<EpisodeNumbers>> produce)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(produce);
        using JsonEpisodes lines = new(stream, layout);
        produce(lines.Add);
    }
}
