namespace NeuralMemory.Experiments;

/// <summary>
/// What a machine answered in one episode while its own answer came back to it. Symbols are the words of their vocabulary, or their numbers
/// where they have none.
/// </summary>
/// <param name="Episode">The number of the episode, or of the text, from 0.</param>
/// <param name="Shown">What was shown before the answer, in the channels that hold symbols or words, each with its name.</param>
/// <param name="Wanted">The answer that was wanted, its end left out; null where it is not known.</param>
/// <param name="Answer">The answer that was given, its end left out.</param>
/// <param name="HasEnded">Whether the machine ended it, rather than that it came to the most steps there are.</param>
public sealed record GivenAnswer(
    long Episode, IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Shown, IReadOnlyList<string>? Wanted,
    IReadOnlyList<string> Answer, bool HasEnded);
