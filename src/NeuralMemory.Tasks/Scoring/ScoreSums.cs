namespace NeuralMemory.Tasks;

/// <summary>How well targets of some episodes were met: those of all channels, or of one.</summary>
/// <remarks>
/// After a terminator nothing is judged any more: the counts leave it out. The cross-entropy is that of everything that is scored.
/// </remarks>
public readonly record struct ScoreSums
{
    /// <summary>How many episodes were scored: those of which anything is.</summary>
    public long Sequences { get; init; }

    /// <summary>How many episodes there were besides, of which nothing is scored: they count in no metric.</summary>
    public long UnscoredSequences { get; init; }

    /// <summary>Those of which any bit, number or symbol was judged: of all channels together each of <see cref="Sequences"/>.</summary>
    public long JudgedSequences { get; init; }

    /// <summary>Those with any wrong bit, number or symbol.</summary>
    public long WrongSequences { get; init; }

    /// <summary>The bits judged.</summary>
    public long TargetBits { get; init; }

    /// <summary>Those on the wrong side of one half.</summary>
    public long WrongBits { get; init; }

    /// <summary>The symbols judged.</summary>
    public long TargetSymbols { get; init; }

    /// <summary>Those of which the most probable class was not wanted.</summary>
    public long WrongSymbols { get; init; }

    /// <summary>The numbers judged.</summary>
    public long TargetNumbers { get; init; }

    /// <summary>Those whose answer is further off than the tolerance of their channel, or is no number.</summary>
    public long WrongNumbers { get; init; }

    /// <summary>The sum of the squared errors of the numbers judged.</summary>
    public double SquaredError { get; init; }

    /// <summary>The sum of their absolute errors.</summary>
    public double AbsoluteError { get; init; }

    /// <summary>The share of right bits, numbers and symbols of a sequence, summed over the sequences judged.</summary>
    public double Accuracy { get; init; }

    /// <summary>
    /// How many of the bits and symbols judged guessing gets right on average: of each one by the number of its classes.
    /// </summary>
    public double Guessed { get; init; }

    /// <summary>The sum of the cross-entropies; numbers have none.</summary>
    public double Nats { get; init; }

    /// <summary>What is lost in all: cross-entropies in nats, and squared errors.</summary>
    public double Loss => Nats + SquaredError;

    /// <summary>The bits, numbers and symbols judged.</summary>
    public long Targets => TargetBits + TargetNumbers + TargetSymbols;

    /// <summary>Those that are wrong.</summary>
    public long Wrong => WrongBits + WrongNumbers + WrongSymbols;

    /// <summary>What the reference predictor pays for the same episodes; 0 when it was not asked.</summary>
    public double ReferenceNats { get; init; }

    /// <summary>How well those answers are that came back to the machine; all 0 when it was not asked.</summary>
    public AnswerSums Answers { get; init; }

    /// <summary>The cross-entropy in bits of a sequence, on average.</summary>
    public double BitsPerSequence => Nats / Math.Log(2) / Sequences;

    /// <summary>The wrong bits of a sequence, on average.</summary>
    public double BitErrorsPerSequence => (double)WrongBits / Sequences;

    /// <summary>Wrong bits in percent of all target bits.</summary>
    public double WrongBitsPercent => 100.0 * WrongBits / TargetBits;

    /// <summary>The share of sequences with any wrong bit, number or symbol, 0 to 1.</summary>
    public double SequenceErrors => (double)WrongSequences / JudgedSequences;

    /// <summary>The sums of both sets of episodes together.</summary>
    public ScoreSums Plus(in ScoreSums other) => new()
    {
        Sequences = Sequences + other.Sequences,
        UnscoredSequences = UnscoredSequences + other.UnscoredSequences,
        JudgedSequences = JudgedSequences + other.JudgedSequences,
        WrongSequences = WrongSequences + other.WrongSequences,
        TargetBits = TargetBits + other.TargetBits,
        WrongBits = WrongBits + other.WrongBits,
        TargetSymbols = TargetSymbols + other.TargetSymbols,
        WrongSymbols = WrongSymbols + other.WrongSymbols,
        TargetNumbers = TargetNumbers + other.TargetNumbers,
        WrongNumbers = WrongNumbers + other.WrongNumbers,
        SquaredError = SquaredError + other.SquaredError,
        AbsoluteError = AbsoluteError + other.AbsoluteError,
        Accuracy = Accuracy + other.Accuracy,
        Guessed = Guessed + other.Guessed,
        Nats = Nats + other.Nats,
        ReferenceNats = ReferenceNats + other.ReferenceNats,
        Answers = Answers.Plus(other.Answers),
    };

    /// <summary>The value of a metric; not a number where nothing was judged.</summary>
    public double Value(MetricKind metric) => metric switch
    {
        MetricKind.BitsPerSequence => BitsPerSequence,
        MetricKind.BitErrorsPerSequence => BitErrorsPerSequence,
        MetricKind.WrongBitsPercent => WrongBitsPercent,
        MetricKind.SymbolErrorsPerSequence => (double)WrongSymbols / Sequences,
        MetricKind.WrongSymbolsPercent => 100.0 * WrongSymbols / TargetSymbols,
        MetricKind.SquaredError => SquaredError / TargetNumbers,
        MetricKind.AbsoluteError => AbsoluteError / TargetNumbers,
        MetricKind.WrongNumbersPercent => 100.0 * WrongNumbers / TargetNumbers,
        MetricKind.SequenceErrors => SequenceErrors,
        MetricKind.AccuracyPercent => 100 * Accuracy / JudgedSequences,
        MetricKind.ExactMatchPercent => 100.0 * (JudgedSequences - WrongSequences) / JudgedSequences,
        MetricKind.TokenAccuracyPercent => 100.0 * (TargetSymbols - WrongSymbols) / TargetSymbols,
        MetricKind.ScaledAccuracy =>
            (TargetBits + TargetSymbols - WrongBits - WrongSymbols - Guessed) / (TargetBits + TargetSymbols - Guessed),
        MetricKind.FreeTokenAccuracyPercent => Answers.TokenAccuracyPercent,
        MetricKind.FreeExactMatchPercent => Answers.ExactMatchPercent,
        MetricKind.Bleu => Answers.Bleu.Score,
        MetricKind.ReferenceBitsPerSequence => ReferenceNats / Math.Log(2) / Sequences,
        MetricKind.BitsAboveReference => (Nats - ReferenceNats) / Math.Log(2) / Sequences,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "a metric without a value"),
    };
}
