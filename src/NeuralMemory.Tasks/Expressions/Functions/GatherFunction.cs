using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Rows of a sequence in another order.</summary>
internal sealed class GatherFunction : TaskFunction
{
    public override string Name => "gather";

    public override string Summary =>
        "Gives the rows of a sequence that the indices name, in their order; indices are integers in rows of width 1.";

    public override string Example => "gather(items, order)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("indices", ArgumentKind.Indices),
    ];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Sequence(0), call.Sequence(1), call.MarkOf(1));

    private sealed class Value(SequenceValue sequence, SequenceValue indices, SourceMark mark)
        : SequenceValue(sequence.Width, indices.Rows, sequence.Elements)
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView rows = sequence.Evaluate(state), order = indices.Evaluate(state), result = Room(state, order.Count, each: 2);
            for (int i = 0; i < order.Count; i++)
            {
                Real index = order.Data[order.Start + i];
                if (!(index >= 0 && index < rows.Count))
                    throw new EpisodeException(
                        mark, $"an index of gather is {index}, and the sequence has {rows.Count} rows, counted from 0");
                rows.Row((int)index, Width).CopyTo(result.Row(i, Width));
            }

            return result;
        }
    }
}
