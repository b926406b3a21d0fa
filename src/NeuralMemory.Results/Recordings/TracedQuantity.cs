namespace NeuralMemory.Results;

/// <summary>A quantity of a trace: rows of numbers, one row for each step that is kept.</summary>
public sealed record TracedQuantity
{
    /// <summary>What the trace calls it, such as <c>heads/weights</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What a picture calls it beside its head, such as <c>weighting</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The least that its numbers can be; null for any.</summary>
    public double? Low { get; init; }

    /// <summary>The most that they can be; null for any.</summary>
    public double? High { get; init; }

    /// <summary>Whether they are shares: along the last axis they add up to at most 1.</summary>
    public bool IsDistribution { get; init; }

    /// <summary>What rows are: <c>step</c>, or <c>source</c> or <c>latent</c> for what is there once.</summary>
    public string Lead { get; init; } = LeadOfSteps;

    /// <summary>The axes of a row.</summary>
    public required IReadOnlyList<TracedAxis> Axes { get; init; }

    /// <summary>The numbers of the rows that are kept: of large quantities not every step.</summary>
    public required IReadOnlyList<int> Rows { get; init; }

    /// <summary>[rows, axes] the numbers, the last axis fastest.</summary>
    public required ReadOnlyMemory<float> Values { get; init; }

    /// <summary>How many numbers a row has.</summary>
    public int RowLength => Axes.Aggregate(1, (product, axis) => product * axis.Length);

    /// <summary>The numbers of a row by its place among <see cref="Rows"/>.</summary>
    public ReadOnlySpan<float> Row(int place) => Values.Span.Slice(place * RowLength, RowLength);

    /// <summary>The rows of these steps; all of what is there once.</summary>
    internal TracedQuantity Part(int first, int steps)
    {
        if (Lead != LeadOfSteps)
            return this;
        int before = Rows.Count(row => row < first), count = Rows.Count(row => row >= first && row < first + steps);
        return this with
        {
            Rows = [.. Rows.Skip(before).Take(count)],
            Values = Values.Slice(before * RowLength, count * RowLength),
        };
    }

    /// <summary>The place among <see cref="Rows"/> that a step has; -1 where it is not kept.</summary>
    public int PlaceOf(int step)
    {
        // Nearly always every step is kept.
        int guess = step - (Rows.Count == 0 ? 0 : Rows[0]);
        if (guess >= 0 && guess < Rows.Count && Rows[guess] == step)
            return guess;
        for (int row = 0; row < Rows.Count; row++)
            if (Rows[row] == step)
                return row;
        return -1;
    }

    /// <summary>What <see cref="Lead"/> is where a row is a step.</summary>
    public const string LeadOfSteps = "step";
}

/// <summary>An axis of a traced quantity.</summary>
/// <param name="Name">What it counts, such as <c>slot</c>.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Labels">What each is called; null where its number says all.</param>
public sealed record TracedAxis(string Name, int Length, IReadOnlyList<string>? Labels = null);
