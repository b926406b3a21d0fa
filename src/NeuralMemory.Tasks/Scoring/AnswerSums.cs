namespace NeuralMemory.Tasks;

/// <summary>How well answers are that a machine gave while its own symbols came back to it.</summary>
public readonly record struct AnswerSums
{
    /// <summary>How many answers there are.</summary>
    public long Answers { get; init; }

    /// <summary>Those that are what is wanted from the first symbol to the end.</summary>
    public long RightAnswers { get; init; }

    /// <summary>The symbols wanted, ends included.</summary>
    public long WantedSymbols { get; init; }

    /// <summary>Those that stand in their place in the answer.</summary>
    public long RightSymbols { get; init; }

    /// <summary>The counts that BLEU is made of; ends are no symbols of it.</summary>
    public BleuSums Bleu { get; init; }

    /// <summary>Symbols that stand in their place, in percent of those wanted; not a number without answers.</summary>
    public double TokenAccuracyPercent => 100.0 * RightSymbols / WantedSymbols;

    /// <summary>Answers that are right as a whole, in percent; not a number without answers.</summary>
    public double ExactMatchPercent => 100.0 * RightAnswers / Answers;

    /// <summary>The sums of both sets of answers together.</summary>
    public AnswerSums Plus(in AnswerSums other) => new()
    {
        Answers = Answers + other.Answers,
        RightAnswers = RightAnswers + other.RightAnswers,
        WantedSymbols = WantedSymbols + other.WantedSymbols,
        RightSymbols = RightSymbols + other.RightSymbols,
        Bleu = Bleu.Plus(other.Bleu),
    };

    /// <summary>The sums of one answer.</summary>
    /// <param name="answer">Its symbols, the end included where it has one.</param>
    /// <param name="wanted">Those wanted, the end included where there is one.</param>
    /// <param name="end">The symbol that ends an answer; null for none.</param>
    public static AnswerSums Of(ReadOnlySpan<int> answer, ReadOnlySpan<int> wanted, int? end)
    {
        int right = 0;
        for (int i = 0; i < wanted.Length; i++)
            right += i < answer.Length && answer[i] == wanted[i] ? 1 : 0;
        return new()
        {
            Answers = 1,
            RightAnswers = answer.SequenceEqual(wanted) ? 1 : 0,
            WantedSymbols = wanted.Length,
            RightSymbols = right,
            Bleu = BleuSums.Of(WithoutEnd(answer, end), WithoutEnd(wanted, end)),
        };
    }

    private static ReadOnlySpan<int> WithoutEnd(ReadOnlySpan<int> symbols, int? end) =>
        end is { } last && symbols.Length > 0 && symbols[^1] == last ? symbols[..^1] : symbols;
}
