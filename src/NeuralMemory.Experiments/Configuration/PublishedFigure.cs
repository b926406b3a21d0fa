namespace NeuralMemory.Experiments;

/// <summary>What a paper reports of an experiment, and what we expect of it: what a reproduction is held against.</summary>
public sealed record PublishedFigure
{
    /// <summary>Where it was published.</summary>
    public string Source { get; init; } = "";

    /// <summary>The metric of evaluations that the figure is of.</summary>
    public string Metric { get; init; } = "bits_per_sequence";

    /// <summary>The paper's figure.</summary>
    public double Value { get; init; }

    /// <summary>Whether the paper's machine comes to it.</summary>
    public PublishedResult Result { get; init; }

    /// <summary>How far from the paper's figure a median still reproduces it, at least 0.</summary>
    public double Tolerance { get; init; }

    /// <summary>The parameters of the paper's machine; null where it does not say.</summary>
    public long? Parameters { get; init; }

    /// <summary>How many training sequences the paper's machine took; null where it does not say.</summary>
    public long? Sequences { get; init; }

    /// <summary>What else is to be known, such as why the machines differ; may be empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>The share of seeds that we expect to be solved, 0 to 1; null for no expectation.</summary>
    public double? Solved { get; init; }

    /// <summary>The training sequences within which we expect the median seed to be solved; null for no expectation.</summary>
    public long? Within { get; init; }

    /// <summary>The config that learns this worse, and by how much; null for no expectation.</summary>
    public ExpectedContrast? Contrast { get; init; }

    /// <summary>What we expect of the median seed when its training has ended; may be empty.</summary>
    public IReadOnlyList<Expectation> Expect { get; init; } = [];
}

/// <summary>What a paper reports of a machine and a figure.</summary>
public enum PublishedResult
{
    /// <summary>The machine comes to the figure.</summary>
    Reaches,

    /// <summary>The machine does not come to the figure, which is another machine's: it stays worse by more than the tolerance.</summary>
    Fails,
}

/// <summary>
/// A claim about two configs: the median seed of the other one takes so many times the training sequences to be solved, or never is.
/// </summary>
public sealed record ExpectedContrast
{
    /// <summary>The name of the other config, which is in the same folder.</summary>
    public string With { get; init; } = "";

    /// <summary>How many times the sequences of this one's median seed that of the other takes at least; at least 1.</summary>
    public double Times { get; init; } = 1;
}

/// <summary>A bound on the median seed's metric at one point of the evaluation grid.</summary>
public sealed record Expectation
{
    /// <summary>The point: values of axes of the grid; empty for the final evaluation.</summary>
    public IReadOnlyDictionary<string, double> At { get; init; } = new OrderedDictionary<string, double>();

    /// <summary>The metric; null for that of the published figure.</summary>
    public string? Metric { get; init; }

    /// <summary>What the metric must not be above; null when <see cref="AtLeast"/> is the bound.</summary>
    public double? AtMost { get; init; }

    /// <summary>What the metric must not be below; null when <see cref="AtMost"/> is the bound.</summary>
    public double? AtLeast { get; init; }
}
