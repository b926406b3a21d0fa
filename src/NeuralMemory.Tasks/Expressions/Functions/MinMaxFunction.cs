namespace NeuralMemory.Tasks;

/// <summary><c>min</c> and <c>max</c>: the smallest or the largest of some numbers.</summary>
/// <param name="name">How it is called.</param>
/// <param name="adjective">Which of the numbers it gives.</param>
/// <param name="choose">Chooses between two numbers.</param>
internal sealed class MinMaxFunction(string name, string adjective, Func<double, double, double> choose) : TaskFunction
{
    public override string Name => name;

    public override string Summary => $"Gives the {adjective} of its numbers.";

    public override string Example => $"{name}(length, 5)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("number", ArgumentKind.Number),
        new("number", ArgumentKind.Number, Repeats: true),
    ];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Numbers(0), choose);

    private sealed class Value(NumberValue[] numbers, Func<double, double, double> choose) : NumberValue(RangeOf(numbers, choose))
    {
        public override double Evaluate(EpisodeState state)
        {
            double chosen = numbers[0].Evaluate(state);
            for (int i = 1; i < numbers.Length; i++)
                chosen = choose(chosen, numbers[i].Evaluate(state));
            return chosen;
        }

        private static ValueRange RangeOf(NumberValue[] numbers, Func<double, double, double> choose) => new(
            numbers.Select(number => number.Range.Low).Aggregate(choose),
            numbers.Select(number => number.Range.High).Aggregate(choose),
            Array.TrueForAll(numbers, number => number.Range.IsInteger));
    }
}
