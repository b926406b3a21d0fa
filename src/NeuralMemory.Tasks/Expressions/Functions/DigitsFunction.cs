namespace NeuralMemory.Tasks;

/// <summary>Integers as digits.</summary>
internal sealed class DigitsFunction : TaskFunction
{
    public override string Name => "digits";

    public override string Summary =>
        "Gives for every integer count digits of a base from 2, each in a column of its own, the highest first, with 0s before the number.";

    public override string Example => "digits(order, 3, 10)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("count", ArgumentKind.Width),
        new("base", ArgumentKind.Width),
    ];

    public override TaskValue? Bind(FunctionCall call)
    {
        (SequenceValue sequence, int count, int radix) = (call.Sequence(0), call.Width(1), call.Width(2));
        return radix < 2 ? call.Fail(2, $"'base' of digits must be at least 2, and this is {radix}")
            : DigitsOf.Bind(call, Name, sequence, count, radix, highestFirst: true);
    }
}
