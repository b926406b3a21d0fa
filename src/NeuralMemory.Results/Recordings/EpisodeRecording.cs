namespace NeuralMemory.Results;

/// <summary>One episode as a machine answered it: T steps of I input and O target channels, and where the heads were.</summary>
public sealed record EpisodeRecording
{
    /// <summary>The task's name.</summary>
    public required string Task { get; init; }

    /// <summary>N, the slots of the memory; null for a machine without one.</summary>
    public int? Slots { get; init; }

    /// <summary>[T, I]</summary>
    public required float[,] Inputs { get; init; }

    /// <summary>[T, O] where symbols are wanted by their numbers, such a channel holds the number, or -1 where nothing is wanted.</summary>
    public required float[,] Targets { get; init; }

    /// <summary>
    /// [T, O] the machine's probabilities: of a 1, and of each class of a symbol; of a number the number; where symbols are wanted by
    /// their numbers, the number of the most probable one.
    /// </summary>
    public required float[,] Outputs { get; init; }

    /// <summary>[T] whether any of a step's targets counts.</summary>
    public required bool[] Scored { get; init; }

    /// <summary>
    /// [T, O] which of the targets of a scored step count: of a channel with a terminator those up to it; null when all of them do.
    /// </summary>
    public bool[,]? Mask { get; init; }

    /// <summary>
    /// The target channels that are classes of a symbol, or hold its number; every other one is a bit, or one of <see cref="Numbers"/>.
    /// </summary>
    public IReadOnlyList<RecordedSymbol> Symbols { get; init; } = [];

    /// <summary>The target channels that are numbers, with how far an answer may be off.</summary>
    public IReadOnlyList<RecordedNumbers> Numbers { get; init; } = [];

    /// <summary>The input channels that hold a symbol's number.</summary>
    public IReadOnlyList<RecordedSymbol> ShownSymbols { get; init; } = [];

    /// <summary>The heads, readers first; empty for a machine without memory.</summary>
    public IReadOnlyList<HeadRecording> Heads { get; init; } = [];

    /// <summary>What else shows how the memory was used; empty for a machine without such quantities.</summary>
    public IReadOnlyList<PanelRecording> Panels { get; init; } = [];

    /// <summary>T, the number of steps.</summary>
    public int Steps => Scored.Length;

    /// <summary>What is counted: bits, numbers, symbols, or answers of several kinds.</summary>
    public string Unit => Symbols.Count == 0 && Numbers.Count == 0 ? "bits"
        : Symbols.Sum(symbol => symbol.Channels) == Targets.GetLength(1) ? "symbols"
        : Numbers.Sum(number => number.Channels) == Targets.GetLength(1) ? "numbers" : "answers";

    /// <summary>Bits, numbers and symbols that count.</summary>
    public int ScoredAnswers => CountAll(Counts);

    /// <summary>How many of them the machine has wrong.</summary>
    public int WrongAnswers => CountAll(IsAnswerWrong);

    /// <summary>How many of a step's the machine has wrong.</summary>
    public int WrongAnswersAt(int step) => CountAt(step, IsAnswerWrong);

    /// <summary>Whether the target of a step and channel counts.</summary>
    public bool Counts(int step, int channel) => Scored[step] && (Mask?[step, channel] ?? true);

    /// <summary>
    /// Whether the machine's answer there counts and is wrong: a bit on the wrong side of one half; a number that is further off than
    /// its tolerance; of a symbol whose most probable class is not wanted, the channels of that class and of the one wanted.
    /// </summary>
    public bool IsWrong(int step, int channel) => IsAnswerWrong(step, channel)
        && (SymbolOf(channel) is not { IsNumber: false } symbol
            || channel == Largest(Outputs, step, symbol) || channel == Largest(Targets, step, symbol));

    private bool IsAnswerWrong(int step, int channel)
    {
        if (!Counts(step, channel))
            return false;
        if (ToleranceOf(channel) is { } tolerance)
            return !(Math.Abs((double)Outputs[step, channel] - Targets[step, channel]) <= tolerance);
        if (SymbolOf(channel) is not { } symbol)
            return Outputs[step, channel] > 0.5f != Targets[step, channel] > 0.5f;
        if (symbol.IsNumber)
            return Outputs[step, channel] != Targets[step, channel];
        return Targets[step, Largest(Outputs, step, symbol)] != Targets[step, Largest(Targets, step, symbol)];
    }

    // Loops and no queries: pages count the answers of ten thousand steps each time that they draw some of them.
    private int CountAll(Func<int, int, bool> isCounted)
    {
        int count = 0;
        for (int step = 0; step < Steps; step++)
            count += CountAt(step, isCounted);
        return count;
    }

    /// <summary>Of the bits, numbers and symbols of a step, each by its first channel, those that are counted.</summary>
    private int CountAt(int step, Func<int, int, bool> isCounted)
    {
        int count = 0;
        for (int channel = 0; Scored[step] && channel < Targets.GetLength(1); channel++)
            if ((SymbolOf(channel) is not { } symbol || symbol.Start == channel) && isCounted(step, channel))
                count++;
        return count;
    }

    /// <summary>How far the answer of a channel may be off that is a number; null for every other channel.</summary>
    public double? ToleranceOf(int channel)
    {
        for (int i = 0; i < Numbers.Count; i++)
            if (channel >= Numbers[i].Start && channel < Numbers[i].Start + Numbers[i].Channels)
                return Numbers[i].Tolerance;
        return null;
    }

    /// <summary>The largest amount of what is wanted and answered in some channels, where it counts; 1 where all of it is 0.</summary>
    /// <param name="start">The first channel.</param>
    /// <param name="channels">How many.</param>
    public float MostOf(int start, int channels)
    {
        float most = 0;
        for (int step = 0; step < Steps; step++)
            for (int channel = start; channel < start + channels; channel++)
                if (Counts(step, channel))
                    most = Math.Max(most, Math.Max(Math.Abs(Targets[step, channel]), Math.Abs(Outputs[step, channel])));
        return most > 0 && float.IsFinite(most) ? most : 1;
    }

    private RecordedSymbol? SymbolOf(int channel)
    {
        for (int i = 0; i < Symbols.Count; i++)
            if (channel >= Symbols[i].Start && channel < Symbols[i].Start + Symbols[i].Channels)
                return Symbols[i];
        return null;
    }

    /// <summary>The most probable class; of equal ones the first.</summary>
    private static int Largest(float[,] values, int step, RecordedSymbol symbol)
    {
        int largest = symbol.Start;
        for (int channel = symbol.Start + 1; channel < symbol.Start + symbol.Classes; channel++)
            if (values[step, channel].CompareTo(values[step, largest]) > 0)
                largest = channel;
        return largest;
    }
}

/// <summary>Target channels over which a machine distributes one probability.</summary>
/// <param name="Start">The first.</param>
/// <param name="Classes">How many there are.</param>
public sealed record RecordedSymbol(int Start, int Classes)
{
    /// <summary>Whether one channel holds the number of the class, in place of a channel for each.</summary>
    public bool IsNumber { get; init; }

    /// <summary>The word that each number stands for; null where it means nothing but itself.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>How many channels the symbol has.</summary>
    public int Channels => IsNumber ? 1 : Classes;
}

/// <summary>Target channels that are numbers, which a machine answers as they are.</summary>
/// <param name="Start">The first.</param>
/// <param name="Channels">How many there are.</param>
/// <param name="Tolerance">How far an answer may be off and is right.</param>
public sealed record RecordedNumbers(int Start, int Channels, double Tolerance);

/// <summary>Where one head was: its weighting's largest entry at each step.</summary>
/// <param name="Name">Such as <c>read head</c>, or <c>read head 2</c> of several.</param>
/// <param name="Slot">[T] the slot with the most weight, from 0.</param>
/// <param name="Weight">[T] that weight, in [0, 1].</param>
public sealed record HeadRecording(string Name, int[] Slot, float[] Weight);

/// <summary>Quantities of a machine over time, each a row.</summary>
/// <param name="Name">What they are, such as <c>usage</c>.</param>
/// <param name="Values">[T, rows] in [0, 1].</param>
/// <param name="Rows">The rows' names, such as <c>write</c>; null where they are the slots.</param>
public sealed record PanelRecording(string Name, float[,] Values, IReadOnlyList<string>? Rows);
