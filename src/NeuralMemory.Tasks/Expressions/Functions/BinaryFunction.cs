namespace NeuralMemory.Tasks;

/// <summary>Integers as bits.</summary>
internal sealed class BinaryFunction : TaskFunction
{
    public override string Name => "binary";

    public override string Summary =>
        "Gives for every integer its bits, each in a column of its own, the lowest first; for the highest first take digits "
        + "with base 2.";

    public override string Example => "binary(order, 4)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("width", ArgumentKind.Width),
    ];

    public override TaskValue? Bind(FunctionCall call) =>
        DigitsOf.Bind(call, Name, call.Sequence(0), call.Width(1), radix: 2, highestFirst: false);
}
