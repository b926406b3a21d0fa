using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks.Tests;

/// <summary>
/// The generator of MAD's fuzzy in-context recall as its source describes it, token by token, with queries of several keys: what the task
/// says by whole sequences is compared with it.
/// </summary>
/// <param name="vocabulary">The tokens, padding included.</param>
/// <param name="length">The steps.</param>
/// <param name="longest">The most tokens of a key, and of a value.</param>
/// <param name="isTraining">Whether keys have any length.</param>
internal sealed class FuzzyRecallOracle(int vocabulary, int length, int longest, bool isTraining)
{
    private readonly int _keys = (vocabulary - 1) / 2;
    private RandomStream _random = new(default);

    /// <summary>Draws one sequence: its tokens and which of them are to be answered.</summary>
    public (int[] Stream, bool[] Answered) Draw(StreamKey key)
    {
        _random = new(key);
        string question = Motif(KeySize(), 0, _keys - 1), answer = Motif(AnySize(), _keys, vocabulary - 2);
        int place = _random.NextInt(0, length - 2 * (question.Length + answer.Length) - 1);
        List<int> stream = [];
        List<bool> answered = [];
        Dictionary<string, string> known = new() { [question] = answer };
        HashSet<string> presented = [];
        bool isAdded = false;
        while (stream.Count < length - question.Length - answer.Length - 2 * longest)
        {
            string next = Motif(KeySize(), 0, _keys - 1), value = Motif(AnySize(), _keys, vocabulary - 2);
            if (stream.Count >= place && !isAdded)
                next = question;
            isAdded |= next == question;
            known.TryAdd(next, value);
            Add(next, false);
            Add(known[next], !presented.Add(next));
        }

        Add(question, false);
        Add(answer, true);
        int padding = length + 1 - stream.Count;
        return ([.. Enumerable.Repeat(vocabulary - 1, padding), .. stream], [.. Enumerable.Repeat(false, padding), .. answered]);

        void Add(string motif, bool isAnswered)
        {
            stream.AddRange(motif.Select(token => token - 'A'));
            answered.AddRange(motif.Select(_ => isAnswered));
        }
    }

    private int KeySize() => isTraining ? AnySize() : longest;

    private int AnySize() => _random.NextInt(1, longest);

    /// <summary>Different tokens in any order, as letters from A on.</summary>
    private string Motif(int size, int low, int high)
    {
        string motif = "";
        while (motif.Length < size)
        {
            char token = (char)('A' + _random.NextInt(low, high));
            if (!motif.Contains(token, StringComparison.Ordinal))
                motif += token;
        }

        return motif;
    }
}
