using System.Globalization;

namespace NeuralMemory.Tasks;

/// <summary>What previews say of an episode, drawn as text or as a picture.</summary>
public static class PreviewText
{
    /// <summary>What stands above an episode: <c>copy, episode 5</c>.</summary>
    public static string HeadOf(Episode episode) => $"{episode.Task.Name}, episode {episode.Number}";

    /// <summary>Its parameters and its length: <c>length = 6, 13 steps</c>.</summary>
    public static string TitleOf(Episode episode)
    {
        IEnumerable<string> values = episode.Task.Parameters
            .Select((parameter, i) => string.Create(CultureInfo.InvariantCulture, $"{parameter.Name} = {episode.Parameters[i]:0.####}"));
        return string.Join(", ", values.Append(episode.Length == 1 ? "1 step" : $"{episode.Length} steps"));
    }

    /// <summary>The letter that stands for a phase: A to Z, then a to z, then again from A on.</summary>
    public static char LetterOf(int phase) => (char)((phase % 52) is var i && i < 26 ? 'A' + i : 'a' + i - 26);
}
