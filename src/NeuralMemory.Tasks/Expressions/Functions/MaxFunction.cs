namespace NeuralMemory.Tasks;

/// <summary>The largest of some numbers.</summary>
internal sealed class MaxFunction : TaskFunction
{
    public override string Name => "max";

    public override string Summary => "Gives the largest of its numbers.";

    public override string Example => "max(length, 5)";

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
            double largest = numbers[0].Evaluate(state);
            for (int i = 1; i < numbers.Length; i++)
                largest = Math.Max(largest, numbers[i].Evaluate(state));
            return largest;
        }

        private static ValueRange RangeOf(NumberValue[] numbers) => new(
            numbers.Max(number => number.Range.Low),
            numbers.Max(number => number.Range.High),
            Array.TrueForAll(numbers, number => number.Range.IsInteger));
    }
}
