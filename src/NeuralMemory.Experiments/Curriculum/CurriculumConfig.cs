using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>How training grows harder. Which keys count depends on the kind.</summary>
public sealed record CurriculumConfig
{
    /// <summary>How levels follow one another.</summary>
    public CurriculumKind Kind { get; init; }

    /// <summary>The highest value of each parameter at the first level; for all kinds but <see cref="CurriculumKind.Lessons"/>.</summary>
    public IReadOnlyDictionary<string, double> Start { get; init; } = new OrderedDictionary<string, double>();

    /// <summary>What a level adds to the highest values, above 0; for <see cref="CurriculumKind.Threshold"/> and
    /// <see cref="CurriculumKind.Linear"/>.</summary>
    public double Increment { get; init; } = 1;

    /// <summary>Steps of a level, at least 1; for <see cref="CurriculumKind.Linear"/>.</summary>
    public long Every { get; init; } = 1000;

    /// <summary>What parameters are drawn from, lesson by lesson; for <see cref="CurriculumKind.Lessons"/>.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, ValueRange>> Lessons { get; init; } = [];

    /// <summary>The metric of training that ends a level; for all kinds but <see cref="CurriculumKind.Linear"/>.</summary>
    public TaskMetric Metric { get; init; } = new(MetricKind.SequenceErrors);

    /// <summary>What the metric must be below; null when <see cref="Above"/> is the bound.</summary>
    public double? Below { get; init; } = 0.1;

    /// <summary>What the metric must be above; null when <see cref="Below"/> is the bound.</summary>
    public double? Above { get; init; }

    /// <summary>Over how many sequences of the level the metric is averaged, at least 1.</summary>
    public int Window { get; init; } = 500;

    /// <summary>Where parameters are drawn from at a level; for all kinds but <see cref="CurriculumKind.Lessons"/>.</summary>
    public CurriculumDraw Draw { get; init; }

    /// <summary>The share of sequences that go back to earlier levels, at least 0 and below 1.</summary>
    public double LookBack { get; init; }

    /// <summary>The share of sequences that come from all that is trained, whatever the level, at least 0 and below 1.</summary>
    public double Whole { get; init; }

    /// <summary>Whether a window with this value ends a level.</summary>
    public bool IsMet(double value) => value < Below || value > Above;
}

/// <summary>How the levels of a curriculum follow one another.</summary>
public enum CurriculumKind
{
    /// <summary>The highest values grow by a constant when a metric is good enough.</summary>
    Threshold,

    /// <summary>The highest values double when a metric is good enough (Rae et al. 2016, SAM).</summary>
    Doubling,

    /// <summary>The highest values grow by a constant after so many steps.</summary>
    Linear,

    /// <summary>Settings of the parameters, one after another when a metric is good enough (Graves et al. 2016, DNC).</summary>
    Lessons,
}

/// <summary>Where the parameters of a level are drawn from.</summary>
public enum CurriculumDraw
{
    /// <summary>From the lowest value that is trained to the highest of the level, each alike.</summary>
    Uniform,

    /// <summary>The highest value of the level alone.</summary>
    Highest,
}
