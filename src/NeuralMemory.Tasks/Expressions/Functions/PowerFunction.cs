namespace NeuralMemory.Tasks;

/// <summary>Powers.</summary>
internal sealed class PowerFunction : TaskFunction
{
    public override string Name => "power";

    public override string Summary => "Gives the first value raised to the power of the second; of sequences, number by number.";

    public override string Example => "power(range(length) + 1, -0.99)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("base", ArgumentKind.Any),
        new("exponent", ArgumentKind.Any),
    ];

    private static readonly Operation Power = new("power", Math.Pow, Bounds);

    public override TaskValue? Bind(FunctionCall call) => call.Combine(Power, call.Value(0), call.Value(1));

    /// <summary>A power of a positive number is monotone in both; of others nothing is known but the kind.</summary>
    private static ValueRange Bounds(ValueRange number, ValueRange exponent)
    {
        bool whole = number.IsInteger && exponent is { IsInteger: true, Low: >= 0 };
        if (number.Low < 0 || (number.Low == 0 && exponent.Low < 0))
            return ValueRange.Any with { IsInteger = whole };
        Span<double> corners =
        [
            Math.Pow(number.Low, exponent.Low), Math.Pow(number.Low, exponent.High),
            Math.Pow(number.High, exponent.Low), Math.Pow(number.High, exponent.High),
        ];
        corners.Sort();
        return double.IsNaN(corners[0]) ? ValueRange.Any with { IsInteger = whole } : new(corners[0], corners[^1], whole);
    }
}
