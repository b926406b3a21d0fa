namespace NeuralMemory.Autodiff;

/// <summary>Adam (Kingma and Ba 2015), with L2 weight decay added to the gradient as PyTorch does.</summary>
public sealed record AdamConfig : OptimizerConfig
{
    /// <inheritdoc/>
    public override string Kind => "adam";

    /// <summary>β₁, the decay of the running mean, in [0, 1).</summary>
    public double MeanDecay { get; init; } = 0.9;

    /// <summary>β₂, the decay of the running mean square, in [0, 1).</summary>
    public double SquareDecay { get; init; } = 0.999;

    /// <summary>Added to the root; above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>L2 weight decay, added to the gradient; at least 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>
    /// Whether rows of tables (<see cref="Parameter.IsTable"/>) whose gradient is zero stay as they are, with their averages, as in
    /// PyTorch's SparseAdam, by which Lample et al. (2019, arXiv 1907.05242) train the values of product keys. Else averages fade, and
    /// move a row on, in every step. An update then costs what the rows cost that were read.
    /// </summary>
    public bool Sparse { get; init; }

    /// <inheritdoc/>
    public override IOptimizer Build(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var adam = (Adam)Build(parameters.Length);
        if (Sparse)
            adam.SparseIn(parameters);
        return adam;
    }

    /// <inheritdoc/>
    public override IOptimizer Build(int length)
    {
        InUnitInterval(MeanDecay, nameof(MeanDecay));
        InUnitInterval(SquareDecay, nameof(SquareDecay));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Epsilon);
        ArgumentOutOfRangeException.ThrowIfLessThan(WeightDecay, 0);
        return new Adam(this, OptimizerMath.CheckedLength(length), decoupled: false);
    }
}

/// <summary>AdamW (Loshchilov and Hutter 2019): Adam, with weights that shrink on their own, apart from the gradient.</summary>
public sealed record AdamWConfig : OptimizerConfig
{
    /// <inheritdoc/>
    public override string Kind => "adamw";

    /// <summary>β₁, the decay of the running mean, in [0, 1).</summary>
    public double MeanDecay { get; init; } = 0.9;

    /// <summary>β₂, the decay of the running mean square, in [0, 1).</summary>
    public double SquareDecay { get; init; } = 0.999;

    /// <summary>Added to the root; above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>What each update takes off every weight, as a multiple of the rate; at least 0.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <inheritdoc/>
    public override IOptimizer Build(int length)
    {
        InUnitInterval(MeanDecay, nameof(MeanDecay));
        InUnitInterval(SquareDecay, nameof(SquareDecay));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Epsilon);
        ArgumentOutOfRangeException.ThrowIfLessThan(WeightDecay, 0);
        var adam = new AdamConfig { MeanDecay = MeanDecay, SquareDecay = SquareDecay, Epsilon = Epsilon, WeightDecay = WeightDecay };
        return new Adam(adam, OptimizerMath.CheckedLength(length), decoupled: true);
    }
}

/// <summary>
/// m ← β₁ m + (1 - β₁) g; n ← β₂ n + (1 - β₂) g²; w ← w - rate (m / (1 - β₁ᵗ)) / (sqrt(n / (1 - β₂ᵗ)) + ε).
/// Decoupled, w first shrinks by rate × decay; coupled, decay w joins the gradient.
/// </summary>
internal sealed unsafe class Adam : BlockOptimizer
{
    private readonly AdamConfig _config;
    private readonly OptimizerState _mean, _square;
    private readonly bool _decoupled;
    private AdamUpdate _update;
    private Parameter[] _tables = [];
    private (int First, int End)[] _others = [];

    internal Adam(AdamConfig config, int length, bool decoupled)
        : this(config, length, decoupled, new("mean", length), new("square", length))
    {
    }

    private Adam(AdamConfig config, int length, bool decoupled, OptimizerState mean, OptimizerState square) : base(length, mean, square) =>
        (_config, _decoupled, _mean, _square) = (config, decoupled, mean, square);

    protected override bool MovesAll => _config.WeightDecay != 0;

    /// <summary>Rows of tables begin anywhere in a cache line.</summary>
    protected override bool IsDivisible => _tables.Length == 0;

    /// <summary>Rows of these parameters' tables wait for a gradient.</summary>
    internal void SparseIn(ParameterSet parameters)
    {
        _tables = [.. parameters.Items.Where(parameter => parameter.IsTable)];
        _others =
        [
            .. parameters.Items.Where(parameter => !parameter.IsTable)
                .Select(parameter => (parameter.Offset, parameter.Offset + parameter.Length)),
        ];
    }

    // The averages start at zero, not at the gradient: both are too small by a factor that is known.
    protected override void Begin(double rate, double gradientScale) => _update = new(_config, _decoupled, rate, gradientScale, Steps);

    protected override void ApplyIn(int first, int end)
    {
        if (_tables.Length == 0)
        {
            base.ApplyIn(first, end);
            return;
        }

        foreach ((int from, int to) in _others)
            Apply(from, to);
        foreach (Parameter table in _tables)
            UpdateRows(table, end);
    }

    protected override void Apply(int first, int end) => _update.Apply(
        new(Values + first, end - first), new(Gradient + first, end - first), _mean.Numbers[first..end], _square.Numbers[first..end]);

    /// <summary>Updates rows that have a gradient, those that follow one another together.</summary>
    private void UpdateRows(Parameter table, int length)
    {
        int width = table.Shape[1], stop = table.Offset + table.Length, done = table.Offset;
        int at = table.Offset / TouchedNumbers.Stretch * TouchedNumbers.Stretch;
        while (done < stop && TouchedNumbers.Next(Touched, length, ref at, out int first, out int end) && first < stop)
        {
            // The rows that a stretch of touched numbers lies in, but for one that the stretch before has had.
            int row = Math.Max(done, table.Offset + Math.Max(0, first - table.Offset) / width * width);
            int behind = Math.Min(stop, table.Offset + (end - table.Offset + width - 1) / width * width), from = row;
            for (; row < behind; row += width)
                if (new ReadOnlySpan<Real>(Gradient + row, width).IndexOfAnyExcept((Real)0) < 0)
                {
                    if (from < row)
                        Apply(from, row);
                    from = row + width;
                }

            if (from < behind)
                Apply(from, behind);
            done = Math.Max(done, behind);
        }
    }
}
