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
internal sealed class Adam : IOptimizer
{
    private readonly AdamConfig _config;
    private readonly OptimizerState _mean, _square;
    private readonly AwakeState _awake;
    private readonly int _length;
    private readonly bool _decoupled;
    private Parameter[] _tables = [];
    private (int First, int End)[] _others = [];

    internal Adam(AdamConfig config, int length, bool decoupled)
    {
        (_config, _length, _decoupled) = (config, length, decoupled);
        State = [_mean = new("mean", length), _square = new("square", length)];
        _awake = new(length, State);
    }

    public long Steps { get; set; }

    public IReadOnlyList<OptimizerState> State { get; }

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

    public void Update(
        Span<Real> values, ReadOnlySpan<Real> gradient, double rate, double gradientScale, TouchedNumbers? touched)
    {
        OptimizerMath.CheckLengths(_length, values, gradient);
        Steps++;
        TouchedNumbers? awake = _awake.Wake(_config.WeightDecay == 0 ? touched : null);
        // The averages start at zero, not at the gradient: both are too small by a factor that is known.
        var update = new AdamUpdate(_config, _decoupled, rate, gradientScale, Steps);
        if (_tables.Length == 0)
        {
            for (int at = 0; TouchedNumbers.Next(awake, _length, ref at, out int first, out int end);)
                Apply(update, values, gradient, first, end);
        }
        else
        {
            foreach ((int first, int end) in _others)
                Apply(update, values, gradient, first, end);
            foreach (Parameter table in _tables)
                UpdateRows(update, values, gradient, table, touched);
        }

        OptimizerMath.Settle(Steps, State, awake);
    }

    /// <summary>Updates rows that have a gradient, those that follow one another together.</summary>
    private void UpdateRows(
        in AdamUpdate update, Span<Real> values, ReadOnlySpan<Real> gradient, Parameter table, TouchedNumbers? touched)
    {
        int width = table.Shape[1], stop = table.Offset + table.Length, done = table.Offset;
        int at = table.Offset / TouchedNumbers.Stretch * TouchedNumbers.Stretch;
        while (done < stop && TouchedNumbers.Next(touched, _length, ref at, out int first, out int end) && first < stop)
        {
            // The rows that a stretch of touched numbers lies in, but for one that the stretch before has had.
            int row = Math.Max(done, table.Offset + Math.Max(0, first - table.Offset) / width * width);
            int behind = Math.Min(stop, table.Offset + (end - table.Offset + width - 1) / width * width), from = row;
            for (; row < behind; row += width)
                if (gradient.Slice(row, width).IndexOfAnyExcept((Real)0) < 0)
                {
                    if (from < row)
                        Apply(update, values, gradient, from, row);
                    from = row + width;
                }

            if (from < behind)
                Apply(update, values, gradient, from, behind);
            done = Math.Max(done, behind);
        }
    }

    private void Apply(in AdamUpdate update, Span<Real> values, ReadOnlySpan<Real> gradient, int first, int end) => update.Apply(
        values[first..end], gradient[first..end], _mean.Numbers[first..end], _square.Numbers[first..end]);

    public void Dispose()
    {
        foreach (OptimizerState state in State)
            state.Dispose();
    }
}
