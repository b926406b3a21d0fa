namespace NeuralMemory.Tasks;

/// <summary><c>zeros</c> and <c>ones</c>: rows of the same number everywhere.</summary>
/// <param name="name">How it is called.</param>
/// <param name="number">The number.</param>
internal sealed class FillFunction(string name, int number) : TaskFunction
{
    public override string Name => name;

    public override string Summary => $"Gives rows of {number}s.";

    public override string Example => $"{name}(3, width)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("rows", ArgumentKind.Count),
        new("width", ArgumentKind.Width),
    ];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Integer(0), call.Width(1), number);

    private sealed class Value(IntegerArgument rows, int width, int number) : SequenceValue(width, rows.Range, ValueRange.Of(number))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView result = Room(state, rows.Evaluate(state));
            result.Span(Width).Fill(number);
            return result;
        }
    }
}
