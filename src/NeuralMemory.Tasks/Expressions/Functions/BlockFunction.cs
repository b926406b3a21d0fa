namespace NeuralMemory.Tasks;

/// <summary>One of the equal parts of a sequence: an item that is several rows long.</summary>
internal sealed class BlockFunction : TaskFunction
{
    public override string Name => "block";

    public override string Summary => "Cuts a sequence into blocks of size rows, and gives block number index, counted from 0.";

    public override string Example => "block(items, 3, 1)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("size", ArgumentKind.Count),
        new("index", ArgumentKind.Count),
    ];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Sequence(0), call.Integer(1), call.Integer(2));

    private sealed class Value(SequenceValue sequence, IntegerArgument size, IntegerArgument index)
        : SequenceValue(sequence.Width, size.Range, sequence.Elements)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView rows = sequence.Evaluate(state);
            int length = size.Evaluate(state), block = index.Evaluate(state);
            if (((long)block + 1) * length > rows.Count)
                throw index.Beyond(block, length, rows.Count);
            return new(rows.Data, rows.Start + block * length * Width, length);
        }
    }
}
