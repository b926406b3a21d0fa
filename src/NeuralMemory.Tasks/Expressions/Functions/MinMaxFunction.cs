namespace NeuralMemory.Tasks;

/// <summary><c>min</c> and <c>max</c>: the smallest or the largest of some values.</summary>
/// <param name="name">How it is called.</param>
/// <param name="adjective">Which of the values it gives.</param>
/// <param name="choose">Chooses between two numbers.</param>
internal sealed class MinMaxFunction(string name, string adjective, Func<double, double, double> choose) : TaskFunction
{
    private readonly Operation _operation = new(
        name, choose, (a, b) => new(choose(a.Low, b.Low), choose(a.High, b.High), a.IsInteger && b.IsInteger));

    public override string Name => name;

    public override string Summary => $"Gives the {adjective} of its values; of sequences, number by number.";

    public override string Example => $"{name}(length, 5)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("value", ArgumentKind.Any),
        new("value", ArgumentKind.Any, Repeats: true),
    ];

    public override TaskValue? Bind(FunctionCall call)
    {
        TaskValue? chosen = call.Value(0);
        for (int i = 1; i < call.Count && chosen is not null; i++)
            chosen = call.Combine(_operation, chosen, call.Value(i));
        return chosen;
    }
}
