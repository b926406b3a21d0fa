namespace NeuralMemory.Tasks;

/// <summary>The smallest of some numbers.</summary>
internal sealed class MinFunction : TaskFunction
{
    public override string Name => "min";

    public override string Summary => "Gives the smallest of its numbers.";

    public override string Example => "min(length, 5)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("number", ArgumentKind.Number),
        new("number", ArgumentKind.Number, Repeats: true),
    ];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Numbers(0));

    private sealed class Value(NumberValue[] numbers) : NumberValue(RangeOf(numbers))
    {
        public override double Evaluate(EpisodeState state)
        {
            double smallest = numbers[0].Evaluate(state);
            for (int i = 1; i < numbers.Length; i++)
                smallest = Math.Min(smallest, numbers[i].Evaluate(state));
            return smallest;
        }

        private static ValueRange RangeOf(NumberValue[] numbers) => new(
            numbers.Min(number => number.Range.Low),
            numbers.Min(number => number.Range.High),
            Array.TrueForAll(numbers, number => number.Range.IsInteger));
    }
}
